"""An opened spreadsheet (XLSX; XLS and ODS through LibreOffice): every visible sheet is a page."""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from extractors.errors import (
    EncryptedFileError,
    NoPagesError,
    TooLargeError,
    TruncatedFileError,
    damage,
)
from extractors.formats.document import FlowDocument
from extractors.formats.intact import is_cut
from extractors.formats.kinds import Kind
from extractors.formats.legacy import unify
from extractors.formats.limits import Limits
from extractors.formats.office import converted_copy, find_office
from extractors.formats.sheets.arrange import sheet_blocks
from extractors.formats.sheets.cells import seen_sheet
from extractors.formats.source import Blocks
from extractors.types import Block

__all__ = ["SheetDocument", "open_sheets"]

_FILEPASS, _BOF, _EOF = 0x2F, 0x0809, 0x0A
"""Types of records of a workbook stream ([MS-XLS])."""

_UNSOLVED = re.compile(rb"</f>\s*(?:<v>\s*</v>|<v\s*/>)?\s*</c>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]*ref=\"([A-Z]+\d+:[A-Z]+\d+)\"")
_Part = tuple[tuple[Block, ...], tuple[str, ...]]


class SheetDocument(FlowDocument):
    """A spreadsheet; page ``n`` is its n-th visible sheet that has text."""

    def __init__(
        self, path: Path, kind: Kind, sha256: str, limits: Limits, parts: tuple[_Part, ...]
    ) -> None:
        super().__init__(path, kind, sha256, limits, tuple(blocks for blocks, _ in parts))
        self._sheet_flags = tuple(flags for _, flags in parts)

    def source(self, number: int) -> Blocks:
        """Return the blocks of sheet ``number``."""
        self._check_number(number)
        return Blocks(self._parts[number - 1], self._sheet_flags[number - 1])


def open_sheets(path: Path, kind: Kind, sha256: str, limits: Limits) -> SheetDocument:
    """Read a spreadsheet whole.

    Raises:
        EncryptedFileError: it needs a password.
        TruncatedFileError: the zip or its XML is damaged.
        TooLargeError: its sheets unpack to more than the limits allow.
        NoPagesError: no visible sheet has text.
        MissingToolError: an XLS or ODS without LibreOffice.
        ConversionError: LibreOffice failed on it.
        PageTimeoutError: LibreOffice took too long.
    """
    return SheetDocument(path, kind, sha256, limits, _read(path, kind, sha256, limits))


@lru_cache(maxsize=2)
def _read(path: Path, kind: Kind, sha256: str, limits: Limits) -> tuple[_Part, ...]:
    """Read once per process and content: a file is probed before it is read."""
    if kind is Kind.XLSX:
        return _parts(path, path, limits)
    if kind is Kind.XLS and _xls_is_encrypted(path.read_bytes()):
        raise EncryptedFileError(path)
    if kind is Kind.ODS:
        _check_ods(path)
    program, target = find_office(), "xlsx:Calc MS Excel 2007 XML"
    with converted_copy(program, path, kind.value, target, limits) as copy:
        parts = _parts(copy, path, limits)
    if kind is Kind.XLS and is_cut(path):
        blocks, flags = parts[0]
        return ((blocks, (*flags, "damaged_file")), *parts[1:])
    return parts


def _parts(xlsx: Path, path: Path, limits: Limits) -> tuple[_Part, ...]:
    """Return blocks and flags of each visible sheet of ``xlsx``; errors name ``path``."""
    unsolved = _check_zip(xlsx, path, limits)
    try:
        with xlsx.open("rb") as stream:  # by its name openpyxl would judge the extension
            book = openpyxl.load_workbook(stream, data_only=True, rich_text=True)
    except RecursionError as error:
        raise TooLargeError(path) from error
    except Exception as error:  # openpyxl passes on whatever zip and XML readers raise
        raise damage(path, error) from error
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    parts = [_part(sheet, number, limits) for number, sheet in enumerate(visible, start=1)]
    if not any(blocks for blocks, _ in parts):
        raise NoPagesError(path)
    more: tuple[str, ...] = ("hidden_left_out",) if len(visible) < len(book.worksheets) else ()
    more += ("formula_without_value",) if unsolved else ()
    blocks, flags = parts[0]
    parts[0] = (blocks, tuple(dict.fromkeys((*flags, *more))))
    return tuple(parts)


def _part(sheet: Any, number: int, limits: Limits) -> _Part:
    seen = seen_sheet(sheet)
    blocks, cut = sheet_blocks(seen, number, limits.max_table_cells)
    blocks, converted = unify(blocks)
    flags = (*seen.flags, *converted, *(("table_cut",) if cut else ()))
    return blocks, tuple(dict.fromkeys(flags))


def _check_zip(xlsx: Path, path: Path, limits: Limits) -> bool:
    """Refuse what would not fit; return whether some formula has no stored value.

    ``openpyxl`` needs some fifty times the size of a sheet's XML in memory.
    """
    unsolved, merged = False, 0
    try:
        with zipfile.ZipFile(xlsx) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise EncryptedFileError(path)
            size = sum(m.file_size for m in members if not m.filename.startswith("xl/media/"))
            if size > limits.max_sheet_bytes:
                raise TooLargeError(path, f"{size / 1e6:.0f} MB sau khi giải nén")
            for member in members:
                if member.filename.startswith("xl/worksheets/sheet"):
                    data = archive.read(member)
                    unsolved = unsolved or bool(_UNSOLVED.search(data))
                    merged += sum(map(_area, _MERGED.findall(data)))
        if merged > limits.max_table_cells:
            raise TooLargeError(path, f"{merged} ô gộp")
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise TruncatedFileError(path, "ZIP") from error
    except Exception as error:  # zlib, lzma: damaged data
        raise damage(path, error, "ZIP") from error
    return unsolved


def _area(reference: bytes) -> int:
    """Return how many cells a range has; ``openpyxl`` makes an object of each."""
    left, top, right, bottom = range_boundaries(reference.decode("ascii"))
    return int((right - left + 1) * (bottom - top + 1))


def _check_ods(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = archive.read("META-INF/manifest.xml")
    except Exception as error:  # zip and zlib raise several unrelated classes
        raise damage(path, error, "ZIP") from error
    if b"encryption-data" in manifest:
        raise EncryptedFileError(path)


def _xls_is_encrypted(data: bytes) -> bool:
    """Look for a FILEPASS record among the first records of the workbook stream ([MS-XLS])."""
    for start in range(512, len(data) - 4, 512):
        if int.from_bytes(data[start : start + 2], "little") != _BOF:
            continue
        at = start
        for _ in range(8):
            record = int.from_bytes(data[at : at + 2], "little")
            if record == _FILEPASS:
                return True
            if record == _EOF or at + 4 > len(data):
                break
            at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return False
