"""Aligning what was read with what was printed: lines, then words, then letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import Levenshtein

from benchmarks.train_repair.scans import ReadPage
from normalizers.text.unicode import strip_marks

__all__ = ["align_letters", "pair_lines", "pair_words"]

_GAP = 0.75


@lru_cache(maxsize=500_000)
def _distance(a: str, b: str) -> float:
    """Return the edit distance of two chunks with marks ignored, 0..1."""
    a, b = strip_marks(a).lower(), strip_marks(b).lower()
    return Levenshtein.normalized_distance(a, b)


def pair_lines(page: ReadPage) -> Iterator[tuple[str, list[list[Any]]]]:
    """Yield printed lines with the words read for them; lines that fit no other are left out."""
    at = 0
    for printed in page.printed:
        best, where = 0.5, -1
        for k in range(at, min(at + 4, len(page.read))):
            read = " ".join(word[0] for word in page.read[k])
            distance = _distance(printed, read)
            if distance < best:
                best, where = distance, k
        if where >= 0:
            yield printed, page.read[where]
            at = where + 1


def pair_words(
    printed: Sequence[str], read: Sequence[str]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Align two word sequences; one word may answer two (a blank lost or made up).

    Returns:
        Pairs of half-open ranges ``((i0, i1), (j0, j1))`` that cover both sequences.
    """
    n, m = len(printed), len(read)
    cost = [[1e9] * (m + 1) for _ in range(n + 1)]
    back: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    cost[0][0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            here = cost[i][j]
            if here >= 1e9:
                continue
            for di, dj in ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2)):
                if i + di > n or j + dj > m or abs((i + di) - (j + dj)) > 8:
                    continue
                step = _step("".join(printed[i : i + di]), "".join(read[j : j + dj]), di, dj)
                if here + step < cost[i + di][j + dj]:
                    cost[i + di][j + dj] = here + step
                    back[i + di][j + dj] = (di, dj)
    pairs = []
    i, j = n, m
    while (i, j) != (0, 0):
        di, dj = back[i][j]
        if (di, dj) == (0, 0):
            return []
        pairs.append(((i - di, i), (j - dj, j)))
        i, j = i - di, j - dj
    return pairs[::-1]


def _step(printed: str, read: str, di: int, dj: int) -> float:
    if di == 0 or dj == 0:
        return _GAP
    return _distance(printed, read) + 0.15 * (di + dj - 2)


def align_letters(printed: str, read: str) -> list[tuple[str, str]]:
    """Align letter by letter: each printed letter with the 0 to 3 letters read for it.

    Letters that are alike but for marks and case attract each other; letters read in excess go to
    the printed letter before them (those ahead of all to the first).
    """
    n, m = len(printed), len(read)
    best = [[1e9] * (m + 1) for _ in range(n + 1)]
    back = [[0] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(n):
        for j in range(m + 1):
            if best[i][j] >= 1e9:
                continue
            for k in range(min(3, m - j) + 1):
                cost = best[i][j] + _letter_cost(printed[i], read[j : j + k])
                if cost < best[i + 1][j + k]:
                    best[i + 1][j + k] = cost
                    back[i + 1][j + k] = k
    if best[n][m] >= 1e9:
        return []
    pairs = []
    j = m
    for i in range(n, 0, -1):
        k = back[i][j]
        pairs.append((printed[i - 1], read[j - k : j]))
        j -= k
    return pairs[::-1]


@lru_cache(maxsize=200_000)
def _letter_cost(letter: str, read: str) -> float:
    if letter == read:
        return 0.0
    if not read:
        return 1.1
    plain = strip_marks(letter).lower()
    places = [0.2 if c == letter else 0.35 for c in read if strip_marks(c).lower() == plain]
    return (min(places) if places else 1.0) + 0.7 * (len(read) - 1)
