"""The channel model: how likely an engine prints this string for that syllable.

A syllable is read as an onset and a rime; each has counts of what an engine made of it, backed off
to a chain of single letters (one printed letter gives 0 to 3 read ones), which itself backs off to
what any engine may do: drop the mark, take another one, lose the letter. So strings and engines
never seen in training still get sensible candidates. Learned by
``benchmarks/train_repair/channel.py``. All values are natural logarithms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from normalizers.diacritics.model import LanguageModel, load_model
from normalizers.text.syllables import split_syllable
from normalizers.text.unicode import split_tone, strip_marks

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
_LONGEST, _LONGEST_ONSET = 16, 4
# Letters for which engines print these signs and digits.
_LOOKS_LIKE = dict(zip("¢©€£§$¥@®|!0156489&", "ccelssyaoliolsobage", strict=True))
# A token that no word fits well gets more candidates.
_POOR_FIT, _MORE, _FARTHER = -8.0, 8, 6.0
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
            self._onsets[kind] = _Chains(sorted(set(first)), onsets, self._letters, heads=True)
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
        tails = rimes.pieces(token, _LONGEST_ONSET)
        for cut, head in enumerate(reversed(onsets.pieces(token[:_LONGEST_ONSET]))):
            if head.max() > -16:
                np.maximum(best, head[onset_of] + tails[cut][rime_of], out=best)
        return best

    def candidates(
        self, token: str, kind: CaseClass, most: int = 22, margin: float = 9.0
    ) -> list[tuple[int, float]]:
        """Return likely words as (word id, log P(token | word)), ranked with their frequency."""
        scores = self.scores(token, kind)
        rank = scores + self._prior
        if scores.max() < _POOR_FIT:
            most, margin = most * _MORE, margin + _FARTHER
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
        bases = [_LOOKS_LIKE.get(c) or strip_marks(c) for c in read]
        near = self._lower == ord(bases[0].lower())
        for base in bases[1:]:
            near |= self._lower == ord(base.lower())
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
    """log P(read string | printed string) for a fixed list of printed strings.

    All tails (or heads) of a read string are scored together, letter by letter from the far end;
    printed strings with the same end share that work.
    """

    def __init__(
        self,
        strings: list[str],
        rows: list[tuple[str, str, int]],
        letters: _Letters,
        heads: bool = False,
    ) -> None:
        self.place = {s: i for i, s in enumerate(strings)}
        self._letters = letters
        self._heads = heads
        self._levels = list(_levels(strings, letters, heads))
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

    def pieces(self, read: str, most: int = _LONGEST) -> list[Floats]:
        """Return log P(piece | string) for the tails of ``read`` that begin at 0, 1, 2, ... most.

        For heads: for those that leave out the last 0, 1, 2, ... letters.
        """
        size = len(read)
        shortest = max(0, size - most)
        pieces = [
            read[:k] if self._heads else read[size - k :] for k in range(size, shortest - 1, -1)
        ]
        if not all(piece in self._kept for piece in pieces):
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            chain = self._chain(read)
            for k, piece in enumerate(pieces):
                if piece not in self._kept:
                    self._kept[piece] = self._blend(piece, chain[:, k])
        return [self._kept[piece] for piece in pieces]

    def _blend(self, read: str, chain: Floats) -> Floats:
        result: Floats = self._share + chain
        counted = self._counts.get(read)
        if counted is not None:
            where, count = counted
            result[where] = np.logaddexp(result[where], np.log(count / self._totals[where]))
        return result

    def _chain(self, read: str) -> Floats:
        """Score every piece of ``read`` by single letters; shape (strings, pieces)."""
        size = len(read)
        result = np.full((len(self.place), size + 1), _NEVER, dtype=np.float32)
        best = np.full((1, size + 1), _NEVER, dtype=np.float32)
        best[0, size] = 0.0
        runs = [
            np.array(
                [self._letters.vector(self._run(read, i, k)) for i in range(size + 1 - k)]
            ).T.copy()
            for k in range(min(3, size) + 1)
        ]
        for letter, inner, ends, strings in self._levels:
            if len(letter):
                before = best.take(inner, axis=0)
                best = runs[0].take(letter, axis=0) + before
                for k in range(1, len(runs)):
                    part = best[:, : size + 1 - k]
                    np.maximum(part, runs[k].take(letter, axis=0) + before[:, k:], out=part)
            result[strings] = best.take(ends, axis=0)
        return result

    def _run(self, read: str, at: int, length: int) -> str:
        """Return the letters next to border ``at``, borders counted from the open end."""
        if self._heads:
            return read[len(read) - at - length : len(read) - at]
        return read[at : at + length]


_Level: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]


def _levels(strings: list[str], letters: _Letters, heads: bool) -> Iterator[_Level]:
    """Yield, by length, the distinct ends (for heads: beginnings) of the strings.

    A level holds the outermost letter of each of its ends, the number of the rest of the end in
    the level before, and which of its ends are whole strings: their numbers here and among all.
    """
    before = {"": 0}
    for length in range(max(map(len, strings)) + 1):
        cut = [s[:length] if heads else s[len(s) - length :] for s in strings if len(s) >= length]
        ends = {end: i for i, end in enumerate(dict.fromkeys(cut))}
        outer = [letters.number(end[-1 if heads else 0]) for end in ends if end]
        inner = [before[end[:-1] if heads else end[1:]] for end in ends if end]
        whole = [(ends[s], i) for i, s in enumerate(strings) if len(s) == length]
        here, among = zip(*whole, strict=True) if whole else ((), ())
        yield tuple(np.array(x, dtype=np.intp) for x in (outer, inner, here, among))  # type: ignore[misc]
        before = ends


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
