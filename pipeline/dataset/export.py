"""Exports of the dataset: CSV for Excel, XLSX with real dates, Parquet and JSON for analysts."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
from pandera.pandas import DataFrameSchema

from pipeline.dataset.atomic import atomic_path
from pipeline.dataset.exports.flat_files import csv_to, json_to, parquet_to
from pipeline.dataset.files import FORMATS
from pipeline.dataset.quality import QualityRow, quality_of, quality_rows
from pipeline.dataset.rules import frame_fits
from pipeline.dataset.schema import DOCUMENTS_SCHEMA, ITEMS_SCHEMA, mend
from pipeline.dataset.store import Store
from pipeline.errors import OutputError, OutputsError
from pipeline.figures.facts import facts_of
from pipeline.model import Document, Item
from pipeline.workbook.book import workbook_of
from pipeline.workbook.template import filled

Task: TypeAlias = tuple[Path, Callable[[Path], None]]
"""A file to write, and what writes it at the path it is given."""


def export(store: Store, out: Path, formats: Sequence[str] = FORMATS, by: str = "") -> list[Path]:
    """Write the dataset in every format asked for; return the files written.

    Args:
        store: the dataset.
        out: where to.
        formats: which.
        by: the state of the code that writes them, noted for ``due``.

    Raises:
        SchemaError: the rows do not fit the schema.
        OutputError: a file cannot be written (open in Excel, disk full); every other format is
            written all the same, then the error names those that could not be.
    """
    told = quality_rows(quality_of(store))
    written: list[Path] = []
    refused: list[OutputError] = []
    tables = _Tables(store)
    tasks = [task for name in formats for task in _WRITERS[name](tables, out, told)]
    for path, write in tasks:
        try:
            _publish(path, write)
            written.append(path)
        except OutputError as error:
            refused.append(error)
    store.note_exported((path.name for path in written), by)
    if refused:
        raise refused[0] if len(refused) == 1 else OutputsError(refused)
    return written


def fill_template(store: Store, template: Path, out: Path) -> Path:
    """Fill an office's form with the rows of the dataset; return the file written.

    Raises:
        UsageError: the form cannot be opened or has no known titles.
        OutputError: the file cannot be written.
    """
    facts = facts_of(store.frame("items"), store.frame("documents"))
    path = out / f"items-{template.stem}.xlsx"
    _publish(path, filled(template, facts).save)
    return path


def _publish(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` make the file beside its target, then put it there."""
    try:
        with atomic_path(path) as temporary:
            write(temporary)
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error)) from error


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV that Excel opens right: UTF-8 with BOM, CRLF, no text as formula.

    Raises:
        OutputError: the file cannot be written.
    """
    _publish(path, lambda temporary: csv_to(temporary, [frame]))


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables to write, as often as asked: part by part, or whole.

    A table of one part is read and checked once for all formats.
    """

    store: Store
    kept: dict[str, pd.DataFrame] = field(default_factory=dict)

    def items(self) -> Iterator[pd.DataFrame]:
        """Yield the items, some thousands at a time."""
        return self._mended("items", Item, ITEMS_SCHEMA)

    def documents(self) -> Iterator[pd.DataFrame]:
        """Yield the documents, some thousands at a time."""
        return self._mended("documents", Document, DOCUMENTS_SCHEMA)

    def _mended(
        self, table: str, cls: type[Any], schema: DataFrameSchema
    ) -> Iterator[pd.DataFrame]:
        if table in self.kept:
            yield self.kept[table]
            return
        parts: list[pd.DataFrame] = []
        for part in self.store.frames(table):
            mended, odd = (part, []) if frame_fits(part, cls) else mend(part, schema)
            parts = [*parts[:1], mended]
            for text in odd:
                warnings.warn(f"giá trị sai cấu trúc được để trống: {text}", stacklevel=2)
            yield mended
        if len(parts) == 1:
            self.kept[table] = parts[0]


def _csv_tasks(tables: _Tables, out: Path, told: Sequence[QualityRow]) -> list[Task]:
    figures = pd.DataFrame([asdict(row) for row in told])
    return [
        (out / "items.csv", lambda at: csv_to(at, map(_with_closed_codes, tables.items()))),
        (out / "documents.csv", lambda at: csv_to(at, tables.documents())),
        (out / "quality.csv", lambda at: csv_to(at, [figures])),
    ]


def _with_closed_codes(items: pd.DataFrame) -> pd.DataFrame:
    """Close a list of one code by its separator: "1.10;" is text to pandas and to Excel.

    "1.10" alone is the number 1.1 to both (docs/decisions/exports.md).
    """
    closed = items["criteria"].map(lambda v: f"{v};" if v and ";" not in v else v)
    return items.assign(criteria=closed)


def _parquet_tasks(tables: _Tables, out: Path, told: Sequence[QualityRow]) -> list[Task]:
    return [
        (out / "items.parquet", lambda at: parquet_to(at, tables.items(), told)),
        (out / "documents.parquet", lambda at: parquet_to(at, tables.documents(), told)),
    ]


def _json_tasks(tables: _Tables, out: Path, told: Sequence[QualityRow]) -> list[Task]:
    return [
        (out / "dataset.json", lambda at: json_to(at, tables.documents(), tables.items(), told))
    ]


def _xlsx_tasks(tables: _Tables, out: Path, told: Sequence[QualityRow]) -> list[Task]:
    return [(out / "items.xlsx", partial(_to_xlsx, tables, told))]


def _to_xlsx(tables: _Tables, told: Sequence[QualityRow], path: Path) -> None:
    figures = [(row.meaning, row.value) for row in told]
    items, documents = pd.concat(tables.items()), pd.concat(tables.documents())
    workbook_of(items, documents, path.parent, figures).save(path)


_Tasks = Callable[[_Tables, Path, Sequence[QualityRow]], list[Task]]
_WRITERS: dict[str, _Tasks] = {
    "csv": _csv_tasks,
    "xlsx": _xlsx_tasks,
    "parquet": _parquet_tasks,
    "json": _json_tasks,
}
