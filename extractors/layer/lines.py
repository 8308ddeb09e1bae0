"""Words -> lines in reading order; letterheads and signatures in two columns stay apart.

Rows are words whose boxes overlap in height. A row is cut at a gap only where a white corridor
runs down over neighbouring rows, so wide blanks in justified text ("Số:      /KH-SGDĐT") do not
cut. Between rows cut at the same corridor the left column is read before the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractors.tables.words import OPEN_ROWS, RECENT, SAME_ROW
from extractors.types import BBox, Line, Word, mostly_bold, union_all

__all__ = ["Styled", "lines_of"]


@dataclass(frozen=True, slots=True)
class LineSettings:
    """Where lines of two columns part, in line heights unless said.

    Attributes:
        gap: width of a gutter between two rows, at least.
        lone_gap: of one that needs no second row.
        near: from base to base of neighbouring rows, at most.
        skipped: times ``near``, where both rows are split: the other column may stand between.
        stagger: by which rows of two columns overlap, half a line off each other, at least.
        passed: width of a corridor that is left beside a row of one column.
        rounding: points by which a corridor may reach into a row at its ends.
    """

    gap: float = 1.2
    lone_gap: float = 4.0
    near: float = 1.9
    skipped: float = 2.2
    stagger: float = 0.15
    passed: float = 0.8
    rounding: float = 1.0


LINES = LineSettings()


@dataclass(frozen=True, slots=True)
class Styled:
    """A word and whether it is bold."""

    word: Word
    box: BBox
    bold: bool = False


@dataclass(slots=True)
class _Row:
    items: list[Styled]
    box: BBox
    gutter: tuple[float, float] | None = None

    @property
    def middle(self) -> float:
        return (self.box.y0 + self.box.y1) / 2


def lines_of(words: Sequence[Styled], page: int) -> list[Line]:
    """Return the lines of a page or region (upright text) in reading order."""
    rows = _rows(words)
    if not rows:
        return []
    height = median(item.box.height for row in rows for item in row.items) or 1.0
    _find_gutters(rows, height)
    lines: list[Line] = []
    at = 0
    while at < len(rows):
        end = _band_end(rows, at, height)
        lines += _band_lines(rows[at:end], page)
        at = end
    return lines


def _rows(words: Sequence[Styled]) -> list[_Row]:
    """Group words by height: a word joins the row whose middle half holds its own middle."""
    rows: list[_Row] = []
    for item in sorted(words, key=lambda w: (w.box.y0 + w.box.y1, w.box.x0)):
        row = next((r for r in reversed(rows[-OPEN_ROWS:]) if _same_row(r, item.box)), None)
        if row is None:
            rows.append(_Row([item], item.box))
        else:
            row.items.append(item)
            row.box = row.box.union(item.box)
    for row in rows:
        row.items.sort(key=lambda w: w.box.x0)
    return sorted(rows, key=lambda r: (r.middle, r.box.x0))


def _same_row(row: _Row, box: BBox) -> bool:
    low = max(_typical(row, 1), box.y0)
    high = min(_typical(row, 3), box.y1)
    shorter = min(_typical(row, 3) - _typical(row, 1), box.height)
    return high - low >= SAME_ROW * shorter


def _typical(row: _Row, side: int) -> float:
    """Return the median top (1) or bottom (3) of the row, so that one tall word rules nothing."""
    return median(item.box[side] for item in row.items[-RECENT:])


def _gaps(row: _Row, least: float) -> list[tuple[float, float]]:
    gaps: list[tuple[float, float]] = []
    reach = row.items[0].box.x1
    for item in row.items[1:]:
        if item.box.x0 - reach >= least:
            gaps.append((reach, item.box.x0))
        reach = max(reach, item.box.x1)
    return gaps


def _find_gutters(rows: list[_Row], height: float) -> None:
    """Mark each row that must be cut with the corridor at which to cut it."""
    for index, row in enumerate(rows):
        near = [
            other
            for other in rows[max(0, index - 1) : index + 2]
            if other is not row and abs(other.middle - row.middle) <= LINES.near * height
        ]
        best: tuple[float, float] | None = None
        for gap in _gaps(row, LINES.gap * height):
            if _is_gutter(gap, near, height) and (best is None or _width(gap) > _width(best)):
                best = gap
        row.gutter = best or _stagger(row, near, height)


def _stagger(row: _Row, near: Sequence[_Row], height: float) -> tuple[float, float] | None:
    """Return the corridor between this row and one half a line off it, in the other column."""
    for other in near:
        if min(row.box.y1, other.box.y1) - max(row.box.y0, other.box.y0) < LINES.stagger * height:
            continue
        left, right = sorted((row.box, other.box), key=lambda box: box.x0)
        if right.x0 - left.x1 >= LINES.gap * height:
            return left.x1, right.x0
    return None


def _width(gap: tuple[float, float]) -> float:
    return gap[1] - gap[0]


def _is_gutter(gap: tuple[float, float], near: Sequence[_Row], height: float) -> bool:
    """Say whether the gap goes on in a neighbouring row, or is wide and nothing crosses it."""
    shared = [_clear(gap, other) for other in near]
    if any(
        _width(free) >= height and _both_sides(free, other)
        for free, other in zip(shared, near, strict=True)
    ):
        return True
    return _width(gap) >= LINES.lone_gap * height and all(_width(free) >= height for free in shared)


def _clear(gap: tuple[float, float], row: _Row) -> tuple[float, float]:
    """Return the widest part of the gap that no word of the row stands in."""
    best = (gap[0], gap[0])
    left = gap[0]
    for item in row.items:
        if item.box.x1 <= left or item.box.x0 >= gap[1]:
            continue
        if item.box.x0 - left > _width(best):
            best = (left, item.box.x0)
        left = max(left, item.box.x1)
    return (left, gap[1]) if gap[1] - left > _width(best) else best


def _both_sides(free: tuple[float, float], row: _Row) -> bool:
    return row.box.x0 < free[0] + LINES.rounding and row.box.x1 > free[1] - LINES.rounding


def _band_end(rows: Sequence[_Row], at: int, height: float) -> int:
    """Return where the run of rows that share the corridor of row ``at`` ends."""
    gutter = rows[at].gutter
    if gutter is None:
        return at + 1
    end = at + 1
    while end < len(rows):
        row = rows[end]
        split = row.gutter is not None or _both_sides(_clear(gutter, row), row)
        if (
            row.middle - rows[end - 1].middle
            > (LINES.skipped if split else 1.0) * LINES.near * height
        ):
            break
        free = _overlap(gutter, row.gutter) if row.gutter else _clear(gutter, row)
        least = LINES.gap if row.gutter is None and _both_sides(free, row) else LINES.passed
        if _width(free) < least * height:
            break
        gutter = free
        rows[end].gutter = free
        end += 1
    for row in rows[at:end]:
        row.gutter = gutter
    return end


def _overlap(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    return max(a[0], b[0]), max(max(a[0], b[0]), min(a[1], b[1]))


def _band_lines(rows: Sequence[_Row], page: int) -> list[Line]:
    if rows[0].gutter is None:
        return [_line(row.items, page) for row in rows]
    left: list[Styled] = []
    right: list[Styled] = []
    for row in rows:
        middle = sum(row.gutter or (0.0, 0.0)) / 2
        for item in row.items:
            (left if item.box.center[0] <= middle else right).append(item)
    if not left or not right:
        return [_line(row.items, page) for row in rows]
    return lines_of(left, page) + lines_of(right, page)


def _line(items: Sequence[Styled], page: int) -> Line:
    letters = sum(len(i.word.text) for i in items)
    heavy = sum(len(i.word.text) for i in items if i.bold)
    return Line(
        " ".join(i.word.text for i in items),
        page,
        bbox=union_all([i.box for i in items]),
        conf=min((i.word.conf for i in items), default=1.0),
        words=tuple(i.word for i in items),
        bold=mostly_bold(heavy, letters),
    )
