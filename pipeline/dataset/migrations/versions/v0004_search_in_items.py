"""Searches look at the items themselves; their words are not kept twice."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Take the columns away."""
    op.drop_column("review", "words")
    op.drop_column("review", "folded")
