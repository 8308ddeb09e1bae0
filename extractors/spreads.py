"""Two pages on one sheet made one ``Page``: the left one's blocks first, all boxes on the sheet."""

from __future__ import annotations

from dataclasses import replace

from extractors.turned import map_page
from extractors.types import BBox, Page, Table

__all__ = ["TWO_PAGES", "on_facing_pages", "one_sheet"]

TWO_PAGES = "two_pages"
"""Flag of a page that is a sheet with two; columns (``col_edges``) are those of the page's own."""


def one_sheet(left: Page, right: Page) -> Page | None:
    """Return the sheet that holds two pages side by side; None if they do not stand alike.

    Args:
        left: what stands at the left as displayed, its boxes its own.
        right: what stands at the right.
    """
    if left.rotation != right.rotation or left.rotation % 180:
        return None
    first, second = (right, left) if left.rotation else (left, right)
    moved = map_page(second, lambda box: _moved(box, first.width))
    kept = tuple(
        replace(block, col_edges=own.col_edges)
        if isinstance(block, Table) and isinstance(own, Table)
        else block
        for block, own in zip(moved.blocks, second.blocks, strict=True)
    )
    return replace(
        first,
        width=first.width + second.width,
        height=max(first.height, second.height),
        blocks=first.blocks + kept,
        skew=(first.skew + second.skew) / 2,
        flags=tuple(dict.fromkeys((*first.flags, *second.flags, TWO_PAGES))),
    )


def on_facing_pages(table: Table, fragment: Table) -> bool:
    """Say whether a table ends at the left of the sheet on whose right a fragment stands."""
    page, box = fragment.page, fragment.bbox
    ends = [b.x1 for cell in table.cells for at, b in cell.parts if b is not None and at == page]
    return box is not None and bool(ends) and max(ends) <= box.x0


def _moved(box: BBox, by: float) -> BBox:
    return BBox(box.x0 + by, box.y0, box.x1 + by, box.y1)
