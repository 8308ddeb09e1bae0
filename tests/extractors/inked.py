"""Words of a page picture as boxes of ink, for tests of what finds tables in them."""

from __future__ import annotations

from extractors.tables.words import Placed
from extractors.types import BBox, Word

HEIGHT = 20.0


def line(y: float, *spans: tuple[float, float]) -> list[Placed]:
    """Return words of the usual height from ``y`` down, one for each ``(x0, x1)``."""
    return [Placed(Word(""), BBox(x0, y, x1, y + HEIGHT)) for x0, x1 in spans]
