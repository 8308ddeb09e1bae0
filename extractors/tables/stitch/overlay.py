"""The rows of a later page laid under a table: cells that a page break cut become one again."""

from __future__ import annotations

from dataclasses import replace

from extractors.tables.fields.columns import ColumnMap
from extractors.tables.stitch.joints import join_cells
from extractors.types import Cell, Table
from extractors.wording.sections import is_section_row

__all__ = ["overlay"]

_KEYS = ("number", "standard", "criteria", "level")


def overlay(table: Table, columns: ColumnMap, below: list[Cell]) -> list[Cell]:
    """Lay moved cells over the table: where one falls on a taken place, the two become one.

    An empty cell that begins under a cell spanning several rows, or under a number or code, carries
    that cell on.

    Args:
        table: the table so far.
        columns: what its columns mean.
        below: the cells of the fragment, moved to their rows and columns in the table.
    """
    keys = _carried_keys(table, columns, below)
    cells = list(table.cells)
    at = {
        (r, c): i
        for i, cell in enumerate(cells)
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    }
    for cell in sorted(below, key=lambda c: (c.row, c.col)):
        owner = at.get((cell.row, cell.col))
        if owner is None and cell.row == table.n_rows and not cell.text.strip():
            owner = _span_above(cells, at, cell, carried=cell.col in keys)
        if owner is not None:
            cells[owner] = _absorb(cells[owner], cell)
            taken = cells[owner]
        else:
            span = 1
            while span < cell.colspan and (cell.row, cell.col + span) not in at:
                span += 1
            taken = replace(cell, colspan=span)
            cells.append(taken)
            owner = len(cells) - 1
        for r in range(taken.row, taken.row + taken.rowspan):
            for c in range(taken.col, taken.col + taken.colspan):
                at.setdefault((r, c), owner)
    return sorted(cells, key=lambda c: (c.row, c.col))


def _carried_keys(table: Table, columns: ColumnMap, below: list[Cell]) -> frozenset[int]:
    """Return the key columns that a row without a key of its own takes from the row above.

    A running number is no key of that kind: beside it the code of a merged cell that the page break
    cut is missing. It is not taken where the table leaves such cells empty elsewhere.
    """
    fields = columns.fields
    keys = {c for c, field in enumerate(fields) if field in _KEYS}
    first = {c.col: c for c in below if c.row == table.n_rows}
    texts = [first[c].text if c in first else "" for c in range(table.n_cols)]
    filled = {c for c in keys if texts[c].strip()}
    if is_section_row(texts) or any(fields[c] != "number" for c in filled):
        return frozenset()
    keys -= filled
    return frozenset(c for c in keys if not filled or not _leaves_empty(table, columns, c))


def _leaves_empty(table: Table, columns: ColumnMap, column: int) -> bool:
    """Say whether a row of the table has nothing in this column and is no section row."""
    header = columns.header_rows
    rows = table.text_rows()
    return any(
        c.col == column
        and c.row >= header
        and not c.text.strip()
        and not is_section_row(rows[c.row])
        for c in table.cells
    )


def _span_above(
    cells: list[Cell], at: dict[tuple[int, int], int], cell: Cell, *, carried: bool
) -> int | None:
    """Return the cell whose row span ends just above and goes on in this empty cell."""
    above = at.get((cell.row - 1, cell.col))
    if above is None or cells[above].col != cell.col or cells[above].colspan != cell.colspan:
        return None
    spanning = carried or cells[above].rowspan > 1 or cell.rowspan > 1
    return above if spanning and cells[above].text.strip() else None


def _absorb(above: Cell, below: Cell) -> Cell:
    bottom = max(above.row + above.rowspan, below.row + below.rowspan)
    return replace(join_cells(above, below), rowspan=bottom - above.row)
