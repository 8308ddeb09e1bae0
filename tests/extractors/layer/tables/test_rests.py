"""The rest of a row that the page before cut, at the top of a born-digital page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pymupdf
import pytest

from extractors.layer.tables.arbiter import replaces
from extractors.tables.grid import Segment, build_grids
from extractors.tables.words import Placed
from extractors.types import BBox, Word
from tests.extractors.conftest import build_table
from tests.extractors.layer.tables.test_wrapped import lay, new_page, read

XS = (71.0, 196.0, 373.0, 468.0, 553.0)
REST = ["", "Giao chỉ tiêu môn Tin học\nđến từng người dạy, đáp ứng\nyêu cầu của tiêu chí", "", ""]


def _drawn(rows: Sequence[Sequence[str]], top: float) -> pymupdf.Page:
    """Print the rows with a line of its own above and below each cell."""
    page = new_page()
    edges = lay(page, rows, XS, top=top, middle=True)
    for y in edges:
        for left, right in pairwise(XS):
            page.draw_line((left, y), (right, y))
    for x in XS:
        page.draw_line((x, edges[0]), (x, edges[-1]))
    return page


def test_one_filled_cell_at_the_top_is_a_row() -> None:
    (table,) = read(_drawn([REST], 50))
    assert table.text_rows() == [REST]


def test_no_second_reader_is_asked_for_a_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """It found the same cells again: the row stood in two tables."""
    grids = build_grids(
        [Segment(y, XS[0], XS[-1]) for y in (50.0, 100.0)],
        [Segment(x, 50.0, 100.0) for x in XS],
        tolerance=2.5,
    )
    monkeypatch.setattr("extractors.layer.tables.finder.plumber_grids", lambda page: grids)
    assert len(read(_drawn([REST], 50))) == 1


def test_one_filled_cell_further_down_is_no_table() -> None:
    assert read(_drawn([REST], 400)) == []


@pytest.mark.parametrize(
    ("filled", "columns", "replaced"), [(4, 3, False), (4, 4, True), (3, 3, True)]
)
def test_fewer_columns_than_drawn_and_filled_replace_no_grid(
    filled: int, columns: int, replaced: bool
) -> None:
    """A header and one filled cell: its printed lines are no rows. A drawn column may be empty."""
    across = [Segment(y, XS[0], XS[-1]) for y in (48.0, 80.0, 126.0)]
    down = [Segment(x, 48.0, 126.0) for x in XS]
    (grid,) = build_grids(across, down, tolerance=2.5)
    words = [Placed(Word("chữ"), BBox(x + 5, 60, x + 25, 70)) for x in XS[:filled]]
    lines = [["", text, "", ""][:columns] for text in ("Tiêu chí", "đến từng", "yêu cầu")]
    table = replace(build_table(lines), bbox=grid.bbox)
    assert replaces(grid, [table], words) is replaced
