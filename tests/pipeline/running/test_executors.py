"""A run knows only an executor: processes of this machine, or a real Dask cluster."""

from __future__ import annotations

import os
import signal
import sys
import time
from concurrent.futures import Executor
from pathlib import Path

import pytest

from pipeline.errors import ClusterError
from pipeline.running.batch import BatchOptions, run_batch
from pipeline.running.executors import LOCAL, LocalProcesses, WorkerDiedError, dask_cluster
from pipeline.running.memory import UNTIL_GROWN
from pipeline.running.workers import worker_pool

ROWS = "TT\tTiêu chí\tCông việc cần thực hiện\tNgười chịu trách nhiệm\tThời gian\n"
PAGE = f"{ROWS}1\t1.5\tRà soát lớp học\tHiệu trưởng\t30/9/2023\n"


def double(number: int) -> int:
    return 2 * number


def die(_: int) -> int:
    os._exit(7)


def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def threads_as_inherited() -> str | None:
    return os.environ.get("OPENBLAS_NUM_THREADS")


def refuse(_: int) -> int:
    raise ValueError("no")


def behaves(executor: Executor) -> None:
    assert executor.submit(double, 4).result(60) == 8
    with pytest.raises(ValueError, match="no"):
        executor.submit(refuse, 1).result(60)
    with pytest.raises(WorkerDiedError):
        executor.submit(die, 1).result(120)
    assert executor.submit(double, 5).result(60) == 10


@pytest.mark.slow
def test_processes_of_this_machine_are_an_executor() -> None:
    with worker_pool(1) as pool:
        executor = LocalProcesses(pool, 20)
        behaves(executor)
    with worker_pool(1) as pool, pytest.raises(TimeoutError):
        LocalProcesses(pool, 0.5).submit(sleep, 60).result(60)


def grow(_: int) -> int:
    _HELD.append(bytearray(os.urandom(1_000_000) * 60))
    return os.getpid()


_HELD: list[bytearray] = []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the memory of a process is not asked there")
def test_a_worker_that_grew_is_replaced_and_no_work_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KEHOACH_MEMORY_MB", "1200")
    with worker_pool(1) as pool:
        executor = LocalProcesses(pool, 60)
        futures = [executor.submit(grow, number) for number in range(24)]
        pids = [future.result(120) for future in futures]
    assert len(set(pids)) >= 2  # 24 pieces of 60 MB, and half a gigabyte is the bound


def test_a_small_worker_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.running.memory.resident_bytes", lambda: 170_000_000)
    assert UNTIL_GROWN > 10_000
    monkeypatch.setattr("pipeline.running.memory.resident_bytes", lambda: 670_000_000)
    assert UNTIL_GROWN > 3 and not UNTIL_GROWN > 60


def hears_nothing(_: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)


@pytest.mark.slow
def test_processes_that_hear_nothing_are_ended_at_once() -> None:
    with worker_pool(2) as pool:
        executor = LocalProcesses(pool, 60)
        works = [executor.submit(hears_nothing, number) for number in range(2)]
        time.sleep(8)
        begun = time.monotonic()
        executor.shutdown(cancel_futures=True)
        assert time.monotonic() - begun < 2
    assert len(works) == 2


@pytest.mark.slow
def test_two_readers_at_once_do_not_fight_for_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set when the process begins: numpy counts its threads as soon as it is loaded."""
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with worker_pool(1) as pool:
        told = LocalProcesses(pool, 60).submit(threads_as_inherited).result()
    assert told == "1"


def test_a_cluster_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("pipeline.running.executors._GRACE_SECONDS", 1.0)
    with (
        pytest.raises(ClusterError, match="tcp://127.0.0.1:9"),
        dask_cluster("tcp://127.0.0.1:9", 1, 10),
    ):
        pass


@pytest.mark.slow
def test_a_dask_cluster_of_two_reads_as_processes_do(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with dask_cluster(LOCAL, 2, 60) as executor:
        behaves(executor)
        used: set[int] = set()
        until = time.monotonic() + 120  # the one that died has to come back
        while len(used) < 2 and time.monotonic() < until:
            used |= {f.result(60) for f in [executor.submit(sleep, 0.5) for _ in range(4)]}
        assert len(used) == 2
    long = tmp_path / "dai.txt"
    long.write_text("\f".join([f"KẾ HOẠCH\n{PAGE}", *[PAGE] * 5]), encoding="utf-8")
    (done,) = run_batch([long], tmp_path / "out", BatchOptions(jobs=2, dask=LOCAL))
    assert (done.state, done.document.pages, done.items) == ("ok", 6, 6)
    assert len(done.page_seconds) == 6
