"""The printed lines of a table cell: ink boxes without specks and remains of rulings.

Connected components are taken for characters by their size; what is far smaller counts only near
one (a full stop, a tone mark, a dash), what is as long as the cell is a remain of a ruling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

import cv2
import numpy as np

from extractors.images.sheet import Gray, Sheet, inches

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class LetterSettings:
    """What of the ink in a cell is a letter, a mark, a dash; lengths in inches.

    Attributes:
        dark: grey level below which a pixel is ink: somewhat above ``INK``, so that thin strokes
            of a worn copy do not fall apart.
        least_character: height of a letter; what is lower is a mark, a stop or a dash.
        least_dash: width of a dash that stands alone in a cell.
        join: gap in a stroke that is closed: broken print.
        ruling: share of the cell's height or width from which thin ink at its rim is a remain of
            a ruling.
        thin: thickness of such a remain.
        least_mark: height and width of a tone mark or a dot; smaller are specks.
        mark_reach: from a mark to the letter under it.
        aside: of the height of letters, from a letter to a stop after it.
        word_gap: times ``aside``, from a letter to a dash.
        dash: times as wide as it is high that a dash is, at least.
        least_ruling: width of a remain of a horizontal ruling, at least.
        hair: of ``thin``, thickness of ink at the rim that is a remain whatever its length.
        specks: pixels of ink of a part, at least.
        same_line: share of its height by which a part stands beside a line, if it is of that.
        lone: of the tallest line's height, that of a line of one letter, at least.
        over: of the height of letters, by which what stands over or under them may reach up,
        rises: and what stands beside them,
        under: and either down.
        before: of the height of letters, from a mark to the letter after it.
    """

    dark: int = 150
    least_character: float = 0.045
    least_dash: float = 0.04
    join: float = 0.012
    ruling: float = 0.45
    thin: float = 0.03
    least_mark: float = 0.012
    mark_reach: float = 0.09
    aside: float = 0.45
    word_gap: float = 2.5
    dash: float = 1.5
    least_ruling: float = 0.15
    hair: float = 0.4
    specks: int = 3
    same_line: float = 0.5
    lone: float = 0.55
    over: float = 0.3
    rises: float = 0.12
    under: float = 0.25
    before: float = 0.15


LETTER = LetterSettings()


class _Part(NamedTuple):
    """A connected component, pixels of the cell, right and lower edges excluded."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    @property
    def width(self) -> int:
        return self.x1 - self.x0


def find_lines(sheet: Sheet, box: Box) -> list[Box]:
    """Return the ink boxes of the printed lines in a cell, from top to bottom.

    Args:
        sheet: the page, height x width, dark ink on white, rulings painted out.
        box: the cell in pixels, ``(x0, y0, x1, y1)``.

    Returns:
        Boxes in pixels of the page; none for a cell that holds dirt alone.
    """
    x0, y0, _, _ = box
    parts = _parts(sheet, box)
    tall = [part for part in parts if part.height >= LETTER.least_character * sheet.dpi]
    if not tall:
        dashes = [
            p
            for p in parts
            if p.width >= LETTER.least_dash * sheet.dpi and p.width > LETTER.dash * p.height
        ]
        tall = dashes if len(dashes) == 1 else []
    lines = _main_runs(_in_lines(tall))
    known = set(tall)
    small = [part for part in parts if part not in known]
    found = [_with_small(line, small) for line in lines]
    return [(b.x0 + x0, b.y0 + y0, b.x1 + x0, b.y1 + y0) for b in found]


def ink_parts(sheet: Sheet, box: Box) -> list[Box]:
    """Return the boxes of all ink in a cell but remains of rulings, in pixels of the page.

    Letters, marks, stops and specks alike; see ``find_lines`` for the arguments.
    """
    x0, y0, _, _ = box
    parts = _parts(sheet, box)
    return [(part.x0 + x0, part.y0 + y0, part.x1 + x0, part.y1 + y0) for part in parts]


def ink_columns(parts: Sequence[Box]) -> list[list[Box]]:
    """Return the parts from left to right, those above each other together, the lower last."""
    columns: list[list[Box]] = []
    for part in sorted(parts):
        if columns and part[0] < max(p[2] for p in columns[-1]):
            columns[-1].append(part)
        else:
            columns.append([part])
    return [sorted(column, key=lambda part: part[1]) for column in columns]


def letters_and_marks(sheet: Sheet, box: Box) -> tuple[list[Box], list[tuple[Box, Box]]]:
    """Return the letters in a cell, and its tone marks and dots with the letter each stands over.

    A mark that is nearer to what is above it, as the dot under a letter is, is none. See
    ``find_lines`` for the arguments; boxes in pixels of the page.
    """
    parts = ink_parts(sheet, box)
    letters = [part for part in parts if part[3] - part[1] >= LETTER.least_character * sheet.dpi]
    small = [
        part
        for part in parts
        if part[3] - part[1] < LETTER.least_character * sheet.dpi
        and min(part[2] - part[0], part[3] - part[1]) >= LETTER.least_mark * sheet.dpi
    ]
    owners = ((mark, _letter_under(mark, parts, letters, sheet.dpi)) for mark in small)
    return letters, [(mark, letter) for mark, letter in owners if letter is not None]


def _letter_under(
    mark: Box, parts: Sequence[Box], letters: Sequence[Box], dpi: float
) -> Box | None:
    """Return the letter a mark stands over; None for what is no mark above a letter."""
    x0, y0, x1, y1 = mark
    column = [p for p in parts if p != mark and p[0] <= (x0 + x1) / 2 <= p[2]]
    below = [part for part in column if part[1] >= y1 - 1]
    above = max((part[3] for part in column if part[3] <= y0 + 1), default=-1)
    under = [part for part in below if part in letters and part[1] - y1 <= LETTER.mark_reach * dpi]
    if not under or min(part[1] for part in below) - y1 >= y0 - above:
        return None
    return min(under, key=lambda letter: letter[1])


_SEEN: WeakKeyDictionary[Sheet, dict[Box, tuple[_Part, ...]]] = WeakKeyDictionary()
"""Components of the boxes of a page looked at: lines, marks and doubts are sought in the same."""


def _parts(sheet: Sheet, box: Box) -> tuple[_Part, ...]:
    """Return the components of the ink in a box, in pixels of the box."""
    seen = _SEEN.setdefault(sheet, {})
    if (found := seen.get(box)) is None:
        x0, y0, x1, y1 = box
        found = seen[x0, y0, x1, y1] = tuple(_parts_in(sheet.gray[y0:y1, x0:x1], sheet.dpi))
    return found


def _parts_in(crop: Gray, dpi: float) -> list[_Part]:
    """Return the components of the ink; those a hair apart, as of broken print, are one."""
    if crop.shape[0] < 3 or crop.shape[1] < 3:
        return []
    _, ink = cv2.threshold(crop, LETTER.dark - 1, 1, cv2.THRESH_BINARY_INV)
    size = inches(LETTER.join, dpi)
    joined = cv2.dilate(ink, np.ones((size, 1), np.uint8)) if size > 1 else ink
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    slack = (size - 1) // 2
    parts = []
    for left, top, width, height, _ in stats[1:][stats[1:, 4] >= LETTER.specks].tolist():
        part = _Part(left, top + slack, left + width, max(top + slack + 1, top + height - slack))
        if not _is_remain(part, crop.shape, dpi):
            parts.append(part)
    return parts


def _is_remain(part: _Part, shape: tuple[int, ...], dpi: float) -> bool:
    """Say whether a component is what painting out left of a ruling: long, thin, at the rim."""
    high, wide = shape[:2]
    at_rim = part.x0 <= 1 or part.y0 <= 1 or part.x1 >= wide - 1 or part.y1 >= high - 1
    if not at_rim:
        return False
    upright = part.width <= LETTER.thin * dpi and part.height >= LETTER.ruling * high
    long = max(LETTER.ruling * wide, LETTER.least_ruling * dpi)
    flat = part.height <= LETTER.thin * dpi and part.width >= long
    thin = min(part.width, part.height) <= LETTER.hair * LETTER.thin * dpi
    return upright or flat or thin


def _in_lines(parts: Sequence[_Part]) -> list[list[_Part]]:
    """Group components that stand beside each other."""
    lines: list[list[_Part]] = []
    for part in sorted(parts, key=lambda p: p.height, reverse=True):
        for line in lines:
            top, bottom = line[0].y0, line[0].y1
            shared = min(bottom, part.y1) - max(top, part.y0)
            if shared >= LETTER.same_line * part.height:
                line.append(part)
                break
        else:
            lines.append([part])
    return sorted(lines, key=lambda line: line[0].y0)


def _main_runs(lines: Sequence[Sequence[_Part]]) -> list[list[_Part]]:
    """Drop lines that are one low blot, or a mark over or under the line beside it."""
    if not lines:
        return []
    tallest = max(line[0].height for line in lines)
    least = LETTER.lone * tallest
    return [list(line) for line in lines if len(line) > 1 or line[0].height >= least]


def _with_small(line: Sequence[_Part], small: Sequence[_Part]) -> _Part:
    """Return the box of a line with the marks, stops and dashes that belong to it."""
    box = _hull(line)
    tall = float(np.median([part.height for part in line]))
    grown = True
    left = list(small)
    while grown:
        top, foot = box.y0 - LETTER.over * tall, box.y1 + LETTER.under * tall
        level = (part for part in left if part.y0 >= top and part.y1 <= foot)
        near = [part for part in level if _belongs(part, box, tall)]
        grown = bool(near)
        left = [part for part in left if part not in near]
        box = _hull([box, *near])
    return box


def _belongs(part: _Part, box: _Part, tall: float) -> bool:
    """Say whether a small component is near enough: above a letter, or beside it as a stop is."""
    aside = max(part.x0 - box.x1, box.x0 - part.x1)
    low = part.y1 <= box.y1 + LETTER.under * tall
    if aside < 0:
        return low and part.y0 >= box.y0 - LETTER.over * tall
    inside = low and part.y0 >= box.y0 - LETTER.rises * tall
    reach = LETTER.aside if part.x0 >= box.x1 else LETTER.before
    flat = part.width > LETTER.dash * part.height
    return inside and aside <= (LETTER.word_gap * LETTER.aside if flat else reach) * tall


def _hull(parts: Sequence[_Part]) -> _Part:
    return _Part(
        min(p.x0 for p in parts),
        min(p.y0 for p in parts),
        max(p.x1 for p in parts),
        max(p.y1 for p in parts),
    )
