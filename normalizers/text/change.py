"""The record of one correction, shared by every stage that repairs text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One correction that repair made (``applied``) or only suggests.

    ``start`` and ``end`` are character offsets in the text *before* repair.
    """

    start: int
    end: int
    original: str
    replacement: str
    probability: float
    applied: bool = True
