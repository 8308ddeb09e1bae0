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
_WIDEST = 720

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
    width = min(_WIDEST, max(8, round((x1 - x0 + 2 * margin) * scale)))
    matrix = np.array([[scale, 0.0, -left * scale], [0.0, scale, -top * scale]])
    if scale < 0.75:  # fine pages: average, or thin strokes break
        gray, matrix = _halved(gray, matrix, (left, top, x1 + margin, y1 + margin))
    line = cv2.warpAffine(
        gray, matrix, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderValue=(255.0,)
    )
    return np.asarray(line, np.uint8)


def _halved(
    gray: Gray, matrix: npt.NDArray[np.float64], part: tuple[float, float, float, float]
) -> tuple[Gray, npt.NDArray[np.float64]]:
    """Return the part of the page softened for a reduction, and the matrix from it."""
    x0, y0 = max(0, int(part[0]) - 4), max(0, int(part[1]) - 4)
    x1, y1 = int(part[2]) + 4, int(part[3]) + 8
    soft = cv2.GaussianBlur(gray[y0:y1, x0:x1], (0, 0), 0.35 / float(matrix[0, 0]))
    moved = matrix.copy()
    moved[:, 2] += matrix[:, :2] @ np.array([x0, y0])
    return np.asarray(soft, np.uint8), moved


def as_input(line: Line) -> npt.NDArray[np.float32]:
    """Return a line as the network takes it: ink 1, paper 0, the darkest ink near 1."""
    ink = 1.0 - line.astype(np.float32) / 255.0
    return np.asarray(ink / max(0.35, float(ink.max(initial=0.0))), np.float32)
