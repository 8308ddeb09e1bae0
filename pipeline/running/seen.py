"""What opening a file told, kept with its size, time and inode: an unchanged file is not opened.

``.cache/seen.sqlite`` of the output folder. It may be deleted at any time; files are then opened
and hashed once more. What was told under another state of the reading code counts no longer, and
neither does what depends on the machine and not on the file (a program that is missing, a folder
that may not be entered).
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extractors.formats import Limits
from pipeline.running.code_version import read_version
from pipeline.running.sources import real_path
from pipeline.running.work import Probe, may_pass

__all__ = ["Look", "Seen", "look", "seen_file"]

RACY_NS: Final = 2_000_000_000
"""A file changed so shortly before it was opened may change again without another time: FAT keeps
even seconds."""

_COLUMNS: Final = "path, size, mtime, inode, looked, state, document_id, pages, error, container"
_MAKE: Final = f"CREATE TABLE IF NOT EXISTS seen ({_COLUMNS}, PRIMARY KEY (path)) WITHOUT ROWID"
_FIND: Final = f"SELECT {_COLUMNS} FROM seen WHERE path = ?"
_KEEP: Final = f"INSERT OR REPLACE INTO seen VALUES ({', '.join('?' * 10)})"


@dataclass(frozen=True, slots=True)
class Look:
    """A file from outside: bytes, time of its last change and time of the look (ns), its inode."""

    size: int
    mtime: int
    inode: int
    at: int


def look(path: Path) -> Look | None:
    """Look at a file without opening it; None if it may not even be looked at."""
    try:
        state = path.stat()
    except OSError:
        return None
    return Look(state.st_size, state.st_mtime_ns, state.st_ino, time.time_ns())


def seen_file(out: Path) -> Path:
    """Return where a dataset folder keeps what opening its files told."""
    return out / ".cache" / "seen.sqlite"


class Seen:
    """The files opened in earlier runs; use as a context manager.

    Whatever goes wrong with the index (a full disk, a damaged file) makes it forget, never fail.
    """

    def __init__(self, place: Path, limits: Limits, *, retry: bool = False) -> None:
        """Open the index.

        Args:
            place: its file; made if need be.
            limits: what files are opened under; under others they are opened again.
            retry: forget what could not be opened.
        """
        self._state = f"{read_version()} {limits}"
        self._retry = retry
        self._base = self._opened(place)

    @staticmethod
    def _opened(place: Path) -> sqlite3.Connection | None:
        for _ in range(2):  # the second time without what may be damaged
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                base = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
                base.execute("PRAGMA journal_mode=WAL")
                base.execute("PRAGMA synchronous=OFF")
                base.execute(_MAKE)
                return base
            except (sqlite3.Error, OSError):
                with contextlib.suppress(OSError):
                    place.unlink(missing_ok=True)
        return None

    def __enter__(self) -> Seen:
        return self

    def __exit__(self, *_: object) -> None:
        if self._base is not None:
            self._base.close()

    def known(self, path: Path, now: Look | None) -> Probe | None:
        """Return what opening the file told when it was the same; None if it has to be opened."""
        if self._base is None or now is None:
            return None
        try:
            row = self._base.execute(_FIND, (_key(path),)).fetchone()
        except sqlite3.Error:
            return None
        if row is None:
            return None
        _, size, mtime, inode, looked, state, document_id, pages, error, container = row
        same = (size, mtime, inode, state) == (now.size, now.mtime, now.inode, self._state)
        if not same or mtime > looked - RACY_NS or (error and self._retry):
            return None
        return Probe(document_id, pages, error, bool(container))

    def keep(self, found: Iterable[tuple[Path, Look | None, Probe]]) -> None:
        """Keep what opening files told, with what they looked like before."""
        rows = [
            _row(path, was, told, self._state)
            for path, was, told in found
            if was and not may_pass(told.document_id, told.error)
        ]
        if self._base is None or not rows:
            return
        with contextlib.suppress(sqlite3.Error):
            self._base.execute("BEGIN")
            self._base.executemany(_KEEP, rows)
            self._base.execute("COMMIT")


def _key(path: Path) -> bytes:
    """Return the path as bytes: a name need not be a text."""
    return str(real_path(path)).encode("utf-8", "surrogateescape")


def _row(path: Path, was: Look, told: Probe, state: str) -> Sequence[object]:
    seen = (was.size, was.mtime, was.inode, was.at, state)
    return (_key(path), *seen, told.document_id, told.page_count, told.error, told.container)
