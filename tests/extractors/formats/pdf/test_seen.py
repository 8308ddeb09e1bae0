"""Words of a PDF that nobody sees, or that are struck out, are not read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from extractors.formats import open_document
from extractors.reading import read_page
from extractors.types import Page

WHITE, BLACK, PALE = (1, 1, 1), (0, 0, 0), (0.85, 0.85, 0.85)
PLAN = "The plan of the school and the tasks that follow from it are set out below for this year"


def _read(tmp_path: Path, draw: Callable[[Any], None]) -> Page:
    path = tmp_path / "plan.pdf"
    with pymupdf.open() as pdf:
        page = pdf.new_page()
        page.insert_text((72, 72), PLAN, fontsize=11)
        draw(page)
        pdf.save(path)
    with open_document(path) as document:
        return read_page(document, 1, engine=None)


def _texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def test_old_deadline_under_a_white_box_is_not_read(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.insert_text((72, 120), "Due 12 May", fontsize=11)
        page.draw_rect((70, 108, 200, 124), color=None, fill=WHITE)
        page.insert_text((72, 120), "Due 20 June", fontsize=11)

    page = _read(tmp_path, draw)
    assert _texts(page) == [PLAN, "Due 20 June"]
    assert page.flags == ("hidden_left_out",)


def test_words_on_a_coloured_ground_are_read(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.draw_rect((70, 108, 200, 124), color=None, fill=(0, 0, 0.5))
        page.insert_text((72, 120), "Deadline", fontsize=11, color=WHITE)

    page = _read(tmp_path, draw)
    assert _texts(page) == [PLAN, "Deadline"]
    assert page.flags == ()


@pytest.mark.parametrize("how", [{"color": WHITE}, {"render_mode": 3}])
def test_white_or_unpainted_words_are_not_read(tmp_path: Path, how: dict[str, Any]) -> None:
    page = _read(tmp_path, lambda page: page.insert_text((72, 120), "Old owner", **how))
    assert _texts(page) == [PLAN]
    assert page.flags == ("hidden_left_out",)


def test_words_struck_out_by_a_note_or_a_bar_are_not_valid(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.insert_text((72, 120), "Mr Old", fontsize=11)
        page.add_strikeout_annot(page.search_for("Mr Old"))
        page.insert_text((72, 160), "Mr Gone", fontsize=11)
        page.draw_line((70, 156.5), (115, 156.5), width=0.7)
        page.insert_text((72, 200), "Mr New", fontsize=11)
        page.draw_line((70, 202), (115, 202), width=0.7)

    page = _read(tmp_path, draw)
    assert _texts(page) == [PLAN, "Mr New"]
    assert page.flags == ("struck_out",)


def test_struck_out_owner_is_kept_in_raw_of_its_cell(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for y in (100, 130, 160):
            page.draw_line((72, y), (400, y))
        for x in (72, 150, 280, 400):
            page.draw_line((x, 100), (x, 160))
        for row, texts in enumerate((["No", "Task", "Owner"], ["1", "Meeting", "Ann"])):
            for col, text in enumerate(texts):
                page.insert_text(((80, 158, 288)[col], 118 + 30 * row), text, fontsize=11)
        page.insert_text((320, 148), "Bob", fontsize=11)
        page.draw_line((318, 144.5), (342, 144.5), width=0.7)

    (table,) = _read(tmp_path, draw).tables
    cell = table.cells[-1]
    assert cell.text == "Ann"
    assert "Bob" in cell.raw


def test_words_printed_four_times_are_read_once(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for step in range(4):
            page.insert_text((72 + step * 0.4, 120 + step * 0.4), "Owner of it", fontsize=11)

    assert _texts(_read(tmp_path, draw)) == [PLAN, "Owner of it"]


def test_pale_mark_behind_the_text_is_not_read(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.insert_text((60, 90), "DRAFT COPY", fontsize=60, color=PALE)
        page.insert_text((60, 300), "DRAFT COPY", fontsize=60, color=PALE)

    assert _texts(_read(tmp_path, draw)) == [PLAN]


def test_large_pale_title_over_nothing_is_read(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.insert_text((60, 300), "Our school", fontsize=40, color=PALE)

    assert _texts(_read(tmp_path, draw)) == [PLAN, "Our school"]


def test_name_strewn_small_and_pale_over_the_page_is_not_read(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for y in (100, 130, 160):
            page.insert_text((90, y + 3), "user 08:15", fontsize=16, color=PALE)
            page.insert_text((72, y), "Repair the roof of the school", fontsize=11)

    page = _read(tmp_path, draw)
    assert _texts(page) == [PLAN, *["Repair the roof of the school"] * 3]


def test_words_under_a_white_picture_are_not_read(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.insert_text((72, 120), "Due 12 May", fontsize=11)
        white = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 8, 8))
        white.clear_with(240)
        page.insert_image((70, 108, 200, 124), pixmap=white, keep_proportion=False)
        page.insert_text((72, 120), "Due 20 June", fontsize=11)

    page = _read(tmp_path, draw)
    assert _texts(page) == [PLAN, "Due 20 June"]
    assert page.flags == ("hidden_left_out",)


def test_paler_shadow_of_a_word_is_read_once(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.insert_text((74, 122), "Repair the roof", fontsize=11, color=(0.7, 0.7, 0.7))
        page.insert_text((72, 120), "Repair the roof", fontsize=11)

    assert _texts(_read(tmp_path, draw)) == [PLAN, "Repair the roof"]
