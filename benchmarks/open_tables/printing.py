"""Sheets printed to PDF, one page each, with the place of their table."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pymupdf

from benchmarks._adjacency import FlatTable
from benchmarks.icdar2013 import Document
from benchmarks.open_tables.docx import write_docx
from benchmarks.open_tables.html import html_page
from benchmarks.open_tables.reportlab_sheets import write_pdf
from benchmarks.open_tables.sheets import Sheet, sheets

__all__ = ["printed"]

_LIMIT = 180  # seconds for a program


def printed(seed: int, count: int, folder: Path) -> list[Document]:
    """Print the sheets of a seed into the folder and return them with their truth.

    Raises:
        FileNotFoundError: chromium or soffice is not installed.
        ValueError: a sheet came out on more than one page, or its text cannot be found on it.
    """
    wanted = sheets(seed, count)
    office = [s for s in wanted if s.printer == "writer"]
    for sheet in wanted:
        if sheet.printer == "chromium":
            _browse(sheet, folder)
        elif sheet.printer == "reportlab":
            write_pdf(sheet, folder / f"{sheet.name}.pdf")
        else:
            write_docx(sheet, folder / f"{sheet.name}.docx")
    if office:
        _office([folder / f"{s.name}.docx" for s in office], folder)
    return [_document(sheet, folder / f"{sheet.name}.pdf") for sheet in wanted]


def _program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise FileNotFoundError(names[0])
    return found


def _browse(sheet: Sheet, folder: Path) -> None:
    page, target = folder / f"{sheet.name}.html", folder / f"{sheet.name}.pdf"
    page.write_text(html_page(sheet), encoding="utf-8")
    command = [_program("chromium", "chromium-browser", "google-chrome"), "--headless"]
    command += ["--disable-gpu", "--no-sandbox", "--no-pdf-header-footer"]
    command += [f"--print-to-pdf={target}", page.resolve().as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=_LIMIT)


def _office(paths: Sequence[Path], folder: Path) -> None:
    profile = (folder / "office-profile").resolve().as_uri()
    command = [_program("soffice", "libreoffice"), "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=_LIMIT)


def _document(sheet: Sheet, path: Path) -> Document:
    with pymupdf.open(path) as document:
        if len(document) != 1:
            raise ValueError(f"{sheet.name}: {len(document)} pages")
        if sheet.content is None:
            return Document(sheet.name, path, ((),))
        page = document[0]
        top = _place(page, sheet.caption).y1
        bottom = _place(page, sheet.below[0][:12]).y0
        inside = [w for w in page.get_text("words") if top < (w[1] + w[3]) / 2 < bottom]
        box = (
            min(w[0] for w in inside),
            min(w[1] for w in inside),
            max(w[2] for w in inside),
            max(w[3] for w in inside),
        )
    return Document(sheet.name, path, ((FlatTable(1, box, sheet.content.cells),),))


def _place(page: pymupdf.Page, text: str) -> pymupdf.Rect:
    found = page.search_for(text)
    if not found:
        raise ValueError(f"{text!r} is not on the page")
    return found[0]
