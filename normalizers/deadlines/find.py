"""Times named in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from normalizers.deadlines.parse import parse_deadline
from normalizers.deadlines.spans import DeadlineValue
from normalizers.deadlines.tokens import Token, tokenise
from normalizers.school_year import SchoolYear
from normalizers.unicode import clean, fold_aligned

_GAP = re.compile(r"\s*(?:ngay|trong|vao|cua|ca|,|\()?\s*")
_DAY_WORD = re.compile(r"(?<![^\W_])ngay\s*$")
_MARK = re.compile(r"\d,$")  # "8,5/10" is a mark
_DASH = str.maketrans("‐‑‒–—―−", "-------")
_CONNECTORS = ("to", "and", "number", "part", "before", "until", "from")


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A time in a text: what it means and its offsets in the cleaned text."""

    value: DeadlineValue
    start: int
    end: int


def find_deadlines(
    text: str, *, school_year: SchoolYear | None = None, week_one: date | None = None
) -> tuple[FoundDeadline, ...]:
    """Return the times a text names by date, month, quarter, semester, week or school year.

    Only what stands together is one time ("từ tháng 9/2023 đến tháng 5/2024"). Damaged numbers
    are not mended here, since in running text most numbers are no dates.
    """
    cleaned = clean(text)
    folded = fold_aligned(cleaned).translate(_DASH)
    found: list[FoundDeadline] = []
    for group in _runs(tokenise(folded), folded):
        start, end = group[0].start, group[-1].end
        if _MARK.search(folded, 0, start) and folded[start].isdigit():
            continue
        word = _DAY_WORD.search(folded, 0, start)
        start = word.start() if word else start
        value = parse_deadline(cleaned[start:end], school_year=school_year, week_one=week_one)
        if value.kind and "impossible_date" not in value.flags:
            found.append(FoundDeadline(value, start, end))
    return tuple(found)


def _runs(tokens: tuple[Token, ...], folded: str) -> Iterator[list[Token]]:
    """Yield runs of tokens with nothing between them that hold a point and end on one."""
    run: list[Token] = []
    for token in (*tokens, Token("end", len(folded) + 99, len(folded) + 99)):
        usable = token.kind == "point" or token.kind in _CONNECTORS
        if usable and run and _GAP.fullmatch(folded[run[-1].end : token.start]):
            run.append(token)
            continue
        yield from _trimmed(run)
        run = [token] if usable else []


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    while run and run[-1].kind != "point":
        run.pop()
    while run and run[0].kind in ("to", "and", "number") and not _opens_range(run):
        run.pop(0)
    if run:
        yield run


def _opens_range(run: list[Token]) -> bool:
    """Say whether a leading number belongs to the date ("01-30/11/2023")."""
    return len(run) > 2 and run[0].kind == "number" and run[1].kind == "to"
