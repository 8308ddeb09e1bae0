"""Other table extractors behind one call, for benchmarks that run them beside ours."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks._adjacency import FlatCell, FlatTable

__all__ = ["TOOLS", "Outcome", "Tool", "ours", "outcomes"]

Tool = Callable[[Path], list[FlatTable]]
_IMG2TABLE_DPI = 200
_SAME_EDGE = 1.0  # points
_FLAVORS = ("lattice", "stream", "network", "hybrid", "auto")


class Outcome(NamedTuple):
    """What a tool gave for one document: tables, or why there are none; wall seconds."""

    tables: list[FlatTable]
    failure: str
    seconds: float


def outcomes(tool: Tool, paths: Sequence[Path], limit: float) -> Iterator[Outcome]:
    """Yield a tool's outcome for each document, in a process of its own.

    Args:
        tool: an extractor; it must be importable by name.
        paths: the documents.
        limit: seconds a document may take; then the process is ended and the next one begun.
    """
    pool: ProcessPoolExecutor | None = None
    for path in paths:
        pool = pool or ProcessPoolExecutor(1, mp_context=get_context("fork"))
        pool.submit(_warm, tool).result()
        start = time.perf_counter()
        tables: list[FlatTable] = []
        failure = ""
        try:
            tables = pool.submit(tool, path).result(timeout=limit)
        except Exception as error:  # whatever goes wrong in another tool is its failure
            failure = type(error).__name__
            if isinstance(error, (TimeoutError, BrokenProcessPool)):
                _end(pool)
                pool = None
        yield Outcome(tables, failure, time.perf_counter() - start)
    if pool is not None:
        pool.shutdown()


def _warm(tool: Tool) -> None:
    """Start the process and import the tool's module, which is no part of its time."""


def _end(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)


def ours(path: Path) -> list[FlatTable]:
    """Return what this project finds; pages are read as the pipeline reads them."""
    from extractors.formats.pdf.mupdf import mupdf
    from extractors.layer.page import upright
    from extractors.layer.tables.finder import digital_tables
    from extractors.turned import to_displayed
    from extractors.types import BBox, Page

    found: list[FlatTable] = []
    with mupdf.open(path) as document:
        for number, page in enumerate(document, 1):
            page.remove_rotation()
            with upright(page) as (view, turn, words):
                size = (float(view.rect.width), float(view.rect.height))
                shown = Page(number, *size, "text", (), rotation=turn)
                tables = digital_tables(view, [w.word for w in words if w.turn == 0], number)
            for table in tables:
                cells = tuple(
                    FlatCell(c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells
                )
                box = to_displayed(table.bbox or BBox(0, 0, 0, 0), shown)
                found.append(FlatTable(number, box, cells))
    return found


def pdfplumber_tables(path: Path) -> list[FlatTable]:
    """Return what pdfplumber finds with its default settings."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [
            FlatTable(page.page_number, tuple(table.bbox), _boxed(table))
            for page in document.pages
            for table in page.find_tables()
        ]


def pymupdf_tables(path: Path) -> list[FlatTable]:
    """Return what ``pymupdf.Page.find_tables`` finds with its default settings."""
    import pymupdf

    with pymupdf.open(path) as document, contextlib.redirect_stdout(io.StringIO()):
        return [
            FlatTable(page.number + 1, tuple(table.bbox), _boxed(table))
            for page in document
            for table in page.find_tables().tables
        ]


def _boxed(table: Any) -> tuple[FlatCell, ...]:
    """Return cells with the spans that their boxes tell; ``extract`` itself gives none."""
    from extractors.tables.grid import cluster

    filled = [
        (box, text)
        for row, texts in zip(table.rows, table.extract(), strict=True)
        for box, text in zip(row.cells, texts, strict=True)
        if box is not None
    ]
    xs = cluster([x for box, _ in filled for x in (box[0], box[2])], _SAME_EDGE)
    ys = cluster([y for box, _ in filled for y in (box[1], box[3])], _SAME_EDGE)

    def at(edges: Sequence[float], value: float) -> int:
        return min(range(len(edges)), key=lambda i: abs(edges[i] - value))

    cells: list[FlatCell] = []
    for (x0, y0, x1, y1), text in filled:
        row, col = at(ys, y0), at(xs, x0)
        spans = max(at(ys, y1) - row, 1), max(at(xs, x1) - col, 1)
        cells.append(FlatCell(row, col, *spans, text or ""))
    return tuple(cells)


def camelot_tables(path: Path, flavor: str) -> list[FlatTable]:
    """Return what camelot finds in one of its flavours, with its default settings.

    Pages are asked one by one, since a page that makes a flavour fail would cost the document.
    """
    import camelot
    import pymupdf

    logging.getLogger("camelot").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")  # "auto" tells its choice for each page
    with pymupdf.open(path) as document:
        heights = [page.rect.height for page in document]
    found: list[FlatTable] = []
    for number, height in enumerate(heights, 1):
        with contextlib.suppress(Exception):
            for table in camelot.read_pdf(str(path), pages=str(number), flavor=flavor):
                x0, y0, x1, y1 = table._bbox
                box = (x0, height - max(y0, y1), x1, height - min(y0, y1))
                found.append(FlatTable(number, box, tuple(_unwalled(table.cells))))
    return found


def _unwalled(rows: Sequence[Sequence[Any]]) -> Iterator[FlatCell]:
    """Join the slots between which camelot saw no wall; its data frame repeats no span."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        for c in range(len(row)):
            if (r, c) in taken:
                continue
            width, height = 1, 1
            while c + width < len(row) and not (row[c + width - 1].right or row[c + width].left):
                width += 1
            while r + height < len(rows) and not any(
                rows[r + height - 1][k].bottom or rows[r + height][k].top
                for k in range(c, c + width)
            ):
                height += 1
            covered = [(y, x) for y in range(r, r + height) for x in range(c, c + width)]
            taken |= set(covered)
            texts = [rows[y][x].text for y, x in covered]
            yield FlatCell(r, c, height, width, "\n".join(t for t in texts if t.strip()))


def img2table_tables(path: Path, language: str = "") -> list[FlatTable]:
    """Return what img2table finds, with and without lines.

    Its text comes from the PDF's layer, or from tesseract in ``language`` where one is given.
    """
    from img2table.document import PDF
    from img2table.ocr import TesseractOCR

    with _silent():
        engine = TesseractOCR(n_threads=1, lang=language) if language else None
    result = PDF(src=str(path)).extract_tables(ocr=engine, borderless_tables=True, min_confidence=1)
    scale = 72 / _IMG2TABLE_DPI
    found: list[FlatTable] = []
    for page, tables in result.items():
        for table in tables:
            b = table.bbox
            box = (b.x1 * scale, b.y1 * scale, b.x2 * scale, b.y2 * scale)
            found.append(FlatTable(page + 1, box, tuple(_spans(table.content))))
    return found


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep what programs started here print off the screen (img2table asks for versions)."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)


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
    **{f"camelot {flavor}": partial(camelot_tables, flavor=flavor) for flavor in _FLAVORS},
    "img2table": img2table_tables,
}
