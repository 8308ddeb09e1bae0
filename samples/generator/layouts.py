"""The catalogue of table layouts: what is in the table, how it is ruled, printed and broken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from samples.generator.fonts import FAMILIES
from samples.generator.model import Align, Look, Rules

Content: TypeAlias = Literal["action", "council", "ranges", "evidence", "schedule"]

_FIELDS: dict[int, tuple[str, ...]] = {
    4: ("criteria action owner deadline", "criteria action deadline owner"),
    5: (
        "number criteria action owner deadline",
        "criteria content action owner deadline",
        "criteria action owner start end",
    ),
    6: (
        "number criteria content action owner deadline",
        "number criteria action lead support deadline",
        "number criteria action start end owner",
    ),
    7: (
        "number criteria content action owner deadline notes",
        "number criteria content action owner start end",
        "number criteria content action lead support deadline",
    ),
    8: (
        "number standard criteria content action owner deadline notes",
        "number criteria content action lead support start end",
        "number criteria content action deadline owner budget notes",
    ),
    9: (
        "number criteria content action owner deadline budget conditions notes",
        "number standard criteria content action owner start end notes",
        "number criteria content action owner start end budget notes",
    ),
    10: (
        "number standard criteria content action owner deadline budget supervisor report_deadline",
        "number criteria content action lead support start end budget notes",
    ),
    11: (
        "number standard criteria content action lead support deadline budget supervisor "
        "report_deadline",
        "number standard criteria content action lead support start end budget notes",
    ),
    12: (
        "number standard criteria content action lead support start end budget supervisor "
        "report_deadline",
        "number standard criteria content action owner start end budget conditions supervisor "
        "report_deadline",
    ),
}
_RULES: tuple[Rules, ...] = (
    "full", "across", "doubled", "full", "upright", "faint", "full", "frame", "dotted", "none",
    "heavy", "three",
)  # fmt: skip
_OTHERS: tuple[Content, ...] = ("council", "ranges", "evidence", "schedule")
_ALIGNS: tuple[Align, ...] = ("left", "left", "center", "left")
_ACTIONS = 72
_REST = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to set out a table.

    Attributes:
        name: tells content, columns and rules; unique.
        content: what the table is about.
        fields: columns of an "action" table from left to right, else empty.
        look: how it is drawn and where it may break.
        family: a font family of ``samples.generator.fonts``.
        size: greatest size of the text in points; it shrinks until every word fits its column.
        landscape: the page lies on its side.
        repeat: the titles are printed again on each page.
        sections: rows that span the table name the standard, or the level.
        merged: cells of criterion, content and standard span several rows (only where lines
            show it).
        joint: lead and support stand under a common title.
        numbered: a row of column numbers stands under the titles.
        align: of the text cells; numbers, codes and dates stand in the middle.
        second: another table below, after a line of prose: "" none, "like" with the same columns.
        rows: about how many the first table has.
    """

    name: str
    content: Content
    fields: tuple[str, ...]
    look: Look
    family: str
    size: float
    landscape: bool
    repeat: bool
    sections: bool = False
    merged: bool = False
    joint: bool = False
    numbered: bool = False
    align: Align = "left"
    second: Literal["", "like"] | Content = ""
    rows: int = 10


@lru_cache(maxsize=1)
def catalogue() -> tuple[Layout, ...]:
    """Return every layout: tables of actions with 4 to 12 columns first, then the other kinds."""
    actions = tuple(_action(n) for n in range(_ACTIONS))
    return actions + tuple(_other(n) for n in range(_REST))


def chosen(count: int = 0) -> tuple[Layout, ...]:
    """Return ``count`` layouts spread evenly over the catalogue; all if 0."""
    everything = catalogue()
    if not count or count >= len(everything):
        return everything
    last = len(everything) - 1
    return tuple(everything[n * last // max(1, count - 1)] for n in range(count))


def _look(n: int, rules: Rules, crowded: bool) -> Look:
    """Return the n-th look with these rules; tables without lines need more space."""
    opened = not Look(rules).ruled
    return Look(
        rules=rules,
        padding=(4.0 if opened else (1.5, 2.5, 4.0)[n % 3]),
        side=(4.5 if opened else 3.0) if crowded else (5.4, 4.0)[n % 2],
        breaks=n % 3 != 1,
        cut_words=n % 6 == 5,
        closed=n % 4 == 2,
        middle=not opened and n % 4 == 1,
        shaded=n % 5 == 2,
    )


def _action(n: int) -> Layout:
    """Return the n-th table of actions: each turn goes through all column counts."""
    turn, place = divmod(n, len(_FIELDS))
    count = 4 + place
    fields = tuple(_FIELDS[count][turn % len(_FIELDS[count])].split())
    rules = _RULES[(n * 5 + turn * 2) % len(_RULES)]
    wide = count >= 9 or (count >= 7 and turn % 2 == 1)
    largest = 10.0 if count >= 10 else 11.0 if count >= 8 else 12.0
    others: tuple[Literal["", "like"] | Content, ...] = ("like", "council", "evidence", "schedule")
    return Layout(
        name=f"{n:02d}-action-{count}-{rules}",
        content="action",
        fields=fields,
        look=_look(n, rules, crowded=count >= 8),
        family=FAMILIES[(n + turn) % len(FAMILIES)],
        size=largest - (n % 2),
        landscape=wide,
        repeat=(n // 2) % 2 == 0,
        sections="standard" not in fields and turn % 2 == 0,
        merged=(n + turn) % 3 == 0 and (Look(rules).ruled or rules == "across"),
        joint=turn % 2 == 0,
        numbered=n % 7 == 3,
        align=_ALIGNS[n % len(_ALIGNS)],
        second=others[(n // 5) % len(others)] if n % 5 == 2 else "",
        rows=8 if wide else 11,
    )


def _other(n: int) -> Layout:
    """Return the n-th table of another kind."""
    content = _OTHERS[n % len(_OTHERS)]
    rules = _RULES[(n * 7 + n // len(_OTHERS)) % len(_RULES)]
    number = _ACTIONS + n
    return Layout(
        name=f"{number:02d}-{content}-{rules}",
        content=content,
        fields=(),
        look=_look(n, rules, crowded=False),
        family=FAMILIES[n % len(FAMILIES)],
        size=13.0 - n % 3,
        landscape=n % 5 == 4,
        repeat=n % 2 == 0,
        second=_OTHERS[(n + 1) % len(_OTHERS)] if n % 3 == 0 else "",
    )
