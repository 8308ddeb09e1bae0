"""A document is its bytes: moved, renamed, copied, edited, read from another folder."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from pipeline.dataset import reviewing
from pipeline.dataset.export import export
from pipeline.dataset.store import Store
from pipeline.dataset.verify import verify
from pipeline.edits.events import Event
from pipeline.running.batch import BatchOptions, run_batch
from pipeline.running.sources import gather
from tests.pipeline.running.test_batch import Here

PLAN = """KẾ HOẠCH
Cải tiến chất lượng giáo dục năm học 2023-2024

TT\tTiêu chí\tCông việc cần thực hiện\tNgười chịu trách nhiệm\tThời gian
1\tTiêu chí 1.5\tRà soát quy mô lớp học\tHiệu trưởng\tTháng 9/2023
2\tTiêu chí 2.2\tBồi dưỡng giáo viên\tTổ trưởng chuyên môn\t01/10/2023-30/11/2023
"""


class Office:
    """A working folder whose files are run again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "out"

    def write(self, name: str, text: str = PLAN) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def run(self, *asked: str) -> dict[str, str]:
        files = gather([str(self.folder / name) for name in asked], self.out).files
        done = run_batch(files, self.out, BatchOptions(jobs=1))
        with self.store() as store:
            export(store, self.out)
        return {outcome.source: outcome.state for outcome in done}

    def store(self) -> Store:
        return Store(self.out / "dataset.sqlite", create=False)

    def rows(self) -> list[tuple[str, str, str]]:
        with self.store() as store:
            return [(d.source, d.status, d.flags) for d in store.documents()]

    def owners(self) -> list[tuple[str, str]]:
        with self.store() as store:
            return [(item.source, item.owner) for item in store.items()]

    def edit(self, **after: str) -> None:
        with self.store() as store:
            item = store.items()[0]
            event = Event(item.document_id, "edit", item.item_id, after=after, who="Lan")
            with store.writing() as connection:
                reviewing.append(connection, [event])
            export(store, self.out)

    def problems(self) -> list[str]:
        with self.store() as store:
            return [f"{p.code} {p.source}" for p in verify(store, self.out)]


class OneAtATime(Here):
    """Processes share nothing; within one process documents must not be finished side by side."""

    lock = threading.Lock()

    def schedule(self, function: Any, args: Any, timeout: float) -> Future[Any]:
        with self.lock:
            return super().schedule(function, args, timeout)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr("pipeline.running.batch.worker_pool", lambda _: OneAtATime())
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path)


def test_a_file_moved_and_renamed_is_the_same_document(office: Office) -> None:
    path = office.write("nop/KH.txt")
    assert office.run("nop") == {"nop/KH.txt": "ok"}
    office.edit(owner="Thư viện")
    (office.folder / "2023").mkdir()
    path.rename(office.folder / "2023" / "Kế hoạch.txt")
    assert office.problems() == ["original_missing nop/KH.txt"]
    assert office.run("2023") == {"2023/Kế hoạch.txt": "kept"}
    assert [row[:2] for row in office.rows()] == [("2023/Kế hoạch.txt", "ok")]
    assert office.owners() == [
        ("2023/Kế hoạch.txt", "Thư viện"),
        ("2023/Kế hoạch.txt", "Tổ trưởng chuyên môn"),
    ]
    assert office.problems() == []


def test_a_run_from_another_folder_gives_no_second_row(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write("nop/KH.txt")
    office.run("nop")
    monkeypatch.chdir(office.folder / "nop")
    assert office.run("nop") == {"KH.txt": "kept"}
    assert [row[0] for row in office.rows()] == ["KH.txt"]
    assert office.problems() == []


def test_of_two_copies_the_one_that_was_there_counts(office: Office) -> None:
    office.write("b.txt")
    office.run("b.txt")
    office.write("a.txt")
    assert office.run("a.txt", "b.txt") == {"a.txt": "duplicate", "b.txt": "kept"}
    assert office.run("a.txt") == {"a.txt": "duplicate"}
    (office.folder / "b.txt").unlink()
    assert office.run("a.txt") == {"a.txt": "kept"}
    assert [row[:2] for row in office.rows()] == [("a.txt", "ok")]
    assert office.problems() == []


def test_an_edited_file_replaces_its_rows_and_keeps_what_people_said(office: Office) -> None:
    office.write("KH.txt")
    office.run("KH.txt")
    office.edit(owner="Thư viện")
    office.write("KH.txt", PLAN.replace("Bồi dưỡng giáo viên", "Dự giờ"))
    assert office.run("KH.txt") == {"KH.txt": "ok"}
    with office.store() as store:
        assert [(i.action, i.owner) for i in store.items()] == [
            ("Rà soát quy mô lớp học", "Thư viện"),
            ("Dự giờ", "Tổ trưởng chuyên môn"),
        ]
        assert len(store.documents()) == 1
    assert office.problems() == []


def test_old_bytes_kept_under_another_name_while_the_file_was_edited(office: Office) -> None:
    office.write("KH.txt")
    office.run("KH.txt")
    office.edit(owner="Thư viện")
    shutil.copy(office.folder / "KH.txt", office.folder / "KH-cu.txt")
    office.write("KH.txt", PLAN.replace("Bồi dưỡng giáo viên", "Dự giờ"))
    assert office.run("KH-cu.txt", "KH.txt") == {"KH-cu.txt": "kept", "KH.txt": "ok"}
    assert [row[:2] for row in office.rows()] == [("KH-cu.txt", "ok"), ("KH.txt", "ok")]
    assert [owner for _, owner in office.owners()] == [
        "Thư viện",
        "Tổ trưởng chuyên môn",
    ] * 2
    assert office.problems() == []


def test_a_copy_stays_when_the_first_file_is_edited_alone(office: Office) -> None:
    office.write("a.txt")
    office.write("b.txt")
    assert office.run("a.txt", "b.txt") == {"a.txt": "ok", "b.txt": "duplicate"}
    office.write("a.txt", PLAN.replace("Bồi dưỡng giáo viên", "Dự giờ"))
    assert office.run("a.txt") == {"a.txt": "ok"}
    assert [row[:2] for row in office.rows()] == [("a.txt", "ok"), ("b.txt", "ok")]
    assert len(office.owners()) == 4
    assert office.problems() == []


def test_a_copy_that_is_gone_is_forgotten(office: Office) -> None:
    for name in ("a.txt", "b.txt"):
        office.write(name)
    office.run("a.txt", "b.txt")
    (office.folder / "b.txt").unlink()
    assert office.run("a.txt") == {"a.txt": "kept"}
    assert [row[0] for row in office.rows()] == ["a.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
def test_a_name_that_is_no_utf8_is_read_and_written_down(office: Office) -> None:
    folder = office.folder / "nop"
    folder.mkdir()
    pdf = pymupdf.open()
    pdf.new_page().insert_text((72, 72), "Ke hoach")
    (folder / os.fsdecode(b"KH\xea.pdf")).write_bytes(pdf.tobytes())
    (folder / os.fsdecode(b"KH\xea.txt")).write_text(PLAN, "utf-8")
    (folder / os.fsdecode(b"hong\xea.pdf")).write_bytes(b"%PDF-1.4\n")
    assert office.run("nop") == {
        "nop/KH\\xea.pdf": "ok",
        "nop/KH\\xea.txt": "ok",
        "nop/hong\\xea.pdf": "failed",
    }
    assert office.problems() == []


def test_what_cannot_be_entered_is_named_and_the_rest_is_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write("nop/a.txt")
    office.write("nop/kin/b.txt")
    entered = Path.iterdir

    def refusing(path: Path) -> object:
        if path.name == "kin":
            raise PermissionError(13, "Permission denied")
        return entered(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    _link(office.folder / "nop" / "dut.txt", office.folder / "khong-co.txt")
    _link(office.folder / "nop" / "vong", office.folder / "nop")
    _link(office.folder / "nop" / "vong2", office.folder / "nop")
    _link(office.folder / "nop" / "tu-minh", office.folder / "nop" / "tu-minh")
    assert office.run("nop") == {
        "nop/a.txt": "ok",
        "nop/dut.txt": "failed",
        "nop/kin": "failed",
        "nop/tu-minh": "failed",
    }
    monkeypatch.setattr(Path, "iterdir", entered)
    for name in ("dut.txt", "vong", "vong2", "tu-minh"):
        (office.folder / "nop" / name).unlink()
    shutil.copy(office.folder / "nop" / "a.txt", office.folder / "nop" / "kin" / "c.txt")
    (office.folder / "nop" / "kin" / "b.txt").unlink()
    office.run("nop")
    assert [row[0] for row in office.rows()] == ["nop/a.txt", "nop/kin/c.txt"]


def _link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("no links here")
