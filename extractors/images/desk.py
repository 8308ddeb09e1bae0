"""The sheet in a photograph: what lies beyond its edges (a desk, a dark lid) is no ink.

Beyond a straight edge of the sheet everything is darker than the paper, right up to the edge of
the picture; the step is sharp, unlike shade. Print has paper beside it on the way to the edge of
the picture and is never beyond such a step.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.sheet import Gray, Mask, Sheet, inches, odd

__all__ = ["beyond_sheet"]


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """How the edge of a photographed sheet looks; lengths in inches, shares 0..1.

    Attributes:
        search_dpi: pixels per inch the edge is searched at: an edge is long, letters need not
            be seen.
        darker: greatest share of the paper's grey that what is beyond the sheet has.
        step: within which the paper's grey is reached: shade grows slowly, the edge is sharp.
        beside: of paper beside the step whose mean is the paper's grey.
        reach: share of the picture, from each of its edges, in which the sheet may end.
        text: lines of print and the space between them are closed along the edge.
        least_long: share of a side of the picture along which the sheet's edge is seen, at
            least.
        most_off: from the line through the edge that a place of it still is.
        least_off: the same in pixels of the search, at least: places are whole pixels.
        least_straight: share of the places that are on that line, at least.
        steepest: pixels aside per pixel along that the edge leans, at most.
        margin: of the sheet along its edge that are given up: the edge is blurred.
    """

    search_dpi: float = 50.0
    darker: float = 0.87
    step: float = 0.06
    beside: float = 0.06
    reach: float = 0.25
    text: float = 0.3
    least_long: float = 0.6
    most_off: float = 0.04
    least_off: float = 1.5
    least_straight: float = 0.8
    steepest: float = 0.12
    margin: float = 0.05


DESK = DeskSettings()

Floats = npt.NDArray[np.float64]


def beyond_sheet(sheet: Sheet) -> Mask:
    """Return where a picture shows what is beyond the sheet's straight edges.

    Args:
        sheet: height x width, uint8, as photographed: shading not yet divided out.
    """
    factor = min(1.0, DESK.search_dpi / sheet.dpi)
    small = cv2.resize(sheet.gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    margin = DESK.margin * sheet.dpi * factor
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
    if len(ys) < DESK.least_long * height:
        return None
    xs = places[ys].astype(np.float64)
    slope, offset = _line(ys.astype(np.float64), xs)
    near = np.abs(xs - offset - slope * ys) <= max(DESK.least_off, DESK.most_off * dpi)
    if abs(slope) > DESK.steepest or near.mean() < DESK.least_straight:
        return None
    slope, offset = np.polyfit(ys[near], xs[near], 1)
    return float(offset), float(slope)


def _steps(picture: Gray, dpi: float) -> npt.NDArray[np.int64]:
    """Return for each row how many pixels from its left end on are darker than the paper."""
    tall = odd(inches(DESK.text, dpi, 3))
    closed = cv2.morphologyEx(
        np.ascontiguousarray(picture), cv2.MORPH_CLOSE, np.ones((tall, 1), np.uint8)
    ).astype(np.float32)
    reach = max(2, round(DESK.reach * closed.shape[1]))
    step, beside = inches(DESK.step, dpi, 1), inches(DESK.beside, dpi, 2)
    lightest = np.maximum.accumulate(closed[:, :reach], axis=1)
    paper = cv2.blur(closed, (beside, 1), anchor=(0, 0), borderType=cv2.BORDER_REPLICATE)
    paper = np.roll(paper, -step - 1, axis=1)[:, :reach]
    dark = lightest <= DESK.darker * paper
    last = reach - dark[:, ::-1].argmax(axis=1)
    return np.where(dark.any(axis=1), last, 0).astype(np.int64)


def _line(ys: Floats, xs: Floats) -> tuple[float, float]:
    """Return slope and offset of a line through most places (Theil and Sen, from far pairs)."""
    half = len(ys) // 2
    slope = float(np.median((xs[half:][:half] - xs[:half]) / (ys[half:][:half] - ys[:half])))
    return slope, float(np.median(xs - slope * ys))
