"""Is a row with confidence 0.9 right nine times in ten?

``python -m benchmarks.row_confidence TRUTH=RUN ...`` pairs the rows of runs with their truth as
``benchmarks.items`` does and prints, by confidence, how many rows are wholly right (criterion,
action, owner and both dates); the Brier score; the expected calibration error (Naeini, Cooper and
Hauskrecht 2015: mean gap between confidence and share right, weighted by rows); and the area under
the ROC curve, the chance that a right row has the higher confidence of a right and a wrong one.
Rows that were invented count as wrong; rows that were lost have no confidence.

``--cases TRUTH=RUN ...`` adds the rows of case documents, judged as ``benchmarks.meaning`` does.
``--generate N --seed S`` makes and reads N plans for each degradation first. ``--fit`` prints new
weights for ``pipeline.rows.confidence``, by penalised logistic regression with weights that are not
negative; fit on one seed, measure on another.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from dataclasses import fields as parts
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks._match import CORE, compare_rows
from benchmarks._runs import load_run, load_truth, run_pipeline
from benchmarks._tasks import verdicts
from extractors.types import Change, FieldValue
from pipeline.rows.confidence import WEIGHTS, Evidence, evidence_of, row_confidence
from samples.generate import KINDS, generate

_DEGRADATIONS = ("pdf", "office", "archive", "faint", "dark")
_BINS = (0.0, 0.5, 0.7, 0.85, 0.95, 1.001)
_PENALTY = 0.02
_LEAST = {
    "weakest": 1.5,
    "unsure": 1.5,
    "doubts": 1.0,
    "mended": 0.3,
    "inferred": 0.3,
    "repaired": 0.1,
}
"""Least weights: case documents judge owner, dates and codes alone, so that misread letters of the
work, and doubts few of their rows have, would count for nothing."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of a run: its evidence, and whether it is wholly right."""

    evidence: Evidence
    right: bool


def judged_rows(truth: Path, run: Path) -> Iterator[Judged]:
    """Yield every row of a run's documents, tasks of the prose of plans with tables left out."""
    found = load_run(run)
    for stem, document in load_truth(truth).items():
        read = found.get(stem)
        if read is None:
            continue
        matched = compare_rows(document.items, read.items)
        for t, f in matched.pairs:
            true, row = document.items[t], read.items[f]
            yield Judged(_evidence(row), all(wanted.right(true, row) for wanted in CORE))
        yield from (Judged(_evidence(read.items[f]), False) for f in matched.surplus)


def judged_tasks(truth: Path, run: Path) -> Iterator[Judged]:
    """Yield every row of a run's case documents that is a task of the truth, or none at all."""
    found = load_run(run)
    for stem, document in load_truth(truth).items():
        rows = found[stem].items if stem in found else ()
        for row, right in verdicts(document.items, rows):
            yield Judged(_evidence(dict(row)), right)


def _evidence(row: dict[str, str]) -> Evidence:
    raw = json.loads(row["raw"])
    values = {
        name: FieldValue(
            text=value["text"],
            raw=value["raw"],
            page=1,
            conf=value["conf"],
            changes=tuple(
                Change(c["start"], c["end"], c["from"], c["to"], c["p"], c["applied"])
                for c in value["changes"]
            ),
        )
        for name, value in raw["fields"].items()
    }
    return evidence_of(values, raw["table"], row["flags"].split(";"))


def fitted(rows: Sequence[Judged]) -> tuple[float, ...]:
    """Return the weights that make the rows likeliest; see ``pipeline.rows.confidence.WEIGHTS``."""
    against = np.array([astuple(row.evidence) for row in rows])
    right = np.array([row.right for row in rows], float)

    def loss(weights: Floats) -> float:
        odds = weights[0] - against @ weights[1:]
        likely = right * np.logaddexp(0, -odds) + (1 - right) * np.logaddexp(0, odds)
        return float(likely.sum() + _PENALTY * (weights[1:] ** 2).sum())

    bounds = [(-10.0, 10.0)] + [(_LEAST.get(p.name, 0.0), 30.0) for p in parts(Evidence)]
    found = minimize(loss, np.array(WEIGHTS), method="L-BFGS-B", bounds=bounds)
    return tuple(round(float(w), 2) for w in found.x)


def report(rows: Sequence[Judged], weights: tuple[float, ...]) -> str:
    """Return the table of confidence against share right, and the scores under it."""
    said = np.array([row_confidence(row.evidence, weights) for row in rows])
    right = np.array([row.right for row in rows], float)
    out = ["confidence   rows  mean conf  % right", "----------  -----  ---------  -------"]
    gap = 0.0
    for low, high in zip(_BINS, _BINS[1:], strict=False):
        within = (said >= low) & (said < high)
        if not within.any():
            continue
        mean, share = float(said[within].mean()), float(right[within].mean())
        gap += within.mean() * abs(mean - share)
        name = f"{low:.2f}-{min(high, 1.0):.2f}"
        out.append(f"{name:<10}  {int(within.sum()):5d}  {mean:9.3f}  {100 * share:7.1f}")
    brier = float(((said - right) ** 2).mean())
    out.append(f"rows {len(rows)}, right {100 * right.mean():.1f} %, Brier {brier:.4f}")
    out.append(f"expected calibration error {gap:.4f}, ROC area {_area(said, right):.3f}")
    return "\n".join(out)


def _area(said: Floats, right: Floats) -> float:
    good, bad = said[right > 0], said[right == 0]
    if not good.size or not bad.size:
        return float("nan")
    higher = (good[:, None] > bad[None, :]).mean() + 0.5 * (good[:, None] == bad[None, :]).mean()
    return float(higher)


def _generated(folder: Path, count: int, seed: int, jobs: int) -> list[tuple[Path, Path]]:
    pairs = []
    for how in _DEGRADATIONS:
        plans, out = folder / how, folder / f"{how}-run"
        generate(plans, seed, count, KINDS, how)
        truths = load_truth(plans / "truth")
        run_pipeline([str(plans)], out, truths, jobs)
        pairs.append((plans / "truth", out))
    return pairs


def _pairs(named: Sequence[str]) -> list[tuple[Path, Path]]:
    return [(Path(t), Path(r)) for t, _, r in (run.partition("=") for run in named)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure or fit; return 0."""
    parser = argparse.ArgumentParser(description="Is the confidence of rows the share right?")
    parser.add_argument("runs", nargs="*", help="TRUTH=RUN: folder of truth, folder of a run")
    parser.add_argument("--cases", nargs="*", default=(), metavar="TRUTH=RUN")
    parser.add_argument("--generate", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--keep", default="", help="folder to keep generated plans and runs in")
    parser.add_argument("--fit", action="store_true")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(chosen.keep or scratch)
        pairs, cases = _pairs(chosen.runs), _pairs(chosen.cases)
        if chosen.generate:
            pairs += _generated(folder, chosen.generate, chosen.seed, chosen.jobs)
        if not pairs and not cases:
            parser.error("no runs: give TRUTH=RUN or --generate N")
        rows = [row for truth, run in pairs for row in judged_rows(truth, run)]
        rows += [row for truth, run in cases for row in judged_tasks(truth, run)]
    weights = fitted(rows) if chosen.fit else WEIGHTS
    if chosen.fit:
        print(f"WEIGHTS: Final = {weights}")
    print(report(rows, weights))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
