"""What a foreign page or program may send to the app: by plain HTTP, to the running server."""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Office


def asked(
    office: Office, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(office.url).netloc, timeout=10)
    connection.putrequest(method, path, skip_host="Host" in headers)
    given = {"Content-Length": str(len(body)), **headers}
    for name, value in given.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    if body:
        connection.send(body)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


def test_a_foreign_name_is_refused_and_learns_nothing(office: Office) -> None:
    status, text = asked(office, "GET", "/", Host="evil.example")
    assert status == 421
    assert "ke-hoach.pdf" not in text and "csrf" not in text.split('content="')[0]


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}])
def test_a_change_without_the_token_changes_nothing(
    office: Office, headers: dict[str, str]
) -> None:
    body = json.dumps({"item": office.item(0), "typed": {"owner": "x"}}).encode()
    path = f"/api/documents/{office.sha}/edit"
    status, _ = asked(office, "POST", path, body, Content_Type="application/json", **headers)
    assert status == 403
    assert office.row(0).owner == "Hiệu trưởng"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/..%2f..%2fapp.py",
        "/exports/../dataset.sqlite",
        "/exports/dataset.sqlite",
        "/exports/..%5cdataset.sqlite",
        "/texts/../../../pyproject.json",
        "/documents/../../etc/passwd",
        "/documents/{sha}/pages/..%2f..%2f1.jpg",
        "/documents/{sha}/pages/0.jpg",
        "//etc/passwd",
    ],
)
def test_a_path_leads_to_no_file(office: Office, path: str) -> None:
    status, text = asked(office, "GET", path.replace("{sha}", office.sha))
    assert status in (404, 405, 422)
    assert "root:" not in text and "SQLite format" not in text and "Traceback" not in text


def test_an_upload_that_is_too_large_is_refused_whatever_it_announces(office: Office) -> None:
    cookie, token = _session(office)
    ours = {"Cookie": cookie, "X_CSRF_Token": token, "X_File_Name": "a.txt"}
    status, _ = asked(office, "POST", "/api/uploads", b"a" * 100_001, **ours)
    assert status == 413
    connection = http.client.HTTPConnection(urlsplit(office.url).netloc, timeout=10)
    sent = {name.replace("_", "-"): value for name, value in ours.items()}
    pieces = iter([b"a" * 40_000] * 3)
    connection.request("POST", "/api/uploads", pieces, sent, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()
    assert not list((office.out / "files").glob("*/*"))
    small = asked(office, "POST", "/api/uploads", b"abc", **ours)
    assert small[0] == 200


def _session(office: Office) -> tuple[str, str]:
    connection = http.client.HTTPConnection(urlsplit(office.url).netloc, timeout=10)
    connection.request("GET", "/")
    answer = connection.getresponse()
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    token = answer.read().decode().split('name="csrf" content="')[1].split('"')[0]
    connection.close()
    return cookie, token
