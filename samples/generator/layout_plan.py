"""A short plan around the table of a layout: heading, a line of prose, tables, ending."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth

from samples.generator import columns, improvement
from samples.generator.facts import School
from samples.generator.facts import school as invent_school
from samples.generator.improvement_plan import close, document_values
from samples.generator.layouts import Content, Layout
from samples.generator.letterhead import authority_of, letterhead, place_date, title
from samples.generator.model import Block, Para, Plan, TableBlock, TruthItem
from samples.generator.pdf import register, text_width
from samples.generator.self_assessment import council, evidence, ranges, schedule

_OTHERS = {"council": council, "ranges": ranges, "evidence": evidence, "schedule": schedule}
_HEADS: dict[Content, str] = {
    "action": "NỘI DUNG CẢI TIẾN CHẤT LƯỢNG",
    "council": "PHÂN CÔNG NHIỆM VỤ",
    "ranges": "DỰ KIẾN NGUỒN LỰC",
    "evidence": "THU THẬP MINH CHỨNG",
    "schedule": "THỜI GIAN BIỂU",
}
_LEADS = (
    "Các bộ phận, cá nhân được phân công thực hiện nội dung theo bảng dưới đây.",
    "Nội dung, người thực hiện và thời gian hoàn thành được quy định như sau:",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các tổ báo cáo nhà trường để giải quyết.",
)
_CENTRED = ("number", "standard", "criteria", "deadline", "start", "end", "budget")
_LEAST_SIZE = 8.0
_TITLED_WIDTH = 17.0


def layout_plan(
    layout: Layout, seed: int, *, paper: tuple[float, float] | None = None, rows: int = 0
) -> Plan:
    """Return a plan whose tables are set out as ``layout`` says.

    Args:
        layout: one of ``samples.generator.layouts.catalogue``.
        seed: chooses the words.
        paper: width and height of the page in points; A4 by default.
        rows: about how many rows the first table has; 0 leaves it to the layout.
    """
    rng = random.Random(seed)
    school = invent_school(rng)
    kind = "improvement_plan" if layout.content == "action" else "self_assessment_plan"
    heading = ("KẾ HOẠCH", _subject(layout), f"Năm học {school.year}")
    number = f"{school.serial:02d}/KH-{school.code}"
    authority = authority_of(rng, school)
    blocks: list[Block] = [
        letterhead(authority, school.name, number, place_date(school.commune, school.issued)),
        *title(*heading),
        Para(rng.choice(_LEADS)),
    ]
    items: list[TruthItem] = []
    wanted = layout if not rows else replace(layout, rows=rows)
    width = text_width(paper or A4, landscape=layout.landscape)
    style = _style(rng, wanted)
    heads: list[Content] = [layout.content]
    if layout.second:
        heads.append(layout.content if layout.second == "like" else layout.second)
    for index, content in enumerate(heads):
        blocks.append(Para(f"{'I' * (index + 1)}. {_HEADS[content]}", bold=True, align="left"))
        if index:
            blocks.append(Para(rng.choice(_LEADS)))
        made, found = _table(rng, school, wanted, style, content, len(blocks))
        blocks.append(_fitting(made, layout, width))
        items += found
    blocks.append(close(rng, school, ("HIỆU TRƯỞNG",)))
    values = document_values(school, kind, " ".join(heading), authority, number)
    del values["framework"]  # nothing on the page tells it
    return Plan(values, tuple(blocks), tuple(items), layout.landscape, layout.family, paper)


def _subject(layout: Layout) -> str:
    if layout.content == "action":
        return "Cải tiến chất lượng giáo dục"
    return "Tự đánh giá chất lượng giáo dục"


def _style(rng: random.Random, layout: Layout) -> improvement.House:
    """Return the house style of the layout's table of actions; its second one has the same."""
    fields = layout.fields or ("criteria", "action", "owner", "deadline")
    crowded = len(fields) >= 8
    made = improvement.house(rng, max(4, len(fields)))
    texts = tuple(f for f in fields if f not in _CENTRED and f not in ("content", "action"))
    return replace(
        made,
        fields=fields,
        titles={f: rng.choice(columns.TITLES[f]) for f in fields},
        criteria="bare" if crowded else made.criteria,
        sections=layout.sections,
        merged_standard=layout.merged,
        groups=0.35 if layout.merged else 0.0,
        centred=_CENTRED + (texts if layout.align == "center" else ()),
        joint_owners=layout.joint,
        column_numbers=layout.numbered,
    )


def _table(
    rng: random.Random,
    school: School,
    layout: Layout,
    style: improvement.House,
    content: Content,
    block: int,
) -> tuple[TableBlock, list[TruthItem]]:
    if content != "action":
        return _OTHERS[content](rng, school, block)
    rows = max(4, layout.rows // 2) if layout.second == "like" else layout.rows
    made, items = improvement.styled_table(rng, school, style, rows, block)
    if style.criteria == "titled":
        made = replace(made, widths=columns.widths(style.fields, criteria=_TITLED_WIDTH))
    return made, items


def _fitting(block: TableBlock, layout: Layout, width: float) -> TableBlock:
    """Return the table in the layout's look, no word wider than its column.

    Columns of short words give way to those of long ones; where that is not enough the text is
    printed smaller.
    """
    register(layout.family)
    size = layout.size
    needs = _needs(block, layout, size)
    while size > _LEAST_SIZE and sum(needs) > width:
        size -= 0.5
        needs = _needs(block, layout, size)
    widths = _shared(block.widths, [need / width for need in needs])
    return replace(block, widths=widths, size=size, look=layout.look, repeat=layout.repeat)


def _needs(block: TableBlock, layout: Layout, size: float) -> list[float]:
    """Return the points each column needs for its longest word."""
    needs = [0.0] * len(block.widths)
    for row in block.rows:
        for c, cell in enumerate(row):
            if cell is not None and cell.colspan == 1:
                font = f"{layout.family}{int(cell.bold)}"
                wide = max((stringWidth(w, font, size) for w in cell.text.split()), default=0.0)
                needs[c] = max(needs[c], wide + 2 * layout.look.side + 0.1)
    return needs


def _shared(widths: Sequence[float], needs: Sequence[float]) -> tuple[float, ...]:
    """Return shares as near to ``widths`` as can be of which none is less than it needs."""
    if sum(needs) >= 1:
        return tuple(need / sum(needs) for need in needs)
    low: set[int] = set()
    while True:
        rest = 1 - sum(needs[c] for c in low)
        scale = rest / sum(w for c, w in enumerate(widths) if c not in low)
        more = {c for c, w in enumerate(widths) if c not in low and w * scale < needs[c]}
        if not more:
            return tuple(needs[c] if c in low else w * scale for c, w in enumerate(widths))
        low |= more
