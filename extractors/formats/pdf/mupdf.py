"""MuPDF behind one name: its binding is only partly typed, and it writes to stderr by default."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pymupdf

from extractors.errors import DocumentError, PageFailedError, TooLargeError

__all__ = ["PdfPage", "mupdf", "page_errors", "short"]

mupdf: Any = pymupdf
PdfPage: TypeAlias = Any
"""A ``pymupdf.Page``."""

mupdf.TOOLS.mupdf_display_errors(False)
mupdf.TOOLS.mupdf_display_warnings(False)


@contextmanager
def page_errors(path: Path, number: int) -> Iterator[None]:
    """Turn whatever is thrown while one page is worked on into one named error.

    Raises:
        TooLargeError: the page does not fit into memory.
        PageFailedError: anything else that is not yet a ``DocumentError``.
    """
    try:
        yield
    except DocumentError:
        raise
    except MemoryError as error:
        raise TooLargeError(path, f"trang {number}") from error
    except Exception as error:  # MuPDF raises several unrelated classes
        raise PageFailedError(path, f"trang {number}: {short(error)}") from error


def short(error: BaseException) -> str:
    """Return the first line of an error's text, cut to 120 characters."""
    return str(error).strip().split("\n")[0][:120]
