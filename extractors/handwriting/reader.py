"""Reading what a pen wrote into a blank: several looks at it, which must agree.

The network is that of ``extractors.short`` with weights of its own (``benchmarks.train_hand``). It
says how likely a text is among all. A blank is looked at with other levels of ink, other edges and
other slants; how sure the looks are that agree was fitted to how often such looks are right.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from extractors.handwriting.blanks import Blank
from extractors.handwriting.ink import Strip, strip_of, surroundings_of
from extractors.handwriting.pen import Original
from extractors.images.sheet import Sheet
from extractors.ocr.engines import PixelBox
from extractors.short.grammar import DAY, MONTH, PAPER, Grammar
from extractors.short.line import Line, cut_line
from extractors.short.network import load_weights, posteriors
from extractors.short.recognise import ShortReading, decode

__all__ = ["PACK", "Written", "agreed", "log_odds", "looks", "read_blank", "sureness", "voted"]

PACK = Path(__file__).with_name("weights.npz")
_GRAMMARS: dict[str, Grammar] = {"number": PAPER, "day": DAY, "month": MONTH}
_LEVELS = (0.0, 25.0)
"""Grey levels by which the level of ink is raised."""

_EDGE = 0.12
"""Ems by which a reckoned edge is moved for another look."""

_LEAN = 0.18
"""Pixels per pixel by which what is written is set more upright for another look."""

_DISAGREED = 0.6
"""Confidence of a text that not all looks see, at most: it is offered, never given."""

_SLOPE, _OFFSET = 1.297, 0.408
"""From the mean confidence of looks that agree to how often they are right: fitted to held-out
writers and typefaces by ``benchmarks.train_hand.evaluate`` (Platt 1999)."""


@dataclass(frozen=True, slots=True)
class Written:
    """What is written in a blank: digits, how sure, and where, in pixels of the page."""

    text: str
    confidence: float
    box: PixelBox


def read_blank(original: Original, blank: Blank) -> Written | None:
    """Return what is written in a blank; None where it is empty or no number can be seen."""
    strips = [s for s in _strips(original, blank) if s.box is not None]
    if not strips:
        return None
    dpi = original.prepared.dpi
    lines = [line for strip in strips for line in looks(strip, dpi)]
    # Free, not held to the grammar: what is likelier than not is the likeliest of all texts.
    seen = [decode(steps) for steps in posteriors(lines, load_weights(PACK))]
    text, confidence = agreed(seen)
    if not _GRAMMARS[blank.kind].holds(text):
        return None
    return Written(text, confidence, _place(strips[0]))


def agreed(seen: Sequence[ShortReading]) -> tuple[str, float]:
    """Return what most looks see, and how likely it is so.

    Args:
        seen: what each look gave, at least one.
    """
    text, mean, alike = voted(seen)
    return text, sureness(mean) if alike else min(_DISAGREED, mean)


def voted(seen: Sequence[ShortReading]) -> tuple[str, float, bool]:
    """Return what most looks see, its mean confidence, and whether all looks see it.

    Args:
        seen: what each look gave, at least one.
    """
    text, votes = Counter(reading.text for reading in seen).most_common(1)[0]
    mean = sum(r.confidence for r in seen if r.text == text) / len(seen)
    return text, mean, votes == len(seen)


def sureness(mean: float, slope: float = _SLOPE, offset: float = _OFFSET) -> float:
    """Return how often looks that agree with this mean confidence are right."""
    return 1.0 / (1.0 + math.exp(-slope * log_odds(mean) - offset))


def log_odds(share: float) -> float:
    """Return the logarithm of the odds of a probability, kept finite."""
    kept = min(max(share, 1e-4), 1.0 - 1e-4)
    return math.log(kept / (1.0 - kept))


def _strips(original: Original, blank: Blank) -> Iterator[Strip]:
    seen = surroundings_of(original, blank)
    for shift in _LEVELS:
        yield strip_of(seen, blank, shift)
    if blank.reckoned:
        off = round(_EDGE * blank.em)
        for by in (-off, off):
            box = blank.box._replace(x0=blank.box.x0 + by, x1=blank.box.x1 + by)
            yield strip_of(seen, replace(blank, box=box))


def looks(strip: Strip, dpi: float) -> Iterator[Line]:
    """Yield the ink as it is and set more upright, at the height the network reads."""
    assert strip.box is not None
    yield cut_line(Sheet(strip.gray, dpi), strip.box)
    x0, y0, x1, y1 = strip.box
    rise = round(_LEAN * (y1 - y0))
    part = cv2.copyMakeBorder(
        strip.gray[y0:y1, x0:x1], 0, 0, rise, rise, cv2.BORDER_CONSTANT, value=(255.0,)
    )
    matrix = np.array([[1.0, _LEAN, -rise / 2], [0.0, 1.0, 0.0]])
    upright = np.asarray(cv2.warpAffine(part, matrix, part.shape[::-1], borderValue=255), np.uint8)
    cols = np.flatnonzero((upright < 160).any(axis=0))
    if cols.size:
        yield cut_line(Sheet(upright, dpi), (int(cols[0]), 0, int(cols[-1]) + 1, y1 - y0))


def _place(strip: Strip) -> PixelBox:
    assert strip.box is not None
    x0, y0, x1, y1 = strip.box
    left, top = strip.origin
    return PixelBox(x0 + left, y0 + top, x1 + left, y1 + top)
