"""Who does what by when: tasks of invented papers, held against what a person reads in them.

    python -m benchmarks.meaning                                  runs the pipeline on cases/docs
    python -m benchmarks.meaning -v                               and says what is lost or wrong
    python -m benchmarks.meaning --only water-program -v          one document
    python -m benchmarks.meaning --set DIR                        documents and truth of your own
    python -m benchmarks.meaning --run OUTDIR                     measures a run made before
    python -m benchmarks.meaning --floors benchmarks/floors.json  exit 1 if a figure fell below
    python -m benchmarks.meaning --set benchmarks/cases_third --floors benchmarks/floors.json

Truth files are ``<stem>.json``: ``document`` (columns of ``documents``), ``items`` (``action``,
``owner``, ``support``, ``start_date``, ``end_date``, ``criteria``, ``must``). They stand in
``SET/truth`` or beside SET in ``truth``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks._print import percent, table
from benchmarks._runs import RunDocument, Truth, load_run, load_truth, run_pipeline
from benchmarks._scores import below_floors
from benchmarks._tasks import Judgement, Tally, judge, judge_header

CASES = Path(__file__).parent / "cases"
FLOORS = "meaning"
"""The entry of a floors file that speaks of these figures; other sets have entries of their own."""

LEGEND = """\
must      tasks that name who or by when      found     those whose text is in a row
right     found, with owner, both dates and criteria of the truth
silent    found, some value wrong, confidence 0.9 or more and no flag that speaks of that value
invented  rows that are no task of the document (a piece of one is no invention)
header    fields of the letterhead that are right, of those the truth tells
row F1    2 right / (must + found + invented)
A task the truth marks "must": false may be listed or not."""


def judge_document(truth: Truth, run: RunDocument | None) -> Judgement:
    """Compare one document; a file the run lacks has lost every task and header field."""
    told = {name: "" for name, value in truth.document.items() if isinstance(value, str)}
    head = judge_header(truth.document, run.document if run else told)
    body = judge(truth.items, run.items if run else ())
    body.tally.add(head.tally)
    return Judgement(body.tally, [*body.notes, *head.notes])


def document_table(judged: Mapping[str, Judgement], total: Tally) -> str:
    """Return one line of counts per document, and their sum."""
    heads = ["document", *list(asdict(total))[:-1]]
    named = [*((stem, one.tally) for stem, one in judged.items()), ("all", total)]
    return table(heads, [[stem, *_cells(tally)] for stem, tally in named])


def _cells(tally: Tally) -> list[str]:
    *counts, header, headers = asdict(tally).values()
    return [*map(str, counts), f"{header}/{headers}"]


def figures(total: Tally) -> str:
    """Return the shares on one line, per cent."""
    shares = total.metrics()
    named = (("row F1", "row_f1"), ("found", "found"), ("silent", "silent"), ("header", "header"))
    return ", ".join(f"{title} {percent(shares.get(name))}" for title, name in named)


def missed_floors(total: Tally, path: Path, name: str = "docs") -> list[str]:
    """Return one line for each figure below its floor (above its ceiling, for silent errors).

    ``name`` is the set as asked for: "meaning:cases_third" in the file speaks of that folder.
    """
    floors = json.loads(path.read_text(encoding="utf-8"))
    entry = FLOORS if name == "docs" else f"{FLOORS}:{_folder(name)}"
    return below_floors({entry: total}, {entry: floors.get(entry, {})})


def _folder(name: str) -> str:
    path = Path(name)
    return path.parent.name if path.name == "docs" else path.name


def _places(name: str) -> tuple[Path, Path]:
    """Return the folder of the documents and that of their truth."""
    documents = CASES / name if (CASES / name).is_dir() else Path(name)
    inside = documents / "truth"
    if inside.is_dir() and (documents / "docs").is_dir():
        return documents / "docs", inside
    return documents, inside if inside.is_dir() else documents.parent / "truth"


def _read(asked: argparse.Namespace, work: Path) -> tuple[dict[str, Truth], dict[str, RunDocument]]:
    documents, truth = _places(asked.set)
    truths = load_truth(truth)
    if asked.only:
        truths = {stem: one for stem, one in truths.items() if stem in asked.only}
    out = Path(asked.run or asked.keep or work / "run")
    if not asked.run:
        run_pipeline([str(documents)], out, truths, asked.jobs)
    return truths, load_run(out)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 if a floor is missed, 2 if there is nothing to measure."""
    asked = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kehoach-bench-") as work:
        try:
            truths, runs = _read(asked, Path(work))
        except FileNotFoundError as error:
            print(error, file=sys.stderr)
            return 2
    judged = {stem: judge_document(one, runs.get(stem)) for stem, one in truths.items()}
    total = Tally()
    for one in judged.values():
        total.add(one.tally)
    if asked.verbose:
        for stem, one in judged.items():
            print("\n".join([f"{stem}:", *(f"  {note}" for note in one.notes)]))
    print("\n\n".join([document_table(judged, total), LEGEND, figures(total)]))
    if asked.json:
        report = {"all": total.metrics()} | {s: asdict(one.tally) for s, one in judged.items()}
        text = json.dumps(report, ensure_ascii=False, indent=1)
        Path(asked.json).write_text(text + "\n", encoding="utf-8")
    if not asked.floors:
        return 0
    problems = missed_floors(total, Path(asked.floors), asked.set)
    print("", *(f"BELOW ITS FLOOR {problem}" for problem in problems), sep="\n")
    if not problems:
        print("every floor is kept")
    return 1 if problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.meaning")
    parser.add_argument("--set", default="docs", help="folder in benchmarks/cases, or any folder")
    parser.add_argument("--only", nargs="*", metavar="STEM", help="these documents")
    parser.add_argument("--run", help="output folder of a run; without it the pipeline is run")
    parser.add_argument("--keep", help="folder to keep the run in")
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0 is one per core")
    parser.add_argument("--json", help="file to write all figures to")
    parser.add_argument("--floors", help='JSON file {"meaning": {"row_f1": 0.5, "silent": 0.1}}')
    parser.add_argument("-v", "--verbose", action="store_true", help="say what is not right")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
