"""What is due or overdue on a day, by the last day each row gives."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from normalizers.school_year import SchoolYear
from normalizers.text.unicode import fold
from pipeline.figures.facts import Facts, Row

Window: TypeAlias = Literal["week", "month", "all"]


@dataclass(frozen=True, slots=True)
class Due:
    """A row and the days left until its last day (negative: overdue)."""

    row: Row
    left: int


def due(facts: Facts, on: date, window: Window = "all", school: str = "") -> list[Due]:
    """Return the rows due from a day on, the next first, then those overdue, the latest first.

    Overdue are rows of plans of the day's school year alone: what an older plan wanted is history.
    The dataset does not know what was done; overdue means that the day has passed.

    Args:
        facts: the rows.
        on: today.
        window: "week" until Sunday, "month" until its last day, "all" without end.
        school: part of a school's name, with or without marks; "" for all.
    """
    last = _last_day(on, window)
    year = SchoolYear.of(on)
    found = [
        Due(row, (row.end - on).days)
        for row in facts.rows
        if row.end
        and row.end <= last
        and (row.end >= on or _belongs(row, year))
        and (not school or fold(school) in fold(facts.school(row.school)))
    ]
    return sorted(
        found,
        key=lambda d: (d.left < 0, abs(d.left), facts.school(d.row.school), d.row.item_id),
    )


def _last_day(on: date, window: Window) -> date:
    if window == "week":
        return on + timedelta(days=6 - on.weekday())
    if window == "month":
        return on.replace(day=calendar.monthrange(on.year, on.month)[1])
    return date.max


def _belongs(row: Row, year: SchoolYear) -> bool:
    """Say whether an overdue row is still of concern in a school year."""
    return row.year == year.label or (
        not row.year and row.end is not None and year.contains(row.end)
    )
