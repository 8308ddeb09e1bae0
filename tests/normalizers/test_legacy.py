from __future__ import annotations

import pytest

from normalizers.legacy import (
    convert,
    convert_runs,
    detect_encoding,
    font_encoding,
    to_unicode,
)

TCVN3_SAMPLE = (
    "KÕ ho¹ch c¶i tiÕn chÊt l\u00adîng gi¸o dôc n¨m häc cña tr\u00adêng trung häc phæ th«ng"
)
UNICODE_SAMPLE = "Kế hoạch cải tiến chất lượng giáo dục năm học của trường trung học phổ thông"
VNI_SAMPLE = (
    "Keá hoaïch caûi tieán chaát löôïng giaùo duïc naêm hoïc cuûa tröôøng trung hoïc phoå thoâng"
)
ALL_LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", "tcvn3"),
        ("ABCDEF+VnTimeItalic", "tcvn3"),
        (".VnTimeH", "tcvn3_upper"),
        ("FBHPFO+VnTimeHBold", "tcvn3_upper"),
        ("VNI-Times", "vni"),
        ("VPS Times", "vps"),
        ("Times New Roman", None),
        ("Verdana", None),
        ("", None),
    ],
)
def test_font_names_tell_the_encoding(font: str, expected: str | None) -> None:
    assert font_encoding(font) == expected


@pytest.mark.parametrize(("text", "encoding"), [(TCVN3_SAMPLE, "tcvn3"), (VNI_SAMPLE, "vni")])
def test_text_alone_tells_the_encoding(text: str, encoding: str) -> None:
    assert detect_encoding(text) == encoding
    assert convert(text) == (UNICODE_SAMPLE, encoding)


@pytest.mark.parametrize(
    "text",
    [
        UNICODE_SAMPLE,
        "các bà má năm nay đi chợ",
        "the café was naïve",
        "Señor Müller è già là",
        "plain ascii text",
        "12/2022",
        "",
    ],
)
def test_sound_text_has_no_old_encoding(text: str) -> None:
    assert detect_encoding(text) is None
    assert convert(text) == (text, None)


def test_viscii_covers_every_letter() -> None:
    high = {c: bytes([b]).decode("latin-1") for b, c in _viscii().items()}
    encoded = "".join(high[c] for c in ALL_LETTERS)
    assert to_unicode(encoded, "viscii") == ALL_LETTERS


def _viscii() -> dict[int, str]:
    from normalizers.legacy import _VISCII_HIGH

    return {0x80 + i: c for i, c in enumerate(_VISCII_HIGH)}


def test_vni_covers_every_letter() -> None:
    vni = (
        "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä eø eû eõ eù eï eâ eà eå eã eá eä "
        "ì æ ó í ò oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï "
        "ö öø öû öõ öù öï yø yû yõ yù î ñ"
    )
    assert to_unicode(vni, "vni").replace(" ", "") == ALL_LETTERS
    assert to_unicode(vni.upper(), "vni").replace(" ", "") == ALL_LETTERS.upper()


def test_the_capital_font_gives_capitals() -> None:
    assert to_unicode("bé tµi chÝnh", "tcvn3_upper") == "BỘ TÀI CHÍNH"


def test_small_marked_letters_in_capital_words_are_raised() -> None:
    assert to_unicode("TR¦êNG TIÓU HäC", "tcvn3") == "TRƯỜNG TIỂU HỌC"


def test_soft_hyphen_and_what_pdf_makes_of_it_are_the_letter_u_horn() -> None:
    assert to_unicode("n\u00adíc n\u2212íc", "tcvn3") == "nước nước"


def test_decomposed_text_is_composed() -> None:
    text = "Kê\u0301 hoa\u0323ch"
    assert detect_encoding(text) == "decomposed"
    assert to_unicode(text, "decomposed") == "Kế hoạch"


def test_each_run_is_converted_by_its_own_font() -> None:
    runs = [("Sè: 12 ", ".VnTime"), ("bé tµi chÝnh", ".VnTimeH"), (" (Email)", "Arial")]
    assert convert_runs(runs) == ["Số: 12 ", "BỘ TÀI CHÍNH", " (Email)"]


def test_a_vni_mark_parted_from_its_letter_is_joined() -> None:
    assert "".join(convert_runs([("giaùo duu", "VNI-Times"), ("ïc", "VNI-Times")])) == "giáo duục"
    assert "".join(convert_runs([("hoa", "VNI-Times"), ("ïc", "VNI-Times")])) == "hoạc"


def test_runs_without_telling_fonts_are_judged_together() -> None:
    runs = [(TCVN3_SAMPLE[:20], None), (TCVN3_SAMPLE[20:], "Times New Roman")]
    assert "".join(convert_runs(runs)) == UNICODE_SAMPLE


def test_a_telling_font_does_not_convert_unicode_text() -> None:
    assert detect_encoding("Kế hoạch của trường", [".VnTime"]) is None


def test_unknown_encoding_is_an_error() -> None:
    with pytest.raises(ValueError, match="koi8"):
        to_unicode("abc", "koi8")
