"""From a deadline cell to a span: fill in shared parts and years, place it on the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from normalizers.deadlines.spans import DeadlineValue, Kind, Point, Span, span_of, with_year
from normalizers.deadlines.written import Item, Written, read_cell
from normalizers.school_year import SchoolYear

__all__ = ["needs_year", "parse_deadline"]

# Plans look a few years back and up to a decade ahead; other years are misread.
_YEARS_BACK, _YEARS_AHEAD = 5, 8
_EVENTS = frozenset(("relative", "ahead"))
_WHOLE_UNITS = ("month", "quarter", "semester", "year")


def parse_deadline(
    text: str,
    *,
    school_year: SchoolYear | None = None,
    week_one: date | None = None,
    year: int = 0,
) -> DeadlineValue:
    """Return the span of days a deadline cell names; the cell's own words decide everything.

    Args:
        text: the cell, repaired or not; OCR damage to numbers is mended and flagged.
        school_year: gives the year of "Tháng 11" and the days of "học kỳ I" (flagged
            ``year_from_school_year``); without it such a deadline has no dates.
        week_one: Monday of the first school week for "Tuần 3"; taken as the week of 5 September
            of ``school_year`` if None (flagged ``week_one_assumed``).
        year: calendar year of the first day or month that has none; those after it follow in
            time ("20/12 - 05/01"). It outranks ``school_year`` and is not flagged; 0 for none.
    """
    return _parse(text, school_year, week_one, year)


def needs_year(text: str) -> bool:
    """Say whether a cell names a day, month or quarter whose year none of its words tells."""
    written = read_cell(text)
    if written.empty or written.every_year or not written.items:
        return False
    filled, _ = _filled(list(written.items), None, None, 0)
    return any(i.point and i.point.needs_year and i.point.month_of_year for i in filled)


@lru_cache(maxsize=8192)
def _parse(
    text: str, school_year: SchoolYear | None, week_one: date | None, year: int
) -> DeadlineValue:
    written = read_cell(text)
    if written.empty:
        return DeadlineValue()
    kinds, items = written.kinds, list(written.items)
    flags: tuple[str, ...] = ("deadline_ocr_mended",) if written.mended else ()
    if not items:
        return _without_points(written, flags)
    if kinds & _EVENTS and all(_is_bare_school_year(i.point) for i in items):
        return DeadlineValue(kind="relative", flags=flags)
    recurring = "recurring" in kinds
    if written.leftover and not recurring:
        flags += ("deadline_partial",)
    known_year = None if recurring else school_year
    month_year = None if written.every_year else school_year
    if ";" in text and len(items) > 1:
        flags += ("several_dates",)  # times of several clauses: one span only to be safe
    filled, filled_flags = _filled(items, month_year, known_year, year)
    spans = [span_of(i.point, known_year, week_one) for i in filled if i.point]
    value = _composed(filled, spans)
    if recurring:
        value = replace(value, kind="recurring", flags=_without_missing(value.flags))
    return replace(value, flags=tuple(dict.fromkeys((*flags, *filled_flags, *value.flags))))


def _without_points(written: Written, flags: tuple[str, ...]) -> DeadlineValue:
    kinds = written.kinds
    kind: Kind = "recurring" if "recurring" in kinds else "relative" if kinds & _EVENTS else ""
    if "clock" in kinds and not kind:
        return DeadlineValue(flags=("hours_only",))
    return DeadlineValue(kind=kind, flags=() if kind else (*flags, "deadline_unparsed"))


def _is_bare_school_year(point: Point | None) -> bool:
    return point is not None and point.unit == "school_year" and not point.year and not point.part


def _without_missing(flags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f for f in flags if f != "year_missing")


def _filled(
    items: list[Item], month_year: SchoolYear | None, whole_year: SchoolYear | None, year: int
) -> tuple[list[Item], tuple[str, ...]]:
    """Fill in missing years from the neighbours, then from ``year``, then from the school year.

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
    if year and not said:
        _fill_from_year(points, year)
    flags: tuple[str, ...] = _mend_years(points, whole_year)
    for i, point in enumerate(points):
        source = month_year if point.month_of_year else whole_year
        context = SchoolYear(said) if said else source
        told = _year_in(point, context) if context else 0
        if point.needs_year and told:
            points[i] = with_year(point, told)
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


def _is_context(item: Item) -> bool:
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


def _fill_from_year(points: list[Point], year: int) -> None:
    """Give the first point without a year this one; those after it follow in time."""
    for i, point in enumerate(points):
        if point.needs_year and point.month_of_year:
            points[i] = with_year(point, year)
            _fill_from_neighbours(points, 0)
            return


def _composed(items: list[Item], spans: list[Span]) -> DeadlineValue:
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


def _is_late(item: Item) -> bool:
    return item.point is not None and item.point.part == "late"


def _end(item: Item, span: Span) -> date | None:
    """Return the last day; "trước tháng 5" ends on the day before the month begins."""
    whole = span.precision in _WHOLE_UNITS and not _is_late(item)
    if "before" in item.marks and whole and span.start:
        return span.start - timedelta(days=1)
    return span.end


def _kind(items: list[Item]) -> Kind:
    units = {(i.point.unit, bool(i.point.month)) for i in items if i.point}
    if ("week", False) in units:
        return "relative"
    if units == {("school_year", False)}:
        return "school_year"
    return "range"
