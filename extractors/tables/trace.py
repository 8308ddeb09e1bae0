"""What each finder of tables saw on a page, and why it is no table: kept where somebody listens.

A finder answers with all it saw; the arbiter of its wing says of each answer why it lost. The
answers go no further than here: ``keep`` is told them as the page is done, and forgets them unless
``listening`` is open around it (``kehoach tables --debug``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from extractors.types import BBox

__all__ = ["STANDS", "Answer", "Trace", "keep", "listening", "moved"]

STANDS = ""
"""Verdict of what is a table."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one finder saw.

    Attributes:
        finder: its name.
        box: points of the upright page.
        n_rows: rows it saw there.
        n_cols: columns it saw there.
        verdict: why it is no table, or ``STANDS``.
    """

    finder: str
    box: BBox
    n_rows: int
    n_cols: int
    verdict: str = STANDS


@dataclass(frozen=True, slots=True)
class Trace:
    """The answers of all finders by page number, in the order in which they were asked."""

    pages: dict[int, list[Answer]] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Yield the answers, one a line: page, finder, rows x columns, box, verdict."""
        for number, answers in sorted(self.pages.items()):
            for a in answers:
                box = " ".join(f"{v:.0f}" for v in a.box)
                verdict = a.verdict or "table"
                yield f"{number}\t{a.finder}\t{a.n_rows}x{a.n_cols}\t{box}\t{verdict}"


Answers: TypeAlias = Callable[[], Iterable[Answer]]

_open: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def listening() -> Iterator[Trace]:
    """Give a trace that is told the answers of all pages read in this thread meanwhile."""
    trace = Trace()
    token = _open.set(trace)
    try:
        yield trace
    finally:
        _open.reset(token)


def keep(page: int, answers: Answers) -> None:
    """Tell the answers of a page to whoever listens.

    Args:
        page: 1-based number.
        answers: makes them; not called where nobody listens.
    """
    trace = _open.get()
    if trace is not None:
        trace.pages.setdefault(page, []).extend(answers())


def moved(answers: Iterable[Answer], place: Callable[[BBox], BBox]) -> Iterator[Answer]:
    """Yield the answers with their boxes at another place."""
    return (replace(answer, box=place(answer.box)) for answer in answers)
