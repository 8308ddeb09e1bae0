"""The recogniser of short fields on printed pictures: found, cut out, read, settled by column."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrWord, PixelBox
from extractors.ocr.letters import find_lines
from extractors.scan.cells.read import read_cells
from extractors.scan.cells.read_cell import ReadCell
from extractors.scan.cells.short_cell import ShortCell
from extractors.scan.cells.short_decide import figures_checked
from extractors.scan.cells.short_seen import see
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import find_rulings, without_rulings
from extractors.short.line import HEIGHT, cut_line
from extractors.short.network import load_weights, posteriors
from extractors.short.recognise import read_short
from extractors.tables.grid import GridCell
from tests.extractors.pictures import Picture, blank, ruled, write

FIELDS = [
    "1", "7.", "12", "1.1", "2.1", "3.1", "2.10", "5.6", "15/5/2024", "01/09/2023", "9/2023",
    "2023-2024", "5.000.000",
]  # fmt: skip


def scanned(image: Picture, seed: int = 0, *, noise: float = 6.0, specks: int = 0) -> Picture:
    """What an old copier makes of a picture."""
    rng = np.random.default_rng(seed)
    out = image.copy()
    for _ in range(specks):
        place = (int(rng.integers(0, out.shape[1])), int(rng.integers(0, out.shape[0])))
        cv2.circle(out, place, int(rng.integers(1, 3)), (int(rng.integers(0, 90)),), -1)
    soft = cv2.GaussianBlur(out, (0, 0), 0.7).astype(np.float32)
    return np.clip(soft + rng.normal(0, noise, out.shape), 0, 255).astype(np.uint8)


def read_cell(image: Picture, dpi: int) -> list[str]:
    """The texts of the lines in a picture of one cell."""
    lines = find_lines(Sheet(image, dpi), (0, 0, image.shape[1], image.shape[0]))
    return [r.text for r in read_short([cut_line(Sheet(image, dpi), line) for line in lines])]


@pytest.mark.parametrize("text", FIELDS)
@pytest.mark.parametrize(("dpi", "enlarged"), [(200, 1.0), (150, 1.9)])
def test_short_fields_are_read(text: str, dpi: int, enlarged: float) -> None:
    """At 200 dpi, and at 150 dpi enlarged as ``prepare`` does."""
    cell = scanned(write(blank(round(1.4 * dpi), round(0.4 * dpi)), text, 12, 14, dpi * 12 // 72))
    cell = np.asarray(cv2.resize(cell, None, fx=enlarged, fy=enlarged), np.uint8)
    assert read_cell(cell, round(dpi * enlarged)) == [text]


@pytest.mark.parametrize("seed", range(4))
def test_specks_beside_a_code_are_not_read(seed: int) -> None:
    """A speck beside "1.1" made the engine say "KRnH bì E"."""
    cell = write(blank(300, 90), "1.1", 120, 24, 33)
    cv2.circle(cell, (100 - 3 * seed, 62), 2, (30,), -1)
    cv2.circle(cell, (215, 12 + 5 * seed), 2, (60,), -1)
    assert read_cell(scanned(cell, seed), 200) == ["1.1"]


def test_one_short_line_in_a_tall_cell_is_found() -> None:
    cell = scanned(write(blank(160, 1400), "4.2", 60, 690, 33), specks=12)
    (line,) = find_lines(Sheet(cell, 200), (0, 0, 160, 1400))
    assert 690 < line[1] < line[3] < 730
    assert read_cell(cell, 200) == ["4.2"]


def test_lines_of_a_cell_come_from_top_to_bottom() -> None:
    cell = scanned(write(blank(300, 160), "01/9/2023 -\n15/10/2023", 12, 14, 33))
    assert read_cell(cell, 200) == ["01/9/2023 -", "15/10/2023"]


@pytest.mark.parametrize("seed", range(3))
def test_dirt_and_remains_of_rulings_are_no_line(seed: int) -> None:
    cell = scanned(blank(200, 120), seed, specks=6)
    cell[:, :2] = 90
    cell[118:, 20:] = 90
    assert find_lines(Sheet(cell, 200), (0, 0, 200, 120)) == []


def test_marks_and_stops_belong_to_their_line() -> None:
    cell = write(blank(420, 110), "Tiêu chí 3.3.", 12, 30, 33)
    (line,) = find_lines(Sheet(cell, 200), (0, 0, 420, 110))
    dark = np.argwhere(cell < 150)
    top, left = dark.min(axis=0)
    bottom, right = dark.max(axis=0) + 1
    assert np.abs(np.array(line) - (left, top, right, bottom)).max() <= 2


def test_ordinary_words_are_refused() -> None:
    words = ["Nguyễn Bảo", "thiết bị", "phụ huynh", "sửa chữa", "khuôn viên"]
    cells = [scanned(write(blank(300, 90), text, 20, 24, 33)) for text in words]
    lines = [
        cut_line(Sheet(cell, 200), line)
        for cell in cells
        for line in find_lines(Sheet(cell, 200), (0, 0, 300, 90))
    ]
    assert len(lines) == len(words)
    assert [r for r in read_short(lines) if r.known and r.confidence > 0.8] == []


def test_a_line_reads_alike_alone_and_among_others() -> None:
    cells = [write(blank(200, 80), text, 20, 20, 33) for text in ("1.1", "12/2023", "3")]
    lines = [
        cut_line(Sheet(c, 200), b)
        for c in cells
        for b in find_lines(Sheet(c, 200), (0, 0, 200, 80))
    ]
    together = posteriors(lines)
    for line, steps in zip(lines, together, strict=True):
        assert line.shape[0] == HEIGHT
        np.testing.assert_allclose(posteriors([line])[0], steps, atol=1e-3)


def test_the_pack_is_small_and_whole() -> None:
    weights = load_weights()
    assert all(np.isfinite(matrix).all() for matrix, _ in weights.layers)
    assert sum(matrix.size for matrix, _ in weights.layers) < 400_000


@dataclass
class Misreading:
    """An engine that says what it is told of the first reading, and nothing of any later one."""

    texts: list[str]
    conf: float
    name: str = "misreading"
    asked: list[str] = field(default_factory=list)

    def read(self, sheet, *, boxes=None, psm=3, whitelist=""):  # type: ignore[no-untyped-def]
        self.asked.append(whitelist)
        if boxes is None or len(boxes) != len(self.texts):
            return [[] for _ in ([0] if boxes is None else boxes)]
        return [
            [OcrWord(text, box, self.conf, (1, 1, 1))] if text else []
            for text, box in zip(self.texts, boxes, strict=True)
        ]


def codes_column(
    printed: list[str], misread: list[str], conf: float = 0.6
) -> list[tuple[str, float]]:
    page = scanned(ruled([[text, "chữ"] for text in printed], [240, 300], x=160, y=160))
    rulings = find_rulings(Sheet(page, 200))
    (grid,) = find_grids(rulings, 200)
    texts = [t for text in misread for t in (text, "chữ")]
    clean = without_rulings(Sheet(page, 200), rulings)
    cells = read_cells(clean, grid, Misreading(texts, conf))
    return [(cell.text, cell.conf) for cell in cells if cell.cell.col == 0]


def test_word_garbage_in_a_column_of_codes_is_the_code_printed() -> None:
    found = codes_column(
        ["Tiêu chí", "1.1", "1.2", "2.1", "2.3"], ["Tiêu chí", "KRnH", "1.2", "31", "vo)"]
    )
    assert [text for text, _ in found] == ["Tiêu chí", "1.1", "1.2", "2.1", "2.3"]


def test_a_code_the_engine_did_not_see_is_read() -> None:
    found = codes_column(["Tiêu chí", "1.1", "1.7", "2.1"], ["Tiêu chí", "1.1", "", "2.1"])
    assert found[2][0] == "1.7"


def test_the_first_row_of_a_table_that_goes_on_is_no_title() -> None:
    """ "2.3" in the first row was misread as "vo)", taken for the column's title, and lost."""
    found = codes_column(["2.3", "3.1", "3.2"], ["vo)", "3.1", "3.2"])
    assert [text for text, _ in found] == ["2.3", "3.1", "3.2"]


def test_agreement_is_believed_and_conflict_is_doubted() -> None:
    found = codes_column(["Tiêu chí", "1.1", "2.1", "2.3"], ["Tiêu chí", "1.1", "3.1", "2.3"], 0.9)
    assert found[1][0] == "1.1"
    assert found[1][1] > 0.95
    assert found[2][0] == "2.1"
    assert found[2][1] <= 0.5


def test_a_label_gets_the_code_that_the_engine_lost() -> None:
    found = codes_column(
        ["Tiêu chí", "Tiêu chí 1.1", "Tiêu chí 3.3"], ["Tiêu chí", "Tiêu chí 1.1", "Tiêu chí"]
    )
    assert found[2][0].endswith("3.3")


def test_the_codes_of_a_long_label_are_mended() -> None:
    """ "tiêu ch?2.4": the last code of a range was lost."""
    printed = ["Tiêu chí", "Tiêu chí 1.1", "Từ 2.1 đến 2.4"]
    found = codes_column(printed, ["Tiêu chí", "Tiêu chí 1.1", "Từ 2.1 đến ?2,4"], 0.9)
    assert found[2][0] == "Từ 2.1 đến 2.4"


def test_words_of_ordinary_columns_stay() -> None:
    printed = ["Phụ trách", "Hiệu trưởng", "Kế toán", "Văn thư"]
    found = codes_column(printed, printed, 0.9)
    assert [text for text, _ in found] == printed


def test_boxes_of_recognised_words_lie_in_their_cell() -> None:
    page = scanned(ruled([["Tiêu chí", "x"], ["1.1", "x"], ["1.2", "x"]], [240, 200]))
    rulings = find_rulings(Sheet(page, 200))
    (grid,) = find_grids(rulings, 200)
    clean = without_rulings(Sheet(page, 200), rulings).gray
    cells = read_cells(
        Sheet(clean, 200), grid, Misreading(["Tiêu chí", "x", "", "x", "", "x"], 0.9)
    )
    for read in (cell for cell in cells if cell.text in ("1.1", "1.2")):
        x0, y0, x1, y1 = grid.box(read.cell)
        (word,) = read.words
        assert isinstance(word.box, PixelBox)
        assert x0 <= word.box.x0 < word.box.x1 <= x1
        assert y0 <= word.box.y0 < word.box.y1 <= y1


def dates_column(printed: list[str], misread: list[str], conf: float = 0.9) -> list[str]:
    return [
        text for text, _ in codes_column(["Thời gian", *printed], ["Thời gian", *misread], conf)
    ][1:]


def test_dates_are_mended_where_the_recogniser_is_sure() -> None:
    printed = ["15/5/2024", "12/2023", "01/9/2023", "3/2024"]
    assert dates_column(printed, ["15/5/2024", "12⁄2023 _,", "01/9/2O23", "3/2024"]) == printed


def test_a_line_of_a_date_that_the_engine_lost_is_read() -> None:
    assert dates_column(["15/5/2024", "", "9/2023"], ["15/5/2024", "", "9/2023"])[0] == "15/5/2024"
    assert dates_column(["15/5/2024", "9/2023"], ["", "9/2023"])[0] == "15/5/2024"


def test_an_empty_cell_of_a_column_of_dates_stays_empty() -> None:
    assert dates_column(["15/5/2024", "", "9/2023"], ["15/5/2024", "", "9/2023"])[1] == ""


def test_a_date_broken_by_a_narrow_cell_is_one_word() -> None:
    cell = scanned(write(blank(300, 160), "04/11/2023-26/5/2\n024", 8, 14, 30))
    (seen,) = see(Sheet(cell, 200), [PixelBox(0, 0, 300, 160)])
    grid_cell = GridCell(0, 0, 1, 1)
    assert figures_text(ShortCell(0, ReadCell(grid_cell, seen.words()), seen)) == [
        "04/11/2023-26/5/2024"
    ]


def test_figures_on_two_lines_stay_two() -> None:
    cell = scanned(write(blank(300, 160), "15/5/2024\n3", 8, 14, 30))
    (seen,) = see(Sheet(cell, 200), [PixelBox(0, 0, 300, 160)])
    grid_cell = GridCell(0, 0, 1, 1)
    assert figures_text(ShortCell(0, ReadCell(grid_cell, seen.words()), seen)) == ["15/5/2024", "3"]


def figures_text(short: ShortCell) -> list[str]:
    return [word.text for word in figures_checked(short)]


def test_a_numeral_on_a_line_of_its_own_is_not_lost() -> None:
    """ "Cuối học kỳ" over "I": the engine took the numeral for a remain of a ruling."""
    cell = scanned(write(blank(240, 160), "Học kỳ\nII", 40, 14, 33))
    (seen,) = see(Sheet(cell, 200), [PixelBox(0, 0, 240, 160)])
    engine = tuple(word for word in seen.words() if word.line == (1, 1, 1))
    read = ReadCell(GridCell(0, 0, 1, 1), engine)
    assert figures_text(ShortCell(0, read, seen)) == ["Học", "kỳ", "II"]
