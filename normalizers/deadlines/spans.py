"""Points in time as written, and the spans of days they stand for."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from normalizers.school_year import SchoolYear

Kind: TypeAlias = Literal["range", "by", "recurring", "relative", "school_year", ""]
Precision: TypeAlias = Literal["day", "week", "month", "quarter", "semester", "year", ""]
Unit: TypeAlias = Literal["day", "month", "quarter", "semester", "year", "school_year", "week"]
Part: TypeAlias = Literal["", "early", "middle", "late"]


@dataclass(frozen=True, slots=True)
class DeadlineValue:
    """A deadline as a span of days.

    Attributes:
        start: first day; None for "trước ..." and where no date is known.
        end: last day (the last day of the month at month precision); None if open or unknown.
        kind: range, by (only an end), recurring, relative (weeks, "sau khi ..."), school_year; ""
            if nothing was understood.
        precision: how exactly the text names the end.
        flags: machine names of what was inferred, mended or odd.
    """

    start: date | None = None
    end: date | None = None
    kind: Kind = ""
    precision: Precision = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A time as written: the parts the text gives, 0 where it gives none.

    ``number`` is the quarter (1-4), semester (1-2) or week; ``last`` the last one of "Tuần 3-8",
    "Quý I-II" or "2022-2025" and the last month of summer, 0 where there is only one. ``weekday``
    is the day of the week said beside a day (Monday 1, Sunday 7).
    """

    unit: Unit
    day: int = 0
    month: int = 0
    year: int = 0
    number: int = 0
    last: int = 0
    part: Part = ""
    weekday: int = 0

    @property
    def needs_year(self) -> bool:
        """Say whether the point cannot be placed before a year is known."""
        return self.year == 0

    @property
    def month_of_year(self) -> int:
        """The month that decides which calendar year of a school year is meant; 0 if none does."""
        return self.number * 3 if self.unit == "quarter" else self.month


@dataclass(frozen=True, slots=True)
class Span:
    """The days a point stands for; both None with flags where they cannot be known."""

    start: date | None
    end: date | None
    precision: Precision
    flags: tuple[str, ...] = ()


def week_one_of(school_year: SchoolYear) -> date:
    """Return the Monday of the first school week: the week of 5 September.

    The school year opens on 5 September throughout Việt Nam; if that is a Saturday or Sunday the
    first week of lessons is the next one.
    """
    opening = date(school_year.start, 9, 5)
    monday = opening - timedelta(days=opening.weekday())
    return monday + timedelta(days=7) if opening.weekday() >= 5 else monday


def semester_days(number: int, school_year: SchoolYear) -> tuple[date, date]:
    """Return the frame the ministry sets: semester I to 15 January, II to 31 May."""
    if number == 1:
        return date(school_year.start, 9, 5), date(school_year.start + 1, 1, 15)
    return date(school_year.start + 1, 1, 16), date(school_year.start + 1, 5, 31)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def with_year(point: Point, year: int) -> Point:
    """Return the point with its year filled in."""
    return replace(point, year=year)


def span_of(point: Point, school_year: SchoolYear | None, week_one: date | None) -> Span:
    """Return the days a point stands for.

    Args:
        point: a point whose year is filled in where it is known at all.
        school_year: the school year that semesters, weeks and "năm học" without a year mean.
        week_one: Monday of the first school week; derived from the school year if None.
    """
    if point.unit == "week":
        return _week_span(point, school_year, week_one)
    if point.unit in ("semester", "school_year"):
        return _school_span(point, school_year)
    precision: Precision = point.unit  # type: ignore[assignment]
    if point.year == 0:
        return Span(None, None, precision, ("year_missing",))
    try:
        start, end = _calendar_days(point)
    except (ValueError, calendar.IllegalMonthError):
        return Span(None, None, precision, ("impossible_date",))
    odd = point.weekday and start.isoweekday() != point.weekday
    flags = ("date_weekday_mismatch",) if odd else ()
    return Span(start, end, precision, (*_part_flags(point), *flags))


def _calendar_days(point: Point) -> tuple[date, date]:
    if point.unit == "day":
        day = date(point.year, point.month, point.day)
        return day, day
    if point.unit == "month":
        return date(point.year, point.month, 1), month_end(point.year, point.last or point.month)
    if point.unit == "quarter":
        first, last = point.number * 3 - 2, (point.last or point.number) * 3
        return date(point.year, first, 1), month_end(point.year, last)
    return date(point.year, 1, 1), date(point.last or point.year, 12, 31)


def _part_flags(point: Point) -> tuple[str, ...]:
    if point.unit == "month" and point.last:
        return ("semester_by_frame",)  # summer: what the frame of the school year leaves
    return (f"part_of_{point.unit}",) if point.part in ("early", "middle") else ()


def _school_span(point: Point, school_year: SchoolYear | None) -> Span:
    year = SchoolYear(point.year) if point.year else school_year
    precision: Precision = "semester" if point.unit == "semester" else "year"
    if year is None:
        return Span(None, None, precision, ("year_missing",))
    if point.unit == "semester":
        if point.number not in (1, 2):
            return Span(None, None, precision, ("impossible_date",))
        start = semester_days(point.number, year)[0]
        end = semester_days(point.last or point.number, year)[1]
        return Span(start, end, precision, ("semester_by_frame", *_part_flags(point)))
    if point.part == "late":
        return Span(year.first_day, semester_days(2, year)[1], precision, ("semester_by_frame",))
    return Span(year.first_day, year.last_day, precision, _part_flags(point))


def _week_span(point: Point, school_year: SchoolYear | None, week_one: date | None) -> Span:
    if point.month:
        return _week_of_month(point)
    last = point.last or point.number
    if not 1 <= point.number <= last <= 53:
        return Span(None, None, "week", ("impossible_date",))
    flags: tuple[str, ...] = ()
    if week_one is None:
        if school_year is None:
            return Span(None, None, "week", ("week_one_unknown",))
        week_one, flags = week_one_of(school_year), ("week_one_assumed",)
    start = week_one + timedelta(weeks=point.number - 1)
    return Span(start, week_one + timedelta(weeks=last, days=-1), "week", flags)


def _week_of_month(point: Point) -> Span:
    """Week n of a month is days 7n-6 to 7n; the fourth and "the last" run to the month's end."""
    last = point.last or point.number
    if point.year == 0:
        return Span(None, None, "week", ("year_missing",))
    if not (1 <= point.month <= 12 and 1 <= point.number <= last <= 5):
        return Span(None, None, "week", ("impossible_date",))
    end = month_end(point.year, point.month)
    if last < 4:
        end = date(point.year, point.month, last * 7)
    first = min(point.number, 4) * 7 - 6
    return Span(date(point.year, point.month, first), end, "week", ("week_of_month",))
