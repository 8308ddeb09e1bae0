"""The face every opened file shows, whatever its kind; and the form without pages."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from extractors.errors import FileAccessError, PageFailedError
from extractors.formats.kinds import Kind
from extractors.formats.limits import Limits
from extractors.formats.source import Blocks, Image, Source
from extractors.types import Block

__all__ = ["Document", "FlowDocument", "file_sha256"]


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of the bytes at ``path`` as 64 hex digits."""
    try:
        state = path.stat()
        return _digest(path.resolve(), state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise FileAccessError(path, error.strerror or "") from error


@lru_cache(maxsize=64)
def _digest(path: Path, mtime_ns: int, size: int) -> str:
    """Hash a file once per process and state: a worker opens the same scan for every page."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Document(ABC):
    """An opened file; use it as a context manager. The original is only ever read.

    Attributes:
        path: where the file lies.
        kind: what it is, by content.
        sha256: hex digest of its bytes.
        page_count: number of pages, at least 1.
        limits: the bounds it was opened under.
    """

    kind: Kind

    def __init__(self, path: Path, kind: Kind, sha256: str, limits: Limits) -> None:
        self.path = path
        self.kind = kind
        self.sha256 = sha256
        self.limits = limits

    @property
    @abstractmethod
    def page_count(self) -> int:
        """Number of pages, at least 1."""

    @abstractmethod
    def source(self, number: int) -> Source:
        """Return what there is to read of page ``number`` (from 1): see ``extractors.reading``.

        Raises:
            DocumentError: this page cannot be had; others may.
        """

    def page_key(self, number: int) -> str:
        """Return a hash that changes when the page's content (or the way of reading) changes."""
        self._check_number(number)
        text = f"{self.kind}:{self.sha256}:{number}"
        return hashlib.sha256(text.encode()).hexdigest()

    def render_page(self, number: int, dpi: int) -> Image:
        """Return the page as a BGR picture (height x width x 3, uint8) as displayed.

        Raises:
            PageFailedError: the kind has no pages to draw, or this page cannot be drawn.
        """
        raise PageFailedError(self.path, f"{self.kind}: không có hình trang {number}")

    def close(self) -> None:
        """Release the file."""
        return

    def __enter__(self) -> Document:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _check_number(self, number: int) -> None:
        if not 1 <= number <= self.page_count:
            raise PageFailedError(self.path, f"không có trang {number}")


class FlowDocument(Document):
    """A document without pages of its own (DOCX, HTML, text), read whole when opened.

    ``parts`` holds the blocks between page breaks; most documents have one part. ``flags`` go to
    every page.
    """

    def __init__(
        self,
        path: Path,
        kind: Kind,
        sha256: str,
        limits: Limits,
        parts: tuple[tuple[Block, ...], ...],
        flags: tuple[str, ...] = (),
    ) -> None:
        super().__init__(path, kind, sha256, limits)
        self._parts = parts
        self._flags = flags

    @property
    def page_count(self) -> int:
        """Number of parts."""
        return len(self._parts)

    def source(self, number: int) -> Source:
        """Return the blocks of part ``number``."""
        self._check_number(number)
        return Blocks(self._parts[number - 1], self._flags)
