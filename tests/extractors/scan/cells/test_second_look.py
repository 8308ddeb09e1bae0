from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from extractors.images.clean import paper_noise, whiten
from extractors.images.sheet import Sheet
from extractors.images.speckle import drop_speckle
from extractors.ocr.choose import get_engine
from extractors.ocr.engines import PSM_BLOCK, OcrWord, PixelBox
from extractors.scan.cells.read_cell import ReadCell
from extractors.scan.cells.second_look import look_again
from extractors.tables.grid import GridCell
from tests.extractors.pictures import blank, write

BOX = PixelBox(0, 0, 400, 140)
CELL = GridCell(1, 1, 1, 1)
TWO_LINES = "Hội đồng tự đánh\ngiá nhà trường"


@dataclass
class _Script:
    """An engine that says what it is told, band by band, and remembers the bands."""

    answers: list[list[OcrWord]]
    asked: list[PixelBox] = field(default_factory=list)
    name: str = "script"

    def read(
        self,
        sheet: Sheet,
        *,
        boxes: Sequence[PixelBox] | None = None,
        psm: int = 3,
        whitelist: str = "",
    ) -> list[list[OcrWord]]:
        if boxes is None:  # the enlarged band says nothing
            return [[]]
        self.asked += boxes
        return [self.answers.pop(0) for _ in boxes]


def words(text: str, top: int, conf: float, line: int = 1) -> list[OcrWord]:
    out, x = [], 20
    for word in text.split():
        out.append(
            OcrWord(word, PixelBox(x, top, x + 16 * len(word), top + 36), conf, (1, 1, line))
        )
        x += 16 * len(word) + 10
    return out


def picture() -> np.ndarray:
    return write(blank(400, 140), TWO_LINES, 20, 12)


def look(read: list[OcrWord], *answers: list[OcrWord]) -> tuple[ReadCell, list[PixelBox]]:
    engine = _Script(list(answers))
    (cell,) = look_again(Sheet(picture(), 200), [ReadCell(CELL, tuple(read))], {0: BOX}, engine)
    return cell, engine.asked


def all_of_it(conf: float = 0.96) -> list[OcrWord]:
    engine = get_engine()
    found = engine.read(Sheet(picture(), 200), boxes=[BOX], psm=PSM_BLOCK)[0]
    assert " ".join(w.text for w in found) == " ".join(TWO_LINES.split())
    return [OcrWord(w.text, w.box, conf, w.line) for w in found]


@pytest.mark.ocr
def test_a_line_read_well_is_not_asked_again() -> None:
    cell, asked = look(all_of_it())
    assert cell.text == TWO_LINES
    assert asked == []


@pytest.mark.ocr
def test_a_printed_line_that_no_word_covers_is_read() -> None:
    above = [word for word in all_of_it() if word.line == all_of_it()[0].line]
    cell, asked = look(above, words("giá nhà trường", 60, 0.95))
    assert cell.text == TWO_LINES
    assert len(asked) == 1
    assert asked[0].y0 > 40


@pytest.mark.ocr
def test_a_line_of_figures_that_was_left_out_is_read() -> None:
    """ "1.9," above "1.10" was lost without a trace."""
    page = write(blank(400, 140), "1.9,\n1.10", 20, 12)
    whole = get_engine().read(Sheet(page, 200), boxes=[BOX], psm=PSM_BLOCK)[0]
    below = tuple(word for word in whole if word.text == "1.10")
    engine = _Script([[replace(word, conf=0.95) for word in whole if word.text != "1.10"]])
    (cell,) = look_again(Sheet(page, 200), [ReadCell(CELL, below)], {0: BOX}, engine)
    assert below
    assert cell.text == "1.9,\n1.10"


@pytest.mark.ocr
def test_the_reading_with_more_believed_words_wins() -> None:
    read = all_of_it()
    poor = [OcrWord("BÚ", w.box, 0.4, w.line) if w.text == "Hội" else w for w in read]
    right = [w for w in read if w.line == read[0].line]
    assert look(poor, right)[0].text == TWO_LINES
    worse = [OcrWord("xq", w.box, 0.2, w.line) for w in right]
    assert look(poor, worse)[0].text == TWO_LINES.replace("Hội", "BÚ")


@pytest.mark.ocr
def test_a_word_made_of_two_lines_does_not_hide_the_second() -> None:
    read = all_of_it()
    first = [w for w in read if w.line == read[0].line]
    made_up = OcrWord("Mi:", PixelBox(20, 12, 300, 110), 0.0, (1, 1, 9))
    _, asked = look([*first, made_up], words("giá nhà trường", 60, 0.95))
    assert any(band.y0 > 40 for band in asked)


@pytest.mark.ocr
def test_a_mark_outside_the_word_of_its_letter_makes_the_line_doubtful() -> None:
    read = all_of_it()
    low = [
        replace(w, text="đông", box=w.box._replace(y0=w.box.y0 + 8)) if w.text == "đồng" else w
        for w in read
    ]
    cell, asked = look(low, [w for w in read if w.line == read[0].line])
    assert len(asked) == 1
    assert cell.text == TWO_LINES


def _spotted(x: int, y: int) -> np.ndarray:
    page = picture()
    page[y : y + 5, x : x + 5] = 0
    return page


@pytest.mark.parametrize(("x", "y"), [(385, 20), (380, 100), (340, 14), (2, 64)])
def test_specks_beside_print_go(x: int, y: int) -> None:
    assert (drop_speckle(Sheet(_spotted(x, y), 200)).gray[y : y + 5, x : x + 5] == 255).all()


def test_marks_stops_dashes_and_quotes_stay() -> None:
    text = "- Tổ “Ế ẩm”: 1.5; a, b\n10/10 - 20/11... Đặng"
    page = write(blank(500, 140), text, 20, 12)
    ink = page < 128
    assert (drop_speckle(Sheet(page, 200)).gray[ink] < 128).mean() == 1.0


@pytest.mark.parametrize("text", ["Bảo Lộc, Xuân,…", "Việt Nam .", "v.v…;"])
def test_stops_a_blank_away_stay_on_a_clean_page(text: str) -> None:
    page = write(blank(500, 140), text, 20, 12)
    ink = page < 128
    assert (drop_speckle(Sheet(page, 200)).gray[ink] < 128).all()


def test_dots_a_blank_away_go_where_dirt_explains_them() -> None:
    page = write(blank(500, 400), "Thanh Nam", 20, 12)
    foot = np.flatnonzero((page < 128).any(axis=1))[-1]
    right = np.flatnonzero((page < 128).any(axis=0))[-1]
    dot = (slice(foot - 3, foot + 1), slice(right + 12, right + 16))
    page[dot] = 0
    assert (drop_speckle(Sheet(page, 200)).gray[dot] == 0).all()
    for x, y in np.random.default_rng(4).integers(100, 390, (60, 2)):
        page[y : y + 4, x : x + 4] = 0
    assert (drop_speckle(Sheet(page, 200)).gray[dot] == 255).all()


def test_whitening_takes_the_grain_and_leaves_clean_paper() -> None:
    grain = np.random.default_rng(3).normal(0, 7, picture().shape)
    noisy = np.clip(picture() * 0.97 + grain, 0, 255).astype(np.uint8)
    assert paper_noise(noisy)[1] == pytest.approx(7, abs=1.5)
    assert (whiten(noisy) == 255).mean() > 1.3 * (noisy == 255).mean()
    assert (whiten(noisy)[picture() == 255] == 255).mean() > 0.98
    assert (whiten(picture()) == picture()).all()


@pytest.mark.ocr
def test_words_of_one_height_are_one_line_whatever_the_engine_made_of_them() -> None:
    read = all_of_it()
    torn = [OcrWord(w.text, w.box, 0.55, (1, 1, 1 + n % 2)) for n, w in enumerate(read)]
    top = [w for w in read if w.text in ["Hội", "đồng", "tự", "đánh"]]
    bottom = [w for w in read if w.text in ["giá", "nhà", "trường"]]
    assert look(torn, top, bottom)[0].text == TWO_LINES


@pytest.mark.ocr
def test_a_word_hardly_believed_in_is_kept_where_nothing_else_is_read() -> None:
    """ "Ơn" in "như: Ơn Giời", read with no confidence at all, was dropped."""
    read = [replace(w, conf=0.0) if w.text == "đồng" else w for w in all_of_it()]
    first = [w for w in all_of_it() if w.line == read[0].line]
    without = [replace(w, conf=0.3) for w in first if w.text != "đồng"]
    cell, asked = look(read, without)
    assert asked
    assert cell.text == TWO_LINES
    assert next(w.conf for w in cell.words if w.text == "đồng") == 0.0


@pytest.mark.ocr
def test_made_up_words_that_are_no_syllables_are_not_kept() -> None:
    read = [replace(w, text="đ§ng", conf=0.0) if w.text == "đồng" else w for w in all_of_it()]
    cell, _ = look(read, [])
    assert "§" not in cell.text
