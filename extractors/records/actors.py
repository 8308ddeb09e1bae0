"""Who is to act: in a heading ("2. Đối với Phòng GD&ĐT"), or in the sentence ("Giao ...")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.paper.side_by_side import word_spans
from extractors.wording.content import affinity, names_organ, phrase_list
from extractors.wording.matching import folded_words
from normalizers.unicode import clean, has_marks

__all__ = ["Actor", "actor_of_heading", "actor_of_sentence", "verb_at"]

_FOR = re.compile(r"^\s*(?:đối với|về phía|dành cho)\s+", re.IGNORECASE)
_GIVES = ("giao cho", "giao", "de nghi", "yeu cau", "phan cong", "uy quyen cho", "kinh de nghi")
_OPENING = re.compile(
    r"^\s*(?:căn c[ứửư]|theo|trên cơ sở|để|nhằm|sau khi|trước khi|khi|định kỳ|h[àằ]ng)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\s*(?:,|\(.*?\))?\s*(?:có (?:nhiệm vụ|trách nhiệm)|chịu trách nhiệm)?\s*[:.]?\s*$",
    re.IGNORECASE,
)
_MODALS = frozenset(
    tuple(m.split())
    for m in (
        "co trach nhiem", "chiu trach nhiem", "co nhiem vu", "phai", "can", "se", "tiep tuc",
        "chu dong",
    )
)  # fmt: skip
_LONGEST_ACTOR = 16


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, where the name stands in the text, and where the action begins."""

    text: str
    start: int
    end: int


def actor_of_heading(text: str) -> str:
    """Return who a heading (without its number) names; "" if it names a matter instead."""
    bare = _DUTY.sub("", _FOR.sub("", text.strip())).strip(" .:;-–")
    words = folded_words(bare)
    verbs = _verbs(marked=False)
    if not words or len(words) > _LONGEST_ACTOR or _first_verb(words[:3], verbs) == 0:
        return ""
    if _FOR.match(text):
        return bare[:1].upper() + bare[1:]
    known = affinity("owner", bare) >= 0.5 and len(words) > 1
    return bare if known or names_organ(bare) else ""


def actor_of_sentence(text: str) -> Actor | None:
    """Return who the sentence says shall act; None if it says no one.

    "Giao X thực hiện ...", "X có trách nhiệm ...", "X: ...", "X tổ chức ...".
    """
    spans = word_spans(text)
    words = folded_words(text)
    if len(spans) != len(words) or len(words) < 3:
        return None
    first = _after_giving(words) or _after_opening(text, spans)
    given = first > 0 and words[0] in ("giao", "uy")
    stop = _actor_end(words, first)
    colon = _colon_word(text, spans)
    if colon is not None and first < colon <= first + 10 and names_organ(text[spans[first][0] :]):
        stop = colon if stop is None or words[stop : stop + 3] not in _MODALS else stop
    if stop is None or not 0 < stop - first <= _LONGEST_ACTOR:
        return None
    name = text[spans[first][0] : spans[stop - 1][1]]
    if not given and not _names_someone(name):
        return None
    return Actor(name, spans[first][0], spans[stop][0] if stop < len(spans) else len(text))


def _after_opening(text: str, spans: list[tuple[int, int]]) -> int:
    """Return the index of the first word after an opening clause: a time, a ground, a condition.

    "Năm học 2019-2020, các trường ...", "Căn cứ kế hoạch này, các đơn vị ...".
    """
    first = text.find(",")
    if 0 < first <= 40 and affinity("deadline", text[:first]) >= 0.6:
        return sum(end <= first for _, end in spans)
    if not _OPENING.match(text):
        return 0
    for match in re.finditer(r",\s*", text[:220]):
        if names_organ(text[match.end() :]):
            return sum(end <= match.start() for _, end in spans)
    return 0


def _after_giving(words: tuple[str, ...]) -> int:
    """Return the index of the first word after "Giao", "Đề nghị" and the like."""
    for phrase in _GIVES:
        parts = tuple(phrase.split())
        if words[: len(parts)] == parts:
            return len(parts)
    return 0


def _actor_end(words: tuple[str, ...], first: int) -> int | None:
    """Return where the verb begins that ends the actor's name."""
    stops = _verbs(marked=False) | _MODALS
    for i in range(first + 1, min(len(words), first + _LONGEST_ACTOR + 1)):
        hit = any(words[i : i + size] in stops for size in (1, 2, 3))
        if hit and not _inside_name(words, i, first):
            return i
    return None


def _inside_name(words: tuple[str, ...], i: int, first: int) -> bool:
    """Some verbs are parts of names: "hội đồng tự đánh giá", "tổ giám sát", "ban kiểm tra"."""
    if words[i : i + 2] == ("danh", "gia") and words[i - 1 : i] == ("tu",):
        return True
    name = ("ban", "to", "doan", "hoi", "dong")
    return i == first + 1 and words[first] in name and words[i] in ("kiem", "giam", "to", "chi")


def _colon_word(text: str, spans: list[tuple[int, int]]) -> int | None:
    """Return the index of the first word after a colon near the beginning."""
    at = text.find(":")
    if at < 0:
        return None
    index = sum(end <= at for _, end in spans)
    return index if 0 < index <= _LONGEST_ACTOR else None


def _names_someone(name: str) -> bool:
    return names_organ(name) or (affinity("owner", name) >= 0.6 and verb_at(name) is None)


def verb_at(text: str) -> int | None:
    """Return the index of the word at which the first verb of action begins, None if none.

    Where the text has marks they are heeded first: "Phan Công" in a name is no "phân công".
    """
    if has_marks(text):
        marked = tuple(w for w in re.split(r"[\W_]+", clean(text).lower()) if w)
        if len(marked) == len(folded_words(text)):
            found = _first_verb(marked, _verbs(marked=True))
            if found is not None:
                return found
    return _first_verb(folded_words(text), _verbs(marked=False))


def _first_verb(words: tuple[str, ...], verbs: frozenset[tuple[str, ...]]) -> int | None:
    for i in range(len(words)):
        if any(words[i : i + size] in verbs for size in (1, 2, 3)):
            return i
    return None


@lru_cache(maxsize=2)
def _verbs(*, marked: bool) -> frozenset[tuple[str, ...]]:
    phrases = phrase_list("verbs") + phrase_list("more_verbs")
    if marked:
        return frozenset(tuple(clean(p).lower().split()) for p in phrases)
    return frozenset(folded_words(p) for p in phrases)
