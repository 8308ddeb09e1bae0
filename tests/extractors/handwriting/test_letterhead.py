"""What a pen wrote into the blanks of a letterhead; the digits are drawn stroke by stroke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw

from benchmarks.train_hand.strokes import drawn_digit
from extractors.handwriting.letterhead import with_handwriting
from extractors.handwriting.pen import Original
from extractors.images.prepare import prepare
from extractors.images.sheet import Sheet
from extractors.ocr.engines import OcrWord, PixelBox
from tests.extractors.pictures import font

_DPI = 200
_PIXELS = 36  # 13 points
_PEN_BLUE = (170, 60, 30)


@dataclass
class Paper:
    """A page in the making, height x width x 3 (BGR), and the words an engine would read."""

    image: npt.NDArray[np.uint8] = field(
        default_factory=lambda: np.full((2339, 1654, 3), 255, np.uint8)
    )
    words: list[OcrWord] = field(default_factory=list)

    def print(self, text: str, x: int, y: int, *, conf: float = 0.93, line: int = 1) -> int:
        """Print a word, its capitals standing on ``y``; return where it ends."""
        face = font(_PIXELS)
        large = Image.fromarray(self.image)
        ImageDraw.Draw(large).text((x, y), text, fill=(0, 0, 0), font=face, anchor="ls")
        self.image = np.array(large)
        x0, y0, x1, y1 = face.getbbox(text, anchor="ls")
        box = PixelBox(round(x + x0), round(y + y0), round(x + x1), round(y + y1))
        self.words.append(OcrWord(text, box, conf, (1, 1, line)))
        return box.x1

    def write(
        self, text: str, x: int, y: int, ink: Sequence[int] = (0, 0, 0), form: int = 0
    ) -> int:
        """Write digits by hand, standing on ``y``; return where they end."""
        rng = np.random.default_rng(7)
        for digit in text:
            glyph = drawn_digit(digit, rng, form)
            scale = 34 / max(glyph.shape[0], glyph.shape[1])
            part = cv2.resize(glyph, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            spot = self.image[y - part.shape[0] : y, x : x + part.shape[1]]
            spot[:] = (spot * (1 - part[:, :, None]) + np.array(ink) * part[:, :, None]).astype(
                np.uint8
            )
            x += part.shape[1] + 3
        return x


class Engine:
    """Reads the print that is asked for again: what it was given."""

    name = "given"

    def __init__(self, said: str = "", conf: float = 0.95) -> None:
        self.said, self.conf = said, conf

    def read(
        self,
        sheet: Sheet,
        *,
        boxes: Sequence[PixelBox] | None = None,
        psm: int = 3,
        whitelist: str = "",
    ) -> list[list[OcrWord]]:
        return [[OcrWord(self.said, PixelBox(0, 0, 9, 9), self.conf, (1, 1, 1))]]


def read(paper: Paper, engine: Engine | None = None) -> list[OcrWord]:
    original = Original(paper.image, _DPI, prepare(paper.image, _DPI, turn=0))
    return list(with_handwriting(paper.words, original, engine or Engine()))


def texts(words: Sequence[OcrWord]) -> list[str]:
    return [word.text for word in words]


def numbered(written: str, *, seen: str | None, ink: Sequence[int] = (0, 0, 0)) -> Paper:
    """Return a paper numbered by pen; ``seen`` is what the engine made of it, None nothing."""
    paper = Paper()
    end = paper.print("Số:", 300, 300)
    after = paper.write(written, end + 6, 298, ink)
    if seen is not None:
        paper.words.append(OcrWord(seen, PixelBox(end + 6, 260, after, 300), 0.1, (1, 1, 1)))
    paper.print("/KH-UBND", after + 14, 300)
    return paper


@pytest.mark.parametrize("written", ["126", "58", "704", "2935"])
@pytest.mark.parametrize("seen", ["#5", None])
def test_a_number_written_by_hand_is_read(written: str, seen: str | None) -> None:
    words = read(numbered(written, seen=seen))
    assert texts(words) == ["Số:", written, "/KH-UBND"]
    assert [word.by_hand for word in words] == [False, True, False]


def test_a_number_in_blue_ink_is_read_though_blue_marks_are_dropped() -> None:
    assert texts(read(numbered("263", seen=None, ink=_PEN_BLUE)))[1] == "263"


def test_digits_glued_to_the_print_in_one_word_are_parted_from_it() -> None:
    paper = numbered("835", seen=None)
    box = PixelBox(paper.words[0].box.x0, 262, paper.words[1].box.x1, 302)
    paper.words = [OcrWord("Sóz2(4./KH-UBND", box, 0.3, (1, 1, 1))]
    assert texts(read(paper, Engine("/KH-UBND"))) == ["Số:", "835", "/KH-UBND"]


def test_a_day_between_printed_words_is_read() -> None:
    paper = Paper()
    end = paper.print("ngày", 1000, 300)
    after = paper.write("25", end + 8, 300)
    paper.words.append(OcrWord("`", PixelBox(end + 8, 260, after, 300), 0.3, (1, 1, 1)))
    end = paper.print("tháng", after + 8, 300)
    end = paper.print("9", end + 9, 300)
    end = paper.print("năm", end + 9, 300)
    paper.print("2023", end + 9, 300)
    words = read(paper)
    assert texts(words) == ["ngày", "25", "tháng", "9", "năm", "2023"]
    assert [word.text for word in words if word.by_hand] == ["25"]


def test_typed_digits_and_empty_blanks_stay_as_the_engine_read_them() -> None:
    paper = Paper()
    end = paper.print("Số:", 300, 300)
    paper.print("45/KH-UBND", end + 9, 300)
    assert texts(read(paper)) == ["Số:", "45/KH-UBND"]
    blank = Paper()
    end = blank.print("Số:", 300, 300)
    blank.print("/KH-UBND", end + 120, 300)
    assert texts(read(blank)) == ["Số:", "/KH-UBND"]


def test_a_scribble_in_a_blank_is_no_number() -> None:
    paper = numbered("", seen=None)
    end = paper.words[0].box.x1
    curve = np.array([[end + 4 * n, 285 + (17 * n * n) % 29 - 14] for n in range(2, 16)], np.int32)
    blank = Paper()
    blank.print("Số:", 300, 300)
    blank.print("/KH-UBND", end + 100, 300)
    cv2.polylines(blank.image, [curve], False, (0, 0, 0), 3)
    sure = [word for word in read(blank) if word.by_hand and word.conf >= 0.97]
    assert not sure


def test_numbers_cited_in_running_text_are_left_alone() -> None:
    paper = Paper()
    end = paper.print("số", 300, 300)
    end = paper.print("17/KH-UBND", end + 9, 300, conf=0.6)
    paper.print("ngày", end + 9, 300)
    assert texts(read(paper)) == ["số", "17/KH-UBND", "ngày"]
