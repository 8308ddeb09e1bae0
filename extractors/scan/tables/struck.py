"""Rulings of a page that strike words out: they are no lines of a table, their words no text."""

from __future__ import annotations

from dataclasses import replace

from extractors.images.bars import Bar, goes_through, struck_box
from extractors.images.sheet import Sheet, inches
from extractors.scan.tables.rulings import Mask as Lines
from extractors.scan.tables.rulings import Ruling, Rulings

__all__ = ["Box", "apart_from_struck"]

Box = tuple[int, int, int, int]
"""``(x0, y0, x1, y1)`` in pixels."""

_INK = 150
"""Grey below which a pixel counts as print."""
_WALL = 0.02
"""Inches from the end of a table's line to the upright line it ends on."""


def apart_from_struck(sheet: Sheet, rulings: Rulings) -> tuple[Rulings, list[Box]]:
    """Return the rulings without bars through words, and the boxes of these words.

    Args:
        sheet: the page with its rulings, upright and straight.
        rulings: its rulings.
    """
    ink = sheet.gray < _INK
    bars = [(line, _bar(line)) for line in rulings.across]
    struck = [
        (line, bar)
        for line, bar in bars
        if goes_through(ink, bar, sheet.dpi)
        and not _ends_on_wall(rulings.down_mask, bar, sheet.dpi)
    ]
    if not struck:
        return rulings, []
    mask = rulings.across_mask.copy()
    boxes = [struck_box(ink, bar, sheet.dpi) for _, bar in struck]
    for x0, y0, x1, y1 in boxes:
        mask[y0:y1, x0:x1] = 0
    gone = {line for line, _ in struck}
    across = tuple(line for line in rulings.across if line not in gone)
    return replace(rulings, across=across, across_mask=mask), boxes


def _bar(line: Ruling) -> Bar:
    half = (line.thickness + 1) // 2
    middle = round(line.position)
    return Bar(line.start, middle - half, line.end, middle + half)


def _ends_on_wall(down: Lines, bar: Bar, dpi: float) -> bool:
    reach = inches(_WALL, dpi, 2)
    ends = (down[bar.y0 : bar.y1, max(0, x - reach) : x + reach] for x in (bar.x0, bar.x1))
    return any(bool(end.any()) for end in ends)
