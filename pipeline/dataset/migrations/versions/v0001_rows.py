"""The dataset of the first release: documents, items, pages, changes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from pipeline.dataset.tables import TEXT

revision = "0001"
down_revision = None

_INTEGERS = {"pages", "page", "row", "budget_vnd", "rotation", "dpi", "start", "end", "applied"}
_REALS = {"confidence", "width", "height", "skew", "probability"}

_DOCUMENTS = (
    "document_id source pages read_by kind title number issued_place issued_date school authority "
    "district province school_level school_year framework signer legal_bases status error flags"
)
_ITEMS = (
    "item_id document_id source page row kind level standard criteria criterion_text content "
    "action owner owners people supervisor deadline start_date end_date deadline_kind "
    "report_deadline budget budget_vnd notes confidence flags raw bbox"
)
_PAGES = "document_id page read_by width height rotation skew dpi confidence text raw_text flags"
_CHANGES = "document_id page place start end original replacement probability applied"


def _columns(names: str, *key: str) -> list[sa.Column[Any]]:
    def kind(name: str) -> sa.types.TypeEngine[Any]:
        if name in _REALS:
            return sa.Double()
        return sa.BigInteger() if name in _INTEGERS else TEXT

    return [sa.Column(name, kind(name), primary_key=name in key) for name in names.split()]


def upgrade() -> None:
    """Make the tables."""
    op.create_table("documents", *_columns(_DOCUMENTS, "document_id", "source"))
    op.create_table("items", *_columns(_ITEMS, "item_id"))
    op.create_table("pages", *_columns(_PAGES, "document_id", "page"))
    op.create_table("changes", *_columns(_CHANGES))
    op.create_table("meta", *_columns("key value", "key"))
