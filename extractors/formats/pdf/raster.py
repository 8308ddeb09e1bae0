"""Drawing PDF pages: at which resolution, and what part of a page is pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.errors import TooLargeError
from extractors.formats.pdf.mupdf import PdfPage, mupdf
from extractors.formats.source import Image
from extractors.types import POINTS_PER_INCH, BBox

__all__ = ["choose_dpi", "grey_at", "own_dpi", "picture_cover", "render"]


@dataclass(frozen=True, slots=True)
class RasterSettings:
    """At which resolution a page is drawn; dots per inch of page space unless said.

    Attributes:
        usual: for a page that is no picture: small print is well read, and no slower than needed.
        low: own resolution from which a picture is drawn at its own,
        enlarged: and what coarser ones are brought to, at least.
        high: what finer ones are brought down to.
        least: below which nothing can be read.
        inches: long side of a page whose inch is believed, from and to.
        points: of the long side of other pages, at most.
        mesh: fields across and down a page in which pictures are looked for.
        whole: share of the page that one picture covers, of which the resolution is taken,
        strips: where so much is covered by all together,
        strip: or such a share that one of them covers.
        judged: pixels of a picture for judging a page, at most.
        tiny: below which a length is none: it keeps a division from failing.
    """

    usual: float = 250.0
    low: float = 150.0
    enlarged: float = 100.0
    high: float = 300.0
    least: float = 60.0
    inches: tuple[float, float] = (5.0, 18.0)
    points: float = 3600.0
    mesh: int = 64
    whole: float = 0.25
    strips: float = 0.6
    strip: float = 0.01
    judged: int = 4_000_000
    tiny: float = 1e-6


RASTER = RasterSettings()


def picture_cover(page: PdfPage) -> float:
    """Return the share of the page that pictures cover, 0..1 (overlaps counted once)."""
    rect = page.rect
    mesh = np.zeros((RASTER.mesh, RASTER.mesh), dtype=bool)
    if rect.width <= 0 or rect.height <= 0:
        return 0.0
    for info in page.get_image_info():
        x0, y0, x1, y1 = info["bbox"]
        left, right = sorted((x0 / rect.width * RASTER.mesh, x1 / rect.width * RASTER.mesh))
        top, bottom = sorted((y0 / rect.height * RASTER.mesh, y1 / rect.height * RASTER.mesh))
        mesh[
            max(0, round(top)) : max(0, round(bottom)), max(0, round(left)) : max(0, round(right))
        ] = True
    return float(mesh.mean())


def choose_dpi(page: PdfPage) -> float:
    """Return the resolution (dots per inch of page space) to render a page for recognition.

    A page that is one picture is drawn at the picture's own resolution, for resampling blurs it;
    a finer one is brought down to 300 dpi. Scanners that write one point per picture point make
    huge pages: there the number of picture points counts, not the nominal inch.
    """
    own = own_dpi(page)
    if own is None:
        return RASTER.usual
    long_inch = float(max(page.rect.width, page.rect.height)) / POINTS_PER_INCH
    if not RASTER.inches[0] <= long_inch <= RASTER.inches[1]:
        long_side = own * long_inch
        return min(long_side, RASTER.points) / long_inch
    if own > RASTER.high:
        return RASTER.high
    return own if own >= RASTER.low else max(own, RASTER.enlarged)


def own_dpi(page: PdfPage) -> float | None:
    """Return the resolution of the picture that covers most of the page, None if there is none."""
    area = page.rect.width * page.rect.height
    # A scan may be stored in strips: then every strip counts.
    least = RASTER.whole if picture_cover(page) < RASTER.strips else RASTER.strip
    best: tuple[float, float] | None = None
    for info in page.get_image_info():
        x0, y0, x1, y1 = info["bbox"]
        width, height = abs(x1 - x0), abs(y1 - y0)
        if width < 1 or height < 1 or width * height < least * area:
            continue
        a, b, c, d, *_ = info["transform"]
        across = max((a * a + b * b) ** 0.5, RASTER.tiny)
        down = max((c * c + d * d) ** 0.5, RASTER.tiny)
        dpi = min(info["width"] / across, info["height"] / down) * POINTS_PER_INCH
        if best is None or (width * height, dpi) > best:
            best = (width * height, dpi)
    return best[1] if best else None


def render(
    page: PdfPage, dpi: float, max_pixels: int, clip: BBox | None = None
) -> tuple[Image, float]:
    """Return the page (or the part in ``clip``) as a BGR picture and the dpi it was drawn at.

    The resolution drops until the picture has at most ``max_pixels``.

    Raises:
        TooLargeError: even at 60 dpi it would not fit.
    """
    area = mupdf.Rect(clip) if clip is not None else page.rect
    pixels_at_one = float(area.width / POINTS_PER_INCH) * float(area.height / POINTS_PER_INCH)
    if pixels_at_one <= 0:
        raise ValueError("page without area")
    fitting = (max_pixels / pixels_at_one) ** 0.5
    if fitting < min(RASTER.least, dpi):
        raise TooLargeError(page.parent.name or "", f"trang {page.number + 1}: khổ giấy quá lớn")
    dpi = min(dpi, fitting)
    pixmap = page.get_pixmap(
        matrix=mupdf.Matrix(dpi / POINTS_PER_INCH, dpi / POINTS_PER_INCH),
        colorspace=mupdf.csRGB,
        alpha=False,
        clip=clip,
    )
    rows = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.stride)
    rgb = rows[:, : pixmap.width * 3].reshape(pixmap.height, pixmap.width, 3)
    return np.ascontiguousarray(rgb[:, :, ::-1]), dpi


def grey_at(page: PdfPage, dpi: int, max_pixels: int = RASTER.judged) -> NDArray[np.uint8]:
    """Return a small grey picture of the page for judging it."""
    inches = max(
        (page.rect.width / POINTS_PER_INCH) * (page.rect.height / POINTS_PER_INCH), RASTER.tiny
    )
    dpi_used = min(float(dpi), (max_pixels / inches) ** 0.5)
    pixmap = page.get_pixmap(
        matrix=mupdf.Matrix(dpi_used / POINTS_PER_INCH, dpi_used / POINTS_PER_INCH),
        colorspace=mupdf.csGRAY,
        alpha=False,
    )
    grey = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.stride)
    return np.ascontiguousarray(grey[:, : pixmap.width])
