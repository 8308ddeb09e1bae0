"""A short cell as both readers have it, and the shapes that number and code columns have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.ocr.engines import OcrWord
from extractors.scan.cells.read_cell import ReadCell
from extractors.scan.cells.short_seen import Seen
from extractors.short.grammar import CODE, NUMBER, Grammar
from normalizers.text.syllables import is_syllable

_DIGITS = "0123456789"
NUMBER_SHAPE = re.compile(r"^\d{1,3}[.)]?$")
CRITERION_SHAPE = re.compile(r"^\d\.\d{1,2}\.?$")
_CODE = re.compile(r"^[\d.,/\-–\s]{1,24}$")
_SHORT = 12
DOUBTFUL = 0.8
UNBELIEVED = 0.5


@dataclass(frozen=True, slots=True)
class Shape:
    """What most cells of a column look like: plain numbers, codes of criteria, other figures."""

    pattern: re.Pattern[str]
    characters: str
    grammar: Grammar | None


SHAPES = (
    Shape(CRITERION_SHAPE, _DIGITS + ".", CODE),
    Shape(NUMBER_SHAPE, _DIGITS + ".", NUMBER),
    Shape(_CODE, _DIGITS + "./-,", None),
)


@dataclass(frozen=True, slots=True)
class ShortCell:
    """A short cell: its place among all cells, what the engine read, what the recogniser saw."""

    index: int
    read: ReadCell
    seen: Seen

    @property
    def view(self) -> str:
        """What it most likely says."""
        if has_figure(self.seen.text) and self.seen.confidence >= DOUBTFUL:
            return self.seen.text
        return self.read.text

    @property
    def is_short(self) -> bool:
        """Whether it may be a number or a code: one short line without a word believed in."""
        text = self.view
        if len(text) > _SHORT or "\n" in text:
            return False
        return text != self.read.text or self.read.conf < UNBELIEVED or not _has_word(text)


def text_of(words: Sequence[OcrWord]) -> str:
    """Return words as one line."""
    return " ".join(word.text for word in words)


def bare(text: str) -> str:
    """Return a number or a code without the sign that ends it."""
    return text.rstrip(".):")


def has_figure(text: str) -> bool:
    """Say whether a text holds a digit."""
    return any(character.isdigit() for character in text)


def _has_word(text: str) -> bool:
    """Say whether a text holds a Vietnamese word of two letters or more ("Tháng 9/2023")."""
    return any(
        len(word) > 1 and is_syllable(word.lower()) for word in re.findall(r"[^\W\d_]+", text)
    )
