"""How much of a plan comes out right: rows, fields, headers, words, seconds.

    python -m benchmarks.items                                    runs the pipeline on samples/
    python -m benchmarks.items --truth DIR --run OUTDIR           measures a run made before
    python -m benchmarks.items --generate N --seed S --degrade office --kind improvement_plan
    python -m benchmarks.items --floors benchmarks/floors.json    exit 1 if a figure fell below

Truth files are ``<stem>.json``: ``document`` (columns of ``documents``), ``items`` (columns of
``items``), ``text`` (printed lines of each page) and ``group``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks._match import CORE, FURTHER, ROW, Matched, Row, character_error
from benchmarks._print import percent, table
from benchmarks._runs import RunDocument, Timing, Truth, load_run, load_truth, run_pipeline
from benchmarks._scores import Scores, below_floors, by_group, header_right, score

_CORE_NAMES = tuple(wanted.name for wanted in CORE)
_NAMING = ("criteria", "action")
_ALL_NAMES = (*_CORE_NAMES, ROW, *(wanted.name for wanted in FURTHER))

LEGEND = """\
Per cent. P precision, R recall, F1; sums over documents (micro average), rows paired one to one.
criterion  column criteria, exact            owner  column owners, exact as a set of roles
dates      start_date and end_date, exact    action at most 5 % of its characters wrong
row        criterion, action, owner and both dates right in one row
A value that is wrong counts against precision and recall, a lost row against recall, an invented
row against precision. An empty value that should be empty counts for nothing, except within row.
A column that a true row does not name is empty there; "-" where there was nothing to count.
extra tasks: the truth of a plan with tables lists its table rows only, so rows of kind "task" that
the program read from the prose of such a plan are counted there and NOWHERE ELSE: neither for nor
against precision.
header     fields of documents.csv right, empty ones included
WER        words wrong per printed word: repaired / as read / repaired, blind to order (bag)
s/page     wall seconds of the group per page, each group run by itself, all processes together;
           their start is left out, loading the models (once a group) is not; "-" for a run made
           before"""


def group_table(groups: Mapping[str, Scores]) -> str:
    """Return one line per group: sizes, F1 of each core field, header, words, seconds."""
    heads = ["group", "docs", "pages", "rows", "found", "extra tasks"]
    heads += [*(f"{name} F1" for name in _CORE_NAMES), "row P", "row R", "row F1"]
    heads += ["header", "WER", "raw WER", "bag WER", "s/page"]
    return table(heads, [[name, *_group_cells(scores)] for name, scores in groups.items()])


def _group_cells(scores: Scores) -> list[str]:
    row = scores.fields.get(ROW)
    metrics = scores.metrics()
    seconds = metrics.get("seconds_a_page")
    cells = [scores.documents, scores.pages, scores.truth_rows, scores.found_rows]
    return [
        *(str(cell) for cell in cells),
        str(scores.extra_tasks),
        *(percent(scores.f1(name)) for name in _CORE_NAMES),
        *(percent(v) for v in ((row.precision, row.recall, row.f1) if row else (None,) * 3)),
        percent(scores.header_accuracy),
        *(percent(metrics.get(name)) for name in ("wer", "raw_wer", "bag_wer")),
        "-" if seconds is None else f"{seconds:.2f}",
    ]


def field_table(scores: Scores) -> str:
    """Return one line per field of the rows: precision, recall, F1 and counts over all."""
    rows = [
        [name, *(percent(v) for v in (c.precision, c.recall, c.f1)), *map(str, (c.tp, c.fp, c.fn))]
        for name, c in ((name, scores.fields.get(name)) for name in _ALL_NAMES)
        if c is not None and c.total
    ]
    return table(["field", "P", "R", "F1", "right", "false", "lost"], rows, "Fields, all documents")


def header_table(groups: Mapping[str, Scores]) -> str:
    """Return header accuracy per field of ``documents`` and group."""
    rows = []
    for name in groups["all"].header:
        told = (scores.header.get(name) for scores in groups.values())
        rows.append([name, *(percent(h[0] / h[1] if h else None) for h in told)])
    return table(["header field", *groups], rows, "Header, % right")


def document_table(scored: Sequence[tuple[Truth, Scores]]) -> str:
    """Return one line per document: F1 of the core fields, precision and recall of whole rows."""
    heads = ["document", "group", "pages", "rows", "found", "extra tasks"]
    heads += [*(f"{name} F1" for name in _CORE_NAMES), "row P", "row R", "row F1"]
    heads += ["header", "WER"]
    rows = []
    for truth, scores in scored:
        cells = _group_cells(scores)
        rows.append([truth.stem, truth.group, *cells[1:14]])
    return table(heads, rows, "Documents")


def misses(truth: Truth, run: RunDocument | None, matched: Matched) -> list[str]:
    """Return an entry for each value that is wrong: what should stand, what stands."""
    found = run.items if run else ()
    read = run.document if run else {}
    lines = [
        f"{truth.stem} header: {name}\n    true  {value!r}\n    found {read.get(name, '')!r}"
        for name, value in truth.document.items()
        if name != "pages" and not header_right(name, value, read.get(name, ""))
    ]
    lines += [
        f"{truth.stem} row {t + 1}: {wanted.name}{_how_far(wanted.name, truth.items[t], found[f])}"
        f"\n    true  {_shown(truth.items[t], wanted.columns)}"
        f"\n    found {_shown(found[f], wanted.columns)}"
        for t, f in matched.pairs
        for wanted in CORE
        if not wanted.right(truth.items[t], found[f])
    ]
    lines += [
        f"{truth.stem} row {t + 1}: lost\n    true  {_shown(truth.items[t], _NAMING)}"
        for t in matched.missed
    ]
    lines += [
        f"{truth.stem}: invented ({found[f].get('kind')})\n    found {_shown(found[f], _NAMING)}"
        for f in matched.surplus
    ]
    return lines


def _how_far(name: str, truth: Row, row: Row) -> str:
    if name != "action":
        return ""
    return f" ({100 * character_error(truth.get('action', ''), row.get('action', '')):.1f} % off)"


def _shown(row: Row, columns: Sequence[str]) -> str:
    return " | ".join(repr(row.get(name, "").strip()) for name in columns)


def report(
    scored: Sequence[tuple[Truth, Scores]], groups: Mapping[str, Scores], timing: Timing
) -> dict[str, object]:
    """Return the figures as the JSON report holds them."""
    return {
        "groups": {name: scores.metrics() for name, scores in groups.items()},
        "documents": {
            truth.stem: {"group": truth.group, **scores.metrics()} for truth, scores in scored
        },
        "not_read": groups["all"].missing,
        "seconds": {"total": timing.total, "start_up": timing.start_up},
    }


def measure(
    truths: Mapping[str, Truth], runs: Mapping[str, RunDocument]
) -> list[tuple[Truth, Scores, Matched]]:
    """Score every document that has a truth, in the order of groups and names."""
    ordered = sorted(truths.values(), key=lambda truth: (truth.group, truth.stem))
    return [(truth, *score(truth, runs.get(truth.stem))) for truth in ordered]


def _time_groups(groups: dict[str, Scores], timing: Timing) -> None:
    for name, seconds in timing.groups.items():
        groups[name].seconds = seconds
    if timing.groups:
        groups["all"].seconds = sum(timing.groups.values())


def _generated(arguments: argparse.Namespace, folder: Path) -> None:
    from samples.generate import KINDS, generate

    kinds = (arguments.kind,) if arguments.kind else KINDS
    generate(folder, arguments.seed, arguments.generate, kinds, arguments.degrade)


def _read(arguments: argparse.Namespace, work: Path) -> tuple[dict[str, Truth], Path, Timing]:
    """Return the truths, the folder of the run, and its times; make what is missing."""
    plans = Path(arguments.samples)
    if arguments.generate:
        plans = (Path(arguments.keep) if arguments.keep else work) / "plans"
        _generated(arguments, plans)
    truths = load_truth(Path(arguments.truth or plans / "truth"))
    if arguments.only:
        truths = {stem: t for stem, t in truths.items() if arguments.only in (stem, t.group)}
    if arguments.run:
        return truths, Path(arguments.run), Timing()
    out = Path(arguments.keep) if arguments.keep else work / "run"
    return truths, out, run_pipeline([str(plans)], out, truths, arguments.jobs, arguments.engine)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 if a floor is missed."""
    asked = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kehoach-bench-") as work:
        try:
            truths, out, timing = _read(asked, Path(work))
            runs = load_run(out)
        except FileNotFoundError as error:
            print(error, file=sys.stderr)
            return 2
    measured = measure(truths, runs)
    scored = [(truth, scores) for truth, scores, _ in measured]
    groups = by_group(scored)
    _time_groups(groups, timing)
    _print_all(scored, groups, timing)
    if asked.misses:
        lines = [line for t, _, m in measured for line in misses(t, runs.get(t.stem), m)]
        print("\nWrong values", *lines[: asked.misses], sep="\n")
    if asked.json:
        text = json.dumps(report(scored, groups, timing), ensure_ascii=False, indent=1)
        Path(asked.json).write_text(text + "\n", encoding="utf-8")
    return _floors(groups, asked.floors) if asked.floors else 0


def _print_all(
    scored: Sequence[tuple[Truth, Scores]], groups: Mapping[str, Scores], timing: Timing
) -> None:
    parts = [document_table(scored), group_table(groups), field_table(groups["all"])]
    parts += [header_table(groups), LEGEND]
    print("\n\n".join(parts))
    if groups["all"].missing:
        print("\nNOT READ (all their rows count as lost):", ", ".join(groups["all"].missing))
    if timing.total:
        print(f"\n{timing.total:.1f} s in all, of which {timing.start_up:.1f} s start-up")


def _floors(groups: Mapping[str, Scores], path: str) -> int:
    floors = json.loads(Path(path).read_text(encoding="utf-8"))
    floors = {k: v for k, v in floors.items() if k.split(":")[0] != "meaning"}  # their own tool
    problems = below_floors(groups, floors)
    print()
    for problem in problems:
        print("BELOW ITS FLOOR", problem)
    if not problems:
        print("every floor is kept")
    return 1 if problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.items")
    parser.add_argument("--truth", help="folder of truth files (default: SAMPLES/truth)")
    parser.add_argument("--run", help="output folder of a run; without it the pipeline is run")
    parser.add_argument("--samples", default="samples", help="folder of the documents")
    parser.add_argument("--only", help="one group or one document")
    parser.add_argument("--keep", help="folder to keep the run (and generated plans) in")
    parser.add_argument("--engine", default="", help="what reads; as for kehoach run")
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0 is one per core")
    parser.add_argument("--generate", type=int, default=0, metavar="N", help="make N plans first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--degrade", default="office", help="how generated plans are spoiled")
    parser.add_argument("--kind", help="kind of the generated plans (default: all kinds)")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N wrong values")
    parser.add_argument("--json", help="file to write all figures to")
    parser.add_argument("--floors", help='JSON file {"group": {"row_f1": 0.9}}')
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
