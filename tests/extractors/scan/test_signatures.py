"""The name of who signed, lost under a stamp by the first look at a page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.images.prepare import Prepared, prepare
from extractors.images.sheet import Sheet
from extractors.ocr.engines import PSM_BLOCK, OcrWord, PixelBox
from extractors.scan.signatures import with_lost_names
from extractors.types import BBox, Line
from tests.extractors.pictures import blank, write

_DPI = 200


class Engine:
    """Reads the words it is told, and remembers where it was asked to look."""

    name = "told"

    def __init__(self, *words: tuple[str, float]) -> None:
        self.words, self.asked = words, list[PixelBox]()

    def read(
        self,
        sheet: Sheet,
        *,
        boxes: Sequence[PixelBox] | None = None,
        psm: int = 3,
        whitelist: str = "",
    ) -> list[list[OcrWord]]:
        assert psm == PSM_BLOCK and boxes is not None
        self.asked += boxes
        x, out = boxes[0].x0 + 60, []
        for text, conf in self.words:
            box = PixelBox(x, boxes[0].y1 - 120, x + 18 * len(text), boxes[0].y1 - 84)
            out.append(OcrWord(text, box, conf, (1, 1, 1)))
            x = box.x1 + 10
        return [out]


def page() -> Prepared:
    return prepare(write(blank(), "Nơi nhận:", 200, 1500), _DPI, turn=0)


def line(text: str, x: float, y: float, conf: float = 0.95) -> Line:
    return Line(text, 1, BBox(x, y, x + 6.5 * len(text), y + 13), conf)


OFFICE = line("PHÓ HIỆU TRƯỞNG", 360, 540)
RECIPIENTS = line("Nơi nhận:", 80, 530)
NAME = (("Lường", 0.93), ("Thị", 0.97), ("Bích", 0.9))


def look(engine: Engine, *lines: Line) -> tuple[list[str], bool]:
    prepared = page()
    found, named = with_lost_names(lines, prepared.sheet, prepared, engine, 1)
    return [x.text for x in found], named


def test_a_name_lost_beside_a_stamp_is_read_on_a_second_look() -> None:
    filed = line("Lưu: VT.", 80, 760)
    texts, named = look(Engine(*NAME), RECIPIENTS, OFFICE, filed)
    assert named and texts == ["Nơi nhận:", "PHÓ HIỆU TRƯỞNG", "Lường Thị Bích", "Lưu: VT."]


def test_it_is_found_beside_the_recipients_though_the_office_was_lost_too() -> None:
    texts, named = look(Engine(("—", 0.9), *NAME, ("ö", 0.1)), RECIPIENTS)
    assert named and texts[-1] == "Lường Thị Bích"


@pytest.mark.parametrize(
    "words",
    [
        (("Lường", 0.93), ("Thị", 0.55), ("Bích", 0.9)),
        (("TỈNH", 0.9), ("LÂM", 0.9), ("BÌNH", 0.9)),
        (("trên", 0.9), ("địa", 0.9), ("bàn", 0.9)),
        (("Bà", 0.9), *NAME, ("và", 0.9), ("các", 0.9), ("tổ", 0.9)),
    ],
)
def test_what_is_not_surely_a_name_is_left_out(words: tuple[tuple[str, float], ...]) -> None:
    assert look(Engine(*words), RECIPIENTS, OFFICE) == (["Nơi nhận:", "PHÓ HIỆU TRƯỞNG"], False)


@pytest.mark.parametrize(
    "below",
    [
        line("Hoàng Văn Thụ", 370, 700),
        line("Căn cứ Điều lệ trường tiểu học ban hành năm 2020;", 240, 580),
        line("Người ký: Trường Tiểu học Hoa Ban", 340, 600),
    ],
    ids=["name", "running text", "electronic"],
)
def test_a_page_is_read_once_where_nothing_was_lost(below: Line) -> None:
    engine = Engine(*NAME)
    assert look(engine, RECIPIENTS, OFFICE, below)[1] is False
    assert not engine.asked
