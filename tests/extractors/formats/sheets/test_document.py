"""Spreadsheets: a plan in Excel, old Excel or Calc is read as a person sees it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from extractors.errors import (
    EncryptedFileError,
    NoPagesError,
    TooLargeError,
    TruncatedFileError,
)
from extractors.formats import Kind, Limits, open_document, sniff
from extractors.formats.office import find_office
from extractors.formats.sheets.document import _xls_is_encrypted
from extractors.reading import read_page
from extractors.types import Page

TITLES = ["STT", "Tiêu chí", "Công việc", "Người thực hiện", "Thời hạn", "Kinh phí"]
ROWS = [
    [1, "1.1", "Rà soát hồ sơ thư viện xanh", "Tổ Văn phòng", date(2031, 9, 20), 1_500_000],
    [2, "1.2", "Sửa mái hiên nhà xe", "Tổ Hậu cần", date(2031, 10, 5), 250_000],
    [3, "2.1", "Trồng cây bóng mát", "Lớp trực tuần", date(2031, 11, 2), 0.5],
]
THIN = Border(*[Side(style="thin")] * 4)


def plan(sheet: Worksheet, *, bordered: bool = True) -> None:
    """Fill a sheet with an invented plan: letterhead, title, table, signatures."""
    sheet["A1"], sheet["D1"] = "UBND HUYỆN TRÚC LÂM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A2"], sheet["D2"] = "TRƯỜNG THCS TRÚC LÂM", "Độc lập - Tự do - Hạnh phúc"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("D1:F1")
    sheet["A4"] = "KẾ HOẠCH CẢI TIẾN NĂM HỌC 2031-2032"
    sheet.merge_cells("A4:F4")
    for col, title in enumerate(TITLES, start=1):
        sheet.cell(6, col, title)
    for r, row in enumerate(ROWS, start=7):
        for col, value in enumerate(row, start=1):
            sheet.cell(r, col, value)
        sheet.cell(r, 5).number_format = "dd/mm/yyyy"
        sheet.cell(r, 6).number_format = "#,##0"
    sheet["F9"].number_format = "0%"
    if bordered:
        for place in sheet["A6:F9"]:
            for cell in place:
                cell.border = THIN
    sheet["A11"], sheet["D11"] = "Nơi nhận:", "HIỆU TRƯỞNG"


def saved(folder: Path, fill: Callable[[Worksheet], None]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    path = folder / "ke hoach.bin"
    book.save(path)
    return path


def first(path: Path) -> Page:
    with open_document(path) as document:
        return read_page(document, 1, engine=None)


def expect_plan(page: Page) -> None:
    (table,) = page.tables
    assert table.text_rows()[0] == TITLES
    assert table.text_rows()[1][2:] == [ROWS[0][2], "Tổ Văn phòng", "20/09/2031", "1.500.000"]
    assert table.text_rows()[3][5] == "50%"
    assert [line.text for line in page.lines] == [
        "UBND HUYỆN TRÚC LÂM",
        "TRƯỜNG THCS TRÚC LÂM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH CẢI TIẾN NĂM HỌC 2031-2032",
        "Nơi nhận:",
        "HIỆU TRƯỞNG",
    ]


@pytest.mark.parametrize("bordered", [True, False])
def test_plan_in_excel_was_refused(tmp_path: Path, bordered: bool) -> None:
    path = saved(tmp_path, lambda sheet: plan(sheet, bordered=bordered))
    assert sniff(path) is Kind.XLSX
    page = first(path)
    expect_plan(page)
    assert page.flags == ()
    cell = next(c for c in page.tables[0].cells if c.text == "Tổ Hậu cần")
    assert cell.where == "Sheet!D8"


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("suffix", "kind"), [("xls", Kind.XLS), ("ods", Kind.ODS)])
def test_plan_in_old_excel_or_calc_was_refused(tmp_path: Path, suffix: str, kind: Kind) -> None:
    path = saved(tmp_path, plan).rename(tmp_path / "input.xlsx")
    profile = (tmp_path / "profile").as_uri()
    command = [str(find_office()), f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", suffix, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    old = shutil.move(tmp_path / f"input.{suffix}", tmp_path / "ke hoach.pdf")
    assert sniff(old) is kind
    expect_plan(first(Path(old)))


def test_hidden_rows_columns_and_sheets_are_not_read(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        plan(sheet)
        sheet.row_dimensions[8].hidden = True
        sheet.column_dimensions["B"].hidden = True
        assert sheet.parent is not None
        secret = sheet.parent.create_sheet("nháp")
        secret["A1"] = "Bản nháp bỏ đi"
        secret.sheet_state = "hidden"

    path = saved(tmp_path, fill)
    with open_document(path) as document:
        assert document.page_count == 1
    page = first(path)
    (table,) = page.tables
    assert [row[0] for row in table.text_rows()] == ["STT", "1", "3"]
    assert table.n_cols == 5
    assert "hidden_left_out" in page.flags


def test_merged_cells_span_and_blank_rows_do_not_part_a_table(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        plan(sheet)
        sheet["D7"] = "Tổ Văn phòng"
        sheet.merge_cells("D7:D9")

    (table,) = first(saved(tmp_path, fill)).tables
    cell = next(c for c in table.cells if c.text == "Tổ Văn phòng")
    assert (cell.row, cell.rowspan) == (1, 3)


def test_struck_out_and_white_cells_are_not_valid(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        plan(sheet)
        sheet["D7"] = CellRichText(TextBlock(InlineFont(strike=True), "Tổ Toán"), " Tổ Nhạc")
        sheet["C8"].font = Font(strike=True)
        sheet["D9"].font = Font(color="FFFFFFFF")

    page = first(saved(tmp_path, fill))
    rows = page.tables[0].text_rows()
    assert (rows[1][3], rows[2][2], rows[3][3]) == ("Tổ Nhạc", "", "")
    struck = next(c for c in page.tables[0].cells if (c.row, c.col) == (2, 2))
    assert struck.raw == "Sửa mái hiên nhà xe"
    assert {"struck_out", "hidden_left_out"} <= set(page.flags)


def test_old_font_in_a_cell_is_converted(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        plan(sheet)
        sheet["C7"] = "KÕ ho¹ch n¨m häc"
        sheet["C7"].font = Font(name=".VnTime")

    page = first(saved(tmp_path, fill))
    assert page.tables[0].text_rows()[1][2] == "Kế hoạch năm học"
    assert page.flags == ("legacy_font:tcvn3",)


def test_formula_without_a_stored_value_is_named(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        plan(sheet)
        sheet["F8"] = "=F7*2"

    page = first(saved(tmp_path, fill))
    assert page.tables[0].text_rows()[2][5] == ""
    assert "formula_without_value" in page.flags


def test_far_away_cell_does_not_blow_up_the_grid(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        plan(sheet)
        sheet["XFD1048576"] = "x"

    assert first(saved(tmp_path, fill)).tables[0].n_rows == 4


def test_named_errors(tmp_path: Path) -> None:
    path = saved(tmp_path, plan)
    with pytest.raises(TooLargeError):
        open_document(path, limits=Limits(max_sheet_bytes=1000))
    with pytest.raises(NoPagesError):
        open_document(saved(tmp_path, lambda sheet: None))
    path = saved(tmp_path, lambda sheet: sheet.merge_cells("A1:B4"))
    with pytest.raises(TooLargeError, match="gộp"):
        open_document(path, limits=Limits(max_table_cells=7))
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook")
    path.write_bytes(broken.getvalue())
    with pytest.raises(TruncatedFileError):
        open_document(path)
    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    path.write_bytes(locked.getvalue())
    with pytest.raises(EncryptedFileError):
        open_document(path)


def test_old_excel_with_a_password_is_told() -> None:
    start = b"\x09\x08\x10\x00" + b"\x00" * 16
    assert _xls_is_encrypted(b"\x00" * 512 + start + b"\x2f\x00\x36\x00" + b"\x00" * 600)
    assert not _xls_is_encrypted(b"\x00" * 512 + start + b"\xe1\x00\x02\x00" + b"\x00" * 600)
