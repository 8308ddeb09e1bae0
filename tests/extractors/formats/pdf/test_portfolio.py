"""PDFs that hold other files."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from extractors.formats import open_document
from extractors.reading import read_page


def _pdf(*texts: str) -> bytes:
    with pymupdf.open() as pdf:
        for text in texts:
            pdf.new_page().insert_text((72, 72), text)
        return bytes(pdf.tobytes())


def _holder(path: Path, *, portfolio: bool) -> None:
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((72, 72), "The plan of the school is in the file")
        pdf.embfile_add("plan", _pdf("The first page of the plan", "The second of it"), "plan.pdf")
        pdf.embfile_add("note", b"not a PDF", "note.txt")
        if portfolio:
            pdf.xref_set_key(pdf.pdf_catalog(), "Collection", "<</Type/Collection>>")
        pdf.save(path)


def test_portfolio_is_read_as_the_documents_inside(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.pdf"
    _holder(path, portfolio=True)
    with open_document(path) as document:
        assert document.page_count == 2
        pages = [read_page(document, number, engine=None) for number in (1, 2)]
    assert pages[0].lines[0].text == "The first page of the plan"
    assert ["attachments_inside" in page.flags for page in pages] == [True, False]


def test_attachment_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    _holder(path, portfolio=False)
    with open_document(path) as document:
        assert document.page_count == 1
        page = read_page(document, 1, engine=None)
    assert page.lines[0].text.startswith("The plan")
    assert "attachments_inside" in page.flags
