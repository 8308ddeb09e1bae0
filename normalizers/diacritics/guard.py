"""What repair must leave alone: known abbreviations, names, what the document attests.

The language model knows which word is frequent, not how a person or a place is called. A syllable
of a name is therefore taken from the engine unless it cannot be one, and a name that the document
has elsewhere, read with confidence, is not made a more frequent one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from normalizers.diacritics.context import Pair
from normalizers.people import find_people, is_family_name
from normalizers.text.abbreviations import is_abbreviation
from normalizers.text.syllables import is_syllable
from normalizers.text.unicode import clean, has_marks

__all__ = ["attested_pairs", "protected_lines", "protected_spans"]

_WORD = re.compile(r"[^\W\d_]+")
_AMPERSAND = re.compile(r"[^\W\d_]+&[^\W\d_]+")
_SURE = 0.93
"""Confidence from which a word counts as read right: one in thirty is wrong (``evidence``)."""


def attested_pairs(lines: Iterable[tuple[str, Sequence[float] | None]]) -> dict[Pair, int]:
    """Count neighbouring capitalised words that a document was surely read to have.

    Args:
        lines: each line with the confidence of its blank-separated words; None where the text was
            typed, so that all of it is sure.
    """
    counts: dict[Pair, int] = {}
    for text, confs in lines:
        words = clean(text).split()
        if confs is not None and len(confs) != len(words):
            continue
        sure = [confs is None or confs[n] >= _SURE for n in range(len(words))]
        for n, pair in enumerate(zip(words, words[1:], strict=False)):
            if sure[n] and sure[n + 1] and all(w[0].isupper() for w in pair):
                key = (_bare(pair[0]), _bare(pair[1]))
                counts[key] = counts.get(key, 0) + 1
    return counts


def _bare(word: str) -> str:
    return word.strip(".,;:()\"“”'")


def protected_lines(
    lines: Sequence[str], attested: Mapping[Pair, int]
) -> dict[int, list[tuple[int, int]]]:
    """Return for each line what of it no repair may change; a name may run over a line's end.

    Lines with none between them that is blank are read as one text.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    block: list[int] = []
    for number in range(len(lines) + 1):
        if number < len(lines) and lines[number].strip():
            block.append(number)
            continue
        at = 0
        spans = protected_spans(" ".join(lines[n] for n in block), attested)
        for n in block:
            end = at + len(lines[n])
            inside = [(a - at, b - at) for a, b in spans if a < end and b > at]
            if inside:
                found[n] = inside
            at = end + 1
        block = []
    return found


def protected_spans(line: str, attested: Mapping[Pair, int]) -> list[tuple[int, int]]:
    """Return the stretches of a misread line that no repair may change.

    Args:
        line: the line as read.
        attested: pairs of capitalised words that the document has, this line's own among them.
    """
    spans = [m.span() for m in _AMPERSAND.finditer(line)]
    words = list(_WORD.finditer(line))
    spans += [m.span() for m in words if m.group().isupper() and is_abbreviation(m.group())]
    spans += _names(line)
    for left, right in zip(words, words[1:], strict=False):
        if attested.get((clean(left.group()), clean(right.group())), 0) > 1:
            spans += [left.span(), right.span()]
    return spans


def _names(line: str) -> list[tuple[int, int]]:
    """Return the syllables of people's names that can be such as they stand."""
    spans = []
    for person in find_people(line):
        words = list(_WORD.finditer(line, person.start, person.end))
        for n, match in enumerate(words):
            low = clean(match.group()).lower()
            family = n == 0 and len(words) > 1
            good = is_family_name(low) if family else has_marks(low) and is_syllable(low)
            if good and low != "thi":
                spans.append(match.span())
    return spans
