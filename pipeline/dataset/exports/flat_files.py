"""CSV, Parquet and JSON written part by part: what they take does not grow with the dataset."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.quality import QualityRow

__all__ = ["DATE_COLUMNS", "csv_to", "json_to", "parquet_to"]

DATE_COLUMNS: Final = ("start_date", "end_date", "issued_date")
_JSON_COLUMNS: Final = ("raw", "bbox", "legal_bases")

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What Excel takes for the begin of a formula; the wide signs too, where it is set to Japanese."""


def csv_to(path: Path, parts: Iterable[pd.DataFrame]) -> None:
    """Write frames of one table as CSV that Excel opens right: UTF-8 with BOM, CRLF, no formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        for number, part in enumerate(parts):
            safe = part.map(_safe)
            safe.to_csv(stream, index=False, header=number == 0, lineterminator="\r\n")


def _safe(value: object) -> object:
    """Put a blank before what Excel would take for a formula ("- Họp ...")."""
    return f" {value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def parquet_to(path: Path, parts: Iterable[pd.DataFrame], told: Sequence[QualityRow]) -> None:
    """Write frames of one table; what review measured stands in the file's metadata."""
    quality = {b"kehoach.quality": json.dumps({row.figure: row.value for row in told}).encode()}
    writer: pq.ParquetWriter | None = None
    try:
        for part in parts:
            dated = _dated(part)
            if writer is None:
                schema = _schema(dated)
                writer = pq.ParquetWriter(
                    path, schema.with_metadata({**(schema.metadata or {}), **quality})
                )
            writer.write_table(pa.Table.from_pandas(dated, writer.schema, preserve_index=False))
    finally:
        if writer is not None:
            writer.close()


def _schema(frame: pd.DataFrame) -> pa.Schema:
    """Return the schema of all parts: a column of dates holds dates though this part has none."""
    schema = pa.Schema.from_pandas(frame, preserve_index=False)
    for name in DATE_COLUMNS:
        if name in frame:
            schema = schema.set(schema.get_field_index(name), pa.field(name, pa.date32()))
    return schema


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Turn the ISO columns into real dates; "" becomes a missing date."""
    typed = frame.copy()
    for name in DATE_COLUMNS:
        if name in typed:
            typed[name] = pd.Series(
                [date.fromisoformat(v) if v else None for v in typed[name]],
                index=typed.index,
                dtype=object,
            )
    return typed


def json_to(
    path: Path,
    documents: Iterable[pd.DataFrame],
    items: Iterable[pd.DataFrame],
    told: Sequence[QualityRow],
) -> None:
    """Write the dataset as one JSON object: documents, items, quality."""
    quality = json.dumps({row.figure: row.value for row in told}, ensure_ascii=False, indent=1)
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("{\n")
        for name, parts in (("documents", documents), ("items", items)):
            stream.writelines(_list_of(name, parts))
        stream.write(f' "quality": {_deeper(quality, 1)}\n}}')


def _list_of(name: str, parts: Iterable[pd.DataFrame]) -> Iterator[str]:
    """Yield a list of records as ``json.dumps`` with one blank a level would write it."""
    yield f' "{name}": ['
    begun = False
    for part in parts:
        for record in _records(part):
            text = json.dumps(record, ensure_ascii=False, indent=1)
            yield (",\n  " if begun else "\n  ") + _deeper(text, 2)
            begun = True
    yield "\n ],\n" if begun else "],\n"


def _deeper(text: str, levels: int) -> str:
    return text.replace("\n", "\n" + " " * levels)


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        record: dict[str, Any] = {str(key): value for key, value in row.items()}
        for name in _JSON_COLUMNS:
            if record.get(name):
                record[name] = json.loads(str(record[name]))
        yield record
