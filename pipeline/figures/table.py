"""A figure: a table of numbers in which every line names the rows it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a figure; ``rows`` are the ids of the items behind its numbers.

    ``parts`` gives the ids behind one column where they are not those of the whole line.
    """

    values: tuple[Value, ...]
    rows: tuple[str, ...] = ()
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A named table; ``columns`` are the machine's names, ``titles`` what people read.

    ``counts`` names the columns that are numbers of rows and link to them.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    counts: tuple[str, ...] = ()

    def column(self, name: str) -> list[Value]:
        """Return the values of one column."""
        at = self.columns.index(name)
        return [line.values[at] for line in self.lines]


def figure(
    name: str,
    title: str,
    columns: Sequence[tuple[str, str]],
    lines: Sequence[Line],
    counts: Sequence[str] = (),
) -> Figure:
    """Return a figure; ``columns`` are pairs of machine name and Vietnamese title."""
    return Figure(
        name,
        title,
        tuple(machine for machine, _ in columns),
        tuple(shown for _, shown in columns),
        tuple(lines),
        tuple(counts),
    )
