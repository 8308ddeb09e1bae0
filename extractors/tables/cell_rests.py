"""Rests of cells alone at the top of a page: their columns are known from the page before.

Where no upright lines are drawn, or none is seen as they are short there, a row cut so that a cell
or two go on leaves a few lines on the next page that look like prose. They stand in columns other
than the first: flush left where white space parts the columns, in mid-sentence between drawn lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.formats.layout import has_frame_text
from extractors.tables.geometry import column_extents
from extractors.tables.joints import goes_on, join_cells
from extractors.types import Cell, Line, Table, TableMethod

__all__ = ["with_rests"]

_READ: tuple[TableMethod, ...] = ("borderless", "ruled")
_FLUSH, _WIDER = 0.01, 0.015
"""Shares of the page width: how far a line may begin beside its column, and end beyond it."""

_CLOSE = 0.9
"""Blank between two lines of a cell, at most, in heights of a line."""


def with_rests(
    table: Table, lines: Sequence[Line], width: float, other: float
) -> tuple[Table, list[Line]]:
    """Return the table with the lines that are rests of cells of its last row, and the others.

    Args:
        table: the table so far, read from a picture.
        lines: the lines of the next page above any table there, in reading order; they are taken
            from the top down to the first that is no rest.
        width: width in points of the page the table begins on; 0 where unknown.
        other: width in points of the page of the lines.
    """
    left = list(lines)
    for line in sorted(left, key=lambda li: (li.bbox.y0, li.bbox.x0) if li.bbox else (0.0, 0.0)):
        grown = _with_rest(table, line, width, other)
        if grown is None:
            break
        table = grown
        left.remove(line)
    return table, left


def _with_rest(table: Table, line: Line, width: float, other: float) -> Table | None:
    """Return the table with a line as the rest of a cell of its last row; None if it is none."""
    if table.method not in _READ or line.bbox is None or min(width, other) <= 0:
        return None
    if has_frame_text(line.text):
        return None
    row = [c for c in table.cells if c.row + c.rowspan == table.n_rows]
    beside = _is_beside(row, line)
    col = _column(table, line, width, other, flush=table.method == "borderless" and not beside)
    cells = [c for c in row if c.col == col]
    if len(cells) != 1 or cells[0].colspan != 1 or not cells[0].text.strip():
        return None
    cell = cells[0]
    if not beside and not _is_next(table, cell, line):
        return None
    rest = Cell(
        cell.row,
        cell.col,
        line.text,
        line.page,
        bbox=line.bbox,
        conf=line.conf,
        raw=line.raw,
        changes=line.changes,
        words=line.words,
    )
    joined = join_cells(cell, rest)
    return replace(
        table,
        cells=tuple(joined if c is cell else c for c in table.cells),
        pages=tuple(dict.fromkeys((*table.pages, line.page))),
        flags=tuple(dict.fromkeys((*table.flags, "stitched", "joined_row"))),
    )


def _column(table: Table, line: Line, width: float, other: float, *, flush: bool) -> int:
    """Return the column, not the first, in which a line stands (flush left if asked); -1: none."""
    assert line.bbox is not None
    x0, x1 = line.bbox.x0 / other, line.bbox.x1 / other
    if flush:
        for col, (a, b) in column_extents(table, width).items():
            if col > 0 and abs(x0 - a) <= _FLUSH and x1 <= b + _WIDER:
                return col
        return -1
    edges = [x / width for x in table.col_edges]
    for col, (a, b) in enumerate(pairwise(edges)):
        if col > 0 and a <= (x0 + x1) / 2 <= b and x0 >= a - _WIDER and x1 <= b + _WIDER:
            return col
    return -1


def _is_next(table: Table, cell: Cell, line: Line) -> bool:
    """Say whether a line is the first on the page after the table, or follows one so taken."""
    assert line.bbox is not None
    if table.pages[-1] == line.page - 1:
        return table.method == "borderless" or goes_on(cell.text, line.text)
    page, box = cell.parts[-1]
    if page != line.page or len(cell.parts) < 2 or box is None:
        return False
    return 0 <= line.bbox.y0 - box.y1 + line.bbox.height / 2 <= (_CLOSE + 0.5) * line.bbox.height


def _is_beside(row: Sequence[Cell], line: Line) -> bool:
    """Say whether a line stands beside one taken as the rest of another cell of the row."""
    assert line.bbox is not None
    y = line.bbox.center[1]
    return any(
        page == line.page and box is not None and box.y0 <= y <= box.y1
        for cell in row
        if cell.parts[0][0] < line.page
        for page, box in cell.parts[1:]
    )
