"""What is left of worn rulings once they are painted out: dashes and bars that read as letters.

The lines of a table are known to run along the sides of its cells. Ink that lies on such a side
from end to end of itself is a piece of the line; a letter reaches beyond.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np

from extractors.images.components import components
from extractors.images.sheet import Sheet
from extractors.tables.grid import Grid

__all__ = ["LINE_BESIDE", "without_line_rests"]

_INK = 200
"""Grey level below which a pixel may be left of a line: its rim is lighter than print."""

LINE_BESIDE = 0.02
"""Inches from the middle of a line, single or doubled, to where its ink ends."""


def without_line_rests(sheet: Sheet, grids: Iterable[Grid]) -> Sheet:
    """Return a page without the pieces that are left of the lines of its tables.

    Args:
        sheet: the page without its rulings, height x width, uint8.
        grids: its ruled tables, in pixels.
    """
    sides = np.zeros_like(sheet.gray)
    for grid in grids:
        for cell in grid.cells:
            x0, y0, x1, y1 = map(round, grid.box(cell))
            cv2.rectangle(sides, (x0, y0), (x1, y1), 255, 2 * sheet.inches(LINE_BESIDE) + 1)
    _, dark = cv2.threshold(sheet.gray, _INK - 1, 255, cv2.THRESH_BINARY_INV)
    ink = np.asarray(dark, np.uint8)
    if not cv2.countNonZero(cv2.bitwise_and(ink, sides)):
        return sheet
    labels, stats, _ = components(ink)
    within = np.bincount(labels[sides > 0], minlength=len(stats))
    rests = within == stats[:, cv2.CC_STAT_AREA]
    rests[0] = False
    out = sheet.gray.copy()
    out[rests[labels]] = 255
    return replace(sheet, gray=out)
