"""The truth of a printed plan as JSON: document, items, running text, tables."""

from __future__ import annotations

from typing import Any

from samples.generator.model import Plan, TableBlock
from samples.generator.printed import Fragment, Printed


def truth(plan: Plan, printed: Printed | None, group: str) -> dict[str, Any]:
    """Return what is true of a plan.

    ``items`` hold the columns of the dataset that the plan tells, with the page they begin on and
    their row of the table (header included); ``text`` is a list of lines per page, "" pages for
    files without pages; ``tables`` hold rows of cells with spans, the pages they stand on and, for
    tables with a look, ``fragments`` (box in points, origin top left, and cells of each page's
    part) and ``items`` (numbers of the items that are its rows).
    """
    return {
        "group": group,
        "document": plan.document,
        "items": [
            {**item.values, "page": _page(printed, item.at), "row": item.at[1]}
            for item in plan.items
        ],
        "text": _pages(plan, printed),
        "tables": [
            _table(block, index, printed) | _parts(plan, index, printed)
            for index, block in enumerate(plan.blocks)
            if isinstance(block, TableBlock)
        ],
    }


def _page(printed: Printed | None, at: tuple[int, int]) -> int:
    if printed is None:
        return 1
    block, row = at
    pages = [min(found) for key, found in printed.lines.items() if key[:2] == (block, row)]
    return min(pages, default=1)


def _pages(plan: Plan, printed: Printed | None) -> list[list[str]]:
    if printed is None:
        return []
    pages: list[list[str]] = [[] for _ in range(printed.pages)]
    for _, by_page in sorted(printed.lines.items()):
        for page, lines in by_page.items():
            pages[page - 1] += [line for line in lines if line.strip()]
    return pages


def _table(block: TableBlock, index: int, printed: Printed | None) -> dict[str, Any]:
    rows = [
        [
            None
            if cell is None
            else {"text": cell.text, "rowspan": cell.rowspan, "colspan": cell.colspan}
            for cell in row
        ]
        for row in block.rows
    ]
    pages: list[int] = [1]
    broken: list[int] = []
    if printed is not None:
        by_row = [
            sorted({p for k, found in printed.lines.items() if k[:2] == (index, r) for p in found})
            for r in range(len(block.rows))
        ]
        pages = sorted({page for found in by_row[block.header_rows :] for page in found})
        broken = [r for r, found in enumerate(by_row) if r >= block.header_rows and len(found) > 1]
    return {"pages": pages, "header_rows": block.header_rows, "rows": rows, "broken_rows": broken}


def _parts(plan: Plan, index: int, printed: Printed | None) -> dict[str, Any]:
    """Return the parts of a table with a look, and the numbers of its items."""
    parts = [f for f in printed.fragments if f.block == index] if printed is not None else []
    if not parts:
        return {}
    items = [number for number, item in enumerate(plan.items) if item.at[0] == index]
    return {"fragments": [_fragment(part) for part in parts], "items": items}


def _fragment(part: Fragment) -> dict[str, Any]:
    return {
        "page": part.page,
        "bbox": list(part.bbox),
        "header_rows": part.header_rows,
        "cut": part.cut,
        "cells": [cell._asdict() for cell in part.cells],
    }
