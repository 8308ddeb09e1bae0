"""Builders of tables, lines and pages from plain rows of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractors.types import BBox, Block, Cell, Line, Page, Table, TableMethod

Rows = Sequence[Sequence[str]]


def build_table(
    rows: Rows,
    *,
    page: int = 1,
    method: TableMethod = "ruled",
    edges: Sequence[float] = (),
    top: float = 100.0,
    spans: dict[tuple[int, int], tuple[int, int]] | None = None,
) -> Table:
    """A table whose cells sit in rows 20 points high; ``spans`` maps (row, col) to (rows, cols)."""
    n_cols = max(len(row) for row in rows)
    spans = spans or {}
    covered = {
        (r + i, c + j)
        for (r, c), (height, width) in spans.items()
        for i in range(height)
        for j in range(width)
        if (i, j) != (0, 0)
    }
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if (r, c) in covered:
                continue
            height, width = spans.get((r, c), (1, 1))
            box = None
            if edges:
                box = BBox(edges[c], top + 20 * r, edges[c + width], top + 20 * (r + height))
            cells.append(Cell(r, c, text, page, rowspan=height, colspan=width, bbox=box))
    bbox = BBox(edges[0], top, edges[-1], top + 20 * len(rows)) if edges else None
    return Table(page, len(rows), n_cols, tuple(cells), method, bbox=bbox, col_edges=tuple(edges))


def build_page(
    number: int, *blocks: Block | str, width: float = 595.0, height: float = 842.0
) -> Page:
    """A page; a string is a line of text without a box."""
    made = tuple(Line(b, number) if isinstance(b, str) else b for b in blocks)
    return Page(number, width, height, "ocr" if width else "text", made)


@pytest.fixture
def table_of() -> Callable[..., Table]:
    return build_table


@pytest.fixture
def page_of() -> Callable[..., Page]:
    return build_page
