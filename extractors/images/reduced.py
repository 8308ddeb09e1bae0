"""A page made smaller for what needs places only."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.images.sheet import Gray

__all__ = ["reduced"]


def reduced(gray: Gray, factor: float) -> Gray:
    """Return a picture shrunk to ``factor`` (0..1) of its size for what needs places only.

    The mean of whole blocks of pixels first, which is quick, then between pixels: blocks of part of
    a pixel cost twenty times as much.
    """
    whole = max(1, int(1 / factor))
    height, width = gray.shape
    if whole > 1:
        part, how = 1 / whole, cv2.INTER_AREA
        gray = np.asarray(cv2.resize(gray, None, fx=part, fy=part, interpolation=how), np.uint8)
    target = (round(width * factor), round(height * factor))
    if gray.shape == target[::-1]:
        return gray
    return np.asarray(cv2.resize(gray, target, interpolation=cv2.INTER_LINEAR), np.uint8)
