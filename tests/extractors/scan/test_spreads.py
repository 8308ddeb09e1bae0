from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractors.images.spread import gutter_of
from extractors.ocr.choose import get_engine
from extractors.scan.page import read_image_page
from extractors.tables.stitch.stitch import stitch
from tests.extractors.pictures import PROSE, Picture, blank, noisy, ruled, write

HEAD = ["TT", "Công việc", "Phụ trách", "Thời gian"]
LEFT = [HEAD, ["1", "Rà soát", "Hiệu trưởng", "9/2023"], ["2", "Tập huấn", "Tổ trưởng", "10/2023"]]
RIGHT = [["3", "Báo cáo", "Văn thư", "5/2024"], ["4", "Tổng kết", "Hiệu trưởng", "6/2024"]]
WIDTHS = [110, 480, 380, 320]


def left_page() -> Picture:
    page = write(blank(), PROSE, 180, 150, 44)
    return ruled(LEFT, WIDTHS, x=180, y=1900, image=page)


def right_page() -> Picture:
    page = ruled(RIGHT, WIDTHS, x=180, y=170)
    return write(page, PROSE, 180, 700, 44)


def sheet(look: str = "white") -> Picture:
    """Two A4 pages on a sheet of A3 at 200 dpi, with or without what a fold leaves."""
    both = np.hstack([left_page(), right_page()])
    middle = both.shape[1] // 2
    if look == "line":
        cv2.line(both, (middle - 5, 0), (middle + 5, both.shape[0]), 20, 6)
    if look == "shadow":
        x = np.arange(both.shape[1])
        both = (both * (1 - 0.8 * np.exp(-(((x - middle) / 40) ** 2)))).astype(np.uint8)
    return noisy(both, 6)


@pytest.mark.parametrize("look", ["white", "line", "shadow"])
def test_the_gutter_between_two_pages(look: str) -> None:
    picture = sheet(look)
    gutter = gutter_of(picture, 200)
    assert gutter is not None
    assert abs(gutter - picture.shape[1] / 2) < 120


def test_wide_tables_and_pages_on_their_side_are_not_cut() -> None:
    rows = [["TT", "Công việc", "", "Phụ trách", "Thời gian", "Ghi chú"]] * 12
    wide = ruled(rows, [110, 700, 300, 500, 400, 200], image=blank(2339, 1654), row_height=90)
    assert gutter_of(wide, 200) is None
    bare = blank(2339, 1654)
    for r in range(14):
        for x, text in (
            (150, str(r)),
            (250, "Rà soát hồ sơ"),
            (1300, "Tổ trưởng"),
            (1800, "9/2023"),
        ):
            bare = write(bare, text, x, 200 + 80 * r)
    assert gutter_of(bare, 200) is None
    assert gutter_of(np.ascontiguousarray(np.rot90(left_page())), 200) is None
    assert gutter_of(left_page(), 200) is None


def test_faint_rulings_through_the_middle_are_those_of_one_table() -> None:
    page = blank(1654, 1169)
    xs, ys = (200, 310, 790, 1160, 1540), range(130, 131 + 60 * 10, 60)
    for r, y in enumerate(ys[:-1]):
        for x, text in zip(
            xs, (str(r), "Nguyễn Văn Bình", "Nhân viên y tế", "Ủy viên"), strict=False
        ):
            page = write(page, text, x + 12, y + 10, 32)
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), 205, 2)
        cv2.line(page, (xs[0], y), (xs[2] - 90, y), 120, 3)
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), 205, 2)
    page = write(page, "Nơi nhận:\n- Như trên;\n- Lưu: VT.", 210, 800, 32)
    page = write(page, "HIỆU TRƯỞNG\n\n\nNguyễn Văn An", 1080, 800, 32)
    assert gutter_of(noisy(page, 4), 200) is None


@pytest.mark.ocr
def test_both_pages_are_read_in_order_with_boxes_on_the_sheet() -> None:
    page = read_image_page(sheet("line"), dpi=200, number=3, engine=get_engine())
    assert "two_pages" in page.flags
    assert page.width == pytest.approx(3308 * 0.36, abs=1)
    first, second = page.tables
    assert first.bbox is not None and second.bbox is not None
    assert first.bbox.x1 < page.width / 2 < second.bbox.x0
    assert np.abs(np.array(second.bbox) - np.array([1834, 170, 3124, 330]) * 0.36).max() < 4
    assert page.blocks.index(first) < page.blocks.index(second)
    (table,) = stitch([page])
    assert [row[1] for row in table.text_rows()] == [row[1] for row in LEFT + RIGHT]
    assert {part[0] for cell in table.cells for part in cell.parts} == {3}
