"""The years of all times of a document, inferred together.

A row that prints no year has one state for each year it may mean; a row that prints one has that
state and, far less likely, its neighbours (a slip of the pen). What speaks for a state:

- the frame (``frames``): one of several guesses at the period the document is about;
- the order of the rows: in a schedule each begins after the one before, in other tables not, so
  each run of rows is weighed as ordered and as unordered;
- a weekday beside the day, a time in the heading above, a day the calendar lacks (29 February).

Weights are logarithms of probabilities. Within a frame the best assignment is found exactly
(Viterbi) and the probability of every state too (forward and backward sums); frames are mixed by
their posterior, tempered because the rows of one document are no independent witnesses of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from normalizers.deadlines.find import find_deadlines
from normalizers.deadlines.frames import DocumentTime, Frame, frames_of
from normalizers.deadlines.parse import needs_year
from normalizers.deadlines.row_time import Calendar, RowTime, is_open, placed
from normalizers.deadlines.spans import DeadlineValue

__all__ = ["SURE", "Chain", "RowYears", "State", "solve", "states_of", "step"]

SURE = 0.9
"""Least probability of a year that is given without doubt."""
WEEKDAY = -5.3
"""A weekday that does not fit: one in thirty is misprinted, and then any of six others."""
SECTION = -4.0
"""A time outside the one its heading names."""
PRINTED = -7.0
"""A year other than the printed one: a slip in a thousand."""
ORDER_PACE, ORDER_BACK = 90.0, 30.0
"""Mean days from row to row of a schedule, and of a step back in one."""
ORDER_SLIP = 0.05
"""Share of steps back in a schedule."""
ORDER_LEAST, ORDER_BACK_LEAST = -4.0, -5.0
NEW_SECTION = -0.5
"""Least weight of the step into a new section, where the order may begin again."""
LONGEST = 7
"""Years looked at, at most, around what the frames speak of."""


@dataclass(frozen=True, slots=True)
class State:
    """One reading of a row: the year of its first day, its days, what its own words say of it."""

    year: int
    value: DeadlineValue
    own: tuple[tuple[str, float], ...] = ()

    @property
    def weight(self) -> float:
        """What the row's own words say, in all."""
        return sum(weight for _, weight in self.own)

    @property
    def first(self) -> date:
        """The first day, the last where that is all there is."""
        day = self.value.start or self.value.end
        assert day is not None
        return day

    @property
    def last(self) -> date:
        """The last day, the first where the end is open."""
        return self.value.end or self.first


@dataclass(frozen=True, slots=True)
class RowYears:
    """What a row may mean. ``open`` says that it prints no year; no states: nothing to infer."""

    row: RowTime
    open: bool
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The answer: frame, and for each row with states the best one and all probabilities."""

    frame: Frame
    chosen: dict[int, int]
    shares: dict[int, tuple[float, ...]]
    odd: bool


def states_of(rows: Sequence[RowTime], time: DocumentTime, calendar: Calendar) -> list[RowYears]:
    """Return what each row may mean, by the years that the document's frames speak of."""
    fixed = [placed(row, Calendar()) for row in rows]
    opens = [is_open(row) for row in rows]
    days = [d for v, o in zip(fixed, opens, strict=True) if not o for d in (v.start, v.end) if d]
    frames, _ = frames_of(time, (min(days), max(days)) if days else None)
    spoken = sorted({year for frame in frames for year in frame.years()})
    years = _near(spoken, time)
    return [
        RowYears(row, True, tuple(_open_states(row, years, calendar)))
        if is_open_row
        else RowYears(row, False, tuple(_printed_states(row, value)))
        for row, value, is_open_row in zip(rows, fixed, opens, strict=True)
    ]


def _near(years: list[int], time: DocumentTime) -> list[int]:
    if len(years) <= LONGEST:
        return years
    middle = time.issued.year if time.issued else years[len(years) // 2]
    return sorted(years, key=lambda y: (abs(y - middle), y))[:LONGEST]


def _open_states(row: RowTime, years: Sequence[int], calendar: Calendar) -> Iterator[State]:
    heading = _heading_span(row.section)
    for year in sorted(years):
        value = placed(row, calendar, year)
        if not (value.start or value.end) or "impossible_date" in value.flags:
            continue
        state = State(year, value)
        own: list[tuple[str, float]] = []
        if "date_weekday_mismatch" in value.flags:
            own.append(("weekday", WEEKDAY))
        if heading and not (heading[0] <= state.last and state.first <= heading[1]):
            own.append(("section", SECTION))
        yield replace(state, own=tuple(own))


def _printed_states(row: RowTime, value: DeadlineValue) -> Iterator[State]:
    days = [day for day in (value.start, value.end) if day]
    if not days or value.kind not in ("range", "by") or needs_year(row.text):
        return
    yield State(days[0].year, value)
    if value.precision not in ("day", "month") or max(days) - min(days) > timedelta(days=200):
        return
    for shift in (-1, 1):
        moved = _moved(value, shift)
        if moved:
            yield State(days[0].year + shift, moved, (("printed", PRINTED),))


def _moved(value: DeadlineValue, years: int) -> DeadlineValue | None:
    try:
        start = value.start.replace(year=value.start.year + years) if value.start else None
        end = value.end.replace(year=value.end.year + years) if value.end else None
    except ValueError:  # 29 February
        return None
    return replace(value, start=start, end=end)


def _heading_span(section: str) -> tuple[date, date] | None:
    """Return the time a heading names with its year; None if it names none, or several."""
    values = [d.value for d in find_deadlines(section)]
    spans = {
        (v.start, v.end)
        for v in values
        if v.start and v.end and (v.precision != "day" or v.start != v.end)
    }
    return spans.pop() if len(spans) == 1 else None


def step(before: State, here: State) -> float:
    """Return the log weight of two rows that follow each other in a schedule, against chance."""
    if (before.value.start, before.value.end) == (here.value.start, here.value.end):
        return 0.0
    back = (before.first - here.last).days
    if back > 0:
        weight = math.log(ORDER_SLIP * 365 / ORDER_BACK) - back / ORDER_BACK
        return max(ORDER_BACK_LEAST, weight)
    ahead = max(0, (here.first - before.first).days)
    weight = math.log((1 - ORDER_SLIP) * 365 / ORDER_PACE) - ahead / ORDER_PACE
    return max(ORDER_LEAST, weight)


def solve(found: Sequence[RowYears], time: DocumentTime) -> Chain | None:
    """Return the best years of all rows together; None where no frame is known or no row is open.

    The rows must be those that ``states_of`` returned for the same ``time``.
    """
    days = [
        day
        for row in found
        if not row.open and row.states
        for day in (row.states[0].first, row.states[0].last)
    ]
    frames, odd = frames_of(time, (min(days), max(days)) if days else None)
    kept = [i for i, row in enumerate(found) if row.states]
    if not frames or not kept:
        return None
    runs = [list(group) for _, group in groupby(kept, key=lambda i: found[i].row.run)]
    readings = [[_Run(run, found, frame) for run in runs] for frame in frames]
    temper = math.sqrt(len(kept))
    scores = [
        math.log(frame.prior) + sum(run.total for run in parts) / temper
        for frame, parts in zip(frames, readings, strict=True)
    ]
    shares = [math.exp(score - _log_sum(scores)) for score in scores]
    best = max(range(len(frames)), key=scores.__getitem__)
    mixed: dict[int, tuple[float, ...]] = {}
    for at, _ in enumerate(runs):
        for i in runs[at]:
            columns = zip(*(parts[at].share_of(i) for parts in readings), strict=True)
            mixed[i] = tuple(
                sum(w * p for w, p in zip(shares, column, strict=True)) for column in columns
            )
    chosen = {i: n for run in readings[best] for i, n in run.best().items()}
    return Chain(frames[best], chosen, mixed, odd)


class _Run:
    """The rows of one table in one frame, as a schedule and as a list in no order, mixed."""

    def __init__(self, rows: Sequence[int], found: Sequence[RowYears], frame: Frame) -> None:
        self._rows = rows
        states = [found[i].states for i in rows]
        unary = [[_unary(state, frame) for state in row] for row in states]
        sections = [found[i].row.section for i in rows]
        ordered = [
            [
                [_edge(a, b, sections[k] != sections[k + 1]) for b in states[k + 1]]
                for a in states[k]
            ]
            for k in range(len(rows) - 1)
        ]
        free = [[[0.0] * len(states[k + 1]) for _ in states[k]] for k in range(len(rows) - 1)]
        self._sides = [_Sums(unary, ordered), _Sums(unary, free)]
        halves = [side.total + math.log(0.5) for side in self._sides]
        self.total = _log_sum(halves)
        self._weights = [math.exp(half - self.total) for half in halves]

    def share_of(self, row: int) -> tuple[float, ...]:
        """Return the probability of each state of a row."""
        at = self._rows.index(row)
        both = zip(*(side.shares(at) for side in self._sides), strict=True)
        return tuple(sum(w * p for w, p in zip(self._weights, pair, strict=True)) for pair in both)

    def best(self) -> dict[int, int]:
        """Return the states of the most likely assignment."""
        side = max(zip(self._weights, self._sides, strict=True), key=lambda pair: pair[0])[1]
        return dict(zip(self._rows, side.viterbi(), strict=True))


def _unary(state: State, frame: Frame) -> float:
    return frame.density(state.value.start, state.value.end) + math.log(365) + state.weight


def _edge(a: State, b: State, new_section: bool) -> float:
    weight = step(a, b)
    return max(weight, NEW_SECTION) if new_section else weight


class _Sums:
    """Forward and backward sums over a chain of states."""

    def __init__(self, unary: list[list[float]], edges: list[list[list[float]]]) -> None:
        self._unary, self._edges = unary, edges
        self._ahead = [unary[0]]
        for k, row in enumerate(unary[1:]):
            before = self._ahead[-1]
            self._ahead.append(
                [
                    w + _log_sum([f + edges[k][a][b] for a, f in enumerate(before)])
                    for b, w in enumerate(row)
                ]
            )
        self._behind = [[0.0] * len(unary[-1])]
        for k in range(len(unary) - 2, -1, -1):
            after = [w + r for w, r in zip(unary[k + 1], self._behind[0], strict=True)]
            self._behind.insert(
                0,
                [
                    _log_sum([e + r for e, r in zip(edges[k][a], after, strict=True)])
                    for a in range(len(unary[k]))
                ],
            )
        self.total = _log_sum(self._ahead[-1])

    def shares(self, at: int) -> list[float]:
        """Return the probability of each state at one place."""
        return [
            math.exp(f + b - self.total)
            for f, b in zip(self._ahead[at], self._behind[at], strict=True)
        ]

    def viterbi(self) -> list[int]:
        """Return the states of the best path."""
        best = [list(self._unary[0])]
        came: list[list[int]] = []
        for k, row in enumerate(self._unary[1:]):
            origins = [
                max(range(len(best[-1])), key=lambda a: best[-1][a] + self._edges[k][a][b])  # noqa: B023
                for b in range(len(row))
            ]
            came.append(origins)
            best.append(
                [w + best[-1][a] + self._edges[k][a][b] for (b, w), a in
                 zip(enumerate(row), origins, strict=True)]
            )  # fmt: skip
        path = [max(range(len(best[-1])), key=best[-1].__getitem__)]
        for origins in reversed(came):
            path.insert(0, origins[path[0]])
        return path


def _log_sum(values: Sequence[float]) -> float:
    most = max(values)
    return most + math.log(sum(math.exp(v - most) for v in values))
