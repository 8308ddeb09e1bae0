"""Where on a page picture tables without a full grid may stand, told by ink and rulings alone.

A region is a stretch of lines most of which are split by white corridors that run through all of
them. It may not be a table after all: what was read in it decides (``scan_open.is_table``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.tables.digital_gutters import explained, line_height
from extractors.tables.digital_text import Placed, TextRow, text_rows
from extractors.tables.grid import Segment
from extractors.tables.scan_columns import parts_of
from extractors.tables.scan_runs import columns_met, text_runs
from extractors.tables.scan_stacks import Stack, stacks
from extractors.tables.scan_walls import PADDING, crosses, drawn_walls, white_walls
from extractors.tables.sections import is_section_text
from extractors.types import BBox, union_all

__all__ = ["Region", "framed_region", "open_regions"]

_LEAST_COLUMNS = 3
_LEAST_SEEDS = 2
_EXPLAINED = 0.75
_FAR = 2.0
"""Blank between two rows, at most, in line heights, where no rulings stand."""

_NEAR = 1.7
_PAGE_EDGE = 3
"""Lines beyond the table, at most, where it begins or ends with the page."""

_PAGE_NUMBER, _AMID = 1.8, 5.0
"""Line heights: a page number is no wider, and stands so near the middle."""

_WORD_HEIGHTS, _MOSTLY_TEXT = (0.4, 1.7), 0.75
_LEAST_PAIRS, _FLUSH, _MOST_FLUSH = 3, 0.4, 0.6
_TITLE_GAP = 0.6
_SIDE = 0.3
_REACH = 4.0
"""Line heights within which a border of the table encloses lines."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of lines in columns; pixels.

    Attributes:
        box: its outer border.
        walls: x of the borders between columns, from left to right.
        words: the words in it.
        height: usual height of a word.
        ruled: rulings stand above and below it.
        on_top: it begins with the page.
    """

    box: BBox
    walls: tuple[float, ...]
    words: tuple[Placed, ...]
    height: float
    ruled: bool = False
    on_top: bool = False


def open_regions(
    words: Sequence[Placed],
    across: Sequence[Segment],
    down: Sequence[Segment],
    height: float = 0.0,
    least: int = _LEAST_COLUMNS,
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
    if len(rows) < _LEAST_SEEDS:
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
    if not walls or not explained(body, walls, height, _EXPLAINED):
        return None
    pad = PADDING * height
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
    inside = tuple(w for w in words if box.contains(*w.box.center))
    body = text_rows(inside)
    walls = white_walls(body, height)
    if not walls or not explained(body, walls, height, _EXPLAINED):
        return None
    return Region(box, tuple(walls), inside, height)


def _is_text(region: Region) -> bool:
    """Say whether most of the ink is as high as words are; that of a signature or stamp is not."""
    low, high = (share * region.height for share in _WORD_HEIGHTS)
    words = sum(low <= word.box.height <= high for word in region.words)
    return words >= _MOSTLY_TEXT * len(region.words)


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
    return parted >= _LEAST_PAIRS and all(
        sum(x - min(side) <= _FLUSH * region.height for x in side) >= _MOST_FLUSH * len(side)
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
    if len(walls) < least - 1 or not explained(body, walls, height, _EXPLAINED):
        return None
    first, last = _extended(rows, run, bounds, walls, hull, height, across, down)
    wider = white_walls(rows[first : last + 1], height)
    if len(wider) >= len(walls) and not drawn:
        walls = wider
    hull = union_all([row.box for row in rows[first : last + 1]])
    assert hull is not None
    reach = (hull.y0 - height, hull.y1 + height)
    ruled = [s for s in across if _is_border(s, hull) and reach[0] <= s.at <= reach[1]]
    pad = PADDING * height
    box = BBox(
        min([hull.x0 - pad, *(s.start for s in ruled)]),
        min([hull.y0 - pad, *(s.at for s in ruled)]),
        max([hull.x1 + pad, *(s.end for s in ruled)]),
        max([hull.y1 + pad, *(s.at for s in ruled)]),
    )
    inside = tuple(w for row in rows[first : last + 1] for w in row.items)
    return Region(box, tuple(walls), inside, height, on_top=first <= _PAGE_EDGE)


def _extended(
    rows: Sequence[TextRow],
    run: tuple[int, int],
    bounds: tuple[int, int],
    walls: Sequence[float],
    hull: BBox,
    height: float,
    across: Sequence[Segment],
    down: Sequence[Segment],
) -> tuple[int, int]:
    """Take in the lines above and below that belong to the first and the last row.

    They stand close and within a column, or between the table and a ruling as wide as it, or
    between lines down both its sides (a frame that goes on over the page has no other). Lines in
    several columns, and the rest of a row broken over the page, may stand as far as rows do. A
    table that begins or ends with the page may do so with a section row, which runs across columns.
    """
    borders = [s.at for s in across if _is_border(s, hull)]

    close = _line_gap(rows[run[0] : run[1] + 1], height)

    def keeps_columns(row: TextRow) -> bool:
        new = white_walls([*rows[run[0] : run[1] + 1], row], height)
        return len(new) >= len(walls) and not crosses(row, new, height)

    def belongs(index: int, beside: TextRow, outside: int, above: TextRow | None) -> bool:
        row = rows[index]
        parted = columns_met(row, walls, height) > 1
        gap = max(beside.box.y0 - row.box.y1, row.box.y0 - beside.box.y1)
        beyond = _REACH if parted and gap <= close else 1.0
        if row.box.x0 < hull.x0 - height or row.box.x1 > hull.x1 + beyond * height:
            return False
        if _enclosed(row, beside, borders, _REACH * height) or _flanked(row, hull, down):
            return True
        crossing = crosses(row, walls, height) and not (parted and keeps_columns(row))
        if outside == 1 and gap > height and row.box.width <= _PAGE_NUMBER * height:
            return abs(row.box.center[0] - hull.center[0]) > _AMID * height
        rest = row.box.y0 < beside.box.y0 and row.box.x0 > walls[0]
        if (
            not crossing
            and not parted
            and row.box.x1 < walls[0]
            and gap > close
            and index > _PAGE_EDGE
        ):
            return False
        if gap > (_FAR if not crossing and (parted or rest) else _NEAR) * height:
            return False
        if not crossing:
            return parted or above is None or not _ends_prose(row, above, walls, height)
        if outside <= _PAGE_EDGE and not borders:
            return True
        return gap <= _TITLE_GAP * height and row.box.x0 > walls[0]

    first, last = run
    lowest, highest = bounds
    first -= _up_to_border(rows[lowest:first][::-1], rows[first], walls, borders, height)
    last += _up_to_border(rows[last + 1 : highest + 1], rows[last], walls, borders, height)
    while first > lowest and belongs(
        first - 1, rows[first], first, rows[first - 2] if first > 1 else None
    ):
        first -= 1
    while last < highest and belongs(last + 1, rows[last], len(rows) - 2 - last, None):
        last += 1
    return first, last


def _line_gap(body: Sequence[TextRow], height: float) -> float:
    """Return the widest blank between two lines of one cell."""
    gaps = sorted(b.box.y0 - a.box.y1 for a, b in pairwise(body))
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    return max(usual, 0.0) + _TITLE_GAP * height


def _ends_prose(row: TextRow, above: TextRow, walls: Sequence[float], height: float) -> bool:
    """Say whether a line is the last of a paragraph that runs across the columns above it."""
    close = row.box.y0 - above.box.y1 <= _TITLE_GAP * height
    across = len(parts_of(above, height)) == 1 and above.box.x0 < walls[0] < above.box.x1
    return close and row.box.x0 < walls[0] and across


def _up_to_border(
    outside: Sequence[TextRow],
    beside: TextRow,
    walls: Sequence[float],
    borders: Sequence[float],
    height: float,
) -> int:
    """Return how many of the lines outside a table stand between it and its border.

    So the rest of a row broken over the page is found above the first section row. All must stand
    within a column or, where their text is known, be section rows.
    """
    inner = beside.box.center[1]
    for count, row in enumerate(outside):
        y = row.box.center[1]
        gap = max(beside.box.y0 - row.box.y1, row.box.y0 - beside.box.y1)
        if any(min(inner, y) < at < max(inner, y) for at in borders):
            return count
        if gap > _FAR * height or (crosses(row, walls, height) and not is_section_text(row.text)):
            return 0
        beyond = outside[count + 1].box.center[1] if count + 1 < len(outside) else 2 * y - inner
        if any(min(y, beyond) < at < max(y, beyond) for at in borders):
            return count + 1
        beside = row
    return 0


def _enclosed(row: TextRow, beside: TextRow, borders: Sequence[float], reach: float) -> bool:
    """Say whether a border of the table stands beyond a line, seen from the line beside it."""
    y, inner = row.box.center[1], beside.box.center[1]
    return any(abs(at - inner) <= reach and (at - y) * (y - inner) > 0 for at in borders)


def _flanked(row: TextRow, hull: BBox, down: Sequence[Segment]) -> bool:
    """Say whether lines down both sides of the table pass the line of text."""
    y = row.box.center[1]
    passing = [s.at for s in down if s.start <= y <= s.end]
    reach = _SIDE * hull.width
    left = any(hull.x0 - reach <= x <= hull.x0 for x in passing)
    return left and any(hull.x1 <= x <= hull.x1 + reach for x in passing)


def _is_border(line: Segment, hull: BBox) -> bool:
    """Say whether a horizontal ruling is as wide as a region."""
    within = min(line.end, hull.x1) - max(line.start, hull.x0)
    return within >= 0.8 * hull.width and line.length <= 1.4 * hull.width
