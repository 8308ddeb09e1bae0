"""A row that breaks over a page: is it one row, and how are its halves put together?

The evidence is read cell by cell: a key cell (number, criterion, time) that is empty in the second
half, text that goes on in the middle of a sentence, and against it a second half that has a code,
a number or a full set of values of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

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
_RIVALS = {"deadline": 3.0, "start": 3.0, "end": 3.0, "budget": 2.0, "owner": 1.0}
"""What it costs, in points of the score, that both halves have a whole value of the field: times
hardly ever break in two."""

_BROKEN_HYPHEN = re.compile(r"\w-$")
_TIMES = ("deadline", "start", "end")
_LEADER, _HELPERS = re.compile(r"\s*[-–+*]?\s*chu tri\b"), re.compile(r"\s*[-–+*]?\s*phoi hop\b")
_HALF_SPAN = re.compile(r"\d\s*[-–]\s*$|\b(?:tu|den|ngay|thang)\s*$")
_NO_YEAR = re.compile(r"\b(?:nam|nam hoc|nien khoa|thang \d{1,2}|quy [ivx]+)\s*$|/$")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?\W*$")


@dataclass(frozen=True, slots=True)
class JointSettings:
    """What each sign of a seam tells, in points of the joint's score: above 0 it is one row.

    Set by hand on tables that break over pages; only their order and their sums matter.

    Attributes:
        open_end: no line is drawn under the row above where the table has such lines.
        colon: a colon alone before a text that begins anew: a speck reads as one.
        late: all short cells are missing above and stand below: they were set in the middle.
        late_lead: the key cell alone stands below, where it is missing above.
        no_key: the cell that opens a row is empty below.
        no_other_key: another key cell is empty below.
        goes_on: a text, a time or a list of codes breaks off and goes on below.
        own_key: a number or a code begins below where one stood above: a row of its own.
        new_key: one begins below where there was none.
        new_text: a text begins below where there was none.
        bullet: a text begins with a bullet: it may be the next of the cell,
        lead_bullet: which in the cell that opens a row speaks for a row of its own.
        closed: the text above ended as a sentence does.
        new_lead: another text begins in the cell that opens a row.
        unlike: another text begins in any other cell.
        whole_value: affinity, 0..1, from which a half holds a whole value of its field.
    """

    open_end: float = 1.5
    colon: float = 1.0
    late: float = 1.2
    late_lead: float = -0.5
    no_key: float = 1.0
    no_other_key: float = 0.3
    goes_on: float = 2.0
    own_key: float = -4.0
    new_key: float = -1.0
    new_text: float = -0.7
    bullet: float = 0.3
    lead_bullet: float = -0.5
    closed: float = -0.5
    new_lead: float = -1.0
    unlike: float = -0.2
    whole_value: float = 0.6


JOINT = JointSettings()


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
            score += JOINT.late_lead if c == lead and cell.text.strip() else 0.0
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
    return JOINT.late if len(short) > 1 and missing == short and len(there) > 1 else 0.0


def _are_rivals(before: str, after: str, field: str) -> bool:
    """Say whether both halves hold a whole value, so that each is a row of its own."""
    if not before or not after or goes_on(before, after) or before.endswith((",", ";", "-", "–")):
        return False
    if field in _TIMES and _is_half_time(before, after):
        return False
    return min(affinity(field, before), affinity(field, after)) >= JOINT.whole_value


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
    return joint_score(above, below, fields) + (JOINT.open_end if open_end else 0.0) > 0


def _lead(fields: tuple[str | None, ...]) -> int:
    """Return the column that opens a row: the first key column, else the first of all."""
    return next((c for c, f in enumerate(fields) if f in _KEYS), 0)


def _cell_score(above: Cell | None, below: Cell, field: str | None, lead: bool) -> float:
    before = above.text.strip() if above is not None else ""
    after = below.text.strip()
    if not after:
        of_key = JOINT.no_key if lead else JOINT.no_other_key if field in _KEYS else 0.0
        return of_key if before else 0.0
    if field == "criteria" and starts_with_code(after) and _HANGING.search(fold(before)):
        return JOINT.goes_on
    if lead and (is_number(after) or starts_with_code(after)):
        if before and not any(ch.isdecimal() for ch in before) and not is_number(after):
            return JOINT.goes_on
        return JOINT.own_key if before else JOINT.new_key
    if field == "criteria" and starts_with_code(after):
        own = not before or any(ch.isdecimal() for ch in before)
        return JOINT.own_key if own else JOINT.goes_on
    if not before:
        return JOINT.new_text
    if field in _TIMES and _is_half_time(before, after):
        return JOINT.goes_on
    return _text_score(before, after, lead)


def _text_score(before: str, after: str, lead: bool) -> float:
    """Score the seam between two texts: a sentence going on, or one ended and one begun."""
    if goes_on(before, after):
        return JOINT.goes_on if goes_on(before.rstrip(" :"), after) else JOINT.colon
    if _BULLET.match(after):
        return JOINT.lead_bullet if lead else JOINT.bullet
    if _CLOSED.search(before):
        return JOINT.closed
    return JOINT.new_lead if lead else JOINT.unlike


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
