"""Read hostile kinds, or damaged copies of the samples, and say what became of each.

    python -m benchmarks.hostile                     every kind, a process each, traced by strace
    python -m benchmarks.hostile xml_bomb deep_rtf   these
    python -m benchmarks.hostile --damaged 1000      damaged copies of the samples, in one process

A hostile file has to end with a named error, a flag, or its rows; below the memory of a worker,
without a connection, and without a file outside the working folder. A damaged file must not lose a
row without an error or a flag; of a text nobody can tell that its end is missing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import benchmarks.hostile.offices
import benchmarks.hostile.pdfs
import benchmarks.hostile.texts  # noqa: F401  (each registers its kinds)
from benchmarks.hostile.damaged import run_damaged
from benchmarks.hostile.kinds import KINDS
from benchmarks.hostile.watched import Seen, watch

_MOST_MB = 1_600
"""Resident memory of one process: the cap of 1.5 GB on data, and the code of the libraries."""


def run_kinds(names: list[str], limit: float, *, traced: bool) -> int:
    """Read the kinds; print a line each; return how many ended badly."""
    bad = 0
    for name in names:
        file, make = KINDS[name]
        with tempfile.TemporaryDirectory(prefix="kehoach-hostile-in-") as folder:
            path = Path(folder) / file
            make(path)
            seen = watch(path, limit, traced=traced)
        wrong = _wrong(seen)
        bad += bool(wrong)
        print(
            f"{name:28} {seen.state:8} {seen.told[:36]:36} {seen.peak:6.0f} MB "
            f"{seen.seconds:6.1f} s {' '.join(wrong)}",
            flush=True,
        )
    print(f"{len(names)} kinds, {bad} ended badly")
    return bad


def _wrong(seen: Seen) -> list[str]:
    """Return what may not be."""
    wrong = ["CRASH"] if seen.state == "CRASH" else []
    wrong += [f"memory {seen.peak:.0f} MB"] if seen.peak > _MOST_MB else []
    wrong += [f"connects {', '.join(seen.connections)}"] if seen.connections else []
    wrong += [f"writes {', '.join(seen.outside[:3])}"] if seen.outside else []
    wrong += [f"{seen.left} processes left"] if seen.left else []
    return wrong


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("kinds", nargs="*")
    parser.add_argument("--damaged", type=int, metavar="COUNT", default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=120, help="seconds a file, as --timeout")
    parser.add_argument("--no-trace", action="store_true")
    asked = parser.parse_args()
    if asked.damaged:
        sys.exit(bool(run_damaged(asked.damaged, asked.seed)))
    names = asked.kinds or list(KINDS)
    sys.exit(bool(run_kinds(names, asked.limit, traced=not asked.no_trace)))


if __name__ == "__main__":
    main()
