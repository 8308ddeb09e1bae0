"""What each finder of tables saw, drawn over the picture of the page."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.drawing.page import Colour, Picture
from extractors.tables.trace import STANDS, Answer
from extractors.turned import to_displayed
from extractors.types import POINTS_PER_INCH, Page

__all__ = ["draw_answers"]

_STANDS: Colour = (60, 160, 60)
_LOST: Colour = (40, 40, 220)
"""Blue, green, red: what is a table is green, what lost is red."""

_LABEL, _ASIDE = 14, 4
"""Pixels from one label to the next where several stand at one corner, and from the box to them."""

_SIZE = 0.45
"""Size of the labels, of OpenCV's letters at full size (about 20 pixels high)."""

_INSETS = 4
"""Boxes of several finders often lie on each other: so many are drawn inside each other."""


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
        box = to_displayed(answer.box, page).scaled(dpi / POINTS_PER_INCH)
        x0, y0, x1, y1 = (round(v) for v in box)
        inset = 2 * (number % _INSETS)
        colour = _STANDS if answer.verdict == STANDS else _LOST
        cv2.rectangle(canvas, (x0 + inset, y0 + inset), (x1 - inset, y1 - inset), colour, 1)
        place = (x0 // _LABEL, y0 // _LABEL)
        line = corners[place] = corners.get(place, 0) + 1
        text = f"{answer.finder} {answer.n_rows}x{answer.n_cols} {answer.verdict or 'table'}"
        at = (x0 + _ASIDE, y0 + _LABEL * line)
        cv2.putText(canvas, text, at, cv2.FONT_HERSHEY_SIMPLEX, _SIZE, colour, 1, cv2.LINE_AA)
    return np.asarray(canvas, np.uint8)
