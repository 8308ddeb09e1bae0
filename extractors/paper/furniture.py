"""Page numbers, running heads, stamps of arrival, specks: on a page but not in its text.

A running head is found by its recurrence: the same short line (digits aside) near the edge of two
pages or more. Shared by table stitching, header reading and prose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.paper.arrival_stamp import arrival_stamp
from extractors.types import Line, Page
from normalizers.text.syllables import is_syllable
from normalizers.text.unicode import fold

__all__ = ["Furniture", "is_page_number"]

_PAGE_NUMBER = re.compile(
    r"^\W*(?:trang\s*)?(?:\d{1,3}|[ivx]{1,5})(?:\s*(?:/|tren|of)\s*\d{1,3})?\W*$"
)
_RULE = re.compile(r"^[\W_]*$")


@dataclass(frozen=True, slots=True)
class FurnitureSettings:
    """What makes a line furniture of its page.

    Attributes:
        edge_blocks: first and last blocks of a page that may be furniture wherever they stand.
        edge: share of the page's height, from either edge, in which furniture stands.
        top: share of the first page's height in which a line is the letterhead, which an annex
            repeats, and no running head.
        speck: letters of a speck, at most.
        longest: characters of a running head, at most.
        fewest: letters of a running head, at least: fewer recur by chance.
        pages: pages it is seen on, at least.
        alike: likeness (rapidfuzz, 0..100) from which two running heads are one: OCR damages them.
    """

    edge_blocks: int = 2
    edge: float = 0.07
    top: float = 0.5
    speck: int = 2
    longest: int = 90
    fewest: int = 4
    pages: int = 2
    alike: int = 85


FURNITURE = FurnitureSettings()


def is_page_number(text: str) -> bool:
    """Say whether a line is nothing but a page number ("2", "- 3 -", "Trang 2/10")."""
    return bool(_PAGE_NUMBER.match(fold(text)))


class Furniture:
    """Knows which lines of a document are furniture. Immutable after construction."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._sizes = {page.number: page.height for page in pages}
        self._first = min(self._sizes, default=1)
        self._edges: set[int] = set()
        keys: list[tuple[int, str]] = []
        for page in pages:
            blocks = [b for b in page.blocks if not (isinstance(b, Line) and not b.text.strip())]
            for block in blocks[: FURNITURE.edge_blocks] + blocks[-FURNITURE.edge_blocks :]:
                if isinstance(block, Line) and page.height > 0:
                    self._edges.add(id(block))
                    keys.append((page.number, _key(block.text)))
        self._heads = _recurring(keys)
        self._received = {id(x) for page in pages for x in arrival_stamp(page.lines, page.height)}
        self._row_numbers = {id(line) for page in pages for line in _row_numbers(page, self._heads)}

    def __contains__(self, line: Line) -> bool:
        """Say whether a line is blank, a rule, a speck, page number, running head or stamp."""
        text = line.text.strip()
        if _RULE.match(text) or id(line) in self._received:
            return True
        at_edge = self._at_edge(line)
        if is_page_number(text):
            if id(line) in self._row_numbers:
                return False
            return at_edge or self._sizes.get(line.page, 0.0) <= 0
        if not at_edge:
            return False
        letters = sum(c.isalnum() for c in text)
        # "AN" in capitals is the rest of a name in the letterhead that took two lines.
        speck = letters <= FURNITURE.speck and not (
            letters == 2 and text.isupper() and is_syllable(text.lower())
        )
        head = len(text) <= FURNITURE.longest and _known(_key(text), self._heads)
        return speck or (head and not self._opens(line))

    def _opens(self, line: Line) -> bool:
        """Say whether a line stands at the top of the document: a letterhead is no running head.

        The office's name comes again over an annex.
        """
        if line.page != self._first:
            return False
        height = self._sizes.get(line.page, 0.0)
        return line.bbox is None or line.bbox.y0 < FURNITURE.top * height

    def _at_edge(self, line: Line) -> bool:
        if id(line) in self._edges:
            return True
        height = self._sizes.get(line.page, 0.0)
        if line.bbox is None or height <= 0:
            return False
        edge = FURNITURE.edge
        return line.bbox.y1 < edge * height or line.bbox.y0 > (1 - edge) * height


def _row_numbers(page: Page, heads: frozenset[str]) -> Iterator[Line]:
    """Yield lines that are numbers to the left of text at their height that is no running head."""
    lines = [(line, line.bbox) for line in page.lines if line.bbox is not None]
    for line, box in lines:
        if is_page_number(line.text) and any(
            other.x0 > box.x1 and other.y0 <= box.center[1] <= other.y1
            for beside, other in lines
            if not is_page_number(beside.text) and not _known(_key(beside.text), heads)
        ):
            yield line


def _key(text: str) -> str:
    return re.sub(r"[\d\W]+", "", fold(text))


def _known(key: str, heads: frozenset[str]) -> bool:
    return any(fuzz.ratio(key, head) >= FURNITURE.alike for head in heads)


def _recurring(keys: list[tuple[int, str]]) -> frozenset[str]:
    """Return the keys seen (about alike) at the edge of two pages or more."""
    on_pages: dict[str, set[int]] = {}
    counts: Counter[str] = Counter()
    for page, key in keys:
        if len(key) < FURNITURE.fewest:
            continue
        known = next((k for k in on_pages if fuzz.ratio(k, key) >= FURNITURE.alike), key)
        on_pages.setdefault(known, set()).add(page)
        counts[known] += 1
    return frozenset(k for k, on in on_pages.items() if len(on) >= FURNITURE.pages)
