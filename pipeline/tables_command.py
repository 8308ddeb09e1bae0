"""``kehoach tables``: the tables of one file as JSON, as text, and drawn on the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractors.errors import DocumentError
from extractors.formats import open_document
from extractors.ocr.engines import OcrEngine, get_engine
from extractors.reading import read_page
from extractors.turned import displayed_page
from extractors.types import Page, Table
from pipeline.atomic import write_bytes
from pipeline.repairing import repair_pages
from pipeline.work import pin_threads

_DRAW_DPI = 150


def read_tables(file: Path, *, engine: str = "", repaired: bool = True) -> tuple[Page, ...]:
    """Return the pages of the file as read, cells repaired if wanted.

    Raises:
        DocumentError: the file, or one of its pages, cannot be read.
    """
    pin_threads()
    with open_document(file) as document:
        pages = tuple(
            read_page(document, number, engine=_engine(engine))
            for number in range(1, document.page_count + 1)
        )
    return repair_pages(pages) if repaired else pages


def _engine(name: str) -> OcrEngine | None:
    try:
        return get_engine(name or None)
    except DocumentError:
        if name:
            raise
        return None


def displayed_tables(pages: Sequence[Page]) -> list[Table]:
    """Return every table with its boxes on the page as displayed."""
    return [table for page in pages for table in displayed_page(page).tables]


def table_dict(table: Table) -> dict[str, Any]:
    """Return a table in the shape that ``--format json`` prints; boxes in points, top left."""
    return {
        "page": table.page,
        "bbox": _box(table.bbox),
        "method": table.method,
        "confidence": round(table.confidence, 3),
        "cells": [
            {
                "row": cell.row,
                "col": cell.col,
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "text": cell.text,
                "bbox": _box(cell.bbox),
                "conf": round(cell.conf, 3),
            }
            for cell in table.cells
        ],
    }


def _box(box: Sequence[float] | None) -> list[float] | None:
    return [round(v, 2) for v in box] if box else None


def table_text(table: Table) -> str:
    """Return a table as tab-separated rows under a line that says where it stands."""
    head = f"# trang {table.page}: {table.n_rows} hàng x {table.n_cols} cột ({table.method})"
    rows = ("\t".join(" ".join(text.split()) for text in row) for row in table.text_rows())
    return "\n".join([head, *rows])


def draw_pages(file: Path, pages: Sequence[Page], folder: Path) -> Iterator[Path]:
    """Write one PNG per page with rulings, cells, fields, joints and lines; yield the paths."""
    import cv2

    from extractors.drawing.marks import page_marks, ruling_marks
    from extractors.drawing.page import draw_page

    marks = page_marks(pages)
    with open_document(file) as document:
        for page in pages:
            try:
                image = document.render_page(page.number, _DRAW_DPI)
            except (DocumentError, NotImplementedError):
                continue
            rulings = ruling_marks(image, _DRAW_DPI, page) if page.tables else []
            drawn = draw_page(image, page, _DRAW_DPI, marks[page.number], rulings)
            _, data = cv2.imencode(".png", drawn)
            path = folder / f"{file.stem}-{page.number:03d}.png"
            write_bytes(path, data.tobytes())
            yield path
