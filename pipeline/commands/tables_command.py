"""``kehoach tables``: the tables of one file as JSON, as text, and drawn on the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.errors import DocumentError
from extractors.formats import open_document
from extractors.ocr.choose import engine_if_any
from extractors.reading import read_page
from extractors.tables.trace import Trace
from extractors.turned import displayed_page
from extractors.types import Page, Table
from pipeline.dataset.atomic import write_bytes
from pipeline.rows.repairing import repair_pages
from pipeline.running.work import pin_threads

_DRAW_DPI = 150


def read_tables(file: Path, *, engine: str = "", repaired: bool = True) -> tuple[Page, ...]:
    """Return the pages of the file as read, cells repaired if wanted.

    Raises:
        DocumentError: the file, or one of its pages, cannot be read.
    """
    pin_threads()
    with open_document(file) as document:
        pages = tuple(
            read_page(document, number, engine=engine_if_any(engine))
            for number in range(1, document.page_count + 1)
        )
    return repair_pages(pages) if repaired else pages


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


def draw_pages(file: Path, pages: Sequence[Page], folder: Path, trace: Trace) -> Iterator[Path]:
    """Write what was found on each page, and what each finder saw; yield the paths.

    Args:
        file: the document.
        pages: its pages as read.
        folder: where to write: per page a PNG with rulings, cells, fields, joints and lines, and
            one with the answers of the finders; a text file with all answers.
        trace: the answers.
    """
    from extractors.drawing.finders import draw_answers
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
            yield _written(drawn, folder / f"{file.stem}-{page.number:03d}.png")
            answers = trace.pages.get(page.number, [])
            if answers:
                drawn = draw_answers(image, answers, page, _DRAW_DPI)
                yield _written(drawn, folder / f"{file.stem}-{page.number:03d}-finders.png")
    path = folder / f"{file.stem}-finders.txt"
    write_bytes(path, "".join(f"{line}\n" for line in trace.lines()).encode())
    yield path


def _written(picture: npt.NDArray[np.uint8], path: Path) -> Path:
    import cv2

    _, data = cv2.imencode(".png", picture)
    write_bytes(path, data.tobytes())
    return path
