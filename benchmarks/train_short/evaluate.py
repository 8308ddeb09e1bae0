"""Held-out lines read by the recogniser and by Tesseract: exact match of the whole line.

``python -m benchmarks.train_short.evaluate`` makes sheets of seeds and typefaces that training
never saw. Tesseract gets the same place of the page at its own resolution, with white around it,
as one line, with a whitelist where the kind of field allows one. The last tables say how far the
recogniser's confidence can be trusted, and how often it takes ordinary words for a short field.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks._print import percent, table
from benchmarks.train_short.lines import HELD_OUT_SEED, common_words
from benchmarks.train_short.sheets import Sample, make_sheet
from extractors.images.sheet import Sheet
from extractors.ocr.choose import get_engine
from extractors.ocr.engines import PSM_LINE, OcrEngine
from extractors.short.alphabet import UNKNOWN
from extractors.short.grammar import CODE, DATE, NUMBER, Grammar
from extractors.short.recognise import ShortReading, read_short
from samples.generator.degrade import STRENGTHS

_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of field: which printed lines are of it, what may be read there."""

    name: str
    shape: re.Pattern[str]
    grammar: Grammar | None
    whitelist: str


KINDS = (
    Kind("number", re.compile(r"\(?\d{1,3}[.):]?"), NUMBER, _DIGITS + ".():"),
    Kind("code", re.compile(r"\d\.\d{1,2}[.:]?"), CODE, _DIGITS + ".:"),
    Kind("date in figures", re.compile(r"\d{1,2}([/.-]\d{1,2})?[/.-]\d{4}"), DATE, _DIGITS + "/.-"),
    Kind("other short field", re.compile(f"[^{UNKNOWN}]+"), None, ""),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line and what was made of it; ``share`` and ``confidence`` are the recogniser's."""

    kind: str
    said: str
    reading: ShortReading
    free: ShortReading
    tesseract: str


def kind_of(text: str) -> Kind | None:
    """Return the first kind the printed line is of; None for ordinary words."""
    for kind in KINDS:
        if kind.shape.fullmatch(text) and (kind.grammar is None or kind.grammar.holds(text)):
            return kind
    return None


def outcomes(samples: Sequence[Sample], engine: OcrEngine) -> list[Outcome]:
    """Read every line that is of a kind, by both."""
    free = read_short([sample.line for sample in samples])
    found = []
    for sample, plain in zip(samples, free, strict=True):
        kind = kind_of(sample.text)
        if kind is None:
            continue
        held = read_short([sample.line], kind.grammar)[0] if kind.grammar else plain
        said = _by_tesseract(sample, engine, kind.whitelist)
        found.append(Outcome(kind.name, sample.printed, held, plain, said))
    return found


def _by_tesseract(sample: Sample, engine: OcrEngine, whitelist: str) -> str:
    rim = round(0.15 * sample.dpi)
    framed = cv2.copyMakeBorder(
        sample.crop, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(255.0,)
    )
    words = engine.read(
        Sheet(np.asarray(framed, np.uint8), sample.dpi), psm=PSM_LINE, whitelist=whitelist
    )[0]
    return " ".join(word.text for word in words)


def _share(found: Sequence[Outcome], right: Callable[[Outcome], bool]) -> str:
    return percent(sum(map(right, found)) / len(found) if found else None)


def exact_table(found: Sequence[Outcome], title: str) -> str:
    """Return the exact-match rates by kind."""
    rows = []
    for kind in KINDS:
        part = [o for o in found if o.kind == kind.name]
        rows.append(
            [
                kind.name,
                str(len(part)),
                _share(part, lambda o: o.free.text == o.said),
                _share(part, lambda o: o.reading.text == o.said),
                _share(part, lambda o: o.tesseract == o.said),
            ]
        )
    return table(["kind", "lines", "free", "by grammar", "Tesseract"], rows, title)


def trust_table(found: Sequence[Outcome]) -> str:
    """Return, per band of confidence, how many free readings are right."""
    bands = ((0.0, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 0.99), (0.99, 1.01))
    rows = []
    for low, high in bands:
        part = [o for o in found if low <= o.free.confidence < high]
        mean = sum(o.free.confidence for o in part) / max(1, len(part))
        right = _share(part, lambda o: o.free.text == o.said)
        rows.append([f"{low:.2f} to {min(1.0, high):.2f}", str(len(part)), percent(mean), right])
    return table(["confidence", "lines", "mean", "right"], rows, "Confidence of free readings")


def refusals(samples: Sequence[Sample]) -> str:
    """Return how often a line of ordinary words alone is taken for a short field."""
    lines = [s for s in samples if s.text and set(s.text) <= {UNKNOWN, " "}]
    sure = [r for r in read_short([s.line for s in lines]) if r.known and r.confidence >= 0.8]
    return f"lines of ordinary words: {len(lines)}, taken for a short field: {len(sure)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=6, help="per way of spoiling")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    everything: list[Outcome] = []
    lines: list[Sample] = []
    for place, name in enumerate(("clean", "office", "archive", "faint", "dark")):
        first = HELD_OUT_SEED + 1000 * place
        samples = [
            sample
            for seed in range(first, first + args.sheets)
            for sample in make_sheet(seed, common_words(), held=True, strength=STRENGTHS[name])
        ]
        found = outcomes(samples, get_engine())
        print(exact_table(found, f"Exact lines, %: {name}"), end="\n\n", flush=True)
        everything += found
        lines += samples
    print(trust_table(everything), end="\n\n")
    print(refusals(lines))


if __name__ == "__main__":
    main()
