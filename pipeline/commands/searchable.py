"""``kehoach ocr``: a searchable copy of a document, with repaired Vietnamese text.

The picture of every page stays as it is; the text is laid over it invisibly (render mode 3), line
by line, each line scaled to its box. An untrusted text layer of the original is left out, so that a
search never meets garbled words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf

from extractors.formats import Limits, open_document
from extractors.ocr.engines import OcrEngine
from extractors.reading import read_page
from extractors.turned import displayed_page
from extractors.types import BBox, Line, Page
from pipeline.dataset.atomic import atomic_path
from pipeline.rows.repairing import repair_pages

_FONT = "kehoach"
_DPI = 200


def make_searchable(
    source: Path,
    target: Path,
    engine: OcrEngine,
    *,
    limits: Limits | None = None,
    on_page: Callable[[int, int], None] = lambda number, total: None,
) -> int:
    """Write a searchable PDF of ``source`` to ``target``; return the number of pages.

    Raises:
        DocumentError: the source cannot be read.
        OutputError: the target cannot be written.
    """
    with open_document(source, limits=limits or Limits()) as document:
        total = document.page_count
        pages = []
        for number in range(1, total + 1):
            pages.append(read_page(document, number, engine=engine))
            on_page(number, total)
        output = pymupdf.open()
        for page in repair_pages(pages):
            picture = document.render_page(page.number, _DPI)
            _add_page(output, displayed_page(page), picture)
    output.set_metadata({"title": source.stem, "producer": "kehoach"})
    with atomic_path(target) as temporary:
        output.save(temporary, garbage=3, deflate=True)
    output.close()
    return total


def _add_page(output: pymupdf.Document, page: Page, picture: object) -> None:
    import cv2
    import numpy as np

    image = np.asarray(picture)
    width = page.width or image.shape[1] * 72 / _DPI
    height = page.height or image.shape[0] * 72 / _DPI
    sheet = output.new_page(width=width, height=height)
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 80])
    sheet.insert_image(sheet.rect, stream=data.tobytes())
    sheet.insert_font(fontname=_FONT, fontbuffer=pymupdf.Font("notos").buffer)
    for text, box in _texts(page):
        _lay(sheet, text, box)


def _texts(page: Page) -> Iterator[tuple[str, BBox]]:
    for block in page.blocks:
        parts = [block] if isinstance(block, Line) else block.cells
        for part in parts:
            if part.bbox is not None and part.text.strip():
                yield part.text, part.bbox


def _lay(sheet: pymupdf.Page, text: str, box: BBox) -> None:
    """Lay the lines of ``text`` over the box, one under the other, each as wide as the box."""
    font = pymupdf.Font("notos")
    lines = [line for line in text.split("\n") if line.strip()]
    step = box.height / max(1, len(lines))
    for index, line in enumerate(lines):
        length = font.text_length(line, fontsize=1) or 1.0
        size = max(1.0, min(step * 0.8, box.width / length))
        baseline = box.y0 + step * (index + 0.8)
        sheet.insert_text((box.x0, baseline), line, fontname=_FONT, fontsize=size, render_mode=3)
