"""Figures of a reader over lines: errors, calibration, cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from benchmarks.readers.readings import rightness, typographic
from benchmarks.train_lines.fit import calibration_error

__all__ = ["Outcome", "figures"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one reader made of one line.

    Attributes:
        printed: the line.
        words: what was read,
        confs: and how surely (0..1).
        ms: CPU milliseconds.
        engine: whether the engine was asked.
    """

    printed: str
    words: tuple[str, ...]
    confs: tuple[float, ...]
    ms: float
    engine: bool = True


def figures(found: Sequence[Outcome]) -> dict[str, float]:
    """Return errors of characters and words, exact lines, calibration (shares 0..1), cost."""
    texts = [(typographic(o.printed), typographic(" ".join(o.words))) for o in found]
    letters = sum(len(printed) for printed, _ in texts)
    words = sum(len(printed.split()) for printed, _ in texts)
    right = [r for o in found for r in rightness(o.words, o.printed)]
    return {
        "cer": sum(Levenshtein.distance(a, b) for a, b in texts) / letters,
        "wer": sum(Levenshtein.distance(a.split(), b.split()) for a, b in texts) / words,
        "exact": sum(a == b for a, b in texts) / len(texts),
        "ece": calibration_error([c for o in found for c in o.confs], right),
        "ms": sum(o.ms for o in found) / len(found),
        "asked": sum(o.engine for o in found) / len(found),
    }
