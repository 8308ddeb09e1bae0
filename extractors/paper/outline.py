"""The outline of running text: which headings stand over a paragraph, and how deep it lies.

Numbers and bullets give the depth; a sentence that opens a list lies just over the list, a line
in bold or capitals over what is numbered. Bullets nest in the order in which they first appear
under a heading ("*" over "-" or "-" over "*").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extractors.paper.paragraphs import Paragraph
from extractors.wording.labels import names_label
from extractors.wording.periods import PARTS_OF_DAY, periods_of
from extractors.wording.sections import CAPITALS
from normalizers.text.unicode import fold

__all__ = ["Entry", "Rank", "is_topic", "outline", "rank_of", "strip_marker"]


class Rank:
    """How deep each kind of paragraph lies: the numbers order them, distances mean nothing.

    A rank between two others is that of what has no number of its own.
    """

    PART: Final = 1
    ROMAN: Final = 2
    STANDARD: Final = 2.5
    ARTICLE: Final = 2.7
    BOLD: Final = 2.8
    """A line in bold that heads what follows without a number, over "1."."""

    TOPIC: Final = 2.9
    """A criterion under which numbers begin again: "1. Điểm mạnh", "2. Điểm yếu", "3. ..."."""

    NUMBER: Final = 3
    CRITERION: Final = 3.5
    DECIMAL: Final = 4
    LETTER: Final = 5
    OF_NUMBERED: Final = 5.4
    """Text without a marker that belongs to the numbered paragraph right above it."""

    PERIOD: Final = 5.3
    """A part of a day in a calendar of lines ("Buổi sáng"), where nothing below it tells more."""

    OPENS_LIST: Final = 5.5
    """A sentence with a colon, where no marker follows that tells more."""

    STAR_OVER: Final = 5.8
    DASH: Final = 6
    STAR_UNDER: Final = 6.5
    PLUS: Final = 7
    BODY: Final = 8
    UNIT: Final = 0.05
    """What a day lies over its parts, a week over its days, a month over its weeks."""

    OVER: Final = 0.5
    """What a sentence that opens a list lies over the list, in ranks: less than one kind."""


_MARKERS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (Rank.ARTICLE, re.compile(r"^\s*(?:Điều|ĐIỀU)\s+\d{1,3}\s*[.:]\s*")),
    (Rank.NUMBER, re.compile(r"^\s*(?:Bước|BƯỚC)\s+\d{1,2}\s*[.:]\s*")),
    (
        Rank.PART,
        re.compile(r"^\s*(?:(?i:phần\s+(?:thứ\s+)?\w+\s*[.:]?|phụ lục\b)|[A-E]\s*[.)])\s*"),
    ),
    (
        Rank.ROMAN,
        re.compile(r"^\s*(?:[IVX]{1,5}|HI{1,2}|VIL)\s*(?:[.):]\s*(?=\S)|[/–-]\s*(?=[A-ZĐÀ-Ỹ]))"),
    ),
    (Rank.ROMAN, re.compile(r"^\s*(?:I[IVX]{1,2}|VI{1,3}|XI{0,3}V?)\s+(?=[A-ZĐÀ-Ỹ])")),
    (Rank.NUMBER, re.compile(r"^\W{0,2}\d{1,2}\s*(?:[.)]|/(?!\s*\d))\s*(?!\d)(?=\S)")),
    (
        Rank.DECIMAL,
        re.compile(r"^\W{0,2}\d{1,2}\.\d{1,2}(?:\.\d{1,2})*(?:\s*[.)/])?\s*(?=[^\d\s.,/%])"),
    ),
    (Rank.LETTER, re.compile(r"^\s*[a-zđø]\s*[.)/]\s*(?=\S)")),
    (Rank.PLUS, re.compile(r"^\s*(?:[-–—_]\s*)?[+]\s*(?=\S)")),
    (
        Rank.DASH,
        re.compile(r"^\s*(?:[.,;'‘’]\s?){0,2}(?:[-–—•●○▪■*_=~]|\uf0b7|\uf02d)+\s*(?=\S)"),
    ),
    (Rank.DASH, re.compile(r"^\s*;\s+(?=[A-ZĐÀ-Ỹ])")),
)
_STANDARD = re.compile(r"^\W*tieu chuan\s*\d")
_CRITERION = re.compile(r"^\W*(?:\d{1,2}[.)/]\s*)?tieu chi\s*\d{1,2}\s*[.]\s*\d{1,2}")
_ON_A_DAY = re.compile(r":\s*[a-z\s]{0,24}\d{1,2}\s*/\s*\d{1,4}(?:\s*/\s*\d{4})?\W*$")
"""Work with its time behind a colon: "4. Tổng kết: tháng 5/2020."."""
_DAY = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}(?!\d)")
_STAR = re.compile(r"^\s*\*")


@dataclass(frozen=True, slots=True)
class OutlineSettings:
    """What makes a paragraph a heading, in words unless said.

    Attributes:
        heading: words of a heading, at most.
        stopped: words of a part's or a Roman heading that ends as a sentence does, at most.
        stopped_short: words of a numbered heading that ends with a full stop, at most.
        bullet: words of a heading behind a bullet, at most: longer ones are duties of their own.
        bold: words of a line in bold that heads what follows without a number, at most.
        capital_letters: characters above which capitals are a heading and no abbreviation.
    """

    heading: int = 26
    stopped: int = 12
    stopped_short: int = 8
    bullet: int = 14
    bold: int = 16
    capital_letters: int = 6


OUTLINE = OutlineSettings()


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
    return next((rank for rank, marker in _MARKERS if marker.match(text)), Rank.BODY)


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
    criterion = _rank_of_criteria(paragraphs)
    periods = _ranks_of_periods(paragraphs)
    for n, paragraph in enumerate(paragraphs):
        following = paragraphs[n + 1] if n + 1 < len(paragraphs) else None
        own = _own_rank(paragraph.text)
        own = criterion if own == Rank.CRITERION else own
        heading = n in periods or _is_heading(paragraph, own, following)
        level = periods.get(n) or _level(paragraph, own, following, entries, heading=heading)
        level = _part_of_topic(level, paragraph, stack) if heading else level
        level = _nested(level, paragraph, stack)
        while stack and stack[-1].rank >= level:
            stack.pop()
        path = tuple(e for e in stack if e.heading)
        text = strip_marker(paragraph.text)
        entry = Entry(paragraph, text, level, heading, path, stack[-1] if stack else None)
        entries.append(entry)
        stack.append(entry)
    return entries


def _ranks_of_periods(paragraphs: Sequence[Paragraph]) -> dict[int, float]:
    """Return how deep the lines lie that are but a time: over whatever stands below any of them."""
    unmarked = ["" if rank_of(p.text) < Rank.BODY else p.text for p in paragraphs]
    units = periods_of(unmarked)
    below = [
        _own_rank(paragraphs[n + 1].text)
        for n in units
        if n + 1 < len(paragraphs) and n + 1 not in units
    ]
    base = min((Rank.PERIOD, *(rank - Rank.OVER for rank in below)))
    return {n: base - Rank.UNIT * (PARTS_OF_DAY - unit) for n, unit in units.items()}


_FIRST = re.compile(r"^\W{0,2}1\s*[.)/]\s*(?!\d)")


def _rank_of_criteria(paragraphs: Sequence[Paragraph]) -> float:
    """Return how deep criteria lie: over "1.", "2." where these begin again below each of them."""
    over = any(
        _own_rank(a.text) == Rank.CRITERION
        and rank_of(a.text) == Rank.BODY
        and _FIRST.match(b.text)
        and not _CRITERION.match(fold(b.text))
        for a, b in pairwise(paragraphs)
    )
    return Rank.TOPIC if over else Rank.CRITERION


def _own_rank(text: str) -> float:
    rank = rank_of(text)
    folded = fold(text)
    if rank in (Rank.NUMBER, Rank.BODY) and _CRITERION.match(folded):
        return Rank.CRITERION
    if rank in (Rank.NUMBER, Rank.BODY) and _STANDARD.match(folded):
        return Rank.STANDARD
    return rank


def _nested(level: float, paragraph: Paragraph, stack: Sequence[Entry]) -> float:
    """Put "*" over "-" where it opens the list, under it where "-" stands above already."""
    if level != Rank.DASH or not _STAR.match(paragraph.text):
        return level
    stars = [e.rank for e in stack if _STAR.match(e.paragraph.text)]
    if stars:
        return stars[-1]
    dashes = any(e.rank == Rank.DASH and e.heading for e in stack)
    return Rank.STAR_UNDER if dashes else Rank.STAR_OVER


def _part_of_topic(level: float, paragraph: Paragraph, stack: Sequence[Entry]) -> float:
    """Put a line in bold or capitals that names a part of a criterion ("Điểm yếu") under it."""
    if rank_of(paragraph.text) != Rank.BODY or not names_label(paragraph.text):
        return level
    topic = next((e for e in reversed(stack) if is_topic(e.paragraph.text)), None)
    return level if topic is None else max(level, topic.rank + Rank.OVER)


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
    if rank < Rank.BODY:
        return rank
    before = entries[-1] if entries else None
    if heading and paragraph.text.rstrip().endswith(":"):
        over: float = Rank.OPENS_LIST
        if following is not None and (below := _own_rank(following.text)) < Rank.BODY:
            over = below - Rank.OVER
        if before is not None and not before.heading and Rank.NUMBER <= before.rank < over:
            over = min(over, before.rank)
        return over
    if heading:
        return Rank.ROMAN if _is_capital(paragraph.text) else Rank.BOLD
    numbered = before is not None and not before.heading and before.rank != Rank.BODY
    return Rank.OF_NUMBERED if numbered else Rank.BODY


def _is_heading(paragraph: Paragraph, rank: float, following: Paragraph | None) -> bool:
    text = paragraph.text.strip()
    words = text.split()
    if following is None or not words:
        return False
    next_rank = _own_rank(following.text)
    if text.endswith(":"):
        return True
    if rank >= Rank.NUMBER and _ON_A_DAY.search(fold(text)):
        return False
    if rank == Rank.TOPIC and _FIRST.match(following.text):
        return True
    if rank in (Rank.STANDARD, Rank.TOPIC, Rank.CRITERION):
        return next_rank > rank and not text.endswith((".", ";"))
    if rank <= Rank.ROMAN:
        stopped = text.endswith((".", ",", ";"))
        return len(words) <= (OUTLINE.stopped if stopped else OUTLINE.heading)
    if len(words) > OUTLINE.heading or text.endswith((";", ".", ",", "./.")):
        short = rank <= Rank.DECIMAL and len(words) <= OUTLINE.stopped_short
        short = short and not _DAY.search(text)  # "1. Cập nhật dữ liệu trước 5/1."
        return short and next_rank > rank and text.endswith(".")
    if rank <= Rank.LETTER:
        return next_rank > rank or paragraph.bold
    if rank in (Rank.DASH, Rank.PLUS):
        if _STAR.match(text) and not _STAR.match(following.text):
            rank = Rank.STAR_OVER
        return next_rank > rank and len(words) <= OUTLINE.bullet
    return _is_capital(text) or (paragraph.bold and len(words) <= OUTLINE.bold)


def _is_capital(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    capital = bool(letters) and sum(c.isupper() for c in letters) > CAPITALS * len(letters)
    return capital and len(fold(text)) > OUTLINE.capital_letters
