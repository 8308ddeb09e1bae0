"""Sheets with two pages side by side: where the gutter between them runs.

A gutter is a white corridor, or the shadow of a fold, near the middle of a landscape sheet, with
something that looks like a page on either side: many lines that fill their block, or a ruled table.
A wide table on a landscape page has lines or text across the middle; an unruled one has blanks in
its lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.clean import flatten_shading
from extractors.images.sheet import Gray, Picture, Sheet
from extractors.images.skew import is_sideways

__all__ = ["gutter_of"]


@dataclass(frozen=True, slots=True)
class SpreadSettings:
    """What makes a sheet two pages; shares 0..1 of the sheet's width unless said.

    Attributes:
        dpi: pixels per inch the sheet is looked at with: lines and blanks are seen, not
            letters.
        landscape: times its height that a sheet of two pages is wide, at least.
        ink: grey level, 0..255 of flattened paper, below which a pixel is ink.
        region: from and to where the corridor and the fold are looked for.
        core: from and to what the corridor must reach into: the gutter is near the middle.
        least_width: of the corridor: blanks between words and columns are narrower.
        dirt: of the height that a column of pixels has ink and is still free of print.
        fold: of the height from which an upright line in the middle is a fold: letters are
            shorter.
        fold_wander: pixels across in which a fold may wander and is still one line.
        fold_rim: pixels across a fold that go with it: its shadow is soft.
        margins: of the corridor from which it is two margins side by side.
        least_lines: lines of print of a page that stands for itself.
        fewest: lines of a page beside a full one, at least: a last page is short.
        shared: of the lines below which those at one height on both sides are no rows of a
            table.
        least_height: of the sheet's height over which the lines of a page are spread.
        filled: of its block that a full line spans, at least.
        least_filled: of the lines of a block that are full, if it is running text.
        largest_blank: of the block below which blanks in a full line are: an unruled table has
            wider ones.
        least_rules: rulings of a table, at least: two are a frame of one line or underline
            something.
        rule: of its block that a ruling goes through, at least.
        beside: pixels off a faint ruling at which the paper is lighter.
        faint: grey levels by which the paper is lighter than a faint ruling.
        through: of the corridor's width that a faint ruling crosses.
        least_line: pixels that a line of print is high, at least: less is a ruling or dirt.
    """

    dpi: float = 75.0
    landscape: float = 1.2
    ink: int = 170
    region: tuple[float, float] = (0.4, 0.6)
    core: tuple[float, float] = (0.46, 0.54)
    least_width: float = 0.04
    dirt: float = 0.006
    fold: float = 0.3
    fold_wander: int = 5
    fold_rim: int = 9
    margins: float = 0.065
    least_lines: int = 8
    fewest: int = 4
    shared: float = 0.6
    least_height: float = 0.35
    filled: float = 0.7
    least_filled: float = 0.33
    largest_blank: float = 0.12
    least_rules: int = 3
    rule: float = 0.4
    beside: int = 2
    faint: int = 6
    through: float = 0.9
    least_line: int = 3


SPREAD = SpreadSettings()

Ink = npt.NDArray[np.bool_]


def gutter_of(image: Picture, dpi: float) -> int | None:
    """Return the x in pixels at which a sheet is to be cut in two pages; None for one page.

    Args:
        image: height x width (grey) or height x width x 3 (BGR), uint8, as displayed.
        dpi: its resolution.
    """
    height, width = image.shape[:2]
    if width < SPREAD.landscape * height:
        return None
    gray = image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
    factor = min(1.0, SPREAD.dpi / dpi)
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = _ink(np.asarray(small, np.uint8), dpi * factor)
    corridor = _corridor(ink)
    if corridor is None or _is_crossed(np.asarray(small, np.uint8), corridor):
        return None
    halves = (ink[:, : corridor[0]], ink[:, corridor[1] :])
    wide = corridor[1] - corridor[0] >= SPREAD.margins * ink.shape[1]
    if not _are_pages(*(_block(half) for half in halves), wide=wide):
        return None
    if is_sideways(Sheet(np.asarray(gray, np.uint8), dpi)):
        return None
    return round((corridor[0] + corridor[1]) / 2 / factor)


def _ink(small: Gray, dpi: float) -> Ink:
    """Return the ink without the line or shadow of a fold in the middle of the sheet."""
    ink = np.asarray(flatten_shading(Sheet(small, dpi)) < SPREAD.ink, np.uint8)
    height, width = ink.shape
    first, last = (round(share * width) for share in SPREAD.region)
    middle = ink[:, first:last]
    wide = cv2.dilate(middle, np.ones((1, SPREAD.fold_wander), np.uint8))
    folds = cv2.morphologyEx(
        wide, cv2.MORPH_OPEN, np.ones((round(SPREAD.fold * height), 1), np.uint8)
    )
    middle[cv2.dilate(folds, np.ones((1, SPREAD.fold_rim), np.uint8)) > 0] = 0
    return ink > 0


def _corridor(ink: Ink) -> tuple[int, int] | None:
    """Return the widest white corridor over the middle of the sheet, ``(x0, x1)``."""
    height, width = ink.shape
    first, last = (round(share * width) for share in SPREAD.region)
    free = ink[:, first:last].sum(axis=0) <= SPREAD.dirt * height
    edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
    runs = [(first + int(a), first + int(b)) for a, b in edges.reshape(-1, 2)]
    low, high = (share * width for share in SPREAD.core)
    wide = [
        run
        for run in runs
        if run[1] - run[0] >= SPREAD.least_width * width and run[0] < high and run[1] > low
    ]
    return max(wide, key=lambda run: run[1] - run[0], default=None)


def _is_crossed(small: Gray, corridor: tuple[int, int]) -> bool:
    """Say whether rulings of one table go through a corridor, too faint to be ink."""
    band = small[:, corridor[0] : corridor[1]].astype(np.int16)
    dark = np.zeros(band.shape, np.uint8)
    inner = band[SPREAD.beside : -SPREAD.beside]
    around = np.minimum(band[: -2 * SPREAD.beside], band[2 * SPREAD.beside :])
    dark[SPREAD.beside : -SPREAD.beside] = around - inner >= SPREAD.faint
    crossed = cv2.dilate(dark, np.ones((3, 1), np.uint8)).mean(axis=1) >= SPREAD.through
    return int((np.diff(crossed.astype(np.int8)) > 0).sum()) >= SPREAD.least_rules


def _block(half: Ink) -> Ink:
    """Return half a sheet without the margins beside its print."""
    cols = np.flatnonzero(half.sum(axis=0) > SPREAD.dirt * half.shape[0])
    return half[:, cols[0] : cols[-1] + 1] if cols.size else half[:, :0]


def _are_pages(left: Ink, right: Ink, *, wide: bool) -> bool:
    """Say whether two blocks of print are pages; ``wide``: they stand two margins apart.

    Lines of a table stand at one height on either side of the middle, those of two pages do not.
    """
    lines = _lines(left), _lines(right)
    printed = [_is_printed(found, left.shape[0]) for found in lines]
    full = [_is_full(left, lines[0]), _is_full(right, lines[1])]
    if all(printed):
        return any(full) or (wide and _shared(*lines) < SPREAD.shared)
    few = min(len(found) for found in lines)
    return (
        wide and few >= SPREAD.fewest and any(p and f for p, f in zip(printed, full, strict=True))
    )


def _is_printed(lines: Sequence[tuple[int, int]], height: int) -> bool:
    """Say whether there are as many lines as a page has."""
    return (
        len(lines) >= SPREAD.least_lines
        and lines[-1][1] - lines[0][0] >= SPREAD.least_height * height
    )


def _is_full(block: Ink, lines: Sequence[tuple[int, int]]) -> bool:
    """Say whether print fills the lines of its block, or a table is ruled from side to side."""
    full = sum(_fills(np.asarray(block[a:b].any(axis=0)), block.shape[1]) for a, b in lines)
    return full >= max(1.0, SPREAD.least_filled * len(lines)) or _rules(block) >= SPREAD.least_rules


def _shared(left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]]) -> float:
    """Return the share of lines that have one at their height on the other side."""
    fewer, more = sorted((left, right), key=len)
    tops = np.array([top for top, _ in more])
    return sum(bool((np.abs(tops - top) <= 1).any()) for top, _ in fewer) / max(1, len(fewer))


def _rules(block: Ink) -> int:
    """Return how many horizontal lines go through most of a block; 0 of one without print."""
    if not block.size:
        return 0
    thick = cv2.dilate(block.astype(np.uint8), np.ones((3, 1), np.uint8))
    long = np.ones((1, max(1, round(SPREAD.rule * block.shape[1]))), np.uint8)
    rules = cv2.morphologyEx(thick, cv2.MORPH_OPEN, long).any(axis=1)
    return int((np.diff(rules.astype(np.int8)) > 0).sum())


def _lines(block: Ink) -> list[tuple[int, int]]:
    """Return ``(top, bottom)`` of the printed lines."""
    inked = block.sum(axis=1) > 1
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inked, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= SPREAD.least_line]


def _fills(line: npt.NDArray[np.bool_], width: int) -> bool:
    places = np.flatnonzero(line)
    if places[-1] - places[0] < SPREAD.filled * width:
        return False
    return bool(np.diff(places).max(initial=0) < SPREAD.largest_blank * width)
