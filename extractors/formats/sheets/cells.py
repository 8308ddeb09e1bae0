"""One sheet of a workbook -> the cells a person sees: text, spans, borders; no hidden ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter

from extractors.formats.legacy import run_text
from extractors.formats.sheets.number_format import shown
from extractors.types import mostly_bold
from normalizers.text.unicode import nfc

__all__ = ["Seen", "Sheet", "seen_sheet"]

_WHITE = "FFFFFF"

_MOST_COLUMNS = 16_384
"""Columns of a sheet of Excel."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell as a person sees it.

    ``row`` and ``col`` count from 0 over what is visible; ``raw`` is the text with what was struck
    out; ``where`` is the address in the file ("B7").
    """

    row: int
    col: int
    text: str
    raw: str
    where: str
    rowspan: int = 1
    colspan: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is seen of one sheet.

    Attributes:
        title: its name on the tab.
        cells: cells with text (or struck-out text), by row and column.
        bordered: places (row, col) round which lines are drawn, whether or not they have text.
        flags: ``hidden_left_out``, ``struck_out``, ``legacy_font:...``.
    """

    title: str
    cells: tuple[Seen, ...]
    bordered: frozenset[tuple[int, int]]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The text of one cell before it has its place."""

    text: str
    raw: str
    bold: bool
    flags: tuple[str, ...]


def seen_sheet(sheet: Any) -> Sheet:
    """Return what is seen of an ``openpyxl`` worksheet.

    Only cells that are stored are looked at: the used range of a sheet may claim a million rows.
    """
    stored = dict(sheet._cells)
    rows = _visible({row for row, _ in stored}, _hidden_rows(sheet))
    cols = _visible({col for _, col in stored}, _hidden_columns(sheet))
    merged = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
    inside = {(r, c): at for at, m in merged.items() for r, c in _places(m, stored)}
    flags: dict[str, None] = {}
    cells: list[Seen] = []
    bordered: set[tuple[int, int]] = set()
    for (row, col), cell in sorted(stored.items()):
        if row in rows and col in cols and _has_border(cell):
            bordered.add((rows[row], cols[col]))
        if inside.get((row, col), (row, col)) != (row, col):
            continue
        spoken = _spoken(cell)
        area = merged.get((row, col))
        place = _place(area, rows, cols) if area else _single(row, col, rows, cols)
        if place is None:
            flags |= {"hidden_left_out": None} if spoken.raw else {}
            continue
        flags |= dict.fromkeys(spoken.flags)
        if spoken.raw:
            where = f"{get_column_letter(col)}{row}"
            cells.append(
                Seen(*place[:2], spoken.text, spoken.raw, where, *place[2:], bold=spoken.bold)
            )
    cells.sort(key=lambda seen: (seen.row, seen.col))
    return Sheet(str(sheet.title), tuple(cells), frozenset(bordered), tuple(flags))


def _visible(used: set[int], hidden: set[int]) -> dict[int, int]:
    """Return, for each used row or column that is not hidden, its place among those."""
    return {number: at for at, number in enumerate(sorted(used - hidden))}


def _hidden_rows(sheet: Any) -> set[int]:
    return {
        int(number)
        for number, row in sheet.row_dimensions.items()
        if row.hidden or (row.height is not None and row.height == 0)
    }


def _hidden_columns(sheet: Any) -> set[int]:
    """Return the hidden columns; one entry of the file stands for a run of columns."""
    return {
        number
        for column in sheet.column_dimensions.values()
        if column.hidden or (column.customWidth and column.width == 0)
        for number in range(column.min or 0, min(column.max or 0, _MOST_COLUMNS) + 1)
    }


def _places(area: Any, stored: dict[tuple[int, int], Any]) -> Iterator[tuple[int, int]]:
    """Yield the stored places of a merged range, which may be as long as the sheet."""
    if area.size["rows"] * area.size["columns"] > len(stored):
        yield from (
            (r, c)
            for r, c in stored
            if area.min_row <= r <= area.max_row and area.min_col <= c <= area.max_col
        )
        return
    for row in range(area.min_row, area.max_row + 1):
        for col in range(area.min_col, area.max_col + 1):
            if (row, col) in stored:
                yield row, col


def _single(
    row: int, col: int, rows: dict[int, int], cols: dict[int, int]
) -> tuple[int, int, int, int] | None:
    return (rows[row], cols[col], 1, 1) if row in rows and col in cols else None


def _place(
    area: Any, rows: dict[int, int], cols: dict[int, int]
) -> tuple[int, int, int, int] | None:
    """Return row, column, row span and column span of what is visible of a merged range."""
    down = _stretch(rows, area.min_row, area.max_row)
    across = _stretch(cols, area.min_col, area.max_col)
    if down is None or across is None:
        return None
    return down[0], across[0], down[1], across[1]


def _stretch(places: dict[int, int], first: int, last: int) -> tuple[int, int] | None:
    numbers = list(places)
    start, end = bisect_left(numbers, first), bisect_left(numbers, last + 1)
    return (start, end - start) if end > start else None


def _has_border(cell: Any) -> bool:
    border = cell.border
    sides = (border.left, border.right, border.top, border.bottom)
    return sum(side is not None and bool(side.style) for side in sides) >= 2


def _spoken(cell: Any) -> _Spoken:
    """Return the text of a cell, without what is struck out or white on white."""
    value = getattr(cell, "value", None)
    if value is None:
        return _Spoken("", "", False, ())
    font = cell.font
    if isinstance(value, CellRichText):
        runs = [_run(piece, font) for piece in value]
    else:
        runs = [(shown(value, cell.number_format), font)]
    if _is_white(font) and not cell.fill.fill_type:
        hidden = any(text.strip() for text, _ in runs)
        return _Spoken("", "", False, ("hidden_left_out",) if hidden else ())
    return _joined(runs)


def _run(piece: Any, font: Any) -> tuple[str, Any]:
    own = getattr(piece, "font", None)
    return (str(piece.text), own) if own is not None else (str(piece), font)


def _joined(runs: Iterable[tuple[str, Any]]) -> _Spoken:
    kept: list[str] = []
    whole: list[str] = []
    flags: dict[str, None] = {}
    letters = heavy = 0
    for text, font in runs:
        text, flag = run_text(text, str(getattr(font, "name", getattr(font, "rFont", "")) or ""))
        flags |= {flag: None} if flag else {}
        whole.append(text)
        letters += len(text.strip())
        heavy += len(text.strip()) if font is not None and font.b else 0
        if font is not None and font.strike and text.strip():
            flags["struck_out"] = None
            kept.append(" ")
        else:
            kept.append(text)
    bold = mostly_bold(heavy, letters)
    return _Spoken(_clean("".join(kept)), _clean("".join(whole)), bold, tuple(flags))


def _clean(text: str) -> str:
    """Collapse blanks within lines, drop empty lines and Excel's escaped control characters."""
    plain = nfc(text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n"))
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def _is_white(font: Any) -> bool:
    """Say whether letters have the colour of the paper (theme colour 0 is the window's white)."""
    colour = getattr(font, "color", None)
    if colour is None:
        return False
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper() == _WHITE
    return bool(colour.type == "theme" and colour.theme == 0 and not colour.tint)
