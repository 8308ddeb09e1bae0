from __future__ import annotations

from collections.abc import Callable

from extractors.tables.flattened.find import find_flattened
from extractors.tables.flattened.interleaved import find_interleaved
from extractors.types import Line, Page, Table
from tests.extractors.told import records

MakePage = Callable[..., Page]

# A ruled table read as a page: first word of each title, then rows across the columns.
ACROSS = (
    "4. Noi dung thuc hien",
    "TT| Tieu | Tieu| Noi | Giai | Phan | Thoi |Kinh | Phan | Thoi",
    "chuan | chi | dung | phap | cong | gian | phi | cong | diem",
    "1 2 2.1 | Boi duong | Cu can bo | Hieu | Thang | Ngan | Cong | Thang",
    "can bo | di hoc lop | truong | 10/2022 | sach | doan | 12/2022",
    "2 3 3.2 | Sua phong | Thay cua | Ke | Thang | Ngan | Cong | Thang",
    "hoc | kinh moi | toan | 11/2022 | sach | doan | 1/2023",
)
# Its next page came out a cell (or a piece of one) per line.
LISTED = (
    "", "3.5", "", "Thiet bi day hoc", "", "Hieu truong", "", "Thang 11/2022", "", "Ngan", "",
    "sach",
    "", "Cong doan", "", "Thang", "12/2022",
)  # fmt: skip


def lines_of(*texts: str) -> list[Line]:
    return [Line(t, 1) for t in texts]


def rows_of(*texts: str) -> list[list[str]]:
    (found,) = find_interleaved(lines_of(*texts))
    return found.table.text_rows()


def test_words_go_to_their_columns_across_the_line() -> None:
    rows = rows_of(*ACROSS)
    assert rows[1] == [
        "1", "2", "2.1", "Boi duong can bo", "Cu can bo di hoc lop", "Hieu truong", "Thang 10/2022",
        "Ngan sach", "Cong doan", "Thang 12/2022",
    ]  # fmt: skip
    assert rows[2][:3] == ["2", "3", "3.2"]
    assert rows[2][6] == "Thang 11/2022"


def test_rows_listed_a_cell_a_line() -> None:
    rows = rows_of(*ACROSS, *LISTED)
    assert rows[3] == [
        "", "", "3.5", "Thiet bi day hoc", "", "Hieu truong", "Thang 11/2022", "Ngan sach",
        "Cong doan", "Thang 12/2022",
    ]  # fmt: skip


def test_row_whose_code_was_lost_is_still_a_row() -> None:
    lost = (
        "Quan ly ho so", "", "Van thu", "", "Thang 2/2023", "", "Ngan sach", "", "Hieu truong", "",
        "Thang 3/2023",
    )  # fmt: skip
    rows = rows_of(*ACROSS, *LISTED, "", *lost)
    assert len(rows) == 5
    assert rows[4][2] == ""
    assert rows[4][6] == "Thang 2/2023"


def test_text_left_over_at_the_end_goes_back_to_its_row() -> None:
    rows = rows_of(*ACROSS, *LISTED, "", "cho cac phong", "moi xay")
    assert len(rows) == 4
    assert rows[3][3].endswith("cho cac phong moi xay")


def test_missing_bars_are_made_up_by_the_kind_of_word() -> None:
    rows = rows_of(*ACROSS[:3], "1 2 2.1 | Boi duong | Cu can bo | Hieu Thang | Ngan | Cong Thang")
    assert rows[1][5:] == ["Hieu", "Thang", "Ngan", "Cong", "Thang"]


def test_it_is_flagged_as_unsure() -> None:
    (table,) = find_flattened(lines_of(*ACROSS))
    assert set(table.flags) == {"flattened", "interleaved", "uncertain_rows"}
    assert table.confidence < 0.5


def test_lines_before_and_after_stay_lines(page_of: MakePage) -> None:
    found = records([page_of(1, *ACROSS, width=0.0, height=0.0)])
    assert [r.fields["criteria"].text for r in found] == ["2.1", "3.2"]
    assert all("interleaved" in r.flags for r in found)
    assert found[0].section == "4. Noi dung thuc hien"


def test_a_proper_pipe_table_is_not_taken() -> None:
    lines = lines_of("TT | Nội dung | Ghi chú", "1 | Họp | ", "2 | Viết báo cáo | ")
    assert find_interleaved(lines) == []
    assert not [t for t in find_flattened(lines) if isinstance(t, Table)]


def test_prose_with_bars_is_not_taken() -> None:
    assert find_interleaved(lines_of("Trang chủ | Tin tức | Liên hệ | Góp ý", "2.1 tin mới")) == []
