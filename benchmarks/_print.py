"""Aligned tables of plain text, for what benchmarks print."""

from __future__ import annotations

from collections.abc import Sequence


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> str:
    """Return a table: the first column flush left, the others flush right."""
    everything = [list(heads), *[list(row) for row in rows]]
    widths = [max(len(row[i]) for row in everything) for i in range(len(heads))]
    lines = [_line(row, widths) for row in everything]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join(([title] if title else []) + [lines[0], rule, *lines[1:]])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0].ljust(widths[0])
    return "  ".join([first, *(v.rjust(w) for v, w in zip(row[1:], widths[1:], strict=True))])


def percent(value: float | None) -> str:
    """Return a share as percent with one decimal, "-" for None."""
    return "-" if value is None else f"{100 * value:.1f}"
