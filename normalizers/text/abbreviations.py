"""Abbreviations of school plans, both ways."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import groupby

from normalizers.text.unicode import clean, tone_key

__all__ = ["abbreviate", "expand", "expand_text", "is_abbreviation", "misread"]

_WORD = re.compile(r"(?<![\w&/.-])[^\W\d_]+(?:&[^\W\d_]+)?(?![\w&/-])")


_ALIKE = str.maketrans("I1LJGOŒQ0D85", "TTTTCCCCCĐBS")
"""Capitals that an engine takes for each other on small print."""

_LEAST_MISREAD = 4


@dataclass(frozen=True, slots=True)
class _Table:
    """Short forms to all their long forms, and tone keys of long forms to their short form."""

    long: dict[str, tuple[str, ...]]
    short: dict[str, str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    text = resources.files("normalizers.reference").joinpath("abbreviations.tsv").read_text("utf-8")
    long: dict[str, tuple[str, ...]] = {}
    short: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        abbreviation, phrase = line.split("\t")
        long[abbreviation] = (*long.get(abbreviation, ()), phrase)
        short.setdefault(tone_key(phrase), abbreviation)
    return _Table(long, short)


def misread(token: str) -> str:
    """Return the abbreviation that an engine misread as ``token``, "" if it is none or unclear.

    "TIND" and "TITND" are "TTND", "GVGŒN" is "GVCN": alike but for letters of one shape, which may
    be doubled.
    """
    if len(token) < _LEAST_MISREAD or not token.isupper() or token in _table().long:
        return ""
    found = _by_shape().get(_shape(token), ())
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=1)
def _by_shape() -> dict[str, tuple[str, ...]]:
    shapes: dict[str, tuple[str, ...]] = {}
    for known in _table().long:
        if len(known) >= _LEAST_MISREAD and known.isupper():
            shapes[_shape(known)] = (*shapes.get(_shape(known), ()), known)
    return shapes


def _shape(token: str) -> str:
    """Return the letters by their shapes, runs of one shape as one."""
    return "".join(shape for shape, _ in groupby(token.translate(_ALIKE)))


def expand(abbreviation: str) -> str:
    """Return the long form of an abbreviation, "" if it is unknown or has two ("HĐ")."""
    phrases = _table().long.get(clean(abbreviation).strip(), ())
    return phrases[0] if len(phrases) == 1 else ""


def is_abbreviation(word: str) -> bool:
    """Say whether the word stands in the list of short forms as it is."""
    return word in _table().long


def abbreviate(phrase: str) -> str:
    """Return the short form of a phrase whatever its capitals and signs, "" if it has none."""
    return _table().short.get(tone_key(phrase), "")


def expand_text(text: str) -> str:
    """Return the text with every unambiguous abbreviation written out.

    Parts of document numbers ("KH-UBND", "5932/BGDĐT-QLCL") and small letters are left alone. At
    the beginning of the text the long form takes a capital.
    """
    cleaned = clean(text)

    def written(match: re.Match[str]) -> str:
        phrase = expand(match.group())
        if phrase and not cleaned[: match.start()].strip(" -–+*•\"'(“"):
            return phrase[:1].upper() + phrase[1:]
        return phrase or match.group()

    return _WORD.sub(written, cleaned)
