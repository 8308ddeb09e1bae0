"""The rest of one cell alone at the top of a page: its column is known from the page before.

Where no upright lines are drawn, a row cut so that one cell goes on leaves a few lines on the next
page that look like prose. They begin flush left in a column other than the first and are no wider.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.formats.layout import has_frame_text
from extractors.tables.geometry import column_extents
from extractors.tables.joints import join_cells
from extractors.types import Cell, Line, Table

__all__ = ["with_rest"]

_FLUSH, _WIDER = 0.01, 0.015
"""Shares of the page width: how far a line may begin beside its column, and end beyond it."""

_CLOSE = 0.9
"""Blank between two lines of a cell, at most, in heights of a line."""


def with_rest(table: Table, line: Line, width: float, other: float) -> Table | None:
    """Return the table with a line as the rest of a cell of its last row; None if it is none.

    Args:
        table: the table so far, without drawn upright lines.
        line: the first line after it, or the next after one so taken.
        width: width in points of the page the table begins on; 0 where unknown.
        other: width in points of the page of the line.
    """
    if table.method != "borderless" or line.bbox is None or min(width, other) <= 0:
        return None
    if has_frame_text(line.text):
        return None
    col = _column(table, line, width, other)
    cells = [c for c in table.cells if c.row + c.rowspan == table.n_rows and c.col == col]
    if len(cells) != 1 or cells[0].colspan != 1 or not cells[0].text.strip():
        return None
    cell = cells[0]
    if not _is_next(table, cell, line):
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


def _column(table: Table, line: Line, width: float, other: float) -> int:
    """Return the column, not the first, in which a line begins and ends; -1 for none."""
    assert line.bbox is not None
    x0, x1 = line.bbox.x0 / other, line.bbox.x1 / other
    for col, (a, b) in column_extents(table, width).items():
        if col > 0 and abs(x0 - a) <= _FLUSH and x1 <= b + _WIDER:
            return col
    return -1


def _is_next(table: Table, cell: Cell, line: Line) -> bool:
    """Say whether a line is the first on the page after the table, or follows one so taken."""
    assert line.bbox is not None
    if table.pages[-1] == line.page - 1:
        return True
    page, box = cell.parts[-1]
    if page != line.page or len(cell.parts) < 2 or box is None:
        return False
    return 0 <= line.bbox.y0 - box.y1 + line.bbox.height / 2 <= (_CLOSE + 0.5) * line.bbox.height
