"""Lines that are nothing but a time and head what stands below them.

"Tháng 9/2024", "Tuần 2 (từ 11/11 đến 16/11)", "Thứ Ba (03/12)", "Buổi sáng".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from normalizers.text.unicode import fold

__all__ = ["MONTH", "PARTS_OF_DAY", "periods_of", "unit_of"]

MONTH, WEEK, DAY, PARTS_OF_DAY = range(4)

_WORDS = (
    "thang|tuan|tu|den|ngay|nam|thu|hai|ba|sau|bay|chu|nhat|le|cn|het|hoc|ky|ki|va|lan|mot|bon"
    "|buoi|sang|trua|chieu|toi|ca|[ivx]+|t\\d|\\d{1,4}"
)
_ONLY_TIME = re.compile(rf"^\W*(?:{_WORDS})(?:\W+(?:{_WORDS}))*\W*$")
_KINDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (MONTH, re.compile(r"^\W*thang\s*\d{1,2}\b")),
    (WEEK, re.compile(r"^\W*tuan\s*(?:le\s*)?(?:thu\s*)?(?:\d|(?:[ivx]+|mot|hai|ba|tu|nhat)\b)")),
    (DAY, re.compile(r"^\W*(?:thu\s*(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])\b")),
    (DAY, re.compile(r"^\W*(?:tu\s*)?(?:ngay\s*)+\d{1,2}\s*[/.-]\s*\d{1,2}\b")),
    (DAY, re.compile(r"^\W*(?:tu\s*)?\d{1,2}\s*[/-]\s*\d{1,2}\b(?!\s*[/-])")),
    (PARTS_OF_DAY, re.compile(r"^\W*(?:buoi\s*)?(?:sang|trua|chieu|toi|ca ngay)\W*$")),
)  # fmt: skip
_LONGEST = 14
"""Words of such a line, at most: "Tuần 14 (từ thứ Hai 02/12/2024 đến hết thứ Bảy 07/12/2024)"."""

_FEWEST = 2
"""Lines of one kind that make a calendar: a lone day is that of the paper."""


def unit_of(text: str) -> int | None:
    """Return what a line that is but a time names: month 0, week 1, day 2, part of the day 3."""
    folded = fold(text)
    if len(folded.split()) > _LONGEST or not _ONLY_TIME.match(folded):
        return None
    return next((unit for unit, pattern in _KINDS if pattern.match(folded)), None)


def periods_of(texts: Sequence[str]) -> dict[int, int]:
    """Return which texts head a part of a calendar, and the unit of each.

    A unit counts where it stands at least twice, as the day of a letter stands there once.
    """
    found = {n: unit for n, text in enumerate(texts) if (unit := unit_of(text)) is not None}
    often = Counter(found.values())
    return {n: unit for n, unit in found.items() if often[unit] >= _FEWEST}
