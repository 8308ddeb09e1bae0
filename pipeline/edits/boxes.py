"""Boxes of rows as the dataset keeps them: JSON lists in PDF points, origin top left."""

from __future__ import annotations

import json

Box = tuple[float, float, float, float]


def box_of(text: str) -> Box | None:
    """Return ``(x0, y0, x1, y1)`` in points; None where a row has no box."""
    if not text:
        return None
    x0, y0, x1, y1 = (float(v) for v in json.loads(text))
    return x0, y0, x1, y1


def overlap(first: str, second: str) -> float:
    """Return intersection over union of two boxes in JSON; 0 where one is missing."""
    a, b = box_of(first), box_of(second)
    if a is None or b is None:
        return 0.0
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (_area(a) + _area(b) - shared)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
