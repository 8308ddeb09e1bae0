"""Rulings of dashes, and of dashes and dots, are lines; print and its hyphens are none."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest

from extractors.images.sheet import Gray, Sheet
from extractors.scan.tables.dashed import dashed_lines
from extractors.scan.tables.rulings import find_rulings

_DPI = 200
_PATTERNS = {
    "short": (15, 10),
    "long": (60, 27),
    "dash_dot": (34, 12, 4, 12),
    "dash_dot_close": (24, 10, 5, 10),
    "dash_dot_dot": (29, 11, 4, 8, 4, 11),
}


def _drawn(page: Gray, pattern: tuple[int, ...], ends: tuple[int, int], at: int) -> None:
    """Draw a line along the row ``at`` in ink, gap, ink, gap ... pixels."""
    x = ends[0]
    for number, length in enumerate(itertools.cycle(pattern)):
        if x >= ends[1]:
            return
        if number % 2 == 0:
            page[at : at + 2, x : min(x + length, ends[1])] = 255
        x += length


@pytest.mark.parametrize("pattern", _PATTERNS.values(), ids=_PATTERNS)
def test_rows_between_dashed_rulings_are_parted(pattern: tuple[int, ...]) -> None:
    page = np.zeros((900, 1400), np.uint8)
    for y in range(100, 700, 90):
        _drawn(page, pattern, (100, 1300), y)
    for x in (100, 500, 900, 1298):
        _drawn(page.T, pattern, (100, 640), x)
    across = dashed_lines(page, _DPI, horizontal=True)
    down = dashed_lines(page, _DPI, horizontal=False)
    assert len(across) == 7
    assert len(down) == 4
    assert all(line[-1, 0] - line[0, 0] > 1100 for line in across)
    assert all(line[-1, 1] - line[0, 1] > 450 for line in down)


def test_print_makes_no_dashed_ruling() -> None:
    page = np.zeros((900, 1400), np.uint8)
    for number, text in enumerate(
        (
            "TTT EEE TTT EEE TTT EEE TTT",
            "- - hoc ky I - nam hoc - -",
            "1 - 2 - 3 - 4 - 5 - 6",
            "=====",
        )
    ):
        place = (80, 120 + 90 * number)
        cv2.putText(page, text, place, cv2.FONT_HERSHEY_SIMPLEX, 1.1, 255, 3)
    assert not dashed_lines(page, _DPI, horizontal=True)
    assert not dashed_lines(page, _DPI, horizontal=False)


@pytest.mark.parametrize("ruled", [False, True])
def test_stems_of_letters_over_each_other_were_taken_for_a_ruling(ruled: bool) -> None:
    """The line "found" down a paragraph took the letters it ran through with it."""
    page = np.zeros((900, 1400), np.uint8)
    _drawn(page.T, (15, 10), (100, 640), 500)
    for y in (100, 640) if ruled else ():
        page[y : y + 3, 100:1300] = 255
    rulings = find_rulings(Sheet(np.asarray(255 - page, np.uint8), _DPI))
    assert bool(rulings.down) is ruled
