"""The school year: 1 August to 31 July, written "2022-2023"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from normalizers.text.unicode import clean, fold

__all__ = ["SchoolYear", "find_school_years", "parse_school_year"]

_DASH = r"\s*(?:[-–—−~/_÷]|den)\s*"
_DIGIT = "[0-9oilsz|]"
_PAIR = re.compile(
    rf"(?<![\d./-])(?:(?<=nh)|(?<!\w))(?P<a>2{_DIGIT}{{3}}|199\d)(?:{_DASH}|\s+|(?=(?:20|19)\d\d\b))"
    rf"(?P<b>2{_DIGIT}{{3}}|199\d|\d{{2}})(?![\w/])"
)
_CONTEXT = re.compile(r"(?:n[a-z]m\s*h[a-z]c|\bnh|nien\s*khoa)\s*[:.]?\s*$")
_PERIOD = re.compile(r"(?:giai doan|nhiem ky|tu nam|khoa)\s*[:.]?\s*$")
_SPOILT = re.compile(
    rf"\bn[a-z]m\s*h[a-z]c\s*[:.]?\s*(?P<a>2[^\s-]{{0,4}}){_DASH}(?P<b>20\d\d)(?![\w/])"
)
"""A year whose first half is read badly ("Năm học 20243 - 2024"): the second tells it."""

_LETTER_DIGITS = str.maketrans("oilsz|", "011521")
_MONTH_AUGUST = 8
_SHORT = 6


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year, named by the calendar year it starts in."""

    start: int

    @classmethod
    def of(cls, day: date) -> SchoolYear:
        """Return the school year a day lies in."""
        return cls(day.year if day.month >= _MONTH_AUGUST else day.year - 1)

    @property
    def label(self) -> str:
        """The year as plans print it, "2022-2023"."""
        return f"{self.start}-{self.start + 1}"

    @property
    def first_day(self) -> date:
        """1 August."""
        return date(self.start, _MONTH_AUGUST, 1)

    @property
    def last_day(self) -> date:
        """31 July of the next calendar year."""
        return date(self.start + 1, 7, 31)

    def contains(self, day: date) -> bool:
        """Say whether the day lies within the school year, both ends included."""
        return self.first_day <= day <= self.last_day

    def year_of_month(self, month: int) -> int:
        """Return the calendar year a month (1..12) of this school year lies in."""
        return self.start if month >= _MONTH_AUGUST else self.start + 1


def find_school_years(text: str) -> tuple[SchoolYear, ...]:
    """Return every school year the text names, in order, without repeats.

    A pair of following years counts ("2022- 2023", "2022 – 23", "20222023" after "năm học");
    a period such as "giai đoạn 2020-2021" does not.
    """
    return tuple(dict.fromkeys(year for year, _ in _mentions(text)))


def parse_school_year(text: str) -> SchoolYear | None:
    """Return the school year a title or sentence names; None if it names none.

    A year said to be one ("Năm học ...", "NH ...") wins over a bare pair of years; of several the
    first counts.
    """
    mentions = list(_mentions(text))
    named = [year for year, is_named in mentions if is_named]
    return named[0] if named else mentions[0][0] if mentions else None


def _mentions(text: str) -> Iterator[tuple[SchoolYear, bool]]:
    """Yield each school year in the text and whether the text calls it one."""
    folded = fold(clean(text))
    spoilt = _SPOILT.search(folded)
    if spoilt and not _is_year(spoilt["a"]):
        yield SchoolYear(int(spoilt["b"]) - 1), True
    for match in _PAIR.finditer(folded):
        before = folded[: match.start()]
        named = _CONTEXT.search(before) is not None
        alone = len(folded) - len(match.group()) < _SHORT
        if not named and (_PERIOD.search(before) or (len(match["b"]) == 2 and not alone)):
            continue
        year = _year_of(match["a"], match["b"], named)
        if year:
            yield year, named


def _year_of(first: str, second: str, named: bool) -> SchoolYear | None:
    a, b = (s.translate(_LETTER_DIGITS) for s in (first, second))
    start = int(a)
    end = int(b) if len(b) == 4 else start // 100 * 100 + int(b)
    if not 1990 <= start <= 2099:
        return None
    if end == start + 1:
        return SchoolYear(start)
    # "năm học 2022-2073": one wrong digit makes the end impossible; a long period stays a period.
    misread = not start <= end <= start + 30
    if named and misread and _differ(f"{start + 1}", f"{end:04d}") == 1:
        return SchoolYear(start)
    return None


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.translate(_LETTER_DIGITS).isdecimal()


def _differ(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b))
