"""Open tables that horizontal rulings of one width bound: from the first to the last of them.

Between two such rulings stand rows, a section row, or the rest of a cell; a heading or prose
between them parts two tables. Under the last one a row goes on that the page breaks; above the
first one stand the titles where lines are drawn under rows only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.tables.grid import Segment
from extractors.tables.open.columns import parts_of
from extractors.tables.open.runs import are_sections, columns_met
from extractors.tables.open.settings import PARTING, STACK, STRETCH
from extractors.tables.open.walls import crosses, white_walls
from extractors.tables.words import TextRow

__all__ = ["Stack", "stacks"]


@dataclass(frozen=True, slots=True)
class Stack:
    """A stretch of lines that rulings bound.

    Attributes:
        first: index of the first line.
        last: index of the last line.
        x0: where its rulings begin.
        x1: where they end.
        top: y of the first ruling, or a little above the titles over it.
        bottom: y of the last one.
    """

    first: int
    last: int
    x0: float
    x1: float
    top: float
    bottom: float


def stacks(
    rows: Sequence[TextRow], across: Sequence[Segment], height: float, least: int
) -> list[Stack]:
    """Return the stretches of lines between rulings of one width, from top to bottom.

    Args:
        rows: the lines of the page, from top to bottom.
        across: its horizontal rulings.
        height: usual height of a word.
        least: how many columns a table has at least.
    """
    found: list[Stack] = []
    for lines in _of_one_width(_whole(across, height), height):
        found += _tables(rows, lines, height, least)
    found.sort(key=lambda s: s.top)
    return [s for i, s in enumerate(found) if not any(t.last >= s.first for t in found[:i])]


def _whole(across: Sequence[Segment], height: float) -> list[Segment]:
    """Return the rulings, the pieces of a broken one joined."""
    out: list[Segment] = []
    for piece in sorted(across):
        if out and piece.at - out[-1].at <= STACK.same_line * height:
            last = out[-1]
            out[-1] = Segment(last.at, min(last.start, piece.start), max(last.end, piece.end))
        else:
            out.append(piece)
    return [s for s in out if s.length >= STACK.least_width * height]


def _of_one_width(lines: Sequence[Segment], height: float) -> list[list[Segment]]:
    """Group rulings that begin and end alike; a faded one may lack a little at its ends."""
    groups: list[list[Segment]] = []
    for line in sorted(lines, key=lambda s: -s.length):
        for group in groups:
            widest = group[0]
            slack = max(STACK.same_ends * height, STACK.ends_lost * widest.length)
            if abs(line.start - widest.start) <= slack and abs(line.end - widest.end) <= slack:
                group.append(line)
                break
        else:
            groups.append([line])
    return [sorted(group) for group in groups if len(group) > 1]


def _tables(
    rows: Sequence[TextRow], lines: Sequence[Segment], height: float, least: int
) -> list[Stack]:
    """Return the tables between rulings of one width."""
    zones = [_between(rows, a.at, b.at) for a, b in zip(lines, lines[1:], strict=False)]
    found = []
    for run in _runs(zones, lines, height):
        inside = [row for i in run for row in zones[i]]
        walls = white_walls(inside, height)
        bounds = lines[run[0] : run[-1] + 2]
        if len(walls) < (least - 1 if len(bounds) < STACK.surely_ruled else 1):
            continue
        first, last = rows.index(inside[0]), rows.index(inside[-1])
        last = _open_end(rows, (first, last), bounds, height)
        start = _open_start(rows, (first, last), bounds, height)
        top = bounds[0].at if start == first else rows[start].box.y0 - PARTING.padding * height
        x0, x1 = min(s.start for s in bounds), max(s.end for s in bounds)
        found.append(Stack(start, last, x0, x1, top, bounds[-1].at))
    return found


def _runs(
    zones: Sequence[list[TextRow]], lines: Sequence[Segment], height: float
) -> list[list[int]]:
    """Return the stretches of zones, by index, that no heading or prose parts."""
    runs: list[list[int]] = [[]]
    for index, zone in enumerate(zones):
        walls = white_walls([row for i in (*runs[-1], index) for row in zones[i]], height)
        if _is_parted(zone, walls, height) or _goes_on(zone, lines[index], walls, height):
            runs[-1].append(index)
        elif runs[-1]:
            runs.append([])
    filled = [[i for i in run if zones[i]] for run in runs]
    return [list(range(full[0], full[-1] + 1)) for full in filled if full]


def _is_parted(zone: Sequence[TextRow], walls: Sequence[float], height: float) -> bool:
    """Say whether more lines stand in several columns than run across them as prose does."""
    parts = [(len(parts_of(row, height)), crosses(row, walls, height)) for row in zone]
    parted = sum(count > 1 and not across for count, across in parts)
    return parted > sum(count == 1 and across for count, across in parts)


def _between(rows: Sequence[TextRow], top: float, bottom: float) -> list[TextRow]:
    return [row for row in rows if top < row.box.center[1] < bottom]


def _goes_on(zone: Sequence[TextRow], top: Segment, walls: Sequence[float], height: float) -> bool:
    """Say whether lines of one chunk under a ruling are section rows, or rests of cells."""
    tight = not zone or zone[0].box.y0 - top.at <= STACK.off_rule * height
    if len(zone) <= 1:
        return tight
    crossing = [row for row in zone if crosses(row, walls, height)]
    return tight and are_sections(crossing, (top.start, top.end), height)


def _open_end(
    rows: Sequence[TextRow], run: tuple[int, int], bounds: Sequence[Segment], height: float
) -> int:
    """Return the last line of a table that goes on under its last ruling, as the page breaks it.

    Its first line stands as near to the ruling as those of other rows do to theirs. Lines across
    the columns are few, or section rows above a row that fills most of them.
    """
    first, last = run
    bottom = bounds[-1].at
    gaps = [
        min(row.box.y0 for row in zone) - line.at
        for line, following in zip(bounds, bounds[1:], strict=False)
        if (zone := _between(rows, line.at, following.at))
    ]
    lines = (row for row in rows[last + 1 :] if row.box.height >= STACK.least_line * height)
    under = next(lines, None)
    if under is None or under.box.y0 - bottom > median(gaps) + STACK.looser * height:
        return last
    end = last
    for row in rows[last + 1 :]:
        inside = bounds[0].start - height <= row.box.x0 and row.box.x1 <= bounds[0].end + height
        near = end == last or row.box.y0 - rows[end].box.y1 <= STRETCH.far * height
        if not (inside and near):
            break
        end += 1
    walls = white_walls(rows[first : end + 1], height)
    below = rows[last + 1 : end + 1]
    crossing = [row for row in below if crosses(row, walls, height)]
    if len(crossing) < STACK.crossing * len(below) or end == last + 1:
        return end
    parted = [row for row in below if not crosses(row, walls, height)]
    filled = max((columns_met(row, walls, height) for row in parted), default=0)
    extent = (bounds[0].start, bounds[0].end)
    is_row = filled >= STACK.filled * (len(walls) + 1)
    return end if is_row and are_sections(crossing, extent, height) else last


def _open_start(
    rows: Sequence[TextRow], run: tuple[int, int], bounds: Sequence[Segment], height: float
) -> int:
    """Return the first line of a table, its titles where they stand above its first ruling.

    They are as near to it as other rows to the rulings under them, stand in its columns, most of
    them, and none of them runs across.
    """
    first, last = run
    gaps = [
        line.at - max(row.box.y1 for row in zone)
        for before, line in pairwise(bounds)
        if (zone := _between(rows, before.at, line.at))
    ]
    if not first or bounds[0].at - rows[first - 1].box.y1 > median(gaps) + STACK.looser * height:
        return first
    walls = white_walls(rows[first : last + 1], height)
    start = first
    while start and first - start < STACK.most_titles:
        row = rows[start - 1]
        inside = bounds[0].start - height <= row.box.x0 and row.box.x1 <= bounds[0].end + height
        near = start == first or rows[start].box.y0 - row.box.y1 <= height
        if not (inside and near) or crosses(row, walls, height):
            break
        start -= 1
    met = max((columns_met(row, walls, height) for row in rows[start:first]), default=0)
    return start if met >= STACK.filled * (len(walls) + 1) else first
