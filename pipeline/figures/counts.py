"""Counts: workload by role, deadlines by week and month, money by criterion, year against year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from normalizers.frameworks import code_key
from pipeline.figures.coverage import STATES, Cell, coverage, plans_of
from pipeline.figures.facts import Facts, Row, joined_ids
from pipeline.figures.table import Figure, Line, figure
from pipeline.figures.texts import plain_words

KINDS = {
    "improvement_plan": "Kế hoạch cải tiến",
    "self_assessment_plan": "Kế hoạch tự đánh giá",
    "district_plan": "Kế hoạch của phòng",
}
"""Vietnamese names of the kinds of plans; others are shown as they are called in the dataset."""

SEVERAL = "nhiều tiêu chí"
NO_CODE = "không ghi tiêu chí"


def coverage_figure(facts: Facts) -> Figure:
    """Return every criterion of every plan with its state."""
    lines = [
        Line(
            (facts.school(c.school), c.year, c.kind, c.code, c.state, len(c.rows)),
            joined_ids(c.rows),
        )
        for c in coverage(facts)
    ]
    columns = (
        ("school", "Trường"),
        ("school_year", "Năm học"),
        ("kind", "Loại kế hoạch"),
        ("criterion", "Tiêu chí"),
        ("state", "Tình trạng"),
        ("rows", "Số việc"),
    )
    return figure("coverage", "Độ phủ tiêu chí", columns, lines, ("rows",))


def schools_figure(facts: Facts) -> Figure:
    """Return one line per plan: how many criteria are planned, undated, late, missing."""
    by_plan: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in coverage(facts):
        by_plan.setdefault((cell.kind, cell.school, cell.year), []).append(cell)
    lines = []
    for plan in plans_of(facts):
        cells = by_plan.get((plan.kind, plan.school, plan.year), [])
        states = Counter(cell.state for cell in cells)
        parts: dict[str, tuple[str, ...]] = {
            state: joined_ids(r for c in cells if c.state == state for r in c.rows)
            for state in STATES
        }
        parts["without_criterion"] = joined_ids(plan.without_criterion)
        values = (facts.school(plan.school), plan.year, plan.kind, len(plan.rows))
        counted = (*(states[state] for state in STATES), len(plan.without_criterion))
        lines.append(Line((*values, *counted), joined_ids(plan.rows), parts))
    columns = (
        ("school", "Trường"),
        ("school_year", "Năm học"),
        ("kind", "Loại kế hoạch"),
        ("rows", "Số việc"),
        ("planned", "Tiêu chí có kế hoạch"),
        ("undated", "Chưa ghi thời hạn"),
        ("late", "Trễ năm học"),
        ("missing", "Thiếu"),
        ("unknown", "Chưa rõ"),
        ("without_criterion", "Việc chưa rõ tiêu chí"),
    )
    names = ("rows", *STATES, "without_criterion")
    return figure("schools", "Từng kế hoạch", columns, lines, names)


def workload(facts: Facts) -> Figure:
    """Return how many rows each role leads or helps with; the first role of a row leads."""
    lead: dict[str, list[Row]] = {}
    helps: dict[str, list[Row]] = {}
    for row in facts.rows:
        for place, owner in enumerate(row.owners):
            (helps if place else lead).setdefault(owner, []).append(row)
    nobody = [row for row in facts.rows if not row.owners and row.kind in ("action", "task")]
    lines = []
    for owner in sorted({*lead, *helps}, key=lambda o: (-len(lead.get(o, ())), o)):
        led, helped = lead.get(owner, []), helps.get(owner, [])
        parts = {"lead": joined_ids(led), "helper": joined_ids(helped)}
        schools = len({row.school for row in (*led, *helped)})
        lines.append(
            Line((owner, len(led), len(helped), schools), joined_ids((*led, *helped)), parts)
        )
    if nobody:
        ids = joined_ids(nobody)
        empty = ("(chưa ghi)", len(nobody), 0, len({row.school for row in nobody}))
        lines.append(Line(empty, ids, {"lead": ids, "helper": ()}))
    columns = (
        ("role", "Vai trò"),
        ("lead", "Chủ trì"),
        ("helper", "Phối hợp"),
        ("schools", "Số trường"),
    )
    return figure("workload", "Khối lượng việc theo vai trò", columns, lines, ("lead", "helper"))


def deadlines_by_month(facts: Facts) -> Figure:
    """Return how many rows end in each month, months without any included."""
    days = _by_end(facts.rows, lambda day: day.replace(day=1))
    months: list[date] = []
    if days:
        month = min(days)
        while month <= max(days):
            months.append(month)
            month = (month + timedelta(days=32)).replace(day=1)
    lines = [_time_line((f"{m:%Y-%m}",), days.get(m, [])) for m in months]
    columns = (("month", "Tháng"), ("rows", "Số việc đến hạn"), ("schools", "Số trường"))
    return figure("deadlines_by_month", "Thời hạn theo tháng", columns, lines, ("rows",))


def deadlines_by_week(facts: Facts) -> Figure:
    """Return how many rows end in each week, weeks told by their Monday; empty weeks left out."""
    days = _by_end(facts.rows, lambda day: day - timedelta(days=day.weekday()))
    lines = [
        _time_line((monday.isoformat(), (monday + timedelta(days=6)).isoformat()), days[monday])
        for monday in sorted(days)
    ]
    columns = (
        ("week_start", "Tuần từ thứ Hai"),
        ("week_end", "đến Chủ nhật"),
        ("rows", "Số việc đến hạn"),
        ("schools", "Số trường"),
    )
    return figure("deadlines_by_week", "Thời hạn theo tuần", columns, lines, ("rows",))


def _by_end(rows: Iterable[Row], begins: object) -> dict[date, list[Row]]:
    found: dict[date, list[Row]] = {}
    assert callable(begins)
    for row in rows:
        if row.end:
            found.setdefault(begins(row.end), []).append(row)
    return found


def _time_line(names: tuple[str, ...], rows: list[Row]) -> Line:
    return Line((*names, len(rows), len({row.school for row in rows})), joined_ids(rows))


def money(facts: Facts) -> Figure:
    """Return the sums by criterion; a row that names several criteria is counted apart, once."""
    by_code: dict[str, list[Row]] = {}
    for row in facts.rows:
        if row.money:
            name = row.criteria[0] if len(row.criteria) == 1 else SEVERAL
            by_code.setdefault(name if row.criteria else NO_CODE, []).append(row)
    lines = [
        Line(
            (code, sum(r.money or 0 for r in rows), len(rows), len({r.school for r in rows})),
            joined_ids(rows),
        )
        for code, rows in sorted(by_code.items(), key=lambda kv: _code_order(kv[0]))
    ]
    columns = (
        ("criterion", "Tiêu chí"),
        ("money_vnd", "Kinh phí (đồng)"),
        ("rows", "Số việc"),
        ("schools", "Số trường"),
    )
    return figure("money", "Kinh phí theo tiêu chí", columns, lines, ("rows",))


def _code_order(name: str) -> tuple[bool, tuple[int, ...], str]:
    return (not name[0].isdigit(), code_key(name), name)


def years(facts: Facts) -> Figure:
    """Return what changed from one plan of a school to its next, year against year."""
    by_school: dict[tuple[str, str], dict[str, tuple[Row, ...]]] = {}
    for plan in plans_of(facts):
        if plan.year:
            by_school.setdefault((plan.kind, plan.school), {})[plan.year] = plan.rows
    lines = []
    for (kind, school), plans in by_school.items():
        following = sorted(plans)
        for before, after in zip(following, following[1:], strict=False):
            lines.append(
                _change((facts.school(school), kind), (before, after), plans[before], plans[after])
            )
    columns = (
        ("school", "Trường"),
        ("kind", "Loại kế hoạch"),
        ("year_before", "Năm trước"),
        ("year_after", "Năm sau"),
        ("rows_before", "Số việc năm trước"),
        ("rows_after", "Số việc năm sau"),
        ("criteria_added", "Tiêu chí thêm"),
        ("criteria_dropped", "Tiêu chí bỏ"),
        ("repeated", "Việc lặp lại nguyên văn"),
        ("money_before", "Kinh phí năm trước"),
        ("money_after", "Kinh phí năm sau"),
    )
    counts = ("rows_before", "rows_after", "repeated")
    return figure("years", "Thay đổi qua các năm", columns, lines, counts)


def _change(
    whose: tuple[str, str], when: tuple[str, str], before: tuple[Row, ...], after: tuple[Row, ...]
) -> Line:
    old = {code for row in before for code in row.criteria}
    new = {code for row in after for code in row.criteria}
    known = {plain_words(row.action) for row in before if row.action}
    same = [row for row in after if row.action and plain_words(row.action) in known]
    values = (
        *whose,
        *when,
        len(before),
        len(after),
        ";".join(sorted(new - old, key=code_key)),
        ";".join(sorted(old - new, key=code_key)),
        len(same),
        sum(row.money or 0 for row in before),
        sum(row.money or 0 for row in after),
    )
    parts = {
        "rows_before": joined_ids(before),
        "rows_after": joined_ids(after),
        "repeated": joined_ids(same),
    }
    return Line(values, joined_ids(after), parts)
