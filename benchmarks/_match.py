"""Match the rows a run gave with the true rows of a document, and count what is right.

Rows are paired one to one so that the sum of their likeness is greatest (Kuhn 1955, by
``scipy.optimize.linear_sum_assignment``); the kind of a row plays no part in it. A value counts as
found and right (tp), found and wrong (fp), or missing and wrong (fn); a wrong value in a paired row
is both fp and fn, an empty value that should be empty is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

from normalizers.text.unicode import clean, tone_key

MAX_CHARACTER_ERROR = 0.05
"""Share of the true action's characters that may be wrong for the action to count as right."""

Row = Mapping[str, str]

_BULLET = re.compile(r"(?:^|\n|(?<=[.;:!?]))\s*[-–—•●○▪■*+]+\s+(?=\S)|(?:^|\n)\s*[-–—•●+]+(?=\S)")
_SPACE = re.compile(r"\s+")
_WEIGHTS = {"criteria": 0.25, "owners": 0.15, "end_date": 0.15}
_LEAST_LIKENESS = 0.35


@dataclass(slots=True)
class Counts:
    """True positives, false positives, false negatives; sums by ``+=`` of another."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, other: Counts) -> None:
        """Add another's counts to these."""
        self.tp += other.tp
        self.fp += other.fp
        self.fn += other.fn

    @property
    def total(self) -> int:
        """Return everything counted; 0 where there was nothing to find and nothing was found."""
        return self.tp + self.fp + self.fn

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1.0 where nothing was found."""
        found = self.tp + self.fp
        return self.tp / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is true that was found; 1.0 where there is nothing to find."""
        true = self.tp + self.fn
        return self.tp / true if true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else 1.0


def folded(text: str) -> str:
    """Return the text on one line, leading bullets gone, in the project's one way of writing."""
    return _SPACE.sub(" ", _BULLET.sub(" ", clean(text))).strip()


def character_error(truth: str, text: str) -> float:
    """Return edits between the folded texts per character of the truth."""
    true, read = folded(truth), folded(text)
    return Levenshtein.distance(true, read) / max(1, len(true))


def same_text(truth: str, text: str) -> bool:
    """Say whether the texts agree but for at most five wrong characters in a hundred."""
    return character_error(truth, text) <= MAX_CHARACTER_ERROR


def same_set(truth: str, text: str) -> bool:
    """Say whether two ``;`` lists hold the same, blind to order, case and punctuation."""
    return _keys(truth) == _keys(text)


def same_exactly(truth: str, text: str) -> bool:
    """Say whether the values are equal but for white space at their ends."""
    return truth.strip() == text.strip()


def _keys(joined: str) -> frozenset[str]:
    return frozenset(tone_key(part) for part in joined.split(";") if part.strip())


@dataclass(frozen=True, slots=True)
class Field:
    """What is measured of a row: columns, and when their values agree."""

    name: str
    columns: tuple[str, ...]
    same: Callable[[str, str], bool]

    def known(self, rows: Sequence[Row]) -> bool:
        """Say whether the truth of a document tells this field in any row."""
        return any(name in row for row in rows for name in self.columns)

    def right(self, truth: Row, row: Row) -> bool:
        """Say whether every column agrees (empty where it is empty)."""
        return all(self._agree(truth.get(name, ""), row.get(name, "")) for name in self.columns)

    def _agree(self, truth: str, text: str) -> bool:
        if not truth.strip() or not text.strip():
            return not truth.strip() and not text.strip()
        return self.same(truth, text)

    def filled(self, row: Row) -> bool:
        """Say whether the row says anything in these columns."""
        return any(row.get(name, "").strip() for name in self.columns)


CORE = (
    Field("criterion", ("criteria",), same_exactly),
    Field("action", ("action",), same_text),
    Field("owner", ("owners",), same_set),
    Field("dates", ("start_date", "end_date"), same_exactly),
)
FURTHER = (
    Field("standard", ("standard",), same_exactly),
    Field("level", ("level",), same_exactly),
    Field("content", ("content",), same_text),
    Field("owner text", ("owner",), same_text),
    Field("people", ("people",), same_set),
    Field("time text", ("deadline",), same_text),
    Field("time kind", ("deadline_kind",), same_exactly),
    Field("budget", ("budget",), same_text),
    Field("notes", ("notes",), same_text),
)
ROW = "row"


@dataclass(slots=True)
class Matched:
    """One document's comparison: counts per field, the pairs, and what was left over."""

    fields: dict[str, Counts] = field(default_factory=dict)
    truth_rows: int = 0
    found_rows: int = 0
    extra_tasks: int = 0
    pairs: tuple[tuple[int, int], ...] = ()
    missed: tuple[int, ...] = ()
    surplus: tuple[int, ...] = ()


def compare_rows(truth: Sequence[Row], found: Sequence[Row]) -> Matched:
    """Pair the rows and count every field.

    A column missing from a true row is empty there. The four core fields are always counted, others
    only where some row of the truth tells them. Rows of kind "task" that pair with nothing are set
    aside as ``extra_tasks`` where the truth has no task rows of its own.
    """
    pairs = match(truth, found)
    paired = {f for _, f in pairs}
    lists_tasks = any(row.get("kind") == "task" for row in truth)
    left = [i for i in range(len(found)) if i not in paired]
    tasks = [i for i in left if found[i].get("kind") == "task" and not lists_tasks]
    surplus = tuple(i for i in left if i not in tasks)
    matched_truth = {t for t, _ in pairs}
    missed = tuple(i for i in range(len(truth)) if i not in matched_truth)
    result = Matched(
        truth_rows=len(truth),
        found_rows=len(found) - len(tasks),
        extra_tasks=len(tasks),
        pairs=pairs,
        missed=missed,
        surplus=surplus,
    )
    alone = ([truth[i] for i in missed], [found[i] for i in surplus])
    both = [(truth[t], found[f]) for t, f in pairs]
    told = [wanted for wanted in FURTHER if wanted.known(truth)]
    for wanted in (*CORE, *told):
        result.fields[wanted.name] = _count(wanted, both, *alone)
    result.fields[ROW] = _count_rows(both, len(missed), len(surplus))
    return result


def match(truth: Sequence[Row], found: Sequence[Row]) -> tuple[tuple[int, int], ...]:
    """Return the best pairs ``(index in truth, index in found)``; unlike rows stay alone."""
    if not truth or not found:
        return ()
    likeness = _likeness(truth, found)
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    return tuple(
        (int(t), int(f))
        for t, f in zip(rows, columns, strict=True)
        if likeness[t, f] >= _LEAST_LIKENESS
    )


def _likeness(truth: Sequence[Row], found: Sequence[Row]) -> np.ndarray:
    """Return truth x found scores: likeness of the texts 0..1 plus agreement of other columns."""
    score = process.cdist(
        [_text(row) for row in truth], [_text(row) for row in found], scorer=fuzz.ratio
    ).astype(float)
    score /= 100
    for name, weight in _WEIGHTS.items():
        true = np.array([row.get(name, "").strip() for row in truth], dtype=object)
        read = np.array([row.get(name, "").strip() for row in found], dtype=object)
        agree = (true[:, None] == read[None, :]) & (true[:, None] != "")
        score += weight * agree.astype(float)
    return np.asarray(score)


def _text(row: Row) -> str:
    return folded(row.get("action", ""))


def _count(
    wanted: Field, both: Sequence[tuple[Row, Row]], missed: Sequence[Row], surplus: Sequence[Row]
) -> Counts:
    counts = Counts()
    for truth, row in both:
        is_told, is_found = wanted.filled(truth), wanted.filled(row)
        right = wanted.right(truth, row)
        counts.tp += right and is_told
        counts.fp += is_found and not right
        counts.fn += is_told and not right
    counts.fn += sum(wanted.filled(row) for row in missed)
    counts.fp += sum(wanted.filled(row) for row in surplus)
    return counts


def _count_rows(both: Sequence[tuple[Row, Row]], missed: int, surplus: int) -> Counts:
    right = sum(whole_row_right(truth, row) for truth, row in both)
    wrong = len(both) - right
    return Counts(right, wrong + surplus, wrong + missed)


def whole_row_right(truth: Row, row: Row) -> bool:
    """Say whether criterion, action, owner and both dates are right."""
    return all(wanted.right(truth, row) for wanted in CORE)
