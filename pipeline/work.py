"""What a worker process does: probe a file, read a page, finish a document.

Each function takes and returns small picklable values; pages travel through the page cache, so a
long scan never sits in memory as a whole while it is being read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from extractors.errors import DocumentError, FileAccessError
from extractors.formats import Limits, open_document
from extractors.formats.document import file_sha256
from extractors.ocr.engines import OcrEngine, get_engine
from extractors.types import Page
from pipeline.cache import PageCache
from pipeline.conventions import DEFAULT, Conventions
from pipeline.documents import Identity
from pipeline.model import DocumentResult

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
    """What opening a file told: its hash and how many pages it has, or what is wrong."""

    document_id: str
    page_count: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class PageDone:
    """One page read: the cache entry it lies in, or what went wrong."""

    number: int
    key: str = ""
    error: str = ""
    seconds: float = 0.0
    cached: bool = False


def pin_threads() -> None:
    """Keep native libraries to one thread each: the pool is where the parallelism is."""
    for name in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"


def error_text(error: DocumentError) -> str:
    """Return the error as kept in documents.csv: stable name, then the sentence for people."""
    return f"{error.name}: {error}"


@lru_cache(maxsize=4)
def _engine(name: str) -> OcrEngine:
    return get_engine(name or None)


def probe(path: Path, limits: Limits) -> Probe:
    """Open the file and count its pages; a document error comes back as text."""
    try:
        document_id = file_sha256(path)
    except FileAccessError as error:
        return Probe(NO_BYTES, error=error_text(error))
    try:
        with open_document(path, limits=limits) as document:
            return Probe(document_id, document.page_count)
    except DocumentError as error:
        return Probe(document_id, error=error_text(error))


def read_page(path: Path, number: int, options: WorkOptions) -> PageDone:
    """Read one page into the cache (or find it there)."""
    from extractors import reading  # OpenCV, MuPDF: seconds, and the process that leads reads none

    begun = time.perf_counter()
    try:
        with open_document(path, limits=options.limits) as document:
            name = f"{options.engine or 'auto'}|{options.force_ocr}"
            key = options.cache.key(document.page_key(number), name)
            kept = options.cache.get(key)
            if kept is not None and kept.number == number:
                return PageDone(number, key, cached=True)
            engine = _engine_or_none(options.engine)
            page = reading.read_page(document, number, engine=engine, force_ocr=options.force_ocr)
    except DocumentError as error:
        return PageDone(number, error=error_text(error))
    options.cache.put(key, page)
    return PageDone(number, key, seconds=time.perf_counter() - begun)


def _engine_or_none(name: str) -> OcrEngine | None:
    """Return the engine; without tesseract files with a text are read all the same."""
    try:
        return _engine(name)
    except DocumentError:
        return None


def finish_document(
    identity: Identity,
    done: Sequence[PageDone],
    cache: PageCache,
    conventions: Conventions = DEFAULT,
) -> DocumentResult:
    """Load the pages from the cache and turn them into rows; a failed page leaves an empty one."""
    from pipeline.run import finish

    begun = time.perf_counter()
    reader = replace(cache, enabled=True)
    pages = tuple(_page(reader, entry) for entry in sorted(done, key=lambda d: d.number))
    result = finish(identity, pages, conventions)
    problems = tuple(f"trang {entry.number}: {entry.error}" for entry in done if entry.error)
    return replace(result, seconds=time.perf_counter() - begun, warnings=problems)


def _page(cache: PageCache, done: PageDone) -> Page:
    page = cache.get(done.key) if done.key else None
    if page is not None:
        return page
    code = done.error.split(":", 1)[0] or "cache_lost"
    return Page(done.number, 0.0, 0.0, "ocr", (), flags=(f"page_failed:{code}",))
