"""What a screen shows of one document: its header, rows, pages and conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import sqlalchemy as sa

from pipeline.dataset import reviewing
from pipeline.dataset.reviewing import RowReview
from pipeline.dataset.rows import rows_of
from pipeline.dataset.tables import documents, items, pages, read_items
from pipeline.edits.events import Event, in_force, redoable, undoable
from pipeline.edits.replay import Conflict
from pipeline.errors import ExitCode, RunError
from pipeline.model import Document, Item, PageText

__all__ = ["NotThereError", "Row", "View", "document_of", "view_of"]


class NotThereError(RunError):
    """The document or row asked for is not in the dataset (any more)."""

    exit_code = ExitCode.USAGE

    def __init__(self, what: str) -> None:
        super().__init__(f"Không còn {what} trong bộ dữ liệu. Hãy tải lại trang.")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it counts and what is to be said of it.

    ``rejected`` rows are no items; of those ``merged_into`` names the row that took them in.
    """

    item: Item
    review: RowReview
    rejected: bool = False
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A document on the desk.

    Attributes:
        document: header as it counts.
        rows: in reading order, those thrown out behind the others.
        pages: one per page, without its text.
        conflicts: what people and a later reading disagree on.
        seq: number of the last event about the document; 0 if there is none.
        header_state: "", edited or accepted.
        can_undo, can_redo: whether there is something to take back or give back.
    """

    document: Document
    rows: tuple[Row, ...]
    pages: tuple[PageText, ...]
    conflicts: tuple[Conflict, ...]
    seq: int
    header_state: str
    can_undo: bool
    can_redo: bool


def document_of(connection: sa.Connection, document_id: str) -> Document:
    """Return a document's row.

    Raises:
        NotThereError: there is none.
    """
    own = (documents.c.document_id == document_id) & (documents.c.status != "duplicate")
    found = rows_of(connection, documents, Document, own)
    if not found:
        raise NotThereError("văn bản này")
    return found[0]


def view_of(connection: sa.Connection, document_id: str) -> View:
    """Return a document with all its rows.

    Raises:
        NotThereError: there is none.
    """
    document = document_of(connection, document_id)
    here = items.c.document_id == document_id
    counting = rows_of(connection, items, Item, here, [items.c.position])
    reviews = reviewing.reviews_of(connection, document_id)
    said = reviewing.events_of(connection, document_id)
    rows = [Row(item, reviews[item.item_id]) for item in counting]
    rows += _thrown_out(connection, document_id, reviews, said)
    return View(
        document,
        tuple(rows),
        tuple(_pages(connection, document_id)),
        tuple(reviewing.conflicts_of(connection, document_id)),
        said[-1].seq if said else 0,
        _header_state(said),
        undoable(said) is not None,
        redoable(said) is not None,
    )


def _header_state(said: Sequence[Event]) -> str:
    about = [event for event in in_force(said) if event.op in ("header", "accept_header")]
    if not about:
        return ""
    return "accepted" if about[-1].op == "accept_header" else "edited"


def _thrown_out(
    connection: sa.Connection,
    document_id: str,
    reviews: Mapping[str, RowReview],
    said: Sequence[Event],
) -> list[Row]:
    """Return the rows that are no items, as the program read them."""
    out = [item_id for item_id, row in reviews.items() if row.state == "rejected"]
    if not out:
        return []
    where = (read_items.c.document_id == document_id) & read_items.c.item_id.in_(out)
    found = rows_of(connection, read_items, Item, where, [read_items.c.position])
    into = {event.seq: event.item_id for event in said if event.op == "merge"}
    return [
        Row(item, row, rejected=True, merged_into=into.get(row.seq, ""))
        for item in found
        if (row := reviews[item.item_id])
    ]


def _pages(connection: sa.Connection, document_id: str) -> Iterable[PageText]:
    """Return the pages of a document without their texts, which may be long."""
    wanted = [
        sa.literal("").label(f.name) if f.name in ("text", "raw_text") else pages.c[f.name]
        for f in fields(PageText)
    ]
    query = sa.select(*wanted).where(pages.c.document_id == document_id).order_by(pages.c.page)
    return [PageText(*row) for row in connection.execute(query)]
