"""Cutting a line into tokens with offsets, and saying which of them must stay as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["Token", "is_frozen", "tokenize"]

Kind = Literal["word", "frozen", "comma", "punct"]

_CHUNK = re.compile(r"\S+")
_EDGE_MARKS = "()[]{}<>,.;:!?\"“”„'‘’«»…–—-•●○▪■/\\"
_HEAD = re.compile(rf"^[{re.escape(_EDGE_MARKS)}]+")
_TAIL = re.compile(rf"[{re.escape(_EDGE_MARKS)}]+$")
_ADDRESS = re.compile(r"://|www\.|@\w|^#\w|\w\.(?:vn|com|org|net|edu|gov)\b", re.IGNORECASE)
_ROMAN = re.compile(r"^(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
_DIGITS = re.compile(r"^[\d.,:/%+\-–x°]+$")
_CODE = re.compile(r"\d.*/|/.*\d|^\d+[A-ZĐ]+\d*$|^[A-Z]+[-.]?\d+(?:[-.]\d+)*$|^\d+[-.]\w+$")
_ORDINAL = re.compile(r"^\d+(?:[a-zđ]|h|ph|km|kg|cm|mm|ha|tr|%)\d*$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_INNER = re.compile(r"([,.;:!?()\[\]\"“”…–—/\-]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a line: a word to repair, or something that stays."""

    start: int
    end: int
    text: str
    kind: Kind


def is_frozen(text: str) -> bool:
    """Say whether a chunk (edges stripped) is a number, date, code, address or Roman numeral."""
    if _ADDRESS.search(text) or (_ROMAN.match(text) and len(text) > 0):
        return True
    if not any(c.isdigit() for c in text):
        return False
    digits = sum(c.isdigit() for c in text)
    if _DIGITS.match(text) or _CODE.search(text) or _ORDINAL.match(text):
        return True
    return digits * 2 >= len(text)


def tokenize(line: str, noisy: bool = False) -> list[Token]:
    """Cut a line into tokens, in order; white space lies between them.

    Args:
        line: one line of text.
        noisy: whether letters may have been read as digits or signs ("gi4o", "S&"); then such
            characters belong to the word they stand in.
    """
    tokens: list[Token] = []
    for match in _CHUNK.finditer(line):
        _chunk(match.group(), match.start(), noisy, tokens)
    return tokens


def _chunk(chunk: str, offset: int, noisy: bool, out: list[Token]) -> None:
    if _ADDRESS.search(chunk):
        tail = _TAIL.search(chunk)
        cut = tail.start() if tail else len(chunk)
        _add(out, offset, chunk[:cut], "frozen")
        _marks(out, offset + cut, chunk[cut:])
        return
    head = _HEAD.match(chunk)
    left = head.end() if head else 0
    tail = _TAIL.search(chunk, left)
    right = tail.start() if tail else len(chunk)
    _marks(out, offset, chunk[:left])
    core = chunk[left:right]
    if core:
        if is_frozen(core):
            _add(out, offset + left, core, "frozen")
        else:
            _core(core, offset + left, noisy, out)
    _marks(out, offset + right, chunk[right:])


def _core(core: str, offset: int, noisy: bool, out: list[Token]) -> None:
    """Cut a core at inner marks, or, in clean text, into letter runs."""
    position = 0
    for piece in _INNER.split(core):
        if not piece:
            continue
        if _INNER.fullmatch(piece):
            _marks(out, offset + position, piece)
        elif is_frozen(piece):
            _add(out, offset + position, piece, "frozen")
        elif noisy or _LETTERS.fullmatch(piece):
            _add(out, offset + position, piece, "word")
        else:
            kind: Kind = "frozen" if any(c.isdigit() for c in piece) else "punct"
            _letters_and_rest(piece, offset + position, kind, out)
        position += len(piece)


def _letters_and_rest(piece: str, offset: int, kind: Kind, out: list[Token]) -> None:
    if kind == "frozen":
        _add(out, offset, piece, kind)
        return
    at = 0
    for match in _LETTERS.finditer(piece):
        if match.start() > at:
            _add(out, offset + at, piece[at : match.start()], "punct")
        _add(out, offset + match.start(), match.group(), "word")
        at = match.end()
    if at < len(piece):
        _add(out, offset + at, piece[at:], "punct")


def _marks(out: list[Token], offset: int, text: str) -> None:
    if text:
        _add(out, offset, text, "comma" if text == "," else "punct")


def _add(out: list[Token], offset: int, text: str, kind: Kind) -> None:
    out.append(Token(offset, offset + len(text), text, kind))
