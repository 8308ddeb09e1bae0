"""Invented rows for tests of figures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from itertools import count
from typing import Any

import pandas as pd

from pipeline.figures.facts import Facts, facts_of
from pipeline.model import DOCUMENT_COLUMNS, ITEM_COLUMNS, Document, Item


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def plan(name: str, school: str, year: str = "2023-2024", **values: Any) -> Document:
    given: dict[str, Any] = {
        "kind": "improvement_plan",
        "school_level": "THCS",
        "framework": "18/2018/TT-BGDĐT",
        "read_by": "text",
        "pages": 1,
        **values,
    }
    return Document(sha(name), f"{name}.pdf", school=school, school_year=year, **given)


def item(document: Document, number: int, action: str, **values: Any) -> Item:
    given: dict[str, Any] = {"page": 1, "row": number, "kind": "action", "raw": "{}", **values}
    item_id = f"{document.document_id[:12]}-{number:04d}"
    return Item(item_id, document.document_id, document.source, action=action, **given)


def items(document: Document, actions: Sequence[str], **values: Any) -> list[Item]:
    return [item(document, i, action, **values) for i, action in zip(count(1), actions)]


def frames(
    documents: Sequence[Document], rows: Sequence[Item]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables ``items`` and ``documents``."""
    table = pd.DataFrame([asdict(row) for row in rows], columns=ITEM_COLUMNS)
    table["budget_vnd"] = table["budget_vnd"].astype("Int64")
    papers = pd.DataFrame([asdict(document) for document in documents], columns=DOCUMENT_COLUMNS)
    return table, papers


def facts(documents: Sequence[Document], rows: Sequence[Item], **same: str) -> Facts:
    return facts_of(*frames(documents, rows), same)
