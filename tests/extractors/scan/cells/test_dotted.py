"""An i is told by its dot."""

from __future__ import annotations

import pytest

from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrWord, PixelBox
from extractors.ocr.ink import around_ink
from extractors.scan.cells.dotted import dotted_told
from tests.extractors.pictures import blank, write


def told(printed: str, said: str) -> str:
    page = write(blank(400, 80), printed, 20, 20)
    box = around_ink(page, PixelBox(0, 0, 400, 80))
    (word,) = dotted_told(Sheet(page, 200), [OcrWord(said, box, 0.9, (1, 1, 1))])
    return word.text


@pytest.mark.parametrize(
    ("printed", "said"),
    [("Marie", "Marle"), ("Marie", "MarIe"), ("gia,", "g1a,"), ("Mil", "MIl"), ("Minh", "Mlnh")],
)
def test_a_stroke_under_a_dot_is_an_i(printed: str, said: str) -> None:
    assert told(printed, said) == printed


@pytest.mark.parametrize(
    ("printed", "said"), [("lan", "lan"), ("Ilo", "Ilo"), ("Marie", "Marl"), ("lá:", "lá:")]
)
def test_other_strokes_stay(printed: str, said: str) -> None:
    assert told(printed, said) == said
