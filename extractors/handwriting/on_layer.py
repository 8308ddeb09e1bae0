"""Lines of a text layer with what a pen wrote into their blanks.

A paper typed and printed to PDF may bear its number and day as a picture: the layer has a blank.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractors.handwriting.blanks import blanks_of
from extractors.handwriting.letterhead import LOWEST, with_handwriting
from extractors.handwriting.pen import Original
from extractors.images.prepare import Prepared
from extractors.images.sheet import Picture
from extractors.ocr.engines import OcrEngine, OcrWord, PixelBox
from extractors.types import BBox, Line, Page, Word

__all__ = ["has_blanks", "with_written_blanks"]


def has_blanks(page: Page) -> bool:
    """Say whether a line of a page's letterhead has a blank for its number or day."""
    return any(_has_blank(line, page.height) for line in page.lines)


def with_written_blanks(page: Page, image: Picture, dpi: float, engine: OcrEngine) -> Page:
    """Return a page of a text layer with what is written in its picture's blanks.

    Args:
        page: the page, boxes in points.
        image: its picture, height x width x 3 (BGR), not turned.
        dpi: the picture's resolution.
        engine: as ``with_handwriting`` asks for.
    """
    gray = image if image.ndim == 2 else np.asarray(image.min(axis=2), np.uint8)
    to_points = np.diag([72.0 / dpi, 72.0 / dpi, 1.0])
    prepared = Prepared(gray, round(dpi), 0, 0.0, (page.width, page.height), to_points)
    original = Original(image, dpi, prepared)
    blocks = tuple(
        _written(block, original, engine)
        if isinstance(block, Line) and _has_blank(block, page.height)
        else block
        for block in page.blocks
    )
    return replace(page, blocks=blocks)


def _has_blank(line: Line, height: float) -> bool:
    if line.bbox is None or line.bbox.y0 > LOWEST * height or not line.words:
        return False
    return bool(blanks_of(_pixel_words(line, 1.0), lambda box: box.y1 - box.y0))


def _pixel_words(line: Line, scale: float) -> list[OcrWord]:
    return [
        OcrWord(w.text, PixelBox(*(round(v * scale) for v in w.bbox)), w.conf, (1, 1, 1))
        for w in sorted(line.words, key=lambda w: w.bbox.x0 if w.bbox else 0.0)
        if w.bbox is not None
    ]


def _written(line: Line, original: Original, engine: OcrEngine) -> Line:
    """Return the line with its handwriting; the same line where there is none."""
    scale = original.dpi / 72.0
    words = with_handwriting(_pixel_words(line, scale), original, engine)
    if not any(word.by_hand for word in words):
        return line
    kept = {word.text: word for word in line.words}
    placed = tuple(
        Word(w.text, BBox(*(v / scale for v in w.box)), w.conf, by_hand=True)
        if w.by_hand
        else kept.get(w.text, Word(w.text, BBox(*(v / scale for v in w.box)), w.conf))
        for w in words
    )
    text = " ".join(word.text for word in placed)
    return replace(line, text=text, raw=text, words=placed, conf=min(w.conf for w in placed))
