"""Where on a page the tables without full rulings stand: between rules, in frames, in the open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.layer.tables.rulings import Rulings
from extractors.layer.tables.settings import DATA, DRAWING
from extractors.tables.grid import Grid, Segment, merge_collinear
from extractors.tables.gutters import (
    chunks,
    columns_filled,
    explained,
    find_gutters,
    line_height,
)
from extractors.tables.open.settings import STRETCH
from extractors.tables.words import Placed, TextRow, text_rows, within
from extractors.types import BBox, union_all
from extractors.wording.frames import has_frame_text

__all__ = ["believable", "is_number", "open_regions", "rule_regions"]

_NUMBER = re.compile(r"^[(\[<>≤≥~±+\-–—−]*[\d.,:/%€$£()\[\]+\-–—−*×]*$")
_MISSING = re.compile(r"^(?:n\.?\s?a\.?|[-–—.…*x:]+)$", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.\s?){5}|…\s?…")


def is_number(text: str) -> bool:
    """Say whether a cell holds a number, an amount, a share, or the sign for a missing one."""
    parts = text.split()
    digits = any(c.isdigit() for c in text)
    return bool(_MISSING.match(text)) or (digits and all(_NUMBER.match(p) for p in parts))


def rule_regions(rulings: Rulings, words: Sequence[Placed], taken: Sequence[BBox]) -> list[BBox]:
    """Return the regions between horizontal rules of one width that hold text in columns.

    Args:
        rulings: the lines of the page.
        words: the words of the page.
        taken: boxes of tables found already.
    """
    lines = [
        s
        for s in merge_collinear(rulings.horizontal, DRAWING.joined)
        if s.length >= DATA.least_rule and not _in_any(s, taken)
    ]
    regions: list[BBox] = []
    for group in _same_extent(lines):
        found = [r for r in _tabular_stretches(group, words) if not _overlaps(r, taken)]
        regions += [_with_titles(region, words, lines, taken) for region in found]
    return regions


def _with_titles(
    region: BBox, words: Sequence[Placed], lines: Sequence[Segment], taken: Sequence[BBox]
) -> BBox:
    """Return the region with the titles that stand over its first ruling, if there are any.

    Their lines follow each other down to the ruling, no column's wall goes through them, and
    together they fill most columns.
    """
    rows = text_rows(within(region, words))
    height = line_height(rows)
    walls = [gutter.at for gutter in find_gutters(rows, height)]
    above = BBox(region.x0, region.y0 - DATA.titles * height, region.x1, region.y0)
    if not walls or _overlaps(above, taken):
        return region
    bottom, titles = region.y0, list[TextRow]()
    for row in reversed(text_rows(within(above, words))):
        ruled = any(row.box.y0 < s.at < bottom - DRAWING.rounding for s in lines)
        cut = any(i.box.x0 < wall < i.box.x1 for i in row.items for wall in walls)
        if ruled or cut or bottom - row.box.y1 > height:
            break
        titles.append(row)
        bottom = row.box.y0
    filled = columns_filled([i for row in titles for i in row.items], walls)
    if len(filled) < max(DATA.least_full, DATA.filled_titles * (len(walls) + 1)):
        return region
    return BBox(region.x0, bottom - DRAWING.rounding, region.x1, region.y1)


def _overlaps(box: BBox, others: Iterable[BBox]) -> bool:
    return any(
        min(box.x1, o.x1) > max(box.x0, o.x0)
        and min(box.y1, o.y1) > max(box.y0, o.y0) + DRAWING.slack
        for o in others
    )


def _in_any(line: Segment, boxes: Iterable[BBox]) -> bool:
    middle, slack = (line.start + line.end) / 2, DRAWING.slack
    return any(b.y0 - slack <= line.at <= b.y1 + slack and b.x0 <= middle <= b.x1 for b in boxes)


def _same_extent(lines: Sequence[Segment]) -> list[list[Segment]]:
    """Group lines that begin and end alike."""
    groups: list[list[Segment]] = []
    for line in sorted(lines):
        for group in groups:
            first = group[0]
            if (
                abs(first.start - line.start) <= DATA.same_end
                and abs(first.end - line.end) <= DATA.same_end
            ):
                group.append(line)
                break
        else:
            groups.append([line])
    return [group for group in groups if len(group) >= 2]


def _tabular_stretches(group: Sequence[Segment], words: Sequence[Placed]) -> list[BBox]:
    """Return the runs of gaps between rules in which most lines of text are split in columns."""
    x0, x1 = min(s.start for s in group), max(s.end for s in group)
    regions: list[BBox] = []
    start: float | None = None
    for upper, lower in zip(group, group[1:], strict=False):
        box = BBox(x0 - DRAWING.slack, upper.at, x1 + DRAWING.slack, lower.at)
        inside = within(box, words)
        good = bool(inside) and _is_tabular(text_rows(inside))
        if good:
            start = upper.at if start is None else start
        elif inside and start is not None:
            regions.append(BBox(x0, start, x1, upper.at))
            start = None
    if start is not None:
        regions.append(BBox(x0, start, x1, group[-1].at))
    return regions


def _is_tabular(rows: Sequence[TextRow]) -> bool:
    height = line_height(rows)
    split = sum(1 for row in rows if len(chunks(row, height)) >= 2)
    return split >= max(1, DATA.split * len(rows))


def open_regions(words: Sequence[Placed]) -> list[BBox]:
    """Return the regions without rules whose lines stand in columns.

    Only what can hardly be prose, a letterhead or a list is returned: three rows or more with
    columns of numbers, or three columns or more of short texts.
    """
    rows = text_rows(words)
    height, pad = line_height(rows), DRAWING.rounding
    regions: list[BBox] = []
    for run in _runs(rows, height):
        box = union_all([row.box for row in run])
        if box is not None and _speaks_for_table(run, height):
            regions.append(BBox(box.x0 - pad, box.y0 - pad, box.x1 + pad, box.y1 + pad))
    return regions


def _runs(rows: Sequence[TextRow], height: float) -> list[list[TextRow]]:
    """Return stretches of lines split into chunks, single lines without a split allowed."""
    runs: list[list[TextRow]] = [[]]
    loose: list[TextRow] = []
    for row in rows:
        last = (loose or runs[-1] or [row])[-1]
        far = row.box.y0 - last.box.y1 > STRETCH.far * height
        split = len(chunks(row, height)) >= 2
        if far or (not split and loose):
            runs.append([])
            loose = []
        if split:
            runs[-1] += [*loose, row] if runs[-1] else [row]
            loose = []
        elif runs[-1]:
            loose.append(row)
    return [run for run in runs if len(run) >= DATA.least_rows]


def _speaks_for_table(run: Sequence[TextRow], height: float) -> bool:
    walls = [g.at for g in find_gutters(run, height)]
    if not walls or has_frame_text("\n".join(row.text for row in run)):
        return False
    if sum(bool(_LEADERS.search(row.text)) for row in run) >= DATA.leaders * len(run):
        return False  # a table of contents
    columns = _texts(run, walls)
    n_rows = len(run)
    full = sum(1 for row in run if len(columns_filled(row.items, walls)) >= 2)
    if full < max(DATA.least_rows, DATA.split_rows * n_rows):
        return False
    if not explained(run, walls, height, DATA.explained):
        return False
    numbers = [_share_of_numbers(column) for column in columns]
    lengths = [sum(len(t.split()) for t in column) / max(len(column), 1) for column in columns]
    numeric = sum(1 for share in numbers[1:] if share >= DATA.numbers)
    if numeric >= 1:
        return max(lengths) <= DATA.long_text * DATA.long_cell
    return (
        len(columns) >= STRETCH.least_columns
        and max(lengths[1:]) <= DATA.long_cell
        and n_rows >= DATA.least_rows + 1
    )


def _texts(run: Sequence[TextRow], walls: Sequence[float]) -> list[list[str]]:
    columns: list[list[str]] = [[] for _ in range(len(walls) + 1)]
    for row in run:
        cells: dict[int, list[str]] = {}
        for item in row.items:
            (col,) = columns_filled([item], walls)
            cells.setdefault(col, []).append(item.word.text)
        for col, texts in cells.items():
            columns[col].append(" ".join(texts))
    return columns


def _share_of_numbers(column: Sequence[str]) -> float:
    return sum(1 for text in column if is_number(text)) / len(column) if column else 0.0


def believable(grid: Grid, words: Sequence[Placed]) -> bool:
    """Say whether a grid guessed from white space reads as a table and not as set prose."""
    inside = within(grid.bbox, words)
    rows = text_rows(inside)
    walls = grid.col_edges[1:-1]
    if not walls or len(grid.row_edges) < 3 or has_frame_text("\n".join(r.text for r in rows)):
        return False
    full = sum(1 for row in rows if len(columns_filled(row.items, walls)) >= 2)
    columns = _texts(rows, walls)
    lengths = [sum(len(t.split()) for t in c) / max(len(c), 1) for c in columns]
    if any(_share_of_numbers(column) >= DATA.some_numbers for column in columns[1:]):
        return full >= DATA.believed_rows
    least = DATA.least_rows if len(walls) == 1 else DATA.believed_rows
    return full >= max(least, DATA.believed * len(rows)) and (
        len(walls) >= 2 or min(lengths) <= DATA.long_cell
    )
