"""Letting the document and the table column speak for one reading against its likes.

A word that the document spells right elsewhere, or that stands beside its neighbour in a pair the
document or the column's usual phrases know, gets a bonus over words of the same unmarked form.
Names of provinces and districts are known always, where both words have a capital.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from normalizers.diacritics.context import RepairContext, build_context
from normalizers.diacritics.lattice import Lattice
from normalizers.diacritics.model import LanguageModel
from normalizers.diacritics.tagging import Spot
from normalizers.unicode import clean, strip_marks

__all__ = ["Hints", "add_context"]

REFERENCE = Path(__file__).parents[1] / "reference"
_WORD, _WORD_MORE, _PAIR = 0.5, 0.25, 3.0
_COLUMN_WORD, _COLUMN_PAIR = 0.3, 1.5
_PLACE = 1.0
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


@dataclass(frozen=True, slots=True)
class Hints:
    """Bonuses of words and of pairs of words (natural logarithms)."""

    words: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]

    @staticmethod
    def of(context: RepairContext | None) -> Hints:
        """Gather what a context and its column tell; no context tells nothing."""
        if context is None:
            return Hints({}, {})
        column = _column(context.column or "")
        words = dict(column.words)
        pairs = dict(column.pairs)
        for word, count in context.words.items():
            words[word] = max(words.get(word, 0.0), _WORD + _WORD_MORE * min(4, math.log(count)))
        pairs |= dict.fromkeys(context.pairs, _PAIR)
        return Hints(words, pairs)


@lru_cache(maxsize=16)
def _column(name: str) -> Hints:
    found = build_context(_phrases(name))
    return Hints(dict.fromkeys(found.words, _COLUMN_WORD), dict.fromkeys(found.pairs, _COLUMN_PAIR))


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
    words, pairs = _by_fold(hints)
    for lattice, spots in zip(lattices, sequences, strict=True):
        bonuses = _bonuses(spots, words, pairs)
        if not bonuses:
            continue
        for number, edge in enumerate(lattice.edges):
            bonus = bonuses.get((edge.src, edge.dst), {}).get(model.words[edge.word])
            if bonus:
                lattice.edges[number] = edge.dearer(bonus)


_Words: TypeAlias = dict[str, list[tuple[str, float]]]
_Pairs: TypeAlias = dict[tuple[str, str], list[tuple[str, str, float]]]


def _by_fold(hints: Hints) -> tuple[_Words, _Pairs]:
    words: _Words = {}
    for word, bonus in hints.words.items():
        words.setdefault(strip_marks(word), []).append((word, bonus))
    pairs: _Pairs = {}
    for (a, b), bonus in hints.pairs.items():
        pairs.setdefault((strip_marks(a), strip_marks(b)), []).append((a, b, bonus))
    return words, pairs


def _bonuses(
    spots: Sequence[Spot], words: _Words, pairs: _Pairs
) -> dict[tuple[int, int], dict[str, float]]:
    """Return the bonus of each word at each place (nodes before and after) that has any."""
    found: dict[tuple[int, int], dict[str, float]] = {}

    def add(spot: Spot, word: str, bonus: float) -> None:
        at = found.setdefault((spot.src, spot.dst), {})
        at[word] = at.get(word, 0.0) + bonus

    for spot in spots:
        for word, bonus in words.get(spot.fold, ()):
            add(spot, word, bonus)
    for left, right in zip(spots, spots[1:], strict=False):
        key = (left.fold, right.fold)
        known = list(pairs.get(key, ()))
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
