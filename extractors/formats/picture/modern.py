"""Pictures that Pillow reads with a plug-in only: HEIC of phones, JPEG XL."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from extractors.errors import MissingToolError
from extractors.formats.kinds import is_heif, is_jxl

__all__ = ["load_reader"]


def load_reader(source: Path | bytes, path: Path) -> None:
    """Load the plug-in that a picture needs, if it needs one.

    Args:
        source: the picture's file, or its bytes.
        path: the document to name in errors.

    Raises:
        MissingToolError: the extra is not installed.
        OSError: the file cannot be opened.
    """
    head = source[:16] if isinstance(source, bytes) else _head(source)
    try:
        if is_heif(head):
            import_module("pillow_heif").register_heif_opener()
        elif is_jxl(head):
            import_module("pillow_jxl")
    except ImportError as error:
        name = "heic" if is_heif(head) else "jxl"
        raise MissingToolError(path, f"pip install 'kehoach[{name}]'") from error


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(16)
