"""Open the database of a dataset: a SQLite file by default, PostgreSQL by its URL."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from pipeline.dataset.tables import meta, metadata
from pipeline.dataset.views import (
    Dialect,
    Statements,
    create_views,
    drop_views,
    view_statements,
)
from pipeline.errors import DatabaseUnreachableError, DatasetVersionError, OutputError

REVISION: Final = "0004"
"""The newest migration: what ``pipeline.dataset.tables`` describes."""

BUSY_SECONDS: Final = 15.0
"""How long a writer waits for another one (a clerk's edit while a run writes a document)."""

_FIRST: Final = "0001"

_VIEWS: Final = "views"
"""Key of what the views were made of."""


def sqlite_url(path: Path) -> sa.URL:
    """Return the URL of a SQLite file."""
    return sa.URL.create("sqlite", database=str(path))


def shown_url(url: str) -> str:
    """Return a database's URL for people: without its password; as it is if it is none."""
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return url


def open_engine(url: str | sa.URL) -> sa.Engine:
    """Return an engine that takes its write lock when a transaction begins.

    Raises:
        DatabaseUnreachableError: the URL is not understood or its driver is missing.
    """
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() == "sqlite":
            engine = sa.create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
            sa.event.listen(engine, "connect", _prepare_sqlite)
            sa.event.listen(engine, "begin", _begin_sqlite)
            return engine
        if parsed.get_driver_name() in ("psycopg2", "postgresql") or parsed.drivername in (
            "postgres",
            "postgresql",
        ):
            parsed = parsed.set(drivername="postgresql+psycopg")
        return sa.create_engine(parsed, pool_pre_ping=True)
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        raise DatabaseUnreachableError(first_line(error)) from error


def first_line(error: BaseException) -> str:
    """Return the reason a database gives, without SQL and links."""
    origin = getattr(error, "orig", None) or error
    return str(origin).strip().splitlines()[0] if str(origin).strip() else type(origin).__name__


def _prepare_sqlite(connection: Any, _: object) -> None:
    """Let the engine, not the driver, begin transactions; write ahead where the disk allows."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def revision_of(connection: sa.Connection) -> str:
    """Return the migration a database stands at; "" for an empty one."""
    tables = set(sa.inspect(connection).get_table_names())
    if "alembic_version" in tables:
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        return str(found or "")
    return _FIRST if {"documents", "items", "meta"} <= tables else ""


def is_current(connection: sa.Connection) -> bool:
    """Say whether a database stands at the newest migration and views (without Alembic)."""
    try:
        found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        views = connection.scalar(sa.select(meta.c.value).where(meta.c.key == _VIEWS))
    except sa.exc.SQLAlchemyError:
        connection.rollback()
        return False
    return bool(found == REVISION and views == _views_state(connection))


def bring_up_to_date(connection: sa.Connection, place: str) -> bool:
    """Make tables and views, or migrate those of an older version; nothing is lost.

    Returns:
        whether tables were made or changed.

    Raises:
        DatasetVersionError: a newer version wrote it.
        OutputError: the database holds tables of something else.
    """
    found = revision_of(connection)
    if found > REVISION:
        raise DatasetVersionError(place, found, REVISION)
    if found != REVISION:
        drop_views(Statements(connection))  # they lean on columns that change
        _migrate_from(connection, found, place)
    create_views(Statements(connection), _dialect(connection))
    note(connection, _VIEWS, _views_state(connection))
    return found != REVISION


def _dialect(connection: sa.Connection) -> Dialect:
    return "sqlite" if connection.dialect.name == "sqlite" else "postgresql"


def _views_state(connection: sa.Connection) -> str:
    text = "\n".join(view_statements(_dialect(connection)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _migrate_from(connection: sa.Connection, found: str, place: str) -> None:
    if not found and sa.inspect(connection).has_table("items"):
        raise OutputError(place, "cơ sở dữ liệu này đã có bảng items của chương trình khác")
    if not found:
        metadata.create_all(connection)
        _stamp(connection)
        return
    if not sa.inspect(connection).has_table("alembic_version"):
        from alembic import command

        command.stamp(_alembic(connection), found)
    migrate(connection)


def _stamp(connection: sa.Connection) -> None:
    """Note the newest migration as Alembic would: loading it costs more than the whole database."""
    name = "alembic_version"
    version = sa.Column("version_num", sa.String(32), nullable=False)
    key = sa.PrimaryKeyConstraint("version_num", name=f"{name}_pkc")
    stamped = sa.Table(name, sa.MetaData(), version, key)
    stamped.create(connection, checkfirst=True)
    connection.execute(sa.insert(stamped).values(version_num=REVISION))


def migrate(connection: sa.Connection, revision: str = "head") -> None:
    """Run the migrations, from wherever the database stands."""
    from alembic import command

    command.upgrade(_alembic(connection), revision)


def _alembic(connection: sa.Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "pipeline.dataset:migrations")
    config.attributes["connection"] = connection
    return config


def note(connection: sa.Connection, key: str, value: str) -> None:
    """Keep a value under a key of the table ``meta``; "" takes it away."""
    connection.execute(sa.delete(meta).where(meta.c.key == key))
    if value:
        connection.execute(sa.insert(meta).values(key=key, value=value))
