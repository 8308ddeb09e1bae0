"""Words and lines of a page picture as boxes of ink, before anything is read.

Letters are closed to words by a run-length smearing (RLSA, Wong, Casey and Wahl 1982), marks join
the letter they stand nearest to. Boxes are in pixels; a word has no text yet, so that the finders
of white corridors (``digital_gutters``) work on a picture as on a text layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from extractors.images.components import part_boxes
from extractors.images.sheet import INK, Gray, Sheet, inches
from extractors.tables.words import Placed
from extractors.types import BBox, Word

__all__ = ["Ink", "ink_of"]


@dataclass(frozen=True, slots=True)
class InkSettings:
    """What of the ink of a page is a word; heights of a word unless said.

    Attributes:
        smear: inches along a line that join letters to a word, and not two words.
        least: inches of a part, at least: less is a dot.
        most: inches that a part is high, at most: higher is a picture, a stamp or a bracket.
        grain: inches of the gaps that a worn copier leaves in strokes,
        broken: and how much higher than their parts words then are: sound print has hardly any
            such gaps.
        mark_inches: inches below which a part is a mark and tells nothing of how high words are.
        mark: below which a part is a mark, which goes to the word nearest,
        reach: within so much.
        tallest: of a word with marks above and below, at most.
        pitch: from line to line where words of several are cut apart,
        slack: and by how much a cut may stand off that.
        double: from which a part holds words of several lines.
    """

    smear: float = 0.045
    least: float = 0.02
    most: float = 0.6
    grain: float = 0.01
    broken: float = 1.2
    mark_inches: float = 0.035
    mark: float = 0.55
    reach: float = 0.5
    tallest: float = 3.0
    pitch: float = 1.15
    slack: float = 0.3
    double: float = 1.75


INKED = InkSettings()
_NO_TEXT = Word("")

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Ink:
    """What the ink of a page without rulings is, in pixels.

    Attributes:
        words: the words, without text.
        height: usual height of a word.
    """

    words: tuple[Placed, ...]
    height: float


def ink_of(sheet: Sheet) -> Ink:
    """Return the words of a page (height x width, uint8) without rulings, dots and specks."""
    ink = np.asarray(cv2.threshold(sheet.gray, INK - 1, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    parts = _parts(ink, sheet.dpi, 1)
    if not parts:
        return Ink((), 1.0)
    height = _usual_height(parts, sheet.dpi)
    mended = _parts(ink, sheet.dpi, sheet.inches(INKED.grain, 2))
    if (whole := _usual_height(mended, sheet.dpi)) > INKED.broken * height:
        parts, height = mended, whole
    bodies = [part for box in parts for part in _lines_of(box, ink, height)]
    words = tuple(Placed(_NO_TEXT, BBox(*box)) for box in _with_marks(bodies, height))
    return Ink(words, height)


def _parts(ink: Gray, dpi: float, tall: int) -> list[Box]:
    """Return the boxes of the parts of a page's ink that are no dots.

    They are smeared along the lines, and across them over gaps of less than ``tall`` pixels.
    """
    kernel = np.ones((tall, inches(INKED.smear, dpi, 3)), np.uint8)
    smeared = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel), np.uint8)
    least, most = inches(INKED.least, dpi, 2), inches(INKED.most, dpi)
    return [
        (x, y, x + w, y + h)
        for x, y, w, h in part_boxes(smeared)
        if max(w, h) >= least and h <= most
    ]


def _usual_height(parts: Sequence[Box], dpi: float) -> float:
    """Return how high words are: the median, wide ones counting more."""
    parts = [b for b in parts if b[3] - b[1] >= inches(INKED.mark_inches, dpi)] or parts
    heights = [y1 - y0 for x0, y0, x1, y1 in parts for _ in range(1 + (x1 - x0) // (y1 - y0 + 1))]
    return max(1.0, float(median(heights)))


def _lines_of(box: Box, ink: Gray, height: float) -> list[Box]:
    """Cut a box that holds words of several lines (a tail that touches a mark) between them."""
    x0, y0, x1, y1 = box
    count = round((y1 - y0) / (INKED.pitch * height))
    if y1 - y0 < INKED.double * height or count < 2:
        return [box]
    rows = (ink[y0:y1, x0:x1] > 0).sum(axis=1)
    step, slack = (y1 - y0) / count, max(1, round(INKED.slack * height))
    cuts = []
    for number in range(1, count):
        start = max(0, round(number * step) - slack)
        cuts.append(start + int(rows[start : round(number * step) + slack + 1].argmin()))
    edges = [y0, *(y0 + cut for cut in cuts), y1]
    return [(x0, a, x1, b) for a, b in zip(edges, edges[1:], strict=False) if b - a >= 2]


def _with_marks(boxes: Sequence[Box], height: float) -> list[Box]:
    """Join marks (low boxes) to the word above or below that is nearest."""
    words = [list(box) for box in boxes if box[3] - box[1] >= INKED.mark * height]
    low = [box for box in boxes if box[3] - box[1] < INKED.mark * height]
    lone: list[Box] = []
    words.sort(key=lambda b: b[1])
    tops = np.array([w[1] for w in words], np.int64)
    for x0, y0, x1, y1 in low:
        reach = INKED.reach * height
        first = int(np.searchsorted(tops, y0 - INKED.tallest * height))
        last = int(np.searchsorted(tops, y1 + reach, side="right"))
        near = [
            (max(w[1] - y1, y0 - w[3], 0), w)
            for w in words[first:last]
            if min(x1, w[2]) - max(x0, w[0]) > 0
        ]
        gap, word = min(near, key=lambda pair: pair[0], default=(reach + 1, None))
        if word is None or gap > reach:
            lone.append((x0, y0, x1, y1))
        else:
            word[:] = [min(word[0], x0), min(word[1], y0), max(word[2], x1), max(word[3], y1)]
    return [(a, b, c, d) for a, b, c, d in words] + lone
