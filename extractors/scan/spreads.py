"""Two pages on one sheet made one ``Page``: the left one's blocks first, all boxes on the sheet."""

from __future__ import annotations

from dataclasses import replace

from extractors.turned import map_page
from extractors.types import TWO_PAGES, BBox, Page, Table

__all__ = ["one_sheet", "shifted"]


def one_sheet(left: Page, right: Page) -> Page | None:
    """Return the sheet that holds two pages side by side; None if they do not stand alike.

    Args:
        left: what stands at the left as displayed, its boxes its own.
        right: what stands at the right.
    """
    if left.rotation != right.rotation or left.rotation % 180:
        return None
    first, second = (right, left) if left.rotation else (left, right)
    moved = map_page(second, lambda box: shifted(box, first.width))
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


def shifted(box: BBox, by: float) -> BBox:
    """Return the box ``by`` points further to the right."""
    return BBox(box.x0 + by, box.y0, box.x1 + by, box.y1)
