"""Where on a page picture tables without a full grid may stand, told by ink and rulings alone.

A region is a stretch of lines most of which are split by white corridors that run through all of
them. It may not be a table after all: what was read in it decides (``table_like.is_table``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.tables.grid import Segment
from extractors.tables.gutters import explained, line_height
from extractors.tables.open.columns import parts_of
from extractors.tables.open.reach import Stretch, is_border, reach
from extractors.tables.open.region import Region
from extractors.tables.open.runs import text_runs
from extractors.tables.open.settings import PARTING, STRETCH
from extractors.tables.open.stacks import Stack, stacks
from extractors.tables.open.walls import drawn_walls, white_walls
from extractors.tables.words import Placed, TextRow, text_rows, within
from extractors.types import BBox, union_all

__all__ = ["framed_region", "open_regions"]


def open_regions(
    words: Sequence[Placed],
    across: Sequence[Segment],
    down: Sequence[Segment],
    height: float = 0.0,
    least: int = STRETCH.least_columns,
    *,
    pairs: bool = False,
) -> list[Region]:
    """Return the regions from top to bottom.

    Args:
        words: the words outside the tables found already, boxes in pixels.
        across: horizontal rulings outside them; one as wide as a region joins what it encloses.
        down: vertical rulings outside them.
        height: usual height of a word; 0 takes the median.
        least: how many columns a region has at least.
        pairs: take regions of two columns too where many lines begin flush left in both.
    """
    rows = text_rows(words)
    if len(rows) < STRETCH.least_lines:
        return []
    height = height or line_height(rows)
    bounded = stacks(rows, across, height, least) if across else []
    kept = _apart([], [_bounded_region(stack, rows, height, down, least) for stack in bounded])

    def between(columns: int) -> list[Region | None]:
        return [
            _region((low + first, low + last), (low, high), rows, height, across, down, columns)
            for low, high in _outside(rows, kept)
            for first, last in text_runs(rows[low : high + 1], across, height, columns)
        ]

    kept = _apart(kept, (r for r in between(least) if r is not None and _is_text(r)))
    if pairs:
        kept = _apart(kept, [r for r in between(2) if r is not None and _is_list_of_pairs(r)])
    return sorted(kept, key=lambda region: region.box.y0)


def _apart(kept: Sequence[Region], found: Iterable[Region | None]) -> list[Region]:
    """Return the regions and those of the others that overlap none before them."""
    out = list(kept)
    for region in found:
        if region is not None and not any(_overlap(region.box, r.box) for r in out):
            out.append(region)
    return out


def _outside(rows: Sequence[TextRow], regions: Sequence[Region]) -> list[tuple[int, int]]:
    """Return first and last of each stretch of lines outside the regions."""
    free: list[tuple[int, int]] = []
    for i, row in enumerate(rows):
        if any(r.box.y0 <= row.box.center[1] <= r.box.y1 for r in regions):
            continue
        if free and free[-1][1] == i - 1:
            free[-1] = (free[-1][0], i)
        else:
            free.append((i, i))
    return free


def _bounded_region(
    stack: Stack, rows: Sequence[TextRow], height: float, down: Sequence[Segment], least: int
) -> Region | None:
    """Return the region between rulings, and what a row that the page breaks has under them."""
    body = rows[stack.first : stack.last + 1]
    hull = union_all([row.box for row in body])
    assert hull is not None
    walls = drawn_walls(hull, down, least) or white_walls(body, height)
    if not walls or not explained(body, walls, height, STRETCH.explained):
        return None
    pad = PARTING.padding * height
    box = BBox(
        min(hull.x0 - pad, stack.x0),
        stack.top,
        max(hull.x1 + pad, stack.x1),
        max(hull.y1 + pad, stack.bottom),
    )
    inside = tuple(w for row in body for w in row.items)
    return Region(box, tuple(walls), inside, height, ruled=True)


def framed_region(box: BBox, words: Sequence[Placed], height: float) -> Region | None:
    """Return the region that a frame encloses; None where its text stands in no columns.

    Args:
        box: the frame, in pixels.
        words: the words of the page.
        height: usual height of a word.
    """
    inside = tuple(within(box, words))
    body = text_rows(inside)
    walls = white_walls(body, height)
    if not walls or not explained(body, walls, height, STRETCH.explained):
        return None
    return Region(box, tuple(walls), inside, height, ruled=True)


def _is_text(region: Region) -> bool:
    """Say whether most of the ink is as high as words are; that of a signature or stamp is not."""
    low, high = STRETCH.least_word * region.height, STRETCH.most_word * region.height
    words = sum(low <= word.box.height <= high for word in region.words)
    return words >= STRETCH.mostly_text * len(region.words)


def _is_list_of_pairs(region: Region) -> bool:
    """Say whether a region has two columns whose lines begin flush left, on several lines.

    A letterhead and a signature block have lines set in the middle.
    """
    if len(region.walls) != 1:
        return False
    rows = [parts_of(row, region.height) for row in text_rows(region.words)]
    left = [row[0].x0 for row in rows if row and row[0].x0 < region.walls[0]]
    right = [row[-1].x0 for row in rows if row and row[-1].x0 > region.walls[0]]
    parted = sum(len(row) == 2 for row in rows)
    return parted >= STRETCH.least_pairs and all(
        sum(x - min(side) <= STRETCH.flush * region.height for x in side)
        >= STRETCH.mostly_flush * len(side)
        for side in (left, right)
    )


def _overlap(a: BBox, b: BBox) -> bool:
    return min(a.y1, b.y1) > max(a.y0, b.y0) and min(a.x1, b.x1) > max(a.x0, b.x0)


def _region(
    run: tuple[int, int],
    bounds: tuple[int, int],
    rows: Sequence[TextRow],
    height: float,
    across: Sequence[Segment],
    down: Sequence[Segment],
    least: int,
) -> Region | None:
    first, last = run
    body = list(rows[first : last + 1])
    hull = union_all([row.box for row in body])
    assert hull is not None
    drawn = drawn_walls(hull, down, least)
    walls = drawn or white_walls(body, height)
    if len(walls) < least - 1 or not explained(body, walls, height, STRETCH.explained):
        return None
    found = Stretch(rows, first, last, walls, hull, height)
    first, last = reach(found, bounds, across, down)
    wider = white_walls(rows[first : last + 1], height)
    if len(wider) >= len(walls) and not drawn:
        walls = wider
    hull = union_all([row.box for row in rows[first : last + 1]])
    assert hull is not None
    near = (hull.y0 - height, hull.y1 + height)
    ruled = [s for s in across if is_border(s, hull) and near[0] <= s.at <= near[1]]
    pad = PARTING.padding * height
    box = BBox(
        min([hull.x0 - pad, *(s.start for s in ruled)]),
        min([hull.y0 - pad, *(s.at for s in ruled)]),
        max([hull.x1 + pad, *(s.end for s in ruled)]),
        max([hull.y1 + pad, *(s.at for s in ruled)]),
    )
    inside = tuple(w for row in rows[first : last + 1] for w in row.items)
    return Region(box, tuple(walls), inside, height, on_top=first <= STRETCH.page_edge)
