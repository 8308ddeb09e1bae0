"""What a batch of millions of pages takes with 1, 10, 100 workers, and what holds it up.

``python -m benchmarks.simulate`` measures the stages on a small batch with one process, says what
two processes and a Dask cluster of two should take, runs both, and prints how far off the model
was; then it extrapolates. ``--no-check`` only extrapolates from ``--page`` and the other figures.

The model: a run is over when the slowest of these is through.

* workers: (opening + pages + making rows) of every document, over all workers
* leading process: handing out, writing rows; one process, whatever the number of workers
* storage: bytes of the originals and of the kept pages over what the shared storage carries

and the start of the workers and the exports come on top. What it leaves out: workers that differ,
networks that are busy, a last long document (``pages of one document`` bounds it).
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.batch_scale import small_plan

HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Stages:
    """Seconds and bytes of one run's stages.

    Attributes:
        opening: opening and hashing one document, in a worker.
        page: reading one page, in a worker.
        making: making the rows of one document, in a worker.
        leading: what the leading process does for one document.
        exporting: writing the exports of one document's rows.
        start: until the workers are up.
        original_bytes, kept_bytes: of a page, fetched from and written to shared storage.
    """

    opening: float
    page: float
    making: float
    leading: float
    exporting: float
    start: float
    original_bytes: float = 150_000.0
    kept_bytes: float = 12_000.0


@dataclass(frozen=True, slots=True)
class Batch:
    """So many documents of so many pages each."""

    documents: int
    pages_each: float


@dataclass(frozen=True, slots=True)
class Predicted:
    """Seconds a run takes, and what holds it up."""

    seconds: float
    bottleneck: str


def predict(stages: Stages, batch: Batch, workers: int, storage_bytes: float) -> Predicted:
    """Return what a batch takes with so many workers and a storage of so many bytes a second."""
    each = stages.opening + stages.page * batch.pages_each + stages.making
    moved = (stages.original_bytes + stages.kept_bytes) * batch.pages_each
    parts = {
        "workers": batch.documents * each / workers,
        "leading process": batch.documents * stages.leading,
        "storage": batch.documents * moved / storage_bytes,
    }
    bottleneck = max(parts, key=lambda name: parts[name])
    rest = stages.start + batch.documents * stages.exporting
    return Predicted(parts[bottleneck] + rest, bottleneck)


def make(folder: Path, batch: Batch) -> None:
    """Write a batch of small plans."""
    folder.mkdir(parents=True)
    for number in range(batch.documents):
        pages = [small_plan(1000 * number + page) for page in range(round(batch.pages_each))]
        (folder / f"{number:05d}.txt").write_text("\f".join(pages), encoding="utf-8")


def run(folder: Path, out: Path, jobs: int, dask: str) -> tuple[float, Stages]:
    """Run a batch from nothing; return the seconds it took and its stages."""
    from pipeline.commands.running import write_exports
    from pipeline.dataset.store import open_store
    from pipeline.running.batch import BatchOptions, Silent, run_batch
    from pipeline.running.sources import gather
    from pipeline.telling.journal import Journal

    shutil.rmtree(out, ignore_errors=True)
    files = gather([str(folder)], out).files
    journal = Journal(Silent())
    begun = time.perf_counter()
    outcomes = run_batch(files, out, BatchOptions(jobs=jobs, dask=dask), journal)
    ended = time.perf_counter()
    with open_store(out) as store:
        write_exports(store, out, "all")
    took = time.perf_counter() - begun
    count, pages = len(outcomes), sum(outcome.document.pages for outcome in outcomes)
    seconds = journal.seconds
    worked = seconds["reading"] + seconds["making"]
    return took, Stages(
        opening=0.0,
        page=seconds["reading"] / pages,
        making=seconds["making"] / count,
        leading=seconds["writing"] / count,
        exporting=(took - (ended - begun)) / count,
        start=max(0.0, ended - begun - worked / jobs - seconds["writing"]),
    )


def check(out: Path, batch: Batch) -> Stages:
    """Measure with one process, foretell two and a cluster of two, run them; print how far off."""
    shutil.rmtree(out, ignore_errors=True)
    make(out / "in", batch)
    took, stages = run(out / "in", out / "one", 1, "")
    print(
        f"1 process: {took:.1f} s; a page {1000 * stages.page:.1f} ms, rows of a document "
        f"{1000 * stages.making:.0f} ms, leading process {1000 * stages.leading:.1f} ms, "
        f"exports {1000 * stages.exporting:.1f} ms, start {stages.start:.1f} s"
    )
    for name, dask in (("2 processes", ""), ("Dask, 2 workers", "local")):
        told = predict(stages, batch, 2, 1e9)
        took, _ = run(out / "in", out / name.split()[0], 2, dask)
        off = 100 * (told.seconds / took - 1)
        print(f"{name}: foretold {told.seconds:.1f} s, took {took:.1f} s ({off:+.0f} %)")
    return stages


def table(stages: Stages, pages: int, each: float, storage: float, workers: Sequence[int]) -> None:
    """Print what a large batch takes."""
    batch = Batch(round(pages / each), each)
    print(
        f"\n{pages:,} pages in {batch.documents:,} documents, {stages.page:.2f} s a page, "
        f"storage {storage / 1e6:.0f} MB/s"
    )
    for count in workers:
        told = predict(stages, batch, count, storage)
        print(f"{count:>5} workers: {told.seconds / HOUR:>9,.1f} h, held up by: {told.bottleneck}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-check", action="store_true")
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--pages-each", type=float, default=4.0)
    parser.add_argument("--pages", type=int, default=10_000_000)
    parser.add_argument("--page", type=float, default=6.0, help="seconds of a scanned page")
    parser.add_argument("--making", type=float, default=0.1)
    parser.add_argument("--leading", type=float, default=0.005)
    parser.add_argument("--storage", type=float, default=200e6, help="bytes a second")
    parser.add_argument("--out", type=Path, default=Path("outputs/simulate"))
    chosen = parser.parse_args()
    stages = Stages(0.02, chosen.page, chosen.making, chosen.leading, 0.002, 10.0)
    if not chosen.no_check:
        measured = check(chosen.out, Batch(chosen.documents, chosen.pages_each))
        stages = replace(
            stages,
            making=measured.making,
            leading=measured.leading,
            exporting=measured.exporting,
        )
    for seconds in (stages.page, 0.05):
        one = replace(stages, page=seconds)
        table(one, chosen.pages, chosen.pages_each, chosen.storage, (1, 10, 100, 1000))


if __name__ == "__main__":
    main()
