from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.records.criterion_cell import split_criterion
from extractors.records.displaced import realign
from extractors.types import Cell, FieldValue, Page, Record, Table
from extractors.wording.sections import context_of, is_heading, is_section_row
from tests.extractors.told import left_out, records

Build = Callable[..., Table]
MakePage = Callable[..., Page]

HEADER = ["TT", "Tiêu chí", "Nội dung", "Giải pháp thực hiện", "Người thực hiện", "Thời gian"]


def row(number: str, code: str, action: str = "Rà soát hồ sơ") -> list[str]:
    return [number, code, "Điểm yếu của trường", action, "Hiệu trưởng", "9/2023"]


def texts(record: Record) -> dict[str, str]:
    return {name: value.text for name, value in record.fields.items()}


def test_row_becomes_named_fields(table_of: Build, page_of: MakePage) -> None:
    (record,) = records([page_of(1, table_of([HEADER, row("1", "1.1")]))])
    assert texts(record) == {
        "number": "1",
        "criteria": "1.1",
        "content": "Điểm yếu của trường",
        "action": "Rà soát hồ sơ",
        "owner": "Hiệu trưởng",
        "deadline": "9/2023",
    }
    assert (record.kind, record.row, record.page) == ("action", 1, 1)
    assert record.raw_cells[3] == "Rà soát hồ sơ"


def test_empty_cells_give_no_field(table_of: Build, page_of: MakePage) -> None:
    (record,) = records([page_of(1, table_of([HEADER, ["1", "1.1", "", "Rà soát", "", ""]]))])
    assert set(record.fields) == {"number", "criteria", "action"}


def test_section_rows_are_context(table_of: Build, page_of: MakePage) -> None:
    rows = [
        HEADER,
        ["MỨC 2", "", "", "", "", ""],
        ["I", "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường", "", "", "", ""],
        row("1", "1.1"),
        ["II", "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên", "", "", "", ""],
        row("1", "2.1"),
        ["MỨC 3", "", "", "", "", ""],
        row("1", "3.1"),
    ]
    found = records([page_of(1, table_of(rows, spans={(1, 0): (1, 6)}))])
    assert [(r.level, r.standard) for r in found] == [("2", "1"), ("2", "2"), ("3", "")]
    assert found[0].section == "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"


def test_merged_cell_counts_for_every_row(table_of: Build, page_of: MakePage) -> None:
    rows = [HEADER, row("1", "1.5"), ["2", "", "", "Mua sách", "Thư viện", "10/2023"]]
    first, second = records([page_of(1, table_of(rows, spans={(1, 1): (2, 1)}))])
    assert texts(second)["criteria"] == "1.5"
    assert texts(first)["action"] != texts(second)["action"]


def test_criterion_row_heads_the_rows_below(table_of: Build, page_of: MakePage) -> None:
    rows = [
        HEADER,
        ["", "Tiêu chí 1.1: Phương hướng, chiến lược", "", "", "", ""],
        ["1", "", "", "Rà soát chiến lược", "Hiệu trưởng", "9/2023"],
        ["2", "", "", "Công bố trên trang web", "Văn thư", "10/2023"],
        ["", "Tiêu chí 1.2: Hội đồng trường", "", "", "", ""],
        ["1", "", "", "Kiện toàn hội đồng", "Hiệu trưởng", "9/2023"],
    ]
    found = records([page_of(1, table_of(rows))])
    assert [texts(r)["criteria"] for r in found] == ["Tiêu chí 1.1", "Tiêu chí 1.1", "Tiêu chí 1.2"]
    assert texts(found[0])["criterion_text"] == "Phương hướng, chiến lược"
    assert all("criteria_from_section" in r.flags for r in found)


def test_heading_above_gives_level_standard_and_section(table_of: Build, page_of: MakePage) -> None:
    header = ["TT", "Họ và tên", "Chức vụ", "Nhiệm vụ"]
    members = [header, ["1", "Lê Thị Cam", "GV", "Trưởng nhóm"]]
    found = records(
        [
            page_of(
                1,
                "Nhóm 1: Chịu trách nhiệm đánh giá Tiêu chuẩn 1",
                "Tổ chức và quản lý nhà trường",
                table_of(members),
                "Nhóm 2: Chịu trách nhiệm đánh giá Tiêu chuẩn 2",
                table_of(members, top=300),
                "III. Kế hoạch chung",
                table_of(members, top=500),
            )
        ]
    )
    assert [r.standard for r in found] == ["1", "2", ""]
    assert found[0].kind == "assignment"
    assert found[0].section.endswith("Tổ chức và quản lý nhà trường")
    assert texts(found[0])["person"] == "Lê Thị Cam"


def test_levels_of_headings(table_of: Build, page_of: MakePage) -> None:
    header = ["Tiêu chí", "Các nguồn lực cần huy động/cung cấp", "Thời điểm cần huy động"]
    body = [header, ["Tiêu chí 1.1", "Nhóm công tác số 1", "01/11/2023-31/5/2024"]]
    found = records(
        [
            page_of(
                1,
                "1. Đối với các tiêu chí Mức 1, 2 và 3",
                table_of(body),
                "2. Đối với các tiêu chí Mức 4",
                table_of(body, top=400),
            )
        ]
    )
    assert [r.level for r in found] == ["1;2;3", "4"]
    assert texts(found[1])["owner"] == "Nhóm công tác số 1"


def test_code_at_the_head_of_a_content_cell_is_parted(table_of: Build, page_of: MakePage) -> None:
    header = ["TT", "Tiêu chuẩn, tiêu chí", "Giải pháp", "Người thực hiện", "Thời gian"]
    cell = "Tiêu chí 1.5.\n- Nhà trường tiếp tục duy trì cơ cấu tổ chức lớp học."
    (record,) = records(
        [page_of(1, table_of([header, ["1", cell, "Tuyên truyền", "GVCN", "9/2023"]]))]
    )
    assert texts(record)["criteria"] == "Tiêu chí 1.5"
    assert texts(record)["content"].startswith("- Nhà trường tiếp tục")


def test_unknown_column_is_kept_unmapped(table_of: Build, page_of: MakePage) -> None:
    header = ["TT", "Giải pháp", "Mã vật tư", "Thời gian", "Người thực hiện"]
    (record,) = records([page_of(1, table_of([header, ["1", "Mua", "QX-7", "9/2023", "Kế toán"]]))])
    assert [(title, value.text) for title, value in record.unmapped] == [("Mã vật tư", "QX-7")]


def test_table_that_names_no_work_gives_no_records(table_of: Build, page_of: MakePage) -> None:
    rows = [["TT", "Tên đơn vị", "Cấp học"], ["1", "Trường THCS Hoa Mai", "THCS"]]
    assert records([page_of(1, table_of(rows))]) == ()


def test_number_gap_is_flagged_not_mended(table_of: Build, page_of: MakePage) -> None:
    rows = [HEADER, row("1", "1.1"), row("2", "1.2"), row("4", "1.4"), row("5", "1.5")]
    found = records([page_of(1, table_of(rows))])
    assert ["row_number_gap" in r.flags for r in found] == [False, False, True, False]
    assert texts(found[2])["number"] == "4"


def test_numbers_that_begin_again_after_a_section_are_no_gap(
    table_of: Build, page_of: MakePage
) -> None:
    rows = [
        HEADER, row("1", "1.1"), row("2", "1.2"), ["Tiêu chuẩn 2: Đội ngũ", "", "", "", "", ""],
        row("1", "2.1"),
    ]  # fmt: skip
    assert not any(r.flags for r in records([page_of(1, table_of(rows))]))


def test_total_row_and_repeated_header_are_no_records(table_of: Build, page_of: MakePage) -> None:
    header = ["TT", "Giải pháp", "Người thực hiện", "Thời gian", "Kinh phí"]
    body = ["1", "Mua sách", "Thư viện", "9/2023", "5.000.000"]
    rows = [header, body, header, ["Tổng cộng", "", "", "", "5.000.000"]]
    assert len(records([page_of(1, table_of(rows))])) == 1


def test_continued_row_is_one_record_with_both_pages(table_of: Build, page_of: MakePage) -> None:
    edges = (50, 80, 130, 240, 380, 470, 540)
    rest = ["", "", "", "và báo cáo kết quả.", "", ""]
    pages = [
        page_of(1, table_of([HEADER, row("1", "1.1", "Rà soát hồ sơ của các tổ")], edges=edges)),
        page_of(2, table_of([rest, row("2", "1.2")], page=2, edges=edges)),
    ]
    found = records(pages)
    assert len(found) == 2
    assert "continued" in found[0].flags
    assert {page for page, _ in found[0].fields["action"].parts} == {1, 2}
    assert found[0].page == 1
    assert found[1].page == 2


def test_displaced_cells_of_a_text_source(table_of: Build, page_of: MakePage) -> None:
    header = [
        "TT", "Tiêu chuẩn, tiêu chí", "Kết quả cần đạt", "Giải pháp cần thực hiện",
        "Chủ trì và phối hợp", "Thời gian hoàn thành", "Kinh phí",
    ]  # fmt: skip
    slid = [
        "", "Tiêu chí 1.7\n- Có kế hoạch bồi dưỡng chuyên môn cho đội ngũ giáo viên, nhân viên.",
        "- Xây dựng và tổ chức thực hiện kế hoạch bồi dưỡng giáo viên.",
        "- Lãnh đạo nhà trường; Tổ trưởng chuyên môn", "Tháng 9/2023 đến tháng 5/2024", "", "",
    ]  # fmt: skip
    page = page_of(1, table_of([header, slid], method="flattened"), width=0.0, height=0.0)
    (record,) = records([page])
    assert texts(record)["owner"].startswith("- Lãnh đạo")
    assert texts(record)["deadline"] == "Tháng 9/2023 đến tháng 5/2024"
    assert texts(record)["action"].startswith("- Xây dựng")
    assert texts(record)["content"].startswith("- Có kế hoạch")
    assert "columns_displaced" in record.flags


def test_cells_that_stand_well_are_not_moved() -> None:
    fields = ("number", "criteria", "content", "action", "owner", "deadline")
    cells = {
        c: Cell(1, c, t, 1)
        for c, t in enumerate(
            ["1", "1.1", "Thiếu sân tập", "Tham mưu xây sân", "Hiệu trưởng", "2024"]
        )
    }
    assert realign(cells, fields) is None


@pytest.mark.parametrize(
    ("text", "bare", "code", "rest"),
    [
        ("Tiêu chí 1.5. - Nhà trường", False, "Tiêu chí 1.5", "- Nhà trường"),
        ("Tiêu chí 1.10: Đảm bảo an ninh", False, "Tiêu chí 1.10", "Đảm bảo an ninh"),
        ("TC 2.3 Đối với nhân viên", False, "TC 2.3", "Đối với nhân viên"),
        ("Tiéu chi 3.1 Khuôn viên", False, "Tiéu chi 3.1", "Khuôn viên"),
        ("1.5 Lớp học", True, "1.5", "Lớp học"),
        ("1.5 Lớp học", False, "1.5 Lớp học", None),
        ("Tiêu chí 1.1, 1.2 và 1.3", False, "Tiêu chí 1.1, 1.2 và 1.3", None),
        ("Tiêu chí 1.1 đến tiêu chí 1.10", False, "Tiêu chí 1.1 đến tiêu chí 1.10", None),
        ("Tiêu chí 5.I đến\n5.6", False, "Tiêu chí 5.I đến\n5.6", None),
        ("Tháng 9/2023", True, "Tháng 9/2023", None),
        ("15.10.2023 họp", True, "15.10.2023 họp", None),
    ],
)
def test_criterion_cell(text: str, bare: bool, code: str, rest: str | None) -> None:
    head, tail = split_criterion(FieldValue(text, text, 1), bare=bare)
    assert head.text == code
    assert (tail.text if tail else None) == rest


@pytest.mark.parametrize(
    ("text", "level", "standard"),
    [
        ("MỨC 2", "2", ""),
        ("Mức độ II", "2", ""),
        ("* Mức 1 đến mức 3", "1;2;3", ""),
        ("Đối với các tiêu chí Mức 1, 2 và 3", "1;2;3", ""),
        ("Tiêu chuẩn 3: Cơ sở vật chất", "", "3"),
        ("TIEU CHUAN 4: QUAN HE", "", "4"),
        ("Tiéu chudn 5. Hoat dong", "", "5"),
        ("Nhóm 2: Chịu trách nhiệm đánh giá tiêu chuẩn 2", "", "2"),
        ("Kế hoạch chung", "", ""),
        ("Mục đích", "", ""),
    ],
)
def test_context(text: str, level: str, standard: str) -> None:
    found = context_of(text)
    assert (found.level, found.standard) == (level, standard)


@pytest.mark.parametrize(
    ("texts_", "expected"),
    [
        (["MỨC 2", "", "", ""], True),
        (["1", "Tiêu chuẩn 1: Tổ chức", "", ""], True),
        (["", "I. CÔNG TÁC CHUẨN BỊ", "", ""], True),
        (["", "Tiêu chí 1.1", "", ""], False),
        (["1", "Rà soát hồ sơ", "", ""], False),
        (["1", "MỨC 2", "9/2023", ""], False),
    ],
)
def test_section_row(texts_: list[str], expected: bool) -> None:
    assert is_section_row(texts_) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nhóm 1: Chịu trách nhiệm đánh giá Tiêu chuẩn 1", True),
        ("Nhóm 1", False),
        ("P. Hiệu trưởng", False),
        ("TT tổ CM 2", False),
        ("IX. Thời gian và nội dung hoạt động", True),
        ("2. Đối với các tiêu chí Mức 4", True),
        ("Hiệu trưởng", False),
    ],
)
def test_heading(text: str, expected: bool) -> None:
    assert is_heading(text) is expected


def test_long_official_title_after_the_code_is_the_criterions_text(
    table_of: Build, page_of: MakePage
) -> None:
    header = ["TT", "Tiêu chí", "Giải pháp", "Người thực hiện", "Thời gian"]
    title = (
        "Công tác tham mưu cấp ủy đảng, chính quyền và phối hợp với các tổ chức, cá nhân "
        "của nhà trường"
    )
    body = ["1", f"Tiêu chí 4.2: {title}", "Tham mưu xây sân", "Hiệu trưởng", "9/2023"]
    (record,) = records([page_of(1, table_of([header, body]))])
    assert texts(record)["criterion_text"] == title
    assert "content" not in record.fields


def test_heading_of_a_group_holds_for_its_table_only(table_of: Build, page_of: MakePage) -> None:
    members = [["TT", "Họ và tên", "Chức vụ", "Nhiệm vụ"], ["1", "Lê Thị Cam", "GV", "Ủy viên"]]
    work = [["TT", "Tiêu chí", "Giải pháp", "Thời gian"], ["1", "2.1", "Bồi dưỡng", "9/2023"]]
    found = records(
        [page_of(1, "Nhóm 5: Đánh giá Tiêu chuẩn 5", table_of(members), table_of(work, top=300))]
    )
    assert [r.standard for r in found] == ["5", ""]


@pytest.mark.parametrize(
    ("cells", "level", "standard"),
    [
        (["Tiêu chuẩn 1: Tí", "", "chức và quản lý nhà trườ", "hg", ""], "", "1"),
        (["Tiêu chu", "n 2: Cán bộ quản lý, ø", "áo viên, nhân viên", "", ""], "", "2"),
        (["Tiêt", "chuẩn 3: Cơ sở vật chất và thi", "", "ết bị dạy học", ""], "", "3"),
        (["MỨt", "", "", "2", ""], "2", ""),
        (["MỨ", "C 3", "", "", ""], "3", ""),
    ],
)
def test_section_row_read_in_slices_is_context(
    table_of: Build, page_of: MakePage, cells: list[str], level: str, standard: str
) -> None:
    header = ["TT", "Tiêu chí", "Giải pháp", "Người thực hiện", "Thời gian"]
    rows = [header, cells, ["1", "2.1", "Bồi dưỡng giáo viên", "Hiệu trưởng", "9/2023"]]
    (record,) = records([page_of(1, table_of(rows))])
    assert (record.level, record.standard) == (level, standard)


@pytest.mark.parametrize(
    "cells",
    [
        ["1", "Tiêu chuẩn 1", "Tổ chức họp hội đồng", "Hiệu trưởng", "9/2023"],
        ["1", "Tiêu chuẩn 1, tiêu chí 1.2", "Kiện toàn hội đồng", "", ""],
        ["2", "Mua 2 máy tính", "", "", ""],
    ],
)
def test_rows_that_name_a_standard_stay_rows(cells: list[str]) -> None:
    assert not is_section_row(cells)


def test_criterion_merged_over_rows_of_a_text_source_is_carried_on(
    table_of: Build, page_of: MakePage
) -> None:
    rows = [
        HEADER,
        ["1", "1.5", "Lớp học còn đông", "Chia lại lớp", "Hiệu trưởng", "9/2023"],
        ["2", "Lập phương án tuyển sinh và phân tuyến học sinh", "Phó hiệu trưởng", "Tháng 5/2024"],
    ]
    page = page_of(1, table_of(rows, method="flattened"), width=0.0, height=0.0)
    second = records([page])[1]
    assert texts(second)["criteria"] == "1.5"
    assert texts(second)["action"].startswith("Lập phương án")
    assert texts(second)["owner"] == "Phó hiệu trưởng"
    assert "criteria_from_above" in second.flags


def test_criterion_left_blank_with_its_state_in_a_text_source(
    table_of: Build, page_of: MakePage
) -> None:
    rows = [
        HEADER,
        ["1", "1.5", "Lớp học còn đông", "Chia lại lớp", "Hiệu trưởng", "9/2023"],
        ["2", "", "", "Lập phương án tuyển sinh", "Phó hiệu trưởng", "Tháng 5/2024"],
        ["3", "", "Thiếu phòng", "Sửa hai phòng học", "Kế toán", "Tháng 5/2024"],
    ]
    page = page_of(1, table_of(rows, method="flattened"), width=0.0, height=0.0)
    found = [texts(r).get("criteria", "") for r in records([page])]
    assert found == ["1.5", "1.5", ""]  # a state of its own may belong to another criterion


def test_criterion_that_leads_the_rows_of_a_text_source(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["Tiêu chí", "Giải pháp thực hiện", "Người chịu trách nhiệm", "Thời hạn hoàn thành"],
        ["1.1", "Đổi mới nội dung sinh hoạt chuyên đề", "Hiệu trưởng", "10/2024"],
        ["", "Số hóa hồ sơ lưu trữ, sắp xếp theo từng năm học", "Thủ quỹ", "11/2024"],
    ]
    page = page_of(1, table_of(rows, method="flattened"), width=0.0, height=0.0)
    assert [texts(r).get("criteria", "") for r in records([page])] == ["1.1", "1.1"]


def test_empty_criterion_of_a_ruled_table_stays_empty(table_of: Build, page_of: MakePage) -> None:
    rows = [HEADER, row("1", "1.5"), ["2", "", "", "Mua sách cho thư viện", "Thư viện", "10/2023"]]
    assert "criteria" not in records([page_of(1, table_of(rows))])[1].fields


UNITS = [
    ["TT", "Tên đơn vị", "Cấp học"],
    ["1", "Trường Tiểu học Hoa Mai", "Tiểu học"],
    ["2", "Trường THCS Hoa Lan", "THCS"],
    ["3", "Trường THPT Hoa Cúc", "THPT"],
]


def test_schools_listed_for_something_are_assigned_to_it(
    table_of: Build, page_of: MakePage
) -> None:
    heading = "DANH SÁCH CÁC TRƯỜNG THAM GIA ĐÁNH GIÁ NGOÀI"
    page = page_of(1, "Phụ lục I", heading, "(Kèm theo Kế hoạch số 12/KH)", table_of(UNITS))
    found = records([page])
    assert [r.kind for r in found] == ["assignment"] * 3
    assert [texts(r)["owner"] for r in found] == [row[1] for row in UNITS[1:]]
    assert all(texts(r)["action"] == heading for r in found)
    assert all("action_from_heading" in r.flags for r in found)
    assert left_out([page]) == ()


def test_a_table_that_gives_no_rows_is_told(table_of: Build, page_of: MakePage) -> None:
    prices = [["TT", "Mặt hàng", "Đơn giá"], ["1", "Bàn", "100"], ["2", "Ghế", "50"]]
    page = page_of(3, "BẢNG GIÁ", table_of(prices, page=3))
    assert records([page]) == ()
    assert left_out([page]) == (3,)


def test_frames_of_a_letterhead_are_not_told_as_left_out(
    table_of: Build, page_of: MakePage
) -> None:
    frame = [
        ["PHÒNG GDĐT HUYỆN BÌNH MINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["TRƯỜNG THCS HOA MAI", "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 45/KH", "Bình Minh, ngày 12 tháng 9 năm 2023"],
    ]
    assert left_out([page_of(1, table_of(frame))]) == ()


def test_rows_with_a_time_are_a_schedule_of_what_the_heading_says(
    table_of: Build, page_of: MakePage
) -> None:
    rows = [
        ["STT", "Thời gian", "Đại biểu tham dự"],
        ["1", "18/11/2025", "Lãnh đạo Phòng, hiệu trưởng các trường"],
        ["2", "19/11/2025", "Giáo viên cốt cán"],
    ]
    found = records([page_of(1, "II. TỔ CHỨC HỘI NGHỊ TẬP HUẤN", table_of(rows))])
    assert [(r.kind, texts(r)["deadline"]) for r in found] == [
        ("schedule", "18/11/2025"),
        ("schedule", "19/11/2025"),
    ]
    assert "TẬP HUẤN" in texts(found[0])["action"]
