"""The ICDAR 2013 table competition, whole task: only the PDF is given.

Run ``python -m benchmarks.icdar2013 FOLDER`` where FOLDER holds ``NAME.pdf``, ``NAME-str.xml``
(truth) and ``NAME-reg.xml`` (table regions). It prints precision, recall and F1 of cell adjacency
relations, over all relations and as the mean of the documents, for this project and other tools;
"folded" is F1 over all relations with texts compared as the competition does, blind to case and
punctuation (the truth of some documents writes "ireland" where the page has "Ireland").
Each tool runs in a process of its own; failures and documents over the time limit have no tables.
"camelot, best each" takes for every document the flavour that comes out best.
"""

from __future__ import annotations

import argparse
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pymupdf

from benchmarks._adjacency import (
    FlatCell,
    FlatTable,
    Normalise,
    Score,
    compare,
    lenient,
    strict,
)
from benchmarks._table_tools import TOOLS, Tool, ours, outcomes


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF and its truth; some have two, of which the better match counts."""

    name: str
    path: Path
    truths: tuple[tuple[FlatTable, ...], ...]


def documents(folder: Path) -> list[Document]:
    """Return the documents of the set; ``eu-009a`` and ``eu-009b`` are two truths of one.

    Raises:
        FileNotFoundError: the folder holds no PDF with truth.
    """
    found: list[Document] = []
    for path in sorted(folder.glob("*.pdf")):
        stem = re.sub(r"(?<=\d)[a-z]$", "", path.stem)
        names = [path.stem, *(f"{stem}{letter}" for letter in "abc")]
        truths = [folder / f"{name}-str.xml" for name in dict.fromkeys(names)]
        read = tuple(_truth(t, path) for t in truths if t.exists())
        if read:
            found.append(Document(path.stem, path, read))
    if not found:
        raise FileNotFoundError(f"no PDF with truth in {folder}")
    return found


def _truth(structure: Path, pdf: Path) -> tuple[FlatTable, ...]:
    regions = _regions(structure.with_name(structure.name.replace("-str.xml", "-reg.xml")))
    tables: list[FlatTable] = []
    with pymupdf.open(pdf) as document:
        for table in ET.parse(structure).getroot().findall("table"):
            for region in table.findall("region"):
                number = int(region.get("page", "1"))
                cells = tuple(_cell(cell) for cell in region.findall("cell"))
                boxes = [_box(cell) for cell in region.findall("cell")]
                key = (table.get("id", ""), region.get("id", ""))
                box = regions.get(key) or _around(boxes)
                page = document[number - 1]
                tables.append(FlatTable(number, _displayed(page, box), cells))
    return tuple(tables)


def _regions(path: Path) -> dict[tuple[str, str], tuple[float, float, float, float]]:
    if not path.exists():
        return {}
    return {
        (table.get("id", ""), region.get("id", "")): _box(region)
        for table in ET.parse(path).getroot().findall("table")
        for region in table.findall("region")
    }


def _cell(cell: ET.Element) -> FlatCell:
    row, col = int(cell.get("start-row", "0")), int(cell.get("start-col", "0"))
    last_row, last_col = int(cell.get("end-row", row)), int(cell.get("end-col", col))
    text = cell.findtext("content") or ""
    return FlatCell(row, col, max(last_row - row, 0) + 1, max(last_col - col, 0) + 1, text)


def _box(element: ET.Element) -> tuple[float, float, float, float]:
    box = element.find("bounding-box")
    if box is None:
        return (0.0, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = (float(box.get(k, "0")) for k in ("x1", "y1", "x2", "y2"))
    return (x0, y0, x1, y1)


def _around(boxes: Sequence[tuple[float, ...]]) -> tuple[float, float, float, float]:
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _displayed(
    page: pymupdf.Page, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Return a box with its origin bottom left, as the truth has it, with its origin top left.

    The truth counts from the corner of the page as displayed, after its rotation.
    """
    x0, y0, x1, y1 = box
    height = page.rect.height
    return (x0, height - y1, x1, height - y0)


class Scored(NamedTuple):
    """A document's counts under both ways to compare texts."""

    strict: Score
    lenient: Score


def best(
    truths: Sequence[Sequence[FlatTable]],
    found: Sequence[FlatTable],
    normalise: Normalise = strict,
) -> Score:
    """Return the score against the truth that fits best."""
    scores = (compare(truth, found, normalise) for truth in truths)
    return max(scores, key=lambda score: score.f1)


@dataclass(slots=True)
class Result:
    """A tool's scores by document, its failures and its seconds."""

    scores: dict[str, Scored]
    failures: dict[str, str]
    seconds: float


def run(tool: Tool, documents_: Sequence[Document], limit: float) -> Result:
    """Return a tool's result; a document that fails or takes too long has no tables."""
    result = Result({}, {}, 0.0)
    given = outcomes(tool, [d.path for d in documents_], limit)
    for document, outcome in zip(documents_, given, strict=True):
        truths, tables = document.truths, outcome.tables
        result.scores[document.name] = Scored(best(truths, tables), best(truths, tables, lenient))
        result.seconds += outcome.seconds
        if outcome.failure:
            result.failures[document.name] = outcome.failure
    return result


def best_of(results: Sequence[Result]) -> Result:
    """Return the best result for each document, as one who knew the truth would choose."""
    scores: dict[str, Scored] = {}
    for name in results[0].scores:
        scores[name] = max((r.scores[name] for r in results), key=lambda s: s.strict.f1)
    return Result(scores, {}, sum(r.seconds for r in results))


def line(name: str, result: Result) -> str:
    """Return one row of the result table."""
    counts = [s.strict for s in result.scores.values()]
    total = sum(counts, Score())
    folded = sum((s.lenient for s in result.scores.values()), Score())
    n = len(counts)
    precision = sum(s.precision for s in counts) / n
    recall = sum(s.recall for s in counts) / n
    mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return (
        f"{name:<18} {total.precision:6.4f} {total.recall:6.4f} {total.f1:6.4f}   "
        f"{precision:6.4f} {recall:6.4f} {mean:6.4f}   {folded.f1:6.4f}   "
        f"{len(result.failures):6}   {result.seconds:7.1f}"
    )


HEAD = (
    f"{'':<18} {'all relations':<20}   {'mean of documents':<20}   folded\n"
    f"{'':<18} {'P':<6} {'R':<6} {'F1':<6}   {'P':<6} {'R':<6} {'F1':<6}   {'F1':<6}   "
    "failed   seconds"
)


def run_all(
    tools: Mapping[str, Tool], documents_: Sequence[Document], limit: float, each: bool
) -> None:
    """Run the tools one after another and print a line for each, or each document's too."""
    print(HEAD)
    results: dict[str, Result] = {}
    for name, tool in tools.items():
        results[name] = result = run(tool, documents_, limit)
        print(line(name, result), flush=True)
        for document, scored in result.scores.items() if each else ():
            s = scored.strict
            why = result.failures.get(document, "")
            print(f"    {document:<12} P {s.precision:.3f} R {s.recall:.3f} F1 {s.f1:.3f} {why}")
    camelots = [result for name, result in results.items() if name.startswith("camelot")]
    if camelots:
        print(line("camelot, best each", best_of(camelots)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ours", action="store_true", help="leave the other tools out")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds for one document")
    parser.add_argument("--documents", action="store_true", help="print each document's F1 too")
    options = parser.parse_args(arguments)
    found = documents(options.folder)
    tools: dict[str, Tool] = {"kehoach": ours} if options.ours else {"kehoach": ours, **TOOLS}
    print(f"{len(found)} documents, {sum(len(d.truths[0]) for d in found)} tables")
    run_all(tools, found, options.limit, options.documents)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
