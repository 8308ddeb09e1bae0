"""A number, date or text of a spreadsheet cell -> the text a person sees in the cell.

Formats are those of ECMA-376 part 1, 18.8.31. Dates stand day first, sums are grouped by points, as
Vietnamese offices print them; an ungrouped decimal keeps its point, for it is most often a number
of a criterion ("1.2"). Colours, widths and fill characters of a format say nothing and are dropped.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

__all__ = ["shown"]

# What Excel shows, by the region of the user, for its built-in short dates.
_BY_REGION = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh:mm"}
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)')
_NOISE = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_DATE_PART = re.compile(
    r'"[^"]*"|\\.|AM/PM|A/P|\[h+\]|\[m+\]|\[s+\]|y+|m+|d+|h+|s+(?:\.0+)?|.', re.IGNORECASE
)
_LOST, _TIE = 1e-15, 1e-12
"""What a binary fraction may lack of the number that was typed, of it, and in all for a half."""

_NOON = 12
_SIGNIFICANT = 11
"""Digits Excel shows of a number without a format of its own."""


def shown(value: object, number_format: str) -> str:
    """Return the text of a cell; "" for an empty one or a format that hides it (";;;")."""
    if value is None:
        return ""
    pattern = _BY_REGION.get(number_format, number_format or "General")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, pattern)
    if isinstance(value, datetime | date | time | timedelta):
        return _date(value, _section(pattern, 0))
    return _text(str(value), pattern)


def _sections(pattern: str) -> list[str]:
    found = [match.group(1) for match in _SECTION.finditer(pattern)]
    return found[:-1] if len(found) > 1 and not pattern.endswith(";") else found


def _section(pattern: str, index: int) -> str:
    sections = _sections(pattern) or ["General"]
    return sections[index] if index < len(sections) else sections[0]


def _text(text: str, pattern: str) -> str:
    sections = _sections(pattern)
    if len(sections) >= 4 and "@" not in sections[3]:
        return _literals(sections[3])
    return text


def _number(value: float, pattern: str) -> str:
    sections = _sections(pattern)
    index = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    section = _CURRENCY.sub(lambda m: f'"{m.group(1)}"', _section(pattern, index))
    section = _NOISE.sub("", section)
    sign = "-" if value < 0 and index == 0 else ""
    if "general" in section.lower() or section.strip() == "@":
        return sign + re.sub("general|@", lambda _: _plain(abs(value)), section, flags=re.I)
    places = _DIGITS.search(re.sub(_LITERAL, lambda m: "\x00" * len(m.group()), section))
    if places is None:
        return _literals(section)
    digits = places.group()
    before, after = section[: places.start()], section[places.end() :]
    if re.search(r"E[+-]", after) or "/" in after:
        return sign + _plain(abs(value))  # a fraction, or powers of ten: shown as a plain number
    number = abs(value) * (100 if "%" in _LITERAL.sub("", section) else 1)
    return f"{sign}{_literals(before)}{_digits(number, digits)}{_literals(after)}".strip()


def _plain(value: float) -> str:
    """Return a number as written without a format."""
    if float(value).is_integer() and abs(value) < 10**_SIGNIFICANT:
        return str(int(value))
    return f"{value:.{_SIGNIFICANT - 1}g}"


def _digits(number: float, digits: str) -> str:
    whole, _, decimals = digits.partition(".")
    thousands = len(whole) - len(whole.rstrip(","))
    number /= 1000**thousands
    grouped = "," in whole.rstrip(",")
    text = f"{_half_up(number, len(decimals)):{',' if grouped else ''}.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    text = text.removesuffix(".")
    head, point, tail = text.partition(".")
    if grouped:
        return head.replace(",", ".") + ("," if point else "") + tail
    return head.zfill(whole.count("0")) + point + tail


def _half_up(number: float, places: int) -> float:
    """Round as spreadsheets do: halves go up, and what binary fractions lack is made good."""
    return round(number + number * _LOST + _TIE, places)


def _literals(section: str) -> str:
    """Return what a format prints beside the digits."""
    return _LITERAL.sub(lambda m: m.group(1) if m.group(1) is not None else m.group(2), section)


def _date(value: datetime | date | time | timedelta, pattern: str) -> str:
    moment = _moment(value)
    english_months = "42A" not in pattern.upper()
    parts = _DATE_PART.findall(_NOISE.sub("", _CURRENCY.sub("", pattern)).replace("@", ""))
    if not any(p[0].lower() in "ymdhs[" for p in parts):
        parts = _DATE_PART.findall("dd/mm/yyyy")
    noon = any(part.upper() in ("AM/PM", "A/P") for part in parts)
    out: list[str] = []
    for index, part in enumerate(parts):
        kind = part.lower()
        if kind.startswith("m") and _is_minute(parts, index):
            kind = "n" * len(kind)
        out.append(_date_part(moment, kind, part, noon=noon, english=english_months))
    return "".join(out).strip()


def _moment(value: datetime | date | time | timedelta) -> datetime:
    """Return the point in time; a mere time of day stands on the day before the first."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 30), value)
    return datetime(1899, 12, 30) + value


def _is_minute(parts: list[str], index: int) -> bool:
    """Say whether an "m" stands beside hours or seconds, where it means minutes."""
    before = next((p for p in reversed(parts[:index]) if p[0].lower() in "ymdhs["), "")
    after = next((p for p in parts[index + 1 :] if p[0].lower() in "ymdhs["), "")
    return len(parts[index]) <= 2 and (
        before.lower().lstrip("[").startswith("h") or after.lower().startswith("s")
    )


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def _date_part(moment: datetime, kind: str, part: str, *, noon: bool, english: bool) -> str:
    width = len(kind)
    if kind[0] == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if kind[0] == "d":
        return f"{moment.day:0{width}d}" if width <= 2 else _DAYS[moment.weekday()]
    if kind[0] == "m":
        if width <= 2:
            return f"{moment.month:0{width}d}"
        return _MONTHS[moment.month - 1] if english else f"Thg {moment.month}"
    if kind[0] == "h":
        hour = (moment.hour % _NOON or _NOON) if noon else moment.hour
        return f"{hour:0{min(width, 2)}d}"
    if kind[0] == "n":
        return f"{moment.minute:0{width}d}"
    if kind[0] == "s":
        return f"{moment.second:0{min(width, 2)}d}"
    if kind.startswith("["):
        hours = (moment - datetime(1899, 12, 30)) // timedelta(hours=1)
        return str(hours) if kind[1:2] == "h" else ""
    if kind in ("am/pm", "a/p"):
        return "SA" if moment.hour < _NOON else "CH"
    return _literals(part)
