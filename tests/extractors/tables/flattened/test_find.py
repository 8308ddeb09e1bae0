from __future__ import annotations

from collections.abc import Callable

from extractors.tables.flattened.chunks import chunks_of
from extractors.tables.flattened.find import absorb, find_flattened
from extractors.types import Change, Line, Page, Table

MakePage = Callable[..., Page]


def lines_of(*texts: str) -> list[Line]:
    return [Line(t, 1) for t in texts]


def spaced(*cells: str) -> list[Line]:
    """One cell per paragraph; "" is an empty cell (a blank paragraph between two blank lines)."""
    lines: list[Line] = []
    for cell in cells:
        lines += [Line(t, 1) for t in cell.split("\n")] if cell else [Line("", 1)]
        lines.append(Line("", 1))
    return lines


MEMBERS = (
    "TT", "Họ và tên", "Chức danh,\nchức vụ", "Nhiệm vụ", "Chữ ký",
    "1", "Lý Thị Mận", "Hiệu trưởng", "Chủ tịch HĐ", "",
    "2", "Phan Văn Lựu", "P. Hiệu trưởng", "P. Chủ tịch HĐ", "",
    "3", "Đỗ Thị Đào", "TT tổ CM 4", "Thư ký HĐ", "",
)  # fmt: skip


def test_cells_on_lines_of_their_own_with_empty_cells() -> None:
    (table,) = find_flattened(spaced("a) Hội đồng tự đánh giá", *MEMBERS, "b) Nhóm thư ký:"))
    rows = table.text_rows()
    assert [r[0] for r in rows] == ["TT", "1", "2", "3"]
    assert rows[2] == ["2", "Phan Văn Lựu", "P. Hiệu trưởng", "P. Chủ tịch HĐ", ""]
    assert rows[0][2] == "Chức danh,\nchức vụ"
    assert table.method == "flattened"
    assert table.flags == ("flattened",)


def test_without_blank_lines_missing_cells_are_found_by_content() -> None:
    table = find_flattened(
        lines_of(
            "STT", "Tiêu chí", "Nội dung công việc", "Người thực hiện", "Thời gian", "Ghi chú",
            "1", "1.1", "Rà soát chiến lược phát triển của trường", "Hiệu trưởng", "Tháng 9/2023",
            "2", "1.2", "Kiện toàn hội đồng trường và các hội đồng khác", "Tháng 10/2023",
            "3", "1.3", "Củng cố tổ chức đảng, đoàn thể trong trường", "Bí thư chi bộ", "Cả năm",
        )
    )[0]  # fmt: skip
    rows = table.text_rows()
    assert rows[1] == [
        "1", "1.1", "Rà soát chiến lược phát triển của trường", "Hiệu trưởng", "Tháng 9/2023", "",
    ]  # fmt: skip
    assert rows[2][3:5] == ["", "Tháng 10/2023"]
    assert rows[3][3:5] == ["Bí thư chi bộ", "Cả năm"]


def test_schedule_with_weeks_over_two_lines_and_several_paragraphs() -> None:
    (table,) = find_flattened(
        spaced(
            "6. Thời gian biểu", "Thời gian", "Các hoạt động",
            "Tuần 1", "- Họp lãnh đạo nhà trường.", "- Hiệu trưởng ra quyết định thành lập.",
            "Tuần", "2-3", "- Thu thập minh chứng;",
            "Tuần 4", "- Viết báo cáo;", "- Nộp báo cáo.",
            "7. Kết quả đạt được qua các mốc thời gian.", "- Tháng 11/2018: trường đạt chuẩn.",
        )
    )  # fmt: skip
    rows = table.text_rows()
    assert [r[0] for r in rows[1:]] == ["Tuần 1", "Tuần\n2-3", "Tuần 4"]
    assert rows[1][1].count("\n") == 1
    assert rows[3][1] == "- Viết báo cáo;\n- Nộp báo cáo."


def test_two_tables_in_a_row_stay_two() -> None:
    second = (
        "TT", "Tiêu chuẩn, tiêu chí", "Cá nhân, nhóm chịu trách nhiệm", "Thời gian", "Ghi chú",
        "1", "Tổ chức và quản lý", "Hiệu trưởng", "Tháng 8/2021", "",
        "2", "Cán bộ quản lý, giáo viên", "P. Hiệu trưởng", "Tháng 9/2021", "",
        "3", "Cơ sở vật chất", "Kế toán", "Tháng 9/2021", "",
        "4", "Quan hệ nhà trường, gia đình", "Hiệu trưởng", "Tháng 9/2021", "",
    )  # fmt: skip
    found = find_flattened(spaced(*MEMBERS, *second))
    assert [t.n_rows for t in found] == [4, 5]
    assert found[1].text_rows()[4][1] == "Quan hệ nhà trường, gia đình"


def test_groups_that_look_like_headings_are_cells() -> None:
    (table,) = find_flattened(
        spaced(
            "Tiêu chuẩn", "Thông tin, minh chứng cần thu thập", "Nơi thu thập", "Nhóm thu thập",
            "Thời gian thu thập",
            "1", "Biên bản hội nghị", "Văn thư", "Nhóm 1", "Tháng 8/2021",
            "2", "Hồ sơ thi đua", "Công đoàn", "Nhóm 2", "Tháng 9/2021",
        )
    )  # fmt: skip
    assert [r[3] for r in table.text_rows()[1:]] == ["Nhóm 1", "Nhóm 2"]


def test_full_row_is_trusted_even_if_a_cell_reads_like_another_column() -> None:
    (table,) = find_flattened(
        spaced(
            "TT", "Tiêu chuẩn, tiêu chí", "Cá nhân chịu trách nhiệm", "Thời gian", "Ghi chú",
            "1", "Cán bộ quản lý, giáo viên, nhân viên", "Hiệu trưởng", "Tháng 9/2021", "",
            "2", "Cơ sở vật chất", "Kế toán", "Tháng 10/2021", "",
        )
    )  # fmt: skip
    assert table.text_rows()[1][1].startswith("Cán bộ quản lý")
    assert table.text_rows()[1][2] == "Hiệu trưởng"


def test_prose_is_no_table() -> None:
    text = spaced(
        "I. Mục đích", "1. Nâng cao chất lượng giáo dục của nhà trường.", "II. Thời gian",
        "Thời gian", "Từ ngày 01/9/2023 nhà trường triển khai kế hoạch.", "Nơi nhận:", "- Lưu: VT.",
    )  # fmt: skip
    assert find_flattened(text) == []


def test_absorb_puts_the_table_where_its_lines_were(page_of: MakePage) -> None:
    blocks = [*spaced("a) Hội đồng", *MEMBERS), Line("b) Nhóm thư ký:", 1)]
    page = absorb(page_of(1, *blocks, width=0.0, height=0.0))
    kinds = [type(b).__name__ for b in page.blocks if isinstance(b, Table) or b.text]
    assert kinds == ["Line", "Table", "Line"]
    assert absorb(page) == page


def test_page_without_flattened_table_is_untouched(page_of: MakePage) -> None:
    page = page_of(1, "Kế hoạch", "I. Mục đích")
    assert absorb(page) is page


def test_chunks_count_blank_lines_as_empty_cells() -> None:
    chunks = chunks_of(lines_of("a", "", "b", "", "", "", "c", "", "", "", "", "", "d"))
    assert [c.gaps for c in chunks] == [0, 0, 1, 2]


def test_changes_of_lines_are_moved_into_the_cell() -> None:
    lines = spaced(*MEMBERS)
    at = next(i for i, line in enumerate(lines) if line.text == "chức vụ")
    lines[at] = Line("chức vụ", 1, raw="chuc vu", changes=(Change(0, 4, "chuc", "chức", 0.9),))
    (table,) = find_flattened(lines)
    cell = next(c for c in table.cells if c.row == 0 and c.col == 2)
    (change,) = cell.changes
    assert cell.raw[change.start : change.end] == "chuc"
