"""Owners and times that a blank cell takes from the one above it.

A cell merged over rows is a span where lines are drawn; in a table without lines the rows below
are merely blank. "nt" and ditto marks say the same. What is taken so is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.records.cells import row_cells
from extractors.story import NamedTable
from extractors.types import Cell
from extractors.wording.sections import is_section_row

__all__ = ["from_above"]

_DITTO = re.compile(r"^\W*(?:nt|n\.t|như trên|[\"″”〃]|//)\W*$|^\s*[\"″”〃]\s*$", re.IGNORECASE)
_TAKEN = {
    "owner": "owner_from_above",
    "deadline": "deadline_from_above",
    "action": "action_from_above",
}
_LEAST_BLANK = 0.3
"""Share of blank cells from which a column of an unruled table is one of blocks."""


def from_above(named: NamedTable) -> dict[tuple[int, int], tuple[Cell, str]]:
    """Return (row, column) -> the cell it takes its value from, and the flag that says so."""
    out: dict[tuple[int, int], tuple[Cell, str]] = {}
    for c, name in enumerate(named.columns.fields):
        if name in _TAKEN:
            for r, cell in _taken(named, c):
                out[r, c] = (replace(cell, row=r, rowspan=1), _TAKEN[name])
    return out


def _taken(named: NamedTable, column: int) -> Iterator[tuple[int, Cell]]:
    above: Cell | None = None
    blocks = _has_blocks(named, column)
    for r in range(named.columns.header_rows, named.table.n_rows):
        row = row_cells(named.table, r, named.columns)
        if len(row) < 2 or is_section_row([c.text for c in row.values()]):
            above = None
            continue
        cell = row.get(column)
        if cell is not None and not _DITTO.match(cell.text):
            above = cell
        elif above is not None and (cell is not None or blocks):
            yield r, above


def _has_blocks(named: NamedTable, column: int) -> bool:
    """Say whether a column of a table without lines is filled but where a block begins.

    Its first row is filled, and so many others are blank that it is no matter of gaps.
    """
    table, work = named.table, named.columns.column("action")
    if table.method != "borderless" or work in (None, column):
        return False
    rows = [
        row
        for r in range(named.columns.header_rows, table.n_rows)
        if work in (row := row_cells(table, r, named.columns))
    ]
    blank = sum(column not in row for row in rows)
    return bool(rows) and column in rows[0] and blank >= max(2, _LEAST_BLANK * len(rows))
