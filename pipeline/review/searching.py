"""Find rows by words, with Vietnamese marks or without."""

from __future__ import annotations

import sqlalchemy as sa

from normalizers.text.unicode import fold, nfc
from pipeline.dataset.rows import rows_of
from pipeline.dataset.tables import items, review
from pipeline.model import Item


def found_items(
    connection: sa.Connection, text: str, *, with_marks: bool = False, limit: int = 200
) -> list[Item]:
    """Return rows that hold a text, in the order of files; see ``Desk.search``."""
    wanted = " ".join(nfc(text).lower().split())
    if not wanted:
        return []
    column = review.c.words if with_marks else review.c.folded
    pattern = column.contains(wanted if with_marks else fold(wanted), autoescape=True)
    ids = sa.select(review.c.item_id).where(pattern & (review.c.state != "rejected"))
    where = items.c.item_id.in_(ids.limit(limit))
    return rows_of(connection, items, Item, where, [items.c.source, items.c.position])
