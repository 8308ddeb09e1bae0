from __future__ import annotations

import numpy as np
import pytest

from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrWord, PixelBox
from extractors.ocr.ink import around_ink
from extractors.scan.cells.end_signs import end_signs_told
from tests.extractors.pictures import blank, write


def told(printed: str, said: str) -> str:
    page = write(blank(400, 80), printed, 20, 20)
    box = around_ink(page, PixelBox(0, 0, 400, 80))
    return " ".join(
        w.text for w in end_signs_told(Sheet(page, 200), [OcrWord(said, box, 0.8, (1, 1, 1))])
    )


@pytest.mark.parametrize("said", ["Xuân..", "Xuân.,", "Xuân....", "Xuân…"])
def test_dots_are_counted_in_the_ink(said: str) -> None:
    assert told("Xuân...", said) == "Xuân..."
    assert told("Xuân,...", said) == "Xuân,..."


def test_one_sign_is_never_made_two_by_a_speck() -> None:
    page = write(blank(400, 80), "trường.", 20, 20)
    box = around_ink(page, PixelBox(0, 0, 400, 80))
    page[box.y1 - 14 : box.y1 - 10, box.x1 + 6 : box.x1 + 10] = 0
    word = OcrWord("trường.", box, 0.8, (1, 1, 1))
    assert end_signs_told(Sheet(page, 200), [word]) == (word,)


@pytest.mark.parametrize("text", ["Nam.", "gốc,", "em;", "HCM:", "1.5.", "ng,"])
def test_a_sign_beside_its_word_stays(text: str) -> None:
    assert told(text, text) == text


def test_a_sign_that_a_blank_parts_from_its_word_is_a_word_of_its_own() -> None:
    assert told("Nam .", "Nam.") == "Nam ."


def test_wide_set_text_keeps_its_signs() -> None:
    page = blank(400, 80)
    for n, letter in enumerate("Vĩnh,"):
        write(page, letter, 20 + 36 * n, 20)
    box = around_ink(page, PixelBox(0, 0, 400, 80))
    word = OcrWord("Vĩnh,", box, 0.8, (1, 1, 1))
    assert end_signs_told(Sheet(page, 200), [word]) == (word,)


def test_a_blank_cell_and_a_word_without_ink_stay() -> None:
    word = OcrWord("v.v..", PixelBox(5, 5, 60, 30), 0.2, (1, 1, 1))
    assert end_signs_told(Sheet(np.full((40, 80), 255, np.uint8), 200), [word]) == (word,)
    assert end_signs_told(Sheet(blank(80, 40), 200), []) == ()
