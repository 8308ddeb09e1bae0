"""Sums of money as budget cells print them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.money import find_money, parse_money

CASES: list[tuple[str, int | None]] = [
    ("120000 đ", 120_000), ("120000đ", 120_000), ("120.000 đ", 120_000), ("120,000 đ", 120_000),
    ("120 000 đ", 120_000), ("120.000 đồng", 120_000), ("120.000 VNĐ", 120_000),
    ("120.000 VND", 120_000), ("120.000₫", 120_000), ("120.000 Đ", 120_000),
    ("120.000 (đồng)", 120_000), ("120 nghìn", 120_000), ("120 ngàn đồng", 120_000),
    ("120k", 120_000), ("120K", 120_000), ("0 đ", 0), ("0 đồng", 0), ("500 đồng", 500),
    ("5 triệu", 5_000_000), ("5 triệu đồng", 5_000_000), ("05 triệu đồng", 5_000_000),
    ("5tr", 5_000_000), ("5 tr", 5_000_000), ("5 trđ", 5_000_000), ("1,5 tr", 1_500_000),
    ("1,5 triệu", 1_500_000), ("1.5 triệu", 1_500_000), ("1tr5", 1_500_000), ("2tr250", 2_250_000),
    ("12,75 triệu", 12_750_000), ("2.500.000đ", 2_500_000), ("2.500.000 đồng", 2_500_000),
    ("2,500,000 đ", 2_500_000), ("2 500 000 đ", 2_500_000), ("2.500.000,00 đồng", 2_500_000),
    ("2.500.000", 2_500_000), ("2500000", 2_500_000), ("5.000", 5_000), ("10.000.000đ", 10_000_000),
    ("150.000.000 đ", 150_000_000), ("1 tỷ", 1_000_000_000), ("1,2 tỷ đồng", 1_200_000_000),
    ("1.2 tỉ", 1_200_000_000), ("2.500 nghìn đồng", 2_500_000), ("1.500 triệu đồng", 1_500_000_000),
    ("Ngân sách: 3.000.000 đ", 3_000_000), ("Khoảng 3 triệu", 3_000_000),
    ("Dự kiến 20 triệu đồng", 20_000_000), ("- 500.000đ", 500_000), ("500.000đ.", 500_000),
    ("Kinh phí 4.000.000đ (bốn triệu đồng)", 4_000_000), ("3.000.000đ từ quỹ CMHS", 3_000_000),
    ("120.000đ/tiêu chí", 120_000), ("1.000.000 đ/năm", 1_000_000),
    ("Xã hội hóa 50 triệu", 50_000_000), ("Tổng: 7.250.000 đồng", 7_250_000),
    ("10 triệu đồng từ ngân sách năm 2023", 10_000_000),
    # damage
    ("12O.000 đ", 120_000), ("l20.000 đ", 120_000), ("2.5OO.OOO đồng", 2_500_000),
    ("5.000 000 đ", 5_000_000), ("120. 000 đ", None), ("5 tríệu", 5_000_000),
    ("5 trieu", 5_000_000),
    ("120000 d", 120_000), ("2.500.000 dong", 2_500_000), ("5\u00a0triệu", 5_000_000),
    ("1,5 triê\u0323u", 1_500_000), ("  120000   đ ", 120_000), ("120000\nđ", 120_000),
    # no sum
    ("Ngân sách", None), ("Ngân sách nhà nước", None), ("", None), ("-", None), ("Không", None),
    ("Xã hội hóa", None), ("Quỹ hội CMHS", None), ("Theo quy định", None), ("Năm 2023", None),
    ("35%", None), ("15", None), ("3 x 200.000đ", None), ("12/2022", None), ("1.5", None),
    ("Nghị quyết 01/2020", None), ("02 phòng học", None), ("Tháng 9/2023", None),
    ("25 học sinh", None), ("100 em", None), ("Kinh phí chi thường xuyên", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), CASES)
def test_money(text: str, want: int | None) -> None:
    assert parse_money(text).vnd == want


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _spaced(text: str) -> str:
    return text.replace(" ", "\u00a0")


@pytest.mark.parametrize("damage", [_decomposed, _spaced, str.upper])
@pytest.mark.parametrize(("text", "want"), CASES)
def test_money_written_otherwise(text: str, want: int | None, damage) -> None:  # type: ignore[no-untyped-def]
    assert parse_money(damage(text)).vnd == want


@pytest.mark.parametrize("wrap", ["{}", "Kinh phí: {}", "{} (dự kiến)", "Ngân sách {}"])
@pytest.mark.parametrize(
    ("text", "want"),
    [("120.000 đ", 120_000), ("1,5 triệu", 1_500_000), ("2tr5", 2_500_000),
     ("3 tỷ đồng", 3_000_000_000), ("500k", 500_000), ("7.250.000 đồng", 7_250_000)],
)  # fmt: skip
def test_money_among_words(wrap: str, text: str, want: int) -> None:
    assert parse_money(wrap.format(text)).vnd == want


def test_flags() -> None:
    assert parse_money("2.000.000đ và 3.000.000đ").flags == ("money_several",)
    assert parse_money("12O.000 đ").flags == ("money_ocr_mended",)
    assert parse_money("3 x 200.000đ").flags == ("money_unparsed",)
    assert parse_money("Ngân sách").flags == ()


@given(
    st.integers(1, 999_999).map(lambda n: n * 1000),
    st.sampled_from(("đ", " đ", " đồng", " VNĐ")),
    st.sampled_from((".", ",", " ", "")),
)
def test_any_sum_survives_its_printing(vnd: int, unit: str, sign: str) -> None:
    assert parse_money(f"{vnd:,}".replace(",", sign) + unit).vnd == vnd


@given(st.integers(1, 9999), st.integers(0, 9), st.sampled_from(("triệu", "tr", "triệu đồng")))
def test_any_sum_in_millions_survives(whole: int, tenth: int, unit: str) -> None:
    assert parse_money(f"{whole},{tenth} {unit}").vnd == whole * 1_000_000 + tenth * 100_000


@given(st.text(max_size=60))
def test_no_text_breaks_it_and_no_sum_without_digits(text: str) -> None:
    value = parse_money(text)
    assert value.vnd is None or any(c.isdigit() for c in text)


def test_sums_in_prose() -> None:
    text = "Chi 5 triệu đồng cho 35 học sinh, mỗi em 120.000 đ trong năm 2023."
    assert [vnd for _, _, vnd in find_money(text)] == [5_000_000, 120_000]


@pytest.mark.parametrize("text", ["0", " 0 ", "0,00"])
def test_nothing_is_a_sum_when_it_is_all_the_cell_says(text: str) -> None:
    assert parse_money(text).vnd == 0
    assert not parse_money(text).flags
