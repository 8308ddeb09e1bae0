"""What a run did, noted as it goes on, for the report after it."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.running.batch import Outcome, Progress

__all__ = ["Journal", "Slow"]


@dataclass(frozen=True, slots=True)
class Slow:
    """A page and the seconds that reading it took."""

    source: str
    page: int
    seconds: float


@dataclass(slots=True)
class Journal:
    """A progress that notes everything and hands it on to the one people see."""

    shown: Progress
    started: datetime = field(default_factory=datetime.now)
    outcomes: list[Outcome] = field(default_factory=list)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    pages_read: int = 0
    _begun: float = field(default_factory=time.perf_counter)

    def pages_found(self, count: int) -> None:
        """Hand on."""
        self.shown.pages_found(count)

    def document_begun(self, source: str, pages: int) -> None:
        """Hand on."""
        self.shown.document_begun(source, pages)

    def page_done(self) -> None:
        """Hand on."""
        self.shown.page_done()

    def spent(self, what: str, seconds: float) -> None:
        """Note what the leading process was busy with."""
        self.seconds[what] += seconds
        self.shown.spent(what, seconds)

    def document_done(self, outcome: Outcome) -> None:
        """Note what became of a file; called from the main thread."""
        self.outcomes.append(outcome)
        self.pages_read += sum(seconds > 0 for seconds in outcome.page_seconds)
        self.seconds["reading"] += sum(outcome.page_seconds)
        self.seconds["making"] += outcome.finish_seconds
        self.shown.document_done(outcome)

    @property
    def elapsed(self) -> float:
        """Seconds since the run began."""
        return time.perf_counter() - self._begun

    def slowest(self, most: int) -> list[Slow]:
        """Return the pages that took longest, the worst first."""
        pages = [
            Slow(outcome.source, number, seconds)
            for outcome in self.outcomes
            for number, seconds in enumerate(outcome.page_seconds, 1)
            if seconds > 0
        ]
        return sorted(pages, key=lambda page: -page.seconds)[:most]
