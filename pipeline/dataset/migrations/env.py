"""Entry point of Alembic: the connection comes from ``pipeline.dataset.engine``."""

from __future__ import annotations

from alembic import context

from pipeline.dataset.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
