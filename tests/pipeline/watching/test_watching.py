"""A watched folder: whole files only, nothing deleted, no bad file stops it, reboots do not."""

from __future__ import annotations

import threading
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.dataset.store import Store
from pipeline.errors import OutputError
from pipeline.running.batch import BatchOptions, Outcome
from pipeline.watching.install import systemd_unit, windows_task
from pipeline.watching.loop import Watch, WatchOptions
from tests.pipeline.running.test_rerun import PLAN, Pool, old


@pytest.fixture(autouse=True)
def pool(monkeypatch: pytest.MonkeyPatch) -> Pool:
    pool = Pool()
    monkeypatch.setattr("pipeline.running.batch.worker_pool", lambda _: pool)
    return pool


class Desk:
    """A folder that is watched, with what was told."""

    def __init__(self, tmp_path: Path, done: Path | None = None) -> None:
        self.folder, self.out = tmp_path / "in", tmp_path / "out"
        self.folder.mkdir(exist_ok=True)
        self.told: list[str] = []
        self.rounds = 0
        self.options = WatchOptions(
            self.folder, self.out, BatchOptions(jobs=1), every=0.01, settle=10, done=done
        )
        self.watch = Watch(self.options, self.after, self.told.append)

    def after(self, outcomes: Sequence[Outcome]) -> None:
        self.rounds += 1

    def round(self, now: float) -> list[str]:
        return [f"{Path(o.source).name} {o.state}" for o in self.watch.round(now)]


def test_a_file_is_read_once_it_has_arrived_whole(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    path = desk.folder / "a.txt"
    old(path, PLAN[:40].encode())
    (desk.folder / "b.pdf.part").write_bytes(b"%PDF")
    assert desk.round(0) == []
    old(path, PLAN.encode())  # the copy goes on
    assert desk.round(11) == []
    assert desk.round(22) == ["a.txt ok"]
    assert desk.round(33) == [] and desk.rounds == 1
    old(path, PLAN.replace("1.5", "1.6").encode())
    assert desk.round(44) == []
    assert desk.round(55) == ["a.txt ok"]


def test_a_bad_file_stops_nothing_and_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path, done=tmp_path / "in" / "da-doc")
    old(desk.folder / "cut.pdf", b"%PDF-1.4\n1 0 obj")
    (desk.folder / "q1").mkdir()
    old(desk.folder / "q1" / "a.txt", PLAN.encode())
    desk.round(0)
    assert sorted(desk.round(11)) == ["a.txt ok", "cut.pdf failed"]
    assert (desk.folder / "cut.pdf").exists(), "a clerk has to see it"
    moved = desk.folder / "da-doc" / "q1" / "a.txt"
    assert moved.read_bytes() == PLAN.encode() and not (desk.folder / "q1" / "a.txt").exists()
    with Store(desk.out / "dataset.sqlite") as store:
        places = {document.source: document.status for document in store.documents()}
        assert any(place.endswith("da-doc/q1/a.txt") for place in places) and len(places) == 2
        assert len(store.items()) == 1
    assert desk.round(22) == [] and desk.round(33) == []


def test_a_file_of_the_same_name_is_never_overwritten(tmp_path: Path) -> None:
    done = tmp_path / "da-doc"
    desk = Desk(tmp_path, done=done)
    for number, criterion in enumerate(("1.5", "1.6")):
        old(desk.folder / "a.txt", PLAN.replace("1.5", criterion).encode())
        desk.round(100 * number)
        desk.round(100 * number + 11)
    assert sorted(path.name for path in done.iterdir()) == ["a (2).txt", "a.txt"]


def test_a_reboot_loses_nothing_and_reads_nothing_twice(tmp_path: Path, pool: Pool) -> None:
    desk = Desk(tmp_path)
    old(desk.folder / "a.txt", PLAN.encode())
    desk.round(0)
    assert desk.round(11) == ["a.txt ok"]
    pool.asked.clear()
    again = Desk(tmp_path)
    again.round(0)
    assert again.round(11) == ["a.txt kept"] and pool.asked == []


def test_a_round_that_fails_is_told_and_the_next_one_goes_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    rounds = 0

    def fail(now: float) -> list[Outcome]:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            desk.watch.stop.set()
        raise OutputError("items.xlsx", "mở ở nơi khác") if rounds == 1 else ValueError("x")

    class Broken(Watch):
        def round(self, now: float) -> list[Outcome]:
            return fail(now)

    desk.watch = Broken(desk.options, desk.after, desk.told.append)
    thread = threading.Thread(target=desk.watch.forever)
    thread.start()
    thread.join(10)
    assert not thread.is_alive() and rounds == 3
    assert "items.xlsx" in desk.told[0] and desk.told[1] == "ValueError: x"


def test_install_prints_a_unit_and_a_task(tmp_path: Path) -> None:
    unit = systemd_unit(["/a b/in", "--out", "/50%"], "/home/x")
    assert "Restart=always" in unit and "'/a b/in'" in unit and "/50%%" in unit
    task = ET.fromstring(windows_task([r"D:\vào", "--out", r"D:\kết quả"], r"D:\x & y"))
    told = "".join(task.itertext())
    assert r'"D:\kết quả"' in told and r"D:\x & y" in told
    result = CliRunner().invoke(app, ["watch", str(tmp_path), "--install"])
    assert result.exit_code == 0 and "watch" in result.output and str(tmp_path) in result.output
