"""What the user sets for reading values: spellings of roles, the first week of the school year."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from normalizers.owners import Synonyms, default_synonyms, glossary_of, load_synonyms
from normalizers.owners.synonyms import read_pairs, tokens_of
from normalizers.school_year import SchoolYear
from pipeline.errors import UsageError

__all__ = ["DEFAULT", "Conventions", "conventions_of", "read_names"]

_EVERY_YEAR = re.compile(r"(?P<d>\d{1,2})[/-](?P<m>\d{1,2})")
_ONE_YEAR = re.compile(
    r"(?:(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>\d{4})|(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2}))"
)


@dataclass(frozen=True, slots=True)
class Conventions:
    """Settings of the values, small enough to be sent to every worker.

    Attributes:
        roles: path of a file of spellings and roles ("" for none).
        week_day: day of the year that lies in the first school week, as ``(month, day)``;
            None for the custom (the week of 5 September).
        week_year: the school year ``week_day`` was given for; 0 for every year.
    """

    roles: str = ""
    week_day: tuple[int, int] | None = None
    week_year: int = 0

    def key(self) -> str:
        """Return what tells these settings from others, contents of the file included."""
        if self == DEFAULT:
            return ""
        content = Path(self.roles).read_bytes() if self.roles else b""
        told = f"{self.week_day}|{self.week_year}|".encode() + content
        return "/" + hashlib.sha256(told).hexdigest()[:16]

    def synonyms(self) -> Synonyms | None:
        """Return the spellings of roles with the user's own; None where there is no file."""
        return _synonyms(self.roles) if self.roles else None

    def synonyms_in(self, texts: Iterable[str]) -> Synonyms | None:
        """Return the spellings for one document: its own short names before those of the package.

        What the user set stands above both.
        """
        own, known = self.synonyms(), default_synonyms()
        pairs = []
        for short, long in glossary_of(texts).items():
            key = tokens_of(short)
            if own is None or own.exact.get(key) == known.exact.get(key):
                pairs.append((short, known.exact.get(tokens_of(long), long)))
        return (own or known).binding(pairs) if pairs else own

    def week_one(self, school_year: SchoolYear | None) -> date | None:
        """Return the Monday of the first school week; None where the custom holds."""
        if school_year is None or self.week_day is None:
            return None
        if self.week_year and self.week_year != school_year.start:
            return None
        month, day = self.week_day
        inside = date(school_year.year_of_month(month), month, day)
        return inside - timedelta(days=inside.weekday())


DEFAULT = Conventions()


@lru_cache(maxsize=4)
def _synonyms(path: str) -> Synonyms:
    return load_synonyms(path)


def conventions_of(roles: Path | None, week_one: str) -> Conventions:
    """Return the settings of the command line, read once so that mistakes show at once.

    Args:
        roles: a file of spellings, or None.
        week_one: a day of the first school week: "05/09" for every year, "04/09/2023" or
            "2023-09-04" for that school year only; "" for the custom.

    Raises:
        UsageError: the file cannot be read, or the day is none.
    """
    if roles is not None:
        try:
            load_synonyms(roles)
        except (OSError, ValueError) as error:
            raise UsageError(f"--roles: không đọc được tệp {roles}: {error}") from error
    day, year = _day_of(week_one.strip())
    return Conventions(str(roles) if roles else "", day, year)


def read_names(path: Path | None) -> dict[str, str]:
    """Return the spellings of a mapping file and the name each stands for; none without a file.

    Raises:
        UsageError: the file cannot be read.
    """
    if path is None:
        return {}
    try:
        return dict(read_pairs(path))
    except (OSError, ValueError) as error:
        raise UsageError(f"--names: không đọc được tệp {path}: {error}") from error


def _day_of(text: str) -> tuple[tuple[int, int] | None, int]:
    if not text:
        return None, 0
    every, one = _EVERY_YEAR.fullmatch(text), _ONE_YEAR.fullmatch(text)
    try:
        if every:
            found = date(2023, int(every["m"]), int(every["d"]))
            return (found.month, found.day), 0
        if one:
            parts = (one["y"] or one["iy"], one["m"] or one["im"], one["d"] or one["id"])
            found = date(*map(int, parts))
            return (found.month, found.day), SchoolYear.of(found).start
    except ValueError:
        pass
    raise UsageError(f"--week-one: không hiểu ngày {text!r}; viết 05/09 hoặc 04/09/2023")
