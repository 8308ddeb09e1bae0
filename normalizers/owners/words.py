"""The words that names of bodies, offices and people are made of, and a text as tokens.

A name is a head noun ("Phòng", "Hiệu trưởng") with a complement ("Văn hóa và Thông tin", "các
trường"). The lists in ``reference/actor_words.json`` hold the closed classes of that grammar; they
know kinds of words, not single bodies.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TypeAlias

from normalizers.text.unicode import UPPER

__all__ = ["Token", "Tokens", "longest", "tokens_in", "words_of"]

_TOKEN = re.compile(r"\d+/\d+|[đĐ]/[cC]\.?|[^\W_]+(?:[-&][^\W_]+)*(?:/[^\W_]+)*|[^\s\w]|\n|_")
_LONGEST = 5
_CAPITAL = re.compile(rf"[{UPPER}]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign with its offsets; ``low`` is the word in small letters."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it has letters or digits."""
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return bool(_CAPITAL.match(self.text))

    @property
    def number(self) -> bool:
        """Whether it counts or names a class ("4", "9A1")."""
        return self.text[0].isdigit()


Tokens: TypeAlias = tuple[Token, ...]


def tokens_in(text: str) -> Tokens:
    """Return the words and signs of a cleaned text; "KH-TC", "GD&ĐT" and "đ/c" are one word."""
    return tuple(
        Token(m.group(), m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)
    )


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    text = resources.files("normalizers.reference").joinpath("actor_words.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found


@lru_cache(maxsize=32)
def words_of(*names: str) -> frozenset[tuple[str, ...]]:
    """Return the phrases of the named lists, each as its words in small letters."""
    return frozenset(
        tuple(t.low for t in tokens_in(phrase))
        for name in names
        for phrase in _lists()[name].split("; ")
    )


def longest(tokens: Tokens, at: int, *names: str) -> int:
    """Return the number of tokens of the longest phrase of the lists that begins here, or 0."""
    phrases = words_of(*names)
    low = tuple(t.low for t in tokens[at : at + _LONGEST])
    return next((n for n in range(len(low), 0, -1) if low[:n] in phrases), 0)
