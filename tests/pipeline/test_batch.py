"""Whole runs over small files: errors, resume, duplicates, crashes, exit codes."""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import pymupdf
import pytest
from typer.testing import CliRunner

from pipeline import work
from pipeline.batch import BatchOptions, Outcome, run_batch
from pipeline.cli import app
from pipeline.store import Store

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
    assert [(r["criteria"], r["owners"], r["end_date"]) for r in own] == [
        ("1.5", "Hiệu trưởng", "2023-09-30"),
        ("2.2", "Tổ trưởng chuyên môn", "2023-11-30"),
    ]
    assert {path.name: path.read_bytes() for path in bad_files.iterdir()} == before


def states(outcomes: list[Outcome]) -> list[str]:
    return [outcome.state for outcome in outcomes]


def test_a_second_run_keeps_what_was_done_and_reads_what_changed(tmp_path: Path) -> None:
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


def test_the_same_bytes_twice_count_once(tmp_path: Path) -> None:
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


def _die(path: Path, number: int, options: object) -> object:
    if path.name.startswith("chet"):
        os._exit(7)
    return _READ(path, number, options)  # type: ignore[arg-type]


def _hang(path: Path, number: int, options: object) -> object:
    if path.name.startswith("treo"):
        time.sleep(60)
    return _READ(path, number, options)  # type: ignore[arg-type]


_READ = work.read_page


@pytest.mark.parametrize(
    ("name", "stand_in", "error"),
    [("chet.txt", _die, "reader_crashed"), ("treo.txt", _hang, "timeout")],
)
def test_a_dead_or_hanging_reader_costs_its_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, stand_in: object, error: str
) -> None:
    monkeypatch.setattr("pipeline.batch.read_page", stand_in)
    files = [good(tmp_path, name, PLAN + name), good(tmp_path, "tot.txt")]
    options = BatchOptions(jobs=1, page_timeout=8)
    outcomes = run_batch(files, tmp_path / "out", options)
    assert states(outcomes) == ["failed", "ok"]
    assert outcomes[0].document.error.startswith(error)
