"""Word error rates of recognised text against what was printed, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from normalizers.text.unicode import clean

_EDGES = "()[]{}<>,.;:!?\"'“”„‘’«»…–—-•●○▪■/\\*_|"


@dataclass(slots=True)
class WordErrors:
    """Wrong words in reading order, wrong words whatever their order, and words printed."""

    ordered: int = 0
    bag: int = 0
    words: int = 0

    def add(self, other: WordErrors) -> None:
        """Add another's counts to these."""
        self.ordered += other.ordered
        self.bag += other.bag
        self.words += other.words

    @property
    def rate(self) -> float:
        """Word error rate: substituted, lost and invented words per printed word."""
        return self.ordered / max(1, self.words)

    @property
    def bag_rate(self) -> float:
        """The same blind to order: it does not punish a table read in another order."""
        return self.bag / max(1, self.words)


def words_of(text: str) -> list[str]:
    """Return the words, punctuation around them gone, case and marks kept."""
    stripped = (token.strip(_EDGES) for token in clean(text).split())
    return [token for token in stripped if token]


def word_errors(truth: str, text: str) -> WordErrors:
    """Compare one page (or document) of text with the truth."""
    true, read = words_of(truth), words_of(text)
    common = sum((Counter(true) & Counter(read)).values())
    bag = max(len(true), len(read)) - common
    return WordErrors(Levenshtein.distance(true, read), bag, len(true))


def page_errors(truth: Sequence[Sequence[str]], pages: Sequence[str]) -> WordErrors:
    """Sum the errors of all pages; where the page counts differ the whole texts are compared.

    Args:
        truth: the printed lines of each page.
        pages: the recognised text of each page, in order.
    """
    printed = ["\n".join(lines) for lines in truth]
    if len(printed) != len(pages):
        return word_errors("\n".join(printed), "\n".join(pages))
    total = WordErrors()
    for true, read in zip(printed, pages, strict=True):
        total.add(word_errors(true, read))
    return total
