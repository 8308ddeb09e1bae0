"""Held-out slots read by the reader of handwritten numbers: how many are given, how many wrong.

``python -m benchmarks.train_hand.evaluate SOURCES`` makes slots of the writers of MNIST's test part
and of typefaces that were never learned from, one in seven with something else than a number.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from benchmarks._print import percent, table
from benchmarks.train_hand.sources import load
from benchmarks.train_hand.strings import make_slot
from extractors.handwriting.ink import Strip
from extractors.handwriting.reader import PACK, agreed, log_odds, looks
from extractors.short.grammar import PAPER
from extractors.short.network import load_weights, posteriors
from extractors.short.recognise import decode

_SEED, _DPI = 900_000, 200
_LEAST = (0.5, 0.9, 0.95, 0.97, 0.99)
_ODD_WEIGHT = 1 / 3
"""Weight of slots without a number: of real ones about one in twenty, of made ones one in seven."""

_LIGHTER = 1.12
"""Factor of grey for the look with less ink."""

Outcome = tuple[str, str, float, bool]
"""What stands in a slot, what is read, how sure, and whether all looks agree."""


def outcome(slot: Strip, says: str, pack: Path) -> Outcome:
    """Read one slot as the program does: two levels of ink, as written and set more upright."""
    lighter = np.clip(slot.gray * _LIGHTER, 0, 255).astype(np.uint8)
    lines = [x for s in (slot, replace(slot, gray=lighter)) for x in looks(s, _DPI)]
    seen = [decode(steps) for steps in posteriors(lines, load_weights(pack))]
    text, confidence = agreed(seen)
    return says, text, confidence, len({reading.text for reading in seen}) == 1


def figures(found: Sequence[Outcome], title: str) -> str:
    """Return, per confidence asked for, the share that is given and the share of it that is wrong.

    What is no number, or not only, is wrong whatever is read in it.
    """
    rows = []
    for least in _LEAST:
        sure = [o for o in found if o[2] >= least and PAPER.holds(o[1])]
        given = [says == text for says, text, _, _ in sure]
        wrong = given.count(False)
        share = percent(wrong / len(given) if given else None)
        given_share = percent(len(given) / len(found))
        rows.append([f"{least:.2f}", str(len(found)), given_share, share, str(wrong)])
    return table(["confidence", "slots", "given", "wrong of given", "wrong"], rows, title)


def fitted(found: Sequence[Outcome], steps: int = 4000) -> tuple[float, float]:
    """Return slope and offset of the log odds of being right over those of the confidence."""
    x = np.array([log_odds(conf) for _, _, conf, _ in found])
    y = np.array([says == text for says, text, _, _ in found], np.float64)
    weight = np.array([1.0 if says.isdigit() else _ODD_WEIGHT for says, *_ in found])
    slope, offset = 1.0, 0.0
    for _ in range(steps):
        off = (1 / (1 + np.exp(-(slope * x + offset))) - y) * weight
        slope, offset = slope - 0.1 * float((off * x).mean()), offset - 0.2 * float(off.mean())
    return slope, offset


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--slots", type=int, default=3000)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    held = load(args.sources, held=True)
    rng = np.random.default_rng(_SEED)
    found = [outcome(*make_slot(rng, held), args.pack) for _ in range(args.slots)]
    numbers = [o for o in found if o[0].isdigit()]
    print(figures(numbers, "Numbers"), end="\n\n")
    print(figures([o for o in found if not o[0].isdigit()], "No numbers"), end="\n\n")
    alike = [o for o in found if o[3] and PAPER.holds(o[1])]
    print("slope and offset, beyond those in use:", fitted(alike))


if __name__ == "__main__":
    main()
