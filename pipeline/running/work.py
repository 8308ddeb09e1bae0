"""What a worker process does: probe a file, read a page, finish a document.

Each function takes and returns small picklable values; pages travel through the page cache, so a
long scan never sits in memory as a whole while it is being read.
"""

from __future__ import annotations

import errno
import os
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeVar

from extractors.errors import (
    ContainerError,
    DiskFullError,
    DocumentError,
    EmptyFileError,
    FileAccessError,
    MissingToolError,
    OutOfMemoryError,
    PageFailedError,
    WorkerCrashError,
)
from extractors.formats import Limits, check_size, open_document
from extractors.formats.document import file_sha256
from extractors.types import Page
from pipeline.errors import OutputError
from pipeline.model import Document, DocumentResult, Identity
from pipeline.running.cache import PageCache, packed, unpacked
from pipeline.running.conventions import DEFAULT, Conventions
from pipeline.running.memory import leave_for_want_of_memory
from pipeline.running.page_wish import NO_WISH, PageWish

T = TypeVar("T")

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)

NO_BYTES = "0" * 64
"""Stands for the hash of a file whose bytes cannot be read."""


@dataclass(frozen=True, slots=True)
class WorkOptions:
    """Settings that every worker needs. ``engine`` "" means the best one installed."""

    cache: PageCache
    engine: str = ""
    force_ocr: bool = False
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Probe:
    """What opening a file told: its hash and how many pages it has, or what is wrong.

    A container is an archive or a mail: it has no pages, it holds documents.
    """

    document_id: str
    page_count: int = 0
    error: str = ""
    container: bool = False


@dataclass(frozen=True, slots=True)
class PageDone:
    """One page read: the cache entry it lies in, or what went wrong and where (a traceback).

    A page that could not be kept comes along itself (``packed``), with the reason (``unkept``).
    """

    number: int
    key: str = ""
    error: str = ""
    seconds: float = 0.0
    cached: bool = False
    trace: str = ""
    packed: bytes = field(default=b"", repr=False)
    unkept: str = ""


_PASSING: Final = tuple(
    f"{kind.name}:" for kind in (FileAccessError, MissingToolError, OutOfMemoryError, DiskFullError)
)


def may_pass(document_id: str, error: str) -> bool:
    """Say whether what went wrong lies in the machine, not in the file: it is tried again."""
    return document_id == NO_BYTES or error.startswith(_PASSING)


class WorkFailedError(Exception):
    """What went wrong in a worker, in words: they cross the border between processes unharmed.

    Attributes:
        error: as kept in documents.csv.
        trace: the traceback as text.
    """

    def __init__(self, error: str, trace: str) -> None:
        super().__init__(error, trace)
        self.error = error
        self.trace = trace


def told(function: Callable[..., T], source: str, *args: object) -> T:
    """Call a function in a worker; whatever it raises is told as text.

    Raises:
        WorkFailedError: the function raised; ``source`` is the file to name.
    """
    try:
        return function(*args)
    except Exception as error:  # one document's defect must not stop the batch
        named = _named(error, source)
        if isinstance(named, OutOfMemoryError):
            leave_for_want_of_memory()
        raise WorkFailedError(error_text(named), traceback.format_exc()) from None


def _named(error: Exception, source: str) -> DocumentError:
    """Return the document error that an error of any kind comes to."""
    if isinstance(error, DocumentError):
        return error
    if isinstance(error, MemoryError):
        return OutOfMemoryError(source)
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return DiskFullError(source)
    return WorkerCrashError(source, f"{type(error).__name__}: {error}")


def pin_threads() -> None:
    """Keep native libraries to one thread each: the pool is where the parallelism is."""
    for name in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"


def error_text(error: DocumentError) -> str:
    """Return the error as kept in documents.csv: stable name, then the sentence for people."""
    return f"{error.name}: {error}"


def probe(path: Path, limits: Limits) -> Probe:
    """Open the file and count its pages; a document error comes back as text."""
    try:
        check_size(path, limits)
    except EmptyFileError:
        pass  # it has a hash all the same
    except DocumentError as error:
        return Probe(NO_BYTES, error=error_text(error))
    try:
        document_id = file_sha256(path)
    except FileAccessError as error:
        return Probe(NO_BYTES, error=error_text(error))
    try:
        with open_document(path, limits=limits) as document:
            return Probe(document_id, document.page_count)
    except ContainerError:
        return Probe(document_id, container=True)
    except OutOfMemoryError:
        raise  # a fresh worker may have enough
    except DocumentError as error:
        return Probe(document_id, error=error_text(error))


def read_page(path: Path, number: int, options: WorkOptions, wish: PageWish = NO_WISH) -> PageDone:
    """Read one page into the cache (or find it there)."""
    from extractors import reading  # OpenCV, MuPDF: seconds, and the process that leads reads none
    from extractors.ocr.choose import engine_if_any

    begun = time.perf_counter()
    try:
        with open_document(path, limits=options.limits) as document:
            chosen = wish.engine or options.engine
            force_ocr = options.force_ocr or wish.force_ocr
            name = f"{chosen or 'auto'}|{force_ocr}"
            name += f"|{wish.turn}" if wish.turn is not None else ""
            key = options.cache.key(document.page_key(number), name)
            kept = options.cache.get(key)
            if kept is not None and kept.number == number:
                return PageDone(number, key, cached=True)
            page = reading.read_page(
                document,
                number,
                engine=engine_if_any(chosen),
                force_ocr=force_ocr,
                turn=wish.turn,
            )
    except OutOfMemoryError:
        raise  # a fresh worker may have enough
    except DocumentError as error:
        lost, seconds = error_text(error), time.perf_counter() - begun
        return PageDone(number, error=lost, seconds=seconds, trace=traceback.format_exc())
    done = PageDone(number, key, seconds=time.perf_counter() - begun)
    try:
        options.cache.put(key, page)
    except (OutputError, OSError) as error:
        return replace(done, packed=packed(page), unkept=str(error))
    return done


def finish_document(
    identity: Identity,
    done: Sequence[PageDone],
    cache: PageCache,
    conventions: Conventions = DEFAULT,
) -> DocumentResult:
    """Load the pages from the cache and turn them into rows.

    A page that failed is an empty one; the document is then ``partial`` and names it.
    """
    from pipeline.run import finish

    begun = time.perf_counter()
    reader = replace(cache, enabled=True)
    done = sorted(done, key=lambda entry: entry.number)
    found = [(entry, _page_of(entry, reader)) for entry in done]
    lost = {entry.number: entry.error or "cache_lost" for entry, page in found if page is None}
    pages = [page or _failed_page(entry.number, lost[entry.number]) for entry, page in found]
    result = finish(identity, pages, conventions)
    if lost:
        result = replace(result, document=_partial(result.document, lost))
    warnings = [f"trang {number}: {error}" for number, error in lost.items()]
    if unkept := [entry.unkept for entry in done if entry.unkept]:
        warnings.append(f"{len(unkept)} trang đọc được mà không giữ lại được: {unkept[0]}")
    return replace(result, seconds=time.perf_counter() - begun, warnings=tuple(warnings))


def _page_of(entry: PageDone, cache: PageCache) -> Page | None:
    if entry.packed:
        return unpacked(entry.packed)
    return cache.get(entry.key) if entry.key else None


def _failed_page(number: int, error: str) -> Page:
    return Page(number, 0.0, 0.0, "ocr", (), flags=(f"page_failed:{_name(error)}",))


def _partial(document: Document, lost: Mapping[int, str]) -> Document:
    """Return the document with its pages that failed named; the next run tries them again."""
    named = "; ".join(f"trang {number}: {_name(error)}" for number, error in lost.items())
    return replace(
        document, status="partial", error=error_text(PageFailedError(document.source, named))
    )


def _name(error: str) -> str:
    """Return the stable name an error text begins with."""
    return error.split(":", 1)[0]
