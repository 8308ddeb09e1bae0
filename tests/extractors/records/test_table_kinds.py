"""Calendars, duty rosters, blocks, lists in cells, forms: invented tables and what they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.records.rosters import duty_of
from extractors.types import Page, Record, Table
from tests.extractors.told import left_out, records

Build = Callable[..., Table]
MakePage = Callable[..., Page]


def said(record: Record, *names: str) -> tuple[str, ...]:
    """The texts of some fields on one line, "" for one that is not there."""
    return tuple(
        " ".join(record.fields[name].text.split()) if name in record.fields else ""
        for name in names
    )


def test_calendar_of_days_and_halves_gives_one_task_per_entry(
    table_of: Build, page_of: MakePage
) -> None:
    rows = [
        ["Thứ, ngày", "Sáng", "Chiều"],
        ["Thứ Hai 10/11", "- Chào cờ\n- 9h: Họp liên tịch (HT chủ trì)", "Dự giờ lớp 2A (cô Thoa)"],
        ["Thứ Ba 11/11", "- Kiểm kê thư viện (đ/c Hợi, đ/c Páo)", "- Họp tổ 1, 2, 3"],
        ["Thứ Tư 12/11", "", "Trực trường: thầy Khiêm"],
        ["Thứ Năm 13/11", "Cả ngày: Tập huấn PCCC (Bảo vệ, Văn thư)", ""],
    ]
    spans = {(2, 1): (2, 1), (4, 1): (1, 2)}
    found = records([page_of(1, table_of(rows, spans=spans, method="docx"))])
    assert [said(r, "action", "owner", "deadline") for r in found] == [
        ("Chào cờ", "", "Thứ Hai 10/11"),
        ("9h: Họp liên tịch (HT chủ trì)", "HT", "Thứ Hai 10/11"),
        ("Dự giờ lớp 2A (cô Thoa)", "cô Thoa", "Thứ Hai 10/11"),
        ("Kiểm kê thư viện (đ/c Hợi, đ/c Páo)", "đ/c Hợi, đ/c Páo", ""),
        ("Họp tổ 1, 2, 3", "", "Thứ Ba 11/11"),
        ("Trực trường: thầy Khiêm", "thầy Khiêm", "Thứ Tư 12/11"),
        ("Cả ngày: Tập huấn PCCC (Bảo vệ, Văn thư)", "Bảo vệ, Văn thư", "Thứ Năm 13/11"),
    ]
    assert said(found[3], "start", "end") == ("Thứ Ba 11/11", "Thứ Tư 12/11")
    assert all("owner_from_text" in r.flags for r in found if "owner" in r.fields)


def test_calendar_with_the_days_over_the_columns(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["Buổi", "Thứ Hai 01/12", "Thứ Ba 02/12", "Thứ Tư 03/12"],
        ["Sáng", "Chào cờ, phát động thi đua", "Dự giờ tổ Văn", "Khám sức khỏe học sinh khối 1"],
        ["Chiều", "Họp chi bộ", "", "Tập huấn phần mềm thư viện"],
    ]
    found = records([page_of(1, table_of(rows))])
    assert [said(r, "action", "deadline") for r in found] == [
        ("Chào cờ, phát động thi đua", "Thứ Hai 01/12"),
        ("Dự giờ tổ Văn", "Thứ Ba 02/12"),
        ("Khám sức khỏe học sinh khối 1", "Thứ Tư 03/12"),
        ("Họp chi bộ", "Thứ Hai 01/12"),
        ("Tập huấn phần mềm thư viện", "Thứ Tư 03/12"),
    ]


def test_duty_roster_names_who_is_on_duty_when(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["Ngày", "Ca", "Người trực", "Điện thoại", "Ghi chú"],
        ["30/4", "Ngày", "Nguyễn Văn Cường\nTrần Thị Hà", "0912 000 111\n0912 000 222", ""],
        ["", "Đêm", "Lê Văn Dũng", "0912 000 333", "Khóa cổng sau"],
        ["01/5", "Ngày", "Phạm Thị Lan", "0912 000 444", ""],
        ["", "Đêm", "Nguyễn Văn Cường", "0912 000 111", ""],
    ]
    spans = {(1, 0): (2, 1), (3, 0): (2, 1)}
    page = page_of(1, "II. PHÂN CÔNG TRỰC LỄ 30/4", table_of(rows, spans=spans))
    found = records([page])
    assert [said(r, "action", "owner", "deadline") for r in found] == [
        ("TRỰC LỄ 30/4, ca ngày", "Nguyễn Văn Cường; Trần Thị Hà", "30/4"),
        ("TRỰC LỄ 30/4, ca đêm", "Lê Văn Dũng", "30/4"),
        ("TRỰC LỄ 30/4, ca ngày", "Phạm Thị Lan", "01/5"),
        ("TRỰC LỄ 30/4, ca đêm", "Nguyễn Văn Cường", "01/5"),
    ]
    assert all("action_from_heading" in r.flags for r in found)
    assert said(found[1], "notes") == ("Khóa cổng sau",)


def test_roster_with_two_columns_of_persons(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["Ngày trực", "Lãnh đạo trực", "Nhân viên trực"],
        ["Thứ Bảy 14/02", "Phạm Hữu Tài", "Lê Thị Vóc"],
        ["Chủ nhật 15/02", "Mạc Thị Hồi", "Sùng A Lử"],
    ]
    found = records([page_of(1, table_of(rows))])
    assert [said(r, "action", "owner") for r in found] == [
        ("Trực", "Phạm Hữu Tài; Lê Thị Vóc"),
        ("Trực", "Mạc Thị Hồi; Sùng A Lử"),
    ]


def test_lists_that_run_parallel_in_one_row_give_each_its_owner(
    table_of: Build, page_of: MakePage
) -> None:
    rows = [
        ["TT", "Nội dung công việc", "Người thực hiện", "Thời gian"],
        ["1", "1. Kê bàn ghế\n2. Mời đại biểu", "1. Đinh Văn Lộc\n2. Bùi Thị Xoan", "05/9/2025"],
        ["2", "- Trang trí sân khấu\n- Chuẩn bị âm thanh", "Chi đoàn", "04/9/2025"],
    ]
    found = records([page_of(1, table_of(rows))])
    assert [said(r, "action", "owner", "deadline") for r in found] == [
        ("Kê bàn ghế", "Đinh Văn Lộc", "05/9/2025"),
        ("Mời đại biểu", "Bùi Thị Xoan", "05/9/2025"),
        ("- Trang trí sân khấu - Chuẩn bị âm thanh", "Chi đoàn", "04/9/2025"),
    ]
    assert ["parallel_lists" in r.flags for r in found] == [True, True, False]


def test_blank_cells_of_a_block_in_an_unruled_table_take_the_one_above(
    table_of: Build, page_of: MakePage
) -> None:
    rows = [
        ["TT", "Nội dung công việc", "Người thực hiện", "Thời gian"],
        ["1", "Rà soát sổ điểm các lớp", "Tổ Văn phòng", "Tháng 9/2025"],
        ["2", "Nhập dữ liệu học sinh mới", "", ""],
        ["3", "Đối chiếu với hồ sơ giấy", "", ""],
        ["4", "Họp tổng kết", "Hiệu trưởng", "Tháng 5/2026"],
    ]
    found = records([page_of(1, table_of(rows, method="borderless"))])
    assert [said(r, "owner", "deadline") for r in found[:3]] == [
        ("Tổ Văn phòng", "Tháng 9/2025")
    ] * 3
    assert [f for f in found[1].flags if f.endswith("from_above")] == [
        "owner_from_above", "deadline_from_above",
    ]  # fmt: skip
    assert not [f for f in found[0].flags if f.endswith("from_above")]
    ruled = records([page_of(1, table_of(rows, method="ruled"))])
    assert said(ruled[1], "owner", "deadline") == ("", "")


def test_ditto_means_the_cell_above(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["TT", "Nội dung công việc", "Người thực hiện", "Thời gian"],
        ["1", "Lập danh sách học sinh thi", "Cao Thị Nga", "10/3/2026"],
        ["2", "In phiếu báo danh", "nt", "như trên"],
        ["3", "Niêm yết phòng thi", "Văn thư", "-nt-"],
    ]
    found = records([page_of(1, table_of(rows, method="docx"))])
    assert [said(r, "owner", "deadline") for r in found] == [
        ("Cao Thị Nga", "10/3/2026"), ("Cao Thị Nga", "10/3/2026"), ("Văn thư", "10/3/2026"),
    ]  # fmt: skip
    assert "owner_from_above" in found[1].flags


def test_time_that_stands_in_the_notes(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["TT", "Nội dung công việc", "Người thực hiện", "Ghi chú"],
        ["1", "Nộp hồ sơ dự thi", "Tổ trưởng", "Trước ngày 15/4/2026"],
        ["2", "Chấm vòng trường", "Ban Giám khảo", "Tại phòng họp"],
    ]
    first, second = records([page_of(1, table_of(rows))])
    assert said(first, "deadline") == ("Trước ngày 15/4/2026",)
    assert "deadline_from_notes" in first.flags
    assert "deadline" not in second.fields


def test_form_left_to_be_filled_in_gives_no_rows(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["TT", "Tiêu chí", "Nội dung công việc", "Người thực hiện", "Thời gian", "Ghi chú"],
        ["1", "", "", "", "", ""],
        ["2", "1.2", "Kiện toàn Hội đồng trường", "Hiệu trưởng", "Tháng 9", "Ví dụ"],
        ["...", "........", "........", "…………", "……/……", ""],
    ]
    assert records([page_of(1, table_of(rows))]) == ()
    filled = [*rows[:1], rows[2][:5] + [""]]
    assert len(records([page_of(1, table_of(filled))])) == 1


def test_work_over_number_and_work_columns(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["STT", "Môn học", "Số tiết", "Thời gian học", "Đơn vị giảng dạy"],
        ["1", "Tâm lí học quản lí", "30", "02/9/2024 - 28/9/2024", "Khoa Cơ bản"],
        ["2", "Pháp luật đại cương", "45", "30/9/2024 - 26/10/2024", "Khoa Luật"],
        ["Ôn tập và thi", "", "", "28/10/2024 - 02/11/2024", ""],
    ]
    found = records([page_of(1, table_of(rows, spans={(3, 0): (1, 3)}))])
    assert [said(r, "action", "owner") for r in found] == [
        ("Tâm lí học quản lí", "Khoa Cơ bản"),
        ("Pháp luật đại cương", "Khoa Luật"),
        ("Ôn tập và thi", ""),
    ]


def test_columns_that_could_be_either_are_doubtful(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["TT", "Nội dung công việc", "Đơn vị", "Bộ phận", "Thời gian"],
        ["1", "Dọn vệ sinh sân trường", "Tổ 1", "Đoàn trường", "9/2025"],
        ["2", "Trồng cây xanh quanh hồ", "Tổ 2", "Công đoàn", "10/2025"],
        ["3", "Sơn lại hàng rào phía sau", "Tổ 4", "Hội CMHS", "11/2025"],
    ]
    (first, *_) = records([page_of(1, table_of(rows))])
    assert any(f.startswith("columns_doubtful:") for f in first.flags)
    assert first.confidence < 0.9


def test_plan_like_table_that_gave_no_rows_is_told(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["TT", "Mặt hàng", "Giá"],
        ["1", "Bàn", "5"],
        ["2", "Ghế", "7"],
    ]
    assert left_out([page_of(1, table_of(rows))]) == (1,)


@pytest.mark.parametrize(
    ("cell", "owner"),
    [
        ("Bùi Văn\nKhởi\nĐinh Thị Lụa", "Bùi Văn Khởi; Đinh Thị Lụa"),
        ("Cao Văn Nho (0944 000 666)\nLê Thị Mỹ Duyên\n(0966 000 777)",
         "Cao Văn Nho; Lê Thị Mỹ Duyên"),
        ("Thầy Mạch\nQuang Tấn", "Thầy Mạch Quang Tấn"),
        ("Hoàng Thị\nLê Na", "Hoàng Thị Lê Na"),
        ("Phó Hiệu\ntrưởng Cao Thị\nSen", "Phó Hiệu trưởng Cao Thị Sen"),
    ],
)  # fmt: skip
def test_persons_on_lines_of_their_own(
    table_of: Build, page_of: MakePage, cell: str, owner: str
) -> None:
    rows = [
        ["TT", "Nội dung công việc", "Cán bộ thực hiện", "Thời gian"],
        ["1", "Kẻ vạch sang đường trước cổng trường", cell, "01/4/2026"],
        ["2", "Nói chuyện về mũ bảo hiểm", "Phan Thị Thơm", "08/4/2026"],
    ]
    (first, _) = records([page_of(1, table_of(rows))])
    assert said(first, "owner") == (owner,)


def test_numbers_below_a_column_of_months_are_months(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["Tháng", "Nội dung công việc", "Người thực hiện"],
        ["9", "Kiểm tra hồ sơ tuyển sinh", "Hiệu trưởng"],
        ["10", "Dự giờ các lớp ghép", "Tổ trưởng"],
        ["01/2026", "Kiểm tra bếp ăn bán trú", "Y tế"],
    ]
    found = records([page_of(1, table_of(rows))])
    assert [said(r, "deadline")[0] for r in found] == ["Tháng 9", "Tháng 10", "Tháng 01/2026"]


def test_duty_ends_where_the_text_below_the_title_begins() -> None:
    title = (
        "THÔNG BÁO Lịch trực cơ quan dịp nghỉ lễ Quốc khánh 02/9 năm 2026 Nhà trường phân công "
        "giáo viên, nhân viên trực trong các ngày nghỉ lễ như sau"
    )
    assert duty_of("", title, ()) == "Trực cơ quan dịp nghỉ lễ Quốc khánh 02/9 năm 2026"
    assert duty_of("", "", ("Người trực",)) == "Trực"
