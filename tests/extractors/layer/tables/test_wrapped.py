"""Digital tables of wrapped prose with few rulings or none; and pages that only look like them."""

from __future__ import annotations

from collections.abc import Sequence

import pymupdf
import pytest

from extractors.formats.pdf.words import page_words
from extractors.layer.tables.finder import digital_tables
from extractors.tables.open.region import Region
from extractors.tables.open.rows import row_bands
from extractors.tables.words import Placed
from extractors.types import BBox, Table, Word

_FONT = pymupdf.Font("notos")
_SIZE, _LEADING, _PAD = 10.0, 13.0, 5.0
Rows = list[list[str]]

PLAN: Rows = [
    ["TT", "Tiêu chí", "Giải pháp thực hiện", "Người thực hiện", "Thời gian"],
    ["1", "1.2", "Rà soát, bổ sung hồ sơ của hội\nđồng trường", "Hiệu trưởng", "9/2023"],
    ["2", "2.4", "Cử giáo viên tham gia lớp bồi\ndưỡng trong hè và\nbáo cáo", "Tổ\ntrưởng", "Hè"],
    ["3", "3.1", "Trồng thêm cây xanh quanh\nsân trường", "Công đoàn", "Quý I"],
    ["4", "3.5", "Kiểm kê thiết bị của phòng học\nbộ môn", "Kế toán,\nthư viện", "5/2024"],
]
PLAN_XS = (60.0, 90.0, 140.0, 320.0, 430.0, 520.0)
UNNUMBERED: Rows = [
    ["Tiêu chí", "Biện pháp cải tiến", "Người phụ trách", "Thời hạn"],
    [
        "Hội đồng trường và\ncác hội đồng khác",
        "Kiện toàn hội đồng\nsau mỗi nhiệm kỳ",
        "HT",
        "9/2023",
    ],
    ["Phòng học, phòng\nbộ môn", "Sửa hai phòng học đã xuống\ncấp bằng kinh phí", "PHT", "Hè 2024"],
    ["Công tác tham mưu", "Tham mưu với ủy ban nhân dân xã\nmở rộng khuôn viên", "HT", "Cả năm"],
]
UNNUMBERED_XS = (60.0, 170.0, 350.0, 440.0, 530.0)
TIMETABLE: Rows = [
    ["Thời gian", "Nội dung hoạt động"],
    ["06/10/2023 -\n29/10/2023", "- Họp lãnh đạo để thống nhất mục đích và thời gian\nbiểu."],
    ["03/11/2023 -\n21/11/2023", "- Phổ biến kế hoạch đến toàn thể cán bộ, giáo\nviên."],
    ["23/11/2023 -\n20/12/2023", "- Thu thập minh chứng.\n- Viết phiếu đánh giá tiêu chí."],
]
TIMETABLE_XS = (60.0, 160.0, 520.0)
TABLES = [(PLAN, PLAN_XS), (UNNUMBERED, UNNUMBERED_XS), (TIMETABLE, TIMETABLE_XS)]
NAMES = ["plan", "unnumbered", "timetable"]


def new_page() -> pymupdf.Page:
    page = pymupdf.open().new_page()
    page.insert_font(fontname="vn", fontbuffer=_FONT.buffer)
    return page


def put(page: pymupdf.Page, x: float, y: float, text: str, size: float = _SIZE) -> None:
    page.insert_text((x, y), text, fontname="vn", fontsize=size)


def lay(
    page: pymupdf.Page, rows: Rows, xs: Sequence[float], *, top: float = 120, middle: bool = False
) -> list[float]:
    """Print the rows, each as high as its highest cell; return their y edges."""
    edges = [top]
    for row in rows:
        height = max(text.count("\n") + 1 for text in row) * _LEADING
        for x, text in zip(xs, row, strict=False):
            lines = text.split("\n")
            y = edges[-1] + _PAD + ((height - len(lines) * _LEADING) / 2 if middle else 0)
            for k, line in enumerate(lines):
                put(page, x + 3, y + 10 + k * _LEADING, line)
        edges.append(edges[-1] + height + 2 * _PAD)
    return edges


def rule(page: pymupdf.Page, style: str, xs: Sequence[float], edges: Sequence[float]) -> None:
    """Draw the lines of a style: across, three, frame, upright or none."""
    ys = {
        "across": edges,
        "three": (edges[0], edges[1], edges[-1]),
        "frame": (edges[0], edges[1], edges[-1]),
        "upright": (edges[0], edges[1], edges[-1]),
        "none": (),
    }[style]
    sides = {"frame": (xs[0], xs[-1]), "upright": xs}.get(style, ())
    for y in ys:
        page.draw_line((xs[0], y), (xs[-1], y))
    for x in sides:
        page.draw_line((x, edges[0]), (x, edges[-1]))


def read(page: pymupdf.Page) -> list[Table]:
    return digital_tables(page, [w.word for w in page_words(page)], 1)


STYLES = ("across", "three", "frame", "upright", "none")


@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("rows", "xs"), TABLES, ids=NAMES)
def test_rows_of_wrapped_cells(
    rows: Rows, xs: Sequence[float], style: str, *, middle: bool
) -> None:
    page = new_page()
    rule(page, style, xs, lay(page, rows, xs, middle=middle))
    (table,) = read(page)
    assert table.text_rows() == rows


@pytest.mark.parametrize("style", STYLES)
def test_prose_around_stays_outside(style: str) -> None:
    page = new_page()
    put(
        page,
        60,
        80,
        "Nhà trường phân công các bộ phận thực hiện nội dung trong bảng sau:",
    )
    edges = lay(page, PLAN, PLAN_XS)
    rule(page, style, PLAN_XS, edges)
    put(
        page,
        60,
        edges[-1] + 40,
        "Trên đây là kế hoạch cải tiến chất lượng của nhà trường.",
    )
    (table,) = read(page)
    assert table.text_rows() == PLAN


@pytest.mark.parametrize("style", ["across", "upright", "frame", "none"])
def test_section_rows_span_the_columns(style: str) -> None:
    page = new_page()
    section = ["Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên và học sinh", "", "", "", ""]
    rows = [*PLAN[:2], section, *PLAN[2:]]
    edges = lay(page, rows, PLAN_XS)
    if style == "upright":  # the lines between columns stop at a section row
        for y in (edges[0], edges[1], edges[2], edges[3], edges[-1]):
            page.draw_line((PLAN_XS[0], y), (PLAN_XS[-1], y))
        for x in PLAN_XS:
            page.draw_line((x, edges[0]), (x, edges[2]))
            page.draw_line((x, edges[3]), (x, edges[-1]))
    else:
        rule(page, style, PLAN_XS, edges)
    (table,) = read(page)
    assert table.text_rows() == rows
    (cell,) = [c for c in table.cells if c.text == section[0]]
    assert cell.colspan == len(PLAN_XS) - 1


def test_two_tables_with_a_heading_between() -> None:
    page = new_page()
    edges = lay(page, PLAN, PLAN_XS, top=80)
    put(page, 60, edges[-1] + 24, "II. THỜI GIAN BIỂU", 11)
    put(
        page,
        60,
        edges[-1] + 40,
        "Các bộ phận, cá nhân được phân công theo bảng dưới đây.",
    )
    lay(page, TIMETABLE, TIMETABLE_XS, top=edges[-1] + 50)
    assert [t.text_rows() for t in read(page)] == [PLAN, TIMETABLE]


def test_rows_set_close_are_not_taken_for_one() -> None:
    page = new_page()
    rows = [["TT", "Nội dung chi", "Số lượng", "Thành tiền"]]
    rows += [[str(n), f"Sách tham khảo {n}", str(3 * n), f"{n}.500.000"] for n in range(1, 7)]
    for r, row in enumerate(rows):
        for x, text in zip((60, 100, 260, 380), row, strict=True):
            put(page, x, 120 + _LEADING * r, text)
    (table,) = read(page)
    assert table.text_rows() == rows


NO_TABLES: dict[str, list[tuple[float, float, str]]] = {
    "letterhead": [
        (60, 60, "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"), (310, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (60, 76, "TRƯỜNG THCS HOA MAI"), (340, 76, "Độc lập - Tự do - Hạnh phúc"),
        (60, 92, "Số: 15/KH-THCSHM"), (330, 92, "Hoa Mai, ngày 15 tháng 9 năm 2023"),
    ],
    "signatures": [
        (60, 500, "Nơi nhận:"), (220, 500, "NGƯỜI LẬP"), (400, 500, "HIỆU TRƯỞNG"),
        (60, 514, "- Phòng GDĐT;"), (220, 514, "(Ký tên)"), (400, 514, "(Ký tên, đóng dấu)"),
        (60, 528, "- Các tổ;"), (60, 542, "- Lưu: VT."),
        (220, 580, "Lê Thị Hoa"), (400, 580, "Trần Văn Bình"),
    ],
    "list": [
        (60 + 25 * k, 100 + 18 * n, text)
        for n in range(8)
        for k, text in enumerate((f"{n + 1}.", "Tổ chuyên môn rà soát, báo cáo hiệu trưởng"))
    ],
    "contents": [
        (x, 100 + 18 * n, text)
        for n in range(8)
        for x, text in ((60, f"{n + 1}. Kế hoạch tổ {n + 1} ........"), (500, str(n + 3)))
    ],
    "two columns of prose": [
        (x, 100 + 14 * n, text)
        for n in range(12)
        for x, text in (
            (60, "nhà trường xây dựng kế hoạch và phân"), (310, "công người làm, bảo đảm tiến độ"),
        )
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(NO_TABLES))
def test_what_is_no_table(name: str) -> None:
    page = new_page()
    for x, y, text in NO_TABLES[name]:
        put(page, x, y, text)
    assert read(page) == []


def test_justified_prose_is_no_table() -> None:
    page = new_page()
    words = (
        "Căn cứ kết quả tự đánh giá nhà trường xây dựng kế hoạch cải tiến chất lượng " * 12
    ).split()
    for line in range(20):
        x = 60.0
        for word in words[8 * line : 8 * line + 8]:
            put(page, x, 100 + 16 * line, word, 11)
            x += _FONT.text_length(word, 11) + 14
    assert read(page) == []


def test_a_chart_with_titles_is_no_table() -> None:
    page = new_page()
    for k in range(6):
        page.draw_line((100, 100 + 40 * k), (460, 100 + 40 * k))
        put(page, 70, 103 + 40 * k, f"{100 - 20 * k}%")
        page.draw_rect((120 + 56 * k, 300 - 30 * k, 150 + 56 * k, 300), fill=(0.3, 0.5, 0.8))
        put(page, 118 + 56 * k, 316, f"Khối {k + 1}")
    assert read(page) == []


@pytest.mark.parametrize("style", ["three", "across", "none"])
def test_the_rest_of_a_row_stands_alone_under_a_repeated_header(style: str) -> None:
    rest = ["", "", "đồng trường", "", ""]
    rows = [PLAN[0], rest, *PLAN[2:]]
    page = new_page()
    rule(page, style, PLAN_XS, lay(page, rows, PLAN_XS))
    (table,) = read(page)
    assert table.text_rows() == rows


def test_a_frame_goes_on_over_the_page() -> None:
    page = new_page()
    rows = [["", "", "đồng trường theo quy định", "", ""], *PLAN[2:]]
    rows.insert(1, ["Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học", "", "", "", ""])
    edges = lay(page, rows, PLAN_XS, top=60)
    for x in (PLAN_XS[0], PLAN_XS[-1]):
        page.draw_line((x, 55), (x, edges[-1]))
    page.draw_line((PLAN_XS[0], edges[-1]), (PLAN_XS[-1], edges[-1]))
    (table,) = read(page)
    assert table.text_rows() == rows


def test_titles_a_little_off_the_line_beside_them_do_not_part_the_lines_of_cells() -> None:
    """Short titles took the base line of a long one 2 points lower: a leading of 10, not 12."""

    def words(x: float, bases: Sequence[float], wide: float) -> list[Placed]:
        return [Placed(Word("chữ"), BBox(x, base - 8, x + wide, base)) for base in bases]

    body = [140.0, 152.0, 164.0, 190.0, 202.0, 214.0]
    region = Region(
        BBox(50, 90, 330, 220),
        (100.0, 200.0),
        tuple(
            words(52, [100, 112], 16)
            + words(110, [102], 80)
            + words(210, [100, 112], 16)
            + words(52, [140, 190], 10)
            + words(110, body, 80)
            + words(210, body[:2] + body[3:5], 60)
        ),
        8.0,
    )
    assert [len(band.lines) for band in row_bands(region, None, [])] == [5, 6, 6]


def test_drawn_rows_hold_where_white_would_part_the_lines_of_a_cell() -> None:
    """Text up to a wall, with the next column's right behind it, was read as one merged cell."""
    rows = [
        ["STT", "Tiêu chí", "Nội dung", "Giải pháp thực hiện", "Phụ trách", "Ghi chú"],
        [
            "7",
            "4.1",
            "Đoàn thanh niên xã\nhoạt động đúng\nđiều lệ",
            "Thông báo kết quả học\ntập của học sinh cho gia\nđình tại bảng tin phòng\nhội đồng\n"
            "Mời các doanh nghiệp\ntrên địa bàn nói chuyện\ntruyền thống",
            "TPT Đội",
            "",
        ],
        ["8", "4.2", "Trạm y tế xã chưa\nthường xuyên", "Mời hội khuyến học xã", "Kế toán", ""],
    ]
    xs = (60.0, 90.0, 135.0, 228.5, 345.0, 410.0, 470.0)
    page = new_page()
    edges = lay(page, rows, xs)
    for x in xs:
        page.draw_line((x, edges[0]), (x, edges[-1]), width=0.6)
    for y in edges:
        page.draw_line((xs[0], y), (xs[-1], y), width=0.6, dashes="[.7 1.6] 0")
    (table,) = read(page)
    assert table.n_rows == 3
    assert table.text_rows()[1][3].startswith("Thông báo kết quả học\ntập của")


def test_a_rest_under_the_titles_and_the_row_after_it_between_upright_lines() -> None:
    rest = ["", "", "nhà trường với hội phụ nữ\nthôn.", "", ""]
    rows = [PLAN[0], rest, PLAN[4]]
    page = new_page()
    edges = lay(page, rows, PLAN_XS)
    rule(page, "upright", PLAN_XS, edges)
    (table,) = read(page)
    assert table.text_rows() == rows
