"""All columns of a table named at once: the likeliest assignment of fields to columns.

A table is read as one of a few things (``READINGS``): a plan, a list of members, a duty roster, a
calendar, a list of evidence. Each reading says which fields belong to it and what it cannot do
without; for each the best assignment is found (Jonker and Volgenant 1987: a
field goes to one column, a column to one field), and the reading with the highest sum wins. How
much worse the table would be with another field in a column is that column's margin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import lap
import numpy as np

from extractors.tables.fields.weights import Profile, Weight
from extractors.wording.titles import FIELD_NAMES

__all__ = ["READINGS", "Assignment", "Choice", "Reading", "assign"]

_NEVER = -1e3
"""Log-odds of what cannot be: no sum of a table makes up for it."""

_FULL = 3
"""Cells after which a column of texts counts in full; one or two may be chance."""

_ANY_NUMBER = frozenset(("quantity",))
"""Fields that any table may have several columns of."""
_UNTOLD = 1.5
"""What it costs to leave a column of texts without a name (log-odds)."""
_TIMES = ("deadline", "start", "end")
_ALIKE = dict.fromkeys(_TIMES, _TIMES) | {"action": ("action", "content")}
"""Fields whose confusion does no harm to what a margin is for."""
_LEAST = 0.3
"""Log-odds below which a column stays unnamed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A thing that a table may be.

    Attributes:
        name: what it is.
        gains: log-odds that fields are worth more (or less) in it.
        never: fields that it does not have.
        needs: fields of which it must have at least one each, and what the lack costs.
        repeated: fields that several columns may have.
        stands_for: field -> (field, cost): a column whose title says the first may be the second.
    """

    name: str
    gains: Mapping[str, float] = field(default_factory=dict)
    never: frozenset[str] = frozenset()
    needs: tuple[tuple[frozenset[str], float], ...] = ()
    repeated: frozenset[str] = frozenset()
    stands_for: tuple[tuple[str, str, float], ...] = ()


def _one_of(*names: str) -> frozenset[str]:
    return frozenset(names)


READINGS: tuple[Reading, ...] = (
    Reading(
        "plan",
        gains={"action": 0.8, "owner": 0.2, "deadline": 0.2, "position": -2.0},
        never=_one_of("agenda", "role", "person", "signature"),
        needs=((_one_of("action"), 3.0), (_one_of("owner"), 0.7)),
        stands_for=(
            ("content", "action", 1.1),
            ("person", "owner", 0.6),
            ("person", "support", 1.6),
            ("supervisor", "owner", 0.3),
            ("unit", "owner", 1.2),
        ),
    ),
    Reading(
        "members",
        gains={"person": 0.8, "role": 0.6, "position": 0.8, "owner": -1.5},
        never=_one_of("agenda", "session", "action", "content", "supervisor", "subject"),
        needs=((_one_of("person"), 6.0), (_one_of("role", "position"), 1.0)),
        stands_for=(("action", "role", 2.0), ("owner", "role", 1.2), ("owner", "position", 1.2)),
    ),
    Reading(
        "roster",
        gains={"person": 0.6, "session": 0.6},
        never=_one_of("agenda", "action", "content", "role", "position", "criteria", "owner"),
        needs=((_one_of("person"), 6.0), (_one_of("deadline", "start"), 6.0)),
        repeated=_one_of("person"),
        stands_for=(("owner", "person", 0.4),),
    ),
    Reading(
        "calendar",
        gains={"agenda": 0.4},
        never=_one_of("action", "content", "criteria", "role", "position", "evidence", "person"),
        needs=((_one_of("agenda"), 9.0), (_one_of("deadline", "session"), 9.0)),
        repeated=_one_of("agenda"),
    ),
    Reading(
        "evidence",
        gains={"evidence": 0.6},
        never=_one_of("agenda", "session", "action", "role", "person", "signature"),
        needs=(
            (_one_of("evidence"), 6.0),
            (
                _one_of(
                    "criteria",
                    "standard",
                    "criterion_text",
                    "owner",
                    "deadline",
                    "evidence_code",
                    "evidence_source",
                    "evidence_issued",
                ),
                4.0,
            ),
        ),
    ),
    Reading(
        "units",
        gains={"unit": 0.8},
        never=_one_of("agenda", "session", "action", "content", "role", "person", "owner"),
        needs=((_one_of("unit"), 6.0),),
    ),
    Reading("other", never=_one_of("agenda", "session", "action", "role")),
)
"""What tables may be. Log-odds and costs are set by hand in tenths, on 16 invented tables, and were
held against 14 others written before (docs/decisions/columns.md)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Why a column became what it is.

    Attributes:
        name: its field, None if it names none.
        weight: what speaks for it, in parts; None where it has no field.
        margin: how much worse (log-odds) the whole table would be with this column otherwise.
    """

    name: str | None
    weight: Weight | None
    margin: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """The fields of a table's columns, how the table was read, and what speaks for it."""

    reading: str
    choices: tuple[Choice, ...]
    total: float

    @property
    def fields(self) -> tuple[str | None, ...]:
        """One field name per column, None for a column that names none."""
        return tuple(choice.name for choice in self.choices)


def assign(weights: Sequence[Mapping[str, Weight]], profiles: Sequence[Profile]) -> Assignment:
    """Return the likeliest assignment of fields to columns, over all readings.

    Args:
        weights: for each column the log-odds of every field (``column_weights``).
        profiles: what the cells of each column hold.
    """
    tables = [(r, _scores(r, weights, profiles)) for r in READINGS]
    solved = [(r, s, *_solve(r, s)) for r, s in tables]
    reading, _, best, total = max(solved, key=lambda item: item[3])
    choices = []
    for c, name in enumerate(best):
        others = max(_without(r, s, c, name) for r, s in tables)
        weight = weights[c][name] if name else None
        choices.append(Choice(name, weight, round(total - others, 3)))
    return Assignment(reading.name, tuple(choices), round(total, 3))


def _scores(
    reading: Reading, weights: Sequence[Mapping[str, Weight]], profiles: Sequence[Profile]
) -> np.ndarray:
    """Return a matrix columns x (fields, none) of log-odds under a reading."""
    places = {name: i for i, name in enumerate(FIELD_NAMES)}
    out = np.full((len(weights), len(FIELD_NAMES) + 1), _NEVER)
    out[:, -1] = [_LEAST - _UNTOLD * p.wordy * min(1.0, p.cells / _FULL) for p in profiles]
    for c, named in enumerate(weights):
        for name, weight in named.items():
            if name not in reading.never and profiles[c].cells:
                out[c, places[name]] = weight.total + reading.gains.get(name, 0.0)
            elif name not in reading.never:
                out[c, places[name]] = weight.title + reading.gains.get(name, 0.0)
        for said, meant, cost in reading.stands_for:
            if named[said].title > 0:
                told = named[said].title - cost + named[meant].content
                told += reading.gains.get(meant, 0.0)
                out[c, places[meant]] = max(out[c, places[meant]], told)
    return out


def _solve(
    reading: Reading, scores: np.ndarray, forced: int | None = None
) -> tuple[tuple[str | None, ...], float]:
    """Return the best fields under a reading and their sum, what is lacking taken off.

    ``forced`` is a column that must have a field.
    """
    n_cols = len(scores)
    places = [
        i
        for i, name in enumerate(FIELD_NAMES)
        for _ in range(n_cols if name in _ANY_NUMBER | reading.repeated else 1)
    ]
    unnamed = np.repeat(scores[:, -1:], n_cols, axis=1)
    if forced is not None:
        unnamed[forced] = _NEVER
    wide = np.hstack([scores[:, places], unnamed])
    _, _, chosen = lap.lapjvr(-wide, extend_cost=True)
    names = tuple(FIELD_NAMES[places[k]] if k < len(places) else None for k in chosen)
    total = float(wide[np.arange(n_cols), chosen].sum())
    missing = sum(cost for needed, cost in reading.needs if not needed & set(names))
    return names, total - missing


def _without(reading: Reading, scores: np.ndarray, column: int, name: str | None) -> float:
    """Return the best sum under a reading in which a column is not what it was."""
    if name is None:
        return _solve(reading, scores, column)[1]
    changed = scores.copy()
    for other in _ALIKE.get(name, (name,)):
        changed[column, FIELD_NAMES.index(other)] = _NEVER
    return _solve(reading, changed)[1]
