"""Headings over a table without lines, where they end before its second column begins.

Such a heading crosses no wall, so that its place does not tell it from a cell; what was read does:
it stands alone in the first column over the titles.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from extractors.tables.fields.header_rows import count_header_rows
from extractors.tables.grid import Grid
from extractors.types import Table
from extractors.wording.sections import is_heading

__all__ = ["headings_above", "lower_rows"]


def headings_above(table: Table) -> int:
    """Return how many rows at the top are prose that ends in a heading; 0 unless titles follow."""
    alone = takewhile(lambda row: _alone(table, row) is not None, range(table.n_rows))
    count = len(list(alone))
    if not count or count == table.n_rows or not is_heading(_alone(table, count - 1) or ""):
        return 0
    below = tuple(replace(c, row=c.row - count) for c in table.cells if c.row >= count)
    rest = replace(table, cells=below, n_rows=table.n_rows - count)
    return count if count_header_rows(rest) else 0


def _alone(table: Table, row: int) -> str | None:
    """Return the text of a row that has none but in its first cell, no cell spanning; else None."""
    cells = [c for c in table.cells if c.row <= row < c.row + c.rowspan]
    filled = [c for c in cells if c.text.strip()]
    if len(filled) != 1 or filled[0].col or any(c.rowspan > 1 or c.colspan > 1 for c in cells):
        return None
    return filled[0].text


def lower_rows(grid: Grid, first: int) -> Grid:
    """Return a grid without its rows above ``first``."""
    cells = (c._replace(row=c.row - first) for c in grid.cells if c.row >= first)
    return replace(grid, row_edges=grid.row_edges[first:], cells=tuple(cells))
