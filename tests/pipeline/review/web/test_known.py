"""Mistakes corrected before, and the files offices exchange."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.review.corrections import CORRECTIONS_FILE, load
from tests.pipeline.edits.rows import SHA, item_id
from tests.pipeline.review.web.conftest import Clerk

FILE = "#chữ\towner\tHiệu\tHiểu\t1\nThư viện\tNhân viên thư viện\n"
HERE = f"/api/documents/{SHA}"


def handed_in(clerk: Clerk, text: str) -> Any:
    kind = {"Content-Type": "text/tab-separated-values"}
    return clerk.post("/api/corrections", content=text.encode(), headers=kind)


def test_a_word_another_office_corrected_is_offered_in_the_document(clerk: Clerk) -> None:
    assert clerk.get(f"{HERE}/known").json() == {"offers": []}
    assert handed_in(clerk, FILE).json() == {"roles": 1, "words": 1}
    (offer,) = clerk.get(f"{HERE}/known").json()["offers"]
    assert (offer["wrong"], offer["right"]) == ("Hiệu", "Hiểu")
    chosen = [target["id"] for target in offer["targets"]]
    assert chosen == [item_id(2)]
    body = {"field": "owner", "wrong": "Hiệu", "right": "Hiểu", "items": chosen}
    answer = clerk.post(f"{HERE}/known/take", json=body).json()
    assert answer["rows"][0]["values"]["owner"] == "Phó Hiểu trưởng" and answer["batch"]
    assert clerk.post(f"{HERE}/known/take", json=body).status_code == 409


def test_a_file_that_is_none_of_corrections_is_refused_and_the_own_one_stays(
    clerk: Clerk, out: Path
) -> None:
    handed_in(clerk, FILE)
    refused = handed_in(clerk, "#chữ\towner\n")
    assert (refused.status_code, refused.json()["error"]) == (422, "error.corrections")
    assert len(load(out / CORRECTIONS_FILE).words) == 1


def test_what_was_taught_here_is_given_as_a_file(clerk: Clerk) -> None:
    typed = {"item": item_id(1), "typed": {"action": "Bổ sung kệ sách lớp 3"}}
    assert clerk.post(f"{HERE}/edit", json=typed).status_code == 200
    file = clerk.get("/exports/corrections.tsv")
    assert "#chữ\taction\ttủ\tkệ\t1" in file.text
    assert "attachment" in file.headers["content-disposition"]
