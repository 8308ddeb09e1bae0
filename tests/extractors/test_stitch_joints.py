"""Two hundred page joints of generated tables: no row lost, none split, none fused."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from extractors.tables.stitch import stitch
from extractors.types import Page, Table

Build = Callable[..., Table]
MakePage = Callable[..., Page]

VERBS = ["Rà soát", "Bổ sung", "Xây dựng", "Tham mưu", "Tổ chức", "Kiểm tra", "Hoàn thiện", "Duy trì"]
THINGS = [
    "hồ sơ quản lý của nhà trường", "kế hoạch bồi dưỡng giáo viên", "cơ sở vật chất phòng học bộ môn",
    "quy chế chi tiêu nội bộ", "các hoạt động trải nghiệm cho học sinh", "khuôn viên cây xanh",
    "công tác phối hợp với cha mẹ học sinh", "phong trào đọc sách trong thư viện",
]  # fmt: skip
TAILS = ["theo quy định", "trong năm học", "và báo cáo kết quả", "đúng tiến độ", "với lãnh đạo địa phương"]
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


def _halves(rng: random.Random, row: list[str]) -> tuple[list[str], list[str]] | None:
    """Cut a row after some printed lines, as a word processor breaks it over the page."""
    cells = [_wrapped(t, w) for t, w in zip(row, WIDTHS, strict=True)]
    tallest = max(len(c) for c in cells)
    if tallest < 3:
        return None
    k = rng.randint(1, tallest - 1)
    return ["\n".join(c[:k]) for c in cells], ["\n".join(c[k:]) for c in cells]


def _damaged(rng: random.Random, text: str) -> str:
    swaps = {"ê": "é", "ư": "u", "ơ": "o", "ã": "a", "i": "l"}
    return "".join(swaps.get(ch, ch) if rng.random() < 0.25 else ch for ch in text)


def _plan(rng: random.Random, build: Build, make_page: MakePage, joints: int) -> Plan:
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
        cut = _halves(rng, rows[-1]) if number <= joints and rng.random() < 0.6 else None
        if cut is not None:
            body[-1], carried = cut
        shift, scale = rng.uniform(-12, 12), rng.uniform(0.99, 1.01)
        edges = [shift + scale * x + rng.uniform(-1.5, 1.5) for x in EDGES]
        blocks = [build(body, page=number, edges=edges), str(number)]
        pages.append(make_page(number, *blocks))
    return Plan(rows, pages)


def _flat(row: list[str]) -> list[str]:
    return [" ".join(t.split()) for t in row]


def test_no_row_lost_at_two_hundred_joints(table_of: Build, page_of: MakePage) -> None:
    rng = random.Random(20231117)
    joints = wrong = lost = 0
    while joints < 200:
        size = rng.randint(1, 5)
        plan = _plan(rng, table_of, page_of, size)
        joints += size
        tables = stitch(plan.pages)
        assert len(tables) == 1
        found = [_flat(r) for r in tables[0].text_rows()[1:]]
        wanted = [_flat(r) for r in plan.rows]
        lost += sum(row not in found for row in wanted)
        wrong += found != wanted
    assert lost == 0
    assert wrong == 0
