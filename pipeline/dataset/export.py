"""Exports of the dataset: CSV for Excel, XLSX with real dates, Parquet and JSON for analysts."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.dataset.atomic import atomic_path, write_text
from pipeline.dataset.schema import DOCUMENTS_SCHEMA, ITEMS_SCHEMA, mend
from pipeline.dataset.store import Store
from pipeline.flags import bare_flag, sentence

FORMATS = ("csv", "xlsx", "parquet", "json")

_DATE_COLUMNS = ("start_date", "end_date", "issued_date")
_WIDE = {
    "meaning": 80,
    "flag": 34,
    "action": 60,
    "content": 45,
    "owner": 30,
    "deadline": 24,
    "criterion_text": 30,
}
_HIDDEN = ("item_id", "document_id", "raw", "bbox")
_EXCEL_CELL_LIMIT = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def export(store: Store, out: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Write the dataset in every format asked for; return the files written.

    Raises:
        SchemaError: the rows do not fit the schema.
        OutputError: a file cannot be written (open in Excel, disk full).
    """
    items, odd_items = mend(store.frame("items"), ITEMS_SCHEMA)
    documents, odd_documents = mend(store.frame("documents"), DOCUMENTS_SCHEMA)
    for text in (*odd_items, *odd_documents):
        warnings.warn(f"giá trị sai cấu trúc được để trống: {text}", stacklevel=2)
    written: list[Path] = []
    for name in formats:
        written += _WRITERS[name](items, documents, out)
    return written


def _write_csv(items: pd.DataFrame, documents: pd.DataFrame, out: Path) -> list[Path]:
    paths = [out / "items.csv", out / "documents.csv"]
    for frame, path in zip((items, documents), paths, strict=True):
        with atomic_path(path) as temporary:
            _csv_safe(frame).to_csv(
                temporary, index=False, encoding="utf-8-sig", lineterminator="\r\n"
            )
    return paths


def _csv_safe(frame: pd.DataFrame) -> pd.DataFrame:
    """Put a blank before a leading ``- + = @``: Excel takes "- Họp ..." for a formula otherwise."""

    def safe(value: object) -> object:
        return (
            f" {value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
        )

    return frame.map(safe)


def _write_parquet(items: pd.DataFrame, documents: pd.DataFrame, out: Path) -> list[Path]:
    paths = [out / "items.parquet", out / "documents.parquet"]
    for frame, path in zip((items, documents), paths, strict=True):
        with atomic_path(path) as temporary:
            _dated(frame).to_parquet(temporary, index=False)
    return paths


def _write_json(items: pd.DataFrame, documents: pd.DataFrame, out: Path) -> list[Path]:
    path = out / "dataset.json"
    data = {"documents": _records(documents), "items": _records(items)}
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1))
    return [path]


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    for row in rows:
        for name in ("raw", "bbox", "legal_bases"):
            if row.get(name):
                row[name] = json.loads(str(row[name]))
    return [{str(key): value for key, value in row.items()} for row in rows]


def _write_xlsx(items: pd.DataFrame, documents: pd.DataFrame, out: Path) -> list[Path]:
    path = out / "items.xlsx"
    with (
        atomic_path(path) as temporary,
        pd.ExcelWriter(temporary, engine="openpyxl") as writer,
    ):
        for frame, sheet in ((items, "items"), (documents, "documents")):
            _excel_safe(_dated(frame)).to_excel(writer, sheet_name=sheet, index=False)
            _dress(writer.sheets[sheet], [str(name) for name in frame.columns])
        flags = _explained(items, documents)
        flags.to_excel(writer, sheet_name="flags", index=False)
        _dress(writer.sheets["flags"], ["flag", "count", "meaning"])
    return [path]


def _explained(*frames: pd.DataFrame) -> pd.DataFrame:
    """Return the flags that occur, how often, and what each means in Vietnamese."""
    counts = Counter(
        bare_flag(flag)
        for frame in frames
        for flags in frame["flags"]
        for flag in str(flags).split(";")
        if flag
    )
    rows = [(flag, count, sentence(flag)) for flag, count in counts.most_common()]
    return pd.DataFrame(rows, columns=["flag", "count", "meaning"])


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


def _excel_safe(frame: pd.DataFrame) -> pd.DataFrame:
    """Drop control characters, cut cells at Excel's limit."""

    def safe(value: object) -> object:
        if isinstance(value, str):
            return ILLEGAL_CHARACTERS_RE.sub("", value)[:_EXCEL_CELL_LIMIT]
        return value

    return frame.map(safe)


def _dress(sheet: Worksheet, names: Sequence[str]) -> None:
    """Freeze and filter the header, set widths, wrap text, hide machine columns."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for index, name in enumerate(names, start=1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = _WIDE.get(name, 16)
        sheet.column_dimensions[letter].hidden = name in _HIDDEN
        head = sheet.cell(1, index)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="DDEBF7")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
            elif isinstance(cell.value, str) and cell.value.startswith(_FORMULA_STARTS):
                cell.data_type = "s"  # text, never a formula
                cell.quotePrefix = True


_Writer = Callable[[pd.DataFrame, pd.DataFrame, Path], list[Path]]
_WRITERS: dict[str, _Writer] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
    "parquet": _write_parquet,
    "json": _write_json,
}
