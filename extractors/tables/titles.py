"""Which field does a column title name? Scores against the synonyms of ``column_titles.json``."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import resources

from extractors.tables.matching import Hit, find_phrase, folded_words

__all__ = ["FIELD_NAMES", "title_likeness", "title_scores"]

_PARENTHESIS = re.compile(r"\([^)]*\)?")
_LONGEST_TITLE = 12
_SURE = 0.7
_ROUGH_WEIGHT = 0.93
# What an engine without Vietnamese prints for marked letters: "á" as "d" or "4", "ố" as "6".
_CONFUSED = str.maketrans("d4601lq", "aaooiig")


@lru_cache(maxsize=1)
def _data() -> tuple[dict[str, tuple[tuple[str, ...], ...]], frozenset[str]]:
    text = resources.files("extractors.tables").joinpath("column_titles.json").read_text("utf-8")
    loaded = json.loads(text)
    fields = {
        name: tuple(folded_words(title) for title in titles)
        for name, titles in loaded["fields"].items()
    }
    return fields, frozenset(loaded["fillers"])


FIELD_NAMES: tuple[str, ...] = tuple(_data()[0])


@lru_cache(maxsize=8192)
def title_scores(title: str) -> dict[str, float]:
    """Return for each field how well the title names it (0..1); fields below 0.4 are left out.

    A field scores by the likeness of its best phrase, the share of the title's content words its
    phrases cover, and whether they begin the title (the head of a Vietnamese noun phrase comes
    first: "Thời gian thu thập minh chứng" is a time, not an evidence).
    """
    fields, fillers = _data()
    words = folded_words(_PARENTHESIS.sub(" ", title)) or folded_words(title)
    content = [i for i, w in enumerate(words) if w not in fillers] or list(range(len(words)))
    scores = _scores(fields, words, content)
    if max(scores.values(), default=0.0) < _SURE:
        rough = _scores(_rough_data(), tuple(_rough(w) for w in words), content)
        for name, score in rough.items():
            scores[name] = max(scores.get(name, 0.0), _ROUGH_WEIGHT * score)
    return scores


def _scores(
    fields: dict[str, tuple[tuple[str, ...], ...]], words: tuple[str, ...], content: list[int]
) -> dict[str, float]:
    found = {name: _field_score(phrases, words, content) for name, phrases in fields.items()}
    return {name: score for name, score in found.items() if score >= 0.4}


def _rough(word: str) -> str:
    """Return a word with the letters that engines confuse made one ("Gidm sdt", "ph6i hgp")."""
    return word.translate(_CONFUSED) if not word.isdecimal() else word


@lru_cache(maxsize=1)
def _rough_data() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        name: tuple(tuple(_rough(w) for w in phrase) for phrase in phrases)
        for name, phrases in _data()[0].items()
    }


def _field_score(
    phrases: tuple[tuple[str, ...], ...], words: tuple[str, ...], content: list[int]
) -> float:
    covered: set[int] = set()
    best = 0.0
    for phrase in phrases:
        hit = find_phrase(phrase, words)
        if hit is not None and _counts(hit, phrase, content):
            covered.update(range(hit.start, hit.end))
            best = max(best, hit.quality)
    if not covered:
        return 0.0
    share = sum(i in covered for i in content) / len(content)
    head = content[0] in covered
    return best * (0.45 + 0.4 * share + 0.15 * head)


def _counts(hit: Hit, phrase: tuple[str, ...], content: list[int]) -> bool:
    """A very short phrase ("Từ", "Tên", "TC") is a title only alone or as an abbreviated head."""
    letters = sum(len(w) for w in phrase)
    if letters > 3:
        return True
    alone = set(content) <= set(range(hit.start, hit.end))
    abbreviated = not set("".join(phrase)) & set("aeiouy")
    return alone or (abbreviated and (hit.start == content[0] or len(content) <= 2))


def title_likeness(text: str) -> float:
    """Return how much a cell looks like a column title: its best score, less for long texts.

    Digits outside parentheses halve it: "Tháng 8/2023" is a value, "Tháng" a title.
    """
    words = folded_words(_PARENTHESIS.sub(" ", text))
    if not words or len(words) > 2 * _LONGEST_TITLE:
        return 0.0
    score = max(title_scores(text).values(), default=0.0)
    if any(any(c.isdecimal() for c in w) for w in words):
        score *= 0.5
    if len(words) > _LONGEST_TITLE:
        score *= _LONGEST_TITLE / len(words)
    return score
