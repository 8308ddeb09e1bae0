"""Titles of narrow columns that run upwards or downwards are read."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.ocr.choose import get_engine
from extractors.scan.page import read_image_page
from tests.extractors.pictures import Picture, blank, noisy, ruled, write

TITLES = ["TT", "Công việc", "Phụ trách", ""]


def page(turns: int, title: str = "Thời gian hoàn thành") -> Picture:
    sheet = ruled([TITLES, ["", "", "", ""]], [90, 600, 400, 90], y=500, row_height=330)
    strip = write(blank(330, 90), title, 12, 26, 30)
    sheet[502:829, 1242:1328] = np.rot90(strip, turns)[2:329, 2:88]
    return noisy(sheet, 4)


@pytest.mark.parametrize("turns", [1, 3])
def test_an_upended_title_is_read(turns: int) -> None:
    (table,) = read_image_page(page(turns), dpi=200, number=1, engine=get_engine()).tables
    cell = next(c for c in table.cells if (c.row, c.col) == (0, 3))
    assert cell.text == "Thời gian hoàn thành"
    assert [c.text for c in table.cells if c.row == 0][:3] == TITLES[:3]
    assert cell.bbox is not None
    for word in cell.words:
        assert word.bbox is not None
        assert cell.bbox.contains(*word.bbox.center)
        assert word.bbox.height > word.bbox.width
    firsts = [word.bbox.y0 for word in cell.words if word.bbox]
    assert firsts == sorted(firsts, reverse=turns == 1)


def test_a_narrow_column_of_short_lines_stays() -> None:
    sheet = ruled(
        [["TT", "Hạn", "Ai"], ["1", "", "Văn thư"]], [90, 130, 500], y=500, row_height=330
    )
    write_in = write(sheet, "Quý\nIV\nnăm\nhọc\n2024", 250, 850, 34)
    (table,) = read_image_page(noisy(write_in, 4), dpi=200, number=1, engine=get_engine()).tables
    assert next(c.text for c in table.cells if (c.row, c.col) == (1, 1)).split() == [
        "Quý", "IV", "năm", "học", "2024",
    ]  # fmt: skip
