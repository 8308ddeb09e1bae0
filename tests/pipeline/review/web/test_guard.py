"""What comes in and what does not: hostile requests get a sentence and change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.review.web.entry.guard import COOKIE, TOKEN_HEADER
from pipeline.review.web.entry.sessions import Sessions, Tries
from pipeline.review.web.settings import WebSettings, checked_settings, password_of
from tests.pipeline.review.web.conftest import Clerk, clerk_of

SECRET = "dung mat khau"


def office(out: Path) -> WebSettings:
    return WebSettings(out, host="0.0.0.0", password=SECRET, names=frozenset(("may-phong",)))


def signed_in(out: Path) -> Clerk:
    clerk = clerk_of(office(out), "http://may-phong:8765")
    clerk.open("/login")
    form = {"csrf": clerk.headers["x-csrf-token"], "password": SECRET, "who": "Lan"}
    assert clerk.post("/login", data=form).status_code == 303
    clerk.open()
    return clerk


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:8765"]
)
def test_a_foreign_name_that_leads_to_this_machine_is_refused(clerk: Clerk, host: str) -> None:
    answer = clerk.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "04-ke-hoach" not in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765"])
def test_the_names_of_loopback_are_ours(clerk: Clerk, host: str) -> None:
    assert clerk.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_page_cannot_send_changes(clerk: Clerk, headers: dict[str, str]) -> None:
    assert clerk.post("/api/ingest/cancel", headers=headers).status_code == 403


def test_a_change_without_the_token_is_refused(clerk: Clerk) -> None:
    for token in ("", "x" * 43):
        answer = clerk.post("/api/ingest/cancel", headers={"X-CSRF-Token": token})
        assert answer.status_code == 403
        assert answer.json()["error"] == "error.csrf"
    assert clerk.post("/api/ingest/cancel").status_code == 200


def test_a_change_without_a_session_is_refused(clerk: Clerk) -> None:
    clerk.cookies.clear()
    assert clerk.post("/api/ingest/cancel").status_code == 403


def test_every_answer_forbids_foreign_scripts_and_frames(clerk: Clerk) -> None:
    for path in ("/", "/nothing", "/static/base.css", "/api/ingest", "/documents/x/../../etc"):
        headers = clerk.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_a_page_holds_no_inline_script_or_style(clerk: Clerk) -> None:
    page = clerk.get("/").text
    assert "style=" not in page and "<style" not in page and "onclick" not in page
    assert all("src=" in part[:60] for part in page.split("<script")[1:])


@pytest.mark.parametrize(
    "path",
    [
        "/documents/../../etc/passwd",
        "/documents/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/documents/" + "0" * 64,
        "/documents/" + "0" * 64 + "/pages/1.jpg",
        "/documents/" + "0" * 64 + "/pages/0.jpg",
        "/documents/" + "0" * 64 + "/pages/-1.jpg",
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/texts/..%2f..%2fapp.json",
        "/exports/..%2fdataset.sqlite",
        "/exports/dataset.sqlite",
        "/openapi.json",
        "/docs",
    ],
)
def test_no_path_leads_to_a_file(clerk: Clerk, path: str) -> None:
    answer = clerk.get(path)
    assert answer.status_code in (404, 422)
    assert "Traceback" not in answer.text and "root:" not in answer.text


def test_a_body_that_is_too_large_is_refused_announced_or_not(out: Path) -> None:
    clerk = clerk_of(WebSettings(out, max_upload_bytes=1000, max_body_bytes=100))
    clerk.open()
    name = {"X-File-Name": "a.pdf"}
    assert clerk.post("/api/uploads", content=b"x" * 1001, headers=name).status_code == 413
    chunks = (b"x" * 300 for _ in range(5))
    assert clerk.post("/api/uploads", content=chunks, headers=name).status_code == 413
    assert clerk.post("/api/ingest", content=b"x" * 101).status_code == 413
    assert not list((out / "files").iterdir())


def test_a_defect_is_told_in_a_sentence(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("pipeline.review.web.routes.pages.choices", broken)
    answer = clerk.get("/")
    assert answer.status_code == 500
    assert "kehoach.log" in answer.text and "secret detail" not in answer.text


def test_others_come_in_only_with_a_password(out: Path) -> None:
    with pytest.raises(UsageError, match="KEHOACH_PASSWORD"):
        checked_settings(WebSettings(out, host="0.0.0.0"))
    with pytest.raises(UsageError, match="8"):
        checked_settings(WebSettings(out, host="192.168.1.7", password="ngan"))
    assert checked_settings(office(out)).password


def test_without_the_password_nothing_is_shown(out: Path) -> None:
    clerk = clerk_of(office(out), "http://may-phong:8765")
    assert clerk.get("/").headers["location"] == "/login"
    assert clerk.get("/api/ingest").status_code == 401
    assert clerk.post("/api/ingest").status_code == 401
    clerk.open("/login")
    form = {"csrf": clerk.headers["x-csrf-token"], "password": "sai", "who": "Lan"}
    assert clerk.post("/login", data=form).status_code == 401
    assert clerk.post("/login", data={**form, "csrf": "x", "password": SECRET}).status_code == 403
    assert clerk.get("/").status_code == 303


def test_signing_in_gives_a_new_session_and_signing_out_ends_it(out: Path) -> None:
    clerk = clerk_of(office(out), "http://may-phong:8765")
    clerk.open("/login")
    before = clerk.cookies[COOKIE]
    clerk = signed_in(out)
    assert clerk.cookies[COOKIE] != before
    assert clerk.get("/").status_code == 200
    assert clerk.post("/api/logout").status_code == 200
    assert clerk.get("/").status_code == 303


def test_passwords_cannot_be_tried_by_the_thousand(out: Path) -> None:
    clerk = clerk_of(office(out), "http://may-phong:8765")
    clerk.open("/login")
    form = {"csrf": clerk.headers["x-csrf-token"], "password": "sai", "who": ""}
    found = [clerk.post("/login", data=form).status_code for _ in range(10)]
    assert found[0] == 401 and found[-1] == 429
    assert clerk.post("/login", data={**form, "password": SECRET}).status_code == 429


def test_sessions_end_when_nobody_uses_them() -> None:
    now = [0.0]
    sessions = Sessions(60, clock=lambda: now[0])
    session = sessions.begin()
    now[0] = 59
    assert sessions.find(session.token) is session
    now[0] = 118
    assert sessions.find(session.token) is session
    now[0] = 179
    assert sessions.find(session.token) is None


def test_who_waited_may_try_again() -> None:
    now = [0.0]
    tries = Tries(clock=lambda: now[0])
    for _ in range(8):
        tries.note_wrong("10.0.0.1")
    assert tries.exhausted("10.0.0.1") and not tries.exhausted("10.0.0.2")
    now[0] = 301
    assert not tries.exhausted("10.0.0.1")


def test_the_password_comes_from_a_file_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEHOACH_PASSWORD", "tu moi truong")
    assert password_of(None) == "tu moi truong"
    path = tmp_path / "mat-khau.txt"
    path.write_text("\ufefftừ tệp\nđòng hai\n", "utf-8")
    assert password_of(path) == "từ tệp"
    with pytest.raises(UsageError):
        password_of(tmp_path / "khong-co")


def test_a_stranger_who_opens_the_sign_in_page_for_ever_throws_nobody_out() -> None:
    """2,000 sessions are kept; each look at the sign-in page made one, and the oldest went."""
    sessions = Sessions(3600)
    clerk = sessions.begin(signed_in=True, who="Lan")
    for _ in range(2_100):
        sessions.begin()
    assert sessions.find(clerk.token) is clerk


def test_corrections_are_taken_in_only_with_the_token_and_a_small_body(
    clerk: Clerk, out: Path
) -> None:
    line = b"Hieu truong\tHi\xe1\xbb\x87u tr\xc6\xb0\xe1\xbb\x9fng\n"
    big = clerk.post("/api/corrections", content=line * 50_000)
    assert big.status_code == 413
    del clerk.headers[TOKEN_HEADER]
    assert clerk.post("/api/corrections", content=line).status_code == 403
    assert not (out / "corrections.tsv").exists()
