"""How sure a reading is: its share among the alternatives, the neighbours being what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from normalizers.diacritics.decoding.lattice import Edge, Lattice, Reading
from normalizers.diacritics.model import LanguageModel

__all__ = ["readings"]

_SPAN = 3
_CLOSE = 10.0


def readings(
    lattices: Sequence[Lattice],
    paths: Sequence[list[Edge]],
    model: LanguageModel,
    *,
    weight: float,
    temperature: float,
) -> list[Reading]:
    """Return the reading of every edge of the paths, with its probability.

    The score of each alternative edge between the same two nodes is its channel cost plus the
    language-model terms it takes part in (its own and those of the next three words); the
    probability is the softmax of the scores divided by ``temperature``.
    """
    flat: list[Edge] = []
    counts: list[int] = []
    windows: list[list[int]] = []
    chosen: list[Edge] = []
    for lattice, path in zip(lattices, paths, strict=True):
        peers = _peers(lattice)
        words = [-1, -1, model.bos, *(e.word for e in path), model.bos, -1, -1]
        for i, edge in enumerate(path):
            rivals = peers[edge.src, edge.dst]
            if len(rivals) > 1 or edge.surface:
                limit = edge.cost - _CLOSE
                close = [r for r in rivals if r.cost >= limit]
                flat += close
                counts.append(len(close))
                windows.append(words[i : i + 2 * _SPAN + 1])
                chosen.append(edge)
    if not flat:
        return []
    spots = np.repeat(np.arange(len(chosen)), counts)
    around = np.array(windows, dtype=np.int64)[spots]
    around[:, _SPAN] = [e.word for e in flat]
    scores = np.array([e.cost for e in flat]) + weight * _scores(around, model)
    shares = _softmax(scores / temperature, spots, len(chosen))
    best = _shares_of(flat, spots, shares, chosen)
    return [
        Reading(e.line, e.start, e.end, e.surface, p) for e, p in zip(chosen, best, strict=True)
    ]


def _peers(lattice: Lattice) -> dict[tuple[int, int], list[Edge]]:
    peers: dict[tuple[int, int], list[Edge]] = {}
    for edge in lattice.edges:
        peers.setdefault((edge.src, edge.dst), []).append(edge)
    return peers


def _scores(windows: NDArray[np.int64], model: LanguageModel) -> NDArray[np.float64]:
    total = np.zeros(len(windows))
    for k in range(_SPAN + 1):
        a, b, c, w = (windows[:, k + j] for j in range(4))
        live = np.flatnonzero(w >= 0)
        total[live] += model.score(a[live], b[live], c[live], w[live])
    return total


def _softmax(
    scores: NDArray[np.float64], groups: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    top = np.full(count, -np.inf)
    np.maximum.at(top, groups, scores)
    weights = np.exp(scores - top[groups])
    result: NDArray[np.float64] = weights / np.bincount(groups, weights, minlength=count)[groups]
    return result


def _shares_of(
    flat: list[Edge], spots: NDArray[np.int64], shares: NDArray[np.float64], chosen: list[Edge]
) -> list[float]:
    """Return the share of each chosen edge, peers that would write the same added up."""
    result = [0.0] * len(chosen)
    for edge, spot, share in zip(flat, spots.tolist(), shares.tolist(), strict=True):
        if edge.surface == chosen[spot].surface:
            result[spot] += share
    return result
