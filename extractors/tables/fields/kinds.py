"""What is a table for? The kind follows from the fields it has, and from how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from extractors.wording.matching import folded_words
from extractors.wording.titles import CERTAIN_TITLE, SURE_TITLE, title_scores

__all__ = ["TableKind", "kind_of"]

TableKind: TypeAlias = Literal[
    "action", "assignment", "evidence", "schedule", "task", "members", "units", "roster",
    "calendar", "other",
]  # fmt: skip

_FEWEST_COLUMNS = 2
"""Columns with texts of a schedule, at least: when, and what or who."""

_SAMPLE = 10
"""Cells of a column that tell what a table speaks of,"""

_LONGEST = 120
"""if they have fewer characters: long ones speak of many things."""

_LEADING = frozenset(("deadline", "start", "number", "criteria", "person"))
_MEMBER_FIELDS = ("position", "role")
_ACTION_WORDS = tuple(
    folded_words(w) for w in ("giải pháp", "biện pháp", "cải tiến", "khắc phục", "tiêu chí")
)


def kind_of(
    reading: str,
    fields: tuple[str | None, ...],
    titles: tuple[str, ...],
    bodies: Sequence[Sequence[str]],
    *,
    headed: bool,
) -> TableKind:
    """Return what a table is for; ``other`` where nothing is known of it.

    Args:
        reading: the name of the reading that fitted best (``joint.READINGS``).
        fields: one field per column, None for a column that names none.
        titles: the titles of the columns.
        bodies: the texts below them.
        headed: whether it has a header; without, a time, a number, a code or a name must lead.
    """
    if not headed and not _LEADING & set(fields):
        return "other"
    if reading == "calendar":
        return "calendar"
    if reading == "roster":
        return "roster"
    has = set(fields) - {None}
    when = has & {"deadline", "start", "end"}
    coded = has & {"criteria", "standard", "criterion_text"}
    what = has & {"action", "content"}
    if "birth" in has and not (what or when or has & set(_MEMBER_FIELDS)):
        return "other"  # who they are, nothing they do
    if "person" in has and (has & set(_MEMBER_FIELDS) or not what):
        return "members"
    if "evidence" in has and "action" not in has:
        return "evidence"
    if coded and not what:
        return "assignment" if has & {"owner", "person", "deadline"} else "other"
    if when and what and not coded and (_time_first(fields) or _lists_units(titles)):
        return "schedule"
    if what and (coded or _speaks_of_actions(titles, bodies)):
        return "action"
    if "result" in has and not when and bodies[fields.index("result")]:
        return "other"  # what was done, with figures, is no plan
    if what and (when or has & {"owner", "support"}):
        return "task"
    titled = any(
        f in when and title_scores(t).get(f, 0.0) >= SURE_TITLE
        for t, f in zip(titles, fields, strict=True)
        if t and f
    )
    if titled and sum(map(bool, bodies)) >= _FEWEST_COLUMNS:
        return "schedule"
    return "units" if "unit" in has else "other"


def _lists_units(titles: tuple[str, ...]) -> bool:
    """Say whether a column lists schools or offices: the table tells when each has its turn."""
    return any(
        scores.get("unit", 0.0) >= CERTAIN_TITLE and max(scores.values()) == scores["unit"]
        for scores in map(title_scores, titles)
    )


def _time_first(fields: tuple[str | None, ...]) -> bool:
    """Say whether the table is led by its time column (a number column may stand before it)."""
    leading = [f for f in fields if f != "number"]
    return bool(leading) and leading[0] in ("deadline", "start")


def _speaks_of_actions(titles: tuple[str, ...], bodies: Sequence[Sequence[str]]) -> bool:
    texts = [*titles, *(t for body in bodies for t in body[:_SAMPLE] if len(t) < _LONGEST)]
    words = [folded_words(t) for t in texts]
    return any(
        ws[i : i + 2] == phrase for ws in words for phrase in _ACTION_WORDS for i in range(len(ws))
    )
