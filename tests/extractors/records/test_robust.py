"""Whatever a page holds, reading it ends without an error and invents nothing."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.paper.header import read_header
from extractors.types import BBox, Cell, Line, Page, Table
from tests.extractors.told import records, tasks

SCRAPS = """
| TT 1 2 Tiêu_chí_1.5 1.1 Hiệu_trưởng 9/2023 Tuần 3-4 MỨC_2 Tiêu_chuẩn_1:_Tổ_chức Nơi_nhận:
-_Lưu:_VT. ² KẾ_HOẠCH CỘNG_HÒA_XÃ_HỘI_CHỦ_NGHĨA_VIỆT_NAM Số: ngày_tháng_năm I. a)
Giao Các_trường: Rà_soát_hồ_sơ;
Thời_gian Giải_pháp Họ_và_tên TT|_Tieu_|_Tieu|_Noi_|_Giai_|_Phan_|_Thoi_|Kinh 1_2_2.1_|_x_|_y
"""
WORDS = ["", " ", "\u0301", *(word.replace("_", " ") for word in SCRAPS.split())]
texts = st.one_of(st.sampled_from(WORDS), st.text(max_size=30))


@st.composite
def tables(draw: st.DrawFn, page: int) -> Table:
    n_rows, n_cols = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    wide = draw(st.booleans())
    cells = []
    for r in range(n_rows):
        if wide and n_cols > 1 and draw(st.integers(0, 3)) == 0:
            cells.append(Cell(r, 0, draw(texts), page, colspan=n_cols))
            continue
        cells += [Cell(r, c, draw(texts), page) for c in range(n_cols) if draw(st.integers(0, 5))]
    edges = tuple(float(50 + 60 * i) for i in range(n_cols + 1)) if draw(st.booleans()) else ()
    method = draw(st.sampled_from(["ruled", "flattened", "docx"]))
    return Table(page, n_rows, n_cols, tuple(cells), method, col_edges=edges)


@st.composite
def documents(draw: st.DrawFn) -> list[Page]:
    pages = []
    width = draw(st.sampled_from([0.0, 595.0]))
    for number in range(1, draw(st.integers(1, 3)) + 1):
        blocks: list[Line | Table] = []
        for n in range(draw(st.integers(0, 8))):
            if draw(st.integers(0, 3)) == 0:
                blocks.append(draw(tables(number)))
            else:
                box = BBox(60, 20 * n, 500, 20 * n + 12) if width else None
                blocks.append(Line(draw(texts), number, box))
        pages.append(Page(number, width, 842.0 if width else 0.0, "text", tuple(blocks)))
    return pages


@settings(max_examples=150, deadline=None)
@given(documents())
def test_no_page_breaks_the_reading(pages: list[Page]) -> None:
    printed = {"".join(t.split()) for page in pages for t in _texts(page)}
    everything = "".join("".join(t.split()) for page in pages for t in _texts(page))
    for record in records(pages):
        assert record.fields
        if "interleaved" in record.flags:
            continue
        for name, value in record.fields.items():
            if name == "action" and "action_from_heading" in record.flags:
                # A duty is named by its heading and its shift: "Trực lễ, ca ngày".
                words = set(re.findall(r"\w+", value.text.lower())) - {"ca"}
                assert words <= set(re.findall(r"\w+", " ".join(_shown(pages)).lower()))
                continue
            assert "".join(value.text.split()) in everything or _made_of(value.text, printed)
    read_header(pages)
    tasks(pages)


def _shown(pages: list[Page]) -> list[str]:
    return [text for page in pages for text in _texts(page)]


def _texts(page: Page) -> list[str]:
    found = []
    for block in page.blocks:
        found += [block.text] if isinstance(block, Line) else [c.text for c in block.cells]
    return found


def _made_of(text: str, printed: set[str]) -> bool:
    """Say whether every word of a joined value stands in some text of the page, or in two.

    Cells are joined by ";".
    """
    return all(
        any(word in p for p in printed)
        or any(
            any(p.endswith(word[:i]) for p in printed)
            and any(p.startswith(word[i:]) for p in printed)
            for i in range(1, len(word))
        )
        for word in re.split(r"[\s;]+", text)
    )
