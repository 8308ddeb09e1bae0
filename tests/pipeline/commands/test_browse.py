from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from pipeline.commands.browse import prepare
from pipeline.dataset.store import Store
from pipeline.model import DocumentResult
from tests.pipeline.figures.rows import item, plan


def found(database: sqlite3.Connection, table: str, words: str) -> list[int]:
    query = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid"
    return [row for (row,) in database.execute(query, (words,))]


def test_search_ignores_marks_or_respects_them_and_lists_are_facets(tmp_path: Path) -> None:
    document = plan("a", "Trường THCS Suối Bàng")
    rows = (
        item(document, 1, "Đánh giá kế hoạch", criteria="1.9;1.10", owners="Hiệu trưởng"),
        item(document, 2, "Lập danh mục gia vị"),
    )
    with Store(tmp_path / "dataset.sqlite") as store:
        store.put(DocumentResult(document, rows))
        target, described = prepare(store, tmp_path)
    with closing(sqlite3.connect(target)) as database:
        assert found(database, "items_fts", '"danh gia"') == [1]
        assert found(database, "items_fts", '"đánh giá"') == [1]
        assert found(database, "items_exact_fts", '"danh gia"') == []
        assert found(database, "items_exact_fts", '"đánh giá"') == [1]
        query = "SELECT school, criteria_list FROM items_exact WHERE number = 1"
        assert database.execute(query).fetchone() == (document.school, '["1.9", "1.10"]')
        assert database.execute("SELECT count(*) FROM item_criteria").fetchone() == (2,)
    tables = json.loads(described.read_text("utf-8"))["databases"]["browse"]["tables"]
    assert {"array": "criteria_list"} in tables["items"]["facets"]
    assert tables["items_exact"]["fts_table"] == "items_exact_fts"
