"""Walls that a copy lost: a cell over several columns that white parts where its columns end.

Faint upright lines vanish for a few rows, light lines in a dark title row for the whole of it. A
cell that is truly merged has print across the edges of its columns, or in one of them only; where
print stands on both sides of an edge and leaves more white there than words do, the wall was lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.images.clean import inches
from extractors.scan.tables.line_rests import LINE_BESIDE
from extractors.scan.tables.ruled import GridCell, PixelGrid
from extractors.tables.words import Placed, in_any
from extractors.types import BBox

__all__ = ["with_lost_walls"]

_CORRIDOR = 0.8
"""Least white at a wall, in heights of a word; words stand less than half a height apart."""


def with_lost_walls(grid: PixelGrid, words: Sequence[Placed], height: float, dpi: int) -> PixelGrid:
    """Return a ruled table whose cells are parted where an upright wall was lost.

    Args:
        grid: the table, in pixels.
        words: the words of the page without its rulings, in pixels.
        height: usual height of a word, in pixels.
        dpi: the resolution.
    """
    cells: list[GridCell] = []
    for cell in grid.cells:
        inside = [w.box for w in words if in_any(w, [cell.box])] if cell.colspan > 1 else []
        inside = [box for box in inside if not _is_bar(box, grid.cols, inches(LINE_BESIDE, dpi))]
        cells += _parted(cell, grid.cols, inside, height)
    return replace(grid, cells=tuple(cells))


def _is_bar(box: BBox, cols: Sequence[int], beside: int) -> bool:
    """Say whether ink lies on an edge of the columns altogether: a piece of the wall."""
    return any(x - beside <= box.x0 and box.x1 <= x + beside + 1 for x in cols)


def _parted(
    cell: GridCell, cols: Sequence[int], words: Sequence[BBox], height: float
) -> list[GridCell]:
    inner = range(cell.col + 1, cell.col + cell.colspan)
    cuts = [c for c in inner if _is_white(cols, c, words, height)]
    edges = [cell.col, *cuts, cell.col + cell.colspan]
    x0, y0, x1, y1 = cell.box
    walls = [x0, *(cols[c] for c in cuts), x1]
    return [
        replace(cell, col=a, colspan=b - a, box=(left, y0, right, y1))
        for (a, b), (left, right) in zip(pairwise(edges), pairwise(walls), strict=True)
    ]


def _is_white(cols: Sequence[int], edge: int, words: Sequence[BBox], height: float) -> bool:
    """Say whether an edge lies in white, and both columns beside it hold print."""
    x = cols[edge]
    left = [box.x1 for box in words if cols[edge - 1] <= box.center[0] < x]
    right = [box.x0 for box in words if x <= box.center[0] < cols[edge + 1]]
    if not left or not right:
        return False
    return max(left) <= x <= min(right) and min(right) - max(left) >= _CORRIDOR * height
