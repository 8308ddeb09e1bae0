"""The worker processes of a run: work goes out, results or failures in words come back.

A worker that dies or hangs costs its page, not the run; the log keeps why.
"""

from __future__ import annotations

import importlib
import math
import multiprocessing
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from pebble import ProcessPool

from extractors.errors import (
    DocumentTimeoutError,
    OutOfMemoryError,
    PageTimeoutError,
    WorkerCrashError,
)
from pipeline.model import DocumentResult, Identity, failed
from pipeline.running.conventions import Conventions
from pipeline.running.executors import WorkerDiedError
from pipeline.running.memory import MEMORY_EXIT, UNTIL_GROWN, bound_memory
from pipeline.running.page_wish import NO_WISH, Wishes
from pipeline.running.run_log import log
from pipeline.running.work import (
    NO_BYTES,
    PageDone,
    Probe,
    WorkFailedError,
    WorkOptions,
    error_text,
    finish_document,
    pin_threads,
    probe,
    read_page,
    told,
)

__all__ = ["LOOK_SECONDS", "Failure", "StoppedError", "Workers", "worker_pool"]

T = TypeVar("T")

LOOK_SECONDS = 0.2  # how often a wait looks whether somebody stopped the run


class StoppedError(Exception):
    """Somebody stopped the run; pages read so far are kept for the next one."""


def worker_pool(workers: int) -> ProcessPool:
    """Return a pool of so many processes, started afresh: the same on every system.

    The threads of native libraries are counted when those are loaded, which is before a
    process calls its initializer: it has to inherit the settings.
    """
    pin_threads()
    context = multiprocessing.get_context("spawn")
    return ProcessPool(
        max_workers=workers, max_tasks=UNTIL_GROWN, initializer=_begin, context=context
    )


def _begin() -> None:
    """Load what reads pages (seconds on a busy machine) before the first page's clock starts."""
    bound_memory()
    importlib.import_module("extractors.reading")


@dataclass(frozen=True, slots=True)
class Failure:
    """What a worker could not do, where it broke off (text), and whether the process died.

    ``seconds`` is the time it was given before it was ended.
    """

    error: str
    trace: str = ""
    died: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Workers:
    """Sends work to the pool and turns time-outs and crashes into document errors.

    Attributes:
        executor: where the work is done.
        work: settings that every worker needs.
        conventions: what the user set for reading the values.
        timeout: seconds for one piece of work.
        document_timeout: seconds of work for all pages of a document together.
        on_page: called when a page is done, from the thread of its document.
        wishes: how people want single pages read.
        stop: set by whoever wants the run to end; whatever waits then raises StoppedError.
    """

    executor: Executor
    work: WorkOptions
    conventions: Conventions
    timeout: float
    on_page: Callable[[], None]
    stop: threading.Event = field(default_factory=threading.Event)
    wishes: Wishes = field(default_factory=dict)
    document_timeout: float = math.inf

    def probe_all(self, files: Sequence[Path]) -> list[Probe]:
        """Open every file and count its pages.

        Raises:
            StoppedError: the run was stopped.
        """
        told_of: list[Probe] = []
        for path, found in zip(files, self.each(probe, files, self.work.limits), strict=True):
            if isinstance(found, Failure):
                log.error("%s: %s\n%s", path, found.error, found.trace)
                found = Probe(NO_BYTES, error=found.error)
            told_of.append(found)
        return told_of

    def each(
        self, function: Callable[..., T], files: Sequence[Path], *args: object
    ) -> list[T | Failure]:
        """Do one thing with every file: what comes of it, or why nothing does, in their order.

        Raises:
            StoppedError: the run was stopped.
        """
        works = [partial(self._submit, function, path, path, *args) for path in files]
        futures = [begin() for begin in works]
        done: list[T | Failure] = []
        for future, begin, path in zip(futures, works, files, strict=True):
            found = self._done(future, begin, path)
            done.append(found)
        return done

    def groups(
        self, function: Callable[..., object], groups: Sequence[Sequence[Path]], *args: object
    ) -> None:
        """Do one thing with groups of files; what fails is only logged.

        Raises:
            StoppedError: the run was stopped.
        """
        futures = [self._submit(function, group[0], group, *args) for group in groups]
        for future, group in zip(futures, groups, strict=True):
            done = self._await(future, group[0])
            if isinstance(done, Failure):
                log.warning("%s and %d more: %s", group[0], len(group) - 1, done.error)

    def document(self, path: Path, identity: Identity, found: Probe) -> DocumentResult:
        """Read every page of one file, then finish it.

        Raises:
            StoppedError: the run was stopped.
        """
        begun = time.perf_counter()
        numbers = range(1, found.page_count + 1)
        wishes = self.wishes.get(identity.document_id, {})
        asked = {number: wishes.get(number, NO_WISH) for number in numbers}
        read = [
            partial(self._submit, read_page, path, path, number, self.work, asked[number])
            for number in numbers
        ]
        futures = [begin() for begin in read]
        done: list[PageDone] = []
        spent = 0.0
        for number, begin, future in zip(numbers, read, futures, strict=True):
            if spent > self.document_timeout and not future.done():
                future.cancel()
                done.append(PageDone(number, error=error_text(DocumentTimeoutError(path))))
            else:
                done.append(self._page(future, begin, path, number))
            spent += 0.0 if done[-1].cached else done[-1].seconds
            self.on_page()
        seconds = tuple(0.0 if entry.cached else entry.seconds for entry in done)
        if all(entry.error for entry in done):
            result = failed(identity, done[0].error, pages=found.page_count)
        else:
            result = self._finished(path, identity, done)
        return replace(result, seconds=time.perf_counter() - begun, page_seconds=seconds)

    def _finished(self, path: Path, identity: Identity, done: Sequence[PageDone]) -> DocumentResult:
        """Let a worker turn the pages into rows."""
        work = (identity, done, self.work.cache, self.conventions)
        begin = partial(self._submit, finish_document, path, *work)
        result = self._done(begin(), begin, path)
        if isinstance(result, Failure):
            log.error("%s: %s\n%s", path, result.error, result.trace)
            return failed(identity, result.error, pages=len(done))
        return replace(result, finish_seconds=result.seconds)

    def _page(
        self,
        future: Future[PageDone],
        begin: Callable[[], Future[PageDone]],
        path: Path,
        number: int,
    ) -> PageDone:
        """Wait for a page. One that kills two workers is given up for this run."""
        found = self._done(future, begin, path, f" page {number}")
        if isinstance(found, Failure):
            found = PageDone(number, error=found.error, seconds=found.seconds, trace=found.trace)
        if found.error:
            log.error("%s page %d: %s\n%s", path, number, found.error, found.trace)
        return found

    def _done(
        self, future: Future[T], begin: Callable[[], Future[T]], path: Path, part: str = ""
    ) -> T | Failure:
        """Wait for a piece of work; if its worker died it is begun once more.

        The system may have been short of memory, or somebody ended the process.
        """
        found = self._await(future, path)
        if isinstance(found, Failure) and found.died:
            log.warning("%s%s: %s; tried once more", path, part, found.error)
            found = self._await(begin(), path)
        return found

    def _submit(self, function: Callable[..., T], path: Path, *args: object) -> Future[T]:
        return self.executor.submit(told, function, str(path), *args)

    def _await(self, future: Future[T], path: Path) -> T | Failure:
        while not wait((future,), LOOK_SECONDS).done:
            if self.stop.is_set():
                raise StoppedError
        try:
            return future.result()
        except TimeoutError:
            detail = f"quá {self.timeout:.0f} giây"
            return Failure(error_text(PageTimeoutError(path, detail)), seconds=self.timeout)
        except WorkerDiedError as error:
            short = error.exitcode == MEMORY_EXIT
            crash = WorkerCrashError(path, str(error))
            return Failure(error_text(OutOfMemoryError(path) if short else crash), died=True)
        except WorkFailedError as error:
            return Failure(error.error, error.trace)
        except Exception as error:  # what could not even be sent to a worker
            crash = WorkerCrashError(path, f"{type(error).__name__}: {error}")
            return Failure(error_text(crash), traceback.format_exc())
