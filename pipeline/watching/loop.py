"""``kehoach watch DIR``: round after round, what has arrived is read into the dataset.

Nothing is kept between rounds but what a run keeps anyway, so a reboot costs a look at every file.
The originals stay where they are, or are moved to another folder if asked; none is ever deleted.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from pipeline.errors import NoInputError, RunError
from pipeline.running.batch import BatchOptions, Outcome, run_batch
from pipeline.running.run_log import log
from pipeline.running.sources import display_name, gather
from pipeline.running.work import may_pass
from pipeline.watching.settled import Arrival, arrivals, looks_of, settled

__all__ = ["Watch", "WatchOptions"]

_READ: Final = ("ok", "kept", "duplicate")
"""States of files that may be moved: whatever else became of one, a clerk has to see it."""


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """What to watch, and how.

    Attributes:
        folder: what is watched, with its subfolders.
        out: the folder of the dataset.
        batch: settings of each run.
        every: seconds between two looks.
        settle: seconds a file has to look the same.
        done: where files that were read are moved to; None leaves them.
    """

    folder: Path
    out: Path
    batch: BatchOptions = field(default_factory=BatchOptions)
    every: float = 30.0
    settle: float = 10.0
    done: Path | None = None


@dataclass(slots=True)
class Watch:
    """A folder being watched.

    Attributes:
        options: what to watch, and how.
        after: called after a round that read something (exports, the report).
        tell: told in one sentence what happened.
        stop: set by whoever wants it to end; it ends within seconds.
    """

    options: WatchOptions
    after: Callable[[Sequence[Outcome]], None]
    tell: Callable[[str], None]
    stop: threading.Event = field(default_factory=threading.Event)
    _files: dict[Path, Arrival] = field(default_factory=dict)
    _through: dict[Path, Arrival] = field(default_factory=dict)

    def forever(self) -> None:
        """Look and read until somebody stops it; no error of a round ends it."""
        while not self.stop.is_set():
            try:
                self.round(time.monotonic())
            except RunError as error:  # an export open in Excel, a full disk: next time
                self.tell(str(error))
            except Exception as error:
                log.exception("a round of watching failed")
                self.tell(f"{type(error).__name__}: {error}")
            self.stop.wait(self.options.every)

    def round(self, now: float) -> list[Outcome]:
        """Look once, read what has arrived whole; return what became of it."""
        self._files = arrivals(self._files, looks_of(self._found()), now)
        ready = [p for p in settled(self._files, now, self.options.settle) if not self._known(p)]
        if not ready:
            return []
        outcomes = run_batch(ready, self.options.out, self.options.batch, stop=self.stop)
        self._note(ready, outcomes)
        if self.options.done is not None:
            self._move(ready, outcomes, self.options.done)
        self.after(outcomes)
        return outcomes

    def _found(self) -> list[Path]:
        """Return the files of the folder but those that were moved to a folder within it."""
        try:
            found = gather([str(self.options.folder)], self.options.out).files
        except NoInputError:
            return []
        if self.options.done is None:
            return list(found)
        done = self.options.done.resolve()
        return [path for path in found if done not in path.resolve().parents]

    def _known(self, path: Path) -> bool:
        """Say whether a file went through and looks as it did then."""
        before = self._through.get(path)
        return before is not None and before.is_like(self._files[path].seen)

    def _note(self, ready: Sequence[Path], outcomes: Sequence[Outcome]) -> None:
        """Remember what went through; what failed for the machine's sake is read again."""
        again = {
            outcome.source
            for outcome in outcomes
            if outcome.state == "failed"
            and may_pass(outcome.document.document_id, outcome.document.error)
        }
        if self.stop.is_set():
            return
        for path in ready:
            if display_name(path) not in again:
                self._through[path] = self._files[path]

    def _move(self, ready: Sequence[Path], outcomes: Sequence[Outcome], done: Path) -> None:
        """Move files that were read, then let the dataset know where they lie now."""
        read = _wholly_read(ready, outcomes)
        moved = [target for path in read if (target := self._moved(path, done)) is not None]
        if moved:
            run_batch(moved, self.options.out, replace(self.options.batch, fresh=False))

    def _moved(self, path: Path, done: Path) -> Path | None:
        """Move one file; None if it cannot be (open elsewhere): it stays, and is not lost."""
        target = _free(done / path.relative_to(self.options.folder))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
        except OSError as error:
            self.tell(f"Không chuyển được {path.name}: {error.strerror or error}")
            return None
        return target


def _wholly_read(ready: Sequence[Path], outcomes: Sequence[Outcome]) -> list[Path]:
    """Return the files of which everything was read, archives with all they hold."""
    names = {display_name(path): path for path in ready}
    states: dict[Path, set[str]] = {}
    for outcome in outcomes:
        places = (Path(outcome.source), *Path(outcome.source).parents)
        path = next((names[p.as_posix()] for p in places if p.as_posix() in names), None)
        if path is not None:
            states.setdefault(path, set()).add(outcome.state)
    return [path for path, found in states.items() if found <= set(_READ)]


def _free(target: Path) -> Path:
    """Return a path where nothing lies: a file of the same name is never overwritten."""
    number, free = 1, target
    while free.exists():
        number += 1
        free = target.with_name(f"{target.stem} ({number}){target.suffix}")
    return free
