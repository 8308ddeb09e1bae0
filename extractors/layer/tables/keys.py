"""Grids of text layers, parted where ``extractors.tables.keys`` finds rows."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.grid import Grid
from extractors.tables.keys import PrintedLine, rows_by_keys
from extractors.tables.words import Placed, text_rows, within

__all__ = ["parted_grid"]


def parted_grid(grid: Grid, words: Sequence[Placed]) -> Grid:
    """Return the grid of a text layer with rows parted by their keys; itself where there are none.

    Args:
        grid: the table in points.
        words: the words of the page.
    """
    lines = {}
    for cell in grid.cells:
        rows = text_rows(within(grid.box(cell), words))
        lines[cell] = [PrintedLine(row.text, row.box.y0, row.box.y1) for row in rows]
    return rows_by_keys(grid, lines) or grid
