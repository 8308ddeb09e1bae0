"""The terms of a run: its settings, what becomes of a file, whom it tells."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from extractors.formats import Limits
from pipeline.model import Document
from pipeline.running.code_version import program_version
from pipeline.running.conventions import DEFAULT, Conventions
from pipeline.running.plan.checkpoints import Checkpoints
from pipeline.version import VERSION

__all__ = ["DOCUMENT_SECONDS", "BatchOptions", "Outcome", "Progress", "Silent"]

DOCUMENT_SECONDS: Final = 14_400.0
"""Seconds of work for one document: the most pages there may be, at seven seconds each."""

_CLUSTER_DOCUMENTS: Final = 64
"""Documents under way on a cluster: a thread each, which only waits."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """Settings of a run.

    Timeouts are seconds, of work on a page and on all pages of a document; ``engine`` "" takes the
    best one installed; ``db`` is the URL of the database that holds the dataset, "" for
    ``dataset.sqlite`` in the output folder; ``retry`` tries again what could not be read, though
    neither file nor program has changed; ``dask`` is the address of a Dask scheduler whose workers
    read ("local" for one made here), "" for processes; names of files are told from the folder
    ``base``, None for the working folder.
    """

    jobs: int = 0
    fresh: bool = False
    retry: bool = False
    engine: str = ""
    force_ocr: bool = False
    page_timeout: float = 300.0
    document_timeout: float = DOCUMENT_SECONDS
    conventions: Conventions = DEFAULT
    limits: Limits = field(default_factory=Limits)
    db: str = field(default="", repr=False)  # may hold a password
    dask: str = ""
    base: Path | None = None
    checkpoints: Checkpoints = field(default_factory=Checkpoints)

    @property
    def workers(self) -> int:
        """Number of worker processes: as asked, or one per core."""
        return self.jobs if self.jobs > 0 else max(1, os.cpu_count() or 1)

    @property
    def documents_at_once(self) -> int:
        """Number of documents whose pages are given out at the same time.

        A cluster may have many more workers than this machine has cores.
        """
        return max(self.workers, _CLUSTER_DOCUMENTS) if self.dask else self.workers

    def made_by(self) -> str:
        """Return what decides the rows: the state of the program, and what the user set."""
        read_how = f"{self.engine or 'auto'}|{self.force_ocr}"
        return f"{VERSION}/{program_version()}/{read_how}{self.conventions.key()}"

    def failed_by(self) -> str:
        """Return what decides that a document cannot be read: a longer time may read it."""
        told = f"{self.made_by()}|{self.page_timeout:g}|{self.document_timeout:g}|{self.limits}"
        return "failed " + hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ok, partial, failed, duplicate, or kept (done before).

    ``earlier`` says that this run did nothing for it: so it was when the run began. Seconds are
    those of ``DocumentResult``.
    """

    source: str
    state: str
    document: Document
    items: int = 0
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    earlier: bool = False
    page_seconds: tuple[float, ...] = ()
    finish_seconds: float = 0.0


class Progress(Protocol):
    """Told about the run as it goes; called from the main thread and from document threads."""

    def pages_found(self, count: int) -> None:
        """Say that so many more pages will be read."""

    def document_begun(self, source: str, pages: int) -> None:
        """Say that the pages of a file are being read now."""

    def page_done(self) -> None:
        """Say that one page has been read."""

    def spent(self, what: str, seconds: float) -> None:
        """Say that the leading process spent so long on "opening" files or "writing" rows."""

    def document_done(self, outcome: Outcome) -> None:
        """Say that a file is through."""


class Silent:
    """A progress that says nothing."""

    def pages_found(self, count: int) -> None:
        """Ignore."""

    def document_begun(self, source: str, pages: int) -> None:
        """Ignore."""

    def page_done(self) -> None:
        """Ignore."""

    def spent(self, what: str, seconds: float) -> None:
        """Ignore."""

    def document_done(self, outcome: Outcome) -> None:
        """Ignore."""
