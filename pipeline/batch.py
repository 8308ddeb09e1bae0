"""Many files to one dataset: pages in parallel, one transaction per document, nothing lost.

A worker that dies or hangs costs its page, not the run. A file that fails is a row with its error.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from extractors.errors import DocumentError, PageTimeoutError, WorkerCrashError
from extractors.formats import Limits
from pipeline.cache import PageCache
from pipeline.conventions import DEFAULT, Conventions
from pipeline.documents import Identity
from pipeline.model import Document, DocumentResult
from pipeline.run import failed
from pipeline.sources import display_name
from pipeline.store import Store
from pipeline.work import (
    NO_BYTES,
    PageDone,
    Probe,
    WorkOptions,
    error_text,
    finish_document,
    pin_threads,
    probe,
    read_page,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """Settings of a run. Timeouts are seconds; ``engine`` "" takes the best one installed."""

    jobs: int = 0
    fresh: bool = False
    engine: str = ""
    force_ocr: bool = False
    page_timeout: float = 300.0
    conventions: Conventions = DEFAULT
    limits: Limits = field(default_factory=Limits)

    @property
    def workers(self) -> int:
        """Number of worker processes: as asked, or one per core."""
        return self.jobs if self.jobs > 0 else max(1, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``state`` is ok, failed, duplicate or kept (done before)."""

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
) -> list[Outcome]:
    """Read the files into ``out/dataset.sqlite``; one outcome per file, in their order.

    Raises:
        OutputError: the output folder cannot be written (the run stops, what is written stays).
    """
    options, progress = options or BatchOptions(), progress or Silent()
    cache = PageCache(out / ".cache" / "pages", enabled=not options.fresh)
    work = WorkOptions(cache, options.engine, options.force_ocr, options.limits)
    outcomes: dict[Path, Outcome] = {}
    with Store(out / "dataset.sqlite") as store, _pool(options.workers) as pool:
        runner = _Runner(pool, work, options, progress)
        settled = options.conventions.key()
        kept = {} if options.fresh or not store.same_program(settled) else store.finished()
        todo: list[tuple[Path, Identity, Probe]] = []
        seen: dict[str, str] = {}
        for path, found in zip(files, runner.probe_all(files), strict=True):
            identity = Identity(found.document_id, display_name(path))
            outcome = _settled(identity, found, kept, seen, store)
            if outcome is None:
                todo.append((path, identity, found))
            else:
                outcomes[path] = outcome
                progress.document_done(outcome)
        progress.pages_found(sum(found.page_count for _, _, found in todo))
        for path, outcome in _read_all(todo, runner, store):
            outcomes[path] = outcome
            progress.document_done(outcome)
        store.mark_program(settled)
    return [outcomes[path] for path in files]


def _pool(workers: int) -> ProcessPool:
    context = multiprocessing.get_context("spawn")
    return ProcessPool(max_workers=workers, initializer=pin_threads, context=context)


def _settled(
    identity: Identity,
    found: Probe,
    kept: dict[str, Document],
    seen: dict[str, str],
    store: Store,
) -> Outcome | None:
    """Return the outcome of a file that needs no reading: broken, a duplicate, or done before."""
    first = seen.setdefault(identity.document_id, identity.source)
    if found.error:
        return _stored(store, failed(identity, found.error), "failed")
    if first != identity.source:
        flags = f"duplicate_of:{first}"
        document = Document(
            identity.document_id,
            identity.source,
            pages=found.page_count,
            status="duplicate",
            flags=flags,
        )
        return _stored(store, DocumentResult(document), "duplicate")
    before = kept.get(identity.document_id)
    if before is None or before.source != identity.source:
        return None
    return Outcome(identity.source, "kept", before, store.count_items(identity.document_id))


def _stored(store: Store, result: DocumentResult, state: str) -> Outcome:
    document = result.document
    store.forget_other_versions(document.source, document.document_id)
    store.put(result)
    return Outcome(
        document.source, state, document, len(result.items), result.seconds, result.warnings
    )


def _read_all(
    todo: Sequence[tuple[Path, Identity, Probe]], runner: _Runner, store: Store
) -> Iterator[tuple[Path, Outcome]]:
    """Drive the documents, a few at a time; rows are written here, in the main thread."""
    queue = list(reversed(todo))
    running: dict[Future[DocumentResult], Path] = {}
    with ThreadPoolExecutor(max_workers=runner.options.workers + 1) as threads:
        while queue or running:
            while queue and len(running) <= runner.options.workers:
                path, identity, found = queue.pop()
                running[threads.submit(runner.document, path, identity, found)] = path
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                path, result = running.pop(future), future.result()
                yield path, _stored(store, result, result.document.status)


def _page_failed(number: int, error: str) -> PageDone:
    return PageDone(number, error=error)


@dataclass(frozen=True, slots=True)
class _Runner:
    """Sends work to the pool and turns time-outs and crashes into document errors."""

    pool: ProcessPool
    work: WorkOptions
    options: BatchOptions
    progress: Progress

    def probe_all(self, files: Sequence[Path]) -> list[Probe]:
        futures = [self._submit(probe, path, self.work.limits) for path in files]
        return [
            self._result(future, path, lambda error: Probe(NO_BYTES, error=error))
            for future, path in zip(futures, files, strict=True)
        ]

    def document(self, path: Path, identity: Identity, found: Probe) -> DocumentResult:
        """Read every page of one file, then finish it."""
        begun = time.perf_counter()
        numbers = range(1, found.page_count + 1)
        futures = [self._submit(read_page, path, number, self.work) for number in numbers]
        done: list[PageDone] = []
        for number, future in zip(numbers, futures, strict=True):
            done.append(self._result(future, path, partial(_page_failed, number)))
            self.progress.page_done()
        errors = [entry.error for entry in done if entry.error]
        if len(errors) == len(done):
            return failed(identity, errors[0], pages=found.page_count)
        result = self._result(
            self._submit(
                finish_document, identity, done, self.work.cache, self.options.conventions
            ),
            path,
            lambda error: failed(identity, error, pages=found.page_count),
        )
        return replace(result, seconds=time.perf_counter() - begun)

    def _submit(self, function: Callable[..., T], *args: object) -> Future[T]:
        future: Future[T] = self.pool.schedule(
            function, args=args, timeout=self.options.page_timeout
        )
        return future

    def _result(self, future: Future[T], path: Path, otherwise: Callable[[str], T]) -> T:
        try:
            return future.result()
        except TimeoutError:
            detail = f"quá {self.options.page_timeout:.0f} giây"
            return otherwise(error_text(PageTimeoutError(path, detail)))
        except ProcessExpired as error:
            return otherwise(error_text(WorkerCrashError(path, f"mã thoát {error.exitcode}")))
        except DocumentError as error:
            return otherwise(error_text(error))
        except Exception as error:  # one document's defect must not stop the batch
            return otherwise(error_text(WorkerCrashError(path, f"{type(error).__name__}: {error}")))
