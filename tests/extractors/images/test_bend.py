"""Bent pages are measured and made flat; boxes find the way back."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.bend import bend_of
from extractors.images.prepare import prepare
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings
from tests.extractors.pictures import PROSE, ROWS, WIDTHS, Picture, blank, noisy, ruled, write

DPI = 200


def bent(page: Picture, sag: float = 0.0, lean: float = 0.0) -> Picture:
    """The page with lines that sag by inches in the middle, and columns that run apart."""
    height, width = page.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    down = y + sag * DPI * np.sin(np.pi * x / width)
    across = x + lean * (x - width / 2) * (2 * y / height - 1)
    return np.asarray(cv2.remap(page, across, down, cv2.INTER_CUBIC, borderValue=255), np.uint8)


def table_page() -> Picture:
    return noisy(ruled([*ROWS, *ROWS, *ROWS], WIDTHS, y=500, row_height=120), 4)


@pytest.mark.parametrize(("sag", "lean"), [(0.06, 0.0), (-0.12, 0.0), (0.0, 0.015), (0.08, 0.01)])
def test_the_grid_of_a_bent_table_is_found(sag: float, lean: float) -> None:
    prepared = prepare(bent(table_page(), sag, lean), DPI)
    (grid,) = find_grids(find_rulings(prepared.sheet), prepared.dpi)
    assert "bent" in prepared.flags
    assert (grid.n_rows, grid.n_cols) == (12, 4)
    assert len(grid.cells) == 48


@pytest.mark.parametrize("page", [blank(), table_page(), write(blank(), PROSE, 200, 200)])
def test_flat_pages_stay_as_they_are(page: Picture) -> None:
    assert prepare(page, DPI).bend.is_flat


def test_lines_of_prose_are_straight_again() -> None:
    prose = write(blank(), "\n".join([PROSE] * 6), 150, 300)
    page = bent(prose, 0.1)

    def sharpness(picture: Picture) -> float:
        profile = (picture < 128).sum(axis=1).astype(float)
        return float((np.diff(profile) ** 2).sum())

    assert sharpness(page) < 0.5 * sharpness(prose)
    assert sharpness(prepare(page, DPI).gray) > 0.8 * sharpness(prose)


def test_boxes_lie_where_the_print_was_seen() -> None:
    page = table_page()
    cv2.rectangle(page, (200, 300), (240, 340), 0, -1)
    sagging = bent(page, 0.12)
    prepared = prepare(sagging, DPI)
    flat, seen = (_block(picture) for picture in (prepared.gray, sagging))
    assert abs(flat[1] - seen[1]) > 8  # it was moved
    box = prepared.box(*flat)
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx([v * 72 / DPI for v in seen], abs=1.0)


def _block(picture: Picture) -> tuple[int, int, int, int]:
    """The box of the largest thing that is black all over."""
    solid = cv2.erode((picture < 100).astype(np.uint8), np.ones((15, 15), np.uint8))
    ys, xs = np.nonzero(cv2.dilate(solid, np.ones((15, 15), np.uint8)))
    return int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1


def test_a_page_of_a_few_words_tells_nothing() -> None:
    assert bend_of(write(blank(827, 1169), "Trang trắng", 300, 500)).is_flat
