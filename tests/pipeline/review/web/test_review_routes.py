"""What the review screen asks and tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest

from pipeline.dataset.store import Store
from pipeline.model import Document, DocumentResult, PageText
from pipeline.review.web.receiving.ingest import Ingest
from pipeline.review.web.settings import WebSettings
from pipeline.running.page_wish import PageWish
from pipeline.running.wishes import wishes_of
from tests.pipeline.edits.rows import DOCUMENT, SHA, a_plan, an_item, item_id
from tests.pipeline.review.web.conftest import Clerk, clerk_of

HERE = f"/api/documents/{SHA}"


def whole(clerk: Clerk) -> dict[str, Any]:
    found: dict[str, Any] = clerk.get(HERE).json()
    return found


def said(clerk: Clerk, act: str, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = clerk.post(f"{HERE}/{act}", json=body)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def value(answer: dict[str, Any], number: int, field: str) -> str:
    (row,) = [row for row in answer["rows"] if row["id"] == item_id(number)]
    return str(row["values"][field])


def test_a_document_comes_with_rows_reasons_and_pages(clerk: Clerk) -> None:
    found = whole(clerk)
    assert found["order"] == [item_id(n) for n in range(1, 6)]
    assert found["header"]["values"]["school"] == DOCUMENT.school
    assert found["rows"][0]["box"] == [50.0, 140.0, 500.0, 175.0]
    assert found["seq"] == 0 and not found["can_undo"]


def test_an_edit_answers_with_the_row_alone_and_is_undone_and_redone(clerk: Clerk) -> None:
    answer = said(clerk, "edit", item=item_id(2), typed={"owner": "Hiệu trưởng"})
    assert [row["id"] for row in answer["rows"]] == [item_id(2)]
    assert value(answer, 2, "owners") == "Hiệu trưởng"
    assert answer["can_undo"]
    back = said(clerk, "undo", seen=answer["seq"])
    assert value(back, 2, "owner") == "Phó Hiệu trưởng" and back["can_redo"]
    assert value(said(clerk, "redo", seen=back["seq"]), 2, "owner") == "Hiệu trưởng"


def test_who_edits_a_row_another_has_changed_gets_a_conflict_and_his_value(clerk: Clerk) -> None:
    said(clerk, "edit", item=item_id(1), typed={"owner": "Thư viện"})
    refused = said(clerk, "edit", 409, item=item_id(1), typed={"owner": "Văn phòng"}, seen=0)
    assert refused["error"] == "error.changed" and "Chưa ghi gì" in refused["text"]
    now = clerk.get(f"{HERE}/since/0").json()
    assert value(now, 1, "owner") == "Thư viện"
    said(clerk, "edit", item=item_id(1), typed={"owner": "Văn phòng"}, seen=now["seq"])


def test_another_row_is_no_conflict_and_nothing_new_is_said_shortly(clerk: Clerk) -> None:
    said(clerk, "edit", item=item_id(1), typed={"owner": "Thư viện"})
    answer = said(clerk, "edit", item=item_id(2), typed={"owner": "Văn phòng"}, seen=0)
    assert {row["id"] for row in answer["rows"]} == {item_id(1), item_id(2)}
    assert clerk.get(f"{HERE}/since/{answer['seq']}").json() == {"seq": answer["seq"]}


def test_a_value_that_cannot_stand_is_refused_with_the_reason(clerk: Clerk) -> None:
    refused = said(clerk, "edit", 422, item=item_id(1), typed={"end_date": "mai"})
    assert refused["field"] == "end_date" and "mai" in refused["text"]


@pytest.mark.parametrize(
    "body",
    [
        {"item": item_id(1), "typed": {"item_id": "x"}},
        {"item": "x", "typed": {"owner": "x"}},
        {"item": item_id(1), "typed": {"owner": "x" * 20_001}},
        {"item": item_id(1), "typed": {"owner": 3}},
        {"item": item_id(1), "typed": {}, "more": 1},
        {"item": item_id(1), "typed": {"owner": "x"}, "seen": -1},
    ],
)
def test_odd_requests_change_nothing(clerk: Clerk, body: dict[str, Any]) -> None:
    assert "error" in said(clerk, "edit", 422, **body)
    assert whole(clerk)["seq"] == 0


def test_a_row_of_another_document_cannot_be_reached(clerk: Clerk) -> None:
    said(clerk, "edit", 404, item=f"{'c' * 12}-0001", typed={"owner": "x"})
    assert clerk.get(f"/api/documents/{'c' * 64}").status_code == 404


def test_rows_are_accepted_thrown_out_and_brought_back(clerk: Clerk) -> None:
    assert said(clerk, "accept", item=item_id(1))["rows"][0]["state"] == "accepted"
    out = said(clerk, "reject", item=item_id(3), seen=1)
    assert out["rows"][0]["rejected"] and out["order"][-1] == item_id(3)
    back = said(clerk, "restore", item=item_id(3), seen=out["seq"])
    assert back["order"] == [item_id(n) for n in range(1, 6)]


def test_split_merge_and_a_row_that_was_missed(clerk: Clerk) -> None:
    answer = said(clerk, "split", item=item_id(1), first={"action": "A"}, second={"action": "B"})
    assert len(answer["order"]) == 6 and answer["order"][0] == item_id(1)
    new = answer["order"][1]
    answer = said(clerk, "merge", items=[item_id(1), new], seen=answer["seq"])
    assert value(answer, 1, "action") == "A\nB"
    answer = said(clerk, "rows", page=1, after=item_id(2), typed={"action": "Việc bị sót"})
    assert len(answer["order"]) == 6 and answer["order"][1] == item_id(2)
    assert answer["order"][2] not in (new, item_id(3))


def test_the_header_is_edited_and_has_a_history(clerk: Clerk) -> None:
    answer = said(clerk, "edit", item=None, typed={"school": "Trường B", "issued_date": "1/9/2023"})
    assert answer["header"]["values"]["issued_date"] == "2023-09-01"
    (event,) = clerk.get(f"{HERE}/history/header").json()["events"]
    assert event["after"]["school"] == "Trường B" and event["op"] == "header"


def test_the_same_mistake_elsewhere_is_offered_mended_and_taken_back(out: Path) -> None:
    with Store(out / "dataset.sqlite") as store:
        rows = [an_item(n, owner="Thư viên") for n in (1, 2, 3)]
        store.put(DocumentResult(DOCUMENT, tuple(rows)))
    clerk = clerk_of(WebSettings(out))
    clerk.open()
    answer = said(clerk, "edit", item=item_id(1), typed={"owner": "Thư viện"})
    (offer,) = clerk.get(f"{HERE}/offers/{answer['seq']}").json()["offers"]
    assert [target["id"] for target in offer["targets"]] == [item_id(2), item_id(3)]
    taken = said(clerk, "offers/take", of=answer["seq"], number=0, items=[item_id(3)])
    assert value(taken, 3, "owner") == "Thư viện"
    back = said(clerk, "offers/undo", batch=taken["batch"], seen=taken["seq"])
    assert back["count"] == 1 and value(back, 3, "owner") == "Thư viên"


def a_scan(out: Path) -> str:
    """Put a PDF of one page into the dataset; return its id."""
    path = out.parent / "goc.pdf"
    document = pymupdf.open()
    document.new_page(width=200, height=300).insert_text((20, 40), "Ke hoach")
    document.save(path)
    sha = "d" * 64
    page = PageText(sha, 1, "text", 200, 300, 0, 0.0, 0, 1.0, "", "")
    with Store(out / "dataset.sqlite") as store:
        store.put(DocumentResult(Document(sha, "goc.pdf", pages=1), pages=(page,)))
    return sha


def test_a_page_is_drawn_once_and_kept(clerk: Clerk, out: Path) -> None:
    sha = a_scan(out)
    first = clerk.get(f"/documents/{sha}/pages/1.jpg")
    assert first.headers["content-type"] == "image/jpeg" and first.content[:2] == b"\xff\xd8"
    (kept,) = (out / ".cache" / "pictures").iterdir()
    assert kept.read_bytes() == first.content
    again = clerk.get(
        f"/documents/{sha}/pages/1.jpg", headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304
    assert clerk.get(f"/documents/{sha}/pages/2.jpg").status_code == 422


def test_a_page_without_picture_is_given_as_text(clerk: Clerk, out: Path) -> None:
    (out.parent / DOCUMENT.source).write_text(
        "<html><table border=1><tr><td>A<td>B<tr><td>C<td>D</table>", "utf-8"
    )
    blocks = clerk.get(f"{HERE}/pages/1").json()["blocks"]
    (block,) = [block for block in blocks if "rows" in block]
    assert [cell["text"] for cell in block["rows"][0]] == ["A", "B"]


def test_an_original_that_was_moved_is_told(clerk: Clerk) -> None:
    answer = clerk.get(f"{HERE}/pages/1")
    assert answer.status_code == 404 and "tệp gốc" in answer.json()["text"]


def test_the_review_page_opens(clerk: Clerk) -> None:
    page = clerk.get(f"/documents/{SHA}").text
    assert DOCUMENT.source in page and "review/main.js" in page


def test_numbers_of_rows_in_the_fixture_are_those_of_the_plan(clerk: Clerk) -> None:
    assert len(whole(clerk)["rows"]) == len(a_plan())


def test_a_drawn_row_is_read_and_stands_in_its_place(clerk: Clerk, out: Path) -> None:
    sha = a_scan(out)
    body = {"page": 1, "box": [15, 25, 150, 50]}
    answer = clerk.post(f"/api/documents/{sha}/rows", json=body).json()
    (row,) = answer["rows"]
    assert row["values"]["action"] == "Kế hoạch" and row["state"] == "added"
    assert row["box"] == [15.0, 25.0, 150.0, 50.0]
    odd = clerk.post(f"/api/documents/{sha}/rows", json={"page": 1, "box": [5, 5, 5, 5]})
    assert odd.status_code == 404 and "error" in odd.json()


def test_a_page_is_read_again_as_a_person_wants_it(
    clerk: Clerk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []
    monkeypatch.setattr(Ingest, "start", lambda self, files, base: started.extend(files) or True)
    sha = a_scan(out)
    wish = {"turn": 90, "engine": "", "picture": True}
    assert clerk.post(f"/api/documents/{sha}/pages/1/read", json=wish).status_code == 200
    assert [kept.path.name for kept in started] == ["goc.pdf"]
    with Store(out / "dataset.sqlite") as store:
        assert wishes_of(store)[sha][1] == PageWish(force_ocr=True, turn=90)
    assert clerk.post(f"/api/documents/{sha}/pages/9/read", json=wish).status_code == 404
    assert clerk.post(f"/api/documents/{sha}/pages/1/read", json={"turn": 45}).status_code == 422


def test_beside_a_corrected_field_stands_no_note_for_programs(clerk: Clerk) -> None:
    """The clerk read "(tên cột đứng sau dấu hai chấm)" twice beside what he had typed himself."""
    answer = said(clerk, "edit", item=item_id(1), typed={"owner": "Thư viện trường"})
    fields = answer["rows"][0]["fields"]
    assert not [note for field in fields.values() for note in field["notes"]]
