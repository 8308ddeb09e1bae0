"""The files a dataset is exported to, and which of them no longer show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.dataset.store import Store

__all__ = ["FILES", "FORMATS", "due"]

FORMATS: Final = ("csv", "xlsx", "parquet", "json")

FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "csv": ("items.csv", "documents.csv", "quality.csv"),
    "xlsx": ("items.xlsx",),
    "parquet": ("items.parquet", "documents.parquet"),
    "json": ("dataset.json",),
}
"""What each format writes."""


def due(store: Store, out: Path, by: str, formats: Sequence[str] = FORMATS) -> list[str]:
    """Return the formats with a file that is missing or does not show the dataset as it is.

    Args:
        store: the dataset.
        out: where the files lie.
        by: the state of the code that writes them; files of another state are due.
        formats: those to look at.
    """
    fresh = store.fresh_exports(by)
    return [
        name
        for name in formats
        if not all(file in fresh and (out / file).is_file() for file in FILES[name])
    ]
