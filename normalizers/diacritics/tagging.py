"""Adding the neural tagger's opinion to the edges of lattices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.diacritics.decoding.lattice import Lattice
from normalizers.diacritics.tagger import Tagger

__all__ = ["Spot", "add_tags"]

# What a word whose unmarked form the tagger was not asked about gets: about its usual confidence.
_OTHER_FOLD = -0.5


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a sequence: the nodes around it, the unmarked word and its case."""

    src: int
    dst: int
    fold: str
    case: int


def add_tags(
    lattices: Sequence[Lattice],
    sequences: Sequence[Sequence[Spot]],
    tagger: Tagger,
    weight: float,
) -> None:
    """Add ``weight`` times the tagger's log probability to the edges' costs, in place.

    Args:
        lattices: the lattices to change.
        sequences: for each lattice, the unmarked words along one path through it.
        tagger: the network.
        weight: factor on its log probabilities.
    """
    live = [n for n, spots in enumerate(sequences) if spots]
    if not live:
        return
    lengths = np.array([len(sequences[n]) for n in live])
    folds = np.zeros((len(live), int(lengths.max())), dtype=np.int64)
    cases = np.zeros_like(folds)
    for row, n in enumerate(live):
        folds[row, : lengths[row]] = [tagger.folds.get(s.fold, 0) for s in sequences[n]]
        cases[row, : lengths[row]] = [s.case for s in sequences[n]]
    query = tagger.states(folds, cases, lengths)
    for row, n in enumerate(live):
        _tag(lattices[n], sequences[n], query[row], tagger, weight)


def _tag(
    lattice: Lattice,
    spots: Sequence[Spot],
    query: NDArray[np.float32],
    tagger: Tagger,
    weight: float,
) -> None:
    place = {(s.src, s.dst): i for i, s in enumerate(spots)}
    groups: dict[int, list[int]] = {}
    for number, edge in enumerate(lattice.edges):
        at = place.get((edge.src, edge.dst))
        if at is not None:
            groups.setdefault(at, []).append(number)
    numbers = [n for at, group in groups.items() if len(group) > 1 for n in group]
    if not numbers:
        return
    spot_of = np.array([place[lattice.edges[n].src, lattice.edges[n].dst] for n in numbers])
    words = np.array([lattice.edges[n].word for n in numbers])
    same = tagger.fold_of[words] == np.array([tagger.folds.get(s.fold, -2) for s in spots])[spot_of]
    logp = np.full(len(numbers), _OTHER_FOLD)
    if same.any():
        logp[same] = _log_softmax(tagger.scores(query[spot_of[same]], words[same]), spot_of[same])
    for number, value in zip(numbers, logp.tolist(), strict=True):
        lattice.edges[number] = lattice.edges[number].dearer(weight * value)


def _log_softmax(scores: NDArray[np.float32], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    size = int(groups.max()) + 1
    top = np.full(size, -np.inf)
    np.maximum.at(top, groups, scores)
    shifted = scores - top[groups]
    sums = np.bincount(groups, np.exp(shifted), minlength=size)
    result: NDArray[np.float64] = shifted - np.log(sums[groups])
    return result
