"""Tables in plain text whose columns are set with blanks ("pdftotext -layout", typed mail).

Columns are the corridors of blanks that run down through all rows; a line whose first column is
empty goes on with the row above it, unless blank lines part the rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["FixedTable", "fixed_table_at"]

_GAP = re.compile(r"\S\s{2,}(?=\S)")
_LEAST_ROWS, _LEAST_COLUMNS = 3, 3
"""Lines and columns of a table set with blanks, at least: fewer are letterheads and signatures."""

_LEAST_CORRIDOR = 2
"""Blanks between two columns, at least."""

_LONG = 70
"""Characters of a line of running text, at least: it ends a table, or there is none."""

_SPLIT = 10
"""One line in so many may hold a wide gap inside a column."""

_PARTED = 3
"""One line in so many is blank where blank lines part the rows."""


@dataclass(frozen=True, slots=True)
class FixedTable:
    """Where the table ends (line index, exclusive) and its cell texts row by row."""

    end: int
    rows: tuple[tuple[str, ...], ...]


def fixed_table_at(lines: Sequence[str], at: int) -> FixedTable | None:
    """Return the table of blank-set columns that begins at line ``at``, if one does.

    It needs three columns and three lines that show them; two columns set with blanks are mostly
    letterheads and signatures.
    """
    if len(_GAP.findall(lines[at])) < 2:
        return None
    run = [line.replace("\u00a0", " ").expandtabs() for line in lines[at : _run_end(lines, at)]]
    shown = [line for line in run if _GAP.search(line)]
    edges = _columns(shown)
    while run and not _belongs(run[-1], edges):
        run.pop()
    if len(edges) < _LEAST_COLUMNS or sum(1 for line in run if _GAP.search(line)) < _LEAST_ROWS:
        return None
    if any(len(line.strip()) > _LONG and not _belongs(line, edges) for line in run):
        return None
    if sum(_split_inside(line, edges) for line in run) > len(run) // _SPLIT:
        return None
    return FixedTable(at + len(run), tuple(_rows(run, edges)))


def _run_end(lines: Sequence[str], at: int) -> int:
    """Return where two blank lines, or a long line without a gap, end the run of lines."""
    end, blank = at, 0
    while end < len(lines):
        line = lines[end].strip()
        blank = 0 if line else blank + 1
        if blank > 1 or (len(line) > _LONG and not _GAP.search(line)):
            break
        end += 1
    return end


def _columns(lines: Sequence[str]) -> list[int]:
    """Return where each column begins: after a corridor that is blank in every line."""
    width = max((len(line) for line in lines), default=0)
    used = [any(i < len(line) and line[i] != " " for line in lines) for i in range(width)]
    starts: list[int] = []
    blank = _LEAST_CORRIDOR
    for index, filled in enumerate(used):
        if filled and blank >= _LEAST_CORRIDOR:
            starts.append(index)
        blank = 0 if filled else blank + 1
    return starts


def _belongs(line: str, edges: Sequence[int]) -> bool:
    """Say whether the line keeps to the columns: no word stands across a column's beginning."""
    if not line.strip():
        return False
    return all(edge == 0 or line[edge - 1 : edge] in ("", " ") for edge in edges)


def _split_inside(line: str, edges: Sequence[int]) -> bool:
    """Say whether a column holds a wide gap: then its corridor was not found, the grid is wrong."""
    if not _belongs(line, edges):
        return False
    return any(_GAP.search(cell.strip()) for cell in _cut(line, edges))


def _cut(line: str, edges: Sequence[int]) -> list[str]:
    return [line[a:b] for a, b in zip(edges, [*edges[1:], None], strict=True)]


def _rows(run: Sequence[str], edges: Sequence[int]) -> list[tuple[str, ...]]:
    parted = sum(1 for line in run if not line.strip()) >= len(run) // _PARTED
    rows: list[list[str]] = []
    fresh = True
    for line in run:
        if not line.strip():
            fresh = True
            continue
        if not _belongs(line, edges):
            rows.append([line.strip(), *[""] * (len(edges) - 1)])
            fresh = True
            continue
        cells = [" ".join(cell.split()) for cell in _cut(line, edges)]
        if not rows or (fresh if parted else bool(cells[0])):
            rows.append(cells)
        else:
            rows[-1] = [f"{a}\n{b}".strip("\n") for a, b in zip(rows[-1], cells, strict=True)]
        fresh = False
    return [tuple(row) for row in rows]
