"""Page images: PNG, JPEG, multi-page TIFF, BMP, WebP."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from PIL import Image as PilImage
from PIL import ImageFile, ImageOps, UnidentifiedImageError

from extractors.errors import NoPagesError, PageFailedError, TooLargeError, TruncatedFileError
from extractors.formats.document import Document, Image
from extractors.formats.kinds import Kind
from extractors.formats.limits import Limits
from extractors.types import Page

if TYPE_CHECKING:
    from extractors.ocr import OcrEngine

__all__ = ["ImageDocument", "nominal_dpi", "to_bgr"]

_A4_LONG_INCH = 11.69
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, KeyError)


def nominal_dpi(width: int, height: int, told: float) -> int:
    """Return the resolution to assume for a page picture, in dots per inch.

    ``told`` is what the file says. Cameras and screen programs write 72 or 96 whatever the page
    is; if the page would then be no size that paper has, the long side is taken for that of A4.
    """
    long_side = max(width, height)
    if told >= 100 and 4.0 <= long_side / told <= 24.0:
        return round(told)
    return max(50, round(long_side / _A4_LONG_INCH))


def to_bgr(picture: PilImage.Image) -> Image:
    """Return a PIL picture of any mode as a BGR array, transparent places white."""
    if picture.mode.startswith(("I", "F")):
        array = np.asarray(picture, dtype=np.float64)
        top = 65535.0 if array.max(initial=0) > 255 else 255.0
        grey = np.clip(array * (255.0 / top), 0, 255).astype(np.uint8)
        return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    if "A" in picture.getbands() or "transparency" in picture.info:
        over = picture.convert("RGBA")
        paper = PilImage.new("RGBA", over.size, "white")
        picture = PilImage.alpha_composite(paper, over)
    rgb = np.asarray(picture.convert("RGB"), dtype=np.uint8)
    return np.ascontiguousarray(rgb[:, :, ::-1])


class ImageDocument(Document):
    """A picture file; each frame of a TIFF is a page.

    Raises:
        TruncatedFileError: not even the head of the picture can be read.
        TooLargeError: more pixels or frames than allowed.
        NoPagesError: a picture without any area.
    """

    def __init__(self, path: Path, sha256: str, limits: Limits) -> None:
        super().__init__(path, Kind.IMAGE, sha256, limits)
        with self._open() as picture:
            if min(picture.size) < 1:
                raise NoPagesError(path)
            self._check_pixels(picture)
            try:
                # Only TIFF has pages; frames of the others are animation or a preview.
                self._count = _frames(picture) if picture.format == "TIFF" else 1
            except _DAMAGE as error:
                raise TruncatedFileError(path, str(error)) from error
        if self._count > limits.max_pages:
            raise TooLargeError(path, f"{self._count} trang")

    @property
    def page_count(self) -> int:
        """Number of frames."""
        return self._count

    def read_page(self, number: int, *, engine: OcrEngine | None, force_ocr: bool = False) -> Page:
        """Recognise one frame; without an engine the page is empty, flag ``no_ocr_engine``."""
        image, dpi, flags = self._load(number)
        height, width = image.shape[:2]
        size = (width * 72.0 / dpi, height * 72.0 / dpi)
        if engine is None:
            flags += ("no_ocr_engine",)
            return Page(number, *size, "ocr", (), dpi=dpi, flags=flags)
        from extractors.scan import read_image_page

        page = read_image_page(image, dpi=dpi, number=number, engine=engine, page_size=size)
        return with_flags(page, flags)

    def render_page(self, number: int, dpi: int) -> Image:
        """Return the frame scaled from its nominal resolution to ``dpi``."""
        image, own, _ = self._load(number)
        return scaled(image, dpi / own, self.limits.max_page_pixels)

    def _load(self, number: int) -> tuple[Image, int, tuple[str, ...]]:
        """Return the upright picture (BGR), its nominal dpi and flags."""
        self._check_number(number)
        flags: tuple[str, ...] = ()
        with self._open() as picture:
            try:
                picture.seek(number - 1)
                self._check_pixels(picture)
                told = _told_dpi(picture.info)
                upright = ImageOps.exif_transpose(picture) or picture
                image = to_bgr(upright)
            except _DAMAGE as error:
                if number > 1 or self._count > 1:
                    raise PageFailedError(self.path, f"trang {number}: {error}") from error
                image, told, flags = self._salvage(error), (0.0, 0.0), ("damaged_file",)
        image = _square(image, told)
        height, width = image.shape[:2]
        dpi = nominal_dpi(width, height, max(told))
        shrink = min(1.0, (self.limits.max_page_pixels / (width * height)) ** 0.5)
        if shrink < 1.0:
            image, dpi = scaled(image, shrink, self.limits.max_page_pixels), round(dpi * shrink)
        return image, max(1, dpi), flags

    def _salvage(self, error: Exception) -> Image:
        """Decode what is left of a picture that was cut off; what is missing stays grey."""
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            with self._open() as picture:
                image = to_bgr(ImageOps.exif_transpose(picture) or picture)
        except _DAMAGE:
            raise TruncatedFileError(self.path, str(error)) from error
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before
        if image.min() == image.max():
            raise TruncatedFileError(self.path, str(error)) from error
        return image

    @contextmanager
    def _open(self) -> Iterator[PilImage.Image]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PilImage.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            try:
                picture = PilImage.open(self.path, formats=_FORMATS)
            except PilImage.DecompressionBombError as error:
                raise TooLargeError(self.path, "ảnh quá nhiều điểm") from error
            except (UnidentifiedImageError, *_DAMAGE) as error:
                raise TruncatedFileError(self.path) from error
            with picture:
                yield picture

    def _check_pixels(self, picture: PilImage.Image) -> None:
        width, height = picture.size
        if width * height > self.limits.max_image_pixels:
            raise TooLargeError(self.path, f"{width} x {height} điểm ảnh")


def with_flags(page: Page, flags: tuple[str, ...]) -> Page:
    """Return the page with more flags, each once."""
    from dataclasses import replace

    return replace(page, flags=tuple(dict.fromkeys((*page.flags, *flags)))) if flags else page


def scaled(image: Image, factor: float, max_pixels: int) -> Image:
    """Return the picture scaled by ``factor``, but never above ``max_pixels``."""
    height, width = image.shape[:2]
    factor = min(factor, (max_pixels / (width * height)) ** 0.5)
    if abs(factor - 1.0) < 1e-3:
        return image
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=how), dtype=np.uint8)


def _frames(picture: PilImage.Image) -> int:
    return int(getattr(picture, "n_frames", 1))


def _told_dpi(info: dict[Any, Any]) -> tuple[float, float]:
    """Return the resolution the file claims across and down, (0, 0) if none."""
    told = info.get("dpi")
    try:
        across, down = float(told[0]), float(told[1])  # type: ignore[index]
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0, 0.0
    usable = np.isfinite(across) and np.isfinite(down) and across > 0 and down > 0
    return (across, down) if usable else (0.0, 0.0)


def _square(image: Image, told: tuple[float, float]) -> Image:
    """Stretch fax pictures whose pixels are not square (204 x 98 dpi)."""
    across, down = told
    if not across or not down or 0.95 < across / down < 1.05 or not 0.2 < across / down < 5:
        return image
    height, width = image.shape[:2]
    size = (width, round(height * across / down))
    if across < down:
        size = (round(width * down / across), height)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
