"""Tables of born-digital PDF pages, from vector lines and the words of the text layer."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.formats.mupdf import PdfPage
from extractors.tables.digital_lines import Rulings, rulings_of
from extractors.tables.digital_plumber import plumber_grids
from extractors.tables.digital_text import Placed, fill_grid, place
from extractors.tables.grid import Grid, build_grids
from extractors.types import Table, Word

__all__ = ["digital_tables"]

_TOLERANCE = 2.5
_MIN_WORDS = 2


def digital_tables(page: PdfPage, words: Sequence[Word], number: int) -> list[Table]:
    """Return the tables of a page from top to bottom.

    Args:
        page: a ``pymupdf.Page``, for its drawings.
        words: the words of its text layer, boxes in points of the page as displayed.
        number: 1-based page number, kept in the tables.
    """
    placed = place(words)
    rulings = rulings_of(page)
    grids = _ruled(rulings, placed)
    if not grids:
        grids = [grid for grid in plumber_grids(page) if _holds_table(grid, placed)]
    return [fill_grid(g, placed, number, "vector", g.drawn) for g in grids]


def _ruled(rulings: Rulings, words: Sequence[Placed]) -> list[Grid]:
    """Return the grids drawn with lines that hold text in two columns or more."""
    grids = build_grids(rulings.horizontal, rulings.vertical, tolerance=_TOLERANCE)
    return [grid for grid in grids if _holds_table(grid, words)]


def _holds_table(grid: Grid, words: Sequence[Placed]) -> bool:
    if len(grid.col_edges) < 3 or len(grid.row_edges) < 2:
        return False
    inside = [w.box.center for w in words if grid.bbox.contains(*w.box.center)]
    filled = {cell for cell in grid.cells if any(grid.box(cell).contains(x, y) for x, y in inside)}
    return len(filled) >= _MIN_WORDS and len({cell.col for cell in filled}) >= 2
