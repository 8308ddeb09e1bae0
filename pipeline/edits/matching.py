"""Which row of a new reading is which row of the one before, so that rows keep their ids.

Evidence is the place on the page and the likeness of what is written; all rows are assigned at
once (linear assignment, J. Munkres 1957, as in scipy), so that two rows never claim one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

import numpy as np
from rapidfuzz import fuzz

from pipeline.edits.boxes import overlap
from pipeline.model import Item


@dataclass(frozen=True, slots=True)
class MatchingSettings:
    """How alike two rows must be to be the same row.

    Attributes:
        least: of a likeness from 0 to 1. Rows of one table that share owner, dates and criterion
            but speak of other work reach 0.4 to 0.5; a row read twice by other versions 0.8.
        text_weight: share of the text in the likeness where both rows have a box; the rest is how
            much their boxes overlap. An edited file moves its rows, so place alone must not decide.
        order_weight: what equal order adds, so that of equal rows the first stays the first.
        other_page: taken off for rows that stand on another page.
    """

    least: float = 0.55
    text_weight: float = 0.75
    order_weight: float = 0.02
    other_page: float = 0.1


SETTINGS: Final = MatchingSettings()


@dataclass(frozen=True, slots=True)
class Matched:
    """A new reading under the ids of the one before, and the old rows it no longer gives."""

    items: tuple[Item, ...]
    gone: tuple[Item, ...]


def matched(
    old: Sequence[Item],
    new: Sequence[Item],
    taken: Iterable[str] = (),
    settings: MatchingSettings = SETTINGS,
) -> Matched:
    """Return the new rows with the ids of the old rows they are.

    Rows without a counterpart get an id that was never used in the document.

    Args:
        old: rows of the reading before, those gone for long included.
        new: rows of this reading, in reading order.
        taken: further ids in use (rows people added).
        settings: how alike rows must be.
    """
    pairs = _pairs(old, new, settings)
    prefix = new[0].document_id[:12] if new else ""
    used = {item.item_id for item in old} | set(taken)
    fresh = _unused(prefix, used)
    items = tuple(
        replace(item, item_id=f"{prefix}-{_number(old[pairs[i]])}" if i in pairs else next(fresh))
        for i, item in enumerate(new)
    )
    kept = set(pairs.values())
    return Matched(items, tuple(item for i, item in enumerate(old) if i not in kept))


def _number(item: Item) -> str:
    return item.item_id.split("-", 1)[1]


def _unused(prefix: str, used: set[str]) -> Iterator[str]:
    numbers = {item_id.split("-", 1)[1] for item_id in used}
    return (f"{prefix}-{n:04d}" for n in count(1) if f"{n:04d}" not in numbers)


def _pairs(old: Sequence[Item], new: Sequence[Item], settings: MatchingSettings) -> dict[int, int]:
    """Return for the place of a new row the place of the old one."""
    if not old or not new:
        return {}
    same = _equal_pairs(old, new)
    rest_new = [i for i in range(len(new)) if i not in same]
    rest_old = [j for j in range(len(old)) if j not in set(same.values())]
    if not rest_new or not rest_old:
        return same
    from scipy.optimize import linear_sum_assignment  # loaded only where rows have changed

    likeness = np.array([[_likeness(old[j], new[i], settings) for j in rest_old] for i in rest_new])
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    found = zip(rows.tolist(), columns.tolist(), strict=True)
    close = {rest_new[r]: rest_old[c] for r, c in found if likeness[r, c] >= settings.least}
    return same | close


def _equal_pairs(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Pair rows that are the same to the letter; most are, and the assignment is cubic."""
    waiting: dict[tuple[object, ...], list[int]] = {}
    for j, item in enumerate(old):
        waiting.setdefault(_content(item), []).append(j)
    pairs = {}
    for i, item in enumerate(new):
        if places := waiting.get(_content(item)):
            pairs[i] = places.pop(0)
    return pairs


def _content(item: Item) -> tuple[object, ...]:
    return (item.page, item.kind, item.action, item.owner, item.deadline, item.bbox)


def _likeness(old: Item, new: Item, settings: MatchingSettings) -> float:
    """Return how alike two rows are, from 0 to a little above 1."""
    text = fuzz.ratio(_words(old), _words(new)) / 100
    place = overlap(old.bbox, new.bbox) if old.page == new.page else 0.0
    score = text
    if old.bbox and new.bbox and old.page == new.page:
        score = max(text * settings.text_weight + place * (1 - settings.text_weight), text - 0.1)
    score -= settings.other_page * (old.page != new.page)
    return score + settings.order_weight * (old.row == new.row)


def _words(item: Item) -> str:
    return " | ".join((item.action, item.content, item.owner, item.deadline, item.criteria))
