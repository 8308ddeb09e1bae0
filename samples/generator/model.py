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


Rules: TypeAlias = Literal[
    "full", "heavy", "faint", "doubled", "dotted", "upright", "across", "three", "frame", "none"
]


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is drawn.

    Attributes:
        rules: "full" is a hairline grid; "heavy" has a thick frame, "faint" is grey and thinner
            than a hairline, "doubled" has two lines for each, "dotted" rows parted by dots;
            "upright" has vertical lines and a frame, "across" horizontal lines only, "three" lines
            above and under the header and at the end, "frame" the outer frame and a line under the
            header.
        padding: points of space above and below the text of a row.
        side: points of space at the left and right of the text of a cell.
        breaks: a page break may cut a row in the middle.
        cut_words: where it does, the last word of a cell is cut in two.
        closed: the upper part of a row cut by a page break has a line under it.
        middle: short cells stand in the middle of their row.
        shaded: the header has a grey ground.
    """

    rules: Rules = "full"
    padding: float = 2.5
    side: float = 3.0
    breaks: bool = True
    cut_words: bool = False
    closed: bool = False
    middle: bool = False
    shaded: bool = False

    @property
    def ruled(self) -> bool:
        """Every cell has a line on each side."""
        return self.rules not in ("upright", "across", "three", "frame", "none")


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A ruled table. ``widths`` are shares of the text width, None marks covered places.

    ``header_rows`` rows stand at the top; ``repeat`` prints them again on each page. A table with
    a ``look`` is drawn by ``samples.generator.laid``, which notes each page's part of it.
    """

    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    header_rows: int
    repeat: bool = False
    size: float = 11.0
    look: Look | None = None


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
    """A plan: blocks in order, document truth (columns of ``documents``), and items.

    ``family`` is a font family of ``samples.generator.fonts``; ``paper`` is width and height in
    points, A4 where it is None.
    """

    document: dict[str, object]
    blocks: tuple[Block, ...]
    items: tuple[TruthItem, ...]
    landscape: bool = False
    family: str = "Serif"
    paper: tuple[float, float] | None = None
