"""Bent pages made flat: a book's sagging lines, a sheet that stood askew to the lens.

A straightened page is cut in strips; by how much a strip's profile of ink must be shifted to lie on
that of the strip beside it is the slope of the lines there (Zhang & Tan 2003, "Correcting document
image warping based on regression of curved text lines", with profiles in place of traced lines). A
smooth field fitted to the slopes, and integrated, says how far each place has strayed. It is used
only where the print lies sharper on its lines with it than without.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.clean import binarise
from extractors.images.sheet import Gray

__all__ = ["BEND_DPI", "FLAT", "Bend", "bend_of"]

BEND_DPI = 100.0
"""Resolution, pixels per inch, a page is measured at."""


@dataclass(frozen=True, slots=True)
class BendSettings:
    """How the bend of a page is measured, and from when it counts.

    Lengths in inches, shares 0..1.

    Attributes:
        strips: that a page is cut in across: lines are straight within one.
        bands: that a strip is cut in from top to bottom: the bend changes down the page.
        fewest_ink: pixels of ink below which a page says nothing.
        reach: pixels that a strip is tried higher and lower than the one beside it.
        least_likeness: correlation of two strips from which their shift counts.
        fewest: shifts that a field is fitted to, at least; it has five coefficients.
        rounds: of reweighting: odd shifts lose their weight.
        outlier: times the median residual from which a shift counts less.
        straight: slope from which a residual counts as odd, at least: less is rounding.
        least_down: a line must stray from a straight one before a page counts as bent:
            resampling costs a few letters.
        least_right: the same for upright rulings, which may lean a little before they are lost.
        sharper: times as sharp as before that the print must lie on its lines.
        tone: grey levels darker than white from which a pixel counts: grain is lighter.
        upright: of an upright run of ink that is a ruling and no stroke of a letter.
        least_upright: share of the page that upright rulings have, if they are to say how it
            leans.
        grid: pixels from place to place of the field; between them it is interpolated.
    """

    strips: int = 16
    bands: int = 4
    fewest_ink: int = 500
    reach: int = 5
    least_likeness: float = 0.5
    fewest: int = 20
    rounds: int = 5
    outlier: float = 1.5
    straight: float = 1e-4
    least_down: float = 0.02
    least_right: float = 0.05
    sharper: float = 1.04
    tone: int = 60
    upright: float = 0.2
    least_upright: float = 0.002
    grid: int = 24


BENT = BendSettings()
_TINY = 1e-9
"""What counts as nothing: it keeps a division from failing."""


Floats = npt.NDArray[np.float64]
Tones = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bend:
    """How far places of a page have strayed, from what is flat to what is seen.

    Attributes:
        down: coefficients of the slope of its horizontal lines; () where they are straight.
        right: those of its vertical lines.
        size: width and height in pixels of the page.
    """

    down: tuple[float, ...] = ()
    right: tuple[float, ...] = ()
    size: tuple[int, int] = (1, 1)

    @property
    def is_flat(self) -> bool:
        """Whether nothing has strayed."""
        return not self.down and not self.right

    def seen(self, xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
        """Return where places of the flat page (pixels) stand on the bent one."""
        width, height = self.size
        u, v = 2.0 * xs / width - 1.0, 2.0 * ys / height - 1.0
        return xs + _strayed(self.right, v, u, height), ys + _strayed(self.down, u, v, width)

    def scaled(self, width: int, height: int) -> Bend:
        """Return the bend of the same page at another resolution."""
        return Bend(self.down, self.right, (width, height))

    def maps(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Return x and y on the bent page of each pixel of the flat one, height x width each."""
        width, height = self.size
        xs = np.linspace(0, width - 1, max(2, width // BENT.grid))
        ys = np.linspace(0, height - 1, max(2, height // BENT.grid))
        found = self.seen(*np.meshgrid(xs, ys))
        across, down = (_spread(part, width, height) for part in found)
        return across, down


FLAT = Bend()


def bend_of(page: Gray) -> Bend:
    """Return how a page is bent.

    Args:
        page: the straightened page at ``BEND_DPI``, height x width, uint8, dark ink on white.
    """
    height, width = page.shape
    ink = binarise(page)
    if cv2.countNonZero(ink) < BENT.fewest_ink:
        return FLAT
    tone = np.where(page < 255 - BENT.tone, 255 - page, 0).astype(np.float32)
    down = _field(tone, ink, BENT.least_down)
    upright = _upright(ink)
    right: tuple[float, ...] = ()
    if cv2.countNonZero(upright) > BENT.least_upright * upright.size:
        turned = np.asarray(upright.T, np.uint8)
        right = _field(turned.astype(np.float32), turned, BENT.least_right)
    return Bend(down, right, (width, height))


def _upright(ink: Gray) -> Gray:
    """Return the ink of vertical rulings, leaning ones too."""
    wide = cv2.dilate(ink, np.ones((1, 3), np.uint8))
    run = np.ones((round(BENT.upright * BEND_DPI), 1), np.uint8)
    return np.asarray(cv2.bitwise_and(cv2.morphologyEx(wide, cv2.MORPH_OPEN, run), ink), np.uint8)


def _field(tone: Tones, ink: Gray, least: float) -> tuple[float, ...]:
    """Return the coefficients of the slope of the lines that run along x; () if they are straight.

    ``tone`` is height x width, more where there is ink; ``least`` inches are no bend.
    """
    slopes = _slopes(tone)
    if len(slopes) < BENT.fewest:
        return ()
    fitted = _fitted(slopes)
    height, width = tone.shape
    if _sag(fitted, width) < least * BEND_DPI:
        return ()
    ys, xs = np.nonzero(ink)
    u, v = 2.0 * xs / width - 1.0, 2.0 * ys / height - 1.0
    flat = ys - _strayed(fitted, u, v, width)
    return fitted if _sharpness(flat) > BENT.sharper * _sharpness(ys.astype(np.float64)) else ()


def _slopes(tone: Tones) -> Floats:
    """Return rows of u, v (place, -1..1), slope and weight, where strips are alike."""
    height, width = tone.shape
    cuts = np.linspace(0, width, BENT.strips + 1).astype(int)
    profiles = np.add.reduceat(tone, cuts[:-1], axis=1).astype(np.float64)
    step = width / BENT.strips
    u = np.linspace(-1, 1, BENT.strips + 1)[1:-1]
    found: list[Floats] = []
    edges = np.linspace(0, height, BENT.bands + 1).astype(int)
    for band, (top, bottom) in enumerate(zip(edges, edges[1:], strict=False)):
        shift, likeness = _shifts(profiles[top:bottom])
        v = np.full(len(u), (2 * band + 1) / BENT.bands - 1)
        found.append(np.column_stack([u, v, shift / step, likeness]))
    rows = np.concatenate(found)
    return rows[rows[:, 3] >= BENT.least_likeness]


def _shifts(profiles: Floats) -> tuple[Floats, Floats]:
    """Return by how many pixels each strip lies lower than the one left of it, and how alike.

    ``profiles`` is rows x strips; likeness is the normalised correlation at the best shift.
    """
    n = len(profiles)
    left = _normed(profiles[BENT.reach : n - BENT.reach, :-1])
    tries = range(-BENT.reach, BENT.reach + 1)
    right = (_normed(profiles[BENT.reach + t : n - BENT.reach + t, 1:]) for t in tries)
    scores = np.array([(left * part).sum(axis=0) for part in right])
    best = scores[1:-1].argmax(axis=0) + 1
    at = np.arange(scores.shape[1])
    before, here, after = scores[best - 1, at], scores[best, at], scores[best + 1, at]
    curve = before - 2 * here + after
    part = np.divide(before - after, 2 * curve, out=np.zeros_like(here), where=curve < -_TINY)
    inside = (best > 1) & (best < len(scores) - 2)
    return best - BENT.reach + np.clip(part, -0.5, 0.5), np.where(inside, here, 0.0)


def _normed(profiles: Floats) -> Floats:
    centred = profiles - profiles.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    return np.asarray(centred / np.maximum(length, _TINY))


def _fitted(slopes: Floats) -> tuple[float, ...]:
    """Return the coefficients of 1, u, u2, v and uv, by reweighted least squares (Huber)."""
    u, v, slope, likeness = slopes.T
    terms = np.column_stack([np.ones_like(u), u, u**2, v, u * v])
    weights = likeness**2
    for _ in range(BENT.rounds):
        root = np.sqrt(weights)[:, None]
        found = np.linalg.lstsq(terms * root, slope * root[:, 0], rcond=None)[0]
        off = np.abs(slope - terms @ found)
        usual = max(BENT.straight, BENT.outlier * float(np.median(off)))
        weights = likeness**2 * np.minimum(1.0, usual / np.maximum(off, _TINY))
    return tuple(float(c) for c in found)


def _strayed(coefficients: tuple[float, ...], s: Floats, t: Floats, length: int) -> Floats:
    """Return the integral of the slope along ``s`` from the middle, in pixels."""
    if not coefficients:
        return np.zeros_like(s)
    a, b, c, d, e = coefficients
    return np.asarray(length / 2 * s * (a + s * b / 2 + s**2 * c / 3 + t * d + s * t * e / 2))


def _sag(coefficients: tuple[float, ...], length: int) -> float:
    """Return the largest distance of a line from a straight level one, in pixels."""
    s, t = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 5))
    strayed = _strayed(coefficients, s, t, length)
    return float(np.abs(strayed - strayed.mean(axis=1, keepdims=True)).max())


def _sharpness(places: Floats) -> float:
    """Return how sharply ink lies on lines: Postl's measure on the profile of its places."""
    profile = np.bincount((places - places.min()).astype(np.int64)).astype(np.float64)
    steps = np.diff(profile)
    return float(np.dot(steps, steps))


def _spread(values: Floats, width: int, height: int) -> npt.NDArray[np.float32]:
    """Return a smooth field at every pixel; the corners of both grids lie on each other."""
    rows, cols = values.shape
    sx, sy = (cols - 1) / max(1, width - 1), (rows - 1) / max(1, height - 1)
    matrix = np.array([[sx, 0.0, 0.0], [0.0, sy, 0.0]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    spread = cv2.warpAffine(
        values.astype(np.float32), matrix, (width, height), flags=how,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return np.asarray(spread, np.float32)
