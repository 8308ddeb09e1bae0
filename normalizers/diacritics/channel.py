"""The channel model: how likely an engine prints this string for that syllable.

A syllable is read as an onset and a rime; each has counts of what an engine made of it, backed off
to a chain of single letters (one printed letter gives 0 to 3 read ones), which itself backs off to
what any engine may do: drop the mark, take another one, lose the letter. So strings and engines
never seen in training still get sensible candidates. Learned by
``benchmarks/train_repair/channel.py``. All values are natural logarithms.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from normalizers.diacritics.model import LanguageModel, load_model
from normalizers.syllables import split_syllable
from normalizers.unicode import split_tone, strip_marks

__all__ = ["CaseClass", "Channel", "case_class", "in_case", "load_channel"]

PACK = Path(__file__).with_name("data") / "channel.npz"
CaseClass: TypeAlias = Literal["lower", "title", "upper"]
Floats = NDArray[np.float32]

_PAD = "\0"
_SMALL = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
_ALL_LETTERS = _SMALL + _SMALL.upper()
_NEVER = np.float32(-60.0)
# Observations that the letter chain is worth beside an onset's or rime's own counts.
_CHAIN_PRIOR = 30.0
_LONGEST = 16
_MOST_KEPT = 6000  # tails whose scores are remembered, 3 kB each


def case_class(text: str, among_capitals: bool = True) -> CaseClass:
    """Return the case a token was printed in, as far as its letters tell.

    In a line that is not in capitals a short word in capitals is one with a capital first, read
    with letters that look alike in both cases ("SO'", "HOi").
    """
    upper = sum(c.isupper() for c in text)
    lower = sum(c.islower() for c in text)
    if upper > max(lower, 1) and (among_capitals or (lower == 0 and upper > 3)):
        return "upper"
    if upper == 1 and lower == 0 and among_capitals:
        return "upper"
    first = next((c for c in text if c.isalpha()), "")
    return "title" if first.isupper() and text[0] == first else "lower"


def in_case(word: str, kind: CaseClass) -> str:
    """Write a lower-case word in the given case."""
    if kind == "upper":
        return word.upper()
    return word[:1].upper() + word[1:] if kind == "title" else word


class Channel:
    """Scores of all syllables of the language model for a read token."""

    def __init__(self, language: str, model: LanguageModel, pack: Path = PACK) -> None:
        with np.load(pack) as data:
            blocks = {k: bytes(data[f"{language}_{k}"]).decode("utf-8") for k in "orc"}
        self._letters = _Letters(_rows(blocks["c"]))
        parts = [(i, split_syllable(w)) for i, w in enumerate(model.words)]
        known = [(i, p) for i, p in parts if p is not None]
        self.words = np.array([i for i, _ in known], dtype=np.int64)
        onsets, rimes = _rows(blocks["o"]), _rows(blocks["r"])
        self._onsets: dict[CaseClass, _Chains] = {}
        self._rimes: dict[CaseClass, _Chains] = {}
        self._prior = 0.7 * model.unigram[self.words]
        self._index: dict[CaseClass, tuple[NDArray[np.intp], NDArray[np.intp]]] = {}
        for kind in ("lower", "title", "upper"):
            first = [in_case(p[0], kind) for _, p in known]
            rest = [
                in_case(p[1], kind if kind == "upper" or not p[0] else "lower") for _, p in known
            ]
            self._onsets[kind] = _Chains(sorted(set(first)), onsets, self._letters)
            self._rimes[kind] = _Chains(sorted(set(rest)), rimes, self._letters)
            self._index[kind] = (
                np.array([self._onsets[kind].place[s] for s in first]),
                np.array([self._rimes[kind].place[s] for s in rest]),
            )

    def scores(self, token: str, kind: CaseClass) -> Floats:
        """Return log P(token | word) for every word of ``words``, printed in the given case.

        A token too long for any syllable fits none.
        """
        if len(token) > _LONGEST:
            return np.full(len(self.words), _NEVER, dtype=np.float32)
        onset_of, rime_of = self._index[kind]
        onsets, rimes = self._onsets[kind], self._rimes[kind]
        best = np.full(len(self.words), _NEVER, dtype=np.float32)
        tails = rimes.tails(token)
        for cut in range(min(5, len(token) + 1)):
            head = onsets.whole(token[:cut])
            if head.max() > -16:
                np.maximum(best, head[onset_of] + tails[cut][rime_of], out=best)
        return best

    def candidates(
        self, token: str, kind: CaseClass, most: int = 22, margin: float = 10.5
    ) -> list[tuple[int, float]]:
        """Return likely words as (word id, log P(token | word)), ranked with their frequency."""
        scores = self.scores(token, kind)
        rank = scores + self._prior
        size = min(most, len(scores))
        top = np.argpartition(-rank, size - 1)[:size]
        top = top[np.argsort(-rank[top])]
        if scores[top[0]] <= _NEVER:
            return []
        limit = rank[top[0]] - margin
        return [(int(self.words[i]), float(scores[i])) for i in top if rank[i] >= limit]


class _Letters:
    """log P(read string | printed letter) for single letters, made on demand and kept.

    A mixture: what was counted for the letter, what was counted for all letters that differ from
    it in tone only, and what any engine may do.
    """

    def __init__(self, rows: list[tuple[str, str, int]]) -> None:
        letters = sorted({printed for printed, _, _ in rows} | set(_ALL_LETTERS))
        self._place = {_PAD: 0} | {c: i + 1 for i, c in enumerate(letters)}
        alphabet = [_PAD, *letters]
        plain = [strip_marks(c) for c in alphabet]
        self._exact = np.array([ord(c) for c in alphabet])
        self._plain = np.array([ord(c) for c in plain])
        self._lower = np.array([ord(c.lower()) for c in plain])
        self._marked = self._plain != self._exact
        names = [split_tone(c)[0] for c in alphabet]
        order = {name: i for i, name in enumerate(dict.fromkeys(names))}
        self._family = np.array([order[name] for name in names])
        self._counts: dict[str, Floats] = {}
        for printed, read, n in rows:
            vector = self._counts.setdefault(read, np.zeros(len(alphabet), dtype=np.float32))
            vector[self._place[printed]] += n
        self._totals = sum(self._counts.values(), np.zeros(len(alphabet))) + 2.0
        self._family_totals = np.bincount(self._family, self._totals)
        self._vectors: dict[str, Floats] = {}

    def number(self, letter: str) -> int:
        """Return the number of a printed letter."""
        return self._place[letter]

    def vector(self, read: str) -> Floats:
        """Return log P(read | letter) for every letter of the alphabet; the first is padding."""
        found = self._vectors.get(read)
        if found is None:
            values = 0.12 * self._general(read)
            counted = self._counts.get(read)
            if counted is not None:
                kin = (np.bincount(self._family, counted) / self._family_totals)[self._family]
                values += 0.78 * counted / self._totals + 0.10 * kin
            values[0] = 1e-26 if read else 1.0
            found = self._vectors[read] = np.log(values).astype(np.float32)
        return found

    def _general(self, read: str) -> NDArray[np.float64]:
        """Return what any engine may print for each letter, before counting."""
        if not read:
            return np.where(self._marked, 0.03, 0.01)
        bases = [strip_marks(c) for c in read]
        near = np.isin(self._lower, [ord(b.lower()) for b in bases])
        if len(read) > 1:
            far = np.where(self._marked, 3e-4, 1e-4)
            value = np.where(near & self._marked, 3e-3, far)
            return value * 0.03 ** (len(read) - 2)
        signs = np.where(self._marked, 3e-3, 1e-4)
        other = np.full(len(self._exact), 6e-4 if read.isascii() else 2e-4)
        value = other if read.isalnum() else signs
        same_letter = 0.3 if read == bases[0] else 0.012
        value = np.where(near, 0.02 if read == bases[0] else 0.002, value)
        value = np.where(self._plain == ord(bases[0]), same_letter, value)
        return np.where(self._exact == ord(read), 0.35, value)


class _Chains:
    """log P(read string | printed string) for a fixed list of printed strings."""

    def __init__(
        self, strings: list[str], rows: list[tuple[str, str, int]], letters: _Letters
    ) -> None:
        self.place = {s: i for i, s in enumerate(strings)}
        self._letters = letters
        self._length = max(1, max(map(len, strings)))
        self._spelt = np.array(
            [[letters.number(c) for c in s.ljust(self._length, _PAD)] for s in strings]
        )
        self._counts: dict[str, tuple[NDArray[np.intp], Floats]] = {}
        totals = np.zeros(len(strings), dtype=np.float32)
        grouped: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for printed, read, n in rows:
            if printed in self.place:
                grouped[read].append((self.place[printed], n))
                totals[self.place[printed]] += n
        for read, pairs in grouped.items():
            where, count = zip(*pairs, strict=True)
            self._counts[read] = (np.array(where), np.array(count, dtype=np.float32) - 0.5)
        self._share = np.log(_CHAIN_PRIOR / (totals + _CHAIN_PRIOR))
        self._totals = totals + _CHAIN_PRIOR
        self._kept: dict[str, Floats] = {}

    def whole(self, read: str) -> Floats:
        """Return log P(read | string) for every string."""
        found = self._kept.get(read)
        return self.tails(read)[0] if found is None else found

    def tails(self, read: str) -> list[Floats]:
        """Return log P(tail | string) for the tails of ``read`` that begin at 0, 1, 2, ..."""
        tails = [read[k:] for k in range(len(read) + 1)]
        if not all(t in self._kept for t in tails):
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            chain = self._chain(read)
            for k, tail in enumerate(tails):
                if tail not in self._kept:
                    self._kept[tail] = self._blend(tail, chain[k])
        return [self._kept[t] for t in tails]

    def _blend(self, read: str, chain: Floats) -> Floats:
        result: Floats = self._share + chain
        counted = self._counts.get(read)
        if counted is not None:
            where, count = counted
            result[where] = np.logaddexp(result[where], np.log(count / self._totals[where]))
        return result

    def _chain(self, read: str) -> Floats:
        """Score every tail of ``read`` by single letters; shape (tails, strings)."""
        size = len(read)
        best = np.full((size + 1, len(self._spelt)), _NEVER, dtype=np.float32)
        best[size] = 0.0
        rows = [
            np.stack([self._letters.vector(read[j : j + k]) for j in range(size + 1 - k)])
            for k in range(min(3, size) + 1)
        ]
        for position in range(self._length - 1, -1, -1):
            spelt = self._spelt[:, position]
            new = rows[0][:, spelt] + best
            for k in range(1, len(rows)):
                np.maximum(
                    new[: size + 1 - k], rows[k][:, spelt] + best[k:], out=new[: size + 1 - k]
                )
            best = new
        return best


def _rows(block: str) -> list[tuple[str, str, int]]:
    rows = []
    for line in block.split("\n"):
        if line:
            printed, read, number = line.split("\t")
            rows.append((printed, read, int(number)))
    return rows


@lru_cache(maxsize=4)
def load_channel(language: str) -> Channel:
    """Return the channel of the installed pack for "eng" or "vie", read on the first call."""
    return Channel(language, load_model())
