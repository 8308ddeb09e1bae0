"""Tables of born-digital PDF pages, from vector lines and the words of the text layer."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.formats.mupdf import PdfPage
from extractors.tables.digital_gutters import find_gutters, line_height
from extractors.tables.digital_lines import Rulings, rulings_of
from extractors.tables.digital_open import open_grid
from extractors.tables.digital_plumber import plumber_grids
from extractors.tables.digital_refine import refined
from extractors.tables.digital_regions import believable, open_regions, rule_regions
from extractors.tables.digital_text import Placed, fill_grid, place, text_rows
from extractors.tables.grid import Grid, build_grids
from extractors.types import BBox, Table, Word

__all__ = ["digital_tables"]

_TOLERANCE = 2.5
_MIN_WORDS = 2
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
    if not any(_holds_table(grid, placed) for grid in drawn):
        drawn += plumber_grids(page)
    tables: list[Table] = []
    for grid in drawn:
        if _holds_table(grid, placed):
            better = _opened(grid, rulings, placed) or refined(grid, placed)
            tables.append(fill_grid(better, placed, number, "vector", better.drawn))
    for box in rule_regions(rulings, placed, _boxes(tables)):
        tables += _guessed(box, rulings, placed, number, _RULED_ACROSS)
    for box in open_regions(_outside(placed, tables), rulings):
        tables += _guessed(box, rulings, placed, number, _NO_RULES)
    return sorted(tables, key=lambda t: t.bbox or (0.0, 0.0, 0.0, 0.0))


def _opened(grid: Grid, rulings: Rulings, words: Sequence[Placed]) -> Grid | None:
    """Return the grid by white space where a few drawn lines divide too little of the text."""
    inside = [w for w in words if grid.bbox.contains(*w.box.center)]
    rows = text_rows(inside)
    gutters = find_gutters(rows, line_height(rows))
    known = grid.col_edges[1:-1]
    if len(known) > 1 or len(gutters) < len(known) + 2 or len(grid.row_edges) > 3 + len(rows) // 2:
        return None
    found = open_grid(grid.bbox, rulings.horizontal, rulings.vertical, inside)
    return found if found is not None and believable(found, words) else None


def _guessed(
    box: BBox, rulings: Rulings, words: Sequence[Placed], number: int, confidence: float
) -> list[Table]:
    inside = [w for w in words if box.contains(*w.box.center)]
    grid = open_grid(box, rulings.horizontal, rulings.vertical, inside)
    if grid is None or not believable(grid, inside):
        return []
    return [fill_grid(grid, inside, number, "borderless", confidence)]


def _boxes(tables: Sequence[Table]) -> list[BBox]:
    return [t.bbox for t in tables if t.bbox is not None]


def _outside(words: Sequence[Placed], tables: Sequence[Table]) -> list[Placed]:
    boxes = _boxes(tables)
    return [w for w in words if not any(box.contains(*w.box.center) for box in boxes)]


def _holds_table(grid: Grid, words: Sequence[Placed]) -> bool:
    if len(grid.col_edges) < 3 or len(grid.row_edges) < 2:
        return False
    inside = [w.box.center for w in words if grid.bbox.contains(*w.box.center)]
    filled = {cell for cell in grid.cells if any(grid.box(cell).contains(x, y) for x, y in inside)}
    return len(filled) >= _MIN_WORDS and len({cell.col for cell in filled}) >= 2
