"""Plans made for a measurement, and what is true of their tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks._adjacency import FlatCell, FlatTable
from benchmarks._runs import RunDocument, Timing, Truth, load_run, load_truth, run_pipeline
from samples.generator.layouts import Layout


@dataclass(frozen=True, slots=True)
class Joint:
    """A page break within a table.

    ``page`` is the last page before it; ``items`` are the numbers of the true rows that stand next
    to it, one if the break cuts it.
    """

    page: int
    items: tuple[int, ...]
    cut: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A plan in one layout: its file, its true rows, its tables page by page, its joints."""

    path: Path
    layout: Layout
    truth: Truth
    tables: tuple[FlatTable, ...]
    joints: tuple[Joint, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What this project made of the cases: rows and tables by stem, and the seconds."""

    runs: dict[str, RunDocument]
    tables: dict[str, list[FlatTable]]
    timing: Timing

    def unread(self) -> list[str]:
        """Return each file that could not be read, or not on every page, and why."""
        failed = {
            stem: run.document["error"]
            or " ".join(f for f in run.document["flags"].split(";") if "page_failed" in f)
            for stem, run in self.runs.items()
        }
        return [f"{stem}: {why}" for stem, why in failed.items() if why]


def cases_of(made: dict[Path, Layout]) -> list[Case]:
    """Return the cases of files written by ``samples.generate``."""
    folder = next(iter(made)).parent / "truth"
    truths = load_truth(folder)
    found = []
    for path, layout in made.items():
        data = json.loads((folder / f"{path.stem}.json").read_text(encoding="utf-8"))
        tables = [table for table in data["tables"] if "fragments" in table]
        joints = tuple(joint for table in tables for joint in _joints(table, data["items"]))
        found.append(Case(path, layout, truths[path.stem], _flat(tables), joints))
    return found


def _flat(tables: Sequence[dict[str, Any]]) -> tuple[FlatTable, ...]:
    return tuple(
        FlatTable(part["page"], tuple(part["bbox"]), tuple(_cell(c) for c in part["cells"]))
        for table in tables
        for part in table["fragments"]
    )


def _cell(cell: dict[str, Any]) -> FlatCell:
    return FlatCell(cell["row"], cell["col"], cell["rowspan"], cell["colspan"], cell["text"])


def _joints(table: dict[str, Any], items: Sequence[dict[str, Any]]) -> Iterator[Joint]:
    at = {items[number]["row"]: number for number in table["items"]}
    parts = table["fragments"]
    for part, rest in zip(parts, parts[1:], strict=False):
        body = [c for c in rest["cells"] if c["row"] >= rest["header_rows"]]
        top = min(c["row"] for c in body)
        last = max(c["source"] for c in part["cells"])
        first = max(c["source"] for c in body if c["row"] == top)
        near = tuple(at[row] for row in dict.fromkeys((last, first)) if row in at)
        yield Joint(part["page"], near, part["cut"], rest["header_rows"] > 0)


def read(
    cases: Sequence[Case], out: Path, jobs: int, *, tables: bool = True, engine: str = ""
) -> Reading:
    """Run the pipeline on the cases and take rows, and tables if wanted, out of it."""
    truths = {case.path.stem: case.truth for case in cases}
    timing = run_pipeline([str(case.path) for case in cases], out, truths, jobs, engine)
    found = {case.path.stem: page_tables(case.path, out, engine) for case in cases if tables}
    return Reading(load_run(out), found, timing)


def page_tables(path: Path, out: Path, engine: str = "") -> list[FlatTable]:
    """Return the tables of each page as ``kehoach tables`` shows them, from a run's pages."""
    from extractors.formats import open_document
    from pipeline.commands.tables_command import displayed_tables
    from pipeline.rows.repairing import repair_pages
    from pipeline.running.cache import PageCache
    from pipeline.running.work import WorkOptions, read_page

    cache = PageCache(out / ".cache" / "pages")
    with open_document(path) as document:
        count = document.page_count
    done = [read_page(path, number, WorkOptions(cache, engine)) for number in range(1, count + 1)]
    pages = [page for entry in done if (page := cache.get(entry.key)) is not None]
    return [
        FlatTable(
            table.page,
            tuple(table.bbox or (0.0, 0.0, 0.0, 0.0)),
            tuple(FlatCell(c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells),
        )
        for table in displayed_tables(repair_pages(pages))
    ]
