"""Columns of text without vertical rulings: where white runs down between its chunks.

A chunk is a stretch of a line without a wide blank. The text of a cell has no wide blank, so where
two chunks of one line stand apart there are two columns. A line of one chunk has no say unless it
stands in a column of its own: it may be a section row, or prose. A title over several columns
covers the white between them, but the lines that are parted there are more than those it has, or
the one that is stands in its middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.tables.gutters import CHUNK_GAP, Chunk, chunks
from extractors.tables.open.settings import PARTING
from extractors.tables.words import Placed, TextRow

__all__ = ["Corridor", "corridors", "is_speck", "parts_of"]


class Corridor(NamedTuple):
    """White between two columns, from ``x0`` to ``x1``."""

    x0: float
    x1: float


class _Span(NamedTuple):
    """A chunk: its row, its extent, the y of its row, the height of its words, its own y."""

    row: int
    x0: float
    x1: float
    y0: float
    y1: float
    tall: float
    top: float
    bottom: float


def corridors(rows: Sequence[TextRow], height: float) -> list[Corridor]:
    """Return the corridors between the columns of a stretch of lines, from left to right.

    Args:
        rows: the lines, from top to bottom.
        height: usual height of a word, in the unit of the boxes.
    """
    spans = _joined([s for i, row in enumerate(rows) for s in _spans(i, row, height)], height)
    found = _under_titles(spans, height)
    sections = _sections(spans, height)
    if sections:
        rest = _under_titles([s for s in spans if s.row not in sections], height)
        if len(rest) > max(len(found), 2 * PARTING.section_parts - 2):
            return rest
    return found


def _sections(spans: Sequence[_Span], height: float) -> set[int]:
    """Return the lines that may be section rows whose words stand a little further apart.

    They begin with the table and have but one blank, narrower than between columns.
    """
    left = min((s.x0 for s in spans), default=0.0)
    rows: dict[int, list[_Span]] = {}
    for span in spans:
        rows.setdefault(span.row, []).append(span)
    parted = {n: row for n, row in rows.items() if len(row) > 1}
    found = {
        n
        for n, row in parted.items()
        if len(row) == PARTING.section_parts
        and row[0].x0 - left <= height
        and row[1].x0 - row[0].x1 < PARTING.titles_apart * height
    }
    return found if 2 * len(found) <= len(parted) else set()


def _under_titles(spans: Sequence[_Span], height: float) -> list[Corridor]:
    """Return the corridors, those between titles under a common one among them."""
    found = _corridors(spans, height)
    titles = [s for s in spans if _is_common(s, spans, height)]
    if not titles:
        return found
    under = [
        c
        for c in _corridors([s for s in spans if s not in titles], height)
        if c.x1 - c.x0 >= CHUNK_GAP * height
        and any(t.x0 < c.x0 and c.x1 < t.x1 for t in titles)
        and not any(c.x0 < other.x1 and other.x0 < c.x1 for other in found)
    ]
    return sorted([*found, *under])


def _corridors(spans: Sequence[_Span], height: float) -> list[Corridor]:
    """Return the corridors that the texts leave, titles over several columns among them."""
    parted = {s.row for s in spans if sum(t.row == s.row for t in spans) > 1}
    voting = [s for s in spans if s.row in parted]
    groups = [(g[0].x0, max(s.x1 for s in g)) for g in _free(voting)]
    voting += [s for s in spans if s.row not in parted and _is_apart(s, groups)]
    found = [c for column in _free(voting) for c in _inner(column)]
    found = sorted(found + _between(_free(voting)))
    return _meant(found, voting, height)


def parts_of(row: TextRow, height: float) -> list[Chunk]:
    """Return the chunks of a line that are more than specks.

    Blanks are measured by the line's own height where it is higher: headings are printed larger.
    """
    own = median(item.box.height for item in row.items)
    found = chunks(row, max(height, own))
    return [part for part in found if not all(is_speck(i, height) for i in part.items)]


def is_speck(item: Placed, height: float) -> bool:
    """Say whether a bit of ink is too small for a letter: a speck, a stop or a dash."""
    return item.box.height < PARTING.speck * height and item.box.width < PARTING.speck * height


def _spans(index: int, row: TextRow, height: float) -> list[_Span]:
    return [
        _Span(
            index,
            part.x0,
            part.x1,
            row.box.y0,
            row.box.y1,
            max(i.box.height for i in part.items),
            min(i.box.y0 for i in part.items),
            max(i.box.y1 for i in part.items),
        )
        for part in parts_of(row, height)
    ]


def _joined(spans: Sequence[_Span], height: float) -> list[_Span]:
    """Join chunks of two rows that are words of one line: titles stand at several heights."""
    out: list[_Span] = []
    for span in sorted(spans, key=lambda s: s.x0):
        for n, left in enumerate(out):
            level = min(left.bottom, span.bottom) - max(left.top, span.top)
            lower = min(left.bottom - left.top, span.bottom - span.top)
            near = 0 <= span.x0 - left.x1 < CHUNK_GAP * height
            free = not any(s.row == left.row and left.x1 <= s.x0 < span.x1 for s in spans)
            if near and free and level >= PARTING.one_line * lower:
                out[n] = left._replace(x1=span.x1, tall=max(left.tall, span.tall))
                break
        else:
            out.append(span)
    return out


def _is_common(span: _Span, spans: Sequence[_Span], height: float) -> bool:
    """Say whether a text is a title over columns: in the middle over texts set well apart."""
    under = [
        s
        for s in spans
        if s.row > span.row and s.y0 - span.y1 <= PARTING.titles_under * height
        if s.x0 < span.x1 and span.x0 < s.x1
    ]
    below = [gap for gap in _between(_free(under)) if gap.x1 - gap.x0 >= CHUNK_GAP * height]
    if not below:
        return False
    apart = all(gap.x1 - gap.x0 >= PARTING.titles_apart * height for gap in below)
    hull = (min(s.x0 for s in under), max(s.x1 for s in under))
    return apart and abs(sum(hull) - span.x0 - span.x1) <= 2 * PARTING.titles_amid * height


def _free(spans: Sequence[_Span]) -> list[list[_Span]]:
    """Group spans that overlap, from left to right: each group is a column or several."""
    groups: list[list[_Span]] = []
    reach = 0.0
    for span in sorted(spans, key=lambda s: s.x0):
        if groups and span.x0 < reach:
            groups[-1].append(span)
            reach = max(reach, span.x1)
        else:
            groups.append([span])
            reach = span.x1
    return groups


def _is_apart(span: _Span, groups: Sequence[tuple[float, float]]) -> bool:
    """Say whether a text that is alone on its line stands in a column of its own."""
    return not any(span.x0 < x1 and span.x1 > x0 for x0, x1 in groups)


def _between(groups: Sequence[Sequence[_Span]]) -> list[Corridor]:
    return [
        Corridor(max(s.x1 for s in left), min(s.x0 for s in right))
        for left, right in pairwise(groups)
    ]


def _inner(spans: Sequence[_Span]) -> list[Corridor]:
    """Return the corridors within a group that more lines keep free than cross."""
    rows: dict[int, list[_Span]] = {}
    for span in spans:
        rows.setdefault(span.row, []).append(span)
    gaps = [Corridor(a.x1, b.x0) for row in rows.values() for a, b in pairwise(row)]
    best: tuple[int, Corridor] | None = None
    for x in {(gap.x0 + gap.x1) / 2 for gap in gaps}:
        around = [gap for gap in gaps if gap.x0 < x < gap.x1]
        free = Corridor(max(g.x0 for g in around), min(g.x1 for g in around))
        across = sum(s.x0 < x < s.x1 for s in spans)
        if len(around) >= PARTING.least_support and len(around) > across:
            score = len(around) - across
            if best is None or score > best[0]:
                best = (score, free)
    if best is None:
        return []
    wall = best[1]
    middle = (wall.x0 + wall.x1) / 2
    left = [s for s in spans if s.x1 <= middle]
    right = [s for s in spans if s.x0 >= middle]
    free = Corridor(
        max((s.x1 for s in left), default=wall.x0), min((s.x0 for s in right), default=wall.x1)
    )
    return [*_split(left), free, *_split(right)]


def _split(spans: Sequence[_Span]) -> list[Corridor]:
    groups = _free(spans)
    return sorted([c for group in groups for c in _inner(group)] + _between(groups))


def _meant(found: Sequence[Corridor], spans: Sequence[_Span], height: float) -> list[Corridor]:
    """Drop corridors between texts of one column: never beside each other, or but a scrap."""
    kept = list(found)
    for corridor in sorted(found, key=lambda c: c.x1 - c.x0):
        at = kept.index(corridor)
        slack = PARTING.rounding
        x0 = kept[at - 1].x1 if at else float("-inf")
        x1 = kept[at + 1].x0 if at + 1 < len(kept) else float("inf")
        left = [s for s in spans if s.x0 >= x0 - slack and s.x1 <= corridor.x0 + slack]
        right = [s for s in spans if s.x0 >= corridor.x1 - slack and s.x1 <= x1 + slack]
        if not (
            _is_column(left, height)
            and _is_column(right, height)
            and _side_by_side(left, right, height)
        ):
            kept.remove(corridor)
    return kept


def _is_column(spans: Sequence[_Span], height: float) -> bool:
    return len(spans) > 1 or any(
        s.x1 - s.x0 >= PARTING.lone_width * height or s.tall >= PARTING.lone_height * height
        for s in spans
    )


def _side_by_side(left: Sequence[_Span], right: Sequence[_Span], height: float) -> bool:
    """Say whether a cell on the left stands beside one on the right."""
    if {s.row for s in left} & {s.row for s in right}:
        return True
    ours, theirs = _stacks(left, height), _stacks(right, height)
    return any(a[0] < d[1] and d[0] < a[1] for a in ours for d in theirs)


def _stacks(spans: Sequence[_Span], height: float) -> list[tuple[float, float]]:
    """Return top and bottom of the cells: lines close under each other."""
    found: list[tuple[float, float]] = []
    for span in sorted(spans, key=lambda s: s.y0):
        if found and span.y0 - found[-1][1] < PARTING.stacked * height:
            found[-1] = (found[-1][0], max(found[-1][1], span.y1))
        else:
            found.append((span.y0, span.y1))
    return found
