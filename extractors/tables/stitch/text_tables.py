"""What converters to text do to tables, undone: broken rows, section rows and slid headers.

A row that was one merged cell comes out as a line without separators; a header of two levels as a
second row that has lost the cells over it; a page break as a row without its first cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.tables.fields.columns import map_columns
from extractors.tables.stitch.joints import is_continued, join_cells
from extractors.types import Cell, Line, Table, cell_of
from extractors.wording.sections import context_of, is_section_row, is_section_text
from extractors.wording.titles import title_scores

__all__ = ["is_section_line", "mend_header", "mend_rows", "with_sections"]

_FEWEST_TITLES = 4
"""Titles over a slid second level, at least: number, matter, time and owner; fewer are two rows."""


def is_section_line(line: Line) -> bool:
    """Say whether a line may be a section row of the table around it ("MỨC 2")."""
    found = context_of(line.text)
    return bool(found.level or found.standard) and is_section_text(line.text)


def with_sections(table: Table, lines: Sequence[Line]) -> Table:
    """Return the table with lines added below as rows of one cell each."""
    cells = [
        cell_of(line, table.n_rows + n, 0, colspan=table.n_cols) for n, line in enumerate(lines)
    ]
    return replace(table, cells=(*table.cells, *cells), n_rows=table.n_rows + len(cells))


def mend_header(table: Table) -> Table:
    """Put the second level of a header ("Bắt đầu", "Hoàn thành") under its time column.

    Only for flattened tables, whose second header row has slid to the left.
    """
    if table.method != "flattened" or table.n_rows < 2:
        return table
    top = [c for c in table.cells if c.row == 0 and c.text.strip()]
    low = [c for c in table.cells if c.row == 1 and c.text.strip()]
    if [c.col for c in low] != [0, 1] or len(top) < _FEWEST_TITLES or not _is_pair(low):
        return table
    over = next((c.col for c in top if _names(c.text) == "deadline"), None)
    if over is None:
        return table
    header = [
        replace(c, col=c.col + (c.col > over), colspan=2 if c.col == over else 1) for c in top
    ] + [replace(c, col=over + n) for n, c in enumerate(low)]
    body = [c for c in table.cells if c.row > 1]
    n_cols = max(table.n_cols, max(c.col + c.colspan for c in header))
    return replace(table, cells=(*header, *body), n_cols=n_cols)


def _is_pair(cells: Sequence[Cell]) -> bool:
    names = [_names(c.text) for c in cells]
    return names[0] == "start" and names[1] in ("end", "deadline")


def _names(title: str) -> str:
    scores = title_scores(title)
    return max(scores, key=lambda name: scores[name]) if scores else ""


def mend_rows(table: Table) -> Table:
    """Join rows broken inside a table of a text source, where nothing marks the page breaks."""
    if table.method != "flattened":
        return table
    fields = map_columns(table).fields
    rows: list[dict[int, Cell]] = []
    for r in range(table.n_rows):
        row = {cell.col: cell for cell in table.cells if cell.row == r}
        if r > (table.header_rows or 0) and _goes_on(rows[-1], row, fields):
            rows[-1] = {
                c: join_cells(rows[-1][c], row[c]) if c in rows[-1] and c in row else cell
                for c, cell in {**row, **rows[-1]}.items()
            }
        else:
            rows.append(row)
    if len(rows) == table.n_rows or any(c.rowspan > 1 for c in table.cells):
        return table
    cells = tuple(replace(row[c], row=r) for r, row in enumerate(rows) for c in sorted(row))
    flags = dict.fromkeys((*table.flags, "joined_row"))
    return replace(table, cells=cells, n_rows=len(rows), flags=tuple(flags))


def _goes_on(
    above: Mapping[int, Cell], below: Mapping[int, Cell], fields: tuple[str | None, ...]
) -> bool:
    """Say whether a row without a first cell is the rest of the row above it."""
    if 0 in below and below[0].text.strip():
        return False
    texts = [
        [row[c].text if c in row else "" for c in range(len(fields))] for row in (above, below)
    ]
    if is_section_row(texts[0]) or is_section_row(texts[1]):
        return False
    return is_continued(above, below, fields)
