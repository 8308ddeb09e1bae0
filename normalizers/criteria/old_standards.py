"""Standards named by the titles of older rules, which the circulars of today number otherwise."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from rapidfuzz import fuzz, process

from normalizers.criteria.titles import title_to_standard
from normalizers.text.unicode import clean, fold

__all__ = ["is_old_standard", "is_standard_title"]

_LEAST_SCORE = 90.0
_LONGEST = 90


@lru_cache(maxsize=1)
def _old_titles() -> tuple[str, ...]:
    text = resources.files("normalizers.reference").joinpath("old_standards.txt").read_text("utf-8")
    return tuple(fold(clean(line)) for line in text.splitlines() if line and line[0] != "#")


def is_old_standard(title: str) -> bool:
    """Say whether a title is one that only older rules give to a standard.

    "Tài chính và cơ sở vật chất" was a standard until 2012; "Cơ sở vật chất và thiết bị dạy học"
    still is one.
    """
    if len(title) > _LONGEST or title_to_standard(title):
        return False
    folded = fold(clean(title)).strip(" .:;-")
    found = process.extractOne(folded, _old_titles(), scorer=fuzz.ratio)
    return found is not None and found[1] >= _LEAST_SCORE


def is_standard_title(title: str) -> bool:
    """Say whether a title names a standard, of today's circulars or of older rules."""
    return len(title) <= _LONGEST and (bool(title_to_standard(title)) or is_old_standard(title))
