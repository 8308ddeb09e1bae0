"""Short names that a document defines for itself: they bind in it, whatever they mean elsewhere.

"Hội đồng thi sáng kiến (HĐTS)", "Ủy ban ... (sau đây gọi tắt là Ủy ban)", "TKHĐ: Thư ký Hội đồng".
A bare pair in brackets or at a colon counts only where the letters are the first letters of the
words; said in words ("gọi tắt là"), any short name counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from normalizers.owners.words import words_of
from normalizers.text.unicode import UPPER, clean

__all__ = ["glossary_of"]

_SHORT = rf"(?:[^\W\d_]+ )?[{UPPER}][^\W_]*(?:[-&]?[{UPPER}])[{UPPER}\-&]*"
_BRACKETS = re.compile(rf"\((?:viết tắt(?: là)?:?\s*)?[\"“]?(?P<short>{_SHORT})[\"”]?\)")
_CALLED = re.compile(
    r"[(,]\s*(?:sau đây |dưới đây )?(?:được )?(?:gọi (?:tắt|chung)|viết tắt)(?: là)?:?\s*"
    rf"[\"“]?(?P<short>[{UPPER}][^\W_]*(?:[ \-&][^\W_()]+){{0,4}})[\"”]?\s*[),]",
)
_COLON = re.compile(
    rf"(?:^|[;:,.(\n]|\W-)\s*(?P<short>{_SHORT})\s*[:=]\s*(?P<long>[{UPPER}a-zà-ỹđ][^;:,.()\n=]{{3,80}})"
)
_WORD = re.compile(r"[^\W\d_]+")
_LINKS = frozenset(("và", "các", "của", "cho", "-", "về", "theo"))
_FEWEST, _MOST = 2, 8
_LONGEST_CALLED = 16


def glossary_of(texts: Iterable[str]) -> Mapping[str, str]:
    """Return short names with what the document says they stand for; the first saying holds.

    Args:
        texts: lines, paragraphs and cells of one document in reading order.
    """
    found: dict[str, str] = {}
    for text in texts:
        if "(" not in text and ":" not in text and "tắt" not in text and "=" not in text:
            continue
        for short, long in _defined(re.sub(r"[ \t\n]+", " ", clean(text))):
            found.setdefault(short, long)
    return found


def _defined(text: str) -> Iterator[tuple[str, str]]:
    for match in _BRACKETS.finditer(text):
        long = _ending(text[: match.start()], match["short"])
        if long:
            yield match["short"], long
    for match in _CALLED.finditer(text):
        long = _called(text[: match.start()], match["short"])
        if long:
            yield match["short"], long
    for match in _COLON.finditer(text):
        long = _beginning(match["long"], match["short"])
        if long:
            yield match["short"], long


def _initials(short: str) -> str:
    """Return the letters of the last word of a short name ("Tổ HTTT" -> "HTTT")."""
    return "".join(c for c in short.split()[-1] if c.isalpha()).upper()


def _ending(before: str, short: str) -> str:
    """Return the words at the end of a text that the short name stands for, "" for none."""
    words = list(_WORD.finditer(before.rstrip()))
    letters = _initials(short)
    if not _FEWEST <= len(letters) <= _MOST or before.rstrip()[-1:] in ".;:":
        return ""
    lead = short.split()[:-1]
    for start in range(len(words) - 1, max(-1, len(words) - 2 * len(letters) - 2), -1):
        tail = [w.group() for w in words[start:]]
        if lead and tail[0].lower() == lead[0].lower() and _spell(tail[1:], letters):
            return before[words[start].start() :].strip()
        if not lead and _spell(tail, letters):
            return before[words[start].start() :].strip()
    return _loosely(before, words, letters) if not lead else ""


def _loosely(before: str, words: list[re.Match[str]], letters: str) -> str:
    """Return a body's name of which the letters leave out a word or two."""
    for start in range(len(words) - len(letters), max(-1, len(words) - len(letters) - 3), -1):
        tail = [w.group() for w in words[start:]]
        body = any(tuple(w.lower() for w in tail[:n]) in words_of("bodies") for n in (1, 2, 3))
        rest = iter(w[0].upper() for w in tail)
        begins = start >= 0 and body and tail[0][0] == letters[0]
        if begins and all(letter in rest for letter in letters):
            return before[words[start].start() :].strip()
    return ""


def _beginning(long: str, short: str) -> str:
    """Return the words at the beginning of a text that the short name stands for, "" for none."""
    words = list(_WORD.finditer(long))
    letters = _initials(short)
    if not _FEWEST <= len(letters) <= _MOST:
        return ""
    lead = short.split()[:-1]
    head = 1 if lead else 0
    if lead and (not words or words[0].group().lower() != lead[0].lower()):
        return ""
    for end in range(head + 1, min(len(words), 2 * len(letters) + 2) + 1):
        if _spell([w.group() for w in words[head:end]], letters):
            return long[: words[end - 1].end()].strip()
    return ""


def _spell(words: list[str], letters: str) -> bool:
    """Say whether the first letters of the words are the letters; link words may be left out."""
    if not words or words[0].lower() in _LINKS:
        return False
    full = "".join(w[0] for w in words).upper()
    short = "".join(w[0] for w in words if w.lower() not in _LINKS).upper()
    return letters in (full, short)


def _called(before: str, short: str) -> str:
    """Return the name before "gọi tắt là", from the word that the short name begins with."""
    words = list(_WORD.finditer(before))[-_LONGEST_CALLED:]
    if short.isupper():
        return _ending(before, short)
    first = short.split()[0].lower()
    starts = [w.start() for w in words if w.group().lower() == first]
    long = before[starts[-1] :].strip(' ,;-–"“”') if starts else ""
    return long if len(long) > len(short) else ""
