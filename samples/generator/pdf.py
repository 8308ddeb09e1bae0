"""Print a plan with reportlab and note what stands on which page.

Every paragraph remembers the block and cell it belongs to; when it is drawn, also in pieces after
a page break, the lines that were drawn are noted with their page.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.doctemplate import LayoutError

from samples.generator.fonts import FAMILIES, font_file
from samples.generator.laid import LaidTable
from samples.generator.model import Block, Para, Plan, SideBySide, TableBlock, TableCell, Turn
from samples.generator.printed import Key, Printed

_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
_MARGINS = (71.0, 42.0, 48.0, 48.0)  # left, right, top, bottom, points


@lru_cache(maxsize=len(FAMILIES))
def register(name: str) -> str:
    """Register a font family of ``FAMILIES`` and return its name.

    Raises:
        FontMissingError: no font that covers Vietnamese is installed.
    """
    names = [f"{name}{style}" for style in range(4)]
    for style, registered in enumerate(names):
        pdfmetrics.registerFont(TTFont(registered, str(font_file(name, style))))
    pdfmetrics.registerFontFamily(
        name, normal=names[0], bold=names[1], italic=names[2], boldItalic=names[3]
    )
    return name


class _Tracked(Paragraph):  # type: ignore[misc]
    """A paragraph that notes the lines it draws; ``note`` is (Printed, key)."""

    note: tuple[Printed, Key] | None = None

    def split(self, width: float, height: float) -> list[Any]:
        parts = super().split(width, height)
        for part in parts:
            part.note = self.note
        return parts

    def draw(self) -> None:
        if self.note is not None:
            printed, key = self.note
            page = self.canv.getPageNumber()
            printed.lines[key][page] += [_line_text(line) for line in self.blPara.lines]
            printed.order.append((page, key))
        super().draw()


def _line_text(line: Any) -> str:
    words = line[1] if isinstance(line, tuple) else [w.text for w in line.words]
    return " ".join("".join(words).split() if not isinstance(line, tuple) else words)


def _paragraph(para: Para, family: str, note: tuple[Printed, Key]) -> Any:
    style = ParagraphStyle(
        "p",
        fontName=f"{family}0",
        fontSize=para.size,
        leading=para.size * 1.22,
        alignment=_ALIGN[para.align],
        firstLineIndent=28 if para.indent and para.align == "justify" else 0,
        spaceAfter=para.after,
    )
    text = escape(para.text).replace("\n", "<br/>")
    for tag, on in (("b", para.bold), ("i", para.italic), ("u", para.underline)):
        text = f"<{tag}>{text}</{tag}>" if on else text
    made = _Tracked(text, style)
    made.note = note
    return made


def _cell(
    cell: TableCell, size: float, family: str, printed: Printed, key: tuple[int, int, int]
) -> Any:
    if not cell.text:
        return ""
    return [
        _paragraph(
            Para(line, cell.bold, cell.italic, False, cell.align, size, False, 0.0),
            family,
            (printed, (*key, part)),
        )
        for part, line in enumerate(cell.text.split("\n"))
    ]


def _table(block: TableBlock, index: int, width: float, family: str, printed: Printed) -> Any:
    data: list[list[Any]] = []
    spans = []
    for r, row in enumerate(block.rows):
        data.append([])
        for c, cell in enumerate(row):
            data[-1].append(
                "" if cell is None else _cell(cell, block.size, family, printed, (index, r, c))
            )
            if cell is not None and (cell.rowspan > 1 or cell.colspan > 1):
                spans.append(("SPAN", (c, r), (c + cell.colspan - 1, r + cell.rowspan - 1)))
    style = [
        ("GRID", (0, 0), (-1, -1), 0.6, (0, 0, 0)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if block.size > 11 else "TOP"),
        ("VALIGN", (0, 0), (-1, block.header_rows - 1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        *spans,
    ]
    return Table(
        data,
        colWidths=[w * width for w in block.widths],
        repeatRows=block.header_rows if block.repeat else 0,
        style=style,
        splitByRow=1,
        splitInRow=0 if spans else 1,
        spaceAfter=8,
    )


def _side(block: SideBySide, index: int, width: float, family: str, printed: Printed) -> Any:
    sides = []
    for side, paras in enumerate((block.left, block.right)):
        sides.append(
            [_paragraph(p, family, (printed, (index, 0, side, i))) for i, p in enumerate(paras)]
        )
        for made, para in zip(sides[-1], paras, strict=True):
            made.spaceAfter = para.after
    widths = [block.share * width, (1 - block.share) * width]
    return Table(
        [sides], colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP")], spaceAfter=6
    )


def print_pdf(plan: Plan, author: str = "") -> tuple[bytes, Printed]:
    """Return the PDF and what stands on which page.

    Pages are A4 (or ``plan.paper``) with the margins of Nghị định 30/2020/NĐ-CP (25 mm at the
    left). A table with a row higher than a page is printed smaller, as a typist would.

    Raises:
        LayoutError: it does not fit even then.
    """
    for smaller in (0.0, 1.0, 2.0, 3.0):
        blocks = tuple(
            replace(b, size=b.size - smaller) if isinstance(b, TableBlock) else b
            for b in plan.blocks
        )
        try:
            return _print(replace(plan, blocks=blocks), author)
        except (LayoutError, TypeError):  # reportlab stumbles over its own message for the former
            continue
    raise LayoutError("a row is higher than a page")


def _print(plan: Plan, author: str) -> tuple[bytes, Printed]:
    printed = Printed()
    family = register(plan.family)
    buffer = io.BytesIO()
    paper = plan.paper or A4
    doc = BaseDocTemplate(buffer, pagesize=paper, title="", author=author, invariant=1)
    left, right, top, bottom = _MARGINS
    templates = {}
    for name, size in (("upright", paper), ("wide", landscape(paper))):
        frame = Frame(left, bottom, size[0] - left - right, size[1] - top - bottom, 0, 0, 0, 0)
        templates[name] = (PageTemplate(name, [frame], onPage=_numbered, pagesize=size), frame)
    first = "wide" if plan.landscape else "upright"
    order = [first, *(n for n in templates if n != first)]
    doc.addPageTemplates([templates[n][0] for n in order])
    story: list[Any] = []
    current = first
    for index, block in enumerate(plan.blocks):
        if isinstance(block, Turn):
            current = "wide" if block.landscape else "upright"
            story += [NextPageTemplate(current), PageBreak()]
            continue
        width = templates[current][1]._width
        story += _flowables(block, index, width, family, printed)
    doc.build(story)
    printed.pages = doc.page
    return buffer.getvalue(), printed


def text_width(paper: tuple[float, float], *, landscape: bool) -> float:
    """Return the width in points between the margins of a page."""
    left, right, _, _ = _MARGINS
    return (max(paper) if landscape else paper[0]) - left - right


def _flowables(block: Block, index: int, width: float, family: str, printed: Printed) -> list[Any]:
    if isinstance(block, Para):
        if not block.text:
            return [Spacer(1, block.after)]
        return [_paragraph(block, family, (printed, (index, 0, 0, 0)))]
    if isinstance(block, TableBlock) and block.look is not None:
        return [LaidTable(block, index, width, family, printed)]
    if isinstance(block, TableBlock):
        return [_table(block, index, width, family, printed)]
    assert isinstance(block, SideBySide)
    return [Spacer(1, 6), _side(block, index, width, family, printed)]


def _numbered(canvas: Any, doc: Any) -> None:
    page = canvas.getPageNumber()
    if page > 1:
        canvas.setFont(f"{register('Serif')}0", 12)
        width, height = canvas._pagesize
        canvas.drawCentredString(width / 2, height - 32, str(page))
