"""From a deadline cell to a span: group the tokens, fill in shared parts, place on the calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from normalizers.deadlines.mend import mend_numbers
from normalizers.deadlines.shapes import in_common_shape
from normalizers.deadlines.spans import DeadlineValue, Kind, Part, Point, Span, span_of, with_year
from normalizers.deadlines.tokens import Token, tokenise
from normalizers.deadlines.weekdays import without_collecting
from normalizers.school_year import SchoolYear
from normalizers.unicode import clean, fold

_DASHES = re.compile(r"[‐‑‒–—―−]")
_BRACKETS = re.compile(r"[()\[\]{}\"“”'’*]")
_EVERY_YEAR = re.compile(r"h[a]ng\s*nam|moi\s*nam")
# Plans look a few years back and up to a decade ahead; other years are misread.
_YEARS_BACK, _YEARS_AHEAD = 5, 8
_WHOLE_UNITS = ("month", "quarter", "semester", "year")


@dataclass(frozen=True, slots=True)
class _Item:
    """A point with how it is joined to the one before ("", to, and) and what is said of it."""

    point: Point | None
    number: int = 0
    join: str = ""
    marks: frozenset[str] = frozenset()


def parse_deadline(
    text: str, *, school_year: SchoolYear | None = None, week_one: date | None = None
) -> DeadlineValue:
    """Return the span of days a deadline cell names; the cell's own words decide everything.

    Args:
        text: the cell, repaired or not; OCR damage to numbers is mended and flagged.
        school_year: gives the year of "Tháng 11" and the days of "học kỳ I" (flagged
            ``year_from_school_year``); without it such a deadline has no dates.
        week_one: Monday of the first school week for "Tuần 3"; taken as the week of 5 September
            of ``school_year`` if None (flagged ``week_one_assumed``).
    """
    return _parse(text, school_year, week_one)


@lru_cache(maxsize=4096)
def _parse(text: str, school_year: SchoolYear | None, week_one: date | None) -> DeadlineValue:
    folded = _BRACKETS.sub(
        " ", in_common_shape(fold(_DASHES.sub("-", without_collecting(clean(text)))))
    )
    if not any(c.isalnum() for c in folded):
        return DeadlineValue()
    mended, changed = mend_numbers(folded)
    tokens = tokenise(mended)
    flags: tuple[str, ...] = ("deadline_ocr_mended",) if changed else ()
    items, leftover = _grouped(tokens)
    kinds = {token.kind for token in tokens}
    if not items:
        kind: Kind = (
            "recurring" if "recurring" in kinds else "relative" if "relative" in kinds else ""
        )
        if "clock" in kinds and not kind:
            return DeadlineValue(flags=("hours_only",))
        return DeadlineValue(kind=kind, flags=() if kind else (*flags, "deadline_unparsed"))
    if "relative" in kinds and all(_is_bare_school_year(i.point) for i in items):
        return DeadlineValue(kind="relative", flags=flags)
    if leftover and "recurring" not in kinds:
        flags += ("deadline_partial",)
    recurring = "recurring" in kinds
    every_year = recurring and _EVERY_YEAR.search(mended) is not None
    known_year = None if recurring else school_year
    filled, filled_flags = _filled(items, None if every_year else school_year, known_year)
    spans = [span_of(i.point, known_year, week_one) for i in filled if i.point]
    value = _composed(filled, spans)
    if recurring:
        value = replace(value, kind="recurring", flags=_without_missing(value.flags))
    return replace(value, flags=tuple(dict.fromkeys((*flags, *filled_flags, *value.flags))))


def _is_bare_school_year(point: Point | None) -> bool:
    return point is not None and point.unit == "school_year" and not point.year and not point.part


def _without_missing(flags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f for f in flags if f != "year_missing")


def _grouped(tokens: Sequence[Token]) -> tuple[list[_Item], bool]:
    """Return the points with their joins and marks, and whether a number was left over."""
    items: list[_Item] = []
    join, marks = "", set[str]()
    part: Part = ""
    leftover = False
    for i, token in enumerate(tokens):
        if token.kind == "clock" or (i and tokens[i - 1].kind == "clock" and token.kind == "to"):
            join = ""  # "từ 08h00 - 11h00 ngày ..." joins times of day, which do not count
            marks.discard("from")
        elif token.kind in ("to", "and"):
            join = token.kind
        elif token.kind in ("before", "until", "from"):
            marks.add(token.kind)
        elif token.kind == "part":
            part = token.part
        elif token.kind in ("point", "number"):
            if token.point and token.point.unit == "school_year" and "until" in marks:
                part = "late"  # "hết năm học" is the end of lessons, as "cuối năm học" is
            point = replace(token.point, part=part) if token.point and part else token.point
            items.append(_Item(point, token.number, join, frozenset(marks)))
            join, part, marks = "", "", set()
        elif token.kind == "junk":
            leftover = True
    if part and items and items[-1].point and not items[-1].point.part:
        leftover = True
    resolved = _numbers_resolved(items)
    kept = [item for item in resolved if item.point]
    return _without_counted_weeks(_merged(kept)), leftover or len(kept) < len(resolved)


def _without_counted_weeks(items: list[_Item]) -> list[_Item]:
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


def _numbers_resolved(items: list[_Item]) -> list[_Item]:
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


def _merged(items: list[_Item]) -> list[_Item]:
    """Join what stands side by side: "tuần 2" + "tháng 9", "tháng 9" + "năm 2023"."""
    out: list[_Item] = []
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


def _filled(
    items: list[_Item], month_year: SchoolYear | None, whole_year: SchoolYear | None
) -> tuple[list[_Item], tuple[str, ...]]:
    """Fill in missing years from the neighbours, then from the school year.

    ``month_year`` is for points that name a month, ``whole_year`` for semesters and "năm học".
    """
    said = next(
        (i.point.year for i in items if i.point and i.point.unit == "school_year" and i.point.year),
        0,
    )
    points = [i.point for i in items if i.point]
    if said and len(points) > 1:
        items = [i for i in items if not _is_context(i)] or items
        points = [i.point for i in items if i.point]
    _fill_from_neighbours(points, said)
    flags: tuple[str, ...] = _mend_years(points, whole_year)
    for i, point in enumerate(points):
        source = month_year if point.month_of_year else whole_year
        context = SchoolYear(said) if said else source
        year = _year_in(point, context) if context else 0
        if point.needs_year and year:
            points[i] = with_year(point, year)
            flags += () if said else ("year_from_school_year",)
    return [replace(i, point=p) for i, p in zip(items, points, strict=True)], flags


def _mend_years(points: list[Point], school_year: SchoolYear | None) -> tuple[str, ...]:
    """Put right years far from the school year that one wrong digit explains ("11/2032")."""
    flags: tuple[str, ...] = ()
    for i, point in enumerate(points):
        if school_year is None or not point.year or not point.month_of_year:
            continue
        expected = school_year.year_of_month(point.month_of_year)
        far = not -_YEARS_BACK <= point.year - school_year.start <= _YEARS_AHEAD
        digits = zip(str(point.year), str(expected), strict=False)
        if far and sum(a != b for a, b in digits) == 1:
            points[i] = with_year(point, expected)
            flags = ("deadline_year_mended",)
    return flags


def _year_in(point: Point, school_year: SchoolYear) -> int:
    if point.month_of_year:
        return school_year.year_of_month(point.month_of_year)
    return school_year.start if point.unit in ("semester", "school_year") else 0


def _is_context(item: _Item) -> bool:
    point = item.point
    return (
        point is not None
        and point.unit == "school_year"
        and not point.part
        and item.join != "to"
        and not item.marks & {"before", "until"}
    )


def _fill_from_neighbours(points: list[Point], said: int) -> None:
    if said:
        return
    for i in range(len(points) - 2, -1, -1):
        here, after = points[i], points[i + 1]
        if here.needs_year and after.month_of_year and after.year and here.month_of_year:
            wrapped = here.month_of_year > after.month_of_year
            points[i] = with_year(here, after.year - wrapped)
    for i in range(1, len(points)):
        here, before = points[i], points[i - 1]
        if here.needs_year and before.month_of_year and before.year and here.month_of_year:
            wrapped = here.month_of_year < before.month_of_year
            points[i] = with_year(here, before.year + wrapped)


def _composed(items: list[_Item], spans: list[Span]) -> DeadlineValue:
    first = items[0]
    flags = tuple(dict.fromkeys(f for span in spans for f in span.flags))
    ends = [_end(item, span) for item, span in zip(items, spans, strict=True)]
    end, start = ends[-1], spans[0].start
    limited = first.join == "to" or bool(first.marks & {"before", "until"}) or _is_late(first)
    listed = len(items) > 1 and not (
        "from" in first.marks or len(items) == 2 and items[1].join == "to"
    )
    if listed:
        flags += () if _contiguous(spans) else ("several_dates",)
        start = min((s.start for s in spans if s.start), default=None)
        end = max((e for e in ends if e), default=None)
    if limited and "from" not in first.marks and (len(items) == 1 or listed):
        return DeadlineValue(None, end, "by", spans[-1].precision, flags)
    if "from" in first.marks and len(items) == 1 and not _holds_range(first.point):
        return DeadlineValue(start, None, _kind(items), spans[0].precision, (*flags, "open_end"))
    if start and end and end < start:
        flags += ("end_before_start",)
    return DeadlineValue(start, end, _kind(items), spans[-1].precision, flags)


def _holds_range(point: Point | None) -> bool:
    """Say whether one point names its own end ("từ tuần 3 đến tuần 8", "từ năm 2022-2025")."""
    return point is not None and point.last > max(point.number, point.year)


def _contiguous(spans: list[Span]) -> bool:
    """Say whether each span begins right after the one before ("tháng 9, 10, 11")."""
    return all(
        a.end and b.start and b.start - a.end <= timedelta(days=1)
        for a, b in zip(spans, spans[1:], strict=False)
    )


def _is_late(item: _Item) -> bool:
    return item.point is not None and item.point.part == "late"


def _end(item: _Item, span: Span) -> date | None:
    """Return the last day; "trước tháng 5" ends on the day before the month begins."""
    whole = span.precision in _WHOLE_UNITS and not _is_late(item)
    if "before" in item.marks and whole and span.start:
        return span.start - timedelta(days=1)
    return span.end


def _kind(items: list[_Item]) -> Kind:
    units = {(i.point.unit, bool(i.point.month)) for i in items if i.point}
    if ("week", False) in units:
        return "relative"
    if units == {("school_year", False)}:
        return "school_year"
    return "range"
