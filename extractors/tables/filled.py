"""Words into the cells of a grid, cells into a table."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.grid import Grid, GridCell
from extractors.tables.words import Placed, text_rows
from extractors.types import OPEN_BOTTOM, BBox, Cell, Table, TableMethod

__all__ = ["fill_grid"]


def fill_grid(grid: Grid, words: Sequence[Placed], number: int, method: TableMethod) -> Table:
    """Put words into the cells that hold their centres.

    Args:
        grid: rows, columns and spans, in points.
        words: candidates; those outside the grid are left alone.
        number: 1-based page number.
        method: how the grid was found.
    """
    inside: dict[GridCell, list[Placed]] = {cell: [] for cell in grid.cells}
    boxes = [(grid.box(cell), cell) for cell in grid.cells]
    outer = grid.bbox
    for item in words:
        x, y = item.box.center
        if not outer.contains(x, y):
            continue
        for box, cell in boxes:
            if box.contains(x, y):
                inside[cell].append(item)
                break
    cells = tuple(_cell(cell, grid.box(cell), inside[cell], number) for cell in grid.cells)
    goes_on = grid.open_bottom and method == "vector"
    return Table(
        page=number,
        n_rows=grid.n_rows,
        n_cols=grid.n_cols,
        cells=cells,
        method=method,
        bbox=outer,
        confidence=round(grid.evidence, 4),
        col_edges=grid.col_edges,
        flags=(OPEN_BOTTOM,) if goes_on else (),
    )


def _cell(cell: GridCell, box: BBox, items: list[Placed], number: int) -> Cell:
    rows = text_rows(items)
    return Cell(
        row=cell.row,
        col=cell.col,
        text="\n".join(row.text for row in rows),
        page=number,
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        bbox=box,
        conf=min((i.word.conf for i in items), default=1.0),
        words=tuple(item.word for row in rows for item in row.items),
    )
