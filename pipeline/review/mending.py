"""Fix once: the rows of an offer that a person chose, mended together and taken back together."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from pipeline.dataset import reviewing
from pipeline.dataset.store import Store
from pipeline.edits.events import Event
from pipeline.review.alike import Offer, Target

__all__ = ["mend", "undo_batch"]


def mend(store: Store, offer: Offer, item_ids: Iterable[str], who: str) -> str:
    """Mend those rows of an offer that a person chose; return the name of the batch.

    One transaction: either all of them are mended or none.
    """
    batch, chosen = uuid4().hex, set(item_ids)
    by_document: dict[str, list[Event]] = {}
    for target in offer.targets:
        if target.item.item_id in chosen:
            said = _edit(target, who, batch)
            by_document.setdefault(said.document_id, []).append(said)
    with store.writing() as connection:
        for document_id in sorted(by_document):
            reviewing.append(connection, by_document[document_id])
    return batch


def _edit(target: Target, who: str, batch: str) -> Event:
    item, (before, after) = target.item, (target.before, target.after)
    return Event(item.document_id, "edit", item.item_id, before, after, who, batch=batch)


def undo_batch(store: Store, batch: str, who: str) -> int:
    """Take back a whole batch; return how many rows it was."""
    with store.writing() as connection:
        said = reviewing.events_of_batch(connection, batch)
        for document_id in sorted({event.document_id for event in said}):
            own = [event for event in said if event.document_id == document_id]
            undo = [Event(document_id, "undo", e.item_id, who=who, undoes=e.seq) for e in own]
            reviewing.append(connection, undo)
    return len(said)
