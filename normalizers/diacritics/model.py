"""The packed language model: words, n-gram tables and the look-up of log probabilities.

The model is a back-off 4-gram over lower-case syllables. N-grams are found by hash in bucketed
cuckoo tables (see ``benchmarks/train_repair/tables.py``, which makes them); log probabilities are
in nats, quantised to steps of ``STEP``. The pack is read once, on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Table:
    fingerprint: NDArray[np.uint16]
    logp: NDArray[np.uint8]
    backoff: NDArray[np.uint8] | None

    def find(self, keys: Keys) -> tuple[NDArray[np.bool_], Ids]:
        """Return which keys are there and their flat slot numbers."""
        mixed = _mix(keys)
        count = np.uint64(len(self.fingerprint))
        low = np.maximum((mixed & np.uint64(0xFFFF)).astype(np.uint16), np.uint16(1))
        place = np.empty((len(keys), 2), dtype=np.int64)
        place[:, 0] = ((mixed >> np.uint64(40)) * count) >> np.uint64(24)
        place[:, 1] = (((mixed >> np.uint64(16)) & np.uint64(0xFFFFFF)) * count) >> np.uint64(24)
        equal = self.fingerprint[place].reshape(len(keys), 2 * SLOTS) == low[:, None]
        slot = equal.argmax(1)
        found = equal[np.arange(len(keys)), slot]
        return found, place[np.arange(len(keys)), slot >> 2] * SLOTS + (slot & 3)


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

    def score(self, a: Ids, b: Ids, c: Ids, w: Ids) -> Floats:
        """Return log p(w | a b c), element by element; a context id of -1 is no word.

        Every argument has the same one-dimensional shape.
        """
        wu, cu, bu, au = (x.astype(np.uint64) for x in (w, c, b, a))
        bigram, trigram, fourgram = self._tables
        result = self.unigram[w] + self._backoff1[c] * (c >= 0)
        key = (cu << np.uint64(16)) | wu
        self._improve(bigram, key, result)
        live = np.flatnonzero(b >= 0)
        if not len(live):
            return result
        self._climb(live, b, c, (bu << np.uint64(16)) | cu, bigram, trigram, key, bu, 32, result)
        live = np.flatnonzero((a >= 0) & (b >= 0))
        if len(live):
            context = (au << np.uint64(32)) | (bu << np.uint64(16)) | cu
            key3 = (bu << np.uint64(32)) | key
            self._climb(live, a, b, context, trigram, fourgram, key3, au, 48, result)
        return result

    @staticmethod
    def _improve(table: _Table, keys: Keys, result: Floats) -> None:
        found, slot = table.find(keys)
        hits = np.flatnonzero(found)
        result[hits] = table.logp[slot[hits]] * np.float32(-STEP)

    @staticmethod
    def _climb(
        live: Ids,
        outer: Ids,
        inner: Ids,
        context: Keys,
        context_table: _Table,
        table: _Table,
        key: Keys,
        outer_key: Keys,
        shift: int,
        result: Floats,
    ) -> None:
        del outer, inner
        found, slot = context_table.find(context[live])
        known = live[found]
        if not len(known):
            return
        assert context_table.backoff is not None
        backed = result[known] - context_table.backoff[slot[found]] * np.float32(STEP)
        full = (outer_key[known] << np.uint64(shift)) | key[known]
        hit, place = table.find(full)
        result[known] = np.where(hit, table.logp[place] * np.float32(-STEP), backed)

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
