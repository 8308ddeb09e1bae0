from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from extractors.records.prose import tasks
from extractors.story import story_of
from extractors.types import Line, Page, Record
from normalizers.text.unicode import fold
from tests.extractors.records.told.outlines import OUTLINES, Outline


def found_in(outline: Outline) -> list[Record]:
    lines = tuple(Line(text, 1) for text in outline.text.split("\n"))
    return list(tasks(story_of([Page(1, 0.0, 0.0, "text", lines)])))


def text(record: Record, name: str) -> str:
    value = record.fields.get(name)
    return value.text if value is not None else ""


def near(got: str, want: str) -> bool:
    return SequenceMatcher(None, fold(got), fold(want)).ratio() >= 0.85


def names_day(got: str, want: str) -> bool:
    """Say whether the time is the one wanted, or its day without the hour or how often."""
    return near(got, want) or (len(got) >= 0.5 * len(want) and fold(got) in fold(want))


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda o: o.name)
def test_every_task_is_found_with_its_owner_and_time_and_nothing_else(outline: Outline) -> None:
    records = found_in(outline)
    problems = []
    taken = set()
    for action, owner, deadline in outline.tasks:
        mine = [
            n for n, r in enumerate(records) if fold(text(r, "action")).startswith(fold(action))
        ]
        if not mine:
            problems.append(f"lost: {action}")
            continue
        taken.add(mine[0])
        record = records[mine[0]]
        if not near(text(record, "owner"), owner):
            problems.append(f"{action}: owner {text(record, 'owner')!r}, not {owner!r}")
        if deadline and not names_day(text(record, "deadline"), deadline):
            problems.append(f"{action}: deadline {text(record, 'deadline')!r}, not {deadline!r}")
    for n, record in enumerate(records):
        begins = fold(text(record, "action"))
        if n not in taken and not any(begins.startswith(fold(m)) for m in outline.may):
            problems.append(f"invented: {begins} ({record.confidence})")
    assert problems == []
