from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.tables.stitch.alignment import align_columns
from extractors.tables.stitch.joints import join_cells
from extractors.tables.stitch.stitch import stitch
from extractors.types import BBox, Cell, Change, Page, Table

Build = Callable[..., Table]
MakePage = Callable[..., Page]

EDGES = (60.0, 90.0, 150.0, 330.0, 430.0, 540.0)
HEADER = ["TT", "Tiêu chí", "Giải pháp thực hiện", "Người thực hiện", "Thời gian"]


def _row(
    number: str, code: str, action: str, owner: str = "Hiệu trưởng", when: str = "9/2023"
) -> list[str]:
    return [number, code, action, owner, when]


FIRST = [
    HEADER,
    _row("1", "1.1", "Rà soát phương hướng phát triển."),
    _row("2", "1.2", "Kiện toàn hội đồng trường."),
]


def test_header_not_repeated(table_of: Build, page_of: MakePage) -> None:
    pages = [
        page_of(1, "Kế hoạch", table_of(FIRST, edges=EDGES), "1"),
        page_of(2, "2", table_of([_row("3", "1.3", "Củng cố chi bộ.")], page=2, edges=EDGES)),
    ]
    (table,) = stitch(pages)
    assert table.n_rows == 4
    assert table.pages == (1, 2)
    assert table.text_rows()[3][:2] == ["3", "1.3"]
    assert {c.page for c in table.cells if c.row == 3} == {2}
    assert "stitched" in table.flags


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        ["TT", "Tiéu chi", "Giai phap thyc hién", "Nguoi thuc hién", "Thoi gian"],
        ["IT", "Tiêu chỉ", "Giải phap thưc hiên", "Ngưởi thực hiện", "Thòi gian"],
    ],
)
def test_repeated_header_is_dropped_even_damaged(
    table_of: Build, page_of: MakePage, header: list[str]
) -> None:
    second = table_of([header, _row("3", "1.3", "Củng cố chi bộ.")], page=2, edges=EDGES)
    (table,) = stitch([page_of(1, table_of(FIRST, edges=EDGES)), page_of(2, second)])
    assert [row[0] for row in table.text_rows()] == ["TT", "1", "2", "3"]


def test_shifted_and_scaled_page_still_fits(table_of: Build, page_of: MakePage) -> None:
    moved = [12 + 1.01 * x for x in EDGES]
    second = table_of([_row("3", "1.3", "Củng cố chi bộ.")], page=2, edges=moved)
    assert len(stitch([page_of(1, table_of(FIRST, edges=EDGES)), page_of(2, second)])) == 1


def test_other_columns_are_another_table(table_of: Build, page_of: MakePage) -> None:
    second = table_of([["Lan", "5", "7"], ["Mai", "6", "8"]], page=2, edges=(60, 300, 420, 540))
    assert len(stitch([page_of(1, table_of(FIRST, edges=EDGES)), page_of(2, second)])) == 2


def test_prose_between_keeps_two_tables(table_of: Build, page_of: MakePage) -> None:
    second = table_of([_row("3", "1.3", "Củng cố chi bộ.")], page=2, edges=EDGES)
    pages = [
        page_of(1, table_of(FIRST, edges=EDGES)),
        page_of(2, "2. Kế hoạch của các tổ chuyên môn", second),
    ]
    assert len(stitch(pages)) == 2


def test_like_table_whose_numbers_begin_again_is_another(
    table_of: Build, page_of: MakePage
) -> None:
    second = table_of([HEADER, _row("1", "4.1", "Họp phụ huynh.")], page=2, edges=EDGES)
    assert len(stitch([page_of(1, table_of(FIRST, edges=EDGES)), page_of(2, second)])) == 2


def test_numbers_may_begin_again_under_a_section_row(table_of: Build, page_of: MakePage) -> None:
    rows = [
        HEADER,
        ["TIÊU CHUẨN 2: CÁN BỘ QUẢN LÝ", "", "", "", ""],
        _row("1", "2.1", "Bồi dưỡng."),
    ]
    second = table_of(rows, page=2, edges=EDGES, spans={(1, 0): (1, 5)})
    assert len(stitch([page_of(1, table_of(FIRST, edges=EDGES)), page_of(2, second)])) == 1


def test_other_header_is_another_table(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["TT", "Họ và tên", "Chức vụ", "Nhiệm vụ", "Ghi chú"],
        ["1", "Lê Văn An", "GV", "Thư ký", ""],
    ]
    second = table_of(rows, page=2, edges=EDGES)
    assert len(stitch([page_of(1, table_of(FIRST, edges=EDGES)), page_of(2, second)])) == 2


def test_table_after_total_row_is_another(table_of: Build, page_of: MakePage) -> None:
    first = [*FIRST, ["Tổng cộng", "", "", "", "5.000.000"]]
    second = table_of([_row("3", "1.3", "Củng cố chi bộ.")], page=2, edges=EDGES)
    assert len(stitch([page_of(1, table_of(first, edges=EDGES)), page_of(2, second)])) == 2


def test_two_tables_of_one_sheet_stay_two(table_of: Build, page_of: MakePage) -> None:
    a = table_of(FIRST, edges=EDGES)
    b = table_of([_row("3", "1.3", "Củng cố.")], edges=EDGES, top=400)
    assert len(stitch([page_of(1, a, b)])) == 2


def test_row_broken_in_mid_sentence_is_joined(table_of: Build, page_of: MakePage) -> None:
    first = [HEADER, _row("1", "1.1", "Rà soát phương hướng phát triển và báo cáo với")]
    rest = ["", "", "Phòng Giáo dục và Đào tạo trước tháng 10.", "", ""]
    second = table_of([rest, _row("2", "1.2", "Kiện toàn.")], page=2, edges=EDGES)
    (table,) = stitch([page_of(1, table_of(first, edges=EDGES)), page_of(2, second)])
    assert table.n_rows == 3
    action = next(c for c in table.cells if c.row == 1 and c.col == 2)
    assert " ".join(action.text.split()) == (
        "Rà soát phương hướng phát triển và báo cáo với Phòng Giáo dục và Đào tạo trước tháng 10."
    )
    assert [page for page, _ in action.parts] == [1, 2]
    assert action.page == 1
    assert "joined_row" in table.flags


def test_row_under_an_empty_number_with_its_own_values_stays(
    table_of: Build, page_of: MakePage
) -> None:
    own = ["", "", "- Mua bổ sung sách cho thư viện trường.", "Nhân viên thư viện", "Tháng 11/2023"]
    second = table_of([own], page=2, edges=EDGES)
    (table,) = stitch([page_of(1, table_of(FIRST, edges=EDGES)), page_of(2, second)])
    assert table.n_rows == 4


def test_row_with_a_code_is_never_a_continuation(table_of: Build, page_of: MakePage) -> None:
    own = ["", "Tiêu chí 1.3", "củng cố chi bộ", "", ""]
    second = table_of([own], page=2, edges=EDGES)
    (table,) = stitch([page_of(1, table_of(FIRST, edges=EDGES)), page_of(2, second)])
    assert table.n_rows == 4


def test_merged_cell_goes_on_over_the_page(table_of: Build, page_of: MakePage) -> None:
    first = table_of(
        [HEADER, _row("1", "1.1", "Rà soát."), ["2", "", "Bổ sung.", "Phó HT", "10/2023"]],
        edges=EDGES,
        spans={(1, 1): (2, 1)},
    )
    second = table_of(
        [["3", "", "Công bố.", "Văn thư", "11/2023"], ["4", "1.2", "Kiện toàn.", "HT", "12/2023"]],
        page=2,
        edges=EDGES,
    )
    (table,) = stitch([page_of(1, first), page_of(2, second)])
    assert table.grid()[3][1] is table.grid()[1][1]
    assert table.text_rows()[4][1] == "1.2"


def test_three_pages_and_running_heads(table_of: Build, page_of: MakePage) -> None:
    def sheet(n: int, number: str) -> Page:
        body = table_of([_row(number, f"1.{number}", "Việc cần làm.")], page=n, edges=EDGES)
        return page_of(n, "Trường THCS Hoa Mai - Kế hoạch cải tiến", body, f"- {n} -")

    pages = [
        page_of(
            1, "Trường THCS Hoa Mai - Kế hoạch cải tiến", table_of(FIRST, edges=EDGES), "- 1 -"
        ),
        sheet(2, "3"),
        sheet(3, "4"),
    ]
    (table,) = stitch(pages)
    assert table.pages == (1, 2, 3)
    assert [r[0] for r in table.text_rows()] == ["TT", "1", "2", "3", "4"]


def test_fragment_of_a_text_source_with_fewer_cells(table_of: Build, page_of: MakePage) -> None:
    first = table_of(FIRST, method="flattened")
    second = table_of([["3", "1.3", "Củng cố chi bộ."]], method="flattened")
    (table,) = stitch([page_of(1, first, "", "", second, width=0.0, height=0.0)])
    assert table.n_rows == 4
    assert table.n_cols == 5


def test_broken_row_inside_a_text_table_is_joined(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["Thời gian", "Nội dung hoạt động"],
        ["01/9/2023-30/9/2023", "- Họp hội đồng.\n- Phân công nhóm và"],
        ["", "cá nhân phụ trách."],
        ["01/10/2023-31/10/2023", "- Thu thập minh chứng."],
    ]
    (table,) = stitch([page_of(1, table_of(rows, method="flattened"), width=0.0, height=0.0)])
    assert table.n_rows == 3
    assert "nhóm và\ncá nhân" in table.text_rows()[1][1]


def test_missing_column_is_put_under_the_right_titles(table_of: Build, page_of: MakePage) -> None:
    narrow = (60.0, 90.0, 150.0, 330.0, 540.0)
    second = table_of([["3", "1.3", "Củng cố chi bộ.", "Bí thư"]], page=2, edges=narrow)
    (table,) = stitch([page_of(1, table_of(FIRST, edges=EDGES)), page_of(2, second)])
    row = [c for c in table.cells if c.row == 3]
    assert [c.col for c in row] == [0, 1, 2, 3]
    assert row[3].colspan == 2


def test_spans_never_overlap_after_stitching(table_of: Build, page_of: MakePage) -> None:
    second = table_of(
        [["", "", "và báo cáo.", "", ""], _row("3", "1.3", "Củng cố.")], page=2, edges=EDGES
    )
    (table,) = stitch([page_of(1, table_of(FIRST, edges=EDGES)), page_of(2, second)])
    places = [
        (r, c)
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    ]
    assert len(places) == len(set(places))
    assert max(r for r, _ in places) == table.n_rows - 1


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("nâng cao chất lượ", "ng giáo dục", "nâng cao chất lượng giáo dục"),
        ("Công văn 5932/BGDĐT-", "QLCL năm 2018", "Công văn 5932/BGDĐT-QLCL năm 2018"),
        ("Rà soát quy chế", "chi tiêu nội bộ", "Rà soát quy chế\nchi tiêu nội bộ"),
        ("Họp tổ.", "- Dự giờ", "Họp tổ.\n- Dự giờ"),
        ("", "Dự giờ", "Dự giờ"),
        ("Dự giờ", "", "Dự giờ"),
    ],
)
def test_seam_of_two_halves(before: str, after: str, joined: str) -> None:
    cell = join_cells(Cell(0, 0, before, 1), Cell(0, 0, after, 2))
    assert cell.text == joined
    assert len(cell.parts) == 2


def test_changes_keep_their_offsets_in_the_joined_raw_text() -> None:
    change = Change(0, 3, "vói", "với", 0.9)
    below = Cell(0, 0, "với lớp", 2, raw="vói lớp", changes=(change,))
    cell = join_cells(Cell(0, 0, "phối hợp", 1), below)
    (moved,) = cell.changes
    assert cell.raw[moved.start : moved.end] == "vói"


def test_alignment_needs_geometry(table_of: Build) -> None:
    assert align_columns(table_of(FIRST), table_of(FIRST), 595, 595) is None


def test_cell_boxes_of_both_pages_are_kept(table_of: Build, page_of: MakePage) -> None:
    first = [HEADER, _row("1", "1.1", "Rà soát và")]
    second = table_of([["", "", "bổ sung hồ sơ.", "", ""]], page=2, edges=EDGES, top=50)
    (table,) = stitch([page_of(1, table_of(first, edges=EDGES)), page_of(2, second)])
    action = next(c for c in table.cells if c.row == 1 and c.col == 2)
    assert action.parts == (
        (1, BBox(150.0, 120.0, 330.0, 140.0)),
        (2, BBox(150.0, 50.0, 330.0, 70.0)),
    )


def test_rest_of_a_row_read_into_the_repeated_header_is_given_back(
    table_of: Build, page_of: MakePage
) -> None:
    first = [HEADER, _row("1", "1.1", "Rà soát hồ sơ.", "Tổ trưởng")]
    header = ["TT", "Tiêu chí", "Giải pháp thực hiện", "Người thực hiện\nchuyên môn", "Thời gian"]
    second = table_of([header, _row("2", "1.2", "Kiện toàn.")], page=2, edges=EDGES)
    (table,) = stitch([page_of(1, table_of(first, edges=EDGES)), page_of(2, second)])
    assert [row[3] for row in table.text_rows()] == [
        "Người thực hiện",
        "Tổ trưởng\nchuyên môn",
        "Hiệu trưởng",
    ]


def test_section_lines_of_a_text_source_become_rows(table_of: Build, page_of: MakePage) -> None:
    first = table_of([HEADER], method="flattened")
    one = table_of([_row("1", "1.1", "Rà soát.")], method="flattened")
    two = table_of([_row("2", "2.1", "Bồi dưỡng.")], method="flattened")
    page = page_of(
        1, first, "MỨC 2", "Tiêu chuẩn 1: Tổ chức", one, "Tiêu chuẩn 2: Cán bộ", "", two,
        "Nơi nhận:", width=0.0, height=0.0,
    )  # fmt: skip
    (table,) = stitch([page])
    assert [row[0] for row in table.text_rows()] == [
        "TT", "MỨC 2", "Tiêu chuẩn 1: Tổ chức", "1", "Tiêu chuẩn 2: Cán bộ", "2",
    ]  # fmt: skip


def test_heading_then_table_with_its_own_header_stays_two(
    table_of: Build, page_of: MakePage
) -> None:
    first = table_of(
        [["Tiêu chuẩn", *HEADER[1:]], ["1", "1.1", "Rà soát.", "HT", "9/2023"]], method="flattened"
    )
    second = table_of([HEADER[1:], ["Tiêu chí 1", "Họp.", "HT", "9/2023"]], method="flattened")
    page = page_of(1, first, "2. Đối với các tiêu chí Mức 4", second, width=0.0, height=0.0)
    assert [t.n_cols for t in stitch([page])] == [5, 4]


def test_second_header_row_that_slid_left_is_put_back(table_of: Build, page_of: MakePage) -> None:
    rows = [
        ["TT", "Tiêu chí", "Giải pháp", "Thời gian thực hiện", "Ghi chú"],
        ["Bắt đầu", "Hoàn thành", "", "", ""],
        ["1", "1.1", "Rà soát.", "9/2023", "5/2024", "gấp"],
    ]
    (table,) = stitch([page_of(1, table_of(rows, method="flattened"), width=0.0, height=0.0)])
    assert table.header_rows == 2
    starts = {c.text: c.col for c in table.cells if c.row < 2}
    assert (starts["Bắt đầu"], starts["Hoàn thành"], starts["Ghi chú"]) == (3, 4, 5)
