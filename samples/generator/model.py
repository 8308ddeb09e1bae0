"""What a generated plan is made of: blocks to print, and the truth that goes with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of running text; ``indent`` indents its first line, ``after`` is in points."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: Align = "justify"
    size: float = 13.0
    indent: bool = True
    after: float = 4.0


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two columns of paragraphs without rulings (letterhead, ending); ``share`` is the left's."""

    left: tuple[Para, ...]
    right: tuple[Para, ...]
    share: float = 0.45
    closing: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell; lines are separated by a line break. Covered places have no cell."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    bold: bool = False
    italic: bool = False
    align: Align = "left"


Row: TypeAlias = "tuple[TableCell | None, ...]"


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A ruled table. ``widths`` are shares of the text width, None marks covered places.

    ``header_rows`` rows stand at the top; ``repeat`` prints them again on each page.
    """

    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    header_rows: int
    repeat: bool = False
    size: float = 11.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A new page, from here on in landscape or upright."""

    landscape: bool


Block: TypeAlias = "Para | SideBySide | TableBlock | Turn"


@dataclass(slots=True)
class TruthItem:
    """The true values of one row: columns of ``items``; ``at`` is (block index, row)."""

    at: tuple[int, int]
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: blocks in order, document truth (columns of ``documents``), and items."""

    document: dict[str, object]
    blocks: tuple[Block, ...]
    items: tuple[TruthItem, ...]
    landscape: bool = False
    sans: bool = False
