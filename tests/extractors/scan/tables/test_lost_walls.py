"""Upright walls a copy lost are told by white; merged cells stay merged."""

from __future__ import annotations

import numpy as np

from extractors.images.sheet import Sheet
from extractors.scan.tables.ink import ink_of
from extractors.scan.tables.lost_walls import with_lost_walls
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings, without_rulings
from extractors.tables.grid import Grid
from tests.extractors.pictures import ROWS, WIDTHS, Picture, ruled

DPI = 200
SECTION = ["Tiêu chuẩn 1: Tổ chức và quản lý nhà trường, cán bộ, giáo viên, nhân viên"] + ["<"] * 3


def grid_of(page: Picture) -> Grid:
    rulings = find_rulings(Sheet(page, DPI))
    (grid,) = find_grids(rulings, DPI)
    ink = ink_of(without_rulings(Sheet(page, DPI), rulings))
    return with_lost_walls(grid, ink, DPI)


def spans(grid: Grid, row: int) -> list[tuple[int, int]]:
    return [(cell.col, cell.colspan) for cell in grid.cells if cell.row == row]


def without_walls(page: Picture, row: int) -> Picture:
    """The page with the inner upright lines of a row of ``ruled`` gone."""
    page = page.copy()
    for x in 150 + np.cumsum(WIDTHS)[:-1]:
        page[300 + 80 * row + 4 : 300 + 80 * (row + 1) - 3, x - 3 : x + 4] = 255
    return page


def test_a_row_that_lost_its_upright_lines_keeps_its_cells() -> None:
    grid = grid_of(without_walls(ruled(ROWS, WIDTHS), 0))
    assert spans(grid, 0) == [(0, 1), (1, 1), (2, 1), (3, 1)]
    assert {grid.box(cell).x0 for cell in grid.cells if cell.row == 0} == set(grid.col_edges[:-1])


def test_section_rows_stay_one_cell() -> None:
    grid = grid_of(ruled([ROWS[0], SECTION, *ROWS[1:], ["MỨC 2", "<", "<", "<"]], WIDTHS))
    assert spans(grid, 1) == [(0, 4)]
    assert spans(grid, 5) == [(0, 4)]


def test_a_title_over_two_columns_stays_over_both() -> None:
    head = [["TT", "Công việc", "Thời gian thực hiện", "<"], ["^", "^", "Bắt đầu", "Kết thúc"]]
    assert spans(grid_of(ruled([*head, *ROWS[1:]], WIDTHS)), 0)[-1] == (2, 2)
