"""``kehoach run``: read, write the exports that are due, tell people or programs of it."""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from pipeline.commands.stopping import stopping
from pipeline.dataset.store import Store, open_store
from pipeline.errors import StoppedRunError, UsageError
from pipeline.running.batch import BatchOptions, Progress, Silent, run_batch
from pipeline.running.plan.checkpoints import EXISTING, MISSING, Checkpoints
from pipeline.running.sources import Gathered
from pipeline.telling.bars import RunDisplay
from pipeline.telling.journal import Journal
from pipeline.telling.lines import EventLines
from pipeline.telling.run_report import write_run_report

__all__ = ["EXPORTS", "Telling", "checkpoints_of", "run_and_tell", "write_exports"]

Telling: TypeAlias = Literal["people", "quiet", "json"]
"""Whom a run tells of itself: people (bars and tables), nobody, a program (JSON lines)."""

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


def checkpoints_of(existing: str, missing: str, max_failures: float) -> Checkpoints:
    """Return when the run goes on and when it stops, as the command line says.

    Raises:
        UsageError: a word that is none, or a share that is none.
    """
    kept = next((word for word in EXISTING if word == existing), None)
    lost = next((word for word in MISSING if word == missing), None)
    if kept is None or lost is None:
        raise UsageError(f"--existing: {', '.join(EXISTING)}; --missing: {', '.join(MISSING)}")
    if not 0 <= max_failures <= 1:
        raise UsageError("--max-failures: một số từ 0 đến 1, như 0.1")
    return Checkpoints(kept, lost, max_failures)


def run_and_tell(
    gathered: Gathered, out: Path, options: BatchOptions, exports: str, telling: Telling
) -> bool:
    """Read the files, export, report; say whether every file was read whole.

    Raises:
        OutputError: the folder, the dataset or a file cannot be written.
        StoppedRunError: somebody stopped it.
    """
    with _shown(telling, len(gathered.files)) as shown, stopping() as stop:
        journal = _Loading(shown, loads=exports != "none")
        outcomes = run_batch(gathered.files, out, options, journal, stop)
    if stop.is_set():
        raise StoppedRunError(len(outcomes), len(gathered.files))
    with open_store(out, options.db) as store:
        begun = time.perf_counter()
        written = write_exports(store, out, exports)
        journal.spent("exporting", time.perf_counter() - begun)
        paths: list[Path | str] = [store.place, *written, write_run_report(journal, store, out)]
        if isinstance(shown, EventLines):
            shown.ended(outcomes, paths)
        if telling == "people":
            from pipeline.console import print_summary

            print_summary(outcomes, store, paths, gathered.left_out)
    return not any(outcome.state in ("failed", "partial") for outcome in outcomes)


@dataclass(slots=True)
class _Loading(Journal):
    """A journal that loads what writes exports (pandas: seconds) while the workers read."""

    loads: bool = False

    def pages_found(self, count: int) -> None:
        """Begin to load, once there is something to read, and hand on."""
        if self.loads and count:
            name = "pipeline.dataset.export"
            threading.Thread(target=importlib.import_module, args=(name,), daemon=True).start()
        Journal.pages_found(self, count)


@contextmanager
def _shown(telling: Telling, files: int) -> Iterator[Progress]:
    if telling == "people":
        with RunDisplay(files) as display:
            yield display
    else:
        yield EventLines(sys.stdout, files) if telling == "json" else Silent()
