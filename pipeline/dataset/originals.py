"""Where the original of a row lies, and a link that opens it at the row's page."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def original_path(source: str, out: Path | None = None) -> Path | None:
    """Return the file a ``source`` names; None if it is not where it was.

    Args:
        source: as in the dataset, relative to the folder the run was started in.
        out: the output folder; the folder above it is tried too, for people who start elsewhere.
    """
    tried = [Path(source)]
    if out is not None:
        tried.append(out.resolve().parent / source)
    return next((path.resolve() for path in tried if path.is_file()), None)


def page_link(source: str, page: int, folder: Path, out: Path | None = None) -> str:
    """Return a link from a file in ``folder`` to the original, "" if it is not found.

    A PDF opens at the page where the reader understands ``#page=N`` (browsers do).
    """
    path = original_path(source, out)
    if path is None:
        return ""
    link = relative_link(path, folder)
    return f"{link}#page={page}" if path.suffix.lower() == ".pdf" else link


def relative_link(path: Path, folder: Path) -> str:
    """Return a relative URL from a folder to a file; an absolute one on another drive."""
    try:
        return quote(Path(os.path.relpath(path, folder.resolve())).as_posix())
    except ValueError:
        return path.resolve().as_uri()
