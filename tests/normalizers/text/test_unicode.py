"""Tests of the one way of writing Vietnamese."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.unicode import (
    clean,
    fold,
    has_marks,
    mend_lookalikes,
    nfc,
    strip_marks,
    tone_key,
    tone_placement,
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ "

PLACEMENT = [
    ("hoà", "hòa"), ("Hoá", "Hóa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("Thuý", "Thúy"),
    ("quý", "quý"), ("qúy", "quý"), ("gía", "giá"), ("gìn", "gìn"), ("giữ", "giữ"),
    ("tóan", "toán"), ("hòan", "hoàn"), ("UỶ BAN", "ỦY BAN"), ("thuở", "thuở"),
    ("nghiã", "nghĩa"), ("Hùynh", "Huỳnh"), ("Kraków", "Kraków"), ("ngòai", "ngoài"),
    ("của", "của"), ("đũa", "đũa"), ("NGUYỄN", "NGUYỄN"), ("khuỷu", "khuỷu"),
    ("Hoàn thành", "Hoàn thành"), ("toàn diện", "toàn diện"), ("café", "café"),
    ("chuyén", "chuyén"), ("ngoaì", "ngoài"),
    ("giếng", "giếng"), ("quyển", "quyển"), ("ưu", "ưu"), ("hướng", "hướng"),
]  # fmt: skip

LOOKALIKES = [
    ("Tổ chứс", "Tổ chức"), ("ðề án", "đề án"), ("Ðơn vị", "Đơn vị"), ("Москва", "Москва"),
    ("GD&ĐÐT", "GD&ĐT"), ("GD&ĐÐĐT", "GD&ĐT"), ("Vietnam”s", "Vietnam’s"),
    ("gọi là “sao”", "gọi là “sao”"), ("BGDÐĐT", "BGDĐT"), ("đðơn", "đơn"), ("BGDĐĐT", "BGDĐĐT"),
    ("sin α", "sin α"), ("ТHPT", "THPT"), ("năm\u00a0học", "năm học"), ("kế\u00adhoạch", "kếhoạch"),
    ("tr\u200bường", "trường"), ("TT‑BGDĐT", "TT-BGDĐT"), ("trƣờng", "trường"), ("СОТ", "COT"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "want"), PLACEMENT)
def test_tone_placement_old_style(raw: str, want: str) -> None:
    assert tone_placement(raw) == want


@pytest.mark.parametrize(("raw", "want"), LOOKALIKES)
def test_mend_lookalikes(raw: str, want: str) -> None:
    assert mend_lookalikes(nfc(raw)) == nfc(want)


def test_fold_and_strip_marks() -> None:
    assert fold("  Hội đồng\n TRƯỜNG ") == "hoi dong truong"
    assert strip_marks("Đặng Thị Huệ") == "Dang Thi Hue"
    assert fold(unicodedata.normalize("NFD", "Kế hoạch")) == "ke hoach"


def test_tone_key_keeps_tones_apart() -> None:
    assert tone_key("Tổ trưởng – CM.") == tone_key("tổ  trưởng cm")
    assert tone_key("Hội") != tone_key("Hồi")
    assert tone_key("hoà") == tone_key("Hòa")


def test_has_marks() -> None:
    assert has_marks("đi") and has_marks("tổ") and not has_marks("to – 5")


def test_clean_keeps_line_breaks_and_tabs() -> None:
    assert clean("Uỷ ban\n\tnhân\u00a0dân") == "Ủy ban\n\tnhân dân"


@given(st.text())
def test_clean_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(
    st.text(
        alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ "
    )
)
def test_clean_never_changes_letters_only_tone_places(text: str) -> None:
    assert strip_marks(clean(text)) == strip_marks(text)


# What each function gives: capitals, decomposed letters, odd spaces, letters of other alphabets
TONES: list[tuple[str, str]] = [
    ("hoà", "hòa"),
    ("hoá", "hóa"),
    ("hoả", "hỏa"),
    ("hoã", "hõa"),
    ("hoạ", "họa"),
    ("Hoà Bình", "Hòa Bình"),
    ("HOÀ BÌNH", "HÒA BÌNH"),
    ("thuỷ", "thủy"),
    ("Thuý", "Thúy"),
    ("luỹ", "lũy"),
    ("tuỳ", "tùy"),
    ("thuỵ", "thụy"),
    ("uỷ ban", "ủy ban"),
    ("Uỷ viên", "Ủy viên"),
    ("xoè", "xòe"),
    ("khoẻ", "khỏe"),
    ("toé", "tóe"),
    ("loè", "lòe"),
    ("hòa", "hòa"),
    ("thủy", "thủy"),
    ("ủy", "ủy"),
    ("quý", "quý"),
    ("quỳ", "quỳ"),
    ("quà", "quà"),
    ("quả", "quả"),
    ("quê", "quê"),
    ("quỵ", "quỵ"),
    ("gìn", "gìn"),
    ("già", "già"),
    ("giá", "giá"),
    ("giữa", "giữa"),
    ("giọng", "giọng"),
    ("toàn", "toàn"),
    ("hoàng", "hoàng"),
    ("hoạch", "hoạch"),
    ("thuyết", "thuyết"),
    ("khuyến", "khuyến"),
    ("tiến", "tiến"),
    ("tuần", "tuần"),
    ("người", "người"),
    ("trường", "trường"),
    ("được", "được"),
    ("nghĩa", "nghĩa"),
    ("chiều", "chiều"),
    ("rượu", "rượu"),
    ("hươu", "hươu"),
    ("yêu", "yêu"),
    ("khuỷu", "khuỷu"),
    ("ngoằn ngoèo", "ngoằn ngoèo"),
    ("kế hoạch", "kế hoạch"),
    ("goòng", "goòng"),
    ("xoong", "xoong"),
    ("mùa", "mùa"),
    ("của", "của"),
    ("chìa", "chìa"),
    ("mía", "mía"),
    ("thuở", "thuở"),
    ("huơ", "huơ"),
    ("Ngoài", "Ngoài"),
    ("hoàn", "hoàn"),
    ("toan", "toan"),
    ("", ""),
    ("123", "123"),
    ("email@truong.edu.vn", "email@truong.edu.vn"),
    ("Bản KH-UBND", "Bản KH-UBND"),
]

FOLDED: list[tuple[str, str]] = [
    ("Kế hoạch", "ke hoach"),
    ("KẾ  HOẠCH\n", "ke hoach"),
    ("Đắk Lắk", "dak lak"),
    ("ĐỒNG NAI", "dong nai"),
    ("ủy ban", "uy ban"),
    ("Ngữ văn", "ngu van"),
    ("ươ", "uo"),
    ("ĂÂÊÔƠƯĐ", "aaeooud"),
    ("ằắẳẵặ", "aaaaa"),
    ("ỵỷỹỳý", "yyyyy"),
    ("số: 12/KH-THCS", "so: 12/kh-thcs"),
    ("a\u0300", "a"),
    ("e\u0302\u0301", "e"),
    ("  ", ""),
    ("", ""),
    ("Tiêu chí 1.10", "tieu chi 1.10"),
    ("x²", "x²"),
    ("Ð", "d"),
    ("İ", "i"),
]

STRIPPED: list[tuple[str, str]] = [
    ("Kế hoạch", "Ke hoach"),
    ("ĐẶNG", "DANG"),
    ("đường", "duong"),
    ("Nguyễn Thị Ánh Tuyết", "Nguyen Thi Anh Tuyet"),
    ("ư ơ ă â ê ô đ", "u o a a e o d"),
    ("Café", "Cafe"),
    ("ﬁ", "ﬁ"),
    ("1,5%", "1,5%"),
    ("Thuỷ", "Thuy"),
    ("y\u0309", "y"),
]

CLEANED: list[tuple[str, str]] = [
    ("Kê\u0301 hoa\u0323ch", "Kế hoạch"),
    ("trươ\u0300ng", "trường"),
    ("hoà\xa0bình", "hòa bình"),
    ("tự\xad đánh giá", "tự đánh giá"),
    ("Tiêu\u200b chí", "Tiêu chí"),
    ("BGDÐT", "BGDĐT"),
    ("ðánh giá", "đánh giá"),
    ("Тiêu chuẩn", "Tiêu chuẩn"),
    ("Ｔｉêu", "Tiêu"),
    ("a\tb", "a\tb"),
    ("a\nb", "a\nb"),
    ("a\r\nb", "a\r\nb"),
    ("Ｋế（１）", "Kế(1)"),
    ("\ufeffKế hoạch", "Kế hoạch"),
    ("kế\u2007hoạch", "kế hoạch"),
    ("nhĩ", "nhĩ"),
    ("o\u031b\u0300", "ờ"),
    ("u\u031b\u0323", "ự"),
    ("ô\u0309", "ổ"),
    ("A\u0306\u0301", "Ắ"),
    ("d̵", "d̵"),
]

ALPHABETS: list[tuple[str, str]] = [
    ("Тrường", "Trường"),
    ("НОА", "HOA"),
    ("Сông", "Công"),
    ("Ð", "Đ"),
    ("ðược", "được"),
    ("КH", "KH"),
    ("Москва", "Москва"),
    ("α", "α"),
    ("Рhòng", "Phòng"),
    ("ЕВ", "EB"),
    ("a b", "a b"),
    ("cаo", "cao"),
]

ALIKE: list[tuple[str, str, bool]] = [
    ("Hội", "hội", True),
    ("Hội", "Hồi", False),
    ("Hòa", "Hoà", True),
    ("Công đoàn", "CÔNG  ĐOÀN", True),
    ("Phó HT", "Phó-HT", True),
    ("Lan", "Lân", False),
    ("Sở GD&ĐT", "Sở GD ĐT", True),
    ("thủy", "thuỷ", True),
    ("Đỗ", "Đổ", False),
    ("Tổ 1", "Tổ 2", False),
    ("ma", "má", False),
    ("Kê\u0301", "kế", True),
    ("đ", "d", False),
    ("a.b,c", "abc", True),
    ("Lê", "Le", False),
    ("", "", True),
]


@pytest.mark.parametrize(
    ("function", "raw", "want"),
    [
        (function, raw, want)
        for function, table in (
            (tone_placement, TONES),
            (fold, FOLDED),
            (strip_marks, STRIPPED),
            (clean, CLEANED),
            (mend_lookalikes, ALPHABETS),
        )
        for raw, want in table
    ],
)
def test_table(function: Callable[[str], str], raw: str, want: str) -> None:
    assert function(raw) == want


@pytest.mark.parametrize(("left", "right", "same"), ALIKE)
def test_keys_are_blind_to_all_but_letters_and_marks(left: str, right: str, same: bool) -> None:
    assert (tone_key(left) == tone_key(right)) == same


@given(st.text(alphabet=LETTERS + LETTERS.upper()))
def test_folding_is_blind_to_form_case_and_placement(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text.upper()) == fold(clean(text))
