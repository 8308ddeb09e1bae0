"""Tables of born-digital PDF pages, from vector lines and the words of the text layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.formats.pdf.mupdf import PdfPage
from extractors.layer.tables.charts import has_traces, idle_lines, is_chart
from extractors.layer.tables.data_grid import open_grid
from extractors.layer.tables.data_regions import believable, open_regions, rule_regions
from extractors.layer.tables.keys import parted_grid
from extractors.layer.tables.plumber import plumber_grids
from extractors.layer.tables.refine import refined
from extractors.layer.tables.rulings import Rulings, rulings_of
from extractors.layer.tables.wrapped import is_coarse, wrapped_tables
from extractors.tables.fields.header_rows import count_header_rows
from extractors.tables.filled import fill_grid
from extractors.tables.grid import Grid, Segment, build_grids
from extractors.tables.gutters import columns_filled, find_gutters, line_height
from extractors.tables.words import Placed, in_any, place, text_rows, within
from extractors.types import BBox, Table, Word

__all__ = ["digital_tables"]

_TOLERANCE = 2.5
_MIN_WORDS = 2
_LEAST_LINES, _MOST_LINES = 3, 2000
_LEAST_FILLS, _CLOSED = 4, 0.9
_TOP = 0.2
_RULED_ACROSS, _NO_RULES = 0.8, 0.6


def digital_tables(page: PdfPage, words: Sequence[Word], number: int) -> list[Table]:
    """Return the tables of a page from top to bottom.

    Args:
        page: a ``pymupdf.Page``, for its drawings.
        words: the words of its text layer, boxes in points of the page as displayed.
        number: 1-based page number, kept in the tables.
    """
    placed = place(words)
    rulings = rulings_of(page)
    drawn = build_grids(rulings.horizontal, rulings.vertical, tolerance=_TOLERANCE)
    rests = [grid for grid in drawn if _holds_rest(grid, placed, _TOP * page.rect.height)]
    plain = not rests and _is_worth_asking(rulings)
    if plain and not any(_holds_table(grid, placed) for grid in drawn):
        drawn += plumber_grids(page)
    drawn += _of_backgrounds(rulings, drawn)
    grids = [grid for grid in drawn if _holds_table(grid, placed) or grid in rests]
    whole = [grid.bbox for grid in grids if not is_coarse(grid)]
    frames = [grid.bbox for grid in drawn if is_coarse(grid)]
    wrapped = wrapped_tables(rulings, placed, whole, frames, number)
    grids = [grid for grid in grids if not _replaced(grid, wrapped, placed)]
    charts = [grid.bbox for grid in grids if _is_drawing(grid, rulings, placed)]
    tables = [t for t in wrapped if not any(_touch(t.bbox, grid.bbox) for grid in grids)]
    for grid in grids:
        if grid.bbox not in charts:
            better = _opened(grid, rulings, placed) or refined(grid, placed)
            better = parted_grid(better, placed)
            tables.append(fill_grid(better, placed, number, "vector"))
    for box in rule_regions(rulings, placed, _boxes(tables) + charts):
        tables += _guessed(box, rulings, placed, number, _RULED_ACROSS)
    free = _outside(placed, _boxes(tables) + charts)
    for box in open_regions(free):
        tables += _guessed(box, rulings, free, number, _NO_RULES)
    return sorted(tables, key=lambda t: t.bbox or (0.0, 0.0, 0.0, 0.0))


def _replaced(grid: Grid, tables: Sequence[Table], words: Sequence[Placed]) -> bool:
    """Say whether a table read by white space parts what the drawn lines leave together.

    One that knows fewer columns than are drawn and hold text only parts the lines of a cell; so
    does one whose rows, those too many, have nothing in their first two columns.
    """
    walls = grid.col_edges[1:-1]
    filled = columns_filled((w for w in words if in_any(w, [grid.bbox])), walls)
    return is_coarse(grid) and any(
        _touch(t.bbox, grid.bbox)
        and t.n_cols >= len(filled)
        and (_begun(t) >= len(grid.row_edges) or t.n_cols >= len(grid.col_edges))
        for t in tables
    )


def _begun(table: Table) -> int:
    """Return how many rows are titles or have a text in one of the first two columns.

    The first row under the titles may be the rest of one on the page before.
    """
    header = count_header_rows(table)
    body = [any(text.strip() for text in row[:2]) for row in table.text_rows()[header:]]
    is_rest = len(body) > 1 and not body[0]
    return header + sum(body) + is_rest


def _touch(box: BBox | None, other: BBox) -> bool:
    return (
        box is not None
        and min(box.x1, other.x1) > max(box.x0, other.x0)
        and min(box.y1, other.y1) > max(box.y0, other.y0) + 2
    )


def _of_backgrounds(rulings: Rulings, drawn: Sequence[Grid]) -> list[Grid]:
    """Return the grids that coloured cells make by touching one another, without lines."""
    boxes = [grid.bbox for grid in drawn]
    fills = [f for f in rulings.fills if not any(box.contains(*f.center) for box in boxes)]
    if not _LEAST_FILLS <= len(fills) <= _MOST_LINES:
        return []
    across = [Segment(y, f.x0, f.x1) for f in fills for y in (f.y0, f.y1)]
    down = [Segment(x, f.y0, f.y1) for f in fills for x in (f.x0, f.x1)]
    grids = build_grids(across, down, tolerance=_TOLERANCE)
    return [grid for grid in grids if len(grid.cells) >= _LEAST_FILLS and grid.evidence >= _CLOSED]


def _is_drawing(grid: Grid, rulings: Rulings, words: Sequence[Placed]) -> bool:
    """Say whether a grid of lines is a chart, its legend, or a frame around charts."""
    if is_chart(grid.bbox, rulings, words):
        return True
    inside = [w.box.center for w in within(grid.bbox, words)]
    filled = [c for c in grid.cells if any(grid.box(c).contains(x, y) for x, y in inside)]
    n_rows = len(grid.row_edges) - 1
    used = {row for c in filled for row in range(c.row, c.row + c.rowspan)}
    if n_rows >= 4 and len(used) <= 0.4 * n_rows and len(used) <= 2:
        return True
    mostly = n_rows >= 2 and 2 * len(filled) >= len(grid.cells)
    return not mostly and has_traces(grid.bbox, rulings)


def _is_worth_asking(rulings: Rulings) -> bool:
    """Say whether a second reader, which takes seconds on a chart, may see a drawn table."""
    lines = (len(rulings.horizontal), len(rulings.vertical))
    plain = not rulings.slanted and not rulings.traces
    return plain and min(lines) >= _LEAST_LINES and max(lines) <= _MOST_LINES


def _opened(grid: Grid, rulings: Rulings, words: Sequence[Placed]) -> Grid | None:
    """Return the grid by white space where a few drawn lines divide too little of the text."""
    box = _with_open_ends(grid.bbox, rulings)
    inside = within(box, words)
    rows = text_rows(inside)
    gutters = find_gutters(rows, line_height(rows))
    known = grid.col_edges[1:-1]
    if len(known) > 1 or len(gutters) < len(known) + 2 or len(grid.row_edges) > 3 + len(rows) // 2:
        return None
    found = open_grid(box, rulings.horizontal, rulings.vertical, inside)
    return found if found is not None and believable(found, words) else None


def _with_open_ends(box: BBox, rulings: Rulings) -> BBox:
    """Return the box with what its inner vertical lines reach beyond the last rule."""
    inner = [
        s
        for s in rulings.vertical
        if box.x0 + _TOLERANCE < s.at < box.x1 - _TOLERANCE
        and s.start <= box.y1 + 2 * _TOLERANCE
        and s.end >= box.y0 - 2 * _TOLERANCE
    ]
    top = min((s.start for s in inner), default=box.y0)
    bottom = max((s.end for s in inner), default=box.y1)
    return BBox(box.x0, min(box.y0, top), box.x1, max(box.y1, bottom))


def _guessed(
    box: BBox, rulings: Rulings, words: Sequence[Placed], number: int, confidence: float
) -> list[Table]:
    inside = within(box, words)
    grid = open_grid(box, rulings.horizontal, rulings.vertical, inside)
    if grid is None or not believable(grid, inside) or is_chart(box, rulings, inside):
        return []
    if has_traces(box, rulings) or idle_lines(box, grid.col_edges, rulings):
        return []
    return [fill_grid(replace(grid, evidence=confidence), inside, number, "borderless")]


def _boxes(tables: Sequence[Table]) -> list[BBox]:
    return [t.bbox for t in tables if t.bbox is not None]


def _outside(words: Sequence[Placed], boxes: Sequence[BBox]) -> list[Placed]:
    return [w for w in words if not in_any(w, boxes)]


def _holds_rest(grid: Grid, words: Sequence[Placed], top: float) -> bool:
    """Say whether this is the rest of a row that the page before cut: one cell has text left.

    Such a row stands alone above ``top`` (points) and all its walls are drawn.
    """
    if len(grid.col_edges) < 4 or len(grid.row_edges) != 2 or grid.evidence < _CLOSED:
        return False
    return grid.bbox.y0 <= top and bool(within(grid.bbox, words))


def _holds_table(grid: Grid, words: Sequence[Placed]) -> bool:
    if len(grid.col_edges) < 3 or len(grid.row_edges) < 2:
        return False
    inside = [w.box.center for w in within(grid.bbox, words)]
    filled = {cell for cell in grid.cells if any(grid.box(cell).contains(x, y) for x, y in inside)}
    return len(filled) >= _MIN_WORDS and len({cell.col for cell in filled}) >= 2
