"""How far the dataset can be trusted: what was read, how surely, and what reviewers found."""

from __future__ import annotations

from collections import Counter

from pipeline.figures.facts import Facts, Row, joined_ids
from pipeline.figures.table import Figure, Line, figure
from pipeline.flags import bare_flag, sentence, to_check

BANDS = ((0.9, "từ 0,9"), (0.6, "0,6 đến 0,9"), (0.0, "dưới 0,6"))
"""Lower ends of the bands of confidence and their names."""


def confidence_bands(facts: Facts) -> Figure:
    """Return how many rows lie in each band of confidence."""
    bands: list[list[Row]] = [[] for _ in BANDS]
    for row in facts.rows:
        bands[next(i for i, (low, _) in enumerate(BANDS) if row.confidence >= low)].append(row)
    total = max(1, len(facts.rows))
    lines = [
        Line((name, len(rows), round(len(rows) / total, 3)), joined_ids(rows))
        for (_, name), rows in zip(BANDS, bands, strict=True)
    ]
    columns = (("confidence", "Độ tin cậy"), ("rows", "Số việc"), ("share", "Tỉ lệ"))
    return figure("confidence", "Độ tin cậy của các dòng", columns, lines, ("rows",))


def problems(facts: Facts) -> Figure:
    """Return the flags that ask for a look, with how many rows and documents bear them."""
    rows: dict[str, list[Row]] = {}
    papers: Counter[str] = Counter()
    for row in facts.rows:
        for flag in to_check(row.flags):
            rows.setdefault(bare_flag(flag), []).append(row)
    for paper in facts.papers:
        papers.update({bare_flag(flag) for flag in to_check(paper.flags)})
    lines = [
        Line((flag, sentence(flag), len(rows.get(flag, ())), papers[flag]),
             joined_ids(rows.get(flag, ())))
        for flag in sorted({*rows, *papers}, key=lambda f: (-len(rows.get(f, ())), -papers[f], f))
    ]  # fmt: skip
    columns = (
        ("flag", "Cờ"),
        ("meaning", "Ý nghĩa"),
        ("rows", "Số việc"),
        ("documents", "Số văn bản"),
    )
    return figure("problems", "Chỗ cần xem lại", columns, lines, ("rows",))


def papers_figure(facts: Facts) -> Figure:
    """Return every document with how it was read and how sure its rows are."""
    rows_of = facts.rows_of()
    lines = []
    for paper in (*facts.papers, *facts.failed):
        rows = rows_of.get(paper.document_id, [])
        mean = round(sum(r.confidence for r in rows) / len(rows), 3) if rows else None
        look = [r for r in rows if to_check(r.flags)]
        values = (
            paper.source,
            facts.school(paper.school) if paper.school else paper.authority,
            paper.year,
            paper.kind,
            paper.status,
            paper.read_by,
            paper.pages,
            len(rows),
            mean,
            len(look),
        )
        parts = {"rows": joined_ids(rows), "to_check": joined_ids(look)}
        lines.append(Line(values, joined_ids(rows), parts))
    columns = (
        ("source", "Tệp"),
        ("school", "Trường, cơ quan"),
        ("school_year", "Năm học"),
        ("kind", "Loại"),
        ("status", "Kết quả đọc"),
        ("read_by", "Đọc bằng"),
        ("pages", "Trang"),
        ("rows", "Số việc"),
        ("confidence", "Độ tin cậy trung bình"),
        ("to_check", "Việc cần xem lại"),
    )
    return figure("documents", "Các văn bản", columns, lines, ("rows", "to_check"))


def reviewed(facts: Facts) -> Figure:
    """Return how many rows people looked at, and what they changed, as the rows' flags tell."""
    seen = [row for row in facts.rows if _has(row, "reviewed")]
    changed = [row for row in facts.rows if _has(row, "corrected")]
    fields: dict[str, list[Row]] = {}
    for row in changed:
        for flag in row.flags:
            name, _, field = flag.partition(":")
            if name == "corrected":
                fields.setdefault(field, []).append(row)
    found = [("reviewed", "Dòng đã duyệt", seen), ("corrected", "Dòng đã sửa", changed)]
    found += [("corrected:" + f, f"Đã sửa cột {f}", r) for f, r in sorted(fields.items()) if f]
    lines = [Line((name, told, len(rows)), joined_ids(rows)) for name, told, rows in found]
    columns = (("what", "Mã"), ("meaning", "Ý nghĩa"), ("rows", "Số dòng"))
    return figure("review", "Kết quả duyệt", columns, lines, ("rows",))


def _has(row: Row, name: str) -> bool:
    return any(flag.partition(":")[0] == name for flag in row.flags)
