"""Plain text: encodings, tab and pipe tables, page breaks, letterheads set with blanks."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.formats import open_document
from extractors.formats.charset import decode
from extractors.formats.text.plain import text_blocks
from extractors.reading import read_page
from extractors.types import Line, Table


def _blocks(text: str) -> list[Line | Table]:
    return list(text_blocks(text, page=1, max_places=10_000))


def _tables(text: str) -> list[Table]:
    return [b for b in _blocks(text) if isinstance(b, Table)]


TAB_TABLE = "TT\tTiêu chí\tCông việc\n1\t1.1\tRà soát\n2\t1.2\tBổ sung\n"


def test_tab_rows_become_a_table() -> None:
    (table,) = _tables("Mở đầu\n" + TAB_TABLE + "Kết thúc\n")
    assert table.method == "flattened"
    assert table.text_rows() == [
        ["TT", "Tiêu chí", "Công việc"],
        ["1", "1.1", "Rà soát"],
        ["2", "1.2", "Bổ sung"],
    ]


def test_lines_around_a_table_keep_their_order_and_blanks() -> None:
    kinds = [b.text if isinstance(b, Line) else "TABLE" for b in _blocks("A\n\n" + TAB_TABLE + "B")]
    assert kinds == ["A", "", "TABLE", "B"]


def test_page_break_in_a_table_is_bridged_if_rows_are_as_long() -> None:
    text = TAB_TABLE + "\n3\t1.3\tMua sắm\n---\t---\t---\n"
    (table,) = _tables(text)
    assert [row[0] for row in table.text_rows()] == ["TT", "1", "2", "3"]


def test_rows_of_other_length_after_a_gap_are_another_table() -> None:
    first, second = _tables(TAB_TABLE + "\nThời gian\tNội dung\n9/2023\tHọp\n")
    assert (first.n_cols, second.n_cols) == (3, 2)


def test_continued_row_keeps_its_empty_first_cell_and_trailing_cells() -> None:
    _, table = _tables(TAB_TABLE + "\n\t- tiếp theo\t\t\n\t- nữa\t\t\n")
    assert table.n_cols == 4
    assert table.text_rows()[0] == ["", "- tiếp theo", "", ""]


def test_uneven_rows_are_flagged() -> None:
    (table,) = _tables("TT\tA\tB\nMỨC 2\t\t\t\n1\tx\ty\n")
    assert table.flags == ("uneven_rows",)


def test_html_in_a_cell_becomes_lines() -> None:
    cell = '<ul style="list-style-type: none"><li>- Họp</li><li>- Ghi</li></ul><p>Nộp</p>'
    (table,) = _tables(f"Thời gian\tNội dung\n9/2023\t{cell}\n")
    assert table.text_rows()[1][1] == "- Họp\n- Ghi\nNộp"


def test_markdown_pipe_table() -> None:
    (table,) = _tables("| TT | Việc |\n|----|:----:|\n| 1 | a \\| b |\n")
    assert table.text_rows() == [["TT", "Việc"], ["1", "a | b"]]


def test_ascii_art_table() -> None:
    (table,) = _tables(
        "+----+------+\n| TT | Việc |\n+----+------+\n| 1  | Họp  |\n+----+------+\n"
    )
    assert table.text_rows() == [["TT", "Việc"], ["1", "Họp"]]


def test_a_lone_pipe_or_tab_is_no_table() -> None:
    assert _tables("Thứ tư, 28/09/2022 - 23:21|\nxin chào\n") == []
    assert _tables("Số: 12\tHà Nội\n") == []


def test_html_table_in_text() -> None:
    rows = "<tr><th>TT</th><th>Việc</th></tr>\n<tr><td>1</td><td>Họp</td></tr>"
    text = f"Trước\n<table>{rows}</table>\nSau"
    blocks = _blocks(text)
    assert [type(b).__name__ for b in blocks] == ["Line", "Table", "Line"]


def test_letterhead_set_with_blanks_is_two_lines() -> None:
    text = (
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TRƯỜNG THPT A      Độc lập - Tự do - Hạnh phúc\n"
        "Số:        /KH-THPT\n"
    )
    lines = [b.text for b in _blocks(text) if isinstance(b, Line) and b.text]
    assert lines == [
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỜNG THPT A",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: /KH-THPT",
    ]


def test_form_feeds_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một\n\fhai\n\f\n", encoding="utf-8")
    with open_document(path) as document:
        assert document.page_count == 2
        page = read_page(document, 2, engine=None)
    assert page.number == 2 and page.lines[0].text == "hai" and page.lines[0].page == 2
    assert (page.width, page.height, page.read_by) == (0.0, 0.0, "text")


SENTENCE = "Kế hoạch cải tiến chất lượng giáo dục của nhà trường năm học mới\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)).text.strip() == SENTENCE.strip()


def test_windows_1258_is_recognised_and_composed() -> None:
    # windows-1258 writes â, ă, ê, ô, ơ, ư as one byte and each tone as a combining one.
    import unicodedata

    half = []
    for char in SENTENCE:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        half.append(unicodedata.normalize("NFC", "".join(c for c in parts if c not in tone)) + tone)
    decoded = decode("".join(half).encode("cp1258"))
    assert (decoded.text, decoded.encoding) == (SENTENCE, "cp1258")


def test_tcvn3_text_is_converted_and_flagged(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    legacy = "KÕ ho¹ch c¶i tiÕn chÊt l\u00adîng gi¸o dôc n¨m häc cña nhµ tr\u00adêng\n"
    path.write_bytes(legacy.encode("cp1252"))
    with open_document(path) as document:
        page = read_page(document, 1, engine=None)
    assert "legacy_font:tcvn3" in page.flags
    assert page.lines[0].text.startswith("Kế hoạch cải tiến chất lượng")
    assert page.lines[0].text.endswith("nhà trường")


def test_text_cut_in_the_middle_of_a_letter_is_still_utf8() -> None:
    data = ("Kế hoạch " * 50 + "ế").encode()[:-1]
    assert decode(data).text.startswith("Kế hoạch")
    assert decode(data).encoding == "utf-8"


def test_one_bad_byte_does_not_spoil_utf8() -> None:
    data = SENTENCE.encode() * 3 + b"\xff" + SENTENCE.encode()
    decoded = decode(data)
    assert decoded.lossy and decoded.text.count("Kế hoạch") == 4


def test_page_keys_differ_by_page_and_content(tmp_path: Path) -> None:
    one, two = tmp_path / "1.txt", tmp_path / "2.txt"
    one.write_text("a\fb")
    two.write_text("a\fc")
    with open_document(one) as first, open_document(two) as second:
        keys = {d.page_key(n) for d in (first, second) for n in (1, 2)}
        assert len(keys) == 4
    with open_document(one) as first, open_document(one) as again:
        assert again.page_key(1) == first.page_key(1)


FIXED = """Kế hoạch cụ thể như sau:

TT   Tiêu chí   Công việc                 Người thực hiện
1    1.1        Rà soát chiến lược        Hiệu trưởng
                của nhà trường            Tổ trưởng
2    1.2        Bổ sung minh chứng        Thư ký

Nhà trường tổ chức thực hiện kế hoạch này và báo cáo Phòng Giáo dục và Đào tạo.
"""


def test_columns_set_with_blanks_are_a_table() -> None:
    (table,) = _tables(FIXED)
    assert table.text_rows() == [
        ["TT", "Tiêu chí", "Công việc", "Người thực hiện"],
        ["1", "1.1", "Rà soát chiến lược\ncủa nhà trường", "Hiệu trưởng\nTổ trưởng"],
        ["2", "1.2", "Bổ sung minh chứng", "Thư ký"],
    ]
    lines = [b.text for b in _blocks(FIXED) if isinstance(b, Line) and b.text]
    assert lines[0].startswith("Kế hoạch") and lines[-1].startswith("Nhà trường")


def test_section_row_across_the_columns_stays_in_the_table() -> None:
    text = FIXED.replace("2    1.2 ", "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên\n2    1.2 ")
    (table,) = _tables(text)
    assert [row[0] for row in table.text_rows()][2:] == [
        "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên",
        "2",
    ]


def test_paragraphs_with_wide_blanks_are_no_table() -> None:
    text = "Số:      /KH-THCS      ngày     tháng\nCăn cứ  Thông tư số 18  của Bộ\nvề việc\n"
    assert _tables(text) == []


def test_role_in_a_small_data_table_does_not_make_it_a_letterhead() -> None:
    (table,) = _tables("TT\tViệc\tAi\n1\tHọp\tQ. Hiệu trưởng\n")
    assert table.n_rows == 2


def test_columns_that_touch_in_some_rows_are_left_as_lines() -> None:
    text = (
        "STT  Thời gian     Đại biểu tham dự      KOL\n"
        "     10g00 ngày    Lãnh đạo Sở Giáo dục và Ca sĩ khách mời\n"
        "1    18/11/2025    Đào tạo               được mời  đến\n"
        "     tại trường    Ban Giám hiệu trường  và giao lưu\n"
        "2    19/11/2025    học sinh toàn trường  nghệ sĩ  khách\n"
    )
    for table in _tables(text):
        assert table.n_cols == 4, "a grid that joins two columns is worse than none"


def test_table_with_a_title_row_of_its_own_after_a_gap_is_another_table() -> None:
    first, second = _tables(TAB_TABLE + "\nSTT\tNhóm\tThành viên\n1\tNhóm 1\tÔng A\n")
    assert (first.n_rows, second.n_rows) == (3, 2)
