"""Rows and headings that set the level or the standard for the rows below them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.criteria.text import (
    CRITERION_WORD,
    LEVEL_WORD,
    NUMERAL,
    STANDARD_WORD,
    numbering_end,
    numeral,
)
from normalizers.criteria.titles import title_to_standard
from normalizers.text.unicode import clean, fold_aligned

_JOIN = r"\s*(?:[,;&+-]|va|den)\s*"
_LEVELS = re.compile(
    rf"{LEVEL_WORD}\s*:?\s*(?P<first>{NUMERAL})(?P<more>(?:{_JOIN}(?:muc\s*)?{NUMERAL})*)"
)
_STANDARD = re.compile(rf"{STANDARD_WORD}\s*(?:so\s*)?[:.]?\s*(?P<n>{NUMERAL})")
_CRITERION_CODE = re.compile(rf"{CRITERION_WORD}\s*:?\s*\d|(?<![\d.])\d\.\d{{1,2}}(?!\d)")
_LEAD_IN = re.compile(
    rf"(?:(?:doi\s*voi|noi\s*dung|cac|nhom|phan|o|dat)\s*)*(?:{CRITERION_WORD}\s*)?(?:thuoc\s*)?"
    r"(?:dat\s*)?"
)
_GLUE = re.compile(r"[\s.:;,()\-–—/&+]*(?:thuoc|cua|va)?[\s.:;,()\-–—/]*")
_BARE_LEVEL = re.compile(rf"\s*(?:dat\s*)?({NUMERAL})\s*\.?\s*$")
_BARE_STANDARD = re.compile(rf"\s*({NUMERAL})\s*(?=$|[.:,;)\-–]|\s)")
_LONGEST_TITLE = 140


@dataclass(frozen=True, slots=True)
class Section:
    """What a section row says: a level ("2"), a standard ("1") with its title, or both.

    ``level`` is "" where the row names several levels ("Mức 1, 2 và 3").
    """

    level: str = ""
    standard: str = ""
    title: str = ""


def parse_level(text: str) -> str:
    """Return the level "1".."4" a text names ("Mức 2", "mức độ II", "cấp độ 3"), else "".

    A text that names several levels has none of its own.
    """
    folded = fold_aligned(clean(text))
    levels = _levels(folded)
    if levels:
        return levels[0] if len(levels) == 1 else ""
    bare = _BARE_LEVEL.match(folded)
    value = numeral(bare[1]) if bare else ""
    return value if value in ("1", "2", "3", "4") else ""


def _levels(folded: str) -> list[str]:
    found: list[str] = []
    for match in _LEVELS.finditer(folded):
        found += [numeral(match["first"])]
        found += [numeral(n) for n in re.findall(NUMERAL, match["more"])]
    return sorted({n for n in found if n in ("1", "2", "3", "4")})


def parse_standard(text: str) -> str:
    """Return the standard a text names ("Tiêu chuẩn 2: ...", "II", "2. Cán bộ ..."), else ""."""
    cleaned = clean(text)
    folded = fold_aligned(cleaned)
    match = _STANDARD.search(folded)
    if match:
        return numeral(match["n"])
    if _CRITERION_CODE.search(folded):
        return ""
    bare = _BARE_STANDARD.match(folded)
    if bare and (bare.end() >= len(folded.rstrip(" .")) or _is_title(folded[bare.end() :])):
        return numeral(bare[1])
    return title_to_standard(cleaned)


def _is_title(rest: str) -> bool:
    return bool(title_to_standard(rest))


def section_of(text: str) -> Section | None:
    """Return what a section row says; None if the row says anything else too.

    "MỨC 2", "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường", "2. Đối với các tiêu chí Mức 4" and
    "Tiêu chuẩn II - Mức 3" are sections; a row with a criterion code is not.
    """
    cleaned = clean(text).strip()
    folded = fold_aligned(cleaned)
    if not folded or _CRITERION_CODE.search(folded):
        return None
    at = numbering_end(folded)
    level, standard, several = "", "", False
    at = _skip(_LEAD_IN, folded, at)
    while True:
        match = _LEVELS.match(folded, at) or _STANDARD.match(folded, at)
        if match is None:
            break
        if match.re is _LEVELS:
            levels = _levels(match.group())
            level, several = (levels[0], several) if len(levels) == 1 else ("", True)
        else:
            standard = numeral(match["n"])
        at = _skip(_GLUE, folded, match.end())
    title = cleaned[at:].strip(" .:;-–—()\n\t")
    if not (level or standard or several):
        return _titled(cleaned)
    if len(title) > _LONGEST_TITLE or "\n-" in title or (title and not standard):
        return None
    return Section(level, standard, title)


def _titled(cleaned: str) -> Section | None:
    title = re.sub(r"^\s*(?:\d|[IVX]+)\s*[.):-]?\s*", "", cleaned)
    standard = title_to_standard(title)
    return Section("", standard, title) if standard else None


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
