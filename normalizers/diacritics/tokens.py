"""How a line of text becomes tokens: for training, for decoding and for what stays frozen.

A *chunk* is a run of characters without white space. Clean text is cut into letter runs and
punctuation; a chunk that bears a digit or looks like an address is one number token. The language
model sees lower-case words and four classes: number, comma, other punctuation, unknown word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

__all__ = [
    "BOS",
    "COMMA",
    "NUMBER",
    "PUNCT",
    "SPECIALS",
    "UNKNOWN",
    "chunk_tokens",
    "line_tokens",
]

UNKNOWN, BOS, NUMBER, COMMA, PUNCT = "<unk>", "<s>", "<n>", "<,>", "<.>"
SPECIALS = (UNKNOWN, BOS, NUMBER, COMMA, PUNCT)

_NUMBERISH = re.compile(r"[\d@#]|://|www\.")
_PIECES = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]+|_+")
_EDGES = re.compile(r"^([^\w]*)(.*?)([^\w]*)$", re.DOTALL)


@lru_cache(maxsize=262144)
def chunk_tokens(chunk: str) -> tuple[str, ...]:
    """Return the model tokens of one chunk of clean, lower-case text."""
    if chunk.isalpha():
        return (chunk,)
    if _NUMBERISH.search(chunk):
        match = _EDGES.match(chunk)
        head, tail = (match.group(1), match.group(3)) if match else ("", "")
        return (*_marks(head), NUMBER, *_marks(tail))
    return tuple(_iter_pieces(chunk))


def line_tokens(line: str) -> list[str]:
    """Return the model tokens of a line of clean text (any case)."""
    tokens: list[str] = []
    for chunk in line.lower().split():
        tokens.extend(chunk_tokens(chunk))
    return tokens


def _iter_pieces(chunk: str) -> Iterator[str]:
    for piece in _PIECES.findall(chunk):
        if piece[0].isalpha():
            yield piece
        else:
            yield from _marks(piece)


def _marks(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    return (COMMA,) if text == "," else (PUNCT,)
