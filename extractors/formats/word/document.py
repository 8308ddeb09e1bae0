"""An opened Word document: its text as one page, then the pages pasted in as pictures.

Schools often scan a signed plan and paste the pictures into Word. Every large picture that looks
like paper is a page of its own after the text; if there is no text, the pictures are all there is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from extractors.errors import DocumentError, PageFailedError
from extractors.formats.document import FlowDocument
from extractors.formats.kinds import Kind, is_picture
from extractors.formats.limits import Limits
from extractors.formats.picture.file import PictureFile, looks_like_paper, scaled
from extractors.formats.source import Image, Source
from extractors.types import Block

__all__ = ["WordContent", "WordDocument", "page_pictures"]

_LEAST_SIDE, _LEAST_POINTS = 500, 600_000
"""Pixels of a picture of a page: its shorter side, and in all. Seals and photos are smaller."""

_MOST = 500
"""Pictures of a document that are looked at."""


@dataclass(frozen=True, slots=True)
class WordContent:
    """What was read of a Word file: blocks, flags, and its pictures of pages (encoded)."""

    blocks: tuple[Block, ...]
    flags: tuple[str, ...]
    pictures: tuple[bytes, ...] = ()


def page_pictures(blobs: list[bytes], path: Path, limits: Limits) -> tuple[tuple[bytes, ...], bool]:
    """Return those encoded pictures that are large enough for a page and look like paper.

    And whether some were not looked at, or cannot be read though they are of a kind to be read.
    """
    pages: list[bytes] = []
    unread = len(blobs) > _MOST
    for blob in blobs[:_MOST]:
        try:
            if _is_page(PictureFile(blob, path, limits)):
                pages.append(blob)
        except DocumentError:  # of a drawing in a format of its own nobody expects text
            unread = unread or is_picture(blob)
    return tuple(pages), unread


def _is_page(picture: PictureFile) -> bool:
    width, height, _ = picture.head()
    if min(width, height) < _LEAST_SIDE or width * height < _LEAST_POINTS:
        return False
    return looks_like_paper(picture.load().image)


class WordDocument(FlowDocument):
    """A Word document of whatever age; ``kind`` says which."""

    def __init__(
        self, path: Path, kind: Kind, sha256: str, limits: Limits, content: WordContent
    ) -> None:
        text_is_all = not content.pictures
        parts = (content.blocks,) if content.blocks or text_is_all else ()
        super().__init__(path, kind, sha256, limits, parts, content.flags)
        self._pictures = content.pictures

    @property
    def page_count(self) -> int:
        """One for the text, if there is any, and one for each picture of a page."""
        return len(self._parts) + len(self._pictures)

    def source(self, number: int) -> Source:
        """Return the text, or one of the pictures."""
        self._check_number(number)
        if number <= len(self._parts):
            return super().source(number)
        return replace(self._picture(number).load(), beside_text=bool(self._parts))

    def render_page(self, number: int, dpi: int) -> Image:
        """Return the picture of a page scaled to ``dpi``; the text has none."""
        self._check_number(number)
        if number <= len(self._parts):
            raise PageFailedError(self.path, f"{self.kind}: không có hình trang {number}")
        picture = self._picture(number).load()
        return scaled(picture.image, dpi / picture.dpi, self.limits.max_page_pixels)

    def _picture(self, number: int) -> PictureFile:
        blob = self._pictures[number - len(self._parts) - 1]
        return PictureFile(blob, self.path, self.limits)
