"""Schemas of the dataset, checked on every write.

A row that breaks the schema is a defect of this program, never of the document, so a failure here
names the rows and columns and stops the write before anything is replaced.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from pipeline.errors import ExitCode, RunError
from pipeline.model import (
    DEADLINE_KINDS,
    DOCUMENT_COLUMNS,
    DOCUMENT_KINDS,
    ITEM_COLUMNS,
    ITEM_KINDS,
    Document,
    DocumentResult,
    Item,
)

_YEAR = r"^(\d{4}-\d{4})?$"
_CODES = (
    r"^(\d{1,2}(\.\d{1,2})?(;\d{1,2}(\.\d{1,2})?)*)?$"  # impossible codes are kept, and flagged
)
_SHA = r"^[0-9a-f]{64}$"


class SchemaError(RunError):
    """Rows about to be written do not fit the schema."""

    exit_code = ExitCode.INTERNAL


def _text(*checks: pa.Check) -> pa.Column:
    return pa.Column(str, checks=list(checks), nullable=False)


def _matches(pattern: str) -> pa.Check:
    return pa.Check.str_matches(pattern)


def _is_date(text: str) -> bool:
    """Say whether a text is "" or a day of the calendar as "2023-11-30"."""
    try:
        return text == "" or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_IS_DATE = pa.Check(_is_date, element_wise=True, name="is_date", error="is_date")

# What stands where a value did not fit; text columns become empty.
_INSTEAD: dict[str, Any] = {"kind": "task", "confidence": 0.0, "page": 1, "row": 0}
_KEYS = frozenset(("item_id", "document_id"))
_NUMBERS = frozenset(("confidence", "page", "row", "budget_vnd"))


ITEMS_SCHEMA = pa.DataFrameSchema(
    {
        **{name: _text() for name in ITEM_COLUMNS},
        "item_id": pa.Column(str, _matches(r"^[0-9a-f]{12}-\d{4,}$"), unique=True),
        "document_id": _text(_matches(_SHA)),
        "page": pa.Column(int, pa.Check.ge(1)),
        "row": pa.Column(int, pa.Check.ge(0)),
        "kind": _text(pa.Check.isin(ITEM_KINDS)),
        "level": _text(_matches(r"^[1-4]?(;[1-4])*$")),
        "criteria": _text(_matches(_CODES)),
        "start_date": _text(_IS_DATE),
        "end_date": _text(_IS_DATE),
        "deadline_kind": _text(pa.Check.isin(("", *DEADLINE_KINDS))),
        "budget_vnd": pa.Column("Int64", pa.Check.ge(0), nullable=True),
        "confidence": pa.Column(float, pa.Check.in_range(0, 1)),
    },
    strict=True,
    ordered=True,
)

DOCUMENTS_SCHEMA = pa.DataFrameSchema(
    {
        **{name: _text() for name in DOCUMENT_COLUMNS},
        "document_id": _text(_matches(_SHA)),
        "pages": pa.Column(int, pa.Check.ge(0)),
        "read_by": _text(pa.Check.isin(("", "text", "ocr", "mixed"))),
        "kind": _text(pa.Check.isin(("", *DOCUMENT_KINDS))),
        "issued_date": _text(_IS_DATE),
        "school_year": _text(_matches(_YEAR)),
        "status": _text(pa.Check.isin(("ok", "partial", "failed", "duplicate"))),
    },
    strict=True,
    ordered=True,
    unique=["document_id", "source"],
)


def check(frame: pd.DataFrame, schema: pa.DataFrameSchema, name: str) -> pd.DataFrame:
    """Return the frame if every row fits.

    Raises:
        SchemaError: the cases that do not fit, at most ten of them, in its text.
    """
    try:
        return schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "failure_case", "index"]].head(10)
        raise SchemaError(
            f"Bảng {name} có dòng sai cấu trúc (lỗi của chương trình, xin báo lại):\n"
            f"{cases.to_string(index=False)}"
        ) from error


def mend(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[str]]:
    """Return a frame that fits, and what had to be blanked for it.

    A cell that breaks the schema becomes empty and its row gets the flag ``schema:<column>``; the
    cell as read stays in ``raw``. So a defect of this program costs one cell, never the export.

    Raises:
        SchemaError: rows still do not fit (missing columns, ids that are wrong or not unique).
    """
    try:
        return schema.validate(frame, lazy=True), []
    except SchemaErrors as error:
        cases = error.failure_cases.dropna(subset=["index"])
    mended, found = frame.copy(), []
    for column, index, value in cases[["column", "index", "failure_case"]].itertuples(index=False):
        if column not in mended.columns or column in _KEYS:
            continue
        mended.at[index, column] = _INSTEAD.get(column, pd.NA if column in _NUMBERS else "")
        flags = [flag for flag in (str(mended.at[index, "flags"]), f"schema:{column}") if flag]
        mended.at[index, "flags"] = ";".join(flags)
        found.append(f"{column}: {value!r}")
    return check(mended, schema, "items"), found


R = TypeVar("R", Item, Document)


def fitted(result: DocumentResult) -> DocumentResult:
    """Return what a document gave with every row fit to be written.

    Called before each write to the dataset; rows without defect are the very same objects.

    Raises:
        SchemaError: a row does not fit and cannot be mended (a wrong or repeated id).
    """
    return replace(
        result,
        document=_fitted([result.document], DOCUMENTS_SCHEMA)[0],
        items=tuple(_fitted(result.items, ITEMS_SCHEMA)),
    )


def _fitted(rows: Sequence[R], schema: pa.DataFrameSchema) -> Sequence[R]:
    if not rows:
        return rows
    cls = type(rows[0])
    names = [f.name for f in fields(cls)]
    table: dict[str, Any] = {name: [getattr(row, name) for row in rows] for name in names}
    frame = pd.DataFrame(table)
    if "budget_vnd" in frame:
        frame["budget_vnd"] = frame["budget_vnd"].astype("Int64")
    mended, found = mend(frame, schema)
    if not found:
        return rows
    warnings.warn(f"{rows[0].source}: {'; '.join(found)}", stacklevel=4)
    records = mended.astype(object).where(mended.notna(), None).to_dict("records")
    return [cls(**{str(k): v for k, v in record.items()}) for record in records]
