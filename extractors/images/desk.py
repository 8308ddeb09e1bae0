"""The sheet in a photograph: what lies beyond its edges (a desk, a dark lid) is no ink.

Beyond a straight edge of the sheet everything is darker than the paper, right up to the edge of
the picture; the step is sharp, unlike shade. Print has paper beside it on the way to the edge of
the picture and is never beyond such a step.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.sheet import Gray, Mask, Sheet, inches, odd

__all__ = ["beyond_sheet"]

_SEARCH_DPI = 50.0
_DARKER = 0.87
"""Greatest share of the paper's grey that what is beyond the sheet has."""

_STEP = 0.06
"""Inches within which the paper's grey is reached."""

_BESIDE = 0.06
_REACH = 0.25
"""Share of the picture, from each of its edges, in which the sheet may end."""

_TEXT = 0.3
"""Inches: lines of print and the space between them are closed along the edge."""

_LEAST_LONG = 0.6
"""Least share of a side of the picture along which the sheet's edge is seen."""

_MOST_OFF = 0.04
_LEAST_STRAIGHT = 0.8
_STEEPEST = 0.12
_MARGIN = 0.05
"""Inches of the sheet along its edge that are given up: the edge is blurred."""

Floats = npt.NDArray[np.float64]


def beyond_sheet(sheet: Sheet) -> Mask:
    """Return where a picture shows what is beyond the sheet's straight edges.

    Args:
        sheet: height x width, uint8, as photographed: shading not yet divided out.
    """
    factor = min(1.0, _SEARCH_DPI / sheet.dpi)
    small = cv2.resize(sheet.gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    margin = _MARGIN * sheet.dpi * factor
    mask = np.zeros(sheet.gray.shape, bool)
    for turn in range(4):  # each side in turn is the left one of the turned picture
        edge = _left_edge(np.rot90(small, turn), sheet.dpi * factor)
        if edge is None:
            continue
        height, width = sheet.gray.shape if turn % 2 == 0 else sheet.gray.shape[::-1]
        ends = (edge[0] + margin) / factor + edge[1] * np.arange(height)
        mask |= np.rot90(np.arange(width)[None, :] < ends[:, None], -turn)
    return mask


def _left_edge(picture: Gray, dpi: float) -> tuple[float, float] | None:
    """Return ``a, b`` of the line x = a + b y where the sheet begins at the left, in pixels."""
    height = picture.shape[0]
    places = _steps(picture, dpi)
    ys = np.flatnonzero(places > 0)
    if len(ys) < _LEAST_LONG * height:
        return None
    xs = places[ys].astype(np.float64)
    slope, offset = _line(ys.astype(np.float64), xs)
    near = np.abs(xs - offset - slope * ys) <= max(1.5, _MOST_OFF * dpi)
    if abs(slope) > _STEEPEST or near.mean() < _LEAST_STRAIGHT:
        return None
    slope, offset = np.polyfit(ys[near], xs[near], 1)
    return float(offset), float(slope)


def _steps(picture: Gray, dpi: float) -> npt.NDArray[np.int64]:
    """Return for each row how many pixels from its left end on are darker than the paper."""
    tall = odd(inches(_TEXT, dpi, 3))
    closed = cv2.morphologyEx(
        np.ascontiguousarray(picture), cv2.MORPH_CLOSE, np.ones((tall, 1), np.uint8)
    ).astype(np.float32)
    reach = max(2, round(_REACH * closed.shape[1]))
    step, beside = inches(_STEP, dpi, 1), inches(_BESIDE, dpi, 2)
    lightest = np.maximum.accumulate(closed[:, :reach], axis=1)
    paper = cv2.blur(closed, (beside, 1), anchor=(0, 0), borderType=cv2.BORDER_REPLICATE)
    paper = np.roll(paper, -step - 1, axis=1)[:, :reach]
    dark = lightest <= _DARKER * paper
    last = reach - dark[:, ::-1].argmax(axis=1)
    return np.where(dark.any(axis=1), last, 0).astype(np.int64)


def _line(ys: Floats, xs: Floats) -> tuple[float, float]:
    """Return slope and offset of a line through most places (Theil and Sen, from far pairs)."""
    half = len(ys) // 2
    slope = float(np.median((xs[half:][:half] - xs[:half]) / (ys[half:][:half] - ys[:half])))
    return slope, float(np.median(xs - slope * ys))
