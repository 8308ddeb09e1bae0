"""Lines that a fold in the paper shifts: their rows are parted all the same."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.sheet import Sheet
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings
from tests.extractors.pictures import ROWS, WIDTHS, Picture, ruled, write

DPI = 200


def folded(page: Picture, left: int, right: int, depth: int) -> Picture:
    """The page with a fold down it: between two columns of pixels everything sinks to a point."""
    height, width = page.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    half = (right - left) / 2
    sunk = depth * np.clip(1 - np.abs(x - (left + right) / 2) / half, 0, 1)
    bent = cv2.remap(page, x, (y - sunk).astype(np.float32), cv2.INTER_LINEAR, borderValue=255)
    return np.asarray(bent, np.uint8)


def doubled(page: Picture) -> Picture:
    """The page of ``ruled`` with a second line below and right of each."""
    empty = [[""] * len(WIDTHS)] * len(ROWS)
    return np.minimum(page, ruled(empty, WIDTHS, x=156, y=306))


@pytest.mark.parametrize("page", [ruled(ROWS, WIDTHS), doubled(ruled(ROWS, WIDTHS))])
@pytest.mark.parametrize("depth", [9, 12])
def test_lines_with_a_kink_at_a_fold_part_their_rows(page: Picture, depth: int) -> None:
    page = folded(page, 880, 1040, depth)
    (grid,) = find_grids(find_rulings(Sheet(page, DPI)), DPI)
    assert len(grid.cells) == 16


def test_print_at_the_edge_of_a_merged_cell_is_no_line() -> None:
    rows = [list(row) for row in ROWS]
    rows[2][2] = "^"
    page = write(ruled(rows, WIDTHS), "nhà trường và giáo viên", 800, 440)
    (grid,) = find_grids(find_rulings(Sheet(page, DPI)), DPI)
    assert len(grid.cells) == 15
