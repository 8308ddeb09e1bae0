"""Pieces of worn rulings go, letters close to a ruling stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.sheet import Sheet
from extractors.scan.tables.line_rests import without_line_rests
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings
from tests.extractors.pictures import ROWS, WIDTHS, Picture, blank, ruled, write

DPI = 200
GRIDS = find_grids(find_rulings(Sheet(ruled(ROWS, WIDTHS), DPI)), DPI)


def with_rests(page: Picture) -> Picture:
    """The page with short bars and dashes where the table of ``ruled`` has its lines."""
    page = page.copy()
    for x in 150 + np.cumsum(WIDTHS)[:-1]:
        cv2.line(page, (int(x) - 2, 320), (int(x) - 2, 350), 0, 2)
    for y in (380, 460):
        cv2.line(page, (700, y + 1), (720, y + 1), 0, 2)
    return page


def test_pieces_of_lines_go() -> None:
    page = write(blank(), "Rà soát hồ sơ", 290, 400)
    assert (without_line_rests(Sheet(with_rests(page), DPI), GRIDS).gray == page).all()


@pytest.mark.parametrize(("text", "x"), [("1", 152), ("l", 274), ("Họp", 276), ("- Họp", 275)])
def test_print_close_to_a_line_stays(text: str, x: int) -> None:
    page = write(blank(), text, x, 400)
    assert (without_line_rests(Sheet(page, DPI), GRIDS).gray == page).all()


def test_a_page_without_pieces_is_the_same_picture() -> None:
    page = write(blank(), "Rà soát hồ sơ", 290, 400)
    assert without_line_rests(Sheet(page, DPI), GRIDS).gray is page
