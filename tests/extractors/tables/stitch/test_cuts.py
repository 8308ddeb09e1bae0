"""Rows that a page cuts between two whole paragraphs: what is drawn tells more than the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.tables.grid import Segment, build_grids
from extractors.tables.stitch.stitch import stitch
from extractors.types import OPEN_BOTTOM, Page, Table

Build = Callable[..., Table]
MakePage = Callable[..., Page]

EDGES = (60.0, 120.0, 320.0, 430.0, 540.0)
HEADER = ["Tiêu chí", "Giải pháp thực hiện", "Người thực hiện", "Thời gian"]
ABOVE = ["3.5", "Đề nghị cấp trên trang bị thêm sách", "Nhóm thư ký", "12/2020"]
BELOW = ["", "Hướng dẫn học sinh dùng sách đúng cách", "Tổ trưởng chuyên môn", ""]


@pytest.mark.parametrize(("drawn", "n_rows"), [(False, 2), (True, 3)])
def test_row_without_a_line_under_it_goes_on(
    table_of: Build, page_of: MakePage, drawn: bool, n_rows: int
) -> None:
    first = replace(table_of([HEADER, ABOVE], edges=EDGES), flags=() if drawn else (OPEN_BOTTOM,))
    second = table_of([HEADER, BELOW], page=2, edges=EDGES)
    (table,) = stitch([page_of(1, first), page_of(2, second)])
    assert table.n_rows == n_rows
    assert OPEN_BOTTOM not in table.flags


def test_numbered_row_under_an_open_end_is_a_row_of_its_own(
    table_of: Build, page_of: MakePage
) -> None:
    first = replace(table_of([HEADER, ABOVE], edges=EDGES), flags=(OPEN_BOTTOM,))
    second = table_of([HEADER, ["3.6", *ABOVE[1:3], "5/2021"]], page=2, edges=EDGES)
    (table,) = stitch([page_of(1, first), page_of(2, second)])
    assert [row[0] for row in table.text_rows()] == ["Tiêu chí", "3.5", "3.6"]


def test_helpers_below_the_leader_are_the_same_cell(table_of: Build, page_of: MakePage) -> None:
    above = [*ABOVE[:2], "Chủ trì: Nhóm thư ký", ABOVE[3]]
    below = [*BELOW[:2], "Phối hợp: Tổ trưởng chuyên môn", ""]
    pages = [
        page_of(1, table_of([HEADER, above], edges=EDGES)),
        page_of(2, table_of([HEADER, below], page=2, edges=EDGES)),
    ]
    (table,) = stitch(pages)
    assert table.text_rows()[1][2] == "Chủ trì: Nhóm thư ký\nPhối hợp: Tổ trưởng chuyên môn"


@pytest.mark.parametrize(("last", "is_open"), [(60.0, False), (40.0, True)])
def test_grid_tells_a_bottom_that_is_not_drawn(last: float, is_open: bool) -> None:
    across = [Segment(y, 0.0, 200.0) for y in (0.0, 20.0, 40.0, last)]
    down = [Segment(x, 0.0, 60.0) for x in (0.0, 80.0, 200.0)]
    (grid,) = build_grids(across, down, tolerance=2.5)
    assert len(grid.row_edges) == 4
    assert grid.open_bottom is is_open


def test_cell_that_ends_with_a_colon_goes_on(table_of: Build, page_of: MakePage) -> None:
    above = [*ABOVE[:2], "Chủ trì: Tổ văn phòng\nPhối hợp:", ABOVE[3]]
    pages = [
        page_of(1, table_of([HEADER, above], edges=EDGES)),
        page_of(2, table_of([HEADER, [*BELOW[:2], "PHT", ""]], page=2, edges=EDGES)),
    ]
    (table,) = stitch(pages)
    assert table.text_rows()[1][2] == "Chủ trì: Tổ văn phòng\nPhối hợp:\nPHT"


def test_years_below_the_words_school_year_are_its_rest(table_of: Build, page_of: MakePage) -> None:
    above = ["Tiêu chí 5.1: Thực hiện Chương trình", "Mở câu lạc bộ lớp", "Cấp ủy", "Kỳ I năm học"]
    below = ["giáo dục phổ thông", "6.", "", "2019-2020"]
    pages = [
        page_of(1, table_of([HEADER, above], edges=EDGES)),
        page_of(2, table_of([below], page=2, edges=EDGES)),
    ]
    (table,) = stitch(pages)
    assert table.n_rows == 2
    assert table.text_rows()[1][3] == "Kỳ I năm học\n2019-2020"


def test_nothing_is_the_rest_of_an_empty_row(table_of: Build, page_of: MakePage) -> None:
    """An empty last row of one wide cell took the first row of the next page into it."""
    first = table_of([HEADER, ABOVE, [""] * 4], edges=EDGES)
    wide = replace(next(c for c in first.cells if c.row == 2), colspan=4)
    cells = (*(c for c in first.cells if c.row < 2), wide)
    first = replace(first, cells=cells, flags=(OPEN_BOTTOM,))
    second = table_of([HEADER, ["3.6", *ABOVE[1:3], "5/2021"]], page=2, edges=EDGES)
    (table,) = stitch([page_of(1, first), page_of(2, second)])
    assert table.text_rows()[-1] == ["3.6", *ABOVE[1:3], "5/2021"]


def test_a_list_of_criteria_that_ends_with_a_comma_goes_on(
    table_of: Build, page_of: MakePage
) -> None:
    header = ["TT", *HEADER]
    above = ["12", "Tiêu chí\n5.1,", "Bồi dưỡng học sinh vào tuần đầu mỗi", "Chi bộ", "12/2020"]
    below = ["", "5.2", "tháng.", "", ""]
    edges = (30.0, *EDGES)
    pages = [
        page_of(1, table_of([header, above], edges=edges)),
        page_of(2, table_of([header, below], page=2, edges=edges)),
    ]
    (table,) = stitch(pages)
    assert table.n_rows == 2
    assert table.text_rows()[1][1] == "Tiêu chí\n5.1,\n5.2"


def test_a_speck_read_as_a_colon_joins_no_two_rows_with_times(
    table_of: Build, page_of: MakePage
) -> None:
    above = ["Tiêu chí 4.1: Ban đại diện", "- Vận động hỗ trợ.", "Nhóm thư ký:", "Tháng 4/2020"]
    below = ["", "- Huy động doanh nghiệp.", "Đ/c Trần Thị Uyên", "Tháng 12/2019"]
    pages = [
        page_of(1, table_of([HEADER, above], edges=EDGES)),
        page_of(2, table_of([HEADER, below], page=2, edges=EDGES)),
    ]
    (table,) = stitch(pages)
    assert table.text_rows()[1:] == [above, below]
