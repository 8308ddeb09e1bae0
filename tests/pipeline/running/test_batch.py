"""Whole runs over small files: errors, resume, duplicates, crashes, exit codes."""

from __future__ import annotations

import csv
import os
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from pebble import ProcessExpired
from typer.testing import CliRunner

from extractors.errors import DOCUMENT_ERRORS, PageFailedError
from pipeline.cli import app
from pipeline.dataset.store import Store
from pipeline.running import work
from pipeline.running.batch import BatchOptions, Outcome, run_batch

PLAN = """PHÒNG GDĐT HUYỆN HÒA AN
TRƯỜNG THCS SAO MAI

KẾ HOẠCH
Cải tiến chất lượng giáo dục năm học 2023-2024

TT\tTiêu chí\tCông việc cần thực hiện\tNgười chịu trách nhiệm\tThời gian
1\tTiêu chí 1.5\tRà soát quy mô lớp học\tHiệu trưởng\tTháng 9/2023
2\tTiêu chí 2.2\tBồi dưỡng giáo viên\tTổ trưởng chuyên môn\t01/10/2023-30/11/2023

HIỆU TRƯỞNG
"""


def good(folder: Path, name: str = "tot.txt", text: str = PLAN) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def a_pdf(text: str = "Ke hoach") -> bytes:
    document = pymupdf.open()
    document.new_page().insert_text((72, 72), text)
    return bytes(document.tobytes())


@pytest.fixture
def bad_files(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    good(folder)
    (folder / "rong.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(a_pdf()[:90])
    (folder / "gia.pdf").write_bytes(bytes(range(256)) * 40)
    locked = pymupdf.open(stream=a_pdf(), filetype="pdf")
    locked.save(
        folder / "khoa.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="bi mat", owner_pw="x"
    )
    (folder / "khong-trang.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n97\n%%EOF\n"
    )
    huge = pymupdf.open()
    huge.new_page(width=14_000, height=14_000).insert_text((72, 72), "x" * 50, fontsize=400)
    huge.save(folder / "khong-lo.pdf")
    return folder


def test_bad_files_are_named_and_the_rest_is_complete(bad_files: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = {path.name: path.read_bytes() for path in bad_files.iterdir()}
    result = CliRunner().invoke(app, ["run", str(bad_files), "--out", str(out), "--jobs", "2"])
    assert result.exit_code == 3, result.output
    rows = csv.DictReader((out / "documents.csv").read_text("utf-8-sig").splitlines(True))
    documents = {Path(row["source"]).name: row for row in rows}
    errors = {name: row["error"].split(":")[0] for name, row in documents.items()}
    assert errors["rong.pdf"] == "empty_file"
    assert errors["khoa.pdf"] == "encrypted_file"
    assert errors["gia.pdf"] == "unsupported_format"
    assert errors["cut.pdf"] in ("truncated_file", "no_pages")
    assert errors["khong-trang.pdf"] in ("no_pages", "truncated_file")
    assert documents["tot.txt"]["status"] == "ok"
    for name in ("rong.pdf", "khoa.pdf", "gia.pdf", "cut.pdf", "khong-trang.pdf"):
        assert documents[name]["status"] == "failed"
        assert documents[name]["error"].rstrip().endswith(".")
        assert name in result.output
    items = list(csv.DictReader((out / "items.csv").read_text("utf-8-sig").splitlines(True)))
    own = [row for row in items if row["source"].endswith("tot.txt")]
    assert [(r["criteria"].rstrip(";"), r["owners"], r["end_date"]) for r in own] == [
        ("1.5", "Hiệu trưởng", "2023-09-30"),
        ("2.2", "Tổ trưởng chuyên môn", "2023-11-30"),
    ]
    assert {path.name: path.read_bytes() for path in bad_files.iterdir()} == before


def states(outcomes: list[Outcome]) -> list[str]:
    return [outcome.state for outcome in outcomes]


def test_a_second_run_keeps_what_was_done_and_reads_what_changed(
    tmp_path: Path, here: Here
) -> None:
    first, second = good(tmp_path, "a.txt"), good(tmp_path, "b.txt", PLAN + "\nThêm một dòng.\n")
    out, options = tmp_path / "out", BatchOptions(jobs=1)
    assert states(run_batch([first, second], out, options)) == ["ok", "ok"]
    assert states(run_batch([first, second], out, options)) == ["kept", "kept"]
    good(tmp_path, "b.txt", PLAN.replace("2.2", "2.3"))
    assert states(run_batch([first, second], out, options)) == ["kept", "ok"]
    fresh = BatchOptions(jobs=1, fresh=True)
    assert states(run_batch([first, second], out, fresh)) == ["ok", "ok"]
    with Store(out / "dataset.sqlite") as store:
        assert len(store.documents()) == 2
        assert [item.criteria for item in store.items()] == ["1.5", "2.2", "1.5", "2.3"]


def test_the_same_bytes_twice_count_once(tmp_path: Path, here: Here) -> None:
    files = [good(tmp_path, "a.txt"), good(tmp_path, "ban-sao.txt")]
    assert states(run_batch(files, tmp_path / "out", BatchOptions(jobs=1))) == ["ok", "duplicate"]
    with Store(tmp_path / "out" / "dataset.sqlite") as store:
        assert len(store.items()) == 2
        flags = {document.status: document.flags for document in store.documents()}
    assert flags["duplicate"].startswith("duplicate_of:")


def test_nothing_to_read_is_a_usage_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["run", str(tmp_path / "nowhere"), "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert "nowhere" in str(result.exception)


def _die(path: Path, number: int, *options: object) -> object:
    if path.name.startswith("chet"):
        os._exit(7)
    return _READ(path, number, *options)  # type: ignore[arg-type]


def _hang(path: Path, number: int, *options: object) -> object:
    if path.name.startswith("treo"):
        time.sleep(60)
    return _READ(path, number, *options)  # type: ignore[arg-type]


_READ = work.read_page


@pytest.mark.parametrize(
    ("name", "stand_in", "error"),
    [("chet.txt", _die, "reader_crashed"), ("treo.txt", _hang, "timeout")],
)
def test_a_dead_or_hanging_reader_costs_its_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, stand_in: object, error: str
) -> None:
    monkeypatch.setattr("pipeline.running.workers.read_page", stand_in)
    files = [good(tmp_path, name, PLAN + name), good(tmp_path, "tot.txt")]
    options = BatchOptions(jobs=1, page_timeout=15)
    outcomes = run_batch(files, tmp_path / "out", options)
    assert states(outcomes) == ["failed", "ok"]
    assert outcomes[0].document.error.startswith(error)
    assert error in (tmp_path / "out" / "kehoach.log").read_text("utf-8")


class Here:
    """A pool that works in this process; page 2 of every file comes to the given harm."""

    def __init__(self, harm: str = "", times: int = 99) -> None:
        self.harm, self.left = harm, times

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def schedule(self, function: Any, args: Any, timeout: float) -> Future[Any]:
        future: Future[Any] = Future()
        work, source, *rest = args
        if work is _READ and rest[1] == 2 and self.harm and self.left:
            self.left -= 1
            if self.harm == "dies":
                future.set_exception(ProcessExpired("gone", 7))
                return future
            if self.harm == "hangs":
                future.set_exception(TimeoutError())
                return future
            work = {"raises": _divides, "fails": _fails}[self.harm]
        try:
            future.set_result(function(work, source, *rest))
        except Exception as error:
            future.set_exception(error)
        return future


def _divides(*_: object) -> object:
    return 1 // 0


def _fails(path: Path, *_: object) -> object:
    raise PageFailedError(path, "trang 2")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    """Let runs work in this process: no worker has to start."""
    pool = Here()
    monkeypatch.setattr("pipeline.running.batch.worker_pool", lambda _: pool)
    return pool


THREE_PAGES = PLAN + "\fTrang hai.\n\fTrang ba.\n"


@pytest.mark.parametrize(
    ("harm", "error", "trace"),
    [
        ("dies", "reader_crashed", "mã thoát 7"),
        ("hangs", "timeout", "quá 300 giây"),
        ("raises", "reader_crashed", "in _divides"),
        ("fails", "page_failed", "in _fails"),
    ],
)
def test_a_lost_page_leaves_the_document_partial_and_is_tried_again(
    tmp_path: Path, here: Here, harm: str, error: str, trace: str
) -> None:
    path, out, options = good(tmp_path, text=THREE_PAGES), tmp_path / "out", BatchOptions(jobs=1)
    here.harm = harm
    (outcome,) = run_batch([path], out, options)
    assert (outcome.state, outcome.items) == ("partial", 2)
    assert f"trang 2: {error}" in outcome.document.error
    assert f"p2:page_failed:{error}" in outcome.document.flags
    assert outcome.warnings and outcome.warnings[0].startswith("trang 2: ")
    told = (out / "kehoach.log").read_text("utf-8")
    assert trace in told and "page 2" in told and "Trang ba" not in told
    here.harm = ""
    assert states(run_batch([path], out, options)) == ["ok"]
    assert states(run_batch([path], out, options)) == ["kept"]


class _WithoutEnd(Here):
    """Page 2 hangs, and page 3 is never begun."""

    def schedule(self, function: Any, args: Any, timeout: float) -> Future[Any]:
        if args[0] is _READ and args[3] == 3:
            self.waiting: Future[Any] = Future()
            return self.waiting
        return super().schedule(function, args, timeout)


def test_a_document_that_takes_too_long_keeps_the_pages_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = _WithoutEnd("hangs")
    monkeypatch.setattr("pipeline.running.batch.worker_pool", lambda _: pool)
    path, out = good(tmp_path, text=THREE_PAGES), tmp_path / "out"
    asked = ["--jobs", "1", "--timeout", "60", "--document-timeout", "30"]
    result = CliRunner().invoke(app, ["run", str(path), "--out", str(out), *asked])
    assert result.exit_code == 3, result.output
    assert pool.waiting.cancelled()
    (row,) = csv.DictReader((out / "documents.csv").read_text("utf-8-sig").splitlines(True))
    assert row["status"] == "partial"
    assert "trang 2: timeout; trang 3: document_timeout" in row["error"]
    assert row["pages"] == "3"
    items = (out / "items.csv").read_text("utf-8-sig").splitlines(True)
    assert len(list(csv.DictReader(items))) == 2


def test_a_page_whose_worker_died_once_is_tried_once_more(tmp_path: Path, here: Here) -> None:
    here.harm, here.left = "dies", 1
    path = good(tmp_path, text=THREE_PAGES)
    (outcome,) = run_batch([path], tmp_path / "out", BatchOptions(jobs=1))
    assert outcome.state == "ok" and "page_failed" not in outcome.document.flags
    assert "tried once more" in (tmp_path / "out" / "kehoach.log").read_text("utf-8")


def test_a_document_that_lacks_a_page_is_named_and_ends_with_3(tmp_path: Path, here: Here) -> None:
    here.harm = "fails"
    path, out = good(tmp_path, text=THREE_PAGES), tmp_path / "out"
    result = CliRunner().invoke(app, ["run", str(path), "--out", str(out), "--jobs", "1"])
    assert result.exit_code == 3, result.output
    assert "trang 2" in result.output and "THIẾU" in result.output
    (row,) = csv.DictReader((out / "documents.csv").read_text("utf-8-sig").splitlines(True))
    assert row["status"] == "partial" and row["error"].startswith("page_failed: ")
    assert CliRunner().invoke(app, ["verify", "--out", str(out)]).exit_code == 0


def test_a_document_made_under_other_settings_is_made_anew(tmp_path: Path, here: Here) -> None:
    path, out = good(tmp_path), tmp_path / "out"
    options = BatchOptions(jobs=1)
    assert states(run_batch([path], out, options)) == ["ok"]
    forced = BatchOptions(jobs=1, force_ocr=True)
    assert states(run_batch([path], out, forced)) == ["ok"]
    assert states(run_batch([path], out, forced)) == ["kept"]


def test_clean_removes_the_pages_and_keeps_the_dataset(tmp_path: Path, here: Here) -> None:
    path, out = good(tmp_path, text=THREE_PAGES), tmp_path / "out"
    old = out / ".cache" / "pages" / "ab" / "old.json.gz"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"x")
    run_batch([path], out, BatchOptions(jobs=1))
    assert not old.exists(), "pages of another version go with the run"
    result = CliRunner().invoke(app, ["clean", "--out", str(out)])
    assert result.exit_code == 0 and "Đã xóa 3 trang" in result.output
    assert not list((out / ".cache").rglob("*.gz"))
    with Store(out / "dataset.sqlite") as store:
        assert len(store.items()) == 2


def test_exit_codes_are_those_of_the_class() -> None:
    codes = {error.name: error.exit_code for error in DOCUMENT_ERRORS}
    assert codes.pop("missing_tool") == 4 and set(codes.values()) == {3}


def test_pages_that_cannot_be_kept_are_in_the_dataset_all_the_same(
    tmp_path: Path, here: Here
) -> None:
    path, out = good(tmp_path, text=THREE_PAGES), tmp_path / "out"
    (out / ".cache").mkdir(parents=True)
    (out / ".cache" / "pages").write_bytes(b"a file where the folder should be")
    (outcome,) = run_batch([path], out, BatchOptions(jobs=1))
    assert (outcome.state, outcome.items) == ("ok", 2)
    (warning,) = outcome.warnings
    assert warning.startswith("3 trang") and "pages" in warning
