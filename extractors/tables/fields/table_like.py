"""Does what was read in a guessed grid read as a table, or as prose set in columns?"""

from __future__ import annotations

from extractors.tables.fields.columns import count_header_rows
from extractors.types import Table
from extractors.wording.content import is_row_key
from extractors.wording.frames import has_frame_text, is_layout

__all__ = ["is_table"]

_LEAST_COLUMNS, _SURE_COLUMNS = 3, 4
"""Columns of a table without titles whose rows are numbered, at least, and of one without either:
prose is set in two."""

_KEYED = 0.5
"""Share of the rows that are numbered, at least, in a table without titles."""

_RULED = 0.8
"""Confidence of a grid between drawn lines."""

_FULL_CELLS, _FULL_ROWS = 3, 0.5
"""Texts of a full row, at least, and the share of the rows of several texts that are full."""


def is_table(table: Table) -> bool:
    """Say whether what was read in a region reads as a table and not as prose set in columns.

    A table has a row of titles, or numbers its rows, or has lines drawn, or has many columns of
    short texts; one of two columns has titles. Letterheads, signatures and lists of recipients are
    none. One row is a table if it is numbered, stands between rulings or is one of titles.
    """
    rows = [row for row in table.text_rows() if any(text.strip() for text in row)]
    titled = count_header_rows(table) > 0
    if len(rows) == 1 and table.n_cols >= _SURE_COLUMNS:
        texts = [text.strip() for text in rows[0] if text.strip()]
        counted = is_row_key(rows[0][0].strip()) and len(texts) >= _SURE_COLUMNS
        return counted or titled or (table.confidence >= _RULED and len(texts) > 1)
    if len(rows) < 2 or table.n_cols < 2:
        return False
    text = "\n".join(cell for row in rows for cell in row)
    bordered = table.confidence >= _RULED or (None if titled else False)
    if has_frame_text(text) or is_layout(rows, bordered=bordered):
        return False
    if titled:
        return True
    if table.n_cols < _LEAST_COLUMNS:
        return False
    keys = [row[0].strip() for row in rows]
    numbered = sum(is_row_key(key) for key in keys)
    if numbered >= max(1, _KEYED * len(rows)) and table.n_cols >= _LEAST_COLUMNS:
        return True
    filled = [n for row in rows if (n := sum(bool(text.strip()) for text in row)) > 1]
    full = sum(n >= _FULL_CELLS for n in filled)
    return table.n_cols >= _SURE_COLUMNS and full >= max(2, _FULL_ROWS * len(filled))
