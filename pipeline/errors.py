"""Exit codes, and errors of a whole run (one document's errors are in extractors.errors)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from extractors.errors import WholeError


class ExitCode(IntEnum):
    """Stable exit codes of every command."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    SOME_FAILED = 3
    MISSING_TOOL = 4
    VERIFY_FAILED = 5
    OUTPUT = 6
    STOPPED = 130


class RunError(WholeError):
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


class DatasetUnusableError(OutputError):
    """The database of a dataset cannot be read or written: held, read-only, full, damaged."""

    def __init__(self, path: str, why: str) -> None:
        for mark, said, remedy in _OF_DATABASES:
            if mark in why.lower():
                RunError.__init__(self, f"'{path}' {said} ({why}). {remedy}")
                return
        super().__init__(path, why)


_ANEW = (
    "Hãy đổi tên tệp này rồi chạy lại `kehoach run` ở cùng thư mục: trang đã đọc còn được giữ, nên "
    "nhanh; những gì đã sửa bằng tay thì lấy từ bản sao lưu."
)
_OF_DATABASES = (
    (
        "locked",
        "đang bị chương trình khác giữ",
        "Hãy đóng chương trình đó, hoặc đợi lần chạy kia xong, rồi chạy lại.",
    ),
    (
        "readonly",
        "chỉ đọc được, không ghi được",
        "Hãy kiểm tra quyền ghi của tệp và thư mục, hoặc chọn --out khác.",
    ),
    (
        "unable to open",
        "không mở được",
        "Hãy kiểm tra quyền đọc, ghi của tệp và thư mục, hoặc chọn --out khác.",
    ),
    ("full", "không ghi thêm được vì ổ đĩa đầy", "Hãy dọn bớt ổ đĩa rồi chạy lại."),
    ("no such", "thiếu bảng, vì được tạo dở dang hoặc bị sửa", _ANEW),
    ("malformed", "bị hỏng", _ANEW),
    ("not a database", "bị hỏng hoặc không phải bộ dữ liệu", _ANEW),
    ("corrupt", "bị hỏng", _ANEW),
    ("empty file", "là tệp rỗng", _ANEW),
)
"""What databases say, the same in Vietnamese, and what to do."""


class StoppedRunError(RunError):
    """Somebody stopped the run; what it read is kept."""

    exit_code = ExitCode.STOPPED

    def __init__(self, done: int, files: int) -> None:
        super().__init__(
            f"Đã dừng theo yêu cầu: {done}/{files} tệp xong và nằm trong bộ dữ liệu, trang đã đọc "
            "của các tệp khác được giữ. Chạy lại đúng lệnh cũ để làm tiếp."
        )


class OutputsError(OutputError):
    """Several outputs cannot be written; all others are."""

    def __init__(self, errors: Sequence[OutputError]) -> None:
        RunError.__init__(self, "\n".join(map(str, errors)))


class DatasetMissingError(RunError):
    """The folder holds no dataset yet."""

    exit_code = ExitCode.USAGE

    def __init__(self, out: str) -> None:
        super().__init__(
            f"Thư mục '{out}' chưa có dataset.sqlite. Hãy chạy `kehoach run` trước, "
            "hoặc chỉ đúng thư mục bằng --out."
        )


class DatasetVersionError(RunError):
    """The dataset was written by a newer version, with other tables."""

    exit_code = ExitCode.OUTPUT

    def __init__(self, path: str, found: str, wanted: str) -> None:
        super().__init__(
            f"'{path}' do một phiên bản mới hơn tạo ra (cấu trúc {found}, bản này biết {wanted}). "
            "Hãy cập nhật chương trình (pip install -U kehoach) hoặc chọn --out khác."
        )


class DatabaseUnreachableError(RunError):
    """The database that holds the dataset cannot be reached."""

    exit_code = ExitCode.OUTPUT

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Không vào được cơ sở dữ liệu: {why}. Hãy kiểm tra địa chỉ sau --db (như "
            "postgresql://ten:matkhau@may/kehoach), máy chủ có chạy không; thiếu gói thì cài: "
            "pip install 'kehoach[postgresql]'."
        )


class ExistingOutputError(RunError):
    """A document is in the dataset, and the run was told to stop then."""

    exit_code = ExitCode.OUTPUT

    def __init__(self, source: str, count: int) -> None:
        more = f" và {count - 1} tệp khác" if count > 1 else ""
        super().__init__(
            f"'{source}'{more} đã có trong bộ dữ liệu; chưa đọc gì (--existing abort). Hãy chọn "
            "--out khác, hoặc --existing skip, overwrite."
        )


class MissingOutputError(RunError):
    """A document could not be read whole, and the run was told to stop then."""

    exit_code = ExitCode.SOME_FAILED

    def __init__(self, source: str, error: str) -> None:
        super().__init__(
            f"Dừng ở '{source}': {error} (--missing abort). Những gì đã đọc vẫn còn; chạy lại lệnh "
            "để làm tiếp, hoặc --missing skip để bỏ qua tệp lỗi."
        )


class TooManyFailuresError(RunError):
    """More documents failed than the run was told to bear."""

    exit_code = ExitCode.SOME_FAILED

    def __init__(self, failed: int, read: int) -> None:
        super().__init__(
            f"Dừng: {failed} trong {read} tệp không đọc được trọn (--max-failures). Hãy xem "
            "kehoach.log; những gì đã đọc vẫn còn, chạy lại lệnh để làm tiếp."
        )


class ClusterError(RunError):
    """The workers a run was to use cannot be reached."""

    exit_code = ExitCode.MISSING_TOOL

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Không dùng được cụm máy Dask: {why}. Hãy kiểm tra địa chỉ sau --dask (như "
            "tcp://10.0.0.5:8786) và các máy trong cụm, hoặc bỏ --dask để đọc trên máy này."
        )


class RowChangedError(RunError):
    """Somebody else changed the row since it was shown; nothing was written."""

    exit_code = ExitCode.OUTPUT

    def __init__(self, who: str, at: str) -> None:
        self.who, self.at = who, at
        super().__init__(
            f"Dòng này vừa được {who or 'người khác'} sửa lúc {at}. Chưa ghi gì; hãy xem lại giá "
            "trị mới rồi sửa tiếp nếu cần."
        )
