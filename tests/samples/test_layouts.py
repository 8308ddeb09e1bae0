"""The catalogue of layouts: distinct, printable, and true to what is printed."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pymupdf
import pytest

from samples.generator.layout_plan import layout_plan
from samples.generator.layouts import Layout, catalogue, chosen
from samples.generator.model import Plan, Rules, TableBlock
from samples.generator.pdf import print_pdf
from samples.generator.printed import Printed

LAYOUTS = catalogue()


@cache
def printed(layout: Layout) -> tuple[Plan, bytes, Printed]:
    plan = layout_plan(layout, 11)
    return plan, *print_pdf(plan)


def test_the_layouts_are_many_and_distinct() -> None:
    assert len(LAYOUTS) >= 72
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)
    kinds = {(x.content, x.fields, x.look, x.repeat, x.sections, x.merged) for x in LAYOUTS}
    assert len(kinds) == len(LAYOUTS)


def test_the_layouts_cover_what_plans_have() -> None:
    assert {len(x.fields) for x in LAYOUTS if x.fields} == set(range(4, 13))
    for rules in get_args(Rules):
        assert len({len(x.fields) for x in LAYOUTS if x.look.rules == rules}) >= 4, rules
    for each in (
        {x.repeat for x in LAYOUTS},
        {x.landscape for x in LAYOUTS},
        {x.merged for x in LAYOUTS},
        {x.look.breaks for x in LAYOUTS},
        {x.look.cut_words for x in LAYOUTS},
        {x.look.shaded for x in LAYOUTS},
    ):
        assert each == {True, False}
    assert len({x.family for x in LAYOUTS}) == 6
    assert sum("start" in x.fields for x in LAYOUTS) >= 10


def test_a_few_are_spread_over_all() -> None:
    assert chosen(0) == LAYOUTS
    few = chosen(6)
    assert len(few) == 6
    assert few[0] == LAYOUTS[0]
    assert few[-1] == LAYOUTS[-1]
    assert len({x.look.rules for x in few}) >= 4


def test_the_same_seed_gives_the_same_plan() -> None:
    assert layout_plan(LAYOUTS[5], 3) == layout_plan(LAYOUTS[5], 3)
    assert layout_plan(LAYOUTS[5], 3) != layout_plan(LAYOUTS[5], 4)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda x: x.name)
def test_a_layout_prints_what_its_truth_tells(layout: Layout) -> None:
    plan, data, made = printed(layout)
    assert 1 <= made.pages <= 4
    with pymupdf.open(stream=data, filetype="pdf") as document:
        pages = ["".join(page.get_text().split()) for page in document]
    for part in made.fragments:
        for cell in part.cells:
            for line in cell.text.split("\n"):
                assert "".join(line.split()) in pages[part.page - 1]
    for item in plan.items:
        block, row = item.at
        table = plan.blocks[block]
        assert isinstance(table, TableBlock)
        assert row >= table.header_rows
        texts = {cell.text for cell in table.rows[row] if cell is not None}
        assert item.values["action"] in texts if "action" in item.values else texts
        sources = {c.source for f in made.fragments if f.block == block for c in f.cells}
        assert row in sources


@pytest.mark.parametrize(
    "layout",
    [x for x in LAYOUTS if not x.look.cut_words and len(x.fields) < 12],
    ids=lambda x: x.name,
)
def test_no_word_is_cut_within_a_page(layout: Layout) -> None:
    plan, _, made = printed(layout)
    for part in made.fragments:
        table = plan.blocks[part.block]
        assert isinstance(table, TableBlock)
        for cell in part.cells:
            source = table.rows[cell.source][cell.col]
            assert source is not None
            assert set(cell.text.split()) <= set(source.text.split())


def test_small_paper_gives_many_pages() -> None:
    plan = layout_plan(LAYOUTS[1], 2, paper=(595.0, 420.0), rows=20)
    _, made = print_pdf(plan)
    assert made.pages >= 3
    assert len(plan.items) >= 15
