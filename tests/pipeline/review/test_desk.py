"""The desk: what a reviewer sees and does, without any web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dataset.store import Store
from pipeline.errors import RowChangedError
from pipeline.model import Document, DocumentResult, PageText
from pipeline.review.desk import Desk
from pipeline.review.looking import NotThereError, View
from pipeline.review.web.queue import Asked, Entry, queue
from tests.pipeline.edits.rows import DOCUMENT, SHA, a_plan, an_item, item_id

PAGE = PageText(SHA, 1, "ocr", 595.0, 842.0, 0, 0.0, 200, 0.95, "chữ " * 500, "chu " * 500)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Store(tmp_path / "dataset.sqlite") as store:
        items = a_plan()
        items[1] = replace(items[1], owner="", confidence=0.5)
        store.put(DocumentResult(DOCUMENT, tuple(items), (PAGE,)))
        yield Desk(store)


def queued(desk: Desk) -> tuple[Entry, ...]:
    with desk.store.reading() as connection:
        return queue(connection, Asked()).entries


def actions(view: View) -> list[str]:
    return [row.item.action for row in view.rows if not row.rejected]


def test_the_worst_document_comes_first(desk: Desk) -> None:
    fine = Document("cd" * 32, "a.pdf")
    desk.store.put(
        DocumentResult(
            fine, (an_item(1, document_id=fine.document_id, item_id=item_id(1, fine.document_id)),)
        )
    )
    desk.store.put(DocumentResult(replace(fine, source="again.pdf", status="duplicate")))
    entries = queued(desk)
    assert [entry.source for entry in entries] == [DOCUMENT.source, "a.pdf", "again.pdf"]
    assert (entries[0].rows, entries[0].to_see, entries[0].seen) == (5, 1, 0)
    assert entries[0].urgency > 0.5
    assert (entries[2].status, entries[2].rows) == ("duplicate", 0)


def test_a_document_on_the_desk(desk: Desk) -> None:
    view = desk.view(SHA)
    assert actions(view) == [item.action for item in a_plan()]
    assert view.rows[1].review.reasons == "low_confidence;missing"
    assert (view.pages[0].width, view.pages[0].text) == (595.0, "")
    assert not view.can_undo


def test_an_edit_sets_what_follows_and_is_undone_whole(desk: Desk) -> None:
    view = desk.edit(item_id(2), {"owner": "Kế toán"}, "Lan", 0)
    assert (view.rows[1].item.owner, view.rows[1].item.owners) == ("Kế toán", "Kế toán")
    assert view.can_undo
    view = desk.undo(SHA, "Lan")
    assert (view.rows[1].item.owner, view.rows[1].item.owners) == ("", "")
    view = desk.redo(SHA, "Lan")
    assert view.rows[1].item.owner == "Kế toán"


def test_undo_takes_back_ones_own_word_only(desk: Desk) -> None:
    desk.edit(item_id(2), {"owner": "Kế toán"}, "Lan", 0)
    desk.edit(item_id(3), {"owner": "Văn thư"}, "Hoa", 0)
    view = desk.undo(SHA, "Lan")
    assert [view.rows[1].item.owner, view.rows[2].item.owner] == ["", "Văn thư"]
    with pytest.raises(NotThereError):
        desk.undo(SHA, "Lan")


def test_an_accepted_row_waits_no_more(desk: Desk) -> None:
    view = desk.accept(item_id(2), "Lan", 0)
    assert view.rows[1].review.state == "accepted"
    assert view.rows[1].item.flags == "reviewed"
    assert queued(desk)[0].to_see == 0


def test_a_row_that_is_no_item_can_still_be_seen(desk: Desk) -> None:
    view = desk.reject(item_id(3), "Lan", 0)
    assert len(actions(view)) == 4
    assert [row.item.item_id for row in view.rows if row.rejected] == [item_id(3)]


def test_split_and_merge(desk: Desk) -> None:
    view = desk.split(item_id(1), {"action": "Đóng tủ"}, {"action": "Mua sách"}, "Lan", 0)
    assert actions(view)[:2] == ["Đóng tủ", "Mua sách"]
    new = view.rows[1].item
    assert (new.owner, new.page) == ("Thư viện", 1)
    view = desk.merge([item_id(1), new.item_id], "Lan", view.seq)
    assert actions(view)[0] == "Đóng tủ\nMua sách"
    assert len(actions(view)) == 5
    view = desk.undo(SHA, "Lan")
    view = desk.undo(SHA, "Lan")
    assert actions(view) == [item.action for item in a_plan()]


def test_a_missed_row_finds_its_place_by_its_box(desk: Desk) -> None:
    box = "[50.0, 200.0, 500.0, 215.0]"  # row 2 begins at 180, row 3 at 220
    view = desk.add(SHA, {"action": "Họp tổ", "owner": "Tổ trưởng"}, "Lan", page=1, bbox=box)
    assert actions(view)[:3] == ["Bổ sung tủ sách lớp 3", "Sửa mái che sân tập", "Họp tổ"]
    view = desk.add(SHA, {"action": "Bế mạc"}, "Lan", page=9)
    assert actions(view)[-1] == "Bế mạc"
    assert len({row.item.item_id for row in view.rows}) == 7


def test_two_people_on_one_row(desk: Desk) -> None:
    desk.edit(item_id(2), {"owner": "Kế toán"}, "Lan", 0)
    with pytest.raises(RowChangedError) as refused:
        desk.edit(item_id(2), {"owner": "Văn thư"}, "Hoa", 0)
    assert refused.value.who == "Lan"
    assert desk.view(SHA).rows[1].item.owner == "Kế toán"


def test_header(desk: Desk) -> None:
    view = desk.edit_header(SHA, {"school": "Trường B", "issued_date": "5/9/2023"}, "Lan", 0)
    assert (view.document.school, view.document.issued_date) == ("Trường B", "2023-09-05")
    view = desk.accept_header(SHA, "Lan", view.seq)
    assert view.header_state == "accepted"


def test_search_with_and_without_marks(desk: Desk) -> None:
    assert [item.item_id for item in desk.search("SO CUU")] == [item_id(3)]
    assert desk.search("so cuu", with_marks=True) == []
    assert [item.item_id for item in desk.search("sơ cứu", with_marks=True)] == [item_id(3)]
    assert desk.search("100%_") == [] and desk.search("  ") == []


def test_a_new_owner_is_found_at_once(desk: Desk) -> None:
    desk.edit(item_id(2), {"owner": "Bảo vệ trường"}, "Lan", 0)
    assert [item.item_id for item in desk.search("bao ve")] == [item_id(2)]


def test_what_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotThereError):
        desk.view("00" * 32)
    with pytest.raises(NotThereError):
        desk.accept(item_id(99), "Lan")


def test_history_of_a_row(desk: Desk) -> None:
    desk.edit(item_id(2), {"owner": "Kế toán"}, "Lan")
    desk.accept(item_id(3), "Hoa")
    (event,) = desk.history(SHA, item_id(2))
    assert (event.who, event.before["owner"], event.after["owner"]) == ("Lan", "", "Kế toán")
    assert len(desk.history(SHA)) == 2


def test_quality_counts_the_sample_alone(tmp_path: Path) -> None:
    with Store(tmp_path / "d.sqlite") as store:
        store.put(DocumentResult(DOCUMENT, tuple(an_item(n) for n in range(1, 401))))
        desk = Desk(store)
        sampled = [r.item.item_id for r in desk.view(SHA).rows if r.review.reasons == "sample"]
        assert 8 <= len(sampled) <= 35
        for name in sampled:
            desk.accept(name, "Lan")
        desk.edit(sampled[0], {"owner": "Kế toán"}, "Lan")
        found = desk.quality()
    assert (found.looked_at, found.wrong, found.confident) == (len(sampled), 1, 400)
