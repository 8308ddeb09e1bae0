"""Parquet in a folder for each school year: what tools for large tables read in parts.

``items-by-year/school_year=2023-2024/part-0.parquet``; documents without a year lie under
``school_year=unknown``. Rows pass through in groups, so memory does not grow with the dataset.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa

from pipeline.dataset.exports.flat_files import DATE_COLUMNS
from pipeline.dataset.rules import is_day
from pipeline.dataset.store import Store
from pipeline.dataset.tables import documents, items
from pipeline.errors import OutputError
from pipeline.model import Item

__all__ = ["FOLDER", "write_partitions"]

FOLDER: Final = "items-by-year"
_UNKNOWN: Final = "unknown"
_GROUP: Final = 50_000
"""Rows held at once: some 100 MB."""

_KINDS: Final = {"int": pa.int64(), "int | None": pa.int64(), "float": pa.float64()}
_SCHEMA: Final = pa.schema(
    [
        (f.name, pa.date32() if f.name in DATE_COLUMNS else _KINDS.get(str(f.type), pa.string()))
        for f in fields(Item)
    ]
)


def write_partitions(store: Store, out: Path) -> Path:
    """Write the items of a dataset, a folder for each school year; return the folder of all.

    The folder is made beside its place and put there whole.

    Raises:
        OutputError: it cannot be written.
    """
    target = out / FOLDER
    try:
        with tempfile.TemporaryDirectory(dir=out, prefix=f".{FOLDER}-") as made:
            place = Path(made) / FOLDER
            place.mkdir()
            for year in _years(store):
                _write_year(store, year, place / f"school_year={year or _UNKNOWN}")
            shutil.rmtree(target, ignore_errors=True)
            place.replace(target)
    except OSError as error:
        raise OutputError(str(target), error.strerror or str(error)) from error
    return target


def _years(store: Store) -> list[str]:
    query = sa.select(documents.c.school_year).distinct().order_by(documents.c.school_year)
    with store.reading() as connection:
        return [str(year) for year in connection.execute(query).scalars()]


def _write_year(store: Store, year: str, folder: Path) -> None:
    writer: pq.ParquetWriter | None = None
    try:
        for rows in _groups(store, year):
            if writer is None:
                folder.mkdir()
                writer = pq.ParquetWriter(folder / "part-0.parquet", _SCHEMA)
            columns = zip(*rows, strict=True)
            named = zip(fields(Item), columns, strict=True)
            values = {f.name: _dated(f.name, column) for f, column in named}
            writer.write_table(pa.table(values, schema=_SCHEMA))
    finally:
        if writer is not None:
            writer.close()


def _dated(name: str, values: Sequence[Any]) -> list[Any]:
    """Return the values of a column; days as days, as in ``items.parquet``."""
    if name not in DATE_COLUMNS:
        return list(values)
    return [date.fromisoformat(value) if value and is_day(value) else None for value in values]


def _groups(store: Store, year: str) -> Iterator[list[Any]]:
    """Yield the rows of one year, a group at a time, in the order of every export."""
    same = (documents.c.document_id == items.c.document_id) & (documents.c.source == items.c.source)
    query = (
        sa.select(*(items.c[f.name] for f in fields(Item)))
        .join(documents, same)
        .where(documents.c.school_year == year)
        .order_by(items.c.source, items.c.document_id, items.c.position)
        .execution_options(yield_per=_GROUP)
    )
    with store.reading() as connection:
        for group in connection.execute(query).partitions():
            yield [tuple(row) for row in group]
