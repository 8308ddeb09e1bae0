"""What a document costs in a batch of 300 and of 10,000, and what a run costs that finds all done.

``python -m benchmarks.batch_scale --sizes 300,1000,3000,10000 --out DIR [--plot FILE.svg]``

The documents are small invented texts, so that what is measured is the running of many files, not
the reading of scans. Each size is a folder of its own and three runs of the command: the first,
one that finds everything done, and one after a single file changed. With ``--machinery`` the first
run reads and makes nothing (``benchmarks._machinery``): what is left is the batch itself. Memory is
the most that all processes of a run held at once (resident, in MB), looked at every 50 ms.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import psutil

from benchmarks import _machinery

LOOK_SECONDS: Final = 0.05
"""Between two looks at the memory of a run."""

_ACTIONS: Final = (
    "Rà soát quy mô lớp học",
    "Bồi dưỡng chuyên môn cho giáo viên",
    "Bổ sung sách cho thư viện",
    "Sửa chữa sân chơi, bãi tập",
    "Kiểm tra hồ sơ tổ chuyên môn",
)
_OWNERS: Final = ("Hiệu trưởng", "Phó hiệu trưởng", "Tổ trưởng chuyên môn", "Kế toán")


@dataclass(frozen=True, slots=True)
class Cost:
    """One run of the command: seconds on the clock, seconds of all processors, most memory (MB).

    On a machine that others use the seconds of the processors say what the work costs.
    """

    seconds: float
    cpu_seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The three runs of one size."""

    documents: int
    first: Cost
    again: Cost
    one_changed: Cost

    @property
    def each_ms(self) -> float:
        """Milliseconds of the processors that a document costs in the first run."""
        return 1000 * self.first.cpu_seconds / self.documents


def small_plan(number: int) -> str:
    """Return the text of an invented plan with three rows; another for every number."""
    rows = []
    for row in range(1, 4):
        action = _ACTIONS[(number + row) % len(_ACTIONS)]
        owner = _OWNERS[(number // 5 + row) % len(_OWNERS)]
        code = f"{1 + (number + row) % 5}.{1 + (number * 7 + row) % 6}"
        month = 1 + (number + 3 * row) % 5
        rows.append(f"{row}\tTiêu chí {code}\t{action} lần {number}\t{owner}\t28/{month:02d}/2024")
    head = f"TRƯỜNG THCS SỐ {number}\n\nKẾ HOẠCH\nCải tiến chất lượng năm học 2023-2024\n\n"
    titles = "TT\tTiêu chí\tCông việc cần thực hiện\tNgười chịu trách nhiệm\tThời gian\n"
    return f"{head}{titles}" + "\n".join(rows) + "\n\nHIỆU TRƯỞNG\n"


def make_plans(folder: Path, count: int) -> None:
    """Write so many plans, a thousand in a folder."""
    for number in range(count):
        place = folder / f"{number // 1000:04d}" / f"ke-hoach-{number:06d}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(small_plan(number), encoding="utf-8")


def run_command(arguments: Sequence[str], module: str = "pipeline.cli") -> Cost:
    """Run ``kehoach`` (or a module that stands for it) with these arguments; what it took.

    Raises:
        subprocess.CalledProcessError: it did not end with 0.
    """
    command = [sys.executable, "-m", module, *arguments]
    begun, most, before = time.perf_counter(), 0.0, _spent()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ)
    ) as process:
        seen = psutil.Process(process.pid)
        while process.poll() is None:
            most = max(most, _resident(seen))
            time.sleep(LOOK_SECONDS)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    clock = time.perf_counter() - begun
    return Cost(round(clock, 2), round(_spent() - before, 2), round(most, 1))


def _spent() -> float:
    """Return the seconds of processors that all ended processes below this one took."""
    used = os.times()
    return used.children_user + used.children_system


def _resident(process: psutil.Process) -> float:
    """Return the memory of a process and all below it in MB."""
    total = 0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0.0
    for one in family:
        try:
            total += one.memory_info().rss
        except psutil.Error:
            continue
    return total / 1e6


def measure(size: int, folder: Path, jobs: int, first_by: str) -> Measured:
    """Run a batch of one size three times, the first time by another module if one is given."""
    shutil.rmtree(folder, ignore_errors=True)
    make_plans(folder / "in", size)
    command = ["run", str(folder / "in"), "--out", str(folder / "out"), "--jobs", str(jobs)]
    first = run_command(command, first_by)
    again = run_command(command)
    changed = folder / "in" / "0000" / "ke-hoach-000000.txt"
    changed.write_text(small_plan(size + 1), encoding="utf-8")
    return Measured(size, first, again, run_command(command))


def told(cost: Cost) -> str:
    """Return a cost in words."""
    return f"{cost.seconds:.1f} s ({cost.cpu_seconds:.1f} s CPU, {cost.megabytes:.0f} MB)"


_WIDTH, _HEIGHT, _EDGE = 640, 300, 60


def plot(found: Sequence[Measured]) -> str:
    """Return a picture (SVG): what a document costs, and what the run over all done takes."""
    sizes = [one.documents for one in found]
    low, high = math.log10(sizes[0]), math.log10(sizes[-1])
    top = 1.2 * max(one.each_ms for one in found)

    def across(size: int) -> float:
        share = (math.log10(size) - low) / (high - low) if high > low else 0.5
        return _EDGE + share * (_WIDTH - 2 * _EDGE)

    def up(value: float) -> float:
        return _HEIGHT - _EDGE - value / top * (_HEIGHT - 2 * _EDGE)

    lines = []
    for name, colour, values in (
        ("first run: ms of processors a document", "#2f6690", [one.each_ms for one in found]),
        ("run over all done: s", "#a61b1b", [one.again.seconds for one in found]),
    ):
        points = [(across(size), up(value)) for size, value in zip(sizes, values, strict=True)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for (x, y), value in zip(points, values, strict=True):
            lines.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>')
            lines.append(f'<text x="{x:.1f}" y="{y - 9:.1f}" fill="{colour}">{value:.1f}</text>')
        row = 24 + 18 * (len(lines) > len(found) * 2 + 1)
        lines.append(f'<text x="{_WIDTH / 2}" y="{row}" fill="{colour}">{name}</text>')
    lines += [
        f'<text x="{across(size):.1f}" y="{_HEIGHT - _EDGE + 22}" fill="#333">{size:,}</text>'
        for size in sizes
    ]
    lines.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 14}" fill="#333">documents</text>')
    axis = f'<path d="M{_EDGE} {_HEIGHT - _EDGE}H{_WIDTH - _EDGE}" stroke="#999"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'font-family="sans-serif" font-size="12" text-anchor="middle">'
        f'<rect width="100%" height="100%" fill="#fff"/>{axis}{"".join(lines)}</svg>\n'
    )


def measured_of(path: Path) -> list[Measured]:
    """Return what an earlier run of this benchmark wrote."""
    return [
        Measured(one["documents"], *(Cost(**one[n]) for n in ("first", "again", "one_changed")))
        for one in json.loads(path.read_text(encoding="utf-8"))
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="300,1000,3000,10000")
    parser.add_argument("--out", type=Path, default=Path("outputs/batch_scale"))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--plot", type=Path, help="an SVG of what was measured")
    parser.add_argument("--from", dest="known", type=Path, help="draw an earlier batch_scale.json")
    parser.add_argument("--machinery", action="store_true", help=_machinery.__doc__)
    chosen = parser.parse_args()
    first_by = "benchmarks._machinery" if chosen.machinery else "pipeline.cli"
    found = measured_of(chosen.known) if chosen.known else []
    for size in () if chosen.known else map(int, chosen.sizes.split(",")):
        one = measure(size, chosen.out / str(size), chosen.jobs, first_by)
        found.append(one)
        print(
            f"{size:>7} documents: first {told(one.first)}, {one.each_ms:.1f} ms CPU each; "
            f"again {told(one.again)}; one changed {told(one.one_changed)}",
            flush=True,
        )
    if chosen.plot:
        chosen.plot.write_text(plot(found), encoding="utf-8")
    if chosen.known:
        return
    figures = json.dumps([asdict(one) for one in found], indent=1)
    (chosen.out / "batch_scale.json").write_text(figures, encoding="utf-8")


if __name__ == "__main__":
    main()
