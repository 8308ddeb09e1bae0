"""Reading in the browser: progress, errors by name, cancel, going on."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import TruncatedFileError
from pipeline.cli import clean
from pipeline.dataset.originals import pictures_folder
from pipeline.errors import OutputError
from pipeline.model import Document
from pipeline.review.web.receiving import ingest as module
from pipeline.review.web.receiving.ingest import Ingest, spoken_error
from pipeline.review.web.settings import WebSettings
from pipeline.running import batch
from pipeline.running.batch import BatchOptions, Outcome, run_batch
from pipeline.running.sources import display_name
from tests.pipeline.review.web.conftest import Clerk, clerk_of

PLAN = "KẾ HOẠCH\nCải tiến chất lượng\n\n1. Hiệu trưởng rà soát lớp học trước ngày 30/9/2023.\n"
LOCKED = "encrypted_file: [E103] khoa.pdf: Tệp có mật khẩu. Hãy mở bằng mật khẩu rồi lưu lại."


def dropped(clerk: Clerk, name: str = "ke-hoach.txt", data: str = PLAN) -> None:
    answer = clerk.post("/api/uploads", content=data.encode(), headers={"X-File-Name": name})
    assert answer.status_code == 200


def reading(clerk: Clerk) -> Ingest:
    found: Ingest = clerk.app.state.parts.ingest  # type: ignore[attr-defined]
    return found


@pytest.fixture
def no_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "write_exports", lambda settings: None)


@pytest.mark.slow
def test_a_dropped_file_is_read_and_exported(clerk: Clerk, out: Path) -> None:
    dropped(clerk)
    assert clerk.post("/api/ingest").json()["busy"]
    reading(clerk).wait(120)
    state = clerk.get("/api/ingest").json()
    assert state["state"] == "done", state
    assert state["files"][0]["state"] == "ok" and state["unread"] == []
    assert "ke-hoach.txt" in clerk.get("/").text
    assert clerk.get("/exports/items.csv").status_code == 200


def test_progress_and_errors_are_told_by_name(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, no_exports: None
) -> None:
    def fake(files: Sequence[Path], out: Path, options: Any, progress: Any, stop: Any) -> None:
        progress.pages_found(3)
        progress.page_done()
        source = display_name(files[0])
        document = Document("c" * 64, source, status="failed", error=LOCKED)
        progress.document_done(Outcome(source, "failed", document))

    monkeypatch.setattr(batch, "run_batch", fake)
    dropped(clerk, "khoa.pdf")
    clerk.post("/api/ingest")
    reading(clerk).wait(10)
    state = clerk.get("/api/ingest").json()
    assert (state["pages_done"], state["pages_total"]) == (1, 3)
    (file,) = state["files"]
    assert file["name"] == "khoa.pdf" and file["state"] == "failed"
    assert file["error"].startswith("[E103]") and "mật khẩu" in file["error"]


def test_a_run_that_is_cancelled_offers_its_files_again(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, no_exports: None
) -> None:
    begun = threading.Event()

    def fake(files: Any, out: Any, options: Any, progress: Any, stop: threading.Event) -> None:
        begun.set()
        assert stop.wait(10)

    monkeypatch.setattr(batch, "run_batch", fake)
    dropped(clerk)
    clerk.post("/api/ingest")
    assert begun.wait(10)
    assert clerk.post("/api/ingest").status_code == 409
    assert clerk.post("/api/ingest/cancel").json()["state"] == "stopping"
    reading(clerk).wait(10)
    state = clerk.get("/api/ingest").json()
    assert state["state"] == "stopped" and len(state["unread"]) == 1


def test_a_full_disk_is_told_in_a_sentence(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fake(*_: Any) -> None:
        raise OutputError("outputs", "ổ đĩa đầy")

    monkeypatch.setattr(batch, "run_batch", fake)
    dropped(clerk)
    clerk.post("/api/ingest")
    reading(clerk).wait(10)
    state = clerk.get("/api/ingest").json()
    assert state["state"] == "failed" and "ổ đĩa đầy" in state["error"]


def test_nothing_to_read_is_said(clerk: Clerk) -> None:
    assert clerk.post("/api/ingest").json()["error"] == "error.nothing"


def test_an_error_is_spoken_without_its_machine_name() -> None:
    assert spoken_error(LOCKED).startswith("[E103] khoa.pdf")
    assert spoken_error("Chú ý: hết giấy") == "Chú ý: hết giấy"


def test_a_stopped_run_ends_soon_and_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = [tmp_path / f"{n}.txt" for n in range(3)]
    for n, path in enumerate(files):
        path.write_text(f"{PLAN}{n}", "utf-8")
    stop = threading.Event()
    stop.set()
    assert run_batch(files, tmp_path / "out", BatchOptions(jobs=1), stop=stop) == []
    assert len(run_batch(files, tmp_path / "out", BatchOptions(jobs=1))) == 3


def test_an_error_names_the_file_and_not_its_folders() -> None:
    """MuPDF tells the whole path; a clerk saw where the server keeps its files."""
    error = TruncatedFileError("/srv/kh/files/0a1b/cu.pdf", "cannot open /srv/kh/files/0a1b/cu.pdf")
    assert "/srv" not in str(error) and "cannot open cu.pdf" in str(error)


def test_clean_takes_the_pictures_of_pages_too(out: Path) -> None:
    """Every page ever shown stayed under .cache, some hundred kilobytes each."""
    picture = pictures_folder(out) / "a.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"...")
    clean(out)
    assert not picture.exists() and (out / "dataset.sqlite").exists()


@pytest.mark.slow
def test_a_page_is_read_again_though_the_server_was_started_in_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_exports: None
) -> None:
    """The starter on the desktop runs in the home folder; "read again" said the file was lost."""
    office, elsewhere = tmp_path / "van-phong", tmp_path / "nha"
    for folder in (office, elsewhere):
        folder.mkdir()
    (office / "ke-hoach.txt").write_text(PLAN, "utf-8")
    monkeypatch.chdir(office)
    run_batch([Path("ke-hoach.txt")], office / "outputs", BatchOptions(jobs=1))
    monkeypatch.chdir(elsewhere)
    clerk = clerk_of(WebSettings(office / "outputs", jobs=1))
    clerk.open()
    store = clerk.app.state.parts.store  # type: ignore[attr-defined]
    (item,) = store.items()
    here = f"/api/documents/{item.document_id}"
    assert clerk.post(f"{here}/edit", json={"item": item.item_id, "typed": {"owner": "Tổ 4"}})
    assert clerk.post(f"{here}/pages/1/read", json={"picture": True}).status_code == 200
    reading(clerk).wait(120)
    state = clerk.get("/api/ingest").json()
    assert [file["state"] for file in state["files"]] == ["ok"], state
    assert [d.source for d in store.documents()] == ["ke-hoach.txt"]
    assert [i.owner for i in store.items()] == ["Tổ 4"]
    store.close()
