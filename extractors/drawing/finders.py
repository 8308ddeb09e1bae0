"""What each finder of tables saw, drawn over the picture of the page."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.drawing.page import Colour, Picture
from extractors.tables.trace import STANDS, Answer
from extractors.turned import to_displayed
from extractors.types import Page

__all__ = ["draw_answers"]

_STANDS: Colour = (60, 160, 60)
_LOST: Colour = (40, 40, 220)
_LABEL = 14
"""Pixels from one label to the next where several stand at one corner."""


def draw_answers(image: Picture, answers: Sequence[Answer], page: Page, dpi: float) -> Picture:
    """Return a BGR copy of ``image`` with a box and a label for each answer.

    Green: what is a table. Red: what lost, with the reason. The label gives the finder, rows x
    columns, and the verdict.

    Args:
        image: height x width (grey) or height x width x 3 (BGR), uint8, the page as displayed.
        answers: what the finders saw on the page, boxes in points of the upright page.
        page: the page as read.
        dpi: resolution of the picture.
    """
    canvas = image.copy() if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    corners: dict[tuple[int, int], int] = {}
    for number, answer in enumerate(answers):
        box = to_displayed(answer.box, page).scaled(dpi / 72.0)
        x0, y0, x1, y1 = (round(v) for v in box)
        inset = 2 * (number % 4)  # boxes of several finders often lie on each other
        colour = _STANDS if answer.verdict == STANDS else _LOST
        cv2.rectangle(canvas, (x0 + inset, y0 + inset), (x1 - inset, y1 - inset), colour, 1)
        place = (x0 // _LABEL, y0 // _LABEL)
        line = corners[place] = corners.get(place, 0) + 1
        text = f"{answer.finder} {answer.n_rows}x{answer.n_cols} {answer.verdict or 'table'}"
        at = (x0 + 4, y0 + _LABEL * line)
        cv2.putText(canvas, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.45, colour, 1, cv2.LINE_AA)
    return np.asarray(canvas, np.uint8)
