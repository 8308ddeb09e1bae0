"""Which field does a column title name? Scores against the synonyms of ``column_titles.json``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from extractors.wording.abbreviations import pairs_of, written_out
from extractors.wording.matching import Hit, find_phrase, folded_words

__all__ = [
    "CERTAIN_TITLE",
    "FIELD_NAMES",
    "LIKELY_TITLE",
    "SURE_TITLE",
    "is_limit",
    "title_likeness",
    "title_scores",
    "weak_title_scores",
]

_PARENTHESIS = re.compile(r"\([^)]*\)?")

SURE_TITLE = 0.75
"""Score, 0..1, from which a text surely is the title of a column."""

CERTAIN_TITLE = 0.9
"""Score from which a title can be that of no other field."""

LIKELY_TITLE = 0.55
"""Score from which it is likely one, beside others that are."""


@dataclass(frozen=True, slots=True)
class TitleSettings:
    """How a title of a column is scored; scores and factors 0..1.

    Attributes:
        longest: words of a title; the score of a longer text falls with its length,
        too_long: and is 0 from so many times as many.
        numbered: factor of the likeness of a text with digits: "Tháng 8/2023" is a value.
        sure: score from which letters that engines confuse are not looked at,
        rough: and the factor of scores found by looking at them.
        weak: factor of phrases that may stand over other columns as well.
        head: what a word that opens the title tells of it: "Người ..." is someone, whatever
            follows.
        written_out: factor of what is found where an abbreviation is written out,
        least_written_out: if it scores so much: "Chủ tịch HĐ" is no title of activities.
        least: score below which a field is not named at all.
        base: what any phrase of a field gives,
        share: what the share of the telling words that its phrases cover adds,
        first: what it adds that the first of them is covered,
        whole: and the share of all words.
        letters: of a phrase that tells only alone, at most ("Từ", "TC"),
        beside: or with so many telling words in all, at most.
    """

    longest: int = 12
    too_long: int = 2
    numbered: float = 0.5
    sure: float = 0.7
    rough: float = 0.93
    weak: float = 0.75
    head: float = 0.62
    written_out: float = 0.97
    least_written_out: float = 0.9
    least: float = 0.4
    base: float = 0.45
    share: float = 0.4
    first: float = 0.1
    whole: float = 0.05
    letters: int = 3
    beside: int = 2


TITLE = TitleSettings()

# What an engine without Vietnamese prints for marked letters: "á" as "d" or "4", "ố" as "6".
_CONFUSED = str.maketrans("d4601lq", "aaooiig")


@lru_cache(maxsize=1)
def _loaded() -> dict[str, Any]:
    text = resources.files("extractors.wording").joinpath("column_titles.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@lru_cache(maxsize=1)
def _data() -> tuple[dict[str, tuple[tuple[str, ...], ...]], frozenset[str]]:
    loaded = _loaded()
    fields = {
        name: tuple(folded_words(title) for title in titles)
        for name, titles in loaded["fields"].items()
    }
    return fields, frozenset(loaded["fillers"])


@lru_cache(maxsize=1)
def _initials() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        short: tuple(folded_words(text) for text in texts)
        for short, texts in _loaded()["initials"].items()
    }


@lru_cache(maxsize=1)
def _pairs() -> dict[tuple[str, str], tuple[str, ...]]:
    return pairs_of(phrase for phrases in _data()[0].values() for phrase in phrases)


FIELD_NAMES: tuple[str, ...] = tuple(_data()[0])


@lru_cache(maxsize=8192)
def title_scores(title: str) -> dict[str, float]:
    """Return for each field how well the title names it (0..1); fields below 0.4 are left out.

    A field scores by the likeness of its best phrase, the share of the title's content words its
    phrases cover, whether they begin the title (the head of a Vietnamese noun phrase comes first:
    "Thời gian thu thập minh chứng" is a time, not an evidence), and the share of all its words.
    """
    words = folded_words(_PARENTHESIS.sub(" ", title)) or folded_words(title)
    scores = _words_scores(words)
    for longer in written_out(words, _initials(), _pairs()):
        sure = {
            name: s for name, s in _words_scores(longer).items() if s >= TITLE.least_written_out
        }
        _raise(scores, sure, TITLE.written_out)
    return scores


@lru_cache(maxsize=8192)
def weak_title_scores(title: str) -> dict[str, float]:
    """Return fields a title may name if the cells below agree, 0.4..0.75 for each.

    "Thực hiện" or "Chương trình" say little alone, and "Cán bộ ..." only that it is about someone.
    """
    words = folded_words(_PARENTHESIS.sub(" ", title)) or folded_words(title)
    weak, heads = _weak_data()
    content = list(range(len(words)))
    scores = {n: TITLE.weak * s for n, s in _scores(weak, words, content).items()} if words else {}
    for name, openings in heads.items():
        if any(words[: len(o)] == o for o in openings):
            scores[name] = max(scores.get(name, 0.0), TITLE.head)
    return scores


@lru_cache(maxsize=1)
def _weak_data() -> tuple[dict[str, tuple[tuple[str, ...], ...]], dict[str, set[tuple[str, ...]]]]:
    loaded = _loaded()
    weak = {n: tuple(folded_words(t) for t in titles) for n, titles in loaded["weak"].items()}
    heads = {n: {folded_words(t) for t in titles} for n, titles in loaded["heads"].items()}
    return weak, heads


def _words_scores(words: tuple[str, ...]) -> dict[str, float]:
    fields, fillers = _data()
    content = [i for i, w in enumerate(words) if w not in fillers] or list(range(len(words)))
    scores = _scores(fields, words, content)
    if max(scores.values(), default=0.0) < TITLE.sure:
        rough = _scores(_rough_data(), tuple(_rough(w) for w in words), content)
        _raise(scores, rough, TITLE.rough)
    return scores


def _raise(scores: dict[str, float], others: dict[str, float], weight: float) -> None:
    for name, score in others.items():
        scores[name] = max(scores.get(name, 0.0), weight * score)


def _scores(
    fields: dict[str, tuple[tuple[str, ...], ...]], words: tuple[str, ...], content: list[int]
) -> dict[str, float]:
    hits = {name: _hits(phrases, words, content) for name, phrases in fields.items()}
    exact = [hit for found in hits.values() for hit in found if hit.quality == 1.0]
    scores = {
        name: _field_score([h for h in found if not _outdone(h, exact)], words, content)
        for name, found in hits.items()
    }
    return {name: score for name, score in scores.items() if score >= TITLE.least}


def _outdone(hit: Hit, exact: list[Hit]) -> bool:
    """Say whether an exact phrase has the place: "Nơi thu thập" is no "Người thu thập"."""
    return hit.quality < 1.0 and any(e.start <= hit.start and hit.end <= e.end for e in exact)


def _rough(word: str) -> str:
    """Return a word with the letters that engines confuse made one ("Gidm sdt", "ph6i hgp")."""
    return word.translate(_CONFUSED) if not word.isdecimal() else word


@lru_cache(maxsize=1)
def _rough_data() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        name: tuple(tuple(_rough(w) for w in phrase) for phrase in phrases)
        for name, phrases in _data()[0].items()
    }


def _hits(
    phrases: tuple[tuple[str, ...], ...], words: tuple[str, ...], content: list[int]
) -> list[Hit]:
    found = ((phrase, find_phrase(phrase, words)) for phrase in phrases)
    return [h for phrase, h in found if h is not None and _counts(h, phrase, content, len(words))]


def _field_score(hits: list[Hit], words: tuple[str, ...], content: list[int]) -> float:
    covered = {i for hit in hits for i in range(hit.start, hit.end)}
    if not covered:
        return 0.0
    best = max(hit.quality for hit in hits)
    share = sum(i in covered for i in content) / len(content)
    head = content[0] in covered
    whole = len(covered) / len(words)
    return best * (TITLE.base + TITLE.share * share + TITLE.first * head + TITLE.whole * whole)


def _counts(hit: Hit, phrase: tuple[str, ...], content: list[int], n_words: int) -> bool:
    """A very short phrase ("Từ", "Tên", "TC") is a title only alone or as an abbreviated head."""
    letters = sum(len(w) for w in phrase)
    if letters > TITLE.letters:
        return True
    alone = hit.end - hit.start == n_words
    abbreviated = not set("".join(phrase)) & set("aeiouy")
    return alone or (abbreviated and (hit.start == content[0] or len(content) <= TITLE.beside))


def is_limit(title: str) -> bool:
    """Say whether a title asks for the last day only: "Bao giờ xong", "Chậm nhất", "Hạn".

    "Thời hạn" and "Thời gian hoàn thành" stand over all kinds of times in the forms offices use;
    a day below them is kept as the day of the work.
    """
    words = folded_words(title)
    if {"thuc", "tu", "bat", "tien", "lo"} & set(words):
        return False
    pairs = set(zip(words, words[1:], strict=False))
    ends = {("hoan", "tat"), ("cham", "nhat"), ("ket", "thuc"), ("han", "chot"), ("han", "cuoi")}
    return bool(pairs & ends) or "xong" in words or words == ("han",)


def title_likeness(text: str) -> float:
    """Return how much a cell looks like a column title: its best score, less for long texts.

    Digits outside parentheses halve it: "Tháng 8/2023" is a value, "Tháng" a title.
    """
    words = folded_words(_PARENTHESIS.sub(" ", text))
    if not words or len(words) > TITLE.too_long * TITLE.longest:
        return 0.0
    score = max(title_scores(text).values(), default=0.0)
    if any(any(c.isdecimal() for c in w) for w in words):
        score *= TITLE.numbered
    if len(words) > TITLE.longest:
        score *= TITLE.longest / len(words)
    return score
