"""Where the columns of a table stand, and how the lines of their cells are set: flush left, amid.

Told by the first page of the table and by the last: the first may have nothing but titles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.tables.words import place, text_rows
from extractors.types import Cell, Table

__all__ = ["Place", "Stretch", "column_at", "column_places"]

Stretch = tuple[float, float]

_FLUSH, _WIDER = 0.01, 0.015
"""Shares of the page width: how far a line may begin beside its column, and end beyond it."""

_LEAST_LINES, _MOSTLY = 3, 0.8
"""Lines of cells that show how a column is set, at least, and the share that must be so."""


@dataclass(frozen=True, slots=True)
class Place:
    """A column; all as shares of the page width, stretches from left to right.

    Attributes:
        border: what its borders enclose.
        texts: on each page looked at, the stretch that its texts take.
        middle: the middle of its lines where they are set in the middle, else None.
    """

    border: Stretch
    texts: tuple[Stretch, ...]
    middle: float | None

    def begins(self, line: Stretch) -> bool:
        """Say whether a line begins flush left with the column and ends with it."""
        flush = any(abs(line[0] - x0) <= _FLUSH for x0, _ in self.texts)
        return flush and line[1] <= max(x1 for _, x1 in self.texts) + _WIDER

    def is_amid(self, line: Stretch) -> bool:
        """Say whether a line stands in the middle of a column whose lines do."""
        if self.middle is None or abs(sum(line) / 2 - self.middle) > _FLUSH:
            return False
        x0, x1 = min(x0 for x0, _ in self.texts), max(x1 for _, x1 in self.texts)
        return line[0] >= x0 - _WIDER and line[1] <= x1 + _WIDER

    def holds(self, line: Stretch) -> bool:
        """Say whether a line stands between the borders of the column."""
        x0, x1 = self.border
        within = line[0] >= x0 - _WIDER and line[1] <= x1 + _WIDER
        return within and x0 <= sum(line) / 2 <= x1


def column_places(table: Table, widths: Mapping[int, float]) -> dict[int, Place]:
    """Return the places of the columns of a table.

    Args:
        table: a table read from a picture, with its column edges.
        widths: page number -> width in points; those of its first and last page are known.
    """
    edges = [x / widths[table.page] for x in table.col_edges]
    found: dict[int, Place] = {}
    for col, border in enumerate(zip(edges, edges[1:], strict=False)):
        cells = [c for c in table.cells if c.col == col and c.colspan == 1]
        pages = dict.fromkeys((table.page, table.pages[-1]))
        lines = {page: _lines(cells, page, widths[page]) for page in pages}
        body = _lines(
            [c for c in cells if c.row >= (table.header_rows or 0)],
            table.pages[-1],
            widths[table.pages[-1]],
        )
        texts = [
            (min(a for a, _ in some), max(b for _, b in some)) for some in lines.values() if some
        ]
        found[col] = Place(border, tuple(texts), _middle(body))
    return found


def column_at(
    places: Mapping[int, Place], line: Stretch, *, by_texts: bool = True, by_borders: bool = True
) -> int:
    """Return the column in which a line stands, -1 where it stands in none.

    Args:
        places: the columns that may hold it.
        line: its stretch, as shares of the page width.
        by_texts: whether it may stand as the texts of a column do; asked first.
        by_borders: whether it may stand anywhere between the borders of a column.
    """
    found = [c for c, p in places.items() if by_texts and (p.begins(line) or p.is_amid(line))]
    found += [c for c, p in places.items() if by_borders and p.holds(line)]
    return next(iter(found), -1)


def _lines(cells: Sequence[Cell], page: int, width: float) -> list[Stretch]:
    """Return the stretches of the lines of those cells that stand on one page alone."""
    inside = [c for c in cells if {number for number, _ in c.parts} == {page}]
    rows = [row.box for cell in inside for row in text_rows(place(cell.words))]
    return [(box.x0 / width, box.x1 / width) for box in rows]


def _middle(lines: Sequence[Stretch]) -> float | None:
    """Return the middle of lines that begin at several places around it; None for others."""
    starts = [x0 for x0, _ in lines]
    if len(lines) < _LEAST_LINES or max(starts) - min(starts) <= 2 * _FLUSH:
        return None
    middles = [sum(line) / 2 for line in lines]
    middle = median(middles)
    near = sum(abs(x - middle) <= _FLUSH for x in middles)
    return middle if near >= _MOSTLY * len(lines) else None
