"""Bars through words: what a pen or a word processor struck out, in a picture.

A ruling has print on one side of it at most, close by: an underline above, a table's line none. A
bar that strikes words out has pieces of the same letters close above and close below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.components import part_boxes
from extractors.images.sheet import Mask, inches

__all__ = ["Bar", "bars_in", "goes_through", "struck_box"]


@dataclass(frozen=True, slots=True)
class BarSettings:
    """What makes a line a bar through words; lengths in inches, shares 0..1.

    Attributes:
        longest: of a bar; longer ones are lines of a page.
        least: length of a coloured bar.
        thickest: of a coloured bar.
        beside: height of the strips above and below in which letters must show.
        rim: between the line and these strips: its blurred edge.
        printed: least and greatest share of the columns of each strip that hold ink: letters have
            gaps, a second line has none.
        runs: of inked columns in each strip, at least: a slanted stroke of a pen makes one.
        above: that a struck word reaches above its bar, at most.
        below: that it reaches below, at most.
        gap: without ink between a letter and its mark.
        blank: share of the columns up to which a row of points is such a gap.
    """

    longest: float = 4.0
    least: float = 0.2
    thickest: float = 0.04
    beside: float = 0.03
    rim: float = 0.01
    printed: tuple[float, float] = (0.2, 0.92)
    runs: int = 3
    above: float = 0.14
    below: float = 0.1
    gap: float = 0.01
    blank: float = 0.02


BARS = BarSettings()


class Bar(NamedTuple):
    """A level line in pixels, ends not included."""

    x0: int
    y0: int
    x1: int
    y1: int


def bars_in(mask: Mask, dpi: float) -> Iterator[Bar]:
    """Yield the long, thin, level runs of a mask."""
    length = inches(BARS.least, dpi)
    runs = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    for x, y, width, height in part_boxes(np.asarray(runs, np.uint8)):
        if height <= inches(BARS.thickest, dpi, 2):
            yield Bar(int(x), int(y), int(x + width), int(y + height))


def goes_through(ink: Mask, bar: Bar, dpi: float) -> bool:
    """Say whether letters show close above and close below a bar.

    Args:
        ink: height x width, true where there is print.
        bar: the line.
        dpi: resolution of the picture.
    """
    if bar.x1 - bar.x0 > inches(BARS.longest, dpi):
        return False
    rim, strip = inches(BARS.rim, dpi, 1), inches(BARS.beside, dpi, 2)
    above = ink[max(0, bar.y0 - rim - strip) : max(0, bar.y0 - rim), bar.x0 : bar.x1]
    below = ink[bar.y1 + rim : bar.y1 + rim + strip, bar.x0 : bar.x1]
    low, high = BARS.printed
    for part in (above, below):
        columns = np.asarray(part.any(axis=0), np.bool_)
        if not part.size or not low <= columns.mean() <= high or _runs(columns) < BARS.runs:
            return False
    return True


def _runs(columns: npt.NDArray[np.bool_]) -> int:
    """Return how many runs of inked columns there are."""
    return int(np.count_nonzero(columns[1:] & ~columns[:-1])) + int(columns[0])


def struck_box(ink: Mask, bar: Bar, dpi: float) -> tuple[int, int, int, int]:
    """Return the box ``(x0, y0, x1, y1)`` of the words under a bar, in pixels."""
    up = _reach(ink[max(0, bar.y0 - inches(BARS.above, dpi)) : bar.y0, bar.x0 : bar.x1][::-1], dpi)
    down = _reach(ink[bar.y1 : bar.y1 + inches(BARS.below, dpi), bar.x0 : bar.x1], dpi)
    return bar.x0, bar.y0 - up, bar.x1, bar.y1 + down


def _reach(rows: npt.NDArray[np.bool_], dpi: float) -> int:
    """Return how many rows from a bar on its words take, up to a gap wider than under a mark."""
    gap = inches(BARS.gap, dpi, 2)
    last = 0
    for at, row in enumerate(rows):
        if row.mean() > BARS.blank:
            last = at + 1
        elif at - last >= gap + inches(BARS.rim, dpi):
            break
    return last
