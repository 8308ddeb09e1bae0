from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.dataset.export import export
from pipeline.dataset.store import Store
from pipeline.dataset.views import Statements, create_views, duckdb_views
from pipeline.model import DocumentResult
from tests.pipeline.figures.rows import item, plan

QUERIES = {
    "plan_items": "SELECT item_id, school, school_year, end_date FROM plan_items ORDER BY 1",
    "item_criteria": "SELECT item_id, criterion, place FROM item_criteria ORDER BY 1, 3",
    "item_owners": "SELECT item_id, role, place FROM item_owners ORDER BY 1, 3",
    "deadlines_by_week": (
        "SELECT week_start, school, due, documents FROM deadlines_by_week ORDER BY 1"
    ),
}


def filled(store: Store) -> list[str]:
    document = plan("a", "Trường THCS Suối Bàng")
    rows = (
        item(document, 1, "x", criteria="1.9;1.10", end_date="2023-10-01",
             owners='Tổ "Hoa sen";Hiệu trưởng'),
        item(document, 2, "y", criteria="1.10", end_date="2023-09-25"),
        item(document, 3, "z", owners="Kế toán"),
    )  # fmt: skip
    store.put(DocumentResult(document, rows))
    return [row.item_id for row in rows]


def expected(a: str, b: str, c: str) -> dict[str, list[tuple[object, ...]]]:
    school, year = "Trường THCS Suối Bàng", "2023-2024"
    return {
        "plan_items": [
            (a, school, year, "2023-10-01"),
            (b, school, year, "2023-09-25"),
            (c, school, year, "None"),
        ],
        "item_criteria": [(a, "1.9", 1), (a, "1.10", 2), (b, "1.10", 1)],
        "item_owners": [(a, 'Tổ "Hoa sen"', 1), (a, "Hiệu trưởng", 2), (c, "Kế toán", 1)],
        "deadlines_by_week": [("2023-09-25", school, 2, 1)],
    }


def plain(rows: list[Any]) -> list[tuple[object, ...]]:
    return [tuple(v if isinstance(v, int) else str(v) for v in row) for row in rows]


def test_the_views_say_the_same_in_a_file_and_on_a_server(any_store: Store) -> None:
    ids = filled(any_store)
    dialect: Any = any_store.engine.dialect.name
    for _ in range(2):  # making them again replaces them
        with any_store.writing() as connection:
            create_views(Statements(connection), dialect)
    for name, query in QUERIES.items():
        with any_store.reading() as connection:
            assert plain(list(connection.exec_driver_sql(query))) == expected(*ids)[name], name


@pytest.mark.parametrize("name", QUERIES)
def test_the_same_views_over_parquet(tmp_path: Path, name: str) -> None:
    with Store(tmp_path / "dataset.sqlite") as store:
        ids = filled(store)
        export(store, tmp_path, ["parquet"])
    with duckdb.connect() as connection:
        duckdb_views(connection, tmp_path)
        assert plain(connection.execute(QUERIES[name]).fetchall()) == expected(*ids)[name]
