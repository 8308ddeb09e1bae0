"""Scores of the cases: rows of ours, structure of ours and of other tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from benchmarks._adjacency import FlatTable, Score, compare
from benchmarks._grits import Overlap, compare_grids
from benchmarks._intervals import ratio_interval
from benchmarks._match import Counts, Matched, compare_rows
from benchmarks._table_tools import TOOLS, Tool, img2table_tables, outcomes
from benchmarks.tables.cases import Case, Reading

Interval = tuple[float, float]

BARS = {"pdf": 0.995, "office": 0.98, "archive": 0.93}
"""Row-record F1 that is asked for, by the way the plans were spoiled."""


@dataclass(frozen=True, slots=True)
class Structure:
    """How a tool's tables of one document compare with the true ones."""

    grid: Overlap
    relations: Score
    tables: int


@dataclass(slots=True)
class ToolResult:
    """A tool's structure by stem, the stems it failed on and why, its wall seconds."""

    documents: dict[str, Structure] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def grid(self) -> Overlap:
        """The overlap summed over documents."""
        return sum((s.grid for s in self.documents.values()), Overlap())

    @property
    def relations(self) -> Score:
        """The adjacency counts summed over documents."""
        return sum((s.relations for s in self.documents.values()), Score())

    @property
    def tables(self) -> int:
        """How many tables it found, parts on several pages counted each."""
        return sum(s.tables for s in self.documents.values())

    def grits_interval(self) -> Interval:
        """Return the interval of GriTS-Con."""
        grids = [s.grid for s in self.documents.values()]
        return ratio_interval([(2 * g.alike, g.expected + g.found) for g in grids])

    def relations_interval(self) -> Interval:
        """Return the interval of adjacency F1."""
        scores = [s.relations for s in self.documents.values()]
        return ratio_interval([(2 * s.hits, s.found + s.expected) for s in scores])


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of all cases against the truth; ``documents`` by stem."""

    documents: dict[str, Matched]

    def counts(self, name: str, stems: Sequence[str] | None = None) -> Counts:
        """Return the counts of a field, of all documents or some."""
        total = Counts()
        for stem, matched in self.documents.items():
            if (stems is None or stem in stems) and name in matched.fields:
                total.add(matched.fields[name])
        return total

    def interval(self, name: str) -> Interval:
        """Return the interval of a field's F1."""
        counts = [m.fields[name] for m in self.documents.values() if name in m.fields]
        return ratio_interval([(2 * c.tp, 2 * c.tp + c.fp + c.fn) for c in counts])

    @property
    def lost(self) -> int:
        """True rows with which no row found pairs."""
        return sum(len(m.missed) for m in self.documents.values())

    @property
    def invented(self) -> int:
        """Rows found that pair with no true row, tasks from prose left out."""
        return sum(len(m.surplus) for m in self.documents.values())

    @property
    def total(self) -> int:
        """True rows."""
        return sum(m.truth_rows for m in self.documents.values())


def score_rows(cases: Sequence[Case], reading: Reading) -> Rows:
    """Pair the rows of every case; a document the run lacks has lost all its rows."""
    return Rows(
        {
            case.path.stem: compare_rows(
                case.truth.items,
                run.items if (run := reading.runs.get(case.path.stem)) is not None else (),
            )
            for case in cases
        }
    )


def score_tables(case: Case, found: Sequence[FlatTable]) -> Structure:
    """Compare a document's tables, page by page."""
    return Structure(compare_grids(case.tables, found), compare(case.tables, found), len(found))


def our_structure(cases: Sequence[Case], reading: Reading) -> ToolResult:
    """Return this project's structure."""
    documents = {c.path.stem: score_tables(c, reading.tables[c.path.stem]) for c in cases}
    return ToolResult(documents, {}, reading.timing.total - reading.timing.start_up)


def others(degrade: str, *, few: bool = False) -> dict[str, Tool]:
    """Return the tools that can read plans so spoiled; pictures need one that has an engine.

    A ``few`` are those that take less than a second a page.
    """
    if degrade == "pdf":
        return {k: v for k, v in TOOLS.items() if not few or k in ("pdfplumber", "pymupdf")}
    return {} if few else {"img2table": partial(img2table_tables, language="vie")}


def run_tool(tool: Tool, cases: Sequence[Case], limit: float) -> ToolResult:
    """Run another tool on the cases; one that fails or takes too long has no tables there."""
    result = ToolResult()
    given = outcomes(tool, [case.path for case in cases], limit)
    for case, outcome in zip(cases, given, strict=True):
        result.documents[case.path.stem] = score_tables(case, outcome.tables)
        result.seconds += outcome.seconds
        if outcome.failure:
            result.failures[case.path.stem] = outcome.failure
    return result
