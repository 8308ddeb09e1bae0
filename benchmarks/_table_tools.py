"""Other table extractors behind one call, for benchmarks that run them beside ours."""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks._adjacency import FlatCell, FlatTable

__all__ = ["TOOLS", "Tool", "ours"]

Tool = Callable[[Path], list[FlatTable]]
_IMG2TABLE_DPI = 200


def ours(path: Path) -> list[FlatTable]:
    """Return what this project finds; pages are read as the pipeline reads them."""
    from extractors.formats.mupdf import mupdf
    from extractors.formats.pdf_layer import upright
    from extractors.tables.digital import digital_tables

    found: list[FlatTable] = []
    with mupdf.open(path) as document:
        for index in range(len(document)):
            page = document[index]
            page.remove_rotation()
            with upright(page) as (view, turn, words):
                tables = digital_tables(view, [w.word for w in words if w.turn == 0], index + 1)
                for table in tables:
                    cells = tuple(
                        FlatCell(c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells
                    )
                    box = tuple(table.bbox or (0, 0, 0, 0))
                    if turn:
                        box = _turned_back(box, turn, page.rect.width, page.rect.height)
                    found.append(FlatTable(index + 1, box, cells))
    return found


def _turned_back(box: tuple[float, ...], turn: int, width: float, height: float) -> Any:
    from extractors.formats.boxes import turn_back
    from extractors.types import BBox

    return tuple(turn_back(turn, width, height)(BBox(*box)))


def pdfplumber_tables(path: Path) -> list[FlatTable]:
    """Return what pdfplumber finds with its default settings."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [
            FlatTable(page.page_number, tuple(table.bbox), _cells(table.extract()))
            for page in document.pages
            for table in page.find_tables()
        ]


def pymupdf_tables(path: Path) -> list[FlatTable]:
    """Return what ``pymupdf.Page.find_tables`` finds with its default settings."""
    import pymupdf

    found: list[FlatTable] = []
    with pymupdf.open(path) as document, contextlib.redirect_stdout(io.StringIO()):
        for page in document:
            tables = page.find_tables().tables
            found += [
                FlatTable(page.number + 1, tuple(t.bbox), _cells(t.extract())) for t in tables
            ]
    return found


def _camelot(flavor: str) -> Tool:
    def run(path: Path) -> list[FlatTable]:
        import camelot
        import pymupdf

        logging.getLogger("camelot").setLevel(logging.ERROR)
        tables: list[Any] = []
        with pymupdf.open(path) as document:
            heights = [page.rect.height for page in document]
        for number in range(1, len(heights) + 1):
            with contextlib.suppress(Exception):  # some pages make a flavour fail
                tables += list(camelot.read_pdf(str(path), pages=str(number), flavor=flavor))
        found: list[FlatTable] = []
        for table in tables:
            height = heights[table.page - 1]
            x0, y0, x1, y1 = table._bbox
            box = (x0, height - max(y0, y1), x1, height - min(y0, y1))
            found.append(FlatTable(table.page, box, _cells(table.df.values.tolist())))
        return found

    return run


def img2table_tables(path: Path) -> list[FlatTable]:
    """Return what img2table finds, with and without lines, its text from the PDF's layer."""
    from img2table.document import PDF

    result = PDF(src=str(path)).extract_tables(borderless_tables=True, min_confidence=1)
    scale = 72 / _IMG2TABLE_DPI
    found: list[FlatTable] = []
    for page, tables in result.items():
        for table in tables:
            box = tuple(
                v * scale for v in (table.bbox.x1, table.bbox.y1, table.bbox.x2, table.bbox.y2)
            )
            found.append(FlatTable(page + 1, box, tuple(_spans(table.content))))  # type: ignore[arg-type]
    return found


def _cells(rows: Sequence[Sequence[str | None]]) -> tuple[FlatCell, ...]:
    return tuple(
        FlatCell(r, c, 1, 1, str(text))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    )


def _spans(content: dict[int, list[Any]]) -> Iterator[FlatCell]:
    """Turn cells that img2table repeats at every place they cover into spans."""
    places: dict[tuple[int, int, int, int], list[tuple[int, int, str]]] = {}
    for row, cells in enumerate(content.values()):
        for col, cell in enumerate(cells):
            key = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
            places.setdefault(key, []).append((row, col, cell.value or ""))
    for covered in places.values():
        rows, cols = [p[0] for p in covered], [p[1] for p in covered]
        yield FlatCell(
            min(rows),
            min(cols),
            max(rows) - min(rows) + 1,
            max(cols) - min(cols) + 1,
            covered[0][2],
        )


TOOLS: dict[str, Tool] = {
    "pdfplumber": pdfplumber_tables,
    "pymupdf": pymupdf_tables,
    "camelot lattice": _camelot("lattice"),
    "camelot stream": _camelot("stream"),
    "camelot hybrid": _camelot("hybrid"),
    "img2table": img2table_tables,
}
warnings.filterwarnings("ignore", module="camelot")
