"""Ruled tables of a page picture whose lines leave rows or columns to white space.

Where only upright lines are drawn, the tallest row of the grid holds many; where only a frame is
drawn, its one column holds many. Both are regions with sure borders: nothing outside takes part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.images.clean import inches
from extractors.scan.tables.ruled import GridCell, PixelGrid
from extractors.tables.grid import Grid, are_coarse
from extractors.tables.open.regions import Region, framed_region
from extractors.tables.words import Placed
from extractors.types import BBox

__all__ = ["frame_region", "is_coarse", "row_region", "spliced"]

_TALL = 1.0


def is_coarse(grid: PixelGrid, dpi: int) -> bool:
    """Say whether the lines of a table may leave rows or columns to white space."""
    return are_coarse(grid.rows, grid.cols, inches(_TALL, dpi))


def frame_region(grid: PixelGrid, words: Sequence[Placed], height: float) -> Region | None:
    """Return the region of a table of one drawn column; None where it is one of prose.

    Args:
        grid: the table as drawn, in pixels.
        words: the words of the page.
        height: usual height of a word.
    """
    return framed_region(BBox(*map(float, grid.box)), words, height)


def row_region(grid: PixelGrid, words: Sequence[Placed], height: float) -> Region | None:
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
    box = BBox(grid.cols[0], grid.rows[row], grid.cols[-1], grid.rows[row + 1])
    inside = tuple(w for w in words if box.contains(*w.box.center))
    return Region(box, tuple(map(float, grid.cols[1:-1])), inside, height)


def spliced(grid: PixelGrid, parts: Grid, evidence: float) -> PixelGrid | None:
    """Return a table with its tallest row parted; None where the parts lack some of its columns.

    Args:
        grid: the table as drawn, in pixels.
        parts: the rows found in its tallest row, in the same unit.
        evidence: how sure the parts are, 0..1.
    """
    if len(parts.col_edges) != len(grid.cols):
        return None
    row = _tallest(grid)
    added = len(parts.row_edges) - 2
    inner = tuple(round(y) for y in parts.row_edges[1:-1])
    rows = (*grid.rows[: row + 1], *inner, *grid.rows[row + 1 :])
    cells = [c for c in grid.cells if c.row < row]
    cells += [
        GridCell(
            c.row + row,
            c.col,
            c.rowspan,
            c.colspan,
            (
                grid.cols[c.col],
                rows[c.row + row],
                grid.cols[c.col + c.colspan],
                rows[c.row + row + c.rowspan],
            ),
        )
        for c in parts.cells
    ]
    cells += [replace(c, row=c.row + added) for c in grid.cells if c.row > row]
    return replace(grid, rows=rows, cells=tuple(cells), evidence=evidence)


def _tallest(grid: PixelGrid) -> int:
    return max(range(len(grid.rows) - 1), key=lambda r: grid.rows[r + 1] - grid.rows[r])
