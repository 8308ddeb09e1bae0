"""MuPDF behind one name: its binding is only partly typed, and it writes to stderr by default."""

from __future__ import annotations

from typing import Any, TypeAlias

import pymupdf

__all__ = ["PdfPage", "mupdf"]

mupdf: Any = pymupdf
PdfPage: TypeAlias = Any
"""A ``pymupdf.Page``."""

mupdf.TOOLS.mupdf_display_errors(False)
mupdf.TOOLS.mupdf_display_warnings(False)
