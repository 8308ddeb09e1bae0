"""What a printed plan shows on which page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

Key = tuple[int, int, int, int]
"""Block, row, column and paragraph within the cell."""


class ShownCell(NamedTuple):
    """A cell as one page shows it; ``source`` is its row in the whole table."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    source: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table that stands on one page.

    ``bbox`` is ``(x0, y0, x1, y1)`` in points, origin top left; ``header_rows`` counts the rows of
    titles it begins with, printed again or not; ``cut`` says that its last row goes on overleaf.
    """

    block: int
    page: int
    bbox: tuple[float, float, float, float]
    header_rows: int
    cells: tuple[ShownCell, ...]
    cut: bool


@dataclass(slots=True)
class Printed:
    """What stands where: key (block, row, column, part) -> page -> lines drawn there."""

    lines: dict[Key, dict[int, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    order: list[tuple[int, Key]] = field(default_factory=list)
    pages: int = 0
    fragments: list[Fragment] = field(default_factory=list)
