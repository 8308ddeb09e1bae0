"""A dataset in Python, and the run that makes one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path

import pandas as pd

from pipeline.dataset.export import export
from pipeline.dataset.files import FORMATS
from pipeline.dataset.store import open_store
from pipeline.dataset.typed import typed
from pipeline.report.compare import compare
from pipeline.running.batch import BatchOptions, run_batch
from pipeline.running.conventions import conventions_of
from pipeline.running.sources import gather

Source = str | PathLike[str]


@dataclass(frozen=True)
class Dataset:
    """A dataset on disk or in a database.

    Attributes:
        out: its folder.
        db: URL of the database it lies in; "" for ``out/dataset.sqlite``.

    The tables are read once, when first asked for.
    """

    out: Path
    db: str = ""

    @cached_property
    def items(self) -> pd.DataFrame:
        """One line per row of a plan: lists as lists, dates as datetimes (``docs/dataset.md``)."""
        return self._table("items")

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One line per document."""
        return self._table("documents")

    def _table(self, name: str) -> pd.DataFrame:
        with open_store(self.out, self.db) as store:
            return typed(store.frame(name))

    def export(self, formats: Iterable[str] = FORMATS) -> list[Path]:
        """Write the exports into ``out``; return the files.

        Raises:
            OutputError: a file cannot be written; all others are.
        """
        with open_store(self.out, self.db) as store:
            return export(store, self.out, list(formats))

    def compare(self, folder: Source | None = None, today: date | None = None) -> Path:
        """Write the report across schools; return its HTML file."""
        target = Path(folder) if folder else self.out / "compare"
        with open_store(self.out, self.db) as store:
            return compare(store, self.out, target, today=today)[0]


def open(out: Source, db: str = "") -> Dataset:
    """Open a dataset made before.

    Raises:
        DatasetMissingError: the folder holds none.
    """
    with open_store(Path(out), db):
        return Dataset(Path(out), db)


def run(
    paths: Source | Iterable[Source],
    out: Source = "outputs",
    *,
    jobs: int = 0,
    fresh: bool = False,
    roles: Source | None = None,
    week_one: str = "",
    db: str = "",
) -> Dataset:
    """Read files, folders and patterns into a dataset, as ``kehoach run`` does, without exports.

    Args:
        paths: one or several of them.
        out: the folder of the dataset.
        jobs: pages read at once; 0 for one per core.
        fresh: read everything again, also what was read before.
        roles: a file of spellings of roles.
        week_one: a day of the first school week ("05/09").
        db: URL of a database to keep the dataset in instead of ``out/dataset.sqlite``.

    Raises:
        NoInputError: nothing readable was found.
        OutputError: the folder or database cannot be written.
    """
    asked = [paths] if isinstance(paths, str | PathLike) else list(paths)
    folder = Path(out)
    options = BatchOptions(
        jobs=jobs,
        fresh=fresh,
        conventions=conventions_of(Path(roles) if roles else None, week_one),
        db=db,
    )
    run_batch(gather([fspath(path) for path in asked], folder).files, folder, options)
    return Dataset(folder, db)
