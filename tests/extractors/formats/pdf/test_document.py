"""PDF pages: when the layer is used, when the picture; boxes as displayed; damage survived."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pymupdf
import pytest

from extractors.errors import PageFailedError
from extractors.formats import Limits, open_document
from extractors.formats.pdf.document import PdfDocument
from extractors.reading import read_page
from extractors.turned import displayed_page
from extractors.types import BBox, Line, Page, Word

ENGINE: Any = SimpleNamespace(name="fake")
GOOD = [
    "Căn cứ Thông tư số 18/2018/TT-BGDĐT của Bộ Giáo dục và Đào tạo về kiểm định chất lượng",
    "Nhà trường xây dựng kế hoạch cải tiến chất lượng giáo dục trong năm học với các nội dung sau",
    "Hiệu trưởng phân công các tổ chuyên môn thực hiện, báo cáo kết quả vào cuối mỗi học kỳ",
    "Tổ trưởng chuyên môn kiểm tra việc sử dụng thiết bị dạy học của giáo viên trong tổ",
]
GARBLED = [
    "Can ctr Thong tu s6 18/2018/TT-BGDDT cua B9 Giao dgc va Dao tao ve kiem djnh chat lugng",
    "Nha trudng xay dgng k6 hoach cai tien chat ltrgng giao dgc trong narn hgc vdi cac n9i dung",
    "Hieu trtrdng phan cong cac t6 chuyen mon thtrc hien, bao cao k6t qua vao cu6i mdi hgc ky",
    "T6 trtrdng chuyen rnon ki6m tra viec str dgng thi6t bi day hgc cua giao vien trong t6",
]
_FONT = pymupdf.Font("notos").buffer


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Replace recognition and table finding; return the calls recognition gets."""
    calls: list[dict[str, Any]] = []

    def read_image_page(image: np.ndarray, **told: Any) -> Page:
        calls.append({"shape": image.shape, "dtype": image.dtype, **told})
        line = Line(" ".join(GOOD), told["number"], bbox=BBox(10, 10, 90, 20))
        return Page(told["number"], *told["page_size"], "ocr", (line,), dpi=told["dpi"])

    monkeypatch.setattr("extractors.reading.read_image_page", read_image_page)
    monkeypatch.setattr("extractors.layer.page.digital_tables", lambda page, words, number: [])
    return calls


def _write(page: pymupdf.Page, lines: list[str], *, hidden: bool = False, top: float = 90) -> None:
    page.insert_font(fontname="vn", fontbuffer=_FONT)
    for index, line in enumerate(lines):
        page.insert_text(
            (60, top + 18 * index), line, fontname="vn", fontsize=10, render_mode=3 if hidden else 0
        )


def _scan_of(lines: list[str], dpi: int = 150, *, ruled: bool = False) -> pymupdf.Pixmap:
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=595, height=842)
        _write(page, lines)
        if ruled:
            for y in range(200, 501, 50):
                page.draw_line((60, y), (535, y), width=1)
            for x in (60, 120, 400, 535):
                page.draw_line((x, 200), (x, 500), width=1)
        return page.get_pixmap(dpi=dpi)


def _make(path: Path, draw: Callable[[pymupdf.Page], None], **size: float) -> Path:
    with pymupdf.open() as pdf:
        draw(pdf.new_page(**(size or {"width": 595, "height": 842})))
        pdf.save(path)
    return path


def _read(path: Path, number: int = 1, engine: Any = ENGINE, **more: Any) -> Page:
    with open_document(path) as document:
        return read_page(document, number, engine=engine, **more)


def _texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def test_good_layer_is_used_as_it_is(tmp_path: Path, seen: list[Any]) -> None:
    page = _read(_make(tmp_path / "a.pdf", lambda p: _write(p, GOOD)))
    assert page.read_by == "text" and page.flags == () and seen == []
    assert _texts(page) == GOOD
    word = page.lines[0].words[0]
    assert word.text == "Căn" and word.bbox is not None
    assert 58 < word.bbox.x0 < 62 and 75 < word.bbox.y0 < 92 < word.bbox.y1 + 4


def test_scan_without_layer_is_recognised_at_its_own_resolution(
    tmp_path: Path, seen: list[Any]
) -> None:
    picture = _scan_of(GOOD, dpi=190)
    page = _read(_make(tmp_path / "a.pdf", lambda p: p.insert_image(p.rect, pixmap=picture)))
    assert page.read_by == "ocr" and page.flags == ()
    (call,) = seen
    assert abs(call["dpi"] - 190) <= 1 and call["dtype"] == np.uint8
    assert abs(call["shape"][1] - picture.width) <= 2
    assert call["page_size"] == pytest.approx((595, 842), abs=0.5)


def test_very_fine_scan_is_brought_down_to_300_dpi(tmp_path: Path, seen: list[Any]) -> None:
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 4958, 7016), False)
    picture.clear_with(255)
    _read(_make(tmp_path / "a.pdf", lambda p: p.insert_image(p.rect, pixmap=picture)))
    assert seen[0]["dpi"] == 300


def test_huge_page_is_drawn_within_the_limit(tmp_path: Path, seen: list[Any]) -> None:
    picture = _scan_of(GOOD)
    path = _make(
        tmp_path / "a.pdf",
        lambda p: p.insert_image(p.rect, pixmap=picture),
        width=4000,
        height=6000,
    )
    limits = Limits(max_page_pixels=3_000_000)
    with open_document(path, limits=limits) as document:
        read_page(document, 1, engine=ENGINE)
    height, width, _ = seen[0]["shape"]
    assert height * width <= 3_050_000


def test_layer_garbled_by_an_english_engine_is_read_anew(tmp_path: Path, seen: list[Any]) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, pixmap=_scan_of(GOOD))
        _write(page, GARBLED, hidden=True)

    path = _make(tmp_path / "a.pdf", draw)
    page = _read(path)
    assert page.read_by == "ocr" and "bad_text_layer" in page.flags and len(seen) == 1
    kept = _read(path, engine=None)
    assert {"no_ocr_engine", "bad_text_layer"} <= set(kept.flags)
    assert len(kept.lines) == 4, "without an engine nothing of the layer is lost"


def test_good_hidden_layer_over_a_scan_is_trusted(tmp_path: Path, seen: list[Any]) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, pixmap=_scan_of(GOOD))
        _write(page, GOOD, hidden=True)

    page = _read(_make(tmp_path / "a.pdf", draw))
    assert page.read_by == "text" and seen == []


def test_scanned_table_is_recognised_even_under_a_good_layer(
    tmp_path: Path, seen: list[Any]
) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, pixmap=_scan_of(GOOD, ruled=True))
        _write(page, GOOD, hidden=True)

    page = _read(_make(tmp_path / "a.pdf", draw))
    assert page.read_by == "ocr" and len(seen) == 1
    assert page.flags == ("layer:picture_table",)


def test_number_typed_over_a_scan_is_no_layer(tmp_path: Path, seen: list[Any]) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, pixmap=_scan_of(GOOD * 5))
        page.insert_text((80, 60), "4644", fontsize=12)

    page = _read(_make(tmp_path / "a.pdf", draw))
    assert page.read_by == "ocr" and "layer:overlay" in page.flags


def test_signature_block_over_a_scan_is_no_layer(tmp_path: Path, seen: list[Any]) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_image(page.rect, pixmap=_scan_of(GOOD * 8))
        _write(page, ["Ký bởi: Trường Trung học cơ sở", "Thời gian ký: 01.09.2023"] * 3, top=700)

    page = _read(_make(tmp_path / "a.pdf", draw))
    assert page.read_by == "ocr"


def test_blank_page_is_not_recognised(tmp_path: Path, seen: list[Any]) -> None:
    page = _read(_make(tmp_path / "a.pdf", lambda p: None))
    assert page.blocks == () and seen == [] and page.read_by == "text"


def test_forced_recognition(tmp_path: Path, seen: list[Any]) -> None:
    path = _make(tmp_path / "a.pdf", lambda p: _write(p, GOOD))
    assert _read(path, force_ocr=True).read_by == "ocr"


def test_plan_typed_without_marks_keeps_its_layer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: list[Any]
) -> None:
    stripped = [
        "Ke hoach cai tien chat luong giao duc cua nha truong trong nam hoc nay",
        "Hieu truong phan cong cac to chuyen mon thuc hien va bao cao ket qua",
        "To truong chuyen mon kiem tra viec su dung thiet bi day hoc cua giao vien",
    ]

    def same(image: Any, **told: Any) -> Page:
        line = Line(" ".join(stripped), 1, bbox=BBox(0, 0, 1, 1))
        return Page(1, *told["page_size"], "ocr", (line,))

    monkeypatch.setattr("extractors.reading.read_image_page", same)
    page = _read(_make(tmp_path / "a.pdf", lambda p: _write(p, stripped)))
    assert page.read_by == "text" and _texts(page) == stripped
    assert "bad_text_layer" in page.flags


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_displayed(
    tmp_path: Path, seen: list[Any], rotation: int
) -> None:
    """A page displayed on its side is read upright; its boxes can be taken to the display."""
    path = tmp_path / "a.pdf"
    with pymupdf.open() as pdf:
        page = pdf.new_page(width=595, height=842)
        _write(page, GOOD)
        page.set_rotation(rotation)
        pdf.save(path)
    upright = _read(path)
    assert (upright.width, upright.height) == pytest.approx((595, 842), abs=0.5)
    assert upright.rotation == (360 - rotation) % 360
    read = displayed_page(upright)
    with pymupdf.open(path) as pdf:
        page = pdf[0]
        shown = pymupdf.Rect(page.get_text("words")[0][:4]) * page.rotation_matrix
        size = (page.rect.width, page.rect.height)
    assert (read.width, read.height) == pytest.approx(size, abs=0.5)
    assert _texts(read)[0].startswith("Căn cứ Thông tư")
    box = read.lines[0].words[0].bbox
    assert box is not None and tuple(box) == pytest.approx(tuple(shown), abs=1.0)


def test_text_set_sideways_is_read_and_its_boxes_mapped_back(
    tmp_path: Path, seen: list[Any]
) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_font(fontname="vn", fontbuffer=_FONT)
        for index, line in enumerate(GOOD):
            page.insert_text((100 + 18 * index, 760), line, fontname="vn", fontsize=10, rotate=90)

    page = _read(_make(tmp_path / "a.pdf", draw))
    assert page.rotation == 90 and _texts(page) == GOOD
    assert (page.width, page.height) == (842, 595)
    shown = displayed_page(page)
    assert (shown.width, shown.height) == (595, 842)
    first = shown.lines[0].bbox
    assert first is not None
    assert first.height > 300 and first.width < 25 and 80 < first.x0 < 105 and first.y1 < 765


def test_bold_comes_from_the_font(tmp_path: Path, seen: list[Any]) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_text((60, 60), "KE HOACH", fontname="hebo", fontsize=13)
        _write(page, GOOD)

    page = _read(_make(tmp_path / "a.pdf", draw))
    assert [line.bold for line in page.lines] == [True, False, False, False, False]


def test_picture_of_a_text_on_a_good_page_is_added(tmp_path: Path, seen: list[Any]) -> None:
    def draw(page: pymupdf.Page) -> None:
        _write(page, GOOD * 3)
        page.insert_image(pymupdf.Rect(60, 330, 535, 640), pixmap=_scan_of(GOOD))
        _write(page, GOOD, top=700)

    page = _read(_make(tmp_path / "a.pdf", draw))
    assert page.read_by == "text" and "picture_text" in page.flags
    assert len(page.lines) == 17
    added = page.lines[12]
    assert added.bbox is not None and 330 < added.bbox.y0 < 640
    assert page.lines[13].bbox is not None and page.lines[13].bbox.y0 > 650


def test_table_words_are_left_to_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: list[Any]
) -> None:
    from extractors.types import Cell, Table

    def digital_tables(page: Any, words: list[Word], number: int) -> list[Table]:
        assert words and all(isinstance(word, Word) for word in words)
        return [
            Table(number, 1, 1, (Cell(0, 0, "x", number),), "vector", bbox=BBox(50, 95, 545, 130))
        ]

    monkeypatch.setattr("extractors.layer.page.digital_tables", digital_tables)
    page = _read(_make(tmp_path / "a.pdf", lambda p: _write(p, GOOD)))
    shape = [b.text[:7] if isinstance(b, Line) else "TABLE" for b in page.blocks]
    assert shape == ["Căn cứ ", "TABLE", "Tổ trưở"]


def test_half_of_a_pdf_gives_the_pages_that_survive(tmp_path: Path, seen: list[Any]) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as pdf:
        for _ in range(6):
            _write(pdf.new_page(width=595, height=842), GOOD)
        pdf.save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * 0.97)])
    with open_document(path) as document:
        assert document.page_count >= 1
        page = read_page(document, 1, engine=None)
    assert "damaged_file" in page.flags


def test_page_that_does_not_exist(tmp_path: Path) -> None:
    with open_document(_make(tmp_path / "a.pdf", lambda p: None)) as document:
        for number in (0, 2):
            with pytest.raises(PageFailedError):
                read_page(document, number, engine=None)


def test_failure_inside_a_page_is_a_named_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: list[Any]
) -> None:
    def broken(*_: Any) -> list[Any]:
        raise RuntimeError("code=7: syntax error")

    monkeypatch.setattr("extractors.layer.page.digital_tables", broken)
    with pytest.raises(PageFailedError, match="trang 1"):
        _read(_make(tmp_path / "a.pdf", lambda p: _write(p, GOOD)))


def test_render_is_bgr_of_the_size_asked_for(tmp_path: Path) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.draw_rect(pymupdf.Rect(0, 0, 595, 842), color=None, fill=(1, 0, 0))

    with open_document(_make(tmp_path / "a.pdf", draw)) as document:
        image = document.render_page(1, 72)
    assert image.shape == (842, 595, 3) and image.dtype == np.uint8
    assert tuple(image[400, 300]) == (0, 0, 255)


def test_file_opened_again_has_the_same_pages(tmp_path: Path, seen: list[Any]) -> None:
    path = _make(tmp_path / "a.pdf", lambda p: _write(p, GOOD))
    with open_document(path) as document:
        key = document.page_key(1)
    with open_document(path) as again:
        assert isinstance(again, PdfDocument)
        assert again.page_key(1) == key
        assert _texts(read_page(again, 1, engine=None)) == GOOD


def test_original_is_untouched(tmp_path: Path, seen: list[Any]) -> None:
    path = _make(tmp_path / "a.pdf", lambda p: _write(p, GOOD))
    before = path.read_bytes()
    _read(path)
    assert path.read_bytes() == before


def test_words_printed_twice_for_bold_come_once(tmp_path: Path, seen: list[Any]) -> None:
    def draw(page: pymupdf.Page) -> None:
        page.insert_font(fontname="vn", fontbuffer=_FONT)
        for dx in (0, 0.3):
            page.insert_text((60 + dx, 90), GOOD[0], fontname="vn", fontsize=10)
        _write(page, GOOD[1:], top=110)

    page = _read(_make(tmp_path / "a.pdf", draw))
    assert _texts(page) == GOOD
    assert [line.bold for line in page.lines] == [True, False, False, False]


def test_column_title_set_upwards_is_one_word_for_the_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: list[Any]
) -> None:
    given: list[str] = []

    def digital_tables(page: Any, words: list[Word], number: int) -> list[Any]:
        given.extend(word.text for word in words)
        return []

    def draw(page: pymupdf.Page) -> None:
        _write(page, GOOD)
        page.insert_text((400, 400), "Thời gian thực hiện", fontname="vn", fontsize=10, rotate=90)

    monkeypatch.setattr("extractors.layer.page.digital_tables", digital_tables)
    page = _read(_make(tmp_path / "a.pdf", draw))
    assert "Thời gian thực hiện" in given
    assert page.rotation == 0 and _texts(page) == [*GOOD, "Thời gian thực hiện"]


def test_watermark_is_left_out(tmp_path: Path, seen: list[Any]) -> None:
    def draw(page: pymupdf.Page) -> None:
        _write(page, GOOD)
        corner = pymupdf.Point(200, 500)
        page.insert_text(
            corner, "BẢN NHÁP", fontname="vn", fontsize=60, morph=(corner, pymupdf.Matrix(40))
        )

    assert _texts(_read(_make(tmp_path / "a.pdf", draw))) == GOOD


def test_number_typed_as_a_note_is_read(tmp_path: Path, seen: list[Any]) -> None:
    def draw(page: pymupdf.Page) -> None:
        _write(page, GOOD)
        page.add_freetext_annot(pymupdf.Rect(60, 300, 200, 320), "So: 4644/KH", fontsize=11)

    page = _read(_make(tmp_path / "a.pdf", draw))
    assert any("4644/KH" in text for text in _texts(page))


def test_scan_stored_in_strips_is_drawn_at_its_own_resolution(
    tmp_path: Path, seen: list[Any]
) -> None:
    strip = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 1653, 234), False)
    strip.clear_with(255)

    def draw(page: pymupdf.Page) -> None:
        for index in range(10):
            top = 84.2 * index
            page.insert_image(
                pymupdf.Rect(0, top, 595, top + 84.2), pixmap=strip, keep_proportion=False
            )

    _read(_make(tmp_path / "a.pdf", draw))
    assert seen[0]["dpi"] == pytest.approx(200, abs=1)


def test_photograph_on_a_good_page_is_not_recognised(tmp_path: Path, seen: list[Any]) -> None:
    noise = np.random.default_rng(5).integers(40, 200, (300, 400, 3), dtype=np.uint8)
    photo = pymupdf.Pixmap(pymupdf.csRGB, 400, 300, noise.tobytes(), False)

    def draw(page: pymupdf.Page) -> None:
        _write(page, GOOD)
        page.insert_image(pymupdf.Rect(60, 330, 460, 630), pixmap=photo)

    page = _read(_make(tmp_path / "a.pdf", draw))
    assert page.flags == () and seen == []


def test_page_of_wrong_letters_is_recognised(tmp_path: Path, seen: list[Any]) -> None:
    wrong = ["QKd wuxrqj xdb gxqj nh krdfk fdl whq fkdw oxrqj jldr gxf wurqj qdp krf"] * 6
    page = _read(_make(tmp_path / "a.pdf", lambda p: _write(p, wrong)))
    assert page.read_by == "ocr" and len(seen) == 1


def test_english_page_is_kept_without_recognition(tmp_path: Path, seen: list[Any]) -> None:
    english = ["The school board of the district is to report on the plan for the coming year"] * 6
    page = _read(_make(tmp_path / "a.pdf", lambda p: _write(p, english)))
    assert page.read_by == "text" and seen == [] and page.flags == ()
