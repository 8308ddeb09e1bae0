from __future__ import annotations

import csv
import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.dataset.export import export
from pipeline.dataset.schema import SchemaError
from pipeline.dataset.store import Store
from pipeline.errors import DatasetMissingError, DatasetVersionError, OutputError
from pipeline.model import DOCUMENT_COLUMNS, ITEM_COLUMNS, Document, DocumentResult, Item

SHA = "ab" * 32


def an_item(**values: object) -> Item:
    item = Item(
        item_id=f"{SHA[:12]}-0001",
        document_id=SHA,
        source="quet/a.pdf",
        page=2,
        row=1,
        kind="action",
        criteria="1.5;1.10",
        action="- Rà soát\n- Bổ sung",
        owner="Hiệu trưởng",
        owners="Hiệu trưởng",
        deadline="Tháng 8/2023 đến tháng 5/2024",
        start_date="2023-08-01",
        end_date="2024-05-31",
        deadline_kind="range",
        budget_vnd=None,
        confidence=0.93,
        raw='{"fields": {"action": {}}}',
    )
    return replace(item, **values)  # type: ignore[arg-type]


def a_result(**values: object) -> DocumentResult:
    document = Document(SHA, "quet/a.pdf", pages=3, read_by="ocr", issued_date="2023-09-05")
    return DocumentResult(replace(document, **values), (an_item(),))  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "out" / "dataset.sqlite")
    store.put(a_result(), "this")
    return store


def test_rows_come_back_equal(store: Store) -> None:
    assert store.items() == [an_item()]
    assert store.documents() == [a_result().document]


def test_putting_a_document_again_replaces_its_rows(store: Store) -> None:
    store.put(DocumentResult(a_result().document, (an_item(action="khác"),)))
    assert [item.action for item in store.items()] == ["khác"]


def test_changed_bytes_drop_the_old_rows(store: Store) -> None:
    other = "cd" * 32
    store.forget_other_versions("quet/a.pdf", other)
    assert store.documents() == []
    assert store.items() == []


def test_a_duplicate_keeps_the_rows_of_the_first(store: Store) -> None:
    store.put(DocumentResult(Document(SHA, "quet/b.pdf", status="duplicate")))
    assert len(store.items()) == 1
    assert len(store.documents()) == 2


def test_failed_documents_are_not_finished(store: Store) -> None:
    store.put(DocumentResult(Document("0" * 64, "x.pdf", status="failed", error="empty_file")))
    assert set(store.finished("this")) == {SHA}


def test_rows_of_another_state_of_the_program_are_not_finished(store: Store) -> None:
    assert store.finished("another") == {}
    store.put(a_result(), "another")
    assert set(store.finished("another")) == {SHA} and store.finished("this") == {}
    store.put(a_result())
    assert store.finished("another") == {} and store.finished("") == {}


def test_csv_has_bom_columns_in_order_and_no_formula(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "out", ["csv"])
    data = (tmp_path / "out" / "items.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True)))
    assert list(rows[0]) == ITEM_COLUMNS
    assert rows[0]["action"] == " - Rà soát\n- Bổ sung"
    assert rows[0]["budget_vnd"] == ""
    documents = (tmp_path / "out" / "documents.csv").read_text("utf-8-sig")
    assert documents.splitlines()[0].split(",") == DOCUMENT_COLUMNS


def test_xlsx_has_real_dates_and_text_that_is_no_formula(store: Store, tmp_path: Path) -> None:
    store.put(DocumentResult(a_result().document, (an_item(notes="=1+1", content="a\x07b"),)))
    export(store, tmp_path / "out", ["xlsx"])
    sheet = openpyxl.load_workbook(tmp_path / "out" / "items.xlsx")["items"]
    header = [cell.value for cell in sheet[1]]
    row = dict(zip(header, sheet[2], strict=True))
    assert header == ITEM_COLUMNS
    assert row["start_date"].value.date() == date(2023, 8, 1)
    assert row["notes"].value == "=1+1"
    assert row["notes"].data_type == "s"
    assert row["content"].value == "ab"
    assert row["action"].value == "- Rà soát\n- Bổ sung"


@pytest.mark.parametrize("code", ["1.10", "1.10;1.9", ""])
def test_a_criterion_1_10_stays_1_10_in_csv(store: Store, tmp_path: Path, code: str) -> None:
    store.put(DocumentResult(a_result().document, (an_item(criteria=code),)))
    export(store, tmp_path / "out", ["csv"])
    back = pd.read_csv(tmp_path / "out" / "items.csv", keep_default_na=False)
    assert back.loc[0, "criteria"].rstrip(";") == code


def test_an_export_open_in_excel_does_not_keep_the_others_from_being_written(
    store: Store, tmp_path: Path
) -> None:
    for name in ("items.csv", "items.xlsx"):
        (tmp_path / "out" / name).mkdir()  # stands for a file another program holds
    with pytest.raises(OutputError) as caught:
        export(store, tmp_path / "out")
    assert caught.value.exit_code == 6
    assert "items.csv" in str(caught.value) and "items.xlsx" in str(caught.value)
    for name in ("documents.csv", "items.parquet", "documents.parquet", "dataset.json"):
        assert (tmp_path / "out" / name).is_file()


def test_parquet_and_json(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "out", ["parquet", "json"])
    frame = pd.read_parquet(tmp_path / "out" / "items.parquet")
    assert frame.loc[0, "end_date"] == date(2024, 5, 31)
    assert list(frame.columns) == ITEM_COLUMNS
    data = json.loads((tmp_path / "out" / "dataset.json").read_text("utf-8"))
    assert data["items"][0]["raw"]["fields"] == {"action": {}}
    assert data["items"][0]["budget_vnd"] is None


@pytest.mark.parametrize(
    ("column", "bad"),
    [("start_date", "01/08/2023"), ("criteria", "1.5, 1.6"), ("deadline_kind", "soon")],
)
def test_a_cell_that_breaks_the_schema_costs_only_itself(
    store: Store, tmp_path: Path, column: str, bad: str
) -> None:
    with pytest.warns(UserWarning, match=column):
        store.put(DocumentResult(a_result().document, (an_item(**{column: bad}),)))
    export(store, tmp_path / "out", ["csv"])
    row = pd.read_csv(tmp_path / "out" / "items.csv", keep_default_na=False).loc[0]
    assert row[column] == ""
    assert row["flags"] == f"schema:{column}"
    assert row["owner"] == "Hiệu trưởng"


@pytest.mark.parametrize(
    ("column", "bad", "instead"),
    [
        ("confidence", 1.2, 0.0),
        ("page", 0, 1),
        ("row", -1, 0),
        ("kind", "plan", "task"),
        ("budget_vnd", -5, None),
        ("end_date", "2024-02-31", ""),
    ],
)
def test_values_that_do_not_fit_are_left_out_at_the_write(
    store: Store, column: str, bad: object, instead: object
) -> None:
    with pytest.warns(UserWarning, match=column):
        store.put(DocumentResult(a_result().document, (an_item(**{column: bad}),)))
    (item,) = store.items()
    assert getattr(item, column) == instead
    assert item.flags == f"schema:{column}"
    assert item.owner == "Hiệu trưởng"


@pytest.mark.parametrize("bad", [{"item_id": "x"}, {"document_id": "zz"}])
def test_rows_without_a_right_id_are_not_written(store: Store, bad: dict[str, object]) -> None:
    with pytest.raises(SchemaError):
        store.put(DocumentResult(a_result().document, (an_item(**bad),)))
    assert store.items() == [an_item()]


def test_a_dataset_edited_behind_its_back_is_not_exported(store: Store, tmp_path: Path) -> None:
    with sqlite3.connect(store.path) as db:
        db.execute("UPDATE items SET item_id = 'x'")
    with pytest.raises(SchemaError):
        export(store, tmp_path / "out", ["csv"])
    assert not (tmp_path / "out" / "items.csv").exists()


def test_an_empty_dataset_exports_headers(tmp_path: Path) -> None:
    with Store(tmp_path / "dataset.sqlite") as store:
        export(store, tmp_path)
    assert pd.read_csv(tmp_path / "items.csv").columns.tolist() == ITEM_COLUMNS


def test_missing_and_newer_datasets(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissingError):
        Store(tmp_path / "dataset.sqlite", create=False)
    with sqlite3.connect(tmp_path / "dataset.sqlite") as db:
        db.execute("CREATE TABLE alembic_version (version_num TEXT)")
        db.execute("INSERT INTO alembic_version VALUES ('9999')")
    with pytest.raises(DatasetVersionError):
        Store(tmp_path / "dataset.sqlite")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "dataset.sqlite") as db:
        db.execute("CREATE TABLE items (id INTEGER)")
    with pytest.raises(OutputError, match="chương trình khác"):
        Store(tmp_path / "dataset.sqlite")


def test_a_file_that_is_no_database_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "dataset.sqlite").write_bytes(b"PK\x03\x04 not a database" * 100)
    with pytest.raises(OutputError):
        Store(tmp_path / "dataset.sqlite")


def test_measured_quality_stands_in_every_export(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(store, out)
    figures = pd.read_csv(out / "quality.csv").set_index("figure")["value"]
    assert figures["sample_reviewed"] == 0 and pd.isna(figures["error_rate"])
    assert json.loads((out / "dataset.json").read_text("utf-8"))["quality"]["error_rate"] is None
    assert openpyxl.load_workbook(out / "items.xlsx")["Chất lượng"]["B6"].value == "chưa đo"
    metadata = pq.read_schema(out / "items.parquet").metadata
    assert json.loads(metadata[b"kehoach.quality"])["sample_waiting"] in (0, 1)
