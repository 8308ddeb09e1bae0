"""The time of one row as its cells write it: one cell, or one for the begin and one for the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from normalizers.deadlines.parse import needs_year, parse_deadline
from normalizers.deadlines.spans import DeadlineValue
from normalizers.school_year import SchoolYear

__all__ = ["Calendar", "RowTime", "is_open", "placed"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The school year that "học kỳ I" means and the Monday of its first week, where known."""

    school_year: SchoolYear | None = None
    week_one: date | None = None


@dataclass(frozen=True, slots=True)
class RowTime:
    """The cells of a row that name its time.

    Attributes:
        deadline: the cell of the time; may be empty.
        start: the cell of a column of begins.
        end: the cell of a column of ends.
        section: the heading or section row above; a time in it holds for the row.
        run: rows of the same run stand in one table or list, in this order.
        limit: the cell of the time stands in a column of last days ("Bao giờ xong").
    """

    deadline: str = ""
    start: str = ""
    end: str = ""
    section: str = ""
    run: int = 0
    limit: bool = False

    @property
    def text(self) -> str:
        """The time as printed."""
        both = " - ".join(part for part in (self.start, self.end) if part)
        if self.deadline and self._in_columns():
            return f"{self.deadline}: {both}"
        return self.deadline or both

    def _in_columns(self) -> bool:
        """Say whether the days stand in columns of their own ("Tuần 1" beside them)."""
        if not (self.start and self.end):
            return False
        return not self.deadline or parse_deadline(self.deadline, year=2000).kind in (
            "relative",
            "",
        )


def is_open(row: RowTime) -> bool:
    """Say whether the row names a day, month or quarter and nothing in it tells the year."""
    if row._in_columns():
        told = [parse_deadline(t, year=2000).end for t in (row.start, row.end) if not needs_year(t)]
        return (needs_year(row.start) or needs_year(row.end)) and not any(told)
    return needs_year(row.deadline or row.start or row.end)


def placed(row: RowTime, calendar: Calendar, year: int = 0) -> DeadlineValue:
    """Return the days of a row; ``year`` is that of its first day without one, 0 if not known."""
    if row._in_columns():
        return _two_columns(row, calendar, year)
    if row.deadline:
        value = _parsed(row.deadline, calendar, year)
        return _ends_only(value) if row.limit else value
    value = _parsed(row.start or row.end, calendar, year)
    return _ends_only(value) if row.end else value


def _parsed(text: str, calendar: Calendar, year: int) -> DeadlineValue:
    return parse_deadline(
        text, school_year=calendar.school_year, week_one=calendar.week_one, year=year
    )


def _ends_only(value: DeadlineValue) -> DeadlineValue:
    """Return the time of a column of ends whose begin was left blank: one day is a last day."""
    if value.precision != "day" or value.start != value.end:
        return value
    return replace(value, start=None, kind="by")


def _two_columns(row: RowTime, calendar: Calendar, year: int) -> DeadlineValue:
    first, last = _parsed(row.start, calendar, year), _parsed(row.end, calendar, year)
    first_open, last_open = needs_year(row.start), needs_year(row.end)
    if first_open and not last_open and last.end:
        first = _parsed(row.start, calendar, last.end.year)
        if first.start and first.start > last.end:
            first = _parsed(row.start, calendar, last.end.year - 1)
    elif last_open and first.start and (year or not first_open):
        last = _parsed(row.end, calendar, first.start.year)
        if last.end and last.end < first.start:
            last = _parsed(row.end, calendar, first.start.year + 1)
    if not (first.start and last.end):
        return last if last.end else first
    flags = tuple(dict.fromkeys(first.flags + last.flags))
    if first.start > last.end:
        flags += ("end_before_start",)
    return DeadlineValue(first.start, last.end, "range", last.precision, flags)
