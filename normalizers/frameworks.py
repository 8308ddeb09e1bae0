"""The official frameworks of criteria, as data, and which one a plan follows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from normalizers.office.schools import school_level
from normalizers.text.unicode import clean, fold

__all__ = [
    "Criterion",
    "Framework",
    "FrameworkMatch",
    "all_frameworks",
    "code_key",
    "detect_framework",
    "framework_codes",
    "framework_for_level",
    "frameworks_by_id",
]

_CURRENT_NUMBERS = ("17", "18", "19")
# "18/2018", also "1 8/2018", "l8/20l8", "182018", "18-2018"; not the number of another paper.
_DIGITS = str.maketrans("oil|", "0111")
_NUMBER = r"(?P<number>[1il|]\s?[789]|42|\d{1,2})\s*[/-]?\s*(?P<year>2[\doil|]{3})(?!\d)"
# Circulars of other ministries have numbers and years like these too ("18/2018/TT-BTC").
_OTHER = r"(?:tc|nv|yt|ttt|ca|qp|l[dđ]|kh|tp|xd|ct|nn|vh|gt|tn|dt)"
_CIRCULAR = rf"\s*[/-]\s*(?:[t1]{{1,2}}|t[fil])(?![a-z])(?!\s*[-–]?\s*b{_OTHER})"
_MENTION = re.compile(
    r"(?:thong\s*tu|\btt|th[a-z]ng\s*tu)[\s.:]*(?:so|s[a-z0-9]{1,2})?[\s.:]*"
    rf"{_NUMBER}(?:{_CIRCULAR}|(?!\s*/\s*[a-z]))"
)
_NUMBERED = re.compile(rf"\bso[\s.:]*{_NUMBER}{_CIRCULAR}")
_LISTED = re.compile(
    r"(?:thong\s*tu|\btt)[\s.:]*(?:so)?[\s.:]*(?P<list>(?:1[789]\s*(?:,|;|va|&)\s*)+)"
    r"1[789]\s*/\s*(?P<year>2018)"
)
_BARE = re.compile(
    r"(?<!\d)(?P<number>17|18|19|42)\s*/\s*(?P<year>2018|2012)\s*/\s*tt\s*-?\s*b[gq]d"
)
_DATE_2018 = re.compile(r"22\s*(?:/|thang)\s*0?8\s*(?:/|nam)\s*2018")
_ACCREDITATION = re.compile(r"ki[a-z]m\s*d[a-z]nh|kdcl|chu[a-z]n\s*qu[a-z]c\s*gia")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a framework; ``code`` is "1.10", or "3" for the list of level 4."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Framework:
    """One circular (one of its variants by kind of school) with its standards and criteria."""

    id: str
    school_levels: tuple[str, ...]
    standards: tuple[Criterion, ...]
    criteria: tuple[Criterion, ...]
    level4: tuple[Criterion, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of levels 1 to 3, in order."""
        return tuple(c.code for c in self.criteria)

    def highest(self, standard: str) -> int:
        """Return the number of criteria a standard has; 0 if there is no such standard."""
        return sum(1 for c in self.criteria if c.code.split(".")[0] == standard)


@dataclass(frozen=True, slots=True)
class FrameworkMatch:
    """The circular a plan follows ("18/2018/TT-BGDĐT"), "" where none is known.

    A plan for schools of several kinds follows several: they are joined by ";", in order.
    """

    framework: str
    flags: tuple[str, ...] = ()


def code_key(code: str) -> tuple[int, ...]:
    """Return the sort key of a code: 1.9 before 1.10."""
    return tuple(int(part) for part in re.findall(r"\d+", code))


def code_order(code: str) -> tuple[bool, tuple[int, ...]]:
    """Return the sort key of a table of codes: criteria by number, those of level 4 behind."""
    return ("." not in code, code_key(code))


@lru_cache(maxsize=1)
def all_frameworks() -> tuple[Framework, ...]:
    """Return every framework of the reference data, read once."""
    folder = resources.files("normalizers.reference").joinpath("frameworks")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    return tuple(_load(f.read_text(encoding="utf-8")) for f in files)


def _load(text: str) -> Framework:
    data = json.loads(text)
    standards = data["standards"]
    return Framework(
        id=data["id"],
        school_levels=tuple(data["school_levels"]),
        standards=tuple(Criterion(s["code"], s["title"]) for s in standards),
        criteria=tuple(Criterion(c["code"], c["title"]) for s in standards for c in s["criteria"]),
        level4=tuple(Criterion(c["code"], c["title"]) for c in data["level4"]),
    )


def frameworks_by_id(framework: str) -> tuple[Framework, ...]:
    """Return the variants of a circular (42/2012 has one per kind of school); () if unknown."""
    return tuple(f for f in all_frameworks() if f.id == framework)


@lru_cache(maxsize=32)
def framework_codes(framework: str) -> frozenset[str]:
    """Return all codes of a circular, those of level 4 too; empty for an unknown one."""
    return frozenset(c.code for f in frameworks_by_id(framework) for c in (*f.criteria, *f.level4))


def framework_for_level(school_level: str) -> str:
    """Return the circular of 2018 for a kind of school; "" if the kind is not known."""
    for framework in all_frameworks():
        if school_level in framework.school_levels and framework.id.split("/")[1] == "2018":
            return framework.id
    return ""


def detect_framework(texts: Iterable[str], school_name: str = "") -> FrameworkMatch:
    """Return the circular a plan follows.

    An explicit mention wins. A garbled number is normalised with the flag ``framework_mended``
    ("18/2012/TT-BGDĐT ngày 22/8/2018" is 18/2018). Where several circulars of 2018 are named, the
    kind of school in ``school_name`` chooses among them; a district plan keeps them all, joined by
    ";", with the flag ``framework_several``. Without a mention the school kind decides, flagged
    ``framework_from_school``.
    """
    folded = [fold(clean(text)) for text in texts]
    found: dict[str, tuple[str, ...]] = {}
    for text in folded:
        for number, year in _mentions(text):
            name, flags = _named(number, year, text)
            if name and (name not in found or not flags):
                found[name] = flags
    current = [name for name in found if "/2018/" in name]
    names = current or list(found)
    by_school = framework_for_level(school_level(school_name))
    if len(names) == 1:
        return FrameworkMatch(names[0], found[names[0]])
    if names:
        if by_school in names:
            return FrameworkMatch(by_school, (*found[by_school], "framework_from_school"))
        return FrameworkMatch(";".join(sorted(names)), ("framework_several",))
    if by_school:
        return FrameworkMatch(by_school, ("framework_from_school",))
    return FrameworkMatch("", ("framework_unknown",))


def _mentions(text: str) -> Iterator[tuple[str, str]]:
    """Yield number and year of every circular a folded text mentions."""
    for pattern in (_MENTION, _NUMBERED, _BARE):
        for match in pattern.finditer(text):
            number = re.sub(r"\s", "", match["number"]).translate(_DIGITS)
            yield number, match["year"].translate(_DIGITS)
    for match in _LISTED.finditer(text):
        for number in re.findall(r"\d+", match["list"]):
            yield number, match["year"]


def _named(number: str, year: str, text: str) -> tuple[str, tuple[str, ...]]:
    if number in _CURRENT_NUMBERS and year == "2018":
        return f"{number}/2018/TT-BGDĐT", ()
    if number == "42" and year == "2012":
        return "42/2012/TT-BGDĐT", ()
    if number in _CURRENT_NUMBERS and _DATE_2018.search(text):
        return f"{number}/2018/TT-BGDĐT", ("framework_mended",)
    if number in _CURRENT_NUMBERS and _one_digit_off(year) and _ACCREDITATION.search(text):
        return f"{number}/2018/TT-BGDĐT", ("framework_mended",)
    return "", ()


def _one_digit_off(year: str) -> bool:
    return sum(a != b for a, b in zip(year, "2018", strict=True)) == 1
