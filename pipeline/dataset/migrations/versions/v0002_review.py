"""What people said: events, rows as read, reasons to look, places of rows, indexes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from pipeline.dataset.tables import TEXT

revision = "0002"
down_revision = "0001"

_DOCUMENTS = (
    "document_id source pages read_by kind title number issued_place issued_date school authority "
    "district province school_level school_year framework signer legal_bases status error flags"
)
_ITEMS = (
    "item_id document_id source page row kind level standard criteria criterion_text content "
    "action owner owners people supervisor deadline start_date end_date deadline_kind "
    "report_deadline budget budget_vnd notes confidence flags raw bbox"
)
_INTEGERS = {"pages", "page", "row", "budget_vnd"}
_INDEXES = {
    "ix_items_document": ("items", ["document_id", "position"]),
    "ix_items_source": ("items", ["source"]),
    "ix_documents_source": ("documents", ["source"]),
    "ix_changes_document": ("changes", ["document_id"]),
    "ix_read_items_document": ("read_items", ["document_id", "position"]),
    "ix_events_document": ("events", ["document_id", "seq"]),
    "ix_conflicts_document": ("conflicts", ["document_id"]),
    "ix_review_document": ("review", ["document_id"]),
    "ix_review_urgency": ("review", ["urgency"]),
    "ix_meta_value": ("meta", ["value"]),
}


def _columns(names: str, *key: str) -> list[sa.Column[Any]]:
    def kind(name: str) -> sa.types.TypeEngine[Any]:
        if name == "confidence":
            return sa.Double()
        return sa.BigInteger() if name in _INTEGERS else TEXT

    return [sa.Column(name, kind(name), primary_key=name in key) for name in names.split()]


def _number(name: str, default: str | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default=default)


def _text(name: str, *, key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, TEXT, primary_key=key, nullable=False)


def upgrade() -> None:
    """Make the tables; rows of older datasets keep the order of their ids."""
    op.add_column("items", _number("position", "0"))
    op.execute("UPDATE items SET position = CAST(substr(item_id, 14) AS BIGINT)")
    op.create_table("read_documents", *_columns(_DOCUMENTS, "document_id", "source"))
    op.create_table(
        "read_items", *_columns(_ITEMS, "item_id"), _number("position", "0"), _number("gone", "0")
    )
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "events",
        sa.Column("seq", key, primary_key=True, autoincrement=True),
        *(_text(n) for n in ("at", "who", "document_id", "item_id", "op", "before", "after")),
        _text("batch"),
        _number("undoes"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "conflicts",
        _text("document_id"),
        _text("item_id"),
        _number("seq"),
        *(_text(n) for n in ("field", "kind", "machine", "human")),
    )
    op.create_table(
        "review",
        _text("item_id", key=True),
        _text("document_id"),
        _text("state"),
        _number("seq"),
        _text("reasons"),
        sa.Column("urgency", sa.Double(), nullable=False),
        _text("corrected"),
    )
    op.create_table(
        "page_settings",
        _text("document_id", key=True),
        sa.Column("page", sa.BigInteger(), primary_key=True),
        _text("settings"),
    )
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns)
