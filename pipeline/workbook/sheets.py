"""The sheets of the workbook: the first for people, the last for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from normalizers.frameworks import code_order
from pipeline.dataset.originals import page_link
from pipeline.figures.counts import KINDS
from pipeline.figures.coverage import Cell, cells_of, plans_of
from pipeline.figures.facts import Facts, Paper, Row
from pipeline.flags import bare_flag, sentence, to_check
from pipeline.workbook.style import CELL_LIMIT, Column, Sheet, Value

STATE_WORDS = {"undated": "chưa hẹn", "late": "trễ", "missing": "thiếu", "unknown": "?"}
_STATE_FILLS = {
    "planned": "good",
    "undated": "warn",
    "late": "warn",
    "missing": "bad",
    "unknown": "quiet",
}
_READ_BY = {"text": "lớp chữ", "ocr": "nhận dạng", "mixed": "cả hai"}
_STATUS = {"ok": "đọc xong", "partial": "thiếu trang", "failed": "lỗi", "duplicate": "trùng"}

_HIDDEN = frozenset(("item_id", "document_id", "raw", "bbox"))
_WIDE = {"action": 60, "content": 45, "owner": 30, "deadline": 24, "criterion_text": 30}
_DATES = frozenset(("start_date", "end_date", "issued_date"))


def links_of(facts: Facts, out: Path) -> dict[tuple[str, int], str]:
    """Return the link of every page that rows stand on, by document and page."""
    pages = {(row.document_id, row.page): row.source for row in facts.rows}
    pages |= {(p.document_id, 1): p.source for p in (*facts.papers, *facts.failed)}
    return {key: page_link(source, key[1], out, out) for key, source in pages.items()}


def work_sheet(facts: Facts, links: Mapping[tuple[str, int], str]) -> Sheet:
    """Return the sheet a clerk prints: what each school is to do, and what to check."""
    columns = (
        Column("Trường (cơ quan)", 19),
        Column("Tiêu chí", 8),
        Column("Công việc", 46),
        Column("Người thực hiện", 19),
        Column("Thời hạn (như đã ghi)", 16),
        Column("Từ ngày", 12, "date"),
        Column("Đến ngày", 12, "date"),
        Column("Kinh phí (đồng)", 13, "money"),
        Column("Cần xem lại", 23),
        Column("Trang", 7, "link"),
    )
    papers = {paper.document_id: paper for paper in facts.papers}
    lines, addresses = [], {}
    for r, row in enumerate(facts.rows):
        lines.append(_work_line(row, facts, papers[row.document_id]))
        if address := links.get((row.document_id, row.page)):
            addresses[(r, len(columns) - 1)] = address
    fills = {(r, 8): "warn" for r, line in enumerate(lines) if line[8]}
    return Sheet("Việc cần làm", columns, lines, addresses, fills)


def _work_line(row: Row, facts: Facts, paper: Paper) -> list[Value]:
    who = facts.school(row.school) if row.school else paper.authority or Path(row.source).name
    return [
        who,
        ", ".join(row.criteria),
        row.action,
        row.owner or ", ".join(row.owners),
        row.deadline,
        row.start,
        row.end,
        row.money,
        look_text(row.flags),
        row.page,
    ]


def look_text(flags: Sequence[str]) -> str:
    """Return what to check in sentences, each once, a line each."""
    return "\n".join(dict.fromkeys(filter(None, map(sentence, to_check(flags)))))


def papers_sheet(facts: Facts, links: Mapping[tuple[str, int], str]) -> Sheet:
    """Return the sheet of documents, those that failed last."""
    columns = (
        Column("Trường (cơ quan)", 26),
        Column("Năm học", 11),
        Column("Loại", 22),
        Column("Tên văn bản", 44),
        Column("Kết quả", 11),
        Column("Đọc bằng", 10),
        Column("Số trang", 7, "number"),
        Column("Số việc", 7, "number"),
        Column("Cần xem lại", 34),
        Column("Tệp", 30, "link"),
    )
    rows_of = facts.rows_of()
    lines: list[list[Value]] = []
    addresses, fills = {}, {}
    for r, paper in enumerate((*facts.papers, *facts.failed)):
        lines.append(
            [
                facts.school(paper.school) if paper.school else paper.authority,
                paper.year,
                KINDS.get(paper.kind, paper.kind),
                paper.title,
                _STATUS.get(paper.status, paper.status),
                _READ_BY.get(paper.read_by, paper.read_by),
                paper.pages,
                len(rows_of.get(paper.document_id, ())),
                look_text(paper.flags),
                paper.source,
            ]
        )
        if paper.status in ("failed", "partial"):
            fills[(r, 4)] = "bad"
        if address := links.get((paper.document_id, 1)):
            addresses[(r, len(columns) - 1)] = address
    return Sheet("Văn bản", columns, lines, addresses, fills)


def coverage_sheet(facts: Facts) -> Sheet:
    """Return the matrix of plans and criteria: the number of tasks, or what is wrong."""
    found: list[tuple[str, str, str, dict[str, Cell]]] = []
    for plan in plans_of(facts):
        cells = {cell.code: cell for cell in cells_of(plan)}
        found.append((facts.school(plan.school), plan.year, plan.kind, cells))
    codes = sorted({code for *_, cells in found for code in cells}, key=code_order)
    columns = (
        Column("Trường", 24),
        Column("Năm học", 10),
        Column("Loại kế hoạch", 18),
        *(Column(code if "." in code else f"Mức 4: {code}", 6.5) for code in codes),
    )
    lines, fills = [], {}
    for r, (school, year, kind, cells) in enumerate(found):
        told = [_told(cells.get(code)) for code in codes]
        lines.append([school, year, KINDS.get(kind, kind), *told])
        for c, code in enumerate(codes, start=3):
            if code in cells:
                fills[(r, c)] = _STATE_FILLS[cells[code].state]
    return Sheet("Độ phủ tiêu chí", columns, lines, {}, fills)


def _told(cell: Cell | None) -> Value:
    if cell is None:
        return None
    return len(cell.rows) if cell.state == "planned" else STATE_WORDS[cell.state]


def problems_sheet(
    facts: Facts, links: Mapping[tuple[str, int], str], errors: Mapping[str, str]
) -> Sheet:
    """Return what people should look at: documents that failed, then rows, surest last.

    ``errors`` says what went wrong with a file, by its source.
    """
    columns = (
        Column("Trường (tệp)", 26),
        Column("Tiêu chí", 8),
        Column("Công việc", 48),
        Column("Cần xem lại", 48),
        Column("Độ tin cậy", 8, "number"),
        Column("Trang", 8, "link"),
    )
    lines: list[list[Value]] = []
    addresses = {}
    for paper in (*facts.failed, *facts.papers):
        look = "\n".join(filter(None, (errors.get(paper.source, ""), look_text(paper.flags))))
        if look:
            if address := links.get((paper.document_id, 1)):
                addresses[(len(lines), 5)] = address
            lines.append([paper.source, "", "(cả văn bản)", look, None, "tệp"])
    for row in sorted(facts.rows, key=lambda r: r.confidence):
        if look := look_text(row.flags):
            if address := links.get((row.document_id, row.page)):
                addresses[(len(lines), 5)] = address
            who = facts.school(row.school) if row.school else Path(row.source).name
            told: list[Value] = [who, ", ".join(row.criteria), row.action, look]
            lines.append([*told, row.confidence, row.page])
    return Sheet("Cần xem lại", columns, lines, addresses, {})


def quality_sheet(figures: Sequence[tuple[str, float | None]]) -> Sheet:
    """Return what reviewers measured: how right the rows are that nobody doubts."""
    columns = (Column("Chất lượng đo được", 60), Column("Giá trị", 14, "number"))
    lines: list[list[Value]] = [
        [meaning, "chưa đo" if value is None else round(value, 4)] for meaning, value in figures
    ]
    return Sheet("Chất lượng", columns, lines, {}, {})


def legend_sheet(tables: Sequence[Sheet]) -> Sheet:
    """Return the flags of the tables, how often, what each means and whether to look."""
    counts: Counter[str] = Counter()
    for table in tables:
        at = [column.title for column in table.columns].index("flags")
        for line in table.lines:
            counts.update(bare_flag(flag) for flag in str(line[at] or "").split(";") if flag)
    columns = (
        Column("Cờ", 34),
        Column("Số lần", 9, "number"),
        Column("Ý nghĩa", 80),
        Column("Cần xem lại", 14),
    )
    lines = [
        [flag, count, sentence(flag), "có" if to_check([flag]) else "không"]
        for flag, count in counts.most_common()
    ]
    return Sheet("Chú giải", columns, lines, {}, {})


def machine_sheet(frame: pd.DataFrame, title: str) -> Sheet:
    """Return a table of the dataset as it is, under the names of its columns.

    A cell that Excel cannot hold is cut and flagged ``cell_cut:<column>``.
    """
    names = [str(name) for name in frame.columns]
    columns = tuple(
        Column(name, _WIDE.get(name, 16), "date" if name in _DATES else "text") for name in names
    )
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    lines = [_machine_line({str(k): v for k, v in record.items()}, names) for record in records]
    hidden = frozenset(i for i, name in enumerate(names) if name in _HIDDEN)
    return Sheet(title, columns, lines, {}, {}, hidden, printed=False)


def _machine_line(record: dict[str, Value], names: Sequence[str]) -> list[Value]:
    cut = [n for n in names if isinstance(v := record[n], str) and len(v) > CELL_LIMIT]
    if cut:
        flags = [*filter(None, str(record["flags"]).split(";")), *(f"cell_cut:{n}" for n in cut)]
        record = {**record, "flags": ";".join(flags)}
    return [_typed(name, record[name]) for name in names]


def _typed(name: str, value: Value) -> Value:
    if name in _DATES:
        return date.fromisoformat(str(value)) if value else None
    return value
