"""Make the report over all plans of a dataset, and the same figures as CSV beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import pandas as pd

from pipeline.dataset.atomic import write_text
from pipeline.dataset.export import write_csv
from pipeline.dataset.originals import page_link
from pipeline.figures import counts, quality
from pipeline.figures.coverage import coverage
from pipeline.figures.facts import Facts, facts_of
from pipeline.figures.table import Figure
from pipeline.figures.twins import Twins, common_figure, near_plans, twins_figure
from pipeline.figures.weaknesses import weaknesses
from pipeline.report.page import Figures, page
from pipeline.report.pictures import page_pictures

REPORT = "report.html"


class Tables(Protocol):
    """What gives the tables of a dataset: a store, or rows made up by a test."""

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table as a data frame."""


def compare(
    store: Tables,
    out: Path,
    folder: Path,
    *,
    same: Mapping[str, str] | None = None,
    pictures: bool = False,
    today: date | None = None,
    on_document: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Write ``report.html`` and the figures as CSV into ``folder``; return the files.

    Args:
        store: the dataset.
        out: its folder, from which originals are found.
        folder: where the report goes.
        same: spellings that name one school or role (see ``pipeline.figures.facts``).
        pictures: render the pages that rows stand on beside the report.
        today: the day printed on the report; None for today.
        on_document: told of each document whose pages are rendered.

    Raises:
        OutputError: a file cannot be written.
    """
    facts = facts_of(store.frame("items"), store.frame("documents"), same)
    figures = figures_of(facts)
    pages = {(row.document_id, row.page): row.source for row in facts.rows}
    links = {key: page_link(source, key[1], folder, out) for key, source in pages.items()}
    if pictures:
        links |= page_pictures(facts, folder, out, on_document)
    written = _write_figures(figures, folder)
    report = folder / REPORT
    write_text(report, page(figures, links, today or date.today()))
    return [report, *written]


def figures_of(facts: Facts) -> Figures:
    """Return all figures of the report."""
    pairs, commons = near_plans(facts)
    tables = {
        "coverage": counts.coverage_figure(facts),
        "schools": counts.schools_figure(facts),
        "workload": counts.workload(facts),
        "months": counts.deadlines_by_month(facts),
        "weeks": counts.deadlines_by_week(facts),
        "money": counts.money(facts),
        "weaknesses": weaknesses(facts),
        "twins": twins_figure(facts, pairs),
        "common": common_figure(commons),
        "years": counts.years(facts),
        "confidence": quality.confidence_bands(facts),
        "problems": quality.problems(facts),
        "review": quality.reviewed(facts),
        "documents": quality.papers_figure(facts),
    }
    return Figures(facts, tuple(coverage(facts)), tables, tuple(pairs))


def _write_figures(figures: Figures, folder: Path) -> list[Path]:
    paths = []
    for table in figures.tables.values():
        path = folder / f"{table.name}.csv"
        write_csv(_frame(table), path)
        paths.append(path)
    for name, frame in (
        ("twin_passages", _passages(figures.pairs)),
        ("rows", _rows(figures.tables.values())),
    ):
        write_csv(frame, folder / f"{name}.csv")
        paths.append(folder / f"{name}.csv")
    return paths


def _frame(table: Figure) -> pd.DataFrame:
    """Return a figure as a table; a code alone is closed as in items.csv."""
    frame = pd.DataFrame([line.values for line in table.lines], columns=list(table.columns))
    for name in ("criterion", "criteria", "criteria_added", "criteria_dropped"):
        if name in frame:
            frame[name] = [f"{v};" if v and ";" not in v else v for v in frame[name]]
    return frame


def _passages(pairs: Sequence[Twins]) -> pd.DataFrame:
    lines = [
        (i, p.left.item_id, p.right.item_id, p.left.action, p.right.action, int(p.common))
        for i, pair in enumerate(pairs, start=1)
        for p in pair.passages
    ]
    names = ["pair", "item_id_a", "item_id_b", "text_a", "text_b", "common"]
    return pd.DataFrame(lines, columns=names)


def _rows(tables: Iterable[Figure]) -> pd.DataFrame:
    """Return which rows each number counts: figure, its line (from 1), its column, the row."""
    lines: list[tuple[str, int, str, str]] = []
    for table in tables:
        for at, line in enumerate(table.lines, start=1):
            parts = line.parts or {"": line.rows}
            lines += [
                (table.name, at, column, item_id)
                for column, ids in parts.items()
                for item_id in ids
            ]
    return pd.DataFrame(lines, columns=["figure", "line", "column", "item_id"])
