"""Drawn grids whose rulings leave columns or rows to white space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.layer.tables.data_grid import is_data_band
from extractors.layer.tables.data_regions import is_number
from extractors.layer.tables.settings import DATA, DRAWING
from extractors.tables.grid import Grid, GridCell, Segment, build_grids
from extractors.tables.gutters import chunks, line_height
from extractors.tables.words import Placed, TextRow, text_rows, within

__all__ = ["refined"]


def refined(grid: Grid, words: Sequence[Placed]) -> Grid:
    """Return the grid with walls where lines are left out but the text stands in cells.

    Two habits are known: vertical lines drawn in the header only, and a body whose rows are not
    ruled. A single merged row or a cell with wrapped text stays as it is.
    """
    inside = within(grid.bbox, words)
    down = _missing_walls(grid, inside)
    across = _missing_floors(grid, inside)
    if not down and not across:
        return grid
    for cell in grid.cells:
        box = grid.box(cell)
        across += [Segment(y, box.x0, box.x1) for y in (box.y0, box.y1)]
        down += [Segment(x, box.y0, box.y1) for x in (box.x0, box.x1)]
    rebuilt = build_grids(across, down, tolerance=DRAWING.rounding)
    best = max(rebuilt, key=lambda g: len(g.cells), default=grid)
    return replace(best, evidence=DATA.refined * grid.evidence, open_bottom=grid.open_bottom)


def _missing_walls(grid: Grid, words: Sequence[Placed]) -> list[Segment]:
    """Return walls at known column edges through cells whose text stands on both sides."""
    found: list[Segment] = []
    rows: set[int] = set()
    for cell in grid.cells:
        if cell.colspan == 1:
            continue
        box = grid.box(cell)
        lines = text_rows(within(box, words))
        height = line_height(lines)
        inner = grid.col_edges[cell.col + 1 : cell.col + cell.colspan]
        clear = [x for x in inner if lines and not _crossed(lines, x, height)]
        parts = max((len(chunks(line, height)) for line in lines), default=0)
        if clear and parts >= 2:
            rows.add(cell.row)
            found += [Segment(x, box.y0, box.y1) for x in clear]
    return found if len(rows) >= DATA.least_rows else []


def _crossed(lines: Sequence[TextRow], x: float, height: float) -> bool:
    """Say whether a chunk of some line runs across ``x``."""
    slack = DRAWING.rounding
    return any(
        c.x0 < x - slack and c.x1 > x + slack for line in lines for c in chunks(line, height)
    )


def _missing_floors(grid: Grid, words: Sequence[Placed]) -> list[Segment]:
    """Return floors between the lines of a row whose cells all hold one value a line."""
    walls = grid.col_edges[1:-1]
    found: list[Segment] = []
    for row, (top, bottom) in enumerate(zip(grid.row_edges, grid.row_edges[1:], strict=False)):
        cells = [c for c in grid.cells if c.row <= row < c.row + c.rowspan]
        if any(c.rowspan > 1 or c.colspan > 1 for c in cells):
            continue
        lines = text_rows(w for w in words if top <= w.box.center[1] <= bottom)
        if len(lines) < DATA.least_rows or not is_data_band(lines, walls):
            continue
        if any(_is_numeric(lines, grid, cell) for cell in cells):
            x0, x1 = grid.bbox.x0, grid.bbox.x1
            found += [Segment(y, x0, x1) for y in _between(lines)]
    return found


def _is_numeric(lines: Sequence[TextRow], grid: Grid, cell: GridCell) -> bool:
    left, right = grid.col_edges[cell.col], grid.col_edges[cell.col + 1]
    texts = [
        " ".join(i.word.text for i in line.items if left <= i.box.center[0] <= right)
        for line in lines
    ]
    filled = [text for text in texts if text]
    numbers = sum(map(is_number, filled))
    return len(filled) >= DATA.least_rows and numbers >= DATA.numbers * len(filled)


def _between(lines: Sequence[TextRow]) -> list[float]:
    return [(a.box.y1 + b.box.y0) / 2 for a, b in zip(lines, lines[1:], strict=False)]
