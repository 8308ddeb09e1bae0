"""DOCX: order, spans, automatic numbers, tracked changes, text boxes, symbols, legacy fonts."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import numpy as np
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from extractors.errors import TruncatedFileError
from extractors.formats import open_document
from extractors.reading import read_page
from extractors.types import Block, Line, Page, Table

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _read(document: Any, tmp_path: Path) -> Page:
    path = tmp_path / "plan.docx"
    document.save(str(path))
    with open_document(path) as opened:
        assert opened.page_count == 1
        return read_page(opened, 1, engine=None)


def _shape(blocks: tuple[Block, ...]) -> list[str]:
    return [b.text if isinstance(b, Line) else "TABLE" for b in blocks]


def _paragraph(document: Any, inner: str) -> None:
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))


def _grid(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    return table


def test_body_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Trước")
    _grid(document, [["TT", "Việc", "Ai"], ["1", "Họp", "HT"]])
    document.add_paragraph("Sau")
    page = _read(document, tmp_path)
    assert _shape(page.blocks) == ["Trước", "TABLE", "Sau"]
    assert page.tables[0].text_rows() == [["TT", "Việc", "Ai"], ["1", "Họp", "HT"]]
    assert (page.width, page.height) == (0.0, 0.0)


def test_merged_cells_become_spans(tmp_path: Path) -> None:
    document = docx.Document()
    table = _grid(
        document, [["TT", "Thời gian", "x"], ["", "Từ", "Đến"], ["1", "9/2023", "5/2024"]]
    )
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Thời gian"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "TT"
    found = _read(document, tmp_path).tables[0]
    spans = {(c.row, c.col): (c.text, c.rowspan, c.colspan) for c in found.cells}
    assert spans[(0, 0)] == ("TT", 2, 1)
    assert spans[(0, 1)] == ("Thời gian", 1, 2)
    assert spans[(1, 1)] == ("Từ", 1, 1)
    assert found.n_cols == 3


def test_cell_lines_and_soft_breaks(tmp_path: Path) -> None:
    document = docx.Document()
    table = _grid(document, [["TT", "Việc", "Ai"], ["1", "- Họp\n- Ghi", "HT"]])
    table.cell(1, 1).add_paragraph("- Nộp")
    assert _read(document, tmp_path).tables[0].text_rows()[1][1] == "- Họp\n- Ghi\n- Nộp"


def _numbering(document: Any, levels: str, num_id: int = 77) -> None:
    root = document.part.numbering_part.element
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{num_id}">{levels}</w:abstractNum>'
        ),
    )
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{num_id}"><w:abstractNumId w:val="{num_id}"/></w:num>'
        )
    )


def _level(number: int, form: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def _numbered(level: int, text: str, num_id: int = 77) -> str:
    return (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r>"
    )


def test_automatic_numbers_of_headings_are_restored(tmp_path: Path) -> None:
    document = docx.Document()
    _numbering(
        document,
        _level(0, "upperRoman", "%1.")
        + _level(1, "decimal", "%2.")
        + _level(2, "lowerLetter", "%3)"),
    )
    for level, text in [
        (0, "Mục đích"),
        (1, "Một"),
        (1, "Hai"),
        (2, "x"),
        (0, "Nội dung"),
        (1, "Ba"),
    ]:
        _paragraph(document, _numbered(level, text))
    assert _shape(_read(document, tmp_path).blocks) == [
        "I. Mục đích",
        "1. Một",
        "2. Hai",
        "a) x",
        "II. Nội dung",
        "1. Ba",
    ]


def test_multilevel_pattern_and_bullets(tmp_path: Path) -> None:
    document = docx.Document()
    _numbering(document, _level(0, "decimal", "%1") + _level(1, "decimal", "%1.%2"))
    _numbering(document, _level(0, "bullet", "\uf0b7") + _level(1, "bullet", "-"), num_id=78)
    for level, text in [(0, "A"), (1, "B"), (1, "C"), (0, "D"), (1, "E")]:
        _paragraph(document, _numbered(level, text))
    _paragraph(document, _numbered(0, "chấm", 78))
    _paragraph(document, _numbered(1, "gạch", 78))
    assert _shape(_read(document, tmp_path).blocks) == [
        "1 A",
        "1.1 B",
        "1.2 C",
        "2 D",
        "2.1 E",
        "• chấm",
        "- gạch",
    ]


def test_serial_column_numbered_automatically(tmp_path: Path) -> None:
    document = docx.Document()
    _numbering(document, _level(0, "decimal", "%1"))
    table = _grid(document, [["TT", "Việc", "Ai"], ["", "Họp", "HT"], ["", "Ghi", "TK"]])
    for row in (1, 2):
        paragraph = table.cell(row, 0).paragraphs[0]._p
        paragraph.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{_numbered(0, '')}</w:p>")[0])
    assert [r[0] for r in _read(document, tmp_path).tables[0].text_rows()] == ["TT", "1", "2"]


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    _paragraph(
        document,
        "<w:r><w:t>Tháng </w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>10</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>",
    )
    assert _shape(_read(document, tmp_path).blocks) == ["Tháng 10"]


def test_deleted_table_row_is_dropped(tmp_path: Path) -> None:
    document = docx.Document()
    table = _grid(document, [["TT", "Việc", "Ai"], ["1", "Bỏ", "x"], ["2", "Giữ", "y"]])
    row = table.rows[1]._tr
    row.insert(0, parse_xml(f'<w:trPr {nsdecls("w")}><w:del w:id="3" w:author="a"/></w:trPr>'))
    assert [r[1] for r in _read(document, tmp_path).tables[0].text_rows()] == ["Việc", "Giữ"]


def test_text_box_is_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    ns = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    box = "<w:txbxContent><w:p><w:r><w:t>Số: 12/KH</w:t></w:r></w:p></w:txbxContent>"
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            f"<w:p {nsdecls('w')} {ns}><w:r><w:t>Chính</w:t></w:r><w:r><mc:AlternateContent>"
            '<mc:Choice Requires="wps">'
            f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        ),
    )
    assert _shape(_read(document, tmp_path).blocks) == ["Chính", "Số: 12/KH"]


def test_symbols_breaks_and_fields(tmp_path: Path) -> None:
    document = docx.Document()
    _paragraph(
        document,
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t xml:space="preserve"> Đạt</w:t></w:r>'
        "<w:r><w:br/></w:r><w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>TTg</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> 7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    assert _shape(_read(document, tmp_path).blocks) == ["☑ Đạt", "QĐ-TTg 7"]


def _run(text: str, font: str) -> str:
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def test_legacy_font_runs_are_converted_each_by_its_font(tmp_path: Path) -> None:
    document = docx.Document()
    soft = (
        '<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
        "<w:t>tr</w:t><w:softHyphen/><w:t>êng</w:t></w:r>"
    )
    _paragraph(document, _run("KÕ ho¹ch ", ".VnTime") + soft + _run(" năm học", "Times New Roman"))
    _paragraph(document, _run("Keá hoa", "VNI-Times") + _run("ïch", "VNI-Times"))
    page = _read(document, tmp_path)
    assert _shape(page.blocks) == ["Kế hoạch trường năm học", "Kế hoạch"]
    assert set(page.flags) == {"legacy_font:tcvn3", "legacy_font:vni"}


def test_font_from_the_style(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("KÕ ho¹ch c¶i tiÕn chÊt l\u00adîng")
    assert _shape(_read(document, tmp_path).blocks) == ["Kế hoạch cải tiến chất lượng"]


def test_letterhead_and_signature_tables_are_lines(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "PHÒNG GDĐT A\nTRƯỜNG TIỂU HỌC B"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.cell(1, 0).text = "Số: 5/KH-TH"
    table.cell(1, 1).text = "A, ngày 5 tháng 9 năm 2023"
    foot = document.add_table(1, 2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Như trên"
    foot.cell(0, 1).text = "HIỆU TRƯỞNG\nNguyễn Văn A"
    shape = _shape(_read(document, tmp_path).blocks)
    assert "TABLE" not in shape
    assert shape[:3] == ["PHÒNG GDĐT A", "TRƯỜNG TIỂU HỌC B", "Số: 5/KH-TH"]
    assert shape[-2:] == ["HIỆU TRƯỞNG", "Nguyễn Văn A"]


def test_frame_table_around_a_data_table_is_looked_through(tmp_path: Path) -> None:
    document = docx.Document()
    outer = document.add_table(1, 1)
    inner = outer.cell(0, 0).add_table(3, 3)
    inner.style = "Table Grid"
    for index, cell in enumerate(inner._cells):
        cell.text = f"ô {index}"
    shape = _shape(_read(document, tmp_path).blocks)
    assert shape.count("TABLE") == 1


def test_content_controls_are_looked_through(tmp_path: Path) -> None:
    document = docx.Document()
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    assert _shape(_read(document, tmp_path).blocks) == ["Trong khung"]


def test_cut_off_docx_is_named(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("x" * 5000)
    path = tmp_path / "a.docx"
    document.save(str(path))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(TruncatedFileError):
        open_document(path)


def _scan(tmp_path: Path, *, photo: bool = False) -> str:
    grey = np.full((1170, 827), 255, dtype=np.uint8)
    grey[100:1000:20, 80:700:3] = 0
    if photo:
        grey = np.random.default_rng(4).integers(30, 190, (1170, 827), dtype=np.uint8)
    path = tmp_path / f"scan{photo}.png"
    Image.fromarray(grey).save(path)
    return str(path)


def test_scanned_pages_pasted_into_word_are_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = "Nhà trường xây dựng kế hoạch cải tiến chất lượng giáo dục trong năm học"

    def read_image_page(image: Any, **told: Any) -> Page:
        return Page(told["number"], *told["page_size"], "ocr", (Line(good, told["number"]),))

    monkeypatch.setattr("extractors.reading.read_image_page", read_image_page)
    document = docx.Document()
    document.add_picture(_scan(tmp_path))
    document.add_picture(_scan(tmp_path, photo=True))
    path = tmp_path / "a.docx"
    document.save(str(path))
    with open_document(path) as opened:
        assert opened.page_count == 1, "the photograph is no page, and there is no text"
        page = read_page(opened, 1, engine=SimpleNamespace())
        assert page.read_by == "ocr" and page.lines[0].text == good
        assert opened.render_page(1, 50).shape[0] < 700
        assert "no_ocr_engine" in read_page(opened, 1, engine=None).flags
    document.add_paragraph("Kèm theo bản quét")
    document.save(str(path))
    with open_document(path) as opened:
        assert opened.page_count == 2
        assert read_page(opened, 1, engine=None).read_by == "text"
        assert read_page(opened, 2, engine=SimpleNamespace()).lines[0].page == 2


def test_reading_does_not_change_the_file(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("x")
    path = tmp_path / "a.docx"
    document.save(str(path))
    before = path.read_bytes()
    with open_document(path) as opened:
        read_page(opened, 1, engine=None)
    assert path.read_bytes() == before


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    _grid(document, [["TT", "Việc", "Ai"], ["1", "Họp", "HT"]])
    plain, strict = tmp_path / "plain.docx", tmp_path / "strict.docx"
    document.save(str(plain))
    usual = re.compile(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/(main|relationships)\b")
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
                data = usual.sub(_strict_name, data)
            target.writestr(name, data)
    with open_document(strict) as opened:
        page = read_page(opened, 1, engine=None)
    assert _shape(page.blocks) == ["Kế hoạch", "TABLE"]


def _strict_name(match: re.Match[bytes]) -> bytes:
    if match.group(1) == b"package":
        return match.group()
    return b"http://purl.oclc.org/ooxml/%b/%b" % match.groups()


@pytest.mark.parametrize(
    "kind",
    [
        b"vnd.ms-word.document.macroEnabled.main",
        b"vnd.openxmlformats-officedocument.wordprocessingml.template.main",
    ],
)
def test_macro_documents_and_templates_are_read(tmp_path: Path, kind: bytes) -> None:
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    plain, other = tmp_path / "plain.docx", tmp_path / "other.docm"
    document.save(str(plain))
    usual = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(usual, kind))
    with open_document(other) as opened:
        assert _shape(read_page(opened, 1, engine=None).blocks) == ["Kế hoạch"]


def test_tables_share_no_cells(tmp_path: Path) -> None:
    document = docx.Document()
    _grid(document, [["a", "b", "c"], ["d", "e", "f"]])
    (table,) = _read(document, tmp_path).tables
    assert isinstance(table, Table)
    assert all(cell is not None for row in table.grid() for cell in row)


def test_a_signature_block_that_grew_into_a_table_is_cut_off(tmp_path: Path) -> None:
    """Word joins tables without a paragraph between; the schedule was lost as "layout"."""
    document = docx.Document()
    table = document.add_table(4, 2)
    table.style = "Table Grid"
    rows = [
        ("Thời gian", "Nội dung"),
        ("Tháng 9", "Họp"),
        ("Tháng 10", "Viết báo cáo"),
        ("Nơi nhận:\n- Lưu: VT.", "TM. HỘI ĐỒNG\nCHỦ TỊCH"),
    ]
    for r, texts in enumerate(rows):
        for c, text in enumerate(texts):
            table.cell(r, c).text = text
    path = tmp_path / "a.docx"
    document.save(path)
    with open_document(path) as opened:
        page = read_page(opened, 1, engine=None)
    (found,) = page.tables
    assert found.text_rows() == [list(row) for row in rows[:3]]
    assert page.lines[0].text == "Nơi nhận:"


def test_headers_and_footers_are_read_once_at_the_end_without_page_numbers(tmp_path: Path) -> None:
    """Regression: the words of headers and footers were lost."""
    document = docx.Document()
    document.add_paragraph("Kế hoạch cải tiến chất lượng")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Trường Tiểu học Sao Mai"
    section.first_page_header.paragraphs[0].text = "Trường Tiểu học Sao Mai"
    section.footer.paragraphs[0].text = "Trang 2/10"
    table = section.footer.add_table(1, 2, docx.shared.Inches(6))
    table.cell(0, 0).text = "Phiên bản 2"
    table.cell(0, 1).text = "3"
    page = _read(document, tmp_path)
    assert _shape(page.blocks) == [
        "Kế hoạch cải tiến chất lượng",
        "Trường Tiểu học Sao Mai",
        "Phiên bản 2",
    ]


def test_struck_out_words_and_rows_are_not_valid(tmp_path: Path) -> None:
    document = docx.Document()
    table = _grid(document, [["TT", "Việc", "Ai"], ["1", "Họp", ""], ["2", "Bỏ", "HT"]])
    run = table.cell(1, 2).paragraphs[0].add_run("Tổ Hóa")
    run.font.strike = True
    table.cell(1, 2).paragraphs[0].add_run(" Tổ Sử")
    for cell in table.rows[2].cells:
        cell.paragraphs[0].runs[0].font.double_strike = True
    page = _read(document, tmp_path)
    assert page.tables[0].text_rows()[1:] == [["1", "Họp", "Tổ Sử"], ["", "", ""]]
    assert page.tables[0].cells[5].raw == "Tổ Hóa Tổ Sử"
    assert page.tables[0].cells[7].raw == "Bỏ"
    assert page.flags == ("struck_out",)


def test_words_hidden_by_a_style_are_not_read(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles.add_style("An", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    paragraph = document.add_paragraph("Nộp báo cáo")
    paragraph.add_run(" bản nháp", style="An")
    assert _shape(_read(document, tmp_path).blocks) == ["Nộp báo cáo"]


def test_prompt_of_a_control_nobody_filled_in_is_no_owner(tmp_path: Path) -> None:
    document = docx.Document()
    _paragraph(
        document,
        "<w:r><w:t>Ai: </w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        "<w:r><w:t>Chọn một người.</w:t></w:r></w:sdtContent></w:sdt>",
    )
    assert _shape(_read(document, tmp_path).blocks) == ["Ai:"]


def test_choice_of_an_old_drop_down_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    _paragraph(
        document,
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="Tổ Sử"/><w:listEntry w:val="Tổ Hóa"/></w:ddList></w:ffData>'
        "</w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>, sau</w:t></w:r>',
    )
    assert _shape(_read(document, tmp_path).blocks) == ["Tổ Hóa, sau"]


def _part(document: Any, name: str, kind: str, relation: str, blob: bytes) -> str:
    package = document.part.package
    part = Part(PackURI(name), kind, blob, package)
    return str(document.part.relate_to(part, f"{RELATIONS}/{relation}"))


def test_table_laid_in_as_a_foreign_part_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    html = "<p>Trước</p><table border=1><tr><td>TT<td>Việc<td>Ai<tr><td>1<td>Họp<td>HT</table>"
    key = _part(document, "/word/chunk.html", "text/html", "aFChunk", html.encode())
    body = document.element.body
    chunk = f'<w:altChunk {nsdecls("w", "r")} r:id="{key}"/>'
    body.insert(len(body) - 1, parse_xml(chunk))
    assert _shape(_read(document, tmp_path).blocks) == ["Trước", "TABLE"]


def test_footnotes_are_read_after_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Nộp báo cáo")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---'
        '</w:t></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>Theo mẫu của phòng'
        "</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    _part(document, "/word/footnotes.xml", kind, "footnotes", notes.encode())
    assert _shape(_read(document, tmp_path).blocks) == ["Nộp báo cáo", "Theo mẫu của phòng"]


def test_white_words_are_read_only_on_a_coloured_ground(tmp_path: Path) -> None:
    document = docx.Document()
    white = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    _paragraph(document, f"<w:r><w:t>Nộp</w:t></w:r><w:r>{white}<w:t> nháp</w:t></w:r>")
    shaded = '<w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr>'
    _paragraph(document, f"{shaded}<w:r>{white}<w:t>Đề mục</w:t></w:r>")
    table = _grid(document, [["TT", "Việc", "Ai"], ["1", "Họp", "HT"]])
    cell = table.cell(0, 1)
    cell.paragraphs[0].runs[0]._r.insert(
        0, parse_xml(white.replace("<w:rPr>", f"<w:rPr {nsdecls('w')}>"))
    )
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="000080"/>'))
    page = _read(document, tmp_path)
    assert _shape(page.blocks) == ["Nộp", "Đề mục", "TABLE"]
    assert page.tables[0].text_rows()[0] == ["TT", "Việc", "Ai"]
