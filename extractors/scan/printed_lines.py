"""The lines of print outside the tables of a page picture.

What lies above, between and below the tables is read band by band, each shrunk to its ink: the
engine's layout analysis takes as long for a bare page with a page number as for a printed one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from extractors.handwriting.letterhead import with_handwriting
from extractors.handwriting.pen import Original
from extractors.images.prepare import Prepared
from extractors.images.sheet import INK, Sheet, inches
from extractors.ocr.belief import PUNCTUATION, is_print
from extractors.ocr.engines import (
    PSM_AUTO,
    PSM_BLOCK,
    OcrEngine,
    OcrWord,
    PixelBox,
    by_line,
    hull,
    mean_conf,
)
from extractors.scan.cells.strokes import strokes_told
from extractors.types import Line, Word
from normalizers.text.syllables import is_syllable

__all__ = ["placed_word", "printed_line", "printed_lines"]

_COLUMN_GAP = 0.33
"""Blank inches within a printed line that part two columns (letterhead, signatures)."""

_FAINT_BELIEF = 0.2
"""Confidence of a part beside good print that is the rest of a name, at least."""

_LEAST_INK = 50
"""Pixels of ink in a band that is read, at least; fewer are dirt."""

_MARGIN = 0.1
"""Inches of paper around the ink of a band: the engine loses letters at an edge."""

_MOSTLY = 0.6
"""Share of the page's height from which a band is read as the whole page: its layout is whole."""

_LOW = 0.5
"""A band lower than this (inches) is a line or two: it has no layout to analyse."""


def printed_lines(
    sheet: Sheet,
    tables: Sequence[PixelBox],
    original: Original,
    engine: OcrEngine,
    number: int,
) -> list[Line]:
    """Read what lies outside the tables as lines.

    Args:
        sheet: the page without its rulings.
        tables: boxes of the tables in pixels.
        original: the page it is part of, for the way back to points and what a pen wrote.
        engine: what reads the words.
        number: page number to give.
    """
    rest = sheet
    if tables:
        rest = replace(sheet, gray=sheet.gray.copy())
        for x0, y0, x1, y1 in tables:
            rest.gray[y0 : y1 + 1, x0 : x1 + 1] = 255
    words: list[list[OcrWord]] = []
    bands = _bands(rest, tables)
    low = sheet.inches(_LOW)
    for psm in (PSM_AUTO, PSM_BLOCK):
        boxes = [b for b in bands if (b.y1 - b.y0 < low) == (psm == PSM_BLOCK)]
        if boxes:
            words += engine.read(rest, boxes=boxes, psm=psm)
    read = [
        with_handwriting(strokes_told(rest, found), original, engine) for found in words if found
    ]
    ordered = sorted(read, key=lambda ws: min(w.box.y0 for w in ws))
    return [line for found in ordered for line in _lines(found, original.prepared, number)]


def _bands(sheet: Sheet, tables: Sequence[PixelBox]) -> list[PixelBox]:
    """Return the boxes of ink above, between and below the tables; all of a page without any.

    A page is cut in the middle of a table's height: marks beside it go with what is nearer.
    """
    height, width = sheet.gray.shape
    ink = sheet.gray < INK
    cuts = sorted((y0 + y1) // 2 for _, y0, _, y1 in tables)
    boxes = []
    for top, bottom in zip([0, *cuts], [*cuts, height], strict=True):
        box = _ink_box(ink[top:bottom], sheet.inches(_MARGIN))
        if box is not None:
            boxes.append(PixelBox(box.x0, box.y0 + top, box.x1, box.y1 + top))
    if len(boxes) == 1 and boxes[0].y1 - boxes[0].y0 > _MOSTLY * height:
        return [PixelBox(0, 0, width, height)]
    return boxes


def _ink_box(ink: npt.NDArray[np.bool_], margin: int) -> PixelBox | None:
    rows, cols = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size or int(ink[rows[0] : rows[-1] + 1].sum()) < _LEAST_INK:
        return None
    height, width = ink.shape
    return PixelBox(
        max(0, int(cols[0]) - margin),
        max(0, int(rows[0]) - margin),
        min(width, int(cols[-1]) + margin + 1),
        min(height, int(rows[-1]) + margin + 1),
    )


def _lines(words: Sequence[OcrWord], prepared: Prepared, number: int) -> list[Line]:
    """Return the words of one band as lines, without what is no print."""
    gap = inches(_COLUMN_GAP, prepared.dpi)
    return [
        printed_line(part, prepared, number)
        for group in by_line(words)
        for part in _parted(group, gap)
        if is_print(part, prepared.dpi) or _beside_print(part, group, prepared.dpi)
    ]


def _beside_print(part: Sequence[OcrWord], group: Sequence[OcrWord], dpi: float) -> bool:
    """Say whether a doubtful part is the rest of a name, on one line with good print.

    In a letterhead "THÁP" stands alone under "SỞ ... ĐỒNG", beside the motto.
    """
    words = [word.text.strip(PUNCTUATION).lower() for word in part]
    if len(part) == len(group) or not all(len(w) > 1 and is_syllable(w) for w in words):
        return False
    return is_print(group, dpi) and is_print(part, dpi, least=_FAINT_BELIEF)


def _parted(words: Sequence[OcrWord], gap: int) -> list[list[OcrWord]]:
    """Part a printed line where a wide blank stands between two words."""
    parts: list[list[OcrWord]] = []
    for word in sorted(words, key=lambda w: w.box.x0):
        if parts and word.box.x0 - parts[-1][-1].box.x1 <= gap:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def printed_line(words: Sequence[OcrWord], prepared: Prepared, number: int) -> Line:
    """Return words beside each other as one line, its boxes in points of the upright page."""
    box = prepared.box(*hull([w.box for w in words]))
    return Line(
        text=" ".join(w.text for w in words),
        page=number,
        bbox=box,
        conf=round(mean_conf(words), 4),
        words=tuple(placed_word(word, prepared) for word in words),
    )


def placed_word(word: OcrWord, prepared: Prepared) -> Word:
    """Return a word with its box in points of the upright page."""
    box, conf = prepared.box(*word.box), round(word.conf, 4)
    return Word(
        word.text,
        box,
        conf,
        alternatives=word.alternatives,
        by_hand=word.by_hand,
        disputed=word.disputed,
    )
