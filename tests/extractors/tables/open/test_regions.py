"""Where open tables stand on a picture: between rulings, or by their columns alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from extractors.tables.grid import Segment
from extractors.tables.open.cell_lines import TextLine, levelled
from extractors.tables.open.region import Region
from extractors.tables.open.regions import open_regions
from extractors.tables.open.rows import row_bands
from extractors.tables.open.walled import region_grid
from extractors.tables.words import Placed
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


def test_titles_above_the_first_ruling_belong_to_lines_drawn_under_rows() -> None:
    foot = 30 + HEIGHT + 10
    words = line(60, FOUR[0], (140, 240), (400, 500), (660, 740)) + rows(110, 200)
    ends = (60 + HEIGHT + 10, 110 + foot, 200 + foot)
    (top, bottom), *others = spans(line(0, (0, 760)) + words, *ends)
    assert not others
    assert HEIGHT < top < 60
    assert bottom == 200 + foot


def test_a_speck_under_the_last_ruling_does_not_tie_the_prose_to_the_table() -> None:
    words = rows(100, 200) + line(330, (0, 790)) + line(360, (0, 60))
    speck = replace(words[0], box=BBox(300, 300, 306, 305))
    assert spans([*words, speck], 90, 190, 290) == [(90, 290)]


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


def test_a_section_row_under_titles_is_of_the_table_that_the_page_breaks() -> None:
    """Three lines in all: the last is drawn on the page where the table ends."""
    words = rows(100) + line(200, (0, 500)) + line(240, *FOUR)
    ((top, bottom),) = spans(words, 90, 190)
    assert top == 90
    assert bottom > 260


def test_rests_of_cells_and_a_section_row_stand_between_the_border_and_the_rows() -> None:
    words = line(100, FOUR[1], FOUR[2]) + line(130, FOUR[1]) + line(165, (0, 500))
    ((top, _),) = spans(words + rows(200, 280, 360), 90)
    assert top == 90


def test_section_rows_between_the_last_two_rulings_are_of_the_table() -> None:
    """One stands in the middle, within a column; the page ends under them."""
    words = rows(100) + line(200, (390, 430)) + line(240, (0, 500))
    assert spans(words, 90, 190, 280) == [(90, 280)]


def test_prose_between_a_ruling_and_the_rows_is_no_section_row() -> None:
    words = line(100, (40, 760)) + line(130, (0, 780)) + line(165, (0, 500))
    ((top, _),) = spans(words + rows(200, 280, 360), 90)
    assert top > 160


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


def test_a_page_number_that_came_apart_is_no_line_of_the_table() -> None:
    number = [Placed(Word(""), BBox(395, y, 410, y + 9)) for y in (30, 41)]
    speck = Placed(Word(""), BBox(600, 5, 604, 9))
    ((top, _),) = spans([*number, speck, *rows(85, 155)])
    assert top > 60


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
    page = drawn(list(region.words))
    grid = region_grid(region, [ruling(90), ruling(190)], [], page, 2.0)
    assert grid is not None
    assert (grid.n_rows, grid.n_cols) == (1, 4)


def test_a_common_title_alone_above_its_ruling_is_no_section_row() -> None:
    words = line(100, (440, 740)) + line(130, (0, 40), (150, 250))
    words += line(160, (400, 520), (660, 780)) + rows(210, 300)
    across = [*map(ruling, (90, 200, 290, 390)), Segment(126, 350.0, 810.0)]
    (region,) = open_regions(words, across, [], HEIGHT)
    grid = region_grid(region, across, [], None, 2.0)
    assert grid is not None
    tops = {(c.row, c.col): (c.rowspan, c.colspan) for c in grid.cells if c.row < 2}
    assert tops == {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (1, 2): (1, 1), (1, 3): (1, 1)}


def test_of_few_rows_only_one_cell_has_two_lines() -> None:
    """The distance of rows, which several lines had, was taken for that of lines of a cell."""
    left, right = (0.0, 110.0), (200.0, 700.0)
    words = line(100, (40, 80), (400, 500)) + line(150, right) + line(200, left, right)
    words += line(231, (0, 90)) + line(281, left, right)
    region = Region(BBox(-5, 95, 710, 310), (160.0,), tuple(words), HEIGHT)
    assert len(row_bands(region, None, [])) == 4


def test_a_speck_is_no_line_of_a_cell() -> None:
    words = rows(100, 170)
    speck = Placed(Word(""), BBox(200, 154, 203, 158))
    (region,) = found(words)
    bands = row_bands(replace(region, words=(*region.words, speck)), None, [])
    assert len(bands) == 2


def test_a_number_with_a_speck_under_it_has_the_base_line_of_what_stands_beside_it() -> None:
    seven = TextLine(0, 132.0, 0.0, 16.0, (Placed(Word(""), BBox(0, 101, 16, 133)),))
    names = [TextLine(1, y + 20, 120.0, 300.0, tuple(line(y, FOUR[1]))) for y in (100, 150)]
    lines = levelled([seven, *names], HEIGHT)
    assert [li.base for li in lines if li.col == 0] == [120.0]


def test_a_letter_or_two_a_little_lower_is_the_last_word_of_its_cell() -> None:
    left = FOUR[1][0]
    (region,) = found(rows(100, 210, 285))
    tail = line(167, (left, left + 18))
    beside = line(167, (left, left + 18), FOUR[2])
    for words, count in ((tail, 3), (beside, 4)):
        more = replace(region, words=(*region.words, *words))
        assert len(row_bands(more, None, [])) == count


def test_a_line_under_a_letter_or_two_is_measured_from_the_line_above_them() -> None:
    left = FOUR[1][0]
    tail = line(155, (left, left + 18))
    for y, count in ((190, 3), (198, 4)):
        (region,) = found(rows(100, 260, 335) + tail + line(y, FOUR[1]))
        assert len(row_bands(region, None, [])) == count


def test_a_common_title_in_the_middle_covers_no_white_between_its_own() -> None:
    """Titles alone: the line of its own titles is the only one that is parted there."""
    words = line(100, (45, 85), (440, 740)) + line(112, (150, 250)) + line(136, (150, 250))
    words += line(148, (400, 520), (660, 780))
    (region,) = found(words, 80, 190)
    assert len(region.walls) == 3


def test_words_of_one_title_that_stand_a_little_lower_part_no_columns() -> None:
    words = line(100, (45, 85), (440, 740)) + line(112, (150, 250)) + line(136, (150, 250))
    words += line(148, (400, 440), (660, 780)) + line(162, (450, 520))
    words += line(250, (55, 75), (110, 280), (400, 520), (660, 780))
    (region,) = found(words)
    assert len(region.walls) == 3


def test_the_rest_of_a_cell_wider_than_its_title_stands_under_titles_alone() -> None:
    words = line(100, (0, 40), (190, 240), (440, 500), (690, 750)) + line(124, (180, 250))
    words += line(175, (380, 600)) + line(205, (380, 560))
    words += line(300, (20, 90)) + line(330, (20, 220))
    ((_, bottom),) = spans(words)
    assert 225 < bottom < 290


def drawn(words: list[Placed]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A page with the words as black boxes."""
    page = np.full((800, 1000), 255, np.uint8)
    for word in words:
        x0, y0, x1, y1 = map(int, word.box)
        page[y0:y1, max(0, x0) : x1] = 0
    return page


def test_titles_beside_lines_of_other_heights_do_not_part_the_lines_of_a_cell() -> None:
    """Short lines of titles are levelled with longer ones that stand a little higher."""
    words = line(90, (300, 480))
    words += [w for y in (100, 129, 158) for w in line(y, (100, 150), (200, 250))]
    words += line(152, (300, 380), (400, 480)) + line(129, (0, 40))
    words += line(220, (10, 25))
    words += [w for n in range(4) for w in line(220 + 29 * n, (100, 155), (200, 255), (300, 380))]
    words += line(220, (400, 480))
    (region,) = found(words)
    assert [len(band.lines) for band in row_bands(region, drawn(words), [])][-1] == 14


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
