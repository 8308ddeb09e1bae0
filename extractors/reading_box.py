"""A part of a page, read because a person pointed at it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors.errors import PageFailedError
from extractors.formats.document import Document
from extractors.formats.pdf.mupdf import page_errors
from extractors.formats.pdf.raster import RASTER, render
from extractors.formats.pdf.words import PdfWord
from extractors.formats.picture.file import scaled
from extractors.formats.source import Blocks, Image, PdfSheet, Picture
from extractors.images.clean import drop_colour, stretch
from extractors.images.prepare import reading_scale
from extractors.images.reverse import without_reverse
from extractors.images.sheet import Sheet
from extractors.layer.page import look_at, upright
from extractors.ocr.engines import PSM_BLOCK, OcrEngine
from extractors.types import BBox, Line

__all__ = ["read_boxes"]

_LEAST_PIXELS = 8
"""A box of fewer rows or columns of pixels holds no letter."""

_MOST_PIXELS = 20_000_000
"""Of a box after scaling: a whole A4 page at 400 dpi."""

_MOST_SURE = 0.999
"""Of recognised text: 1.0 is kept for text that was never guessed."""

_MARGIN = 3.0
"""Points of white around what is read: letters cut by the hand-drawn edge are still whole."""


def read_boxes(
    document: Document, number: int, boxes: Sequence[BBox], engine: OcrEngine | None
) -> list[Line]:
    """Read boxes of a page, each as one text.

    A text layer that can be trusted is taken as it is; else the picture of the box is recognised.

    Args:
        document: an open document.
        number: page number from 1.
        boxes: in points of the page as displayed, origin top left.
        engine: recognises pictures; None where none is installed.

    Returns:
        one line per box, its text with line breaks, "" where nothing is read.

    Raises:
        PageFailedError: the document has no pages to draw, or this one cannot be drawn.
    """
    source = document.source(number)
    if isinstance(source, Blocks):
        raise PageFailedError(document.path, f"{document.kind}: không có hình trang {number}")
    if isinstance(source, PdfSheet):
        with page_errors(source.path, number):
            return [_pdf_box(source, number, box, engine) for box in boxes]
    return [_recognised(_cut(source, box), source.dpi, number, box, engine) for box in boxes]


def _pdf_box(source: PdfSheet, number: int, box: BBox, engine: OcrEngine | None) -> Line:
    with upright(source.page) as (standing, turn, words):
        look = look_at(standing, words)
    if look.verdict.trusted and turn == 0 and look.words:
        return Line(_words_in(look.words, box), number, box)
    image, dpi = render(source.page, RASTER.usual, source.max_pixels, clip=_wider(box))
    return _recognised(image, dpi, number, box, engine)


def _words_in(words: Sequence[PdfWord], box: BBox) -> str:
    """Return the words whose middle lies in a box, line by line."""
    inside = [w.word for w in words if w.word.bbox and box.contains(*w.word.bbox.center)]
    lines: list[list[tuple[float, str]]] = []
    below = float("-inf")
    for word in sorted(inside, key=lambda w: w.bbox.center[1] if w.bbox else 0.0):
        if word.bbox is None:
            continue
        if word.bbox.center[1] > below:
            lines.append([])
            below = word.bbox.y1
        lines[-1].append((word.bbox.x0, word.text))
    return "\n".join(" ".join(text for _, text in sorted(line)) for line in lines)


def _wider(box: BBox) -> BBox:
    return BBox(box.x0 - _MARGIN, box.y0 - _MARGIN, box.x1 + _MARGIN, box.y1 + _MARGIN)


def _cut(picture: Picture, box: BBox) -> Image:
    height, width = picture.image.shape[:2]
    across, down = width / picture.size[0], height / picture.size[1]
    x0, y0, x1, y1 = _wider(box)
    rows = slice(max(0, round(y0 * down)), round(y1 * down))
    columns = slice(max(0, round(x0 * across)), round(x1 * across))
    return np.ascontiguousarray(picture.image[rows, columns])


def _recognised(image: Image, dpi: float, number: int, box: BBox, engine: OcrEngine | None) -> Line:
    """Read a small picture as one block of text.

    What a whole page is prepared by (its skew, its bend, its tables) cannot be told from a box.
    """
    if engine is None or min(image.shape[:2]) < _LEAST_PIXELS:
        return Line("", number, box, conf=0.0)
    scale = reading_scale(dpi)
    larger = scaled(image, scale, _MOST_PIXELS)
    gray, _ = drop_colour(without_reverse(larger, dpi * scale), dpi * scale)
    sheet = Sheet(stretch(gray), dpi * scale)
    words = [word for part in engine.read(sheet, psm=PSM_BLOCK) for word in part]
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    conf = sum(word.conf for word in words) / len(words) if words else 0.0
    text = "\n".join(" ".join(line) for line in lines.values())
    return Line(text, number, box, conf=min(conf, _MOST_SURE))
