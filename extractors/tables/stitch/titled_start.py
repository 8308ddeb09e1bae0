"""A table whose titles stand alone at the foot of a page, and again over its rows on the next.

Titles and section rows tell little of the columns where no upright lines are drawn; the rows of the
next page do. Its columns are taken for the whole, the section rows go on top of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.tables.stitch.repeated_titles import SAME_WORDS
from extractors.types import Cell, Table, union_all
from extractors.wording.matching import shared_words
from extractors.wording.sections import is_section_text

__all__ = ["under_own_titles"]


def under_own_titles(start: Table, rest: Table) -> Table | None:
    """Return the rows of a page under the section rows that stood alone on the page before.

    Args:
        start: the table before, ``header_rows`` set.
        rest: a table on the next page, ``header_rows`` set.

    Returns:
        None unless ``start`` has titles and section rows only, fewer columns, and the titles of
        ``rest``, in whatever order their words were read.
    """
    if not start.header_rows or not rest.header_rows or start.n_cols >= rest.n_cols:
        return None
    if rest.page != start.pages[-1] + 1 or rest.method != "borderless":
        return None
    sections = _rows(start)[start.header_rows :]
    if not sections or not all(is_section_text(_text(row)) for row in sections):
        return None
    head = rest.header_rows
    titles, again = (
        [_text(row) for row in rows]
        for rows in (_rows(start)[: start.header_rows], _rows(rest)[:head])
    )
    if shared_words(titles, again) < SAME_WORDS:
        return None
    added = [_section(row, head + n, rest.n_cols) for n, row in enumerate(sections)]
    cells = [replace(c, row=c.row + len(added)) if c.row >= head else c for c in rest.cells]
    return replace(
        rest,
        page=start.page,
        bbox=start.bbox,
        cells=tuple(sorted([*cells, *added], key=lambda c: (c.row, c.col))),
        n_rows=rest.n_rows + len(added),
        pages=(*start.pages, *rest.pages),
        flags=tuple(dict.fromkeys((*rest.flags, "stitched"))),
    )


def _rows(table: Table) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.text.strip():
            rows[cell.row].append(cell)
    return rows


def _text(row: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in sorted(row, key=lambda c: c.col))


def _section(row: Sequence[Cell], at: int, n_cols: int) -> Cell:
    """Return a row as one cell over all columns."""
    ordered = sorted(row, key=lambda c: c.col)
    first = ordered[0]
    return replace(
        first,
        row=at,
        col=0,
        rowspan=1,
        colspan=n_cols,
        text=_text(ordered),
        raw=" ".join(cell.raw for cell in ordered),
        bbox=union_all([cell.bbox for cell in ordered if cell.bbox is not None]),
        words=tuple(word for cell in ordered for word in cell.words),
        changes=first.changes if len(ordered) == 1 else (),
        parts=tuple(part for cell in ordered for part in cell.parts),
    )
