"""Exports of the dataset: CSV for Excel, XLSX with real dates, Parquet and JSON for analysts."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.atomic import atomic_path
from pipeline.dataset.files import FORMATS
from pipeline.dataset.quality import QualityRow, quality_of, quality_rows
from pipeline.dataset.schema import DOCUMENTS_SCHEMA, ITEMS_SCHEMA, mend
from pipeline.dataset.store import Store
from pipeline.errors import OutputError, OutputsError
from pipeline.figures.facts import facts_of
from pipeline.workbook.book import workbook_of
from pipeline.workbook.template import filled

_DATE_COLUMNS = ("start_date", "end_date", "issued_date")
Task: TypeAlias = tuple[Path, Callable[[Path], None]]
"""A file to write, and what writes it at the path it is given."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


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
    items, odd_items = mend(store.frame("items"), ITEMS_SCHEMA)
    documents, odd_documents = mend(store.frame("documents"), DOCUMENTS_SCHEMA)
    for text in (*odd_items, *odd_documents):
        warnings.warn(f"giá trị sai cấu trúc được để trống: {text}", stacklevel=2)
    told = quality_rows(quality_of(store))
    written: list[Path] = []
    refused: list[OutputError] = []
    tasks = [task for name in formats for task in _WRITERS[name](items, documents, out, told)]
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


def _csv_tasks(
    items: pd.DataFrame, documents: pd.DataFrame, out: Path, told: Sequence[QualityRow]
) -> list[Task]:
    frames = {
        "items": _with_closed_codes(items),
        "documents": documents,
        "quality": pd.DataFrame([asdict(row) for row in told]),
    }
    return [(out / f"{name}.csv", partial(_to_csv, frame)) for name, frame in frames.items()]


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV that Excel opens right: UTF-8 with BOM, CRLF, no text as formula.

    Raises:
        OutputError: the file cannot be written.
    """
    _publish(path, partial(_to_csv, frame))


def _to_csv(frame: pd.DataFrame, path: Path) -> None:
    _csv_safe(frame).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def _with_closed_codes(items: pd.DataFrame) -> pd.DataFrame:
    """Close a list of one code by its separator: "1.10;" is text to pandas and to Excel.

    "1.10" alone is the number 1.1 to both (docs/decisions/exports.md).
    """
    closed = items["criteria"].map(lambda v: f"{v};" if v and ";" not in v else v)
    return items.assign(criteria=closed)


def _csv_safe(frame: pd.DataFrame) -> pd.DataFrame:
    """Put a blank before a leading ``- + = @``: Excel takes "- Họp ..." for a formula otherwise."""

    def safe(value: object) -> object:
        return (
            f" {value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
        )

    return frame.map(safe)


def _parquet_tasks(
    items: pd.DataFrame, documents: pd.DataFrame, out: Path, told: Sequence[QualityRow]
) -> list[Task]:
    frames = {"items": _dated(items), "documents": _dated(documents)}
    return [
        (out / f"{name}.parquet", partial(_to_parquet, frame, told))
        for name, frame in frames.items()
    ]


def _to_parquet(frame: pd.DataFrame, told: Sequence[QualityRow], path: Path) -> None:
    """Write a table; what review measured stands in the file's metadata."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    quality = json.dumps({row.figure: row.value for row in told}).encode()
    pq.write_table(
        table.replace_schema_metadata(
            {**(table.schema.metadata or {}), b"kehoach.quality": quality}
        ),
        path,
    )


def _json_tasks(
    items: pd.DataFrame, documents: pd.DataFrame, out: Path, told: Sequence[QualityRow]
) -> list[Task]:
    quality = {row.figure: row.value for row in told}
    data = {"documents": _records(documents), "items": _records(items), "quality": quality}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return [(out / "dataset.json", lambda path: _to_text(text, path))]


def _to_text(text: str, path: Path) -> None:
    path.write_bytes(text.encode("utf-8"))


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    for row in rows:
        for name in ("raw", "bbox", "legal_bases"):
            if row.get(name):
                row[name] = json.loads(str(row[name]))
    return [{str(key): value for key, value in row.items()} for row in rows]


def _xlsx_tasks(
    items: pd.DataFrame, documents: pd.DataFrame, out: Path, told: Sequence[QualityRow]
) -> list[Task]:
    return [(out / "items.xlsx", partial(_to_xlsx, items, documents, told))]


def _to_xlsx(
    items: pd.DataFrame, documents: pd.DataFrame, told: Sequence[QualityRow], path: Path
) -> None:
    figures = [(row.meaning, row.value) for row in told]
    workbook_of(items, documents, path.parent, figures).save(path)


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Turn the ISO columns into real dates; "" becomes a missing date."""
    typed = frame.copy()
    for name in _DATE_COLUMNS:
        if name in typed:
            typed[name] = pd.Series(
                [date.fromisoformat(v) if v else None for v in typed[name]],
                index=typed.index,
                dtype=object,
            )
    return typed


_Tasks = Callable[[pd.DataFrame, pd.DataFrame, Path, Sequence[QualityRow]], list[Task]]
_WRITERS: dict[str, _Tasks] = {
    "csv": _csv_tasks,
    "xlsx": _xlsx_tasks,
    "parquet": _parquet_tasks,
    "json": _json_tasks,
}
