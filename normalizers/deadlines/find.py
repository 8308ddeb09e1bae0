"""Times named in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from normalizers.deadlines.parse import parse_deadline
from normalizers.deadlines.spans import DeadlineValue
from normalizers.deadlines.tokens import Token, tokenise
from normalizers.deadlines.weekdays import heeding_marks, without_weekdays
from normalizers.school_year import SchoolYear
from normalizers.text.unicode import clean, fold, fold_aligned

_GAP = re.compile(
    r"\s*(?:(?:la|chot|het|sang|trua|chieu|toi|vao|dau gio|cuoi gio)\s+)*"
    r"(?:ngay|trong|vao|cua|ca|,|\()?\s*"
)
_DAY_WORD = re.compile(r"(?<![^\W_])ngay\s*$")
_MARK = re.compile(r"\d,$")  # "8,5/10" is a mark
_DASH = str.maketrans("‐‑‒–—―−", "-------")
_MARKED = {
    "tu": "từ", "dau": "đầu", "giua": "giữa", "cuoi": "cuối", "den": "đến", "toi": "tới",
    "het": "hết", "han": "hạn", "truoc": "trước", "xong": "xong",
}  # fmt: skip
"""Words of time with their marks: "Thông tư", "phấn đấu", "hân hạnh" are others."""
_CONNECTORS = ("to", "and", "number", "part", "before", "until", "from", "clock")


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A time in a text: what it means and its offsets in the cleaned text."""

    value: DeadlineValue
    start: int
    end: int


_POINT = r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?![\d/])"
_POINTS = re.compile(
    r"\b(?:tieu (?:chi|chuan)|muc|dieu|khoan|diem|bai|phu luc)\s+(?:\d{1,2}\s*\(\s*)?"
    r"(?:so\s+|tu\s+)?"
    rf"{_POINT}(?:\s*(?:[,;-]|va|den)\s*{_POINT})*"
)
"""Numbers of criteria and sections, which are no days: "tiêu chí 2.1 đến 2.3"."""


def find_deadlines(
    text: str, *, school_year: SchoolYear | None = None, week_one: date | None = None
) -> tuple[FoundDeadline, ...]:
    """Return the times a text names by date, month, quarter, semester, week or school year.

    Only what stands together is one time ("từ tháng 9/2023 đến tháng 5/2024"). Damaged numbers
    are not mended here, since in running text most numbers are no dates.
    """
    cleaned = clean(text)
    folded = aligned(cleaned)
    found: list[FoundDeadline] = []
    for group in runs(words_of_time(cleaned, folded), folded):
        start, end = group[0].start, group[-1].end
        if _MARK.search(folded, 0, start) and folded[start].isdigit():
            continue
        word = _DAY_WORD.search(folded, 0, start)
        start = word.start() if word else start
        value = parse_deadline(cleaned[start:end], school_year=school_year, week_one=week_one)
        if value.kind and "impossible_date" not in value.flags:
            found.append(FoundDeadline(value, start, end))
    return tuple(found)


def aligned(cleaned: str) -> str:
    """Return the folded text in which tokens are looked for, character for character.

    Digits of criteria and sections are blanked.
    """
    plain = heeding_marks(cleaned)
    folded = fold_aligned(plain if len(plain) == len(cleaned) else cleaned)
    return _POINTS.sub(lambda m: re.sub(r"\d", "_", m[0]), folded.translate(_DASH))


def words_of_time(cleaned: str, folded: str) -> tuple[Token, ...]:
    """Return the tokens of running text, without those that only look like one unmarked."""
    return tuple(
        token
        for token in tokenise(folded)
        if token.point or _is_word_of_time(cleaned[token.start : token.end])
    )


def _is_word_of_time(written: str) -> bool:
    """Say whether each word bears the marks of a word of time, or none at all; "TU" is no "từ"."""
    if written.isupper() and len(written) <= len("TU"):
        return not written.isascii()
    words = written.lower().split()
    return all(word.isascii() or _MARKED.get(fold(word), word) == word for word in words)


def runs(tokens: tuple[Token, ...], folded: str) -> Iterator[list[Token]]:
    """Yield runs of tokens with nothing between them that hold a point and end on one."""
    folded, _ = without_weekdays(folded)
    run: list[Token] = []
    for token in (*tokens, Token("end", len(folded) + 99, len(folded) + 99)):
        usable = token.kind == "point" or token.kind in _CONNECTORS
        if usable and run and _GAP.fullmatch(folded[run[-1].end : token.start]):
            run.append(token)
            continue
        yield from _trimmed(run, folded)
        run = [token] if usable else []


def _trimmed(run: list[Token], folded: str) -> Iterator[list[Token]]:
    while run and run[-1].kind != "point":
        run.pop()
    run = _without_hours_before(run)
    while run and run[0].kind in ("to", "and", "number", "clock") and not _opens_range(run, folded):
        run.pop(0)
    if run:
        yield run


def _without_hours_before(run: list[Token]) -> list[Token]:
    """Drop the hours of another clause ("mở cửa từ 7h đến 11h, chậm nhất là ngày 30/11")."""
    clocks = [i for i, token in enumerate(run) if token.kind == "clock"]
    last = clocks[-1] if clocks else 0
    limited = any(t.kind in ("before", "until", "from") for t in run[last + 1 :])
    return run[last + 1 :] if clocks and limited else run


def _opens_range(run: list[Token], folded: str) -> bool:
    """Say whether a leading number belongs to the date ("01-30/11/2023", "ngày 16 và 17/7")."""
    if len(run) < 3 or run[0].kind != "number":
        return False
    said = _DAY_WORD.search(folded, 0, run[0].start) is not None
    return run[1].kind == "to" or (run[1].kind == "and" and said)
