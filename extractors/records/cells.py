"""Cells of one row as values, and what makes a cell a value at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.tables.fields.columns import ColumnMap
from extractors.types import BBox, Cell, FieldValue, Table, union_all

__all__ = ["box_on", "is_unfilled", "joined_value", "row_cells", "value_of", "with_value_text"]

_UNFILLED = re.compile(
    r"^(?=.*(?:…|\.{3}|_{2}|[☐□]))(?:[\s.…_\-–—/:;,()\[\]☐□]|20(?=[….]))*$", re.DOTALL
)


def is_unfilled(text: str) -> bool:
    """Say whether a cell holds but dots, lines or boxes left to be filled in."""
    return _UNFILLED.match(text.strip()) is not None


def row_cells(table: Table, r: int, columns: ColumnMap | None = None) -> dict[int, Cell]:
    """Return column -> cell with text over row ``r``.

    A wide cell stands at its first column; one that covers the column of the work as well stands
    there if that is the first it covers that bears texts ("Ôn tập và thi" over number and work).
    """
    over = [c for c in table.cells if c.row <= r < c.row + c.rowspan and c.text.strip()]
    out = {cell.col: cell for cell in over}
    for cell in over:
        place = _work_under(cell, columns)
        if place is not None and place not in out:
            out[place] = out.pop(cell.col)
    return dict(sorted(out.items()))


def _work_under(cell: Cell, columns: ColumnMap | None) -> int | None:
    if columns is None or cell.colspan < 2:
        return None
    covered = columns.fields[cell.col : cell.col + cell.colspan]
    if "action" not in covered or covered[0] not in ("number", None, "quantity"):
        return None
    return cell.col + covered.index("action")


def value_of(cell: Cell) -> FieldValue:
    """Return what a cell says, as written, with where it stands."""
    return FieldValue(
        text=cell.text.strip(),
        raw=cell.raw,
        page=cell.page,
        bbox=cell.bbox,
        conf=cell.conf,
        changes=cell.changes,
        parts=cell.parts,
        where=cell.where,
        disputed=any(word.disputed for word in cell.words),
    )


def with_value_text(value: FieldValue, text: str) -> FieldValue:
    """Return a part of a value, or the value put another way; ``raw`` stays the whole cell."""
    return value if text == value.text else replace(value, text=text, changes=())


def joined_value(values: Sequence[FieldValue], text: str) -> FieldValue:
    """Return several cells as one value that reads ``text``."""
    first = values[0]
    return FieldValue(
        text=text,
        raw="\n".join(dict.fromkeys(v.raw for v in values)),
        page=first.page,
        bbox=first.bbox,
        conf=min(v.conf for v in values),
        parts=tuple(part for v in values for part in v.parts),
        where=", ".join(dict.fromkeys(v.where for v in values if v.where)),
        disputed=any(v.disputed for v in values),
    )


def box_on(cells: Sequence[Cell], page: int) -> BBox | None:
    """Return the box around the cells of a page."""
    return union_all([c.bbox for c in cells if c.bbox is not None and c.page == page])
