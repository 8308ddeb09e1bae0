"""The time by which the task of a sentence is due, among all the times the sentence names.

Dates of cited papers, anniversaries, periods a noun belongs to ("báo cáo công tác năm 2021") and
what lies before the paper's own date are no deadlines. What is left is ranked by what marks it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from normalizers.deadlines.find import aligned, runs, words_of_time
from normalizers.deadlines.parse import parse_deadline
from normalizers.deadlines.spans import DeadlineValue
from normalizers.deadlines.tokens import Token
from normalizers.deadlines.weekdays import weekday_begin
from normalizers.school_year import SchoolYear
from normalizers.text.unicode import clean

__all__ = ["DeadlinePhrase", "find_deadline"]

PAST = timedelta(days=60)
"""A time that ended this long before the paper's date is told, not ordered."""

_LIMITS = ("before", "until")
_PERIODS = ("year", "school_year", "semester")
_DAY_WORD = re.compile(r"(?<![a-z])(?:ngay|(?:^|(?:ngay|tu|den|truoc|sang)\s)mung)\s*$")
_LEAD = re.compile(
    r"(?<![a-z])(?:(?:trong|vao|luc|den|sang|chieu|toi|dem|dip|het|han)(?:\s+(?:het|han|chot|la|dip|sang|trua|chieu|toi))*"
    r"(?:\s+(?:hai|ba|bon|nam|\d{1,2})(?:\s+ngay)?)?(?:\s+tuan)?(?:\s+(?:tu|cac|ca))?)\s*$"
)
_WITHIN = re.compile(r"(?:trong|het)(?![a-z])")
_COUNTED = re.compile(
    r"\s*(?:%|(?:diem|truong|lop|xa|phuong|thon|hoc sinh|giao vien|so|tieu chi|thanh vien|phong"
    r"|don vi|to|tre|em|tiet)(?![a-z]))"
)
_DONE_OF = re.compile(
    r"\s*(?:%|(?:phieu|tieu chi|tieu chuan|chi so|minh chung|thanh vien|truong|lop|nhom)(?![a-z]))"
)
_SHARE = re.compile(r"^(?!.*ngay).*(?<![\d/])\d{1,2}/\d{1,2}$")
"""Such a share is no day behind a limit either: "đã xong 4/6 phiếu"."""

_EACH = re.compile(r"\s*(?:cua\s*)?(?:hang|moi|cac)\s+(?:nam|thang|quy)(?![a-z])")
"""A day or month that comes again: "trong tháng 10 hằng năm"."""

_AHEAD = re.compile(
    r"(?<![a-z])truoc\s+(?:khi|ngay|dip|le|buoi|hoi|cuoc|ky)\s[^,;.:()\d]{2,60}?\s*$"
)
"""Before an event whose day follows: "trước khi học sinh tựu trường ngày 28/8"."""
_OPENS = re.compile(r"(?:^|[:;,(\-–•+*]|\s-)\s*$")
_NUMBERED = re.compile(
    r"\d(?:\s*-\s*[a-z]+)?\s*/\s*(?:\d{4}\s*/\s*)?[a-z][\w&.-]*[^;.\d]{0,14}$|(?<![a-z])so\s+\d+[^;.]{0,14}$"
)
_PAPER = re.compile(
    r"(?<![a-z])(?:thong tu|nghi dinh|nghi quyet|quyet dinh|cong van|luat|chi thi|ket luan)"
    r"(?:\s[^;.,:]{0,30})?$"
)
_ANY_PAPER = re.compile(
    r"(?<![a-z])(?:ke hoach|thong bao|huong dan|bao cao|to trinh|van ban|cuoc hop)\s*$"
)
_FEAST = re.compile(
    r"(?<![a-z])(?:ky niem|ki niem|chao mung|nhan (?:dip|ngay)|mung|huong ung|quoc te|quoc khanh"
    r"|nha giao|thanh lap)(?![a-z])[^,;.:]{0,60}$"
)
_OF_PERIOD = re.compile(
    r"(?<![a-z])(?:cong tac|ke hoach|bao cao|ket qua|nhiem vu|thu chi|so lieu|luong|lich|ren luyen"
    r"|thi dua|so ket|tong ket|du toan|giai doan|chi tieu|hoat dong|chuong trinh|kiem tra|ky thi"
    r"|hoc|lop|khoa)\s*$"
)
_REPEATED = re.compile(
    r"(?<![a-z])(?:(?:truoc|den)\s+)?(?:ngay\s+\d{1,2}\s+)?(?:hang|moi|dinh ky(?:\s+hang)?)\s*"
    r"(?:nam|thang|quy|tuan|ngay|hoc ky)(?![a-z])|(?<![a-z])dinh ky(?![a-z])"
)
_AFTER_EVENT = re.compile(r"(?<![a-z])(?:truoc khi|sau khi) (?:ket thuc|bat dau|het) [\w ]{3,20}")


@dataclass(frozen=True, slots=True)
class DeadlinePhrase:
    """When a task is due, as its sentence says.

    Attributes:
        text: the phrases as printed, joined by "; " where the sentence has several.
        spans: offsets of each phrase in ``clean(sentence)``.
        value: the days meant; the first phrase gives the start, the latest the end.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    value: DeadlineValue

    @property
    def start(self) -> int:
        """Offset of the first phrase."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Offset behind the last phrase."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class _Time:
    """A time the sentence names and how clearly it is marked as one of the task (0 to 3)."""

    start: int
    end: int
    strength: int


def find_deadline(
    text: str, *, school_year: SchoolYear | None = None, issued: date | None = None
) -> DeadlinePhrase | None:
    """Return when the task of a sentence is due; None where the sentence does not say.

    Limits ("trước ...", "chậm nhất ..."), spans ("từ ... đến ...") and marked times ("trong tháng
    10", "vào ngày 5/9") outrank bare ones; of several marked times all count. A rhythm ("hằng
    tháng") or an event ("sau khi kết thúc ...") is returned where no date is given.

    Args:
        text: the sentence or paragraph of one task.
        school_year: gives missing years in ``value``; leave it out where years are inferred later.
        issued: the paper's date; times that ended long before it are left out.
    """
    cleaned = clean(text)
    folded = aligned(cleaned)
    times = [
        t for group in runs(words_of_time(cleaned, folded), folded) if (t := _time(group, folded))
    ]
    times = [t for t in times if not _is_past(cleaned[t.start : t.end], issued)]
    strongest = max((t.strength for t in times), default=0)
    kept = [t for t in times if t.strength >= min(strongest, 2)]
    spans = [(t.start, t.end) for t in kept] or _undated(folded)
    if not spans:
        return None
    spans = [_without_edges(cleaned, span) for span in spans]
    written = "; ".join(cleaned[start:end] for start, end in spans)
    return DeadlinePhrase(written, tuple(spans), parse_deadline(written, school_year=school_year))


def _time(group: Sequence[Token], folded: str) -> _Time | None:
    """Return the time a run of tokens names; None where it is no time of the task."""
    at = next(i for i, token in enumerate(group) if token.point)
    first = group[at].point
    opens = at == 0 and len(group) > 1 and first is not None and first.unit in _PERIODS
    own = opens and group[1].kind in _LIMITS and _names_year(group[2:])
    if own or opens and _OF_PERIOD.search(folded, 0, group[0].start):
        return _time(group[1:], folded)  # "sơ kết học kỳ I vào giữa tháng 1"
    if later := _told_closer(group, at, folded):
        return _time(later, folded)
    start, end = group[0].start, group[-1].end
    kinds = {token.kind for token in group}
    day = _DAY_WORD.search(folded, 0, start)
    start = weekday_begin(folded, day.start() if day else start)
    if each := _EACH.match(folded, end):
        end = each.end()
    unit = next(token.point.unit for token in group if token.point)
    ahead = _AHEAD.search(folded, max(0, start - 90), start) if unit == "day" else None
    if ahead:
        return _Time(ahead.start(), end, 3)
    limit = bool(kinds & set(_LIMITS))
    if _SHARE.search(folded[start:end]) and _DONE_OF.match(folded, end):
        return None
    if not limit and "from" not in kinds and _is_no_deadline(folded, start, end, unit):
        return None
    lead = _LEAD.search(folded, max(0, start - 40), start)
    strength = _strength(group, folded, start, lead.group() if lead else "")
    return _Time(lead.start() if lead else start, end, strength) if strength else None


def _told_closer(group: Sequence[Token], at: int, folded: str) -> Sequence[Token]:
    """Return the days behind a term or quarter that is of a noun; empty where there are none.

    "kiểm tra cuối kỳ I (từ 23/12 đến 31/12)", "đảng phí quý III, xong trước ngày 20/10".
    """
    first = group[at].point
    if first is None or first.unit not in ("semester", "quarter"):
        return ()
    rest = group[at + 1 :]
    days = any(token.point and token.point.unit == "day" for token in rest)
    leading = {token.kind for token in group[:at]} - {"part"}
    free = leading or _OPENS.search(folded, 0, group[0].start)
    return rest if days and rest[0].kind != "to" and not free else ()


def _names_year(group: Sequence[Token]) -> bool:
    """Say whether a limit tells its own year: "trẻ sinh năm 2019 chậm nhất ngày 15/8/2025"."""
    return any(token.point and token.point.year for token in group)


def _strength(group: Sequence[Token], folded: str, start: int, lead: str) -> int:
    """Return how clearly a time is marked as the task's: 0 not at all, 3 by a limit or span."""
    kinds = {token.kind for token in group}
    points = [token.point for token in group if token.point]
    limit = bool(kinds & set(_LIMITS))
    if {p.unit for p in points} <= {"year", "school_year"} and not limit:
        return 2 if points[0].year and _WITHIN.match(lead) else 0
    if limit or "from" in kinds or _is_span(group):
        return 3
    if points[0].unit == "month" and points[0].last and not points[0].year:
        return 0  # "kịp dịp hè"
    said = points[0].unit == "day" and not folded[start].isdigit()
    if lead or "part" in kinds or said:
        return 2
    if points[0].unit == "semester":
        return 1 if _stands_alone(folded, start, group[-1].end) else 0
    return 1 if points[0].year or _OPENS.search(folded, 0, start) else 0


def _is_span(group: Sequence[Token]) -> bool:
    """Say whether a point or a number is joined to a day by "đến" or a dash."""
    kinds = [token.kind for token in group]
    joined = any(k == "to" and 0 < i < len(kinds) - 1 for i, k in enumerate(kinds))
    return joined and any(t.point and t.point.unit in ("day", "month") for t in group)


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Say whether a semester stands between marks ("Thời gian: học kỳ I."), not in a clause."""
    closed = re.match(r"\s*(?:[).;,:]|$)", folded[end:])
    return bool(_OPENS.search(folded, 0, start)) and bool(closed)


def _is_no_deadline(folded: str, start: int, end: int, unit: str) -> bool:
    before, after = folded[max(0, start - 80) : start], folded[end:]
    if re.match(r"\s*/\s*[a-z]", after):
        return True
    if unit == "day":
        if not _DAY_WORD.match(folded[start:end].lstrip()[:5]) and _COUNTED.match(after):
            return True
        of_body = re.match(r"\s*,?\s*cua(?![a-z])", after)
        cited = _NUMBERED.search(before) or _PAPER.search(before)
        return bool(cited or _FEAST.search(before) or (of_body and _ANY_PAPER.search(before)))
    return bool(_OF_PERIOD.search(before))


def _is_past(written: str, issued: date | None) -> bool:
    if issued is None:
        return False
    end = parse_deadline(written).end
    return end is not None and end < issued - PAST


def _undated(folded: str) -> list[tuple[int, int]]:
    """Return a rhythm or an event, where the sentence gives no date."""
    match = _REPEATED.search(folded) or _AFTER_EVENT.search(folded)
    return [match.span()] if match else []


def _without_edges(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start < end and not (text[start].isalnum() or text[start] == "("):
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end
