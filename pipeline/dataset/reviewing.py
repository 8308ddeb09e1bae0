"""What people said of a document, in the dataset: events kept, and laid over what was read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from pipeline.dataset.rows import insert_rows, rows_of, values_of
from pipeline.dataset.tables import (
    conflicts,
    documents,
    events,
    items,
    read_documents,
    read_items,
    review,
)
from pipeline.edits.attention import CONFLICT, Attention, attention
from pipeline.edits.events import Event, checked, in_force
from pipeline.edits.matching import matched
from pipeline.edits.replay import Conflict, Replayed, ReviewedRow, replay
from pipeline.errors import RowChangedError
from pipeline.model import Document, Item

FIRST_ADDED: Final = 100_000
"""Numbers of rows people add start here: above those the program gives (a plan has hundreds)."""

READ_TABLES: Final = (read_documents, read_items, conflicts)
"""Tables that hold something of a document only after people touched it."""


def lay_over(connection: sa.Connection, document: Document, rows: Sequence[Item]) -> None:
    """Write a document's new reading, with what people said laid over it.

    Untouched documents are written as they are. For touched ones rows keep the ids of the rows
    they were before, so that events find them.
    """
    said = events_of(connection, document.document_id)
    if not said:
        _clear(connection, document.document_id)
        insert_rows(connection, documents, [document])
        _write(connection, [ReviewedRow(item, item) for item in rows], ())
        return
    old = _read_rows(connection, document.document_id)
    added = [item_id for event in said for item_id in event.touches() if item_id]
    found = matched(old, rows, taken=added)
    _keep_reading(connection, document, found.items, found.gone)
    _show(connection, replay(document, found.items, said, found.gone))


def append(
    connection: sa.Connection, new: Sequence[Event], expect: int | None = None
) -> list[Event]:
    """Keep events of one document and show the dataset as it counts with them.

    Args:
        connection: in a transaction that writes.
        new: events of one document, in order; ``seq``, ``at`` and the id of a row that is added
            or split off are given here.
        expect: ``seq`` of the last event the writer knows of for the rows touched (0: none).
            None writes without asking.

    Returns:
        the events as kept.

    Raises:
        RowChangedError: somebody else touched one of the rows since.
        BadEventError: an event names a field or an operation that does not exist.
    """
    document_id = new[0].document_id
    lock(connection, document_id)
    said = events_of(connection, document_id)
    if expect is not None:
        _refuse_stale(said, new, expect)
    if not said:
        _begin_review(connection, document_id)
    known = list(said)
    for event in new:
        known.append(_insert_event(connection, checked(_numbered(event, known))))
    _show_again(connection, document_id, known)
    return known[len(said) :]


def _numbered(event: Event, said: Sequence[Event]) -> Event:
    """Return the event with an id for the row it makes, which was never given before."""
    if event.op == "add" and not event.item_id:
        new_id = _next_id(event.document_id, said)
        return replace(event, item_id=new_id, after={**event.after, "item_id": new_id})
    if event.op == "split" and "item_id" not in event.after["new"]:
        new = {**event.after["new"], "item_id": _next_id(event.document_id, said)}
        return replace(event, after={**event.after, "new": new})
    return event


def _next_id(document_id: str, said: Sequence[Event]) -> str:
    used = [int(i.split("-")[1]) for event in said for i in event.touches() if i]
    return f"{document_id[:12]}-{max([FIRST_ADDED - 1, *used]) + 1}"


def _show_again(connection: sa.Connection, document_id: str, said: Sequence[Event]) -> None:
    """Write a touched document's rows anew from what was read and what was said."""
    found = rows_of(
        connection, read_documents, Document, read_documents.c.document_id == document_id
    )
    if found:
        rows = _read_rows(connection, document_id, gone=False)
        gone = _read_rows(connection, document_id, gone=True)
        _show(connection, replay(found[0], rows, said, gone))


def events_of(connection: sa.Connection, document_id: str) -> list[Event]:
    """Return everything people said of a document, in order."""
    query = sa.select(events).where(events.c.document_id == document_id).order_by(events.c.seq)
    return [event_of(row) for row in connection.execute(query)]


def events_of_batch(connection: sa.Connection, batch: str) -> list[Event]:
    """Return the events in force of one "mend everywhere", in order."""
    query = sa.select(events.c.document_id).where(events.c.batch == batch).distinct()
    found = []
    for document_id in sorted(connection.execute(query).scalars()) if batch else ():
        found += [e for e in in_force(events_of(connection, document_id)) if e.batch == batch]
    return found


def event_of(row: Any) -> Event:
    """Return the event that a row of the table holds."""
    return Event(
        document_id=row.document_id,
        op=row.op,
        item_id=row.item_id,
        before=json.loads(row.before),
        after=json.loads(row.after),
        who=row.who,
        at=row.at,
        batch=row.batch,
        undoes=row.undoes,
        seq=row.seq,
    )


def carry_over(connection: sa.Connection, old: str, new: str) -> None:
    """Let what people said of a file's earlier bytes speak of its new ones.

    Rows are known by their number in the document; the new reading is matched when it is written.
    """
    said = events_of(connection, old)
    if not said or events_of(connection, new):
        return
    numbers: dict[int, int] = {}
    for event in said:
        moved = _moved(event, new, numbers)
        numbers[event.seq] = _insert_event(connection, moved).seq
    rows = [
        replace(row, item_id=_under(row.item_id, new), document_id=new)
        for row in _read_rows(connection, old)
    ]
    insert_rows(
        connection, read_items, rows, [{"position": i, "gone": 0} for i in range(len(rows))]
    )
    left = sa.select(sa.func.count()).where(documents.c.document_id == old)
    if not connection.scalar(left):
        connection.execute(sa.delete(events).where(events.c.document_id == old))


def move(connection: sa.Connection, document_id: str, old: str, new: str) -> None:
    """Let a document's row at ``old``, its items and what is kept of them name ``new``.

    A duplicate's row at ``new`` gives way; other duplicates are those of ``new`` now.
    """
    same = documents.c.document_id == document_id
    connection.execute(sa.delete(documents).where(same, documents.c.source == new))
    for table in (documents, read_documents, items, read_items):
        here = (table.c.document_id == document_id) & (table.c.source == old)
        connection.execute(sa.update(table).where(here).values(source=new))
    copies = same & (documents.c.status == "duplicate")
    connection.execute(sa.update(documents).where(copies).values(flags=f"duplicate_of:{new}"))


def _moved(event: Event, document_id: str, numbers: dict[int, int]) -> Event:
    """Return the event as said of another document: ids by its hash, undo by new numbers."""
    after = dict(event.after)
    if event.op == "split":
        new = {**after["new"], "item_id": _under(after["new"]["item_id"], document_id)}
        after["new"] = new
    if event.op == "merge":
        after["absorbed"] = [_under(item_id, document_id) for item_id in after["absorbed"]]
    if event.op == "add":
        after |= {"item_id": _under(after["item_id"], document_id)}
        after |= {"after": _under(after.get("after", ""), document_id)}
    return replace(
        event,
        document_id=document_id,
        item_id=_under(event.item_id, document_id),
        after=after,
        undoes=numbers.get(event.undoes, 0),
    )


def _under(item_id: str, document_id: str) -> str:
    return f"{document_id[:12]}-{item_id.split('-', 1)[1]}" if item_id else ""


def lock(connection: sa.Connection, document_id: str) -> None:
    """Let no other writer in for this document until the transaction ends.

    SQLite took its only write lock at BEGIN.
    """
    if connection.dialect.name == "postgresql":
        number = int(document_id[:15], 16)  # 60 bits: fits the server's signed 64
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def _refuse_stale(said: Sequence[Event], new: Sequence[Event], expect: int) -> None:
    touched = {item_id for event in new for item_id in event.touches()}
    by_seq = {event.seq: event for event in said}
    touched |= {
        item_id
        for event in new
        if event.op == "undo" and event.undoes in by_seq
        for item_id in by_seq[event.undoes].touches()
    }
    for event in reversed(said):
        if event.seq <= expect:
            return
        if touched & set(event.touches()):
            raise RowChangedError(event.who, event.at)


def _begin_review(connection: sa.Connection, document_id: str) -> None:
    """Keep what the program read, at the first event."""
    own = (documents.c.document_id == document_id) & (documents.c.status != "duplicate")
    for document in rows_of(connection, documents, Document, own)[:1]:
        rows = rows_of(
            connection, items, Item, items.c.document_id == document_id, [items.c.position]
        )
        _keep_reading(connection, document, rows, ())


def _keep_reading(
    connection: sa.Connection, document: Document, rows: Sequence[Item], gone: Sequence[Item]
) -> None:
    for table in (read_documents, read_items):
        connection.execute(sa.delete(table).where(table.c.document_id == document.document_id))
    insert_rows(connection, read_documents, [document])
    both = [*rows, *gone]
    marks = [{"position": i, "gone": int(i >= len(rows))} for i in range(len(both))]
    insert_rows(connection, read_items, both, marks)


def _read_rows(connection: sa.Connection, document_id: str, gone: bool | None = None) -> list[Item]:
    """Return the rows as read, in reading order; of those gone only, of the others, or all."""
    where = read_items.c.document_id == document_id
    if gone is not None:
        where &= read_items.c.gone == int(gone)
    return rows_of(connection, read_items, Item, where, [read_items.c.position])


def _insert_event(connection: sa.Connection, event: Event) -> Event:
    at = event.at or datetime.now(UTC).isoformat(timespec="milliseconds")
    values = values_of(replace(event, at=at)) | {
        "before": json.dumps(dict(event.before), ensure_ascii=False),
        "after": json.dumps(dict(event.after), ensure_ascii=False),
    }
    del values["seq"]
    done = connection.execute(sa.insert(events).returning(events.c.seq), [values])
    return replace(event, at=at, seq=int(done.scalar_one()))


def _clear(connection: sa.Connection, document_id: str) -> None:
    for table in (items, review, conflicts):
        connection.execute(sa.delete(table).where(table.c.document_id == document_id))


def _show(connection: sa.Connection, shown: Replayed) -> None:
    """Write the rows that count."""
    document = shown.document
    _clear(connection, document.document_id)
    here = (documents.c.document_id == document.document_id) & (
        documents.c.source == document.source
    )
    connection.execute(sa.delete(documents).where(here))
    insert_rows(connection, documents, [document])
    _write(connection, [*shown.rows, *shown.rejected], shown.conflicts)
    if shown.conflicts:
        connection.execute(
            sa.insert(conflicts),
            [values_of(c) | {"document_id": document.document_id} for c in shown.conflicts],
        )


def _write(
    connection: sa.Connection, rows: Sequence[ReviewedRow], found: Iterable[Conflict]
) -> None:
    counting = [row.item for row in rows if row.state != "rejected"]
    insert_rows(connection, items, counting, [{"position": i} for i in range(len(counting))])
    disputed = {conflict.item_id for conflict in found}
    values = [_review_values(row, row.item.item_id in disputed) for row in rows]
    if values:
        connection.execute(sa.insert(review), values)


def _review_values(row: ReviewedRow, disputed: bool) -> dict[str, Any]:
    found = attention(row.read) if row.read else Attention((), 0.0)
    if row.state in ("accepted", "rejected", "added"):
        found = replace(found, urgency=0.0)
    if disputed:
        found = Attention((CONFLICT, *found.reasons), 1.0)
    return {
        "item_id": row.item.item_id,
        "document_id": row.item.document_id,
        "state": row.state,
        "seq": row.seq,
        "reasons": ";".join(found.reasons),
        "urgency": found.urgency,
        "corrected": ";".join(row.corrected),
    }


def fill(connection: sa.Connection) -> None:
    """Make what is known of each row for review, in a dataset of a version that kept less."""
    touched = set(connection.execute(sa.select(events.c.document_id).distinct()).scalars())
    for document_id in list(
        connection.execute(sa.select(items.c.document_id).distinct()).scalars()
    ):
        if document_id in touched:
            _show_again(connection, document_id, events_of(connection, document_id))
            continue
        here = items.c.document_id == document_id
        rows = rows_of(connection, items, Item, here, [items.c.position])
        connection.execute(sa.delete(review).where(review.c.document_id == document_id))
        values = [_review_values(ReviewedRow(item, item), disputed=False) for item in rows]
        connection.execute(sa.insert(review), values)


@dataclass(frozen=True, slots=True)
class RowReview:
    """What the table ``review`` says of a row."""

    item_id: str
    document_id: str
    state: str
    seq: int
    reasons: str
    urgency: float
    corrected: str


def reviews_of(connection: sa.Connection, document_id: str) -> dict[str, RowReview]:
    """Return why and whether the rows of a document were looked at, by item_id."""
    found = rows_of(connection, review, RowReview, review.c.document_id == document_id)
    return {row.item_id: row for row in found}


def conflicts_of(connection: sa.Connection, document_id: str) -> list[Conflict]:
    """Return what people and a later reading disagree on."""
    return rows_of(
        connection, conflicts, Conflict, conflicts.c.document_id == document_id, [conflicts.c.seq]
    )
