"""Deadlines as plans write them, with the days they mean.

Where a plan leaves the days to convention the conventions are: a month ends on its last day, a
quarter on the last day of its third month, semester I runs from 5 September to 15 January and
semester II from 16 January to 31 May, a school year from 1 August to 31 July.
"""

from __future__ import annotations

import calendar
import random
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as written, its first and last day where it has them, and its kind."""

    text: str = ""
    start: date | None = None
    end: date | None = None
    kind: str = ""


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month(rng: random.Random, start: int, first: int = 9, last: int = 17) -> tuple[int, int]:
    m = rng.randint(first, last)
    return (start, m) if m <= 12 else (start + 1, m - 12)


def _day(rng: random.Random, start: int) -> date:
    return date(start, 9, 1) + timedelta(days=rng.randint(0, 260))


def _written(rng: random.Random, day: date, style: str) -> str:
    if style == "long":
        return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    if style == "short":
        return f"{day.day}/{day.month}/{day.year}"
    return f"{day:%d/%m/%Y}"


def _by(rng: random.Random, start: int, style: str) -> Deadline:
    day = _day(rng, start)
    lead = rng.choice(("Trước ngày ", "Trước ", "Hoàn thành trước ngày ", "Chậm nhất ngày "))
    shown = _written(rng, day, style)
    lead = lead.replace("ngày ", "") if shown.startswith("ngày") else lead
    return Deadline(f"{lead}{shown}", None, day, "by")


def _until_month(rng: random.Random, start: int, style: str) -> Deadline:
    y, m = _month(rng, start, 10)
    return Deadline(f"Hết tháng {m}/{y}", None, _month_end(y, m), "by")


def _one_month(rng: random.Random, start: int, style: str) -> Deadline:
    y, m = _month(rng, start)
    shown = rng.choice((f"Tháng {m}/{y}", f"Tháng {m:02d}/{y}", f"Tháng {m} năm {y}"))
    return Deadline(shown, date(y, m, 1), _month_end(y, m), "range")


def _months(rng: random.Random, start: int, style: str) -> Deadline:
    (y1, m1), (y2, m2) = _month(rng, start, 8, 12), _month(rng, start, 13, 18)
    shown = rng.choice(
        (
            f"Từ tháng {m1}/{y1} đến tháng {m2}/{y2}",
            f"Tháng {m1}/{y1} - {m2}/{y2}",
            f"Tháng {m1}/{y1} đến tháng {m2}/{y2}",
        )
    )
    return Deadline(shown, date(y1, m1, 1), _month_end(y2, m2), "range")


def _days(rng: random.Random, start: int, style: str) -> Deadline:
    first = _day(rng, start)
    last = first + timedelta(days=rng.randint(5, 60))
    shown = (
        f"Từ {_written(rng, first, style)} đến {_written(rng, last, style)}"
        if rng.random() < 0.6 or style == "long"
        else f"{_written(rng, first, style)} - {_written(rng, last, style)}"
    )
    return Deadline(shown, first, last, "range")


def _one_day(rng: random.Random, start: int, style: str) -> Deadline:
    day = _day(rng, start)
    shown = _written(rng, day, style)
    return Deadline(shown[:1].upper() + shown[1:], day, day, "range")


def _semester(rng: random.Random, start: int, style: str) -> Deadline:
    tail = rng.choice((f" năm học {start}-{start + 1}", ""))
    if rng.random() < 0.5:
        return Deadline(f"Học kỳ I{tail}", date(start, 9, 5), date(start + 1, 1, 15), "range")
    return Deadline(f"Học kỳ II{tail}", date(start + 1, 1, 16), date(start + 1, 5, 31), "range")


def _quarter(rng: random.Random, start: int, style: str) -> Deadline:
    n, y = rng.choice(((4, start), (1, start + 1), (2, start + 1)))
    shown = f"Quý {('I', 'II', 'III', 'IV')[n - 1]}/{y}"
    return Deadline(shown, date(y, n * 3 - 2, 1), _month_end(y, n * 3), "range")


def _recurring(rng: random.Random, start: int, style: str) -> Deadline:
    return Deadline(
        rng.choice(("Thường xuyên", "Hằng tháng", "Hằng năm", "Hàng tuần")), kind="recurring"
    )


def _school_year(rng: random.Random, start: int, style: str) -> Deadline:
    shown = rng.choice((f"Năm học {start}-{start + 1}", f"Trong năm học {start}-{start + 1}"))
    return Deadline(shown, date(start, 8, 1), date(start + 1, 7, 31), "school_year")


_FORMS = (_by, _until_month, _one_month, _months, _days, _one_day, _semester, _quarter)
_FORMS += (_recurring, _school_year)
_WEIGHTS = (5, 2, 7, 6, 4, 2, 2, 1, 2, 2)


def deadline(rng: random.Random, start: int, style: str) -> Deadline:
    """Return a deadline in the school year that begins in ``start``; ``style`` writes the days."""
    form = rng.choices(_FORMS, _WEIGHTS)[0]
    return form(rng, start, style)


def two_columns(rng: random.Random, start: int, style: str) -> tuple[str, str, Deadline]:
    """Return the texts of a start and an end column, and the deadline they make."""
    if rng.random() < 0.6:
        (y1, m1), (y2, m2) = _month(rng, start, 8, 12), _month(rng, start, 13, 18)
        a, b = f"Tháng {m1}/{y1}", f"Tháng {m2}/{y2}"
        return a, b, Deadline(f"{a} - {b}", date(y1, m1, 1), _month_end(y2, m2), "range")
    first = _day(rng, start)
    last = first + timedelta(days=rng.randint(10, 90))
    a, b = f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}"
    return a, b, Deadline(f"{a} - {b}", first, last, "range")


def report_time(rng: random.Random, start: int) -> str:
    """Return when a report is due, as written."""
    y, m = _month(rng, start, 10)
    forms = (f"Tháng {m}/{y}", f"Cuối tháng {m}/{y}", "Cuối học kỳ I", "Cuối năm học", "Hằng tháng")
    return rng.choice(forms)
