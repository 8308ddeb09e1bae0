"""Titles on a page picture: levels and cells of one row of titles, told from rows of their own."""

from __future__ import annotations

from extractors.tables.scan_lines import Band, is_section, reach
from extractors.tables.scan_regions import Region

__all__ = ["titles_joined"]


def titles_joined(bands: list[Band], region: Region) -> list[Band]:
    """Join the levels of titles: a title over several columns, and those below and beside it.

    Titles set in the middle may stand between a common title and its own, which then follow alone.
    A section row begins in the first column or stands amid the table.
    """
    if len(bands) < 2 or not bands[0].spans or is_section(bands[0], region):
        return bands
    common = reach(bands[0], region)
    below = reach(bands[1], region) & common
    if 0 in common or len(common) < 2 or len(below) == 1:
        return bands
    title = Band(bands[0].top, bands[1].bottom, [*bands[0].lines, *bands[1].lines])
    rest = bands[2:]
    while not below and rest and reach(rest[0], region) <= common:
        title = Band(title.top, rest[0].bottom, [*title.lines, *rest.pop(0).lines])
    return [title, *rest]
