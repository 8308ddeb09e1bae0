"""Frozen types that pass between the stages: pages, lines, words, tables, cells.

Units: every box is in PDF points (1/72 inch), origin at the top left, order ``(x0, y0, x1, y1)``.
While a page is worked on, boxes are those of the *upright* page; ``Page.rotation`` says how far the
page as displayed was turned for it, and ``extractors.turned`` takes boxes back before they leave.
Formats that have no pages (DOCX, HTML, text) are one page whose size is 0 x 0 and whose boxes are
``None``. Confidences lie in 0..1; text that was never guessed (a trusted text layer, a DOCX) has
confidence 1.0.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias

from normalizers.text.alternative import Alternative
from normalizers.text.change import Change

__all__ = [
    "NESTED",
    "OPEN_BOTTOM",
    "POINTS_PER_INCH",
    "BBox",
    "Block",
    "Cell",
    "Change",
    "FieldValue",
    "Line",
    "Page",
    "ReadBy",
    "Record",
    "Table",
    "TWO_PAGES",
    "TableMethod",
    "Word",
    "mostly_bold",
    "union_all",
    "with_text",
]

POINTS_PER_INCH = 72.0
"""Of PDF, in which all boxes are."""

_BOLD_TENTHS = 8
"""Tenths of the letters of a line or a cell that are bold, if it is: a number before it is not."""

ReadBy: TypeAlias = Literal["text", "ocr"]
TableMethod: TypeAlias = Literal[
    "ruled", "borderless", "vector", "docx", "html", "sheet", "flattened"
]

TWO_PAGES = "two_pages"
"""Flag of a page that is a sheet with two; columns (``col_edges``) are those of the page's own."""

NESTED = "nested"
"""Flag of a table that stands within a cell of another one."""

OPEN_BOTTOM = "open_bottom"
"""Flag of a table whose lines run down to a last border that is not drawn: a page cut its row."""


class BBox(NamedTuple):
    """A bounding box ``(x0, y0, x1, y1)`` in PDF points, origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0

    @property
    def center(self) -> tuple[float, float]:
        """Centre ``(x, y)`` in points."""
        return ((self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2)

    def union(self, other: BBox) -> BBox:
        """Return the smallest box that holds both."""
        return BBox(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def contains(self, x: float, y: float) -> bool:
        """Say whether the point lies inside the box, edges included."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def scaled(self, factor: float) -> BBox:
        """Return the box with every coordinate multiplied (pixels to points: 72 / dpi)."""
        return BBox(self.x0 * factor, self.y0 * factor, self.x1 * factor, self.y1 * factor)


def union_all(boxes: list[BBox]) -> BBox | None:
    """Return the smallest box around all of ``boxes``; None for an empty list."""
    if not boxes:
        return None
    return BBox(
        min(b.x0 for b in boxes),
        min(b.y0 for b in boxes),
        max(b.x1 for b in boxes),
        max(b.y1 for b in boxes),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read.

    ``font`` is the PDF font name where there is one; ``alternatives`` are other letters that an
    OCR engine saw in a word it was not sure of. ``by_hand`` says that it was written into a blank
    and read by ``extractors.handwriting``, not by the engine. ``disputed`` says that two readers
    read it otherwise and neither is surely right.
    """

    text: str
    bbox: BBox | None = None
    conf: float = 1.0
    font: str | None = None
    size: float | None = None
    alternatives: tuple[Alternative, ...] = ()
    by_hand: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text, in reading order on its page.

    ``raw`` is the text as read, before repair; equal to ``text`` if repair changed nothing.
    """

    text: str
    page: int
    bbox: BBox | None = None
    conf: float = 1.0
    words: tuple[Word, ...] = ()
    raw: str = ""
    changes: tuple[Change, ...] = ()
    bold: bool = False

    def __post_init__(self) -> None:
        if not self.raw:
            object.__setattr__(self, "raw", self.text)


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. ``row`` and ``col`` count from 0; text keeps its inner line breaks.

    ``page`` and ``bbox`` say where it was read. A cell joined from several pages keeps the first
    page's box here and every part in ``parts`` as ``(page, bbox)``. ``where`` is its address in a
    spreadsheet ("Sheet1!B7"), which has no boxes.
    """

    row: int
    col: int
    text: str
    page: int
    rowspan: int = 1
    colspan: int = 1
    bbox: BBox | None = None
    conf: float = 1.0
    raw: str = ""
    changes: tuple[Change, ...] = ()
    words: tuple[Word, ...] = ()
    parts: tuple[tuple[int, BBox | None], ...] = ()
    where: str = ""

    def __post_init__(self) -> None:
        if not self.raw:
            object.__setattr__(self, "raw", self.text)
        if not self.parts:
            object.__setattr__(self, "parts", ((self.page, self.bbox),))


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. Cells are sorted by (row, col); spans never overlap.

    ``col_edges`` are the x coordinates (points) of the ``n_cols + 1`` column borders on the
    upright, straightened page where the source has geometry, else empty. ``confidence`` is the
    evidence that the grid is right. ``pages`` lists every page the table stands on (more than one
    after stitching).
    ``header_rows`` is None until column recognition has looked.
    """

    page: int
    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    method: TableMethod
    bbox: BBox | None = None
    confidence: float = 1.0
    col_edges: tuple[float, ...] = ()
    pages: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    header_rows: int | None = None

    def __post_init__(self) -> None:
        if not self.pages:
            object.__setattr__(self, "pages", (self.page,))

    def grid(self) -> list[list[Cell | None]]:
        """Return an ``n_rows x n_cols`` matrix; a spanning cell stands at each place it covers."""
        matrix: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for r in range(cell.row, min(cell.row + cell.rowspan, self.n_rows)):
                for c in range(cell.col, min(cell.col + cell.colspan, self.n_cols)):
                    matrix[r][c] = cell
        return matrix

    def text_rows(self) -> list[list[str]]:
        """Return the texts row by row; places covered by a span hold "" but for its first."""
        rows = [[""] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row][cell.col] = cell.text
        return rows


Block: TypeAlias = Line | Table


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: lines and tables in reading order.

    Attributes:
        number: 1-based page number in the file.
        width: width in points of the upright page.
        height: height in points of the upright page.
        read_by: ``text`` (trusted layer, office file, HTML) or ``ocr``.
        blocks: lines and tables in reading order.
        rotation: degrees clockwise the picture was turned to stand upright (0, 90, 180, 270).
        skew: degrees the picture was straightened by.
        dpi: resolution the page was read at; 0 where nothing was rendered.
        flags: machine names of what was odd ("bad_text_layer", "legacy_font:tcvn3", ...).
    """

    number: int
    width: float
    height: float
    read_by: ReadBy
    blocks: tuple[Block, ...]
    rotation: int = 0
    skew: float = 0.0
    dpi: int = 0
    flags: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of running text, in reading order."""
        return tuple(b for b in self.blocks if isinstance(b, Line))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in reading order."""
        return tuple(b for b in self.blocks if isinstance(b, Table))


@dataclass(frozen=True, slots=True)
class FieldValue:
    """The value of one field of a record, with its provenance (``where``: see ``Cell``).

    ``why`` says in Vietnamese sentences why the text was taken for this field: the title of its
    column, the heading it was inherited from. ``disputed``: two readers read a word of its cell
    otherwise.
    """

    text: str
    raw: str
    page: int
    bbox: BBox | None = None
    conf: float = 1.0
    changes: tuple[Change, ...] = ()
    parts: tuple[tuple[int, BBox | None], ...] = ()
    why: tuple[str, ...] = ()
    where: str = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One row that means something: named fields, still as written.

    ``kind`` is action, assignment, evidence, schedule or task. ``fields`` uses the names in
    ``extractors.tables.fields.columns.FIELDS``; columns that could not be mapped are in
    ``unmapped`` as ``(column title, value)``. ``limit`` says that its deadline stands in a column
    of last days. ``level`` and ``standard`` come from section rows or
    headings above.
    """

    kind: str
    page: int
    row: int
    fields: dict[str, FieldValue]
    unmapped: tuple[tuple[str, FieldValue], ...] = ()
    level: str = ""
    standard: str = ""
    section: str = ""
    bbox: BBox | None = None
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    raw_cells: tuple[str, ...] = field(default=())
    limit: bool = False


def cell_of(line: Line, row: int, col: int, *, colspan: int = 1) -> Cell:
    """Return a line as a cell of one row, with all that is known of where it came from."""
    return Cell(
        row,
        col,
        line.text,
        line.page,
        colspan=colspan,
        bbox=line.bbox,
        conf=line.conf,
        raw=line.raw,
        changes=line.changes,
        words=line.words,
    )


def mostly_bold(heavy: int, letters: int) -> bool:
    """Say whether ``heavy`` letters in bold of all ``letters`` make a text bold."""
    return letters > 0 and heavy * 10 >= letters * _BOLD_TENTHS


def with_text(cell: Cell, text: str, changes: tuple[Change, ...]) -> Cell:
    """Return the cell with repaired text; ``raw`` stays as read."""
    return replace(cell, text=text, changes=cell.changes + changes)
