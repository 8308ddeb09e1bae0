"""What people said counts, whatever the program reads afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.edits.events import BadEventError, Event, Op, checked, in_force, redoable, undoable
from pipeline.edits.replay import Replayed, replay
from pipeline.model import Item
from tests.pipeline.edits.rows import DOCUMENT, SHA, a_plan, an_item, item_id


def said(seq: int, op: Op, number: int = 0, **values: Any) -> Event:
    item = item_id(number) if number else ""
    return Event(SHA, op, item, who="Lan", seq=seq, **values)


def shown(*events: Event, items: list[Item] | None = None, gone: tuple[Item, ...] = ()) -> Replayed:
    return replay(DOCUMENT, a_plan() if items is None else items, events, gone)


def numbers(result: Replayed) -> list[int]:
    return [int(row.item.item_id.split("-")[1]) for row in result.rows]


def test_an_edited_owner_counts_and_is_marked() -> None:
    edit = said(1, "edit", 2, before={"owner": "Phó Hiệu trưởng"}, after={"owner": "Hiệu trưởng"})
    row = shown(edit).rows[1]
    assert row.item.owner == "Hiệu trưởng"
    assert row.item.flags == "corrected:owner"
    assert (row.state, row.corrected, row.seq) == ("edited", ("owner",), 1)
    assert row.item.confidence == 0.97


def test_an_accepted_row_has_no_doubts_left() -> None:
    items = [an_item(1, flags="owner_from_above;low_confidence", confidence=0.4)]
    row = shown(said(1, "accept", 1, after={"owner": "Thư viện"}), items=items).rows[0]
    assert row.item.flags == "reviewed"
    assert row.item.confidence == 1.0
    assert row.corrected == ()


def test_a_row_that_is_no_item_leaves_and_comes_back_by_undo() -> None:
    reject = said(1, "reject", 3)
    assert numbers(shown(reject)) == [1, 2, 4, 5]
    assert numbers(shown(reject, said(2, "undo", 3, undoes=1))) == [1, 2, 3, 4, 5]


def test_undo_of_an_undo_is_redo() -> None:
    events = [said(1, "reject", 3), said(2, "undo", 3, undoes=1), said(3, "undo", 3, undoes=2)]
    assert numbers(shown(*events)) == [1, 2, 4, 5]
    assert [event.seq for event in in_force(events)] == [1]


def test_undo_and_redo_take_back_the_last_thing_said() -> None:
    events = [said(1, "reject", 3), said(2, "reject", 4)]
    assert undoable(events) == events[1]
    assert redoable(events) is None
    events.append(said(3, "undo", 4, undoes=2))
    assert undoable(events) == events[0]
    assert redoable(events) == events[2]
    events.append(said(4, "undo", 4, undoes=3))
    assert undoable(events) == events[1]
    assert redoable(events) is None


def test_split_and_merge() -> None:
    new = {"item_id": item_id(100_000), "action": "Mua sách", "page": 1, "kind": "action"}
    split = said(1, "split", 1, after={"row": {"action": "Đóng tủ sách"}, "new": new})
    result = shown(split)
    assert [row.item.action for row in result.rows[:3]] == [
        "Đóng tủ sách",
        "Mua sách",
        "Sửa mái che sân tập",
    ]
    both = {"row": {"action": "Đóng tủ, mua sách"}, "absorbed": [item_id(100_000)]}
    merged = shown(split, said(2, "merge", 1, after=both))
    assert [row.item.action for row in merged.rows[:2]] == [
        "Đóng tủ, mua sách",
        "Sửa mái che sân tập",
    ]


def test_a_missed_row_stands_where_it_was_drawn() -> None:
    values = {"item_id": item_id(100_001), "page": 1, "action": "Họp tổ", "after": item_id(2)}
    assert numbers(shown(said(1, "add", 100_001, after=values))) == [1, 2, 100_001, 3, 4, 5]
    first = {**values, "after": ""}
    assert numbers(shown(said(1, "add", 100_001, after=first))) == [100_001, 1, 2, 3, 4, 5]


def test_the_machine_reads_another_value_under_an_edit() -> None:
    edit = said(1, "edit", 2, before={"owner": "Phó Hiệu trưởng"}, after={"owner": "Hiệu trưởng"})
    items = a_plan()
    items[1] = replace(items[1], owner="Phó Hiệu trường")
    result = shown(edit, items=items)
    assert result.rows[1].item.owner == "Hiệu trưởng"
    (conflict,) = result.conflicts
    assert (conflict.kind, conflict.field) == ("changed", "owner")
    assert (conflict.machine, conflict.human) == ("Phó Hiệu trường", "Hiệu trưởng")


def test_the_machine_has_learnt_what_the_person_said() -> None:
    edit = said(1, "edit", 2, before={"owner": "Phó Hiệu trưởng"}, after={"owner": "Hiệu trưởng"})
    items = a_plan()
    items[1] = replace(items[1], owner="Hiệu trưởng")
    assert shown(edit, items=items).conflicts == ()


def test_a_conflict_is_settled_by_accepting_the_row() -> None:
    edit = said(1, "edit", 2, before={"owner": "Phó Hiệu trưởng"}, after={"owner": "Hiệu trưởng"})
    items = a_plan()
    items[1] = replace(items[1], owner="Phó Hiệu trường")
    seen = {"owner": "Hiệu trưởng"}
    result = shown(edit, said(2, "accept", 2, before=seen, after=seen), items=items)
    assert result.conflicts == ()
    assert result.rows[1].item.owner == "Hiệu trưởng"


def test_an_edited_row_the_machine_lost_is_kept_and_shown_as_a_conflict() -> None:
    edit = said(1, "edit", 2, after={"owner": "Hiệu trưởng"})
    result = shown(edit, items=[an_item(1), an_item(3)], gone=(an_item(2),))
    assert numbers(result) == [1, 2, 3]
    assert [c.kind for c in result.conflicts] == ["row_gone"]


def test_a_row_the_machine_lost_and_nobody_touched_goes() -> None:
    edit = said(1, "edit", 1, after={"owner": "Hiệu trưởng"})
    assert numbers(shown(edit, items=[an_item(1)], gone=(an_item(2),))) == [1]


def test_header_edits() -> None:
    edit = said(1, "header", before={"school": "Trường A"}, after={"school": "Trường B"})
    result = shown(edit)
    assert (result.document.school, result.header_state) == ("Trường B", "edited")
    assert result.document.flags == "corrected:school"


def test_an_accepted_header_loses_its_doubts_but_not_those_of_pages() -> None:
    document = replace(DOCUMENT, flags="number_missing;p2:stitched")
    result = replay(document, a_plan(), [said(1, "accept_header", after={"number": ""})])
    assert result.document.flags == "reviewed;p2:stitched"


@pytest.mark.parametrize(
    "event",
    [
        Event(SHA, "edit", item_id(1), after={"item_id": "x"}),
        Event(SHA, "edit", item_id(1), after={"nothing": "x"}),
        Event(SHA, "edit", "", after={"owner": "x"}),
        Event(SHA, "header", item_id(1), after={"school": "x"}),
        Event(SHA, "header", "", after={"status": "ok"}),
        Event(SHA, "undo", item_id(1)),
        Event(SHA, "burn", item_id(1)),  # type: ignore[arg-type]
    ],
)
def test_events_that_name_what_does_not_exist(event: Event) -> None:
    with pytest.raises(BadEventError):
        checked(event)
