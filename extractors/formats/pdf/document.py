"""An opened PDF: its pages, as displayed, for reading and for drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractors.errors import (
    DocumentError,
    EncryptedFileError,
    NoPagesError,
    TooLargeError,
    TruncatedFileError,
    damage,
)
from extractors.formats.document import Document
from extractors.formats.kinds import Kind
from extractors.formats.limits import Limits
from extractors.formats.pdf.mupdf import PdfPage, mupdf, page_errors, told_damage
from extractors.formats.pdf.portfolio import unfolded
from extractors.formats.pdf.raster import render
from extractors.formats.source import Image, PdfSheet

__all__ = ["PdfDocument"]


class PdfDocument(Document):
    """An opened PDF. Its pages are independent of each other.

    Raises:
        TruncatedFileError: damaged so badly that no page is left.
        EncryptedFileError: it needs a password to be opened.
        NoPagesError: a sound PDF without pages.
        TooLargeError: more pages than allowed.
    """

    def __init__(self, path: Path, sha256: str, limits: Limits) -> None:
        super().__init__(path, Kind.PDF, sha256, limits)
        told_damage()  # what other documents left
        try:
            self._pdf = _opened(path)
        except Exception as error:  # MuPDF raises several unrelated classes
            raise damage(path, error) from error
        try:
            self._count = self._check()
            self._baked = False
            self._pdf, self._flags = self._unfolded()
            self._count = int(self._pdf.page_count)
        except DocumentError:
            self._pdf.close()
            raise
        if told_damage():
            self._flags = (*self._flags, "damaged_file")

    def _check(self) -> int:
        if self._pdf.needs_pass and not self._pdf.authenticate(""):
            raise EncryptedFileError(self.path)
        try:
            count = int(self._pdf.page_count)
        except Exception as error:  # as above
            raise damage(self.path, error) from error
        if count < 1:
            cause = TruncatedFileError if self._pdf.is_repaired else NoPagesError
            raise cause(self.path)
        if count > self.limits.max_pages:
            raise TooLargeError(self.path, f"{count} trang")
        return count

    def _unfolded(self) -> tuple[Any, tuple[str, ...]]:
        try:
            return unfolded(self._pdf, self.limits)
        except Exception:  # as above; a damaged list of attachments harms no page
            return self._pdf, ()

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return self._count

    def close(self) -> None:
        """Release the file."""
        if not self._pdf.is_closed:
            self._pdf.close()

    def render_page(self, number: int, dpi: int) -> Image:
        """Return the page as a BGR picture as displayed; dpi drops if it would be too large."""
        page = self._page(number)
        with page_errors(self.path, number):
            return render(page, float(dpi), self.limits.max_page_pixels)[0]

    def source(self, number: int) -> PdfSheet:
        """Return the page, turned as displayed, its notes and filled-in fields part of it."""
        flags = self._flags if number == 1 else ()
        return PdfSheet(self._page(number), self.path, self.limits.max_page_pixels, flags)

    def _page(self, number: int) -> PdfPage:
        """Load a page and turn it upright in memory, so that all boxes are as displayed."""
        self._check_number(number)
        with page_errors(self.path, number):
            page: PdfPage = self._pdf.load_page(number - 1)
            self._check_pictures(page, number)
            if not self._baked and _has_notes(page):
                # Typed-over numbers and filled-in fields become part of the pages, in memory.
                self._baked = True
                self._pdf.bake()
                page = self._pdf.load_page(number - 1)
            if page.rotation:
                page.remove_rotation()
            return page

    def _check_pictures(self, page: PdfPage, number: int) -> None:
        """Refuse a page with a picture that would have to be decoded beyond the limits."""
        for picture in page.get_images():
            width, height = int(picture[2]), int(picture[3])
            if width * height > self.limits.max_image_pixels:
                raise TooLargeError(self.path, f"trang {number}: ảnh {width} x {height} điểm")


def _has_notes(page: PdfPage) -> bool:
    """Say whether notes or form fields (signatures aside) say or strike out something."""
    if any(note.type[1] in ("FreeText", "StrikeOut") for note in page.annots()):
        return True
    fields = (field for field in page.widgets() if field.field_type_string != "Signature")
    return any(str(field.field_value or "").strip() not in ("", "Off") for field in fields)


def _opened(path: Path) -> Any:
    """Open by name; of a file whose name is no UTF-8 the bytes are handed over."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return mupdf.open(stream=path.read_bytes(), filetype="pdf")
    return mupdf.open(path, filetype="pdf")
