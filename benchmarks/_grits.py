"""GriTS-Con: how alike two tables are as grids of texts.

Of both grids those rows and columns are kept that make the two as alike as can be (2-D most similar
substructures); the sum of the likeness of their cells, doubled, over the cells of both grids is the
measure. The exact answer is NP-hard; as in the paper rows and columns are aligned one after the
other by dynamic programming over dynamic programmes, which gives a lower bound that is nearly
always the answer. Cells are compared by their longest common subsequence.
Source: Smock, Pesala, Abraham: "GriTS: Grid table similarity metric for table structure
recognition" (ICDAR 2023), sections 4 and 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from benchmarks._adjacency import FlatCell, FlatTable, Normalise, match, strict

Likeness = npt.NDArray[np.float64]

SAME_ROW = 0.8
"""A true row counts as found if its cells are at least so like those of its partner."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two tables share: likeness of the cells kept, and the cells of each grid.

    ``rows`` true rows were to find, ``rows_found`` of them were.
    """

    alike: float = 0.0
    expected: int = 0
    found: int = 0
    rows: int = 0
    rows_found: int = 0

    def __add__(self, other: Overlap) -> Overlap:
        return Overlap(
            self.alike + other.alike,
            self.expected + other.expected,
            self.found + other.found,
            self.rows + other.rows,
            self.rows_found + other.rows_found,
        )

    @property
    def grits(self) -> float:
        """GriTS-Con as an F-score; 1 where there is nothing to find and nothing was found."""
        total = self.expected + self.found
        return 2 * self.alike / total if total else 1.0


class Aligned(NamedTuple):
    """The best alignment of two sequences: its pairs and the sum of their rewards."""

    pairs: tuple[tuple[int, int], ...]
    score: float


def grid(cells: Sequence[FlatCell], normalise: Normalise = strict) -> list[list[str]]:
    """Return the texts row by row; a cell that spans stands at every place it covers."""
    n_rows = max((c.row + c.rowspan for c in cells), default=0)
    n_cols = max((c.col + c.colspan for c in cells), default=0)
    texts = [[""] * n_cols for _ in range(n_rows)]
    for cell in cells:
        text = normalise(cell.text)
        for row in range(cell.row, cell.row + cell.rowspan):
            texts[row][cell.col : cell.col + cell.colspan] = [text] * cell.colspan
    return texts


def grits_con(truth: Sequence[FlatCell], found: Sequence[FlatCell]) -> Overlap:
    """Return what two tables share."""
    true, read = grid(truth), grid(found)
    if not true or not read:
        sizes = [len(g) * len(g[0]) if g else 0 for g in (true, read)]
        return Overlap(0.0, *sizes, rows=len(true))
    alike = likeness(true, read)
    rows = align(_inner(alike))
    columns = align(_inner(alike.transpose(1, 0, 3, 2)))
    kept = sum(float(alike[r, c, s, d]) for r, s in rows.pairs for c, d in columns.pairs)
    width = len(true[0]) + len(read[0])
    same = _inner(alike) * 2 / width
    return Overlap(
        kept,
        len(true) * len(true[0]),
        len(read) * len(read[0]),
        len(true),
        sum(bool(same[r, s] >= SAME_ROW) for r, s in rows.pairs),
    )


def likeness(true: Sequence[Sequence[str]], read: Sequence[Sequence[str]]) -> Likeness:
    """Return ``[row, col, other row, other col]``: twice the common subsequence over both lengths.

    Two empty cells are alike.
    """
    flat = [text for row in true for text in row], [text for row in read for text in row]
    scores = cdist(*flat, scorer=Indel.normalized_similarity, dtype=np.float64)
    shape = (len(true), len(true[0]), len(read), len(read[0]))
    return np.asarray(scores, np.float64).reshape(shape)


def _inner(alike: Likeness) -> Likeness:
    """Return for each pair of rows the sum of the best alignment of their cells."""
    n_rows, n_cols, m_rows, m_cols = alike.shape
    best = np.zeros((n_cols + 1, m_cols + 1, n_rows, m_rows))
    for c in range(n_cols):
        for d in range(m_cols):
            both = best[c, d] + alike[:, c, :, d]
            best[c + 1, d + 1] = np.maximum(both, np.maximum(best[c, d + 1], best[c + 1, d]))
    return np.asarray(best[n_cols, m_cols], np.float64)


def align(rewards: Likeness) -> Aligned:
    """Return the alignment of two sequences, in order, that has the greatest sum of rewards."""
    n, m = rewards.shape
    best = np.zeros((n + 1, m + 1))
    for i in range(n):
        for j in range(m):
            best[i + 1, j + 1] = max(best[i, j] + rewards[i, j], best[i, j + 1], best[i + 1, j])
    pairs: list[tuple[int, int]] = []
    i, j = n, m
    while i and j:
        if best[i, j] == best[i - 1, j - 1] + rewards[i - 1, j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            j -= 1
    return Aligned(tuple(reversed(pairs)), float(best[n, m]))


def compare_grids(truth: Sequence[FlatTable], found: Sequence[FlatTable]) -> Overlap:
    """Return what the tables of a document share; one without partner shares nothing."""
    total = Overlap()
    for expected, given in match(truth, found):
        total += grits_con(
            expected.cells if expected is not None else (),
            given.cells if given is not None else (),
        )
    return total
