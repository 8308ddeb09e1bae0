"""Grids of regions without full rulings: columns by white space, rows by lines and gaps.

A region is walled in by segments and handed to the grid builder, so spans come out as they do for
drawn tables: a wall is left out where a text crosses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layer.tables.settings import DATA, DRAWING
from extractors.tables.grid import Grid, Segment, build_grids, merge_collinear
from extractors.tables.gutters import (
    WORD_GAP,
    Chunk,
    chunks,
    columns_filled,
    find_gutters,
    line_height,
)
from extractors.tables.open.settings import PARTING
from extractors.tables.words import Placed, TextRow, text_rows
from extractors.types import BBox
from extractors.wording.content import is_row_key

__all__ = ["is_data_band", "open_grid"]


@dataclass(slots=True)
class _Group:
    """Text rows that form one table row."""

    rows: list[TextRow]
    header: bool = False
    rule_below: tuple[Segment, ...] = ()

    @property
    def top(self) -> float:
        return min(row.box.y0 for row in self.rows)

    @property
    def bottom(self) -> float:
        return max(row.box.y1 for row in self.rows)

    @property
    def items(self) -> list[Placed]:
        return [item for row in self.rows for item in row.items]


def open_grid(
    box: BBox, across: Sequence[Segment], down: Sequence[Segment], words: Sequence[Placed]
) -> Grid | None:
    """Return the grid of a region, or None if its text does not stand in columns.

    Args:
        box: the region in points.
        across: horizontal rulings in it; those over its whole width part rows, shorter ones mark
            what a header spans.
        down: vertical rulings; a gutter that holds one has its wall there.
        words: the words of the region.
    """
    rows = text_rows(words)
    height = line_height(rows)
    walls = [_snapped(g.x0, g.x1, g.at, down) for g in find_gutters(rows, height)]
    if not walls or len(rows) < 2:
        return None
    top, bottom = box.y0 + DRAWING.rounding, box.y1 - DRAWING.rounding
    inside = merge_collinear([s for s in across if top < s.at < bottom], DRAWING.same_line)
    whole = DATA.full_rule * box.width
    full = sorted(s.at for s in inside if _width_in(s, box) >= whole)
    partial = [s for s in inside if _width_in(s, box) < whole]
    groups = _groups(rows, full, partial, walls, height)
    if len(groups) < 2:
        return None
    return _walled(box, groups, walls, full, height)


def _snapped(x0: float, x1: float, at: float, down: Sequence[Segment]) -> float:
    near = [s.at for s in down if x0 - DRAWING.slack <= s.at <= x1 + DRAWING.slack]
    return min(near, key=lambda x: abs(x - at)) if near else at


def _width_in(segment: Segment, box: BBox) -> float:
    return min(segment.end, box.x1) - max(segment.start, box.x0)


def _groups(
    rows: Sequence[TextRow],
    full: Sequence[float],
    partial: Sequence[Segment],
    walls: Sequence[float],
    height: float,
) -> list[_Group]:
    """Return the table rows from top to bottom."""
    bands: list[list[TextRow]] = [[] for _ in range(len(full) + 1)]
    for row in rows:
        bands[sum(1 for y in full if y < row.box.center[1])].append(row)
    bands = [band for band in bands if band]
    groups: list[_Group] = []
    ruled, wrapped = len(bands) >= DATA.ruled_table, _wrapped(bands, walls)
    for index, band in enumerate(bands):
        if index == 0 and len(bands) > 1:
            groups += _header(band, partial, walls, height)
        elif len(band) == 1 or wrapped or (ruled and not is_data_band(band, walls)):
            groups.append(_Group(band))
        else:
            groups += _by_lines(band, walls, height)
    return groups


def _wrapped(bands: Sequence[Sequence[TextRow]], walls: Sequence[float]) -> bool:
    """Say whether the lines between two rulings go on in small letters: a band is then a row."""
    if len(bands) < DATA.ruled_rows:
        return False
    firsts: list[str] = []
    for band in bands:
        for row in band[1:]:
            cells: dict[int, str] = {}
            for item in row.items:
                (col,) = columns_filled([item], walls)
                cells.setdefault(col, item.word.text)
            firsts += cells.values()
    small = sum(text[:1].islower() for text in firsts)
    return small >= max(DATA.least_small, DATA.small * len(firsts))


def is_data_band(band: Sequence[TextRow], walls: Sequence[float]) -> bool:
    """Say whether most lines fill most columns, so that each is a row and none a wrapped rest."""
    everywhere = columns_filled([i for row in band for i in row.items], walls)
    least = max(DATA.least_full, DATA.full * len(everywhere))
    good = sum(1 for row in band if len(columns_filled(row.items, walls)) >= least)
    return good >= DATA.mostly * len(band)


def _header(
    band: list[TextRow], partial: Sequence[Segment], walls: Sequence[float], height: float
) -> list[_Group]:
    """Split the header into its levels: at short rulings, or under texts that span columns."""
    top, bottom = band[0].box.y0, band[-1].box.y1
    short = [s for s in partial if top < s.at < bottom and s.length > DATA.short_rule * height]
    if short:
        at = min(s.at for s in short)
        upper = [row for row in band if row.box.center[1] < at]
        lower = [row for row in band if row.box.center[1] >= at]
        if upper and lower:
            rules = tuple(s for s in short if abs(s.at - at) <= DRAWING.slack)
            return [_Group(upper, True, rules), _Group(lower, True)]
    upper = []
    while len(upper) < len(band) - 1 and _crosses_any(band[len(upper)], walls, height):
        upper.append(band[len(upper)])
    lower = band[len(upper) :]
    levels = [_Group([row], True) for row in upper]
    if len(band) >= DATA.header_rows and is_data_band(lower, walls):
        return levels + _by_lines(lower, walls, height)
    return [*levels, _Group(lower, True)]


def _by_lines(band: list[TextRow], walls: Sequence[float], height: float) -> list[_Group]:
    """Group lines into rows: by wide gaps, by running numbers, else each line but wrapped rests."""
    if not is_data_band(band, walls):
        starts = _after_gaps(band, height) or _at_numbers(band, walls)
        if starts:
            edges = sorted({0, *starts, len(band)})
            return [_Group(band[a:b]) for a, b in zip(edges, edges[1:], strict=False)]
    keyed = sum(1 for row in band if 0 in columns_filled(row.items, walls))
    groups: list[_Group] = []
    for row in band:
        filled = columns_filled(row.items, walls)
        if groups and _goes_on(groups[-1], row, filled, height, keyed >= DATA.keyed * len(band)):
            groups[-1].rows.append(row)
        else:
            groups.append(_Group([row]))
    return groups


def _after_gaps(band: Sequence[TextRow], height: float) -> list[int]:
    """Return the lines that follow a wide gap, if gaps are of two clearly different sizes."""
    steps = [b.box.center[1] - a.box.center[1] for a, b in zip(band, band[1:], strict=False)]
    ordered = sorted(steps)
    cut = max(
        range(1, len(ordered)), key=lambda i: ordered[i] / max(ordered[i - 1], 1.0), default=0
    )
    if (
        not cut
        or ordered[cut] < DATA.wider * ordered[cut - 1]
        or len(ordered) - cut < DATA.least_gaps
    ):
        return []
    if ordered[cut - 1] > DATA.most_step * height:
        return []
    return [i + 1 for i, step in enumerate(steps) if step >= ordered[cut]]


def _at_numbers(band: Sequence[TextRow], walls: Sequence[float]) -> list[int]:
    """Return the lines that open with a number of their own in the first column."""
    firsts = [
        (i, " ".join(w.word.text for w in row.items if w.box.center[0] <= walls[0]))
        for i, row in enumerate(band)
    ]
    filled = [(i, text) for i, text in firsts if text]
    starts = [i for i, text in filled if is_row_key(text)]
    if len(starts) < DATA.least_numbers or len(starts) < DATA.mostly * len(filled):
        return []
    return [i for i, _ in filled]


def _goes_on(group: _Group, row: TextRow, filled: set[int], height: float, keyed: bool) -> bool:
    """Say whether a line belongs to the row above it."""
    if row.box.y0 - group.bottom > (DATA.tight - 1) * height:
        return False
    if filled == {0}:
        text = row.items[0].word.text
        return text[:1].islower()
    return keyed and 0 not in filled and len(filled) < DATA.rest


def _crosses_any(row: TextRow, walls: Sequence[float], height: float) -> bool:
    return any(_crosses(row.items, x, height) for x in walls)


def _crosses(items: Sequence[Placed], x: float, height: float) -> bool:
    """Say whether a text runs across ``x``: through a word or a blank between words."""
    left = max((i.box.x1 for i in items if i.box.center[0] <= x), default=None)
    right = min((i.box.x0 for i in items if i.box.center[0] > x), default=None)
    if left is None or right is None:
        return left is not None and left > x + PARTING.overhang * height
    return right - left < WORD_GAP * height


def _walled(
    box: BBox,
    groups: Sequence[_Group],
    walls: Sequence[float],
    full: Sequence[float],
    height: float,
) -> Grid | None:
    """Build walls around the cells and let the grid builder find them."""
    xs = [box.x0, *walls, box.x1]
    edges = [box.y0, *(_between(a, b, full) for a, b in _pairs(groups)), box.y1]
    across = [Segment(box.y0, box.x0, box.x1), Segment(box.y1, box.x0, box.x1)]
    for y, (upper, lower) in zip(edges[1:-1], _pairs(groups), strict=True):
        across += _floor(y, upper, lower, xs)
    down = [Segment(box.x0, box.y0, box.y1), Segment(box.x1, box.y0, box.y1)]
    for group, top, bottom in zip(groups, edges, edges[1:], strict=False):
        down += [Segment(x, top, bottom) for x in walls if not _open(group, x, height)]
    grids = build_grids(across, down, tolerance=DRAWING.rounding)
    return max(grids, key=lambda g: len(g.cells), default=None)


def _pairs(groups: Sequence[_Group]) -> list[tuple[_Group, _Group]]:
    return list(zip(groups, groups[1:], strict=False))


def _between(upper: _Group, lower: _Group, full: Sequence[float]) -> float:
    a, b = upper.rows[-1].box.center[1], lower.rows[0].box.center[1]
    ruled = [y for y in full if a < y < b]
    return ruled[0] if ruled else (upper.bottom + lower.top) / 2


def _floor(y: float, upper: _Group, lower: _Group, xs: Sequence[float]) -> list[Segment]:
    """Return the lines between two rows; titles beside a spanning header go through both."""
    spans = list(zip(xs, xs[1:], strict=False))
    if not (upper.header and lower.header):
        return [Segment(y, xs[0], xs[-1])]
    walls = xs[1:-1]
    above, below = columns_filled(upper.items, walls), columns_filled(lower.items, walls)
    slack = DRAWING.slack
    lines: list[Segment] = []
    for col, (a, b) in enumerate(spans):
        middle = (a + b) / 2
        ruled = any(s.start - slack <= middle <= s.end + slack for s in upper.rule_below)
        if ruled or (col in above and col in below) or not upper.rule_below:
            lines.append(Segment(y, a, b))
    return lines


def _open(group: _Group, x: float, height: float) -> bool:
    """Say whether a cell of the row goes through the wall at ``x``."""
    for rule in group.rule_below:
        if rule.start + height < x < rule.end - height:
            first, last = rule.start - DRAWING.slack, rule.end + DRAWING.slack
            over = [i for i in group.items if first <= i.box.center[0] <= last]
            parts = [c for row in text_rows(over) for c in chunks(row, height)]
            return len({_side(c, x) for c in parts}) < 2
    return any(_crosses(row.items, x, height) for row in group.rows)


def _side(chunk: Chunk, x: float) -> int:
    return -1 if chunk.x1 <= x else 1 if chunk.x0 >= x else 0
