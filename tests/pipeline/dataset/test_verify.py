"""``kehoach verify`` tells what has happened to a dataset since it was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.formats.document import file_sha256
from pipeline.dataset.export import export
from pipeline.dataset.store import Store
from pipeline.dataset.verify import verify
from pipeline.model import Document, DocumentResult, Item


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Two rows of one file; the call edits the dataset and returns the codes of the problems."""
    monkeypatch.chdir(tmp_path)
    original = tmp_path / "a.txt"
    original.write_text("kế hoạch", "utf-8")
    sha = file_sha256(original)
    row = {"document_id": sha, "source": "a.txt", "page": 1, "kind": "action", "owner": "HT"}
    items = tuple(
        Item(
            item_id=f"{sha[:12]}-{n:04d}",
            row=n,
            criteria=f"1.{n}",
            action=f"Rà soát {n}",
            deadline="Tháng 9/2023",
            start_date="2023-09-01",
            end_date="2023-09-30",
            raw='{"fields": {"action": {}}}',
            **row,  # type: ignore[arg-type]
        )
        for n in (1, 2)
    )
    document = Document(sha, "a.txt", pages=1, read_by="text", school_year="2023-2024")
    with Store(tmp_path / "out" / "dataset.sqlite") as store:
        store.put(DocumentResult(document, items))
        export(store, tmp_path / "out")

    def problems(sql: str) -> list[str]:
        if sql:
            with sqlite3.connect(tmp_path / "out" / "dataset.sqlite") as db:
                db.execute(sql)
        with Store(tmp_path / "out" / "dataset.sqlite", create=False) as store:
            return [p.code for p in verify(store, tmp_path / "out")]

    return problems


def test_a_fresh_dataset_has_no_problem(dataset: Callable[[str], list[str]]) -> None:
    assert dataset("") == []


def test_an_original_that_has_changed(dataset: Callable[[str], list[str]]) -> None:
    Path("a.txt").write_text("kế hoạch khác", "utf-8")
    assert dataset("") == ["original_changed"]
    Path("a.txt").unlink()
    assert dataset("") == ["original_missing"]


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE items SET start_date = '2023-09-99' WHERE row = 1", "schema"),
        ("UPDATE items SET kind = 'plan' WHERE row = 1", "schema"),
        ("UPDATE items SET confidence = 7 WHERE row = 1", "schema"),
        ("UPDATE documents SET issued_date = '5/9/2023'", "schema"),
        ("UPDATE items SET page = 9 WHERE row = 2", "page_out_of_range"),
        ("UPDATE items SET raw = 'x' WHERE row = 2", "raw_broken"),
        ("UPDATE items SET raw = '{\"fields\": {}}' WHERE row = 2", "no_provenance"),
        ("DELETE FROM documents", "orphan_item"),
        ("UPDATE items SET end_date = '2023-01-01' WHERE row = 1", "unflagged"),
        ("UPDATE items SET end_date = '2029-01-01' WHERE row = 1", "unflagged"),
        ("UPDATE items SET owner = '' WHERE row = 1", "unflagged"),
        ("UPDATE items SET action = 'Rà soát 1', criteria = '1.1'", "unflagged"),
    ],
)
def test_rows_edited_behind_the_program(
    dataset: Callable[[str], list[str]], sql: str, code: str
) -> None:
    assert code in dataset(sql)
