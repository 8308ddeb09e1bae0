"""How far a table without full rulings reaches beyond the lines that show its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.tables.grid import Segment
from extractors.tables.open.columns import parts_of
from extractors.tables.open.runs import are_sections, columns_met, is_prose
from extractors.tables.open.settings import STRETCH
from extractors.tables.open.walls import crosses, white_walls
from extractors.tables.words import TextRow
from extractors.types import BBox, union_all

__all__ = ["Stretch", "is_border", "reach"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a page that show the columns of a table; pixels.

    Attributes:
        rows: the lines of the page, from top to bottom.
        first: index of the first line of the table.
        last: index of the last one.
        walls: x of the borders between its columns.
        hull: what its lines take.
        height: usual height of a word.
    """

    rows: Sequence[TextRow]
    first: int
    last: int
    walls: Sequence[float]
    hull: BBox
    height: float

    @property
    def body(self) -> Sequence[TextRow]:
        """Its lines."""
        return self.rows[self.first : self.last + 1]


def reach(
    found: Stretch, bounds: tuple[int, int], across: Sequence[Segment], down: Sequence[Segment]
) -> tuple[int, int]:
    """Return the first and the last line of a table, those that belong to its outer rows included.

    They stand close and within a column, or between the table and a ruling as wide as it, or
    between lines down both its sides (a frame that goes on over the page has no other). Lines in
    several columns, and the rest of a row broken over the page, may stand as far as rows do. A
    table that begins or ends with the page may do so with section rows, which run across columns.

    Args:
        found: the lines that show its columns.
        bounds: the first and the last line it may reach to.
        across: horizontal rulings.
        down: vertical rulings.
    """
    rows, first, last = found.rows, found.first, found.last
    borders = [s.at for s in across if is_border(s, found.hull)]
    first -= _up_to_border(rows[bounds[0] : first][::-1], rows[first], found, borders)
    last += _up_to_border(rows[last + 1 : bounds[1] + 1], rows[last], found, borders)
    while first > bounds[0] and _belongs(first - 1, rows[first], found, borders, down):
        first -= 1
    while last < bounds[1] and _belongs(last + 1, rows[last], found, borders, down):
        last += 1
    return first, last


def _belongs(
    index: int,
    beside: TextRow,
    found: Stretch,
    borders: Sequence[float],
    down: Sequence[Segment],
) -> bool:
    """Say whether a line next to the table is one of it; ``beside`` is the outermost that is."""
    row, height, walls, hull = found.rows[index], found.height, found.walls, found.hull
    gap = max(beside.box.y0 - row.box.y1, row.box.y0 - beside.box.y1)
    parted = columns_met(row, walls, height) > 1
    near = gap <= _line_gap(found.body, height)
    beyond = STRETCH.reach if parted and near else STRETCH.overhang
    if row.box.x0 < hull.x0 - STRETCH.overhang * height or row.box.x1 > hull.x1 + beyond * height:
        return False
    if _enclosed(row, beside, borders, STRETCH.reach * height) or _flanked(row, hull, down):
        return True
    if gap > height and _is_page_number(index, found):
        return False
    inside = parted or row.box.x0 > walls[0]
    if crosses(row, walls, height) and not (inside and _keeps_columns(row, found)):
        if gap <= STRETCH.title_gap * height and row.box.x0 > walls[0]:
            return True  # a title over several columns
        return gap <= STRETCH.line_gap * height and not borders and _ends_with_page(index, found)
    above = index < found.first
    rest = above and row.box.x0 > walls[0]
    if not parted and row.box.x1 < walls[0] and not near and index > STRETCH.page_edge:
        return False
    if gap > (STRETCH.row_gap if parted or rest else STRETCH.line_gap) * height:
        return False
    return parted or not above or index == 0 or not _ends_prose(index, found)


def _is_page_number(index: int, found: Stretch) -> bool:
    """Say whether what begins or ends the page is a narrow text near its middle.

    Worn figures come apart, so that the ink of one may stand on several lines.
    """
    ends = found.rows[: index + 1] if index < found.first else found.rows[index:]
    hull = union_all([row.box for row in ends if parts_of(row, found.height)])
    if hull is None or max(hull.width, hull.height) > STRETCH.number_size * found.height:
        return False
    return abs(hull.center[0] - found.hull.center[0]) <= STRETCH.number_amid * found.height


def _keeps_columns(row: TextRow, found: Stretch) -> bool:
    """Say whether a line fits the columns if the walls may move: titles are set in the middle."""
    new = white_walls([*found.body, row], found.height)
    return len(new) >= len(found.walls) and not crosses(row, new, found.height)


def _ends_with_page(index: int, found: Stretch) -> bool:
    """Say whether a line across the columns, and what is beyond it, may be section rows."""
    above = index < found.first
    beyond = range(index + 1) if above else range(index, len(found.rows))
    lines = [found.rows[i] for i in beyond if not _is_page_number(i, found)]
    extent = (found.hull.x0, found.hull.x1)
    return len(lines) <= STRETCH.page_edge and not is_prose(lines, extent, found.height)


def _line_gap(body: Sequence[TextRow], height: float) -> float:
    """Return the widest blank between two lines of one cell."""
    gaps = sorted(b.box.y0 - a.box.y1 for a, b in pairwise(body))
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    return max(usual, 0.0) + STRETCH.title_gap * height


def _ends_prose(index: int, found: Stretch) -> bool:
    """Say whether a line is the last of a paragraph that runs across the columns above it."""
    row, above, wall = found.rows[index], found.rows[index - 1], found.walls[0]
    close = row.box.y0 - above.box.y1 <= STRETCH.title_gap * found.height
    across = len(parts_of(above, found.height)) == 1 and above.box.x0 < wall < above.box.x1
    return close and row.box.x0 < wall and across


def _up_to_border(
    outside: Sequence[TextRow], beside: TextRow, found: Stretch, borders: Sequence[float]
) -> int:
    """Return how many of the lines outside a table stand between it and its border.

    So the rest of a row broken over the page is found above the first section row. All must stand
    within a column or be section rows: by their text, or where it is not known by their place.
    """
    walls, height = found.walls, found.height
    inner = beside.box.center[1]
    extent = (found.hull.x0, found.hull.x1)
    across: list[TextRow] = []
    for count, row in enumerate(outside):
        y = row.box.center[1]
        gap = max(beside.box.y0 - row.box.y1, row.box.y0 - beside.box.y1)
        if any(min(inner, y) < at < max(inner, y) for at in borders):
            return count
        if crosses(row, walls, height):
            across.append(row)
        if gap > STRETCH.row_gap * height or not are_sections(across, extent, height):
            return 0
        beyond = outside[count + 1].box.center[1] if count + 1 < len(outside) else 2 * y - inner
        if any(min(y, beyond) < at < max(y, beyond) for at in borders):
            return count + 1
        beside = row
    return 0


def _enclosed(row: TextRow, beside: TextRow, borders: Sequence[float], reach: float) -> bool:
    """Say whether a border of the table stands beyond a line, seen from the line beside it."""
    y, inner = row.box.center[1], beside.box.center[1]
    return any(abs(at - inner) <= reach and (at - y) * (y - inner) > 0 for at in borders)


def _flanked(row: TextRow, hull: BBox, down: Sequence[Segment]) -> bool:
    """Say whether lines down both sides of the table pass the line of text."""
    y = row.box.center[1]
    passing = [s.at for s in down if s.start <= y <= s.end]
    reach = STRETCH.side * hull.width
    left = any(hull.x0 - reach <= x <= hull.x0 for x in passing)
    return left and any(hull.x1 <= x <= hull.x1 + reach for x in passing)


def is_border(line: Segment, hull: BBox) -> bool:
    """Say whether a horizontal ruling is as wide as a region."""
    within = min(line.end, hull.x1) - max(line.start, hull.x0)
    return (
        within >= STRETCH.border_least * hull.width
        and line.length <= STRETCH.border_most * hull.width
    )
