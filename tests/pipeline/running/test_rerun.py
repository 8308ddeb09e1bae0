"""A run over what is already done costs next to nothing, and says so."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from extractors.formats import Limits
from pipeline.cli import app
from pipeline.dataset.rules import fits, frame_fits
from pipeline.dataset.schema import mended
from pipeline.dataset.store import Store
from pipeline.model import Document, DocumentResult, Item
from pipeline.running.batch import BatchOptions, Outcome, run_batch
from pipeline.running.seen import Seen, look
from pipeline.running.work import NO_BYTES, Probe, probe, read_page

ROWS = "TT\tTiêu chí\tCông việc cần thực hiện\tNgười chịu trách nhiệm\tThời gian\n"
PLAN = f"KẾ HOẠCH\nnăm học 2023-2024\n\n{ROWS}1\t1.5\tRà soát lớp học\tHiệu trưởng\t30/9/2023\n"
SHA = "ab" * 32


class Pool:
    """Works in this process and counts what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def stop(self) -> None:
        """Nothing runs that could be stopped."""

    def join(self) -> None:
        """Nothing runs that could be waited for."""

    def schedule(self, function: Any, args: Any, timeout: float) -> Future[Any]:
        work, source, *rest = args
        self.asked.append(f"{work.__name__} {Path(source).name}")
        future: Future[Any] = Future()
        try:
            future.set_result(function(work, source, *rest))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Pool:
    pool = Pool()
    monkeypatch.setattr("pipeline.running.batch.worker_pool", lambda _: pool)
    return pool


def old(path: Path, content: bytes) -> Path:
    """Write a file as if it had lain there for an hour."""
    path.write_bytes(content)
    past = time.time() - 3600
    os.utime(path, (past, past))
    return path


def states(outcomes: list[Outcome]) -> list[str]:
    return [outcome.state for outcome in outcomes]


def test_a_file_that_looks_as_before_is_not_opened(tmp_path: Path, pool: Pool) -> None:
    files = [old(tmp_path / f"{n}.txt", f"{PLAN}{n}".encode()) for n in range(3)]
    out, options = tmp_path / "out", BatchOptions(jobs=1)
    assert states(run_batch(files, out, options)) == ["ok"] * 3
    pool.asked.clear()
    again = run_batch(files, out, options)
    assert states(again) == ["kept"] * 3 and all(one.earlier for one in again)
    assert [one.items for one in again] == [1, 1, 1]
    assert pool.asked == []
    old(files[1], PLAN.replace("1.5", "1.6").encode())
    assert states(run_batch(files, out, options)) == ["kept", "ok", "kept"]
    assert {name.rpartition(" ")[2] for name in pool.asked} == {"1.txt"}


def test_a_file_changed_within_the_second_it_was_opened_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAN, encoding="utf-8")
    with Seen(tmp_path / "seen.sqlite", Limits()) as seen:
        was = look(path)
        seen.keep([(path, was, probe(path, Limits()))])
        assert seen.known(path, look(path)) is None


def test_other_limits_and_another_inode_open_a_file_again(tmp_path: Path) -> None:
    path, place = old(tmp_path / "a.txt", PLAN.encode()), tmp_path / "seen.sqlite"
    told = probe(path, Limits())
    with Seen(place, Limits()) as seen:
        seen.keep([(path, look(path), told)])
        assert seen.known(path, look(path)) == told
    with Seen(place, Limits(max_pages=3)) as other:
        assert other.known(path, look(path)) is None
    old(tmp_path / "b.txt", PLAN[::-1].encode()).replace(path)
    with Seen(place, Limits()) as seen:
        assert seen.known(path, look(path)) is None


def test_a_damaged_index_forgets_and_does_not_fail(tmp_path: Path) -> None:
    path, place = old(tmp_path / "a.txt", PLAN.encode()), tmp_path / "seen.sqlite"
    place.write_bytes(b"no database at all" * 500)
    with Seen(place, Limits()) as seen:
        assert seen.known(path, look(path)) is None
        seen.keep([(path, look(path), Probe(SHA, 1))])
        assert seen.known(path, look(path)) == Probe(SHA, 1)


def test_what_lies_in_the_machine_is_not_kept(tmp_path: Path) -> None:
    path = old(tmp_path / "a.doc", b"x")
    with Seen(tmp_path / "seen.sqlite", Limits()) as seen:
        for told in (Probe(NO_BYTES, error="file_access: ..."), Probe(SHA, error="missing_tool: ")):
            seen.keep([(path, look(path), told)])
            assert seen.known(path, look(path)) is None


def test_a_file_that_failed_is_tried_again_only_when_asked(tmp_path: Path, pool: Pool) -> None:
    path, out = old(tmp_path / "cut.pdf", b"%PDF-1.4\n1 0 obj"), tmp_path / "out"
    (first,) = run_batch([path], out, BatchOptions(jobs=1))
    assert first.state == "failed" and not first.earlier
    pool.asked.clear()
    (again,) = run_batch([path], out, BatchOptions(jobs=1))
    assert again.state == "failed" and again.earlier and pool.asked == []
    assert again.document.error == first.document.error
    run_batch([path], out, BatchOptions(jobs=1, retry=True))
    assert pool.asked == ["probe cut.pdf"]


def test_a_page_that_took_too_long_is_tried_again_with_more_time(
    tmp_path: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = old(tmp_path / "a.txt", PLAN.encode()), tmp_path / "out"

    def slow(*_: object) -> object:
        raise TimeoutError

    monkeypatch.setattr(
        "pipeline.running.workers.told",
        lambda work, *rest: slow() if work is read_page else work(*rest[1:]),
    )
    short = BatchOptions(jobs=1, page_timeout=8)
    assert states(run_batch([path], out, short)) == ["failed"]
    pool.asked.clear()
    assert states(run_batch([path], out, short)) == ["failed"] and pool.asked == []
    monkeypatch.setattr("pipeline.running.workers.told", lambda work, _, *rest: work(*rest))
    assert states(run_batch([path], out, BatchOptions(jobs=1, page_timeout=30))) == ["ok"]


def changed(out: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in out.glob("*.*") if path.is_file()}


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["run", *arguments, "--jobs", "1"])
    assert result.exit_code in (0, 3), result.output
    return result.output


def test_exports_are_written_only_when_the_data_changed(tmp_path: Path, pool: Pool) -> None:
    path, out = old(tmp_path / "a.txt", PLAN.encode()), tmp_path / "out"
    run(str(path), "--out", str(out), "--export", "none")
    assert not (out / "items.csv").exists()
    run(str(path), "--out", str(out))
    before = changed(out)
    run(str(path), "--out", str(out))
    exports = ("items.csv", "documents.csv", "items.xlsx", "items.parquet", "dataset.json")
    assert all(changed(out)[name] == before[name] for name in exports)
    run(str(path), "--out", str(out), "--export", "all")
    assert all(changed(out)[name] > before[name] for name in exports)
    (out / "items.xlsx").unlink()
    before = changed(out)
    run(str(path), "--out", str(out))
    assert (out / "items.xlsx").exists() and changed(out)["items.csv"] == before["items.csv"]


def test_duplicates_and_failures_leave_the_dataset_as_it_is(tmp_path: Path, pool: Pool) -> None:
    old(tmp_path / "a.txt", PLAN.encode())
    old(tmp_path / "b.txt", PLAN.encode())
    old(tmp_path / "c.pdf", b"%PDF-1.4\n1 0 obj")
    files, out = sorted(tmp_path.glob("*.*")), tmp_path / "out"
    assert states(run_batch(files, out, BatchOptions(jobs=1))) == ["ok", "duplicate", "failed"]
    with Store(out / "dataset.sqlite") as store:
        store.note_exported(["x"], "this")
        assert store.fresh_exports("this") == {"x"}
    run_batch(files, out, BatchOptions(jobs=1))
    with Store(out / "dataset.sqlite") as store:
        assert store.fresh_exports("this") == {"x"} and store.fresh_exports("that") == set()


A_ROW = Item(f"{SHA[:12]}-0001", SHA, "a.pdf", 1, 0, "task", confidence=0.5)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda item: {"page": 0},
        lambda item: {"criteria": "1.2.3"},
        lambda item: {"end_date": "2023-02-30"},
        lambda item: {"kind": "joke"},
        lambda item: {"confidence": 1.5},
        lambda item: {"budget_vnd": -1},
    ],
)
def test_a_row_that_does_not_fit_is_mended_as_before(
    spoil: Callable[[Item], dict[str, Any]],
) -> None:
    from dataclasses import replace

    bad = replace(A_ROW, **spoil(A_ROW))
    assert fits([A_ROW]) and not fits([bad])
    assert frame_fits(a_frame(A_ROW), Item) and not frame_fits(a_frame(bad), Item)
    with pytest.warns(UserWarning):
        made = mended(DocumentResult(Document(SHA, "a.pdf", pages=1), (bad,)))
    assert made.items[0].flags.startswith("schema:") and fits(made.items)


def test_a_row_id_that_stands_twice_does_not_fit() -> None:
    assert not fits([A_ROW, A_ROW]) and not frame_fits(a_frame(A_ROW, A_ROW), Item)


def a_frame(*rows: Item) -> pd.DataFrame:
    return pd.DataFrame([asdict(row) for row in rows]).astype({"budget_vnd": "Int64"})
