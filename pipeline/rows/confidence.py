"""How likely a row is wholly right: criterion, action, owner and dates.

A logistic model of what is known of the row: how sure the engine was of its least sure field and
of all its text, the evidence of the table for its grid and columns or of the sentence for being a
task, what was inferred, what the rules found wrong or had to mend, how much repair changed. The
weights are fitted on generated plans and on case documents, those that nobody had mended the
program on counted three times (``python -m benchmarks.row_confidence --fit``); the benchmark prints
how far they hold on others.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Final

from extractors.types import FieldValue

__all__ = ["DOUBTS", "INFERRED", "MENDED", "WEIGHTS", "Evidence", "evidence_of", "row_confidence"]

DOUBTS: Final = frozenset(
    (
        "criteria_range_odd",
        "criteria_unparsed",
        "criterion_not_in_framework",
        "date_weekday_mismatch",
        "deadline_partial",
        "deadline_unparsed",
        "end_before_start",
        "impossible_date",
        "interleaved",
        "owner_extra_text",
        "owner_unknown",
        "readers_differ",
        "uncertain_rows",
        "year_ambiguous",
        "year_doubtful",
    )
)
"""Flags that say a value is missing, cannot be right, or was read in two ways."""

MENDED: Final = frozenset(
    (
        "columns_displaced",
        "criteria_dot_restored",
        "criteria_from_sequence",
        "criteria_ocr_mended",
        "criteria_out_of_order",
        "deadline_ocr_mended",
        "deadline_year_mended",
        "flattened",
        "owner_ocr_mended",
        "row_number_gap",
        "row_number_order",
    )
)
"""Flags that say a value was put right by rule, or looks odd beside its neighbours."""

INFERRED: Final = frozenset(
    (
        "action_from_heading",
        "columns_by_content",
        "criteria_from_above",
        "criteria_from_section",
        "criteria_from_text",
        "deadline_from_above",
        "deadline_from_notes",
        "deadline_inherited",
        "owner_from_above",
        "owner_from_text",
        "owner_inherited",
        "parallel_lists",
        "several_dates",
        "year_from_school_year",
        "year_inferred",
    )
)
"""Flags that say a value does not stand in its own cell or sentence, or not all of it."""

_CORE = ("criteria", "action", "content", "owner", "support", "deadline", "start", "end")
_MOST = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a row, each 0 where nothing speaks against it.

    Attributes:
        guessed: 1 where an engine read any of it, 0 for a trusted text.
        weakest: 1 minus the confidence of the least sure field of criterion, work, owner and time.
        unsure: 1 minus the mean confidence of these fields, weighted by length.
        table: 1 minus the evidence for the table's grid and the names of its columns; 0 in prose.
        prose: 1 where the row is a task of running text.
        sentence: 1 minus how surely that sentence gives someone work; 0 in tables.
        doubts: flags of ``DOUBTS``, at most 4.
        mended: flags of ``MENDED``, at most 4.
        inferred: flags of ``INFERRED``, at most 4.
        silent: 1 where neither an owner nor a time stands in the row.
        repaired: words of these fields that repair changed, at most 4.
    """

    guessed: float
    weakest: float
    unsure: float
    table: float
    prose: float
    sentence: float
    doubts: float
    mended: float
    inferred: float
    silent: float
    repaired: float


WEIGHTS: Final = (2.99, 0.0, 1.68, 1.5, 3.02, 0.0, 3.56, 1.0, 1.28, 0.3, 0.0, 0.1)
"""Log-odds of a row nothing speaks against, and what each part of ``Evidence`` takes from it."""


def evidence_of(values: dict[str, FieldValue], source: float, flags: Collection[str]) -> Evidence:
    """Return the evidence of a row.

    Args:
        values: its fields.
        source: how sure its table, or the sentence it was taken from, is; 0 to 1.
        flags: its flags; ``from_prose`` says which of the two it is.
    """
    core = [v for name, v in values.items() if name in _CORE and v.text.strip()]
    length = sum(len(v.text) for v in core)
    prose = "from_prose" in flags
    mean = sum(v.conf * len(v.text) for v in core) / length if length else 1.0
    repaired = sum(change.applied for v in core for change in v.changes)
    return Evidence(
        guessed=float(any(v.conf < 1.0 for v in core)),
        weakest=1.0 - min((v.conf for v in core), default=1.0),
        unsure=1.0 - mean,
        table=0.0 if prose else 1.0 - source,
        prose=float(prose),
        sentence=1.0 - source if prose else 0.0,
        doubts=_count(flags, DOUBTS),
        mended=_count(flags, MENDED),
        inferred=_count(flags, INFERRED),
        silent=float(not {"owner", "deadline", "start", "end", "person"} & set(values)),
        repaired=float(min(_MOST, repaired)),
    )


def _count(flags: Iterable[str], named: Collection[str]) -> float:
    return float(min(_MOST, len(set(flags) & set(named))))


def row_confidence(evidence: Evidence, weights: tuple[float, ...] = WEIGHTS) -> float:
    """Return the probability, 0..1, that the row is wholly right."""
    parts = (getattr(evidence, part.name) for part in fields(evidence))
    odds = weights[0] - sum(w * x for w, x in zip(weights[1:], parts, strict=True))
    return round(1.0 / (1.0 + math.exp(-odds)), 3)
