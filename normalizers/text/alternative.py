"""What else an engine saw in a stretch of a word: evidence for repair, shared by every stage."""

from __future__ import annotations

from typing import NamedTuple


class Alternative(NamedTuple):
    """One other reading of some letters of a word.

    Attributes:
        start: offset of the first letter in the word as read.
        end: offset after the last letter.
        text: what the engine nearly read there.
        share: how much of the engine's belief it got, 0..1, what was read there taken as 1.
    """

    start: int
    end: int
    text: str
    share: float
