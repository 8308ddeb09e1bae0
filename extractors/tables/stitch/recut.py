"""A row or two alone in a frame on the next page: their columns are those of the table before.

One row tells too little of its columns; a frame as wide as the table says that it goes on, and
where its texts begin under those of the table's columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.tables.gutters import Chunk, chunks, line_height
from extractors.tables.stitch.places import Place, column_at, column_places
from extractors.tables.words import Placed, joined, place, text_rows
from extractors.types import Cell, Table, union_all
from extractors.wording.content import is_row_key

__all__ = ["recut"]

_SAME_FRAME = 0.01
"""Share of the page's width by which borders of one frame may differ."""

_LEAST_COLUMNS = 4
"""Columns of a table that a page of fewer is parted as, at least: the texts of a page stand in so
many by no chance."""


def recut(table: Table, fragment: Table, widths: Mapping[int, float]) -> Table:
    """Return a fragment of fewer columns parted as the table is; as it is if it may not be.

    Its rows begin where the first column has a number or code, the first of them on its first
    line, and every text stands in one of the table's columns.

    Args:
        table: the open table, of the page before.
        fragment: what stands first on the page; left alone where its texts were repaired.
        widths: page number -> width in points, 0 where unknown.
    """
    words = place(word for cell in fragment.cells for word in cell.words)
    repaired = any(cell.changes for cell in fragment.cells)
    if not words or repaired or not _is_frame_of(table, fragment, widths):
        return fragment
    rows = text_rows(words)
    height = line_height(rows)
    places = column_places(table, widths)
    lines = [_by_column(chunks(row, height), places, widths[fragment.page]) for row in rows]
    starts = [n for n, line in enumerate(lines) if is_row_key(joined(line.get(0, ())))]
    if any(-1 in line for line in lines) or starts[:1] != [0]:
        return fragment
    cells = [
        _cell(row, col, [line[col] for line in lines[a:b] if col in line], fragment.page)
        for row, (a, b) in enumerate(pairwise([*starts, len(lines)]))
        for col in range(table.n_cols)
    ]
    return replace(
        fragment,
        n_rows=len(starts),
        n_cols=table.n_cols,
        cells=tuple(cells),
        col_edges=table.col_edges,
    )


def _is_frame_of(table: Table, fragment: Table, widths: Mapping[int, float]) -> bool:
    """Say whether both are open tables of the same outer borders, the fragment of fewer columns."""
    if fragment.method != "borderless" or table.method != "borderless" or not fragment.col_edges:
        return False
    if not _LEAST_COLUMNS <= len(table.col_edges) - 1 == table.n_cols > fragment.n_cols:
        return False
    if fragment.page != table.pages[-1] + 1:
        return False
    ours, theirs = widths.get(table.page, 0.0), widths.get(fragment.page, 0.0)
    if min(ours, theirs, widths.get(table.pages[-1], 0.0)) <= 0:
        return False
    return all(
        abs(table.col_edges[end] / ours - fragment.col_edges[end] / theirs) <= _SAME_FRAME
        for end in (0, -1)
    )


def _by_column(
    found: Sequence[Chunk], places: Mapping[int, Place], width: float
) -> dict[int, tuple[Placed, ...]]:
    """Return the texts of one line by their column; -1 holds what stands in none."""
    out: dict[int, tuple[Placed, ...]] = {}
    for chunk in found:
        col = column_at(places, (chunk.x0 / width, chunk.x1 / width))
        out[col] = (*out.get(col, ()), *chunk.items)
    return out


def _cell(row: int, col: int, lines: Sequence[tuple[Placed, ...]], page: int) -> Cell:
    words = [item.word for line in lines for item in line]
    return Cell(
        row,
        col,
        "\n".join(joined(line) for line in lines),
        page,
        bbox=union_all([item.box for line in lines for item in line]),
        conf=min((word.conf for word in words), default=1.0),
        words=tuple(words),
    )
