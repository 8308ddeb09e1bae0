"""Many files to one dataset: pages in parallel, one transaction per document, nothing lost.

A worker that dies or hangs costs its page, not the run. A file that fails is a row with its error.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

from extractors.formats.office import kept_conversions
from pipeline.dataset.originals import converted_folder
from pipeline.dataset.store import Store, open_store
from pipeline.model import Document, DocumentResult, failed
from pipeline.running.cache import PageCache, page_folder
from pipeline.running.containers import Entry, drop_earlier_members, entries_of
from pipeline.running.executors import LocalProcesses, dask_cluster
from pipeline.running.moved import settle_places
from pipeline.running.plan.checkpoints import Stops
from pipeline.running.plan.terms import BatchOptions, Outcome, Progress, Silent
from pipeline.running.run_log import log, run_log
from pipeline.running.seen import Seen, seen_file
from pipeline.running.wishes import wishes_of
from pipeline.running.work import WorkOptions, may_pass
from pipeline.running.workers import LOOK_SECONDS, StoppedError, Workers, worker_pool

__all__ = ["BatchOptions", "Outcome", "Progress", "Silent", "run_batch"]

_LEFT: Final = "lần này không đọc được trọn; giữ các dòng của lần đọc trước"

_AT_ONCE: Final = 500
"""Rows written in one transaction that are known without reading (broken files, duplicates)."""


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
        RunError: the terms say that it has to stop (``options.checkpoints``); what is read stays.
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
    made_by, failed_by = options.made_by(), options.failed_by()
    log.info("run %s, pages %s: %d files, %s", made_by, cache.version, len(files), options)
    work = WorkOptions(cache, options.engine, options.force_ocr, options.limits)
    outcomes: dict[str, Outcome] = {}
    entries: list[Entry] = []
    settled: list[Outcome] = []
    stops = Stops(options.checkpoints)
    store_of = open_store(out, options.db, create=True)
    seen_of = Seen(seen_file(out), options.limits, retry=options.fresh or options.retry)
    with store_of as store, seen_of as seen, _executor(options) as executor:
        timeout, settings = options.page_timeout, options.conventions
        on_page, wishes = progress.page_done, wishes_of(store)
        longest = options.document_timeout
        workers = Workers(executor, work, settings, timeout, on_page, stop, wishes, longest)
        try:
            with _timed(progress, "opening"):
                entries = entries_of(files, out, workers, options.limits, seen, options.base)
            known = [(entry.path, entry.identity) for entry in entries]
            sources = [entry.identity.source for entry in entries]
            options.checkpoints.refuse_existing(sources, store.documents)
            places = settle_places(store, out, known)
            drop_earlier_members(store, entries)
            earlier = _earlier(store, options, made_by, failed_by)
            read, told, settled = _plan(entries, earlier, places)
            for outcome in settled:
                outcomes[outcome.source] = _told(outcome, progress)
            progress.pages_found(sum(entry.found.page_count for entry in read))
            at_once = options.documents_at_once
            for results in chain(_parts(told), _read_all(read, workers, at_once, progress)):
                with _timed(progress, "writing"):
                    new, old = _without_lost(results, earlier, options)
                    stored = [*_stored(store, new, made_by, failed_by), *old]
                for outcome in stored:
                    outcomes[outcome.source] = _told(outcome, progress)
                    if stops.count(outcome.document):
                        stop.set()
        except StoppedError:
            log.warning("stopped; %d of %d files are through", len(outcomes), len(files))
            executor.shutdown(cancel_futures=True)
        except BaseException:  # what is still being read cannot be written
            stop.set()
            executor.shutdown(cancel_futures=True)
            raise
    if stops.why is not None:
        raise stops.why
    freed = cache.drop_other_versions()
    log.info("run done; %d files were as before", len(settled))
    log.info("%d pages of other versions removed", freed.pages)
    through = [entry for entry in entries if entry.identity.source in outcomes]
    return [_with_left_out(outcomes[entry.identity.source], entry) for entry in through]


@contextmanager
def _executor(options: BatchOptions) -> Iterator[Executor]:
    """Give what does the work: processes of this machine, or a cluster."""
    if options.dask:
        with dask_cluster(options.dask, options.workers, options.page_timeout) as executor:
            yield executor
    else:
        with worker_pool(options.workers) as pool:
            yield LocalProcesses(pool, options.page_timeout)


@contextmanager
def _timed(progress: Progress, what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    progress.spent(what, time.perf_counter() - begun)


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
    if outcome.earlier:
        return outcome
    how = logging.INFO if outcome.state in ("ok", "kept", "duplicate") else logging.WARNING
    pages, error = outcome.document.pages, outcome.document.error
    told_of = (outcome.state, outcome.source, pages, outcome.items, outcome.seconds, error)
    log.log(how, "%s %s: %d pages, %d items, %.1f s %s", *told_of)
    return outcome


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What the dataset held when the run began.

    Attributes:
        rows: its documents by hash and place.
        finished: those that need not be read again, by hash.
        counts: how many items each document has.
    """

    rows: Mapping[tuple[str, str], Document]
    finished: Mapping[str, Document]
    counts: Mapping[str, int]


def _earlier(store: Store, options: BatchOptions, made_by: str, failed_by: str) -> _Earlier:
    rows = {(row.document_id, row.source): row for row in store.documents()}
    again = "" if options.retry else failed_by
    finished = {} if options.fresh else store.finished(made_by, again, rows.values())
    return _Earlier(rows, finished, store.counts())


def _plan(
    entries: Iterable[Entry], earlier: _Earlier, places: Mapping[str, str]
) -> tuple[list[Entry], list[DocumentResult], list[Outcome]]:
    """Part the files: those to read, those whose row is known without, those left as they are."""
    read: list[Entry] = []
    told: list[DocumentResult] = []
    settled: list[Outcome] = []
    for entry in entries:
        result = _without_reading(entry, places)
        identity = entry.identity
        before = earlier.rows.get((identity.document_id, identity.source))
        if result is not None and before != result.document:
            told.append(result)
            continue
        done = before if result else earlier.finished.get(identity.document_id)
        if done is None or done.source != identity.source:
            read.append(entry)
            continue
        state = "kept" if done.status == "ok" else done.status
        count = earlier.counts.get(identity.document_id, 0) if state == "kept" else 0
        settled.append(Outcome(identity.source, state, done, count, earlier=True))
    return read, told, settled


def _without_reading(entry: Entry, places: Mapping[str, str]) -> DocumentResult | None:
    """Return the row of a file that could not be opened, or has the bytes of another one."""
    identity, found = entry.identity, entry.found
    if found.error:
        return failed(identity, found.error)
    counting = places[identity.document_id]
    if counting == identity.source:
        return None
    flags = f"duplicate_of:{counting}"
    return DocumentResult(
        Document(
            identity.document_id,
            identity.source,
            pages=found.page_count,
            status="duplicate",
            flags=flags,
        )
    )


def _without_lost(
    results: Sequence[DocumentResult], earlier: _Earlier, options: BatchOptions
) -> tuple[list[DocumentResult], list[Outcome]]:
    """Part what is to be written from failures that leave the rows of an earlier reading."""
    new: list[DocumentResult] = []
    old: list[Outcome] = []
    for result in results:
        document = result.document
        before = earlier.rows.get((document.document_id, document.source))
        keeps = options.checkpoints.missing == "copy" and before and before.status == "ok"
        if keeps and document.status in ("failed", "partial"):
            count = earlier.counts.get(document.document_id, 0)
            left = replace(_outcome(result), items=count)
            old.append(replace(left, warnings=(*left.warnings, _LEFT)))
        else:
            new.append(result)
    return new, old


def _parts(results: Sequence[DocumentResult]) -> Iterator[Sequence[DocumentResult]]:
    """Yield results a few hundred at a time: a transaction each."""
    for start in range(0, len(results), _AT_ONCE):
        yield results[start : start + _AT_ONCE]


def _stored(
    store: Store, results: Sequence[DocumentResult], made_by: str, failed_by: str
) -> list[Outcome]:
    """Write the rows of some documents in one transaction; return what became of each."""
    store.put_all([(one, _noted(one.document, made_by, failed_by)) for one in results])
    return [_outcome(result) for result in results]


def _outcome(result: DocumentResult) -> Outcome:
    document = result.document
    return Outcome(
        document.source,
        document.status,
        document,
        len(result.items),
        result.seconds,
        result.warnings,
        page_seconds=result.page_seconds,
        finish_seconds=result.finish_seconds,
    )


def _noted(document: Document, made_by: str, failed_by: str) -> str:
    """Return what the dataset notes of a document, by which the next run knows it is done."""
    if document.status == "failed":
        return "" if may_pass(document.document_id, document.error) else failed_by
    return made_by


def _read_all(
    todo: Sequence[Entry], workers: Workers, at_once: int, progress: Progress
) -> Iterator[Sequence[DocumentResult]]:
    """Drive the documents, a few at a time; the caller writes the rows, in the main thread.

    What came ready together is written together.
    """
    queue = list(reversed(todo))
    running: set[Future[DocumentResult]] = set()
    with ThreadPoolExecutor(max_workers=at_once + 1) as threads:
        while True:
            while queue and len(running) <= at_once and not workers.stop.is_set():
                entry = queue.pop()
                progress.document_begun(entry.identity.source, entry.found.page_count)
                read = (entry.path, entry.identity, entry.found)
                running.add(threads.submit(workers.document, *read))
            if not running:
                return
            finished, _ = wait(running, LOOK_SECONDS, return_when=FIRST_COMPLETED)
            if not finished:
                continue  # on Windows Ctrl+C is heard between two waits
            running -= finished
            yield [future.result() for future in finished]
