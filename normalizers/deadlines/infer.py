"""The times of a document's rows with their years inferred, and why, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalizers.deadlines.frames import DocumentTime
from normalizers.deadlines.joint import SURE, Chain, RowYears, State, solve, states_of, step
from normalizers.deadlines.row_time import Calendar, RowTime, placed
from normalizers.deadlines.spans import DeadlineValue

__all__ = ["InferredTime", "Reason", "infer_times"]

TELLS = 0.5
"""Log weight over the next best year from which a piece of evidence is worth naming."""
DOUBT = 0.5
"""A printed year less likely than this is doubted; it is kept all the same."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence for a year: a machine name and a sentence in Vietnamese."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class InferredTime:
    """The days of a row.

    Attributes:
        value: the days; flags say ``year_inferred``, ``year_ambiguous`` or ``year_doubtful``.
        probability: of the year, 1 where it is printed and nothing speaks against it.
        reasons: what the year was inferred from; empty where it is printed.
    """

    value: DeadlineValue
    probability: float = 1.0
    reasons: tuple[Reason, ...] = ()


def infer_times(
    rows: Sequence[RowTime], time: DocumentTime, calendar: Calendar
) -> tuple[InferredTime, ...]:
    """Return the times of all rows of a document, years that are not printed inferred together.

    Rows must come in document order, those of one table or list with the same ``run``. Where
    nothing tells any year, a row keeps no dates and the flag ``year_missing``.
    """
    found = states_of(rows, time, calendar)
    chain = solve(found, time)
    return tuple(_inferred(i, found, chain, time, calendar) for i in range(len(rows)))


def _inferred(
    i: int,
    found: Sequence[RowYears],
    chain: Chain | None,
    time: DocumentTime,
    calendar: Calendar,
) -> InferredTime:
    row = found[i]
    if chain is None or i not in chain.chosen:
        known = replace(calendar, school_year=None) if row.open else calendar
        return InferredTime(placed(row.row, known))
    shares = chain.shares[i]
    if not row.open:
        value = placed(row.row, calendar)
        doubted = shares[0] < DOUBT
        flags = (*value.flags, "year_doubtful") if doubted else value.flags
        return InferredTime(replace(value, flags=flags), shares[0])
    state = row.states[chain.chosen[i]]
    share = shares[chain.chosen[i]]
    odd = chain.odd or "date_weekday_mismatch" in state.value.flags
    flag = "year_ambiguous" if odd or share < SURE else "year_inferred"
    value = replace(state.value, flags=tuple(dict.fromkeys((flag, *state.value.flags))))
    return InferredTime(value, share, _reasons(i, found, chain, time))


def _reasons(
    i: int, found: Sequence[RowYears], chain: Chain, time: DocumentTime
) -> tuple[Reason, ...]:
    """Return what speaks for the year chosen against the next best one."""
    row, shares, at = found[i], chain.shares[i], chain.chosen[i]
    state = row.states[at]
    others = [n for n in range(len(shares)) if n != at]
    if not others:
        return (Reason("only_year", "Chỉ năm này có ngày đã ghi."),)
    other = row.states[max(others, key=shares.__getitem__)]
    reasons: list[Reason] = []
    own = dict(other.own)
    if "weekday" in own and "weekday" not in dict(state.own):
        reasons.append(Reason("weekday", f"Thứ ghi trong ô khớp với lịch năm {state.year}."))
    if "section" in own and "section" not in dict(state.own):
        reasons.append(Reason("section", f"Đề mục phía trên ghi: {row.row.section}."))
    reasons += _by_frame(state, other, chain, time)
    reasons += _by_order(i, state, other, found, chain)
    if chain.odd:
        reasons.append(
            Reason("contradiction", "Ngày ban hành và thời gian ở tên văn bản không khớp nhau.")
        )
    if not reasons:
        reasons.append(Reason("weak", "Không có căn cứ rõ; lấy năm gần nhất."))
    return tuple(reasons)


def _by_frame(state: State, other: State, chain: Chain, time: DocumentTime) -> list[Reason]:
    frame = chain.frame
    gain = frame.density(state.value.start, state.value.end) - frame.density(
        other.value.start, other.value.end
    )
    told = bool(time.issued) and not time.report and not chain.odd
    before = told and time.issued is not None and state.last < time.issued
    out: list[Reason] = []
    if gain >= TELLS and not (before and frame.name == "after"):
        named = f"{frame.origin:%d/%m/%Y}" if frame.origin else frame.label
        sentences = {
            "period": f"Nằm trong thời gian của văn bản ({named}).",
            "prepare": f"Nằm trong thời gian {named}.",
            "after": f"Là lần gần nhất sau ngày ban hành {named}.",
            "before": f"Báo cáo ngày {named} kể việc đã làm.",
            "cited": f"Gần văn bản căn cứ mới nhất ({named}).",
            "printed": "Gần các ngày có ghi năm trong cùng văn bản.",
        }
        out.append(Reason(frame.name, sentences[frame.name]))
    if before:
        out.append(Reason("told", "Trước ngày ban hành: việc đã làm vẫn ghi trong bảng."))
    return out


def _by_order(
    i: int, state: State, other: State, found: Sequence[RowYears], chain: Chain
) -> list[Reason]:
    gain = 0.0
    told: list[str] = []
    for word, j in (("sau", _neighbour(i, -1, found)), ("trước", _neighbour(i, 1, found))):
        if j is None:
            continue
        near = found[j].states[chain.chosen[j]]
        gain += (
            step(near, state) - step(near, other)
            if word == "sau"
            else step(state, near) - step(other, near)
        )
        told.append(f"{word} dòng {near.first:%d/%m/%Y}")
    if gain < TELLS:
        return []
    return [Reason("order", f"Các dòng xếp theo thời gian: {', '.join(told)}.")]


def _neighbour(i: int, way: int, found: Sequence[RowYears]) -> int | None:
    """Return the nearest row of the same run that has a time."""
    j = i + way
    while 0 <= j < len(found) and found[j].row.run == found[i].row.run:
        if found[j].states:
            return j
        j += way
    return None
