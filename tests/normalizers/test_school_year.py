"""School years as titles and sentences print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.school_year import SchoolYear, find_school_years, parse_school_year

FORMS = [
    "{a}-{b}", "{a} - {b}", "{a}- {b}", "{a} -{b}", "{a} – {b}", "{a}–{b}", "{a} — {b}", "{a}/{b}",
    "{a}~{b}", "{a} đến {b}", "Năm học {a}-{b}", "Năm học: {a} - {b}", "NĂM HỌC {a} - {b}",
    "năm học {a} -{b}", "NH {a}-{b}", "NH{a}-{b}", "Niên khóa {a}-{b}", "Nam hoc {a}-{b}",
    "Nim hoc: {a} - {b}", "Năm hoc {a}-{b}", "ndm hoc {a} - {b}", "Nă\u0306m học {a}-{b}",
    "Năm học {a}\u00a0-\u00a0{b}", "Năm học {a}{b}", "Năm học {a} {b}", "(Năm học {a}-{b})",
    "KẾ HOẠCH Cải tiến chất lượng năm học {a}-{b}", "Kế hoạch năm học {a} - {b} của trường",
    "năm học {a} -\n{b}", "trong năm học {a}-{b}, trường",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("start", [2009, 2019, 2021, 2022, 2023, 2025])
def test_every_form(form: str, start: int) -> None:
    assert parse_school_year(form.format(a=start, b=start + 1)) == SchoolYear(start)


CASES = [
    ("2022 - 23", 2022), ("Năm học 2022-23", 2022), ("Năm học 2O22-2023", 2022),
    ("Năm học 2022-2O23", 2022), ("Năm học 2022-2073", 2022), ("Năm học 2022-2823", 2022),
    ("Năm học 20243 - 2024", 2023), ("Năm học 2% - 2024", 2023), ("năm học 2021 - 2025", None),
    ("giai đoạn 2021-2025, năm học 2022-2023", 2022), ("nhiệm kỳ 2020-2025", None),
    ("giai đoạn 2020-2021", None), ("2020-2025", None), ("năm học 2020-2025", None),
    ("Tháng 9/2023", None), ("15/9/2022 - 23/10/2022", None), ("", None), ("năm 2022", None),
    ("Công văn 5932/BGDĐT-QLCL", None), ("2023-2022", None), ("0909 2022-2023", 2022),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start"), CASES)
def test_odd_cases(text: str, start: int | None) -> None:
    assert parse_school_year(text) == (SchoolYear(start) if start else None)


def test_a_named_year_wins_over_a_bare_pair() -> None:
    assert parse_school_year("(2019-2020) Năm học 2022-2023") == SchoolYear(2022)


def test_all_years_of_a_text() -> None:
    text = "từ năm học 2019-2020 đến năm học 2022-2023, nhất là NH2019-2020"
    assert find_school_years(text) == (SchoolYear(2019), SchoolYear(2022))


def test_bounds() -> None:
    year = SchoolYear(2022)
    assert (year.label, year.first_day, year.last_day) == (
        "2022-2023", date(2022, 8, 1), date(2023, 7, 31),
    )  # fmt: skip
    assert year.contains(date(2022, 8, 1)) and not year.contains(date(2023, 8, 1))
    assert (year.year_of_month(8), year.year_of_month(7), year.year_of_month(1)) == (
        2022, 2023, 2023,
    )  # fmt: skip


@given(st.integers(1990, 2098), st.integers(1, 12))
def test_each_month_lies_in_its_school_year(start: int, month: int) -> None:
    year = SchoolYear(start)
    assert year.contains(date(year.year_of_month(month), month, 1))


@given(st.dates(date(1990, 8, 1), date(2090, 7, 31)))
def test_each_day_has_its_school_year(day: date) -> None:
    assert SchoolYear.of(day).contains(day)


@given(st.integers(1990, 2098))
def test_the_label_is_read_back(start: int) -> None:
    assert parse_school_year(SchoolYear(start).label) == SchoolYear(start)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    year = parse_school_year(text)
    assert year is None or 1990 <= year.start <= 2099
