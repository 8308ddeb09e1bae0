"""Phrases of time inside a sentence: until when something is to be done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.deadlines import find_deadline as deadline_of
from normalizers.text.unicode import clean, fold_aligned

__all__ = ["TimePhrase", "find_deadline"]

_SCHOOL_YEAR = re.compile(r"(?<![a-z])nam\s*hoc\s*20\d\d\s*[-–]\s*20\d\d")


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A phrase of time: its text and where its first part stands in the sentence.

    Several times of one sentence are joined by "; ".
    """

    text: str
    start: int
    end: int


def find_deadline(text: str) -> TimePhrase | None:
    """Return the phrase that says until when or in what time, None if there is none.

    Where nothing else does, a school year counts that a heading or list is of. Offsets are those
    of ``text`` where cleaning leaves its length as it is.
    """
    found = deadline_of(text)
    if found is None:
        year = _SCHOOL_YEAR.search(fold_aligned(text))
        return TimePhrase(text[slice(*year.span())], *year.span()) if year else None
    start, end = found.spans[0]
    exact = len(clean(text)) == len(text)
    return TimePhrase(found.text, start, end if exact else start + len(found.text))
