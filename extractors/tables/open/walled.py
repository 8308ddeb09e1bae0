"""A region with its rows and columns walled in, handed to the grid builder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractors.images.sheet import Gray
from extractors.tables.grid import Grid, Segment, build_grids, cluster
from extractors.tables.open.cell_lines import Band, TextLine, over
from extractors.tables.open.region import Region
from extractors.tables.open.rows import is_keyed, row_bands
from extractors.tables.open.settings import ROWS, WALLING
from extractors.tables.open.titles import is_common
from extractors.types import BBox

__all__ = ["region_grid"]


def region_grid(
    region: Region,
    across: Sequence[Segment],
    down: Sequence[Segment],
    clean: Gray | None,
    tolerance: float,
) -> Grid | None:
    """Return the grid of a region; None if it has no rows.

    Args:
        region: where the table stands, in the unit of the rulings.
        across: horizontal rulings.
        down: vertical rulings.
        clean: the page without its rulings, as for ``row_bands``.
        tolerance: as for ``build_grids``.
    """
    box = region.box
    near = WALLING.near
    inner = [s for s in across if box.y0 + near < s.at < box.y1 - near and _width_in(s, box) > 0]
    places = cluster((s.at for s in inner), near)
    if len(places) >= WALLING.least_ruled:
        bands, cuts = _ruled_bands(region, clean, places)
        lines = [Segment(s.at, max(s.start, box.x0), min(s.end, box.x1)) for s in inner]
        floors = [_snapped(s, places) for s in lines]
        floors += [Segment(y, box.x0, box.x1) for y in cuts]
    else:
        full = [s.at for s in inner if _width_in(s, box) >= WALLING.full * box.width]
        bands = row_bands(region, clean, full)
        floors = _floors(region, bands, full)
    sure = clean is not None and len(region.walls) + 1 >= WALLING.sure_columns
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
        2 * region.ruled
        + len(places)
        + sum(1 for s in down if box.x0 - near <= s.at <= box.x1 + near)
    )
    return replace(
        best,
        evidence=WALLING.evidence_lines if drawn >= WALLING.least_drawn else WALLING.evidence_white,
    )


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
        if keyed and len(numbered) >= WALLING.least_numbered and len(numbered) == len(inside):
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
        if len(going) > WALLING.going_on * len(both):
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
    leading = _line_step((upper, lower)) or ROWS.usual_leading * region.height
    for col in range(1, len(region.walls) + 1):
        above = [li for li in upper.lines if li.col == col]
        below = [li for li in lower.lines if li.col == col]
        if not above or not below:
            continue
        first = min(below, key=lambda li: li.base)
        letter = first.words[0].word.text[:1]
        begins = letter.isupper() or letter.isdecimal()
        if not begins and first.base - max(li.base for li in above) < ROWS.loose * leading:
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
        if min(line.x1, b) - max(line.x0, a) > ROWS.reach_into * height
    ]
    return min(inside), max(inside)


def _level(line: TextLine, band: Band, first: int, last: int, height: float) -> float | None:
    """Return where a title that spans columns ends above titles of their own; None for none."""
    below = [
        li
        for li in band.lines
        if li.col is not None
        and first <= li.col <= last
        and li.base > line.base + WALLING.titles_under * height
    ]
    if len({li.col for li in below}) < 2:
        return None
    return line.base + WALLING.title_floor * height
