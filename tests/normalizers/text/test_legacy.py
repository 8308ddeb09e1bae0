from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.legacy import (
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
    from normalizers.text.legacy import _VISCII_HIGH

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


# every letter as the two tables print it
TCVN3_LETTERS: list[tuple[str, str]] = [
    ("µ", "à"),
    ("¶", "ả"),
    ("·", "ã"),
    ("¸", "á"),
    ("¹", "ạ"),
    ("¨", "ă"),
    ("»", "ằ"),
    ("¼", "ẳ"),
    ("½", "ẵ"),
    ("¾", "ắ"),
    ("Æ", "ặ"),
    ("©", "â"),
    ("Ç", "ầ"),
    ("È", "ẩ"),
    ("É", "ẫ"),
    ("Ê", "ấ"),
    ("Ë", "ậ"),
    ("®", "đ"),
    ("Ì", "è"),
    ("Î", "ẻ"),
    ("Ï", "ẽ"),
    ("Ð", "é"),
    ("Ñ", "ẹ"),
    ("ª", "ê"),
    ("Ò", "ề"),
    ("Ó", "ể"),
    ("Ô", "ễ"),
    ("Õ", "ế"),
    ("Ö", "ệ"),
    ("×", "ì"),
    ("Ø", "ỉ"),
    ("Ü", "ĩ"),
    ("Ý", "í"),
    ("Þ", "ị"),
    ("ß", "ò"),
    ("á", "ỏ"),
    ("â", "õ"),
    ("ã", "ó"),
    ("ä", "ọ"),
    ("«", "ô"),
    ("å", "ồ"),
    ("æ", "ổ"),
    ("ç", "ỗ"),
    ("è", "ố"),
    ("é", "ộ"),
    ("¬", "ơ"),
    ("ê", "ờ"),
    ("ë", "ở"),
    ("ì", "ỡ"),
    ("í", "ớ"),
    ("î", "ợ"),
    ("ï", "ù"),
    ("ñ", "ủ"),
    ("ò", "ũ"),
    ("ó", "ú"),
    ("ô", "ụ"),
    ("\xad", "ư"),
    ("õ", "ừ"),
    ("ö", "ử"),
    ("÷", "ữ"),
    ("ø", "ứ"),
    ("ù", "ự"),
    ("ú", "ỳ"),
    ("û", "ỷ"),
    ("ü", "ỹ"),
    ("ý", "ý"),
    ("þ", "ỵ"),
]
VNI_LETTERS: list[tuple[str, str]] = [
    ("aø", "à"),
    ("aû", "ả"),
    ("aõ", "ã"),
    ("aù", "á"),
    ("aï", "ạ"),
    ("aê", "ă"),
    ("aè", "ằ"),
    ("aú", "ẳ"),
    ("aü", "ẵ"),
    ("aé", "ắ"),
    ("aë", "ặ"),
    ("aâ", "â"),
    ("aà", "ầ"),
    ("aå", "ẩ"),
    ("aã", "ẫ"),
    ("aá", "ấ"),
    ("aä", "ậ"),
    ("ñ", "đ"),
    ("eø", "è"),
    ("eû", "ẻ"),
    ("eõ", "ẽ"),
    ("eù", "é"),
    ("eï", "ẹ"),
    ("eâ", "ê"),
    ("eà", "ề"),
    ("eå", "ể"),
    ("eã", "ễ"),
    ("eá", "ế"),
    ("eä", "ệ"),
    ("ì", "ì"),
    ("æ", "ỉ"),
    ("ó", "ĩ"),
    ("í", "í"),
    ("ò", "ị"),
    ("oø", "ò"),
    ("oû", "ỏ"),
    ("oõ", "õ"),
    ("où", "ó"),
    ("oï", "ọ"),
    ("oâ", "ô"),
    ("oà", "ồ"),
    ("oå", "ổ"),
    ("oã", "ỗ"),
    ("oá", "ố"),
    ("oä", "ộ"),
    ("ô", "ơ"),
    ("ôø", "ờ"),
    ("ôû", "ở"),
    ("ôõ", "ỡ"),
    ("ôù", "ớ"),
    ("ôï", "ợ"),
    ("uø", "ù"),
    ("uû", "ủ"),
    ("uõ", "ũ"),
    ("uù", "ú"),
    ("uï", "ụ"),
    ("ö", "ư"),
    ("öø", "ừ"),
    ("öû", "ử"),
    ("öõ", "ữ"),
    ("öù", "ứ"),
    ("öï", "ự"),
    ("yø", "ỳ"),
    ("yû", "ỷ"),
    ("yõ", "ỹ"),
    ("yù", "ý"),
    ("î", "ỵ"),
]


@pytest.mark.parametrize(("written", "letter"), TCVN3_LETTERS)
def test_tcvn3_letter(written: str, letter: str) -> None:
    assert to_unicode(written, "tcvn3") == letter
    assert to_unicode(written, "tcvn3_upper") == letter.upper()


@pytest.mark.parametrize(("written", "letter"), VNI_LETTERS)
def test_vni_letter(written: str, letter: str) -> None:
    assert to_unicode(written, "vni") == letter
    assert to_unicode(written.upper(), "vni") == letter.upper()


@pytest.mark.parametrize(
    "text",
    [
        "Phéi hgp véi céng an xa gitt gin an ninh trat tu",
        "Ké hoach cai tién chét lugng cia nha truong",
        "Béo cdo két qua vé Phong Gido duc va Dao tao",
    ],
)
def test_letters_of_an_english_engine_are_no_old_encoding(text: str) -> None:
    assert detect_encoding(text) is None


@given(st.lists(st.sampled_from(TCVN3_LETTERS), min_size=1))
def test_letters_convert_one_by_one(letters: list[tuple[str, str]]) -> None:
    written = "".join(w for w, _ in letters)
    assert to_unicode(written, "tcvn3").lower() == "".join(letter for _, letter in letters)
