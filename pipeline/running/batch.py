"""Many files to one dataset: pages in parallel, one transaction per document, nothing lost.

A worker that dies or hangs costs its page, not the run. A file that fails is a row with its error.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from extractors.formats import Limits
from extractors.formats.office import kept_conversions
from pipeline.dataset.originals import converted_folder
from pipeline.dataset.store import Store, open_store
from pipeline.model import Document, DocumentResult
from pipeline.rows.documents import Identity
from pipeline.run import failed
from pipeline.running.cache import PageCache, page_folder
from pipeline.running.code_version import program_version
from pipeline.running.containers import Entry, drop_earlier_members, entries_of
from pipeline.running.conventions import DEFAULT, Conventions
from pipeline.running.moved import settle_places
from pipeline.running.run_log import log, run_log
from pipeline.running.wishes import wishes_of
from pipeline.running.work import Probe, WorkOptions
from pipeline.running.workers import StoppedError, Workers, worker_pool
from pipeline.version import VERSION


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """Settings of a run.

    Timeouts are seconds; ``engine`` "" takes the best one installed; ``db`` is the URL of the
    database that holds the dataset, "" for ``dataset.sqlite`` in the output folder.
    """

    jobs: int = 0
    fresh: bool = False
    engine: str = ""
    force_ocr: bool = False
    page_timeout: float = 300.0
    conventions: Conventions = DEFAULT
    limits: Limits = field(default_factory=Limits)
    db: str = field(default="", repr=False)  # may hold a password

    @property
    def workers(self) -> int:
        """Number of worker processes: as asked, or one per core."""
        return self.jobs if self.jobs > 0 else max(1, os.cpu_count() or 1)

    def made_by(self) -> str:
        """Return what decides the rows: the state of the program, and what the user set."""
        read_how = f"{self.engine or 'auto'}|{self.force_ocr}"
        return f"{VERSION}/{program_version()}/{read_how}{self.conventions.key()}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ok, partial, failed, duplicate, or kept (done before)."""

    source: str
    state: str
    document: Document
    items: int = 0
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()


class Progress(Protocol):
    """Told about the run as it goes; called from the main thread and from document threads."""

    def pages_found(self, count: int) -> None:
        """Say that so many more pages will be read."""

    def page_done(self) -> None:
        """Say that one page has been read."""

    def document_done(self, outcome: Outcome) -> None:
        """Say that a file is through."""


class Silent:
    """A progress that says nothing."""

    def pages_found(self, count: int) -> None:
        """Ignore."""

    def page_done(self) -> None:
        """Ignore."""

    def document_done(self, outcome: Outcome) -> None:
        """Ignore."""


def run_batch(
    files: Sequence[Path],
    out: Path,
    options: BatchOptions | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> list[Outcome]:
    """Read the files into ``out/dataset.sqlite``; one outcome per file, in their order.

    Args:
        files: what to read.
        out: the output folder.
        options: settings of the run.
        progress: told about the run as it goes.
        stop: when somebody sets it the run ends within seconds; files not through have no outcome,
            their pages read so far are kept for the next run.

    Raises:
        OutputError: the output folder cannot be written (the run stops, what is written stays).
    """
    with run_log(out), kept_conversions(converted_folder(out)):
        stop = stop or threading.Event()
        return _run_batch(files, out, options or BatchOptions(), progress or Silent(), stop)


def _run_batch(
    files: Sequence[Path],
    out: Path,
    options: BatchOptions,
    progress: Progress,
    stop: threading.Event,
) -> list[Outcome]:
    cache = PageCache(page_folder(out), enabled=not options.fresh)
    made_by = options.made_by()
    log.info("run %s, pages %s: %d files, %s", made_by, cache.version, len(files), options)
    work = WorkOptions(cache, options.engine, options.force_ocr, options.limits)
    outcomes: dict[str, Outcome] = {}
    entries: list[Entry] = []
    store_of = open_store(out, options.db, create=True)
    with store_of as store, worker_pool(options.workers) as pool:
        timeout, settings = options.page_timeout, options.conventions
        told = progress.page_done
        workers = Workers(pool, work, settings, timeout, told, stop, wishes_of(store))
        todo: list[tuple[Path, Identity, Probe]] = []
        try:
            entries = entries_of(files, out, workers, options.limits)
            known = [(entry.path, entry.identity) for entry in entries]
            places = settle_places(store, out, known)
            drop_earlier_members(store, entries)
            kept = {} if options.fresh else store.finished(made_by)
            for entry in entries:
                outcome = _settled(entry.identity, entry.found, kept, places, store)
                if outcome is None:
                    todo.append((entry.path, entry.identity, entry.found))
                else:
                    outcomes[entry.identity.source] = _told(outcome, progress)
            progress.pages_found(sum(found.page_count for _, _, found in todo))
            for result in _read_all(todo, workers, options.workers):
                done = _told(_stored(store, result, made_by), progress)
                outcomes[done.source] = done
        except StoppedError:
            log.warning("stopped; %d of %d files are through", len(outcomes), len(files))
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()
    freed = cache.drop_other_versions()
    log.info("run done; %d pages of other versions removed", freed.pages)
    through = [entry for entry in entries if entry.identity.source in outcomes]
    return [_with_left_out(outcomes[entry.identity.source], entry) for entry in through]


def _with_left_out(outcome: Outcome, entry: Entry) -> Outcome:
    """Return the outcome with a word on files of its container that were not read."""
    if not entry.left_out:
        return outcome
    names = ", ".join(entry.left_out[:8])
    told = f"bỏ qua {len(entry.left_out)} tệp không phải văn bản trong {entry.container}: {names}"
    return replace(outcome, warnings=(*outcome.warnings, told))


def _told(outcome: Outcome, progress: Progress) -> Outcome:
    """Tell the screen and the log what became of a file."""
    progress.document_done(outcome)
    how = logging.INFO if outcome.state in ("ok", "kept", "duplicate") else logging.WARNING
    pages, error = outcome.document.pages, outcome.document.error
    told_of = (outcome.state, outcome.source, pages, outcome.items, outcome.seconds, error)
    log.log(how, "%s %s: %d pages, %d items, %.1f s %s", *told_of)
    return outcome


def _settled(
    identity: Identity,
    found: Probe,
    kept: dict[str, Document],
    places: dict[str, str],
    store: Store,
) -> Outcome | None:
    """Return the outcome of a file that needs no reading: broken, a duplicate, or done before."""
    if found.error:
        return _stored(store, failed(identity, found.error))
    counting = places[identity.document_id]
    if counting != identity.source:
        flags = f"duplicate_of:{counting}"
        document = Document(
            identity.document_id,
            identity.source,
            pages=found.page_count,
            status="duplicate",
            flags=flags,
        )
        return _stored(store, DocumentResult(document))
    before = kept.get(identity.document_id)
    if before is None or before.source != identity.source:
        return None
    return Outcome(identity.source, "kept", before, store.count_items(identity.document_id))


def _stored(store: Store, result: DocumentResult, made_by: str = "") -> Outcome:
    document = result.document
    store.forget_other_versions(document.source, document.document_id)
    store.put(result, made_by)
    return Outcome(
        document.source,
        document.status,
        document,
        len(result.items),
        result.seconds,
        result.warnings,
    )


def _read_all(
    todo: Sequence[tuple[Path, Identity, Probe]], workers: Workers, at_once: int
) -> Iterator[DocumentResult]:
    """Drive the documents, a few at a time; the caller writes the rows, in the main thread."""
    queue = list(reversed(todo))
    running: set[Future[DocumentResult]] = set()
    with ThreadPoolExecutor(max_workers=at_once + 1) as threads:
        while True:
            while queue and len(running) <= at_once and not workers.stop.is_set():
                path, identity, found = queue.pop()
                running.add(threads.submit(workers.document, path, identity, found))
            if not running:
                return
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            running -= finished
            for future in finished:
                yield future.result()
