"""The outline of running text: which headings stand over a paragraph, and how deep it lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.paper.paragraphs import Paragraph
from normalizers.unicode import fold

__all__ = ["Entry", "outline", "rank_of", "strip_marker"]

_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"^\s*(?:(?i:phần\s+(?:thứ\s+)?\w+\s*[.:]?|phụ lục\b)|[A-E]\s*[.)])\s*")),
    (2, re.compile(r"^\s*(?:[IVX]{1,5}|HI{1,2}|VIL)\s*[.):]\s*(?=\S)")),
    (2, re.compile(r"^\s*(?:I[IVX]{1,2}|VI{1,3}|XI{0,3}V?)\s+(?=[A-ZĐÀ-Ỹ])")),
    (3, re.compile(r"^\W{0,2}\d{1,2}\s*[.)]\s*(?!\d)(?=\S)")),
    (4, re.compile(r"^\W{0,2}\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\s*[.)]?\s+(?=\S)")),
    (5, re.compile(r"^\s*[a-zđ]\s*[.)]\s*(?=\S)")),
    (7, re.compile(r"^\s*(?:[-–—_]\s*)?[+]\s*(?=\S)")),
    (6, re.compile(r"^\s*(?:[.,'‘’]\s?){0,2}(?:[-–—•●○▪■*_=~]|\uf0b7|\uf02d)+\s*(?=\S)")),
)
_BODY_RANK = 8
_LONGEST_HEADING = 26


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph in the outline.

    Attributes:
        paragraph: the paragraph.
        text: its text without the leading marker.
        rank: 1 part, 2 Roman, 3 "1.", 4 "1.1.", 5 "a)", 6 "-", 7 "+", 8 none.
        heading: whether it heads what follows rather than saying something itself.
        path: the headings above it, outermost first.
    """

    paragraph: Paragraph
    text: str
    rank: float
    heading: bool
    path: tuple[Entry, ...]


def rank_of(text: str) -> int:
    """Return the rank of a paragraph's marker (8 for none)."""
    return next((rank for rank, marker in _MARKERS if marker.match(text)), _BODY_RANK)


def strip_marker(text: str) -> str:
    """Return the text without its leading number, letter or bullet."""
    for _, marker in _MARKERS:
        match = marker.match(text)
        if match:
            return text[match.end() :].strip().strip("*").strip()
    return text.strip()


def outline(paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """Return the paragraphs as entries of an outline."""
    entries: list[Entry] = []
    stack: list[Entry] = []
    for n, paragraph in enumerate(paragraphs):
        rank = rank_of(paragraph.text)
        following = paragraphs[n + 1] if n + 1 < len(paragraphs) else None
        heading = _is_heading(paragraph, rank, following)
        after_heading = bool(entries) and entries[-1].heading
        level = _level(paragraph, rank, heading=heading, after_heading=after_heading)
        while stack and stack[-1].rank >= level:
            stack.pop()
        entry = Entry(paragraph, strip_marker(paragraph.text), level, heading, tuple(stack))
        entries.append(entry)
        if heading:
            stack.append(entry)
    return entries


def _level(paragraph: Paragraph, rank: int, *, heading: bool, after_heading: bool) -> float:
    """Return how deep a paragraph lies: a sentence that opens a list lies just over its bullets.

    A paragraph without marker belongs to the heading right above it, else to the last numbered one.
    """
    if rank < _BODY_RANK:
        return rank
    if heading:
        return 5.5 if paragraph.text.rstrip().endswith(":") else 2
    return _BODY_RANK if after_heading else 5.4


def _is_heading(paragraph: Paragraph, rank: int, following: Paragraph | None) -> bool:
    text = paragraph.text.strip()
    words = text.split()
    if following is None or not words:
        return False
    next_rank = rank_of(following.text)
    if text.endswith(":") and (next_rank > rank or (rank == _BODY_RANK and next_rank in (6, 7))):
        return True
    if rank <= 2:
        return len(words) <= (12 if text.endswith((".", ",", ";")) else _LONGEST_HEADING)
    if len(words) > _LONGEST_HEADING or text.endswith((";", ".", ",")):
        return rank <= 4 and len(words) <= 8 and next_rank > rank and text.endswith(".")
    if rank <= 5:
        return next_rank > rank or paragraph.bold
    if rank in (6, 7):
        return next_rank > rank and len(words) <= 14
    letters = [c for c in text if c.isalpha()]
    capital = bool(letters) and sum(c.isupper() for c in letters) > 0.85 * len(letters)
    return capital and len(fold(text)) > 6
