"""Rows at page breaks: which are kept whole, lost, glued together or left in two.

The plans are scans of small sheets (A5 on its side), so that few rows stand between two breaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks._match import Matched, Row, compare_rows, folded, whole_row_right
from benchmarks._print import percent, table
from benchmarks.tables.cases import Case, Joint, cases_of, read
from samples.generate import write_plan
from samples.generator.layout_plan import layout_plan
from samples.generator.layouts import Layout, catalogue

_PAPER = (595.0, 420.0)
_ROWS = 16
_SAME = 88.0
_LOST = ("lost", "part lost", "glued")
_KINDS = ("kept", "lost", "part lost", "split", "glued")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the rows at a joint: one of ``_KINDS``, and how many rows are all right."""

    case: Case
    joint: Joint
    kind: str
    right: int


def measure(
    folder: Path, wanted: int, seed: int, *, degrade: str = "office", jobs: int = 1, shown: int = 0
) -> bool:
    """Make plans with ``wanted`` joints, read and print; say whether no row was lost.

    Args:
        folder: where plans and run are kept.
        wanted: number of joints.
        seed: chooses the words of the plans.
        degrade: how the pages are spoiled, one of ``samples.generate.FORMS``.
        jobs: processes; 0 is one per core.
        shown: how many joints that went wrong are listed; 0 for all.
    """
    cases = make(folder / "plans", wanted, seed, degrade)
    reading = read(cases, folder / "run", jobs, tables=False)
    outcomes: list[Outcome] = []
    for case in cases:
        run = reading.runs.get(case.path.stem)
        found = run.items if run is not None else ()
        outcomes += judged(case, compare_rows(case.truth.items, found), found)
    outcomes = outcomes[:wanted]
    pages = sum(len(case.truth.text) for case in cases)
    print(f"{len(outcomes)} joints in {len(cases)} plans of {pages} pages, {degrade}, seed {seed}")
    for failed in reading.unread():
        print("NOT READ:", failed)
    print(_summary(outcomes))
    bad = [o for o in outcomes if o.kind != "kept"]
    for outcome in bad[: shown or len(bad)]:
        print(_told(outcome))
    lost = sum(outcome.kind in _LOST for outcome in outcomes)
    print(f"\nbar {'met' if not lost else 'MISSED'}: rows lost at {lost} of {len(outcomes)} joints")
    return not lost


def make(folder: Path, wanted: int, seed: int, degrade: str) -> list[Case]:
    """Write plans until their tables have ``wanted`` joints."""
    cases: list[Case] = []
    for index, layout in _layouts():
        if sum(len(case.joints) for case in cases) >= wanted:
            break
        number = seed * 1000 + index
        plan = layout_plan(layout, number, paper=_PAPER, rows=_ROWS)
        path = write_plan(plan, f"{index:03d}-{layout.name}", folder, degrade, number)
        cases += cases_of({path: layout})
    return cases


def _layouts() -> Iterator[tuple[int, Layout]]:
    """Yield the layouts of actions with up to nine columns again and again."""
    few = [x for x in catalogue() if x.content == "action" and len(x.fields) < 10]
    index = 0
    while True:
        yield index, few[index * 5 % len(few)]
        index += 1


def judged(case: Case, matched: Matched, found: Sequence[Row]) -> Iterator[Outcome]:
    """Yield what became of the rows at each joint of a case."""
    partner = dict(matched.pairs)
    surplus = [_text(found[i]) for i in matched.surplus]
    for joint in case.joints:
        kinds = [_kind(case.truth.items, i, partner, found, surplus) for i in joint.items]
        worst = max(kinds, key=_KINDS.index, default="kept")
        right = sum(
            i in partner and whole_row_right(case.truth.items[i], found[partner[i]])
            for i in joint.items
        )
        yield Outcome(case, joint, worst, right)


def _kind(
    truth: Sequence[Row],
    index: int,
    partner: dict[int, int],
    found: Sequence[Row],
    surplus: Sequence[str],
) -> str:
    """Return what became of one row."""
    wanted = _text(truth[index])
    if index not in partner:
        held = any(fuzz.partial_ratio(wanted, _text(row)) >= _SAME for row in found)
        return "glued" if held else "lost"
    read = _text(found[partner[index]])
    if fuzz.ratio(wanted, read) >= _SAME:
        return "kept"
    if len(read) > len(wanted):
        return "glued" if fuzz.partial_ratio(wanted, read) >= _SAME else "part lost"
    parts = [text for text in surplus if text and fuzz.partial_ratio(text, wanted) >= _SAME]
    return "split" if parts else "part lost"


def _text(row: Row) -> str:
    return folded(row.get("action", "")).casefold()


def _summary(outcomes: Sequence[Outcome]) -> str:
    """Return counts by kind of joint and by what became of its rows."""
    groups = {
        "row cut": [o for o in outcomes if o.joint.cut],
        "between rows": [o for o in outcomes if not o.joint.cut],
        "header again": [o for o in outcomes if o.joint.repeated],
        "header once": [o for o in outcomes if not o.joint.repeated],
    }
    for rules in sorted({o.case.layout.look.rules for o in outcomes}):
        groups[f"rules: {rules}"] = [o for o in outcomes if o.case.layout.look.rules == rules]
    lines = []
    for name, group in {"all": list(outcomes), **groups}.items():
        counts = Counter(o.kind for o in group)
        rows, right = sum(len(o.joint.items) for o in group), sum(o.right for o in group)
        told = [str(counts[kind]) for kind in _KINDS]
        lines.append([name, str(len(group)), *told, percent(right / rows if rows else None)])
    return table(["joints", "all", *_KINDS, "rows right"], lines)


def _told(outcome: Outcome) -> str:
    truth = outcome.case.truth
    names = "; ".join(
        f"{i + 1}: {truth.items[i].get('action', '')[:60]!r}" for i in outcome.joint.items
    )
    return (
        f"{outcome.kind}: {truth.stem} pages {outcome.joint.page}-{outcome.joint.page + 1}: {names}"
    )
