"""Page images: PNG, JPEG, multi-page TIFF, BMP, WebP, HEIC, JPEG XL."""

from __future__ import annotations

from pathlib import Path

from extractors.errors import NoPagesError, TooLargeError
from extractors.formats.document import Document
from extractors.formats.kinds import Kind
from extractors.formats.limits import Limits
from extractors.formats.picture.file import PictureFile, scaled
from extractors.formats.source import Image, Picture

__all__ = ["ImageDocument"]


class ImageDocument(Document):
    """A picture file; each frame of a TIFF is a page.

    Raises:
        TruncatedFileError: not even the head of the picture can be read.
        TooLargeError: more pixels or frames than allowed.
        NoPagesError: a picture without any area.
        MissingToolError: a HEIC or JPEG XL without its extra.
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

    def source(self, number: int) -> Picture:
        """Return one frame, decoded."""
        self._check_number(number)
        return self._file.load(number - 1, alone=self._count == 1)

    def render_page(self, number: int, dpi: int) -> Image:
        """Return the frame scaled from its nominal resolution to ``dpi``."""
        picture = self.source(number)
        return scaled(picture.image, dpi / picture.dpi, self.limits.max_page_pixels)
