"""The benchmark of tables: what counts as lost, the intervals, and a whole run on one layout."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks._intervals import ratio_interval
from benchmarks._match import compare_rows
from benchmarks._runs import Timing, Truth
from benchmarks.tables.__main__ import bar_met, main
from benchmarks.tables.cases import Case, Joint, Reading, cases_of
from benchmarks.tables.grids import wrong_grids
from benchmarks.tables.joints import judged, make
from benchmarks.tables.measure import score_tables
from samples.generate import generate_layouts
from samples.generator.layouts import catalogue

UPPER = "Rà soát, bổ sung hồ sơ quản lý tài sản công của nhà trường theo quy định hiện hành"
LOWER = "Tổ chức ngày hội đọc sách và vận động quyên góp sách cho thư viện nhà trường"


def row(criterion: str, action: str, **values: str) -> dict[str, str]:
    return {"criteria": criterion, "action": action, "owners": "Hiệu trưởng", **values}


ROWS = (row("1.1", UPPER), row("3.2", LOWER))


def outcome(found: list[dict[str, str]], *, cut: bool = False) -> tuple[str, int]:
    """Return what became of the rows at a joint between the two of ``ROWS``, or within the 2nd."""
    joint = Joint(1, (1,) if cut else (0, 1), cut, False)
    truth = Truth("x", "office scan", {}, ROWS)
    case = Case(Path("x.pdf"), catalogue()[0], truth, (), (joint,))
    (made,) = judged(case, compare_rows(ROWS, found), found)
    return made.kind, made.right


def test_rows_kept_at_a_joint() -> None:
    assert outcome([*ROWS]) == ("kept", 2)
    assert outcome([ROWS[0], ROWS[1] | {"criteria": "3.1"}]) == ("kept", 1)


def test_a_lost_row_at_a_joint() -> None:
    assert outcome([ROWS[0]]) == ("lost", 1)
    assert outcome([]) == ("lost", 0)


def test_glued_rows_at_a_joint() -> None:
    assert outcome([row("1.1", f"{UPPER} {LOWER}")])[0] == "glued"


def test_a_cut_row_left_in_two() -> None:
    half = len(LOWER) // 2
    parts = [row("3.2", LOWER[: half + 9]), row("", LOWER[half + 9 :])]
    assert outcome([ROWS[0], *parts], cut=True) == ("split", 0)
    assert outcome([ROWS[0], parts[0]], cut=True) == ("part lost", 0)


def test_joints_of_printed_plans(tmp_path: Path) -> None:
    cases = make(tmp_path, 12, 4, "pdf")
    joints = [joint for case in cases for joint in case.joints]
    assert len(joints) >= 12
    assert {joint.cut for joint in joints} == {True, False}
    for case in cases:
        for joint in case.joints:
            assert len(joint.items) <= (1 if joint.cut else 2)
            pages = {int(case.truth.items[i]["page"]) for i in joint.items}
            assert pages <= {joint.page, joint.page + 1} or joint.cut


def test_the_truth_has_its_own_structure(tmp_path: Path) -> None:
    (case,) = cases_of(generate_layouts(tmp_path, 3, catalogue()[3:4], "pdf"))
    same = score_tables(case, case.tables)
    assert (same.grid.grits, same.relations.f1) == (1.0, 1.0)
    assert same.grid.rows_found == same.grid.rows > 5
    nothing = score_tables(case, [])
    assert (nothing.grid.grits, nothing.relations.f1, nothing.grid.rows_found) == (0.0, 0.0, 0)
    first = replace(case.tables[0], cells=case.tables[0].cells[:-3])
    assert 0.9 < score_tables(case, [first, *case.tables[1:]]).grid.grits < 1.0


def test_wrong_grids_are_shown_one_above_the_other(tmp_path: Path) -> None:
    (case,) = cases_of(generate_layouts(tmp_path, 3, catalogue()[80:81], "pdf"))
    (true,) = case.tables
    lost = replace(true, cells=tuple(c for c in true.cells if c.row != 1))
    shown = list(wrong_grids([case], Reading({}, {case.path.stem: [lost]}, Timing())))
    heads = [line for line in shown if not line.startswith("    ")]
    assert [line.split(":")[0].strip() for line in heads] == [
        f"{case.path.stem} page 1", "true", "found"
    ]  # fmt: skip
    assert not list(wrong_grids([case], Reading({}, {case.path.stem: [true]}, Timing())))


def test_the_interval_holds_the_ratio() -> None:
    parts = [(9.0, 10.0), (5.0, 10.0), (10.0, 10.0), (10.0, 10.0), (0.0, 0.0)]
    low, high = ratio_interval(parts)
    assert 0.5 <= low < 34 / 40 < high <= 1.0
    assert ratio_interval(parts) == (low, high)
    assert ratio_interval([(1.0, 1.0)] * 5) == (1.0, 1.0)
    assert ratio_interval([(1.0, 2.0)]) == (0.0, 1.0)


def test_a_whole_run_on_one_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--only", "06-action", "--degrade", "pdf", "--no-others", "--jobs", "1"]
    assert main([*asked, "--keep", str(tmp_path), "--misses", "5", "--check"]) == 0
    printed = capsys.readouterr().out
    assert "=== pdf: 1 layouts" in printed
    assert "bar met: row F1 100.0 of 99.5 for pdf" in printed
    assert "rules: full" in printed
    assert (tmp_path / "pdf" / "run" / "items.csv").exists()


def test_bars(capsys: pytest.CaptureFixture[str]) -> None:
    assert bar_met("office", 0.98)
    assert not bar_met("office", 0.979)
    assert bar_met("faint", 0.1)  # nothing is asked for
    assert "bar MISSED: row F1 97.9 of 98.0 for office" in capsys.readouterr().out
