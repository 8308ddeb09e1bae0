"""Where a row stands among the others of its document."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.edits.boxes import box_of
from pipeline.model import Item


def row_above(items: Sequence[Item], page: int, bbox: str) -> str:
    """Return the id of the row a box on a page stands behind; "" if it is the first.

    Args:
        items: rows in reading order.
        page: page of the box.
        bbox: the box in points, JSON; without one the row goes behind the last of its page.
    """
    box = box_of(bbox)
    above = ""
    for item in items:
        if item.page > page:
            break
        other = box_of(item.bbox)
        if item.page == page and box and other and other[1] > box[1]:
            break
        above = item.item_id
    return above
