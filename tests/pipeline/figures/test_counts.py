from __future__ import annotations

from pipeline.figures import counts, quality
from pipeline.figures.weaknesses import weaknesses
from tests.pipeline.figures.rows import facts, item, items, plan

A, B = "Trường THCS Suối Bàng", "Trường THCS Đồi Chè"


def test_money_of_a_row_with_several_criteria_is_counted_once() -> None:
    document = plan("a", A)
    rows = [
        item(document, 1, "x", criteria="1.10", budget_vnd=5),
        item(document, 2, "x", criteria="1.10;1.9", budget_vnd=7),
        item(document, 3, "x", budget_vnd=11),
        item(document, 4, "x", criteria="1.9", budget_vnd=13),
    ]
    found = counts.money(facts([document], rows))
    sums = dict(zip(found.column("criterion"), found.column("money_vnd"), strict=True))
    assert sums == {"1.9": 13, "1.10": 5, counts.SEVERAL: 7, counts.NO_CODE: 11}
    assert found.column("criterion")[:2] == ["1.9", "1.10"]


def test_the_first_role_leads_and_the_others_help() -> None:
    document = plan("a", A)
    rows = [
        item(document, 1, "x", owners="Hiệu trưởng;Kế toán"),
        item(document, 2, "x", owners="Kế toán"),
        item(document, 3, "x"),
    ]
    found = counts.workload(facts([document], rows))
    assert [line.values for line in found.lines] == [
        ("Hiệu trưởng", 1, 0, 1),
        ("Kế toán", 1, 1, 1),
        ("(chưa ghi)", 1, 0, 1),
    ]
    assert found.lines[1].parts["helper"] == (rows[0].item_id,)


def test_weeks_begin_on_monday_and_months_without_work_are_shown() -> None:
    document = plan("a", A)
    rows = [item(document, i, "x", end_date=d) for i, d in enumerate(("2023-10-01", "2024-01-31"))]
    found = facts([document], rows)
    weeks = counts.deadlines_by_week(found)
    assert weeks.lines[0].values[:3] == ("2023-09-25", "2023-10-01", 1)
    months = counts.deadlines_by_month(found)
    assert months.column("rows") == [1, 0, 0, 1]


def test_what_changed_from_one_year_to_the_next() -> None:
    old, new = plan("a", A, "2022-2023"), plan("b", A.upper(), "2023-2024")
    rows = [
        item(old, 1, "Sửa mái nhà", criteria="1.1", budget_vnd=2),
        item(old, 2, "Trồng cây", criteria="1.2"),
        item(new, 1, "Sửa mái nhà.", criteria="1.1"),
        item(new, 2, "Mua máy", criteria="1.10", budget_vnd=9),
    ]
    (line,) = counts.years(facts([old, new], rows)).lines
    assert line.values[2:] == ("2022-2023", "2023-2024", 2, 2, "1.10", "1.2", 1, 2, 9)


def test_weaknesses_of_nearly_the_same_words_are_one() -> None:
    a, b = plan("a", A), plan("b", B)
    rows = [
        item(a, 1, "x", content="Nhà vệ sinh học sinh đã xuống cấp, thiếu nước sạch"),
        item(b, 1, "x", content="Nhà vệ sinh học sinh xuống cấp, thiếu nước sạch"),
        item(b, 2, "x", content="Sân chơi hẹp"),
    ]
    found = weaknesses(facts([a, b], rows))
    assert [line.values[2:] for line in found.lines] == [(2, 2), (1, 1)]


def test_quality_tells_what_to_check_and_what_people_did() -> None:
    document = plan("a", A)
    flags = ["stitched", "money_unparsed;report_year_missing", "reviewed;corrected:owner"]
    rows = [item(document, i, "x", flags=f) for i, f in enumerate(flags)]
    found = facts([document], rows)
    assert quality.problems(found).column("flag") == ["money_unparsed", "report_year_missing"]
    seen = quality.reviewed(found)
    assert dict(zip(seen.column("what"), seen.column("rows"), strict=True)) == {
        "reviewed": 1,
        "corrected": 1,
        "corrected:owner": 1,
    }


def test_rows_without_dates_owners_or_schools_break_nothing() -> None:
    document = plan("a", "", "", kind="directive", framework="", school_level="")
    found = facts([document], items(document, ["x", "y"]))
    for make in (counts.workload, counts.deadlines_by_month, counts.money, counts.years):
        make(found)
    assert counts.coverage_figure(found).lines == ()
