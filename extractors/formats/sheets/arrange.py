"""The seen cells of a sheet -> lines and tables in reading order.

A sheet has no paragraphs: letterhead, title, table and signatures all stand in its cells. Where
lines are drawn, the rows between them are the table. Where none are, a table begins at the first
row that is filled as the body is, and ends before the rows after a blank one that are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractors.formats.sheets.cells import Seen, Sheet
from extractors.types import Block, Cell, Line, Table
from extractors.wording.frames import data_rows, has_frame_text, has_serial_title

__all__ = ["sheet_blocks"]

_Rows = list[list[Seen]]

_WIDE = 3
"""Cells of a row that is more than two texts side by side (letterhead, signature)."""


def sheet_blocks(sheet: Sheet, number: int, max_places: int) -> tuple[tuple[Block, ...], bool]:
    """Return the blocks of sheet ``number`` and whether a table was cut at ``max_places``."""
    rows = _rows(sheet.cells)
    blocks: list[Block] = []
    cut = False
    for is_table, part in _parts(rows, sheet.bordered):
        if not is_table:
            blocks += _lines(part, number)
            continue
        kept = data_rows([[cell.text for cell in row] for row in part])
        table, whole = _table(part[:kept], sheet.title, number, max_places)
        blocks += [table] if table is not None else _lines(part[:kept], number)
        blocks += _lines(part[kept:], number)
        cut = cut or not whole
    return tuple(blocks), cut


def _rows(cells: Iterable[Seen]) -> _Rows:
    rows: dict[int, list[Seen]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return [rows[number] for number in sorted(rows)]


def _parts(rows: _Rows, bordered: frozenset[tuple[int, int]]) -> Iterator[tuple[bool, _Rows]]:
    """Yield runs of rows with whether they are a table."""
    lined: dict[int, int] = {}
    for row, _ in bordered:
        lined[row] = lined.get(row, 0) + 1
    marks = [lined.get(row[0].row, 0) >= 2 for row in rows]
    if not _lines_tell(rows, marks):
        marks = _filled(rows)
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or marks[at] != marks[start] or (marks[at] and _anew(rows, start, at)):
            yield marks[start], rows[start:at]
            start = at


def _lines_tell(rows: _Rows, marks: Sequence[bool]) -> bool:
    """Say whether drawn lines enclose what looks like the body (and not its titles alone)."""
    wide = [mark for row, mark in zip(rows, marks, strict=True) if len(row) >= _WIDE]
    return any(marks) and (not wide or 2 * sum(wide) >= len(wide))


def _anew(rows: _Rows, start: int, at: int) -> bool:
    """Say whether a second table begins: a blank row above, and a serial number's title."""
    gap = rows[at][0].row - rows[at - 1][0].row > 1
    return gap and at > start and has_serial_title([cell.text for cell in rows[at]])


def _filled(rows: _Rows) -> list[bool]:
    """Mark the rows of tables without drawn lines."""
    most = max((len(row) for row in rows), default=0)
    if most < 2:
        return [False] * len(rows)
    least = max(2, (most + 1) // 2)
    full = [
        len(row) >= least and not (len(row) <= _WIDE and any(has_frame_text(c.text) for c in row))
        for row in rows
    ]
    if sum(full) < 2:
        return [False] * len(rows)
    marks = [False] * len(rows)
    first, last = full.index(True), len(full) - 1 - full[::-1].index(True)
    # A title of several columns stands over the row that is filled.
    marks[first : last + 1] = [True] * (last + 1 - first)
    for at in range(last + 1, len(rows)):
        if rows[at][0].row - rows[at - 1][0].row > 1 or any(
            has_frame_text(c.text) for c in rows[at]
        ):
            break
        marks[at] = True
    return marks


def _table(rows: _Rows, title: str, number: int, max_places: int) -> tuple[Table | None, bool]:
    """Return the rows as a table without empty rows and columns; None if it has but one column."""
    kept: _Rows = []
    left = max_places
    for row in rows:
        left -= len(row)
        if left < 0:
            break
        kept.append(row)
    downs = {row[0].row: at for at, row in enumerate(kept)}
    acrosses = {col: at for at, col in enumerate(sorted({c.col for row in kept for c in row}))}
    if len(acrosses) < 2 or not any(cell.text for row in kept for cell in row):
        return None, len(kept) == len(rows)
    cells = tuple(_cell(cell, downs, acrosses, title, number) for row in kept for cell in row)
    table = Table(number, len(downs), len(acrosses), cells, "sheet")
    return table, len(kept) == len(rows)


def _cell(
    cell: Seen, downs: dict[int, int], acrosses: dict[int, int], title: str, number: int
) -> Cell:
    rowspan = sum(cell.row <= row < cell.row + cell.rowspan for row in downs)
    colspan = sum(cell.col <= col < cell.col + cell.colspan for col in acrosses)
    return Cell(
        downs[cell.row],
        acrosses[cell.col],
        cell.text,
        number,
        rowspan=rowspan,
        colspan=colspan,
        raw=cell.raw,
        where=f"{title}!{cell.where}",
    )


def _lines(rows: _Rows, number: int) -> Iterator[Line]:
    """Yield running text: rows of two or three cells that follow each other are columns."""
    band: _Rows = []
    for row in rows:
        beside = 2 <= len(row) <= _WIDE
        if band and (not beside or row[0].row - band[-1][0].row > 1):
            yield from _band(band, number)
            band = []
        if beside:
            band.append(row)
        else:
            yield from (line for cell in row for line in _cell_lines(cell, number))
    yield from _band(band, number)


def _band(rows: _Rows, number: int) -> Iterator[Line]:
    for col in range(max((len(row) for row in rows), default=0)):
        for row in rows:
            if col < len(row):
                yield from _cell_lines(row[col], number)


def _cell_lines(cell: Seen, number: int) -> Iterator[Line]:
    for text in cell.text.split("\n"):
        if text:
            yield Line(text, number, bold=cell.bold)
