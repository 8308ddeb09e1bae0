"""What kind of thing does a cell hold: a time, a person, a telephone number, work to be done?

One kind per cell, the most telling first; ``extractors.tables.fields`` counts them per column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

from extractors.wording.content import (
    LIKE_OWNER,
    LIKE_TIME,
    affinity,
    has_action_verb,
    is_number,
    opens_with_verb,
    starts_with_code,
)
from extractors.wording.matching import folded_words
from normalizers.people import find_people
from normalizers.text.unicode import clean, fold

__all__ = ["CELL_KINDS", "CellKind", "cell_kind", "is_blank", "parted_at_phones", "without_phones"]

CellKind: TypeAlias = Literal[
    "mark", "evidence_code", "phone", "percent", "number", "time", "session", "code", "money",
    "figure", "person", "duty", "school", "office", "work", "text", "short",
]  # fmt: skip
CELL_KINDS: tuple[CellKind, ...] = get_args(CellKind)

_BLANK = re.compile(r"^[\s.…_\-–—/:;,()\[\]]*$")
_MARK = re.compile(r"^\W*[xXvV✓✔☑☒□☐+]\W*$")
_PHONE = re.compile(r"^(?:\+84|0)\d{8,10}$")
_PHONE_BESIDE = re.compile(
    r"\s*[(\[–-]*\s*(?:(?:đt|sđt|điện thoại|tel)\W*)?"
    r"(?<![\d.,])(?:\+84|0)\d{2,3}(?:[\s.-]?\d{3}){2}\d?"
    r"(?!\d)\s*[)\]]?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"^\d{1,3}(?:[.,]\d+)?\s?%$")
_FIGURE = re.compile(r"^[\d.,/\s%-]*\d[\d.,/\s%-]*\W*[^\W\d_]{0,4}\d?\W*$")
_SESSION = re.compile(
    r"^\W*(?:(?:ca|kip|buoi)\W+)?"
    r"(?:sang|trua|chieu|toi|dem|ngay|ca ngay|hanh chinh|i{1,3}|[1-4])\W*$"
)
_WEEKDAY = re.compile(
    r"\b(?:thu\W{0,2}(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn)\b|\((?:mung|ngay|\d)[^)]*\)"
)
_PARTS = re.compile(r"[\n;,]|\s[-–]\s|\bvà\b")
_BRACKETED = re.compile(r"\([^)]*\)")
_RECENT = 16384
"""Texts whose kinds are kept: the cells of a long document, as many ask for each."""


@dataclass(frozen=True, slots=True)
class KindSettings:
    """From when a cell is of a kind; words and affinities, 0..1.

    Attributes:
        work: words of a text with a verb of work in it, if it tells of work.
        text: words of a text; fewer are a label.
        verbal: words of work that opens with its verb, at least.
        named: affinity from which a text is a duty, a school, or a person's name.
        names: share of the parts of a cell that are names, if it holds people.
        beside: words beside the names of a short text that are titles of them, at most.
    """

    work: int = 6
    text: int = 5
    verbal: int = 3
    named: float = 0.8
    names: float = 0.6
    beside: int = 2


KIND = KindSettings()


def is_blank(text: str) -> bool:
    """Say whether a cell is empty or holds but dots or a line left to be filled in."""
    return _BLANK.match(text) is not None


@lru_cache(maxsize=_RECENT)
def cell_kind(text: str) -> CellKind | None:
    """Return what a cell holds; None for one left blank or dotted."""
    if is_blank(text):
        return None
    return _sign(text) or _of_text(without_phones(text))


def _of_text(text: str) -> CellKind:
    return _value(text) or _names(text) or _words(text)


def parted_at_phones(text: str) -> list[str]:
    """Return what stands before each telephone number, and behind the last one if anything does."""
    return [part.strip(" \n,;") for part in _PHONE_BESIDE.split(text) if part.strip(" \n,;")]


def without_phones(text: str) -> str:
    """Return the text without telephone numbers that stand beside other words."""
    rest = _PHONE_BESIDE.sub("", text)
    return rest if any(ch.isalpha() for ch in rest) else text


def _sign(text: str) -> CellKind | None:
    if _MARK.match(text):
        return "mark"
    if affinity("evidence_code", text) >= 1.0:
        return "evidence_code"
    if all(_PHONE.match(re.sub(r"[\s.\-()]", "", t)) for t in re.split(r"[\n;,/]", text) if t):
        return "phone"
    if _PERCENT.match(text.strip()):
        return "percent"
    return "number" if is_number(text) else None


def _value(text: str) -> CellKind | None:
    folded = fold(text)
    if _SESSION.match(folded):
        return "session"
    if affinity("deadline", text) >= LIKE_TIME or _is_day(folded):
        return "time"
    if starts_with_code(text):
        return "code"
    if affinity("budget", text) >= 1.0 and any(ch.isdecimal() for ch in text):
        return "money"
    return "figure" if _FIGURE.match(folded) else None


def _is_day(folded: str) -> bool:
    """Say whether a text is a day of the week, with or without its date ("Thứ Bảy 15/02")."""
    rest = _WEEKDAY.sub(" ", folded)
    if rest == folded or len(folded_words(rest)) > KIND.text:
        return False
    return not re.search(r"[a-z]", rest) or affinity("deadline", rest) >= LIKE_TIME


def _names(text: str) -> CellKind | None:
    if affinity("role", text) >= KIND.named:
        return "duty"
    if affinity("unit", text) >= KIND.named:
        return "school"
    plain = _BRACKETED.sub(" ", text)
    parts = [p.strip() for p in _PARTS.split(plain) if p.strip()]
    named = sum(affinity("person", p) >= KIND.named or bool(_only_person(p)) for p in parts)
    if parts and named >= KIND.names * len(parts) and not opens_with_verb(text):
        return "person"
    return "office" if affinity("owner", text) >= LIKE_OWNER else None


def _only_person(text: str) -> bool:
    """Say whether a short text is a name with a title and nothing else ("Thầy Ngô Quốc Bảo")."""
    people = find_people(clean(text))
    words = len(text.split())
    return bool(people) and words <= sum(len(p.name.split()) for p in people) + KIND.beside


def _words(text: str) -> CellKind:
    words = len(folded_words(text))
    verbal = opens_with_verb(text) and words >= KIND.verbal
    if verbal or (words >= KIND.work and has_action_verb(text)):
        return "work"
    return "text" if words >= KIND.text else "short"
