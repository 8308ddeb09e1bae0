"""Is what the engine read print at all, or dirt, the rim of a stamp, a stroke of a pen?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.ocr.engines import OcrWord
from normalizers.text.syllables import is_syllable

PUNCTUATION = ".,;:!?()[]\"'“”-–/"

FAINT = 0.35
"""Confidence at which one line of a cell is text: a cell is narrower than a page and as dirty."""


@dataclass(frozen=True, slots=True)
class BeliefSettings:
    """When what was read is print; confidences and shares 0..1 unless said.

    Attributes:
        worth: confidence of a word at which it is worth nothing, as dirt reads with less,
        unknown: and how much more is asked of one that is no syllable and no figure.
        fewest: words by which a language can be told, at least.
        lowest: inches that print is high, at least.
        believed: confidence of a line that is text whatever it says.
        half: confidence of a line that is text if it has words.
        words: words of a line that could be Vietnamese, at least,
        share: and their share of it.
    """

    worth: float = 0.35
    unknown: float = 0.25
    fewest: int = 3
    lowest: float = 0.07
    believed: float = 0.5
    half: float = 0.25
    words: int = 2
    share: float = 0.5


BELIEF = BeliefSettings()
_FIGURES = re.compile(r"^[\d./,\-–:%]*\d[\d./,\-–:%]*$")


def belief(words: Sequence[tuple[str, float]]) -> float:
    """Return how far words read as Vietnamese (0..1): share of syllables times mean confidence."""
    long = [(text.strip(PUNCTUATION).lower(), conf) for text, conf in words if len(text) > 1]
    if len(long) < BELIEF.fewest:
        return 0.0
    known = sum(is_syllable(text) for text, _ in long) / len(long)
    return known * float(np.mean([conf for _, conf in long]))


def gain(word: OcrWord) -> float:
    """Return how much believed text a word is.

    A letter of a sure syllable counts 0.65, one of what is no word less, dirt below nothing.
    """
    text = word.text.strip(PUNCTUATION).lower()
    known = is_syllable(text) or is_figure(text) or not any(c.isalnum() for c in text)
    return len(word.text) * (word.conf - BELIEF.worth - (0.0 if known else BELIEF.unknown))


def is_figure(text: str) -> bool:
    """Say whether a text is digits with what parts them in numbers, dates and codes."""
    return _FIGURES.match(text) is not None


def is_print(words: Sequence[OcrWord], dpi: float, least: float = BELIEF.believed) -> bool:
    """Say whether one line of words is text; ``least`` confidence is enough by itself.

    Dirt is lower than any print (0.07 inch), or is hardly believed in and is neither figures nor
    has two words that could be Vietnamese.
    """
    texts = [word.text.strip(PUNCTUATION).lower() for word in words]
    if sum(c.isalnum() for text in texts for c in text) == 0:
        return False
    if max(word.box.y1 - word.box.y0 for word in words) < BELIEF.lowest * dpi:
        return False
    confidence = float(np.mean([word.conf for word in words]))
    known = sum(len(t) > 1 and (is_syllable(t) or is_figure(t)) for t in texts)
    few = known < max(BELIEF.words, BELIEF.share * len(texts))
    if all(is_figure(text) for text in texts if text):
        return True  # a date or a number, however faint, is worth keeping
    return confidence >= least or (confidence >= BELIEF.half and not few)
