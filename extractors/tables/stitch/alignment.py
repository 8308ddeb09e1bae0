"""Do two table fragments have the same columns? Borders compared by position and width.

Pages of one scan are shifted, skewed and scaled a little against one another, so borders are
compared as shares of the page width after the shift that fits best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.types import Table

__all__ = [
    "Alignment",
    "align_columns",
    "align_contents",
    "column_extents",
    "columns_by_words",
]


@dataclass(frozen=True, slots=True)
class AlignmentSettings:
    """By how much the borders of one table may differ from page to page; shares of page width.

    Attributes:
        tolerance: between two borders that are one, after the shift: what skew leaves.
        shift: of a whole page against another, at most; more is another place on the paper.
        shrunk: scale of a page against another, at least,
        grown: and at most: scans of one document differ by the feed of the machine.
        shared: share of a column's own width, more than which lies under a column of the table.
    """

    tolerance: float = 0.018
    shift: float = 0.08
    shrunk: float = 0.93
    grown: float = 1.07
    shared: float = 0.3


ALIGNMENT = AlignmentSettings()


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


def align_contents(table: Table, fragment: Table, width: float, other: float) -> Alignment | None:
    """Return how the texts of the fragment's columns lie under those of the table's.

    For tables without drawn lines: their borders stand anywhere in the white, and a column that is
    empty on a page is not seen there. None unless every column of the fragment that holds text has
    a column of its own in the table, in the same order.

    Args:
        table: the table so far.
        fragment: the candidate continuation.
        width: width in points of the page of ``table``.
        other: width in points of the page of ``fragment``.
    """
    if width <= 0 or other <= 0:
        return None
    ours, theirs = column_extents(table, width), column_extents(fragment, other)
    places: list[tuple[int, int]] = []
    last = -1
    for col in range(fragment.n_cols):
        if col in theirs:
            a, b = theirs[col]
            over = {c: min(b, y) - max(a, x) for c, (x, y) in ours.items() if c > last}
            best = max(over, key=lambda c: over[c], default=None)
            if best is None or over[best] <= ALIGNMENT.shared * (b - a):
                return None
            last = best
        places.append((max(last, 0), 1))
    return Alignment(1.0, tuple(places)) if theirs else None


def columns_by_words(
    table: Table, fragment: Table, width: float, other: float
) -> dict[tuple[int, int], int]:
    """Return (row, column) of a fragment's cell -> the table's column under which its words stand.

    Only for tables without drawn lines, and for cells whose words fit one column of the table.
    """
    if width <= 0 or other <= 0 or not table.method == fragment.method == "borderless":
        return {}
    ours = column_extents(table, width)
    found: dict[tuple[int, int], int] = {}
    for cell in fragment.cells:
        boxes = [w.bbox for w in cell.words if w.bbox is not None]
        if cell.colspan != 1 or not boxes:
            continue
        a, b = min(box.x0 for box in boxes) / other, max(box.x1 for box in boxes) / other
        under = [c for c, (x, y) in ours.items() if min(b, y) > max(a, x)]
        if len(under) == 1:
            found[cell.row, cell.col] = under[0]
    return found


def column_extents(table: Table, width: float) -> dict[int, tuple[float, float]]:
    """Return for each column with text the stretch its words take, as shares of the page width."""
    found: dict[int, tuple[float, float]] = {}
    for cell in table.cells:
        boxes = [w.bbox for w in cell.words if w.bbox is not None and cell.page == table.page]
        if cell.colspan != 1 or not boxes:
            continue
        a, b = min(box.x0 for box in boxes) / width, max(box.x1 for box in boxes) / width
        x, y = found.get(cell.col, (a, b))
        found[cell.col] = (min(a, x), max(b, y))
    return found


def _transforms(ours: Sequence[float], theirs: Sequence[float]) -> list[tuple[float, float]]:
    """Return (scale, shift) candidates: as they are, first borders matched, outer ones matched."""
    found = [(1.0, 0.0), (1.0, ours[0] - theirs[0]), (1.0, ours[-1] - theirs[-1])]
    spread = theirs[-1] - theirs[0]
    if spread > 0:
        scale = (ours[-1] - ours[0]) / spread
        if ALIGNMENT.shrunk <= scale <= ALIGNMENT.grown:
            found.append((scale, ours[0] - scale * theirs[0]))
    return [(scale, shift) for scale, shift in found if abs(shift) <= ALIGNMENT.shift]


def _matches(
    ours: Sequence[float], theirs: Sequence[float], scale: float, shift: float
) -> dict[int, int]:
    """Return fragment border -> table border for borders within the tolerance."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for j, x in enumerate(theirs):
        moved = scale * x + shift
        i = min(range(len(ours)), key=lambda k: abs(ours[k] - moved))
        if abs(ours[i] - moved) <= ALIGNMENT.tolerance and i not in used:
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
