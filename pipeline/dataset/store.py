"""The dataset: ``dataset.sqlite`` (or a PostgreSQL database) is the truth.

One transaction per document: a killed run loses at most the document it was writing. Every other
file of the output folder is an export of this one. Rows that people edited are laid over what the
program read, at every write (``pipeline.dataset.reviewing``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import sqlalchemy as sa

from pipeline.dataset import reviewing
from pipeline.dataset.engine import (
    bring_up_to_date,
    first_line,
    is_current,
    note,
    open_engine,
    shown_url,
    sqlite_url,
)
from pipeline.dataset.rows import insert_rows, rows_of
from pipeline.dataset.rules import fits
from pipeline.dataset.tables import BY_NAME, changes, documents, items, meta, pages, review
from pipeline.errors import DatabaseUnreachableError, DatasetMissingError, DatasetUnusableError
from pipeline.model import (
    ChangeRow,
    Document,
    DocumentResult,
    Item,
    PageText,
    columns,
)

if TYPE_CHECKING:
    import pandas as pd

DATASET_FILE: Final = "dataset.sqlite"
"""Name of the dataset in the output folder."""

SURE: Final = 0.9
"""Confidence from which a row without flags is taken as right."""

_STATE: Final = "state"
"""Key of a token that is another after every write."""

_EXPORTED: Final = "exported "
"""Begin of the keys that say which state an exported file shows."""

_CLASSES: Final[dict[str, type[Any]]] = {
    "documents": Document,
    "items": Item,
    "pages": PageText,
    "changes": ChangeRow,
}
_ORDER: Final[dict[str, tuple[str, ...]]] = {
    "documents": ("source", "document_id"),
    "items": ("source", "document_id", "position"),
    "pages": ("document_id", "page"),
    "changes": ("document_id", "page", "place", "start", "end", "original", "replacement"),
}


def open_store(out: Path, db: str = "", *, create: bool = False) -> Store:
    """Open the dataset of an output folder, or the database at a URL if one is given.

    Raises:
        DatasetMissingError: the folder holds none and ``create`` is false.
        DatabaseUnreachableError: the URL leads nowhere.
        DatasetVersionError: a newer version wrote it.
        OutputError: it cannot be opened or written.
    """
    return Store(db or out / DATASET_FILE, create=create)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over a dataset.

    Documents read, rows, rows with flags, rows below ``SURE``, their mean confidence, documents
    without rows, pages that could not be read.
    """

    documents: int
    items: int
    flagged: int
    unsure: int
    confidence: float
    empty: int
    lost_pages: int


class Store:
    """One open dataset. Use as a context manager; every write is one transaction.

    Attributes:
        path: the SQLite file; None if the dataset lies in a database server.
        engine: for modules that add tables' worth of questions of their own (review, views).
    """

    def __init__(self, place: Path | str, *, create: bool = True) -> None:
        """Open the dataset at a path or a database URL; older versions are migrated.

        Raises:
            DatasetMissingError: the file does not exist and ``create`` is false.
            DatabaseUnreachableError: the URL leads nowhere, or its driver is missing.
            DatasetVersionError: a newer version wrote it.
            OutputError: it cannot be opened or written.
        """
        self.path = place if isinstance(place, Path) else None
        self.place = str(place) if self.path else shown_url(str(place))
        if self.path and not create and not self.path.exists():
            raise DatasetMissingError(str(self.path.parent))
        if self.path and not create and not self.path.stat().st_size:
            raise DatasetUnusableError(self.place, "empty file")
        try:
            if self.path:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            self.engine = open_engine(sqlite_url(self.path) if self.path else str(place))
            self._prepare()
        except (sa.exc.SQLAlchemyError, OSError) as error:
            if self.path is None:
                raise DatabaseUnreachableError(first_line(error)) from error
            raise DatasetUnusableError(self.place, first_line(error)) from error

    def _prepare(self) -> None:
        with self.engine.connect() as connection:
            current = is_current(connection)
        if not current:
            with self.writing() as connection:
                if bring_up_to_date(connection, self.place):
                    reviewing.fill(connection)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file or the connections."""
        self.engine.dispose()

    @contextmanager
    def writing(self, *, changes_rows: bool = True) -> Iterator[sa.Connection]:
        """Give a connection in a transaction that writes; it is committed at the end.

        Args:
            changes_rows: whether exports no longer show the dataset afterwards.

        Raises:
            OutputError: the disk is full, the file is locked, the server is gone.
        """
        try:
            with (
                self.engine.connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                yield connection
                if changes_rows:
                    note(connection, _STATE, uuid4().hex)
        except sa.exc.SQLAlchemyError as error:
            raise DatasetUnusableError(self.place, first_line(error)) from error

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that only reads, on one state of the dataset.

        Raises:
            OutputError: the file is damaged, the server is gone.
        """
        try:
            with self.engine.connect() as connection:
                yield connection
        except sa.exc.SQLAlchemyError as error:
            raise DatasetUnusableError(self.place, first_line(error)) from error

    def put(self, result: DocumentResult, made_by: str = "") -> None:
        """Write one document's rows, replacing what it had, in one transaction.

        They are held against the schema first; a value that does not fit is left out and flagged.
        What people said of the document's earlier rows is laid over the new ones.

        Args:
            result: the rows.
            made_by: the state of the program and the settings that made them; "" if unknown, and
                the next run makes them anew.

        Raises:
            OutputError: the disk is full or the file is locked.
        """
        self.put_all([(result, made_by)])

    def put_all(self, results: Sequence[tuple[DocumentResult, str]]) -> None:
        """Write the rows of several documents, each as ``put`` does, in one transaction.

        Rows of earlier bytes of their files go (``forget_other_versions``).

        Raises:
            OutputError: the disk is full or the file is locked; nothing is written then.
        """
        ready = [(_fit(result), made_by) for result, made_by in results]
        with self.writing() as connection:
            for result, made_by in ready:
                _forget_other_versions(connection, result.document)
                _put(connection, result, made_by)

    def forget_other_versions(self, source: str, document_id: str) -> None:
        """Drop the rows of earlier bytes of the same file: the file at ``source`` has changed.

        What people said of them goes on to the new bytes.
        """
        with self.writing() as connection:
            _forget_other_versions(connection, Document(document_id, source))

    def forget_place(self, document_id: str, source: str) -> None:
        """Drop a document's row at ``source``; its rows too, if no other file has these bytes."""
        with self.writing() as connection:
            if not _leave(connection, document_id, source):
                forget_document(connection, document_id)

    def move(self, document_id: str, old: str, new: str, *, stays: bool = False) -> None:
        """Let a document's rows name another file, edits and all: the same bytes lie there now.

        Args:
            document_id: the document.
            old: the place its rows name.
            new: the place they shall name.
            stays: keep a row for the old place, as a duplicate: a file of other bytes lies there,
                which is to take over the edits when it is read.
        """
        with self.writing() as connection:
            rows = rows_of(connection, documents, Document, _at(document_id, old))
            reviewing.move(connection, document_id, old, new)
            if stays:
                flags = f"duplicate_of:{new}"
                left = [
                    Document(document_id, old, pages=row.pages, status="duplicate", flags=flags)
                    for row in rows
                ]
                insert_rows(connection, documents, left)

    def drop_place(self, document_id: str, source: str) -> None:
        """Forget that a file lay at ``source``; the document's rows stay."""
        with self.writing() as connection:
            connection.execute(sa.delete(documents).where(_at(document_id, source)))

    def note_exported(self, names: Iterable[str], by: str = "") -> None:
        """Remember that files of these names show the dataset as it is now.

        Args:
            names: the files.
            by: the state of the program that wrote them.
        """
        with self.writing(changes_rows=False) as connection:
            state = connection.scalar(sa.select(meta.c.value).where(meta.c.key == _STATE))
            for name in names:
                note(connection, f"{_EXPORTED}{name}", f"{state or ''}|{by}")

    def stale_exports(self) -> list[str]:
        """Return the names of files exported before the dataset changed."""
        state, exports = self._exports()
        return sorted(n for n, value in exports.items() if value.partition("|")[0] != state)

    def fresh_exports(self, by: str) -> set[str]:
        """Return the names of files that show the dataset as it is, written by that state."""
        state, exports = self._exports()
        return {name for name, value in exports.items() if value == f"{state}|{by}"}

    def _exports(self) -> tuple[str, dict[str, str]]:
        """Return the token of the dataset's state, and what each exported file was noted with."""
        of_files = meta.c.key.startswith(_EXPORTED, autoescape=True)
        query = sa.select(meta).where((meta.c.key == _STATE) | of_files)
        with self.reading() as connection:
            kept = {row.key: row.value for row in connection.execute(query)}
        state = kept.pop(_STATE, "")
        return state, {key.removeprefix(_EXPORTED): value for key, value in kept.items()}

    def finished(
        self, made_by: str, failed_by: str = "", among: Iterable[Document] | None = None
    ) -> dict[str, Document]:
        """Return the documents that need not be read again, by document_id.

        Args:
            made_by: as given to ``put``; a document made by another state of the program, or
                under other settings, is not finished.
            failed_by: the same for documents that cannot be read; "" to try all of these again.
            among: the documents of the dataset, if they are known already.
        """
        wanted = {"ok": made_by, "failed": failed_by}
        query = sa.select(meta.c.key, meta.c.value).where(
            meta.c.value.in_([value for value in wanted.values() if value])
        )
        with self.reading() as connection:
            noted: dict[str, str] = {row.key: row.value for row in connection.execute(query)}
        return {
            d.document_id: d
            for d in (self.documents() if among is None else among)
            if (how := noted.get(_made_key(d.document_id))) and how == wanted.get(d.status)
        }

    def counts(self) -> dict[str, int]:
        """Return how many items each document has that has any."""
        number = sa.func.count().label("number")
        query = sa.select(items.c.document_id, number).group_by(items.c.document_id)
        with self.reading() as connection:
            return {row.document_id: row.number for row in connection.execute(query)}

    def summary(self) -> Summary:
        """Return what the whole dataset is like, counted by the database."""
        read = documents.c.status.in_(("ok", "partial"))
        flagged = sa.func.coalesce(sa.func.sum(sa.case((items.c.flags != "", 1), else_=0)), 0)
        low = items.c.confidence < SURE
        unsure = sa.func.coalesce(sa.func.sum(sa.case((low, 1), else_=0)), 0)
        mean = sa.func.coalesce(sa.func.avg(items.c.confidence), 0.0)
        has_rows = sa.exists().where(items.c.document_id == documents.c.document_id)
        count = sa.func.count()
        with self.reading() as connection:
            rows = connection.execute(sa.select(count, flagged, unsure, mean)).one()
            here = connection.scalar(sa.select(count).select_from(documents).where(read))
            empty = connection.scalar(
                sa.select(count).select_from(documents).where(read & ~has_rows)
            )
            lost = connection.scalar(
                sa.select(count).select_from(pages).where(pages.c.flags.contains("page_failed"))
            )
        numbers = (int(rows[0]), int(rows[1]), int(rows[2]), float(rows[3]))
        return Summary(int(here or 0), *numbers, int(empty or 0), int(lost or 0))

    def items_of(self, document_ids: Iterable[str], most: int) -> list[Item]:
        """Return the first items of each of some documents, in reading order."""
        found: list[Item] = []
        with self.reading() as connection:
            for document_id in document_ids:
                here = (items.c.document_id == document_id) & (items.c.position < most)
                found += rows_of(connection, items, Item, here, [items.c.position])
        return found

    def count_items(self, document_id: str) -> int:
        """Return how many items the document has."""
        query = sa.select(sa.func.count()).where(items.c.document_id == document_id)
        with self.reading() as connection:
            return int(connection.scalar(query) or 0)

    def documents(self) -> list[Document]:
        """Return every document row in the order of ``source``."""
        return self._all("documents")

    def items(self) -> list[Item]:
        """Return every item in reading order within its document."""
        return self._all("items")

    def page_texts(self) -> list[PageText]:
        """Return every page's text."""
        return self._all("pages")

    def _all(self, name: str) -> list[Any]:
        table = BY_NAME[name]
        with self.reading() as connection:
            order = [table.c[column] for column in _ORDER[name]]
            return rows_of(connection, table, _CLASSES[name], order=order)

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table as a data frame with the columns in order."""
        import pandas as pd  # 100 MB that a server which shows rows need not hold

        return pd.concat(self.frames(table), ignore_index=True)

    def frames(self, table: str, rows: int = 5_000) -> Iterator[pd.DataFrame]:
        """Yield a table as data frames of so many rows, at least one; all show one state."""
        import pandas as pd  # as above

        cls, found = _CLASSES[table], BY_NAME[table]
        query = sa.select(*(found.c[name] for name in columns(cls))).order_by(
            *(found.c[name] for name in _ORDER[table])
        )
        with self.reading() as connection:
            told = connection.execution_options(yield_per=rows).execute(query)
            first = 0
            for part in told.partitions():
                index = pd.RangeIndex(first, first + len(part))
                frame = pd.DataFrame(map(tuple, part), columns=columns(cls), index=index)
                first += len(part)
                yield _typed(frame, cls)
            if not first:
                yield _typed(pd.DataFrame([], columns=columns(cls)), cls)


def _at(document_id: str, source: str | None = None) -> sa.ColumnElement[bool]:
    """Return the condition for a document's row at a place, or at any."""
    same = documents.c.document_id == document_id
    return same if source is None else same & (documents.c.source == source)


def _leave(connection: sa.Connection, document_id: str, source: str) -> bool:
    """Take away a document's row at ``source``; say whether it lies elsewhere, too.

    If the document's rows name that place they name the other one then.
    """
    place = documents.c.source
    copies = sa.select(place).where(_at(document_id), place != source).order_by(place)
    copy = connection.scalars(copies).first()
    status = connection.scalar(sa.select(documents.c.status).where(_at(document_id, source)))
    if copy is None or status == "duplicate":
        connection.execute(sa.delete(documents).where(_at(document_id, source)))
    else:
        reviewing.move(connection, document_id, source, copy)
    return copy is not None


def _fit(result: DocumentResult) -> DocumentResult:
    """Return what a document gave with every row fit to be written."""
    if fits([result.document]) and fits(result.items):
        return result
    from pipeline.dataset.schema import mended  # pandas and pandera: seldom needed

    return mended(result)


def _put(connection: sa.Connection, result: DocumentResult, made_by: str) -> None:
    """Write one document's rows, replacing what it had."""
    document = result.document
    reviewing.lock(connection, document.document_id)
    _forget(connection, document)
    if document.status == "duplicate":
        insert_rows(connection, documents, [document])
        return
    insert_rows(connection, pages, result.pages)
    insert_rows(connection, changes, result.changes)
    note(connection, _made_key(document.document_id), made_by)
    reviewing.lay_over(connection, document, result.items)


def _forget_other_versions(connection: sa.Connection, document: Document) -> None:
    """Drop the rows of earlier bytes of a file; what people said goes on to the new ones."""
    new, source = document.document_id, document.source
    is_other = (documents.c.source == source) & (documents.c.document_id != new)
    others = connection.execute(sa.select(documents.c.document_id).where(is_other))
    for old in list(others.scalars()):
        elsewhere = _leave(connection, old, source)
        reviewing.carry_over(connection, old, new)
        if not elsewhere:
            forget_document(connection, old)


def _forget(connection: sa.Connection, document: Document) -> None:
    """Take away what the document gave before; what people said of it stays."""
    connection.execute(sa.delete(documents).where(_at(document.document_id, document.source)))
    if document.status != "duplicate":
        for table in (pages, changes):
            connection.execute(sa.delete(table).where(table.c.document_id == document.document_id))


def forget_document(connection: sa.Connection, document_id: str) -> None:
    """Take away every row of a document that no file has any more, but its events."""
    for table in (items, pages, changes, review, *reviewing.READ_TABLES):
        connection.execute(sa.delete(table).where(table.c.document_id == document_id))
    note(connection, _made_key(document_id), "")


def forget_how_made(connection: sa.Connection, document_id: str) -> None:
    """Let the next run make a document's rows anew, whatever made them."""
    note(connection, _made_key(document_id), "")


def _made_key(document_id: str) -> str:
    return f"made_by {document_id}"


def _typed(frame: pd.DataFrame, cls: type[Any]) -> pd.DataFrame:
    dtypes = {"int": "int64", "int | None": "Int64", "float": "float64"}
    return frame.astype({f.name: dtypes.get(str(f.type), "str") for f in fields(cls)})
