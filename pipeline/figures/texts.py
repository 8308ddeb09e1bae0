"""Texts that say nearly the same: shingles of words, compared exactly by a sparse product.

Two texts are near if they share at least ``NEAR`` of their pairs of words (Jaccard). Numbers,
signs, case and the school's own name do not count, so a copied plan with another school's name and
year is still a copy. MinHash would estimate the same measure; at the size of a district (some ten
thousand rows) the exact product takes seconds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy import sparse

from normalizers.text.unicode import clean, tone_placement

NEAR = 0.6
"""Jaccard of the shingles from which two texts count as the same passage; see the decision note."""

SHINGLE = 2
"""Words of a shingle."""

_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=50_000)
def plain_words(text: str, leave_out: str = "") -> tuple[str, ...]:
    """Return the words of a text in small letters, without numbers, signs and one name.

    Args:
        text: any text.
        leave_out: words, as this function returns them joined by blanks, to leave out.

    >>> plain_words("- Rà soát, bổ sung 03 nội quy (trước 15/9)")
    ('rà', 'soát', 'bổ', 'sung', 'nội', 'quy', 'trước')
    """
    words = [_placed(word) for word in _WORD.findall(clean(text).lower())]
    if leave_out:
        words = f" {' '.join(words)} ".replace(f" {leave_out} ", " ").split()
    return tuple(words)


_placed = lru_cache(maxsize=20_000)(tone_placement)
"""Tone placement of single words, of which a district writes a few thousand."""


def shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Return the pairs of words that follow each other; of one word the word itself."""
    if len(words) < SHINGLE:
        return {tuple(words)} if words else set()
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def near(texts: Sequence[Sequence[str]], least: float = NEAR) -> sparse.csr_matrix:
    """Return which texts are near each other, as a boolean matrix of shape (n, n).

    Every text is near itself, also an empty one.
    """
    n = len(texts)
    number: dict[tuple[str, ...], int] = {}
    columns: list[int] = []
    starts = [0]
    for words in texts:
        columns += sorted({number.setdefault(s, len(number)) for s in shingles(words)})
        starts.append(len(columns))
    ones = np.ones(len(columns), np.int32)
    has = sparse.csr_matrix((ones, columns, starts), shape=(n, max(1, len(number))))
    shared = (has @ has.T).tocoo()
    sizes = np.diff(starts)
    either = sizes[shared.row] + sizes[shared.col] - shared.data
    keep = shared.data >= least * either
    both = np.ones(int(keep.sum()), bool)
    found = sparse.csr_matrix((both, (shared.row[keep], shared.col[keep])), shape=(n, n))
    return (found + sparse.identity(n, dtype=bool, format="csr")).astype(bool)


def neighbours(alike: sparse.csr_matrix, number: int) -> list[int]:
    """Return the numbers of the texts near one text, itself included."""
    return [int(n) for n in alike.indices[alike.indptr[number] : alike.indptr[number + 1]]]
