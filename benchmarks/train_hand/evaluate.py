"""Held-out slots read by the reader of handwritten numbers: how many are given, how many wrong.

``python -m benchmarks.train_hand.evaluate SOURCES`` makes slots of the writers of MNIST's test part
and of typefaces that were never learned from. One look each; the program asks several to agree.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from benchmarks._print import percent, table
from benchmarks.train_hand.sources import Sources, load
from benchmarks.train_hand.strings import make_line, make_number
from extractors.handwriting.reader import PACK
from extractors.images.sheet import Gray
from extractors.short.grammar import PAPER
from extractors.short.network import load_weights, posteriors
from extractors.short.recognise import ShortReading, decode

_SEED = 900_000
_LEAST = (0.5, 0.9, 0.95, 0.97, 0.99)


def read(lines: Sequence[Gray], pack: Path) -> list[ShortReading]:
    """Return what each slot says."""
    return [decode(steps) for steps in posteriors(lines, load_weights(pack))]


def figures(says: Sequence[str], seen: Sequence[ShortReading], title: str) -> str:
    """Return, per confidence asked for, the share that is given and the share of it that is wrong.

    What is no number, or not only, is wrong whatever is read in it.
    """
    rows = []
    for least in _LEAST:
        pairs = zip(says, seen, strict=True)
        given = [s == r.text for s, r in pairs if r.confidence >= least and PAPER.holds(r.text)]
        wrong = given.count(False)
        rows.append(
            [
                f"{least:.2f}",
                str(len(says)),
                percent(len(given) / len(says)),
                percent(wrong / len(given) if given else None),
                str(wrong),
            ]
        )
    return table(["confidence", "slots", "given", "wrong of given", "wrong"], rows, title)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--slots", type=int, default=2000)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    held = load(args.sources, held=True)
    rng = np.random.default_rng(_SEED)
    no_print = Sources(held.digits, held.typefaces, held.typefaces)
    made = [make_number(rng, no_print) for _ in range(args.slots)]
    numbers = read([line for line, _ in made], args.pack)
    print(figures([text for _, text in made], numbers, "Handwritten numbers"), end="\n\n")
    lines = [make_line(rng, held) for _ in range(args.slots)]
    odd = [(line, text) for line, text in lines if not text.isdigit()]
    taken = read([line for line, _ in odd], args.pack)
    print(figures([text for _, text in odd], taken, "No numbers"))


if __name__ == "__main__":
    main()
