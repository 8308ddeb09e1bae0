"""Columns found by white corridors alone."""

from __future__ import annotations

from extractors.tables.open.columns import corridors
from extractors.tables.words import Placed, text_rows
from extractors.types import BBox, Word
from tests.extractors.inked import HEIGHT, line


def middles(words: list[Placed]) -> list[int]:
    return [round((c.x0 + c.x1) / 2) for c in corridors(text_rows(words), HEIGHT)]


def test_a_column_with_nothing_but_a_title_set_in_the_middle_of_two_lines() -> None:
    words = line(0, (0, 90), (300, 390)) + line(15, (130, 220))
    words += line(40, (300, 380)) + line(42, (0, 90))
    words += line(90, (0, 95), (300, 395)) + line(115, (0, 80), (300, 400))
    assert middles(words) == [112, 260]


def test_a_title_over_two_columns_closes_no_corridor() -> None:
    words = line(0, (0, 90), (170, 330))
    for y in (40, 80, 120):
        words += line(y, (0, 90), (130, 220), (260, 380))
    assert middles(words) == [110, 240]


def test_a_title_in_the_middle_of_its_column_is_no_column_beside_short_texts() -> None:
    words = line(0, (0, 60), (200, 260))
    for y in (60, 100, 140):
        words += line(y, (0, 60), (110, 180))
    assert middles(words) == [85]


def test_specks_make_no_column() -> None:
    words = line(0, (0, 90), (200, 290)) + line(40, (0, 80), (200, 280))
    words.append(Placed(Word(""), BBox(140, 10, 143, 13)))
    assert middles(words) == [145]


def test_words_of_one_line_of_a_title_taken_for_two_rows_are_one_text() -> None:
    rows = text_rows(line(0, (0, 60), (200, 240))) + text_rows(line(6, (70, 130), (300, 380)))
    found = [round((c.x0 + c.x1) / 2) for c in corridors(rows, HEIGHT)]
    assert found == [165, 270]


def test_words_over_one_another_are_no_words_of_one_line() -> None:
    rows = text_rows(line(0, (0, 60), (76, 110), (200, 240)))
    rows += text_rows(line(6, (70, 130), (300, 380)))
    assert [round((c.x0 + c.x1) / 2) for c in corridors(rows, HEIGHT)][-2:] == [165, 270]


def test_a_section_row_with_a_wide_blank_closes_no_corridor_of_titles_alone() -> None:
    titles = line(0, (0, 44), (110, 190), (450, 650)) + line(12, (260, 370), (720, 800), (880, 960))
    section = line(50, (4, 100), (118, 440))
    assert middles(titles + section) == middles(titles) == [77, 225, 410, 685, 840]


def test_a_row_of_two_columns_close_together_has_its_say() -> None:
    words = line(0, (0, 200), (220, 300), (420, 520)) + line(40, (0, 230), (250, 330))
    words += line(80, (0, 230), (250, 330), (420, 520)) + line(120, (0, 230), (250, 320))
    assert middles(words) == [240, 375]
