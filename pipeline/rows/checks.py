"""Cross-checks of a document's rows: each finding is a flag with a Vietnamese sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from normalizers.school_year import SchoolYear
from normalizers.text.unicode import fold
from pipeline.model import Item

SCHOOL_YEAR_SLACK = timedelta(days=62)
"""A plan may begin before August (summer works) or report after July by this much."""

_DUTIES = ("action", "evidence", "task")
"""Kinds whose rows say something of their own; "Ủy viên" stands many times in a list of members."""


def check_items(items: Sequence[Item], *, school_year: SchoolYear | None) -> tuple[Item, ...]:
    """Return the items with the flags that only the whole document can tell."""
    actions = Counter(_key(item) for item in items if item.kind in _DUTIES and item.action)
    return tuple(_checked(item, school_year, actions) for item in items)


def _key(item: Item) -> tuple[str, str, str, str]:
    """Return what makes two rows the same; one task given to two schools is two tasks."""
    owner = fold(item.owner) if item.kind == "task" else ""
    return (item.kind, item.criteria, fold(item.action), owner)


def _checked(
    item: Item, school_year: SchoolYear | None, actions: Counter[tuple[str, str, str, str]]
) -> Item:
    found = list(filter(None, item.flags.split(";")))
    found += _dates(item, school_year)
    if item.kind in ("action", "evidence", "task") and not item.owner and not item.people:
        found.append("owner_empty")
    if item.kind == "action" and not item.deadline:
        found.append("deadline_empty")
    if item.kind == "action" and not item.action:
        found.append("action_empty")
    if actions[_key(item)] > 1:
        found.append("duplicate_action")
    return replace(item, flags=";".join(dict.fromkeys(found)))


def _dates(item: Item, school_year: SchoolYear | None) -> list[str]:
    start = date.fromisoformat(item.start_date) if item.start_date else None
    end = date.fromisoformat(item.end_date) if item.end_date else None
    found = []
    if start and end and end < start:
        found.append("end_before_start")
    if school_year and any(
        not school_year.first_day - SCHOOL_YEAR_SLACK
        <= day
        <= school_year.last_day + SCHOOL_YEAR_SLACK
        for day in (start, end)
        if day
    ):
        found.append("deadline_outside_school_year")
    return found
