"""Removing what is not ink of the text: colour stamps, shading, black borders, speckle.

Every function takes and returns uint8 pictures of the same size; lengths are given in inches and
turned to pixels by the resolution, so that 150 and 400 dpi are treated alike.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.sheet import Gray, Mask, Picture, Sheet, inches, odd

_STAMP_MIN_SATURATION = 70
_STAMP_MIN_VALUE = 80
_BACKGROUND_INCHES = 0.25
_PAPER = 190
_INK = 200
_LEAST_WHITE = 195.0
_GRAIN = 3.0
"""Standard deviations of the paper's grey that are still paper."""

_BORDER_INCHES = 0.12
_BORDER_TONES = 60
_STROKES_INCHES, _STROKE_TONES = 0.1, 25
_LEAST_PRINTED = 0.01
"""Share of a dark area that is print, if it is paper."""

_FEWEST_MARKS = 1e-4
"""Share of a page's pixels below which colour is chance."""

_GLANCE = 3
"""Every third pixel of every third row tells whether a page has colour at all."""


def drop_colour(image: Picture) -> tuple[Gray, bool]:
    """Return the picture in grey without red and blue marks, and whether there were any.

    A red stamp is light in the red channel and black text under it is not, so taking the largest
    channel keeps the text; what is left of the stamp's own colour is painted white.
    """
    if image.ndim == 2:
        return image, False
    gray = _as_gray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))
    glance, _ = _colours(np.ascontiguousarray(image[::_GLANCE, ::_GLANCE]))
    if float(glance.mean()) < _FEWEST_MARKS / 2:
        return gray, False
    marks, ground = _colours(image)
    if float(marks.mean()) < _FEWEST_MARKS:
        return gray, False
    light = np.where(marks | ground, image.max(axis=2), gray)
    light[marks & (light > 110)] = 255
    return _as_gray(light), True


def _colours(image: Picture) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return where there are red and blue marks, and where any other colour.

    The latter, yellow or green cell backgrounds, stay as light as they are.
    """
    hue, saturation, value = cv2.split(cv2.cvtColor(image, cv2.COLOR_BGR2HSV))
    coloured = (saturation > _STAMP_MIN_SATURATION) & (value > _STAMP_MIN_VALUE)
    red = (hue < 12) | (hue > 165)
    blue = (hue > 95) & (hue < 140)
    return coloured & (red | blue), coloured & ~red & ~blue


def flatten_shading(sheet: Sheet) -> Gray:
    """Divide by the local paper colour: shading, fold shadows and grey copies become white.

    The paper is what a grey closing wider than any stroke leaves, computed at low resolution.
    """
    small = cv2.resize(sheet.gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = odd(inches(_BACKGROUND_INCHES, sheet.dpi / 4, 3))
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.blur(closed, (size, size))
    paper = cv2.resize(paper, sheet.gray.shape[::-1], interpolation=cv2.INTER_LINEAR)
    paper = np.maximum(paper, 40)
    flat = cv2.divide(sheet.gray, paper, scale=255)
    return _as_gray(flat)


def stretch(gray: Gray) -> Gray:
    """Pull faint ink towards black: the darkest percentile of the ink becomes near black."""
    ink = np.cumsum(cv2.calcHist([gray], [0], None, [256], [0, 256])[:_INK])
    if ink[-1] < 500:
        return gray
    dark = float(np.searchsorted(ink, 0.2 * ink[-1]))
    if dark < 70:
        return gray
    gain = 215.0 / max(30.0, 255.0 - dark)
    pulled = np.clip(255.0 - (255.0 - np.arange(256)) * gain, 0, 255).astype(np.uint8)
    return _as_gray(cv2.LUT(gray, pulled))


def whiten(gray: Gray) -> Gray:
    """Return a flattened picture with the grain of its paper made white.

    The engine reads grey levels and takes grain beside letters for marks; but a white point lower
    than the grain asks for thins the letters, and "Tổ" becomes "Tố".
    """
    middle, noise = paper_noise(gray)
    white = max(_LEAST_WHITE, middle - _GRAIN * noise)
    return _as_gray(cv2.convertScaleAbs(gray, alpha=255.0 / white)) if noise else gray


def paper_noise(gray: Gray) -> tuple[float, float]:
    """Return the grey level of the paper and its standard deviation, by median and MAD."""
    counts = np.bincount(gray[::4, ::4].ravel(), minlength=256)
    counts[: _PAPER + 1] = 0
    if not counts.any():
        return 255.0, 0.0
    middle = _median_level(counts)
    off = np.bincount(np.abs(np.arange(256) - middle), weights=counts, minlength=256)
    return float(middle), 1.48 * _median_level(off)


def _median_level(counts: npt.NDArray[Any]) -> int:
    """Return the level that half of the pixels do not exceed, of the count of each level."""
    total = np.cumsum(counts)
    return int(np.searchsorted(total, total[-1] / 2))


def binarise(gray: Gray) -> Gray:
    """Return 255 where there is ink, 0 where there is paper (Otsu, kept within sane bounds)."""
    return _as_gray(cv2.threshold(gray, _ink_level(gray), 255, cv2.THRESH_BINARY_INV)[1])


def _ink_level(gray: Gray) -> float:
    """Return the grey level up to which a pixel is ink."""
    level, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return min(max(level, 110.0), 200.0)


def borders(sheet: Sheet) -> Mask:
    """Return where a scanner left black borders: solid dark areas that touch the picture's edge.

    Paper in the shade of a thick book is not as dark as the print on it; a border is. Paper in a
    deeper shadow has print that is darker still; a border has none.
    """
    print_level = float(np.percentile(sheet.gray[::4, ::4], 1))
    level = min(_ink_level(sheet.gray), print_level + _BORDER_TONES)
    ink = _as_gray(cv2.threshold(sheet.gray, level, 255, cv2.THRESH_BINARY_INV)[1])
    size = sheet.inches(_BORDER_INCHES, 3)
    step = size // 3  # a solid square holds three times three of every step-th pixels
    if not cv2.erode(ink[::step, ::step], np.ones((3, 3), np.uint8)).any():
        return np.zeros(sheet.gray.shape, bool)
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    count, labels = cv2.connectedComponents(solid)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    touching = np.zeros(count, bool)
    touching[np.unique(edge)] = True
    touching[0] = False
    if touching.any():
        touching &= ~_printed(sheet, labels, count)
    mask = cv2.dilate(touching[labels].astype(np.uint8), np.ones((5, 5), np.uint8))
    return np.asarray(mask > 0)


def _printed(sheet: Sheet, labels: npt.NDArray[Any], count: int) -> Mask:
    """Return for each label whether its area has strokes of print darker than its ground."""
    half, part = _as_gray(sheet.gray[::2, ::2]), labels[::2, ::2]
    size = odd(inches(_STROKES_INCHES, sheet.dpi / 2, 3))
    ground = cv2.morphologyEx(half, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    strokes = cv2.subtract(ground, half) > np.maximum(_STROKE_TONES, ground / 4)
    areas = np.bincount(part.ravel(), minlength=count)
    printed = np.bincount(part[strokes], minlength=count)
    return np.asarray(printed > _LEAST_PRINTED * np.maximum(areas, 1))


def _as_gray(image: Any) -> Gray:
    return np.asarray(image, dtype=np.uint8)
