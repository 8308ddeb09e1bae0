"""PDF page by page: the text layer where it can be trusted, the rendered picture elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from extractors.errors import (
    DocumentError,
    EncryptedFileError,
    NoPagesError,
    PageFailedError,
    TooLargeError,
    TruncatedFileError,
)
from extractors.formats.document import Document, Image
from extractors.formats.image import with_flags
from extractors.formats.kinds import Kind
from extractors.formats.legacy import flag, font_encodings
from extractors.formats.limits import Limits
from extractors.formats.lines import Styled, lines_of
from extractors.formats.mupdf import PdfPage, mupdf
from extractors.formats.pdf_words import PdfWord, page_words, share
from extractors.formats.raster import choose_dpi, grey_at, picture_cover, render
from extractors.layer import LayerVerdict, has_rulings, ink_cover, judge_layer
from extractors.types import BBox, Block, Page, Table
from normalizers.legacy import to_unicode

if TYPE_CHECKING:
    from extractors.ocr import OcrEngine

__all__ = ["PdfDocument"]

_LOOK_DPI = 72
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found out about one page before deciding how to read it."""

    words: tuple[PdfWord, ...]
    verdict: LayerVerdict
    cover: float
    size: tuple[float, float]


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

    def judge(self, number: int) -> LayerVerdict:
        """Return the verdict on the text layer of one page, for reports."""
        page = self._page(number)
        return self._guarded(number, lambda: self._look(page)).verdict

    def read_page(self, number: int, *, engine: OcrEngine | None, force_ocr: bool = False) -> Page:
        """Read one page: see ``Document.read_page``."""
        page = self._page(number)
        look = self._guarded(number, lambda: self._look(page))
        flags: tuple[str, ...] = ("damaged_file",) if self._pdf.is_repaired else ()
        use_layer = look.verdict.trusted and not (force_ocr and look.verdict.reason != "blank")
        if use_layer or engine is None:
            read = self._guarded(number, lambda: _from_layer(page, look, number))
            if not use_layer:
                flags += _without_engine(look)
            return with_flags(read, flags)
        return with_flags(self._recognise(page, look, number, engine), flags)

    def _recognise(self, page: PdfPage, look: _Look, number: int, engine: OcrEngine) -> Page:
        from extractors.scan import read_image_page

        wanted = choose_dpi(page)
        limit = self.limits.max_page_pixels
        image, dpi = self._guarded(number, lambda: render(page, wanted, limit))
        read = read_image_page(
            image, dpi=round(dpi), number=number, engine=engine, page_size=look.size
        )
        layer = ("bad_text_layer",) if look.words and not look.verdict.trusted else ()
        return with_flags(read, (*layer, f"layer:{look.verdict.reason}"))

    def _page(self, number: int) -> PdfPage:
        """Load a page and turn it upright in memory, so that all boxes are as displayed."""
        self._check_number(number)

        def load() -> PdfPage:
            page: PdfPage = self._pdf.load_page(number - 1)
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

    def _look(self, page: PdfPage) -> _Look:
        """Take the measures the verdict rests on; the page is drawn small only if need be."""
        words = tuple(page_words(page))
        size = (float(page.rect.width), float(page.rect.height))
        cover = picture_cover(page)
        curves = _curves(page) if len(words) < 60 else 0
        boxes = [w.word.bbox for w in words if w.word.bbox is not None]
        covered: float | None = None
        grey = None
        if words and (cover > 0.25 or curves >= 400):
            grey = grey_at(page, _LOOK_DPI)
            covered = ink_cover(grey, boxes, grey.shape[1] / max(size[0], 1.0))
        verdict = judge_layer(
            [w.word for w in words],
            size,
            cover,
            sorted({w.word.font or "" for w in words}),
            " ".join(w.word.text for w in words),
            ink_covered=covered,
            hidden_share=share(words, "hidden"),
            curves=curves,
        )
        if verdict.trusted and grey is not None and cover > 0.6 and _tabular(grey, page):
            # The layer has no rulings, the picture has: only the picture gives the cells.
            verdict = replace(verdict, trusted=False, reason="picture_table")
        return _Look(words, verdict, cover, size)


def _tabular(grey: NDArray[np.uint8], page: PdfPage) -> bool:
    return has_rulings(grey, grey.shape[1] / max(float(page.rect.width), 1.0))


def _without_engine(look: _Look) -> tuple[str, ...]:
    """Return the flags of a page that should have been recognised and could not be."""
    bad = ("bad_text_layer",) if look.words and look.verdict.reason != "picture_table" else ()
    return ("no_ocr_engine", *bad, f"layer:{look.verdict.reason}")


def _curves(page: PdfPage) -> int:
    """Count curve segments of the vector drawings (text drawn as shapes has thousands)."""
    count = 0
    for path in page.get_drawings():
        count += sum(1 for item in path["items"] if item[0] == "c")
        if count > 2000:
            break
    return count


def _from_layer(page: PdfPage, look: _Look, number: int) -> Page:
    """Build the page from its text layer."""
    from extractors.tables.digital import digital_tables

    upright = [w for w in look.words if w.upright or not _mostly_upright(look)]
    encodings = font_encodings(w.word for w in upright)
    styled = [_styled(w, encodings.get(w.word.font or "")) for w in upright]
    tables = digital_tables(page, [s.word for s in styled], number)
    blocks = _arrange(styled, tables, number)
    used = dict.fromkeys(flag(e) for e in encodings.values() if e != "decomposed")
    return Page(number, *look.size, "text", blocks, flags=tuple(used))


def _mostly_upright(look: _Look) -> bool:
    return share(look.words, "upright") >= 0.5


def _styled(found: PdfWord, encoding: str | None) -> Styled:
    word = found.word
    text = to_unicode(word.text, encoding) if encoding is not None else word.text
    word = replace(word, text=text.replace("\u00ad", ""))
    return Styled(word, word.bbox or BBox(0, 0, 0, 0), found.bold)


def _arrange(words: Sequence[Styled], tables: Sequence[Table], number: int) -> tuple[Block, ...]:
    """Put lines and tables in reading order; words inside a table are left to the table."""
    ordered = sorted((t for t in tables if t.bbox is not None), key=lambda t: _top(t))
    free = [w for w in words if not any(_inside(w.box, t) for t in ordered)]
    blocks: list[Block] = []
    for table in ordered:
        above = [w for w in free if w.box.center[1] < _top(table)]
        free = [w for w in free if w.box.center[1] >= _top(table)]
        blocks += lines_of(above, number)
        blocks.append(table)
    blocks += lines_of(free, number)
    return tuple(blocks)


def _top(table: Table) -> float:
    return table.bbox.y0 if table.bbox is not None else 0.0


def _inside(box: BBox, table: Table) -> bool:
    return table.bbox is not None and table.bbox.contains(*box.center)


def _short(error: BaseException) -> str:
    return str(error).strip().split("\n")[0][:120]
