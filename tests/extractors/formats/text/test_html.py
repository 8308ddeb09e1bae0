"""HTML pages: charset, spans, nested and layout tables, lists, page furniture."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.formats import Kind, open_document
from extractors.formats.text.html import decode_html, html_blocks
from extractors.formats.text.html_text import fragment_text
from extractors.reading import read_page
from extractors.types import Line, Table


def _blocks(html: str) -> list[Line | Table]:
    return list(html_blocks(html, page=1, max_places=10_000))


def _lines(html: str) -> list[str]:
    return [b.text for b in _blocks(html) if isinstance(b, Line) and b.text]


def _table(html: str) -> Table:
    (table,) = [b for b in _blocks(html) if isinstance(b, Table)]
    return table


def test_spans_keep_their_places() -> None:
    table = _table(
        "<table border=1><tr><th rowspan=2>TT<th colspan=2>Thời gian</tr>"
        "<tr><th>Bắt đầu<th>Kết thúc</tr><tr><td>1<td>9/2023<td>5/2024</tr></table>"
    )
    places = {(c.row, c.col): (c.text, c.rowspan, c.colspan) for c in table.cells}
    assert places == {
        (0, 0): ("TT", 2, 1),
        (0, 1): ("Thời gian", 1, 2),
        (1, 1): ("Bắt đầu", 1, 1),
        (1, 2): ("Kết thúc", 1, 1),
        (2, 0): ("1", 1, 1),
        (2, 1): ("9/2023", 1, 1),
        (2, 2): ("5/2024", 1, 1),
    }


def test_absurd_spans_are_cut_to_the_table() -> None:
    table = _table(
        "<table border=1><tr><td rowspan=9999>MỨC 2<td>a<td>x</tr><tr><td>b<td>y</tr></table>"
    )
    assert (table.n_rows, table.n_cols) == (2, 3)
    assert table.cells[0].rowspan == 2


def test_rowspan_zero_reaches_the_end() -> None:
    table = _table(
        "<table border=1><tr><td rowspan=0>A<td>1<td>x<tr><td>2<td>y<tr><td>3<td>z</table>"
    )
    assert table.cells[0].rowspan == 3


def test_breaks_and_items_in_a_cell_are_lines() -> None:
    table = _table(
        "<table border=1><tr><th>Việc<th>Ai<tr><td>- Rà soát<br>- Bổ sung<p>Nộp</p>"
        "<ul><li>một<li>hai</ul><ol start=3><li>ba</ol><td>HT</table>"
    )
    assert table.text_rows()[1][0] == "- Rà soát\n- Bổ sung\nNộp\n- một\n- hai\n3. ba"


def test_table_inside_a_data_cell_stays_in_the_cell() -> None:
    inner = "<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>"
    rows = "".join(f"<tr><td>{n}<td>Nội dung dài của hàng số {n} trong bảng" for n in range(1, 5))
    table = _table(f"<table border=1><tr><th>TT<th>Việc{rows}<tr><td>5<td>{inner}</table>")
    assert table.text_rows()[-1] == ["5", "a | b\nc | d"]


def test_layout_tables_are_looked_through() -> None:
    data = "<table border=1><tr><th>TT<th>Việc<tr><td>1<td>Họp<tr><td>2<td>Ghi</table>"
    page = f"<table><tr><td>Trang chủ</td><td><h1>KẾ HOẠCH</h1>{data}<p>Hết</p></td></tr></table>"
    blocks = _blocks(page)
    assert [b.text if isinstance(b, Line) else "TABLE" for b in blocks if not _blank(b)] == [
        "Trang chủ",
        "KẾ HOẠCH",
        "TABLE",
        "Hết",
    ]


def _blank(block: Line | Table) -> bool:
    return isinstance(block, Line) and not block.text


def test_letterhead_table_becomes_lines_left_column_first() -> None:
    html = (
        "<table><tr><td>UBND HUYỆN A<br>TRƯỜNG THCS B<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        "<br>Độc lập - Tự do - Hạnh phúc"
        "<tr><td>Số: 12/KH-THCS<td>A, ngày 1 tháng 9 năm 2023</table>"
    )
    assert _lines(html) == [
        "UBND HUYỆN A",
        "TRƯỜNG THCS B",
        "Số: 12/KH-THCS",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "A, ngày 1 tháng 9 năm 2023",
    ]


def test_letterhead_table_is_found_in_damaged_text() -> None:
    html = (
        "<table border=1><tr><td>PHONG GDDT<br>TRUONG TH C"
        "<td>CONG HOA XA HOI CHU NGHIA VIET NAM</table>"
    )
    assert _lines(html)[-1].startswith("CONG HOA")


def test_two_row_data_table_with_lines_stays_a_table() -> None:
    table = _table("<table border=1><tr><th>TT<th>Việc<th>Ai<tr><td>1<td>Họp<td>HT</table>")
    assert (table.n_rows, table.n_cols) == (2, 3)


def test_scripts_menus_and_hidden_parts_are_dropped() -> None:
    menu = "".join(f"<li><a href=#>Mục {n}</a></li>" for n in range(8))
    html = (
        "<script>var a='<p>x</p>'</script><style>p{}</style><nav>Menu</nav>"
        f"<ul>{menu}</ul><p style='display:none'>ẩn</p><p>Nội dung</p><footer>Chân</footer>"
        "<!-- chú thích -->"
    )
    assert _lines(html) == ["Nội dung"]


def test_list_of_documents_with_links_and_text_is_kept() -> None:
    items = "".join(f"<li>Căn cứ <a>Thông tư {n}</a> của Bộ Giáo dục</li>" for n in range(6))
    assert len(_lines(f"<ul>{items}</ul>")) == 6


def test_blank_lines_are_kept_once() -> None:
    texts = [b.text for b in _blocks("<p>A</p><p>&nbsp;</p><p></p><p>B</p>") if isinstance(b, Line)]
    assert texts[:1] == ["A"] and texts[-1] in ("B", "") and "" in texts
    assert all(not (a == "" and b == "") for a, b in zip(texts, texts[1:], strict=False))


def test_bold_headings() -> None:
    lines = _blocks("<h2>I. MỤC ĐÍCH</h2><p><b>1. Việc</b></p><p>x <b>y</b> z</p>")
    marks = {b.text: b.bold for b in lines if isinstance(b, Line) and b.text}
    assert marks == {"I. MỤC ĐÍCH": True, "1. Việc": True, "x y z": False}


@pytest.mark.parametrize("charset", ["windows-1258", "utf-16", "utf-8"])
def test_declared_charsets(charset: str) -> None:
    html = f"<html><head><meta charset={charset}></head><body><p>Đơn vị ăn ở</p></body></html>"
    text = decode_html(_encode(html, charset)).text
    assert "Đơn vị ăn ở" in text


def _encode(text: str, charset: str) -> bytes:
    if charset != "windows-1258":
        return text.encode(charset)
    import unicodedata

    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        out.append(unicodedata.normalize("NFC", "".join(c for c in parts if c not in tone)) + tone)
    return "".join(out).encode("cp1258")


def test_utf8_page_that_claims_another_charset() -> None:
    html = "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><p>Kế hoạch</p>"
    assert "Kế hoạch" in decode_html(html.encode()).text


def test_html_saved_as_doc_and_mhtml(tmp_path: Path) -> None:
    path = tmp_path / "plan.doc"
    html = (
        "<html><body><p>Kế hoạch</p><table border=1><tr><td>1<td>a<td>b<td>c</table></body></html>"
    )
    path.write_text(html, encoding="utf-8")
    with open_document(path) as document:
        assert document.kind is Kind.HTML
        assert len(read_page(document, 1, engine=None).tables) == 1
    import quopri

    body = quopri.encodestring(html.encode()).decode()
    path.write_text(
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="=x"\n\n--=x\n'
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        f"{body}\n--=x--\n",
        encoding="ascii",
    )
    with open_document(path) as document:
        page = read_page(document, 1, engine=None)
    assert page.lines[0].text == "Kế hoạch" and len(page.tables) == 1


def test_fragment_without_markup_is_untouched() -> None:
    assert fragment_text("a < b và c > d") == "a < b và c > d"
    assert fragment_text("<p>a</p><p>b</p>") == "a\nb"


def test_deeply_nested_page_does_not_break_the_reader() -> None:
    html = "<div>" * 3000 + "sâu" + "</div>" * 3000
    assert _lines(html) == ["sâu"]


def test_portal_page_gives_the_plan_without_its_menus() -> None:
    links = "".join(f"<a href=#>Mục lục {n}</a><br>" for n in range(9))
    plan = "<table border=1><tr><th>STT<th>Việc<tr><td>1<td>Họp hội đồng</table>"
    page = (
        f"<table><tr><td colspan=2>Cổng thông tin</tr><tr><td>{links}</td>"
        f"<td><p>Kế hoạch năm học</p>{plan}</td></tr></table>"
    )
    shape = [b.text if isinstance(b, Line) else "TABLE" for b in _blocks(page) if not _blank(b)]
    assert shape == ["Cổng thông tin", "Kế hoạch năm học", "TABLE"]


def test_plan_table_with_a_long_table_inside_stays_one_table() -> None:
    inner = "<table>" + "<tr><td>nội dung chi tiết<td>người làm</tr>" * 9 + "</table>"
    table = _table(
        f"<table border=1><tr><th>TT<th>Việc<tr><td>1<td>{inner}<tr><td>2<td>Ghi</table>"
    )
    assert [row[0] for row in table.text_rows()] == ["TT", "1", "2"]


def test_rows_hidden_by_a_class_are_not_read() -> None:
    table = _table(
        "<style>.mau, tr.nhap {display: none} @media print {.tt {display:none}} "
        ".mo {display:none} .mo.bat {display:table-row}</style>"
        "<table border=1><tr class=tt><th>TT<th>Việc<th>Ai</tr><tr><td>1<td>Họp<td>"
        "<span class=mau>xx</span>Tổ Văn</tr><tr class=nhap><td>2<td>Dòng mẫu<td>HT</tr>"
        "<tr class=mo><td>3<td>Đóng<td>HT</tr><tr class='mo bat'><td>4<td>Mở<td>HT</tr></table>"
    )
    assert [row[:2] for row in table.text_rows()] == [["TT", "Việc"], ["1", "Họp"], ["4", "Mở"]]
    assert table.text_rows()[1][2] == "Tổ Văn"


def test_page_that_waits_for_its_script_is_read() -> None:
    assert _lines("<style>body{visibility:hidden}</style><p>Kế hoạch năm học") == [
        "Kế hoạch năm học"
    ]


def test_struck_out_words_and_rows_are_not_valid(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(
        "<html><style>.bo{text-decoration:line-through}</style><p>Nộp <del>thứ Hai</del> thứ Ba</p>"
        "<table border=1><tr><th>TT<th>Việc<th>Ai</tr>"
        "<tr><td>1<td>Họp<td><s>Tổ Hóa</s> Tổ Sử</tr>"
        "<tr style='text-decoration: line-through'><td>2<td>Bỏ<td>HT</tr>"
        "<tr><td>3<td class=bo>Xóa<td>HT</tr></table>",
        encoding="utf-8",
    )
    with open_document(path) as document:
        page = read_page(document, 1, engine=None)
    assert [line.text for line in page.lines if line.text] == ["Nộp thứ Ba"]
    rows = page.tables[0].text_rows()
    assert rows[1:] == [["1", "Họp", "Tổ Sử"], ["", "", ""], ["3", "", "HT"]]
    assert page.tables[0].cells[5].raw == "Tổ Hóa Tổ Sử"
    assert page.flags == ("struck_out",)


def test_rowspan_ends_with_its_row_group() -> None:
    table = _table(
        "<table border=1><tbody><tr><td>1<td>Họp<td rowspan=9>HT</tr><tr><td>2<td>Thi</tr></tbody>"
        "<tbody><tr><td>3<td>Trồng cây<td>Đoàn đội</tr></tbody></table>"
    )
    assert table.text_rows()[2] == ["3", "Trồng cây", "Đoàn đội"]
    assert max(cell.rowspan for cell in table.cells) == 2
