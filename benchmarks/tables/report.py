"""What the benchmark of tables prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from benchmarks._match import CORE, FURTHER, ROW
from benchmarks._print import percent, table
from benchmarks.tables.cases import Case
from benchmarks.tables.measure import Interval, Rows, ToolResult

LEGEND = """\
Per cent; in brackets the 95 % bootstrap interval by document.
row         criterion, action (at most 5 % of its characters wrong), owner and both dates right
lost        true rows that no row found pairs with; invented: the reverse
GriTS-Con   likeness of the tables as grids of texts, each page by itself (Smock et al.)
adjacency   F1 of neighbouring cells, texts equal but for white space (ICDAR 2013)
rows found  rows of the printed tables whose cells are at least 80 % like those of their partner"""


def ranged(value: float, interval: Interval) -> str:
    """Return "97.1 [95.0, 98.4]"."""
    return f"{100 * value:.1f} [{100 * interval[0]:.1f}, {100 * interval[1]:.1f}]"


def row_table(rows: Rows) -> str:
    """Return one line per field: F1 with its interval, precision, recall, counts."""
    lines = []
    for name in (ROW, *(f.name for f in (*CORE, *FURTHER))):
        counts = rows.counts(name)
        if counts.total:
            told = (ranged(counts.f1, rows.interval(name)), percent(counts.precision))
            numbers = map(str, (counts.tp, counts.fp, counts.fn))
            lines.append([name, *told, percent(counts.recall), *numbers])
    return table(["field", "F1", "P", "R", "right", "false", "lost"], lines)


def tool_table(tools: Mapping[str, ToolResult], true_tables: int) -> str:
    """Return one line per tool: structure, rows and tables found, failures, seconds."""
    lines = []
    for name, result in tools.items():
        grid, relations = result.grid, result.relations
        lines.append(
            [
                name,
                ranged(grid.grits, result.grits_interval()),
                ranged(relations.f1, result.relations_interval()),
                f"{grid.rows_found}/{grid.rows}",
                f"{result.tables}/{true_tables}",
                str(len(result.failures)),
                f"{result.seconds:.0f}",
            ]
        )
    heads = ["tool", "GriTS-Con", "adjacency F1", "rows found", "tables", "failed", "seconds"]
    return table(heads, lines)


def split_table(cases: Sequence[Case], rows: Rows, ours: ToolResult) -> str:
    """Return row F1 and GriTS-Con by rules, by number of columns, and by the rest of the look."""
    traits: tuple[tuple[str, Callable[[Case], str]], ...] = (
        ("lines", lambda c: "every cell" if c.layout.look.ruled else "some or none"),
        ("rules", lambda c: c.layout.look.rules),
        ("content", lambda c: f"{len(c.layout.fields):2d} columns" if c.layout.fields
         else c.layout.content),
        ("header", lambda c: "again on each page" if c.layout.repeat else "once"),
        ("merged cells", lambda c: "yes" if c.layout.merged else "no"),
        ("page", lambda c: "on its side" if c.layout.landscape else "upright"),
    )  # fmt: skip
    lines = []
    for trait, value_of in traits:
        for value in sorted({value_of(case) for case in cases}):
            stems = [case.path.stem for case in cases if value_of(case) == value]
            part = ToolResult({stem: ours.documents[stem] for stem in stems})
            row = rows.counts(ROW, stems)
            found = [str(len(stems)), str(row.tp + row.fn), percent(row.f1)]
            lines.append([f"{trait}: {value}", *found, percent(part.grid.grits)])
    return table(["", "docs", "rows", "row F1", "GriTS-Con"], lines)


def document_table(cases: Sequence[Case], rows: Rows, ours: ToolResult) -> str:
    """Return one line per document, worst first."""
    lines = []
    for case in cases:
        stem = case.path.stem
        matched, structure = rows.documents[stem], ours.documents[stem]
        fields = [percent(matched.fields[f.name].f1) for f in CORE]
        grid = structure.grid
        lines.append(
            (
                matched.fields[ROW].f1 + grid.grits,
                [stem, str(matched.truth_rows), str(len(matched.missed)),
                 str(len(matched.surplus)), percent(matched.fields[ROW].f1), *fields,
                 percent(grid.grits), f"{grid.rows_found}/{grid.rows}",
                 f"{structure.tables}/{len(case.tables)}"],
            )
        )  # fmt: skip
    heads = ["document", "rows", "lost", "invented", "row F1", *(f.name for f in CORE)]
    heads += ["GriTS-Con", "rows found", "tables"]
    return table(heads, [line for _, line in sorted(lines, key=lambda pair: pair[0])])
