"""``kehoach run --json``: one event a line, for programs that watch a run. See docs/running.md."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from pipeline.running.batch import Outcome

__all__ = ["EventLines"]


class EventLines:
    """A progress that writes JSON lines; every line is complete and flushed."""

    def __init__(self, stream: TextIO, files: int) -> None:
        """Write to a stream, first how many files there are."""
        self._stream = stream
        self._lock = threading.Lock()
        self._done = self._total = 0
        self._say("run_started", files=files)

    def _say(self, event: str, **values: Any) -> None:
        line = json.dumps({"event": event, **values}, ensure_ascii=False)
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()

    def pages_found(self, count: int) -> None:
        """Say how many pages will be read."""
        self._total += count
        self._say("pages_found", pages=count)

    def document_begun(self, source: str, pages: int) -> None:
        """Say that a file is being read."""
        self._say("document_started", source=source, pages=pages)

    def page_done(self) -> None:
        """Say how many pages are read."""
        with self._lock:
            self._done += 1
            done = self._done
        self._say("page_done", done=done, pages=self._total)

    def spent(self, what: str, seconds: float) -> None:
        """Nothing: the report of the run tells it."""

    def document_done(self, outcome: Outcome) -> None:
        """Say what became of a file."""
        document = outcome.document
        self._say(
            "document_failed" if outcome.state == "failed" else "document_done",
            source=outcome.source,
            state=outcome.state,
            document_id=document.document_id,
            pages=document.pages,
            items=outcome.items,
            seconds=round(outcome.seconds, 3),
            error=document.error,
            warnings=list(outcome.warnings),
            earlier=outcome.earlier,
        )

    def ended(self, outcomes: Sequence[Outcome], written: Iterable[Path | str]) -> None:
        """Say that the run is over, with what it wrote."""
        states = Counter(outcome.state for outcome in outcomes)
        self._say("run_done", states=dict(states), written=[str(path) for path in written])
