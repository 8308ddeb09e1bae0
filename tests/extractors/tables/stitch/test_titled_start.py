"""Titles alone at the foot of a page give their columns up to those of the rows that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.tables.stitch.stitch import stitch
from extractors.types import Page, Table

Build = Callable[..., Table]
MakePage = Callable[..., Page]

EDGES = (60.0, 160.0, 260.0, 380.0, 460.0, 540.0)
TITLES = ["Tiêu chí", "Kết quả cần đạt", "Công việc cần thực hiện", "Phân công", "Thời gian"]
ROW = ["1.2", "Có 4 lớp vượt sĩ số", "Chia học sinh theo đúng sĩ số", "Hiệu trưởng", "5/2020"]
START = [
    ["Tiêu chí", "Kết Công quả cần đạt việc cần thực hiện", "Phân công", "Thời gian"],
    ["", "MỨC 2", "", ""],
    ["Tiêu chuẩn 1", "Tổ chức và quản lý nhà trường", "", ""],
]


def built(table_of: Build, rows: list[list[str]], page: int, edges: tuple[float, ...]) -> Table:
    return replace(table_of(rows, page=page, edges=edges), method="borderless")


def test_columns_are_those_of_the_rows(table_of: Build, page_of: MakePage) -> None:
    start = built(table_of, START, 1, (*EDGES[:2], *EDGES[3:]))
    rest = built(table_of, [TITLES, ROW], 2, EDGES)
    (table,) = stitch([page_of(1, start), page_of(2, rest)])
    assert table.pages == (1, 2)
    assert table.text_rows() == [
        TITLES,
        ["MỨC 2", "", "", "", ""],
        ["Tiêu chuẩn 1 Tổ chức và quản lý nhà trường", "", "", "", ""],
        ROW,
    ]
    assert [cell.page for cell in table.cells if cell.col == 0] == [2, 1, 1, 2]


@pytest.mark.parametrize(
    "rows",
    [
        [*START, ["1.1", "Rà soát quy chế", "Văn thư", "9/2019"]],
        START[:1],
        [["Họ và tên", "Chức vụ", "Nhiệm vụ", "Ghi chú"], *START[1:]],
    ],
)
def test_rows_or_other_titles_keep_the_columns(
    table_of: Build, page_of: MakePage, rows: list[list[str]]
) -> None:
    start = built(table_of, rows, 1, (*EDGES[:2], *EDGES[3:]))
    rest = built(table_of, [TITLES, ROW], 2, EDGES)
    first = stitch([page_of(1, start), page_of(2, rest)])[0]
    assert first.text_rows()[0] == rows[0]
