"""PDF page by page: the text layer where it can be trusted, the rendered picture elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from extractors.errors import (
    DocumentError,
    EncryptedFileError,
    NoPagesError,
    PageFailedError,
    TooLargeError,
    TruncatedFileError,
)
from extractors.formats.document import Document, Image
from extractors.formats.kinds import Kind
from extractors.formats.legacy import block_text
from extractors.formats.limits import Limits
from extractors.formats.pdf.mupdf import PdfPage, mupdf
from extractors.formats.pdf.pictures import picture_regions, with_picture_text
from extractors.formats.pdf.raster import choose_dpi, render
from extractors.formats.picture.document import with_flags
from extractors.layer.page import Look, look_at, page_from_layer, upright
from extractors.types import Page
from normalizers.quality import assess

if TYPE_CHECKING:
    from extractors.ocr.engines import OcrEngine

__all__ = ["PdfDocument"]

_T = TypeVar("_T")
# Verdicts on the language alone: recognition may find that the page is printed like that.
_OF_LANGUAGE = frozenset(["stripped", "garbled", "ocr", "foreign", "unmapped", "empty"])


class PdfDocument(Document):
    """An opened PDF. Pages are read independently of each other.

    Raises:
        TruncatedFileError: damaged so badly that no page is left.
        EncryptedFileError: it needs a password to be opened.
        NoPagesError: a sound PDF without pages.
        TooLargeError: more pages than allowed.
    """

    def __init__(self, path: Path, sha256: str, limits: Limits) -> None:
        super().__init__(path, Kind.PDF, sha256, limits)
        try:
            self._pdf = mupdf.open(path, filetype="pdf")
        except Exception as error:  # MuPDF raises several unrelated classes
            raise TruncatedFileError(path, _short(error)) from error
        try:
            self._count = self._check()
            self._baked = False
        except DocumentError:
            self._pdf.close()
            raise

    def _check(self) -> int:
        if self._pdf.needs_pass and not self._pdf.authenticate(""):
            raise EncryptedFileError(self.path)
        try:
            count = int(self._pdf.page_count)
        except Exception as error:  # as above
            raise TruncatedFileError(self.path, _short(error)) from error
        if count < 1:
            cause = TruncatedFileError if self._pdf.is_repaired else NoPagesError
            raise cause(self.path)
        if count > self.limits.max_pages:
            raise TooLargeError(self.path, f"{count} trang")
        return count

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
        return self._guarded(
            number, lambda: render(page, float(dpi), self.limits.max_page_pixels)[0]
        )

    def read_page(self, number: int, *, engine: OcrEngine | None, force_ocr: bool = False) -> Page:
        """Read one page: see ``Document.read_page``."""
        page = self._page(number)
        read = self._guarded(number, lambda: self._read(page, number, engine, force_ocr))
        return with_flags(read, ("damaged_file",) if self._pdf.is_repaired else ())

    def _read(self, page: PdfPage, number: int, engine: OcrEngine | None, force_ocr: bool) -> Page:
        with upright(page) as (standing, turn, words):
            look = look_at(standing, words)
            use_layer = look.verdict.trusted and not (force_ocr and look.verdict.reason != "blank")
            if engine is not None and not use_layer:
                return self._recognise(page, look, number, engine)
            read = page_from_layer(standing, look, number)
            if not use_layer:
                read = with_flags(read, ("no_ocr_engine", *_layer_flags(look)))
            elif engine is not None:
                regions = picture_regions(standing, look.boxes)
                limit = self.limits.max_page_pixels
                read = with_picture_text(read, standing, regions, engine, limit)
        return replace(read, rotation=turn)

    def _recognise(self, page: PdfPage, look: Look, number: int, engine: OcrEngine) -> Page:
        from extractors.scan.page import read_image_page

        image, dpi = render(page, choose_dpi(page), self.limits.max_page_pixels)
        size = (float(page.rect.width), float(page.rect.height))
        read = read_image_page(image, dpi=round(dpi), number=number, engine=engine, page_size=size)
        if _printed_like_that(look, read):
            with upright(page) as (standing, turn, _):
                kept = page_from_layer(standing, look, number)
                return replace(with_flags(kept, _layer_flags(look)), rotation=turn)
        return with_flags(read, _layer_flags(look))

    def _page(self, number: int) -> PdfPage:
        """Load a page and turn it upright in memory, so that all boxes are as displayed."""
        self._check_number(number)

        def load() -> PdfPage:
            page: PdfPage = self._pdf.load_page(number - 1)
            if not self._baked and _has_notes(page):
                # Typed-over numbers and filled-in fields become part of the pages, in memory.
                self._baked = True
                self._pdf.bake()
                page = self._pdf.load_page(number - 1)
            if page.rotation:
                page.remove_rotation()
            return page

        return self._guarded(number, load)

    def _guarded(self, number: int, work: Callable[[], _T]) -> _T:
        """Run work on a page; whatever MuPDF throws becomes one named error."""
        try:
            return work()
        except DocumentError:
            raise
        except MemoryError as error:
            raise TooLargeError(self.path, f"trang {number}") from error
        except Exception as error:  # MuPDF raises several unrelated classes
            raise PageFailedError(self.path, f"trang {number}: {_short(error)}") from error


def _has_notes(page: PdfPage) -> bool:
    """Say whether text stands on the page as a note or in a form field (signatures aside)."""
    if any(note.type[1] == "FreeText" for note in page.annots()):
        return True
    fields = (field for field in page.widgets() if field.field_type_string != "Signature")
    return any(str(field.field_value or "").strip() not in ("", "Off") for field in fields)


def _printed_like_that(look: Look, read: Page) -> bool:
    """Say whether a born-digital page reads no better from its picture than from its layer.

    A plan typed without marks, or a list of codes and names, is printed as its layer has it.
    """
    if look.verdict.reason not in _OF_LANGUAGE or look.cover > 0.3:
        return False
    seen = assess(block_text(read.blocks))
    if look.verdict.reason == "foreign":
        return seen.kind not in ("good", "ocr")
    return assess(" ".join(w.word.text for w in look.words)).score >= seen.score


def _layer_flags(look: Look) -> tuple[str, ...]:
    """Return what to note of a layer that was not used; a plain scan has none to speak of."""
    if not look.words or look.verdict.trusted:
        return ()
    reason = look.verdict.reason
    bad = () if reason == "picture_table" else ("bad_text_layer",)
    return (*bad, f"layer:{reason}")


def _short(error: BaseException) -> str:
    return str(error).strip().split("\n")[0][:120]
