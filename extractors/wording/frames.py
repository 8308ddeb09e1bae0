"""Which tables only arrange text on the page (letterhead, signatures, frames)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.text.unicode import fold

__all__ = [
    "FrameSplitter",
    "by_columns",
    "data_rows",
    "has_frame_text",
    "has_serial_title",
    "is_layout",
]

# What stands in the borderless tables at the head and foot of Vietnamese official papers
# (Decree 30/2020/ND-CP, appendix I); compared without marks, so damaged text is found too.
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap\s*[-–—]\s*tu do|^\s*noi nhan|thu truong don vi", re.MULTILINE
)
# A whole line, for roles also stand in the columns of data tables.
_SIGNATURE = re.compile(
    r"^\s*(?:(?:kt|tm|tl|tuq|q)\s*[./]\s*)?"
    r"(?:hieu truong|chu tich|giam doc|hoi dong|truong phong)\s*(?:$|\()",
    re.MULTILINE,
)
_KT = re.compile(r"(?:^|\s)(?:kt|tm|tl|tuq)\s*[./]\s*(?:\w+ )?(?:truong|tich|doc|dong|phong)\b")
_SERIAL = re.compile(r"s?tt|so ?tt|so ?thu ?tu|#|no\.?")
_SIGNER = re.compile(r"^(?:pho )?(?:hieu truong|chu tich|giam doc|truong phong|nguoi lap|thu ky)\b")


@dataclass(frozen=True, slots=True)
class FrameSettings:
    """How large a layout table is that holds no data: rows and columns, at most.

    Attributes:
        columns: of a frame of a letterhead or a signature.
        letterhead: rows of that of a letterhead.
        signature: rows of that of a signature.
        bare: rows of a table without lines, a title or known words that only sets texts apart,
        filled: and cells of its rows that have a text.
        with_block: rows of a table with a signature block grown into it, at least.
    """

    columns: int = 4
    letterhead: int = 6
    signature: int = 3
    bare: int = 2
    filled: int = 3
    with_block: int = 3


_FRAME = FrameSettings()


def is_layout(rows: Sequence[Sequence[str]], *, bordered: bool | None) -> bool:
    """Say whether a table is a frame for running text rather than data.

    Args:
        rows: cell texts, row by row.
        bordered: whether lines are drawn; None if that cannot be known.
    """
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    filled = [row for row in filled if row]
    if not filled:
        return True
    if has_serial_title(filled[0]):
        return False
    n_rows, n_cols = len(filled), max(len(row) for row in rows)
    widest = max(len(row) for row in filled)
    if widest == 1 and (n_cols == 1 or n_rows == 1):
        return True
    if n_cols <= _FRAME.columns:
        if n_rows <= _FRAME.letterhead and _LETTERHEAD.search(_folded(filled)):
            return True
        if n_rows <= _FRAME.signature and _SIGNATURE.search(_folded(filled)):
            return True
    if n_rows == 1 and widest <= _FRAME.filled:
        return bordered is not True or _signatures(filled[0])
    return bordered is False and n_rows <= _FRAME.bare and widest <= _FRAME.filled


def data_rows(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows come before a signature block that grew into the table.

    Word makes one table of two that follow each other without a paragraph between, so the rows of
    a schedule and "Nơi nhận | HIỆU TRƯỞNG" arrive as one.
    """
    framed = [any(has_frame_text(cell) for cell in row) for row in rows]
    if len(rows) < _FRAME.with_block or not framed[-1] or any(framed[: len(rows) // 2]):
        return len(rows)
    return framed.index(True)


def has_frame_text(text: str) -> bool:
    """Say whether the text belongs to a letterhead or signature block."""
    plain = fold(text)
    return bool(_LETTERHEAD.search(plain) or _KT.search(plain))


class FrameSplitter:
    """Cuts lines of a letterhead whose two columns are set apart by blanks or tabs.

    "SỞ GIÁO DỤC          CỘNG HÒA ..." is two lines. Only lines near one with the fixed words of a
    letterhead or signature block are cut, and a blank left to be filled in ("Số:      /KH") is not.
    """

    _REACH = 12
    """Lines after one with fixed words among which columns are cut: those of a letterhead."""

    _GAP = re.compile(r"[^\S\n]*\t\s*|[^\S\n]{4,}")
    _OPEN = re.compile(r"(?:[:/,(\-–]|\b(?:số|ngày|tháng|năm|so|ngay|thang|nam))$", re.IGNORECASE)

    def __init__(self) -> None:
        self._left = 0

    def split(self, line: str) -> list[str]:
        """Return the line's columns, each with single blanks; one if it has but one."""
        self._left = self._REACH if has_frame_text(line) else self._left - 1
        parts = [" ".join(part.split()) for part in self._GAP.split(line.strip())]
        parts = [part for part in parts if part]
        if self._left > 0 and len(parts) == 2 and self._apart(*parts):
            return parts
        return [" ".join(parts)]

    def _apart(self, left: str, right: str) -> bool:
        if self._OPEN.search(left) and not has_frame_text(left):
            return False
        begins = right.lstrip('("“')[:1]
        return begins.isalpha() and not begins.islower() and any(c.isalpha() for c in left)


def _folded(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(fold(line) for row in rows for cell in row for line in cell.split("\n"))


def _signatures(row: Sequence[str]) -> bool:
    return all(_SIGNER.match(fold(cell)) for cell in row)


def has_serial_title(row: Sequence[str]) -> bool:
    """Say whether a row holds the title of a serial number column: then it heads a data table."""
    return any(_SERIAL.fullmatch(fold(cell)) for cell in row)


def by_columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a layout table, column by column as people read a letterhead."""
    width = max((len(row) for row in rows), default=0)
    lines: list[str] = []
    for col in range(width):
        for row in rows:
            if col < len(row):
                lines += [line for line in row[col].split("\n") if line.strip()]
    return lines
