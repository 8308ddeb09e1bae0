"""Lines alone at the top of a page that are the rest of one cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.tables.stitch.stitch import stitch_blocks
from extractors.types import BBox, Cell, Line, Page, Table, TableMethod, Word

COLUMNS = ((50.0, 90.0), (120.0, 300.0), (330.0, 450.0), (470.0, 540.0))
TITLES = ("STT", "Nội dung công việc", "Người thực hiện", "Thời gian")
ROW = ("1", "Huy động công an xã hỗ trợ nhà trường", "Hiệu trưởng", "Tháng 9/2024")


def cell(row: int, col: int, text: str) -> Cell:
    x0, x1 = COLUMNS[col]
    box = BBox(x0, 700.0 + 30 * row, x1, 714.0 + 30 * row)
    return Cell(row, col, text, 1, bbox=box, words=(Word(text, bbox=box),))


def table(method: TableMethod = "borderless") -> Table:
    cells = [cell(r, c, t) for r, row in enumerate((TITLES, ROW)) for c, t in enumerate(row)]
    edges = (45.0, 105.0, 315.0, 460.0, 545.0)
    return Table(1, 2, 4, tuple(cells), method, BBox(45, 700, 545, 760), 0.8, edges)


def page(number: int, *blocks: Table | Line) -> Page:
    return Page(number, 595.0, 842.0, "ocr", blocks)


def line(x0: float, x1: float, y: float, text: str) -> Line:
    return Line(text, 2, BBox(x0, y, x1, y + 12.0))


def test_lines_under_a_column_go_on_with_its_last_cell() -> None:
    lines = [
        line(120.5, 290.0, 60.0, "trong việc bảo đảm an toàn"),
        line(120.0, 240.0, 74.0, "trước cổng trường"),
        line(50.0, 130.0, 140.0, "Nơi nhận:"),
    ]
    joined, rest = stitch_blocks([page(1, table()), page(2, *lines)])
    assert isinstance(joined, Table)
    assert joined.pages == (1, 2)
    assert joined.text_rows()[1] == [
        ROW[0],
        f"{ROW[1]}\ntrong việc bảo đảm an toàn\ntrước cổng trường",
        *ROW[2:],
    ]
    assert rest == lines[2]


def test_rests_of_two_cells_side_by_side_go_on_in_mid_sentence() -> None:
    """Lines as short as one row are not seen: what stands between them is."""
    lines = [
        line(121.0, 290.0, 60.0, "trong việc bảo đảm an toàn"),
        line(485.0, 530.0, 61.0, "2025"),
        line(380.0, 480.0, 140.0, "HIỆU TRƯỞNG"),
    ]
    joined, rest = stitch_blocks([page(1, table("ruled")), page(2, *lines)])
    assert isinstance(joined, Table)
    assert joined.text_rows()[1][1] == f"{ROW[1]}\ntrong việc bảo đảm an toàn"
    assert joined.text_rows()[1][3] == f"{ROW[3]}\n2025"
    assert rest == lines[2]


def test_rests_are_taken_from_the_top_down_whatever_was_read_first() -> None:
    lines = [
        line(120.0, 200.0, 60.5, "trong việc bảo đảm"),
        line(50.0, 130.0, 140.0, "Nơi nhận:"),
        line(330.0, 400.0, 60.0, "trường học"),
        line(330.0, 400.0, 74.0, "và kế toán"),
    ]
    joined, rest = stitch_blocks([page(1, table()), page(2, *lines)])
    assert isinstance(joined, Table)
    assert joined.text_rows()[1][2] == f"{ROW[2]}\ntrường học\nvà kế toán"
    assert rest == lines[1]


def centred() -> Table:
    """The table with lines set in the middle of its second column."""
    lines = ((120.0, 300.0, "Huy động công an xã hỗ trợ"), (150.0, 270.0, "nhà trường và"))
    lines = (*lines, (170.0, 250.0, "các lớp"))
    words = tuple(
        Word(text, bbox=BBox(x0, 730.0 + 14 * n, x1, 742.0 + 14 * n))
        for n, (x0, x1, text) in enumerate(lines)
    )
    texts = "\n".join(text for _, _, text in lines)
    cells = [replace(c, text=texts, words=words) if c.text == ROW[1] else c for c in table().cells]
    return replace(table(), cells=tuple(cells))


@pytest.mark.parametrize(
    ("text", "taken"), [("trong việc bảo đảm", True), ("Tổ chức thực hiện", False)]
)
def test_a_rest_in_a_column_set_in_the_middle_goes_on_in_mid_sentence(
    text: str, taken: bool
) -> None:
    found = line(160.0, 260.0, 60.0, text)
    joined, *rest = stitch_blocks([page(1, centred()), page(2, found)])
    assert isinstance(joined, Table)
    assert joined.text_rows()[1][1].endswith(f"các lớp\n{text}") is taken
    assert rest == ([] if taken else [found])


def test_rests_of_two_cells_read_as_one_line_are_parted_at_the_wide_blank() -> None:
    texts = {"công": 120.0, "khai": 141.0, "và": 330.0, "kế": 350.0, "toán": 370.0}
    words = tuple(Word(t, bbox=BBox(x, 60.0, x + 16, 71.0)) for t, x in texts.items())
    found = replace(line(120.0, 386.0, 60.0, " ".join(texts)), words=words)
    (joined,) = stitch_blocks([page(1, table()), page(2, found)])
    assert isinstance(joined, Table)
    assert joined.text_rows()[1][1:3] == [f"{ROW[1]}\ncông khai", f"{ROW[2]}\nvà kế toán"]


def test_a_line_beside_one_that_no_column_holds_is_a_rest() -> None:
    lines = [line(50.0, 90.0, 60.0, "Hòa"), line(120.0, 240.0, 60.5, "trước cổng trường")]
    joined, rest = stitch_blocks([page(1, table()), page(2, *lines)])
    assert isinstance(joined, Table)
    assert joined.text_rows()[1][1] == f"{ROW[1]}\ntrước cổng trường"
    assert rest == lines[0]


def test_a_numbered_row_is_no_rest_of_the_one_before() -> None:
    lines = [
        line(120.0, 240.0, 60.0, "Bồi dưỡng giáo viên"),
        line(330.0, 400.0, 60.0, "Hiệu trưởng"),
        line(60.0, 66.0, 62.0, "7"),
        line(470.0, 530.0, 61.0, "Tháng 10/2024"),
        line(120.0, 240.0, 76.0, "chủ nhiệm"),
    ]
    assert stitch_blocks([page(1, table()), page(2, *lines)])[1:] == lines


@pytest.mark.parametrize(
    ("method", "found"),
    [
        ("borderless", line(50.0, 90.0, 60.0, "Các bộ")),
        ("borderless", line(120.0, 520.0, 60.0, "Các bộ phận thực hiện nội dung theo kế hoạch")),
        ("borderless", line(160.0, 280.0, 60.0, "Phần thứ hai")),
        ("borderless", line(330.0, 440.0, 60.0, "KT. HIỆU TRƯỞNG")),
        ("ruled", line(120.0, 290.0, 60.0, "Tổ chức thực hiện")),
        ("vector", line(120.0, 290.0, 60.0, "trong việc bảo đảm an toàn")),
    ],
)
def test_other_lines_after_a_table_stay_lines(method: TableMethod, found: Line) -> None:
    assert stitch_blocks([page(1, table(method)), page(2, found)])[1:] == [found]


def test_a_row_alone_that_takes_up_the_count_is_the_next() -> None:
    """Its number was taken for the page's, and its cells for rests of the row before."""
    lines = [
        Line("2", 2, BBox(294.0, 20.0, 300.0, 32.0)),
        line(50.0, 56.0, 60.0, "2"),
        line(120.0, 300.0, 60.0, "Rà soát hồ sơ thiết bị"),
        line(120.0, 190.0, 74.0, "của các khối"),
        line(330.0, 400.0, 60.0, "Kế toán"),
        line(470.0, 530.0, 60.0, "Tháng 3/2025"),
        line(50.0, 130.0, 140.0, "Nơi nhận:"),
    ]
    joined, rest = stitch_blocks([page(1, table()), page(2, *lines)])
    assert isinstance(joined, Table)
    assert joined.text_rows()[1] == list(ROW)
    assert joined.text_rows()[2] == [
        "2",
        "Rà soát hồ sơ thiết bị\ncủa các khối",
        "Kế toán",
        "Tháng 3/2025",
    ]
    assert {cell.page for cell in joined.cells if cell.row == 2} == {2}
    assert rest == lines[-1]


@pytest.mark.parametrize("number", ["1", "4"])
def test_a_row_alone_out_of_count_stays_apart(number: str) -> None:
    lines = [
        line(50.0, 56.0, 60.0, number),
        line(120.0, 300.0, 60.0, "Rà soát hồ sơ thiết bị"),
        line(330.0, 400.0, 60.0, "Kế toán"),
    ]
    joined, *rest = stitch_blocks([page(1, table()), page(2, *lines)])
    assert isinstance(joined, Table)
    assert joined.n_rows == 2
    assert rest == lines
