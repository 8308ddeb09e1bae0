"""Days of the week said beside a date ("thứ Hai, 18/9"): the calendar tells the year by them."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Weekday", "heeding_marks", "weekday_begin", "without_weekdays"]

_COLLECTING = re.compile(r"\bthu(?=\s+từ\b)", re.IGNORECASE)
_BARE = re.compile(r"^\s*(Hai|Ba|Tư|Năm|Sáu|Bảy)(?=[\s,(]+\d{1,2}\s?[/.-]\s?\d{1,2}(?!\d))")

_WORD = (
    r"(?:thu\s*(?P<word>hai|ba|tu|nam|sau|bay)|thu\s*(?P<digit>[2-7])|(?P<sunday>chu\s*nhat|cn)"
    r"|t(?P<short>[2-7]))"
)
_DATE = r"\d{1,2}\s*(?:[/.\-]\s*\d{1,2}(?!\d)|thang)"
_BEFORE = re.compile(
    rf"(?<![a-z\d]){_WORD}(?![a-z\d])\s*(?:[,;:(]\s*|(?<!t\d)-\s*)*(?=(?:(?:ngay|mung)\s*)?{_DATE})"
)
_AFTER = re.compile(rf"(?<=\d)\s*[,(]?\s*{_WORD}(?![a-z\d])(?!\s*[,(]?\s*(?:ngay\s*)?\d)\s*\)?")
_WORDS = {"hai": 1, "ba": 2, "tu": 3, "nam": 4, "sau": 5, "bay": 6}


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (ISO: Monday 1, Sunday 7) and where the date it belongs to touches it."""

    iso: int
    at: int
    date_follows: bool


def without_weekdays(folded: str) -> tuple[str, tuple[Weekday, ...]]:
    """Return folded text of the same length with the weekdays beside dates blanked, and these.

    Only words next to a date count: "thu" is also the first word of many others.
    """
    found: list[Weekday] = []
    for pattern, follows in ((_BEFORE, True), (_AFTER, False)):
        for match in pattern.finditer(folded):
            at = match.end() if follows else match.start()
            found.append(Weekday(_iso(match), at, follows))
        folded = pattern.sub(lambda m: " " * len(m.group()), folded)
    return folded, tuple(found)


def _iso(match: re.Match[str]) -> int:
    if match["sunday"]:
        return 7
    if match["word"]:
        return _WORDS[match["word"]]
    return int(match["digit"] or match["short"]) - 1


def heeding_marks(text: str) -> str:
    """Return the text with what marks alone tell made plain, before they are taken away.

    The "thu" of "thu từ ngày" is blanked, which unmarked is "thứ Tư"; a cell that begins "Tư
    16/10" gets its "Thứ".
    """
    return _BARE.sub(r"Thứ \1", _COLLECTING.sub("   ", text))


def weekday_begin(folded: str, start: int) -> int:
    """Return where the weekday before a date at ``start`` begins; ``start`` if there is none."""
    for match in _BEFORE.finditer(folded, max(0, start - 16)):
        if match.end() == start:
            return match.start()
    return start
