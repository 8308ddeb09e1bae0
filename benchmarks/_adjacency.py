"""Cell adjacency relations: the measure of the ICDAR 2013 table competition.

Every filled cell is related to its nearest filled neighbour to the right and below; blank cells
are skipped. A relation is (text, text, direction); two tables share the relations that both hold,
counted as often as they hold them. Texts are compared without white space: ``strict`` keeps case
and punctuation, ``lenient`` folds them as the competition does.
Source: Goebel, Hassan, Oro, Orsi: "A methodology for evaluating algorithms for table understanding
in PDF documents" (DocEng 2012) and "ICDAR 2013 Table Competition".
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

__all__ = [
    "FlatCell",
    "FlatTable",
    "Normalise",
    "Relation",
    "Score",
    "compare",
    "lenient",
    "match",
    "relations",
    "strict",
]


class FlatCell(NamedTuple):
    """One cell of a table: its place, its spans and its text."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table of one page, from truth or from a tool.

    Attributes:
        page: 1-based page number.
        bbox: ``(x0, y0, x1, y1)`` in points, origin top left of the page as displayed.
        cells: its cells in any order.
    """

    page: int
    bbox: tuple[float, float, float, float]
    cells: tuple[FlatCell, ...]


class Relation(NamedTuple):
    """Two neighbours: normalised texts and the direction, "right" or "down"."""

    first: str
    second: str
    direction: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of relations: found and true, found at all, true at all."""

    hits: int = 0
    found: int = 0
    expected: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.hits + other.hits, self.found + other.found, self.expected + other.expected
        )

    @property
    def precision(self) -> float:
        """Share of the found relations that are true; of none, 1 only if none was expected."""
        return self.hits / self.found if self.found else float(not self.expected)

    @property
    def recall(self) -> float:
        """Share of the true relations that were found; 1 if there are none."""
        return self.hits / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.found + self.expected
        return 2 * self.hits / total if total else 1.0


Normalise: TypeAlias = Callable[[str], str]


def strict(text: str) -> str:
    """Return the text in compatibility form (NFKC) without white space and soft hyphens."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "").split())


def lenient(text: str) -> str:
    """Return the text as the competition compares it.

    White space goes, lower case becomes upper case, what is no letter and no digit an underscore.
    """
    return "".join(c if c.isalnum() else "_" for c in strict(text).upper())


def relations(cells: Iterable[FlatCell], normalise: Normalise = strict) -> Counter[Relation]:
    """Return the adjacency relations of a table.

    A pair is counted once for each direction, however many rows or columns it shares.
    """
    filled = [(cell, normalise(cell.text)) for cell in cells]
    filled = [(cell, text) for cell, text in filled if text]
    slots: dict[tuple[int, int], int] = {}
    for index, (cell, _) in enumerate(filled):
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                slots[row, col] = index
    n_rows = max((row for row, _ in slots), default=-1) + 1
    n_cols = max((col for _, col in slots), default=-1) + 1
    pairs: set[tuple[int, int, str]] = set()
    for row in range(n_rows):
        pairs |= _along([slots.get((row, col)) for col in range(n_cols)], "right")
    for col in range(n_cols):
        pairs |= _along([slots.get((row, col)) for row in range(n_rows)], "down")
    return Counter(Relation(filled[a][1], filled[b][1], way) for a, b, way in pairs)


def _along(line: Sequence[int | None], way: str) -> set[tuple[int, int, str]]:
    filled = [index for index in line if index is not None]
    return {(a, b, way) for a, b in zip(filled, filled[1:], strict=False) if a != b}


def compare(
    truth: Sequence[FlatTable], found: Sequence[FlatTable], normalise: Normalise = strict
) -> Score:
    """Return the counts for a document; a table without partner counts in full against it."""
    score = Score()
    for expected, given in match(truth, found):
        true = relations(expected.cells, normalise) if expected is not None else Counter()
        ours = relations(given.cells, normalise) if given is not None else Counter()
        score += Score((true & ours).total(), ours.total(), true.total())
    return score


def match(
    truth: Sequence[FlatTable], found: Sequence[FlatTable]
) -> list[tuple[FlatTable | None, FlatTable | None]]:
    """Pair tables of one page by the area they share, largest share of their union first."""
    shares = sorted(
        ((_share(t, f), i, j) for i, t in enumerate(truth) for j, f in enumerate(found)),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for share, i, j in shares:
        if share > 0 and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    pairs: list[tuple[FlatTable | None, FlatTable | None]] = [
        (t, found[partner[i]] if i in partner else None) for i, t in enumerate(truth)
    ]
    return pairs + [(None, f) for j, f in enumerate(found) if j not in taken]


def _share(a: FlatTable, b: FlatTable) -> float:
    if a.page != b.page:
        return 0.0
    width = min(a.bbox[2], b.bbox[2]) - max(a.bbox[0], b.bbox[0])
    height = min(a.bbox[3], b.bbox[3]) - max(a.bbox[1], b.bbox[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / (_area(a) + _area(b) - both)


def _area(table: FlatTable) -> float:
    return (table.bbox[2] - table.bbox[0]) * (table.bbox[3] - table.bbox[1])
