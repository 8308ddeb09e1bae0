"""From a criterion's or standard's title to its code, by folded fuzzy comparison."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process

from normalizers.frameworks import all_frameworks, frameworks_by_id
from normalizers.text.unicode import fold

_LEAST_SCORE = 88.0
_CLEAR_LEAD = 5.0
_SHORTEST = 6


def title_to_code(title: str, framework: str | None) -> str:
    """Return the code of the criterion a title names, "" if none is clearly nearest.

    Args:
        title: the title as written, marks or not.
        framework: the circular's id; None or an unknown one asks all of them, and a code is
            returned only if the nearest titles agree on it.
    """
    return _nearest(fold(title).strip(" .:;-"), framework or "", "criteria")


def title_to_standard(title: str, framework: str | None = None) -> str:
    """Return the code of the standard ("1".."5") a title names, "" if none is clearly nearest."""
    return _nearest(fold(title).strip(" .:;-"), framework or "", "standards")


@lru_cache(maxsize=4096)
def _nearest(folded: str, framework: str, which: str) -> str:
    if len(folded) < _SHORTEST:
        return ""
    codes, titles = _titles(framework, which)
    found = process.extract(folded, titles, scorer=fuzz.ratio, score_cutoff=60, limit=6)
    if not found or found[0][1] < _LEAST_SCORE:
        return ""
    best = codes[found[0][2]]
    rivals = [score for _, score, index in found if codes[index] != best]
    return best if not rivals or found[0][1] - max(rivals) >= _CLEAR_LEAD else ""


@lru_cache(maxsize=16)
def _titles(framework: str, which: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    chosen = frameworks_by_id(framework) or all_frameworks()
    pairs = {
        (c.code, fold(c.title))
        for f in chosen
        for c in (f.criteria if which == "criteria" else f.standards)
        if c.title
    }
    ordered = sorted(pairs)
    return tuple(code for code, _ in ordered), tuple(title for _, title in ordered)
