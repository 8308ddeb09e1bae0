"""The report as one HTML page: figures laid out, numbers linked, nothing loaded from elsewhere."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from normalizers.frameworks import code_key, code_order
from pipeline.figures.counts import KINDS
from pipeline.figures.coverage import Cell, State
from pipeline.figures.facts import Facts, Row, by_letters, joined_ids
from pipeline.figures.table import Figure, Line, Value
from pipeline.figures.twins import COMMON_PART, COMMON_SCHOOLS, OWN_SHARE, Twins
from pipeline.flags import sentence, to_check
from pipeline.report import svg
from pipeline.report.links import RowLinks

SHOWN_PAIRS = 60
"""Pairs of near-identical plans whose passages the page shows; all are in the CSV."""

_BARS = 15
_SIGNS: dict[State, str] = {
    "planned": "",
    "undated": "○",
    "late": "▲",
    "missing": "✕",
    "unknown": "?",
}
_STATES: dict[State, str] = {
    "planned": "có kế hoạch",
    "undated": "chưa ghi thời hạn",
    "late": "trễ năm học",
    "missing": "thiếu",
    "unknown": "chưa rõ",
}
_WORDS: dict[str, str] = {
    **KINDS,
    **{str(state): told for state, told in _STATES.items()},
    "ok": "đọc xong",
    "partial": "thiếu trang",
    "failed": "lỗi",
    "text": "lớp chữ",
    "ocr": "nhận dạng",
    "mixed": "cả hai",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the report shows."""

    facts: Facts
    cells: tuple[Cell, ...]
    tables: Mapping[str, Figure]
    pairs: tuple[Twins, ...]


def page(figures: Figures, pages: Mapping[tuple[str, int], str], made: date) -> str:
    """Return the report as HTML.

    Args:
        figures: what to show.
        pages: the link of each page, by document and page; "" or missing where there is none.
        made: the day the report was made.
    """
    facts, tables = figures.facts, figures.tables
    links = RowLinks(facts)
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"number": number, "share": share, "word": _word, "day": _day}
    environment.globals |= {"link": links.link}
    template = environment.from_string(_file("report.html.j2"))
    shown = [_pair(pair, facts, links, pages) for pair in figures.pairs[:SHOWN_PAIRS]]
    week_year = max((p.year for p in facts.papers if p.year), default="")
    listed = _listed(facts, links, pages)
    parts: dict[str, Any] = {
        **tables,
        "css": Markup(_file("report.css")),
        "js": Markup(_file("report.js")),
        "made": f"Lập ngày {made:%d/%m/%Y}",
        "papers": facts.papers,
        "rows": facts.rows,
        "years_named": sorted({p.year for p in facts.papers if p.year}),
        "tiles": _tiles(figures),
        "matrices": _matrices(figures.cells, facts, links),
        "gaps": _gaps(figures.cells, links),
        "charts": _charts(tables, links, week_year),
        "week_year": week_year,
        "pairs": shown,
        "more_pairs": len(figures.pairs) - len(shown),
        "own_share": OWN_SHARE,
        "common_least": _common_least(facts),
        "listed": listed,
    }
    body: str = template.render(**parts, sets="@sets@")
    packed = json.dumps(links.packed(), separators=(",", ":"))
    return body.replace("@sets@", packed)  # last: rendering is what collects the sets


def number(value: Value) -> str:
    """Return a number as Vietnamese papers print it: 1.234.567; other values as they are.

    >>> number(1234567), number("a")
    ('1.234.567', 'a')
    """
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)


def share(value: Value) -> str:
    """Return a part of one as a percentage.

    >>> share(0.925)
    '92,5 %'
    """
    return f"{100 * float(value or 0):.1f} %".replace(".", ",").replace(",0 %", " %")


def _word(value: Value) -> str:
    return _WORDS.get(str(value), str(value))


def _day(value: Value) -> str:
    """Return "2023-11" as 11/2023, "2023-11-30" as 30/11/2023."""
    return "/".join(reversed(str(value).split("-")))


def _file(name: str) -> str:
    return resources.files("pipeline.report").joinpath(name).read_text("utf-8")


def _common_least(facts: Facts) -> int:
    schools = len({p.school for p in facts.papers if p.school})
    return max(COMMON_SCHOOLS, -int(-COMMON_PART * schools // 1))


def _tiles(figures: Figures) -> list[dict[str, object]]:
    facts = figures.facts
    by_state: dict[str, list[Row]] = {}
    states = Counter(cell.state for cell in figures.cells)
    for cell in figures.cells:
        by_state.setdefault(cell.state, []).extend(cell.rows)
    look = joined_ids(row for row in facts.rows if to_check(row.flags))
    schools = {p.school for p in facts.papers if p.school}
    told = [
        ("trường", len(schools), ()),
        ("việc trong các kế hoạch", len(facts.rows), ()),
        ("lượt tiêu chí thiếu", states["missing"], ()),
        ("lượt tiêu chí trễ năm học", states["late"], joined_ids(by_state.get("late", ()))),
        ("lượt chưa ghi thời hạn", states["undated"], joined_ids(by_state.get("undated", ()))),
        ("cặp kế hoạch gần như giống nhau", len(figures.pairs), ()),
        ("dòng cần xem lại", len(look), look),
    ]
    return [{"name": name, "value": value, "rows": rows} for name, value, rows in told]


def _matrices(cells: Sequence[Cell], facts: Facts, links: RowLinks) -> list[dict[str, Any]]:
    """Return one matrix for each kind and year of plans, the latest first."""
    groups: dict[tuple[str, str], dict[str, dict[str, Cell]]] = {}
    for cell in cells:
        plans = groups.setdefault((cell.kind, cell.year), {})
        plans.setdefault(cell.school, {})[cell.code] = cell
    made: list[dict[str, Any]] = []
    for kind, year in sorted(groups, key=lambda key: (key[0], _backwards(key[1]))):
        plans = groups[kind, year]
        codes = sorted({c for found in plans.values() for c in found}, key=code_order)
        lines = [
            {
                "school": facts.school(school),
                "cells": [_shown(found.get(code), facts, links) for code in codes],
            }
            for school, found in sorted(
                plans.items(), key=lambda kv: by_letters(facts.school(kv[0]))
            )
        ]
        made.append({"kind": kind, "year": year, "codes": codes, "lines": lines, "open": not made})
    return made


def _backwards(year: str) -> int:
    return -int(year[:4]) if year[:4].isdecimal() else 0


def _shown(cell: Cell | None, facts: Facts, links: RowLinks) -> dict[str, object] | None:
    if cell is None:
        return None
    label = f"{facts.school(cell.school)}, tiêu chí {cell.code}: {_STATES[cell.state]}"
    text = _SIGNS[cell.state] + (str(len(cell.rows)) if cell.rows else "")
    if cell.rows:
        return {"state": cell.state, "shown": links.link(text, joined_ids(cell.rows), label)}
    told = Markup('<span title="{0}" role="img" aria-label="{0}">{1}</span>').format(label, text)
    return {"state": cell.state, "shown": told}


def _gaps(cells: Sequence[Cell], links: RowLinks) -> dict[str, Any]:
    """Return the chart of the criteria most often missing in the latest year of the first kind."""
    kinds = [c.kind for c in cells]
    kind = min(kinds, default="")
    year = max((c.year for c in cells if c.kind == kind), default="")
    missing = Counter(
        c.code for c in cells if c.kind == kind and c.year == year and c.state == "missing"
    )
    marks = [
        svg.Mark(f"Tiêu chí {code}", count, f"{count} trường")
        for code, count in sorted(missing.items(), key=lambda kv: (-kv[1], code_key(kv[0])))[:10]
    ]
    about = "Số trường thiếu từng tiêu chí; bảng ma trận bên dưới cho biết trường nào."
    return {"marks": marks, "year": year, "chart": svg.bars("Tiêu chí hay thiếu", about, marks)}


def _charts(tables: Mapping[str, Figure], links: RowLinks, year: str) -> dict[str, Markup]:
    """Return the charts of the page, each from the table that stands beside it."""
    roles, sums = tables["workload"].lines[:_BARS], tables["money"].lines
    months, weeks = tables["months"].lines, _weeks_of(tables["weeks"].lines, year)
    bands = tables["confidence"].lines
    return {
        "workload": svg.bars(
            "Việc chủ trì theo vai trò",
            f"{len(roles)} vai trò nhiều việc nhất; bảng bên dưới có đủ.",
            [_mark(links, line, str(line.values[0]), line.values[1], "lead") for line in roles],
        ),
        "months": svg.columns(
            "Số việc đến hạn theo tháng",
            "Mỗi cột một tháng.",
            [_mark(links, line, _day(line.values[0]), line.values[1]) for line in months],
        ),
        "weeks": svg.columns(
            "Số việc đến hạn theo tuần",
            "Mỗi cột một tuần, gọi theo ngày thứ Hai.",
            [_mark(links, line, _day(line.values[0])[:5], line.values[2]) for line in weeks],
        ),
        "money": svg.bars(
            "Kinh phí theo tiêu chí",
            "Triệu đồng; bảng bên dưới có đủ.",
            [
                _mark(links, line, _criterion(line.values[0]), line.values[1], unit=1_000_000)
                for line in sorted(sums, key=lambda n: -int(n.values[1] or 0))[:_BARS]
            ],
        ),
        "confidence": svg.stack(
            "Độ tin cậy của các dòng",
            "Số dòng theo độ tin cậy.",
            [
                _mark(links, line, f"Độ tin cậy {line.values[0]}", line.values[1])
                for line in bands
            ],
        ),
    }  # fmt: skip


def _mark(
    links: RowLinks, line: Line, name: str, value: Value, part: str = "", unit: int = 1
) -> svg.Mark:
    ids = line.parts.get(part, line.rows)
    count = float(value or 0) / unit
    shown = number(round(count)) + (" triệu" if unit > 1 else "")
    return svg.Mark(name, count, shown, links.href(ids), links.key(ids))


def _criterion(value: Value) -> str:
    return f"Tiêu chí {value}" if str(value)[:1].isdigit() else str(value)


def _weeks_of(lines: Sequence[Line], year: str) -> list[Line]:
    """Return the weeks of one school year, August to September of the next."""
    if not year:
        return list(lines)[-60:]
    first, last = f"{year[:4]}-08-01", f"{year[5:]}-09-30"
    return [line for line in lines if first <= str(line.values[0]) <= last]


def _pair(
    pair: Twins, facts: Facts, links: RowLinks, pages: Mapping[tuple[str, int], str]
) -> dict[str, Any]:
    papers = {p.document_id: p for p in facts.papers}
    left, right = papers[pair.left], papers[pair.right]
    passages = []
    for passage in pair.passages:
        a, b = marked(passage.left.action, passage.right.action)
        passages.append(
            {
                "common": passage.common,
                "left": a,
                "right": b,
                "left_place": _place(passage.left, pages),
                "right_place": _place(passage.right, pages),
            }
        )
    return {
        "left": f"{facts.school(left.school)} {left.year}".strip(),
        "right": f"{facts.school(right.school)} {right.year}".strip(),
        "own": pair.share_own,
        "all": pair.share_all,
        "rows": joined_ids(r for p in pair.passages for r in (p.left, p.right)),
        "passages": passages,
    }


def marked(left: str, right: str) -> tuple[Markup, Markup]:
    """Return two texts with the words that differ marked.

    >>> marked("Mua 30 ghế", "Mua 35 ghế")[0]
    Markup('Mua <mark>30</mark> ghế')
    """
    a, b = left.split(), right.split()
    found: tuple[list[str], list[str]] = ([], [])
    for op, a0, a1, b0, b1 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        for out, words in ((found[0], a[a0:a1]), (found[1], b[b0:b1])):
            text = escape(" ".join(words))
            if words:
                out.append(text if op == "equal" else f"<mark>{text}</mark>")
    return Markup(" ".join(found[0])), Markup(" ".join(found[1]))


def _place(row: Row, pages: Mapping[tuple[str, int], str]) -> Markup:
    codes = f"tiêu chí {', '.join(row.criteria)}, " if row.criteria else ""
    return Markup('<span class="soft">({}{})</span>').format(codes, _page(row, pages, "trang "))


def _page(row: Row, pages: Mapping[tuple[str, int], str], before: str = "") -> Markup:
    href = pages.get((row.document_id, row.page), "")
    if not href:
        return escape(f"{before}{row.page}")
    told = Markup('<a href="{}" title="Mở văn bản gốc, trang {}">{}{}</a>')
    return told.format(href, row.page, before, row.page)


def _listed(
    facts: Facts, links: RowLinks, pages: Mapping[tuple[str, int], str]
) -> list[dict[str, Any]]:
    """Return the rows of every document as the last section lists them."""
    rows_of = facts.rows_of()
    return [
        {
            "school": facts.school(p.school) if p.school else p.authority or p.source,
            "year": p.year,
            "kind": p.kind,
            "source": p.source,
            "href": pages.get((p.document_id, 1), ""),
            "rows": [_listed_row(row, links, pages) for row in rows_of[p.document_id]],
        }
        for p in facts.papers
    ]


def _listed_row(
    row: Row, links: RowLinks, pages: Mapping[tuple[str, int], str]
) -> dict[str, object]:
    days = " – ".join(f"{day:%d/%m/%Y}" for day in (row.start, row.end) if day)
    return {
        "number": links.number[row.item_id],
        "page": _page(row, pages),
        "criteria": ", ".join(row.criteria),
        "action": row.action,
        "owner": row.owner or ", ".join(row.owners),
        "deadline": days or row.deadline,
        "money": "" if row.money is None else number(row.money),
        "look": " ".join(dict.fromkeys(map(sentence, to_check(row.flags)))),
    }
