"""Packing n-grams into bucketed cuckoo tables: 16-bit fingerprints and 8-bit values, no keys kept.

Each key has two buckets of four slots (Fan et al. 2014). A lookup compares eight fingerprints, so
a key that is not there answers by accident once in about eight thousand times.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from normalizers.diacritics.model import SLOTS, buckets, fingerprints

__all__ = ["pack", "quantise"]


def quantise(values: NDArray[np.float32], step: float) -> NDArray[np.uint8]:
    """Return ``-values / step`` rounded to 8 bits (values are log probabilities, at most 0)."""
    return np.clip(np.rint(-values / step), 0, 255).astype(np.uint8)


def pack(
    keys: NDArray[np.uint64], columns: list[NDArray[np.uint8]], load: float = 0.94
) -> tuple[NDArray[np.uint16], list[NDArray[np.uint8]]]:
    """Place keys into a cuckoo table.

    Args:
        keys: distinct 64-bit n-gram keys.
        columns: one or more 8-bit values per key.
        load: share of slots to fill.

    Returns:
        The fingerprint table of shape ``(buckets, 4)`` (0 is empty) and the value tables beside it.
    """
    count = max(8, int(len(keys) / (SLOTS * load)) + 1)
    first, second = buckets(keys, count)
    both = np.stack([first, second])
    owner = np.full((count, SLOTS), -1, dtype=np.int64)
    rng = np.random.default_rng(7)
    pending = np.arange(len(keys))
    side = np.zeros(len(keys), dtype=np.int64)
    for _ in range(5000):
        if not len(pending):
            break
        pending, side = _round(owner, both, pending, side, rng)
    if len(pending):
        raise RuntimeError("the cuckoo table did not settle; lower the load")
    table = np.zeros((count, SLOTS), dtype=np.uint16)
    used = owner >= 0
    table[used] = fingerprints(keys)[owner[used]]
    packed = []
    for column in columns:
        values = np.zeros((count, SLOTS), dtype=np.uint8)
        values[used] = column[owner[used]]
        packed.append(values)
    return table, packed


def _round(
    owner: NDArray[np.int64],
    both: NDArray[np.int64],
    pending: NDArray[np.int64],
    side: NDArray[np.int64],
    rng: np.random.Generator,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Place what fits; where a bucket is full, one newcomer throws out one of those who sit."""
    wanted = both[side, pending]
    order = np.lexsort((rng.random(len(pending)), wanted))
    pending, side, wanted = pending[order], side[order], wanted[order]
    new = np.concatenate([[True], wanted[1:] != wanted[:-1]])
    start = np.flatnonzero(new)
    rank = np.arange(len(wanted)) - np.repeat(start, np.diff(np.append(start, len(wanted))))
    free_slots = owner[wanted] < 0
    fits = rank < free_slots.sum(1)
    slot = np.argsort(~free_slots[fits], axis=1, kind="stable")[np.arange(fits.sum()), rank[fits]]
    owner[wanted[fits], slot] = pending[fits]
    left, left_side, left_wanted = (a[~fits] for a in (pending, side, wanted))
    if not len(left):
        return left, left_side
    first_left = np.concatenate([[True], left_wanted[1:] != left_wanted[:-1]])
    pushers = np.flatnonzero(first_left)
    out_slot = rng.integers(0, SLOTS, len(pushers))
    place = left_wanted[pushers]
    thrown = owner[place, out_slot]
    owner[place, out_slot] = left[pushers]
    thrown_side = (both[0, thrown] == place).astype(np.int64)
    rest = np.delete(np.arange(len(left)), pushers)
    return (
        np.concatenate([thrown, left[rest]]),
        np.concatenate([thrown_side, 1 - left_side[rest]]),
    )
