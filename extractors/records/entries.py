"""What a cell lists: the entries of a calendar's cell, and lists that run parallel in one row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.types import Cell, TableMethod

__all__ = ["bulleted", "entries_of", "parallel_rows"]

_BULLET = re.compile(r"^\s*[-–—+•●*▪]\s*(?=\S)")
_NUMBERED = re.compile(r"^\s*\(?(\d{1,2})[.)/]\s*(?=[^\W\d])")
_HOUR = re.compile(r"^\s*(?:lúc\s+)?\d{1,2}\s?(?:h|g|giờ|:)\s?\d{0,2}\b", re.IGNORECASE)
_WRAPPED: frozenset[TableMethod] = frozenset(("ruled", "borderless", "vector", "flattened"))
"""Tables whose lines may be broken by the width of the cell."""


def entries_of(text: str, method: TableMethod) -> list[str]:
    """Return the entries of a cell, bullets taken off, lines of one entry joined.

    An entry begins at a bullet, a number or an hour; where there is none, every line is one in
    sources whose lines are paragraphs, and the cell is one in sources that print lines.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    marked = [_opens(line) for line in lines]
    if not any(marked) and method not in _WRAPPED:
        return lines
    out: list[str] = []
    for line, opens in zip(lines, marked, strict=True):
        if opens or not out:
            out.append(_BULLET.sub("", line))
        else:
            out[-1] += " " + line
    return out


def bulleted(text: str) -> list[str]:
    """Return the items of a cell that is a list with bullets and nothing else; empty if not."""
    return [item for mark, item in _list_in(text) if mark == "-"] if _BULLET.match(text) else []


def _opens(line: str) -> bool:
    return any(p.match(line) for p in (_BULLET, _NUMBERED, _HOUR))


def parallel_rows(
    row: Mapping[int, Cell], leading: int | None, beside: Sequence[int]
) -> list[dict[int, Cell]]:
    """Return a row as one row per task where its work and its owners (times) are equal lists.

    "1. ... 2. ..." beside "1. ... 2. ...", or as many bullets on both sides. A list of work whose
    owner or time is one for all stays one row.

    Args:
        row: column -> cell.
        leading: the column of the work.
        beside: the columns of owners and times.
    """
    work = _list_in(row[leading].text) if leading in row and leading is not None else []
    lists = {c: found for c in beside if c in row and _alike(work, found := _list_in(row[c].text))}
    if len(work) < 2 or not lists or leading is None:
        return [dict(row)]
    lists[leading] = work
    return [
        {c: replace(cell, text=lists[c][n][1]) if c in lists else cell for c, cell in row.items()}
        for n in range(len(work))
    ]


def _alike(work: list[tuple[str, str]], other: list[tuple[str, str]]) -> bool:
    return [key for key, _ in work] == [key for key, _ in other]


def _list_in(text: str) -> list[tuple[str, str]]:
    """Return (number or bullet, text) of each item of a cell that is a list and nothing else."""
    out: list[tuple[str, str]] = []
    for line in (line.strip() for line in text.split("\n")):
        number, bullet = _NUMBERED.match(line), _BULLET.match(line)
        if number is not None:
            out.append((number.group(1), line[number.end() :]))
        elif bullet is not None:
            out.append(("-", line[bullet.end() :]))
        elif not out:
            return []
        elif line:
            out[-1] = (out[-1][0], f"{out[-1][1]}\n{line}")
    return out
