"""What a document tells of its time as a whole, and how likely a day is in each such frame.

A frame is one guess at what the times of a document lie in: the school year or the dates of its
title, the months after its date, the months before it (a report), the days its rows print. Each
frame gives a day a density (natural logarithm, per day), so that frames can be weighed against
each other by the rows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from normalizers.deadlines.find import find_deadlines
from normalizers.school_year import SchoolYear, parse_school_year
from normalizers.text.unicode import clean, fold

__all__ = ["DocumentTime", "Frame", "document_time", "frames_of"]

HORIZON = 150.0
"""Mean distance in days from a paper's date to the days it orders; few lie over a year ahead."""
TOLD = 40.0
"""Mean distance in days of what was done before the paper and is still listed."""
SHARE_TOLD = 0.15
"""Share of listed days that lie before the paper's date."""
OUTSIDE = math.log(0.02 / 365)
"""Density just outside a period that a title names: one day in fifty."""
FADE = 120.0
"""Days over which the density outside a period falls by e."""
PAST_LEAST, PAST_RATE, PAST_MOST = 0.7, 60.0, 3.0
"""Logarithmic cost of a day before the paper's date within its period: at once, per days, most."""
EARLY = timedelta(days=240)
"""A paper this long before a school year may order only what prepares it (enrolment, repairs)."""
PREPARED_SINCE, PREPARED_FOR = timedelta(days=75), timedelta(days=120)
"""Such work lies from this long before the paper to this long after it."""
SUMMER = {6: math.log(0.5), 7: math.log(0.15)}
"""At the end of a school year little is planned; the summer before it is the usual one."""
SLACK = timedelta(days=400)
"""A date of issue further than this from the title's period is misread, or the title means more."""


@dataclass(frozen=True, slots=True)
class DocumentTime:
    """What is known of a document's time.

    Attributes:
        issued: its date; the last day of the month where only that is known; None if unknown.
        issued_sure: the whole date was read.
        school_year: the school year its title or heading names; None if it names none.
        titled: periods the title names ("năm 2024", "quý I/2024", "từ 02/02/2026 đến 07/02/2026").
        cited: the latest date of a paper it cites, which is not after its own.
        report: it tells what was done.
    """

    issued: date | None = None
    issued_sure: bool = True
    school_year: SchoolYear | None = None
    titled: tuple[tuple[date, date], ...] = ()
    cited: date | None = None
    report: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One guess at what the times lie in.

    Attributes:
        name: period or prepare (``first`` to ``last``), after, before or cited (``origin``), or
            printed.
        prior: how likely the guess is before any row is seen (unnormalised).
        label: the period as people name it.
        issued: the paper's date where days before it count less.
    """

    name: str
    prior: float
    label: str = ""
    first: date | None = None
    last: date | None = None
    origin: date | None = None
    issued: date | None = None
    school: bool = False

    def density(self, first: date | None, last: date | None) -> float:
        """Return the mean log density of a span's ends; one end may be open."""
        ends = [day for day in (first, last) if day]
        if self.issued and len(ends) == 2 and ends[0] < self.issued <= ends[1]:
            ends[0] = self.issued  # begun and still going on
        return sum(map(self._of_day, ends)) / len(ends)

    def years(self) -> range:
        """Return the calendar years the frame speaks of, one more on each side."""
        first = self.first or self.origin
        last = self.last or self.origin
        assert first is not None and last is not None
        return range(first.year - 1, last.year + 2)

    def near(self, day: date | None) -> bool:
        """Say whether a paper of this day may well speak of the period."""
        assert self.first is not None and self.last is not None
        return day is None or self.first - SLACK <= day <= self.last + SLACK

    def _of_day(self, day: date) -> float:
        if self.origin:
            ahead = (day - self.origin).days * (-1 if self.name == "before" else 1)
            if ahead >= 0:
                return math.log((1 - SHARE_TOLD) / HORIZON) - ahead / HORIZON
            return math.log(SHARE_TOLD / TOLD) + ahead / TOLD
        assert self.first is not None and self.last is not None
        cost = 0.0
        if self.issued and day < self.issued:
            cost = min(PAST_MOST, PAST_LEAST + (self.issued - day).days / PAST_RATE)
        if self.first <= day <= self.last:
            late = self.school and (self.last - day).days < 62
            inside = -math.log((self.last - self.first).days + 1)
            return inside + (SUMMER.get(day.month, 0.0) if late else 0.0) - cost
        away = (self.first - day).days if day < self.first else (day - self.last).days
        return OUTSIDE - away / FADE - cost


def document_time(
    title: str,
    *,
    issued: date | None = None,
    issued_text: str = "",
    school_year: SchoolYear | None = None,
    cited: Iterable[date] = (),
) -> DocumentTime:
    """Return what a letterhead tells of the time of a document.

    Args:
        title: the title or subject as printed.
        issued: its date, None where it is blank or unread.
        issued_text: the line of place and date; "ngày ... tháng 9 năm 2021" still tells the month.
        school_year: the school year a heading names, if any; else the title's is taken.
        cited: dates of the papers it is based on.
    """
    values = [d.value for d in find_deadlines(title)]
    titled = [
        (v.start, v.end)
        for v in values
        if v.start and v.end and (v.precision != "day" or v.start != v.end)
    ]
    month = None
    if issued is None and issued_text:
        found = [d.value for d in find_deadlines(issued_text) if d.value.precision == "month"]
        month = found[0].end if found else None
    known = issued or month
    return DocumentTime(
        issued=known,
        issued_sure=issued is not None,
        school_year=school_year or parse_school_year(title),
        titled=tuple(dict.fromkeys(titled)),
        cited=max((day for day in cited if not known or day <= known), default=None),
        report=re.match(r"\W*bao cao\b", fold(clean(title))) is not None,
    )


def frames_of(
    time: DocumentTime, printed: tuple[date, date] | None = None
) -> tuple[tuple[Frame, ...], bool]:
    """Return the frames of a document and whether its date and its title contradict each other.

    Args:
        time: what the document tells.
        printed: first and last day that rows print with their year, None if none does.
    """
    periods = _periods(time)
    odd = bool(time.issued and periods) and not any(p.near(time.issued) for p in periods)
    issued = None if odd or time.report else time.issued
    prior = 3.0 / max(1, len(periods))
    frames = [
        replace(p, prior=prior, issued=None if p.name == "prepare" else issued) for p in periods
    ]
    if time.issued:
        sure = 0.1 if odd else 1.0 if time.issued_sure else 0.5
        frames.append(
            Frame("after", sure * (0.2 if time.report else 1.0), origin=time.issued, issued=issued)
        )
        if time.report:
            frames.append(Frame("before", 4.0 * sure, origin=time.issued))
        if not periods:
            frames += _usual_periods(time.issued, issued)
    elif time.cited:
        frames.append(Frame("cited", 0.5, origin=time.cited))
    if printed:
        slack = timedelta(days=60)
        first, last = printed[0] - slack, max(printed[1] + slack, printed[0] + timedelta(days=300))
        frames.append(Frame("printed", 0.5, first=first, last=last))
    return tuple(frames), odd


def _periods(time: DocumentTime) -> list[Frame]:
    """Return the periods that the title names, and for a school year to come its preparation."""
    found: list[Frame] = []
    year = time.school_year
    if year:
        name, first, last = f"năm học {year.label}", year.first_day, year.last_day
        found.append(Frame("period", 1.0, name, first, last, school=True))
        if time.issued and first - EARLY <= time.issued < first:
            until = max(time.issued + PREPARED_FOR, first + timedelta(days=60))
            since = time.issued - PREPARED_SINCE
            found.append(Frame("prepare", 1.0, f"chuẩn bị {name}", since, until))
    for first, last in time.titled:
        if year and first == year.first_day:
            continue
        whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        name = f"năm {first.year}" if whole and first.year == last.year else ""
        found.append(
            Frame("period", 1.0, name or f"{first:%d/%m/%Y} - {last:%d/%m/%Y}", first, last)
        )
    return found


def _usual_periods(day: date, issued: date | None) -> list[Frame]:
    """Return the school year and the calendar year of a paper whose title names none."""
    year = SchoolYear.of(day)
    return [
        Frame("period", 0.3, f"năm học {year.label}", year.first_day, year.last_day,
              issued=issued, school=True),
        Frame("period", 0.3, f"năm {day.year}", date(day.year, 1, 1), date(day.year, 12, 31),
              issued=issued),
    ]  # fmt: skip
