"""Fuzzy matching of short Vietnamese phrases in damaged titles.

Everything is compared in folded form (no marks, lower case, words only), because a title may come
with all its marks, with none ("TT, Tieu chuan"), or garbled by an engine that knows no Vietnamese
("Tiéu chuén"). A phrase is looked for in every window of about as many words; words are glued for
the comparison, so a word broken in two, two run together or a whole phrase in one still match.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from normalizers.text.unicode import fold

__all__ = ["Hit", "find_phrase", "folded_words", "shared_words", "similar"]

_RECENT = 65536
"""Texts and searches that are kept: those of a long document, as each is asked for by many."""

_SLACK = 18
"""Likeness (0..100) by which the best stretch of the glued text may be worse than asked: no window
of words can be like enough if it is worse still."""

_EXACT_LETTERS = 4
"""Letters of a phrase that counts only if it is met exactly: another word is a letter away."""

_LIKE = 0.8
"""Least likeness, 0..1, of a longer phrase that counts: OCR spoils one letter in five at worst."""

_LONGER = 5
"""A window may be longer or shorter than the phrase by one letter in so many."""

_BETTER = 1e-9
"""By which a likeness must be greater to be greater: less is rounding."""

_NOT_WORD = re.compile(r"[^a-z0-9]+")


class Hit(NamedTuple):
    """Where a phrase was found: words ``start`` to ``end`` (exclusive), with what likeness."""

    quality: float
    start: int
    end: int


@lru_cache(maxsize=_RECENT)
def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of the text, folded, without punctuation."""
    return tuple(w for w in _NOT_WORD.split(fold(text)) if w)


def _least(letters: int) -> float:
    """Return the least likeness that counts for a phrase of so many letters."""
    return 1.0 if letters <= _EXACT_LETTERS else _LIKE


@lru_cache(maxsize=_RECENT)
def find_phrase(
    phrase: tuple[str, ...], words: tuple[str, ...], least: float | None = None
) -> Hit | None:
    """Return the best place of ``phrase`` among ``words``; None if nothing is like enough.

    Both are folded words (``folded_words``). Likeness is the normalised indel ratio of the glued
    letters, 1.0 for equal; ``least`` replaces the least that counts, which depends on the length.
    """
    glued = "".join(phrase)
    least = _least(len(glued)) if least is None else least
    best: Hit | None = None
    if not fuzz.partial_ratio(glued, "".join(words), score_cutoff=100 * least - _SLACK):
        return None
    for size in dict.fromkeys((len(phrase), len(phrase) - 1, len(phrase) + 1, 1)):
        if size < 1:
            continue
        for start in range(len(words) - size + 1):
            window = "".join(words[start : start + size])
            if abs(len(window) - len(glued)) > max(1, len(glued) // _LONGER):
                continue
            quality = fuzz.ratio(glued, window, score_cutoff=100 * least) / 100
            if quality >= least and (best is None or quality > best.quality + _BETTER):
                best = Hit(quality, start, start + size)
        if best is not None and best.quality == 1.0:
            break
    return best


def shared_words(texts: Iterable[str], wanted: Iterable[str]) -> float:
    """Return the share, 0..1, of the words of ``wanted`` that ``texts`` have too, in any order."""
    there, asked = (Counter(w for t in each for w in folded_words(t)) for each in (texts, wanted))
    return (there & asked).total() / max(1, asked.total())


def similar(a: str, b: str) -> float:
    """Return the likeness 0..1 of two texts in folded form, words glued."""
    left, right = "".join(folded_words(a)), "".join(folded_words(b))
    if not left and not right:
        return 1.0
    return fuzz.ratio(left, right) / 100
