"""The queue: counts, order, filters, search with marks and without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dataset.store import Store
from pipeline.model import DocumentResult
from pipeline.review.searching import glob_pattern, regex_pattern
from pipeline.review.web.queue import Asked, Queue, choices, next_worst, queue
from tests.pipeline.edits.rows import DOCUMENT, an_item
from tests.pipeline.review.web.conftest import Clerk

OTHER = "b" * 64


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    other = replace(DOCUMENT, document_id=OTHER, source="khac.pdf", school="Trường THPT Hồ Bơi")
    rows = [
        replace(
            an_item(n, confidence=0.2, action="Sửa mái tôn", flags="low_confidence"),
            document_id=OTHER,
            item_id=f"{OTHER[:12]}-{n:04d}",
        )
        for n in (1, 2)
    ]
    with Store(tmp_path / "dataset.sqlite") as found:
        found.put(DocumentResult(DOCUMENT, (an_item(1, action="Bổ sung sách"),)))
        found.put(DocumentResult(other, tuple(rows)))
        yield found


def asked(store: Store, **values: object) -> Queue:
    with store.reading() as connection:
        return queue(connection, Asked(**values))  # type: ignore[arg-type]


def ids(found: Queue) -> list[str]:
    return [entry.document_id for entry in found.entries]


def test_the_worst_document_comes_first_with_its_counts(store: Store) -> None:
    found = asked(store)
    assert ids(found) == [OTHER, DOCUMENT.document_id]
    assert (found.entries[0].rows, found.entries[0].to_see, found.total) == (2, 2, 2)
    with store.reading() as connection:
        assert next_worst(connection) == OTHER
        assert next_worst(connection, OTHER) == ""


def test_the_rows_of_a_file_sent_twice_count_once(store: Store) -> None:
    store.put(DocumentResult(replace(DOCUMENT, source="again.pdf", status="duplicate")))
    found = asked(store)
    assert [(e.source, e.rows, e.to_see) for e in found.entries if e.rows == 0] == [
        ("again.pdf", 0, 0)
    ]
    assert (found.total, found.to_see) == (3, 2)


@pytest.mark.parametrize(
    ("text", "marks", "hits"),
    [
        ("sua mai", False, 1),
        ("SỬA MÁI", True, 1),
        ("sua mai", True, 0),
        ("sữa mái", False, 1),
        ("sữa mái", True, 0),
        ("ho boi", False, 1),
        ("*", False, 0),
        ("%", True, 0),
        ("[a-z]", False, 0),
    ],
)
def test_search_respects_marks_or_ignores_them(
    store: Store, text: str, marks: bool, hits: int
) -> None:
    assert asked(store, text=text, marks=marks).total == hits


def test_filters_by_school_flag_and_open_rows(store: Store) -> None:
    assert ids(asked(store, school="Trường THPT Hồ Bơi")) == [OTHER]
    assert ids(asked(store, flag="low_confidence")) == [OTHER]
    assert ids(asked(store, open_only=True)) == [OTHER]
    assert ids(asked(store, status="failed")) == []


def test_what_there_is_to_filter_by(store: Store) -> None:
    with store.reading() as connection:
        found = choices(connection)
    assert ("low_confidence", 2) in found.flags
    assert "Trường THPT Hồ Bơi" in found.schools


def test_patterns_of_both_databases() -> None:
    assert glob_pattern("?*", marks=True) == "*[?][*]*"
    assert regex_pattern("a.b", marks=True) == r"[aA]\.[bB]"


def test_the_page_shows_documents_and_escapes_what_was_searched(clerk: Clerk) -> None:
    page = clerk.get("/", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert DOCUMENT.school in clerk.get("/").text


def test_next_leads_to_a_document_or_back(clerk: Clerk) -> None:
    assert clerk.get("/next").status_code == 303
