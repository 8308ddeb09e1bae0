"""Rows that neither lines nor white space part, told by the keys that stand in one of their cells.

A cell of running numbers or codes of criteria holds one key for each row of print. Where texts of
the other columns begin on the very lines of the keys, and not with a small letter as a line that
goes on does, every key begins a row of its own.

Heights are in the caller's unit, y downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TypeAlias

from extractors.tables.grid import Grid, GridCell
from extractors.wording.content import is_row_key
from normalizers.text.unicode import fold

__all__ = ["PrintedLine", "rows_by_keys", "spans_by_keys"]

_CODE = re.compile(r"\W*(?:(?:tieu\s+chi|tc)\s*)?([1-9])\s?[.,]\s?(\d{1,2})\W*")
_NUMBER = re.compile(r"\W*(\d{1,3})\W*")
_KEY_COLUMNS = 3
"""Columns from the left that may hold the key of a row: number, standard, criterion."""
_LEVEL = 0.4
"""Of a line height: how far the middles of texts of one printed line lie apart."""
_FREE = 1.5
"""Of the usual distance of lines: from key to key where lines of other columns stand between."""
_LEAST_ALIGNED = 2
"""Columns whose texts begin level with every key, at least: one may do so by chance."""
_OVERLAP = 0.5
"""Of a line height: how far the lines beside a cut may overlap: marks above and below letters."""
_SLACK = 0.3
"""Of a line height: how far a border may reach into a line it parts."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a cell: its text, top and bottom."""

    text: str
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Height of the middle of the line."""
        return (self.top + self.bottom) / 2


Printed: TypeAlias = Mapping[GridCell, Sequence[PrintedLine]]
"""The lines of every cell, from top to bottom."""


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Heights at which one row is cut, and the columns that are cut there."""

    heights: tuple[float, ...]
    columns: frozenset[int]


def rows_by_keys(grid: Grid, printed: Printed) -> Grid | None:
    """Return the grid with every row parted that holds several keys; None where none does.

    Args:
        grid: the table.
        printed: what stands in its cells.
    """
    cuts: dict[int, _Cuts] = {}
    for row in range(grid.n_rows):
        cells = [cell for cell in grid.cells if cell.row <= row < cell.row + cell.rowspan]
        found = _cuts(cells, printed)
        if found is not None:
            cuts[row] = found
    return _parted(grid, cuts) if cuts else None


def spans_by_keys(grid: Grid, printed: Printed) -> Grid | None:
    """Return the grid with merged cells parted by the keys beside them; None where none is.

    For grids by white space only: there too little white between two texts merges their cells,
    while lines that are drawn tell what is merged.

    Args:
        grid: the table.
        printed: what stands in its cells.
    """
    keys = _key_of_rows(printed)
    parts = [c for c in grid.cells if _is_several(c, _said(printed[c]), keys, grid.row_edges)]
    if not parts:
        return None
    out = [c for c in grid.cells if c not in parts]
    out += [GridCell(row, c.col, 1, 1) for c in parts for row in range(c.row, c.row + c.rowspan)]
    return replace(grid, cells=tuple(sorted(out)))


def _key_of_rows(printed: Printed) -> dict[int, PrintedLine]:
    """Return the key of each row that has one, from the column that has the most.

    The title over them is the first.
    """
    columns: dict[int, dict[int, PrintedLine]] = {}
    titles: dict[int, dict[int, PrintedLine]] = {}
    for cell, texts in printed.items():
        lines = _said(texts)
        if cell.col < _KEY_COLUMNS and cell.rowspan == cell.colspan == len(lines) == 1:
            found = columns if _are_keys(lines) else titles
            found.setdefault(cell.col, {})[cell.row] = lines[0]
    column = max(columns, key=lambda c: len(columns[c]), default=0)
    keys = columns.get(column, {})
    above = min(keys, default=0) - 1
    title = titles.get(column, {}).get(above)
    return keys if title is None else {above: title, **keys}


def _is_several(
    cell: GridCell,
    lines: Sequence[PrintedLine],
    keys: Mapping[int, PrintedLine],
    row_edges: Sequence[float],
) -> bool:
    """Say whether a merged cell holds a text for each of its rows, parted by their borders."""
    rows = range(cell.row, cell.row + cell.rowspan)
    if cell.rowspan < 2 or cell.colspan > 1 or any(row not in keys for row in rows):
        return False
    beside = [keys[row] for row in rows]
    counted = beside[1:] if cell.row == min(keys) else beside
    if not _are_keys(counted) or not _begin_at(lines, beside):
        return False
    return all(
        line.bottom <= edge + slack or line.top >= edge - slack
        for edge in row_edges[cell.row + 1 : cell.row + cell.rowspan]
        for line in lines
        for slack in (_SLACK * (line.bottom - line.top),)
    )


def _cuts(cells: Sequence[GridCell], printed: Printed) -> _Cuts | None:
    """Return where to cut one row; None where its cells reach beyond it or hold no keys."""
    if any(cell.rowspan > 1 or cell.colspan > 1 for cell in cells):
        return None
    lines = {cell.col: _said(printed[cell]) for cell in cells}
    columns = sorted(lines)[:_KEY_COLUMNS]
    key = next((c for c in columns if len(lines[c]) > 1 and _are_keys(lines[c])), None)
    if key is None:
        return None
    keys = lines[key]
    aligned = [c for c in lines if c != key and _begin_at(lines[c], keys)]
    if len(aligned) < _LEAST_ALIGNED or not _are_apart(keys, [lines[c] for c in aligned]):
        return None
    texts = [line for c in (key, *aligned) for line in lines[c]]
    heights = [_height_above(k, texts) for k in keys[1:]]
    if any(height is None for height in heights):
        return None
    return _Cuts(tuple(h for h in heights if h is not None), frozenset((key, *aligned)))


def _said(lines: Iterable[PrintedLine]) -> list[PrintedLine]:
    return [line for line in lines if any(c.isalnum() for c in line.text)]


def _are_keys(lines: Sequence[PrintedLine]) -> bool:
    """Say whether the lines are running numbers, or codes none of which goes back."""
    texts = [fold(line.text) for line in lines]
    codes = [_CODE.fullmatch(text) for text in texts]
    if all(codes):
        order = [(int(m[1]), int(m[2])) for m in codes if m]
        return order == sorted(order)
    numbers = [_NUMBER.fullmatch(text) for text in texts if is_row_key(text)]
    counted = [int(m[1]) for m in numbers if m]
    return len(counted) == len(texts) and counted == list(
        range(counted[0], counted[0] + len(counted))
    )


def _begin_at(lines: Sequence[PrintedLine], keys: Sequence[PrintedLine]) -> bool:
    """Say whether a text begins on the line of every key, and the first on that of the first."""
    starts = [next((n for n, line in enumerate(lines) if _level(line, key)), None) for key in keys]
    return starts[0] == 0 and all(n is not None and _opens(lines[n].text) for n in starts)


def _level(line: PrintedLine, key: PrintedLine) -> bool:
    height = max(line.bottom - line.top, key.bottom - key.top)
    return abs(line.middle - key.middle) <= _LEVEL * height


def _opens(text: str) -> bool:
    """Say whether a text may begin a cell: its first letter, if any, is no small one."""
    first = next((c for c in text if c.isalnum()), "")
    return bool(first) and not first.islower()


def _are_apart(keys: Sequence[PrintedLine], columns: Sequence[Sequence[PrintedLine]]) -> bool:
    """Say whether keys stand further apart than the lines of the fullest column.

    Codes on lines that follow each other may all belong to one row.
    """
    fullest = max(columns, key=len)
    steps = [b.middle - a.middle for a, b in zip(fullest, fullest[1:], strict=False)]
    between = [b.middle - a.middle for a, b in zip(keys, keys[1:], strict=False)]
    return len(fullest) > len(keys) and max(between) >= _FREE * median(steps)


def _height_above(key: PrintedLine, lines: Iterable[PrintedLine]) -> float | None:
    """Return the middle of the white above the line of a key; None where a text fills it."""
    below = [line for line in lines if _level(line, key) or line.middle > key.middle]
    above = [line for line in lines if line not in below]
    top, bottom = min(line.top for line in below), max(line.bottom for line in above)
    overlap = _OVERLAP * (key.bottom - key.top)
    return (top + bottom) / 2 if bottom - top <= overlap else None


def _parted(grid: Grid, cuts: Mapping[int, _Cuts]) -> Grid:
    edges: list[float] = [grid.row_edges[0]]
    first: list[int] = []
    for row, bottom in enumerate(grid.row_edges[1:]):
        first.append(len(edges) - 1)
        edges += cuts[row].heights if row in cuts else ()
        edges.append(bottom)
    first.append(len(edges) - 1)
    out: list[GridCell] = []
    for cell in grid.cells:
        start, end = first[cell.row], first[cell.row + cell.rowspan]
        if cell.row in cuts and cell.col in cuts[cell.row].columns:
            out += [GridCell(row, cell.col, 1, cell.colspan) for row in range(start, end)]
        else:
            out.append(GridCell(start, cell.col, end - start, cell.colspan))
    return replace(grid, row_edges=tuple(edges), cells=tuple(sorted(out)))
