"""A row that breaks over a page: is it one row, and how are its halves put together?

The evidence is read cell by cell: a key cell (number, criterion, time) that is empty in the second
half, text that goes on in the middle of a sentence, and against it a second half that has a code,
a number or a full set of values of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extractors.types import Cell
from extractors.wording.content import affinity, is_number, starts_with_code
from normalizers.text.syllables import is_syllable
from normalizers.text.unicode import fold

__all__ = ["goes_on", "is_continued", "join_cells", "joint_score"]

_CLOSED = re.compile(r"[.;!?…)\]\"”]\s*$")
_HANGING = re.compile(
    r"(?:[,(/&+–-]|\b(?:va|cua|cho|den|tu|voi|ve|theo|tai|trong|cac|nhung|de))\s*$"
)
_BULLET = re.compile(r"^\s*(?:[-–—•●○▪■+*]|\d{1,2}[.)]\s|[a-zđ][.)]\s)")
_KEYS = ("number", "standard", "criteria", "person", "level")
# What it costs when both halves have a whole value of the field: times hardly ever break in two.
_RIVALS = {"deadline": 3.0, "start": 3.0, "end": 3.0, "budget": 2.0, "owner": 1.0}
_BROKEN_HYPHEN = re.compile(r"\w-$")
_OPEN_END = 1.5
_COLON = 1.0
"""What a colon alone tells before a text that begins anew: a speck reads as one."""

_TIMES = ("deadline", "start", "end")
_LEADER, _HELPERS = re.compile(r"\s*[-–+*]?\s*chu tri\b"), re.compile(r"\s*[-–+*]?\s*phoi hop\b")
_HALF_SPAN = re.compile(r"\d\s*[-–]\s*$|\b(?:tu|den|ngay|thang)\s*$")
_NO_YEAR = re.compile(r"\b(?:nam|nam hoc|nien khoa|thang \d{1,2}|quy [ivx]+)\s*$|/$")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?\W*$")


def joint_score(
    above: Mapping[int, Cell], below: Mapping[int, Cell], fields: tuple[str | None, ...]
) -> float:
    """Return how surely ``below`` (first row of a page) goes on with ``above``; > 0: it does.

    A row whose key cell is empty above may have it below: cells set in the middle of a row that
    breaks stand in either half. Such a row goes on only if a text plainly does.

    Args:
        above: column -> cell of the last row on the page before.
        below: column -> cell of the first row on the next page.
        fields: the field of each column, None where unknown.
    """
    lead = _lead(fields)
    late = not _filled(above, lead)
    score = _late_bonus(above, below, fields) if late else 0.0
    for c, cell in below.items():
        field = fields[c] if c < len(fields) else None
        if late and not _filled(above, c):
            score -= 0.5 if c == lead and cell.text.strip() else 0.0
        else:
            score += _cell_score(above.get(c), cell, field, c == lead)
    return score - sum(
        cost
        for c, field in enumerate(fields)
        if (cost := _RIVALS.get(field or "")) and c in above and c in below
        if _are_rivals(above[c].text.strip(), below[c].text.strip(), field or "")
    )


def _filled(row: Mapping[int, Cell], column: int) -> bool:
    return column in row and bool(row[column].text.strip())


def _late_bonus(
    above: Mapping[int, Cell], below: Mapping[int, Cell], fields: tuple[str | None, ...]
) -> float:
    """Speak for a join where all short cells are missing above and there below."""
    short = [c for c, f in enumerate(fields) if f in (*_KEYS, *_RIVALS)]
    missing = [c for c in short if not _filled(above, c)]
    there = [c for c in missing if _filled(below, c)]
    return 1.2 if len(short) > 1 and missing == short and len(there) > 1 else 0.0


def _are_rivals(before: str, after: str, field: str) -> bool:
    """Say whether both halves hold a whole value, so that each is a row of its own."""
    if not before or not after or goes_on(before, after) or before.endswith((",", ";", "-", "–")):
        return False
    if field in _TIMES and _is_half_time(before, after):
        return False
    return min(affinity(field, before), affinity(field, after)) >= 0.6


def _is_half_time(before: str, after: str) -> bool:
    """Say whether a time breaks off: a span without its end, a school year without its years."""
    folded = fold(before)
    return bool(
        _HALF_SPAN.search(folded) or (_NO_YEAR.search(folded) and _YEARS.match(after.strip()))
    )


def is_continued(
    above: Mapping[int, Cell],
    below: Mapping[int, Cell],
    fields: tuple[str | None, ...],
    *,
    open_end: bool = False,
) -> bool:
    """Say whether the first row of the next page is the rest of the last row of this one.

    ``open_end`` says that no line is drawn under the row above where the table has such lines.
    """
    return joint_score(above, below, fields) + (_OPEN_END if open_end else 0.0) > 0


def _lead(fields: tuple[str | None, ...]) -> int:
    """Return the column that opens a row: the first key column, else the first of all."""
    return next((c for c, f in enumerate(fields) if f in _KEYS), 0)


def _cell_score(above: Cell | None, below: Cell, field: str | None, lead: bool) -> float:
    before = above.text.strip() if above is not None else ""
    after = below.text.strip()
    if not after:
        return (1.0 if lead else 0.3 if field in _KEYS else 0.0) if before else 0.0
    if field == "criteria" and starts_with_code(after) and _HANGING.search(fold(before)):
        return 2.0
    if lead and (is_number(after) or starts_with_code(after)):
        if before and not any(ch.isdecimal() for ch in before) and not is_number(after):
            return 2.0
        return -4.0 if before else -1.0
    if field == "criteria" and starts_with_code(after):
        return -4.0 if any(ch.isdecimal() for ch in before) or not before else 2.0
    if not before:
        return -0.7
    if field in _TIMES and _is_half_time(before, after):
        return 2.0
    return _text_score(before, after, lead)


def _text_score(before: str, after: str, lead: bool) -> float:
    """Score the seam between two texts: a sentence going on, or one ended and one begun."""
    if goes_on(before, after):
        return 2.0 if goes_on(before.rstrip(" :"), after) else _COLON
    if _BULLET.match(after):
        return 0.3 if not lead else -0.5
    if _CLOSED.search(before):
        return -0.5
    return -1.0 if lead else -0.2


def goes_on(before: str, after: str) -> bool:
    """Say whether the second text goes on where the first breaks off, in mid-sentence."""
    if before.rstrip().endswith(":"):
        return True
    if _LEADER.match(fold(before)) and _HELPERS.match(fold(after)):
        return "phoi hop" not in fold(before)
    first = next((ch for ch in after if ch.isalnum()), "")
    if _BULLET.match(after) and not after.startswith(("(", ")")):
        return False
    if _HANGING.search(fold(before)) and not before.rstrip().endswith(("–", "-", "+")):
        return True
    if _BROKEN_HYPHEN.search(before):
        return True
    return first.islower() and not before.rstrip().endswith((".", "!", "?"))


def join_cells(above: Cell, below: Cell) -> Cell:
    """Return one cell with the text of both; page and box stay those of the first part.

    Line breaks are kept at the seam except where a word or a code was cut in two.
    """
    if not below.text.strip():
        return replace(above, parts=above.parts + below.parts)
    if not above.text.strip():
        return replace(
            above,
            text=below.text,
            raw=below.raw,
            conf=below.conf,
            words=below.words,
            changes=below.changes,
            page=below.page,
            bbox=below.bbox,
            parts=below.parts + above.parts,
        )
    seam = _seam(above.text, below.text)
    shift = len(above.raw) + len(seam)
    moved = tuple(replace(c, start=c.start + shift, end=c.end + shift) for c in below.changes)
    a, b = len(above.text), len(below.text)
    return replace(
        above,
        text=above.text.rstrip() + seam + below.text.lstrip(),
        raw=above.raw + seam + below.raw,
        conf=(above.conf * a + below.conf * b) / (a + b),
        words=above.words + below.words,
        changes=above.changes + moved,
        parts=above.parts + below.parts,
    )


def _seam(before: str, after: str) -> str:
    """Return what stands between the halves: nothing inside a word or code, else a line break."""
    last, first = before.rstrip().split()[-1], after.lstrip().split()[0]
    if _BROKEN_HYPHEN.search(last) and not _BULLET.match(after):
        return ""
    if first[0].islower() and last.isalpha() and _is_split_word(last, first):
        return ""
    return "\n"


def _is_split_word(head: str, tail: str) -> bool:
    """Say whether two scraps are one syllable cut in two ("trư" + "ờng")."""
    letters = re.match(r"[^\W\d_]+", tail)
    head = head.lower()
    if letters is None or (is_syllable(head) and is_syllable(letters.group())):
        return False
    return is_syllable(head + letters.group())
