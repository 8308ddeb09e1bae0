"""Which of the words a network may have seen is likeliest between its neighbours.

A word the network is not sure of has a few candidates: itself, and what is a syllable of Vietnamese
when one or two of its letters are others that were nearly seen. Each is weighed by its letters and
by the four-gram model of the repair, its neighbours as they are likeliest so far; twice over. All
lines are asked at once: the model is quick in large parts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from extractors.ocr.belief import PUNCTUATION
from extractors.ocr.lines.ctc import Spelled
from extractors.ocr.lines.language import LEAST, ids_of
from normalizers.diacritics.model import load_model
from normalizers.text.syllables import is_syllable

__all__ = ["Spelling", "spellings"]


@dataclass(frozen=True, slots=True)
class SpellerSettings:
    """How words are weighed.

    Attributes:
        sure: belief in every letter of a syllable (0..1) from which a word has no candidates.
        places: doubtful letters of a word that are varied, at most, and how many at a time.
        language: weight of the language beside the letters.
        unknown: nats that a word that is no syllable is less likely than the model says.
        rounds: times the neighbours are taken anew.
        most: candidates of a word.
    """

    sure: float = 0.995
    places: tuple[int, int] = (5, 2)
    language: float = 0.8
    unknown: float = 1.5
    rounds: int = 2
    most: int = 10


SPELLER = SpellerSettings()


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word as it is likeliest, and its share of belief among its candidates (0..1)."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class _Open:
    """A word in doubt: where it stands, what it may be, how likely by its letters (nats)."""

    line: int
    place: int
    texts: tuple[str, ...]
    letters: tuple[float, ...]


def spellings(lines: Sequence[Sequence[Spelled]]) -> list[list[Spelling]]:
    """Return each word of lines as it is likeliest."""
    said = [[word.text for word in words] for words in lines]
    shares = [[1.0] * len(words) for words in lines]
    doubtful = [
        _Open(n, k, *zip(*found, strict=True))
        for n, words in enumerate(lines)
        for k, word in enumerate(words)
        if len(found := _candidates(word)) > 1
    ]
    for _ in range(SPELLER.rounds if doubtful else 0):
        scores = iter(_scores(doubtful, said).tolist())
        for word in doubtful:
            weighed = [
                letters + SPELLER.language * next(scores) - _strange(text)
                for text, letters in zip(word.texts, word.letters, strict=True)
            ]
            best = max(range(len(weighed)), key=weighed.__getitem__)
            said[word.line][word.place] = word.texts[best]
            total = sum(math.exp(w - weighed[best]) for w in weighed)
            shares[word.line][word.place] = 1 / total
    return [
        [Spelling(text, share) for text, share in zip(texts, parts, strict=True)]
        for texts, parts in zip(said, shares, strict=True)
    ]


def _candidates(word: Spelled) -> list[tuple[str, float]]:
    """Return what a word may be with the log probability of its letters, itself first."""
    text = word.text
    own = (text, 0.0)
    if not any(c.isalpha() for c in text) or any(c.isdigit() for c in text):
        return [own]
    if word.weakest >= SPELLER.sure and _is_word(text):
        return [own]
    most, together = SPELLER.places
    places = [n for n, glyph in enumerate(word.glyphs) if glyph.others]
    places = sorted(places, key=lambda n: word.glyphs[n].conf)[:most]
    found: dict[str, float] = {}
    for size in range(1, together + 1):
        for chosen in combinations(sorted(places), size):
            for other, cost in _varied(word, chosen):
                if _is_word(other):
                    found[other] = max(cost, found.get(other, -math.inf))
    found.pop(text, None)
    best = sorted(found.items(), key=lambda item: -item[1])[: SPELLER.most]
    return [own, *best]


def _varied(word: Spelled, places: Sequence[int]) -> Iterator[tuple[str, float]]:
    """Yield the word with other letters at some places, and what that costs."""
    out = [("", 0.0)]
    for n, glyph in enumerate(word.glyphs):
        if n not in places:
            out = [(text + glyph.text, cost) for text, cost in out]
            continue
        seen = [
            (other, math.log(max(p, 1e-6) / max(glyph.conf, 1e-6))) for other, p in glyph.others
        ]
        out = [(text + other, cost + more) for text, cost in out for other, more in seen]
    yield from out


def _is_word(text: str) -> bool:
    return is_syllable(text.strip(PUNCTUATION).lower())


def _strange(text: str) -> float:
    return 0.0 if _is_word(text) else SPELLER.unknown


def _scores(words: Sequence[_Open], said: Sequence[Sequence[str]]) -> npt.NDArray[np.float64]:
    """Return how likely each candidate and the words it touches are, neighbours as they are."""
    bos = load_model().bos
    rows: list[list[int]] = []
    owners: list[int] = []
    owner = 0
    for word in words:
        line = said[word.line]
        before = [-1, -1, bos, *ids_of(line[max(0, word.place - 3) : word.place])][-3:]
        after = ids_of(line[word.place + 1 : word.place + 4])
        for candidate in ids_of(word.texts):
            full = [*before, candidate, *after]
            for end in range(3, len(full)):
                rows.append(full[end - 3 : end + 1])
                owners.append(owner)
            owner += 1
    table = np.array(rows, dtype=np.int64)
    found = np.maximum(LEAST, load_model().score(*table.T))
    sums: npt.NDArray[np.float64] = np.zeros(owner)
    np.add.at(sums, owners, found)
    return sums
