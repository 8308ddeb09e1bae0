"""How sheets look: heads, widths, dates, sums, links, and the page they are printed on."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Literal, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

CELL_LIMIT = 32_767
"""Letters Excel keeps in one cell."""

LINK_LIMIT = 65_000
"""Links Excel accepts in one sheet are 65,530."""

_HIGHEST_ROW = 409.0
"""Points; Excel has no higher rows."""

_LINE_HEIGHT = 14.3
"""Points of a line of 11-point Times New Roman."""

_LETTERS_PER_UNIT = 1.4
"""Letters of running Vietnamese in one unit of column width (a zero of the standard font)."""

_CAPITALS_WIDER = 0.55
"""How much more room a capital takes than a small letter."""

Form: TypeAlias = Literal["text", "date", "money", "number", "link"]
Value: TypeAlias = str | int | float | date | None

_FORMATS = {"date": "dd/mm/yyyy", "money": "#,##0", "number": "General"}
_THIN = Side(style="thin", color="BFBFBF")
_FONT = "Times New Roman"
"""The font of official papers in Vietnam (Decree 30/2020), on every office machine."""

FILLS = {"good": "E2F0D9", "warn": "FFF2CC", "bad": "F8CBAD", "quiet": "EDEDED"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in letters and what its cells hold."""

    title: str
    width: float
    form: Form = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write.

    ``links`` gives cells (line from 0, column from 0) the address they lead to; ``fills`` a colour
    of ``FILLS``. ``hidden`` are columns kept but not shown. ``printed`` sheets fit the width of A4.
    """

    title: str
    columns: tuple[Column, ...]
    lines: Sequence[Sequence[Value]]
    links: dict[tuple[int, int], str]
    fills: dict[tuple[int, int], str]
    hidden: frozenset[int] = frozenset()
    printed: bool = True


def write_sheet(book: Workbook, sheet: Sheet) -> Worksheet:
    """Write a sheet at the end of the workbook."""
    made = book.create_sheet(sheet.title)
    _head(made, sheet)
    styles = {name: _style(book, name) for name in ("text", "date", "money", "number", "link")}
    for r, line in enumerate(sheet.lines, start=2):
        for c, value in enumerate(line, start=1):
            cell = made.cell(r, c)
            put(cell, value)
            cell._style = styles[_form(sheet.columns[c - 1].form, value)]  # shared: see _mark
        if sheet.printed:
            made.row_dimensions[r].height = _height(line, sheet.columns)
    _mark(made, sheet, styles)
    _page(made, sheet)
    return made


def put(cell: Cell, value: Value) -> None:
    """Set a cell's value: text stays text, whatever sign it begins with."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL_LIMIT]
        if not value:
            return
        cell.value = value
        cell.data_type = "s"
        return
    cell.value = value


def _height(line: Sequence[Value], columns: Sequence[Column]) -> float:
    """Return the height in points at which every wrapped cell of a line shows whole.

    Excel fits heights when it opens a file; LibreOffice and the readers of phones do not.
    """
    most = max(
        (_lines(value, column.width) for value, column in zip(line, columns, strict=True)),
        default=1,
    )
    return min(_HIGHEST_ROW, 3 + most * _LINE_HEIGHT)


def _lines(value: Value, width: float) -> int:
    if not isinstance(value, str):
        return 1
    capitals = sum(map(str.isupper, value)) / max(1, len(value))
    letters = max(4, int(width * _LETTERS_PER_UNIT / (1 + _CAPITALS_WIDER * capitals)))
    return sum(max(1, len(wrap(part, letters))) for part in value.split("\n"))


def _form(form: Form, value: Value) -> str:
    if form == "text" and isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) and form != "link" else form


def _style(book: Workbook, name: str) -> object:
    """Return the style of cells of one form, registered in the workbook."""
    cell = Cell(book.active or book.create_sheet("style"), row=1, column=1)
    wraps = name in ("text", "link")
    side = "center" if name in ("date", "link") else "general"
    cell.font = Font(
        name=_FONT,
        size=11,
        color="0563C1" if name == "link" else None,
        underline="single" if name == "link" else None,
    )
    cell.alignment = Alignment(vertical="top", wrap_text=wraps, horizontal=side)
    cell.border = Border(_THIN, _THIN, _THIN, _THIN)
    cell.number_format = _FORMATS.get(name, "General")
    return cell._style


def _head(made: Worksheet, sheet: Sheet) -> None:
    for c, column in enumerate(sheet.columns, start=1):
        cell = made.cell(1, c, column.title)
        cell.data_type = "s"
        cell.font = Font(name=_FONT, size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        cell.alignment = Alignment(vertical="center", horizontal="center", wrap_text=True)
        cell.border = Border(_THIN, _THIN, _THIN, _THIN)
        dimension = made.column_dimensions[get_column_letter(c)]
        dimension.width = column.width
        dimension.hidden = c - 1 in sheet.hidden
    made.freeze_panes = "A2"
    last = f"{get_column_letter(len(sheet.columns))}{max(1, len(sheet.lines) + 1)}"
    made.auto_filter.ref = f"A1:{last}"


def _mark(made: Worksheet, sheet: Sheet, styles: dict[str, object]) -> None:
    for (r, c), address in list(sheet.links.items())[:LINK_LIMIT]:
        cell = made.cell(r + 2, c + 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, target=address, tooltip=address[:200])
        cell._style = copy(styles["link"])
    fills = {name: PatternFill("solid", fgColor=colour) for name, colour in FILLS.items()}
    for (r, c), name in sheet.fills.items():
        cell = made.cell(r + 2, c + 1)
        cell._style = copy(cell._style)
        cell.fill = fills[name]


def _page(made: Worksheet, sheet: Sheet) -> None:
    """Set A4 across, one page wide, the head on every page, its number below."""
    made.page_setup.paperSize = 9
    made.page_setup.orientation = "landscape"
    made.print_title_rows = "1:1"
    made.oddHeader.center.text = sheet.title
    made.oddFooter.center.text = "Trang &P/&N"
    made.page_margins.left = made.page_margins.right = 0.4
    made.page_margins.top = made.page_margins.bottom = 0.7
    made.page_margins.header = made.page_margins.footer = 0.3
    if sheet.printed:
        made.sheet_properties.pageSetUpPr.fitToPage = True
        made.page_setup.fitToWidth = 1
        made.page_setup.fitToHeight = 0
