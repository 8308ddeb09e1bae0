"""Ruled tables of a page picture: rulings -> edges -> walls -> cells with spans.

The edges of a table are the positions where rulings stand; a wall between two neighbouring places
of the grid is there if the ruling covers most of their common side. Places without a wall between
them are one merged cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.components import part_boxes
from extractors.images.sheet import inches
from extractors.scan.tables.line_signal import LineSignal
from extractors.scan.tables.rulings import Mask, Ruling, Rulings
from extractors.tables.grid import Grid, GridCell
from extractors.tables.nested import host_of


@dataclass(frozen=True, slots=True)
class RulingSettings:
    """What makes lines a table; lengths in inches, shares 0..1.

    Attributes:
        join: lines nearer than this touch; so much may a line end short of the one it belongs to.
        same: lines nearer than this are one edge: a copy lets a line wander, and some are doubled.
        wall: share of a side that must be drawn to part two cells: a worn line still does.
        weak: share below which the signal of weak lines is asked, and which that must show:
            it answers for lines of print too, so it must see nearly all of the side.
        least_third: share of each third of a side that must be drawn; the rim of a stamp and a
            stroke of a pen cover one end of it only.
        thick: times the usual thickness that a short line of the table is at most; thicker ones
            are bars of stamps and logos.
        slender: times its thickness that a line is long, at least; shorter ones are letters.
        least_width: of line in all that an edge needs, and from one edge to the next: no row of
            print and no column is narrower.
        least_size: height and width of a region, at least: a box for a tick is smaller.
        least_length: width of a table, at least.
        apart: blank between parts of one table side by side whose lines are broken.
        alike: share of its height that a part must have in common with the one beside it.
        ends: share of the lines, three at least, that end together where the border is not drawn.
        inner: evidence from which lines inside other lines are a table within a cell: a piece of
            a table whose lines are broken has no frame of its own.
        long: share of the longest line from which a line may be thick: a frame is.
    """

    join: float = 0.06
    same: float = 0.045
    wall: float = 0.55
    weak: float = 0.8
    least_third: float = 0.2
    thick: float = 1.8
    slender: float = 6
    least_width: float = 0.12
    least_size: float = 0.18
    least_length: float = 0.6
    apart: float = 0.6
    alike: float = 0.8
    ends: float = 0.7
    inner: float = 0.9
    long: float = 0.5


RULED = RulingSettings()


def find_grids(rulings: Rulings, dpi: float) -> list[Grid]:
    """Return the tables of a page from top to bottom; frames and lone boxes are left out.

    A table that stands within one cell of another is among them.
    """
    found: list[Grid] = []
    for region in sorted(_regions(rulings, dpi), key=_area):
        found = _with_region(found, region, rulings, dpi)
    return sorted(found, key=lambda grid: (grid.bbox.y0, grid.bbox.x0))


def _area(box: tuple[int, int, int, int]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _with_region(
    found: list[Grid], region: tuple[int, int, int, int], rulings: Rulings, dpi: float
) -> list[Grid]:
    """Return the tables found so far and that of a region; what it holds stays or is part of it."""
    inside = [grid for grid in found if _holds(region, grid)]
    tables = [grid for grid in inside if grid.evidence >= RULED.inner]
    if tables:
        outer = _grid(_apart_from(rulings, tables, inches(RULED.same, dpi, 2)), region, dpi)
        if outer is None or all(host_of(grid, outer) for grid in tables):
            return [*found, outer] if outer is not None else found
    grid = _grid(rulings, region, dpi)
    return [g for g in found if g not in inside] + [grid] if grid is not None else found


def _holds(region: tuple[int, int, int, int], grid: Grid) -> bool:
    x0, y0, x1, y1 = region
    box = grid.bbox
    return x0 < box.x0 and y0 < box.y0 and box.x1 < x1 and box.y1 < y1


def _apart_from(rulings: Rulings, inner: Sequence[Grid], reach: int) -> Rulings:
    """Return the rulings of a page without those of tables that stand in its frames or cells."""
    across, down = list(rulings.across), list(rulings.down)
    masks = rulings.across_mask.copy(), rulings.down_mask.copy()
    for grid in inner:
        x0, y0 = (max(0, round(edge) - reach) for edge in grid.bbox[:2])
        x1, y1 = (round(edge) + reach for edge in grid.bbox[2:])
        across = [r for r in across if not (y0 <= r.position <= y1 and x0 <= r.start <= x1)]
        down = [r for r in down if not (x0 <= r.position <= x1 and y0 <= r.start <= y1)]
        for mask in masks:
            mask[y0 : y1 + 1, x0 : x1 + 1] = 0
    return replace(
        rulings,
        across=tuple(across),
        down=tuple(down),
        across_mask=masks[0],
        down_mask=masks[1],
    )


def _regions(rulings: Rulings, dpi: float) -> list[tuple[int, int, int, int]]:
    """Return boxes of lines that touch each other: each may be a table."""
    both = cv2.max(rulings.across_mask, rulings.down_mask)
    reach = inches(RULED.join, dpi, 2)
    joined = cv2.dilate(both, np.ones((reach, reach), np.uint8))
    least = inches(RULED.least_size, dpi)
    boxes = [
        (x, y, x + w, y + h)
        for x, y, w, h in part_boxes(np.asarray(joined, np.uint8))
        if h >= least and w >= least
    ]
    merged = _side_by_side(boxes, inches(RULED.apart, dpi))
    return [box for box in merged if box[2] - box[0] >= inches(RULED.least_length, dpi)]


def _side_by_side(
    boxes: list[tuple[int, int, int, int]], apart: int
) -> list[tuple[int, int, int, int]]:
    """Join boxes of like height that stand side by side: one table whose lines are broken."""
    out: list[tuple[int, int, int, int]] = []
    for box in sorted(boxes):
        for index, other in enumerate(out):
            top, bottom = max(box[1], other[1]), min(box[3], other[3])
            tallest = max(box[3] - box[1], other[3] - other[1])
            if bottom - top > RULED.alike * tallest and box[0] - other[2] <= apart:
                out[index] = (
                    min(box[0], other[0]),
                    min(box[1], other[1]),
                    max(box[2], other[2]),
                    max(box[3], other[3]),
                )
                break
        else:
            out.append(box)
    return out


def _grid(rulings: Rulings, region: tuple[int, int, int, int], dpi: float) -> Grid | None:
    x0, y0, x1, y1 = region
    across = [r for r in rulings.across if y0 <= r.position <= y1 and x0 <= r.start <= x1]
    down = [r for r in rulings.down if x0 <= r.position <= x1 and y0 <= r.start <= y1]
    across, down = _even(across), _even(down)
    reach = inches(RULED.join, dpi, 2)
    inferred = _open_ends(down, across, reach)
    across, down = across + inferred, down + _open_ends(across, down, reach)
    if len(across) < 2 or len(down) < 2:
        return None
    rulings = _drawn(rulings, across, down)
    same = max(2.0, RULED.same * dpi)
    cols = _edges(down, same, 0.5 * _row_height(across, same), RULED.least_width * dpi)
    rows = _edges(across, same, RULED.least_width * dpi, RULED.least_width * dpi)
    if len(rows) < 2 or len(cols) < 2:
        return None
    walls = _Walls(rulings, rows, cols, inches(RULED.same, dpi, 2))
    rows, cols = walls.supported()
    if len(rows) < 2 or len(cols) < 2 or (len(rows) - 1) * (len(cols) - 1) < 2:
        return None
    walls = _Walls(rulings, rows, cols, inches(RULED.same, dpi, 2))
    cells = _cells(walls)
    if len(cells) < 2:
        return None
    is_open = any(abs(line.position - rows[-1]) <= same for line in inferred)
    return Grid(tuple(rows), tuple(cols), tuple(cells), walls.evidence(), is_open)


def _open_ends(lines: Sequence[Ruling], crossing: Sequence[Ruling], reach: int) -> list[Ruling]:
    """Return the border that is not drawn where at least three lines end side by side.

    A row that a page break cut has no line at the cut; some tables have no outer frame.
    """
    if len(lines) < 3:
        return []
    found = []
    span = min(r.position for r in lines), max(r.position for r in lines)
    drawn = [r.position for r in crossing]
    places = _pieces_of_one(lines, reach)
    starts = [min(r.start for r in place) for place in places]
    ends = [max(r.end for r in place) for place in places]
    for outer in (starts, ends):
        edge = float(np.median(outer))
        together = sum(abs(end - edge) <= reach for end in outer)
        bare = all(abs(edge - y) > reach for y in drawn)
        if bare and together >= max(3, RULED.ends * len(outer)):
            found.append(Ruling(edge, round(span[0]), round(span[1]), 1))
    return found


def _pieces_of_one(lines: Sequence[Ruling], reach: int) -> list[list[Ruling]]:
    """Group the pieces of one line, which section rows interrupt, by their position."""
    places: list[list[Ruling]] = []
    for line in sorted(lines, key=lambda r: r.position):
        if places and line.position - places[-1][-1].position <= reach:
            places[-1].append(line)
        else:
            places.append([line])
    return places


def _drawn(rulings: Rulings, across: Sequence[Ruling], down: Sequence[Ruling]) -> Rulings:
    """Return the rulings with the masks of lines that were only inferred drawn in."""
    known = set(rulings.across) | set(rulings.down)
    masks = []
    for mask, lines in ((rulings.across_mask, across), (rulings.down_mask.T, down)):
        inferred = [line for line in lines if line not in known]
        if inferred:
            mask = mask.copy()
        for line in inferred:
            place = min(round(line.position), mask.shape[0] - 1)
            mask[place, line.start : line.end + 1] = 255
        masks.append(mask)
    return replace(rulings, across_mask=masks[0], down_mask=np.ascontiguousarray(masks[1].T))


def _even(lines: list[Ruling]) -> list[Ruling]:
    """Drop stubby lines, and short ones thicker than the table's own: stamps and logos."""
    lines = [line for line in lines if line.length >= RULED.slender * line.thickness]
    if not lines:
        return lines
    usual = float(np.median([line.thickness for line in lines]))
    longest = max(line.length for line in lines)
    return [
        line
        for line in lines
        if line.thickness <= RULED.thick * usual + 2 or line.length > RULED.long * longest
    ]


def _row_height(across: Sequence[Ruling], same: float) -> float:
    """Return the least distance between two different horizontal lines, as a yardstick."""
    positions = sorted(r.position for r in across)
    gaps = [b - a for a, b in zip(positions, positions[1:], strict=False) if b - a > same]
    return min(gaps, default=0.0)


def _edges(lines: Sequence[Ruling], same: float, least: float, apart: float) -> list[int]:
    """Cluster line positions; a position needs ``least`` pixels of line in all.

    Positions less than ``apart`` pixels apart (doubled lines) become one.
    """
    clusters: list[list[Ruling]] = []
    for line in sorted(lines, key=lambda r: r.position):
        if clusters and line.position - _centre(clusters[-1]) <= same:
            clusters[-1].append(line)
        else:
            clusters.append([line])
    out: list[list[Ruling]] = []
    for cluster in clusters:
        if sum(line.length for line in cluster) < least:
            continue
        if out and round(_centre(cluster)) - round(_centre(out[-1])) < apart:
            out[-1] += cluster
        else:
            out.append(cluster)
    return [round(_centre(cluster)) for cluster in out]


def _centre(lines: Sequence[Ruling]) -> float:
    """Return the mean position, weighted by ink: a thin run of print beside it moves no line."""
    weight = sum(line.length * line.thickness for line in lines)
    return sum(line.position * line.length * line.thickness for line in lines) / max(1, weight)


class _Walls:
    """Which sides of the places of a grid are drawn.

    ``across[r, c]`` is the cover (0..1) of the side above place (r, c), r in 0..n_rows;
    ``down[r, c]`` of the side left of it, c in 0..n_cols.
    """

    def __init__(self, rulings: Rulings, rows: list[int], cols: list[int], reach: int) -> None:
        self.rows, self.cols = rows, cols
        n_rows, n_cols = len(rows) - 1, len(cols) - 1
        self.across = np.zeros((n_rows + 1, n_cols))
        self.down = np.zeros((n_rows, n_cols + 1))
        side_of = list(zip(cols, cols[1:], strict=False))
        for r, y in enumerate(rows):
            self.across[r] = _sides(rulings.across_mask, rulings.across_signal, y, side_of, reach)
        side_of = list(zip(rows, rows[1:], strict=False))
        for c, x in enumerate(cols):
            self.down[:, c] = _sides(rulings.down_mask.T, rulings.down_signal, x, side_of, reach)

    def supported(self) -> tuple[list[int], list[int]]:
        """Return the edges that have at least one wall: underlines within cells have none."""
        rows = [y for r, y in enumerate(self.rows) if (self.across[r] >= RULED.wall).any()]
        cols = [x for c, x in enumerate(self.cols) if (self.down[:, c] >= RULED.wall).any()]
        return rows, cols

    def evidence(self) -> float:
        """Return the mean cover of the walls that count as drawn, outer frame included."""
        drawn = np.concatenate([side[side >= RULED.wall] for side in (self.across, self.down)])
        frame = np.concatenate([self.across[0], self.across[-1], self.down[:, 0], self.down[:, -1]])
        if not drawn.size:
            return 0.0
        return float(0.5 * drawn.mean() + 0.5 * frame.mean())


def _sides(
    mask: Mask, signal: LineSignal, position: int, sides: Sequence[tuple[int, int]], reach: int
) -> list[float]:
    """Return the cover (0..1) of each side along a horizontal line at ``position``.

    A side counts by its ruling, or, where copying broke the ruling or all but washed it out, by
    what the signal of lines shows from one end of the side to the other.
    """
    low, high = max(0, position - reach), min(mask.shape[0], position + reach + 1)
    ruling = mask[low:high].max(axis=0) > 0
    covers = []
    for start, end in sides:
        inner = slice(start + reach, max(start + reach, end - reach))
        cover = _cover(ruling[inner])
        if cover < RULED.weak:
            weak = signal.cover(position, start, end)
            cover = max(cover, weak if weak >= RULED.weak else 0.0)
        if cover < RULED.wall and signal.bridges(position, start + reach, end - reach):
            cover = 1.0
        covers.append(cover)
    return covers


def _cover(band: npt.NDArray[np.bool_]) -> float:
    """Return how much of a side is drawn; 0 if a third of it is bare (the rim of a stamp)."""
    if band.size < 6:
        return 1.0
    third = band.size // 3
    thirds = (band[:third], band[third:-third], band[-third:])
    drawn = [np.count_nonzero(part) for part in thirds]
    if min(n / part.size for n, part in zip(drawn, thirds, strict=True)) < RULED.least_third:
        return 0.0
    return sum(drawn) / band.size


def _cells(walls: _Walls) -> list[GridCell]:
    n_rows, n_cols = len(walls.rows) - 1, len(walls.cols) - 1
    group = np.arange(n_rows * n_cols).reshape(n_rows, n_cols)
    for r in range(n_rows):
        for c in range(n_cols):
            if c + 1 < n_cols and walls.down[r, c + 1] < RULED.wall:
                group[group == group[r, c + 1]] = group[r, c]
            if r + 1 < n_rows and walls.across[r + 1, c] < RULED.wall:
                group[group == group[r + 1, c]] = group[r, c]
    cells: list[GridCell] = []
    for number in np.unique(group):
        places = np.argwhere(group == number)
        cells += _rectangles(places)
    return sorted(cells)


def _rectangles(places: npt.NDArray[np.int64]) -> list[GridCell]:
    """Return the group as one cell if it is a rectangle, else row by row runs.

    An L-shaped group comes from a wall that is only partly drawn; cutting it by rows keeps every
    text in the row it stands in.
    """
    (r0, c0), (r1, c1) = places.min(axis=0), places.max(axis=0)
    if len(places) == (r1 - r0 + 1) * (c1 - c0 + 1):
        return [GridCell(int(r0), int(c0), int(r1 - r0) + 1, int(c1 - c0) + 1)]
    out = []
    for row in np.unique(places[:, 0]):
        columns = sorted(int(c) for r, c in places if r == row)
        start = columns[0]
        for here, following in zip(columns, [*columns[1:], -1], strict=True):
            if following != here + 1:
                out.append(GridCell(int(row), start, 1, here - start + 1))
                start = following
    return out
