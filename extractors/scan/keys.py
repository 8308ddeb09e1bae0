"""Grids of scans, parted where ``extractors.tables.keys`` finds rows."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.ocr.engines import OcrWord
from extractors.scan.cells.read_cell import ReadCell
from extractors.tables.grid import Grid
from extractors.tables.keys import PrintedLine, rows_by_keys, spans_by_keys

__all__ = ["parted_pixels"]


def parted_pixels(grid: Grid, cells: Sequence[ReadCell], *, is_open: bool) -> Grid | None:
    """Return the grid of a scan with rows parted by their keys; None where there are none.

    Args:
        grid: the table in pixels.
        cells: what was read in its cells.
        is_open: whether its cells are parted by white space and not by lines.
    """
    lines = {read.cell: [_line_read(words) for words in read.lines] for read in cells}
    found = rows_by_keys(grid, lines)
    if found is None and is_open:
        found = spans_by_keys(grid, lines)
    return found and found.rounded()


def _line_read(words: Sequence[OcrWord]) -> PrintedLine:
    tops, bottoms = [w.box.y0 for w in words], [w.box.y1 for w in words]
    return PrintedLine(" ".join(w.text for w in words), min(tops), max(bottoms))
