"""Where open tables stand on a picture: between rulings, or by their columns alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractors.tables.digital_text import Placed
from extractors.tables.grid import Segment
from extractors.tables.scan_open import region_grid
from extractors.tables.scan_regions import Region, open_regions
from extractors.tables.scan_rows import row_bands
from extractors.types import BBox, Word
from tests.extractors.inked import HEIGHT, line

FOUR = ((0, 40), (120, 300), (380, 560), (640, 800))


def ruling(y: float) -> Segment:
    return Segment(y, -10.0, 810.0)


def row(y: float) -> list[Placed]:
    """A row of four columns, of two lines."""
    return line(y, *FOUR) + line(y + 30, FOUR[1], FOUR[2])


def rows(*tops: float) -> list[Placed]:
    return [word for y in tops for word in row(y)]


def found(words: list[Placed], *across: float, pairs: bool = False) -> list[Region]:
    return open_regions(words, [ruling(y) for y in across], [], HEIGHT, pairs=pairs)


def spans(words: list[Placed], *across: float) -> list[tuple[float, float]]:
    return [(region.box.y0, region.box.y1) for region in found(words, *across)]


def test_prose_above_the_first_ruling_stays_outside() -> None:
    words = line(60, (0, 40), (140, 700)) + rows(100, 200)
    assert spans(words, 90, 190, 290) == [(90, 290)]


def test_a_heading_with_prose_between_rulings_parts_two_tables() -> None:
    words = rows(100, 200)
    words += line(325, (0, 20), (36, 300)) + line(355, (60, 760))
    words += rows(410, 510)
    assert spans(words, 90, 190, 290, 400, 500, 600) == [(90, 290), (400, 600)]


def test_rulings_of_a_table_whose_words_are_not_given_are_not_reached_over() -> None:
    assert spans(rows(100, 200), 90, 190, 290, 400, 500, 600) == [(90, 290)]


def test_a_section_row_between_rulings_parts_nothing() -> None:
    words = rows(100) + line(200, (0, 500)) + rows(240)
    assert spans(words, 90, 190, 230, 330) == [(90, 330)]


def test_the_rest_of_one_cell_between_rulings_is_a_row() -> None:
    """Titles set in the middle leave wide corridors, and the cell is wider than its title."""
    words = line(100, (0, 40), (180, 240), (440, 500), (690, 750))
    words += line(150, (100, 310)) + line(180, (100, 290))
    assert spans(words, 90, 140, 220) == [(90, 220)]


def test_a_row_that_the_page_breaks_goes_on_under_the_last_ruling() -> None:
    ((top, bottom),) = spans(rows(100, 200, 300), 90, 190, 290)
    assert top == 90
    assert bottom > 350


def test_a_signature_under_the_last_ruling_stays_outside() -> None:
    words = rows(100, 200) + line(330, (0, 90), (520, 640)) + line(360, (0, 200))
    assert spans(words, 90, 190, 290) == [(90, 290)]


def test_two_tables_of_other_columns_without_rulings() -> None:
    words = rows(100, 170, 240)
    words += line(310, (0, 20), (36, 400)) + line(340, (60, 790))
    for y in (390, 440, 490):
        words += line(y, (0, 30), (70, 250), (330, 450), (520, 640), (710, 780))
    upper, lower = found(words)
    assert (len(upper.walls), len(lower.walls)) == (3, 4)
    assert upper.box.y1 < 310 < 360 < lower.box.y0


def test_section_rows_without_rulings_part_nothing() -> None:
    words = rows(100, 170) + line(245, (380, 440)) + line(275, (0, 500)) + rows(320, 390)
    (region,) = found(words)
    assert region.box.y0 < 100
    assert region.box.y1 > 430


def test_a_page_number_is_no_line_of_the_table() -> None:
    (region,) = found(line(66, (390, 410)) + rows(120, 190, 260))
    assert region.box.y0 > 100


def test_the_rest_of_a_row_belongs_as_far_as_rows_stand() -> None:
    words = line(40, (120, 300), (380, 560)) + rows(98, 168, 238)
    (region,) = found(words)
    assert region.box.y0 < 40


def test_the_end_of_a_paragraph_above_is_no_line_of_the_table() -> None:
    words = line(40, (60, 780)) + line(68, (0, 35)) + rows(100, 170, 240)
    (region,) = found(words)
    assert region.box.y0 > 68


@pytest.mark.parametrize(("start", "count"), [(0, 1), (1, 0)])
def test_two_columns_that_begin_flush_left(start: int, count: int) -> None:
    """A letterhead has two columns too, but its lines are set in the middle."""
    words = []
    for n, width in enumerate((300, 180, 260, 120, 220)):
        x = start * (150 - width // 2)
        words += line(100 + 40 * n, (x, 160 - x), (300 + 2 * x, 300 + 2 * x + width))
    assert len(found(words, pairs=True)) == count


def test_one_row_between_rulings_is_a_table() -> None:
    (region,) = found(rows(100), 90, 190)
    grid = region_grid(region, [ruling(90), ruling(190)], [], None, 2.0)
    assert grid is None  # a text layer has other finders for it
    page = np.full((400, 900), 255, np.uint8)
    for word in region.words:
        x0, y0, x1, y1 = map(int, word.box)
        page[y0:y1, max(0, x0) : x1] = 0
    grid = region_grid(region, [ruling(90), ruling(190)], [], page, 2.0)
    assert grid is not None
    assert (len(grid[0].row_edges), len(grid[0].col_edges)) == (2, 5)


def test_a_speck_is_no_line_of_a_cell() -> None:
    words = rows(100, 170)
    speck = Placed(Word(""), BBox(200, 154, 203, 158))
    (region,) = found(words)
    bands = row_bands(replace(region, words=(*region.words, speck)), None, [])
    assert len(bands) == 2


KEYED = ((60, 70), (120, 300), (380, 560), (640, 800))


def keyed_rows(*tops: float) -> list[Placed]:
    return [w for y in tops for w in line(y, *KEYED) + line(y + 30, KEYED[1])]


def bands(words: list[Placed]) -> list[int]:
    """How many lines each row of the only table has."""
    (region,) = found(words)
    return [len(band.lines) for band in row_bands(region, None, [])]


def test_the_rest_of_a_row_stands_alone_under_titles() -> None:
    words = line(100, (45, 85), *KEYED[1:])
    words += line(145, KEYED[1]) + line(175, KEYED[1])
    assert bands(words + keyed_rows(220, 290, 360)) == [4, 2, 5, 5, 5]


def test_a_section_row_amid_the_table_is_no_line_of_the_row_above() -> None:
    words = line(100, (45, 85), *KEYED[1:]) + keyed_rows(145)
    words += line(215, (404, 450)) + keyed_rows(260, 330)
    assert bands(words) == [4, 5, 1, 5, 5]


def test_titles_in_the_middle_stand_between_a_common_title_and_its_own() -> None:
    words = line(100, (450, 700)) + line(124, (45, 85), (150, 250))
    words += line(148, (400, 520), (660, 780))
    assert bands(words + keyed_rows(193, 263, 333)) == [5, 5, 5, 5]
