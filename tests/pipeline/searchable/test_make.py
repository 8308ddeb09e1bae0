from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pymupdf
import pytest

from extractors.errors import DocumentError
from extractors.ocr.choose import get_engine
from extractors.types import BBox, Line, Page, Word
from pipeline.errors import UsageError
from pipeline.searchable import make
from pipeline.searchable.archive import obstacles
from pipeline.searchable.layer import lay_text, words_of
from pipeline.searchable.make import make_searchable, targets_of
from pipeline.searchable.old_text import silence
from tests.extractors.pictures import PROSE, blank, write


def picture(turn: int = 0) -> bytes:
    page = np.ascontiguousarray(np.rot90(write(blank(), PROSE, 150, 200), turn // 90))
    return cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def scan(path: Path, turn: int = 0, rotate: int = 0) -> Path:
    """A scan whose invisible layer is garbled, with a page number typed on it."""
    with pymupdf.open() as made:
        sheet = made.new_page(width=595, height=842)
        sheet.insert_image(sheet.rect, stream=picture(turn))
        for i in range(12):
            garbled = "ké hoqch cdi tién chdt lugng gido duc ndm hgc nhd trudng"
            sheet.insert_text((60, 90 + 20 * i), garbled, render_mode=3)
        sheet.set_rotation(rotate)
        made.save(path)
    return path


def raw_pictures(path: Path) -> list[bytes]:
    with pikepdf.open(path) as pdf:
        return [image.read_raw_bytes() for page in pdf.pages for image in page.images.values()]


@pytest.mark.ocr
@pytest.mark.parametrize(("turn", "rotate"), [(0, 0), (180, 0), (0, 90), (90, 0)])
def test_a_garbled_layer_is_replaced_and_the_picture_stays_to_the_byte(
    tmp_path: Path, turn: int, rotate: int
) -> None:
    source = scan(tmp_path / "quet.pdf", turn, rotate)
    before = source.read_bytes()
    made = make_searchable(source, tmp_path / "moi.pdf", get_engine())
    assert (made.pages, made.laid, made.obstacles) == (1, 1, ())
    assert source.read_bytes() == before
    assert raw_pictures(tmp_path / "moi.pdf") == raw_pictures(source)
    assert (tmp_path / "moi.pdf").stat().st_size < 1.1 * len(before)
    with pymupdf.open(tmp_path / "moi.pdf") as pdf:
        text = " ".join(pdf[0].get_text().split())
        assert "kế hoạch cải tiến chất lượng" in text and "lugng" not in text
        box = pdf[0].search_for("chất lượng")[0] * pdf[0].rotation_matrix  # as displayed
        wide, high = pdf[0].rect.width, pdf[0].rect.height
    assert {
        (0, 0): box.y0 < high / 2,
        (180, 0): box.y0 > high / 2,
        (0, 90): box.x0 > wide / 2,
        (90, 0): box.x0 < wide / 2,
    }[turn, rotate]


@pytest.mark.ocr
def test_a_photo_becomes_a_pdf_around_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "anh.jpg"
    source.write_bytes(picture())
    made = make_searchable(source, tmp_path / "anh.pdf", get_engine())
    assert made.obstacles == () and raw_pictures(tmp_path / "anh.pdf") == [source.read_bytes()]
    with pikepdf.open(tmp_path / "anh.pdf") as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert meta["dc:title"] == "anh" and not pdf.check_pdf_syntax()


def test_words_stand_where_they_were_read_in_reading_order(tmp_path: Path) -> None:
    with pymupdf.open() as empty:
        empty.new_page(width=400, height=300)
        empty.save(tmp_path / "a.pdf")
    boxes = [BBox(200, 40, 260, 60), BBox(50, 40, 110, 60)]  # the right column is read first
    words = tuple(Word(t, b) for t, b in zip(("phải", "trái"), boxes, strict=True))
    lines = tuple(Line(w.text, 1, w.bbox, words=(w,)) for w in words)
    page = Page(1, 400, 300, "ocr", lines)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        lay_text(pdf, pdf.pages[0], page)
        pdf.save(tmp_path / "b.pdf")
    with pymupdf.open(tmp_path / "b.pdf") as pdf:
        found = pdf[0].get_text("words")
    assert [word[4] for word in found] == ["phải", "trái"]
    for word, box in zip(found, boxes, strict=True):
        assert word[:4] == pytest.approx(tuple(box), abs=1.5)


def test_a_repaired_line_of_another_number_of_words_shares_its_box() -> None:
    line = Line("kế hoạch cải tiến", 1, BBox(0, 0, 160, 10), words=(Word("kếhoạch", None),))
    placed = list(words_of(Page(1, 200, 100, "ocr", (line,))))
    assert [one.text for one in placed] == ["kế", "hoạch", "cải", "tiến"]
    assert all(a.box.x1 <= b.box.x0 for a, b in zip(placed, placed[1:], strict=False))
    assert placed[-1].box.x1 <= 160


def test_text_that_is_seen_stays_seen_and_is_not_found_any_more(tmp_path: Path) -> None:
    with pymupdf.open() as made:
        sheet = made.new_page()
        sheet.insert_text((72, 72), "nhìn thấy", fontsize=30)
        sheet.insert_text((72, 140), "vô hình", render_mode=3)
        made.save(tmp_path / "a.pdf")
        before = sheet.get_pixmap().samples
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        silence(pdf, pdf.pages[0])
        content = pdf.pages[0].Contents.read_bytes()
        pdf.save(tmp_path / "b.pdf")
    assert content.count(b"BDC") == 1 and content.count(b"BT") == 1
    with pymupdf.open(tmp_path / "b.pdf") as pdf:
        assert pdf[0].get_pixmap().samples == before
        assert "hình" not in pdf[0].get_text()


def test_fonts_that_are_not_embedded_stand_against_an_archive(tmp_path: Path) -> None:
    with pymupdf.open() as made:
        made.new_page().insert_text((72, 72), "Helvetica")
        made.save(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert list(obstacles(pdf)) == ["có phông chữ không nhúng trong tệp"]


def test_a_word_file_has_no_pages_to_show(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Kế hoạch cải tiến chất lượng giáo dục của nhà trường\n" * 5, "utf-8")
    with pytest.raises(DocumentError):
        make_searchable(source, tmp_path / "b.pdf", None)  # type: ignore[arg-type]
    assert not (tmp_path / "b.pdf").exists()


def test_one_file_and_its_target_or_several_and_a_folder() -> None:
    a, b = Path("x/a.pdf"), Path("y/a.jpg")
    assert targets_of([a, Path("o.pdf")], None) == [(a, Path("o.pdf"))]
    assert targets_of([a], Path("out")) == [(a, Path("out/a.pdf"))]
    for files, folder in (([a], None), ([a, a], None), ([a, b], Path("out")), ([a], Path("x"))):
        with pytest.raises(UsageError):
            targets_of(files, folder)


def test_the_room_uses_one_font_program() -> None:
    assert len((Path(make.__file__).parent / "blank.ttf").read_bytes()) == 632
