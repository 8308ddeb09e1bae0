"""Generated times survive every printed form; no text makes the parser invent or fail."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from normalizers.deadlines import find_deadlines, parse_deadline
from normalizers.school_year import SchoolYear

DAYS = st.dates(date(2010, 1, 1), date(2039, 12, 31))
YEARS = st.integers(2010, 2038)
DAY_FORMS = (
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"ngày {d.day}/{d.month}/{d.year}",
    lambda d: f"Ngày {d:%d} tháng {d:%m} năm {d.year}",
    lambda d: f"{d.day} tháng {d.month} năm {d.year}",
)  # fmt: skip
MONTH_FORMS = (
    lambda y, m: f"Tháng {m}/{y}",
    lambda y, m: f"tháng {m:02d}/{y}",
    lambda y, m: f"{m}/{y}",
    lambda y, m: f"T{m}/{y}",
    lambda y, m: f"Tháng {m} năm {y}",
    lambda y, m: f"THÁNG {m}-{y}",
    lambda y, m: f"trong tháng {m}/{y}",
    lambda y, m: f"Theng {m}/{y}",
)  # fmt: skip
JOINS = ("-", " - ", " – ", " đến ", " tới ", " → ", "\nđến ")


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@given(DAYS, st.sampled_from(DAY_FORMS))
def test_a_day_survives(day: date, form) -> None:  # type: ignore[no-untyped-def]
    value = parse_deadline(form(day))
    assert (value.start, value.end, value.kind, value.precision) == (day, day, "range", "day")


@given(DAYS, st.sampled_from(DAY_FORMS), st.sampled_from(("Trước ", "Chậm nhất ", "Đến hết ")))
def test_a_limit_survives(day: date, form, lead: str) -> None:  # type: ignore[no-untyped-def]
    value = parse_deadline(lead + form(day))
    assert (value.start, value.end, value.kind) == (None, day, "by")


@given(DAYS, st.integers(0, 400), st.sampled_from(DAY_FORMS), st.sampled_from(JOINS),
       st.sampled_from(("", "Từ ", "Từ ngày ")))  # fmt: skip
def test_a_range_of_days_survives(first: date, days: int, form, join: str, lead: str) -> None:  # type: ignore[no-untyped-def]
    last = first + timedelta(days=days)
    if lead == "Từ ngày " and form(first).lower().startswith("ngày"):
        lead = "Từ "
    value = parse_deadline(lead + form(first) + join + form(last))
    assert (value.start, value.end, value.kind) == (first, last, "range")
    assert "several_dates" not in value.flags


@given(YEARS, st.integers(1, 12), st.sampled_from(MONTH_FORMS))
def test_a_month_ends_at_its_end(year: int, month: int, form) -> None:  # type: ignore[no-untyped-def]
    value = parse_deadline(form(year, month))
    assert (value.start, value.end) == (date(year, month, 1), _end(year, month))
    assert (value.kind, value.precision) == ("range", "month")


@given(YEARS, st.integers(1, 12), st.integers(0, 11), st.sampled_from(MONTH_FORMS),
       st.sampled_from(JOINS))  # fmt: skip
def test_a_range_of_months_survives(year: int, first: int, months: int, form, join: str) -> None:  # type: ignore[no-untyped-def]
    year2, last = year + (first + months - 1) // 12, (first + months - 1) % 12 + 1
    value = parse_deadline(form(year, first) + join + form(year2, last))
    assert (value.start, value.end) == (date(year, first, 1), _end(year2, last))


@given(YEARS, st.integers(1, 12), st.integers(0, 11), st.sampled_from((" - ", " đến ", "-")))
def test_a_shared_year_is_spread(year: int, first: int, months: int, join: str) -> None:
    """In "Tháng 9{join}5/2024" the first month lies at most a year before the last."""
    year2, last = year + (first + months - 1) // 12, (first + months - 1) % 12 + 1
    value = parse_deadline(f"Tháng {first}{join}{last}/{year2}")
    assert (value.start, value.end) == (date(year, first, 1), _end(year2, last))


@given(YEARS, st.integers(1, 12), st.data())
def test_a_shared_month_is_spread(year: int, month: int, data: st.DataObject) -> None:
    length = calendar.monthrange(year, month)[1]
    first = data.draw(st.integers(1, length))
    last = data.draw(st.integers(first, length))
    text = data.draw(st.sampled_from((
        f"{first:02d}-{last}/{month}/{year}",
        f"Từ {first} đến {last}/{month}/{year}",
        f"từ ngày {first} đến ngày {last} tháng {month} năm {year}",
    )))  # fmt: skip
    value = parse_deadline(text)
    assert (value.start, value.end) == (date(year, month, first), date(year, month, last))


@given(YEARS, st.integers(1, 12))
def test_the_school_year_gives_the_missing_year(start: int, month: int) -> None:
    school_year = SchoolYear(start)
    value = parse_deadline(f"Tháng {month}", school_year=school_year)
    assert value.start is not None and value.end is not None
    assert school_year.contains(value.start) and school_year.contains(value.end)
    assert value.start.month == month


@given(YEARS, st.sampled_from(("Năm học {}", "NH {}", "cả năm học {}", "năm học: {}")),
       st.sampled_from(("-", " - ", " – ")))  # fmt: skip
def test_a_school_year_survives(start: int, form: str, dash: str) -> None:
    value = parse_deadline(form.format(f"{start}{dash}{start + 1}"))
    year = SchoolYear(start)
    assert (value.start, value.end) == (year.first_day, year.last_day)
    assert value.kind == "school_year"


@given(YEARS, st.integers(1, 4), st.sampled_from((0, 1)))
def test_a_quarter_survives(year: int, quarter: int, roman: int) -> None:
    name = ("I", "II", "III", "IV")[quarter - 1] if roman else str(quarter)
    value = parse_deadline(f"Quý {name}/{year}")
    assert (value.start, value.end) == (date(year, quarter * 3 - 2, 1), _end(year, quarter * 3))


@given(st.integers(1, 35), st.integers(0, 10), DAYS)
def test_weeks_count_from_the_first(first: int, more: int, monday: date) -> None:
    value = parse_deadline(f"Tuần {first}-{first + more}", week_one=monday)
    assert value.start == monday + timedelta(weeks=first - 1)
    assert value.end == monday + timedelta(weeks=first + more, days=-1)


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_nothing_is_invented(text: str) -> None:
    value = parse_deadline(text, school_year=SchoolYear(2023))
    if not any(c.isdigit() for c in text) and value.start:
        assert value.kind != "" and value.flags  # "cả năm học": days by convention, flagged
    if value.start and value.end and value.start > value.end:
        assert "end_before_start" in value.flags


@given(DAYS, st.sampled_from(DAY_FORMS))
def test_a_date_is_found_in_prose(day: date, form) -> None:  # type: ignore[no-untyped-def]
    text = f"Các tổ nộp 35 báo cáo trước {form(day)}, gửi về văn phòng."
    found = find_deadlines(text)
    assert [f.value.end for f in found] == [day]
    assert form(day) in text[found[0].start : found[0].end]
