"""Tests of the one way of writing Vietnamese."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.unicode import (
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
