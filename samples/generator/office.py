"""The same plans as Word files, web pages and plain text."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from samples.generator.model import Align, Para, Plan, SideBySide, TableBlock, Turn

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def to_docx(plan: Plan) -> bytes:
    """Return the plan as DOCX; merged cells are merged."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    for block in plan.blocks:
        if isinstance(block, Para):
            _docx_para(document.add_paragraph(), block)
        elif isinstance(block, SideBySide):
            document.add_paragraph()  # Word makes one table of two without a paragraph between
            cells = document.add_table(1, 2).rows[0].cells
            for cell, paras in zip(cells, (block.left, block.right), strict=True):
                for index, para in enumerate(paras):
                    _docx_para(cell.paragraphs[0] if index == 0 else cell.add_paragraph(), para)
        elif isinstance(block, TableBlock):
            _docx_table(document, block)
        else:
            _docx_turn(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _docx_para(paragraph: object, para: Para) -> None:
    paragraph.alignment = _ALIGN[para.align]  # type: ignore[attr-defined]
    run = paragraph.add_run(para.text)  # type: ignore[attr-defined]
    run.bold, run.italic, run.underline = para.bold, para.italic, para.underline
    run.font.size = Pt(para.size)


def _docx_table(document: object, block: TableBlock) -> None:
    table = document.add_table(len(block.rows), len(block.widths))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for r, row in enumerate(block.rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            target = table.cell(r, c)
            if cell.rowspan > 1 or cell.colspan > 1:
                target = target.merge(table.cell(r + cell.rowspan - 1, c + cell.colspan - 1))
            for index, line in enumerate(cell.text.split("\n")):
                paragraph = target.paragraphs[0] if index == 0 else target.add_paragraph()
                _docx_para(paragraph, Para(line, cell.bold, cell.italic, align=cell.align, size=11))


def _docx_turn(document: object, turn: Turn) -> None:
    section = document.add_section()  # type: ignore[attr-defined]
    wide = WD_ORIENT.LANDSCAPE if turn.landscape else WD_ORIENT.PORTRAIT
    if section.orientation != wide:
        section.orientation = wide
        section.page_width, section.page_height = section.page_height, section.page_width


def to_doc(plan: Plan) -> bytes:
    """Return the plan as a Word 97 file.

    Raises:
        FileNotFoundError: LibreOffice is not installed.
    """
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.docx"
        source.write_bytes(to_docx(plan))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "doc", "--outdir", folder]
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
        return source.with_suffix(".doc").read_bytes()


def to_html(plan: Plan) -> str:
    """Return the plan as the page of a school's web site, with the site's own words around it."""
    body = "\n".join(_html_block(block) for block in plan.blocks)
    name = escape(str(plan.document.get("school", "")))
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>Kế hoạch</title>'
        "<script>var dem = 0;</script></head>\n<body>\n"
        f"<header><p>Chào mừng bạn đến với cổng thông tin điện tử của {name}</p></header>\n"
        f"<nav><ul><li>Trang chủ</li><li>Giới thiệu</li><li>Văn bản</li></ul></nav>\n{body}\n"
        "<footer><p>Tin đọc nhiều</p><p>Thống kê truy cập</p></footer>\n</body></html>\n"
    )


def _html_text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _html_para(para: Para) -> str:
    inner = _html_text(para.text)
    inner = f"<b>{inner}</b>" if para.bold else inner
    inner = f"<i>{inner}</i>" if para.italic else inner
    return f'<p style="text-align:{_css(para.align)}">{inner}</p>'


def _css(align: Align) -> str:
    return align


def _html_block(block: Para | SideBySide | TableBlock | Turn) -> str:
    if isinstance(block, Para):
        return _html_para(block)
    if isinstance(block, SideBySide):
        sides = ("".join(map(_html_para, side)) for side in (block.left, block.right))
        return "<table><tr>" + "".join(f"<td>{side}</td>" for side in sides) + "</tr></table>"
    if isinstance(block, Turn):
        return ""
    rows = []
    for row in block.rows:
        cells = []
        for cell in row:
            if cell is None:
                continue
            spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1)
            spans += f' colspan="{cell.colspan}"' * (cell.colspan > 1)
            text = _html_text(cell.text)
            cells.append(f"<td{spans}>{f'<b>{text}</b>' if cell.bold else text}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def to_text(plan: Plan) -> str:
    """Return the plan as plain text: paragraphs, tables as rows of cells between tabs."""
    lines: list[str] = []
    for block in plan.blocks:
        if isinstance(block, Para):
            lines += [block.text, ""]
        elif isinstance(block, SideBySide):
            lines += [p.text for p in (*block.left, *block.right)] + [""]
        elif isinstance(block, TableBlock):
            for row in block.rows:
                texts = ["" if c is None else c.text.replace("\n", " ") for c in row]
                lines.append("\t".join(texts))
            lines.append("")
    return "\n".join(lines)
