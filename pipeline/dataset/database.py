"""``--db URL``: the same rows in a shared database, through SQLAlchemy."""

from __future__ import annotations

import importlib.util

import pandas as pd

from pipeline.dataset.store import Store
from pipeline.errors import ExitCode, RunError

_TABLES = ("documents", "items")


class DatabaseError(RunError):
    """The database cannot be reached or written."""

    exit_code = ExitCode.OUTPUT


def export_database(store: Store, url: str) -> None:
    """Put every row into tables ``documents`` and ``items``; a document's old rows are replaced.

    One transaction: either all rows are there afterwards or none changed.

    Raises:
        DatabaseError: SQLAlchemy or the driver is missing, or the database refuses.
    """
    if importlib.util.find_spec("sqlalchemy") is None:
        raise DatabaseError("Thiếu gói sqlalchemy. Hãy cài: pip install 'kehoach[db]'.")
    import sqlalchemy as sa

    try:
        with sa.create_engine(url).begin() as connection:
            for name in _TABLES:
                _replace_rows(connection, name, store.frame(name))
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        reason = str(error).splitlines()[0]
        raise DatabaseError(f"Không ghi được vào cơ sở dữ liệu: {reason}") from error


def _replace_rows(connection: object, name: str, frame: pd.DataFrame) -> None:
    import sqlalchemy as sa

    assert isinstance(connection, sa.Connection)
    frame.head(0).to_sql(name, connection, if_exists="append", index=False)
    table = sa.table(name, sa.column("document_id"))
    statement = sa.delete(table).where(table.c.document_id == sa.bindparam("old"))
    ids = [{"old": value} for value in frame["document_id"].unique()]
    if ids:
        connection.execute(statement, ids)
        frame.to_sql(name, connection, if_exists="append", index=False)
