"""Sheets as HTML, for a browser to print."""

from __future__ import annotations

from html import escape

from benchmarks._adjacency import FlatCell
from benchmarks.open_tables.contents import PROSE, Content
from benchmarks.open_tables.sheets import Sheet

__all__ = ["html_page"]

_BASE = (
    "@page{size:A4;margin:20mm} body{font-family:'Liberation Serif',Tinos,serif;margin:0}"
    "p{text-align:justify;margin:6pt 0} table{border-collapse:collapse;width:100%}"
    "th{font-weight:bold;text-align:center} .c{columns:2}"
)
_LINE, _PALE = "0.6pt solid #000", "0.4pt solid #ccc"
_RULES = {
    "grid": f"td,th{{border:{_LINE}}}",
    "none": "",
    "rows": f"tr>*{{border-bottom:{_LINE}}} table{{border-top:{_LINE}}}",
    "booktabs": f"table{{border-top:{_LINE};border-bottom:{_LINE}}} .h>*{{border-bottom:{_LINE}}}",
    "frame": f"table{{border:{_LINE}}} .h>*{{border-bottom:{_LINE}}}",
    "columns": f"table,td,th{{border-left:{_LINE};border-right:{_LINE}}}"
    f"table{{border-top:{_LINE};border-bottom:{_LINE}}} .h>*{{border-bottom:{_LINE}}}",
    "zebra": "tr.z>*{background:#e6e6e6}",
    "tiles": "table{border-collapse:separate;border-spacing:1.5pt} td,th{background:#dde8f5}",
    "head": "th{background:#2a5d9f;color:#fff}",
    "pale": f"tr>*{{border-bottom:{_PALE}}}",
}


def html_page(sheet: Sheet) -> str:
    """Return the sheet as an HTML document with its styles."""
    valign = "middle" if sheet.middle else "top"
    style = f"{_BASE} body{{font-size:{sheet.size}pt}}"
    style += f"td,th{{padding:{sheet.pad}pt 5pt;vertical-align:{valign}}}"
    if sheet.content is None:
        body = _bare(sheet)
    else:
        style += _RULES[sheet.rules]
        body = f"<p>{escape(sheet.caption)}</p>{_table(sheet.content)}"
    above, below = ("".join(f"<p>{escape(t)}</p>" for t in ts) for ts in (sheet.above, sheet.below))
    head = f'<meta charset="utf-8"><style>{style}</style>'
    return f'<!doctype html><html lang="vi">{head}<body>{above}{body}{below}</body></html>'


def _table(content: Content) -> str:
    rows: list[list[FlatCell]] = [[] for _ in range(content.n_rows)]
    for cell in content.cells:
        rows[cell.row].append(cell)
    total = sum(content.widths)
    lines = [f'<col style="width:{100 * w / total:.1f}%">' for w in content.widths]
    for r, row in enumerate(rows):
        marks = ["h"] if r == content.header - 1 else []
        marks += ["z"] if r % 2 and r >= content.header else []
        cells = "".join(_cell(cell, content) for cell in sorted(row))
        lines.append(f'<tr class="{" ".join(marks)}">{cells}</tr>')
    return f"<table>{''.join(lines)}</table>"


def _cell(cell: FlatCell, content: Content) -> str:
    tag = "th" if cell.row < content.header else "td"
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    align = "" if tag == "th" else f' style="text-align:{content.aligns[cell.col]}"'
    if cell.row + cell.rowspan == content.header and cell.rowspan > 1:
        spans += ' class="low"'
    return f"<{tag}{spans}{align}>{escape(cell.text)}</{tag}>"


def _bare(sheet: Sheet) -> str:
    """Return what stands in columns and is no table."""
    if sheet.rules == "columns of prose":
        return f'<div class="c">{"".join(f"<p>{t}</p>" for t in PROSE * 4)}</div>'
    if sheet.rules == "contents":
        row = '<div style="display:flex"><span>{}</span><span style="flex:1;overflow:hidden;'
        row += 'white-space:nowrap">{}</span><span>{}</span></div>'
        return "".join(
            row.format(f"{n}. {PROSE[n % 4][:40]}", "." * 300, 3 * n) for n in range(1, 12)
        )
    if sheet.rules == "list":
        return f"<ol>{''.join(f'<li>{t}</li>' for t in PROSE * 2)}</ol>"
    if sheet.rules == "letterhead":
        left = "PHÒNG GDĐT HUYỆN XUÂN AN<br><b>TRƯỜNG TH ĐỒNG QUÝ</b><br>Số: 7/KH-TH"
        right = "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b>"
        cell = '<div style="text-align:center">{}</div>'
        place = "<i>Xuân An, ngày 3 tháng 10 năm 2022</i>"
        signs = "<b>HIỆU TRƯỞNG</b><br><br><br>Phan Thế Hiển"
        pairs = [(left, f"{right}<br>{place}"), ("Nơi nhận:<br>- Như trên;<br>- Lưu: VT.", signs)]
        grid = '<div style="display:grid;grid-template-columns:1fr 1fr">{}</div><p>{}</p>'
        return "".join(grid.format(cell.format(a) + cell.format(b), PROSE[0]) for a, b in pairs)
    return _chart()


def _chart() -> str:
    bars = "".join(
        f'<rect x="{60 + 50 * n}" y="{200 - 17 * n}" width="30" height="{17 * n}" fill="#47a"/>'
        f'<text x="{62 + 50 * n}" y="216" font-size="10">20{14 + n}</text>'
        for n in range(1, 8)
    )
    lines = "".join(
        f'<path d="M60 {200 - 40 * k}H460" stroke="#bbb"/>'
        f'<text x="34" y="{204 - 40 * k}" font-size="10">{20 * k}%</text>'
        for k in range(5)
    )
    return f'<svg width="500" height="230">{lines}{bars}</svg>'
