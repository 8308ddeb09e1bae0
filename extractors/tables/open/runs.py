"""Stretches of lines in columns, where no rulings bound them.

Lines split by white in enough columns are seeds. Seeds hang together unless a wide blank parts
them, or lines across their columns with other columns on either side: a heading with prose, a
letterhead. One such line, or two, between lines with the same columns is a section row.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.grid import Segment
from extractors.tables.open.columns import parts_of
from extractors.tables.open.settings import STRETCH
from extractors.tables.open.walls import crosses, white_walls
from extractors.tables.words import TextRow
from extractors.wording.sections import is_section_text

__all__ = ["are_sections", "columns_met", "is_prose", "text_runs"]


def text_runs(
    rows: Sequence[TextRow], across: Sequence[Segment], height: float, least: int
) -> list[tuple[int, int]]:
    """Return ``(first, last)`` lines of stretches between lines split in ``least`` or more.

    Args:
        rows: the lines, from top to bottom.
        across: horizontal rulings; one in a blank lets it be wider.
        height: usual height of a word.
        least: how many columns a table has at least.
    """
    seeds = [i for i, row in enumerate(rows) if len(parts_of(row, height)) >= least]
    runs: list[list[int]] = []
    for seed in seeds:
        if runs and not _far_apart(rows, runs[-1][-1], seed, across, height):
            runs[-1].append(seed)
        else:
            runs.append([seed])
    return [part for run in runs for part in _of_same_columns(rows, run, height, least)]


def _far_apart(
    rows: Sequence[TextRow], first: int, last: int, across: Sequence[Segment], height: float
) -> bool:
    """Say whether a wide blank stands between two lines in columns.

    It may be twice as wide where a ruling stands in it or both lines begin their cells alike.
    """
    alike = _alike(rows[first], rows[last], height)
    for upper, lower in zip(rows[first:last], rows[first + 1 : last + 1], strict=True):
        ruled = any(upper.box.center[1] < s.at < lower.box.center[1] for s in across)
        if (
            lower.box.y0 - upper.box.y1
            > (STRETCH.far_ruled if ruled or alike else 1) * STRETCH.far * height
        ):
            return True
    return False


def _alike(upper: TextRow, lower: TextRow, height: float) -> bool:
    """Say whether most cells of two lines begin at the same x."""
    above, below = parts_of(upper, height), parts_of(lower, height)
    same = sum(any(abs(a.x0 - b.x0) <= STRETCH.flush * height for a in above) for b in below)
    return same >= max(STRETCH.least_alike, STRETCH.alike * max(len(above), len(below)))


def _of_same_columns(
    rows: Sequence[TextRow], seeds: Sequence[int], height: float, least: int
) -> list[tuple[int, int]]:
    """Part a stretch where lines across its columns have other columns above than below."""
    first, last = seeds[0], seeds[-1]
    walls = white_walls(rows[first : last + 1], height)
    extent = (
        min(row.box.x0 for row in rows[first : last + 1]),
        max(row.box.x1 for row in rows[first : last + 1]),
    )
    for start, end in _barriers(rows, (first, last), walls, extent, height):
        above = [i for i in seeds if i < start]
        below = [i for i in seeds if i > end]
        same = _fits(rows[first:start], walls, height) and _fits(
            rows[end + 1 : last + 1], walls, height
        )
        if above and below and (not same or is_prose(rows[start : end + 1], extent, height)):
            return [
                *_of_same_columns(rows, above, height, least),
                *_of_same_columns(rows, below, height, least),
            ]
    inner = [i for i in seeds if columns_met(rows[i], walls, height) >= least]
    return [(inner[0], inner[-1])] if inner else []


def columns_met(row: TextRow, walls: Sequence[float], height: float) -> int:
    """Return in how many columns the chunks of a line begin."""
    return len({sum(part.x0 > wall for wall in walls) for part in parts_of(row, height)})


def _barriers(
    rows: Sequence[TextRow],
    run: tuple[int, int],
    walls: Sequence[float],
    extent: tuple[float, float],
    height: float,
) -> list[tuple[int, int]]:
    """Return ``(first, last)`` of the lines in one piece that run across the columns."""
    found: list[tuple[int, int]] = []
    for i in range(run[0], run[1] + 1):
        row = rows[i]
        if not walls or len(parts_of(row, height)) > 1 or not crosses(row, walls, height):
            continue
        if row.box.x0 < walls[0] or row.box.width > STRETCH.barrier * (extent[1] - extent[0]):
            if found and found[-1][1] == i - 1:
                found[-1] = (found[-1][0], i)
            else:
                found.append((i, i))
    return sorted(found, key=lambda b: b[0] - b[1])


def is_prose(rows: Sequence[TextRow], extent: tuple[float, float], height: float) -> bool:
    """Say whether lines are too many for section rows, or begin at several places.

    Section rows begin in the first column, or stand amid the table.
    """
    middle, most = (extent[0] + extent[1]) / 2, STRETCH.whole * (extent[1] - extent[0])
    starts = [
        r.box.x0
        for r in rows
        if abs(r.box.center[0] - middle) > STRETCH.section_amid * height or r.box.width > most
    ]
    several = bool(starts) and max(starts) - min(starts) > height
    return len(rows) > STRETCH.most_between or several


def are_sections(rows: Sequence[TextRow], extent: tuple[float, float], height: float) -> bool:
    """Say whether lines across the columns are section rows: by their text, else by their place."""
    if any(row.text.strip() for row in rows):
        return all(is_section_text(row.text) for row in rows)
    whole = all(len(parts_of(row, height)) == 1 for row in rows)
    return whole and not is_prose(rows, extent, height)


def _fits(rows: Sequence[TextRow], walls: Sequence[float], height: float) -> bool:
    """Say whether the parted lines keep to the columns of the whole, and have no more of them."""
    parted = [row for row in rows if len(parts_of(row, height)) > 1]
    if sum(crosses(row, walls, height) for row in parted) > STRETCH.other * len(parted):
        return False
    return sum(len(parts_of(row, height)) > len(walls) + 1 for row in parted) < STRETCH.several
