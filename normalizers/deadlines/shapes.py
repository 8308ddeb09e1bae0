"""Rarer shapes of a date in a deadline cell, brought to the common one; nothing is guessed.

Only a cell that holds a time and nothing else is read so: in a sentence "15.9" may be a number.
"""

from __future__ import annotations

import re

__all__ = ["in_common_shape"]

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_START, _END = r"(?<![\d/.\-])", r"(?![\d/]|[.\-]\d)"
_SHORT_YEAR = re.compile(rf"{_START}({_DAY})([.\-])({_MONTH})\2([2-4]\d){_END}")
# A day no month can be, or both with two digits; "05-09 tháng 9" are days of one month.
_DAY_MONTH = re.compile(
    rf"{_START}(?:(1[3-9]|2\d|3[01])\s?[.\-]\s?({_MONTH})|(0[1-9]|1[0-2])[.\-](0[1-9]))"
    rf"{_END}(?!\s*(?:[/.\-]|thang|den|toi)\s*(?:\d|thang))"
)
_BOTH_ENDS = re.compile(
    rf"^\D{{0,12}}{_DAY}[.\-]{_MONTH}(?:\s+-\s+|\s*(?:den|toi)\s*){_DAY}[.\-]{_MONTH}"
    r"(?:[.\-]20\d\d)?\D*$"
)
_SEPARATOR = re.compile(r"(?<=\d)[.\-](?=\d)")
_LUNAR = re.compile(
    r"\(\s*(?:tuc\s*)?(?:ngay\s*)?(?:(?:mung|mong)\s*\d{1,2}[^()]{0,16}"
    r"|\d{1,2}(?:\s*/\s*\d{1,2})?\s*(?:thang\s*)?(?:tet|chap|gieng|am\s*lich|al))\s*\)"
)
_ONWARDS = re.compile(r"^(?!.*\btu\b)(?=.*\d)(.*\d)\s*tro\s*di\b")
_HALVES = re.compile(r"(?:6|sau|06)\s*thang\s*(dau|cuoi)\s*(?:nam)?")


def in_common_shape(folded: str) -> str:
    """Return the folded cell with "5-9-23", "15-9", "20/9 trở đi", "6 tháng đầu năm" as usual.

    A day of the lunar calendar in brackets after the day of the other one is left out.
    """
    text = _LUNAR.sub(" ", folded)
    if _BOTH_ENDS.match(text):
        text = _SEPARATOR.sub("/", text)
    text = _SHORT_YEAR.sub(lambda m: f"{m[1]}/{m[3]}/20{m[4]}", text)
    text = _DAY_MONTH.sub(lambda m: f"{m[1] or m[3]}/{m[2] or m[4]}", text)
    text = _ONWARDS.sub(r"tu \1", text)
    return _HALVES.sub(lambda m: "quy i - ii " if m[1] == "dau" else "quy iii - iv ", text)
