"""What ``kehoach run`` does besides reading: exports that are due."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.dataset.store import Store

__all__ = ["EXPORTS", "write_exports"]

EXPORTS: Final = ("none", "changed", "all")
"""When ``kehoach run`` writes exports: never, if they no longer show the dataset, always."""


def write_exports(store: Store, out: Path, which: str) -> list[Path]:
    """Write the exports that are due; return the files written.

    Args:
        store: the dataset.
        out: where to.
        which: one of ``EXPORTS``.

    Raises:
        OutputError: a file cannot be written.
    """
    if which == "none":
        return []
    from pipeline.dataset.files import FORMATS, due
    from pipeline.running.code_version import export_version

    by = export_version()
    wanted = FORMATS if which == "all" else due(store, out, by)
    if not wanted:
        return []
    from pipeline.dataset.export import export  # pandas and pandera: seconds

    return export(store, out, wanted, by)
