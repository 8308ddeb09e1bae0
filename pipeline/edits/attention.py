"""Which rows people should look at, and in which order.

As Amazon A2I chooses its human loops: a value below a confidence, a required field missing, a rule
that speaks against the row, and a random sample of the rows nobody doubts. The sample's share of
corrected rows is the measured quality of all those that are not looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.model import Item

LOW = "low_confidence"
MISSING = "missing"
RULE = "rule"
SAMPLE = "sample"
CONFLICT = "conflict"
REASONS: Final = (CONFLICT, LOW, MISSING, RULE, SAMPLE)


@dataclass(frozen=True, slots=True)
class AttentionSettings:
    """Who is looked at.

    Attributes:
        confident: rows at or above this probability of being right need no eyes by themselves.
            At 0.9 one row in ten of the doubtful ones is still wrong; an office that wants more
            looks at the sample's error rate first.
        sample_share: of the confident rows, looked at all the same. 1 in 20 gives an interval of
            3 points on 10,000 rows for half an hour of work.
        required: columns a row of a plan should have; one that is empty is looked at.
    """

    confident: float = 0.9
    sample_share: float = 0.05
    required: tuple[str, ...] = ("action", "owner")


SETTINGS: Final = AttentionSettings()

_QUIET: Final = frozenset(
    (
        "continued",
        "joined_row",
        "stitched",
        "from_prose",
        "columns_by_content",
        "criteria_from_section",
        "criteria_from_above",
        "action_from_heading",
        "legacy_font",
        "deadline_empty",
        "unmapped_columns",
        "reviewed",
        "corrected",
    )
)
"""Flags that tell how a row was read and are no doubt by themselves; a missing deadline is a fact
of the plan more often than of its reading."""


@dataclass(frozen=True, slots=True)
class Attention:
    """Why a row should be looked at (of ``REASONS``), and how urgent: 1 most, 0 not at all."""

    reasons: tuple[str, ...]
    urgency: float

    @property
    def sampled(self) -> bool:
        """Whether the row is looked at as part of the random sample alone."""
        return self.reasons == (SAMPLE,)


def attention(item: Item, settings: AttentionSettings = SETTINGS) -> Attention:
    """Return why people should look at a row as the program read it."""
    reasons = []
    if item.confidence < settings.confident:
        reasons.append(LOW)
    if any(not getattr(item, name) for name in settings.required):
        reasons.append(MISSING)
    if any(_speaks_against(flag) for flag in item.flags.split(";") if flag):
        reasons.append(RULE)
    if not reasons and in_sample(item.item_id, settings.sample_share):
        return Attention((SAMPLE,), 0.05)
    doubt = 1 - item.confidence
    return Attention(
        tuple(reasons), round(min(1.0, doubt + 0.1 * len(reasons)), 4) if reasons else 0.0
    )


def _speaks_against(flag: str) -> bool:
    return flag.split(":", 1)[0] not in _QUIET


def in_sample(item_id: str, share: float) -> bool:
    """Say whether a row belongs to the random sample: the same rows on every run and machine."""
    digest = hashlib.sha256(f"sample {item_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * 2**64


@dataclass(frozen=True, slots=True)
class Quality:
    """Measured quality of the rows nobody doubted.

    Attributes:
        looked_at: rows of the sample that people have confirmed or corrected.
        wrong: those of them that had to be corrected or were no item.
        waiting: rows of the sample nobody has looked at yet.
        confident: all rows the sample speaks for.
        low, high: 95 % interval of the error rate (E. B. Wilson 1927); 0 and 1 without a look.
    """

    looked_at: int = 0
    wrong: int = 0
    waiting: int = 0
    confident: int = 0
    low: float = 0.0
    high: float = 1.0

    @property
    def error_rate(self) -> float | None:
        """Share of wrong rows; None before anybody has looked."""
        return self.wrong / self.looked_at if self.looked_at else None


def measured(states: Iterable[tuple[str, bool]], confident: int) -> Quality:
    """Return the quality that the looked-at sample shows.

    Args:
        states: of each sampled row its state ("" if nobody looked) and whether it was corrected.
        confident: how many rows the sample was drawn from.
    """
    rows: Sequence[tuple[str, bool]] = list(states)
    done = [corrected or state == "rejected" for state, corrected in rows if state]
    waiting = len(rows) - len(done)
    if not done:
        return Quality(waiting=waiting, confident=confident)
    from scipy.stats import binomtest  # 100 MB that a server which shows rows need not hold

    interval = binomtest(sum(done), len(done)).proportion_ci(method="wilson")
    return Quality(
        len(done), sum(done), waiting, confident, float(interval.low), float(interval.high)
    )
