"""Pictures of pages for the screen, drawn from the originals and kept under ``out/.cache``."""

from __future__ import annotations

import importlib
import json
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from extractors.errors import PageFailedError
from extractors.formats import open_document
from extractors.formats.source import Blocks
from extractors.types import Block, Line, Table
from pipeline.dataset.atomic import write_bytes

SCREEN_DPI: Final = 130  # twice what a page takes in half a window: sharp when zoomed to 200 %
_QUALITY: Final = 82  # JPEG; letters of 8 points stay clean, a page takes 150-400 KB
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Pictures:
    """Draws pages. MuPDF is not made for threads, so one page at a time.

    Attributes:
        folder: where drawn pages are kept.
    """

    folder: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def page(self, original: Path, document_id: str, number: int) -> bytes:
        """Return the page as displayed, as JPEG.

        Raises:
            PageFailedError: the document is of a kind without pictures, or has no such page.
            DocumentError: the original cannot be opened any more.
        """
        path = self.folder / f"{document_id}-{number}-{SCREEN_DPI}.{_VERSION}.jpg"
        if path.exists():
            return path.read_bytes()
        with self._lock:
            if path.exists():
                return path.read_bytes()
            data = _drawn(original, number)
            write_bytes(path, data)
            return data

    def blocks(self, original: Path, document_id: str, number: int) -> list[dict[str, Any]]:
        """Return the text and tables of a page that has no picture (Word, Excel, web).

        Raises:
            PageFailedError: the document has no such page, or a picture of it.
            DocumentError: the original cannot be opened any more.
        """
        path = self.folder / f"{document_id}-{number}.{_VERSION}.json"
        with self._lock:
            if not path.exists():
                shown = _blocks(original, number)
                write_bytes(path, json.dumps(shown, ensure_ascii=False).encode())
            found: list[dict[str, Any]] = json.loads(path.read_bytes())
            return found


def warm_up() -> None:
    """Load what draws pages (a second or two) before the first page is asked for."""
    importlib.import_module("cv2")
    importlib.import_module("extractors.formats.pdf.document")


def _drawn(original: Path, number: int) -> bytes:
    import cv2  # half a second, only when a page is first drawn

    with open_document(original) as document:
        picture = document.render_page(number, SCREEN_DPI)
    good, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not good:
        raise PageFailedError(original, f"trang {number}")
    return bytes(data.tobytes())


def _blocks(original: Path, number: int) -> list[dict[str, Any]]:
    with open_document(original) as document:
        source = document.source(number)
        if not isinstance(source, Blocks):
            raise PageFailedError(original, f"trang {number} có hình")
        return [_shown(block) for block in source.blocks]


def _shown(block: Block) -> dict[str, Any]:
    if isinstance(block, Line):
        return {"text": block.text, "bold": block.bold}
    return {"rows": _rows(block)}


def _rows(table: Table) -> list[list[dict[str, Any]]]:
    """Return the cells row by row as HTML wants them: each once, with its spans."""
    rows: list[list[dict[str, Any]]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append({"text": cell.text, "rowspan": cell.rowspan, "colspan": cell.colspan})
    return rows
