"""A printed line cut from a page and brought to the height the recogniser was taught at."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractors.images.sheet import Gray, Sheet

HEIGHT = 32
"""Pixels; the ink of the line takes ``INK`` of them, the rest is what stands around it."""

INK = 22
_LEAST_INCHES = 0.075
"""Height a line is taken for, at least: that of a dash alone would be blown up."""

_WIDEST, _NARROWEST = 720, 8
"""Pixels: the longest line the recogniser was taught, and what its first layers need."""

_REDUCED = 0.75
"""Scale below which a page is softened first: else thin strokes break."""

_SOFT = 0.35
"""Standard deviation of that, in pixels of the line."""

_RIM, _RIM_BELOW = 4, 8
"""Pixels of the page around the line that are softened with it; the recogniser was taught so."""

_FAINTEST = 0.35
"""Ink, 0..1, that the darkest of a line is raised to 1 from, at least: else paper would be."""


Line = npt.NDArray[np.uint8]


def cut_line(sheet: Sheet, box: tuple[int, int, int, int]) -> Line:
    """Return the line in ``box`` as a picture of ``HEIGHT`` rows, uint8, dark on white.

    Args:
        sheet: the page, height x width, without its rulings.
        box: the line's ink in pixels, ``(x0, y0, x1, y1)``.
    """
    x0, y0, x1, y1 = box
    gray = sheet.gray
    height = max(float(y1 - y0), _LEAST_INCHES * sheet.dpi)
    scale = INK / height
    middle = (y0 + y1) / 2
    margin = (HEIGHT - INK) / 2 / scale
    left, top = x0 - margin, middle - HEIGHT / 2 / scale
    width = min(_WIDEST, max(_NARROWEST, round((x1 - x0 + 2 * margin) * scale)))
    matrix = np.array([[scale, 0.0, -left * scale], [0.0, scale, -top * scale]])
    if scale < _REDUCED:
        gray, matrix = _halved(gray, matrix, (left, top, x1 + margin, y1 + margin))
    line = cv2.warpAffine(
        gray, matrix, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderValue=(255.0,)
    )
    return np.asarray(line, np.uint8)


def _halved(
    gray: Gray, matrix: npt.NDArray[np.float64], part: tuple[float, float, float, float]
) -> tuple[Gray, npt.NDArray[np.float64]]:
    """Return the part of the page softened for a reduction, and the matrix from it."""
    x0, y0 = max(0, int(part[0]) - _RIM), max(0, int(part[1]) - _RIM)
    x1, y1 = int(part[2]) + _RIM, int(part[3]) + _RIM_BELOW
    soft = cv2.GaussianBlur(gray[y0:y1, x0:x1], (0, 0), _SOFT / float(matrix[0, 0]))
    moved = matrix.copy()
    moved[:, 2] += matrix[:, :2] @ np.array([x0, y0])
    return np.asarray(soft, np.uint8), moved


def as_input(line: Line) -> npt.NDArray[np.float32]:
    """Return a line as the network takes it: ink 1, paper 0, the darkest ink near 1."""
    ink = 1.0 - line.astype(np.float32) / 255.0
    return np.asarray(ink / max(_FAINTEST, float(ink.max(initial=0.0))), np.float32)
