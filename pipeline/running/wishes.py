"""How people want single pages read: kept in the dataset, heeded by every later run."""

from __future__ import annotations

import json
from dataclasses import asdict

import sqlalchemy as sa

from pipeline.dataset.store import Store, forget_how_made
from pipeline.dataset.tables import page_settings
from pipeline.running.page_wish import NO_WISH, PageWish, Wishes

__all__ = ["keep_wish", "wishes_of"]


def wishes_of(store: Store) -> Wishes:
    """Return every wish the dataset holds."""
    found: dict[str, dict[int, PageWish]] = {}
    with store.reading() as connection:
        for row in connection.execute(sa.select(page_settings)):
            found.setdefault(row.document_id, {})[row.page] = PageWish(**json.loads(row.settings))
    return found


def keep_wish(store: Store, document_id: str, page: int, wish: PageWish) -> None:
    """Keep how a page is to be read; the next run reads it so, and makes the rows anew.

    ``NO_WISH`` takes an earlier one away.
    """
    with store.writing(changes_rows=False) as connection:
        here = (page_settings.c.document_id == document_id) & (page_settings.c.page == page)
        connection.execute(sa.delete(page_settings).where(here))
        if wish != NO_WISH:
            values = {
                "document_id": document_id,
                "page": page,
                "settings": json.dumps(asdict(wish)),
            }
            connection.execute(sa.insert(page_settings), [values])
        forget_how_made(connection, document_id)
