"""Decoding pictures of pages: modes, resolution, the camera's orientation, damage."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image as PilImage
from PIL import ImageFile, ImageOps, UnidentifiedImageError

from extractors.errors import (
    OutOfMemoryError,
    PageFailedError,
    TooLargeError,
    TruncatedFileError,
    damage,
)
from extractors.formats.limits import Limits
from extractors.formats.picture.fax import FAX_DPI, may_be_fax, stood_up
from extractors.formats.picture.modern import load_reader
from extractors.formats.source import A4_INCH, Image, Picture

__all__ = ["PictureFile", "looks_like_paper", "nominal_dpi", "scaled", "to_bgr"]

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "HEIF", "JXL")
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, KeyError, MemoryError)


_ORIENTATION = 0x0112
"""Tag of EXIF: how the camera was held."""

_STRIP_PIXELS = 4_000_000
"""Pixels of the strips in which a large picture is scaled, about."""


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """What a picture of a page looks like.

    Attributes:
        told: dots per inch that are believed, at least: cameras write 72 or 96.
        inches: long side that paper has, from and to.
        least_dpi: dots per inch of any page.
        square: share by which pixels may be off square and are taken for square,
        stretched: and times as long as wide that they may be: more is an error of the file.
        same_scale: share by which a scale may be off 1 and changes nothing.
        dark: grey level, 0..255, below which a point is print,
        light: and above which it is paper.
        least_light: share of light points of a page, more than.
        least_dark: share of dark points, more than: less is empty,
        most_dark: and less than: more is a photograph.
        judged: points by which a picture is judged, about; of larger ones each second, or third.
    """

    told: float = 100
    inches: tuple[float, float] = (4.0, 24.0)
    least_dpi: int = 50
    square: float = 0.05
    stretched: float = 5
    same_scale: float = 1e-3
    dark: int = 160
    light: int = 200
    least_light: float = 0.5
    least_dark: float = 0.002
    most_dark: float = 0.35
    judged: int = 40_000_000


PICTURE = PictureSettings()


def nominal_dpi(width: int, height: int, told: float) -> int:
    """Return the resolution to assume for a page picture, in dots per inch.

    ``told`` is what the file says. Cameras and screen programs write 72 or 96 whatever the page
    is; if the page would then be no size that paper has, the long side is taken for that of A4.
    """
    long_side = max(width, height)
    least, most = PICTURE.inches
    if told >= PICTURE.told and least <= long_side / told <= most:
        return round(told)
    return max(PICTURE.least_dpi, round(long_side / A4_INCH))


def to_bgr(picture: PilImage.Image, brightest: float | None = None) -> Image:
    """Return a PIL picture of any mode as a BGR array, transparent places white.

    ``brightest`` is the value of white in a picture of many levels; None looks for it.
    """
    if picture.mode.startswith(("I", "F")):
        array = np.asarray(picture, dtype=np.float64)
        top = brightest or _brightest(picture)
        grey = np.clip(array * (255.0 / top), 0, 255).astype(np.uint8)
        return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    if "A" in picture.getbands() or "transparency" in picture.info:
        over = picture.convert("RGBA")
        paper = PilImage.new("RGBA", over.size, "white")
        picture = PilImage.alpha_composite(paper, over)
    rgb = np.asarray(picture.convert("RGB"), dtype=np.uint8)
    return np.ascontiguousarray(rgb[:, :, ::-1])


def looks_like_paper(image: Image) -> bool:
    """Say whether a BGR picture is mostly light with some dark points; photographs are not."""
    step = 1 + int((image.shape[0] * image.shape[1] / PICTURE.judged) ** 0.5)
    grey = image[::step, ::step].mean(axis=2)
    dark, light = float((grey < PICTURE.dark).mean()), float((grey > PICTURE.light).mean())
    return light > PICTURE.least_light and PICTURE.least_dark < dark < PICTURE.most_dark


class PictureFile:
    """An encoded picture, on disk or in memory; frames are counted from 0.

    Args:
        source: the file, or its bytes.
        path: the document to name in errors.
        limits: bounds on points.
    """

    def __init__(self, source: Path | bytes, path: Path, limits: Limits) -> None:
        self._source = source
        self._path = path
        self._limits = limits

    def head(self) -> tuple[int, int, int]:
        """Return width and height in points of the first frame and the number of frames.

        Raises:
            TruncatedFileError: not even the head can be read.
            TooLargeError: more points than allowed.
        """
        with self._open() as picture:
            self._check_pixels(picture)
            try:
                # Only TIFF has pages; frames of the others are animation or a preview.
                count = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
            except _DAMAGE as error:
                raise TruncatedFileError(self._path, str(error)) from error
            return (*picture.size, count)

    def load(self, frame: int = 0, *, alone: bool = True) -> Picture:
        """Decode one frame; of a picture that stands ``alone`` what is left after a cut is taken.

        Raises:
            PageFailedError: this frame of several cannot be decoded.
            TruncatedFileError: nothing of the picture can be decoded.
            TooLargeError: more points than allowed.
        """
        flags: tuple[str, ...] = ()
        with self._open() as picture:
            try:
                picture.seek(frame)
                self._check_pixels(picture)
                told = _told_dpi(picture.info)
                image, drawn = self._decoded(picture)
                if picture.mode == "1" and may_be_fax(*picture.size) and told[0] == told[1]:
                    image, told = _fax(image, told)
            except _DAMAGE as error:
                if not alone:
                    raise PageFailedError(self._path, f"trang {frame + 1}: {error}") from error
                if isinstance(named := damage(self._path, error), OutOfMemoryError):
                    raise named from error
                (image, drawn), told, flags = self._salvage(error), (0.0, 0.0), ("damaged_file",)
        image = _square(image, told)
        height, width = image.shape[:2]
        dpi = round(nominal_dpi(round(width / drawn), round(height / drawn), max(told)) * drawn)
        shrink = min(1.0, (self._limits.max_page_pixels / (width * height)) ** 0.5)
        if shrink < 1.0:
            image, dpi = scaled(image, shrink, self._limits.max_page_pixels), round(dpi * shrink)
        return Picture(image, max(1, dpi), flags)

    def _decoded(self, picture: PilImage.Image) -> tuple[Image, float]:
        """Return the picture upright, scaled below ``max_page_pixels``, and by what factor.

        A large one is scaled strip by strip: a copy of the whole takes half a gigabyte.
        """
        width, height = picture.size
        factor = min(1.0, (self._limits.max_page_pixels / max(1, width * height)) ** 0.5)
        if factor < 1:
            size = (max(1, int(width * factor)), max(1, int(height * factor)))
            return _turned(_shrunk(picture, size), picture.getexif().get(_ORIENTATION, 1)), factor
        return to_bgr(ImageOps.exif_transpose(picture) or picture), factor

    def _salvage(self, error: Exception) -> tuple[Image, float]:
        """Decode what is left of a picture that was cut off; what is missing stays grey."""
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            with self._open() as picture:
                image, drawn = self._decoded(picture)
        except _DAMAGE:
            raise TruncatedFileError(self._path, str(error)) from error
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before
        if image.min() == image.max():
            raise TruncatedFileError(self._path, str(error)) from error
        return image, drawn

    @contextmanager
    def _open(self) -> Iterator[PilImage.Image]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PilImage.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            try:
                source = self._source
                load_reader(source, self._path)
                stream = BytesIO(source) if isinstance(source, bytes) else source
                picture = PilImage.open(stream, formats=_FORMATS)
            except PilImage.DecompressionBombError as error:
                raise TooLargeError(self._path, "ảnh quá nhiều điểm") from error
            except (UnidentifiedImageError, *_DAMAGE) as error:
                raise damage(self._path, error) from error
            with picture:
                yield picture

    def _check_pixels(self, picture: PilImage.Image) -> None:
        width, height = picture.size
        if width * height > self._limits.max_image_pixels:
            raise TooLargeError(self._path, f"{width} x {height} điểm ảnh")


def _shrunk(picture: PilImage.Image, size: tuple[int, int]) -> Image:
    """Return a picture as BGR at another size, made of strips."""
    width, height = picture.size
    picture.load()
    brightest = _brightest(picture)
    made = np.empty((size[1], size[0], 3), np.uint8)
    rows = max(1, _STRIP_PIXELS // width * size[1] // height)
    for top in range(0, size[1], rows):
        bottom = min(top + rows, size[1])
        box = (0, top * height // size[1], width, bottom * height // size[1])
        strip = to_bgr(picture.crop(box), brightest)
        made[top:bottom] = cv2.resize(strip, (size[0], bottom - top), interpolation=cv2.INTER_AREA)
    return made


def _turned(image: Image, orientation: int) -> Image:
    """Return the picture upright, as the camera says."""
    if orientation not in range(2, 9):
        return image
    picture = PilImage.fromarray(image)
    picture.getexif()[_ORIENTATION] = orientation
    return np.ascontiguousarray(ImageOps.exif_transpose(picture))


def _brightest(picture: PilImage.Image) -> float:
    """Return the value of white in a picture of one channel of many levels: of 8 bits, or of 16."""
    if not picture.mode.startswith(("I", "F")):
        return 255.0
    return 65535.0 if float(np.max(picture.getextrema())) > 255 else 255.0


def scaled(image: Image, factor: float, max_pixels: int) -> Image:
    """Return the picture scaled by ``factor``, but never above ``max_pixels``."""
    height, width = image.shape[:2]
    factor = min(factor, (max_pixels / (width * height)) ** 0.5)
    if abs(factor - 1.0) < PICTURE.same_scale:
        return image
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=how), dtype=np.uint8)


def _told_dpi(info: dict[Any, Any]) -> tuple[float, float]:
    """Return the resolution the file claims across and down, (0, 0) if none."""
    told = info.get("dpi")
    try:
        across, down = float(told[0]), float(told[1])  # type: ignore[index]
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0, 0.0
    usable = np.isfinite(across) and np.isfinite(down) and across > 0 and down > 0
    return (across, down) if usable else (0.0, 0.0)


def _fax(image: Image, told: tuple[float, float]) -> tuple[Image, tuple[float, float]]:
    """Return a fax laid flat stood up, with its resolution; others as they are."""
    tall = stood_up(image)
    return (image, told) if tall is None else (tall, (float(FAX_DPI), float(FAX_DPI)))


def _square(image: Image, told: tuple[float, float]) -> Image:
    """Stretch fax pictures whose pixels are not square (204 x 98 dpi)."""
    across, down = told
    if not across or not down:
        return image
    ratio = across / down
    most = PICTURE.stretched
    if abs(ratio - 1) < PICTURE.square or not 1 / most < ratio < most:
        return image
    height, width = image.shape[:2]
    size = (width, round(height * across / down))
    if across < down:
        size = (round(width * down / across), height)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
