"""Lines that say but who is on duty when: "- 27 tháng Chạp (26/01): cô Na, bác Tư"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.paper.outline import strip_marker
from extractors.records.said_by import all_named
from extractors.records.time_phrases import find_deadline
from extractors.wording.cell_kinds import without_phones

__all__ = ["duty_lines"]

_FEWEST = 2
"""Lines of who is on duty that make a roster."""

_LONGEST_TIME = 48
"""Characters before the colon, at most: "Thứ Hai, ngày 27 tháng 01 (28 tháng Chạp), ca sáng"."""

_DAY = re.compile(r"(?<!\d)\d{1,2}\s*/\s*\d{1,2}(?!\d)")
_REACHED = re.compile(r"\s*[-–—,(]?\s*(?:(?:số )?điện thoại|sđt|đtdđ|đt)\b[^;]*$", re.IGNORECASE)


def _duty_line(text: str) -> tuple[str, str] | None:
    """Return when and who of a line of a roster; None for any other line."""
    when, colon, who = strip_marker(text).partition(":")
    if not colon or len(when) > _LONGEST_TIME or not any(c.isdigit() for c in when):
        return None
    timed = find_deadline(when) is not None or _DAY.search(when) is not None
    names = without_phones(_REACHED.sub("", who)).strip(" .;,-–")
    if not (timed and names and all_named(names)):
        return None
    return when.strip(), names


def duty_lines(texts: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return the lines of a roster with when and who of each; none where there is but one."""
    found = {n: line for n, text in enumerate(texts) if (line := _duty_line(text)) is not None}
    return found if len(found) >= _FEWEST else {}
