"""Do two table fragments have the same columns? Borders compared by position and width.

Pages of one scan are shifted, skewed and scaled a little against one another, so borders are
compared as shares of the page width after the shift that fits best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.types import Table

__all__ = ["Alignment", "align_columns"]

_TOLERANCE = 0.018
_MAX_SHIFT = 0.08


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the columns of a later fragment lie under those of the table it may continue.

    Attributes:
        quality: share of borders (of both) that have a partner, 0..1.
        places: for each column of the fragment, ``(first column, span)`` in the table.
    """

    quality: float
    places: tuple[tuple[int, int], ...]


def align_columns(table: Table, fragment: Table, width: float, other: float) -> Alignment | None:
    """Return how the fragment's columns fit the table's; None without geometry.

    Args:
        table: the table so far; its ``col_edges`` are those of its first page.
        fragment: the candidate continuation.
        width: width in points of the page of ``table``.
        other: width in points of the page of ``fragment``.
    """
    if width <= 0 or other <= 0 or len(table.col_edges) < 2 or len(fragment.col_edges) < 2:
        return None
    ours = [x / width for x in table.col_edges]
    theirs = [x / other for x in fragment.col_edges]
    best = max(
        (_matches(ours, theirs, scale, shift) for scale, shift in _transforms(ours, theirs)),
        key=lambda pairs: len(pairs),
        default={},
    )
    quality = 2 * len(best) / (len(ours) + len(theirs))
    return Alignment(quality, _places(best, len(theirs) - 1, table.n_cols))


def _transforms(ours: Sequence[float], theirs: Sequence[float]) -> list[tuple[float, float]]:
    """Return (scale, shift) candidates: as they are, first borders matched, outer ones matched."""
    found = [(1.0, 0.0), (1.0, ours[0] - theirs[0]), (1.0, ours[-1] - theirs[-1])]
    spread = theirs[-1] - theirs[0]
    if spread > 0:
        scale = (ours[-1] - ours[0]) / spread
        if 0.93 <= scale <= 1.07:
            found.append((scale, ours[0] - scale * theirs[0]))
    return [(scale, shift) for scale, shift in found if abs(shift) <= _MAX_SHIFT]


def _matches(
    ours: Sequence[float], theirs: Sequence[float], scale: float, shift: float
) -> dict[int, int]:
    """Return fragment border -> table border for borders within the tolerance."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for j, x in enumerate(theirs):
        moved = scale * x + shift
        i = min(range(len(ours)), key=lambda k: abs(ours[k] - moved))
        if abs(ours[i] - moved) <= _TOLERANCE and i not in used:
            pairs[j] = i
            used.add(i)
    return pairs


def _places(pairs: dict[int, int], n_cols: int, table_cols: int) -> tuple[tuple[int, int], ...]:
    """Return where each fragment column falls; unmatched borders take the nearest one before."""
    starts: list[int] = []
    last = 0
    for j in range(n_cols + 1):
        last = max(last, pairs.get(j, last))
        starts.append(min(last, table_cols))
    return tuple(
        (min(a, table_cols - 1), max(1, b - a)) for a, b in zip(starts, starts[1:], strict=False)
    )
