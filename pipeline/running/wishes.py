"""How people want single pages read: kept in the dataset, heeded by every later run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from pipeline.dataset.store import Store, forget_how_made
from pipeline.dataset.tables import page_settings

__all__ = ["NO_WISH", "PageWish", "Wishes", "keep_wish", "wishes_of"]


@dataclass(frozen=True, slots=True)
class PageWish:
    """How a person wants one page read, against what the program would do by itself.

    Attributes:
        engine: name of the engine; "" for the run's.
        force_ocr: recognise the picture even if there is a text layer.
        turn: degrees clockwise to turn the page by; None lets the program find out.
    """

    engine: str = ""
    force_ocr: bool = False
    turn: int | None = None


NO_WISH = PageWish()

Wishes = Mapping[str, Mapping[int, PageWish]]
"""Wishes by document_id and page number."""


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
