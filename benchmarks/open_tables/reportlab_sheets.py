"""Sheets printed by reportlab."""

from __future__ import annotations

import io
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from benchmarks.open_tables.contents import Content
from benchmarks.open_tables.sheets import Sheet

__all__ = ["write_pdf"]

_ALIGN = {"left": TA_LEFT, "right": TA_RIGHT, "center": TA_CENTER}
_WIDTH = 17.0 * cm
_FONT = "SheetSans"


@cache
def _register() -> None:
    """Register a font with Vietnamese letters.

    Raises:
        FileNotFoundError: no sans font with Vietnamese letters is installed.
    """
    command = ["fc-match", "--format=%{file}", "Liberation Sans:lang=vi"]
    path = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if not path.endswith(".ttf"):
        raise FileNotFoundError("Liberation Sans")
    pdfmetrics.registerFont(TTFont(_FONT, io.BytesIO(Path(path).read_bytes())))


def write_pdf(sheet: Sheet, path: Path) -> None:
    """Print a sheet that has a table."""
    assert sheet.content is not None
    _register()
    text = ParagraphStyle(
        "text", fontName=_FONT, fontSize=sheet.size, leading=1.2 * sheet.size, spaceAfter=5
    )
    prose = ParagraphStyle("prose", text, alignment=TA_JUSTIFY)
    story: list[Flowable] = [Paragraph(t, prose) for t in sheet.above]
    story += [Paragraph(sheet.caption, text), _table(sheet, sheet.content, text)]
    story += [Paragraph(t, ParagraphStyle("below", prose, spaceBefore=6)) for t in sheet.below]
    margin = 2 * cm
    SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=margin, rightMargin=margin, topMargin=margin
    ).build(story)


def _table(sheet: Sheet, content: Content, text: ParagraphStyle) -> Table:
    n_rows, n_cols = content.n_rows, len(content.widths)
    grid: list[list[Any]] = [[""] * n_cols for _ in range(n_rows)]
    commands: list[tuple[Any, ...]] = [
        ("TOPPADDING", (0, 0), (-1, -1), sheet.pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), sheet.pad),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if sheet.middle else "TOP"),
    ]
    for cell in content.cells:
        align = "center" if cell.row < content.header else content.aligns[cell.col]
        style = ParagraphStyle("cell", text, alignment=_ALIGN[align], spaceAfter=0)
        grid[cell.row][cell.col] = Paragraph(cell.text, style)
        if cell.rowspan > 1 or cell.colspan > 1:
            last = (cell.col + cell.colspan - 1, cell.row + cell.rowspan - 1)
            commands.append(("SPAN", (cell.col, cell.row), last))
    widths = [_WIDTH * w / sum(content.widths) for w in content.widths]
    return Table(
        grid, colWidths=widths, style=commands + _rules(sheet.rules, content.header, n_rows)
    )


def _rules(rules: str, header: int, n_rows: int) -> list[tuple[Any, ...]]:
    every, head = ((0, 0), (-1, -1)), ((0, 0), (-1, header - 1))
    below_head = ("LINEBELOW", (0, header - 1), (-1, header - 1), 0.6, colors.black)
    ends = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black),
    ]
    border = ("BOX", *every, 0.6, colors.black)
    known: dict[str, list[tuple[Any, ...]]] = {
        "grid": [("GRID", *every, 0.5, colors.black)],
        "rows": [("LINEBELOW", *every, 0.5, colors.black), *ends],
        "booktabs": [*ends, below_head],
        "frame": [border, below_head],
        "columns": [border, below_head, ("LINEAFTER", *every, 0.5, colors.black)],
        "tiles": [
            ("BACKGROUND", *every, colors.HexColor("#dde8f5")),
            ("GRID", *every, 1.5, colors.white),
        ],
        "head": [("BACKGROUND", *head, colors.HexColor("#c5d5ea"))],
        "pale": [("LINEBELOW", *every, 0.25, colors.HexColor("#cccccc"))],
        "zebra": [
            ("BACKGROUND", (0, r), (-1, r), colors.HexColor("#e6e6e6"))
            for r in range(header, n_rows)
            if r % 2
        ],
    }
    return known.get(rules, [])
