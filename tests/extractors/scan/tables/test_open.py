from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import cv2
import numpy as np
import pytest

from extractors.images.sheet import Sheet
from extractors.ocr.choose import get_engine
from extractors.scan.page import read_image_page
from extractors.scan.tables.ink import ink_of
from extractors.scan.tables.open import Choice, _divides, open_grids
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings, without_rulings
from extractors.tables.grid import Grid, GridCell
from extractors.tables.words import Placed
from extractors.types import BBox, Word
from tests.extractors.pictures import PROSE, Picture, blank, noisy, ruled, write

WIDTHS = [110, 520, 380, 330]
ROWS = [
    ["STT", "Công việc", "Người phụ trách", "Thời gian"],
    ["1", "Rà soát hồ sơ\ncủa tổ chuyên môn", "Hiệu trưởng", "Tháng 9/2023"],
    ["2", "Thẩm định đấu thầu", "Tổ trưởng\nchuyên môn", "15/10/2023"],
    ["3", "Bồi dưỡng giáo viên", "Phó hiệu trưởng", "20/11/2023"],
    ["4", "Báo cáo kết quả", "Văn thư", "15/5/2024"],
]
HEIGHT = 110
TOP, LEFT = 300, 150


def page(look: str) -> Picture:
    """The table of ROWS with some of its lines: across, three, frame, upright, dotted, none."""
    image = blank()
    xs = [LEFT, *(LEFT + int(v) for v in np.cumsum(WIDTHS))]
    ys = [TOP + HEIGHT * r for r in range(len(ROWS) + 1)]
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            image = write(image, text, xs[c] + 10, ys[r] + 12, 32)
    across = {"across": ys, "three": [ys[0], ys[1], ys[-1]], "none": []}.get(
        look, [ys[0], ys[1], ys[-1]]
    )
    down = {"upright": xs, "dotted": xs, "frame": [xs[0], xs[-1]]}.get(look, [])
    for y in across:
        cv2.line(image, (xs[0], y), (xs[-1], y), 0, 2)
    for x in down:
        cv2.line(image, (x, ys[0]), (x, ys[-1]), 0, 2)
    if look == "dotted":
        for y in ys[2:-1]:
            for x in range(xs[0], xs[-1], 7):
                image[y : y + 2, x : x + 2] = 0
    return image


def grids(image: Picture, dpi: int = 200) -> list[Grid]:
    """All grids of a page, ruled and open."""
    kept, opened, _ = chosen(image, dpi)
    return [f.grid for f in kept] + [one.found.grid for one in opened]


def chosen(image: Picture, dpi: int = 200) -> Choice:
    rulings = find_rulings(Sheet(image, dpi))
    clean = without_rulings(Sheet(image, dpi), rulings)
    return open_grids(clean, ink_of(clean), rulings, find_grids(rulings, dpi))


def shape(grid: Grid) -> tuple[int, int, int]:
    return grid.n_rows, grid.n_cols, len(grid.cells)


@pytest.mark.parametrize("look", ["across", "three", "frame", "upright", "dotted", "none"])
def test_rows_and_columns_without_a_full_grid(look: str) -> None:
    (grid,) = grids(page(look))
    assert shape(grid) == (5, 4, 20)
    wanted = [TOP + HEIGHT * r for r in range(1, 5)]
    assert all(abs(y - w) < 50 for y, w in zip(grid.row_edges[1:-1], wanted, strict=True))
    walls = [260, 780, 1160]
    assert all(abs(x - w) < 40 for x, w in zip(grid.col_edges[1:-1], walls, strict=True))


@pytest.mark.ocr
@pytest.mark.parametrize("look", ["three", "none"])
def test_cells_are_read_column_by_column(look: str) -> None:
    image = write(page(look), PROSE, 150, 1000)
    found = read_image_page(noisy(image, 5), dpi=200, number=1, engine=get_engine())
    (table,) = found.tables
    assert table.method == "borderless"
    assert table.text_rows() == ROWS
    assert "Căn cứ Thông tư số 18/2018" in found.lines[0].text


def test_prose_letterhead_and_signatures_are_no_tables() -> None:
    image = write(blank(), "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG TIỂU HỌC SAO MAI", 150, 150, 28)
    right = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    image = write(image, right, 850, 150, 28)
    image = write(image, PROSE, 150, 400)
    image = write(image, "Nơi nhận:\n- Như trên;\n- Lưu: VT.", 150, 1000, 28)
    image = write(image, "HIỆU TRƯỞNG\n\n\nNguyễn Văn A", 1000, 1000, 32)
    assert grids(image) == []


def test_a_section_row_is_one_cell() -> None:
    image = page("three")
    image[TOP + 2 * HEIGHT + 4 : TOP + 3 * HEIGHT - 2] = 255
    image = write(image, "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên", LEFT + 10, 532, 32)
    (grid,) = grids(image)
    spans = [cell.colspan for cell in grid.cells if cell.row == 2]
    assert spans == [4]


def test_titles_in_two_levels() -> None:
    image = page("none")
    image[TOP : TOP + HEIGHT, 1170:1480] = 255
    image = write(image, "Thời gian thực hiện", 1010, TOP - 16, 32)
    image = write(image, "Bắt đầu", 1200, TOP + 30, 32)
    (grid,) = grids(image)
    first = {(c.row, c.col): (c.rowspan, c.colspan) for c in grid.cells if c.row < 2}
    assert first[0, 2] == (1, 2)
    assert first[0, 0] == (2, 1)
    assert first[1, 3] == (1, 1)


def test_titles_of_several_lines_set_in_the_middle_are_one_row() -> None:
    image = page("three")
    image[TOP + 4 : TOP + HEIGHT - 3] = 255
    image[TOP - 60 : TOP + 4] = 255
    cv2.line(image, (LEFT, TOP - 60), (LEFT + sum(WIDTHS), TOP - 60), 0, 2)
    middle = TOP + HEIGHT // 2 - 46
    for x, text, up in (
        (160, "TT", 0), (280, "Công việc cần\nthực hiện", 25), (800, "Chủ trì,\nphối hợp\nlàm", 50),
        (1190, "Thời gian", 0),
    ):  # fmt: skip
        image = write(image, text, x, middle - up, 32)
    (grid,) = grids(image)
    assert shape(grid) == (5, 4, 20)
    assert abs(grid.row_edges[1] - TOP - HEIGHT) < 10


def test_every_line_a_row() -> None:
    """Members of a council: no line wraps, so the leading of cells is not to be seen."""
    image = blank()
    names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "Hồ Văn Em"]
    for r, name in enumerate(names):
        for x, text in ((160, str(r + 1)), (260, name), (760, "Giáo viên"), (1120, "Ủy viên")):
            image = write(image, text, x, 300 + 46 * r, 32)
    (grid,) = grids(image)
    assert shape(grid) == (5, 4, 20)


def test_a_ruled_row_with_paragraphs_side_by_side_stays_one_row() -> None:
    """A tall row whose cells hold paragraphs is no table left to white space."""
    rows = [["TT", "Nội dung", "Phụ trách"], ["1", "", ""], ["2", "Họp", "Văn thư"]]
    image = ruled(rows, [110, 700, 400], row_height=300)
    image = write(image, "Rà soát hồ sơ\n\nBổ sung minh chứng\n\nBáo cáo", 280, 610)
    image = write(image, "Tổ trưởng", 980, 700)
    (grid,) = grids(image)
    assert shape(grid) == (3, 3, 9)


def _grid(rows: Sequence[int], cols: Sequence[int]) -> Grid:
    places = product(range(len(rows) - 1), range(len(cols) - 1))
    cells = tuple(GridCell(r, c, 1, 1) for r, c in places)
    return Grid(tuple(rows), tuple(cols), cells, 1.0)


@pytest.mark.parametrize(("end", "wanted"), [(300, False), (900, True)])
def test_a_ruled_table_gives_way_only_to_one_that_stands_in_most_of_it(
    end: int, wanted: bool
) -> None:
    coarse = _grid(range(200, 901, 100), (0, 400, 1500))
    finer = _grid(range(100, end + 1, 25), (0, 300, 600, 900, 1200, 1500))
    boxes = map(finer.box, finer.cells)
    words = [Placed(Word(""), BBox(b.x0 + 9, b.y0 + 9, b.x0 + 90, b.y0 + 20)) for b in boxes]
    assert _divides(finer, coarse, words) is wanted


def test_a_ruled_table_does_not_give_way_to_one_that_takes_in_the_prose_below() -> None:
    """Two rows under a missing line and the text after the table became one table."""
    coarse = _grid([100, 200, 300], [0, 200, 400, 600])
    finer = _grid([100, 150, 200, 300, 400, 500], [0, 200, 400, 600])
    cells = [(40, y, 100, y + 20) for y in (120, 170, 250)]
    cells += [(x0 + 200, y0, x1 + 200, y1) for x0, y0, x1, y1 in cells]
    cells += [(x0 + 400, y0, x1 + 400, y1) for x0, y0, x1, y1 in cells[:3]]
    prose = [(x, y, x + 80, y + 20) for y in (340, 440) for x in (20, 160, 320, 480)]

    def words(boxes: Sequence[tuple[int, int, int, int]]) -> list[Placed]:
        return [Placed(Word(""), BBox(*box)) for box in boxes]

    assert _divides(finer, coarse, words(cells))
    assert not _divides(finer, coarse, words([*cells, *prose]))


def test_a_heading_between_two_tables_parts_them() -> None:
    image = page("three")
    image = write(image, "III. TỔ CHỨC THỰC HIỆN", LEFT, 930, 34)
    for r, row in enumerate(ROWS):
        for x, text in zip((160, 520, 900, 1250), row, strict=True):
            image = write(image, text.split("\n")[0], x, 1020 + 60 * r, 32)
    for y in (1010, 1070, 1320):
        cv2.line(image, (LEFT, y), (1500, y), 0, 2)
    first, second = grids(image)
    assert shape(first) == (5, 4, 20)
    assert shape(second) == (5, 4, 20)


def below_letter(image: Picture) -> list[Grid]:
    """The grids that reach below TOP; what reads like a letter above is no table by its text."""
    return [grid for grid in grids(image) if grid.bbox.y1 > TOP]


@pytest.mark.parametrize("look", ["upright", "frame"])
def test_a_drawn_border_keeps_the_letter_above_out_of_the_table(look: str) -> None:
    image = page(look)
    image[:TOP] = 255
    image = write(image, "Số: 185/KH", 200, 130, 32)
    image = write(image, "Mai, ngày 02   tháng 11", 700, 130, 32)
    image = write(image, "Trong quá trình thực hiện, các tổ báo cáo nhà trường.", 200, 190, 32)
    image = write(image, "I. NỘI DUNG CẢI TIẾN", LEFT, 245, 32)
    cv2.line(image, (LEFT, TOP), (LEFT + sum(WIDTHS), TOP), 0, 2)
    (grid,) = below_letter(image)
    assert shape(grid) == (5, 4, 20)
    assert abs(grid.row_edges[0] - TOP) < 10


def test_two_rows_between_upright_lines() -> None:
    image = page("upright")
    image[TOP + 3 * HEIGHT :] = 255
    cv2.line(image, (LEFT, TOP + 3 * HEIGHT), (LEFT + sum(WIDTHS), TOP + 3 * HEIGHT), 0, 2)
    (grid,) = grids(image)
    assert shape(grid) == (3, 4, 12)


def test_rows_of_a_frame_around_two_columns() -> None:
    image = blank()
    rows = [["Thời gian", "Nội dung"], *([row[3], row[1]] for row in ROWS[1:])]
    for r, (time, work) in enumerate(rows):
        image = write(image, time, LEFT + 10, TOP + HEIGHT * r + 12, 32)
        image = write(image, work, LEFT + 420, TOP + HEIGHT * r + 12, 32)
    box = (LEFT, TOP), (LEFT + 1200, TOP + HEIGHT * len(rows))
    cv2.rectangle(image, *box, 0, 2)
    cv2.line(image, (LEFT, TOP + HEIGHT), (LEFT + 1200, TOP + HEIGHT), 0, 2)
    (grid,) = grids(image)
    assert shape(grid) == (5, 2, 10)


def test_a_frame_that_lost_to_the_rows_found_in_it_says_so() -> None:
    _, opened, lost = chosen(page("frame"))
    assert [one.found.finder for one in opened] == ["parted"]
    assert [(found.finder, why) for found, why in lost] == [("ruled", "parted by another")]


def test_prose_in_a_frame_is_no_table() -> None:
    image = write(blank(), PROSE, 150, 400)
    cv2.rectangle(image, (120, 380), (1560, 900), 0, 2)
    assert all(grid.n_cols == 1 for grid in grids(image))


def test_the_number_and_date_of_a_letter_begin_no_table() -> None:
    image = page("none")
    image[:TOP] = 255
    image = write(image, "Số:     176/KH", 200, 90, 32)
    image = write(image, "Ngọc Mai, ngày 17 tháng 10", 520, 90, 32)
    image = write(image, "KẾ HOẠCH CẢI TIẾN", 600, 140, 32)
    image = write(image, "Các bộ phận, cá nhân được phân công thực hiện.", 200, 190, 32)
    image = write(image, "I. NỘI DUNG CẢI TIẾN CHẤT", LEFT, 250, 32)
    (grid,) = below_letter(image)
    assert shape(grid) == (5, 4, 20)


def test_dotted_lines_far_from_text_are_seen_before_specks_go() -> None:
    found = read_image_page(page("dotted"), dpi=200, number=1, engine=get_engine())
    (table,) = found.tables
    assert (table.n_rows, table.n_cols) == (5, 4)


def test_a_heading_left_of_a_centred_column_parts_two_tables() -> None:
    image = page("none")
    for r, row in enumerate([ROWS[0], *(["", *row[1:]] for row in ROWS[1:])]):
        for x, text in zip([LEFT, 250, 620, 1080], row, strict=True):
            image = write(image, text, x + 10, 910 + 70 * r, 32)
    image = write(image, "II. PHÂN CÔNG", LEFT - 40, 815, 32)
    image = write(
        image, "Các bộ phận, cá nhân được phân công thực hiện theo bảng sau.", LEFT + 60, 862, 32
    )
    upper, lower = grids(image)
    assert upper.bbox.y1 < 850 < lower.bbox.y0
