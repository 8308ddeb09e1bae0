"""Deadlines as iCalendar files (RFC 5545) that Outlook and Google Calendar import.

A deadline is an event of a whole day, its last: ``DTSTART;VALUE=DATE`` has no time and no zone, so
every calendar shows the day the plan prints, in Asia/Ho_Chi_Minh as elsewhere. The event keeps its
UID from export to export, so importing again replaces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal, TypeAlias

import icalendar

from normalizers.text.unicode import strip_marks
from pipeline.dataset.atomic import write_bytes
from pipeline.figures.due import Due
from pipeline.figures.facts import Facts, Row

By: TypeAlias = Literal["school", "owner"]

ZONE = "Asia/Ho_Chi_Minh"
_REMIND = timedelta(days=-3)
_SUMMARY = 90
"""Letters of a title: calendars cut longer ones."""

_NOBODY = "chưa ghi"


def write_calendars(
    found: Sequence[Due], facts: Facts, folder: Path, by: By = "school", now: datetime | None = None
) -> list[Path]:
    """Write one .ics file for each school or owner; return the files.

    A row of several owners is in the calendar of each.

    Raises:
        OutputError: a file cannot be written.
    """
    groups: dict[str, list[Row]] = {}
    for one in found:
        for name in _names(one.row, facts, by):
            groups.setdefault(name, []).append(one.row)
    paths: dict[Path, None] = {}
    for name, rows in sorted(groups.items()):
        path = _free(folder / f"{slug(name)}.ics", paths)
        write_bytes(path, calendar_of(name, rows, facts, now or datetime.now(UTC)).to_ical())
        paths[path] = None
    return list(paths)


def _names(row: Row, facts: Facts, by: By) -> Iterable[str]:
    if by == "school":
        return (facts.school(row.school) if row.school else Path(row.source).stem,)
    return row.owners or (row.owner or _NOBODY,)


def _free(path: Path, taken: Iterable[Path]) -> Path:
    """Return the path, with a number if names that differ by marks alone ask for the same one."""
    used, number, free = set(taken), 1, path
    while free in used:
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def slug(name: str) -> str:
    """Return a file name that every system takes.

    >>> slug("Trường THCS Hòa Yên")
    'truong-thcs-hoa-yen'
    """
    return re.sub(r"[^a-z0-9]+", "-", strip_marks(name).lower()).strip("-")[:80] or "lich"


def calendar_of(name: str, rows: Iterable[Row], facts: Facts, now: datetime) -> icalendar.Calendar:
    """Return a calendar with an event for the last day of each row that has one."""
    made = icalendar.Calendar()
    made.add("prodid", "-//kehoach//due//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"Việc đến hạn: {name}")
    made.add("x-wr-timezone", ZONE)
    for row in rows:
        if row.end:
            made.add_component(_event(row, row.end, facts, now))
    return made


def _event(row: Row, end: date, facts: Facts, now: datetime) -> icalendar.Event:
    text = " ".join(row.action.split()) or "(chưa ghi công việc)"
    event = icalendar.Event()
    event.add("uid", f"{row.item_id}@kehoach")
    event.add("dtstamp", now)
    event.add("dtstart", end)
    event.add("dtend", end + timedelta(days=1))  # a day ends where the next begins
    event.add("summary", text if len(text) <= _SUMMARY else text[: _SUMMARY - 1] + "…")
    event.add("description", _description(row, facts))
    event.add("transp", "TRANSPARENT")
    if row.criteria:
        event.add("categories", [f"Tiêu chí {code}" for code in row.criteria])
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Còn 3 ngày: {text[:_SUMMARY]}")
    alarm.add("trigger", _REMIND)
    event.add_component(alarm)
    return event


def _description(row: Row, facts: Facts) -> str:
    told = (
        ("", row.action),
        ("Trường: ", facts.school(row.school) if row.school else ""),
        ("Tiêu chí: ", ", ".join(row.criteria)),
        ("Người thực hiện: ", row.owner or ", ".join(row.owners)),
        ("Thời hạn (như đã ghi): ", row.deadline),
        ("Nguồn: ", f"{row.source}, trang {row.page}"),
    )
    return "\n".join(name + text for name, text in told if text)
