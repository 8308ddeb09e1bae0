"""The dataset on disk: ``dataset.sqlite`` is the truth, one transaction per document.

SQLite's journal makes a killed run lose at most the document it was writing; every other file of
the output folder is an export of this one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.dataset.schema import fitted
from pipeline.errors import DatasetMissingError, DatasetVersionError, OutputError
from pipeline.model import (
    ChangeRow,
    Document,
    DocumentResult,
    Item,
    PageText,
    as_row,
    columns,
)

SCHEMA_VERSION = 1

_TABLES: dict[str, type[Any]] = {
    "documents": Document,
    "items": Item,
    "pages": PageText,
    "changes": ChangeRow,
}
_KEYS = {"documents": "document_id, source", "items": "item_id", "pages": "document_id, page"}
_SQL_TYPES = {"int": "INTEGER", "int | None": "INTEGER", "float": "REAL"}


class Store:
    """One open dataset. Use as a context manager; every ``put`` is one transaction."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Open the dataset file.

        Raises:
            DatasetMissingError: it does not exist and ``create`` is false.
            DatasetVersionError: another version wrote it.
            OutputError: the file cannot be opened or written.
        """
        if not create and not path.exists():
            raise DatasetMissingError(str(path.parent))
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path)
            self._prepare(fresh=create)
        except (sqlite3.Error, OSError) as error:
            raise OutputError(str(path), str(error)) from error

    def _prepare(self, *, fresh: bool) -> None:
        found = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if found not in (0, SCHEMA_VERSION):
            raise DatasetVersionError(str(self.path), found, SCHEMA_VERSION)
        if found == 0 and fresh:
            with self._db:
                for name, cls in _TABLES.items():
                    self._db.execute(_create_sql(name, cls))
                self._db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
                self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def put(self, result: DocumentResult, made_by: str = "") -> None:
        """Write one document's rows, replacing what it had, in one transaction.

        They are held against the schema first; a value that does not fit is left out and flagged.

        Args:
            result: the rows.
            made_by: the state of the program and the settings that made them; "" if unknown, and
                the next run makes them anew.

        Raises:
            OutputError: the disk is full or the file is locked.
        """
        result = fitted(result)
        document = result.document
        try:
            with self._db:
                self._forget(document)
                self._insert("documents", [document])
                if document.status != "duplicate":
                    self._insert("items", result.items)
                    self._insert("pages", result.pages)
                    self._insert("changes", result.changes)
                    self._note_made_by(document.document_id, made_by)
        except sqlite3.Error as error:
            raise OutputError(str(self.path), str(error)) from error

    def _note_made_by(self, document_id: str, made_by: str) -> None:
        key = _made_key(document_id)
        self._db.execute("DELETE FROM meta WHERE key = ?", (key,))
        if made_by:
            self._db.execute("INSERT INTO meta VALUES (?, ?)", (key, made_by))

    def _forget(self, document: Document) -> None:
        key = (document.document_id,)
        self._db.execute(
            "DELETE FROM documents WHERE document_id = ? AND source = ?", (*key, document.source)
        )
        if document.status != "duplicate":
            for table in ("items", "pages", "changes"):
                self._db.execute(f"DELETE FROM {table} WHERE document_id = ?", key)  # noqa: S608

    def forget_other_versions(self, source: str, document_id: str) -> None:
        """Drop the rows of earlier bytes of the same file: the file at ``source`` has changed."""
        query = "SELECT document_id FROM documents WHERE source = ? AND document_id != ?"
        with self._db:
            for (old,) in self._db.execute(query, (source, document_id)).fetchall():
                self._db.execute(
                    "DELETE FROM documents WHERE document_id = ? AND source = ?", (old, source)
                )
                for table in ("items", "pages", "changes"):
                    self._db.execute(
                        f"DELETE FROM {table} WHERE document_id = ? AND NOT EXISTS "  # noqa: S608
                        "(SELECT 1 FROM documents d WHERE d.document_id = ?)",
                        (old, old),
                    )

    def _insert(self, table: str, rows: Sequence[Any]) -> None:
        cls = _TABLES[table]
        marks = ", ".join("?" * len(fields(cls)))
        self._db.executemany(
            f"INSERT INTO {table} ({_names(cls)}) VALUES ({marks})",  # noqa: S608
            [as_row(row) for row in rows],
        )

    def finished(self, made_by: str) -> dict[str, Document]:
        """Return the documents read without error whose rows were made that way, by document_id.

        Args:
            made_by: as given to ``put``; a document made by another state of the program, or
                under other settings, is not finished.
        """
        rows = self._db.execute("SELECT key FROM meta WHERE value = ?", (made_by,)).fetchall()
        same = {key for (key,) in rows}
        return {
            d.document_id: d
            for d in self.documents()
            if d.status == "ok" and _made_key(d.document_id) in same
        }

    def count_items(self, document_id: str) -> int:
        """Return how many items the document has."""
        query = "SELECT count(*) FROM items WHERE document_id = ?"
        return int(self._db.execute(query, (document_id,)).fetchone()[0])

    def documents(self) -> list[Document]:
        """Return every document row in the order of ``source``."""
        return [Document(*row) for row in self._rows("documents", Document, "source, document_id")]

    def items(self) -> list[Item]:
        """Return every item in reading order within its document."""
        return [Item(*row) for row in self._rows("items", Item, "source, item_id")]

    def page_texts(self) -> list[PageText]:
        """Return every page's text."""
        return [PageText(*row) for row in self._rows("pages", PageText, "document_id, page")]

    def _rows(self, table: str, cls: type[Any], order: str) -> Iterable[tuple[Any, ...]]:
        return self._db.execute(
            f"SELECT {_names(cls)} FROM {table} ORDER BY {order}"  # noqa: S608
        ).fetchall()

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table as a data frame with the columns in order."""
        order = {"documents": "source, document_id", "items": "source, item_id"}.get(table, "rowid")
        frame = pd.DataFrame(
            list(self._rows(table, _TABLES[table], order)), columns=columns(_TABLES[table])
        )
        return _typed(frame, _TABLES[table])


def _made_key(document_id: str) -> str:
    return f"made_by {document_id}"


def _names(cls: type[Any]) -> str:
    return ", ".join(f'"{name}"' for name in columns(cls))


def _create_sql(name: str, cls: type[Any]) -> str:
    cols = ", ".join(f'"{f.name}" {_SQL_TYPES.get(str(f.type), "TEXT")}' for f in fields(cls))
    key = f", PRIMARY KEY ({_KEYS[name]})" if name in _KEYS else ""
    return f"CREATE TABLE IF NOT EXISTS {name} ({cols}{key})"


def _typed(frame: pd.DataFrame, cls: type[Any]) -> pd.DataFrame:
    dtypes = {"int": "int64", "int | None": "Int64", "float": "float64"}
    return frame.astype({f.name: dtypes.get(str(f.type), "str") for f in fields(cls)})
