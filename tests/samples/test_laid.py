"""Tables in any look: what the page shows is what is noted, at page breaks too."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pymupdf
import pytest

from samples.generate import make_plan
from samples.generator.model import Look, Plan, Rules, TableBlock, TableCell
from samples.generator.pdf import print_pdf
from samples.generator.printed import Fragment, Printed
from samples.generator.truth import truth

RULES = get_args(Rules)
LONG = "Thường xuyên tuyên truyền trong toàn trường giáo viên trước nhân viên theo " * 4


def looked(plan: Plan, look: Look, **changes: object) -> Plan:
    """Return the plan with all tables in that look."""
    blocks = tuple(
        replace(b, look=look, **changes) if isinstance(b, TableBlock) else b  # type: ignore[arg-type]
        for b in plan.blocks
    )
    return replace(plan, blocks=blocks)


def small(look: Look, rows: int = 9, *, repeat: bool = False) -> Plan:
    """Return a plan of one table with long rows on small sheets."""
    head = (TableCell("TT", bold=True), TableCell("Nội dung", bold=True))
    body = tuple((TableCell(str(n)), TableCell(f"{n} {LONG}".strip())) for n in range(rows))
    table = TableBlock((head, *body), (0.2, 0.8), 1, repeat, 11.0, look)
    return Plan({}, (table,), (), paper=(400.0, 330.0))


def shown(page: pymupdf.Page, part: Fragment) -> str:
    """Return the letters that stand in the part's box."""
    box = pymupdf.Rect(part.bbox) + (-1, -1, 1, 1)
    return "".join(page.get_text(clip=box).split())


def row_texts(printed: Printed, col: int) -> dict[int, str]:
    """Return the letters of each row of the whole table in one column, header left out."""
    found: dict[int, str] = {}
    for part in printed.fragments:
        for cell in part.cells:
            if cell.col == col and cell.row >= part.header_rows:
                found[cell.source] = found.get(cell.source, "") + "".join(cell.text.split())
    return found


@pytest.mark.parametrize("rules", RULES)
def test_every_look_is_printed_and_noted(rules: Rules) -> None:
    number = RULES.index(rules)
    look = Look(rules, cut_words=number % 2 == 0, middle=number % 3 == 0, shaded=number % 2 == 1)
    plan = looked(make_plan("improvement_plan", 40 + number, 4 + number % 9), look)
    data, printed = print_pdf(plan)
    with pymupdf.open(stream=data, filetype="pdf") as document:
        assert printed.pages == document.page_count
        for part in printed.fragments:
            letters = shown(document[part.page - 1], part)
            for line in (t for cell in part.cells for t in cell.text.split("\n")):
                assert "".join(line.split()) in letters


@pytest.mark.parametrize("breaks", [True, False])
@pytest.mark.parametrize("repeat", [True, False])
@pytest.mark.parametrize("cut_words", [True, False])
def test_no_letter_is_lost_at_a_page_break(breaks: bool, repeat: bool, cut_words: bool) -> None:
    plan = small(Look(breaks=breaks, cut_words=cut_words), repeat=repeat)
    _, printed = print_pdf(plan)
    assert len(printed.fragments) > 2
    assert any(part.cut for part in printed.fragments) is breaks
    assert {part.header_rows for part in printed.fragments[1:]} == {int(repeat)}
    wanted = {n + 1: "".join(f"{n} {LONG}".split()) for n in range(9)}
    assert row_texts(printed, 1) == wanted


def test_a_word_is_cut_at_the_page_break() -> None:
    _, printed = print_pdf(small(Look(cut_words=True)))
    part = next(p for p in printed.fragments if p.cut)
    last = max(part.cells, key=lambda c: (c.row, c.col)).text.split()[-1]
    assert last not in LONG.split()


def test_a_merged_cell_goes_on_overleaf() -> None:
    plan = looked(make_plan("improvement_plan", 4, 9), Look(breaks=False))
    _, printed = print_pdf(plan)
    for part in printed.fragments:
        places = [
            (r, c)
            for cell in part.cells
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.col, cell.col + cell.colspan)
        ]
        assert len(places) == len(set(places))  # nothing overlaps, nothing is left open
        assert len(places) == (1 + max(r for r, _ in places)) * (1 + max(c for _, c in places))


@pytest.mark.parametrize(("closed", "lines"), [(False, 0), (True, 1)])
def test_the_line_under_a_cut_row(closed: bool, lines: int) -> None:
    data, printed = print_pdf(small(Look(closed=closed)))
    part = next(p for p in printed.fragments if p.cut)
    with pymupdf.open(stream=data, filetype="pdf") as document:
        paths = document[part.page - 1].get_drawings()
    low = {round(p["rect"].y0) for p in paths if abs(p["rect"].y0 - part.bbox[3]) < 0.5
           and p["rect"].height < 0.1}  # fmt: skip
    assert len(low) == lines


def test_short_cells_of_a_cut_row_begin_above_the_break() -> None:
    """With ``middle`` the number of a cut row stood on the next page, above no text of its own."""
    _, printed = print_pdf(small(Look(middle=True)))
    for part in printed.fragments:
        numbers = [c for c in part.cells if c.col == 0 and c.row >= part.header_rows]
        assert part.cut is False or numbers[-1].text


def test_truth_tells_the_fragments() -> None:
    plan = small(Look(), repeat=True)
    _, printed = print_pdf(plan)
    (table,) = truth(plan, printed, "born-digital")["tables"]
    assert [f["page"] for f in table["fragments"]] == list(range(1, printed.pages + 1))
    first = table["fragments"][0]
    assert first["cells"][0] == {
        "row": 0, "col": 0, "rowspan": 1, "colspan": 1, "text": "TT", "source": 0
    }  # fmt: skip
    assert table["broken_rows"]
