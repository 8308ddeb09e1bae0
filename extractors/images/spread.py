"""Sheets with two pages side by side: where the gutter between them runs.

A gutter is a white corridor, or the shadow of a fold, near the middle of a landscape sheet, with
something that looks like a page on either side: many lines that fill their block, or a ruled table.
A wide table on a landscape page has lines or text across the middle; an unruled one has blanks in
its lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.clean import flatten_shading
from extractors.images.sheet import Gray, Picture, Sheet
from extractors.images.skew import is_sideways

__all__ = ["gutter_of"]

_DPI = 75.0
_LANDSCAPE = 1.2
_INK = 170
_REGION = (0.4, 0.6)
_CORE = (0.46, 0.54)
_LEAST_WIDTH = 0.04
_DIRT = 0.006
_FOLD = 0.3
_MARGINS = 0.065
_LEAST_LINES, _FEWEST = 8, 4
_SHARED = 0.6
_LEAST_HEIGHT = 0.35
_FILLED, _LEAST_FILLED, _LARGEST_BLANK = 0.7, 0.33, 0.12
_LEAST_RULES, _RULE = 3, 0.4
_BESIDE, _FAINT, _THROUGH = 2, 6, 0.9
"""A faint ruling: how many pixels off the paper is lighter, by what, over what share of a width."""

Ink = npt.NDArray[np.bool_]


def gutter_of(image: Picture, dpi: float) -> int | None:
    """Return the x in pixels at which a sheet is to be cut in two pages; None for one page.

    Args:
        image: height x width (grey) or height x width x 3 (BGR), uint8, as displayed.
        dpi: its resolution.
    """
    height, width = image.shape[:2]
    if width < _LANDSCAPE * height:
        return None
    gray = image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
    factor = min(1.0, _DPI / dpi)
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = _ink(np.asarray(small, np.uint8), dpi * factor)
    corridor = _corridor(ink)
    if corridor is None or _is_crossed(np.asarray(small, np.uint8), corridor):
        return None
    halves = (ink[:, : corridor[0]], ink[:, corridor[1] :])
    wide = corridor[1] - corridor[0] >= _MARGINS * ink.shape[1]
    if not _are_pages(*(_block(half) for half in halves), wide=wide):
        return None
    if is_sideways(Sheet(np.asarray(gray, np.uint8), dpi)):
        return None
    return round((corridor[0] + corridor[1]) / 2 / factor)


def _ink(small: Gray, dpi: float) -> Ink:
    """Return the ink without the line or shadow of a fold in the middle of the sheet."""
    ink = np.asarray(flatten_shading(Sheet(small, dpi)) < _INK, np.uint8)
    height, width = ink.shape
    first, last = (round(share * width) for share in _REGION)
    middle = ink[:, first:last]
    wide = cv2.dilate(middle, np.ones((1, 5), np.uint8))
    folds = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((round(_FOLD * height), 1), np.uint8))
    middle[cv2.dilate(folds, np.ones((1, 9), np.uint8)) > 0] = 0
    return ink > 0


def _corridor(ink: Ink) -> tuple[int, int] | None:
    """Return the widest white corridor over the middle of the sheet, ``(x0, x1)``."""
    height, width = ink.shape
    first, last = (round(share * width) for share in _REGION)
    free = ink[:, first:last].sum(axis=0) <= _DIRT * height
    edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
    runs = [(first + int(a), first + int(b)) for a, b in edges.reshape(-1, 2)]
    low, high = (share * width for share in _CORE)
    wide = [
        run
        for run in runs
        if run[1] - run[0] >= _LEAST_WIDTH * width and run[0] < high and run[1] > low
    ]
    return max(wide, key=lambda run: run[1] - run[0], default=None)


def _is_crossed(small: Gray, corridor: tuple[int, int]) -> bool:
    """Say whether rulings of one table go through a corridor, too faint to be ink."""
    band = small[:, corridor[0] : corridor[1]].astype(np.int16)
    dark = np.zeros(band.shape, np.uint8)
    inner = band[_BESIDE:-_BESIDE]
    around = np.minimum(band[: -2 * _BESIDE], band[2 * _BESIDE :])
    dark[_BESIDE:-_BESIDE] = around - inner >= _FAINT
    crossed = cv2.dilate(dark, np.ones((3, 1), np.uint8)).mean(axis=1) >= _THROUGH
    return int((np.diff(crossed.astype(np.int8)) > 0).sum()) >= _LEAST_RULES


def _block(half: Ink) -> Ink:
    """Return half a sheet without the margins beside its print."""
    cols = np.flatnonzero(half.sum(axis=0) > _DIRT * half.shape[0])
    return half[:, cols[0] : cols[-1] + 1] if cols.size else half[:, :0]


def _are_pages(left: Ink, right: Ink, *, wide: bool) -> bool:
    """Say whether two blocks of print are pages; ``wide``: they stand two margins apart.

    Lines of a table stand at one height on either side of the middle, those of two pages do not.
    """
    lines = _lines(left), _lines(right)
    printed = [_is_printed(found, left.shape[0]) for found in lines]
    full = [_is_full(left, lines[0]), _is_full(right, lines[1])]
    if all(printed):
        return any(full) or (wide and _shared(*lines) < _SHARED)
    few = min(len(found) for found in lines)
    return wide and few >= _FEWEST and any(p and f for p, f in zip(printed, full, strict=True))


def _is_printed(lines: Sequence[tuple[int, int]], height: int) -> bool:
    """Say whether there are as many lines as a page has."""
    return len(lines) >= _LEAST_LINES and lines[-1][1] - lines[0][0] >= _LEAST_HEIGHT * height


def _is_full(block: Ink, lines: Sequence[tuple[int, int]]) -> bool:
    """Say whether print fills the lines of its block, or a table is ruled from side to side."""
    full = sum(_fills(np.asarray(block[a:b].any(axis=0)), block.shape[1]) for a, b in lines)
    return full >= max(1.0, _LEAST_FILLED * len(lines)) or _rules(block) >= _LEAST_RULES


def _shared(left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]]) -> float:
    """Return the share of lines that have one at their height on the other side."""
    fewer, more = sorted((left, right), key=len)
    tops = np.array([top for top, _ in more])
    return sum(bool((np.abs(tops - top) <= 1).any()) for top, _ in fewer) / max(1, len(fewer))


def _rules(block: Ink) -> int:
    """Return how many horizontal lines go through most of a block."""
    thick = cv2.dilate(block.astype(np.uint8), np.ones((3, 1), np.uint8))
    long = np.ones((1, max(1, round(_RULE * block.shape[1]))), np.uint8)
    rules = cv2.morphologyEx(thick, cv2.MORPH_OPEN, long).any(axis=1)
    return int((np.diff(rules.astype(np.int8)) > 0).sum())


def _lines(block: Ink) -> list[tuple[int, int]]:
    """Return ``(top, bottom)`` of the printed lines."""
    inked = block.sum(axis=1) > 1
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inked, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= 3]


def _fills(line: npt.NDArray[np.bool_], width: int) -> bool:
    places = np.flatnonzero(line)
    if places[-1] - places[0] < _FILLED * width:
        return False
    return bool(np.diff(places).max(initial=0) < _LARGEST_BLANK * width)
