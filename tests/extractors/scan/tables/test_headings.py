"""Headings that end before the second column of a table without lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.ocr.choose import get_engine
from extractors.scan.page import read_image_page
from extractors.scan.tables.headings import headings_above
from extractors.types import Table
from tests.extractors.pictures import blank, noisy, write

ROWS = [
    ["Thời gian", "Nội dung hoạt động"],
    [
        "05/10/2024 -\n15/10/2024",
        "- Họp lãnh đạo để thống nhất\nmục đích, thời gian biểu.",
    ],
    [
        "21/10/2024 -\n01/11/2024",
        "- Phổ biến kế hoạch tự đánh giá\nđến toàn thể cán bộ, giáo viên.",
    ],
    ["02/11/2024 -\n13/11/2024", "- Các nhóm thu thập, mã hóa và\nsắp xếp minh chứng."],
]
HEADING = "I. THỜI GIAN BIỂU"


@pytest.mark.parametrize(
    ("above", "wanted"),
    [
        ([], 0),
        ([[HEADING, ""]], 1),
        ([["trường để giải quyết.", ""], [HEADING, ""]], 2),
        ([["trường để giải quyết.", ""]], 0),
        ([[HEADING, "Kèm theo"]], 0),
    ],
)
def test_rows_above_titles(
    table_of: Callable[..., Table], above: list[list[str]], wanted: int
) -> None:
    assert headings_above(table_of([*above, *ROWS], method="borderless")) == wanted


def test_a_section_row_over_rows_stays(table_of: Callable[..., Table]) -> None:
    assert headings_above(table_of([[HEADING, ""], *ROWS[1:]], method="borderless")) == 0


@pytest.mark.ocr
def test_a_short_heading_close_above_the_titles_is_prose() -> None:
    image = write(blank(), HEADING, 155, 240, 32)
    for row, (left, right) in enumerate(ROWS):
        y = 290 + 130 * row - 60 * (row > 0)
        image = write(image, left, 230 if row == 0 else 160, y, 32)
        image = write(image, right, 800 if row == 0 else 640, y, 32)
    page = read_image_page(noisy(image, 5), dpi=200, number=1, engine=get_engine())
    (table,) = page.tables
    assert table.text_rows() == ROWS
    assert [line.text for line in page.lines] == [HEADING]
