"""Reading files that came through the browser: one run at a time, in a thread of the server.

A run that was cancelled, or that ended with the server, leaves its files in the inbox and its
pages in the cache; the files are offered again and reading goes on where it stopped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from extractors.errors import DocumentError
from pipeline.errors import RunError
from pipeline.review.web.receiving.inbox import Inbox, Kept
from pipeline.review.web.settings import WebSettings
from pipeline.running.run_log import log
from pipeline.running.sources import display_name

if TYPE_CHECKING:
    from pipeline.running.batch import Outcome

State = Literal["idle", "reading", "stopping", "writing", "done", "stopped", "failed"]
_BADNESS = ("waiting", "duplicate", "kept", "ok", "partial", "failed")
"""States of documents, the one that a person has to see last."""
_BUSY = ("reading", "stopping", "writing")


@dataclass(slots=True)
class _FileState:
    """What the screen shows of one file of the run."""

    key: str
    name: str
    state: str = "waiting"
    error: str = ""
    items: int = 0
    document_id: str = ""


@dataclass(slots=True)
class Ingest:
    """The run that is going on, or the last one. It is its own ``Progress``."""

    settings: WebSettings
    inbox: Inbox
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)
    _state: State = "idle"
    _files: dict[str, _FileState] = field(default_factory=dict)
    _pages_total: int = 0
    _pages_done: int = 0
    _error: str = ""
    _thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a run is going on."""
        return self._state in _BUSY

    def start(self, files: Sequence[Kept], base: Path | None = None) -> bool:
        """Read the files in the background; False if a run is going on or there is nothing.

        Args:
            files: what to read.
            base: the folder their names are told from; None for the working folder.
        """
        with self._lock:
            if self.busy or not files:
                return False
            self._state, self._error = "reading", ""
            self._pages_total = self._pages_done = 0
            self._files = {
                display_name(kept.path, base): _FileState(kept.key, kept.name) for kept in files
            }
            self._stop = threading.Event()
            paths = [kept.path for kept in files]
            self._thread = threading.Thread(target=self._run, args=(paths, base), daemon=True)
            self._thread.start()
            return True

    def cancel(self) -> None:
        """Stop the run; what was read is kept."""
        with self._lock:
            if self._state == "reading":
                self._state = "stopping"
                self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait for the run to end."""
        if self._thread is not None:
            self._thread.join(seconds)

    def snapshot(self) -> dict[str, Any]:
        """Return what the screen shows, as JSON."""
        with self._lock:
            return {
                "state": self._state,
                "busy": self.busy,
                "pages_total": self._pages_total,
                "pages_done": self._pages_done,
                "error": self._error,
                "files": [
                    {
                        "key": f.key,
                        "name": f.name,
                        "state": f.state,
                        "error": f.error,
                        "items": f.items,
                        "document_id": f.document_id,
                    }
                    for f in self._files.values()
                ],
            }

    def pages_found(self, count: int) -> None:
        """Raise the total of pages."""
        with self._lock:
            self._pages_total += count

    def document_begun(self, source: str, pages: int) -> None:
        """Nothing is shown of it."""

    def spent(self, what: str, seconds: float) -> None:
        """Nothing is shown of it."""

    def page_done(self) -> None:
        """Count a page."""
        with self._lock:
            self._pages_done += 1

    def document_done(self, outcome: Outcome) -> None:
        """Say what became of a file."""
        with self._lock:
            shown = self._files.get(outcome.source)
            if shown is not None:
                shown.state, shown.items = outcome.state, outcome.items
                shown.error = spoken_error(outcome.document.error)
                shown.document_id = outcome.document.document_id
            elif (holder := self._container_of(outcome.source)) is not None:
                _add_member(holder, outcome)

    def _container_of(self, source: str) -> _FileState | None:
        """Return the archive or mail that a document came in."""
        above = map(str, PurePosixPath(source).parents)
        return next((self._files[name] for name in above if name in self._files), None)

    def _run(self, paths: Sequence[Path], base: Path | None) -> None:
        from pipeline.running.batch import BatchOptions, run_batch  # all that reads: 100 MB

        options = BatchOptions(jobs=self.settings.jobs, db=self.settings.db, base=base)
        try:
            run_batch(paths, self.settings.out, options, self, self._stop)
            self._become("writing")
            write_exports(self.settings)
            self._become("stopped" if self._stop.is_set() else "done")
        except (RunError, DocumentError) as error:
            self._become("failed", str(error))
        except Exception as error:  # the screen has to tell, whatever it was
            log.exception("reading in the browser failed")
            self._become("failed", f"{type(error).__name__}")

    def _become(self, state: State, error: str = "") -> None:
        with self._lock:
            self._state, self._error = state, error


def _add_member(shown: _FileState, outcome: Outcome) -> None:
    """Let a container show what became of its documents: the worst state, the rows of all."""
    worst = max(shown.state, outcome.state, key=_BADNESS.index)
    shown.state, shown.items = worst, shown.items + outcome.items
    shown.error = shown.error or spoken_error(outcome.document.error)
    shown.document_id = shown.document_id or outcome.document.document_id


def spoken_error(error: str) -> str:
    """Return a document's error for people: without the stable name it begins with."""
    name, colon, sentence = error.partition(": ")
    return sentence if colon and name.replace("_", "").isalpha() and name.islower() else error


def write_exports(settings: WebSettings) -> None:
    """Write every export in a process of its own: the server stays small.

    Raises:
        RunError: a file could not be written; the text says which and why.
    """
    command = [sys.executable, "-m", "pipeline.cli", "export", "--out", str(settings.out)]
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    environment.pop("KEHOACH_DB", None)
    if settings.db:
        environment["KEHOACH_DB"] = settings.db  # not on the command line: it may hold a password
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        log.error("export ended with %d\n%s", done.returncode, done.stderr)
        raise RunError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "export")
