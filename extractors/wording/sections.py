"""Section rows and headings: text that is context for the rows below, not a row of its own.

"MỨC 2", "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường", "Đối với các tiêu chí Mức 1, 2 và 3",
"Nhóm 1: Chịu trách nhiệm đánh giá Tiêu chuẩn 1", "I. CÔNG TÁC CHUẨN BỊ".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.wording.content import is_number, starts_with_code
from normalizers.criteria import section_of
from normalizers.criteria.text import LEVEL_WORD, STANDARD_WORD, numeral
from normalizers.text.unicode import fold

__all__ = [
    "CAPITALS",
    "Context",
    "context_of",
    "is_heading",
    "is_ordinal",
    "is_section_row",
    "is_section_text",
    "sliced_section",
]

_NUMERAL = r"(?:[1-4]|i{1,3}|iv)(?![a-z\d])"
_LEVEL = re.compile(
    rf"{LEVEL_WORD}\s*({_NUMERAL}(?:\s*(?:,|;|va|den|[-–+&])\s*(?:muc\s*)?{_NUMERAL})*)"
)
_STANDARD = re.compile(
    rf"{STANDARD_WORD}\s*(?:so\s*|thu\s*)?[:.]?\s*(\d{{1,2}}|i{{1,3}}|iv|vi?)(?![a-z])"
)
_ORDINAL = re.compile(r"\W*(?:[IVX]{1,5}|[A-E])\W*")
_ENUMERATOR = re.compile(r"^\s*(?:[IVX]{1,5}|[A-E])\s*[.):-]\s*\S")
_HEAD_START = re.compile(
    r"^\s*(?:(?:[IVX]{1,5}|[A-E]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)]\s+\S|\*"
    r"|(?i:nhóm\s+\d{1,2}\s*[:.,-]|bảng\s+\d|phụ lục|mức\s+\d|tiêu chuẩn\s+\d|phần\s+[IVX\d]))"
)
_GLUED_STANDARD = re.compile(
    r"\d{0,2}t[il1]?e[ut]?chu[a-z]{0,4}(?:so)?([1-6])(?![.,]?\d)[a-z:.,]{6,90}$"
)
_GLUED_LEVEL = re.compile(r"m[uio][a-z]{0,2}(?:do)?([1-4])")

CAPITALS = 0.85
"""Share of the letters of a heading in capitals: OCR loses some; a line of names and abbreviations
has fewer."""


@dataclass(frozen=True, slots=True)
class SectionSettings:
    """How long a heading is, in words unless said.

    Attributes:
        longest: of a heading in a row of its own, at most.
        begins: characters in which a standard or a level must be named.
        level: of a heading that names a level, at most: rows do so, too.
        capital_words: of a heading in capitals, at least,
        capital_letters: and letters; fewer are an abbreviation.
        slices: cells over which "MỨC 2" is sliced, at most.
        line: characters of a heading above a table, at most.
    """

    longest: int = 30
    begins: int = 40
    level: int = 14
    capital_words: int = 2
    capital_letters: int = 8
    slices: int = 3
    line: int = 200


SECTION = SectionSettings()


@dataclass(frozen=True, slots=True)
class Context:
    """What headings and section rows say of the rows below them.

    Attributes:
        level: levels as digits joined by ";" ("2", "1;2;3"), "" if unknown.
        standard: number of the standard, "" if unknown.
        section: the text of the headings themselves.
    """

    level: str = ""
    standard: str = ""
    section: str = ""


def context_of(text: str) -> Context:
    """Return the level and standard a heading names, and its text on one line."""
    folded = fold(text)
    level = _LEVEL.search(folded)
    standard = _STANDARD.search(folded)
    return Context(
        _levels(level.group(1)) if level else "",
        numeral(standard.group(1)) if standard else _titled(text),
        " ".join(text.split()),
    )


def _titled(text: str) -> str:
    """Return the standard whose official title the text is ("Cơ sở vật chất và thiết bị ...")."""
    section = section_of(text)
    return section.standard if section is not None else ""


def _levels(text: str) -> str:
    found = [int(numeral(t)) for t in re.findall(_NUMERAL, text)]
    if re.search(r"den|-|–", text) and len(found) == 2:
        found = list(range(found[0], found[1] + 1))
    return ";".join(str(n) for n in dict.fromkeys(found))


def is_section_text(text: str) -> bool:
    """Say whether a text standing alone in a row is a heading of the rows below."""
    stripped = text.strip()
    words = stripped.split()
    if not words or len(words) > SECTION.longest or starts_with_code(stripped):
        return False
    folded = fold(stripped)
    begin = folded[: SECTION.begins]
    if _STANDARD.search(begin) or (_LEVEL.search(begin) and len(words) <= SECTION.level):
        return True
    letters = [c for c in stripped if c.isalpha()]
    if _ENUMERATOR.match(stripped):
        return True
    if len(words) < SECTION.capital_words or len(letters) < SECTION.capital_letters:
        return False
    return sum(c.isupper() for c in letters) >= CAPITALS * len(letters)


def is_section_row(texts: Sequence[str]) -> bool:
    """Say whether a row of cell texts holds one heading and at most a number beside it."""
    filled = [t for t in texts if t.strip()]
    if len(filled) == 2 and is_ordinal(filled[0]):
        filled = filled[1:]
    if len(texts) > 1 and sliced_section(texts) is not None:
        return True
    return len(filled) == 1 and len(texts) > 1 and is_section_text(filled[0])


def sliced_section(texts: Sequence[str]) -> Context | None:
    """Return what a heading over the whole table says that was read in slices, a column each.

    "Tiêu chuẩn 1: Tổ c" | "hức và quản lý" and "MỨ" | "C 2"; None if the row is no such thing.
    """
    filled = [" ".join(t.split()) for t in texts if t.strip()]
    if len(filled) < 2 or any("\n" in t.strip() for t in texts):
        return None
    glued = re.sub(r"[^a-z0-9:.,]+", "", fold("".join(filled)))
    standard = _GLUED_STANDARD.match(glued)
    level = _GLUED_LEVEL.fullmatch(glued)
    if standard is None and (level is None or len(filled) > SECTION.slices):
        return None
    text = " ".join(filled)
    if level is not None:
        return Context(level=level.group(1), section=text)
    return Context(standard=standard.group(1) if standard else "", section=text)


def is_ordinal(text: str) -> bool:
    """Say whether the text is nothing but a running number, Roman numeral or letter."""
    return is_number(text) or bool(_ORDINAL.fullmatch(text.strip()))


def is_heading(text: str) -> bool:
    """Say whether a line above a table reads as its heading."""
    stripped = text.strip()
    if not stripped or len(stripped) > SECTION.line:
        return False
    return bool(_HEAD_START.match(stripped)) or is_section_text(stripped)
