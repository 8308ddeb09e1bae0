"""Two hundred page joints of generated tables: no row lost, none split, none fused."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from extractors.tables.stitch.stitch import stitch
from extractors.types import Page, Table

Build = Callable[..., Table]
MakePage = Callable[..., Page]

VERBS = [
    "Rà soát",
    "Bổ sung",
    "Xây dựng",
    "Tham mưu",
    "Tổ chức",
    "Kiểm tra",
    "Hoàn thiện",
    "Duy trì",
]
THINGS = [
    "hồ sơ quản lý của nhà trường", "kế hoạch bồi dưỡng giáo viên", "phòng học bộ môn",
    "quy chế chi tiêu nội bộ", "các hoạt động trải nghiệm cho học sinh", "khuôn viên cây xanh",
    "công tác phối hợp với cha mẹ học sinh", "phong trào đọc sách trong thư viện",
]  # fmt: skip
TAILS = [
    "theo quy định",
    "trong năm học",
    "và báo cáo kết quả",
    "đúng tiến độ",
    "với lãnh đạo địa phương",
]
OWNERS = ["Hiệu trưởng", "Phó hiệu trưởng", "Tổ trưởng chuyên môn", "Công đoàn", "Kế toán", "GVCN"]
TIMES = ["Tháng 9/2023", "10/2023", "Học kỳ I", "Cả năm học", "Trước 15/5/2024", "Quý II/2024"]
HEADER = ["TT", "Tiêu chí", "Hiện trạng", "Giải pháp thực hiện", "Người thực hiện", "Thời gian"]
EDGES = (50.0, 78.0, 130.0, 250.0, 400.0, 470.0, 545.0)
WIDTHS = (4, 8, 22, 26, 13, 13)


@dataclass
class Plan:
    rows: list[list[str]]
    pages: list[Page]


def _sentence(rng: random.Random) -> str:
    return f"{rng.choice(VERBS)} {rng.choice(THINGS)} {rng.choice(TAILS)}."


def _text(rng: random.Random) -> str:
    if rng.random() < 0.4:
        return "\n".join(f"- {_sentence(rng)}" for _ in range(rng.randint(2, 3)))
    return " ".join(_sentence(rng) for _ in range(rng.randint(1, 2)))


def _row(rng: random.Random, number: int) -> list[str]:
    code = f"{rng.randint(1, 5)}.{rng.randint(1, 10)}"
    code = f"Tiêu chí {code}" if rng.random() < 0.5 else code
    return [str(number), code, _text(rng), _text(rng), rng.choice(OWNERS), rng.choice(TIMES)]


def _wrapped(text: str, width: int) -> list[str]:
    lines = []
    for part in text.split("\n"):
        lines += textwrap.wrap(part, width, break_long_words=False)
    return lines


def _halves(
    rng: random.Random, row: list[str], *, centred: bool = False
) -> tuple[list[str], list[str]] | None:
    """Cut a row after some printed lines, as a word processor breaks it over the page."""
    cells = [_wrapped(t, w) for t, w in zip(row, WIDTHS, strict=True)]
    tallest = max(len(c) for c in cells)
    if tallest < 3:
        return None
    if centred:
        cells = [
            [""] * ((tallest - len(c)) // 2) + c if i not in (2, 3) else c
            for i, c in enumerate(cells)
        ]
    k = rng.randint(1, tallest - 1)
    return _joined([c[:k] for c in cells]), _joined([c[k:] for c in cells])


def _joined(cells: list[list[str]]) -> list[str]:
    return ["\n".join(line for line in cell if line) for cell in cells]


def _damaged(rng: random.Random, text: str) -> str:
    swaps = {"ê": "é", "ư": "u", "ơ": "o", "ã": "a", "i": "l"}
    return "".join(swaps.get(ch, ch) if rng.random() < 0.25 else ch for ch in text)


def _edges(rng: random.Random, columns: tuple[int, ...]) -> list[float]:
    shift, scale = rng.uniform(-12, 12), rng.uniform(0.99, 1.01)
    edges = [50.0]
    for c in columns:
        edges.append(edges[-1] + EDGES[c + 1] - EDGES[c])
    return [shift + scale * x + rng.uniform(-1.5, 1.5) for x in edges]


ALL = (0, 1, 2, 3, 4, 5)


@dataclass
class Maker:
    """Prints plans; ``columns`` are those shown, ``centred`` sets short cells mid-row."""

    build: Build
    page: MakePage
    columns: tuple[int, ...] = ALL
    centred: bool = False

    def plan(self, rng: random.Random, joints: int) -> Plan:
        rows: list[list[str]] = []
        pages: list[Page] = []
        carried: list[str] | None = None
        repeat = rng.random() < 0.5
        for number in range(1, joints + 2):
            body = [HEADER] if number == 1 else []
            if number > 1 and repeat:
                body = [[_damaged(rng, t) for t in HEADER]]
            if carried is not None:
                body.append(carried)
                carried = None
            for _ in range(rng.randint(2, 4)):
                rows.append(_row(rng, len(rows) + 1))
                body.append(rows[-1])
            if number <= joints and rng.random() < 0.6:
                cut = _halves(rng, rows[-1], centred=self.centred)
                if cut is not None:
                    body[-1], carried = cut
            shown = [[row[c] for c in self.columns] for row in body]
            table = self.build(shown, page=number, edges=_edges(rng, self.columns))
            pages.append(self.page(number, table, str(number)))
        return Plan([[row[c] for c in self.columns] for row in rows], pages)

    def grouped(self, rng: random.Random, joints: int) -> Plan:
        """Rows under merged number and criterion cells that run over the page."""
        rows: list[list[str]] = []
        pages: list[Page] = []
        carried: list[str] | None = None
        number = left = 0
        key: list[str] = []
        for page in range(1, joints + 2):
            body = [list(HEADER)] if page == 1 else []
            spans: dict[tuple[int, int], tuple[int, int]] = {}
            group = len(body) if left or carried else None
            if carried is not None:
                body.append(carried)
                carried = None
            for _ in range(rng.randint(3, 5)):
                row = _row(rng, 0)
                if left == 0:
                    number, left, group = number + 1, rng.randint(1, 3), len(body)
                    key = [str(number), row[1]]
                    row[0] = str(number)
                else:
                    row[:2] = ["", ""]
                if rng.random() < 0.25:
                    row[4] = ""
                left -= 1
                rows.append(key + row[2:])
                body.append(row)
                if group is not None and len(body) - group > 1:
                    spans[group, 0] = spans[group, 1] = (len(body) - group, 1)
            if page <= joints and rng.random() < 0.5:
                cut = _halves(rng, body[-1])
                if cut is not None:
                    body[-1], carried = cut
            table = self.build(body, page=page, edges=_edges(rng, ALL), spans=spans)
            pages.append(self.page(page, table, str(page)))
        return Plan(rows, pages)


def _flat(row: list[str]) -> list[str]:
    return [" ".join(t.split()) for t in row]


def _read(table: Table) -> list[list[str]]:
    grid = table.grid()[table.header_rows or 0 :]
    return [_flat([cell.text if cell is not None else "" for cell in row]) for row in grid]


LAYOUTS = {
    "numbered": (ALL, False),
    "short cells set mid-row": (ALL, True),
    "no number column": ((1, 2, 3, 4, 5), False),
    "time and content only": ((5, 3), False),
    "no criterion, no owner": ((0, 3, 5), False),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_row_lost_at_two_hundred_joints(table_of: Build, page_of: MakePage, layout: str) -> None:
    maker = Maker(table_of, page_of, *LAYOUTS[layout])
    rng = random.Random(20231117)
    joints = 0
    while joints < 200:
        size = rng.randint(1, 5)
        plan = maker.plan(rng, size)
        joints += size
        (table,) = stitch(plan.pages)
        assert _read(table) == [_flat(row) for row in plan.rows]


def test_merged_cells_run_over_two_hundred_joints(table_of: Build, page_of: MakePage) -> None:
    maker = Maker(table_of, page_of)
    rng = random.Random(7)
    joints = 0
    while joints < 200:
        size = rng.randint(1, 4)
        plan = maker.grouped(rng, size)
        joints += size
        (table,) = stitch(plan.pages)
        assert _read(table) == [_flat(row) for row in plan.rows]


@pytest.mark.parametrize(("earlier", "carried"), [("1.1", "1.2"), ("", "")])
def test_merged_code_cut_by_the_page_beside_a_running_number(
    table_of: Build, page_of: MakePage, earlier: str, carried: str
) -> None:
    header = ["TT", "Tiêu chí", "Giải pháp thực hiện", "Người thực hiện"]
    edges = (60.0, 90.0, 150.0, 330.0, 430.0)
    rows = [
        header,
        ["1", "1.1", "Rà soát hồ sơ của trường.", "Hiệu trưởng"],
        ["2", earlier, "Bổ sung sổ sách còn thiếu.", "Văn thư"],
        ["3", "1.2", "Kiện toàn hội đồng trường.", "Hiệu trưởng"],
    ]
    rest = [["4", "", "Họp hội đồng trường ba lần mỗi năm.", "Chủ tịch"]]
    first = table_of(rows, edges=edges)
    second = table_of(rest, page=2, edges=edges)
    (table,) = stitch([page_of(1, first), page_of(2, second)])
    cell = table.grid()[4][1]
    assert cell is not None
    assert cell.text == carried
