from __future__ import annotations

from dataclasses import replace

from normalizers.school_year import SchoolYear
from pipeline.flags import sentence
from pipeline.model import Item
from pipeline.rows.checks import check_items

GOOD = Item(
    item_id="a" * 12 + "-0001",
    document_id="a" * 64,
    source="a.pdf",
    page=1,
    row=1,
    kind="action",
    criteria="1.5",
    action="Rà soát hồ sơ",
    owner="Hiệu trưởng",
    deadline="Tháng 9/2023",
    start_date="2023-09-01",
    end_date="2023-09-30",
)
YEAR = SchoolYear(2023)


def flags(*items: Item) -> list[set[str]]:
    return [set(filter(None, i.flags.split(";"))) for i in check_items(items, school_year=YEAR)]


def test_a_good_row_has_no_flag() -> None:
    assert flags(GOOD) == [set()]


def test_end_before_start() -> None:
    assert "end_before_start" in flags(replace(GOOD, end_date="2023-08-01"))[0]


def test_deadline_outside_the_school_year_with_slack() -> None:
    assert flags(replace(GOOD, end_date="2024-08-15")) == [set()]
    assert flags(replace(GOOD, end_date="2025-05-31")) == [{"deadline_outside_school_year"}]
    late = replace(GOOD, end_date="2025-05-31")
    assert check_items([late], school_year=None)[0].flags == ""


def test_empty_fields_of_an_action() -> None:
    bare = replace(GOOD, action="", owner="", deadline="", start_date="", end_date="")
    assert flags(bare) == [{"owner_empty", "deadline_empty", "action_empty"}]
    assert flags(replace(bare, kind="schedule")) == [set()]


def test_same_action_twice_under_one_criterion() -> None:
    other = replace(GOOD, action="rà soát  HỒ SƠ")
    assert flags(GOOD, other) == [{"duplicate_action"}, {"duplicate_action"}]
    assert flags(GOOD, replace(other, criteria="1.6")) == [set(), set()]


def test_flags_are_kept_and_not_repeated() -> None:
    flagged = replace(GOOD, flags="low_confidence;owner_empty", owner="")
    assert check_items([flagged], school_year=YEAR)[0].flags == "low_confidence;owner_empty"


def test_every_flag_has_a_sentence() -> None:
    bad = replace(GOOD, action="", owner="", deadline="", end_date="2020-01-01")
    for flag in flags(bad, GOOD, GOOD)[0] | {"duplicate_action"}:
        assert sentence(flag).endswith(".")
