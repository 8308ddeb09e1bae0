"""A box shrunk to the ink in it."""

from __future__ import annotations

import numpy as np

from extractors.images.sheet import INK, Gray
from extractors.ocr.engines import PixelBox

__all__ = ["around_ink"]


def around_ink(gray: Gray, box: PixelBox, margin: int = 0) -> PixelBox:
    """Return the box shrunk to its ink and ``margin`` pixels around it; as it is without ink.

    Args:
        gray: the page, height x width, dark ink on white.
        box: in pixels of the page.
        margin: pixels; the result never reaches out of ``box``.
    """
    crop = gray[box.y0 : box.y1, box.x0 : box.x1] < INK
    rows, cols = np.flatnonzero(crop.any(axis=1)), np.flatnonzero(crop.any(axis=0))
    if not rows.size:
        return box
    return PixelBox(
        max(box.x0, box.x0 + int(cols[0]) - margin),
        max(box.y0, box.y0 + int(rows[0]) - margin),
        min(box.x1, box.x0 + int(cols[-1]) + 1 + margin),
        min(box.y1, box.y0 + int(rows[-1]) + 1 + margin),
    )
