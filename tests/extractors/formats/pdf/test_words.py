from __future__ import annotations

from typing import Any

import pytest

from extractors.formats.pdf.words import _line_words


def _line(text: str, starts: list[float], size: float = 10.0) -> dict[str, Any]:
    chars = [{"c": c, "bbox": (x, 0.0, x + 5.0, size)} for c, x in zip(text, starts, strict=True)]
    span = {"chars": chars, "size": size, "font": "Serif", "flags": 0, "char_flags": 16}
    return {"dir": (1.0, 0.0), "spans": [span]}


@pytest.mark.parametrize(
    ("gap", "words"),
    [(0.0, ["tếTh"]), (3.0, ["tếTh"]), (6.6, ["tế", "Th"])],
)
def test_text_that_runs_up_to_the_next_cell_is_another_word(gap: float, words: list[str]) -> None:
    line = _line("tếTh", [0.0, 5.0, 10.0 + gap, 15.0 + gap])
    assert [found.word.text for found in _line_words(line)] == words
