"""Lines as every reader reads them, with the CPU time each took, and which words are right."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.readers.lines import PrintedLines
from extractors.images.sheet import Sheet
from extractors.ocr.engines import PSM_LINE, OcrEngine, OcrWord, PixelBox
from extractors.ocr.lines.align import stretches
from extractors.ocr.lines.fast import FastLine, FastReader

__all__ = ["ReadLine", "rightness", "typographic", "with_readings"]

_T = TypeVar("_T")
_AROUND = 0.03
"""Inches of paper above and below a line that the engine is given, twice as much at its sides."""

_LIKE = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A printed line, what both readers read, and the CPU milliseconds each took.

    Attributes:
        printed: its text.
        fast: the fast reader's line.
        engine: the engine's words.
        fast_ms: CPU time of the fast reader.
        engine_ms: CPU time of the engine.
    """

    printed: str
    fast: FastLine
    engine: tuple[OcrWord, ...]
    fast_ms: float
    engine_ms: float


def typographic(text: str) -> str:
    """Return a text with plain dashes and quotes: their kinds are no errors of reading."""
    return text.translate(_LIKE)


def with_readings(page: PrintedLines, engine: OcrEngine, fast: FastReader) -> list[ReadLine]:
    """Read the lines of a page by both."""
    lines, fast_ms = _timed(lambda: fast.read(page.sheet, page.boxes))
    boxes = [_around(page.sheet, box) for box in page.boxes]
    words, engine_ms = _timed(lambda: engine.read(page.sheet, boxes=boxes, psm=PSM_LINE))
    share = max(1, len(lines))
    return [
        ReadLine(text, line, tuple(said), fast_ms / share, engine_ms / share)
        for text, line, said in zip(page.texts, lines, words, strict=True)
    ]


def _timed(read: Callable[[], _T]) -> tuple[_T, float]:
    start = time.process_time()
    done = read()
    return done, 1000 * (time.process_time() - start)


def _around(sheet: Sheet, box: PixelBox) -> PixelBox:
    height, width = sheet.gray.shape
    rim = sheet.inches(_AROUND)
    return PixelBox(
        max(0, box.x0 - 2 * rim),
        max(0, box.y0 - rim),
        min(width, box.x1 + 2 * rim),
        min(height, box.y1 + rim),
    )


def rightness(words: Sequence[str], printed: str) -> list[bool]:
    """Return for each word whether it is what is printed in its place."""
    said = [typographic(word) for word in words]
    true = typographic(printed).split()
    right = [False] * len(said)
    for part in stretches(said, true):
        if said[part.first] == true[part.second]:
            right[part.first] = [True] * (part.first.stop - part.first.start)
    return right
