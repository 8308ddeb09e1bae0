"""Removing what is not ink of the text: colour stamps, shading, black borders, speckle.

Every function takes and returns uint8 pictures of the same size; lengths are given in inches and
turned to pixels by the resolution, so that 150 and 400 dpi are treated alike.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]
Picture = npt.NDArray[np.uint8]

_STAMP_MIN_SATURATION = 70
_STAMP_MIN_VALUE = 80
_BACKGROUND_INCHES = 0.25
_BORDER_INCHES = 0.12
_SPECKLE_INCHES = 0.035
_SPECKLE_GAP_INCHES = 0.12


def inches(length: float, dpi: float, minimum: int = 1) -> int:
    """Return a length in whole pixels, at least ``minimum``."""
    return max(minimum, round(length * dpi))


def odd(length: int) -> int:
    """Return the next odd number: kernels need a centre."""
    return length | 1


def drop_colour(image: Picture) -> tuple[Gray, bool]:
    """Return the picture in grey without red and blue marks, and whether there were any.

    A red stamp is light in the red channel and black text under it is not, so taking the largest
    channel keeps the text; what is left of the stamp's own colour is painted white.
    """
    if image.ndim == 2:
        return image, False
    hsv = cv2.cvtColor(image, cv2.COLOR_BGR2HSV)
    hue, saturation, value = cv2.split(hsv)
    coloured = (saturation > _STAMP_MIN_SATURATION) & (value > _STAMP_MIN_VALUE)
    red = (hue < 12) | (hue > 165)
    blue = (hue > 95) & (hue < 140)
    marks = coloured & (red | blue)
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    if float(marks.mean()) < 1e-4:
        return _as_gray(gray), False
    ground = coloured & ~red & ~blue  # yellow or green cell backgrounds stay as light as they are
    light = np.where(marks | ground, image.max(axis=2), gray)
    light[marks & (light > 110)] = 255
    return _as_gray(light), True


def flatten_shading(gray: Gray, dpi: float) -> Gray:
    """Divide by the local paper colour: shading, fold shadows and grey copies become white.

    The paper is what a grey closing wider than any stroke leaves, computed at low resolution.
    """
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = odd(inches(_BACKGROUND_INCHES, dpi / 4, 3))
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.blur(closed, (size, size))
    paper = cv2.resize(paper, gray.shape[::-1], interpolation=cv2.INTER_LINEAR)
    paper = np.maximum(paper, 40)
    flat = cv2.divide(gray, paper, scale=255)
    return _as_gray(flat)


def stretch(gray: Gray) -> Gray:
    """Pull faint ink towards black: the darkest percentile of the ink becomes near black."""
    ink = gray[gray < 200]
    if ink.size < 500:
        return gray
    dark = float(np.percentile(ink, 20))
    if dark < 70:
        return gray
    gain = 215.0 / max(30.0, 255.0 - dark)
    return _as_gray(np.clip(255.0 - (255.0 - gray.astype(np.float32)) * gain, 0, 255))


def binarise(gray: Gray) -> Gray:
    """Return 255 where there is ink, 0 where there is paper (Otsu, kept within sane bounds)."""
    level, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    level = min(max(level, 110.0), 200.0)
    _, ink = cv2.threshold(gray, level, 255, cv2.THRESH_BINARY_INV)
    return _as_gray(ink)


def drop_borders(gray: Gray, dpi: float) -> Gray:
    """Paint black scanner borders white: solid dark areas that touch the edge of the picture."""
    ink = binarise(gray)
    size = inches(_BORDER_INCHES, dpi, 3)
    kernel = np.ones((size, size), np.uint8)
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
    if not solid.any():
        return gray
    count, labels = cv2.connectedComponents(solid)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    touching = np.zeros(count, bool)
    touching[np.unique(edge)] = True
    touching[0] = False
    mask = touching[labels].astype(np.uint8)
    if not mask.any():
        return gray
    mask = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    out = gray.copy()
    out[mask > 0] = 255
    return out


def drop_speckle(gray: Gray, dpi: float) -> Gray:
    """Paint lonely dots white; a dot near other ink (a tone mark, a full stop) stays.

    A dot is smaller than about a millimetre each way and has nothing but dots around it. The reach
    is that of a tone mark over a circumflex over a letter: with less, "tổng" was read as "tông".
    """
    ink = binarise(gray)
    limit = inches(_SPECKLE_INCHES, dpi, 2)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    small = (stats[:, cv2.CC_STAT_WIDTH] <= limit) & (stats[:, cv2.CC_STAT_HEIGHT] <= limit)
    small[0] = False
    if not small.any():
        return gray
    dots = small[labels]
    text = ((ink > 0) & ~dots).astype(np.uint8)
    gap = odd(2 * inches(_SPECKLE_GAP_INCHES, dpi, 2) + 1)
    near = cv2.dilate(text, np.ones((gap, gap), np.uint8)) > 0
    kept = np.zeros(len(stats), bool)
    kept[np.unique(labels[dots & near])] = True
    out = gray.copy()
    out[dots & ~kept[labels]] = 255
    return out


def _as_gray(image: Any) -> Gray:
    return np.asarray(image, dtype=np.uint8)
