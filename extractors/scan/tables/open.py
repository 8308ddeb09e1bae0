"""Tables of a page picture without a full grid: only some rulings, or none.

Columns are told by drawn lines or white corridors, rows by drawn lines, numbers or gaps; what is
missing is walled in and handed to the grid builder that also builds drawn tables, so spans come out
alike. The cells are read as those of ruled tables are. What was read decides whether it is a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from extractors.images.sheet import Sheet
from extractors.scan.tables.coarse import frame_region, is_coarse, row_region, spliced
from extractors.scan.tables.ink import Ink
from extractors.scan.tables.rulings import Ruling, Rulings
from extractors.tables.grid import Grid, Segment
from extractors.tables.open.regions import open_regions
from extractors.tables.open.settings import WALLING
from extractors.tables.open.walled import region_grid
from extractors.tables.words import Placed, in_any
from extractors.types import BBox

__all__ = ["RULED", "Choice", "Found", "OpenGrid", "open_grids"]

RULED = "ruled"
"""Name of the finder of tables whose cells are drawn."""

_SLENDER = 12
"""Times as long as it is thick that a line is, at least: a stroke or a blot is not."""

_TOLERANCE = 0.03
"""Inches by which lines that meet may miss each other."""

_BEYOND = 4
"""Pixels around a box in which a line still belongs to it."""

_FILLED = 0.6
"""Share of the columns that a row fills, and of the rows that are so full, if a finer grid parts
it rightly,"""

_ENOUGH = 3
"""or so many columns, of which a wide table leaves others empty."""

_MOST_OF_IT = 0.7
"""Share of a ruled table's height that a finer one must stand in to take its place."""

_CUT = 0.35
"""Heights of a word that must stand on either side of a wall which cuts it."""

_MOST_CUT = 1
"""Words beyond the ruled table that walls may cut: one may be dirt."""


class Found(NamedTuple):
    """What one finder takes for a table: the finder's name, the grid, the ruled one it parts."""

    finder: str
    grid: Grid
    parts: Grid | None = None


class OpenGrid(NamedTuple):
    """What may be a table, and the ruled tables whose place it takes."""

    found: Found
    coarse: tuple[Found, ...]

    @property
    def is_drawn(self) -> bool:
        """Say whether drawn lines part its columns, so that it is a table whatever it says."""
        return any(found.grid.n_cols > 1 for found in self.coarse)


class Choice(NamedTuple):
    """The ruled tables that hold, what else may be tables, what lost and why."""

    ruled: list[Found]
    opened: list[OpenGrid]
    lost: list[tuple[Found, str]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the finders look at: a page without its rulings, in pixels.

    Attributes:
        sheet: the page.
        ink: its words.
        rulings: its rulings, dotted ones too.
        ruled: the tables that rulings form.
        coarse: those of them whose lines may leave rows or columns to white space.
    """

    sheet: Sheet
    ink: Ink
    rulings: Rulings
    ruled: Sequence[Grid]
    coarse: frozenset[Grid]

    @property
    def tolerance(self) -> float:
        """Pixels within which lines are one."""
        return self.sheet.inches(_TOLERANCE, 2) / 2


Finder: TypeAlias = Callable[[Scene, Sequence[Found]], list[Found]]


def _by_lines(scene: Scene, _: Sequence[Found]) -> list[Found]:
    """Return the tables that rulings form."""
    return [Found(RULED, grid) for grid in scene.ruled]


def _by_parting(scene: Scene, _: Sequence[Found]) -> list[Found]:
    """Return coarse ruled tables with what their lines leave to white space parted."""
    coarse = [grid for grid in scene.ruled if grid in scene.coarse]
    parted = ((grid, _parted(grid, scene)) for grid in coarse)
    return [Found("parted", finer, grid) for grid, finer in parted if finer is not None]


def _by_white(scene: Scene, before: Sequence[Found]) -> list[Found]:
    """Return what stands in columns outside the tables that are known so far."""
    parted = [found.parts for found in before if found.parts is not None]
    boxes = [grid.bbox for grid in scene.ruled if grid in parted or grid not in scene.coarse]
    free = [w for w in scene.ink.words if not in_any(w, boxes)]
    across = _segments(scene.rulings.across, boxes, across=True)
    down = _segments(scene.rulings.down, boxes, across=False)
    regions = open_regions(free, across, down, scene.ink.height, pairs=True)
    clean, tolerance = scene.sheet.gray, scene.tolerance
    grids = [region_grid(region, across, down, clean, tolerance) for region in regions]
    return [Found("white", grid.rounded()) for grid in grids if grid is not None]


FINDERS: tuple[Finder, ...] = (_by_lines, _by_parting, _by_white)
"""In the order in which they are asked; each sees what those before it found."""


def open_grids(sheet: Sheet, ink: Ink, rulings: Rulings, ruled: Sequence[Grid]) -> Choice:
    """Return the ruled tables that hold, and what else may be tables, from top to bottom.

    Args:
        sheet: the page without its rulings, height x width, uint8.
        ink: its words.
        rulings: the rulings of the page, dotted ones too.
        ruled: the ruled tables.
    """
    coarse = frozenset(grid for grid in ruled if is_coarse(grid, sheet.dpi))
    scene = Scene(sheet, ink, rulings, ruled, coarse)
    found: list[Found] = []
    for finder in FINDERS:
        found += finder(scene, found)
    return _chosen(scene, found)


def _chosen(scene: Scene, found: Sequence[Found]) -> Choice:
    """Decide between what all finders found.

    A ruled table whose lines divide too little of its text (a frame, upright lines only) gives way
    to one that divides it; what touches a ruled one that holds is none.
    """
    ruled = [f for f in found if f.finder == RULED]
    others = [f for f in found if f.finder != RULED]
    gives_way = {f.grid for f in ruled if _gives_way(f.grid, others, scene)}
    kept = [f for f in ruled if f.grid not in gives_way]
    coarse = [f for f in ruled if f.grid in scene.coarse]
    lost = [(f, "parted by another") for f in ruled if f.grid in gives_way]
    opened: list[OpenGrid] = []
    for other in others:
        if any(_touch(other.grid.bbox, k.grid.bbox) for k in kept):
            lost.append((other, "overlaps ruled"))
        else:
            under = (c for c in coarse if _touch(c.grid.bbox, other.grid.bbox))
            opened.append(OpenGrid(other, tuple(under)))
    return Choice(kept, opened, lost)


def _gives_way(grid: Grid, others: Sequence[Found], scene: Scene) -> bool:
    return grid in scene.coarse and any(
        other.parts == grid or _divides(other.grid, grid, scene.ink.words) for other in others
    )


def _parted(grid: Grid, scene: Scene) -> Grid | None:
    """Return a coarse table with what its lines leave to white space parted; None if nothing is."""
    words, height = scene.ink.words, scene.ink.height
    clean, tolerance = scene.sheet.gray, scene.tolerance
    if grid.n_cols == 1:
        region = frame_region(grid, words, height)
        lines = [Segment(y, grid.bbox.x0, grid.bbox.x1) for y in grid.row_edges[1:-1]]
        found = region and region_grid(region, lines, [], clean, tolerance)
        result = found.rounded() if found else None
    else:
        region = row_region(grid, words, height)
        found = region and region_grid(region, [], [], clean, tolerance)
        result = spliced(grid, found, WALLING.evidence_lines) if found else None
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
    return 0 in filled and len(filled) >= max(_ENOUGH, _FILLED * grid.n_cols)


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
    full = sum(len(cols) >= min(_ENOUGH, _FILLED * n_cols) for cols in filled.values())
    if titled and grid.n_rows == coarse.n_rows and len(filled.get(0, ())) == n_cols:
        return True  # a frame, and a line under titles of columns: what follows may be a rest
    return full >= max(2, _FILLED * len(filled))


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
            x0 - _BEYOND <= x <= x1 + _BEYOND and y0 - _BEYOND <= y <= y1 + _BEYOND
            for x0, y0, x1, y1 in boxes
        ):
            found.append(Segment(line.position, float(line.start), float(line.end)))
    return found
