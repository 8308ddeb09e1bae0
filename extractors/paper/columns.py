"""The two columns of a letterhead, told apart by place: left the offices, right nation and date.

A text layer gives a column at a time, OCR a row at a time, and either may put "Kính gửi" among
them. Where lines have boxes the head of the first page is put in one order: left column, right
column, then what stands below, top to bottom as it came. Text without boxes keeps its order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.paper.formulas import find_date, formula_start, is_electronic, opens_address
from extractors.paper.kinds import opens_title
from extractors.types import BBox, Line, union_all

__all__ = ["SEARCH_LINES", "Columns", "arranged"]

SEARCH_LINES = 60
"""Lines of a document among which its letterhead is looked for: a set of forms begins with a page
of its own."""


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """Where the columns of a letterhead part and end.

    Attributes:
        nation: letters of the national name.
        motto: letters of the motto under it.
        per_letter: width of the national name, in capitals, over that of the motto centred under
            it, letter for letter: a page of any size tells its own scale.
        margin: points left of the national name at which the columns part: its box may miss ink.
        same_row: heights of a line between the middles of two pieces of one row, at most.
        overlap: heights of a line it may reach into the other column (a copy a little turned or
            bent).
        wordy: letters of a line across both columns, at least; fewer are dirt.
        lowest: share of the first page below which there is no letterhead.
    """

    nation: int = 27
    motto: int = 20
    per_letter: float = 1.08
    margin: float = 2
    same_row: float = 0.4
    overlap: float = 1.0
    wordy: int = 4
    lowest: float = 0.6


COLUMN = ColumnSettings()


@dataclass(frozen=True, slots=True)
class Columns:
    """The lines in the order of columns.

    Attributes:
        lines: all lines of the document.
        left: how many of them, from the first, are the left column; 0 where places tell nothing.
        head: how many are the letterhead; 0 where places tell nothing.
    """

    lines: list[Line]
    left: int = 0
    head: int = 0


def arranged(lines: Sequence[Line]) -> Columns:
    """Return the lines with those of the letterhead first, column by column."""
    at = next(
        (i for i, line in enumerate(lines[:SEARCH_LINES]) if formula_start(line.text) is not None),
        None,
    )
    if at is None or lines[at].bbox is None:
        return Columns(list(lines))
    page = lines[at].page
    if any(line.page < page for line in lines):
        return Columns(list(lines))
    placed = [(line, line.bbox) for line in lines if line.page == page and line.bbox is not None]
    edge = _column_edge(placed)
    if edge is None or any(not line.bbox for line in lines if line.page == page and line.text):
        return Columns(list(lines))
    floor = _floor(placed, edge)
    above = [(line, box) for line, box in placed if box.center[1] < floor]
    above = [(line, box) for line, box in above if not is_electronic(line.text)]
    left = [(line, box) for line, box in above if box.center[0] < edge]
    right = [(line, box) for line, box in above if box.center[0] >= edge]
    taken = {id(line) for line, _ in above}
    left_lines, right_lines = _rows(left), _rows(right)
    head = [*left_lines, *right_lines]
    rest = [line for line in lines if id(line) not in taken and not _is_above(line, page, floor)]
    return Columns([*head, *rest], len(left_lines), len(head))


def _rows(placed: Sequence[tuple[Line, BBox]]) -> list[Line]:
    """Return a column's lines from the top; what was parted at a blank of one row is one line."""
    out: list[tuple[Line, BBox]] = []
    for line, box in sorted(placed, key=_top):
        above = out[-1] if out else None
        apart = abs(box.center[1] - above[1].center[1]) if above is not None else 0.0
        if above is not None and apart < COLUMN.same_row * box.height:
            pair = sorted([above, (line, box)], key=lambda p: p[1].x0)
            out[-1] = (_glued([p[0] for p in pair]), above[1].union(box))
        else:
            out.append((line, box))
    return [line for line, _ in out]


def _glued(row: Sequence[Line]) -> Line:
    text = " ".join(line.text for line in row)
    return replace(
        row[0],
        text=text,
        raw=text,
        bbox=union_all([line.bbox for line in row if line.bbox is not None]),
        words=tuple(word for line in row for word in line.words),
        conf=min(line.conf for line in row),
        changes=(),
    )


def _top(placed: tuple[Line, BBox]) -> float:
    return placed[1].center[1]


def _is_above(line: Line, page: int, floor: float) -> bool:
    """Say whether a line that is none of the letterhead stands among it (a signature, a stamp)."""
    return line.page == page and line.bbox is not None and line.bbox.center[1] < floor


def _column_edge(placed: Sequence[tuple[Line, BBox]]) -> float | None:
    """Return where the right column begins: at the national name, or as far left of the motto."""
    alone: list[tuple[Line, BBox]] = []
    edges: list[float] = []
    for line, box in placed[:SEARCH_LINES]:
        start = formula_start(line.text)
        if start == 0:
            alone.append((line, box))
        elif start is not None and len(line.words) == len(line.text.split()):
            word = line.words[len(line.text[:start].split())]
            edges += [word.bbox.x0] if word.bbox is not None else []
    if alone:
        edges.append(_left_of_nation(alone))
    return min(edges) - COLUMN.margin if edges else None


def _left_of_nation(alone: Sequence[tuple[Line, BBox]]) -> float:
    """Return the left end of the national name: the wider of the two lines, or one end of it."""
    line, box = max(alone, key=lambda placed: placed[1].width)
    letters = sum(c.isalpha() for c in line.text)
    if len(alone) > 1 or letters > COLUMN.motto:
        return box.x0
    letter = box.width * COLUMN.per_letter / max(1, letters)
    return box.center[0] - letter * COLUMN.nation / 2


def _floor(placed: Sequence[tuple[Line, BBox]], edge: float) -> float:
    """Return the height at which the letterhead ends: the first line that is of neither column."""
    tops = [box.center[1] for line, box in placed if formula_start(line.text) is not None]
    nation = min(tops)
    bottom = max(box.y1 for _, box in placed)
    ends = [box.y0 for line, box in placed if box.y0 > nation and _ends_head(line, box, edge)]
    return min([*ends, nation + COLUMN.lowest * bottom])


def _ends_head(line: Line, box: BBox, edge: float) -> bool:
    text = line.text
    if opens_address(text) or opens_title(text, alone=True):
        return True
    reach = COLUMN.overlap * box.height
    crosses = box.x0 < edge - reach and box.x1 > edge + reach
    wordy = sum(c.isalpha() for c in text) >= COLUMN.wordy
    return crosses and wordy and formula_start(text) is None and find_date(text) is None
