"""Letting the document and the table column speak for one reading against its likes.

A word that the document spells right elsewhere, or that stands beside its neighbour in a pair the
document or the column's usual phrases know, gets a bonus over words of the same unmarked form.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from normalizers.diacritics.context import RepairContext, build_context
from normalizers.diacritics.lattice import Lattice
from normalizers.diacritics.model import LanguageModel
from normalizers.diacritics.tagging import Spot
from normalizers.unicode import strip_marks

__all__ = ["Hints", "add_context"]

REFERENCE = Path(__file__).parents[1] / "reference"
_WORD, _WORD_MORE, _PAIR = 0.5, 0.25, 3.0
_COLUMN_WORD, _COLUMN_PAIR = 0.3, 1.5
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
    if not hints.words:
        return
    folded = {(strip_marks(a), strip_marks(b)) for a, b in hints.pairs}
    after: dict[tuple[str, str], float] = {}
    before: dict[tuple[str, str], float] = {}
    for (a, b), bonus in hints.pairs.items():
        after[a, strip_marks(b)] = max(bonus, after.get((a, strip_marks(b)), 0.0))
        before[strip_marks(a), b] = max(bonus, before.get((strip_marks(a), b), 0.0))
    for lattice, spots in zip(lattices, sequences, strict=True):
        place = {(s.src, s.dst): i for i, s in enumerate(spots)}
        folds = ["", *(s.fold for s in spots), ""]
        for number, edge in enumerate(lattice.edges):
            i = place.get((edge.src, edge.dst), -1)
            word = model.words[edge.word]
            if i < 0 or strip_marks(word) != folds[i + 1]:
                continue
            bonus = hints.words.get(word, 0.0)
            if (folds[i + 1], folds[i + 2]) in folded:
                bonus += after.get((word, folds[i + 2]), 0.0)
            if (folds[i], folds[i + 1]) in folded:
                bonus += before.get((folds[i], word), 0.0)
            if bonus:
                lattice.edges[number] = edge.dearer(bonus)
