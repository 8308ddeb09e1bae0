"""Tables of a page picture without a full grid: only some rulings, or none.

Columns are told by drawn lines or white corridors, rows by drawn lines, numbers or gaps; what is
missing is walled in and handed to the grid builder that also builds drawn tables, so spans come out
alike. The cells are read as those of ruled tables are. What was read decides whether it is a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.images.clean import Gray, inches
from extractors.tables.digital_text import Placed, in_any
from extractors.tables.grid import Grid, Segment, build_grids, cluster
from extractors.tables.ruled import GridCell, PixelGrid
from extractors.tables.rulings import Ruling, Rulings
from extractors.tables.scan_coarse import frame_region, is_coarse, row_region, spliced
from extractors.tables.scan_ink import Ink
from extractors.tables.scan_lines import Band, TextLine, over
from extractors.tables.scan_regions import Region, open_regions
from extractors.tables.scan_rows import is_keyed, row_bands
from extractors.tables.scan_titles import is_common
from extractors.types import BBox

__all__ = ["OpenGrid", "open_grids", "region_grid"]

_EVIDENCE_LINES, _EVIDENCE_WHITE = 0.8, 0.6
_FULL = 0.85
_LEAST_RULED = 3
_SLENDER = 12
_TOLERANCE = 0.03
_SURE_COLUMNS = 4
_MOST_OF_IT = 0.7
"""Share of a ruled table's height that a finer one must stand in to take its place."""

_CUT = 0.35
"""Heights of a word that must stand on either side of a wall which cuts it."""

_MOST_CUT = 1
_LOOSE, _LEADING = 1.13, 1.7


class OpenGrid(NamedTuple):
    """What may be a table, and the ruled tables whose place it takes."""

    grid: PixelGrid
    coarse: tuple[PixelGrid, ...]

    @property
    def is_drawn(self) -> bool:
        """Say whether drawn lines part its columns, so that it is a table whatever it says."""
        return any(len(grid.cols) > 2 for grid in self.coarse)


def open_grids(
    clean: Gray, ink: Ink, rulings: Rulings, ruled: Sequence[PixelGrid], dpi: int
) -> tuple[list[PixelGrid], list[OpenGrid]]:
    """Return the ruled tables that hold, and what else may be tables, from top to bottom.

    A ruled table whose lines divide too little of its text (a frame, upright lines only) gives way
    to one that divides it.

    Args:
        clean: the page without its rulings, height x width, uint8.
        ink: its words.
        rulings: the rulings of the page, dotted ones too.
        ruled: the ruled tables.
        dpi: the resolution.
    """
    coarse = [grid for grid in ruled if is_coarse(grid, dpi)]
    words = ink.words
    tolerance = inches(_TOLERANCE, dpi, 2) / 2
    parted = {grid: _parted(grid, words, ink.height, clean, tolerance) for grid in coarse}
    boxes = [grid.box for grid in ruled if parted.get(grid) or grid not in coarse]
    free = [w for w in words if not in_any(w, boxes)]
    across = _segments(rulings.across, boxes, across=True)
    down = _segments(rulings.down, boxes, across=False)
    regions = open_regions(free, across, down, ink.height, pairs=True)
    found = [region_grid(region, across, down, clean, tolerance) for region in regions]
    grids = [grid for grid in parted.values() if grid is not None]
    grids += [_pixel_grid(*grid) for grid in found if grid is not None]
    kept = [
        grid
        for grid in ruled
        if grid not in coarse or not (parted[grid] or any(_divides(g, grid, words) for g in grids))
    ]
    opened = [
        OpenGrid(g, tuple(c for c in coarse if _touch(c.box, g.box)))
        for g in grids
        if not any(_touch(g.box, k.box) for k in kept)
    ]
    return kept, opened


def _parted(
    grid: PixelGrid, words: Sequence[Placed], height: float, clean: Gray, tolerance: float
) -> PixelGrid | None:
    """Return a coarse table with what its lines leave to white space parted; None if nothing is."""
    if len(grid.cols) == 2:
        region = frame_region(grid, words, height)
        lines = [Segment(y, grid.cols[0], grid.cols[-1]) for y in grid.rows[1:-1]]
        found = region and region_grid(region, lines, [], clean, tolerance)
        result = _pixel_grid(*found) if found else None
    else:
        region = row_region(grid, words, height)
        found = region and region_grid(region, [], [], clean, tolerance)
        result = spliced(grid, found[0], _EVIDENCE_LINES) if found else None
    if result and (_divides(result, grid, words) or _all_begin(result, grid, words)):
        return result
    return None


def _all_begin(grid: PixelGrid, coarse: PixelGrid, words: Sequence[Placed]) -> bool:
    """Say whether each row that a row was parted into fills its first and most other columns.

    Where nothing but titles stands above, the first may be the rest of a row the page before has.
    """
    old = set(coarse.rows)
    edges = zip(grid.rows, grid.rows[1:], strict=False)
    new = [row for row, (a, b) in enumerate(edges) if a not in old or b not in old]
    begun = [_begins(row, grid, words) for row in new]
    if len(new) > 1 and not begun[0] and grid.rows[new[-1] + 1] == coarse.rows[-1]:
        begun = begun[1:]
    return len(new) > 1 and all(begun)


def _begins(row: int, grid: PixelGrid, words: Sequence[Placed]) -> bool:
    """Say whether a row has text in its first column and in most others."""
    n_cols = len(grid.cols) - 1
    cells = [c for c in grid.cells if c.row <= row < c.row + c.rowspan]
    filled = {c.col for c in cells if any(in_any(w, [c.box]) for w in words)}
    return 0 in filled and len(filled) >= max(3, 0.6 * n_cols)


def _divides(grid: PixelGrid, coarse: PixelGrid, words: Sequence[Placed]) -> bool:
    """Say whether a grid parts what a coarser one holds, into rows that fill their columns."""
    n_rows, n_cols = len(grid.rows) - 1, len(grid.cols) - 1
    more = n_rows >= len(coarse.rows) + 1 or n_cols >= len(coarse.cols) + 1
    titled = n_cols > 1 and len(coarse.cols) == 2 and len(coarse.rows) > 2
    shared = min(grid.box[3], coarse.box[3]) - max(grid.box[1], coarse.box[1])
    whole = coarse.box[3] - coarse.box[1]
    if not (more or titled) or not _touch(grid.box, coarse.box) or shared < _MOST_OF_IT * whole:
        return False
    beyond = [w for w in words if in_any(w, [grid.box]) and not in_any(w, [coarse.box])]
    if sum(_is_cut(word, grid) for word in beyond) > _MOST_CUT:
        return False  # the prose around the table was taken in
    filled: dict[int, set[int]] = {}
    for cell in grid.cells:
        if cell.colspan < n_cols and any(in_any(w, [cell.box]) for w in words):
            filled.setdefault(cell.row, set()).add(cell.col)
    full = sum(len(cols) >= min(3, 0.6 * n_cols) for cols in filled.values())
    if titled and n_rows == len(coarse.rows) - 1 and len(filled.get(0, ())) == n_cols:
        return True  # a frame, and a line under titles of columns: what follows may be a rest
    return full >= max(2, 0.6 * len(filled))


def _is_cut(word: Placed, grid: PixelGrid) -> bool:
    """Say whether a wall goes through a word."""
    box, y = word.box, word.box.center[1]
    rows = (c.box for c in grid.cells if c.box[1] <= y < c.box[3])
    parts = [min(box.x1, x1) - max(box.x0, x0) for x0, _, x1, _ in rows]
    return sum(part > _CUT * box.height for part in parts) > 1


def _touch(a: Sequence[float], b: Sequence[float]) -> bool:
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def _segments(
    lines: Sequence[Ruling], boxes: Sequence[tuple[int, int, int, int]], *, across: bool
) -> list[Segment]:
    found = []
    for line in lines:
        middle = (line.start + line.end) / 2
        x, y = (middle, line.position) if across else (line.position, middle)
        if line.length >= _SLENDER * line.thickness and not any(
            x0 - 4 <= x <= x1 + 4 and y0 - 4 <= y <= y1 + 4 for x0, y0, x1, y1 in boxes
        ):
            found.append(Segment(line.position, float(line.start), float(line.end)))
    return found


def region_grid(
    region: Region,
    across: Sequence[Segment],
    down: Sequence[Segment],
    clean: Gray | None,
    tolerance: float,
) -> tuple[Grid, float] | None:
    """Return the grid of a region and the evidence for it, 0..1; None if it has no rows.

    Args:
        region: where the table stands, in the unit of the rulings.
        across: horizontal rulings.
        down: vertical rulings.
        clean: the page without its rulings, as for ``row_bands``.
        tolerance: as for ``build_grids``.
    """
    box = region.box
    inner = [s for s in across if box.y0 + 3 < s.at < box.y1 - 3 and _width_in(s, box) > 0]
    places = cluster((s.at for s in inner), 3.0)
    if len(places) >= _LEAST_RULED:
        bands, cuts = _ruled_bands(region, clean, places)
        lines = [Segment(s.at, max(s.start, box.x0), min(s.end, box.x1)) for s in inner]
        floors = [_snapped(s, places) for s in lines]
        floors += [Segment(y, box.x0, box.x1) for y in cuts]
    else:
        full = [s.at for s in inner if _width_in(s, box) >= _FULL * box.width]
        bands = row_bands(region, clean, full)
        floors = _floors(region, bands, full)
    sure = clean is not None and len(region.walls) + 1 >= _SURE_COLUMNS
    least_rows = 1 if sure and (region.ruled or region.on_top) else 2
    if len(bands) < least_rows:
        return None
    walls, levels = _walls(region, bands)
    frame_across = [Segment(box.y0, box.x0, box.x1), Segment(box.y1, box.x0, box.x1)]
    frame_down = [Segment(box.x0, box.y0, box.y1), Segment(box.x1, box.y0, box.y1)]
    grids = build_grids(
        [*frame_across, *floors, *levels],
        [*frame_down, *walls],
        tolerance=tolerance,
    )
    best = max(grids, key=lambda g: len(g.cells), default=None)
    if best is None or len(best.col_edges) < 3 or len(best.row_edges) <= least_rows:
        return None
    drawn = (
        2 * region.ruled + len(places) + sum(1 for s in down if box.x0 - 3 <= s.at <= box.x1 + 3)
    )
    return best, _EVIDENCE_LINES if drawn >= 2 else _EVIDENCE_WHITE


def _width_in(segment: Segment, box: BBox) -> float:
    return min(segment.end, box.x1) - max(segment.start, box.x0)


def _snapped(segment: Segment, places: Sequence[float]) -> Segment:
    return segment._replace(at=min(places, key=lambda y: abs(y - segment.at)))


def _ruled_bands(
    region: Region, clean: Gray | None, places: Sequence[float]
) -> tuple[list[Band], list[float]]:
    """Return the bands between rulings, each with its lines, and where else rows are parted.

    Where several numbered rows stand between two rulings, only some rows are ruled.
    """
    bands = row_bands(region, clean, places)
    keyed = is_keyed([line for band in bands for line in band.lines], region)
    edges = [region.box.y0, *places, region.box.y1]
    out: list[Band] = []
    cuts: list[float] = []
    for top, bottom in zip(edges, edges[1:], strict=False):
        inside = [b for b in bands if top <= (b.top + b.bottom) / 2 < bottom]
        numbered = [b for b in inside if any(line.col == 0 for line in b.lines)]
        if keyed and len(numbered) >= 2 and len(numbered) == len(inside):
            parts = [(a.bottom + b.top) / 2 for a, b in zip(inside, inside[1:], strict=False)]
            borders = [top, *parts, bottom]
            out += [
                replace(band, top=a, bottom=b)
                for band, a, b in zip(inside, borders, borders[1:], strict=False)
            ]
            cuts += parts
        else:
            out.append(Band(top, bottom, [line for band in inside for line in band.lines]))
    return out, cuts


def _floors(region: Region, bands: Sequence[Band], full: Sequence[float]) -> list[Segment]:
    """Return the lines between rows, left out where a cell goes on."""
    xs = [region.box.x0, *region.walls, region.box.x1]
    floors: list[Segment] = []
    for upper, lower in zip(bands, bands[1:], strict=False):
        drawn = [y for y in full if upper.top < y < lower.bottom and _parts(y, upper, lower)]
        y = drawn[0] if drawn else (upper.bottom + lower.top) / 2
        going = set() if drawn else _going_on(upper, lower, region)
        both = {li.col for li in upper.lines} & {li.col for li in lower.lines} - {None}
        if len(going) > 0.5 * len(both):
            going = set()
        floors += [
            Segment(y, a, b)
            for col, (a, b) in enumerate(zip(xs, xs[1:], strict=False))
            if col not in going
        ]
    return floors


def _parts(y: float, upper: Band, lower: Band) -> bool:
    return max(li.base for li in upper.lines) <= y <= max(li.base for li in lower.lines)


def _going_on(upper: Band, lower: Band, region: Region) -> set[int]:
    """Return the columns whose last line above and first below are lines of one cell.

    Where the text is known, a line that begins with a capital or a digit begins a cell.
    """
    found = set()
    leading = _line_step((upper, lower)) or _LEADING * region.height
    for col in range(1, len(region.walls) + 1):
        above = [li for li in upper.lines if li.col == col]
        below = [li for li in lower.lines if li.col == col]
        if not above or not below:
            continue
        first = min(below, key=lambda li: li.base)
        letter = first.words[0].word.text[:1]
        begins = letter.isupper() or letter.isdecimal()
        if not begins and first.base - max(li.base for li in above) < _LOOSE * leading:
            found.add(col)
    return found


def _line_step(bands: Sequence[Band]) -> float:
    """Return the usual distance of two lines of a cell; 0 where no cell has two."""
    steps = [
        b - a
        for band in bands
        for col in {li.col for li in band.lines}
        for a, b in pairwise(sorted(li.base for li in band.lines if li.col == col))
    ]
    return median(steps) if steps else 0.0


def _walls(region: Region, bands: Sequence[Band]) -> tuple[list[Segment], list[Segment]]:
    """Return the walls between columns, and the floors under titles that span columns."""
    xs = [region.box.x0, *region.walls, region.box.x1]
    edges = [
        region.box.y0,
        *((a.bottom + b.top) / 2 for a, b in zip(bands, bands[1:], strict=False)),
        region.box.y1,
    ]
    walls: list[Segment] = []
    levels: list[Segment] = []
    for band, top, bottom in zip(bands, edges, edges[1:], strict=False):
        if band.spans and band.lines and not (band is bands[0] and is_common(band, region)):
            continue  # a section row is one cell
        starts = dict.fromkeys(range(1, len(xs) - 1), top)
        spanning = [li for li in band.lines if li.col is None]
        for line in spanning:
            if any(li.base > line.base and over(line, li) for li in spanning):
                continue  # the lowest line of a title tells where it ends
            first, last = _covered(line, xs, region.height)
            floor = _level(line, band, first, last, region.height)
            for wall in range(first + 1, last + 1):
                starts[wall] = max(starts[wall], bottom if floor is None else floor)
            if floor is not None:
                levels.append(Segment(floor, xs[first], xs[last + 1]))
        walls += [Segment(xs[w], y, bottom) for w, y in starts.items() if y < bottom]
    return walls, levels


def _covered(line: TextLine, xs: Sequence[float], height: float) -> tuple[int, int]:
    """Return the first and the last column that a line reaches into."""
    inside = [
        col
        for col, (a, b) in enumerate(zip(xs, xs[1:], strict=False))
        if min(line.x1, b) - max(line.x0, a) > 0.3 * height
    ]
    return min(inside), max(inside)


def _level(line: TextLine, band: Band, first: int, last: int, height: float) -> float | None:
    """Return where a title that spans columns ends above titles of their own; None for none."""
    below = [
        li
        for li in band.lines
        if li.col is not None and first <= li.col <= last and li.base > line.base + 0.6 * height
    ]
    if len({li.col for li in below}) < 2:
        return None
    return line.base + 0.35 * height


def _pixel_grid(grid: Grid, evidence: float) -> PixelGrid:
    rows = tuple(round(y) for y in grid.row_edges)
    cols = tuple(round(x) for x in grid.col_edges)
    cells = tuple(
        GridCell(
            c.row,
            c.col,
            c.rowspan,
            c.colspan,
            (cols[c.col], rows[c.row], cols[c.col + c.colspan], rows[c.row + c.rowspan]),
        )
        for c in grid.cells
    )
    return PixelGrid(rows, cols, cells, evidence)
