"""Tables of a page picture without a full grid: only some rulings, or none.

Columns are told by drawn lines or white corridors, rows by drawn lines, numbers or gaps; what is
missing is walled in and handed to the grid builder that also builds drawn tables, so spans come out
alike. The cells are read as those of ruled tables are. What was read decides whether it is a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.images.sheet import Gray, Sheet
from extractors.scan.tables.coarse import frame_region, is_coarse, row_region, spliced
from extractors.scan.tables.ink import Ink
from extractors.scan.tables.rulings import Ruling, Rulings
from extractors.tables.grid import Grid, Segment
from extractors.tables.open.regions import open_regions
from extractors.tables.open.walled import EVIDENCE_LINES, region_grid
from extractors.tables.words import Placed, in_any
from extractors.types import BBox

__all__ = ["OpenGrid", "open_grids"]

_SLENDER = 12
_TOLERANCE = 0.03
_MOST_OF_IT = 0.7
"""Share of a ruled table's height that a finer one must stand in to take its place."""

_CUT = 0.35
"""Heights of a word that must stand on either side of a wall which cuts it."""

_MOST_CUT = 1


class OpenGrid(NamedTuple):
    """What may be a table, and the ruled tables whose place it takes."""

    grid: Grid
    coarse: tuple[Grid, ...]

    @property
    def is_drawn(self) -> bool:
        """Say whether drawn lines part its columns, so that it is a table whatever it says."""
        return any(grid.n_cols > 1 for grid in self.coarse)


def open_grids(
    sheet: Sheet, ink: Ink, rulings: Rulings, ruled: Sequence[Grid]
) -> tuple[list[Grid], list[OpenGrid]]:
    """Return the ruled tables that hold, and what else may be tables, from top to bottom.

    A ruled table whose lines divide too little of its text (a frame, upright lines only) gives way
    to one that divides it.

    Args:
        sheet: the page without its rulings, height x width, uint8.
        ink: its words.
        rulings: the rulings of the page, dotted ones too.
        ruled: the ruled tables.
    """
    coarse = [grid for grid in ruled if is_coarse(grid, sheet.dpi)]
    words = ink.words
    tolerance = sheet.inches(_TOLERANCE, 2) / 2
    parted = {grid: _parted(grid, words, ink.height, sheet.gray, tolerance) for grid in coarse}
    boxes = [grid.bbox for grid in ruled if parted.get(grid) or grid not in coarse]
    free = [w for w in words if not in_any(w, boxes)]
    across = _segments(rulings.across, boxes, across=True)
    down = _segments(rulings.down, boxes, across=False)
    regions = open_regions(free, across, down, ink.height, pairs=True)
    found = [region_grid(region, across, down, sheet.gray, tolerance) for region in regions]
    grids = [grid for grid in parted.values() if grid is not None]
    grids += [grid.rounded() for grid in found if grid is not None]
    kept = [
        grid
        for grid in ruled
        if grid not in coarse or not (parted[grid] or any(_divides(g, grid, words) for g in grids))
    ]
    opened = [
        OpenGrid(g, tuple(c for c in coarse if _touch(c.bbox, g.bbox)))
        for g in grids
        if not any(_touch(g.bbox, k.bbox) for k in kept)
    ]
    return kept, opened


def _parted(
    grid: Grid, words: Sequence[Placed], height: float, clean: Gray, tolerance: float
) -> Grid | None:
    """Return a coarse table with what its lines leave to white space parted; None if nothing is."""
    if grid.n_cols == 1:
        region = frame_region(grid, words, height)
        lines = [Segment(y, grid.bbox.x0, grid.bbox.x1) for y in grid.row_edges[1:-1]]
        found = region and region_grid(region, lines, [], clean, tolerance)
        result = found.rounded() if found else None
    else:
        region = row_region(grid, words, height)
        found = region and region_grid(region, [], [], clean, tolerance)
        result = spliced(grid, found, EVIDENCE_LINES) if found else None
    if result and (_divides(result, grid, words) or _all_begin(result, grid, words)):
        return result
    return None


def _all_begin(grid: Grid, coarse: Grid, words: Sequence[Placed]) -> bool:
    """Say whether each row that a row was parted into fills its first and most other columns.

    Where nothing but titles stands above, the first may be the rest of a row the page before has.
    """
    old = set(coarse.row_edges)
    edges = pairwise(grid.row_edges)
    new = [row for row, (a, b) in enumerate(edges) if a not in old or b not in old]
    begun = [_begins(row, grid, words) for row in new]
    if len(new) > 1 and not begun[0] and grid.row_edges[new[-1] + 1] == coarse.bbox.y1:
        begun = begun[1:]
    return len(new) > 1 and all(begun)


def _begins(row: int, grid: Grid, words: Sequence[Placed]) -> bool:
    """Say whether a row has text in its first column and in most others."""
    cells = [c for c in grid.cells if c.row <= row < c.row + c.rowspan]
    filled = {c.col for c in cells if _holds_any(grid.box(c), words)}
    return 0 in filled and len(filled) >= max(3, 0.6 * grid.n_cols)


def _divides(grid: Grid, coarse: Grid, words: Sequence[Placed]) -> bool:
    """Say whether a grid parts what a coarser one holds, into rows that fill their columns."""
    box, whole, n_cols = grid.bbox, coarse.bbox, grid.n_cols
    more = grid.n_rows > coarse.n_rows + 1 or n_cols > coarse.n_cols + 1
    titled = n_cols > 1 and coarse.n_cols == 1 and coarse.n_rows > 1
    shared = min(box.y1, whole.y1) - max(box.y0, whole.y0)
    if not (more or titled) or not _touch(box, whole) or shared < _MOST_OF_IT * whole.height:
        return False
    beyond = [w for w in words if in_any(w, [box]) and not in_any(w, [whole])]
    if sum(_is_cut(word, grid) for word in beyond) > _MOST_CUT:
        return False  # the prose around the table was taken in
    filled: dict[int, set[int]] = {}
    for cell in grid.cells:
        if cell.colspan < n_cols and _holds_any(grid.box(cell), words):
            filled.setdefault(cell.row, set()).add(cell.col)
    full = sum(len(cols) >= min(3, 0.6 * n_cols) for cols in filled.values())
    if titled and grid.n_rows == coarse.n_rows and len(filled.get(0, ())) == n_cols:
        return True  # a frame, and a line under titles of columns: what follows may be a rest
    return full >= max(2, 0.6 * len(filled))


def _holds_any(box: BBox, words: Sequence[Placed]) -> bool:
    return any(in_any(word, [box]) for word in words)


def _is_cut(word: Placed, grid: Grid) -> bool:
    """Say whether a wall goes through a word."""
    box, y = word.box, word.box.center[1]
    cells = [b for b in map(grid.box, grid.cells) if b.y0 <= y < b.y1]
    parts = [min(box.x1, b.x1) - max(box.x0, b.x0) for b in cells]
    return sum(part > _CUT * box.height for part in parts) > 1


def _touch(a: Sequence[float], b: Sequence[float]) -> bool:
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def _segments(lines: Sequence[Ruling], boxes: Sequence[BBox], *, across: bool) -> list[Segment]:
    found = []
    for line in lines:
        middle = (line.start + line.end) / 2
        x, y = (middle, line.position) if across else (line.position, middle)
        if line.length >= _SLENDER * line.thickness and not any(
            x0 - 4 <= x <= x1 + 4 and y0 - 4 <= y <= y1 + 4 for x0, y0, x1, y1 in boxes
        ):
            found.append(Segment(line.position, float(line.start), float(line.end)))
    return found
