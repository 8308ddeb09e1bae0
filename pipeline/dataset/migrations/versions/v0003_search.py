"""Words of each row, with marks and without, to search in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.dataset.tables import TEXT

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns (0004 takes them away again)."""
    op.add_column("review", sa.Column("words", TEXT, nullable=False, server_default=""))
    op.add_column("review", sa.Column("folded", TEXT, nullable=False, server_default=""))
