"""The workbook of a dataset: work, documents, coverage, what to check, legend, then the tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from pipeline.figures.facts import facts_of
from pipeline.workbook.sheets import (
    coverage_sheet,
    legend_sheet,
    links_of,
    machine_sheet,
    papers_sheet,
    problems_sheet,
    quality_sheet,
    work_sheet,
)
from pipeline.workbook.style import write_sheet


def workbook_of(
    items: pd.DataFrame,
    documents: pd.DataFrame,
    out: Path,
    quality: Sequence[tuple[str, float | None]] = (),
) -> Workbook:
    """Return the workbook of the two tables of a dataset.

    Args:
        items: the table ``items``.
        documents: the table ``documents``.
        out: the folder the workbook will lie in; links to the originals start there.
        quality: what review measured, figure by figure: what it means, its value.
    """
    facts = facts_of(items, documents)
    links = links_of(facts, out)
    errors = dict(zip(documents["source"], documents["error"], strict=True))
    tables = [machine_sheet(items, "items"), machine_sheet(documents, "documents")]
    sheets = [
        work_sheet(facts, links),
        papers_sheet(facts, links),
        coverage_sheet(facts),
        problems_sheet(facts, links, errors),
        *([quality_sheet(quality)] if quality else []),
        legend_sheet(tables),
        *tables,
    ]
    book = Workbook()
    blank = book.active
    for sheet in sheets:
        write_sheet(book, sheet)
    book.remove(blank)
    book.properties.creator = "kehoach"
    book.properties.title = "Việc cần làm theo kế hoạch của các trường"
    return book
