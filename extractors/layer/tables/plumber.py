"""A second opinion on drawn tables: pdfplumber's finder, where the own grid finder saw nothing.

pdfplumber joins short, touching and curved edges in another way (its lines-to-intersections-to-
cells chain follows Nurminen 2013). It is asked only for pages that draw enough lines for a table
and yet gave none.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from extractors.formats.pdf.mupdf import PdfPage
from extractors.layer.tables.settings import DRAWING
from extractors.tables.grid import Grid, GridCell, cluster
from extractors.types import BBox

__all__ = ["plumber_grids"]


def plumber_grids(page: PdfPage) -> list[Grid]:
    """Return the grids pdfplumber sees on a page, in points.

    Pages that are turned, that draw next to nothing, or whose document has no file give none.
    """
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException

    path = page.parent.name
    if not path or page.rotation or len(page.get_cdrawings()) < DRAWING.least_drawings:
        return []
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(path) as document:
            tables = document.pages[page.number].find_tables()
            grids = [_grid([BBox(*cell) for cell in table.cells]) for table in tables]
    except (PDFException, ValueError, KeyError, TypeError, IndexError):
        return []  # a file that one reader opens and the other does not is no table
    return [grid for grid in grids if grid is not None]


def _grid(boxes: Sequence[BBox]) -> Grid | None:
    """Return the grid whose cells are these boxes; None where they do not tile one."""
    xs = cluster(_ends((box.x0, box.x1) for box in boxes), DRAWING.plumber_joined)
    ys = cluster(_ends((box.y0, box.y1) for box in boxes), DRAWING.plumber_joined)
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for box in sorted(boxes, key=lambda b: (b.y0, b.x0)):
        col, end = _index(xs, box.x0), _index(xs, box.x1)
        row, bottom = _index(ys, box.y0), _index(ys, box.y1)
        places = {(r, c) for r in range(row, bottom) for c in range(col, end)}
        if places & taken:
            return None
        taken |= places
        if places:
            cells.append(GridCell(row, col, bottom - row, end - col))
    every = ((r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1))
    cells += [GridCell(r, c, 1, 1) for r, c in every if (r, c) not in taken]
    if len(cells) < 2:
        return None
    share = len(taken) / ((len(xs) - 1) * (len(ys) - 1))
    return Grid(tuple(ys), tuple(xs), tuple(sorted(cells)), share)


def _ends(pairs: Iterable[tuple[float, float]]) -> list[float]:
    return [value for pair in pairs for value in pair]


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))
