"""Grids of text layers, parted where ``extractors.tables.keys`` finds rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.tables.grid import Grid
from extractors.tables.grid import GridCell as Span
from extractors.tables.keys import KeyedCell, PrintedLine, rows_by_keys
from extractors.tables.words import Placed, text_rows

__all__ = ["parted_grid"]


def parted_grid(grid: Grid, words: Sequence[Placed]) -> Grid:
    """Return the grid of a text layer with rows parted by their keys; itself where there are none.

    Args:
        grid: the table in points.
        words: the words of the page.
    """
    keyed = []
    for cell in grid.cells:
        box = grid.box(cell)
        rows = text_rows(w for w in words if box.contains(*w.box.center))
        lines = tuple(PrintedLine(row.text, row.box.y0, row.box.y1) for row in rows)
        keyed.append(KeyedCell(*cell, lines))
    found = rows_by_keys(keyed, grid.row_edges)
    if found is None:
        return grid
    return replace(grid, row_edges=found.row_edges, cells=tuple(Span(*c) for c in found.cells))
