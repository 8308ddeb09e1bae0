"""Beam search over many lattices at once with the 4-gram model, in numpy.

All lattices advance together, one node a step, so that the cost of a numpy call is shared. States
with the same last three words are merged (Viterbi), then the best ``beam`` of each lattice kept.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from normalizers.diacritics.decoding.lattice import Edge, Lattice
from normalizers.diacritics.model import LanguageModel

__all__ = ["best_paths"]

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
_MARGIN = 13.0
# Where even the best edge is worth less than this, edges farther from it are looked at.
_POOR, _FARTHER = -14.0, 6.0


class _States:
    """Growing arrays of search states: history words and their weights, score, back pointer."""

    def __init__(self, lattices: int, nodes: int, model: LanguageModel) -> None:
        self.first = np.zeros((lattices, nodes), dtype=np.int64)
        self.count = np.zeros((lattices, nodes), dtype=np.int64)
        size = max(1024, lattices * 8)
        self.words = np.full((size, 3), -1, dtype=np.int64)
        self.score = np.zeros(size, dtype=np.float32)
        self.back = np.full((size, 2), -1, dtype=np.int64)
        self.known = np.zeros((size, 3), dtype=np.float32)
        self.words[:lattices, 2] = model.bos
        start = self.words[:lattices]
        self.known[:lattices] = model.contexts(start[:, 0], start[:, 1], start[:, 2])
        self.first[:, 0] = np.arange(lattices)
        self.count[:, 0] = 1
        self.used = lattices

    def add(self, words: Ids, known: Floats, score: Floats, back: Ids, edge: Ids) -> int:
        """Append states and return the number of the first."""
        start, self.used = self.used, self.used + len(score)
        while self.used > len(self.score):
            self.words = np.concatenate([self.words, np.full_like(self.words, -1)])
            self.score = np.concatenate([self.score, np.zeros_like(self.score)])
            self.back = np.concatenate([self.back, np.full_like(self.back, -1)])
            self.known = np.concatenate([self.known, np.zeros_like(self.known)])
        self.words[start : self.used] = words
        self.known[start : self.used] = known
        self.score[start : self.used] = score
        self.back[start : self.used, 0] = back
        self.back[start : self.used, 1] = edge
        return start


def best_paths(
    lattices: Sequence[Lattice],
    model: LanguageModel,
    *,
    weight: float = 1.0,
    beam: int = 10,
    near: float = 99.0,
) -> list[list[Edge]]:
    """Return the best path through each lattice.

    Args:
        lattices: the segments to read; each must have a path to its last node.
        model: the language model.
        weight: factor on the language-model log probability (the channel's is 1).
        beam: states kept per node.
        near: edges that are by more than this worse than another between the same nodes, by cost
            and frequency, are passed over.

    Returns:
        For each lattice its edges in order; an empty list for a lattice without edges.
    """
    if not lattices:
        return []
    edges = [edge for lattice in lattices for edge in lattice.edges]
    owner = np.repeat(np.arange(len(lattices)), [len(lat.edges) for lat in lattices])
    src = np.array([e.src for e in edges], dtype=np.int64)
    dst = np.array([e.dst for e in edges], dtype=np.int64)
    word = np.array([e.word for e in edges], dtype=np.int64)
    cost = np.array([e.cost for e in edges], dtype=np.float32)
    close = _close(owner, src, dst, cost + np.float32(weight) * model.unigram[word], near)
    order = close[np.lexsort((owner[close], dst[close]))]
    last = max(lattice.nodes for lattice in lattices)
    states = _States(len(lattices), last + 1, model)
    borders = np.searchsorted(dst[order], np.arange(last + 1))
    for step in range(1, last):
        here = order[borders[step] : borders[step + 1]]
        if len(here):
            _advance(states, step, here, owner, src, word, cost, model, weight, beam)
    return [_trace(states, n, lattice, edges, model, weight) for n, lattice in enumerate(lattices)]


def _close(owner: Ids, src: Ids, dst: Ids, value: Floats, near: float) -> Ids:
    """Return the numbers of the edges that come near the best one between their nodes."""
    _, group = np.unique((owner << 40) | (src << 20) | dst, return_inverse=True)
    best = np.full(int(group.max()) + 1, -np.inf, dtype=np.float32)
    np.maximum.at(best, group, value)
    reach = near + np.clip(_POOR - best, 0, _FARTHER)
    return np.flatnonzero(value >= (best - reach)[group])


def _advance(
    states: _States,
    step: int,
    here: Ids,
    owner: Ids,
    src: Ids,
    word: Ids,
    cost: Floats,
    model: LanguageModel,
    weight: float,
    beam: int,
) -> None:
    lattice, source = owner[here], src[here]
    counts = states.count[lattice, source]
    total = int(counts.sum())
    if not total:
        return
    run = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    state = np.repeat(states.first[lattice, source], counts) + run
    edge = np.repeat(here, counts)
    who = np.repeat(lattice, counts)
    history = states.words[state]
    new = word[edge]
    known = states.known[state]
    logp = model.score(history[:, 0], history[:, 1], history[:, 2], new, known)
    score = states.score[state] + cost[edge] + np.float32(weight) * logp
    keep = _survivors(who, history, new, score, beam)
    who, state, edge, score = who[keep], state[keep], edge[keep], score[keep]
    words = np.stack([history[keep, 1], history[keep, 2], new[keep]], axis=1)
    known = model.contexts(words[:, 0], words[:, 1], words[:, 2])
    start = states.add(words, known, score, state, edge)
    present, first, number = np.unique(who, return_index=True, return_counts=True)
    states.first[present, step] = start + first
    states.count[present, step] = number


def _survivors(who: Ids, history: Ids, new: Ids, score: Floats, beam: int) -> Ids:
    """Return the indices of the states to keep, sorted by lattice and falling score."""
    order = np.lexsort((-score, who))
    group = who[order]
    border = np.concatenate([[True], group[1:] != group[:-1]])
    start = np.flatnonzero(border)
    size = np.diff(np.append(start, len(group)))
    near = score[order] >= np.repeat(score[order][start], size) - _MARGIN
    order = order[near]
    key = (who[order] << 48) | ((history[order, 1] + 1) << 32) | ((history[order, 2] + 1) << 16)
    key |= new[order]
    _, first = np.unique(key, return_index=True)
    first.sort()
    order = order[first]
    group = who[order]
    start = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    size = np.diff(np.append(start, len(group)))
    rank = np.arange(len(group)) - np.repeat(start, size)
    return order[rank < beam]


def _trace(
    states: _States,
    number: int,
    lattice: Lattice,
    edges: list[Edge],
    model: LanguageModel,
    weight: float,
) -> list[Edge]:
    final = lattice.nodes - 1
    count = int(states.count[number, final])
    if final == 0 or not count:
        return []
    first = int(states.first[number, final])
    words = states.words[first : first + count]
    end = np.full(count, model.bos)
    ending = model.score(words[:, 0], words[:, 1], words[:, 2], end)
    state = first + int(np.argmax(states.score[first : first + count] + weight * ending))
    path: list[Edge] = []
    while states.back[state, 1] >= 0:
        path.append(edges[int(states.back[state, 1])])
        state = int(states.back[state, 0])
    return path[::-1]
