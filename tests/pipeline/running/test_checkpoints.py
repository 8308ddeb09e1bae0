"""Output that is there is skipped, made anew or stops the run; so does output that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import PageFailedError
from pipeline.dataset.store import Store
from pipeline.errors import ExistingOutputError, MissingOutputError, TooManyFailuresError
from pipeline.running.batch import BatchOptions, run_batch
from pipeline.running.plan.checkpoints import FEWEST, Checkpoints
from tests.pipeline.running.test_rerun import PLAN, Pool, old, states


@pytest.fixture(autouse=True)
def pool(monkeypatch: pytest.MonkeyPatch) -> Pool:
    pool = Pool()
    monkeypatch.setattr("pipeline.running.batch.worker_pool", lambda _: pool)
    return pool


def options(**terms: object) -> BatchOptions:
    return BatchOptions(jobs=1, checkpoints=Checkpoints(**terms))  # type: ignore[arg-type]


def no_page(path: Path, *_: object) -> object:
    raise PageFailedError(path, "hỏng")


def items(out: Path) -> int:
    with Store(out / "dataset.sqlite") as store:
        return len(store.items())


def test_abort_reads_nothing_if_a_document_is_there(tmp_path: Path, pool: Pool) -> None:
    first, out = old(tmp_path / "a.txt", PLAN.encode()), tmp_path / "out"
    second = old(tmp_path / "b.txt", PLAN.replace("1.5", "1.6").encode())
    assert states(run_batch([first], out, options(existing="abort"))) == ["ok"]
    pool.asked.clear()
    with pytest.raises(ExistingOutputError, match=r"a\.txt"):
        run_batch([first, second], out, options(existing="abort"))
    assert not [work for work in pool.asked if work.startswith("read_page")]
    assert items(out) == 1


def test_a_failure_stops_the_run_or_keeps_the_earlier_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = old(tmp_path / "a.txt", PLAN.encode()), tmp_path / "out"
    run_batch([path], out, options())
    monkeypatch.setattr("pipeline.running.workers.read_page", no_page)
    anew = {"jobs": 1, "fresh": True}
    (kept,) = run_batch([path], out, BatchOptions(**anew, checkpoints=Checkpoints(missing="copy")))
    assert (kept.state, kept.items) == ("failed", 1) and "lần đọc trước" in kept.warnings[-1]
    assert items(out) == 1
    with pytest.raises(MissingOutputError, match=r"a\.txt"):
        run_batch([path], out, BatchOptions(**anew, checkpoints=Checkpoints(missing="abort")))
    run_batch([path], out, BatchOptions(**anew))
    assert items(out) == 0


def test_too_many_failures_stop_the_run_and_what_is_read_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    files = [
        old(tmp_path / f"{n:03d}.txt", (PLAN + str(n)).encode())
        if n % 2
        else old(tmp_path / f"{n:03d}.pdf", f"%PDF-1.4\n{n}".encode())
        for n in range(2 * FEWEST)
    ]
    with pytest.raises(TooManyFailuresError):
        run_batch(files, out, options(max_failures=0.25))
    with Store(out / "dataset.sqlite") as store:
        assert len(store.documents()) >= FEWEST
    outcomes = run_batch(files, out, options(max_failures=0.75))
    assert states(outcomes).count("failed") == FEWEST
