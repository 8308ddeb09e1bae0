"""Rulings that single pixels do not show: faint, dotted, washed out; and print that looks alike."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.sheet import Sheet
from extractors.scan.tables.line_signal import line_signals
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings
from extractors.tables.grid import Grid
from tests.extractors.pictures import PROSE, ROWS, WIDTHS, Picture, blank, noisy, ruled, write


def grain(image: Picture, strength: float = 9.0) -> Picture:
    """The picture with the grain of a bad copy (standard deviation in grey levels)."""
    noise = np.random.default_rng(3).normal(0, strength, image.shape)
    return np.clip(image.astype(np.float32) + noise, 0, 255).astype(np.uint8)


def grids(image: Picture) -> list[tuple[int, int, int]]:
    def size(grid: Grid) -> tuple[int, int, int]:
        return grid.n_rows, grid.n_cols, len(grid.cells)

    return [size(grid) for grid in find_grids(find_rulings(Sheet(image, 200)), 200)]


def dotted(image: Picture) -> Picture:
    """A table of full upright lines whose inner rows are parted by dots two pixels wide."""
    for y in (460, 540):
        image[y - 3 : y + 4, 152:1480] = 255
        for x in range(152, 1478, 6):
            image[y, x : x + 2] = 60
    for x in (150, *(150 + int(v) for v in np.cumsum(WIDTHS))):
        cv2.line(image, (x, 300), (x, 620), 0, 2)
    return image


def test_lines_hardly_darker_than_the_grain_make_a_grid() -> None:
    page = grain(ruled(ROWS, WIDTHS, ink=255 - 36, thickness=2))
    assert grids(page) == [(4, 4, 16)]


def test_rows_parted_by_dots_make_a_grid_under_the_grain_of_a_copy() -> None:
    assert grids(noisy(dotted(ruled(ROWS, WIDTHS)), 10.0)) == [(4, 4, 16)]


@pytest.mark.parametrize("size", [28, 36, 44])
def test_lines_of_print_are_no_rulings(size: int) -> None:
    page = write(blank(), PROSE, 150, 300, size)
    page = noisy(write(page, PROSE.upper(), 150, 900, size))
    found = find_rulings(Sheet(page, 200))
    assert found.across == ()
    assert found.down == ()


def test_a_side_is_covered_where_its_line_is_faint_but_not_by_print() -> None:
    page = blank(800, 400)
    page[100:102, 50:400] = 215
    page = noisy(write(page, "nhiên thành minh chuẩn", 50, 200, 36), 6.0)
    across, _ = line_signals(Sheet(page, 200))
    assert across.cover(100, 60, 390) > 0.9
    assert across.cover(100, 420, 780) == 0.0
    text_rows = range(200, 260)
    assert max(across.cover(y, 60, 390) for y in text_rows) == 0.0


def test_a_doubled_line_is_one_ruling() -> None:
    page = blank(1000, 600)
    for y in (100, 106, 300, 306, 500, 506):
        page[y : y + 2, 100:900] = 0
    for x in (100, 106, 500, 506, 892, 898):
        page[100:508, x : x + 2] = 0
    found = find_rulings(Sheet(page, 200))
    assert [round(line.position) for line in found.across] == [104, 304, 504]
    assert [round(line.position) for line in found.down] == [104, 504, 896]


def test_marks_over_neighbouring_cells_are_no_dotted_line() -> None:
    page = blank(1200, 300)
    for x in range(100, 1100, 120):
        page[100:103, x : x + 22] = 0  # the flat tops of letters, cell by cell
    assert find_rulings(Sheet(page, 200)).across == ()
    for x in range(100, 1100, 7):
        page[200:202, x : x + 2] = 0
    (line,) = find_rulings(Sheet(page, 200)).across
    assert line.position == pytest.approx(201, abs=1)
    assert (line.start, line.end) == pytest.approx((100, 1096), abs=5)


@pytest.mark.parametrize(("dash", "gap"), [(1, 2), (3, 3), (8, 5), (12, 8)])
def test_dots_and_dashes_of_all_lengths_are_lines(dash: int, gap: int) -> None:
    page = blank(1200, 300)
    for x in range(100, 1100, dash + gap):
        page[200:202, x : x + dash] = 0
    (line,) = find_rulings(Sheet(noisy(page, 6.0), 200)).across
    assert line.length > 970
