"""Rows keep their ids from one reading to the next."""

from __future__ import annotations

from dataclasses import replace

from pipeline.edits.matching import matched
from tests.pipeline.edits.rows import a_plan, an_item, item_id


def test_the_same_reading_keeps_every_id() -> None:
    found = matched(a_plan(), a_plan())
    assert found.items == tuple(a_plan())
    assert found.gone == ()


def test_a_row_found_in_front_does_not_shift_the_others() -> None:
    new = [an_item(1, action="Mở thêm lớp bơi", owner="", deadline="", bbox="[50, 90, 500, 120]")]
    new += [replace(an_item(n), item_id=item_id(n + 1)) for n in range(1, 6)]
    found = matched(a_plan(), new)
    assert [item.action for item in found.items] == [item.action for item in new]
    assert [item.item_id for item in found.items[1:]] == [item_id(n) for n in range(1, 6)]
    assert found.items[0].item_id == item_id(6)


def test_a_row_read_better_is_the_same_row() -> None:
    new = a_plan()
    new[2] = replace(new[2], action="Tập huấn kĩ năng sơ cấp cứu", owner="NV y tế")
    assert [item.item_id for item in matched(a_plan(), new).items] == [
        item_id(n) for n in range(1, 6)
    ]


def test_a_lost_row_is_gone_and_its_id_is_not_given_again() -> None:
    new = [an_item(1), an_item(3, item_id=item_id(2)), an_item(9, item_id=item_id(3), action="Mới")]
    found = matched(a_plan(3), new, taken=[item_id(4)])
    assert [item.item_id for item in found.items] == [item_id(1), item_id(3), item_id(5)]
    assert [item.item_id for item in found.gone] == [item_id(2)]


def test_an_edited_file_moves_its_rows_down_the_page() -> None:
    new = [
        replace(item, bbox=f"[50.0, {300 + 40 * i}, 500.0, {335 + 40 * i}]")
        for i, item in enumerate(a_plan())
    ]
    assert [item.item_id for item in matched(a_plan(), new).items] == [
        item_id(n) for n in range(1, 6)
    ]


def test_equal_rows_keep_their_order() -> None:
    twins = [an_item(1, item_id=item_id(n), row=n, bbox="") for n in (1, 2, 3)]
    later = [replace(item, row=item.row + 1) for item in twins]
    assert [item.item_id for item in matched(twins, later).items] == [item_id(n) for n in (1, 2, 3)]
