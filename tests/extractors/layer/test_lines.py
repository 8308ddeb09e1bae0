"""Words to lines: letterheads stay in two columns, wide blanks do not cut."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.layer.lines import Styled, lines_of
from extractors.types import BBox, Word


def _row(
    text: str, x: float, y: float, *, height: float = 12.0, bold: bool = False
) -> list[Styled]:
    """Words of one row, letters 6 points wide, "~" a blank of 30 points."""
    words: list[Styled] = []
    for chunk in text.split(" "):
        if chunk == "~":
            x += 30.0
            continue
        box = BBox(x, y, x + 6.0 * len(chunk), y + height)
        words.append(Styled(Word(chunk, box), box, bold))
        x = box.x1 + 4.0
    return words


def _texts(words: list[Styled]) -> list[str]:
    shuffled = words[:]
    random.Random(1).shuffle(shuffled)
    return [line.text for line in lines_of(shuffled, 1)]


def test_letterhead_is_read_column_by_column() -> None:
    words = (
        _row("SỞ GD A", 60, 50)
        + _row("CỘNG HÒA XÃ HỘI", 300, 51)
        + _row("TRƯỜNG B", 60, 65)
        + _row("Độc lập - Tự do", 300, 66)
        + _row("Số: ~ /KH-B", 60, 90)
        + _row("A, ngày ~ tháng 9", 300, 91)
        + _row("KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", 150, 130)
    )
    assert _texts(words) == [
        "SỞ GD A",
        "TRƯỜNG B",
        "Số: /KH-B",
        "CỘNG HÒA XÃ HỘI",
        "Độc lập - Tự do",
        "A, ngày tháng 9",
        "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC",
    ]


def test_wide_blank_in_a_paragraph_does_not_cut() -> None:
    words = (
        _row("Nhà trường xây dựng kế hoạch trong năm học", 60, 50)
        + _row("Số: ~ /KH-B và các văn bản có liên quan", 60, 64)
        + _row("của cấp trên về việc kiểm định chất lượng", 60, 78)
    )
    assert len(_texts(words)) == 3


def test_signature_block_beside_the_recipients() -> None:
    words = (
        _row("Nơi nhận:", 60, 50)
        + _row("HIỆU TRƯỞNG", 380, 50)
        + _row("- Phòng GDĐT;", 60, 64)
        + _row("- Lưu: VT.", 60, 78)
        + _row("Nguyễn Văn A", 380, 120)
    )
    assert _texts(words) == [
        "Nơi nhận:",
        "- Phòng GDĐT;",
        "- Lưu: VT.",
        "HIỆU TRƯỞNG",
        "Nguyễn Văn A",
    ]


def test_three_columns() -> None:
    words = [item for y in (50, 64) for x in (60, 250, 440) for item in _row("NGƯỜI LẬP", x, y)]
    assert _texts(words) == ["NGƯỜI LẬP"] * 6
    assert [line.bbox.x0 for line in lines_of(words, 1) if line.bbox] == [
        60,
        60,
        250,
        250,
        440,
        440,
    ]


def test_columns_half_a_line_off_each_other() -> None:
    words = (
        _row("PHÒNG GDĐT", 60, 50)
        + _row("CỘNG HÒA XÃ HỘI", 300, 57)
        + _row("TRƯỜNG B", 60, 64)
        + _row("Độc lập - Tự do", 300, 71)
        + _row("KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", 150, 110)
    )
    assert _texts(words)[:4] == ["PHÒNG GDĐT", "TRƯỜNG B", "CỘNG HÒA XÃ HỘI", "Độc lập - Tự do"]


def test_superscript_and_slightly_raised_words_stay_in_their_line() -> None:
    words = _row("diện tích 100 m", 60, 50) + _row("2", 160, 48, height=7) + _row("đất", 172, 51.5)
    assert _texts(words) == ["diện tích 100 m 2 đất"]


def test_bold_needs_most_letters() -> None:
    heading = _row("I. MỤC ĐÍCH", 60, 50, bold=True)
    mixed = _row("Điều", 60, 70, bold=True) + _row("này có hiệu lực từ ngày ký", 90, 70)
    assert [line.bold for line in lines_of(heading + mixed, 1)] == [True, False]


def test_nothing_gives_nothing() -> None:
    assert lines_of([], 1) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 500), st.floats(0, 700), st.floats(5, 90), st.floats(6, 20)),
        max_size=40,
    )
)
def test_every_word_comes_out_exactly_once(boxes: list[tuple[float, float, float, float]]) -> None:
    words = []
    for index, (x, y, width, height) in enumerate(boxes):
        box = BBox(x, y, x + width, y + height)
        words.append(Styled(Word(f"w{index}", box), box))
    out = [word.text for line in lines_of(words, 1) for word in line.words]
    assert sorted(out) == sorted(w.word.text for w in words)
