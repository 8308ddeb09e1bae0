"""A sheet on a desk: the picture beyond its edges is no ink and gives no rulings."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.desk import beyond_sheet
from extractors.images.prepare import prepare
from extractors.images.sheet import Sheet
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings
from tests.extractors.pictures import ROWS, WIDTHS, Picture, blank, noisy, ruled

DPI = 200


def photographed(page: Picture, desk: int = 90, paper: int = 180) -> Picture:
    """The page as grey paper on a darker desk, a little askew, with a soft shadow over it."""
    height, width = page.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inner = np.array([[16, 10], [width - 9, 14], [width - 14, height - 14], [11, height - 17]])
    matrix = cv2.getPerspectiveTransform(corners, inner.astype(np.float32))
    sheet = (page.astype(np.float32) * (paper / 255)).astype(np.uint8)
    seen = cv2.warpPerspective(sheet, matrix, (width, height), borderValue=desk)
    shade = np.linspace(0.8, 1.0, width, dtype=np.float32)[None, :]
    return noisy((seen * shade).astype(np.uint8), 3)


def table_page() -> Picture:
    return ruled([*ROWS, *ROWS, *ROWS], WIDTHS, y=500, row_height=120)


def test_the_edges_of_a_photographed_sheet_are_no_rulings() -> None:
    prepared = prepare(photographed(table_page()), DPI)
    rulings = find_rulings(prepared.sheet)
    (grid,) = find_grids(rulings, prepared.dpi)
    assert (grid.n_rows, grid.n_cols) == (12, 4)
    assert all(100 < r.position < prepared.gray.shape[1] - 100 for r in rulings.down)
    assert all(100 < r.position < prepared.gray.shape[0] - 100 for r in rulings.across)


def test_only_what_is_beyond_the_sheet_is_told() -> None:
    page = photographed(blank())
    beyond = beyond_sheet(Sheet(page, DPI))
    assert beyond[:, :10].all() and beyond[:, -9:].all() and beyond[-13:].all()
    assert not beyond[60:-60, 60:-60].any()


def shaded_column(page: Picture) -> Picture:
    page[400:2200, 150:270] = np.minimum(page[400:2200, 150:270], 200)
    return page


def shade_of_a_book(page: Picture) -> Picture:
    shade = np.clip(np.linspace(0.5, 2.5, page.shape[1], dtype=np.float32), 0.5, 1.0)[None, :]
    return np.asarray(page * shade, np.uint8)


@pytest.mark.parametrize(
    "page",
    [
        table_page(),
        shaded_column(table_page()),
        shade_of_a_book(table_page()),
        ruled([*ROWS] * 5, WIDTHS, x=60, y=60, row_height=110, thickness=6),
    ],
)
def test_a_picture_filled_by_its_sheet_stays_whole(page: Picture) -> None:
    assert not beyond_sheet(Sheet(page, DPI)).any()
