"""A searchable copy of a document, with repaired Vietnamese text.

A PDF keeps every byte of its pictures: pages whose text layer is good stay as they are; of the
others the old text is silenced and the text as read and repaired is laid over the page invisibly,
word by word, in reading order. A picture becomes a PDF of that picture. The result is PDF/A-2b
where nothing in the original stands against it (``pipeline.searchable.archive``).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from extractors.errors import PageFailedError
from extractors.formats import Limits, open_document
from extractors.formats.pdf.mupdf import mupdf
from extractors.ocr.engines import OcrEngine
from extractors.reading import read_page
from extractors.types import Page
from pipeline.dataset.atomic import atomic_path
from pipeline.errors import UsageError
from pipeline.rows.repairing import repair_pages
from pipeline.searchable.archive import archived
from pipeline.searchable.layer import lay_text
from pipeline.searchable.old_text import silence

_SOURCE_AND_TARGET = 2
_WITH_PAGES = ("pdf", "image")


@dataclass(frozen=True, slots=True)
class Made:
    """A searchable PDF: its pages, those that got text, and what keeps it from being PDF/A."""

    target: Path
    pages: int
    laid: int
    obstacles: tuple[str, ...]


def make_searchable(
    source: Path,
    target: Path,
    engine: OcrEngine,
    *,
    limits: Limits | None = None,
    on_page: Callable[[int, int], None] = lambda number, total: None,
) -> Made:
    """Write a searchable PDF of ``source`` to ``target``.

    Raises:
        DocumentError: the source cannot be read, or has no pages to show (a Word file).
        OutputError: the target cannot be written.
    """
    with open_document(source, limits=limits or Limits()) as document:
        if document.kind not in _WITH_PAGES:
            raise PageFailedError(source, "chỉ làm được với PDF và ảnh")
        total = document.page_count
        pages = []
        for number in range(1, total + 1):
            pages.append(read_page(document, number, engine=engine))
            on_page(number, total)
    texts = {page.number: page for page in repair_pages(pages) if page.read_by == "ocr"}
    with _as_pdf(source) as pdf:
        _lay(pdf, texts)
        obstacles = archived(pdf, source.stem)
        with atomic_path(target) as temporary:
            pdf.save(
                temporary,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                recompress_flate=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
    return Made(target, total, len(texts), tuple(obstacles))


def _as_pdf(source: Path) -> pikepdf.Pdf:
    """Return the PDF itself, or one around the pictures of a picture file as they are.

    Raises:
        PageFailedError: the file is neither.
    """
    try:
        return pikepdf.open(source)
    except pikepdf.PdfError:
        pass
    try:
        with mupdf.open(source) as pictures:
            return pikepdf.open(io.BytesIO(pictures.convert_to_pdf()))
    except (mupdf.FileDataError, RuntimeError, ValueError) as error:
        raise PageFailedError(source, "chỉ làm được với PDF và ảnh") from error


def _lay(pdf: pikepdf.Pdf, texts: Mapping[int, Page]) -> None:
    for number, page in enumerate(pdf.pages, start=1):
        if number in texts:
            silence(pdf, page)
            lay_text(pdf, page, texts[number])


def targets_of(files: Sequence[Path], folder: Path | None) -> list[tuple[Path, Path]]:
    """Return each source with its target: ``FILE OUT.pdf``, or files and a folder for all.

    Raises:
        UsageError: neither was given, two targets are one, or a target is an original.
    """
    if folder is not None:
        wanted = [(source, folder / f"{source.stem}.pdf") for source in files]
    elif len(files) == _SOURCE_AND_TARGET:
        wanted = [(files[0], files[1])]
    else:
        raise UsageError("Hãy viết: kehoach ocr FILE OUT.pdf, hoặc kehoach ocr FILE... --to DIR")
    targets = [target.resolve() for _, target in wanted]
    originals = {source.resolve() for source in files if folder or source == files[0]}
    if len(set(targets)) < len(targets):
        raise UsageError("Hai tệp cùng tên sẽ ghi đè lên nhau; hãy tách ra hai lần chạy.")
    if originals.intersection(targets):
        raise UsageError("Tệp kết quả trùng với tệp gốc; hãy chọn tên hoặc thư mục khác.")
    return wanted
