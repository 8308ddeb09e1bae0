"""A part of a page with all its ink, of the pen too.

For print, blue ink is taken off with the stamps and long strokes with the rulings; so a number in
blue is lost, and the bar of a "4". Here the part is cut from the picture as it came.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.images.prepare import Prepared, turned
from extractors.images.sheet import Gray, Picture
from extractors.ocr.engines import PixelBox

__all__ = ["Original", "inked"]

_PAPER = 80
"""Percentile of a part's grey that is its paper: most of it is blank."""

_DARKEST = 1.0
"""Percentile of a part's grey that is its darkest ink."""

_LEVELS = (110.0, 200.0)
"""Between which Otsu's level of ink is kept: on a blank part it says anything."""

_RED = 2
"""Channel in which a red stamp is as light as paper, and a pen, blue or black, is dark."""


@dataclass(frozen=True, slots=True, eq=False)
class Original:
    """The picture of a page as it came, and what became of it.

    Attributes:
        image: height x width (grey) or height x width x 3 (BGR), uint8, as displayed.
        dpi: its resolution.
        prepared: the page made of it.
    """

    image: Picture
    dpi: float
    prepared: Prepared

    def part(self, box: PixelBox) -> Gray:
        """Return what is in a box of the prepared page, dark ink on white, no red."""
        gray = self.image if self.image.ndim == 2 else self.image[:, :, _RED]
        if self.prepared.rotation:
            gray = turned(np.ascontiguousarray(gray), self.prepared.rotation)
        xs, ys = np.meshgrid(np.arange(box.x0, box.x1), np.arange(box.y0, box.y1))
        placed = self.prepared.points(xs.ravel(), ys.ravel()) * self.dpi / 72.0
        left, top = (max(0, int(v.min()) - 1) for v in placed)
        right, foot = (int(v.max()) + 2 for v in placed)
        across, down = (
            (v - start).reshape(xs.shape).astype(np.float32)
            for v, start in zip(placed, (left, top), strict=True)
        )
        part = np.ascontiguousarray(gray[top:foot, left:right])
        if not part.size:
            return np.full(xs.shape, 255, np.uint8)
        seen = cv2.remap(part, across, down, cv2.INTER_LINEAR, borderValue=255)
        return _paper_white(np.asarray(seen, np.uint8))


def _paper_white(part: Gray) -> Gray:
    paper = max(60.0, float(np.percentile(part, _PAPER)))
    dark = min(float(np.percentile(part, _DARKEST)), paper - 40.0)
    spread = (part.astype(np.float32) - dark) * (255.0 / (paper - dark))
    return np.asarray(np.clip(spread, 0, 255), np.uint8)


def inked(part: Gray, shift: float = 0.0) -> Gray:
    """Return 255 where there is ink, else 0.

    Args:
        part: dark ink on white.
        shift: grey levels by which the level of ink is raised.
    """
    level, _ = cv2.threshold(part, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    level = min(max(level, _LEVELS[0]), _LEVELS[1]) + shift
    return np.asarray(cv2.threshold(part, level, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
