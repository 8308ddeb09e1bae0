"""Grids of scans and of text layers, parted where ``extractors.tables.key_rows`` finds rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.ocr import OcrWord
from extractors.read_cell import ReadCell
from extractors.tables.digital_text import Placed, text_rows
from extractors.tables.grid import Grid
from extractors.tables.grid import GridCell as Span
from extractors.tables.key_rows import KeyedCell, PrintedLine, rows_by_keys, spans_by_keys
from extractors.tables.ruled import GridCell, PixelGrid

__all__ = ["parted_grid", "parted_pixels"]


def parted_pixels(grid: PixelGrid, cells: Sequence[ReadCell], *, is_open: bool) -> PixelGrid | None:
    """Return the grid of a scan with rows parted by their keys; None where there are none.

    Args:
        grid: the table in pixels.
        cells: what was read in its cells.
        is_open: whether its cells are parted by white space and not by lines.
    """
    keyed = [
        KeyedCell(c.row, c.col, c.rowspan, c.colspan, tuple(map(_line_read, read.lines)))
        for read in cells
        for c in (read.cell,)
    ]
    found = rows_by_keys(keyed, grid.rows)
    if found is None and is_open:
        found = spans_by_keys(keyed, grid.rows)
    if found is None:
        return None
    rows = tuple(round(y) for y in found.row_edges)
    parts = tuple(
        GridCell(r, c, rs, cs, (grid.cols[c], rows[r], grid.cols[c + cs], rows[r + rs]))
        for r, c, rs, cs in found.cells
    )
    return replace(grid, rows=rows, cells=parts)


def parted_grid(grid: Grid, words: Sequence[Placed]) -> Grid:
    """Return the grid of a text layer with rows parted by their keys; itself where there are none.

    Args:
        grid: the table in points.
        words: the words of the page.
    """
    keyed = []
    for cell in grid.cells:
        box = grid.box(cell)
        rows = text_rows(w for w in words if box.contains(*w.box.center))
        lines = tuple(PrintedLine(row.text, row.box.y0, row.box.y1) for row in rows)
        keyed.append(KeyedCell(*cell, lines))
    found = rows_by_keys(keyed, grid.row_edges)
    if found is None:
        return grid
    return replace(grid, row_edges=found.row_edges, cells=tuple(Span(*c) for c in found.cells))


def _line_read(words: Sequence[OcrWord]) -> PrintedLine:
    tops, bottoms = [w.box.y0 for w in words], [w.box.y1 for w in words]
    return PrintedLine(" ".join(w.text for w in words), min(tops), max(bottoms))
