"""A sheet wider than its paper: the columns on the right are printed on a later page."""

from __future__ import annotations

from collections.abc import Callable

from extractors.tables.stitch.overleaf import COLUMNS_JOINED, with_overleaf_columns
from extractors.types import BBox, Line, Page, Table

Build = Callable[..., Table]
MakePage = Callable[..., Page]

LEFT = [
    ["TT", "Công việc"],
    ["1", "Sơn lại hàng rào"],
    ["2", "Mua thêm sách"],
    ["3", "Kiểm tra bếp ăn"],
]
RIGHT = [
    ["Người thực hiện", "Thời hạn"],
    ["Bảo vệ", "12/10/2023"],
    ["Thư viện", "Tháng 11/2023"],
    ["Nhân viên y tế", "15/12/2023"],
]
NEXT = [["4", "Trồng cây"], ["5", "Thay bóng đèn"], ["6", "Dọn kho"]]
NEXT_RIGHT = [["Kế toán", "3/1/2024"], ["Bảo vệ", "9/1/2024"], ["Văn thư", "20/1/2024"]]
EDGES = (60.0, 90.0, 500.0)


def joined(pages: list[Page]) -> list[list[list[str]]]:
    return [table.text_rows() for page in with_overleaf_columns(pages) for table in page.tables]


def beside(left: list[list[str]], right: list[list[str]]) -> list[list[str]]:
    return [[*a, *b] for a, b in zip(left, right, strict=True)]


def test_owners_and_deadlines_printed_overleaf_are_those_of_the_rows(
    table_of: Build, page_of: MakePage
) -> None:
    first = page_of(1, "KẾ HOẠCH", table_of(LEFT, page=1, edges=EDGES))
    second = page_of(2, table_of(RIGHT, page=2, edges=EDGES, top=103.0), "HIỆU TRƯỞNG")
    one, two = with_overleaf_columns([first, second])
    (table,) = one.tables
    assert table.text_rows() == beside(LEFT, RIGHT)
    assert (table.pages, table.flags) == ((1, 2), (COLUMNS_JOINED,))
    assert {(cell.page, cell.col) for cell in table.cells} == {(1, 0), (1, 1), (2, 2), (2, 3)}
    assert [line.text for line in two.lines] == ["HIỆU TRƯỞNG"] and not two.tables


def test_number_repeated_overleaf_is_one_column(table_of: Build, page_of: MakePage) -> None:
    again = [[row[0], *other] for row, other in zip(LEFT, RIGHT, strict=True)]
    right = table_of(again, page=2, edges=(60.0, 90.0, 300.0, 500.0))
    pages = [page_of(1, table_of(LEFT, page=1, edges=EDGES)), page_of(2, right)]
    assert joined(pages) == [beside(LEFT, RIGHT)]


def test_sheet_printed_down_then_over(table_of: Build, page_of: MakePage) -> None:
    tables = [LEFT, NEXT, RIGHT, NEXT_RIGHT]
    pages = [
        page_of(number, table_of(rows, page=number, edges=EDGES))
        for number, rows in enumerate(tables, 1)
    ]
    assert joined(pages) == [beside(LEFT, RIGHT), beside(NEXT, NEXT_RIGHT)]


def test_sheet_printed_over_then_down(table_of: Build, page_of: MakePage) -> None:
    tables = [LEFT, RIGHT, NEXT, NEXT_RIGHT]
    pages = [
        page_of(number, table_of(rows, page=number, edges=EDGES))
        for number, rows in enumerate(tables, 1)
    ]
    assert joined(pages) == [beside(LEFT, RIGHT), beside(NEXT, NEXT_RIGHT)]


def test_last_column_alone_overleaf_is_read(table_of: Build, page_of: MakePage) -> None:
    lines = [
        Line(row[1], 2, BBox(62.0, 104.0 + 20 * r, 130.0, 116.0 + 20 * r))
        for r, row in enumerate(RIGHT)
    ]
    sign = Line("HIỆU TRƯỞNG", 2, BBox(350.0, 210.0, 440.0, 224.0))
    pages = [page_of(1, table_of(LEFT, page=1, edges=EDGES)), page_of(2, *lines, sign)]
    one, two = with_overleaf_columns(pages)
    assert one.tables[0].text_rows() == beside(LEFT, [[row[1]] for row in RIGHT])
    assert two.lines == (sign,)


def test_table_of_its_own_on_the_next_page_is_not_joined(
    table_of: Build, page_of: MakePage
) -> None:
    members = [
        ["Họ và tên", "Chức vụ"],
        ["Lê Văn An", "Tổ trưởng"],
        ["Hồ Thị Bé", "Tổ phó"],
        ["Vũ Minh", "Thành viên"],
    ]
    own = page_of(2, table_of(members, page=2, edges=EDGES))
    lower = page_of(2, table_of(RIGHT, page=2, edges=EDGES, top=300.0))
    headed = page_of(
        2,
        Line("DANH SÁCH TRỰC", 2, BBox(200.0, 78.0, 330.0, 92.0)),
        table_of(RIGHT, page=2, edges=EDGES),
    )
    first = page_of(1, table_of(LEFT, page=1, edges=EDGES))
    for second in (own, lower, headed):
        assert with_overleaf_columns([first, second]) == (first, second)
