from __future__ import annotations

from typing import Any

import pytest

from pipeline.figures.coverage import coverage
from pipeline.figures.facts import facts_of, name_key
from tests.pipeline.figures.rows import facts, frames, item, plan

SCHOOL = "Trường THCS Suối Bàng"


def states(document: Any, *rows: Any) -> dict[str, str]:
    return {cell.code: cell.state for cell in coverage(facts([document], rows))}


def test_each_criterion_of_the_circular_is_planned_undated_late_or_missing() -> None:
    document = plan("a", SCHOOL)
    found = states(
        document,
        item(document, 1, "Việc", criteria="1.1;1.10", end_date="2024-05-31"),
        item(document, 2, "Việc", criteria="1.2"),
        item(document, 3, "Việc", criteria="1.3", end_date="2024-09-01"),
        item(document, 4, "Việc", criteria="1.4", deadline_kind="school_year"),
    )
    assert [found[c] for c in ("1.1", "1.10", "1.2", "1.3", "1.4", "1.5")] == [
        "planned",
        "planned",
        "undated",
        "late",
        "planned",
        "missing",
    ]
    assert len(found) == 28


@pytest.mark.parametrize(
    "odd",
    [{"status": "partial"}, {"flags": "p2:table_without_rows"}, {"flags": "uncertain_rows"}],
)
def test_nothing_is_called_missing_in_a_plan_that_was_not_read_whole(odd: dict[str, str]) -> None:
    document = plan("a", SCHOOL, **odd)
    found = states(document, item(document, 1, "Việc", criteria="1.1", end_date="2024-05-31"))
    assert found["1.1"] == "planned" and found["1.2"] == "unknown"


def test_a_row_without_its_criterion_may_be_the_missing_one() -> None:
    document = plan("a", SCHOOL)
    rows = [item(document, 1, "Việc", criteria="1.1"), item(document, 2, "Việc khác")]
    assert states(document, *rows)["5.1"] == "unknown"


def test_a_plan_of_an_unknown_circular_misses_nothing() -> None:
    document = plan("a", "Trung tâm Suối Bàng", framework="", school_level="")
    assert set(states(document, item(document, 1, "Việc", criteria="1.1"))) == {"1.1"}


def test_primary_schools_have_the_criteria_of_their_own_circular() -> None:
    document = plan("a", "Trường Tiểu học Bàng", framework="", school_level="tiểu học")
    found = states(document, item(document, 1, "Việc", criteria="1.1"))
    assert "5.6" not in found and found["5.5"] == "missing"


def test_one_school_in_three_spellings_is_one_and_two_that_differ_by_a_mark_are_two() -> None:
    same = ["Trường THCS Hòa Mỹ", "TRƯỜNG THCS HOÀ MĨ", "Trường trung học cơ sở Hòa Mỹ"]
    assert len({name_key(name) for name in same}) == 1
    assert name_key("Trường THCS Hoa Mỹ") != name_key(same[0])


def test_two_schools_of_one_name_in_two_districts_are_two() -> None:
    documents = [
        plan("a", SCHOOL, district="Suối Bàng"),
        plan("b", SCHOOL, district="Đá Bạc"),
        plan("c", "Trường THCS Đồi Chè"),
    ]
    found = facts_of(*frames(documents, []))
    assert sorted(found.names.values()) == [
        "Trường THCS Suối Bàng (Suối Bàng)",
        "Trường THCS Suối Bàng (Đá Bạc)",
        "Trường THCS Đồi Chè",
    ]


def test_a_mapping_of_people_joins_what_no_rule_joins() -> None:
    documents = [plan("a", "Trường THCS A1"), plan("b", "Trường THCS Anh Một")]
    found = facts_of(*frames(documents, []), {"Trường THCS A1": "Trường THCS Anh Một"})
    assert set(found.names.values()) == {"Trường THCS Anh Một"}
