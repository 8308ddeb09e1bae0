"""A scanned page drawn for reading, at a resolution told by its letters where its size lies.

Programs that wrap pictures into PDF give the page whatever size they like: a point for each pixel,
half a sheet, a poster. Recognition rests on the resolution (what is a speck, how thick is a line),
so a page of no usual size whose letters would be too small or too large for print is taken for A4.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.formats.pdf.mupdf import PdfPage
from extractors.formats.pdf.raster import choose_dpi, own_dpi, render
from extractors.formats.picture.fax import FAX_DPI, may_be_fax, stood_up
from extractors.formats.source import A4_INCH, Image
from extractors.types import POINTS_PER_INCH

__all__ = ["drawn_for_reading", "letter_points"]


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """Which pages have a size of paper, and which ink is a letter; pixels unless said.

    Attributes:
        usual: inches of the long side of A4, Letter, Legal, A3: from and to.
        printed: points of the median height of letters (small ones and capitals) in print.
        dpi: dots per inch of paper that a page of another size is drawn with, at most.
        many: letters that make a median worth believing.
        high: of a letter, at least,
        high_share: and of the page's height, one in so many, at most.
        wide: of a letter, at least,
        widest: and times its height, at most.
    """

    usual: tuple[float, float] = (10.0, 17.5)
    printed: tuple[float, float] = (4.0, 12.0)
    dpi: float = 300.0
    many: int = 60
    high: int = 5
    high_share: int = 20
    wide: int = 3
    widest: int = 3


PAPER = PaperSettings()


def drawn_for_reading(page: PdfPage, max_pixels: int) -> tuple[Image, float]:
    """Return the page as a BGR picture and the resolution to believe, in dots per inch of paper.

    Raises:
        TooLargeError: even at 60 dpi it would not fit.
    """
    fax = _fax(page, max_pixels)
    if fax is not None:
        return fax
    image, dpi = render(page, choose_dpi(page), max_pixels)
    own = own_dpi(page)
    long_inch = float(max(page.rect.width, page.rect.height)) / POINTS_PER_INCH
    if own is None or PAPER.usual[0] <= long_inch <= PAPER.usual[1]:
        return image, dpi
    height = letter_points(image, dpi)
    if height is None or PAPER.printed[0] <= height <= PAPER.printed[1]:
        return image, dpi
    stretch = A4_INCH / long_inch
    image, dpi = render(page, min(own, PAPER.dpi * stretch), max_pixels)
    return image, dpi / stretch


def _fax(page: PdfPage, max_pixels: int) -> tuple[Image, float] | None:
    """Return a fax whose page has the shape of its points, stood up; None if it is none."""
    pictures = page.get_image_info()
    if len(pictures) != 1 or pictures[0]["bpc"] != 1:
        return None
    width, height = int(pictures[0]["width"]), int(pictures[0]["height"])
    across, down = page.rect.width, page.rect.height
    own = own_dpi(page)
    if (
        own is None
        or not may_be_fax(width, height)
        or abs(height / width * across - down) > 0.05 * down
    ):
        return None
    image, dpi = render(page, own, max_pixels)
    tall = stood_up(image)
    return None if tall is None else (tall, FAX_DPI * dpi / own)


def letter_points(image: Image, dpi: float) -> float | None:
    """Return the median height of letters in points at ``dpi``; None if there are too few."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    like = (high >= PAPER.high) & (high <= image.shape[0] // PAPER.high_share)
    like &= (wide >= PAPER.wide) & (wide <= PAPER.widest * high)
    if int(like.sum()) < PAPER.many:
        return None
    return float(np.median(high[like])) * POINTS_PER_INCH / dpi
