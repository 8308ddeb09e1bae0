"""Skew and orientation from the picture alone.

Skew: the angle whose projection profile is sharpest (Postl 1986), searched coarse to fine on the
dark pixels of a reduced picture. Sideways pages: the direction of each letter's nearest neighbour
(docstrum, O'Gorman 1993): letters stand closer within a line than lines stand to each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.clean import binarise
from extractors.images.components import components
from extractors.images.reduced import reduced
from extractors.images.sheet import Sheet


@dataclass(frozen=True, slots=True)
class SidewaysSettings:
    """What tells a page that lies on its side by the nearest neighbours of its letters.

    Attributes:
        dpi: pixels per inch the letters are looked at with.
        fewest: letters, at least: fewer are no text to tell it by.
        steeper: times as far one way as the other that a neighbour stands, if it is to count.
        most: times as many neighbours below as beside from which the page lies on its side.
        body: pixels, least and greatest, that a letter's body measures; marks are smaller,
            rulings larger.
        usual: times the median body that a letter's measures lie between.
    """

    dpi: float = 150.0
    fewest: int = 60
    steeper: float = 2.0
    most: float = 1.5
    body: tuple[int, int] = (6, 45)
    usual: tuple[float, float] = (0.6, 2.0)


SIDEWAYS = SidewaysSettings()


@dataclass(frozen=True, slots=True)
class SkewSettings:
    """How the angle of the lines is searched; angles in degrees.

    Attributes:
        most_degrees: that a page is taken to be skewed by.
        coarse: step of the first search, over all angles,
        finer: reach and step of those that follow around the best one so far.
        dpi: pixels per inch the skew is measured at.
        fewest_ink: pixels of ink below which a page says nothing.
        most_points: pixels of ink that are counted: more take time and say no more.
        equal: of the best sharpness from which an angle is as good.
    """

    most_degrees: float = 6.0
    coarse: float = 0.5
    finer: tuple[tuple[float, float], ...] = ((0.4, 0.1), (0.08, 0.02))
    dpi: float = 100.0
    fewest_ink: int = 200
    most_points: int = 120_000
    equal: float = 0.9999


SKEW = SkewSettings()


def skew_degrees(sheet: Sheet) -> float:
    """Return the skew in degrees; positive: the lines fall to the right (clockwise). |x| <= 6."""
    factor = min(1.0, SKEW.dpi / sheet.dpi)
    small = cv2.resize(sheet.gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = binarise(np.asarray(small, np.uint8))
    ys, xs = np.nonzero(ink)
    if len(xs) < SKEW.fewest_ink:
        return 0.0
    if len(xs) > SKEW.most_points:
        step = len(xs) // SKEW.most_points + 1
        xs, ys = xs[::step], ys[::step]
    x, y = xs.astype(np.float32), ys.astype(np.float32)
    best = _best(x, y, _angles(SKEW.most_degrees, SKEW.coarse))
    for reach, finer in SKEW.finer:
        best = _best(x, y, best + _angles(reach, finer))
    return float(best)


def _angles(reach: float, step: float) -> npt.NDArray[np.float64]:
    """Return the angles from ``-reach`` to ``reach``, both included."""
    return np.arange(-reach, reach + step / 2, step)


def _best(x: npt.NDArray[np.float32], y: npt.NDArray[np.float32], angles: object) -> float:
    candidates = np.asarray(angles, dtype=float)
    scores = [_sharpness(x, y, angle) for angle in candidates]
    top = max(scores)
    # Among equals the smallest turn wins, so that a blank page is left alone.
    equal = [a for a, s in zip(candidates, scores, strict=True) if s >= top * SKEW.equal]
    return float(min(equal, key=abs))


def _sharpness(x: npt.NDArray[np.float32], y: npt.NDArray[np.float32], degrees: float) -> float:
    rows = y - x * np.float32(np.tan(np.radians(degrees)))
    profile = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    steps = np.diff(profile)
    return float(np.dot(steps, steps))


def is_sideways(sheet: Sheet) -> bool:
    """Say whether the lines of text run from top to bottom (the page lies on its side)."""
    centres = _letters(sheet)
    if len(centres) < SIDEWAYS.fewest:
        return False
    from scipy.spatial import cKDTree  # a second to load, and a run that reads no scan needs none

    tree = cKDTree(centres)
    _, found = tree.query(centres, k=3)
    across = down = 0
    for k in (1, 2):
        step = np.abs(centres[found[:, k]] - centres)
        across += int((step[:, 0] > SIDEWAYS.steeper * step[:, 1]).sum())
        down += int((step[:, 1] > SIDEWAYS.steeper * step[:, 0]).sum())
    return down > SIDEWAYS.most * across


def _letters(sheet: Sheet) -> npt.NDArray[np.float64]:
    """Return the centres of the letter bodies, tone marks and rulings left out."""
    ink = binarise(reduced(sheet.gray, min(1.0, SIDEWAYS.dpi / sheet.dpi)))
    _, stats, centroids = components(ink)
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    body = (size >= SIDEWAYS.body[0]) & (size <= SIDEWAYS.body[1])
    body[0] = False
    if not body.any():
        return np.empty((0, 2))
    middle = float(np.median(size[body]))
    body &= (size > SIDEWAYS.usual[0] * middle) & (size < SIDEWAYS.usual[1] * middle)
    return np.asarray(centroids[body], dtype=np.float64)
