"""Documents inside a PDF: a portfolio is read as the PDFs it holds, attachments are told of."""

from __future__ import annotations

from typing import Any

from extractors.formats.limits import Limits
from extractors.formats.pdf.mupdf import mupdf

__all__ = ["unfolded"]


def unfolded(pdf: Any, limits: Limits) -> tuple[Any, tuple[str, ...]]:
    """Return the PDF to read in place of ``pdf`` and the flags to set on its first page.

    The own page of a portfolio only asks for a newer viewer: what a person opens are the PDFs
    inside, one after the other. Other attachments stay unread and are flagged
    (``attachments_inside``); so is a portfolio, whose documents become one.
    """
    if not pdf.is_pdf or pdf.embfile_count() == 0:
        return pdf, ()
    flags = ("attachments_inside",)
    if pdf.xref_get_key(pdf.pdf_catalog(), "Collection")[0] == "null":
        return pdf, flags
    joined = mupdf.open()
    left = limits.max_unpacked_bytes
    for name in pdf.embfile_names():
        left -= int(pdf.embfile_info(name).get("length", 0))
        if left < 0:
            break
        _add(joined, bytes(pdf.embfile_get(name)), limits.max_pages)
    if joined.page_count == 0:
        joined.close()
        return pdf, flags
    pdf.close()
    return joined, flags


def _add(joined: Any, data: bytes, most: int) -> None:
    """Append the pages of an inner PDF; what is none, or cannot be opened, is passed over."""
    if b"%PDF-" not in data[:1024]:
        return
    try:
        with mupdf.open(stream=data, filetype="pdf") as inner:
            if not inner.needs_pass and joined.page_count + inner.page_count <= most:
                joined.insert_pdf(inner)
    except Exception:  # MuPDF raises several unrelated classes; the outer document is sound
        return
