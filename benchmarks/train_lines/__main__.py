"""Fit the weights of ``extractors/ocr/lines/weights.json`` on generated lines.

    python -m benchmarks.train_lines --keep FOLDER [--lines N] [--seed N]

Half of the plans are for the fast reader and for the choice between two, the other half for how
sure the chosen reading is: a model is not asked about what it was fitted on. Readings are kept in
``--keep`` (pickles of this program's own making), so that a fit takes seconds.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import cv2

from benchmarks.readers.lines import FORMS, pages_of_lines
from benchmarks.readers.readings import ReadLine, with_readings
from benchmarks.train_lines.examples import Examples, decode_all, fast_examples, judged
from benchmarks.train_lines.fit import calibration_error, fitted
from extractors.ocr.choose import get_engine
from extractors.ocr.lines import judge
from extractors.ocr.lines.fast import fast_reader
from extractors.ocr.lines.judge import Model, chosen_evidence

_FAMILIES = ("Serif", "Sans", "Serif", "DejaVuSansCondensed")
_SHARES = {"office": 3, "archive": 3}
"""Times as many lines of the usual copies as of others."""


def readings(form: str, lines: int, seed: int, kept: Path) -> list[ReadLine]:
    """Return lines as both readers read them, from ``kept`` where they are there already."""
    path = kept / f"{form}-{seed}-{lines}.pickle"
    if path.exists():
        return list(pickle.loads(path.read_bytes()))
    engine, fast = get_engine(), fast_reader()
    pages = pages_of_lines(form, lines, seed, _FAMILIES)
    out = [line for page in pages for line in with_readings(page, engine, fast)]
    kept.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(out))
    return out


def fit(first: list[ReadLine], second: list[ReadLine]) -> Iterator[tuple[str, Model]]:
    """Yield the models by name; each is used by those after it."""
    said = decode_all(first)
    found = fast_examples(first, said)
    yield "fast", _told("fast", found)
    choices = Examples()
    for stretch in (s for line in judged(first, said) for s in line):
        if not stretch.met.agree and stretch.engine != stretch.fast:
            choices.add(stretch.met.evidence, stretch.engine)
    yield "engine", _told("engine", choices)
    agreed, chosen = Examples(), Examples()
    for stretch in (s for line in judged(second, decode_all(second)) for s in line):
        if stretch.met.agree:
            agreed.add(stretch.met.evidence, stretch.engine)
        else:
            by_engine = judge.chance("engine", stretch.met.evidence)
            right = stretch.engine if by_engine >= 0.5 else stretch.fast
            chosen.add(chosen_evidence(stretch.met.evidence, by_engine), right)
    yield "agreed", _told("agreed", agreed)
    yield "chosen", _told("chosen", chosen)


def _told(name: str, found: Examples) -> Model:
    model = fitted(found.evidence, found.right)
    chances = [model.chance(evidence) for evidence in found.evidence]
    error = calibration_error(chances, found.right)
    share = sum(found.right) / len(found.right)
    print(f"{name}: {len(found.right)} examples, {share:.4f} right, calibration {error:.4f}")
    return model


def write(models: dict[str, Model], command: str) -> None:
    """Write the weights, and let this process use them."""
    text = {"made by": command, "models": {name: asdict(model) for name, model in models.items()}}
    judge.WEIGHTS.write_text(
        json.dumps(text, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    judge.models.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, required=True, help="folder for readings")
    parser.add_argument("--lines", type=int, default=200, help="of each rarer way of spoiling")
    parser.add_argument("--seed", type=int, default=11)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    halves: list[list[ReadLine]] = []
    for seed in (asked.seed, asked.seed + 1):
        halves.append([])
        for form in FORMS:
            halves[-1] += readings(form, asked.lines * _SHARES.get(form, 1), seed, asked.keep)
    command = f"python -m benchmarks.train_lines --lines {asked.lines} --seed {asked.seed}"
    models: dict[str, Model] = {}
    for name, model in fit(*halves):
        models[name] = model
        write(models, command)


if __name__ == "__main__":
    main()
