"""Which criteria a school's plan covers: planned, without a day, late, or missing.

``late``: every day the plan gives for the criterion lies after its school year. ``undated``: there
is work, but neither a day nor a lasting time. ``missing`` is said only of a document that was read
whole and whose list of criteria is known; else ``unknown``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from normalizers.frameworks import code_order, framework_for_level, frameworks_by_id
from normalizers.school_year import SchoolYear, parse_school_year
from pipeline.figures.facts import Facts, Paper, Row, by_letters, is_school_plan

State: TypeAlias = Literal["planned", "undated", "late", "missing", "unknown"]

STATES: tuple[State, ...] = ("planned", "undated", "late", "missing", "unknown")
_LASTING = ("recurring", "school_year", "relative")
_NOT_WHOLE = ("table_without_rows", "no_rows_though_work", "uncertain_rows", "row_number_gap")
_OF_TABLES = ("action", "assignment", "evidence")
_PLANS = ("improvement_plan", "self_assessment_plan")


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion in the plan or plans of one school and year; ``rows`` may be empty."""

    school: str
    year: str
    kind: str
    code: str
    state: State
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one school for one year, of one kind, in one or several documents."""

    school: str
    year: str
    kind: str
    papers: tuple[Paper, ...]
    rows: tuple[Row, ...]

    @property
    def without_criterion(self) -> tuple[Row, ...]:
        """The rows of tables whose criterion is not known."""
        return tuple(row for row in self.rows if not row.criteria and row.kind in _OF_TABLES)


def plans_of(facts: Facts) -> list[Plan]:
    """Return the plans of schools about criteria, by kind, school and year."""
    rows_of = facts.rows_of()
    grouped: dict[tuple[str, str, str], list[Paper]] = {}
    for paper in facts.papers:
        rows = rows_of[paper.document_id]
        if is_school_plan(paper) and (paper.kind in _PLANS or any(r.criteria for r in rows)):
            grouped.setdefault((paper.kind, paper.school, paper.year), []).append(paper)
    return [
        Plan(
            school,
            year,
            kind,
            tuple(papers),
            tuple(row for p in papers for row in rows_of[p.document_id]),
        )
        for (kind, school, year), papers in sorted(
            grouped.items(), key=lambda kv: (kv[0][0], by_letters(facts.school(kv[0][1])), kv[0][2])
        )
    ]


def coverage(facts: Facts) -> list[Cell]:
    """Return one cell per plan and criterion, criteria in their official order."""
    return [cell for plan in plans_of(facts) for cell in cells_of(plan)]


def cells_of(plan: Plan) -> list[Cell]:
    """Return the cells of one plan: the criteria it should cover, and what it names besides."""
    expected = expected_codes(plan.papers)
    found: dict[str, list[Row]] = {}
    for row in plan.rows:
        for code in row.criteria:
            found.setdefault(code, []).append(row)
    absent: State = "missing" if _whole(plan) else "unknown"
    year = parse_school_year(plan.year) if plan.year else None
    return [
        Cell(
            plan.school,
            plan.year,
            plan.kind,
            code,
            state_of(found[code], year) if code in found else absent,
            tuple(found.get(code, ())),
        )
        for code in sorted({*expected, *found}, key=code_order)
    ]


def expected_codes(papers: Sequence[Paper]) -> tuple[str, ...]:
    """Return the criteria that the plan's circular lists; () where it is not known surely."""
    known = {p.framework for p in papers if p.framework and ";" not in p.framework}
    level = next((p.level for p in papers if p.level), "")
    name = known.pop() if len(known) == 1 else framework_for_level(level) if level else ""
    variants = frameworks_by_id(name)
    fitting = [f for f in variants if level in f.school_levels] or list(variants)
    return fitting[0].codes if len(fitting) == 1 else ()


def _whole(plan: Plan) -> bool:
    """Say whether all of the plan was read, so that what is not there is really missing."""
    read = all(p.status == "ok" for p in plan.papers)
    odd = {flag.split(":")[-1] for p in plan.papers for flag in p.flags}
    odd |= {flag for row in plan.rows for flag in row.flags}
    return read and bool(plan.rows) and odd.isdisjoint(_NOT_WHOLE) and not plan.without_criterion


def state_of(rows: Sequence[Row], year: SchoolYear | None) -> State:
    """Return how well rows of one criterion plan it."""
    ends = [row.end for row in rows if row.end]
    if not ends:
        lasting = any(row.deadline_kind in _LASTING for row in rows)
        return "planned" if lasting else "undated"
    return "late" if year and min(ends) > year.last_day else "planned"
