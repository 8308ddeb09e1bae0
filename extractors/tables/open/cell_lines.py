"""The lines of the cells of a region of a page picture, before they are parted into rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.images.sheet import INK, Gray
from extractors.tables.gutters import chunks
from extractors.tables.open.columns import is_speck
from extractors.tables.open.region import Region
from extractors.tables.open.settings import ROWS
from extractors.tables.open.walls import crosses
from extractors.tables.words import Placed, TextRow, text_rows
from extractors.wording.sections import is_section_text

__all__ = ["Band", "TextLine", "cell_lines", "is_section", "levelled", "over", "reach"]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of one cell: its column (None if it runs across columns), base line, extent."""

    col: int | None
    base: float
    x0: float
    x1: float
    words: tuple[Placed, ...]


@dataclass(slots=True)
class Band:
    """A row: pixels from ``top`` to ``bottom`` and the lines in it."""

    top: float
    bottom: float
    lines: list[TextLine]

    @property
    def spans(self) -> bool:
        """Say whether all its text runs across columns (a section row)."""
        return all(line.col is None for line in self.lines)


def cell_lines(region: Region, clean: Gray | None) -> list[TextLine]:
    """Return the lines from top to bottom; a line that runs across a wall has no column."""
    free: list[Placed] = []
    lines: list[TextLine] = []
    for row in text_rows(w for w in region.words if not is_speck(w, region.height)):
        if not crosses(row, region.walls, region.height):
            free += row.items
            continue
        for part in _pieces(row, region):
            if crosses(part, region.walls, region.height):
                lines.append(_line(None, part, clean))
            else:
                free += part.items
    columns: dict[int, list[Placed]] = {}
    for item in free:
        columns.setdefault(_column(item, region.walls), []).append(item)
    for col, items in columns.items():
        lines += [_line(col, row, clean) for row in text_rows(items)]
    return sorted(lines, key=lambda line: (line.base, line.x0))


def _pieces(row: TextRow, region: Region) -> list[TextRow]:
    return [r for part in chunks(row, region.height) for r in text_rows(part.items)]


def _column(item: Placed, walls: Sequence[float]) -> int:
    return sum(1 for wall in walls if item.box.center[0] > wall)


def _line(col: int | None, row: TextRow, clean: Gray | None) -> TextLine:
    return TextLine(col, _base(row, clean), row.box.x0, row.box.x1, row.items)


def _base(row: TextRow, clean: Gray | None) -> float:
    """Return the base line: where the ink of a line drops most from one pixel row to the next."""
    if clean is None:
        return row.box.y1
    x0, y0, x1, y1 = (int(v) for v in row.box)
    ink = (clean[max(0, y0 - 1) : y1 + 2, x0 : x1 + 1] < INK).sum(axis=1).astype(np.float64)
    if ink.size < ROWS.least_ink:
        return float(y1)
    middle = ink.size // 2
    drops = ink[middle:-1] - ink[middle + 1 :]
    return float(max(0, y0 - 1) + middle + int(drops.argmax()))


def levelled(lines: Sequence[TextLine], height: float) -> list[TextLine]:
    """Give short texts the base line of longer ones beside them: theirs is hard to see ("4")."""
    long = [li for li in lines if li.x1 - li.x0 >= ROWS.long * height]
    out = []
    for line in lines:
        near = _bases_beside(line, long, height) if line.x1 - line.x0 < ROWS.long * height else []
        out.append(replace(line, base=float(np.median(near))) if near else line)
    return sorted(out, key=lambda line: (line.base, line.x0))


def _bases_beside(line: TextLine, long: Sequence[TextLine], height: float) -> list[float]:
    """Return the base lines of longer lines beside a short one.

    A number with a speck under it shows the base line of the speck: what stands beside it then is
    the line whose middle is nearest to its own and not beyond its ink.
    """
    digits = line.x1 - line.x0 < ROWS.digits * height
    level = (ROWS.level_digits if digits else ROWS.level) * height
    near = [li.base for li in long if abs(li.base - line.base) <= level]
    if near or not digits:
        return near
    top, bottom = _ink(line)
    middles = {sum(_ink(li)) / 2: li.base for li in long}
    inside = [y for y in middles if top <= y <= bottom]
    return [middles[min(inside, key=lambda y: abs(y - (top + bottom) / 2))]] if inside else []


def _ink(line: TextLine) -> tuple[float, float]:
    """Return the top and the bottom of the words of a line."""
    return min(w.box.y0 for w in line.words), max(w.box.y1 for w in line.words)


def over(upper: TextLine, lower: TextLine) -> bool:
    """Say whether two lines stand one over the other."""
    return min(upper.x1, lower.x1) > max(upper.x0, lower.x0)


def reach(band: Band, region: Region) -> set[int]:
    """Return the columns that the lines of a band stand in or reach over."""
    edges = [region.box.x0, *region.walls, region.box.x1]
    return {
        col
        for col, (a, b) in enumerate(zip(edges, edges[1:], strict=False))
        for line in band.lines
        if line.col == col
        or (
            line.col is None and min(line.x1, b) - max(line.x0, a) > ROWS.reach_into * region.height
        )
    }


def is_section(band: Band, region: Region) -> bool:
    """Say whether a row is a section row ("MỨC 3"): by its text, or alone amid the table."""
    texts = [w.word.text for line in band.lines for w in line.words]
    if len(band.lines) != 1:
        return False
    line = band.lines[0]
    amid = abs((line.x0 + line.x1) / 2 - region.box.center[0]) <= ROWS.amid * region.height
    return amid or is_section_text(" ".join(texts))
