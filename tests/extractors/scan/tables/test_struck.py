"""Bars through words of a scan strike them out; underlines and lines of a table do not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.clean import drop_colour
from extractors.images.sheet import Sheet
from extractors.scan.sheet import bare_page
from extractors.scan.tables.rulings import find_rulings
from extractors.scan.tables.struck import apart_from_struck
from tests.extractors.pictures import ROWS, WIDTHS, Picture, blank, ruled, write

LEFT, TOP, END = 300, 400, 560
BAR, UNDERLINE = TOP + 24, TOP + 38
"""Where a line runs through the small letters of 36 pixels, and below them."""


def worded(y: int) -> Picture:
    image = write(blank(), "Tháng 5/2024", LEFT, TOP)
    cv2.line(image, (LEFT - 4, y), (END, y), 0, 2)
    return image


def test_words_struck_out_by_a_bar_on_a_scan_are_not_read() -> None:
    page = bare_page(worded(BAR), 200)
    assert page.prepared.flags == ("struck_out",)
    assert (page.sheet.gray[TOP : TOP + 60, LEFT:END] > 200).all()


def test_underlined_words_of_a_scan_are_read() -> None:
    page = bare_page(worded(UNDERLINE), 200)
    assert page.prepared.flags == ()
    assert (page.sheet.gray[TOP : TOP + 60, LEFT:END] < 100).any()


@pytest.mark.parametrize("row_height", [44, 80])
def test_lines_of_a_table_strike_nothing_out(row_height: int) -> None:
    sheet = Sheet(ruled(ROWS, WIDTHS, row_height=row_height), 200)
    rulings = find_rulings(sheet)
    assert apart_from_struck(sheet, rulings) == (rulings, [])


def test_red_bar_through_words_stays_when_colour_goes() -> None:
    page = cv2.cvtColor(write(blank(), "Tháng 5/2024", LEFT, TOP), cv2.COLOR_GRAY2BGR)
    for y in (BAR, BAR + 300):
        cv2.line(page, (LEFT - 4, y), (END, y), (30, 30, 220), 3)
    gray, coloured = drop_colour(np.asarray(page, np.uint8), 200)
    assert coloured and (gray[BAR, LEFT:END] < 50).all()
    assert (gray[BAR + 300, LEFT:END] > 200).all()
