"""Cutting a line into tokens with offsets, and saying which of them must stay as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["MARKUP", "Kind", "Token", "is_frozen", "tokenize"]

Kind: TypeAlias = Literal["word", "frozen", "comma", "punct"]

MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>")  # an HTML tag
_CHUNK = re.compile(rf"{MARKUP.pattern}|[^\s<]+|<")
_HARD_MARKS = '()[]{}<>,.;:!?"“”„«»…–—-•●○▪■/\\*|_^'
_MARKS = {False: _HARD_MARKS + "'‘’", True: _HARD_MARKS}
_HEAD = {k: re.compile(rf"^[{re.escape(v)}]+") for k, v in _MARKS.items()}
_TAIL = {k: re.compile(rf"[{re.escape(v)}]+$") for k, v in _MARKS.items()}
_ADDRESS = re.compile(r"://|www\.|@\w+\.|^#\w\w|\w\.(?:vn|com|org|net|edu|gov)\b", re.IGNORECASE)
_FILE = re.compile(r"\w\.(?:docx?|pdf|xlsx?|pptx?|txt|jpe?g|png|html?)$", re.IGNORECASE)
_ROMAN = re.compile(r"^(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
_DIGITS = re.compile(r"^[\d.,:/%+\-–x°]+$")
_CODE = re.compile(r"\d.*/|/.*\d|^\d+[A-ZĐ]+\d*$|^[A-Z]+[-.]?\d\d+(?:[-.]\d+)*$|^\d+[-.]\w+$")
_ORDINAL = re.compile(r"^\d+(?:[a-zđ]|h|ph|km|kg|cm|mm|ha|tr|%)\d*$", re.IGNORECASE)
_SURE = re.compile(r"^\d\d+[A-Za-zđ]{1,2}\d*$|^[A-Z]{2,}\d+$|^\d{1,2}[ahAH]\d{1,2}$")
_LETTERS = re.compile(r"[^\W\d_]+")
_INNER = {
    False: re.compile(r"([,.;:!?()\[\]\"“”…–—/\-\^]+)"),
    True: re.compile(r"([,.;:!()\[\]\"“”…–—/\-\^]+)"),  # "i?" is how an engine prints a hook
}
_WIDE_GAP = 4  # blanks
_LETTER_SIGNS = frozenset("&@¢©£€§¥$¤®")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a line: a word to repair, or something that stays."""

    start: int
    end: int
    text: str
    kind: Kind


def is_frozen(text: str, noisy: bool = False) -> bool:
    """Say whether a chunk (edges stripped) is a number, date, code, address or Roman numeral.

    In noisy text a digit beside letters may itself be a misread letter ("1a", "c6"), so only what
    is surely a number is frozen there.
    """
    if _ADDRESS.search(text) or _ROMAN.match(text):
        return True
    digits = sum(c.isdigit() for c in text)
    if not digits:
        return False
    if _DIGITS.match(text):
        return True
    if noisy and digits == 1 and any(c in _LETTER_SIGNS for c in text):
        return False
    if noisy and len(text) <= 6 and text.isalnum():
        return bool(_SURE.match(text)) or digits * 3 > len(text) * 2
    return bool(_CODE.search(text) or _ORDINAL.match(text)) or digits * 2 >= len(text)


def tokenize(line: str, noisy: bool = False) -> list[Token]:
    """Cut a line into tokens, in order; white space lies between them.

    Args:
        line: one line of text; a wide gap in it parts two columns and gives an empty mark.
        noisy: whether letters may have been read as digits or signs ("gi4o", "S&"); then such
            characters belong to the word they stand in.
    """
    tokens: list[Token] = []
    for match in _CHUNK.finditer(line):
        if match.group()[0] == "<" and MARKUP.fullmatch(match.group()):
            _add(tokens, match.start(), match.group(), "frozen")
            continue
        if tokens and match.start() - tokens[-1].end >= _WIDE_GAP:
            tokens.append(Token(match.start(), match.start(), "", "punct"))
        _chunk(match.group(), match.start(), noisy, tokens)
    return tokens


def _chunk(chunk: str, offset: int, noisy: bool, out: list[Token]) -> None:
    head = _HEAD[noisy].match(chunk)
    left = head.end() if head else 0
    tail = _TAIL[noisy].search(chunk, left)
    right = tail.start() if tail else len(chunk)
    _marks(out, offset, chunk[:left])
    core = chunk[left:right]
    if _FILE.search(core) or (core and is_frozen(core, noisy)):
        _add(out, offset + left, core, "frozen")
    elif core:
        _core(core, offset + left, noisy, out)
    _marks(out, offset + right, chunk[right:])


def _core(core: str, offset: int, noisy: bool, out: list[Token]) -> None:
    """Cut a core at inner marks and, in clean text, into letter runs."""
    position = 0
    for piece in _INNER[noisy].split(core):
        if not piece:
            continue
        at = offset + position
        position += len(piece)
        if _INNER[noisy].fullmatch(piece):
            _marks(out, at, piece)
        elif is_frozen(piece, noisy):
            _add(out, at, piece, "frozen")
        elif _LETTERS.fullmatch(piece) or (noisy and _may_be_word(piece)):
            _add(out, at, piece, "word")
        elif any(c.isdigit() for c in piece):
            _add(out, at, piece, "frozen")
        else:
            _letters_and_rest(piece, at, out)


def _may_be_word(piece: str) -> bool:
    """Say whether a misread word may look like this: letters, or signs that stand for letters."""
    return len(piece) < 20 and any(c.isalnum() or c in _LETTER_SIGNS for c in piece)


def _letters_and_rest(piece: str, offset: int, out: list[Token]) -> None:
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
