"""Letting the document and the table column speak for one reading against its likes.

A word that the document spells right elsewhere, or that stands beside its neighbour in a pair the
document or the column's usual phrases know, gets a bonus over words of the same unmarked form.
Names of provinces and districts are known always, where both words have a capital.
"""

from __future__ import annotations

import json
import math
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from normalizers.diacritics.context import RepairContext, build_context
from normalizers.diacritics.decoding.lattice import Lattice
from normalizers.diacritics.model import LanguageModel
from normalizers.diacritics.tagging import Spot
from normalizers.text.unicode import clean, strip_marks

__all__ = ["Hints", "add_context"]

REFERENCE = Path(__file__).parents[1] / "reference"
_WORD, _WORD_MORE, _PAIR = 0.5, 0.25, 3.0
_COLUMN_WORD, _COLUMN_PAIR = 0.3, 1.5
_PLACE = (1.0, 1.0)
_PHRASES = {
    "deadline": (
        "thường xuyên; hằng tháng; hằng tuần; hằng quý; hằng năm; hàng tháng; hàng tuần; hàng quý; "
        "hàng năm; học kỳ; học kì; đầu năm học; "
        "cuối năm học; trong năm học; cả năm học; năm học; từ tháng; đến tháng; tháng; tuần; quý; "
        "trước ngày; đầu học kỳ; cuối học kỳ; trong suốt năm học; định kỳ; đột xuất; dịp hè"
    ),
    "budget": (
        "ngân sách; ngân sách nhà nước; kinh phí; không có; nguồn chi thường xuyên; xã hội hóa; "
        "nguồn xã hội hóa; tự chủ; kinh phí hoạt động; quỹ hội cha mẹ học sinh; hội phí; tài trợ; "
        "triệu đồng; học phí; kinh phí nhà trường; quy chế chi tiêu nội bộ"
    ),
}


_Bonus: TypeAlias = tuple[float, float]
_Words: TypeAlias = dict[str, list[tuple[str, _Bonus]]]
_Pairs: TypeAlias = dict[tuple[str, str], list[tuple[str, str, _Bonus]]]


@dataclass(frozen=True, slots=True)
class Hints:
    """Bonuses (natural logarithms) for a changed and for a kept word, by folded form.

    Attributes:
        words: words with their bonuses.
        pairs: words side by side with the bonus each of them gets.
        unknown: words that only the document knows.
    """

    words: _Words
    pairs: _Pairs
    unknown: dict[str, list[str]]

    @staticmethod
    def of(context: RepairContext | None, model: LanguageModel, noisy: bool) -> Hints:
        """Gather what a context and its column tell; no context tells nothing.

        Args:
            context: the document's words and pairs.
            model: the language model, for what it knows itself.
            noisy: whether the document may repeat its own misreadings; then what stands there
                only once is no evidence.
        """
        if context is None:
            return Hints({}, {}, {})
        for known, flag, found in _RECENT:
            same = known.words is context.words and known.pairs is context.pairs
            if same and known.column == context.column and flag == noisy:
                return found
        hints = _gather(context, model, 2 if noisy else 1)
        _RECENT.append((context, noisy, hints))
        return hints


_RECENT: deque[tuple[RepairContext, bool, Hints]] = deque(maxlen=16)


def _gather(context: RepairContext, model: LanguageModel, least: int) -> Hints:
    column = _column(context.column or "")
    words: dict[str, _Bonus] = dict.fromkeys(column.words, (_COLUMN_WORD, _COLUMN_WORD))
    pairs: dict[tuple[str, str], _Bonus] = dict.fromkeys(column.pairs, (_COLUMN_PAIR, _COLUMN_PAIR))
    unknown: dict[str, list[str]] = {}
    itself = least - 1  # unmarked text is never among the evidence, misread text may be
    for word, count in context.words.items():
        more, kept = words.get(word, (0.0, 0.0))
        more, kept = max(more, _worth(count, least)), max(kept, _worth(count - itself, least))
        words[word] = (more, kept)
        if word not in model.ids and count >= least:
            unknown.setdefault(strip_marks(word), []).append(word)
    for pair, count in context.pairs.items():
        more, kept = pairs.get(pair, (0.0, 0.0))
        again = _PAIR if count - itself >= least else 0.0
        pairs[pair] = (max(more, _PAIR if count >= least else 0.0), max(kept, again))
    return Hints(*_by_fold(words, pairs), unknown)


def _worth(count: int, least: int) -> float:
    return _WORD + _WORD_MORE * min(4, math.log(count)) if count >= least else 0.0


@lru_cache(maxsize=16)
def _column(name: str) -> RepairContext:
    return build_context(_phrases(name))


def _phrases(column: str) -> Iterator[str]:
    if column in _PHRASES:
        yield from _PHRASES[column].split("; ")
    elif column == "owner" and (REFERENCE / "roles.json").exists():
        for role in json.loads((REFERENCE / "roles.json").read_text(encoding="utf-8")):
            yield role["name"]
            yield from role["synonyms"]
    elif column == "criteria":
        for path in sorted((REFERENCE / "frameworks").glob("*.json")):
            yield from _titles(json.loads(path.read_text(encoding="utf-8")))


def _titles(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        title = node.get("title")
        if isinstance(title, str):
            yield title
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _titles(child)


def add_context(
    lattices: Sequence[Lattice],
    sequences: Sequence[Sequence[Spot]],
    hints: Hints,
    model: LanguageModel,
) -> None:
    """Add the bonuses to the edges' costs, in place.

    Args:
        lattices: the lattices to change.
        sequences: for each lattice the unmarked words along one path through it.
        hints: the bonuses.
        model: the language model, for its words.
    """
    for lattice, spots in zip(lattices, sequences, strict=True):
        bonuses = _bonuses(spots, hints)
        if not bonuses:
            continue
        for number, edge in enumerate(lattice.edges):
            bonus = bonuses.get((edge.src, edge.dst), {}).get(model.words[edge.word])
            if bonus is not None:
                lattice.edges[number] = edge.dearer(bonus[0 if edge.surface else 1])


def _by_fold(
    word_bonus: Mapping[str, _Bonus], pair_bonus: Mapping[tuple[str, str], _Bonus]
) -> tuple[_Words, _Pairs]:
    words: _Words = {}
    for word, bonus in word_bonus.items():
        words.setdefault(strip_marks(word), []).append((word, bonus))
    pairs: _Pairs = {}
    for (a, b), bonus in pair_bonus.items():
        pairs.setdefault((strip_marks(a), strip_marks(b)), []).append((a, b, bonus))
    return words, pairs


def _bonuses(spots: Sequence[Spot], hints: Hints) -> dict[tuple[int, int], dict[str, _Bonus]]:
    """Return the bonus of each word at each place (nodes before and after) that has any."""
    found: dict[tuple[int, int], dict[str, _Bonus]] = {}

    def add(spot: Spot, word: str, bonus: _Bonus) -> None:
        at = found.setdefault((spot.src, spot.dst), {})
        changed, kept = at.get(word, (0.0, 0.0))
        at[word] = (changed + bonus[0], kept + bonus[1])

    for spot in spots:
        for word, bonus in hints.words.get(spot.fold, ()):
            add(spot, word, bonus)
    for left, right in zip(spots, spots[1:], strict=False):
        key = (left.fold, right.fold)
        known = list(hints.pairs.get(key, ()))
        if left.case and right.case:
            known += _places().get(key, ())
        for a, b, bonus in known:
            add(left, a, bonus)
            add(right, b, bonus)
    return found


@lru_cache(maxsize=1)
def _places() -> _Pairs:
    """Return neighbouring words of the names of provinces and districts, by folded form."""
    path = REFERENCE / "places.tsv"
    pairs: _Pairs = {}
    if not path.exists():
        return pairs
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for name in re.split(r"[\t;]", line.lower()):
            parts = clean(name).split()
            for a, b in zip(parts, parts[1:], strict=False):
                same = pairs.setdefault((strip_marks(a), strip_marks(b)), [])
                if (a, b, _PLACE) not in same:
                    same.append((a, b, _PLACE))
    return pairs
