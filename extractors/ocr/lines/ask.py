"""Which words of a line the engine is asked about, and how they are shown to it.

The engine's time grows with the width it reads, and most lines in doubt are in doubt for a word or
two. Those are cut out with a neighbour on either side and set apart on a strip of white paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.images.sheet import Sheet
from extractors.ocr.engines import PSM_LINE, OcrEngine, OcrWord, PixelBox

__all__ = ["doubtful", "read_apart"]


@dataclass(frozen=True, slots=True)
class AskSettings:
    """What of a line is asked about.

    Attributes:
        sure: chance (0..1) that all words are right that are not asked about, at least.
        beside: words on either side that are read with one in doubt.
        whole: share of its words from which all of a line is asked about.
        rim: inches of white around what is cut out: the engine loses letters at an edge.
    """

    sure: float = 0.9
    beside: int = 1
    whole: float = 0.7
    rim: float = 0.06


ASK = AskSettings()


def doubtful(chances: Sequence[float]) -> list[slice]:
    """Return the words of a line that are to be asked about, as runs from left to right.

    Args:
        chances: how likely each word is right (0..1).
    """
    asked = [False] * len(chances)
    order = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
    kept = 1.0
    for n in order:
        kept *= chances[n]
        asked[n] = kept < ASK.sure
    wide = [any(asked[max(0, n - ASK.beside) : n + ASK.beside + 1]) for n in range(len(asked))]
    if sum(wide) >= ASK.whole * len(wide):
        return [slice(0, len(wide))]
    edges = np.flatnonzero(np.diff(np.array([False, *wide, False], np.int8))).tolist()
    return [slice(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def read_apart(sheet: Sheet, boxes: Sequence[PixelBox], engine: OcrEngine) -> list[list[OcrWord]]:
    """Return the words in each box as one line, read with white paper around; boxes of the page.

    Args:
        sheet: the page, dark ink on white.
        boxes: in pixels of it.
        engine: what reads them.
    """
    if not boxes:
        return []
    rim = sheet.inches(ASK.rim)
    tops = np.cumsum([0, *(box.y1 - box.y0 + rim for box in boxes)]).tolist()
    width = max(box.x1 - box.x0 for box in boxes) + 2 * rim
    strip = np.full((tops[-1] + rim, width + 1), 255, np.uint8)
    shown = []
    for (x0, y0, x1, y1), top in zip(boxes, tops, strict=False):
        strip[top + rim : top + rim + y1 - y0, rim : rim + x1 - x0] = sheet.gray[y0:y1, x0:x1]
        shown.append(PixelBox(0, top, x1 - x0 + 2 * rim, top + y1 - y0 + 2 * rim))
    read = engine.read(Sheet(strip, sheet.dpi), boxes=shown, psm=PSM_LINE)
    return [
        [_moved(word, box.x0 - rim, box.y0 - rim - top) for word in words]
        for words, box, top in zip(read, boxes, tops, strict=False)
    ]


def _moved(word: OcrWord, right: int, down: int) -> OcrWord:
    x0, y0, x1, y1 = word.box
    return replace(word, box=PixelBox(x0 + right, y0 + down, x1 + right, y1 + down))
