"""Exit codes, and errors of a whole run (one document's errors are in extractors.errors)."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Stable exit codes of every command."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    SOME_FAILED = 3
    MISSING_TOOL = 4
    VERIFY_FAILED = 5
    OUTPUT = 6


class RunError(Exception):
    """A run cannot go on. The text is for people, in Vietnamese, and says what to do."""

    exit_code = ExitCode.INTERNAL


class NoInputError(RunError):
    """No file matches what was asked for."""

    exit_code = ExitCode.USAGE

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"Không tìm thấy tệp nào trong: {asked}. Hãy kiểm tra lại đường dẫn "
            "(thư mục, tệp, hoặc mẫu như 'quet/*.pdf')."
        )


class UsageError(RunError):
    """An option cannot be understood; its text names the option and how to write it."""

    exit_code = ExitCode.USAGE


class OutputInsideInputError(RunError):
    """The output folder lies among the originals."""

    exit_code = ExitCode.USAGE

    def __init__(self, out: str) -> None:
        super().__init__(
            f"Thư mục kết quả '{out}' chính là thư mục tài liệu gốc. "
            "Hãy chọn thư mục khác với --out."
        )


class OutputError(RunError):
    """The output folder cannot be written."""

    exit_code = ExitCode.OUTPUT

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Không ghi được '{path}': {why}. Nếu tệp đang mở trong Excel, hãy đóng lại rồi "
            "chạy lại; nếu ổ đĩa đầy, hãy dọn bớt."
        )


class DatasetMissingError(RunError):
    """The folder holds no dataset yet."""

    exit_code = ExitCode.USAGE

    def __init__(self, out: str) -> None:
        super().__init__(
            f"Thư mục '{out}' chưa có dataset.sqlite. Hãy chạy `kehoach run` trước, "
            "hoặc chỉ đúng thư mục bằng --out."
        )


class DatasetVersionError(RunError):
    """The dataset was written by a version with other tables."""

    exit_code = ExitCode.OUTPUT

    def __init__(self, path: str, found: int, wanted: int) -> None:
        super().__init__(
            f"'{path}' do một phiên bản khác tạo ra (cấu trúc {found}, cần {wanted}). "
            "Hãy chọn --out khác hoặc chạy lại với --fresh."
        )
