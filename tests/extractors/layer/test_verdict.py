"""The verdict on a text layer, from figures alone."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.layer.verdict import ink_cover, judge_layer
from extractors.types import BBox, Word

GOOD = (
    "Nhà trường xây dựng kế hoạch cải tiến chất lượng giáo dục trong năm học với các nội dung sau "
    "đây để báo cáo Phòng Giáo dục và Đào tạo xem xét phê duyệt"
)
STRIPPED = (
    "Nha truong xay dung ke hoach cai tien chat luong giao duc trong nam hoc voi cac noi dung sau "
    "day de bao cao Phong Giao duc va Dao tao xem xet phe duyet"
)
SIZE = (595.0, 842.0)


def _words(text: str, rows: int = 30) -> list[Word]:
    tokens = text.split()
    return [
        Word(tokens[i % len(tokens)], BBox(60, 60 + 24 * i, 500, 72 + 24 * i)) for i in range(rows)
    ]


def test_good_digital_page() -> None:
    verdict = judge_layer(_words(GOOD), SIZE, 0.0, ["TimesNewRoman"], GOOD)
    assert (verdict.trusted, verdict.reason, verdict.encoding) == (True, "good", None)


@pytest.mark.parametrize("cover", [0.0, 1.0])
def test_stripped_layer_is_never_trusted(cover: float) -> None:
    verdict = judge_layer(_words(STRIPPED), SIZE, cover, [], STRIPPED, ink_covered=0.95)
    assert (verdict.trusted, verdict.reason) == (False, "stripped")


def test_empty_layer_on_a_scan_and_on_a_blank_page() -> None:
    assert judge_layer([], SIZE, 1.0, [], "").reason == "no_text"
    assert judge_layer([], SIZE, 0.0, [], "", curves=5000).reason == "no_text"
    assert judge_layer([], SIZE, 0.0, [], "").trusted


def test_few_words_on_a_digital_page_are_taken_over_a_scan_not() -> None:
    words = _words("Phụ lục I", 3)
    assert judge_layer(words, SIZE, 0.0, [], "Phụ lục I").trusted
    assert not judge_layer(words, SIZE, 1.0, [], "Phụ lục I", ink_covered=0.1).trusted
    assert not judge_layer(words, SIZE, 1.0, [], "Phụ lục I").trusted


def test_layer_that_leaves_half_the_scan_uncovered() -> None:
    verdict = judge_layer(_words(GOOD), SIZE, 1.0, [], GOOD, ink_covered=0.4)
    assert (verdict.trusted, verdict.reason) == (False, "uncovered")


def test_legacy_font_is_trusted_with_its_encoding() -> None:
    text = "KÕ ho¹ch c¶i tiÕn chÊt l\u00adîng gi¸o dôc n¨m häc cña nhµ tr\u00adêng trung häc c¬ së"
    verdict = judge_layer(_words(text), SIZE, 0.0, [".VnTime"], text)
    assert (verdict.trusted, verdict.encoding) == (True, "tcvn3")


def test_unmapped_glyphs_are_not_text() -> None:
    text = "\ufffd\ufffd\ufffd \ue012\ue013 " * 10 + GOOD
    assert judge_layer(_words(text), SIZE, 0.0, [], text).reason == "unmapped"


def test_foreign_page_is_kept_unless_it_is_engine_made() -> None:
    text = (
        "This agreement is made between the parties and shall enter into force upon signature " * 2
    )
    assert judge_layer(_words(text), SIZE, 0.0, [], text).trusted
    assert not judge_layer(_words(text), SIZE, 1.0, [], text, ink_covered=0.9).trusted
    assert not judge_layer(_words(text), SIZE, 0.0, [], text, hidden_share=1.0).trusted


def test_font_without_a_code_table_is_no_language() -> None:
    shifted = "".join(chr(ord(c) + 29) if c.isascii() and c.isalpha() else c for c in STRIPPED)
    verdict = judge_layer(_words(shifted), SIZE, 0.0, [], shifted)
    assert not verdict.trusted


def _page(height: int = 842, width: int = 595) -> np.ndarray:
    return np.full((height, width), 255, dtype=np.uint8)


def _ink(grey: np.ndarray, box: BBox) -> None:
    grey[int(box.y0) : int(box.y1) : 2, int(box.x0) : int(box.x1) : 3] = 0


def test_ink_cover_is_the_share_under_words() -> None:
    grey = _page()
    boxes = [BBox(100, 100 + 20 * i, 400, 110 + 20 * i) for i in range(20)]
    for box in boxes:
        _ink(grey, box)
    assert ink_cover(grey, boxes, 1.0) > 0.98
    assert 0.4 < ink_cover(grey, boxes[:10], 1.0) < 0.6
    assert ink_cover(grey, [], 1.0) < 0.05


def test_rulings_and_dark_rim_are_no_ink() -> None:
    grey = _page()
    box = BBox(100, 100, 400, 112)
    _ink(grey, box)
    grey[300:302, 50:550] = 0
    grey[200:700, 50:52] = 0
    grey[:, :8] = 0
    assert ink_cover(grey, [box], 1.0) > 0.9
