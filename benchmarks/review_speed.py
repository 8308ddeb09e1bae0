"""How fast the review screen is in Chromium with a full dataset, and what its server needs.

    python -m benchmarks.review_speed
    python -m benchmarks.review_speed --documents 100 --pages 10 --moves 40

The dataset holds 500 invented plans of 10 pages and 100 rows: 50,000 rows. The server runs as it
does for clerks, in a process of its own. *Opens* is from asking for the address until keys are
taken, *with its picture* until the page is seen as well, drawn for the first time. *Field to field*
is from a key until the screen with the field's place and evidence is painted.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import Page

from benchmarks._print import table
from benchmarks._review_app import chromium
from benchmarks._review_plan import plan_read, write_plan
from pipeline.dataset.store import Store

_MIB = 1 << 20
_OPENED_PLANS = 6  # the first apart: server and browser have done nothing before
_OPENED = """() => document.body?.dataset.ready === "true"
  && document.activeElement?.dataset.field !== undefined"""
_PICTURED = """async () => {
  const source = document.querySelector("#stage image").getAttribute("href");
  const image = new Image(); image.src = source; await image.decode();
}"""
_WATCH = """() => {
  window.moves = [];
  document.addEventListener("keydown", () => {
    const begun = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.moves.push(performance.now() - begun)));
  }, { capture: true });
}"""


def fill(out: Path, documents: int, pages: int) -> list[str]:
    """Make the dataset unless it is there; return the ids of the plans that have an original."""
    originals = []
    there = (out / "dataset.sqlite").exists()
    with Store(out / "dataset.sqlite") as store:
        for number in range(documents):
            path = out / f"ke-hoach-{number:03d}.pdf"
            sha = hashlib.sha256(path.name.encode()).hexdigest()
            if number < _OPENED_PLANS:
                write_plan(path, pages)
                originals.append(sha)
            if not there:
                store.put(plan_read(sha, str(path), pages))
    return originals


@contextmanager
def server(out: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Run ``kehoach review`` in a process of its own; yield its address and the process."""
    command = [sys.executable, "-m", "pipeline.cli", "review", "--no-browser", "--port", "0"]
    running = subprocess.Popen(
        [*command, "--out", str(out)], stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert running.stdout is not None
    try:
        line = running.stdout.readline()
        address = next(word for word in line.split() if word.startswith("http"))
        yield address.rstrip("/"), psutil.Process(running.pid)
    finally:
        running.terminate()
        running.wait(10)


def opened(page: Page, address: str) -> tuple[float, float]:
    """Open a page; return seconds until keys are taken, and until its picture is there too."""
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(_OPENED)
    ready = time.perf_counter() - begun
    page.evaluate(_PICTURED)
    return ready, time.perf_counter() - begun


def moved(page: Page, count: int) -> list[float]:
    """Press Tab so often; return milliseconds until each field is shown."""
    page.evaluate(_WATCH)
    for _ in range(count):
        before = page.evaluate("document.activeElement.dataset.field ?? ''")
        last = page.evaluate("[...document.querySelectorAll('[data-field]')].at(-1).dataset.field")
        page.keyboard.press("Alt+ArrowDown" if before == last else "Tab")
    page.wait_for_function("(n) => window.moves.length >= n", arg=count)
    found: list[float] = page.evaluate("window.moves.slice()")
    return found


def measure(out: Path, documents: int, pages: int, moves: int) -> list[tuple[str, str, str]]:
    """Return what was measured: name, figure, what was wanted."""
    first, *others = fill(out, documents, pages)
    with chromium() as browser, server(out) as (address, process):
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        begun = time.perf_counter()
        page.goto(address)
        queue = time.perf_counter() - begun
        ready, pictured = opened(page, f"{address}/documents/{first}")
        steps = sorted(moved(page, moves))
        later = [opened(page, f"{address}/documents/{one}") for one in others]
        memory = process.memory_info().rss / _MIB
    return [
        ("rows in the dataset", f"{documents * pages * 10:,}", ""),
        ("the queue is shown", f"{queue:.2f} s", ""),
        (f"a plan of {pages} pages opens, the first", f"{ready:.2f} s", "< 1 s"),
        ("  with its picture", f"{pictured:.2f} s", ""),
        (f"the next {len(later)}, median", f"{median(t for t, _ in later):.2f} s", "< 1 s"),
        ("  with its picture", f"{median(t for _, t in later):.2f} s", ""),
        (f"field to field, median of {moves}", f"{median(steps):.0f} ms", "< 100 ms"),
        ("field to field, 95 %", f"{steps[int(0.95 * (len(steps) - 1))]:.0f} ms", "< 100 ms"),
        ("memory of the server (RSS)", f"{memory:.0f} MiB", "< 400 MB"),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--moves", type=int, default=40)
    parser.add_argument("--folder", type=Path, help="keep the dataset here, and use it again")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        out = given.folder or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        figures = measure(out, given.documents, given.pages, given.moves)
    print(table(("", "measured", "wanted"), figures))
    print(f"load of the machine: {psutil.getloadavg()[0]:.1f} on {psutil.cpu_count()} cores")


if __name__ == "__main__":
    main()
