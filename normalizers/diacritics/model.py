"""The packed language model: words, n-gram tables and the look-up of log probabilities.

The model is a back-off 4-gram over lower-case syllables. N-grams are found by hash in bucketed
cuckoo tables (see ``benchmarks/train_repair/tables.py``, which makes them); log probabilities are
in nats, quantised to steps of ``STEP``. The pack is read once, on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from normalizers.diacritics.tokens import BOS, COMMA, NUMBER, PUNCT, UNKNOWN

__all__ = ["SLOTS", "STEP", "LanguageModel", "buckets", "fingerprints", "load_model"]

SLOTS = 4
STEP = 1 / 16
PACK = Path(__file__).with_name("data") / "lm.npz"

Keys = NDArray[np.uint64]
Ids = NDArray[np.int64]
Floats = NDArray[np.float32]


def _mix(keys: Keys) -> Keys:
    """Scramble 64-bit keys (the finaliser of splitmix64)."""
    z = keys * np.uint64(0x9E3779B97F4A7C15)
    z ^= z >> np.uint64(30)
    z *= np.uint64(0xBF58476D1CE4E5B9)
    z ^= z >> np.uint64(27)
    return z


def fingerprints(keys: Keys) -> NDArray[np.uint16]:
    """Return the 16-bit fingerprint of each key, never 0."""
    low = (_mix(keys) & np.uint64(0xFFFF)).astype(np.uint16)
    return np.maximum(low, np.uint16(1))


def buckets(keys: Keys, count: int) -> tuple[Ids, Ids]:
    """Return the two bucket numbers of each key in a table of ``count`` buckets."""
    mixed = _mix(keys)
    first = (((mixed >> np.uint64(40)) * np.uint64(count)) >> np.uint64(24)).astype(np.int64)
    second = (((mixed >> np.uint64(16)) & np.uint64(0xFFFFFF)) * np.uint64(count)) >> np.uint64(24)
    return first, second.astype(np.int64)


class _Table:
    """One cuckoo table; a bucket's four fingerprints are read as one 64-bit number."""

    def __init__(
        self,
        fingerprint: NDArray[np.uint16],
        logp: NDArray[np.uint8],
        backoff: NDArray[np.uint8] | None,
    ) -> None:
        self._buckets = np.ascontiguousarray(fingerprint).view(np.uint64).ravel()
        self.logp, self.backoff = logp, backoff

    def find(self, keys: Keys) -> tuple[NDArray[np.bool_], Ids]:
        """Return which keys are there and their flat slot numbers."""
        mixed = _mix(keys)
        count = np.uint64(len(self._buckets))
        low = np.maximum((mixed & np.uint64(0xFFFF)).astype(np.uint16), np.uint16(1))
        place = np.empty((len(keys), 2), dtype=np.int64)
        place[:, 0] = ((mixed >> np.uint64(40)) * count) >> np.uint64(24)
        place[:, 1] = (((mixed >> np.uint64(16)) & np.uint64(0xFFFFFF)) * count) >> np.uint64(24)
        there = self._buckets.take(place).view(np.uint16)
        equal = there == low[:, None]
        slot = equal.argmax(1)
        rows = np.arange(len(keys))
        return equal[rows, slot], place[rows, slot >> 2] * SLOTS + (slot & 3)


class LanguageModel:
    """A packed back-off 4-gram model.

    Attributes:
        words: the words by id; the first five are the special tokens.
        ids: word to id.
        unigram: log probability by id.
    """

    def __init__(self, pack: Path = PACK) -> None:
        with np.load(pack) as data:
            self.words: list[str] = bytes(data["words"]).decode("utf-8").split("\n")
            self.unigram = -data["unigram"].astype(np.float32) * STEP
            self._backoff1 = -data["unigram_backoff"].astype(np.float32) * STEP
            self._tables = [
                _Table(data[f"f{n}"], data[f"p{n}"].ravel(), _optional(data, f"b{n}"))
                for n in (2, 3, 4)
            ]
        self.ids: dict[str, int] = {word: i for i, word in enumerate(self.words)}
        self.unknown, self.bos = self.ids[UNKNOWN], self.ids[BOS]
        self.number, self.comma, self.punct = (self.ids[t] for t in (NUMBER, COMMA, PUNCT))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word the model knows, special tokens left out."""
        return frozenset(self.words[5:])

    def id_of(self, word: str) -> int:
        """Return the id of a lower-case word or special token; unknown words share one."""
        return self.ids.get(word, self.unknown)

    def contexts(self, a: Ids, b: Ids, c: Ids) -> Floats:
        """Return what backing off from each history costs, shape ``(n, 3)``.

        The columns are the weights of the contexts (c), (b c) and (a b c), at most 0; a context
        the model does not know has NaN. A history word of -1 is no word.
        """
        result = np.full((len(c), 3), np.nan, dtype=np.float32)
        result[:, 0] = self._backoff1[c]
        pair = (b.astype(np.uint64) << np.uint64(16)) | c.astype(np.uint64)
        self._weights(self._tables[0], pair, np.flatnonzero(b >= 0), result[:, 1])
        triple = (a.astype(np.uint64) << np.uint64(32)) | pair
        self._weights(self._tables[1], triple, np.flatnonzero((a >= 0) & (b >= 0)), result[:, 2])
        return result

    @staticmethod
    def _weights(table: _Table, keys: Keys, live: Ids, out: Floats) -> None:
        found, slot = table.find(keys[live])
        assert table.backoff is not None
        out[live[found]] = table.backoff[slot[found]] * np.float32(-STEP)

    def score(self, a: Ids, b: Ids, c: Ids, w: Ids, known: Floats | None = None) -> Floats:
        """Return log p(w | a b c), element by element; a context id of -1 is no word.

        Args:
            a: third word back, shape ``(n,)``.
            b: second word back.
            c: the word before.
            w: the word to score.
            known: what :meth:`contexts` says of the histories, if it has been asked already.
        """
        weights = self.contexts(a, b, c) if known is None else known
        key = (c.astype(np.uint64) << np.uint64(16)) | w.astype(np.uint64)
        result: Floats = self.unigram[w] + weights[:, 0]
        there, slot = self._tables[0].find(key)
        result[there] = self._tables[0].logp[slot[there]] * np.float32(-STEP)
        for order, outer, shift in ((1, b, 32), (2, a, 48)):
            known_context = ~np.isnan(weights[:, order])
            result[known_context] += weights[known_context, order]
            key |= outer.astype(np.uint64) << np.uint64(shift)
            # The end of every stored n-gram is stored too: look only where it was found.
            live = np.flatnonzero(known_context & there)
            found, slot = self._tables[order].find(key[live])
            hits = live[found]
            result[hits] = self._tables[order].logp[slot[found]] * np.float32(-STEP)
            there = np.zeros_like(there)
            there[hits] = True
        return result

    def score_path(self, ids: Sequence[int]) -> float:
        """Return the log probability of a whole token sequence between line borders."""
        full = np.array([-1, -1, self.bos, *ids, self.bos], dtype=np.int64)
        return float(self.score(full[:-3], full[1:-2], full[2:-1], full[3:]).sum())


def _optional(data: np.lib.npyio.NpzFile, name: str) -> NDArray[np.uint8] | None:
    return data[name].ravel() if name in data.files else None


@lru_cache(maxsize=1)
def load_model() -> LanguageModel:
    """Return the model of the installed pack, read on the first call."""
    return LanguageModel()
