"""MuPDF behind one name: its binding is only partly typed, and it writes to stderr by default."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final, TypeAlias

from extractors.errors import DocumentError, OutOfMemoryError, PageFailedError, damage

__all__ = ["PdfPage", "mupdf", "page_errors", "short", "told_damage"]

_NOT_OURS: Final = ("pymupdf.layout", "pymupdf4llm")
"""What PyMuPDF 2 loads by itself where it can: a network with its runtime, 90 MB and a second in
every process, for functions nobody here calls."""


def _bare_pymupdf() -> ModuleType:
    """Import PyMuPDF without what it would load beside it; that can still be imported later."""
    waiting = [name for name in _NOT_OURS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(waiting))  # type: ignore[arg-type]  # None: "there is none"
    try:
        import pymupdf
    finally:
        for name in waiting:
            del sys.modules[name]
    return pymupdf


mupdf: Any = _bare_pymupdf()
PdfPage: TypeAlias = Any
"""A ``pymupdf.Page``."""

_DAMAGE = re.compile(
    r"zlib error|read error|premature end|syntax error in content|cannot load object|a85d|"
    r"malloc|jbig2|jpx|faxd|lzw|unexpected end|object out of range"
)
"""What MuPDF says of streams that are not what was written; fonts with faults of their own are
common and harm nothing."""

mupdf.TOOLS.mupdf_display_errors(False)
mupdf.TOOLS.mupdf_display_warnings(False)


@contextmanager
def page_errors(path: Path, number: int) -> Iterator[None]:
    """Turn whatever is thrown while one page is worked on into one named error.

    Raises:
        OutOfMemoryError: the page does not fit into memory.
        PageFailedError: anything else that is not yet a ``DocumentError``.
    """
    try:
        yield
    except DocumentError:
        raise
    except Exception as error:  # MuPDF raises several unrelated classes
        if isinstance(named := damage(path, error), OutOfMemoryError):
            raise named from error
        raise PageFailedError(path, f"trang {number}: {short(error)}") from error


def told_damage() -> bool:
    """Say whether MuPDF met damage since this was asked last; it goes on without a word."""
    return bool(_DAMAGE.search(str(mupdf.TOOLS.mupdf_warnings())))


def short(error: BaseException) -> str:
    """Return the first line of an error's text, cut to 120 characters."""
    return str(error).strip().split("\n")[0][:120]
