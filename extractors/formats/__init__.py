"""Any file -> an opened document whose pages can be read one by one.

``open_document`` is the only entrance: it looks at the bytes, refuses what cannot be read with a
named error, and returns a ``Document``.
"""

from __future__ import annotations

from pathlib import Path

from extractors.errors import ContainerError, EmptyFileError, FileAccessError, TooLargeError
from extractors.formats.document import Document, file_sha256
from extractors.formats.kinds import CONTAINERS, Kind, sniff
from extractors.formats.limits import Limits

__all__ = ["Document", "Kind", "Limits", "check_size", "open_document", "sniff"]


def open_document(path: Path | str, *, limits: Limits | None = None) -> Document:
    """Open a file of any supported kind for reading.

    Args:
        path: the file; its extension does not matter.
        limits: bounds on size; the defaults fit a machine with 4 GB.

    Raises:
        FileAccessError: the file cannot be opened.
        EmptyFileError: zero bytes.
        TooLargeError: beyond the limits.
        EncryptedFileError: it needs a password.
        TruncatedFileError: cut off or damaged beyond repair.
        NoPagesError: it opens but has no page.
        UnsupportedFormatError: the content is of no known kind.
        ContainerError: an archive or a mail; ``extractors.formats.containers`` opens it.
        MissingToolError: a .doc, .rtf, .xls or .ods without LibreOffice, a HEIC without its reader.
        ConversionError: LibreOffice failed on it.
    """
    path = Path(path)
    limits = limits or Limits()
    check_size(path, limits)
    kind = sniff(path)
    if kind in CONTAINERS:
        raise ContainerError(path)
    digest = file_sha256(path)
    return _open(path, kind, digest, limits)


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file by what the system tells of it, before a byte is read.

    Raises:
        FileAccessError: it is not there, or a folder.
        EmptyFileError: zero bytes.
        TooLargeError: beyond the limits.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise FileAccessError(path, "là thư mục")
    except OSError as error:
        raise FileAccessError(path, error.strerror or "") from error
    if size == 0:
        raise EmptyFileError(path)
    if size > limits.max_bytes:
        raise TooLargeError(path, f"{size / 1e6:.0f} MB")


def _open(path: Path, kind: Kind, digest: str, limits: Limits) -> Document:
    # The readers are imported when needed: each draws in a heavy library of its own.
    if kind is Kind.PDF:
        from extractors.formats.pdf.document import PdfDocument

        return PdfDocument(path, digest, limits)
    if kind is Kind.IMAGE:
        from extractors.formats.picture.document import ImageDocument

        return ImageDocument(path, digest, limits)
    if kind is Kind.HTML:
        from extractors.formats.text.html import open_html

        return open_html(path, digest, limits)
    if kind is Kind.TEXT:
        from extractors.formats.text.plain import open_text

        return open_text(path, digest, limits)
    if kind in (Kind.XLSX, Kind.XLS, Kind.ODS):
        from extractors.formats.sheets.document import open_sheets

        return open_sheets(path, kind, digest, limits)
    from extractors.formats.word.docx import open_docx
    from extractors.formats.word.office import open_office

    if kind is Kind.DOCX:
        return open_docx(path, digest, limits)
    return open_office(path, kind, digest, limits)
