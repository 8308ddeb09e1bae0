"""Abbreviations both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.abbreviations import _table as table  # the data itself is under test
from normalizers.text.abbreviations import abbreviate, expand, expand_text

CLEAR = sorted(k for k, phrases in table().long.items() if len(phrases) == 1)
TWO = sorted(k for k, phrases in table().long.items() if len(phrases) > 1)


@pytest.mark.parametrize("short", CLEAR)
def test_every_clear_abbreviation_goes_both_ways(short: str) -> None:
    phrase = expand(short)
    assert phrase
    assert expand(abbreviate(phrase.upper())) == phrase


@pytest.mark.parametrize("short", TWO)
def test_an_ambiguous_one_is_never_expanded(short: str) -> None:
    assert expand(short) == ""
    assert expand_text(f"Công tác {short} của trường") == f"Công tác {short} của trường"


CASES = [
    ("Đội ngũ CBQL, GV", "Đội ngũ cán bộ quản lý, giáo viên"),
    ("GVCN thực hiện", "Giáo viên chủ nhiệm thực hiện"),
    ("- CSVC của trường", "- Cơ sở vật chất của trường"),
    ("Phòng GD&ĐT", "Phòng giáo dục và đào tạo"),
    ("Phòng GDĐT", "Phòng giáo dục và đào tạo"),
    ("công tác KĐCLGD năm học", "công tác kiểm định chất lượng giáo dục năm học"),
    ("Hội đồng TĐG.", "Hội đồng tự đánh giá."),
    ("(CMHS)", "(Cha mẹ học sinh)"),
    ("Số 5932/BGDĐT-QLCL", "Số 5932/BGDĐT-QLCL"),
    ("Kế hoạch 63/KH-UBND", "Kế hoạch 63/KH-UBND"),
    ("gv và hs", "gv và hs"),
    ("HĐ trường", "HĐ trường"),
    ("Trường THPT", "Trường trung học phổ thông"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "want"), CASES)
def test_text_is_written_out(text: str, want: str) -> None:
    assert expand_text(text) == want


def test_unknown_words() -> None:
    assert expand("XYZ") == ""
    assert abbreviate("con mèo") == ""


@given(st.lists(st.sampled_from(CLEAR), max_size=6))
def test_writing_out_twice_changes_nothing_more(words: list[str]) -> None:
    once = expand_text(" và ".join(words))
    assert expand_text(once) == once


SHORT_FORMS: list[tuple[str, str]] = [
    ("HT", "hiệu trưởng"),
    ("PHT", "phó hiệu trưởng"),
    ("GVCN", "giáo viên chủ nhiệm"),
    ("CMHS", "cha mẹ học sinh"),
    ("CSVC", "cơ sở vật chất"),
    ("KĐCLGD", "kiểm định chất lượng giáo dục"),
    ("TĐG", "tự đánh giá"),
    ("THPT", "trung học phổ thông"),
    ("THCS", "trung học cơ sở"),
    ("UBND", "ủy ban nhân dân"),
    ("HĐ", ""),
    ("XYZ", ""),
    ("ht", ""),
    ("", ""),
    ("CNTT", "công nghệ thông tin"),
    ("GDPT", "giáo dục phổ thông"),
    ("BGH", "ban giám hiệu"),
    ("ĐTN", "đoàn thanh niên"),
    ("HĐND", "hội đồng nhân dân"),
    ("TNCS", "thanh niên cộng sản"),
]
TEXTS: list[tuple[str, str]] = [
    ("Họp CMHS lớp", "Họp cha mẹ học sinh lớp"),
    ("KĐCLGD.", "Kiểm định chất lượng giáo dục."),
    ("(TĐG)", "(Tự đánh giá)"),
    ("giao HT, PHT", "giao hiệu trưởng, phó hiệu trưởng"),
    ("TT-BGDĐT", "TT-BGDĐT"),
    ("Số 12/KH-THCS", "Số 12/KH-THCS"),
    ("CSVC/CNTT", "CSVC/CNTT"),
    ("Kế hoạch TĐG; KĐCLGD", "Kế hoạch tự đánh giá; kiểm định chất lượng giáo dục"),
    ("HĐ", "HĐ"),
    ("CSVС", "Cơ sở vật chất"),
    ("5932/BGDĐT-QLCL", "5932/BGDĐT-QLCL"),
    ("KH-UBND", "KH-UBND"),
    ("họp BGH", "họp ban giám hiệu"),
    ("BGH họp", "Ban giám hiệu họp"),
    ("- BGH họp", "- Ban giám hiệu họp"),
    ("CSVC, CNTT", "Cơ sở vật chất, công nghệ thông tin"),
    ("abc", "abc"),
    ("", ""),
    ("Đội ngũ CBQL, GV, NV", "Đội ngũ cán bộ quản lý, giáo viên, nhân viên"),
    ("cBQL", "cBQL"),
    ("GV.", "Giáo viên."),
]


@pytest.mark.parametrize(("short", "want"), SHORT_FORMS)
def test_short_forms(short: str, want: str) -> None:
    assert expand(short) == want


@pytest.mark.parametrize(("text", "want"), TEXTS)
def test_texts(text: str, want: str) -> None:
    assert expand_text(text) == want
