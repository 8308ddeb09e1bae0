"""The tables of the dataset, once for SQLite and PostgreSQL (SQLAlchemy Core).

``documents``, ``items``, ``pages`` and ``changes`` have the columns of their row classes. What
people said stands in ``events``; ``read_items`` and ``read_documents`` keep what the program read
of documents that somebody touched; ``review`` says of every row why and whether it was looked at.
See docs/decisions/review-store.md.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

import sqlalchemy as sa

from pipeline.model import ChangeRow, Document, Item, PageText

metadata: Final = sa.MetaData()

TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Sorted by code point in both databases, so that exports are equal to the byte."""

_TYPES: Final[dict[str, Any]] = {
    "int": sa.BigInteger(),
    "int | None": sa.BigInteger(),
    "float": sa.Double(),
}


def _columns(cls: type[Any], key: tuple[str, ...]) -> list[sa.Column[Any]]:
    return [
        sa.Column(f.name, _TYPES.get(str(f.type), TEXT), primary_key=f.name in key)
        for f in fields(cls)
    ]


def _position() -> sa.Column[Any]:
    """Return the column of a row's place in its document, from 0 in reading order."""
    return sa.Column("position", sa.BigInteger(), nullable=False, server_default="0")


documents = sa.Table("documents", metadata, *_columns(Document, ("document_id", "source")))
items = sa.Table("items", metadata, *_columns(Item, ("item_id",)), _position())
pages = sa.Table("pages", metadata, *_columns(PageText, ("document_id", "page")))
changes = sa.Table("changes", metadata, *_columns(ChangeRow, ()))
meta = sa.Table(
    "meta", metadata, sa.Column("key", TEXT, primary_key=True), sa.Column("value", TEXT)
)

read_documents = sa.Table(
    "read_documents", metadata, *_columns(Document, ("document_id", "source"))
)
read_items = sa.Table(
    "read_items",
    metadata,
    *_columns(Item, ("item_id",)),
    _position(),
    sa.Column("gone", sa.BigInteger(), nullable=False, server_default="0"),
)
events = sa.Table(
    "events",
    metadata,
    sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    sa.Column("at", TEXT, nullable=False),
    sa.Column("who", TEXT, nullable=False),
    sa.Column("document_id", TEXT, nullable=False),
    sa.Column("item_id", TEXT, nullable=False),
    sa.Column("op", TEXT, nullable=False),
    sa.Column("before", TEXT, nullable=False),
    sa.Column("after", TEXT, nullable=False),
    sa.Column("batch", TEXT, nullable=False),
    sa.Column("undoes", sa.BigInteger(), nullable=False),
    sqlite_autoincrement=True,
)
conflicts = sa.Table(
    "conflicts",
    metadata,
    sa.Column("document_id", TEXT, nullable=False),
    sa.Column("item_id", TEXT, nullable=False),
    sa.Column("seq", sa.BigInteger(), nullable=False),
    sa.Column("field", TEXT, nullable=False),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("machine", TEXT, nullable=False),
    sa.Column("human", TEXT, nullable=False),
)
review = sa.Table(
    "review",
    metadata,
    sa.Column("item_id", TEXT, primary_key=True),
    sa.Column("document_id", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("seq", sa.BigInteger(), nullable=False),
    sa.Column("reasons", TEXT, nullable=False),
    sa.Column("urgency", sa.Double(), nullable=False),
    sa.Column("corrected", TEXT, nullable=False),
)
page_settings = sa.Table(
    "page_settings",
    metadata,
    sa.Column("document_id", TEXT, primary_key=True),
    sa.Column("page", sa.BigInteger(), primary_key=True),
    sa.Column("settings", TEXT, nullable=False),
)

sa.Index("ix_items_document", items.c.document_id, items.c.position)
sa.Index("ix_items_source", items.c.source)
sa.Index("ix_documents_source", documents.c.source)
sa.Index("ix_changes_document", changes.c.document_id)
sa.Index("ix_read_items_document", read_items.c.document_id, read_items.c.position)
sa.Index("ix_events_document", events.c.document_id, events.c.seq)
sa.Index("ix_conflicts_document", conflicts.c.document_id)
sa.Index("ix_review_document", review.c.document_id)
sa.Index("ix_review_urgency", review.c.urgency)
sa.Index("ix_meta_value", meta.c.value)

BY_NAME: Final[dict[str, sa.Table]] = dict(metadata.tables)
