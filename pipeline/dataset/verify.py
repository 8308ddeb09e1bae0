"""``kehoach verify``: does the dataset still agree with itself and with its sources?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.formats.document import file_sha256
from normalizers.school_year import SchoolYear
from pipeline.dataset.originals import original_path
from pipeline.dataset.schema import DOCUMENTS_SCHEMA, ITEMS_SCHEMA, SchemaError, check
from pipeline.dataset.store import Store
from pipeline.edits.replay import REVIEWED
from pipeline.flags import sentence
from pipeline.model import Item
from pipeline.rows.checks import check_items
from pipeline.running.work import NO_BYTES


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found wrong. ``code`` is stable, ``text`` is for people."""

    code: str
    source: str
    text: str


def verify(store: Store, out: Path) -> list[Problem]:
    """Check schema, references, provenance, exports and the hashes of the originals."""
    return [
        *_schema(store),
        *_references(store),
        *_provenance(store),
        *_cross_checks(store),
        *_originals(store, out),
        *_exports(store, out),
    ]


def _schema(store: Store) -> Iterator[Problem]:
    for table, schema in (("items", ITEMS_SCHEMA), ("documents", DOCUMENTS_SCHEMA)):
        try:
            check(store.frame(table), schema, table)
        except SchemaError as error:
            yield Problem("schema", table, str(error))


def _references(store: Store) -> Iterator[Problem]:
    documents = {d.document_id: d for d in store.documents() if d.status in ("ok", "partial")}
    for item in store.items():
        document = documents.get(item.document_id)
        if document is None:
            yield Problem("orphan_item", item.source, f"{item.item_id}: không thuộc văn bản nào.")
        elif item.page > max(1, document.pages):
            yield Problem(
                "page_out_of_range",
                item.source,
                f"{item.item_id}: trang {item.page}, văn bản chỉ có {document.pages} trang.",
            )


def _provenance(store: Store) -> Iterator[Problem]:
    for item in store.items():
        try:
            fields = json.loads(item.raw)["fields"]
        except (ValueError, KeyError, TypeError):
            yield Problem("raw_broken", item.source, f"{item.item_id}: cột raw hỏng.")
            continue
        if (item.action or item.owner or item.deadline) and not fields:
            yield Problem("no_provenance", item.source, f"{item.item_id}: không rõ đọc từ đâu.")


def _cross_checks(store: Store) -> Iterator[Problem]:
    """Report what the cross-checks find and the row's flags do not say: it was edited since."""
    years = {d.document_id: d.school_year for d in store.documents()}
    by_document: dict[str, list[Item]] = {}
    for item in store.items():
        by_document.setdefault(item.document_id, []).append(item)
    for document_id, items in by_document.items():
        year = years.get(document_id, "")
        school_year = SchoolYear(int(year[:4])) if year[:4].isdecimal() else None
        try:
            checked = check_items(items, school_year=school_year)
        except ValueError:
            continue  # a date that is none: the schema has told
        for before, after in zip(items, checked, strict=True):
            if REVIEWED in before.flags.split(";"):
                continue  # a person has looked at it
            new = set(after.flags.split(";")) - set(before.flags.split(";")) - {""}
            for flag in sorted(new):
                yield Problem("unflagged", before.source, f"{before.item_id}: {sentence(flag)}")


def _originals(store: Store, out: Path) -> Iterator[Problem]:
    for document in store.documents():
        if document.document_id == NO_BYTES:
            continue
        path = original_path(document.source, out)
        if path is None:
            yield Problem(
                "original_missing",
                document.source,
                "Không thấy tệp gốc (đã chuyển đi? Hãy chạy lại `kehoach run` với chỗ mới).",
            )
        elif file_sha256(path) != document.document_id:
            yield Problem(
                "original_changed",
                document.source,
                "Tệp gốc đã thay đổi sau khi đọc; hãy chạy lại `kehoach run`.",
            )


def _exports(store: Store, out: Path) -> Iterator[Problem]:
    for name in store.stale_exports():
        if (out / name).exists():
            yield Problem(
                "export_stale", name, "Tệp xuất cũ hơn dữ liệu; hãy chạy `kehoach export`."
            )
