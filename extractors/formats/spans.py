"""From rows of spanning cells (DOCX, HTML, flattened text) to a table whose spans fit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.types import Cell, Table, TableMethod

__all__ = ["RawCell", "build_table"]


@dataclass(slots=True)
class RawCell:
    """A cell as its source writes it: text, how far it reaches, ``raw`` if text is struck out."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    raw: str = ""


def build_table(
    rows: Sequence[Sequence[RawCell]],
    *,
    page: int,
    method: TableMethod,
    max_places: int,
    confidence: float = 1.0,
    flags: tuple[str, ...] = (),
) -> Table | None:
    """Lay the cells out as the HTML table model does and return the table.

    A cell takes the first free column of its row; a row span pushes the cells below aside; a row
    span never reaches below the last row. Rows and columns that carry nothing of their own (only
    ends of spans) are dropped, as layout tools leave such seams. Returns None if no cell has text.
    """
    placed = _place(rows, max_places)
    if not any(cell.text.strip() for cell in placed):
        return None
    placed = _drop_seams(placed)
    n_rows = max(c.row + c.rowspan for c in placed)
    n_cols = max(c.col + c.colspan for c in placed)
    cells = tuple(
        Cell(c.row, c.col, c.text, page, rowspan=c.rowspan, colspan=c.colspan, raw=c.raw)
        for c in sorted(placed, key=lambda c: (c.row, c.col))
    )
    return Table(page, n_rows, n_cols, cells, method, confidence=confidence, flags=flags)


@dataclass(slots=True)
class _Placed:
    row: int
    col: int
    text: str
    rowspan: int
    colspan: int
    raw: str


def _place(rows: Sequence[Sequence[RawCell]], max_places: int) -> list[_Placed]:
    taken: set[tuple[int, int]] = set()
    placed: list[_Placed] = []
    for r, row in enumerate(rows):
        col = 0
        for raw in row:
            while (r, col) in taken:
                col += 1
            height = max(1, min(raw.rowspan, len(rows) - r))
            width = _free_width(taken, r, col, max(1, raw.colspan))
            if len(taken) + height * width > max_places:
                return placed
            taken.update((r + i, col + j) for i in range(height) for j in range(width))
            placed.append(_Placed(r, col, raw.text, height, width, raw.raw))
            col += width
    return placed


def _free_width(taken: set[tuple[int, int]], row: int, col: int, wanted: int) -> int:
    """Shorten a span that would run into a cell reaching down from above."""
    width = 1
    while width < wanted and (row, col + width) not in taken:
        width += 1
    return width


def _drop_seams(placed: list[_Placed]) -> list[_Placed]:
    """Remove grid lines at which no cell begins, shrinking the spans across them."""
    rows = sorted({c.row for c in placed})
    cols = sorted({c.col for c in placed})
    return [
        _Placed(
            bisect_left(rows, c.row),
            bisect_left(cols, c.col),
            c.text,
            bisect_left(rows, c.row + c.rowspan) - bisect_left(rows, c.row),
            bisect_left(cols, c.col + c.colspan) - bisect_left(cols, c.col),
            c.raw,
        )
        for c in placed
    ]
