"""Bars on a terminal: files, pages, pages per second, time left. Elsewhere only what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from pipeline.running.batch import Outcome
from pipeline.telling.plain import plain

__all__ = ["STATES", "RunDisplay", "page_counter"]

STATES: Final = {
    "ok": "[green]xong[/]",
    "kept": "[green]đã có[/]",
    "partial": "[red]THIẾU[/]",
    "failed": "[red]LỖI[/]",
    "duplicate": "[yellow]trùng[/]",
}
"""What became of a file, as shown."""

_SPEED_SECONDS: Final = 120.0
"""The speed shown is that of so many seconds: pages of scans differ tenfold."""


class _Speed(ProgressColumn):
    """Pages per second; nothing where nothing is counted by time."""

    def render(self, task: Task) -> Text:
        if not task.fields.get("timed") or not task.speed:
            return Text("")
        return Text(f"{task.speed:.1f} trang/giây" if task.speed >= 1 else _slow(task.speed))


def _slow(speed: float) -> str:
    return f"{60 * speed:.0f} trang/phút"


def _bars(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("còn"),
        TimeRemainingColumn(),
        _Speed(),
        console=console,
        speed_estimate_period=_SPEED_SECONDS,
        disable=not console.is_terminal,
    )


class RunDisplay:
    """A bar for pages and one for files, on stderr; use as a context manager."""

    def __init__(self, files: int, console: Console | None = None) -> None:
        """Prepare the bars for so many files."""
        self._bars = _bars(console or Console(stderr=True))
        self._files = self._bars.add_task("Tệp", total=files)
        self._pages = self._bars.add_task("Trang", total=0, timed=True)
        self._total = 0

    def __enter__(self) -> RunDisplay:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def pages_found(self, count: int) -> None:
        """Raise the total of pages."""
        self._total += count
        self._bars.update(self._pages, total=self._total)

    def document_begun(self, source: str, pages: int) -> None:
        """Nothing: the bar of pages moves."""

    def page_done(self) -> None:
        """Move the page bar."""
        self._bars.advance(self._pages)

    def spent(self, what: str, seconds: float) -> None:
        """Nothing: the report of the run tells it."""

    def document_done(self, outcome: Outcome) -> None:
        """Move the file bar; name a file that failed, or lacks a page, at once."""
        self._bars.advance(self._files)
        if outcome.state in ("failed", "partial"):
            self._bars.console.print(
                f"{STATES[outcome.state]} " + plain(f"{outcome.source}: {outcome.document.error}")
            )


@contextmanager
def page_counter(name: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function ``(page, total)`` that moves a bar."""
    with _bars(Console(stderr=True)) as bars:
        task = bars.add_task(name, total=None, timed=True)

        def advance(number: int, total: int) -> None:
            bars.update(task, completed=number, total=total)

        yield advance
