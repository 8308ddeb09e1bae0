"""Ruled tables of a page picture whose lines leave rows or columns to white space.

Where only upright lines are drawn, the tallest row of the grid holds many; where only a frame is
drawn, its one column holds many. Both are regions with sure borders: nothing outside takes part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.images.sheet import inches
from extractors.tables.grid import Grid, are_coarse
from extractors.tables.open.region import Region
from extractors.tables.open.regions import framed_region
from extractors.tables.words import Placed, within

__all__ = ["frame_region", "is_coarse", "row_region", "spliced"]

_TALL = 1.0


def is_coarse(grid: Grid, dpi: float) -> bool:
    """Say whether the lines of a table may leave rows or columns to white space."""
    return are_coarse(grid.row_edges, grid.col_edges, inches(_TALL, dpi))


def frame_region(grid: Grid, words: Sequence[Placed], height: float) -> Region | None:
    """Return the region of a table of one drawn column; None where it is one of prose.

    Args:
        grid: the table as drawn, in pixels.
        words: the words of the page.
        height: usual height of a word.
    """
    return framed_region(grid.bbox, words, height)


def row_region(grid: Grid, words: Sequence[Placed], height: float) -> Region | None:
    """Return the tallest row of a table of several columns; None where cells reach beyond it.

    Args:
        grid: the table as drawn, in pixels.
        words: the words of the page.
        height: usual height of a word.
    """
    row = _tallest(grid)
    if any(
        c.row < row + 1 < c.row + c.rowspan or c.row < row < c.row + c.rowspan for c in grid.cells
    ):
        return None
    box = grid.bbox._replace(y0=grid.row_edges[row], y1=grid.row_edges[row + 1])
    inside = tuple(within(box, words))
    return Region(box, grid.col_edges[1:-1], inside, height)


def spliced(grid: Grid, parts: Grid, evidence: float) -> Grid | None:
    """Return a table with its tallest row parted; None where the parts lack some of its columns.

    Args:
        grid: the table as drawn, in pixels.
        parts: the rows found in its tallest row, in the same unit.
        evidence: how sure the parts are, 0..1.
    """
    if parts.n_cols != grid.n_cols:
        return None
    row, edges = _tallest(grid), grid.row_edges
    rows = (*edges[: row + 1], *parts.rounded().row_edges[1:-1], *edges[row + 1 :])
    cells = [c for c in grid.cells if c.row < row]
    cells += [c._replace(row=c.row + row) for c in parts.cells]
    cells += [c._replace(row=c.row + parts.n_rows - 1) for c in grid.cells if c.row > row]
    return replace(grid, row_edges=rows, cells=tuple(cells), evidence=evidence)


def _tallest(grid: Grid) -> int:
    edges = grid.row_edges
    return max(range(grid.n_rows), key=lambda r: edges[r + 1] - edges[r])
