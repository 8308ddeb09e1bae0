"""Truth files, output folders of runs, and runs made for a measurement."""

from __future__ import annotations

import csv
import json
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Truth:
    """What one document really says; ``text`` holds the printed lines of each page."""

    stem: str
    group: str
    document: dict[str, Any]
    items: tuple[dict[str, str], ...]
    text: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RunDocument:
    """What a run gave for one file; ``pages`` and ``raw_pages`` are (repaired, as read) texts."""

    document: dict[str, str]
    items: tuple[dict[str, str], ...] = ()
    pages: tuple[str, ...] = ()
    raw_pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """Wall seconds of each group from when its workers were up, and of the whole run."""

    groups: dict[str, float] = field(default_factory=dict)
    total: float = 0.0
    start_up: float = 0.0


def load_truth(folder: Path) -> dict[str, Truth]:
    """Return every truth file by the stem of its document.

    Raises:
        FileNotFoundError: the folder holds none.
    """
    found = {path.stem: _truth(path) for path in sorted(folder.glob("*.json"))}
    if not found:
        raise FileNotFoundError(f"no truth files in {folder}")
    return found


def _truth(path: Path) -> Truth:
    data = json.loads(path.read_text(encoding="utf-8"))
    items = tuple(
        {key: "" if value is None else str(value) for key, value in item.items()}
        for item in data.get("items", ())
    )
    text = tuple(tuple(lines) for lines in data.get("text") or ())
    return Truth(path.stem, data.get("group", "other"), data.get("document", {}), items, text)


def load_run(out: Path) -> dict[str, RunDocument]:
    """Return what the output folder of a run holds, by the stem of the source file.

    Of several rows for one stem the one that was read counts, not a duplicate or a failure.

    Raises:
        FileNotFoundError: ``items.csv`` or ``documents.csv`` is missing.
        ValueError: two files that were read share a stem.
    """
    items: dict[str, list[dict[str, str]]] = {}
    for row in _csv(out / "items.csv"):
        row["criteria"] = row["criteria"].rstrip(";")  # a list of one code is closed in CSV
        items.setdefault(row["document_id"], []).append(row)
    texts = _page_texts(out / "dataset.sqlite")
    found: dict[str, RunDocument] = {}
    for row in _csv(out / "documents.csv"):
        stem = Path(row["source"]).stem
        if stem in found and row["status"] != "ok":
            continue
        if stem in found and found[stem].document["status"] == "ok":
            raise ValueError(f"two files of the run are called {stem}")
        pages, raw = texts.get(row["document_id"], ((), ()))
        found[stem] = RunDocument(row, tuple(items.get(row["document_id"], ())), pages, raw)
    return found


def _csv(path: Path) -> Iterable[dict[str, str]]:
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def _page_texts(path: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as store:
        query = "SELECT document_id, text, raw_text FROM pages ORDER BY document_id, page"
        rows = store.execute(query).fetchall()
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for document_id, text, raw in rows:
        pages, raws = found.get(document_id, ((), ()))
        found[document_id] = ((*pages, text), (*raws, raw))
    return found


class _Clock:
    """Notes when the workers were up."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.up = self.begun

    def pages_found(self, count: int) -> None:
        self.up = time.perf_counter()

    def document_begun(self, source: str, pages: int) -> None:
        return

    def page_done(self) -> None:
        return

    def spent(self, what: str, seconds: float) -> None:
        return

    def document_done(self, outcome: object) -> None:
        return


def run_pipeline(
    inputs: Sequence[str], out: Path, truths: dict[str, Truth], jobs: int, engine: str = ""
) -> Timing:
    """Run the pipeline on the files that have truth, each group by itself, and export.

    Raises:
        NoInputError: an input matches no file.
        FileNotFoundError: no file has a truth.
    """
    from pipeline.dataset.export import export
    from pipeline.dataset.store import Store
    from pipeline.running.batch import BatchOptions, run_batch
    from pipeline.running.sources import gather

    files = [path for path in gather(inputs, out).files if path.stem in truths]
    if not files:
        raise FileNotFoundError(f"no file of {', '.join(inputs)} has a truth")
    out.mkdir(parents=True, exist_ok=True)
    seconds: dict[str, float] = {}
    start_up = 0.0
    for group in sorted({truths[path.stem].group for path in files}):
        chosen = [path for path in files if truths[path.stem].group == group]
        clock = _Clock()
        run_batch(chosen, out, BatchOptions(jobs=jobs, fresh=True, engine=engine), clock)
        seconds[group] = time.perf_counter() - clock.up
        start_up += clock.up - clock.begun
    with Store(out / "dataset.sqlite", create=False) as store:
        export(store, out, ("csv",))
    return Timing(seconds, sum(seconds.values()) + start_up, start_up)
