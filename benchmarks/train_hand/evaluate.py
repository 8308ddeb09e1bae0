"""Held-out slots read by the reader of handwritten numbers: how many are given, how many wrong.

``python -m benchmarks.train_hand.evaluate SOURCES`` makes slots of writers and typefaces that were
never learned from, in two halves that share none; one slot in seven holds something else than a
number. What a half's readings are worth is fitted to the other half.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from benchmarks._print import percent, table
from benchmarks.train_hand.sources import load_held
from benchmarks.train_hand.strings import make_slot
from extractors.handwriting.ink import Strip
from extractors.handwriting.reader import PACK, log_odds, looks, sureness, voted
from extractors.short.grammar import PAPER
from extractors.short.network import load_weights, posteriors
from extractors.short.recognise import decode

_SEED, _DPI = 900_000, 200
_LEAST = (0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.99)
_ODD_WEIGHT = 1 / 3
"""Weight of slots without a number: of real ones about one in twenty, of made ones one in seven."""

_LIGHTER = 1.12
"""Factor of grey for the look with less ink."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands in a slot, what is read, by how sure looks (mean), and whether all see it."""

    says: str
    text: str
    mean: float
    alike: bool

    @property
    def right(self) -> bool:
        """Whether it is read as it stands."""
        return self.says == self.text

    @property
    def readable(self) -> bool:
        """Whether all looks see one number: only that may be given."""
        return self.alike and PAPER.holds(self.text)

    @property
    def weight(self) -> float:
        """How often such a slot is met, of made ones."""
        return 1.0 if self.says.isdigit() else _ODD_WEIGHT


def outcome(slot: Strip, says: str, pack: Path) -> Outcome:
    """Read one slot as the program does: two levels of ink, as written and set more upright."""
    lighter = np.clip(slot.gray * _LIGHTER, 0, 255).astype(np.uint8)
    lines = [x for s in (slot, replace(slot, gray=lighter)) for x in looks(s, _DPI)]
    return Outcome(says, *voted([decode(steps) for steps in posteriors(lines, load_weights(pack))]))


def figures(found: Sequence[Outcome], fit: tuple[float, float], title: str) -> str:
    """Return, per confidence asked for, what share is given, and what is wrong of that.

    Shares: of the numbers that are given, of those the wrong ones, of slots with no number, or not
    only one, that are taken for one, and of all that is given the wrong, weighted as they are met.
    """
    numbers = [o for o in found if o.says.isdigit()]
    rows = []
    for least in _LEAST:
        given = [o for o in found if o.readable and sureness(o.mean, *fit) >= least]
        right = [o.right for o in given if o.says.isdigit()]
        weights = np.array([o.weight for o in given])
        wrong = np.array([not o.right for o in given], bool)
        rows.append(
            [
                f"{least:.2f}",
                percent(len(right) / len(numbers)),
                percent(right.count(False) / len(right) if right else None),
                percent((len(given) - len(right)) / (len(found) - len(numbers))),
                percent(float(weights[wrong].sum() / weights.sum()) if given else None),
            ]
        )
    heads = ["confidence", "numbers given", "wrong of these", "others taken", "wrong of all given"]
    return table(heads, rows, title)


def fitted(found: Sequence[Outcome], steps: int = 4000) -> tuple[float, float]:
    """Return slope and offset of the log odds of being right over those of the mean confidence."""
    kept = [o for o in found if o.readable]
    x = np.array([log_odds(o.mean) for o in kept])
    y = np.array([o.right for o in kept], np.float64)
    weight = np.array([o.weight for o in kept])
    slope, offset = 1.0, 0.0
    for _ in range(steps):
        off = (1 / (1 + np.exp(-(slope * x + offset))) - y) * weight
        slope, offset = slope - 0.1 * float((off * x).mean()), offset - 0.2 * float(off.mean())
    return slope, offset


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--slots", type=int, default=4000)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    halves: list[list[Outcome]] = []
    for half in (0, 1):
        rng, held = np.random.default_rng(_SEED + half), load_held(args.sources, half)
        slots = tqdm(range(args.slots // 2), desc=f"half {half}", mininterval=10)
        halves.append([outcome(*make_slot(rng, held), args.pack) for _ in slots])
    fits = [fitted(half) for half in halves]
    for half in (0, 1):
        slope, offset = fits[1 - half]
        title = f"Half {half}, by a fit to the other: slope {slope:.3f}, offset {offset:.3f}"
        print(figures(halves[half], fits[1 - half], title), end="\n\n")
    print("slope and offset of both:", fitted([*halves[0], *halves[1]]))


if __name__ == "__main__":
    main()
