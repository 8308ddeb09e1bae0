"""Tables in many layouts, spoiled in several ways: rows right, structure right, other tools.

    python -m benchmarks.tables                        all layouts as pdf, office, archive
    python -m benchmarks.tables --quick                a few layouts, for continuous integration
    python -m benchmarks.tables --layouts 24 --degrade office --no-others --misses 40
    python -m benchmarks.tables --joints 200           rows at page breaks

``--check`` makes the exit code 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks._match import ROW
from benchmarks.items import misses
from benchmarks.tables import joints
from benchmarks.tables.cases import Case, Reading, cases_of, read
from benchmarks.tables.grids import wrong_grids
from benchmarks.tables.measure import (
    BARS,
    Rows,
    ToolResult,
    others,
    our_structure,
    run_tool,
    score_rows,
)
from benchmarks.tables.report import LEGEND, document_table, row_table, split_table, tool_table
from samples.generate import FORMS, generate_layouts
from samples.generator.layouts import chosen

_QUICK_LAYOUTS = 5
_DEGRADES = ("pdf", "office", "archive")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 if asked to check and a bar is missed."""
    asked = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kehoach-tables-") as work:
        folder = asked.keep or Path(work)
        if asked.joints:
            met = [_joints(asked, degrade, folder) for degrade in asked.degrade or ("office",)]
        else:
            wanted = asked.degrade or (("pdf", "office") if asked.quick else _DEGRADES)
            met = [_measure(asked, degrade, folder / degrade) for degrade in wanted]
    return 0 if all(met) or not asked.check else 1


def _joints(asked: argparse.Namespace, degrade: str, folder: Path) -> bool:
    return joints.measure(
        folder / f"joints-{degrade}",
        asked.joints,
        asked.seed,
        degrade=degrade,
        jobs=asked.jobs,
        shown=asked.misses,
    )


def _measure(asked: argparse.Namespace, degrade: str, folder: Path) -> bool:
    """Measure the layouts spoiled in one way, print, and say whether the bar is met."""
    count = asked.layouts or (_QUICK_LAYOUTS if asked.quick else 0)
    layouts = [layout for layout in chosen(count) if asked.only in layout.name]
    cases = cases_of(generate_layouts(folder / "plans", asked.seed, layouts, degrade))
    reading = read(cases, folder / "run", asked.jobs, engine=asked.engine)
    rows, ours = score_rows(cases, reading), our_structure(cases, reading)
    pages = sum(len(case.truth.text) for case in cases)
    sizes = f"{len(cases)} layouts, {pages} pages, {rows.total} rows"
    print(f"\n=== {degrade}: {sizes}, seed {asked.seed}")
    print(f"rows lost {rows.lost}, invented {rows.invented}; {ours.seconds / pages:.2f} s/page")
    for failed in reading.unread():
        print("NOT READ:", failed)
    parts = [row_table(rows), split_table(cases, rows, ours), document_table(cases, rows, ours)]
    print("", *parts, LEGEND, sep="\n\n", flush=True)
    _print_wrong(asked, cases, reading, rows)
    tools: dict[str, ToolResult] = {"kehoach": ours}
    if not asked.no_others:
        for name, tool in others(degrade, few=asked.quick).items():
            tools[name] = run_tool(tool, cases, asked.limit)
    print("", tool_table(tools, sum(len(case.tables) for case in cases)), sep="\n", flush=True)
    return bar_met(degrade, rows.counts(ROW).f1)


def _print_wrong(
    asked: argparse.Namespace, cases: Sequence[Case], reading: Reading, rows: Rows
) -> None:
    """Print wrong values and wrong grids where they are asked for."""
    if asked.misses:
        lines = [
            line
            for case in cases
            for stem in (case.path.stem,)
            for line in misses(case.truth, reading.runs.get(stem), rows.documents[stem])
            if " header: " not in line
        ]
        print("\nWrong values", *lines[: asked.misses], sep="\n", flush=True)
    if asked.grids:
        print("\nWrong grids", *wrong_grids(cases, reading), sep="\n", flush=True)


def bar_met(degrade: str, f1: float) -> bool:
    """Print and say whether row F1 reaches what is asked for; true where nothing is asked for."""
    if degrade not in BARS:
        return True
    met = f1 >= BARS[degrade]
    verdict = "met" if met else "MISSED"
    print(f"\nbar {verdict}: row F1 {100 * f1:.1f} of {100 * BARS[degrade]:.1f} for {degrade}")
    return met


def _parser() -> argparse.ArgumentParser:
    about = __doc__ or ""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.tables",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--layouts", type=int, default=0, metavar="N", help="N layouts; 0 is all")
    parser.add_argument("--only", default="", metavar="TEXT", help="layouts so named: full, -12-")
    parser.add_argument("--quick", action="store_true", help="a few layouts and tools")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--degrade", choices=FORMS, action="append", help="may be repeated")
    parser.add_argument("--joints", type=int, default=0, metavar="N", help="N page breaks instead")
    parser.add_argument("--no-others", action="store_true", help="leave the other tools out")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds a tool has a document")
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0 is one per core")
    parser.add_argument("--engine", default="", help="what reads; as for kehoach run")
    parser.add_argument("--keep", type=Path, help="folder to keep plans and runs in")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N wrong values")
    parser.add_argument("--grids", action="store_true", help="show tables of wrong structure")
    parser.add_argument("--check", action="store_true", help="exit 1 where a bar is missed")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
