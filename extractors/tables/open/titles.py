"""Titles on a page picture: levels and cells of one row of titles, told from rows of their own."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.open.cell_lines import Band, TextLine, is_section, over, reach
from extractors.tables.open.region import Region
from extractors.tables.open.settings import ROWS

__all__ = ["are_amid", "is_common", "titles_joined"]


def titles_joined(bands: list[Band], region: Region) -> list[Band]:
    """Join the levels of titles: a title over several columns, and those below and beside it.

    Titles set in the middle may stand between a common title and its own, which then follow alone.
    A section row begins in the first column or stands amid the table.
    """
    if len(bands) < 2 or not bands[0].spans or not is_common(bands[0], region):
        return bands
    common = reach(bands[0], region)
    below = reach(bands[1], region) & common
    if len(below) == 1:
        return bands
    title = Band(bands[0].top, bands[1].bottom, [*bands[0].lines, *bands[1].lines])
    rest = bands[2:]
    while not below and rest and reach(rest[0], region) <= common:
        title = Band(title.top, rest[0].bottom, [*title.lines, *rest.pop(0).lines])
    return [title, *rest]


def is_common(band: Band, region: Region) -> bool:
    """Say whether a text across columns is a title over some of them, and no section row."""
    common = reach(band, region)
    return 0 not in common and len(common) > 1 and not is_section(band, region)


def are_amid(lines: Sequence[TextLine], height: float) -> bool:
    """Say whether the cells of all columns are set in the middle of one row, as titles are.

    The cells have different numbers of lines, so that they begin at different heights. What stands
    over or under a title that spans columns is left out.

    Args:
        lines: the lines of what may be a row.
        height: usual height of a word.
    """
    spans = [line for line in lines if line.col is None]
    bases: dict[int, list[float]] = {}
    for line in lines:
        if line.col is not None and not any(over(line, span) for span in spans):
            bases.setdefault(line.col, []).append(line.base)
    counts = {len(found) for found in bases.values()}
    if len(bases) < ROWS.fewest_cells or len(counts) < 2 or min(counts) > 1:
        return False
    middles = [(min(found) + max(found)) / 2 for found in bases.values()]
    return max(middles) - min(middles) <= 2 * ROWS.amid * height
