"""A table within a cell of another table: two grids, the outer cell whole again.

An inner table whose lines stand free in a cell is a grid of its own. One whose lines touch the
walls of its cell cuts the outer grid: columns that no other row knows, in rows that every other
column spans. Both are told apart here, for pictures and for drawn lines alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.tables.grid import Grid, GridCell, without_idle_edges

__all__ = ["NestedGrids", "host_of", "told_apart"]

_FEWEST_BESIDE = 2
"""Columns beside the cell of an inner table whose cells span all its rows."""
_FEWEST_CELLS = 3
"""Cells of an inner table whose lines touch its cell; two are a cell parted in two."""


@dataclass(frozen=True, slots=True)
class NestedGrids:
    """The grids of a page told apart.

    Attributes:
        outer: tables, a cell with a table in it being one cell.
        inner: the tables in such cells.
    """

    outer: tuple[Grid, ...]
    inner: tuple[Grid, ...]


def told_apart(grids: Sequence[Grid]) -> NestedGrids:
    """Tell tables within a cell from those they stand in; all in the unit of the grids."""
    free = [g for g in grids if any(host_of(g, other) for other in grids if other is not g)]
    outer: list[Grid] = []
    inner: list[Grid] = list(free)
    for grid in grids:
        if grid in free:
            continue
        whole, touching = _parted(grid)
        outer.append(whole)
        inner += touching
    return NestedGrids(tuple(outer), tuple(inner))


def host_of(inner: Grid, outer: Grid) -> GridCell | None:
    """Return the cell of a table in which all of another stands; None if there is none.

    A piece of a table whose lines a copy broke stands in a hole over rows and columns, no cell.
    """
    box = inner.bbox
    for cell in outer.cells:
        frame = outer.box(cell)
        held = (
            frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
        )
        if held:
            return cell if cell.rowspan == 1 or cell.colspan == 1 else None
    return None


# --- lines that touch the walls of their cell ---


@dataclass(frozen=True, slots=True)
class _Hole:
    """Rows and columns of a grid that are one cell, ends not included."""

    top: int
    bottom: int
    left: int
    right: int

    def holds(self, cell: GridCell) -> bool:
        """Say whether a cell lies in the hole."""
        inside = self.left <= cell.col and cell.col + cell.colspan <= self.right
        return inside and self.top <= cell.row and cell.row + cell.rowspan <= self.bottom


def _parted(grid: Grid) -> tuple[Grid, list[Grid]]:
    """Return a grid with its inner tables made one cell each, and these tables."""
    found: list[Grid] = []
    while (hole := next(_holes(grid), None)) is not None:
        inside = [cell for cell in grid.cells if hole.holds(cell)]
        found.append(_inner(grid, hole, inside))
        one = GridCell(hole.top, hole.left, hole.bottom - hole.top, hole.right - hole.left)
        cells = sorted([*(cell for cell in grid.cells if cell not in inside), one])
        kept, rows, cols = without_idle_edges(cells, list(grid.row_edges), list(grid.col_edges))
        grid = replace(grid, cells=tuple(kept), row_edges=tuple(rows), col_edges=tuple(cols))
    return grid, found


def _holes(grid: Grid) -> Iterator[_Hole]:
    """Yield the places where columns part only the rows of one cell."""
    used = {edge: _rows_parted(grid, edge) for edge in range(1, grid.n_cols)}
    for edge, rows in used.items():
        if not rows or min(rows) == 0 or len(rows) == grid.n_rows:
            continue
        hole = _hole(grid, used, edge)
        if hole is not None and _is_cell(grid, hole):
            yield hole


def _rows_parted(grid: Grid, edge: int) -> set[int]:
    """Return the rows in which a column edge parts two cells."""
    spanned = {
        row
        for cell in grid.cells
        if cell.col < edge < cell.col + cell.colspan
        for row in range(cell.row, cell.row + cell.rowspan)
    }
    return set(range(grid.n_rows)) - spanned


def _hole(grid: Grid, used: dict[int, set[int]], edge: int) -> _Hole | None:
    """Return the rows that the cells beside an edge's column span, and that column's own edges."""
    rows = used[edge]
    mains = [0, *(e for e, r in used.items() if 0 in r), grid.n_cols]
    left, right = max(e for e in mains if e < edge), min(e for e in mains if e > edge)
    beside = [
        c for c in grid.cells if (c.col + c.colspan <= left or c.col >= right) and _rows(c) & rows
    ]
    if not beside:
        return None
    top, bottom = min(c.row for c in beside), max(c.row + c.rowspan for c in beside)
    return _Hole(top, bottom, left, right)


def _is_cell(grid: Grid, hole: _Hole) -> bool:
    """Say whether every column beside has one cell for all rows of the hole, none cut by it."""
    if hole.bottom - hole.top < 2 or hole.top == 0:
        return False
    inside = [cell for cell in grid.cells if hole.holds(cell)]
    band = set(range(hole.top, hole.bottom))
    others = [cell for cell in grid.cells if _rows(cell) & band and cell not in inside]
    whole = all(_rows(cell) == band for cell in others)
    apart = all(c.col + c.colspan <= hole.left or c.col >= hole.right for c in others)
    parted = sum(cell.colspan < hole.right - hole.left for cell in inside)
    return whole and apart and len(others) >= _FEWEST_BESIDE and parted >= _FEWEST_CELLS


def _rows(cell: GridCell) -> set[int]:
    return set(range(cell.row, cell.row + cell.rowspan))


def _inner(grid: Grid, hole: _Hole, inside: Sequence[GridCell]) -> Grid:
    """Return the rows of a hole that columns part as a grid of their own."""
    parted = [cell for cell in inside if cell.colspan < hole.right - hole.left]
    top = min(cell.row for cell in parted)
    bottom = max(cell.row + cell.rowspan for cell in parted)
    cells = [
        GridCell(cell.row - top, cell.col - hole.left, cell.rowspan, cell.colspan)
        for cell in inside
        if cell.row >= top and cell.row + cell.rowspan <= bottom
    ]
    kept, rows, cols = without_idle_edges(
        sorted(cells),
        list(grid.row_edges[top : bottom + 1]),
        list(grid.col_edges[hole.left : hole.right + 1]),
    )
    return Grid(tuple(rows), tuple(cols), tuple(kept), grid.evidence)
