from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from pipeline.commands.calendars import ZONE, write_calendars
from pipeline.figures.due import due
from tests.pipeline.figures.rows import facts, item, plan

A, B = "Trường THCS Hòa Yên", "Trường THCS Hoa Yên"
TODAY = date(2024, 2, 28)
NOW = datetime(2024, 2, 28, 8, 0, tzinfo=UTC)
LONG = "Sửa mái tôn; trồng cây, chăm sóc\nvà báo cáo: " + "theo kế hoạch đã duyệt " * 8


def two_schools() -> Any:
    a, b, old = plan("a", A), plan("b", B), plan("c", A, "2021-2022")
    rows = [
        item(a, 1, LONG, end_date="2024-02-29", owners="Hiệu trưởng;Kế toán", criteria="1.10"),
        item(a, 2, "Quá hạn", end_date="2024-02-27", owners="Kế toán"),
        item(b, 1, "Tuần sau", end_date="2024-03-04", owners="Hiệu trưởng"),
        item(b, 2, "Không hạn"),
        item(old, 1, "Chuyện cũ", end_date="2022-05-31"),
    ]
    return facts([a, b, old], rows)


@pytest.mark.parametrize(
    ("window", "school", "actions"),
    [
        ("week", "", [LONG, "Quá hạn"]),
        ("month", "", [LONG, "Quá hạn"]),
        ("all", "", [LONG, "Tuần sau", "Quá hạn"]),
        ("all", "hoa yên", [LONG, "Tuần sau", "Quá hạn"]),
        ("all", "khác", []),
    ],
)
def test_what_is_due_comes_first_then_what_is_overdue_this_year(
    window: Any, school: str, actions: list[str]
) -> None:
    assert [one.row.action for one in due(two_schools(), TODAY, window, school)] == actions


def events(path: Path) -> list[Any]:
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_each_school_has_a_calendar_whose_days_are_right_in_vietnam(tmp_path: Path) -> None:
    found = two_schools()
    paths = write_calendars(due(found, TODAY), found, tmp_path, "school", NOW)
    assert [p.name for p in paths] == ["truong-thcs-hoa-yen.ics", "truong-thcs-hoa-yen-2.ics"]
    days = {}
    for event in (e for path in paths for e in events(path)):
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        assert type(start) is date and (end - start).days == 1  # a whole day, in every zone
        midnight = datetime.combine(start, datetime.min.time(), ZoneInfo(ZONE))
        days[str(event["summary"])[:8]] = midnight.date()
    assert days == {
        "Sửa mái ": date(2024, 2, 29),
        "Quá hạn": date(2024, 2, 27),
        "Tuần sau": date(2024, 3, 4),
    }


def test_an_event_keeps_its_name_and_what_the_plan_says(tmp_path: Path) -> None:
    found = two_schools()
    first = write_calendars(due(found, TODAY), found, tmp_path / "1", "owner", NOW)
    again = write_calendars(due(found, TODAY), found, tmp_path / "2", "owner", NOW)
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]
    assert [p.name for p in first] == ["hieu-truong.ics", "ke-toan.ics"]
    event = next(e for e in events(first[0]) if str(e["summary"]).startswith("Sửa"))
    assert str(event["uid"]).endswith("-0001@kehoach") and len(str(event["summary"])) <= 90
    told = str(event["description"])
    assert LONG in told and f"Trường: {A}" in told and "Tiêu chí: 1.10" in told
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger").days == -3


def test_lines_are_folded_as_the_standard_asks(tmp_path: Path) -> None:
    found = two_schools()
    (path, _) = write_calendars(due(found, TODAY), found, tmp_path, "school", NOW)
    data = path.read_bytes()
    assert b"\r\n" in data and all(len(line) <= 75 for line in data.split(b"\r\n"))
