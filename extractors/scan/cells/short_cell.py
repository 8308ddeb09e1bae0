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


@dataclass(frozen=True, slots=True)
class ShortSettings:
    """When the engine or the recogniser is believed in short cells.

    Confidences and shares 0..1.

    Attributes:
        short: characters of a number or a code, at most.
        longest: characters of the longest cell of a date, a sum, or a label that may hold a
            code.
        doubtful: confidence of a reading below which it is doubtful.
        unbelieved: confidence below which the engine's reading says nothing, and that a doubted
            word has at most.
        likely: confidence at which a reading of the column's shape replaces one that has not
            the shape.
        sure: confidence at which the recogniser's reading replaces an engine's that was
            doubtful itself.
        certain: confidence at which it replaces a date or a sum that the engine believed in.
        held: least confidence of a reading held to a grammar, where no free reading helps.
        alone: least share of such a reading among all texts of its grammar.
        few_figures: share of a column's cells with figures, or badly read, that make it worth a
            second look.
        mostly_short: share of a column's cells that are no longer than ``longest``, if it is
            looked at.
        short_column: share of a column's cells that are short, if it has a shape.
        fitting: share of a column's cells that fit the shape it has, where its title does not
            tell.
        fewest_fitting: cells that fit that shape, at least: one is chance.
        labelled: share of a column's cells above which labels make it a column of labels.
        rim: inches of white around a text that is enlarged; the engine loses letters at an
            edge.
        enlarged: times as large as a text is read again, in this order.
    """

    short: int = 12
    longest: int = 48
    doubtful: float = 0.8
    unbelieved: float = 0.5
    likely: float = 0.6
    sure: float = 0.9
    certain: float = 0.97
    held: float = 0.3
    alone: float = 0.9
    few_figures: float = 0.3
    mostly_short: float = 0.5
    short_column: float = 0.6
    fitting: float = 0.5
    fewest_fitting: int = 2
    labelled: float = 0.5
    rim: float = 0.15
    enlarged: tuple[float, ...] = (1.0, 1.5, 2.0)


SHORT = ShortSettings()


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
        if has_figure(self.seen.text) and self.seen.confidence >= SHORT.doubtful:
            return self.seen.text
        return self.read.text

    @property
    def is_short(self) -> bool:
        """Whether it may be a number or a code: one short line without a word believed in."""
        text = self.view
        if len(text) > SHORT.short or "\n" in text:
            return False
        return text != self.read.text or self.read.conf < SHORT.unbelieved or not _has_word(text)


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
