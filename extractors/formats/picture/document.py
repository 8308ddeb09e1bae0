"""Page images: PNG, JPEG, multi-page TIFF, BMP, WebP."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import NoPagesError, TooLargeError
from extractors.formats.document import Document, Image
from extractors.formats.kinds import Kind
from extractors.formats.limits import Limits
from extractors.formats.picture.file import Picture, PictureFile, scaled
from extractors.types import Page

if TYPE_CHECKING:
    from extractors.ocr.engines import OcrEngine

__all__ = ["ImageDocument", "picture_page", "with_flags"]


class ImageDocument(Document):
    """A picture file; each frame of a TIFF is a page.

    Raises:
        TruncatedFileError: not even the head of the picture can be read.
        TooLargeError: more pixels or frames than allowed.
        NoPagesError: a picture without any area.
    """

    def __init__(self, path: Path, sha256: str, limits: Limits) -> None:
        super().__init__(path, Kind.IMAGE, sha256, limits)
        self._file = PictureFile(path, path, limits)
        width, height, self._count = self._file.head()
        if min(width, height) < 1:
            raise NoPagesError(path)
        if self._count > limits.max_pages:
            raise TooLargeError(path, f"{self._count} trang")

    @property
    def page_count(self) -> int:
        """Number of frames."""
        return self._count

    def read_page(self, number: int, *, engine: OcrEngine | None, force_ocr: bool = False) -> Page:
        """Recognise one frame; without an engine the page is empty, flag ``no_ocr_engine``."""
        return picture_page(self._load(number), number, engine)

    def render_page(self, number: int, dpi: int) -> Image:
        """Return the frame scaled from its nominal resolution to ``dpi``."""
        picture = self._load(number)
        return scaled(picture.image, dpi / picture.dpi, self.limits.max_page_pixels)

    def _load(self, number: int) -> Picture:
        self._check_number(number)
        return self._file.load(number - 1, alone=self._count == 1)


def picture_page(picture: Picture, number: int, engine: OcrEngine | None) -> Page:
    """Recognise a decoded picture; without an engine the page is empty, flag ``no_ocr_engine``."""
    if engine is None:
        flags = (*picture.flags, "no_ocr_engine")
        return Page(number, *picture.size, "ocr", (), dpi=picture.dpi, flags=flags)
    from extractors.scan.page import read_image_page

    page = read_image_page(
        picture.image, dpi=picture.dpi, number=number, engine=engine, page_size=picture.size
    )
    return with_flags(page, picture.flags)


def with_flags(page: Page, flags: tuple[str, ...]) -> Page:
    """Return the page with more flags, each once."""
    return replace(page, flags=tuple(dict.fromkeys((*page.flags, *flags)))) if flags else page
