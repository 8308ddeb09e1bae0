"""Tables of drawn PDF pages: ruled, partly ruled, coloured, open; and what is no table."""

from __future__ import annotations

from collections.abc import Sequence

import pymupdf
import pytest

from extractors.formats.pdf.words import page_words
from extractors.layer.tables.finder import digital_tables
from extractors.layer.tables.rulings import rulings_of
from extractors.tables.trace import STANDS, listening
from extractors.types import Table

_FONT = pymupdf.Font("notos")
ROWS = [
    ["TT", "Nội dung công việc", "Người thực hiện", "Thời gian"],
    ["1", "Rà soát hồ sơ minh chứng", "Tổ trưởng", "9/2022"],
    ["2", "Bổ sung thiết bị phòng máy", "Phó hiệu trưởng", "10/2022"],
    ["3", "Tập huấn giáo viên", "Hiệu trưởng", "12/2022"],
    ["4", "Tổng hợp báo cáo", "Thư ký", "5/2023"],
]
XS = (70.0, 100.0, 290.0, 420.0, 520.0)
PROSE = (
    "Căn cứ kết quả tự đánh giá của nhà trường và báo cáo của các tổ chuyên môn về những điểm yếu "
    "cần khắc phục, nhà trường xây dựng kế hoạch cải tiến chất lượng giáo dục với các nội dung cụ "
    "thể, phân công người thực hiện, bảo đảm tiến độ và nguồn lực, đồng thời tổ chức kiểm tra "
    "việc thực hiện vào cuối mỗi học kỳ để kịp thời điều chỉnh cho phù hợp với thực tế. "
) * 4


def new_page() -> pymupdf.Page:
    page = pymupdf.open().new_page()
    page.insert_font(fontname="vn", fontbuffer=_FONT.buffer)
    return page


def put(page: pymupdf.Page, x: float, y: float, text: str, size: float = 10) -> None:
    page.insert_text((x, y), text, fontname="vn", fontsize=size)


def put_rows(
    page: pymupdf.Page,
    rows: Sequence[Sequence[str]],
    *,
    xs: Sequence[float] = XS,
    top: float = 100,
    step: float = 20,
) -> None:
    for r, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            for k, part in enumerate(text.split("\n")):
                put(page, x + 4, top + step * r + 14 + 12 * k, part)


def read(page: pymupdf.Page) -> list[Table]:
    return digital_tables(page, [w.word for w in page_words(page)], 1)


def ruled(page: pymupdf.Page, n_rows: int, *, xs: Sequence[float] = XS, **style: object) -> None:
    for r in range(n_rows + 1):
        page.draw_line((xs[0], 100 + 20 * r), (xs[-1], 100 + 20 * r), **style)
    for x in xs:
        page.draw_line((x, 100), (x, 100 + 20 * n_rows), **style)


def test_full_rulings_give_cells_edges_and_certainty() -> None:
    page = new_page()
    ruled(page, 5)
    put_rows(page, ROWS)
    (table,) = read(page)
    assert table.text_rows() == ROWS
    assert table.method == "vector"
    assert table.confidence > 0.95
    assert table.col_edges == pytest.approx(XS, abs=1)
    assert table.cells[0].words


def test_dashed_lines_are_rulings() -> None:
    page = new_page()
    ruled(page, 5, dashes="[3 2] 0")
    put_rows(page, ROWS)
    (table,) = read(page)
    assert table.text_rows() == ROWS


def test_rulings_drawn_as_thin_boxes() -> None:
    page = new_page()
    for r in range(6):
        page.draw_rect((XS[0], 100 + 20 * r, XS[-1], 100.6 + 20 * r), fill=(0, 0, 0), width=0)
    for x in XS:
        page.draw_rect((x, 100, x + 0.6, 200), fill=(0, 0, 0), width=0)
    put_rows(page, ROWS)
    (table,) = read(page)
    assert table.text_rows() == ROWS


def test_spans_stay_and_wrapped_cells_are_one_row() -> None:
    page = new_page()
    for y in (100, 140, 180):
        page.draw_line((XS[0], y), (XS[-1], y))
    page.draw_line((XS[2], 120), (XS[4], 120))
    for x in (XS[0], XS[1], XS[2], XS[4]):
        page.draw_line((x, 100), (x, 180))
    page.draw_line((XS[3], 120), (XS[3], 180))
    put(page, 104, 114, "Nội dung")
    put(page, 330, 114, "Thời gian")
    put(page, 300, 134, "Bắt đầu")
    put(page, 430, 134, "Hoàn thành")
    put_rows(page, [["1", "Mua sắm\nthiết bị", "9/2022\ndự kiến", "5/2023"]], top=140)
    (table,) = read(page)
    spans = {(c.row, c.col): (c.rowspan, c.colspan) for c in table.cells}
    assert spans[0, 2] == (1, 2)
    assert spans[0, 1] == (2, 1)
    assert table.text_rows()[-1] == ["1", "Mua sắm\nthiết bị", "9/2022\ndự kiến", "5/2023"]


def test_coloured_cells_without_lines() -> None:
    page = new_page()
    for r in range(5):
        for a, b in zip(XS, XS[1:], strict=False):
            shade = (0.8, 0.9, 1.0) if r == 0 else (0.94, 0.94, 0.94)
            box = (a + 0.5, 100.5 + 20 * r, b - 0.5, 119.5 + 20 * r)
            page.draw_rect(box, color=None, fill=shade, width=0)
    put_rows(page, ROWS)
    (table,) = read(page)
    assert table.text_rows() == ROWS


def test_rules_without_vertical_lines() -> None:
    page = new_page()
    for r in range(6):
        page.draw_line((XS[0], 100 + 20 * r), (XS[-1], 100 + 20 * r))
    put_rows(page, ROWS)
    (table,) = read(page)
    assert table.text_rows() == ROWS
    assert table.method == "borderless"


def test_wrapped_cells_between_rules_are_one_row() -> None:
    page = new_page()
    rows = [["TT", "Nội dung", "Người thực hiện", "Thời gian"]]
    rows += [
        [str(n), "Rà soát hồ sơ\nminh chứng và\nbổ sung", "Tổ trưởng\nchuyên môn", f"{n}/2022"]
        for n in range(1, 6)
    ]
    for y in (100, *range(120, 361, 48)):
        page.draw_line((XS[0], y), (XS[-1], y))
    put_rows(page, rows[:1])
    put_rows(page, rows[1:], top=120, step=48)
    (table,) = read(page)
    assert table.text_rows() == rows


def test_three_rules_and_a_spanning_header() -> None:
    page = new_page()
    for y in (100, 140, 240):
        page.draw_line((XS[0], y), (XS[-1], y))
    page.draw_line((XS[2], 120), (XS[-1], 120))
    put(page, 104, 134, "Chỉ tiêu")
    put(page, 350, 114, "Tỷ lệ đạt năm học")
    put_rows(page, [["", "", "2021", "2022"]], top=120)
    put_rows(page, [["", f"Chỉ tiêu số {n}", f"{n}5,2", f"{n}7,5"] for n in range(1, 6)], top=140)
    (table,) = read(page)
    texts = table.text_rows()
    assert texts[-1] == ["Chỉ tiêu số 5", "55,2", "57,5"]
    assert len(texts) == 7
    (span,) = [c for c in table.cells if "Tỷ lệ" in c.text]
    assert (span.col, span.colspan) == (1, 2)
    (title,) = [c for c in table.cells if c.text == "Chỉ tiêu"]
    assert title.rowspan == 2


def test_columns_ruled_in_the_header_only() -> None:
    page = new_page()
    for r in range(6):
        page.draw_line((XS[0], 100 + 20 * r), (XS[-1], 100 + 20 * r))
    for x in XS:
        page.draw_line((x, 100), (x, 200 if x in (XS[0], XS[-1]) else 120))
    put_rows(page, ROWS)
    (table,) = read(page)
    assert table.text_rows() == ROWS
    assert table.method == "vector"


def test_body_rows_without_rules_in_a_framed_table() -> None:
    page = new_page()
    body = [
        ["Toán", "12", "34,5"],
        ["Văn", "14", "31,0"],
        ["Sử", "9", "28,5"],
        ["Địa", "8", "30,0"],
    ]
    xs = (70.0, 200.0, 300.0, 400.0)
    for y in (100, 120, 200):
        page.draw_line((70, y), (400, y))
    for x in xs:
        page.draw_line((x, 100), (x, 200))
    put_rows(page, [["Môn", "Số lớp", "Tỷ lệ"], *body], xs=xs)
    (table,) = read(page)
    assert table.text_rows() == [["Môn", "Số lớp", "Tỷ lệ"], *body]


def test_no_lines_at_all() -> None:
    page = new_page()
    put_rows(page, ROWS)
    (table,) = read(page)
    assert table.text_rows() == ROWS
    assert table.method == "borderless"
    assert table.confidence < 0.8


WRAPPED = [
    ["1", "Rà soát hồ sơ\nminh chứng và\nbổ sung", "Tổ trưởng\nchuyên môn", "9/2022"],
    ["2", "Tập huấn", "Phó hiệu trưởng", "10/2022"],
    ["3", "Bổ sung thiết bị\nphòng máy", "Kế toán\nnhà trường", "11/2022\n12/2022"],
    ["4", "Tổng hợp\nbáo cáo", "Thư ký", "5/2023"],
]


def test_wrapped_rows_in_a_frame_begin_at_their_numbers() -> None:
    page = new_page()
    page.draw_rect((XS[0], 100, XS[-1], 230))
    page.draw_line((XS[0], 120), (XS[-1], 120))
    put_rows(page, ROWS[:1])
    top = 122.0
    for row in WRAPPED:
        put_rows(page, [row], top=top)
        top += 12 * max(text.count("\n") + 1 for text in row)
    (table,) = read(page)
    assert table.text_rows() == [ROWS[0], *WRAPPED]


def test_wrapped_rows_without_numbers_come_apart_at_gaps() -> None:
    page = new_page()
    for y in (100, 120, 260):
        page.draw_line((XS[1], y), (XS[-1], y))
    put_rows(page, [["", *ROWS[0][1:]]])
    top = 122.0
    for row in WRAPPED:
        put_rows(page, [["", *row[1:]]], top=top)
        top += 12 * max(text.count("\n") + 1 for text in row) + 8
    (table,) = read(page)
    assert table.text_rows() == [ROWS[0][1:], *(row[1:] for row in WRAPPED)]


def test_text_that_touches_its_walls_is_no_chart() -> None:
    page = new_page()
    xs = [100.0]
    for text in ROWS[0]:
        xs.append(xs[-1] + _FONT.text_length(text, 10) + 2)
    for r in range(4):
        page.draw_line((xs[0], 100 + 20 * r), (xs[-1], 100 + 20 * r))
        for x, text in zip(xs, ROWS[0], strict=False):
            if r < 3:
                put(page, x + 1, 114 + 20 * r, text)
    for x in xs:
        page.draw_line((x, 100), (x, 160))
    (table,) = read(page)
    assert table.text_rows() == [ROWS[0]] * 3


def test_a_table_between_prose_keeps_to_itself() -> None:
    page = new_page()
    justified(page, 60, 80)
    ruled(page, 5)
    put_rows(page, ROWS)
    justified(page, 230, 330)
    (table,) = read(page)
    assert table.bbox is not None
    assert table.bbox.y0 == pytest.approx(100, abs=1)
    assert table.bbox.y1 == pytest.approx(200, abs=1)


def justified(
    page: pymupdf.Page, top: float, bottom: float, left: float = 70, right: float = 520
) -> None:
    """Set prose with both margins straight, so the blanks are wide and uneven."""
    words, y = PROSE.split(), top
    while words and y < bottom:
        line: list[str] = []
        while words and _FONT.text_length(" ".join([*line, words[0]]), 12) < right - left:
            line.append(words.pop(0))
        free = right - left - sum(_FONT.text_length(w, 12) for w in line)
        x = left
        for word in line:
            put(page, x, y, word, 12)
            x += _FONT.text_length(word, 12) + free / max(len(line) - 1, 1)
        y += 17


def test_justified_prose_is_no_table() -> None:
    page = new_page()
    justified(page, 80, 760)
    assert read(page) == []


def test_two_columns_of_prose_are_no_table() -> None:
    page = new_page()
    justified(page, 80, 400, 60, 290)
    justified(page, 80, 400, 310, 540)
    assert read(page) == []


def test_letterhead_and_signatures_are_no_table() -> None:
    page = new_page()
    left = ["UBND HUYỆN AN PHÚ", "TRƯỜNG THCS BÌNH MINH", "Số: 12/KH-THCS"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "An Phú, ngày 5"]
    put_rows(page, list(zip(left, right, strict=True)), xs=(60, 300))
    page.draw_line((80, 148), (160, 148))
    page.draw_line((350, 148), (480, 148))
    notes = ["Nơi nhận:", "- Phòng GDĐT (b/c);", "- Các tổ (t/h);", "- Lưu: VT."]
    signs = ["HIỆU TRƯỞNG", "(Ký tên, đóng dấu)", "", "Nguyễn Văn An"]
    put_rows(page, list(zip(notes, signs, strict=True)), xs=(60, 350), top=500)
    assert read(page) == []


def test_lists_are_no_tables() -> None:
    page = new_page()
    for n in range(1, 9):
        put(page, 70, 80 + 18 * n, f"{n}.")
        put(page, 95, 80 + 18 * n, f"Tổ chuyên môn rà soát nội dung thứ {n} và báo cáo hiệu trưởng")
        put(page, 70, 300 + 18 * n, "-")
        put(page, 95, 300 + 18 * n, "Giáo viên chủ nhiệm phối hợp với cha mẹ học sinh")
    assert read(page) == []


def test_charts_and_frames_are_no_tables() -> None:
    page = new_page()
    page.draw_rect((60, 60, 540, 780))
    for k in range(6):
        page.draw_line((100 + 60 * k, 100), (100 + 60 * k, 300))
        page.draw_line((100, 100 + 40 * k), (400, 100 + 40 * k))
        put(page, 82 + 60 * k, 318, f"Năm 20{10 + k}")
        put(page, 130 + 10 * k, 124 + 30 * k, "Tỷ lệ học sinh khá giỏi")
    assert read(page) == []


def test_rulings_of_a_turned_page_lie_as_displayed() -> None:
    page = new_page()
    ruled(page, 5)
    page.set_rotation(90)
    found = rulings_of(page)
    assert len(found.horizontal) == len(XS)
    assert len(found.vertical) == 6
    lower = page.rect.y1
    assert sorted(s.at for s in found.horizontal) == pytest.approx(XS, abs=1)
    assert all(0 <= s.start < s.end <= lower for s in found.vertical)
    assert all(page.rect.x1 - 201 <= s.at <= page.rect.x1 - 99 for s in found.vertical)


def test_the_page_number_is_kept() -> None:
    page = new_page()
    ruled(page, 5)
    put_rows(page, ROWS)
    (table,) = digital_tables(page, [w.word for w in page_words(page)], 7)
    assert table.page == 7
    assert {cell.page for cell in table.cells} == {7}


def test_an_empty_page_has_no_table() -> None:
    assert read(new_page()) == []


def test_titles_over_the_first_line_and_wrapped_cells_between_lines_of_cells() -> None:
    """Each cell has a line under it, none over the titles; columns stand a blank apart."""
    page = new_page()
    xs = (60.0, 217.0, 391.0, 477.0, 538.0)
    put_rows(page, [["Mục tiêu", "Biện pháp", "Người làm", "Hoàn thành"]], xs=xs, top=82)
    body = [
        ["Nâng tỉ lệ giáo viên giỏi cấp\nlên 20%", "Tổ chức hội giảng, dự giờ giữa\ncác tổ",
         "Tổ chuyên môn", "Tháng\n3/2025"],
        ["100% phòng học có tivi", "Tham mưu huyện cấp kinh phí để\nmua sắm", "Hiệu trưởng",
         "Tháng\n6/2025"],
        ["Giảm học sinh lưu ban", "Phụ đạo, phân công giáo viên để\nkèm từng em",
         "Giáo viên chủ\nnhiệm", "Cuối năm\nhọc"],
    ]  # fmt: skip
    put_rows(page, body, xs=xs, top=104, step=32)
    for y in (104, 136, 168, 200):
        for x0, x1 in zip(xs, xs[1:], strict=False):
            page.draw_line((x0, y), (x1, y), width=0.7)
    (table,) = read(page)
    assert [[" ".join(c.split()) for c in row] for row in table.text_rows()] == [
        ["Mục tiêu", "Biện pháp", "Người làm", "Hoàn thành"],
        *[[" ".join(cell.split()) for cell in row] for row in body],
    ]


def test_the_trace_names_the_finder_and_why_its_find_is_no_table() -> None:
    page = new_page()
    ruled(page, 5)
    put_rows(page, ROWS)
    page.draw_rect((80, 400, 300, 440), color=(0, 0, 0))
    page.draw_line((190, 400), (190, 440))
    put(page, 90, 425, "Ghi chú")
    with listening() as trace:
        tables = read(page)
    seen = {(a.finder, a.n_cols, a.verdict) for a in trace.pages[1]}
    assert len(tables) == 1
    assert ("ruled", len(XS) - 1, STANDS) in seen
    assert ("ruled", 2, "holds no table") in seen
