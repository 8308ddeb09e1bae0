"""Skew and orientation from the picture alone.

Skew: the angle whose projection profile is sharpest (Postl 1986), searched coarse to fine on the
dark pixels of a reduced picture. Sideways pages: the direction of each letter's nearest neighbour
(docstrum, O'Gorman 1993): letters stand closer within a line than lines stand to each other.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from extractors.images.clean import binarise
from extractors.images.components import components
from extractors.images.sheet import Sheet

_MAX_DEGREES = 6.0
_MAX_POINTS = 120_000


def skew_degrees(sheet: Sheet) -> float:
    """Return the skew in degrees; positive: the lines fall to the right (clockwise). |x| <= 6."""
    factor = min(1.0, 100.0 / sheet.dpi)
    small = cv2.resize(sheet.gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = binarise(np.asarray(small, np.uint8))
    ys, xs = np.nonzero(ink)
    if len(xs) < 200:
        return 0.0
    if len(xs) > _MAX_POINTS:
        step = len(xs) // _MAX_POINTS + 1
        xs, ys = xs[::step], ys[::step]
    x, y = xs.astype(np.float32), ys.astype(np.float32)
    best = _best(x, y, np.arange(-_MAX_DEGREES, _MAX_DEGREES + 0.1, 0.5))
    best = _best(x, y, best + np.arange(-0.4, 0.41, 0.1))
    return float(_best(x, y, best + np.arange(-0.08, 0.081, 0.02)))


def _best(x: npt.NDArray[np.float32], y: npt.NDArray[np.float32], angles: object) -> float:
    candidates = np.asarray(angles, dtype=float)
    scores = [_sharpness(x, y, angle) for angle in candidates]
    top = max(scores)
    # Among equals the smallest turn wins, so that a blank page is left alone.
    equal = [a for a, s in zip(candidates, scores, strict=True) if s >= top * 0.9999]
    return float(min(equal, key=abs))


def _sharpness(x: npt.NDArray[np.float32], y: npt.NDArray[np.float32], degrees: float) -> float:
    rows = y - x * np.float32(np.tan(np.radians(degrees)))
    profile = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    steps = np.diff(profile)
    return float(np.dot(steps, steps))


def is_sideways(sheet: Sheet) -> bool:
    """Say whether the lines of text run from top to bottom (the page lies on its side)."""
    centres = _letters(sheet)
    if len(centres) < 60:
        return False
    tree = cKDTree(centres)
    _, found = tree.query(centres, k=3)
    across = down = 0
    for k in (1, 2):
        step = np.abs(centres[found[:, k]] - centres)
        across += int((step[:, 0] > 2.0 * step[:, 1]).sum())
        down += int((step[:, 1] > 2.0 * step[:, 0]).sum())
    return down > 1.5 * across


def _letters(sheet: Sheet) -> npt.NDArray[np.float64]:
    """Return the centres of the letter bodies, tone marks and rulings left out."""
    factor = min(1.0, 150.0 / sheet.dpi)
    small = cv2.resize(sheet.gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = binarise(np.asarray(small, np.uint8))
    _, stats, centroids = components(ink)
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    body = (size >= 6) & (size <= 45)
    body[0] = False
    if not body.any():
        return np.empty((0, 2))
    middle = float(np.median(size[body]))
    body &= (size > 0.6 * middle) & (size < 2.0 * middle)
    return np.asarray(centroids[body], dtype=np.float64)
