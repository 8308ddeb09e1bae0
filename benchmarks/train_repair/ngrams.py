"""Counting n-grams and estimating the pruned back-off model.

An n-gram of up to four 16-bit word ids is one 64-bit key, the last word in the lowest bits.
The estimate is interpolated absolute discounting.
Discounts are the modified Kneser-Ney ones (Chen & Goodman 1999) on raw counts, because heavily
pruned models back off often and continuation counts serve them badly (Chelba et al. 2010). Pruning
keeps the n-grams that lose most training likelihood when left out (Stolcke 1998, simplified), and
with each its beginning and its end, so that a longer n-gram is never found without the shorter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Model", "Order", "estimate"]

Keys = NDArray[np.uint64]
Floats = NDArray[np.float32]
_SHIFT = np.uint64(16)
_LOW = np.uint64(0xFFFF)


@dataclass(slots=True)
class Order:
    """All n-grams of one length: sorted keys, log probabilities and back-off weights (nats)."""

    n: int
    keys: Keys
    logp: Floats
    backoff: Floats


@dataclass(slots=True)
class Model:
    """A back-off model: ``unigram`` is indexed by word id."""

    unigram: Floats
    unigram_backoff: Floats
    orders: list[Order]


@dataclass(slots=True)
class _Raw:
    n: int
    keys: Keys
    counts: NDArray[np.int64]
    p: Floats
    lower: Floats


def _count(
    ids: NDArray[np.uint16], n: int, bos: int, minimum: int
) -> tuple[Keys, NDArray[np.int64]]:
    size = len(ids) - n + 1
    keys = np.zeros(size, dtype=np.uint64)
    good = np.ones(size, dtype=bool)
    for k in range(n):
        part = ids[k : k + size]
        keys <<= _SHIFT
        keys |= part
        if 0 < k < n - 1:
            good &= part != bos
    keys = keys[good]
    keys.sort()
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    counts = np.diff(np.append(starts, len(keys)))
    unique = keys[starts]
    enough = counts >= minimum
    return unique[enough], counts[enough]


def _discounts(counts: NDArray[np.int64]) -> tuple[float, float, float]:
    n1, n2, n3, n4 = (float(max(1, int((counts == k).sum()))) for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    d1, d2, d3 = 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3
    return (min(max(d1, 0.1), 0.95), min(max(d2, 0.2), 1.6), min(max(d3, 0.3), 2.2))


def _groups(contexts: Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    starts = np.flatnonzero(np.concatenate([[True], contexts[1:] != contexts[:-1]]))
    return starts, np.diff(np.append(starts, len(contexts)))


def estimate(
    ids: NDArray[np.uint16],
    vocabulary: int,
    bos: int,
    minimums: dict[int, int],
    keep: dict[int, int],
) -> Model:
    """Estimate and prune a model.

    Args:
        ids: the training stream, every line begun by ``bos`` (which also ends the line before).
        vocabulary: number of word ids.
        bos: id of the line border.
        minimums: smallest count an n-gram of each order must have.
        keep: how many n-grams of each order survive pruning.

    Returns:
        The pruned back-off model.
    """
    unigram_counts = np.bincount(ids, minlength=vocabulary).astype(np.float64)
    p1 = ((unigram_counts + 0.5) / (unigram_counts + 0.5).sum()).astype(np.float32)
    raws: list[_Raw] = []
    for n in sorted(keep):
        keys, counts = _count(ids, n, bos, 1)
        d = _discounts(counts)
        contexts = keys >> _SHIFT
        starts, lengths = _groups(contexts)
        totals = np.add.reduceat(counts, starts)
        discount = np.choose(np.minimum(counts, 3) - 1, d).astype(np.float32)
        gamma = np.add.reduceat(discount, starts) / totals
        words = (keys & _LOW).astype(np.int64)
        lower = p1[words] if n == 2 else _lower(raws[-1], keys, n, p1)
        p = (counts - discount) / np.repeat(totals, lengths) + np.repeat(gamma, lengths) * lower
        print(n, len(keys), "types", d, flush=True)
        backed = np.repeat(gamma, lengths) * lower
        gain = counts * (np.log(p) - np.log(backed))
        enough = counts >= minimums[n]
        raws.append(_Raw(n, keys, counts, p.astype(np.float32), lower.astype(np.float32)))
        raws[-1].counts = np.where(enough, gain, -1.0)  # type: ignore[assignment]
    return _prune(raws, p1, keep)


def _lower(raw: _Raw, keys: Keys, n: int, p1: Floats) -> Floats:
    """Return p(w | h') of each n-gram from the order below; every suffix has been counted there."""
    mask = np.uint64((1 << (16 * (n - 1))) - 1)
    suffix = keys & mask
    place = np.searchsorted(raw.keys, suffix)
    place = np.minimum(place, len(raw.keys) - 1)
    found = raw.keys[place] == suffix
    return np.where(found, raw.p[place], p1[(keys & _LOW).astype(np.int64)] * 0.2)


def _prune(raws: list[_Raw], p1: Floats, keep: dict[int, int]) -> Model:
    orders: list[Order] = []
    below = {upper.n: lower.keys for lower, upper in zip(raws, raws[1:], strict=False)}
    needed = np.zeros(0, dtype=np.uint64)
    for raw in reversed(raws):
        gain = np.asarray(raw.counts, dtype=np.float64)
        if len(needed):
            gain[np.searchsorted(raw.keys, needed)] = np.inf
        room = min(max(keep[raw.n], len(needed)), int((gain > 0).sum()))
        chosen = np.sort(np.argpartition(-gain, room - 1)[:room])
        keys, p, lower = raw.keys[chosen], raw.p[chosen], raw.lower[chosen]
        suffixes = keys & np.uint64((1 << (16 * (raw.n - 1))) - 1)
        needed = np.union1d(keys >> _SHIFT, suffixes)
        needed = needed[np.isin(needed, below[raw.n])] if raw.n in below else needed[:0]
        orders.append(Order(raw.n, keys, np.log(p), np.zeros(len(keys), dtype=np.float32)))
        starts, _ = _groups(keys >> _SHIFT)
        left = 1 - np.add.reduceat(p.astype(np.float64), starts)
        base = 1 - np.add.reduceat(lower.astype(np.float64), starts)
        weight = np.log(np.clip(left, 1e-6, 1) / np.clip(base, 1e-6, None))
        orders[-1].backoff = np.minimum(weight, 0).astype(np.float32)
        print(raw.n, "kept", len(keys), flush=True)
    return _attach(orders, p1)


def _attach(orders: list[Order], p1: Floats) -> Model:
    """Move each context's back-off weight to the n-gram (or word) that is the context."""
    weights = {o.n: (np.unique(o.keys >> _SHIFT), o.backoff) for o in orders}
    ordered = sorted(orders, key=lambda o: o.n)
    contexts, values = weights[2]
    unigram_backoff = np.zeros(len(p1), dtype=np.float32)
    unigram_backoff[contexts.astype(np.int64)] = values
    for order in ordered:
        order.backoff = np.zeros(len(order.keys), dtype=np.float32)
        if order.n + 1 in weights:
            contexts, values = weights[order.n + 1]
            order.backoff[np.searchsorted(order.keys, contexts)] = values
    return Model(np.log(p1), unigram_backoff, ordered)
