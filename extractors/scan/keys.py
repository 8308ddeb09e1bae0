"""Grids of scans and of text layers, parted where ``extractors.tables.keys`` finds rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.ocr.engines import OcrWord
from extractors.scan.cells.read_cell import ReadCell
from extractors.scan.tables.ruled import GridCell, PixelGrid
from extractors.tables.keys import KeyedCell, PrintedLine, rows_by_keys, spans_by_keys

__all__ = ["parted_pixels"]


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


def _line_read(words: Sequence[OcrWord]) -> PrintedLine:
    tops, bottoms = [w.box.y0 for w in words], [w.box.y1 for w in words]
    return PrintedLine(" ".join(w.text for w in words), min(tops), max(bottoms))
