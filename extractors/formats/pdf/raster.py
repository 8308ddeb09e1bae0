"""Drawing PDF pages: at which resolution, and what part of a page is pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.errors import TooLargeError
from extractors.formats.pdf.mupdf import PdfPage, mupdf
from extractors.formats.source import Image
from extractors.types import BBox

__all__ = ["choose_dpi", "grey_at", "own_dpi", "picture_cover", "render"]

_DEFAULT_DPI = 250.0
_LOW, _HIGH = 150.0, 300.0
_LEAST_DPI = 60.0
_MESH = 64


def picture_cover(page: PdfPage) -> float:
    """Return the share of the page that pictures cover, 0..1 (overlaps counted once)."""
    rect = page.rect
    mesh = np.zeros((_MESH, _MESH), dtype=bool)
    if rect.width <= 0 or rect.height <= 0:
        return 0.0
    for info in page.get_image_info():
        x0, y0, x1, y1 = info["bbox"]
        left, right = sorted((x0 / rect.width * _MESH, x1 / rect.width * _MESH))
        top, bottom = sorted((y0 / rect.height * _MESH, y1 / rect.height * _MESH))
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
        return _DEFAULT_DPI
    long_inch = float(max(page.rect.width, page.rect.height)) / 72.0
    if long_inch > 18.0 or long_inch < 5.0:
        long_side = own * long_inch
        return min(long_side, 3600.0) / long_inch
    if own > _HIGH:
        return _HIGH
    return own if own >= _LOW else max(own, 100.0)


def own_dpi(page: PdfPage) -> float | None:
    """Return the resolution of the picture that covers most of the page, None if there is none."""
    area = page.rect.width * page.rect.height
    # A scan may be stored in strips: then every strip counts.
    least = 0.25 if picture_cover(page) < 0.6 else 0.01
    best: tuple[float, float] | None = None
    for info in page.get_image_info():
        x0, y0, x1, y1 = info["bbox"]
        width, height = abs(x1 - x0), abs(y1 - y0)
        if width < 1 or height < 1 or width * height < least * area:
            continue
        a, b, c, d, *_ = info["transform"]
        across = max((a * a + b * b) ** 0.5, 1e-6)
        down = max((c * c + d * d) ** 0.5, 1e-6)
        dpi = min(info["width"] / across, info["height"] / down) * 72.0
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
    pixels_at_one = float(area.width / 72.0) * float(area.height / 72.0)
    if pixels_at_one <= 0:
        raise ValueError("page without area")
    fitting = (max_pixels / pixels_at_one) ** 0.5
    if fitting < min(_LEAST_DPI, dpi):
        raise TooLargeError(page.parent.name or "", f"trang {page.number + 1}: khổ giấy quá lớn")
    dpi = min(dpi, fitting)
    pixmap = page.get_pixmap(
        matrix=mupdf.Matrix(dpi / 72.0, dpi / 72.0), colorspace=mupdf.csRGB, alpha=False, clip=clip
    )
    rows = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.stride)
    rgb = rows[:, : pixmap.width * 3].reshape(pixmap.height, pixmap.width, 3)
    return np.ascontiguousarray(rgb[:, :, ::-1]), dpi


def grey_at(page: PdfPage, dpi: int, max_pixels: int = 4_000_000) -> NDArray[np.uint8]:
    """Return a small grey picture of the page for judging it."""
    inches = max((page.rect.width / 72.0) * (page.rect.height / 72.0), 1e-6)
    dpi_used = min(float(dpi), (max_pixels / inches) ** 0.5)
    pixmap = page.get_pixmap(
        matrix=mupdf.Matrix(dpi_used / 72.0, dpi_used / 72.0),
        colorspace=mupdf.csGRAY,
        alpha=False,
    )
    grey = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.stride)
    return np.ascontiguousarray(grey[:, : pixmap.width])
