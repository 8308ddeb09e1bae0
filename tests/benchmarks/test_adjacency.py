"""The cell adjacency measure on tables reckoned by hand, and the reading of truth files."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pymupdf
import pytest

from benchmarks._adjacency import (
    FlatCell,
    FlatTable,
    Relation,
    Score,
    compare,
    lenient,
    match,
    relations,
)
from benchmarks._table_tools import outcomes
from benchmarks.icdar2013 import best, documents

BOX = (0.0, 0.0, 100.0, 100.0)


def cells(*rows: str) -> tuple[FlatCell, ...]:
    """Cells of one slot each; rows as "a|b", a dot for a blank cell."""
    return tuple(
        FlatCell(r, c, 1, 1, "" if text == "." else text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
    )


def table(*rows: str, page: int = 1, box: tuple[float, float, float, float] = BOX) -> FlatTable:
    return FlatTable(page, box, cells(*rows))


def test_relations_go_right_and_down() -> None:
    assert relations(cells("a|b", "c|d")) == Counter(
        [
            Relation("a", "b", "right"),
            Relation("c", "d", "right"),
            Relation("a", "c", "down"),
            Relation("b", "d", "down"),
        ]
    )


def test_blank_cells_are_skipped() -> None:
    found = relations(cells("a|.|b", ".|.|.", "c|.|."))
    assert found == Counter([Relation("a", "b", "right"), Relation("a", "c", "down")])


def test_a_spanning_cell_is_related_once_to_each_neighbour() -> None:
    spanning = (FlatCell(0, 0, 1, 2, "x"), FlatCell(1, 0, 1, 1, "a"), FlatCell(1, 1, 1, 1, "b"))
    assert relations(spanning) == Counter(
        [Relation("x", "a", "down"), Relation("x", "b", "down"), Relation("a", "b", "right")]
    )
    tall = (FlatCell(0, 0, 2, 1, "x"), FlatCell(0, 1, 2, 1, "y"))
    assert relations(tall) == Counter([Relation("x", "y", "right")])


def test_equal_relations_are_counted() -> None:
    assert relations(cells("0|0|0"))[Relation("0", "0", "right")] == 2


def test_white_space_and_ligatures_do_not_count() -> None:
    assert relations(cells("a b\nc|ﬁn")) == relations(cells("abc|f in"))


def test_case_does_count() -> None:
    assert compare([table("A|b")], [table("a|b")]).hits == 0


def test_scores_reckoned_by_hand() -> None:
    score = compare([table("a|b", "c|d")], [table("a|b", "c|e")])
    assert score == Score(hits=2, found=4, expected=4)
    assert score.precision == score.recall == score.f1 == 0.5


def test_false_and_missing_tables_count_in_full() -> None:
    far = (200.0, 200.0, 300.0, 300.0)
    score = compare([table("a|b")], [table("a|b"), table("x|y", "z|w", box=far)])
    assert score == Score(hits=1, found=5, expected=1)
    assert compare([table("a|b")], []) == Score(0, 0, 1)
    assert compare([table("a|b")], []).precision == 0
    assert compare([], []).f1 == 1


def test_tables_are_matched_by_page_and_place() -> None:
    low = (0.0, 200.0, 100.0, 300.0)
    truth = [table("a|b"), table("c|d", box=low)]
    found = [table("c|d", box=low), table("a|b", box=(5, 5, 90, 90)), table("a|b", page=2)]
    pairs = match(truth, found)
    assert pairs[:2] == [(truth[0], found[1]), (truth[1], found[0])]
    assert pairs[2:] == [(None, found[2])]


def test_the_better_of_two_truths_counts() -> None:
    found = [table("a|b")]
    assert best([[table("a|b|c")], [table("a|b")]], found).f1 == 1


def test_truth_files_are_read_with_the_origin_at_the_top(tmp_path: Path) -> None:
    pdf = pymupdf.open()
    pdf.new_page(width=400, height=500)
    pdf.save(tmp_path / "x-009a.pdf")
    cell = (
        '<cell id="1" {}><bounding-box x1="10" y1="20" x2="30" y2="40"/><content>a</content></cell>'
    )
    region = '<table id="1"><region id="1" page="1">{}</region></table>'
    body = cell.format('start-row="0" start-col="1" end-col="3"')
    text = f"<document>{region.format(body)}</document>"
    (tmp_path / "x-009a-str.xml").write_text(text, encoding="utf-8")
    (tmp_path / "x-009b-str.xml").write_text(text, encoding="utf-8")
    box = '<bounding-box x1="5" y1="10" x2="50" y2="60"/>'
    (tmp_path / "x-009a-reg.xml").write_text(
        f"<document>{region.format(box)}</document>", encoding="utf-8"
    )
    (document,) = documents(tmp_path)
    assert len(document.truths) == 2
    ((first,), (second,)) = document.truths
    assert first.bbox == (5, 440, 50, 490)
    assert second.bbox == (10, 460, 30, 480)
    assert first.cells == (FlatCell(0, 1, 1, 3, "a"),)


def test_a_folder_without_truth_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        documents(tmp_path)


def test_folded_texts_are_compared_as_in_the_competition() -> None:
    truth, found = [table("ireland|f in", "a-b|1,5")], [table("Ireland|ﬁn", "a–b|1.5")]
    assert compare(truth, found).hits == 0
    assert compare(truth, found, lenient) == Score(4, 4, 4)
    assert compare([table("a|1")], [table("a|2")], lenient).hits == 0


def test_a_shift_of_the_whole_table_changes_nothing() -> None:
    shifted = tuple(cell._replace(row=cell.row + 2, col=cell.col + 1) for cell in cells("a|b", "c"))
    assert relations(shifted) == relations(cells("a|b", "c"))


def test_a_pair_of_spanning_cells_is_counted_once() -> None:
    wide = (FlatCell(0, 0, 1, 3, "x"), FlatCell(1, 0, 1, 3, "y"), FlatCell(0, 3, 2, 1, "z"))
    assert relations(wide) == Counter(
        [Relation("x", "y", "down"), Relation("x", "z", "right"), Relation("y", "z", "right")]
    )


def test_only_the_nearest_filled_cell_below_counts() -> None:
    assert relations(cells("a", ".", "b", "c"))[Relation("a", "c", "down")] == 0


def test_each_table_is_compared_with_its_partner_only() -> None:
    low = (0.0, 200.0, 100.0, 300.0)
    truth = [table("a|b"), table("c|d", box=low)]
    swapped = [table("c|d"), table("a|b", box=low)]
    assert compare(truth, swapped) == Score(0, 2, 2)


def test_a_table_cut_in_two_has_one_partner() -> None:
    truth = [table("a|b", "c|d")]
    halves = [table("a|b", box=(0, 0, 100, 60)), table("c|d", box=(0, 60, 100, 100))]
    assert compare(truth, halves) == Score(1, 2, 4)


def cannot(path: Path) -> list[FlatTable]:
    """Fail, as a tool may."""
    raise ValueError(path)


def sleeps(path: Path) -> list[FlatTable]:
    """Find a table in one file and hang on the others."""
    time.sleep(0 if path.name == "quick.pdf" else 30)
    return [table("a|b")]


def test_a_tool_that_fails_or_hangs_costs_its_document_only() -> None:
    (failed,) = outcomes(cannot, [Path("x.pdf")], 20)
    assert (failed.tables, failed.failure) == ([], "ValueError")
    slow, quick = outcomes(sleeps, [Path("slow.pdf"), Path("quick.pdf")], 1)
    assert (slow.tables, slow.failure) == ([], "TimeoutError")
    assert quick.tables == [table("a|b")]
