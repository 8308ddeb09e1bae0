"""A deadline cell as written: its points in time, how they are joined and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from normalizers.deadlines.mend import mend_numbers
from normalizers.deadlines.shapes import in_common_shape
from normalizers.deadlines.spans import Part, Point, with_year
from normalizers.deadlines.tokens import Token, tokenise
from normalizers.deadlines.weekdays import heeding_marks
from normalizers.text.unicode import clean, fold

__all__ = ["Item", "Written", "read_cell"]

_DASHES = re.compile(r"[‐‑‒–—―−]")
_BRACKETS = re.compile(r"[()\[\]{}\"“”'’*]")
_EVERY_YEAR = re.compile(r"h[a]ng\s*nam|moi\s*nam")


@dataclass(frozen=True, slots=True)
class Item:
    """A point with how it is joined to the one before ("", to, and) and what is said of it."""

    point: Point | None
    number: int = 0
    join: str = ""
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Written:
    """A cell as its words stand, before any year is filled in.

    Attributes:
        items: its points in time, in order.
        kinds: the kinds of its tokens.
        empty: no letter or digit at all.
        mended: OCR damage was undone.
        leftover: a number or a part ("cuối") belongs to no point.
        every_year: "hằng năm": no year is meant.
    """

    items: tuple[Item, ...]
    kinds: frozenset[str]
    empty: bool
    mended: bool
    leftover: bool
    every_year: bool


@lru_cache(maxsize=4096)
def read_cell(text: str) -> Written:
    """Return what a cell says, in any of the shapes and with the damage that OCR does."""
    plain = fold(_DASHES.sub("-", heeding_marks(clean(text))))
    folded = _BRACKETS.sub(" ", in_common_shape(plain))
    mended, changed = mend_numbers(folded)
    tokens = tokenise(mended)
    items, leftover = _grouped(tokens)
    return Written(
        tuple(items),
        frozenset(token.kind for token in tokens),
        not any(c.isalnum() for c in folded),
        changed,
        leftover,
        _EVERY_YEAR.search(mended) is not None,
    )


def _grouped(tokens: Sequence[Token]) -> tuple[list[Item], bool]:
    """Return the points with their joins and marks, and whether a number was left over."""
    items: list[Item] = []
    join, marks = "", set[str]()
    part: Part = ""
    leftover = False
    for i, token in enumerate(tokens):
        if token.kind == "clock" or (i and tokens[i - 1].kind == "clock" and token.kind == "to"):
            join = ""  # "từ 08h00 - 11h00 ngày ..." joins times of day, which do not count
            marks.discard("from")
        elif token.kind in ("to", "and"):
            join = token.kind
        elif token.kind in ("before", "until", "from", "ahead"):
            marks.add("before" if token.kind == "ahead" else token.kind)
        elif token.kind == "part":
            part = token.part
        elif token.kind in ("point", "number"):
            if token.point and token.point.unit == "school_year" and "until" in marks:
                part = "late"  # "hết năm học" is the end of lessons, as "cuối năm học" is
            point = replace(token.point, part=part) if token.point and part else token.point
            items.append(Item(point, token.number, join, frozenset(marks)))
            join, part, marks = "", "", set()
        elif token.kind == "junk":
            leftover = True
    if part and items and items[-1].point and not items[-1].point.part:
        leftover = True
    resolved = _numbers_resolved(items)
    kept = [item for item in resolved if item.point]
    return _without_counted_weeks(_merged(kept)), leftover or len(kept) < len(resolved)


def _without_counted_weeks(items: list[Item]) -> list[Item]:
    """Drop the weeks a plan counts before the days it gives for them ("Tuần 1 (05/9 - 10/9)").

    The days must be a span of their own: "tuần 3 đến ngày 10/10" needs its week.
    """
    days = [i for i, item in enumerate(items) if item.point and item.point.unit == "day"]
    at = days[0] if days else 0
    weeks = [item.point for item in items[:at]]
    if not weeks or any(p is None or p.unit != "week" for p in weeks):
        return items
    is_span = len(items) == at + 2 and items[at + 1].join == "to" and not items[at].join
    return items[at:] if is_span and len(days) == 2 else items


def _numbers_resolved(items: list[Item]) -> list[Item]:
    """Give every bare number the unit of its neighbour ("01-30/11/2023", "tháng 9, 10")."""
    out = list(items)
    for i in range(len(out) - 2, -1, -1):
        after = out[i + 1]
        if out[i].point is None and after.join and after.point:
            out[i] = replace(out[i], point=_like(after.point, out[i].number, share_year=True))
    for i in range(1, len(out)):
        before = out[i - 1]
        if out[i].point is None and out[i].join and before.point:
            out[i] = replace(out[i], point=_like(before.point, out[i].number, share_year=False))
    return out


def _like(point: Point, number: int, *, share_year: bool) -> Point | None:
    if point.unit == "day":
        return replace(point, day=number, part="", weekday=0)
    if point.unit == "month":
        return Point("month", month=number)
    if point.unit == "quarter" and not share_year:
        return Point("quarter", number=number)
    return None


def _merged(items: list[Item]) -> list[Item]:
    """Join what stands side by side: "tuần 2" + "tháng 9", "tháng 9" + "năm 2023"."""
    out: list[Item] = []
    for item in items:
        point, last = item.point, out[-1].point if out else None
        assert point is not None
        if last and not item.join and last.unit == "week" and point.unit == "month":
            month = replace(last, month=point.month, year=point.year, part="")
            out[-1] = replace(out[-1], point=month)
        elif (
            last and point.unit == "year" and not point.last and last.needs_year
            and item.join != "to" and last.unit not in ("week", "school_year", "semester")
        ):  # fmt: skip
            out[-1] = replace(out[-1], point=with_year(last, point.year))
        else:
            out.append(item)
    return out
