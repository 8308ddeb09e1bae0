"""What kind of document a file is, judged by its bytes and never by its extension."""

from __future__ import annotations

import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path
from xml.parsers import expat

from extractors.errors import (
    EmptyFileError,
    EncryptedFileError,
    FileAccessError,
    TruncatedFileError,
    UnsupportedFormatError,
)
from extractors.formats.charset import guess_utf16, looks_like_text

__all__ = ["CONTAINERS", "Kind", "is_heif", "is_jxl", "is_picture", "sniff"]

_HEAD = 65_536
"""Bytes of a file by which its kind is told."""

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p|span|title|h[1-6]|center|font|article)"
    rb"[\s>/]",
    re.IGNORECASE,
)
_WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml wordDocument"
_FLAT = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0 document": "ODF",
    "http://schemas.microsoft.com/office/2006/xmlPackage package": "Word XML",
}
"""Office documents as one XML text; nothing here reads them, and LibreOffice is not given texts."""


class Kind(StrEnum):
    """The kinds of document that can be read."""

    PDF = "pdf"
    IMAGE = "image"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    TEXT = "text"
    ZIP = "zip"
    EML = "eml"
    MSG = "msg"


CONTAINERS = frozenset((Kind.ZIP, Kind.EML, Kind.MSG))
"""Kinds that hold documents and are none themselves."""

_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_PACKED = ((b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"))
_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):", re.MULTILINE)
_SENT = frozenset((b"to", b"cc", b"bcc", b"received", b"return-path", b"message-id", b"x-unsent"))
"""Fields of the head of a mail that a web page saved as MHTML has not."""


def sniff(path: Path | str) -> Kind:
    """Return the kind of the file at ``path``.

    Raises:
        EmptyFileError: zero bytes.
        EncryptedFileError: a password-protected office file.
        TruncatedFileError: a zip or OLE2 file whose directory is missing.
        UnsupportedFormatError: any other content.
        FileAccessError: the system refuses to open the file.
    """
    path = Path(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise FileAccessError(path, error.strerror or "") from error
    if not head:
        raise EmptyFileError(path)
    if is_picture(head):
        return Kind.IMAGE
    if head.startswith(_OLE2):
        return _sniff_ole2(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(path)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    for magic, name in _PACKED:
        if head.startswith(magic):
            raise UnsupportedFormatError(path, f"{name}: hãy giải nén trước, hoặc nén kiểu ZIP")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return Kind.RTF
    return _sniff_text(path, head)


def is_picture(head: bytes) -> bool:
    """Say whether a file's first bytes are those of a picture that can be read."""
    if head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00")):
        return True
    if head.startswith(b"BM") and len(head) > 18 and head[14:18] in _BMP_HEADERS:
        return True
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return True
    return is_heif(head) or is_jxl(head)


def is_heif(head: bytes) -> bool:
    """Say whether a file's first bytes are those of a HEIC photograph."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


def is_jxl(head: bytes) -> bool:
    """Say whether a file's first bytes are those of JPEG XL, bare or in its box."""
    return head.startswith((b"\xff\x0a", b"\x00\x00\x00\x0cJXL \r\n\x87\n"))


_BMP_HEADERS = tuple(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 64, 108, 124))


def _sniff_ole2(path: Path) -> Kind:
    """Tell Word from the other OLE2 files by the stream names in the directory (UTF-16)."""
    data = path.read_bytes()
    if _has_stream(data, "EncryptedPackage"):
        raise EncryptedFileError(path)
    if _has_stream(data, "WordDocument"):
        if _word_is_encrypted(data):
            raise EncryptedFileError(path)
        return Kind.DOC
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return Kind.XLS
    if _has_stream(data, "__properties_version1.0"):
        return Kind.MSG
    if _has_stream(data, "PowerPoint Document"):
        raise UnsupportedFormatError(path, "PPT")
    if not _has_stream(data, "Root Entry"):
        raise TruncatedFileError(path)
    raise UnsupportedFormatError(path, "OLE2")


def _has_stream(data: bytes, name: str) -> bool:
    """Look for a directory entry: the name in UTF-16, zero-padded, on a 128-byte boundary."""
    needle = name.encode("utf-16-le") + b"\x00\x00"
    at = data.find(needle)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = data.find(needle, at + 1)
    return False


def _word_is_encrypted(data: bytes) -> bool:
    """Read fEncrypted (bit 8 of the flags at offset 10) of the Word file information block."""
    at = data.find(b"\xec\xa5", 512)
    while at >= 0:
        if at % 512 == 0:
            return bool(int.from_bytes(data[at + 10 : at + 12], "little") & 0x0100)
        at = data.find(b"\xec\xa5", at + 1)
    return False


def _sniff_zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            opened = archive.read("mimetype")[:200] if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError) as error:
        raise TruncatedFileError(path, "ZIP") from error
    if "[Content_Types].xml" in names and any(
        re.fullmatch(r"word/document\d*\.xml", n) for n in names
    ):
        return Kind.DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return Kind.XLSX
    if opened.startswith(_ODS):
        return Kind.ODS
    if opened:
        raise UnsupportedFormatError(path, "ODF")
    if "[Content_Types].xml" in names:
        raise UnsupportedFormatError(path, "Office")
    return Kind.ZIP


def _sniff_text(path: Path, head: bytes) -> Kind:
    root = _xml_root(head)
    if root == _WORD_2003:
        return Kind.DOC
    if root in _FLAT:
        raise UnsupportedFormatError(path, _FLAT[root])
    encoding = guess_utf16(head)
    sample = head.decode(encoding, "ignore").encode("utf-8") if encoding else head
    if not looks_like_text(sample):
        raise UnsupportedFormatError(path)
    if _is_mail(sample):
        return Kind.EML
    if _is_mhtml(sample) or _is_html(sample):
        return Kind.HTML
    return Kind.TEXT


class _Found(Exception):  # noqa: N818  (no error: the parser is stopped by it)
    """The first element of an XML text."""


def _xml_root(head: bytes) -> str:
    """Return namespace and name of the first element of an XML text, "" if it is none.

    A text that speaks of a kind of file is none of that kind.
    """

    def found(name: str, _: object) -> None:
        raise _Found(name)

    if b"<" not in head[:64]:
        return ""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = found
    try:
        parser.Parse(head.lstrip(), False)
    except _Found as root:
        return str(root)
    except (expat.ExpatError, ValueError):
        return ""
    return ""


def _is_mail(sample: bytes) -> bool:
    """Say whether a text opens with the head of a mail: who sent it to whom."""
    head = re.split(rb"\r?\n\r?\n", sample.lstrip(), maxsplit=1)[0]
    fields = {name.lower() for name in _FIELD.findall(head)}
    opens = _FIELD.match(head) or head.startswith(b"From ")
    return bool(opens) and b"from" in fields and len(fields) >= 3 and not _SENT.isdisjoint(fields)


def _is_mhtml(sample: bytes) -> bool:
    head = sample[:2048].lower()
    return b"mime-version:" in head and (b"multipart/related" in head or b"text/html" in head)


def _is_html(sample: bytes) -> bool:
    """HTML opens with a tag; a text that merely holds tags in some places does not."""
    body = re.sub(rb"^(?:\xef\xbb\xbf|\s|<!--.*?-->|<\?xml[^>]*\?>)+", b"", sample, flags=re.DOTALL)
    return bool(_HTML.match(body)) or bool(re.search(rb"<html[\s>]", sample[:8192], re.IGNORECASE))
