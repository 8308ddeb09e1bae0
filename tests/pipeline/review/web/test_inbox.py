"""Files dropped into the browser: names made harmless, bytes kept once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.review.web.receiving.inbox import clean_name
from tests.pipeline.review.web.conftest import Clerk


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Kế hoạch 2024.pdf", "Kế hoạch 2024.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("..", "tep"),
        ("", "tep"),
        (".htaccess", "htaccess"),
        ("a\x00b\u202efdp.exe", "a_b_fdp.exe"),
        ("<img src=x onerror=alert(1)>.pdf", "_img src_x onerror_alert(1)_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        ("a" * 400 + ".pdf", "a" * 77 + ".pdf"),
        ("ten .pdf ", "ten.pdf"),
        ("Ke\u0302\u0301.pdf", "Kế.pdf"),
    ],
)
def test_names_lose_everything_a_system_gives_a_meaning(given: str, kept: str) -> None:
    assert clean_name(given) == kept
    assert len(clean_name(given).encode()) < 255


def sent(clerk: Clerk, name: str, data: bytes) -> dict[str, object]:
    answer = clerk.post("/api/uploads", content=data, headers={"X-File-Name": name})
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def test_a_file_lies_in_a_folder_named_by_its_bytes(clerk: Clerk, out: Path) -> None:
    kept = sent(clerk, "..%2F..%2FK%E1%BA%BF.txt", b"abc")
    assert [p.relative_to(out).as_posix() for p in (out / "files").rglob("*.txt")] == [
        f"files/{kept['key']}/Kế.txt"
    ]


def test_the_same_bytes_under_another_name_are_kept_once(clerk: Clerk, out: Path) -> None:
    first, second = sent(clerk, "a.txt", b"abc"), sent(clerk, "b.txt", b"abc")
    assert first["new"] and not second["new"] and second["name"] == "a.txt"
    assert len(list((out / "files").rglob("*.txt"))) == 1


def test_files_nobody_had_read_are_offered_after_a_restart_and_can_be_discarded(
    clerk: Clerk, out: Path
) -> None:
    kept = sent(clerk, "cho.txt", b"abc")
    (out / "files" / ".part-12").write_bytes(b"half")
    assert clerk.get("/api/ingest").json()["unread"] == [{"key": kept["key"], "name": "cho.txt"}]
    assert clerk.delete(f"/api/uploads/{kept['key']}").status_code == 200
    assert clerk.get("/api/ingest").json()["unread"] == []
    assert clerk.delete("/api/uploads/..%2F..").status_code in (404, 405)


def test_an_empty_file_and_too_many_files_are_refused(clerk: Clerk, out: Path) -> None:
    answer = clerk.post("/api/uploads", content=b"", headers={"X-File-Name": "a.txt"})
    assert answer.status_code == 422 and "0 byte" in answer.json()["text"]
    assert not list((out / "files").iterdir())


def test_a_name_is_shown_as_text_never_as_html(clerk: Clerk) -> None:
    sent(clerk, "%3Cscript%3Ealert(1)%3C%2Fscript%3E.txt", b"abc")
    assert "<script>alert" not in clerk.get("/").text
