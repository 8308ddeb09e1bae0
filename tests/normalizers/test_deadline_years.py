"""Years that a document does not print, inferred over all its rows (invented documents)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.deadlines import Calendar, InferredTime, RowTime, document_time, infer_times


def inferred(
    title: str, issued: str, *cells: str, section: str = "", **told: str
) -> tuple[InferredTime, ...]:
    time = document_time(title, issued=date.fromisoformat(issued) if issued else None, **told)  # type: ignore[arg-type]
    rows = [RowTime(cell, section=section, run=1) for cell in cells]
    return infer_times(rows, time, Calendar(time.school_year))


def days(found: tuple[InferredTime, ...]) -> list[str]:
    return [
        "..".join(d.isoformat() if d else "" for d in (f.value.start, f.value.end)) for f in found
    ]


def codes(found: InferredTime) -> set[str]:
    return {reason.code for reason in found.reasons}


def test_a_summer_schedule_is_not_put_at_the_end_of_the_school_year_it_prepares() -> None:
    found = inferred(
        "KẾ HOẠCH Tuyển sinh lớp 10 năm học 2018-2019", "2018-05-28",
        "Trước 10/5", "25/5", "04/6 - 08/6", "18/6", "Tháng 7", "Trước 15/8",
    )  # fmt: skip
    assert days(found) == [
        "..2018-05-10", "2018-05-25..2018-05-25", "2018-06-04..2018-06-08",
        "2018-06-18..2018-06-18", "2018-07-01..2018-07-31", "..2018-08-15",
    ]  # fmt: skip
    assert all({"year_inferred", "year_ambiguous"} & set(f.value.flags) for f in found)


def test_a_schedule_goes_on_over_new_year() -> None:
    found = inferred("THÔNG BÁO", "2023-11-15", "20/11", "10/12", "28/12 - 05/01", "15/1", "20/2")
    assert days(found)[2:] == [
        "2023-12-28..2024-01-05", "2024-01-15..2024-01-15", "2024-02-20..2024-02-20"
    ]  # fmt: skip
    assert "order" in codes(found[3])
    assert all(f.value.flags == ("year_inferred",) for f in found)


def test_rows_in_no_order_keep_to_the_school_year_of_the_title() -> None:
    found = inferred(
        "KẾ HOẠCH năm học 2023-2024", "2023-09-15", "Tháng 10", "Tháng 3", "Tháng 12", "15/1"
    )
    assert [f.value.end and f.value.end.year for f in found] == [2023, 2024, 2023, 2024]


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_a_weekday_tells_the_year(year: int) -> None:
    names = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")
    day = date(year, 9, 18)
    weekday = "Chủ nhật" if day.isoweekday() == 7 else f"Thứ {names[day.weekday()]}"
    (found,) = inferred("LỊCH", "2023-03-01", f"{weekday}, 18/9")
    assert found.value.start == day
    assert "weekday" in codes(found)


def test_a_weekday_of_no_likely_year_leaves_the_year_in_doubt() -> None:
    (found,) = inferred("LỊCH", "2023-03-01", "Thứ Bảy, 18/9")
    assert {"year_ambiguous", "date_weekday_mismatch"} <= set(found.value.flags)


def test_a_printed_weekday_that_does_not_fit_is_flagged() -> None:
    (found,) = inferred("LỊCH", "2023-09-01", "Thứ Ba, 18/9/2023")
    assert found.value.start == date(2023, 9, 18)
    assert "date_weekday_mismatch" in found.value.flags


def test_the_heading_above_tells_the_year() -> None:
    (found,) = inferred("KẾ HOẠCH", "2023-09-01", "15/3", section="II. Tháng 3/2025")
    assert found.value.start == date(2025, 3, 15)
    assert "section" in codes(found)


def test_a_neighbour_that_prints_its_year_tells_the_others() -> None:
    found = inferred("LỊCH KIỂM TRA", "", "18/9", "25/9/2022", "02/10", "12/01")
    assert days(found)[0] == "2022-09-18..2022-09-18"
    assert days(found)[3] == "2023-01-12..2023-01-12"


def test_a_report_tells_of_the_months_before_it() -> None:
    found = inferred("BÁO CÁO kết quả học kỳ", "2022-02-05", "18/9", "Tháng 10", "20/1")
    assert [f.value.end and f.value.end.year for f in found] == [2021, 2021, 2022]


def test_a_leap_day_has_only_its_years() -> None:
    (found,) = inferred("KẾ HOẠCH", "2023-11-01", "29/2")
    assert found.value.start == date(2024, 2, 29)


def test_a_day_long_before_the_date_of_issue_alone_is_ambiguous() -> None:
    (found,) = inferred("KẾ HOẠCH", "2023-11-15", "20/9")
    assert found.value.flags == ("year_ambiguous",)
    assert found.probability < 0.9


def test_date_and_title_that_contradict_each_other_leave_every_year_in_doubt() -> None:
    found = inferred("KẾ HOẠCH năm học 2023-2024", "2028-09-05", "15/9", "20/12")
    assert days(found) == ["2023-09-15..2023-09-15", "2023-12-20..2023-12-20"]
    assert all("year_ambiguous" in f.value.flags for f in found)


def test_the_month_of_a_date_left_open_still_tells_the_year() -> None:
    (found,) = inferred("CÔNG VĂN", "", "trong tháng 10", issued_text="ngày     tháng 9 năm 2021")
    assert found.value.end == date(2021, 10, 31)


def test_without_any_evidence_there_is_no_year() -> None:
    (found,) = inferred("LỊCH CÔNG TÁC", "", "18/9")
    assert (found.value.start, found.value.flags) == (None, ("year_missing",))


def test_last_years_number_written_in_january_is_kept_and_doubted() -> None:
    found = inferred(
        "KẾ HOẠCH năm học 2023-2024", "2023-09-05",
        "15/9/2023", "20/12/2023", "05/01/2023", "20/02/2024", "10/3/2024",
    )  # fmt: skip
    assert found[2].value.start == date(2023, 1, 5)
    assert "year_doubtful" in found[2].value.flags
    assert not any("year_doubtful" in f.value.flags for f in (found[0], found[1], *found[3:]))


def test_columns_of_begin_and_end_roll_over_new_year() -> None:
    time = document_time("KẾ HOẠCH", issued=date(2023, 12, 1))
    rows = (RowTime(start="20/12", end="05/01"), RowTime(start="25/12", end="10/01/2024"))
    first, second = infer_times(rows, time, Calendar())
    assert (first.value.start, first.value.end) == (date(2023, 12, 20), date(2024, 1, 5))
    assert (second.value.start, second.value.end) == (date(2023, 12, 25), date(2024, 1, 10))
    assert second.value.flags == ()


GAPS = st.lists(st.integers(2, 45), min_size=3, max_size=14)


@settings(deadline=None, max_examples=150)
@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.integers(1, 30), GAPS)
def test_years_of_an_ordered_schedule_are_recovered(
    issued: date, wait: int, gaps: list[int]
) -> None:
    true, day = [], issued + timedelta(days=wait)
    for gap in gaps:
        if day - issued < timedelta(days=330):
            true.append(day)
        day += timedelta(days=gap)
    found = inferred("KẾ HOẠCH", issued.isoformat(), *(f"{d.day}/{d.month}" for d in true))
    assert [f.value.end for f in found] == true
    assert all("year_inferred" in f.value.flags or f.probability < 0.9 for f in found)


@settings(deadline=None, max_examples=100)
@given(
    st.integers(2015, 2030),
    st.lists(st.dates(date(2023, 9, 10), date(2024, 5, 25)), min_size=1, max_size=12),
)
def test_days_in_no_order_lie_in_the_school_year_of_the_title(year: int, days: list[date]) -> None:
    true = [(d.day, d.month, year + (d.month < 8)) for d in days if (d.month, d.day) != (2, 29)]
    found = inferred(
        f"KẾ HOẠCH năm học {year}-{year + 1}",
        f"{year}-09-05",
        *(f"{day}/{month}" for day, month, _ in true),
    )
    wrong = [f for f, t in zip(found, true, strict=True) if f.value.end != date(t[2], t[1], t[0])]
    assert not [f for f in wrong if "year_ambiguous" not in f.value.flags]
    assert not wrong
