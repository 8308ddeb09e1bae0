"""Running text in a frame: a shaded or framed paragraph that was read as a table is lines again.

White or grey rectangles behind lines, and boxes drawn round a paragraph, give a grid whose rows
are the printed lines and whose cells are pieces of one line. In a table a row is a record; here a
row goes on in the next one in the middle of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.types import BBox, Block, Cell, Line, Page, Table, union_all

__all__ = ["is_running_text", "unboxed"]

_CLOSED = re.compile(r"[.;:!?…]\W*$")
_RUNS_ON = 0.4
"""Share of the rows that must go on in the next one in the middle of a sentence."""
_ONE_CELL = 0.6
"""Share of the rows that must be one piece."""
_WORDS = 12
"""Words of a single framed cell from which on it is a paragraph."""


def unboxed(page: Page) -> Page:
    """Return the page with every framed running text as lines."""
    if not any(is_running_text(table) for table in page.tables):
        return page
    blocks: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Table) and is_running_text(block):
            blocks += _lines(block)
        else:
            blocks.append(block)
    return replace(page, blocks=tuple(blocks))


def is_running_text(table: Table) -> bool:
    """Say whether a table is no table but running text in a frame."""
    rows = [_filled(table, r) for r in range(table.n_rows)]
    rows = [row for row in rows if row]
    if not rows:
        return False
    if len(rows) == 1:
        text = rows[0][0].text
        return len(rows[0]) == 1 and table.n_rows == 1 and _is_paragraph(text)
    if any("\n" in cell.text.strip() for row in rows for cell in row):
        return False
    single = sum(len(row) == 1 for row in rows) / len(rows)
    texts = [" ".join(cell.text for cell in row) for row in rows]
    pairs = zip(texts, texts[1:], strict=False)
    on = sum(_goes_on(before, after) for before, after in pairs) / (len(rows) - 1)
    return single >= _ONE_CELL and on >= _RUNS_ON and len(" ".join(texts).split()) >= _WORDS


def _filled(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.cells if cell.row == row and cell.text.strip()]


def _is_paragraph(text: str) -> bool:
    return len(text.split()) >= _WORDS and text.rstrip().endswith((".", "./.", ";", ":"))


def _goes_on(before: str, after: str) -> bool:
    first = after.lstrip()[:1]
    return not _CLOSED.search(before) and (first.islower() or first.isdigit())


def _lines(table: Table) -> list[Line]:
    lines: list[Line] = []
    for r in range(table.n_rows):
        row = sorted(_filled(table, r), key=lambda c: c.col)
        if not row:
            continue
        if len(row) == 1:
            lines += [_line(row, text) for text in row[0].text.split("\n") if text.strip()]
        else:
            lines.append(_line(row, " ".join(" ".join(c.text.split()) for c in row)))
    return lines


def _line(row: list[Cell], text: str) -> Line:
    raw = " ".join(" ".join(c.raw.split()) for c in row)
    boxes: list[BBox] = [c.bbox for c in row if c.bbox is not None]
    same = " ".join(text.split()) == " ".join(" ".join(c.text.split()) for c in row)
    return Line(
        text,
        row[0].page,
        union_all(boxes),
        min(c.conf for c in row),
        words=tuple(w for c in row for w in c.words) if same else (),
        raw=raw if same else text,
        changes=row[0].changes if len(row) == 1 and same else (),
    )
