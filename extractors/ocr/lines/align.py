"""Two readings of one line cut into stretches that answer each other.

Letters are aligned; both are cut where both have a blank between the same letters. A stretch is one
word of each, or several where a reader broke or joined words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

__all__ = ["Stretch", "stretches"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``first`` of one reading, as a slice, and ``second`` of the other."""

    first: slice
    second: slice


def stretches(first: Sequence[str], second: Sequence[str]) -> list[Stretch]:
    """Return two readings' words in stretches from left to right; every word is in one.

    Args:
        first: the words of one reading of a line.
        second: those of another.
    """
    one, other = " ".join(first), " ".join(second)
    starts, ends = _starts(first), _starts(second)
    cuts = [(0, 0)]
    for op in Levenshtein.opcodes(one, other):
        if op.tag == "equal":
            blanks = (n for n in range(op.src_end - op.src_start) if one[op.src_start + n] == " ")
            cuts += [(op.src_start + n + 1, op.dest_start + n + 1) for n in blanks]
    pairs = [(starts[a], ends[b]) for a, b in cuts if a in starts and b in ends]
    pairs.append((len(first), len(second)))
    return [
        Stretch(slice(a, c), slice(b, d))
        for (a, b), (c, d) in zip(pairs, pairs[1:], strict=False)
        if (a, b) != (c, d)
    ]


def _starts(words: Sequence[str]) -> dict[int, int]:
    """Return the word that begins at each place of the joined text."""
    out, at = {}, 0
    for number, word in enumerate(words):
        out[at] = number
        at += len(word) + 1
    return out
