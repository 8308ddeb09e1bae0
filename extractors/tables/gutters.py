"""White corridors: where the columns of text without vertical rulings come apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from extractors.tables.words import Placed, TextRow
from extractors.types import BBox

__all__ = [
    "CHUNK_GAP",
    "WORD_GAP",
    "Chunk",
    "Gutter",
    "chunks",
    "columns_filled",
    "explained",
    "find_gutters",
    "line_height",
]

WORD_GAP = 0.4
"""Heights of a line: a blank this narrow joins words."""

CHUNK_GAP = 0.75
"""Heights of a line: a wider blank parts two cells; a justified one between words is narrower."""


@dataclass(frozen=True, slots=True)
class GutterSettings:
    """What makes a white corridor the gutter between two columns.

    Attributes:
        few: rows below which a corridor must be ``few_width`` wide: few lines leave many by
            chance,
        many: and from which ``many_width`` is enough.
        few_width: heights of a line that a gutter between few rows is wide, at least.
        some_width: the same from ``few`` rows on,
        narrower: less so much with ``many`` rows.
        top_rows: share of the rows, by their chunks, that show how many chunks a row has: one
            in so many.
        body: tenths of those chunks that a row must have to show the columns.
        filled: share of those rows that must fill a column.
        steps: parts of a gutter at whose ends a wall is tried.
        rounding: points by which a wall may stand in a chunk.
    """

    few: int = 4
    many: int = 8
    few_width: float = 0.9
    some_width: float = 0.6
    narrower: float = 0.25
    top_rows: int = 5
    body: int = 6
    filled: float = 0.15
    steps: int = 8
    rounding: float = 1.0


GUTTER = GutterSettings()


class Chunk(NamedTuple):
    """Words of one row with no wide blank between them; ``x0`` to ``x1`` in points."""

    x0: float
    x1: float
    items: tuple[Placed, ...]

    @property
    def text(self) -> str:
        """The words with blanks between."""
        return " ".join(item.word.text for item in self.items)


class Gutter(NamedTuple):
    """A corridor free of words from ``x0`` to ``x1``; the wall stands at ``at`` (points)."""

    x0: float
    x1: float
    at: float


def line_height(rows: Iterable[TextRow]) -> float:
    """Return the median height of the words, in points; 1 for none."""
    heights = [item.box.height for row in rows for item in row.items]
    return median(heights) if heights else 1.0


def chunks(row: TextRow, height: float) -> list[Chunk]:
    """Split a row where the blank is wider than a justified blank between words."""
    parts: list[list[Placed]] = []
    reach = 0.0
    for item in row.items:
        if parts and item.box.x0 - reach < CHUNK_GAP * height:
            parts[-1].append(item)
            reach = max(reach, item.box.x1)
        else:
            parts.append([item])
            reach = item.box.x1
    return [
        Chunk(min(i.box.x0 for i in part), max(i.box.x1 for i in part), tuple(part))
        for part in parts
    ]


def find_gutters(rows: Sequence[TextRow], height: float) -> list[Gutter]:
    """Return the gutters of a table region from left to right; empty if there is one column.

    Rows with few chunks (titles, spanning headers, section lines) do not close a gutter; the wall
    is set where it cuts the fewest of them.
    """
    split = [chunks(row, height) for row in rows]
    body = _body(split)
    if len(body) < 2:
        return []
    least = _least_width(len(body)) * height
    boxes = [item.box for row in body for chunk in row for item in chunk.items]
    gaps = [gap for gap in _free(boxes) if gap[1] - gap[0] >= least]
    gaps = _with_filled_columns(gaps, body)
    return [Gutter(a, b, _wall(a, b, split)) for a, b in gaps]


def _body(split: Sequence[list[Chunk]]) -> list[list[Chunk]]:
    """Return the rows that show most of the columns."""
    counts = sorted((len(row) for row in split), reverse=True)
    if len(counts) < 2:
        return []
    typical = counts[max(1, len(counts) // GUTTER.top_rows)]
    least = max(2, -(-typical * GUTTER.body // 10))
    return [row for row in split if len(row) >= least]


def _least_width(n_rows: int) -> float:
    """Return how wide a gutter must be, in line heights: the more rows, the less chance."""
    if n_rows < GUTTER.few:
        return GUTTER.few_width
    more = min(1.0, (n_rows - GUTTER.few) / (GUTTER.many - GUTTER.few))
    return GUTTER.some_width - GUTTER.narrower * more


def _free(boxes: Iterable[BBox]) -> list[tuple[float, float]]:
    gaps: list[tuple[float, float]] = []
    reach: float | None = None
    for box in sorted(boxes, key=lambda b: b.x0):
        if reach is not None and box.x0 > reach:
            gaps.append((reach, box.x0))
        reach = box.x1 if reach is None else max(reach, box.x1)
    return gaps


def _with_filled_columns(
    gaps: list[tuple[float, float]], body: Sequence[list[Chunk]]
) -> list[tuple[float, float]]:
    """Drop gutters beside columns that hardly any row fills, the narrower one first."""
    kept = list(gaps)
    least = max(2, round(GUTTER.filled * len(body)))
    while kept:
        walls = [(a + b) / 2 for a, b in kept]
        filled = [0] * (len(kept) + 1)
        for row in body:
            for col in columns_filled([i for c in row for i in c.items], walls):
                filled[col] += 1
        poor = [col for col, count in enumerate(filled) if count < least]
        if not poor:
            return kept
        beside = [g for g in (poor[0] - 1, poor[0]) if 0 <= g < len(kept)]
        kept.pop(min(beside, key=lambda g: kept[g][1] - kept[g][0]))
    return kept


def columns_filled(items: Iterable[Placed], walls: Sequence[float]) -> set[int]:
    """Return the columns in which the words stand; ``walls`` are the inner borders."""
    return {sum(1 for wall in walls if item.box.center[0] > wall) for item in items}


def _wall(x0: float, x1: float, split: Sequence[list[Chunk]]) -> float:
    """Return the place in the gutter that crosses the fewest chunks, the middle if it can."""
    middle = (x0 + x1) / 2
    steps = [x0 + (x1 - x0) * k / GUTTER.steps for k in range(1, GUTTER.steps)]
    return min(steps, key=lambda x: (_crossings(x, split), abs(x - middle)))


def _crossings(x: float, split: Sequence[list[Chunk]]) -> int:
    return sum(1 for row in split for chunk in row if chunk.x0 < x < chunk.x1)


def explained(rows: Iterable[TextRow], walls: Sequence[float], height: float, least: float) -> bool:
    """Say whether ``least`` of the wide blanks of lines fall on walls (in justified prose few do).

    Args:
        rows: the lines.
        walls: x of the walls.
        height: of a line, in the unit of the boxes.
        least: share, 0..1.
    """
    total = hits = 0
    for row in rows:
        parts = chunks(row, height)
        for left, right in zip(parts, parts[1:], strict=False):
            total += 1
            hits += any(left.x1 - GUTTER.rounding <= x <= right.x0 + GUTTER.rounding for x in walls)
    return hits >= least * total
