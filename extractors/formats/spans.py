"""From rows of spanning cells (DOCX, HTML, flattened text) to a table whose spans fit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.types import Cell, Table, TableMethod

__all__ = ["RawCell", "build_table"]

_STEPS = 10
"""Looks at cells reaching down, for each place a table may have: a table of people needs one."""


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
    What does not fit into ``max_places`` rows x columns is left out; flag: ``table_cut``.
    """
    placed, whole = _place(rows, max_places)
    if not any(cell.text.strip() for cell in placed):
        return None
    placed, fits = _within(_drop_seams(placed), max_places)
    if not (whole and fits):
        flags = (*flags, "table_cut")
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


def _place(rows: Sequence[Sequence[RawCell]], most: int) -> tuple[list[_Placed], bool]:
    """Give each cell its place; say whether all have one (spans that lie in each other take time).

    Of the cells that reach down from above only the ends are known, however many places they take.
    """
    reaching: list[tuple[int, int, int]] = []  # first column, column behind, last row
    placed: list[_Placed] = []
    steps = 0
    for r, row in enumerate(rows):
        above = sorted(span for span in reaching if span[2] >= r)
        steps += len(above)
        if steps > _STEPS * most or len(placed) > most:
            return placed, False
        own = _place_row(row, r, len(rows) - r, above)
        placed += own
        down = ((c.col, c.col + c.colspan, r + c.rowspan - 1) for c in own if c.rowspan > 1)
        reaching = [*above, *down]
    return placed, True


def _place_row(
    row: Sequence[RawCell], number: int, left: int, above: Sequence[tuple[int, int, int]]
) -> list[_Placed]:
    """Place the cells of one row round those that reach down; ``left`` rows are there to span."""
    placed: list[_Placed] = []
    col = at = 0
    for raw in row:
        while at < len(above) and above[at][0] <= col:
            col = max(col, above[at][1])
            at += 1
        width, height = max(1, raw.colspan), max(1, min(raw.rowspan, left))
        if at < len(above):
            width = min(width, above[at][0] - col)
        placed.append(_Placed(number, col, raw.text, height, width, raw.raw))
        col += width
    return placed


def _within(placed: list[_Placed], most: int) -> tuple[list[_Placed], bool]:
    """Return the cells of the first rows, and columns, that fit; say whether all do."""
    n_rows = max(c.row + c.rowspan for c in placed)
    n_cols = max(c.col + c.colspan for c in placed)
    if n_rows * n_cols <= most:
        return placed, True
    cols = min(n_cols, most)
    rows = max(1, most // cols)
    kept = [c for c in placed if c.row < rows and c.col < cols]
    for cell in kept:
        cell.rowspan = min(cell.rowspan, rows - cell.row)
        cell.colspan = min(cell.colspan, cols - cell.col)
    return kept, False


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
