"""Walls that a copy lost: a cell over several columns that white parts where its columns end.

Faint upright lines vanish for a few rows, light lines in a dark title row for the whole of it. A
cell that is truly merged has print across the edges of its columns, or in one of them only; where
print stands on both sides of an edge and leaves more white there than words do, the wall was lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.images.sheet import inches
from extractors.scan.tables.ink import Ink
from extractors.scan.tables.line_rests import LINE_BESIDE
from extractors.tables.grid import Grid, GridCell
from extractors.tables.words import in_any
from extractors.types import BBox

__all__ = ["with_lost_walls"]

_CORRIDOR = 0.8
"""Least white at a wall, in heights of a word; words stand less than half a height apart."""


def with_lost_walls(grid: Grid, ink: Ink, dpi: float) -> Grid:
    """Return a ruled table whose cells are parted where an upright wall was lost.

    Args:
        grid: the table, in pixels.
        ink: the words of the page without its rulings, in pixels.
        dpi: the resolution.
    """
    cells: list[GridCell] = []
    for cell in grid.cells:
        box = grid.box(cell)
        inside = [w.box for w in ink.words if in_any(w, [box])] if cell.colspan > 1 else []
        inside = [b for b in inside if not _is_bar(b, grid.col_edges, inches(LINE_BESIDE, dpi))]
        cells += _parted(cell, grid.col_edges, inside, ink.height)
    return replace(grid, cells=tuple(cells))


def _is_bar(box: BBox, cols: Sequence[float], beside: int) -> bool:
    """Say whether ink lies on an edge of the columns altogether: a piece of the wall."""
    return any(x - beside <= box.x0 and box.x1 <= x + beside + 1 for x in cols)


def _parted(
    cell: GridCell, cols: Sequence[float], words: Sequence[BBox], height: float
) -> list[GridCell]:
    inner = range(cell.col + 1, cell.col + cell.colspan)
    cuts = [c for c in inner if _is_white(cols, c, words, height)]
    edges = [cell.col, *cuts, cell.col + cell.colspan]
    return [cell._replace(col=a, colspan=b - a) for a, b in pairwise(edges)]


def _is_white(cols: Sequence[float], edge: int, words: Sequence[BBox], height: float) -> bool:
    """Say whether an edge lies in white, and both columns beside it hold print."""
    x = cols[edge]
    left = [box.x1 for box in words if cols[edge - 1] <= box.center[0] < x]
    right = [box.x0 for box in words if x <= box.center[0] < cols[edge + 1]]
    if not left or not right:
        return False
    return max(left) <= x <= min(right) and min(right) - max(left) >= _CORRIDOR * height
