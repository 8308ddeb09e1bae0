from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.prepare import prepare
from extractors.images.sheet import Sheet
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings, without_rulings
from extractors.tables.grid import Grid
from tests.extractors.pictures import (
    PROSE,
    ROWS,
    WIDTHS,
    Picture,
    blank,
    noisy,
    rotated,
    ruled,
    write,
)


def grids(image: Picture, dpi: int = 200) -> list[Grid]:
    prepared = prepare(image, dpi)
    return find_grids(find_rulings(prepared.sheet), prepared.dpi)


def shape(grid: Grid) -> tuple[int, int, int]:
    return grid.n_rows, grid.n_cols, len(grid.cells)


def test_a_plain_grid() -> None:
    (grid,) = grids(ruled(ROWS, WIDTHS))
    assert shape(grid) == (4, 4, 16)
    assert grid.evidence > 0.97
    x0, y0, x1, y1 = grid.bbox
    assert np.abs(np.array([x0, y0, x1, y1]) - [150, 300, 1480, 620]).max() <= 3


@pytest.mark.parametrize("degrees", [-2.0, -0.7, 0.5, 1.5])
def test_skewed_and_noisy(degrees: float) -> None:
    (grid,) = grids(rotated(noisy(ruled(ROWS, WIDTHS)), degrees))
    assert shape(grid) == (4, 4, 16)


@pytest.mark.parametrize("dpi", [150, 300, 400])
def test_other_resolutions(dpi: int) -> None:
    page = ruled(ROWS, WIDTHS)
    scaled = cv2.resize(page, None, fx=dpi / 200, fy=dpi / 200, interpolation=cv2.INTER_AREA)
    (grid,) = grids(np.asarray(scaled, np.uint8), dpi)
    assert shape(grid) == (4, 4, 16)


def test_merged_cells_become_spans() -> None:
    rows = [
        ["TT", "Thời gian", "<", "Ghi chú"],
        ["^", "Bắt đầu", "Hoàn thành", "^"],
        ["MỨC 2", "<", "<", "<"],
        ["1", "9/2023", "5/2024", "Nhóm"],
        ["2", "9/2023", "5/2024", "^"],
    ]
    (grid,) = grids(ruled(rows, WIDTHS))
    spans = {(c.row, c.col): (c.rowspan, c.colspan) for c in grid.cells}
    assert spans[0, 0] == (2, 1)
    assert spans[0, 1] == (1, 2)
    assert spans[0, 3] == (2, 1)
    assert spans[2, 0] == (1, 4)
    assert spans[3, 3] == (2, 1)
    assert len(spans) == 5 * 4 - 1 - 1 - 1 - 3 - 1


def test_broken_lines_are_bridged() -> None:
    page = ruled(ROWS, WIDTHS)
    rng = np.random.default_rng(0)
    for _ in range(140):
        x, y = int(rng.integers(150, 1480)), int(rng.integers(300, 620))
        row = 300 + 80 * round((y - 300) / 80)
        page[row - 2 : row + 4, x : x + 7] = 255
    (grid,) = grids(page)
    assert shape(grid) == (4, 4, 16)


def test_faint_lines_of_a_real_copy() -> None:
    """Hairlines of light grey between full verticals: rows were lost on a provincial scan."""
    page = ruled(ROWS, WIDTHS, ink=205, thickness=1)
    for x in (150, 270, 790, 1150, 1480):
        cv2.line(page, (x, 300), (x, 620), 0, 2)
    (grid,) = grids(page)
    assert shape(grid) == (4, 4, 16)


def test_doubled_lines_are_one() -> None:
    page = ruled(ROWS, WIDTHS)
    for r in range(5):
        cv2.line(page, (150, 300 + 80 * r + 7), (1480, 300 + 80 * r + 7), 0, 2)
    (grid,) = grids(page)
    assert shape(grid) == (4, 4, 16)


def test_a_stamp_over_the_table() -> None:
    page = cv2.cvtColor(ruled(ROWS, WIDTHS), cv2.COLOR_GRAY2BGR)
    red = np.full_like(page, 255)
    cv2.circle(red, (900, 460), 150, (60, 50, 220), 10)
    (grid,) = grids(np.minimum(page, red))
    assert shape(grid) == (4, 4, 16)


def test_a_black_stamp_over_the_table() -> None:
    page = ruled(ROWS, WIDTHS)
    cv2.circle(page, (900, 460), 150, 30, 9)
    (grid,) = grids(page)
    assert shape(grid) == (4, 4, 16)


def test_two_tables_with_prose_between() -> None:
    page = ruled(ROWS, WIDTHS)
    page = write(page, PROSE, 150, 700)
    page = ruled(ROWS[:3], [300, 500, 300, 230], y=1300, image=page)
    first, second = grids(page)
    assert shape(first) == (4, 4, 16)
    assert shape(second) == (3, 4, 12)


def test_prose_underlines_and_frames_are_no_tables() -> None:
    page = write(blank(), PROSE, 150, 300)
    for y in (420, 640):
        cv2.line(page, (300, y), (900, y), 0, 3)
    cv2.rectangle(page, (60, 60), (1590, 2280), 0, 3)
    assert grids(page) == []


def test_underlined_text_in_a_cell_makes_no_row() -> None:
    page = ruled(ROWS, WIDTHS, row_height=160)
    cv2.line(page, (300, 560), (520, 560), 0, 3)
    (grid,) = grids(page)
    assert shape(grid) == (4, 4, 16)


def test_a_grid_that_touches_the_edge() -> None:
    (grid,) = grids(ruled(ROWS, [180, 560, 440, 470], x=2, y=2))
    assert shape(grid) == (4, 4, 16)


def test_painting_out_leaves_the_letters() -> None:
    page = ruled(ROWS, WIDTHS)
    rulings = find_rulings(Sheet(page, 200))
    painted = without_rulings(Sheet(page, 200), rulings).gray
    lines_only = ruled([["" for _ in row] for row in ROWS], WIDTHS)
    assert (painted[lines_only < 128] > 200).mean() > 0.97
    letters = (page < 128) & (lines_only > 250)
    assert (painted[letters] < 128).mean() > 0.97


def test_a_row_cut_by_the_page_break_has_no_upper_line() -> None:
    page = ruled(ROWS[:2], WIDTHS, y=300)
    page[298:303, 272:1479] = 255
    for x in (150, 270, 790, 1150):
        page[298:303, x + 3 : x + 100] = 255
    (grid,) = grids(page)
    assert shape(grid) == (2, 4, 8)
    assert shape(grids(page[386:])[0]) == (1, 4, 4)


def test_a_row_cut_by_the_page_break_has_no_lower_line() -> None:
    page = ruled(ROWS, WIDTHS)
    assert not grids(page)[0].open_bottom
    page[617:624, 154:1477] = 255
    for x in (150, 270, 790, 1150):
        page[617:624, x + 4 : x + 100] = 255
    (grid,) = grids(page)
    assert shape(grid) == (4, 4, 16)
    assert grid.open_bottom


def test_a_table_without_side_lines() -> None:
    page = ruled(ROWS, WIDTHS)
    for x in (150, 1480):
        column = page[302:618, x - 3 : x + 4]
        for r in range(4):
            column[80 * r + 4 : 80 * r + 74] = 255
    (grid,) = grids(page)
    assert shape(grid) == (4, 4, 16)


def test_bold_text_at_the_height_of_a_ruling_beside_it_is_no_wall() -> None:
    """ "Công việc/giải pháp" was cut in two by the line under "Thời gian": the column was lost."""
    rows = [
        ["TT", "", "Thời gian", "<"],
        ["^", "^", "Bắt đầu", "Kết thúc"],
        ["1", "Rà soát", "9/2023", "5/2024"],
    ]
    page = ruled(rows, WIDTHS, row_height=60)
    for dx in (0, 1, 2):
        page = np.minimum(page, write(blank(), "Công việc/giải pháp cần làm", 280 + dx, 338))
    (grid,) = grids(noisy(page, 4))
    spans = {(c.row, c.col): (c.rowspan, c.colspan) for c in grid.cells}
    assert spans[0, 1] == (2, 1)
    assert spans[0, 2] == (1, 2)


def test_letters_on_a_column_edge_are_no_wall() -> None:
    rows = [["TT", "Công việc"], ["1", "Họp"], ["", "<"], ["2", "Báo cáo"]]
    page = ruled(rows, [300, 900], row_height=50)
    page = write(page, "Tiêu chuẩn 1: Tổ chức Hllllll và quản lý", 160, 406)
    (grid,) = grids(page)
    assert (2, 1) in [(c.rowspan + 1, c.colspan - 1) for c in grid.cells if c.row == 2]


def test_a_row_cut_by_the_page_break_under_a_section_row() -> None:
    """The pieces of the upright lines above the section row hid that all end together below."""
    rows = [*ROWS[:2], ["Tiêu chuẩn 2: Cán bộ quản lý", "<", "<", "<"], *ROWS[2:]]
    page = ruled(rows, WIDTHS)
    for left, right in ((152, 269), (272, 789), (792, 1149), (1152, 1479)):
        page[698:703, left:right] = 255
    (grid,) = grids(page[:702])
    assert shape(grid) == (5, 4, 17)
