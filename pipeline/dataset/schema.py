"""Schemas of the dataset, checked on every write.

A row that breaks the schema is a defect of this program, never of the document, so a failure here
names the rows and columns and stops the write before anything is replaced.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from pipeline.dataset.rules import RULES, Rule, fits, is_day
from pipeline.errors import ExitCode, RunError
from pipeline.model import Document, DocumentResult, Item


class SchemaError(RunError):
    """Rows about to be written do not fit the schema."""

    exit_code = ExitCode.INTERNAL


def _column(rule: Rule, *, unique: bool = False) -> pa.Column:
    """Return what pandera asks of a column."""
    checks = []
    if rule.pattern:
        checks.append(pa.Check.str_matches(rule.pattern))
    if rule.allowed:
        checks.append(pa.Check.isin(rule.allowed))
    if rule.least is not None:
        checks.append(pa.Check.ge(rule.least))
    if rule.most is not None:
        checks.append(pa.Check.le(rule.most))
    if rule.day:
        checks.append(pa.Check(is_day, element_wise=True, name="is_date", error="is_date"))
    dtype = _DTYPES[rule.kind]
    return pa.Column(dtype, checks=checks, nullable=rule.kind == "maybe_int", unique=unique)


_DTYPES: dict[str, Any] = {"text": str, "int": int, "maybe_int": "Int64", "float": float}

# What stands where a value did not fit; text columns become empty.
_INSTEAD: dict[str, Any] = {"kind": "task", "confidence": 0.0, "page": 1, "row": 0}
_KEYS = frozenset(("item_id", "document_id"))
_NUMBERS = frozenset(("confidence", "page", "row", "budget_vnd"))


ITEMS_SCHEMA = pa.DataFrameSchema(
    {name: _column(rule, unique=name == "item_id") for name, rule in RULES[Item].items()},
    strict=True,
    ordered=True,
)

DOCUMENTS_SCHEMA = pa.DataFrameSchema(
    {name: _column(rule) for name, rule in RULES[Document].items()},
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
    whole, found = frame.copy(), []
    for column, index, value in cases[["column", "index", "failure_case"]].itertuples(index=False):
        if column not in whole.columns or column in _KEYS:
            continue
        whole.at[index, column] = _INSTEAD.get(column, pd.NA if column in _NUMBERS else "")
        flags = [flag for flag in (str(whole.at[index, "flags"]), f"schema:{column}") if flag]
        whole.at[index, "flags"] = ";".join(flags)
        found.append(f"{column}: {value!r}")
    return check(whole, schema, "items"), found


R = TypeVar("R", Item, Document)


def mended(result: DocumentResult) -> DocumentResult:
    """Return what a document gave, some row of which does not fit, with every row fit.

    Raises:
        SchemaError: a row does not fit and cannot be mended (a wrong or repeated id).
    """
    return replace(
        result,
        document=_fitted([result.document], DOCUMENTS_SCHEMA)[0],
        items=tuple(_fitted(result.items, ITEMS_SCHEMA)),
    )


def _fitted(rows: Sequence[R], schema: pa.DataFrameSchema) -> Sequence[R]:
    if fits(rows):
        return rows
    cls = type(rows[0])
    names = [f.name for f in fields(cls)]
    table: dict[str, Any] = {name: [getattr(row, name) for row in rows] for name in names}
    frame = pd.DataFrame(table)
    if "budget_vnd" in frame:
        frame["budget_vnd"] = frame["budget_vnd"].astype("Int64")
    whole, found = mend(frame, schema)
    if not found:
        return rows
    warnings.warn(f"{rows[0].source}: {'; '.join(found)}", stacklevel=4)
    records = whole.astype(object).where(whole.notna(), None).to_dict("records")
    return [cls(**{str(k): v for k, v in record.items()}) for record in records]
