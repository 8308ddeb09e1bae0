"""Words that are upright strokes are told apart by the recogniser."""

from __future__ import annotations

import pytest

from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrWord, PixelBox
from extractors.scan.cells.strokes import strokes_told
from tests.extractors.pictures import blank, write
from tests.extractors.scan.cells.test_short import scanned


def told(printed: str, said: str) -> OcrWord:
    page = scanned(write(blank(300, 90), printed, 120, 24, 33))
    columns = (page < 140).any(axis=0).nonzero()[0]
    box = PixelBox(int(columns[0]) - 2, 22, int(columns[-1]) + 3, 62)
    (word,) = strokes_told(Sheet(page, 200), [OcrWord(said, box, 0.87, (1, 1, 1))])
    assert word.box == box
    return word


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("1", "I"),
        ("1", "l"),
        ("I.", "1."),
        ("II", "11"),
        ("III.", "II."),
        ("11", "II"),
        ("1.", "l."),
        ("HKII", "HKI"),
        ("HKII", "HKTI"),
        ("HKII", "HKN"),
        ("HKI", "HKi"),
        ("II/2025", "I1/2025"),
        ("IV/2025", "1V/2025"),
    ],
)
def test_strokes_say_what_is_printed(printed: str, said: str) -> None:
    """ "Trường THPT Châu Thành 1" was read as "... I", "III." as "II."."""
    assert told(printed, said).text == printed


@pytest.mark.parametrize("text", ["1", "II", "I", "HKI", "HKII", "III/2025"])
def test_strokes_read_right_stay_with_their_belief(text: str) -> None:
    assert told(text, text).conf == 0.87


@pytest.mark.parametrize(
    ("printed", "said"), [("là", "I"), ("TT", "11"), ("5", "l"), ("HKP", "HKP"), ("II", "HKI")]
)
def test_what_is_no_stroke_stays_as_the_engine_said(printed: str, said: str) -> None:
    assert told(printed, said).text == said
