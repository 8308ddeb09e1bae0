"""Walls between the columns of a region of a page picture: drawn lines, or white corridors."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.grid import Segment
from extractors.tables.open.columns import corridors, parts_of
from extractors.tables.open.settings import PARTING
from extractors.tables.words import TextRow
from extractors.types import BBox

__all__ = ["crosses", "drawn_walls", "white_walls"]


def drawn_walls(hull: BBox, down: Sequence[Segment], least: int) -> list[float]:
    """Return the inner vertical rulings of a region, if they part ``least`` columns or more."""
    places: list[list[Segment]] = []
    for line in sorted(down):
        if not (hull.x0 < line.at < hull.x1 and line.end > hull.y0 and line.start < hull.y1):
            continue
        if places and line.at - places[-1][-1].at <= PARTING.same_wall * hull.width:
            places[-1].append(line)
        else:
            places.append([line])
    long = [p for p in places if sum(s.length for s in p) >= PARTING.least_wall * hull.height]
    walls = [sum(s.at for s in p) / len(p) for p in long]
    return walls if len(walls) >= least - 1 else []


def white_walls(body: Sequence[TextRow], height: float) -> list[float]:
    """Return a wall in each white corridor: beside a left edge that lines share, else amid."""
    walls = []
    for corridor in corridors(body, height):
        x0, x1 = _narrowed(*corridor, body, height)
        starts = [
            min((i.box.x0 for i in row.items if i.box.x0 >= x1 - PARTING.rounding), default=None)
            for row in body
        ]
        right = [x for x in starts if x is not None and x < x1 + PARTING.left_within * height]
        flush = sum(x - x1 <= PARTING.left_flush * height for x in right)
        if right and flush >= PARTING.left_share * len(right):
            walls.append(x1 - min(PARTING.padding * height, (x1 - x0) / 2))
        else:
            walls.append((x0 + x1) / 2)
    return sorted(walls)


def _narrowed(x0: float, x1: float, body: Sequence[TextRow], height: float) -> tuple[float, float]:
    """Return what of a corridor the lines of one chunk leave, which had no say in it so far."""
    for row in body:
        middle = (x0 + x1) / 2
        parts = parts_of(row, height)
        left = max((p.x1 for p in parts if (p.x0 + p.x1) / 2 <= middle), default=x0)
        right = min((p.x0 for p in parts if (p.x0 + p.x1) / 2 > middle), default=x1)
        a, b = max(x0, left), min(x1, right)
        if b - a >= PARTING.word_gap * height:
            x0, x1 = a, b
    return x0, x1


def crosses(row: TextRow, walls: Sequence[float], height: float) -> bool:
    """Say whether a text of the line runs across a wall: through a word or a blank between two."""
    return any(_crosses(row, x, height) for x in walls)


def _crosses(row: TextRow, x: float, height: float) -> bool:
    within = PARTING.overhang * height
    if any(i.box.x0 < x - within and i.box.x1 > x + within for i in row.items):
        return True
    left = max((i.box.x1 for i in row.items if i.box.center[0] <= x), default=None)
    right = min((i.box.x0 for i in row.items if i.box.center[0] > x), default=None)
    return left is not None and right is not None and right - left < PARTING.word_gap * height
