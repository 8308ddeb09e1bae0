"""What can go wrong with one file: one class per cause, a stable code, a remedy in Vietnamese.

``name`` goes into the ``error`` column of documents.csv, ``str(error)`` is for people. A document
error never stops a batch: the pipeline writes it down and goes on with the next file. A command
about one file ends with the ``exit_code`` of its class.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from normalizers.text.visible import visible

_LONGEST = 120
"""Characters of a library's own words that are passed on."""

_NO_MEMORY = ("malloc", "bad_alloc", "out of memory", "insufficient memory", "allocat")
"""What libraries say when they get no memory."""


class WholeError(Exception):
    """An error that crosses processes as it is, whatever its constructor asks for."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args, self.__dict__)


def _again(cls: type[WholeError], args: tuple[Any, ...], state: dict[str, Any]) -> WholeError:
    """Make an error anew in another process, past its constructor."""
    error = cls.__new__(cls)
    error.args = args
    error.__dict__.update(state)
    return error


class DocumentError(WholeError):
    """A document could not be read. ``code`` is stable; the text says what to do."""

    code = "E100"
    name = "document_error"
    message = "Không đọc được tệp."
    remedy = "Hãy mở thử tệp bằng phần mềm khác rồi lưu lại."
    exit_code = 3

    def __init__(self, source: Path | str, detail: str = "") -> None:
        self.source = str(source)
        self.detail = detail
        super().__init__(self.text())

    def text(self) -> str:
        """Return the sentence for people: what happened, to which file, what to do."""
        name = Path(self.source).name
        detail = self.detail.replace(self.source, name)  # libraries tell the whole path
        extra = f" ({visible(detail)})" if detail else ""
        text = f"[{self.code}] {visible(name)}: {self.message}{extra} {self.remedy}"
        # A name that is no UTF-8 has to be written down all the same.
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def damage(path: Path, error: BaseException, detail: str = "") -> DocumentError:
    """Return the error to raise for whatever a library threw over the bytes of a file.

    Libraries throw many unrelated classes at damage; want of memory is told apart, and an error
    that has its name keeps it.
    """
    if isinstance(error, DocumentError):
        return error
    text = str(error).strip().split("\n")[0][:_LONGEST]
    if isinstance(error, MemoryError) or any(word in text.lower() for word in _NO_MEMORY):
        return OutOfMemoryError(path)
    return TruncatedFileError(path, detail or text)


class EmptyFileError(DocumentError):
    """The file has zero bytes."""

    code = "E101"
    name = "empty_file"
    message = "Tệp rỗng (0 byte)."
    remedy = "Hãy xin lại tệp gốc hoặc quét lại văn bản."


class TruncatedFileError(DocumentError):
    """The file ends before its own structure says it should, and cannot be mended."""

    code = "E102"
    name = "truncated_file"
    message = "Tệp bị cụt hoặc hỏng."
    remedy = "Hãy tải hoặc sao chép lại tệp từ nguồn."


class EncryptedFileError(DocumentError):
    """The file needs a password."""

    code = "E103"
    name = "encrypted_file"
    message = "Tệp có mật khẩu."
    remedy = "Hãy mở bằng mật khẩu rồi lưu một bản không có mật khẩu."


class UnsupportedFormatError(DocumentError):
    """The content is of no kind that can be read (whatever the extension says)."""

    code = "E104"
    name = "unsupported_format"
    message = "Nội dung tệp không thuộc loại đọc được."
    remedy = "Hãy chuyển sang PDF, ảnh (PNG, JPEG, TIFF), DOCX, XLSX, HTML hoặc văn bản thuần."


class NoPagesError(DocumentError):
    """The document opens but has no page."""

    code = "E105"
    name = "no_pages"
    message = "Tài liệu không có trang nào."
    remedy = "Hãy kiểm tra lại khi xuất hoặc quét tài liệu."


class TooLargeError(DocumentError):
    """The file, a page or a picture exceeds the limits."""

    code = "E106"
    name = "too_large"
    message = "Tệp quá lớn."
    remedy = "Hãy tách thành nhiều tệp nhỏ hoặc quét ở 200-300 dpi."


class MissingToolError(DocumentError):
    """A program needed for this kind of file is not installed."""

    code = "E107"
    name = "missing_tool"
    message = "Thiếu chương trình cần cho loại tệp này."
    remedy = "Hãy chạy `kehoach doctor` để xem cách cài."
    exit_code = 4


class PageTimeoutError(DocumentError):
    """Reading took longer than allowed."""

    code = "E108"
    name = "timeout"
    message = "Đọc quá lâu nên đã dừng."
    remedy = "Hãy chạy lại riêng tệp này với giới hạn lớn hơn."


class DocumentTimeoutError(DocumentError):
    """The pages of a document took longer together than allowed; those read are kept."""

    code = "E115"
    name = "document_timeout"
    message = "Văn bản đã hết thời gian đọc; các trang đọc được đều giữ lại."
    remedy = "Hãy chạy lại để đọc tiếp, hoặc đặt --document-timeout lớn hơn."


class ConversionError(DocumentError):
    """LibreOffice was there but gave no usable document."""

    code = "E109"
    name = "conversion_failed"
    message = "LibreOffice không chuyển đổi được tệp."
    remedy = "Hãy mở tệp bằng Word hoặc LibreOffice rồi lưu lại thành DOCX."


class FileAccessError(DocumentError):
    """The operating system does not let the file be read (missing, no permission, a folder)."""

    code = "E110"
    name = "file_access"
    message = "Không mở được tệp trên đĩa."
    remedy = "Hãy kiểm tra đường dẫn và quyền đọc tệp."


class PageFailedError(DocumentError):
    """One page of an otherwise readable document cannot be read."""

    code = "E111"
    name = "page_failed"
    message = "Một trang không đọc được."
    remedy = "Hãy quét lại trang này; các trang khác vẫn được đọc."


class ContainerError(DocumentError):
    """An archive or an e-mail, given where one document is wanted."""

    code = "E112"
    name = "container"
    message = "Tệp này chứa các tệp khác (ZIP, thư điện tử)."
    remedy = "Hãy đọc bằng `kehoach run`, hoặc lấy tệp bên trong ra."


class OutOfMemoryError(DocumentError):
    """Reading would take more memory than a worker may have."""

    code = "E113"
    name = "out_of_memory"
    message = "Tệp cần quá nhiều bộ nhớ nên đã dừng đọc."
    remedy = "Hãy tách thành nhiều tệp nhỏ, hoặc đặt KEHOACH_MEMORY_MB lớn hơn nếu máy có đủ."


class DiskFullError(DocumentError):
    """There is no room on the disk for what reading needs to put aside."""

    code = "E114"
    name = "disk_full"
    message = "Ổ đĩa đầy nên không đọc tiếp được."
    remedy = "Hãy dọn bớt ổ đĩa (thư mục kết quả, thư mục tạm) rồi chạy lại."


class WorkerCrashError(DocumentError):
    """The process reading the file died, or met a defect of this program."""

    code = "E120"
    name = "reader_crashed"
    message = "Chương trình gặp lỗi khi đọc tệp này."
    remedy = "Các tệp khác không bị ảnh hưởng; xin gửi tệp và dòng lỗi này cho người phát triển."


DOCUMENT_ERRORS: tuple[type[DocumentError], ...] = (
    DocumentError,
    EmptyFileError,
    TruncatedFileError,
    EncryptedFileError,
    UnsupportedFormatError,
    NoPagesError,
    TooLargeError,
    MissingToolError,
    PageTimeoutError,
    ConversionError,
    FileAccessError,
    PageFailedError,
    ContainerError,
    OutOfMemoryError,
    DiskFullError,
    DocumentTimeoutError,
    WorkerCrashError,
)
