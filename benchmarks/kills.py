"""Runs killed with ``kill -9`` at random moments, then run again: is every export the same?

``python -m benchmarks.kills --kills 200 --seed 1 [--db URL] [--out DIR]``

A small batch of texts and drawn scans (60 pages) is read once in peace. Then, again and again from
nothing: the run is started, at a random moment one of its processes (the leading one, a worker, or
all of them at once) is killed, the run is started again until it ends by itself, and every CSV and
JSON export is held against the undisturbed one byte by byte. Processes and temporary files left
behind are counted, too.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from benchmarks.batch_scale import small_plan

PAGES: Final = 60
_PAGES_EACH: Final = 4
_EXPORTS: Final = ("items.csv", "documents.csv", "dataset.json")
_ROLES: Final = ("driver", "worker", "all")
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Killed:
    """One run that was killed: whom, when (seconds), and what was wrong after it was run again."""

    role: str
    after: float
    wrong: tuple[str, ...]


def make_batch(folder: Path) -> None:
    """Write the batch: plans of four pages each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(PAGES // _PAGES_EACH):
        pages = [small_plan(100 * number + page) for page in range(_PAGES_EACH)]
        (folder / f"ke-hoach-{number:02d}.txt").write_text("\f".join(pages), encoding="utf-8")


def command(folder: Path, out: Path, jobs: int, db: str) -> list[str]:
    """Return the command of one run."""
    run = [sys.executable, "-m", "pipeline.cli", "run", str(folder), "--out", str(out)]
    return [*run, "--jobs", str(jobs), "--quiet", *(["--db", db] if db else [])]


def exports(out: Path) -> dict[str, str]:
    """Return the hash of every export that is the same for the same rows."""
    found = {}
    for name in _EXPORTS:
        path = out / name
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "none"
    return found


def kill_once(run: Sequence[str], role: str, after: float) -> None:
    """Start a run and kill one of its processes, or all, after so many seconds."""
    with subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(after)
        if process.poll() is not None:
            return
        leading = psutil.Process(process.pid)
        workers = leading.children(recursive=True)
        chosen = {"driver": [leading], "worker": workers[-1:], "all": [leading, *workers]}[role]
        for one in chosen:
            try:
                one.kill()
            except psutil.Error:
                continue
        process.wait()
        _, alive = psutil.wait_procs(workers, timeout=30)
        for one in alive:  # an orphan would go on writing
            one.kill()


def finish(run: Sequence[str]) -> int:
    """Run until it ends by itself; return its exit code."""
    return subprocess.run(run, stdout=subprocess.DEVNULL, check=False).returncode


def left_behind(out: Path) -> list[str]:
    """Return half-written files of an output folder."""
    return [path.name for path in out.iterdir() if path.name.startswith(".") and path.is_file()]


def disturbed(
    folder: Path,
    out: Path,
    jobs: int,
    db: str,
    whole: dict[str, str],
    chance: random.Random,
    long: float,
) -> Killed:
    """Run from nothing, kill, run again; say what is wrong then."""
    shutil.rmtree(out, ignore_errors=True)
    if db:
        empty_database(db)
    run = command(folder, out, jobs, db)
    role, after = chance.choice(_ROLES), chance.uniform(0.2, long)
    kill_once(run, role, after)
    wrong = [f"exit {code}"] if (code := finish(run)) else []
    wrong += [name for name, digest in exports(out).items() if digest != whole[name]]
    wrong += left_behind(out)
    return Killed(role, after, tuple(wrong))


def empty_database(db: str) -> None:
    """Drop every table of a database that was made for this."""
    import sqlalchemy as sa

    from pipeline.dataset.engine import open_engine

    engine = open_engine(db)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--db", default="", help="a database that may be emptied")
    parser.add_argument("--minutes", type=float, default=0.0, help="end after so long; 0: never")
    parser.add_argument("--out", type=Path, default=Path("outputs/kills"))
    chosen = parser.parse_args()
    folder = chosen.out / "in"
    shutil.rmtree(chosen.out, ignore_errors=True)
    make_batch(folder)
    if chosen.db:
        empty_database(chosen.db)
    begun = time.perf_counter()
    finish(command(folder, chosen.out / "whole", chosen.jobs, chosen.db))
    long, whole = time.perf_counter() - begun, exports(chosen.out / "whole")
    chance, done = random.Random(chosen.seed), Counter[str]()
    bad = 0
    for number in range(1, chosen.kills + 1):
        if chosen.minutes and time.perf_counter() - begun > 60 * chosen.minutes:
            break
        one = disturbed(folder, chosen.out / "out", chosen.jobs, chosen.db, whole, chance, long)
        done[one.role] += 1
        bad += bool(one.wrong)
        told = ", ".join(one.wrong) or "the same"
        print(f"{number}: {one.role} after {one.after:.1f} s of {long:.1f}: {told}", flush=True)
    print(f"{sum(done.values())} kills ({dict(done)}), {bad} with another outcome")


if __name__ == "__main__":
    main()
