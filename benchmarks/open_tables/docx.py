"""Sheets as Word files, for an office program to print."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from benchmarks._adjacency import FlatCell
from benchmarks.open_tables.contents import Content
from benchmarks.open_tables.sheets import Sheet

__all__ = ["write_docx"]

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
_SIDES = ("top", "left", "bottom", "right")
_WIDTH = 17.0  # cm between the margins


def write_docx(sheet: Sheet, path: Path) -> None:
    """Write a sheet that has a table."""
    assert sheet.content is not None
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Serif", Pt(sheet.size)
    normal.paragraph_format.space_after = Pt(4)
    for text in (*sheet.above, sheet.caption):
        document.add_paragraph(text)
    _add_table(document, sheet, sheet.content)
    for text in sheet.below:
        document.add_paragraph(text).paragraph_format.space_before = Pt(4)
    document.save(str(path))


def _add_table(document: Any, sheet: Sheet, content: Content) -> None:
    n_rows, n_cols = content.n_rows, len(content.widths)
    table = document.add_table(n_rows, n_cols)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, content.widths, strict=True):
        for cell in column.cells:
            cell.width = Cm(_WIDTH * width / sum(content.widths))
    for cell in content.cells:
        last = table.cell(cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1)
        merged = table.cell(cell.row, cell.col).merge(last)
        paragraph = merged.paragraphs[0]
        head = cell.row < content.header
        paragraph.add_run(cell.text).bold = head
        paragraph.alignment = _ALIGN["center" if head else content.aligns[cell.col]]
        space = paragraph.paragraph_format
        space.space_before = space.space_after = Pt(sheet.pad)
        for row in table.rows[cell.row : cell.row + cell.rowspan]:
            _dress(row._tr.tc_at_grid_offset(cell.col), cell, sheet, content, (n_rows, n_cols))


def _dress(tc: Any, cell: FlatCell, sheet: Sheet, content: Content, size: tuple[int, int]) -> None:
    """Give a cell its borders, its colour and its upright place."""
    properties = tc.get_or_add_tcPr()
    for old in properties.findall(qn("w:tcBorders")) + properties.findall(qn("w:shd")):
        properties.remove(old)
    borders = OxmlElement("w:tcBorders")
    for side, colour in _borders(cell, sheet.rules, content, size):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.append(borders)
    if colour := _colour(cell, sheet.rules, content):
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            shade.set(qn(f"w:{key}"), value)
        properties.append(shade)
    if sheet.middle:
        place = OxmlElement("w:vAlign")
        place.set(qn("w:val"), "center")
        properties.append(place)


def _borders(
    cell: FlatCell, rules: str, content: Content, size: tuple[int, int]
) -> Iterable[tuple[str, str]]:
    bottom, right = cell.row + cell.rowspan, cell.col + cell.colspan
    outer = (cell.row == 0, cell.col == 0, bottom == size[0], right == size[1])
    head = (False, False, bottom == content.header, False)
    every, across, down = (True,) * 4, (True, False, True, False), (False, True, False, True)
    wanted: dict[str, tuple[tuple[bool, ...], ...]] = {
        "grid": (every,),
        "rows": (across,),
        "pale": (across,),
        "booktabs": (tuple(a and b for a, b in zip(outer, across, strict=True)), head),
        "frame": (outer, head),
        "columns": (outer, head, down),
        "tiles": (every,),
    }
    colour = {"pale": "CCCCCC", "tiles": "FFFFFF"}.get(rules, "000000")
    for index, side in enumerate(_SIDES):
        if any(pattern[index] for pattern in wanted.get(rules, ())):
            yield side, colour


def _colour(cell: FlatCell, rules: str, content: Content) -> str:
    body = cell.row >= content.header
    if rules == "tiles" or (rules == "zebra" and body and cell.row % 2):
        return "DDE8F5"
    return "C5D5EA" if rules == "head" and not body else ""
