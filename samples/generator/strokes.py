"""The lines of a table: which sides of its cells are drawn, how thick, grey, doubled or dotted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from samples.generator.model import Rules

Box = tuple[float, float, float, float]
Stroke = tuple[float, float, float]

_HAIR, _THICK, _FAINT = 0.6, 1.7, 0.35
_FAINT_GREY = 0.55
_TWIN = 1.1
_OPEN = ("across", "three", "frame", "none")


def draw_rules(
    canvas: Any, rules: Rules, boxes: Sequence[Box], below_header: float, *, open_end: bool
) -> None:
    """Draw the rules of a table.

    Args:
        canvas: a reportlab canvas whose origin is the table's lower left corner.
        rules: the kind of rules.
        boxes: cells as ``(left, bottom, right, top)`` in points.
        below_header: height of the line under the titles; the table's top where it has none.
        open_end: a page break cut the last row, which then has no line under it.
    """
    if rules == "none":
        return
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    bottom, top = min(b[1] for b in boxes), max(b[3] for b in boxes)
    canvas.setStrokeGray(_FAINT_GREY if rules == "faint" else 0)
    canvas.setLineWidth(_FAINT if rules == "faint" else _HAIR)
    across, down = _sides(rules, boxes, below_header)
    twins = (-_TWIN, _TWIN) if rules == "doubled" else (0.0,)
    for x, y0, y1 in sorted(down):
        for twin in twins:
            canvas.line(x + twin, y0, x + twin, y1)
    for y, x0, x1 in sorted(across):
        if open_end and y == bottom:
            continue
        _dot(canvas, rules == "dotted" and bottom < y < below_header)
        for twin in twins:
            canvas.line(x0, y + twin, x1, y + twin)
    _dot(canvas, False)
    if rules == "heavy":
        canvas.setLineWidth(_THICK)
        canvas.rect(left, bottom, right - left, top - bottom)


def _dot(canvas: Any, on: bool) -> None:
    canvas.setDash([0.7, 1.6] if on else [])


def _sides(
    rules: Rules, boxes: Sequence[Box], below_header: float
) -> tuple[set[Stroke], set[Stroke]]:
    """Return the horizontal lines ``(y, x0, x1)`` and the vertical ones ``(x, y0, y1)``."""
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    bottom, top = min(b[1] for b in boxes), max(b[3] for b in boxes)
    across = {(y, b[0], b[2]) for b in boxes for y in (b[1], b[3])}
    down = {(x, b[1], b[3]) for b in boxes for x in (b[0], b[2])}
    if rules == "upright":
        across = {line for line in across if line[0] >= below_header or line[0] == bottom}
    elif rules in _OPEN:
        down = set()
    if rules in ("three", "frame"):
        across = {(y, left, right) for y in (top, below_header, bottom)}
    if rules == "frame":
        down = {(left, bottom, top), (right, bottom, top)}
    return across, down
