"""A scanned page drawn for reading, at a resolution told by its letters where its size lies.

Programs that wrap pictures into PDF give the page whatever size they like: a point for each pixel,
half a sheet, a poster. Recognition rests on the resolution (what is a speck, how thick is a line),
so a page of no usual size whose letters would be too small or too large for print is taken for A4.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractors.formats.pdf.mupdf import PdfPage
from extractors.formats.pdf.raster import choose_dpi, own_dpi, render
from extractors.formats.source import Image

__all__ = ["drawn_for_reading", "letter_points"]

_A4_INCH = 11.69
_USUAL_INCH = (10.0, 17.5)  # long side of A4, Letter, Legal, A3
_PRINTED = (4.0, 12.0)  # points, median height of letters (small ones and capitals) in print
_READ_DPI = 300.0
_MANY = 60  # letters that make a median worth believing


def drawn_for_reading(page: PdfPage, max_pixels: int) -> tuple[Image, float]:
    """Return the page as a BGR picture and the resolution to believe, in dots per inch of paper.

    Raises:
        TooLargeError: even at 60 dpi it would not fit.
    """
    image, dpi = render(page, choose_dpi(page), max_pixels)
    own = own_dpi(page)
    long_inch = float(max(page.rect.width, page.rect.height)) / 72.0
    if own is None or _USUAL_INCH[0] <= long_inch <= _USUAL_INCH[1]:
        return image, dpi
    height = letter_points(image, dpi)
    if height is None or _PRINTED[0] <= height <= _PRINTED[1]:
        return image, dpi
    stretch = _A4_INCH / long_inch
    image, dpi = render(page, min(own, _READ_DPI * stretch), max_pixels)
    return image, dpi / stretch


def letter_points(image: Image, dpi: float) -> float | None:
    """Return the median height of letters in points at ``dpi``; None if there are too few."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    like = (high >= 5) & (high <= image.shape[0] // 20) & (wide >= 3) & (wide <= 3 * high)
    if int(like.sum()) < _MANY:
        return None
    return float(np.median(high[like])) * 72.0 / dpi
