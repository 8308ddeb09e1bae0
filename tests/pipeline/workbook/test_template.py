from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from pipeline.errors import UsageError
from pipeline.workbook.template import field_of, filled
from tests.pipeline.figures.rows import facts, items, plan

TITLES = ["STT", "Đơn vị", "Nội dung công việc", "Bộ phận chủ trì", "Đến ngày", "Ghi chú riêng"]


def form(tmp_path: Path, *, signature: bool = True) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["PHÒNG GIÁO DỤC HUYỆN SUỐI BÀNG"])
    sheet.append([])
    sheet.append(TITLES)
    sheet["C4"].font = Font(italic=True)
    if signature:
        sheet["D6"] = "Người lập biểu"
        sheet.merge_cells("D6:E6")
    path = tmp_path / "bieu-mau.xlsx"
    book.save(path)
    return path


def three() -> object:
    document = plan("a", "Trường THCS Suối Bàng")
    rows = items(document, ["Việc một", "Việc hai", "Việc ba"], owner="HT", end_date="2024-05-31")
    return facts([document], rows)


def test_a_form_is_filled_by_its_titles_and_its_signature_moves_down(tmp_path: Path) -> None:
    sheet = filled(form(tmp_path), three()).active  # type: ignore[arg-type]
    assert sheet["A1"].value.startswith("PHÒNG")
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
    assert [line[0] for line in lines] == [1, 2, 3]
    school, end = "Trường THCS Suối Bàng", date(2024, 5, 31)
    assert lines[1] == [2, school, "Việc hai", "HT", end, None]
    assert sheet["C6"].font.italic
    assert sheet["D7"].value == "Người lập biểu"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["D7:E7"]


def test_a_sheet_without_known_titles_is_refused_with_what_to_do(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Màu", "Kích thước", "Số lượng"])
    book.save(tmp_path / "khac.xlsx")
    with pytest.raises(UsageError, match="Tiêu chí, Công việc"):
        filled(tmp_path / "khac.xlsx", three())  # type: ignore[arg-type]
    (tmp_path / "hong.xlsx").write_bytes(b"PK nothing")
    with pytest.raises(UsageError, match="không mở được"):
        filled(tmp_path / "hong.xlsx", three())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Tên trường", "school"),
        ("Người phụ trách", "owner"),
        ("Phối hợp", "helpers"),
        ("Cần xem lại", "look"),
        ("Kinh phí", "budget"),
        ("Chữ ký", ""),
    ],
)
def test_titles_are_understood_as_those_of_plans(title: str, field: str) -> None:
    assert field_of(title) == field
