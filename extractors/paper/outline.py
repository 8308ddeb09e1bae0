"""The outline of running text: which headings stand over a paragraph, and how deep it lies.

Numbers and bullets give the depth; a sentence that opens a list lies just over the list, a line
in bold or capitals over what is numbered. Bullets nest in the order in which they first appear
under a heading ("*" over "-" or "-" over "*").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.paper.paragraphs import Paragraph
from normalizers.text.unicode import fold

__all__ = ["Entry", "is_topic", "outline", "rank_of", "strip_marker"]

_MARKERS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (2.7, re.compile(r"^\s*(?:Điều|ĐIỀU)\s+\d{1,3}\s*[.:]\s*")),
    (3, re.compile(r"^\s*(?:Bước|BƯỚC)\s+\d{1,2}\s*[.:]\s*")),
    (1, re.compile(r"^\s*(?:(?i:phần\s+(?:thứ\s+)?\w+\s*[.:]?|phụ lục\b)|[A-E]\s*[.)])\s*")),
    (2, re.compile(r"^\s*(?:[IVX]{1,5}|HI{1,2}|VIL)\s*(?:[.):]\s*(?=\S)|[/–-]\s*(?=[A-ZĐÀ-Ỹ]))")),
    (2, re.compile(r"^\s*(?:I[IVX]{1,2}|VI{1,3}|XI{0,3}V?)\s+(?=[A-ZĐÀ-Ỹ])")),
    (3, re.compile(r"^\W{0,2}\d{1,2}\s*(?:[.)]|/(?!\s*\d))\s*(?!\d)(?=\S)")),
    (4, re.compile(r"^\W{0,2}\d{1,2}\.\d{1,2}(?:\.\d{1,2})*(?:\s*[.)/])?\s*(?=[^\d\s.,/%])")),
    (5, re.compile(r"^\s*[a-zđø]\s*[.)/]\s*(?=\S)")),
    (7, re.compile(r"^\s*(?:[-–—_]\s*)?[+]\s*(?=\S)")),
    (
        6,
        re.compile(r"^\s*(?:[.,;'‘’]\s?){0,2}(?:[-–—•●○▪■*_=~]|\uf0b7|\uf02d)+\s*(?=\S)"),
    ),
    (6, re.compile(r"^\s*;\s+(?=[A-ZĐÀ-Ỹ])")),
)
_STANDARD = re.compile(r"^\W*tieu chuan\s*\d")
_CRITERION = re.compile(r"^\W*(?:\d{1,2}[.)/]\s*)?tieu chi\s*\d{1,2}\s*[.]\s*\d{1,2}")
_STAR = re.compile(r"^\s*\*")
_BODY_RANK = 8
_LONGEST_HEADING = 26
_LONGEST_TITLE = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph in the outline.

    Attributes:
        paragraph: the paragraph.
        text: its text without the leading marker.
        rank: 1 part, 2 Roman, 3 "1.", 4 "1.1.", 5 "a)", 6 "-", 7 "+", 8 none; between them what
            has no number: a standard 2.5, a criterion 3.5, a sentence that opens a list.
        heading: whether it heads what follows rather than saying something itself.
        path: the headings above it, outermost first.
        parent: the paragraph right above it in the outline, heading or not; None at the top.
    """

    paragraph: Paragraph
    text: str
    rank: float
    heading: bool
    path: tuple[Entry, ...]
    parent: Entry | None = None


def rank_of(text: str) -> float:
    """Return the rank of a paragraph's marker (8 for none)."""
    return next((rank for rank, marker in _MARKERS if marker.match(text)), _BODY_RANK)


def strip_marker(text: str) -> str:
    """Return the text without its leading number, letter or bullet."""
    for _, marker in _MARKERS:
        match = marker.match(text)
        if match:
            return text[match.end() :].strip().strip("*").strip()
    return text.strip()


def is_topic(text: str) -> bool:
    """Say whether a paragraph begins with the number of a standard or criterion."""
    folded = fold(text)
    return bool(_STANDARD.match(folded) or _CRITERION.match(folded))


def outline(paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """Return the paragraphs as entries of an outline."""
    entries: list[Entry] = []
    stack: list[Entry] = []
    for n, paragraph in enumerate(paragraphs):
        following = paragraphs[n + 1] if n + 1 < len(paragraphs) else None
        own = _own_rank(paragraph.text)
        heading = _is_heading(paragraph, own, following)
        level = _level(paragraph, own, following, entries, heading=heading)
        level = _nested(level, paragraph, stack)
        while stack and stack[-1].rank >= level:
            stack.pop()
        path = tuple(e for e in stack if e.heading)
        text = strip_marker(paragraph.text)
        entry = Entry(paragraph, text, level, heading, path, stack[-1] if stack else None)
        entries.append(entry)
        stack.append(entry)
    return entries


def _own_rank(text: str) -> float:
    rank = rank_of(text)
    folded = fold(text)
    if rank in (3, _BODY_RANK) and _CRITERION.match(folded):
        return 3.5
    if rank in (3, _BODY_RANK) and _STANDARD.match(folded):
        return 2.5
    return rank


def _nested(level: float, paragraph: Paragraph, stack: Sequence[Entry]) -> float:
    """Put "*" over "-" where it opens the list, under it where "-" stands above already."""
    if level != 6 or not _STAR.match(paragraph.text):
        return level
    stars = [e.rank for e in stack if _STAR.match(e.paragraph.text)]
    if stars:
        return stars[-1]
    dashes = any(e.rank == 6 and e.heading for e in stack)
    return 6.5 if dashes else 5.8


def _level(
    paragraph: Paragraph,
    rank: float,
    following: Paragraph | None,
    entries: Sequence[Entry],
    *,
    heading: bool,
) -> float:
    """Return how deep a paragraph lies: a sentence that opens a list lies just over the list.

    A paragraph without marker belongs to the heading right above it, else to the last numbered one.
    """
    if rank < _BODY_RANK:
        return rank
    before = entries[-1] if entries else None
    if heading and paragraph.text.rstrip().endswith(":"):
        over = 5.5
        if following is not None and (below := _own_rank(following.text)) < _BODY_RANK:
            over = below - 0.5
        if before is not None and not before.heading and 3 <= before.rank < over:
            over = min(over, before.rank)
        return over
    if heading:
        return 2 if _is_capital(paragraph.text) else 2.8
    return _BODY_RANK if before is None or before.heading or before.rank == _BODY_RANK else 5.4


def _is_heading(paragraph: Paragraph, rank: float, following: Paragraph | None) -> bool:
    text = paragraph.text.strip()
    words = text.split()
    if following is None or not words:
        return False
    next_rank = _own_rank(following.text)
    if text.endswith(":"):
        return True
    if rank in (2.5, 3.5):
        return next_rank > rank and not text.endswith((".", ";"))
    if rank <= 2:
        return len(words) <= (12 if text.endswith((".", ",", ";")) else _LONGEST_HEADING)
    if len(words) > _LONGEST_HEADING or text.endswith((";", ".", ",", "./.")):
        return rank <= 4 and len(words) <= 8 and next_rank > rank and text.endswith(".")
    if rank <= 5:
        return next_rank > rank or paragraph.bold
    if rank in (6, 7):
        if _STAR.match(text) and not _STAR.match(following.text):
            rank = 5.8
        return next_rank > rank and len(words) <= 14
    return _is_capital(text) or (paragraph.bold and len(words) <= _LONGEST_TITLE)


def _is_capital(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    capital = bool(letters) and sum(c.isupper() for c in letters) > 0.85 * len(letters)
    return capital and len(fold(text)) > 6
