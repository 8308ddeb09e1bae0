"""Titles repeated on the next page, where their levels were read as one."""

from __future__ import annotations

from collections.abc import Callable

from extractors.tables.stitch.stitch import stitch
from extractors.types import Page, Table

Build = Callable[..., Table]
MakePage = Callable[..., Page]

EDGES = (72.0, 102.0, 145.0, 241.0, 369.0, 427.0, 488.0, 554.0)
TITLES = [
    ["STT", "Tiêu chí", "Hiện trạng", "Giải pháp", "Phân công thực hiện", "", "Thời hạn"],
    ["", "", "", "", "Chủ trì", "Phối hợp", ""],
]
ROW = ["1", "1.5", "Học sinh học môn", "Mở lớp học hè để", "Nhân viên y tế", "Văn thư", "5/2020"]


def test_first_values_under_titles_of_one_level_are_kept(
    table_of: Build, page_of: MakePage
) -> None:
    spans = {(0, c): (2, 1) for c in (0, 1, 2, 3, 6)} | {(0, 4): (1, 2)}
    above = table_of([*TITLES, ROW], edges=EDGES, spans=spans)
    again = [*TITLES[0][:4], "Phân công thực hiện\nChủ trì Phối hợp", "Thời hạn"]
    rest = ["", "", "Toán chưa tốt", "ôn tập thêm.", "", ""]
    below = table_of([again, rest], page=2, edges=(*EDGES[:5], *EDGES[6:]))
    (table,) = stitch([page_of(1, above), page_of(2, below)])
    assert table.n_rows == 3
    assert table.text_rows()[2][2:4] == [
        "Học sinh học môn\nToán chưa tốt",
        "Mở lớp học hè để\nôn tập thêm.",
    ]


def test_titles_of_other_levels_and_fewer_columns_are_the_same_titles(
    table_of: Build, page_of: MakePage
) -> None:
    """The row under them is long: likeness by columns and rows is low."""
    spans = {(0, c): (2, 1) for c in (0, 1, 2, 3, 6)} | {(0, 4): (1, 2)}
    above = table_of([*TITLES, ROW], edges=EDGES, spans=spans)
    again = [*TITLES[0][:4], "Phân công thực hiện\nChủ trì\nPhối hợp", "Thời hạn"]
    long = "Lập sổ theo dõi mượn trả bộ đồ chơi vận động ngoài trời của nhà trường " * 3
    rest = ["2", "1.7", "Học sinh còn nghỉ học", long, "Kế toán", "6/2020"]
    below = table_of([again, rest], page=2, edges=(*EDGES[:5], *EDGES[6:]))
    (table,) = stitch([page_of(1, above), page_of(2, below)])
    assert [row[0] for row in table.text_rows()] == ["STT", "", "1", "2"]
