from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from extractors.drawing.marks import Marks, page_marks, ruling_marks
from extractors.drawing.page import draw_page
from extractors.types import Page, Table
from tests.extractors.pictures import rotated, ruled

Build = Callable[..., Table]
MakePage = Callable[..., Page]

EDGES = (60.0, 90.0, 150.0, 330.0, 430.0, 540.0)
HEADER = ["TT", "Tiêu chí", "Giải pháp thực hiện", "Người thực hiện", "Thời gian"]


@pytest.fixture
def two_pages(table_of: Build, page_of: MakePage) -> tuple[Page, Page]:
    first = [HEADER, ["1", "1.1", "Rà soát phương hướng phát", "Hiệu trưởng", "9/2023"]]
    second = [
        ["", "", "triển nhà trường.", "", ""],
        ["2", "1.2", "Họp tổ.", "Tổ trưởng", "10/2023"],
    ]
    return (
        page_of(1, table_of(first, edges=EDGES)),
        page_of(2, table_of(second, page=2, edges=EDGES)),
    )


def test_fields_stand_in_the_first_cell_of_their_column(two_pages: tuple[Page, Page]) -> None:
    marks = page_marks(two_pages)
    wanted = ["number", "criteria", "action", "owner", "deadline"]
    assert [name for _, name in marks[1].fields] == wanted
    assert [box.x0 for box, _ in marks[1].fields] == list(EDGES[:-1])


def test_joints_name_the_page_before_and_after(two_pages: tuple[Page, Page]) -> None:
    marks = page_marks(two_pages)
    assert [(j.before, j.after) for j in marks[1].joints] == [(0, 2)]
    assert [(j.before, j.after) for j in marks[2].joints] == [(1, 0)]


def test_cells_joined_over_the_page_are_marked_on_both(two_pages: tuple[Page, Page]) -> None:
    marks = page_marks(two_pages)
    assert EDGES[2] in [box.x0 for box in marks[1].joined]
    assert EDGES[2] in [box.x0 for box in marks[2].joined]


def test_a_table_on_one_page_has_no_joint(table_of: Build, page_of: MakePage) -> None:
    page = page_of(1, table_of([HEADER, ["1", "1.1", "Họp.", "Hiệu trưởng", "9/2023"]]))
    assert page_marks([page])[1].joints == ()


def test_rulings_lie_where_the_crooked_page_shows_them() -> None:
    image = rotated(ruled([["TT", "Việc"], ["1", "Họp"]], [300, 700]), 0.8)
    page = Page(1, 595.0, 842.0, "ocr", ())
    found = ruling_marks(image, 200.0, page)
    across = [s for s in found if abs(s[2] - s[0]) > abs(s[3] - s[1])]
    assert (len(across), len(found)) == (3, 6)
    for x0, y0, x1, y1 in found:
        at = np.linspace(0.1, 0.9, 20)
        xs = np.round((x0 + at * (x1 - x0)) * 200 / 72).astype(int)
        ys = np.round((y0 + at * (y1 - y0)) * 200 / 72).astype(int)
        ink = [image[y - 3 : y + 4, x - 3 : x + 4].min() < 100 for x, y in zip(xs, ys, strict=True)]
        assert np.mean(ink) > 0.9


def test_marks_change_the_drawing(two_pages: tuple[Page, Page]) -> None:
    image = np.full((1170, 827, 3), 255, np.uint8)
    marks = page_marks(two_pages)[1]
    plain = draw_page(image, two_pages[0], 100.0)
    with_fields = draw_page(image, two_pages[0], 100.0, Marks(fields=marks.fields))
    with_joints = draw_page(image, two_pages[0], 100.0, Marks(joints=marks.joints))
    with_rulings = draw_page(image, two_pages[0], 100.0, rulings=[(60, 90, 540, 90)])
    for drawn in (with_fields, with_joints, with_rulings):
        assert (drawn != plain).any()
    assert (image == 255).all()
