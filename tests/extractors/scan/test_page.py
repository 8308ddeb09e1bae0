from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from extractors.errors import MissingToolError
from extractors.images.sheet import Sheet
from extractors.ocr.alternatives import _text
from extractors.ocr.choose import get_engine
from extractors.ocr.engines import PSM_BLOCK, OcrEngine, OcrWord, PixelBox, parse_tsv
from extractors.scan.page import read_image_page
from extractors.scan.printed_lines import _beside_print
from extractors.turned import displayed_page
from extractors.types import Page
from tests.extractors.pictures import PROSE, blank, noisy, rotated, ruled, write

ROWS = [
    ["TT", "Công việc", "Người phụ trách", "Thời gian"],
    ["1", "Rà soát hồ sơ tổng hợp", "Hiệu trưởng", "Tháng 9/2023"],
    ["2", "Thẩm định đấu thầu", "Tổ trưởng", "15/10/2023"],
    ["3", "Bồi dưỡng giáo viên", "Phó hiệu trưởng", "20/11/2023"],
    ["4", "Củng cố nề nếp", "Giáo viên", "31/12/2023"],
    ["5", "Báo cáo kết quả", "Văn thư", "15/5/2024"],
]
WIDTHS = [110, 540, 380, 320]


@pytest.fixture(scope="module", params=["tesserocr", "pytesseract"])
def engine(request: pytest.FixtureRequest) -> OcrEngine:
    try:
        return get_engine(request.param)
    except MissingToolError as error:
        if request.param == "tesserocr":
            pytest.skip(str(error))
        raise


def read(image: np.ndarray, engine: OcrEngine, dpi: float = 200) -> Page:
    return read_image_page(image, dpi=dpi, number=1, engine=engine)


def folded(page: Page) -> list[list[str]]:
    return [[" ".join(text.split()) for text in row] for row in page.tables[0].text_rows()]


@pytest.mark.ocr
def test_a_table_among_prose_is_read_cell_by_cell(engine: OcrEngine) -> None:
    page = write(ruled(ROWS, WIDTHS, y=900), PROSE, 150, 200)
    found = read(noisy(page, 6), engine)
    assert folded(found) == ROWS
    assert found.read_by == "ocr"
    table = found.tables[0]
    assert found.blocks.index(table) == len(found.blocks) - 1
    prose = " ".join(line.text for line in found.lines)
    assert "kiểm định chất lượng giáo dục" in prose
    assert all(cell.conf > 0.5 for cell in table.cells)


@pytest.mark.ocr
def test_boxes_are_points_of_the_page_as_displayed(engine: OcrEngine) -> None:
    found = read(rotated(ruled(ROWS, WIDTHS), 1.0), engine)
    table = found.tables[0]
    assert found.skew == pytest.approx(1.0, abs=0.06)
    assert table.bbox is not None
    expected = np.array([150, 300, 1500, 780]) * 0.36
    assert np.abs(np.array(table.bbox) - expected).max() < 8
    assert len(table.col_edges) == 5


@pytest.mark.ocr
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    page = write(ruled(ROWS, WIDTHS, y=900), PROSE, 150, 200)
    turned = np.ascontiguousarray(np.rot90(page, turn // 90))  # counter-clockwise
    found = read(turned, get_engine())
    assert found.rotation == turn
    assert folded(found) == ROWS
    box = displayed_page(found).tables[0].bbox
    assert box is not None
    ys, xs = np.nonzero(np.rot90(ruled([[""] * 4] * 6, WIDTHS, y=900), turn // 90) < 128)
    expected = np.array([xs.min(), ys.min(), xs.max(), ys.max()]) * 0.36
    assert np.abs(np.array(box) - expected).max() < 4


@pytest.mark.ocr
def test_two_column_letterhead_stays_two_columns() -> None:
    page = write(blank(), "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", 150, 150, 30)
    page = write(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 850, 150, 30)
    page = write(page, "TRƯỜNG TIỂU HỌC SAO MAI", 170, 200, 30)
    page = write(page, "Độc lập - Tự do - Hạnh phúc", 950, 200, 30)
    page = write(page, PROSE, 150, 400)
    texts = [line.text for line in read(page, get_engine()).lines]
    assert "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO" in texts
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts


@pytest.mark.ocr
def test_blank_page_gives_nothing() -> None:
    assert read(noisy(blank()), get_engine()).blocks == ()


def test_tsv_rows_become_words() -> None:
    tsv = "5\t2\t1\t1\t3\t1\t10\t20\t30\t12\t91.5\tKế\n4\t2\t1\t1\t3\t0\t1\t1\t1\t1\t-1\t\nbad"
    ((page, word),) = parse_tsv(tsv)
    assert page == 2
    assert word == OcrWord("Kế", PixelBox(10, 20, 40, 32), 0.915, (1, 1, 3))


@dataclass
class Scripted:
    """An engine that returns what it is told, by psm and whitelist, and notes what it was asked."""

    first: list[str]
    again: dict[str, list[str]]
    name: str = "scripted"
    asked: list[tuple[int, str, int]] = field(default_factory=list)

    def read(self, sheet, *, boxes=None, psm=3, whitelist=""):  # type: ignore[no-untyped-def]
        boxes = boxes if boxes is not None else [PixelBox(0, 0, 1, 1)]
        self.asked.append((psm, whitelist, len(boxes)))
        if psm == 6 and len(boxes) > 1:
            return [self._words(t, b) for t, b in zip(self.first, boxes, strict=True)]
        if whitelist:
            key = f"{boxes[0].y0 // 80}"
            texts = self.again.get(key, [""])
            text = texts.pop(0) if len(texts) > 1 else texts[0]
            return [self._words(text, boxes[0])]
        return [[] for _ in boxes]

    @staticmethod
    def _words(text: str, box: PixelBox) -> list[OcrWord]:
        return [OcrWord(text, box, 0.9, (1, 1, 1))] if text else []


def numbers_column(first: list[str], again: dict[str, list[str]]) -> list[str]:
    from extractors.scan.cells.read import read_cells
    from extractors.scan.tables.ruled import find_grids
    from extractors.scan.tables.rulings import find_rulings, without_rulings

    page = ruled([["x"]] * len(first), [200], x=160, y=160)
    page = ruled([["x", "y"]] * len(first), [200, 300], x=160, y=160)
    rulings = find_rulings(Sheet(page, 200))
    (grid,) = find_grids(rulings, 200)
    texts = [t for pair in zip(first, ["chữ"] * len(first), strict=True) for t in pair]
    cells = read_cells(without_rulings(Sheet(page, 200), rulings), grid, Scripted(texts, again))
    return [cell.text for cell in cells if cell.cell.col == 0]


def test_misread_numbers_are_read_again_with_digits_only() -> None:
    """ "1" came as "|", "8" as "§": the column says they are numbers."""
    assert numbers_column(["TT", "|", "2", "3", "§", "5"], {"3": ["1"], "6": ["", "4"]}) == [
        "TT", "1", "2", "3", "4", "5",
    ]  # fmt: skip


def test_a_number_that_breaks_the_run_is_mended_only_by_a_reading() -> None:
    """ "7." came as "1.": a second reading that fits the run is taken, none is invented."""
    assert numbers_column(["TT", "1", "2", "1", "4", "5"], {"5": ["3"]})[3] == "3"
    assert numbers_column(["TT", "1", "2", "1", "4", "5"], {"5": ["9"]})[3] == "9"
    assert numbers_column(["TT", "1", "2", "1", "4", "5"], {"5": [""]})[3] == "1"


def test_words_of_the_header_are_left_alone() -> None:
    assert numbers_column(["TT", "1", "2", "3", "4"], {"2": ["11"]})[0] == "TT"


@pytest.mark.ocr
def test_a_band_as_wide_as_the_picture_is_read(engine: OcrEngine) -> None:
    """Tesseract 5.5 gave noise for such a rectangle; upright pages were turned over for it."""
    page = write(blank(1400, 900), PROSE, 100, 100)
    words = engine.read(Sheet(page, 200), boxes=[PixelBox(0, 90, 1400, 260)], psm=6)[0]
    assert " ".join(w.text for w in words).startswith("Căn cứ Thông tư số 18/2018")


def test_a_letter_like_the_number_wanted_is_that_number() -> None:
    """ "|" for 1 and "§" for 8 when no second reading helps; nothing else is put in."""
    assert numbers_column(["TT", "|", "2", "3", "4"], {})[1] == "1"
    assert numbers_column(["TT", "6", "7", "§", "9"], {})[3] == "8"
    assert numbers_column(["TT", "6", "7", "x", "9"], {})[3] == "x"
    assert numbers_column(["TT", "9", "10", "II", "12"], {"5": ["1"]})[3] == "11"


def test_a_number_that_fits_the_run_is_not_read_away() -> None:
    """ "11" between 10 and 12 was read again as "1" for want of confidence."""
    assert numbers_column(["TT", "9", "10", "11", "12"], {"5": ["1"]})[3] == "11"


def _printed(text: str, x: int, conf: float) -> OcrWord:
    return OcrWord(text, PixelBox(x, 100, x + 90, 128), conf, (1, 1, 2))


def test_the_faint_rest_of_a_name_beside_good_print_stays() -> None:
    motto = [_printed(t, 600 + 100 * n, 0.93) for n, t in enumerate(("Độc", "lập", "Tự", "do"))]
    rest, dirt = [_printed("THÁP", 100, 0.23)], [_printed("ïfị", 100, 0.23)]
    assert _beside_print(rest, [*rest, *motto], 200)
    assert not _beside_print(rest, rest, 200)  # by itself on its line it is not believed
    assert not _beside_print(dirt, [*dirt, *motto], 200)


class _Nothing:
    """A recognised place in which tesseract found a box and no letter."""

    def GetUTF8Text(self, level: object) -> str:  # noqa: N802 (tesserocr's name)
        raise RuntimeError("No text returned")


def test_a_box_without_letters_is_no_error() -> None:
    assert _text(_Nothing(), None) == ""


def test_a_box_outside_the_picture_is_empty(capfd: pytest.CaptureFixture[str]) -> None:
    picture = np.full((200, 300), 255, np.uint8)
    boxes = [PixelBox(310, 10, 340, 40), PixelBox(10, 50, 10, 90)]
    assert get_engine().read(Sheet(picture, 200), boxes=boxes, psm=PSM_BLOCK) == [[], []]
    assert capfd.readouterr().err == ""
