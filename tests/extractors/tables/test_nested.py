"""A table within a cell of another table is told apart from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import pytest

from extractors.images.sheet import Sheet
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings
from extractors.tables.grid import Grid, Segment, build_grids
from extractors.tables.nested import told_apart
from extractors.tables.stitch.stitch import stitch
from extractors.types import NESTED, Page, Table
from tests.extractors.pictures import Picture, ruled
from tests.extractors.told import records

ROWS = [["TT", "Công việc", "Phụ trách"], ["1", "Sơn cửa", "Bảo vệ"], ["2", "", "Kế toán"]]
WIDTHS = [120, 700, 400]
TOP, HEIGHT = 300, 200


def boxed(image: Picture, x0: int, y0: int, x1: int, y1: int) -> Picture:
    """The picture with a table of two rows and two columns drawn on it."""
    for y in (y0, (y0 + y1) // 2, y1):
        cv2.line(image, (x0, y), (x1, y), 0, 2)
    for x in (x0, (x0 + x1) // 2, x1):
        cv2.line(image, (x, y0), (x, y1), 0, 2)
    return image


def shape(grid: Grid) -> tuple[int, int, int]:
    return grid.n_rows, grid.n_cols, len(grid.cells)


@pytest.mark.parametrize("left", [300, 270], ids=["free", "touching the wall"])
def test_table_in_a_cell_of_a_scan_makes_no_rows_of_its_own(left: int) -> None:
    image = ruled(ROWS, WIDTHS, x=150, y=TOP, row_height=HEIGHT)
    image = boxed(image, left, TOP + 2 * HEIGHT + 90, 880, TOP + 2 * HEIGHT + 170)
    apart = told_apart(find_grids(find_rulings(Sheet(image, 200)), 200))
    assert [shape(grid) for grid in apart.outer] == [(3, 3, 9)]
    (inner,) = apart.inner
    assert inner.n_rows == 2
    assert apart.outer[0].bbox.x0 < inner.bbox.x0 < inner.bbox.x1 < apart.outer[0].bbox.x1


def test_frame_around_a_page_is_no_table_and_hides_none() -> None:
    image = ruled(ROWS, WIDTHS, x=200, y=TOP, row_height=HEIGHT)
    cv2.rectangle(image, (100, 100), (1550, 1500), 0, 2)
    (grid,) = find_grids(find_rulings(Sheet(image, 200)), 200)
    assert shape(grid) == (3, 3, 9)


def lines(xs: list[float], ys: list[float]) -> tuple[list[Segment], list[Segment]]:
    return [Segment(y, xs[0], xs[-1]) for y in ys], [Segment(x, ys[0], ys[-1]) for x in xs]


def test_table_in_a_cell_of_a_text_layer_is_a_table_of_its_own() -> None:
    across, down = lines([50, 80, 350, 500], [100, 120, 140, 220])
    more_across, more_down = lines([90, 200, 300], [170, 185, 200])
    grids = build_grids([*across, *more_across], [*down, *more_down], tolerance=1.0)
    apart = told_apart(grids)
    assert [shape(grid) for grid in apart.outer] == [(3, 3, 9)]
    assert [shape(grid) for grid in apart.inner] == [(2, 2, 4)]


def test_two_levels_of_titles_are_no_table_in_a_cell() -> None:
    across = [Segment(y, 50, 500) for y in (100, 140, 160)] + [Segment(120, 200, 400)]
    down = [Segment(x, 100, 160) for x in (50, 100, 200, 400, 500)] + [Segment(300, 120, 160)]
    (grid,) = build_grids(across, down, tolerance=1.0)
    assert told_apart([grid]).outer == (grid,)


def test_table_in_a_cell_does_not_end_the_one_around_it(
    table_of: Callable[..., Table], page_of: Callable[..., Page]
) -> None:
    edges = (60.0, 90.0, 300.0, 500.0)
    first = table_of(ROWS[:2], page=1, edges=edges)
    inner = replace(table_of([["Khối 1", "thứ Hai"]], edges=(95.0, 150.0, 290.0)), flags=(NESTED,))
    rest = table_of([["2", "Thay bóng đèn", "Kế toán"]], page=2, edges=edges)
    outer, own = stitch([page_of(1, first, inner), page_of(2, rest)])
    assert outer.pages == (1, 2)
    assert outer.text_rows()[-1] == ["2", "Thay bóng đèn", "Kế toán"]
    assert own.text_rows() == [["Khối 1", "thứ Hai"]]


def test_weekdays_in_a_table_within_a_cell_are_no_tasks(
    table_of: Callable[..., Table], page_of: Callable[..., Page]
) -> None:
    table = table_of([["Khối 6", "thứ Ba"], ["Khối 7", "thứ Năm"]], edges=(95.0, 150.0, 290.0))
    assert records([page_of(1, replace(table, flags=(NESTED,)))]) == ()
