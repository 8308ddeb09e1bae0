from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from benchmarks.ocr_engines import Picture, Tally, agreement, comparison, measure, report
from extractors.images.sheet import Sheet
from extractors.ocr.engines import PSM_AUTO, OcrWord, PixelBox


@dataclass
class Fixed:
    """An engine that reads the same words from every picture."""

    name: str
    text: str

    def read(
        self,
        sheet: Sheet,
        *,
        boxes: Sequence[PixelBox] | None = None,
        psm: int = PSM_AUTO,
        whitelist: str = "",
    ) -> list[list[OcrWord]]:
        words = [
            OcrWord(text, PixelBox(50 * i, 20, 50 * i + 40, 40), 0.9, (1, 1, 1))
            for i, text in enumerate(self.text.split(), start=1)
        ]
        return [words for _ in boxes or [None]]


def test_agreement_is_the_share_of_words_in_common() -> None:
    assert agreement([["a", "b"], []], [["b", "a"], []]) == 1.0
    assert agreement([["a", "b", "c"]], [["a"]]) == pytest.approx(0.5)
    assert agreement([[]], [[]]) == 1.0


def test_engines_beside_each_other() -> None:
    page = np.full((400, 400, 3), 255, np.uint8)
    pictures = iter([Picture("one", page, 200, "kế hoạch cải tiến"), Picture("two", page, 200)])
    loaded = {"x": Fixed("x", "kế hoạch cải tiến"), "y": Fixed("y", "kê hoạch cải tiến")}
    tallies = {name: Tally() for name in loaded}
    measure(pictures, loaded, tallies)
    figures = report(tallies)
    assert figures["x"]["pages"] == figures["y"]["pages"] == 2
    assert (figures["x"]["bare_wer"], figures["y"]["bare_wer"]) == (0.0, 0.25)
    assert figures["y"]["bare_agreement"] == 0.75
    assert figures["y"]["bare_words"] == 8
    printed = comparison(figures)
    assert "same as x" in printed
    assert len(printed.splitlines()) == 6
