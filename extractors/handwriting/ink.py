"""The ink of a blank: what lies between the printed words, without their signs.

Parts of ink are taken whole where most of them lies between the words, for a pen reaches over the
edges of a blank; a part that belongs half to print is cut there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from extractors.handwriting.blanks import Blank
from extractors.handwriting.pen import Original, inked
from extractors.images.sheet import Gray
from extractors.ocr.engines import PixelBox

Numbers: TypeAlias = npt.NDArray[Any]

__all__ = ["Strip", "Surroundings", "capital_height", "strip_of", "surroundings_of"]


@dataclass(frozen=True, slots=True)
class InkSettings:
    """How pen and print about a blank are told apart; lengths in ems of the print, if not said.

    Attributes:
        capitals: inches between which capitals of 10 to 16 points are high.
        usual_capital: inches a capital of 13 points is high.
        capital: height of a capital, and by how much a part of ink may be off it.
        reach: above the middle of the line, and below it, that a pen reaches.
        aside: to each side of a blank that is looked at.
        band: from the middle of the line within which the middle of a digit lies.
        speck: up to which a part of ink is dirt.
        dot: up to which it is a dot: of a colon, of a dotted line.
        rule: wider, and lower, than that is a line to write on.
        colon_near: from the reckoned end of "Số:" to its colon.
        colon_apart: between which the dots of a colon are apart.
        colon_askew: by which the dots are not above each other.
        slash: between which a printed slash is high.
        slash_width: between which it is wide, of its height.
        slash_foot: by which it may be off the line that the code stands on.
        slash_lean: correlation of x and y up to which a stroke leans to the right.
        seen: about the end of a blank in which the slash is sought.
        reckoned: more of that, per em of a code whose width was reckoned from its letters.
        sliver: what is left of a part of ink that was cut is of the print, if lower.
        mostly: share of a part's ink between the words from which it is all pen.
        hardly: share up to which it is all print.
        least_stroke: pixels of a stroke whose lean can be told.
    """

    capitals: tuple[float, float] = (0.08, 0.17)
    usual_capital: float = 0.12
    capital: tuple[float, float] = (0.66, 0.1)
    reach: tuple[float, float] = (1.1, 0.75)
    aside: float = 0.9
    band: float = 0.62
    speck: float = 0.04
    dot: float = 0.16
    rule: tuple[float, float] = (3.0, 0.2)
    colon_near: float = 0.5
    colon_apart: tuple[float, float] = (0.25, 0.5)
    colon_askew: float = 0.12
    slash: tuple[float, float] = (0.58, 0.8)
    slash_width: tuple[float, float] = (0.15, 0.75)
    slash_foot: float = 0.12
    slash_lean: float = -0.9
    seen: float = 0.4
    reckoned: float = 0.1
    sliver: float = 0.5
    mostly: float = 0.75
    hardly: float = 0.2
    least_stroke: int = 6


HAND = InkSettings()


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """What a pen left in a blank.

    Attributes:
        gray: dark ink on white, all else white.
        box: the ink, in pixels of ``gray``; None where the blank is empty.
        origin: left and top of ``gray`` on the page.
    """

    gray: Gray
    box: tuple[int, int, int, int] | None
    origin: tuple[int, int]


def capital_height(part: Gray, dpi: float) -> float:
    """Return the height in pixels of the capitals in a part of a page, by the parts of its ink."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(inked(part))
    low, high = (v * dpi for v in HAND.capitals)
    heights = [h for h in stats[1:, cv2.CC_STAT_HEIGHT].tolist() if low <= h <= high]
    return float(np.median(heights)) if heights else HAND.usual_capital * dpi


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """A blank with what stands about it.

    Attributes:
        part: dark ink on white.
        around: its box on the page.
        middle: of the line of print, in rows of ``part``.
    """

    part: Gray
    around: PixelBox
    middle: float


def surroundings_of(original: Original, blank: Blank) -> Surroundings:
    """Return a blank of a page with what stands about it, cut once for all looks."""
    around, middle = _around(original, blank, _reach(blank))
    return Surroundings(original.part(around), around, middle)


def strip_of(seen: Surroundings, blank: Blank, shift: float = 0.0) -> Strip:
    """Return the ink in a blank.

    Args:
        seen: the blank, or one with edges a little off, with what stands about it.
        blank: where to look.
        shift: grey levels by which the level of ink is raised: another look at the same.
    """
    em, reach = blank.em, _reach(blank)
    part, around, middle = seen.part, seen.around, seen.middle
    count, labels, stats, centres = cv2.connectedComponentsWithStats(inked(part, shift))
    x0, x1 = blank.box.x0 - around.x0, blank.box.x1 - around.x0
    if blank.kind == "number":
        x0, x1 = _behind_colon(stats, x0, em), _before_slash(labels, stats, x1, em, reach)
    keep = np.zeros(labels.shape, bool)
    inner = np.zeros(labels.shape, bool)
    inner[:, max(0, x0) : max(0, x1)] = True
    for n in range(1, count):
        left, _, wide, high = stats[n, :4].tolist()
        near = abs(centres[n][1] - middle) < HAND.band * em and left < x1 and left + wide > x0
        is_rule = wide > HAND.rule[0] * em and high < HAND.rule[1] * em
        if not near or is_rule or max(wide, high) <= HAND.dot * em:
            continue
        mine = labels == n
        share = float((mine & inner).sum()) / float(mine.sum())
        if share >= HAND.mostly:
            keep |= mine
        elif share > HAND.hardly and _tall(mine & inner) >= HAND.sliver * em:
            keep |= mine & inner
    return _only(part, keep, (around.x0, around.y0))


def _reach(blank: Blank) -> float:
    return HAND.seen + HAND.reckoned * blank.glued


def _around(original: Original, blank: Blank, reach: float) -> tuple[PixelBox, float]:
    """Return what is looked at, and the middle of the line of print in it."""
    box, em = blank.box, blank.em
    middle = (box.y0 + box.y1) / 2
    height, width = original.prepared.gray.shape
    around = PixelBox(
        max(0, round(box.x0 - HAND.aside * em)),
        max(0, round(middle - HAND.reach[0] * em)),
        min(width, round(box.x1 + (HAND.aside + reach) * em)),
        min(height, round(middle + HAND.reach[1] * em)),
    )
    return around, middle - around.y0


def _only(part: Gray, keep: npt.NDArray[np.bool_], origin: tuple[int, int]) -> Strip:
    rows, cols = np.flatnonzero(keep.any(axis=1)), np.flatnonzero(keep.any(axis=0))
    if not rows.size:
        return Strip(np.full_like(part, 255), None, origin)
    soft = cv2.dilate(keep.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    gray = np.where(soft, part, 255).astype(np.uint8)
    box = (int(cols[0]), int(rows[0]), int(cols[-1]) + 1, int(rows[-1]) + 1)
    return Strip(gray, box, origin)


def _behind_colon(stats: Numbers, x0: int, em: float) -> int:
    """Return where "Số:" ends: behind its colon, two dots above each other, if it is seen."""
    dots = [s for s in stats[1:].tolist() if HAND.speck * em <= max(s[2], s[3]) <= HAND.dot * em]
    for upper in dots:
        for lower in dots:
            apart = lower[1] - upper[1]
            near = abs(upper[0] + upper[2] / 2 - x0) < HAND.colon_near * em
            above = HAND.colon_apart[0] * em < apart < HAND.colon_apart[1] * em
            if near and above and abs(upper[0] - lower[0]) < HAND.colon_askew * em:
                return int(max(upper[0] + upper[2], lower[0] + lower[2]))
    return x0


def _before_slash(
    labels: Numbers,
    stats: Numbers,
    x1: int,
    em: float,
    reach: float,
) -> int:
    """Return where the code begins: at its slash, a thin leaning stroke on the line of print.

    The last such stroke is taken: the leg of a "4" may look like one, a letter of the code not.
    """
    usual, off = HAND.capital
    is_capital = abs(stats[1:, cv2.CC_STAT_HEIGHT] / em - usual) < off
    capitals = stats[1:][(stats[1:, cv2.CC_STAT_LEFT] > x1) & is_capital]
    feet = capitals[:, cv2.CC_STAT_TOP] + capitals[:, cv2.CC_STAT_HEIGHT]
    foot = float(np.median(feet)) if len(feet) else None
    found = [x1]
    for n in range(1, len(stats)):
        left, top, wide, high = stats[n, :4].tolist()
        near = abs(left - x1) <= reach * em and HAND.slash[0] * em <= high <= HAND.slash[1] * em
        stands = foot is None or abs(top + high - foot) <= HAND.slash_foot * em
        thin = HAND.slash_width[0] * high < wide < HAND.slash_width[1] * high
        if near and stands and thin and _leans(labels[top : top + high, left : left + wide] == n):
            found.append(left)
    return max(found[1:]) if found[1:] else _nearest_edge(stats, x1, em, reach)


def _nearest_edge(stats: Numbers, x1: int, em: float, reach: float) -> int:
    """Return where the part of ink nearest to a reckoned end begins: a slash one with its code."""
    tall = stats[1:][stats[1:, cv2.CC_STAT_HEIGHT] >= HAND.slash[0] * em]
    lefts = [left for left in tall[:, cv2.CC_STAT_LEFT].tolist() if abs(left - x1) <= reach * em]
    return min(lefts, key=lambda left: abs(left - x1), default=x1)


def _tall(part: npt.NDArray[np.bool_]) -> int:
    """Return the rows that a part of ink takes."""
    rows = np.flatnonzero(part.any(axis=1))
    return int(rows[-1] - rows[0]) + 1 if rows.size else 0


def _leans(part: npt.NDArray[np.bool_]) -> bool:
    """Say whether a part of ink is one straight stroke from lower left to upper right."""
    ys, xs = np.nonzero(part)
    if len(xs) < HAND.least_stroke or np.ptp(xs) == 0 or np.ptp(ys) == 0:
        return False
    return float(np.corrcoef(xs, ys)[0, 1]) < HAND.slash_lean
