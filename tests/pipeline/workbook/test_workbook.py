from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.dataset.export import export
from pipeline.dataset.store import Store
from pipeline.model import ITEM_COLUMNS, DocumentResult
from pipeline.workbook.book import workbook_of
from tests.pipeline.figures.rows import frames, item, plan

SCHOOL = "Trường THCS Suối Bàng"


def made(tmp_path: Path, **values: object) -> Path:
    document = plan("a", SCHOOL)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    given: dict[str, object] = {
        "criteria": "1.10",
        "owner": "Hiệu trưởng",
        "owners": "Hiệu trưởng",
        "start_date": "2023-09-01",
        "end_date": "2023-10-31",
        "deadline": "Tháng 9 đến tháng 10/2023",
        "budget_vnd": 1_500_000,
        "flags": "money_unparsed;stitched",
        "confidence": 0.5,
        "page": 3,
        **values,
    }
    with Store(tmp_path / "out" / "dataset.sqlite") as store:
        store.put(DocumentResult(document, (item(document, 1, "- Rà soát nội quy", **given),)))
        export(store, tmp_path / "out")
    return tmp_path / "out" / "items.xlsx"


def test_a_clerk_opens_the_work_first_and_machines_find_their_tables_last(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(tmp_path))
    assert book.sheetnames == [
        "Việc cần làm",
        "Văn bản",
        "Độ phủ tiêu chí",
        "Cần xem lại",
        "Chất lượng",
        "Chú giải",
        "items",
        "documents",
    ]
    first = book["Việc cần làm"]
    head, line = ([cell.value for cell in row] for row in first.iter_rows(max_row=2))
    assert head[:5] == [
        "Trường (cơ quan)",
        "Tiêu chí",
        "Công việc",
        "Người thực hiện",
        "Thời hạn (như đã ghi)",
    ]
    assert line[:4] == [SCHOOL, "1.10", "- Rà soát nội quy", "Hiệu trưởng"]
    assert [day.date() for day in line[5:7]] == [date(2023, 9, 1), date(2023, 10, 31)]
    assert line[7] == 1_500_000 and line[8] == "Có chữ số nhưng không đọc được số tiền."


def test_the_first_sheet_prints_on_a4_across_with_its_head_on_every_page(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(made(tmp_path))["Việc cần làm"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:J2"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1" and "&P" in sheet.oddFooter.center.text
    assert sheet["F2"].number_format == "dd/mm/yyyy" and sheet["H2"].number_format == "#,##0"


def test_a_row_leads_to_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sheet = openpyxl.load_workbook(made(tmp_path))["Việc cần làm"]
    assert sheet["J2"].value == 3
    assert sheet["J2"].hyperlink.target == "../a.pdf#page=3"


def test_an_original_that_is_gone_gives_no_dead_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    table, papers = frames([d := plan("mất", SCHOOL)], [item(d, 1, "Việc")])
    sheet = workbook_of(table, papers, tmp_path)["Việc cần làm"]
    assert sheet["J2"].value == 1 and sheet["J2"].hyperlink is None


def test_pandas_reads_the_machine_columns_back_equal(tmp_path: Path) -> None:
    path = made(tmp_path, notes="=1+1", content="+ Nội dung\n- khác", owner="@tổ 1")
    back = pd.read_excel(path, sheet_name="items", dtype={"criteria": str}).loc[0]
    truth = pd.read_parquet(path.with_name("items.parquet")).loc[0]
    assert list(back.index) == ITEM_COLUMNS
    for name in ITEM_COLUMNS:
        value, meant = back[name], truth[name]
        if isinstance(meant, date):
            value = value.date()
        if meant == "" or meant is pd.NA:
            assert pd.isna(value), name
        else:
            assert value == meant, name


def test_a_cell_longer_than_excel_holds_is_cut_and_flagged(tmp_path: Path) -> None:
    path = made(tmp_path, notes="ă" * 40_000)
    sheet = openpyxl.load_workbook(path)["items"]
    row = dict(zip(ITEM_COLUMNS, [cell.value for cell in sheet[2]], strict=True))
    assert len(row["notes"]) == 32_767
    assert row["flags"] == "money_unparsed;stitched;cell_cut:notes"
    legend = openpyxl.load_workbook(path)["Chú giải"]
    assert "cell_cut:notes" in [row[0].value for row in legend.iter_rows(min_row=2)]


def test_what_is_wrong_with_a_plan_stands_in_the_matrix(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(made(tmp_path))["Độ phủ tiêu chí"]
    head, line = ([cell.value for cell in row] for row in sheet.iter_rows(max_row=2))
    cells = dict(zip(head, line, strict=True))
    assert cells["1.10"] == 1 and cells["1.1"] == "thiếu" and cells["Năm học"] == "2023-2024"
