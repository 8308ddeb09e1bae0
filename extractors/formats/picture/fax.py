"""Faxes of standard resolution: 204 points an inch across, 98 down, often laid as square points.

The page then lies flat: letters are twice as wide as high. Programs that know nothing of fax write
no resolution, or a page of the picture's own shape.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractors.formats.source import Image

__all__ = ["FAX_DPI", "may_be_fax", "stood_up"]

FAX_DPI = 204
"""Points an inch across, of every fax."""
_DOWN = 98
_WIDTH = (1600, 1760)  # points; a fax of A4 has 1728, cut to the page 1653
_FLAT = (0.5, 0.8)  # height of a page by its width; of A4 at 98 lines an inch 0.66
_WIDE_LETTER = 1.25  # median width of letters by their height, from which they lie flat
_MANY = 60  # letters that make a median worth believing
_STROKES = (3, 5)  # points, least width and height of a letter


def may_be_fax(width: int, height: int) -> bool:
    """Say whether a picture of black and white points has the shape of a fax laid flat."""
    return _WIDTH[0] <= width <= _WIDTH[1] and _FLAT[0] <= height / width <= _FLAT[1]


def stood_up(image: Image) -> Image | None:
    """Return a fax stretched to its true height; None if its letters do not lie flat.

    Args:
        image: height x width x 3, uint8, a point for each of the fax.
    """
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    like = (wide >= _STROKES[0]) & (high >= _STROKES[1]) & (wide <= 4 * high) & (high <= 4 * wide)
    if int(like.sum()) < _MANY or float(np.median(wide[like] / high[like])) < _WIDE_LETTER:
        return None
    height, width = image.shape[:2]
    size = (width, round(height * FAX_DPI / _DOWN))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)
