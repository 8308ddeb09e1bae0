"""Rests of cells alone at the top of a page: their columns are known from the page before.

Where no upright lines are drawn, or none is seen as they are short there, a row cut so that a cell
or two go on leaves a few lines on the next page that look like prose. They stand in columns other
than the first: flush left or in the middle as the column is set where white space parts the
columns, in mid-sentence between drawn lines. A row alone there that takes up the count of the
rows is the table's next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from extractors.paper.side_by_side import part_line
from extractors.tables.gutters import CHUNK_GAP
from extractors.tables.stitch.joints import goes_on, join_cells
from extractors.tables.stitch.places import Place, column_at, column_places
from extractors.types import Cell, Line, Table, TableMethod, cell_of
from extractors.wording.content import is_row_key
from extractors.wording.frames import has_frame_text

__all__ = ["with_rests"]

_READ: tuple[TableMethod, ...] = ("borderless", "ruled")
_CLOSE = 0.9
"""Blank between two lines of a cell, at most, in heights of a line."""

_OVERLAP = 0.5
"""Heights of a line by which the box of the next may reach into it: marks above and below."""

_MOST_FILLED = 0.6
"""Of the cells that a row usually fills, the share that a row alone must fill more than."""


def with_rests(
    table: Table, lines: Sequence[Line], widths: Mapping[int, float]
) -> tuple[Table, list[Line]]:
    """Return the table with the lines that are rests of cells of its last row, and the others.

    Args:
        table: the table so far, read from a picture.
        lines: the lines of the next page above any table there. They are taken from the top down
            to a height where one is no rest; one read over several columns is parted.
        widths: page number -> width in points, 0 where unknown.
    """
    left = list(lines)
    pages = {table.page, table.pages[-1], *(line.page for line in left)}
    known = all(widths.get(page, 0.0) > 0 for page in pages) and all(li.bbox for li in left)
    if table.method not in _READ or len(table.col_edges) < 2 or not known:
        return table, left
    places = column_places(table, widths)
    while left:
        level = _topmost(left)
        if _is_row(level, places, widths):
            longer = _with_row(table, level, places, widths)
            if longer is None:
                break
            table, left = longer, [line for line in left if line not in level]
            continue
        tried = ((li, _with_parts(table, li, places, widths[li.page])) for li in level)
        taken = next(((li, grown) for li, grown in tried if grown is not None), None)
        if taken is None:
            break
        left.remove(taken[0])
        table = taken[1]
    return table, left


def _topmost(lines: Sequence[Line]) -> list[Line]:
    """Return the lines at the height of the topmost one, from left to right."""
    boxed = [(line, line.bbox) for line in lines if line.bbox is not None]
    top = min((box for _, box in boxed), key=lambda box: box.y0)
    beside = [(box.x0, line) for line, box in boxed if top.y0 <= box.center[1] <= top.y1]
    return [line for _, line in sorted(beside, key=lambda pair: pair[0])]


def _is_row(
    level: Sequence[Line], places: Mapping[int, Place], widths: Mapping[int, float]
) -> bool:
    """Say whether lines side by side are a row of their own: one has a key in the first column."""
    return any(
        line.bbox is not None
        and is_row_key(line.text.strip())
        and line.bbox.center[0] / widths[line.page] <= places[0].border[1]
        for line in level
    )


def _with_parts(
    table: Table, line: Line, places: Mapping[int, Place], width: float
) -> Table | None:
    """Return the table with a line as a rest, or with each part that wide blanks leave of it."""
    grown = _with_rest(table, line, places, width)
    heights = [word.bbox.height for word in line.words if word.bbox is not None]
    if grown is not None or not heights:
        return grown
    parts = part_line(line, CHUNK_GAP * median(heights))
    grown = table if len(parts) > 1 else None
    for part in parts:
        grown = _with_rest(grown, part, places, width) if grown is not None else None
    return grown


def _with_rest(table: Table, line: Line, places: Mapping[int, Place], width: float) -> Table | None:
    """Return the table with a line as the rest of a cell of its last row; None if it is none."""
    if line.bbox is None or has_frame_text(line.text):
        return None
    row = [c for c in table.cells if c.row + c.rowspan == table.n_rows]
    beside = _is_beside(row, line)
    stretch = (line.bbox.x0 / width, line.bbox.x1 / width)
    is_open = table.method == "borderless"
    inner = _inner(places)
    col = column_at(inner, stretch, by_texts=is_open, by_borders=beside or not is_open)
    cells = [c for c in row if c.col == col]
    if len(cells) != 1 or cells[0].colspan != 1 or not cells[0].text.strip():
        return None
    cell = cells[0]
    sure = is_open and places[col].begins(stretch)
    if not beside and not _is_next(table, cell, line, sure=sure):
        return None
    joined = join_cells(cell, cell_of(line, cell.row, cell.col))
    return replace(
        table,
        cells=tuple(joined if c is cell else c for c in table.cells),
        pages=tuple(dict.fromkeys((*table.pages, line.page))),
        flags=tuple(dict.fromkeys((*table.flags, "stitched", "joined_row"))),
    )


def _with_row(
    table: Table, level: Sequence[Line], places: Mapping[int, Place], widths: Mapping[int, float]
) -> Table | None:
    """Return an open table with lines side by side as its next row; None if they are none.

    The first has the number after that of the last row, the others stand in columns of their own,
    as many as most rows fill.
    """
    rows = table.text_rows()
    first, *others = level
    cols = [
        column_at(_inner(places), (li.bbox.x0 / widths[li.page], li.bbox.x1 / widths[li.page]))
        for li in others
        if li.bbox is not None
    ]
    usual = median(sum(bool(text.strip()) for text in row) for row in rows)
    follows = _count(first.text) == _count(rows[-1][0]) + 1 > 1
    apart = len(set(cols)) == len(cols) and -1 not in cols
    if table.method != "borderless" or not (
        follows and apart and len(level) > _MOST_FILLED * usual
    ):
        return None
    cells = tuple(cell_of(li, table.n_rows, col) for li, col in zip(level, [0, *cols], strict=True))
    return replace(
        table,
        n_rows=table.n_rows + 1,
        cells=table.cells + cells,
        pages=tuple(dict.fromkeys((*table.pages, first.page))),
        flags=tuple(dict.fromkeys((*table.flags, "stitched"))),
    )


def _count(text: str) -> int:
    """Return the number of a row, -1 for what is none."""
    digits = text.strip().rstrip(".)")
    return int(digits) if digits.isdecimal() else -1


def _inner(places: Mapping[int, Place]) -> dict[int, Place]:
    """Return the columns but the first, in which no rest stands."""
    return {col: place for col, place in places.items() if col > 0}


def _is_next(table: Table, cell: Cell, line: Line, *, sure: bool) -> bool:
    """Say whether a line is the first on the page after the table, or follows one so taken.

    The first goes on in mid-sentence unless its place makes it ``sure``.
    """
    assert line.bbox is not None
    if table.pages[-1] == line.page - 1:
        return sure or goes_on(cell.text, line.text)
    page, box = cell.parts[-1]
    if page != line.page or box is None:
        return False
    height = line.bbox.height
    return 0 <= line.bbox.y0 - box.y1 + _OVERLAP * height <= (_CLOSE + _OVERLAP) * height


def _is_beside(row: Sequence[Cell], line: Line) -> bool:
    """Say whether a line stands beside one taken as the rest of another cell of the row."""
    assert line.bbox is not None
    y = line.bbox.center[1]
    return any(
        page == line.page and box is not None and box.y0 <= y <= box.y1
        for cell in row
        if cell.parts[0][0] < line.page
        for page, box in cell.parts[1:]
    )
