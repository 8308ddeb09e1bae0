"""Charts told from tables: their lines run through text, and some are slanted or curved."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layer.tables.rulings import Rulings
from extractors.layer.tables.settings import CHARTS, DRAWING
from extractors.tables.grid import Segment, merge_collinear
from extractors.tables.words import Placed, within
from extractors.types import BBox

__all__ = ["has_traces", "idle_lines", "is_chart"]


def is_chart(box: BBox, rulings: Rulings, words: Sequence[Placed]) -> bool:
    """Say whether lines of a region run through its words, as no cell wall does.

    Args:
        box: the region in points.
        rulings: the lines of the page.
        words: the words of the page.
    """
    inside = within(box, words)
    lines = [
        s for s in merge_collinear(rulings.vertical, DRAWING.same_line) if box.x0 < s.at < box.x1
    ]
    crossed = sum(1 for w in inside if any(_runs_through(s, w.box) for s in lines))
    return crossed >= max(CHARTS.least_crossed, CHARTS.crossed * len(inside))


def has_traces(box: BBox, rulings: Rulings) -> bool:
    """Say whether curves or several slanted strokes are drawn in the region.

    One stroke or two may part a header cell or cross out an empty one.
    """
    slanted = sum(1 for b in rulings.slanted if box.contains(*b.center))
    return slanted >= CHARTS.least_slanted or any(box.contains(*b.center) for b in rulings.traces)


def idle_lines(box: BBox, walls: Sequence[float], rulings: Rulings) -> bool:
    """Say whether the region has vertical lines that part none of the columns found."""
    lines = [
        s
        for s in merge_collinear(rulings.vertical, DRAWING.same_line)
        if s.length > CHARTS.idle_height * box.height
    ]
    apart = CHARTS.idle_apart
    idle = [
        s
        for s in lines
        if box.x0 + apart < s.at < box.x1 - apart
        and box.y0 <= (s.start + s.end) / 2 <= box.y1
        and not any(abs(s.at - x) <= apart for x in walls)
    ]
    return len(idle) >= CHARTS.least_idle


def _runs_through(line: Segment, box: BBox) -> bool:
    within = box.x0 + CHARTS.margin < line.at < box.x1 - CHARTS.margin
    return within and line.start < box.center[1] < line.end
