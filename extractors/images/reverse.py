"""Light print on dark ground, as in the title rows of many word processors, made dark on light.

A field is an evenly dark area with straight sides that is larger than any letter and holds light
strokes. Everything after this step takes ink to be dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.sheet import Gray, Picture, inches

__all__ = ["without_reverse"]


@dataclass(frozen=True, slots=True)
class ReverseSettings:
    """What makes a dark area a field of light print.

    Lengths in inches, shares 0..1, tones 0..255.

    Attributes:
        search_dpi: pixels per inch that dark areas are searched at, at least.
        around: pixels of the page looked at around what was found in the reduced one.
        paper: percentile of the page's grey that is its paper: most of a page is.
        dark: share of the paper's grey below which ground may be dark.
        stroke: strokes up to this wide are closed.
        widest_stroke: that a stroke of print is wide, at most: a strip of paper is wider.
        most_wide: share of the light print that wider areas than a stroke are, at most.
        least_side: wider and higher than the strokes of any letter of the text.
        least_area: square inches of a field, at least.
        straight: least share of its smallest rectangle that a field fills.
        light: percentile of the tones of a field that its light print has: print is a small
            part.
        least_contrast: tones from the ground to its print, at least.
        even: tones off the ground's that still are ground.
        least_even: share of a field that is such ground; a picture is not even.
        printed: least and greatest share of a field that is light print.
        enclosed: share of that print, at least, that ground parts from where the field ends:
            between bold letters grown into each other the paper shows, open to all sides.
        lines: how much more a line darker than the ground counts: there is little room below
            it.
        edge: tone a field's rim is drawn in: its ground ended where a cell ends.
        large: share of the page from which an area may touch its edge: half a page in negative;
            the black that a copier leaves, or a desk, has no print in it.
        apart: tones off the page's own that print of it is, at least.
        least_print: share of a page in negative that its light print is, at least.
        most_other: share of that print that points darker than the ground are, at most.
        rim: pixels across: half of it around a field is its blurred rim, no ground.
    """

    search_dpi: float = 65.0
    around: int = 5
    paper: float = 80
    dark: float = 0.7
    stroke: float = 0.06
    widest_stroke: float = 0.035
    most_wide: float = 0.5
    least_side: float = 0.12
    least_area: float = 0.04
    straight: float = 0.8
    light: float = 99
    least_contrast: float = 50.0
    even: float = 22.0
    least_even: float = 0.5
    printed: tuple[float, float] = (0.01, 0.45)
    enclosed: float = 0.3
    lines: float = 2.0
    edge: int = 70
    large: float = 0.1
    apart: float = 70.0
    least_print: float = 0.004
    most_other: float = 0.25
    rim: int = 5


REVERSE = ReverseSettings()


def without_reverse(image: Picture, dpi: float) -> Picture:
    """Return the picture with its dark fields turned light; the same picture if it has none.

    Args:
        image: height x width (grey) or height x width x 3 (BGR), uint8, as scanned.
        dpi: its resolution.

    Returns:
        A picture of the same shape. A field's ground is white, its print and the lines in it are
        grey to black, its rim is drawn: the ground ended where a cell ends.
    """
    step = max(1, int(dpi / REVERSE.search_dpi))
    small = _gray(np.ascontiguousarray(image[::step, ::step]))
    if _is_negative(small, dpi / step):
        image = np.asarray(255 - image, np.uint8)
        return without_reverse(image, dpi)
    level = REVERSE.dark * float(np.percentile(small[::2, ::2], REVERSE.paper))
    out: Picture | None = None
    for x0, y0, x1, y1 in _areas(small, level, dpi / step):
        left, top = max(0, step * x0 - REVERSE.around), max(0, step * y0 - REVERSE.around)
        part = (slice(top, step * y1 + REVERSE.around), slice(left, step * x1 + REVERSE.around))
        turned = _turned(_gray(image[part]), level, dpi, REVERSE.large * small.size * step**2)
        if turned is not None:
            out = image.copy() if out is None else out
            values, inside = turned
            out[part][inside] = values[inside] if image.ndim == 2 else values[inside][:, None]
    return image if out is None else out


def _is_negative(small: Gray, dpi: float) -> bool:
    """Say whether most of the page is dark ground and what stands out from it is light strokes.

    A dark copy of a page has darker print; a sheet on a dark desk is no stroke.
    """
    ground = float(np.median(small))
    if ground >= 128:
        return False
    bright = (small > ground + REVERSE.apart).astype(np.uint8)
    printed = float(bright.mean())
    other = float((small < ground - REVERSE.even).mean())
    if printed < REVERSE.least_print or other > REVERSE.most_other * printed:
        return False
    return printed <= REVERSE.printed[1] and _is_strokes(bright, dpi)


def _gray(image: Picture) -> Gray:
    return (
        image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    )


def _areas(small: Gray, level: float, dpi: float) -> Iterator[tuple[int, int, int, int]]:
    """Yield the boxes ``(x0, y0, x1, y1)`` of dark areas; at the edge large ones only."""
    solid = _solid((small < level).astype(np.uint8), dpi)
    if not solid.any():
        return
    height, width = small.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    for x, y, w, h, area in stats[1:].tolist():
        inside = x > 0 and y > 0 and x + w < width and y + h < height
        if (
            inside or area >= REVERSE.large * width * height
        ) and area >= REVERSE.least_area * dpi**2:
            yield x, y, x + w, y + h


def _solid(dark: Gray, dpi: float) -> Gray:
    """Return the dark areas wider and higher than a stroke, light strokes in them closed."""
    stroke, side = inches(REVERSE.stroke, dpi), inches(REVERSE.least_side, dpi)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((stroke, stroke), np.uint8))
    solid = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return np.asarray(solid, np.uint8)


def _turned(
    part: Gray, level: float, dpi: float, least_bare: float
) -> tuple[Gray, npt.NDArray[np.bool_]] | None:
    """Return a part of the page turned to dark on light, and where it is a field; None if not.

    A field of ``least_bare`` points or more is no cell: no line is drawn where it ends.
    """
    field = _field(part, level, dpi)
    if field is None:
        return None
    inner = np.asarray(cv2.erode(field, np.ones((REVERSE.rim, REVERSE.rim), np.uint8)), np.uint8)
    values = part[inner > 0]
    tone, light = float(np.median(values)), float(np.percentile(values, REVERSE.light))
    even = float((np.abs(values - tone) <= REVERSE.even).mean())
    bright = ((part > (tone + light) / 2) & (inner > 0)).astype(np.uint8)
    printed = cv2.countNonZero(bright) / len(values)
    if light - tone < REVERSE.least_contrast or even < REVERSE.least_even:
        return None
    if not REVERSE.printed[0] <= printed <= REVERSE.printed[1] or not _is_strokes(bright, dpi):
        return None
    if _enclosed(bright, inner) < REVERSE.enclosed * cv2.countNonZero(bright):
        return None
    lighter = part.astype(np.float32) - tone
    off = np.maximum(
        0.0, np.where(lighter > 0, lighter, -REVERSE.lines * lighter) - REVERSE.even / 2
    )
    turned = np.clip(255.0 - off * (255.0 / (light - tone - REVERSE.even / 2)), 0, 255).astype(
        np.uint8
    )
    whole = cv2.countNonZero(field) >= least_bare
    turned[(field > 0) & (inner == 0)] = 255 if whole else REVERSE.edge
    return turned, field > 0


def _is_strokes(bright: Gray, dpi: float) -> bool:
    """Say whether what is bright is print and no strip of paper beside a shaded row."""
    wide = inches(REVERSE.widest_stroke, dpi)
    kept = cv2.morphologyEx(bright, cv2.MORPH_OPEN, np.ones((wide, wide), np.uint8))
    return cv2.countNonZero(kept) < REVERSE.most_wide * cv2.countNonZero(bright)


def _enclosed(bright: Gray, inner: Gray) -> int:
    """Return how many bright points belong to parts that do not reach where a field ends."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(bright)
    edge = (inner > 0) & (cv2.erode(inner, np.ones((3, 3), np.uint8)) == 0)
    open_ones = np.unique(labels[edge])
    return int(sum(stats[n, cv2.CC_STAT_AREA] for n in range(1, count) if n not in open_ones))


def _field(part: Gray, level: float, dpi: float) -> Gray | None:
    """Return 1 where the largest dark area is, its print included; None if it is not straight."""
    stroke = inches(REVERSE.stroke, dpi)
    dark = (part < level).astype(np.uint8)
    framed = cv2.copyMakeBorder(dark, stroke, stroke, stroke, stroke, cv2.BORDER_CONSTANT)
    solid = _solid(np.asarray(framed, np.uint8), dpi)
    outlines, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    largest = max(outlines, key=cv2.contourArea)
    (_, (wide, high), _) = cv2.minAreaRect(largest)
    if cv2.contourArea(largest) < REVERSE.straight * wide * high:
        return None
    field = np.zeros_like(solid)
    cv2.drawContours(field, [largest], -1, 1, cv2.FILLED)
    return np.asarray(field[stroke:-stroke, stroke:-stroke], np.uint8)
