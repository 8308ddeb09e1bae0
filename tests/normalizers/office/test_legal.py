"""Legal references, document numbers and place-and-date lines."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.office.legal import find_legal_references, parse_document_number, parse_place_date
from normalizers.office.legal_codes import mend_code
from normalizers.text.unicode import strip_marks

MOET = "Bộ Giáo dục và Đào tạo"

# (sentence, kind, number, date, issuer)
ONE: list[tuple[str, str, str, str, str]] = [
    ("Căn cứ Thông tư số 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ Giáo dục và Đào tạo ban hành",
     "Thông tư", "18/2018/TT-BGDĐT", "2018-08-22", MOET),
    ("Thông tư 17/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ trưởng Bộ Giáo dục và Đào tạo về",
     "Thông tư", "17/2018/TT-BGDĐT", "2018-08-22", MOET),
    ("Căn cứ Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
     "Nghị định", "30/2020/NĐ-CP", "2020-03-05", "Chính phủ"),
    ("Căn cứ Quyết định số 2161/QĐ-UBND ngày 26/6/2020 của Ủy ban nhân dân thành phố về",
     "Quyết định", "2161/QĐ-UBND", "2020-06-26", "Ủy ban nhân dân thành phố"),
    ("Công văn số 5932/BGDĐT-QLCL ngày 28/12/2018 của Bộ Giáo dục và Đào tạo về việc hướng dẫn",
     "Công văn", "5932/BGDĐT-QLCL", "2018-12-28", MOET),
    ("Công văn 719/PGDĐT-GDTH ngày 10/9/2021 của Phòng GDĐT thành phố Yên Hà về việc",
     "Công văn", "719/PGDĐT-GDTH", "2021-09-10", "Phòng GDĐT thành phố Yên Hà"),
    ("Kế hoạch số 1929/KH-SGDĐT, ngày 27/8/2021 của Sở GDĐT Phú An về việc",
     "Kế hoạch", "1929/KH-SGDĐT", "2021-08-27", "Sở GDĐT Phú An"),
    ("Chỉ thị số 18/CT-UBND ngày 29/8/2021 của UBND tỉnh về việc thực hiện",
     "Chỉ thị", "18/CT-UBND", "2021-08-29", "UBND tỉnh"),
    ("Hướng dẫn số 1926/HD-SGDĐT ngày 27/8/2021 của Sở GDĐT về",
     "Hướng dẫn", "1926/HD-SGDĐT", "2021-08-27", "Sở GDĐT"),
    ("Nghị quyết số 29-NQ/TW", "", "", "", ""),
    ("Nghị quyết 88/2014/QH13 ngày 28/11/2014 của Quốc hội về đổi mới",
     "Nghị quyết", "88/2014/QH13", "2014-11-28", "Quốc hội"),
    ("Luật Giáo dục số 43/2019/QH14 ngày 14 tháng 6 năm 2019",
     "Luật Giáo dục", "43/2019/QH14", "2019-06-14", ""),
    ("Luật Giáo dục ngày 14 tháng 6 năm 2019;", "Luật Giáo dục", "", "2019-06-14", "Quốc hội"),
    ("Quyết định số 146/QĐ-THPT ngày 16 tháng 10 năm 2023 của Trường THPT Hòa Phú, Hội đồng gồm",
     "Quyết định", "146/QĐ-THPT", "2023-10-16", "Trường THPT Hòa Phú"),
    ("theo Thông tư 18/2018 của Bộ Giáo dục và Đào tạo", "Thông tư", "18/2018", "", MOET),
    ("TT17/2018/TT - BGDĐT", "Thông tư", "17/2018/TT-BGDĐT", "", MOET),
    ("Cv5932/BGDĐT-QLCL", "Công văn", "5932/BGDĐT-QLCL", "", MOET),
    ("Công văn số 2993/GD&ĐT-KTKĐCLGD ngày 26 tháng 8 năm 2019 của Sở Giáo dục và Đào tạo về",
     "Công văn", "2993/GD&ĐT-KTKĐCLGD", "2019-08-26", "Sở Giáo dục và Đào tạo"),
    ("Văn bản số 63/KH-UBND ngày 12/3/2021", "Kế hoạch", "63/KH-UBND", "2021-03-12", ""),
    ("Thông tư liên tịch số 07/2009/TTLT-BGDĐT-BNV ngày 15/4/2009",
     "Thông tư liên tịch", "07/2009/TTLT-BGDĐT-BNV", "2009-04-15", ""),
    # damage
    ("Thong tu so 18/2018/TT-BGDDT ngay 22/8/2018 cua Bo Giao duc va Dao tao ban hanh",
     "Thông tư", "18/2018/TT-BGDĐT", "2018-08-22", "Bo Giao duc va Dao tao"),
    ("Thong tu s6 18/2018/TT-BGDDT ngay 22/8/2018 cua Bo Gido duc va bao tao ban hanh",
     "Thông tư", "18/2018/TT-BGDĐT", "2018-08-22", MOET),
    ("Công văn số 5932/BGDD&T-QLCL ngày 28/12/2018 của Bộ Giáo dục và Đào tạo về",
     "Công văn", "5932/BGDĐT-QLCL", "2018-12-28", MOET),
    ("Céong vin 1470/SGDPT-KTKDCLGD ngay 07/10/2022",
     "Công văn", "1470/SGDĐT-KTKĐCLGD", "2022-10-07", ""),
    ("Nghi dinh 30/2020/ND-CP ngay 05/3/2020 cua Chinh phu ve cong tac van thu",
     "Nghị định", "30/2020/NĐ-CP", "2020-03-05", "Chinh phu"),
    ("Quyết định số 12/QD-UBND ngày l2/3/2O21 của UBND tỉnh về",
     "Quyết định", "12/QĐ-UBND", "2021-03-12", "UBND tỉnh"),
    ("Thông tư số 18/2018/TT-BGDĐT\nngày 22/8/2018 của Bộ Giáo dục và\nĐào tạo ban hành",
     "Thông tư", "18/2018/TT-BGDĐT", "2018-08-22", MOET),
    ("Căn cứ Thông tư số 18 / 2018 / TT-BGDĐT ngày 22/8/2018",
     "Thông tư", "18/2018/TT-BGDĐT", "2018-08-22", MOET),
    ("Công văn 2345/BGDĐT- GDTH ngày 07 tháng 06 năm 2021",
     "Công văn", "2345/BGDĐT-GDTH", "2021-06-07", MOET),
    ("Kế hoạch 15/KH-PGDDT ngảy 5/9/2022 của Phòng GDĐT về",
     "Kế hoạch", "15/KH-PGDĐT", "2022-09-05", "Phòng GDĐT"),
    ("Công văn số 12/SGDĐT-VP ngày 31/02/2022", "Công văn", "12/SGDĐT-VP", "", ""),
    # nothing
    ("Tỉ lệ 35/40 học sinh", "", "", "", ""),
    ("Tháng 9/2023", "", "", "", ""),
    ("Thực hiện nhiệm vụ năm học 2022-2023", "", "", "", ""),
    ("", "", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "number", "day", "issuer"), ONE)
def test_one_reference(text: str, kind: str, number: str, day: str, issuer: str) -> None:
    found = find_legal_references(text)
    if not kind:
        assert found == ()
        return
    r = found[0]
    got = (r.kind, r.number, r.date.isoformat() if r.date else "", r.issuer)
    assert got == (kind, number, day, issuer)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _broken(text: str) -> str:
    return text.replace(" của ", "\ncủa ").replace(" ngày ", "  ngày ")


def _hard_spaces(text: str) -> str:
    return text.replace(" ", "\u00a0")


@pytest.mark.parametrize("damage", [_decomposed, _broken, _hard_spaces, strip_marks])
@pytest.mark.parametrize(("text", "kind", "number", "day", "issuer"), ONE)
def test_numbers_and_dates_survive_damage(
    text: str, kind: str, number: str, day: str, issuer: str, damage
) -> None:  # type: ignore[no-untyped-def]
    if kind.startswith("Luật") and damage is strip_marks and not number:
        pytest.skip("a law is known by its marks where it has no number")
    found = find_legal_references(damage(text))
    assert [(r.number, r.date.isoformat() if r.date else "") for r in found[:1]] == (
        [(number, day)] if kind else []
    )


WRAPS = ["{}", "- {}", "Căn cứ {}", "{};", "1. {}", "Thực hiện theo {}.", "  {}  ", "({})"]


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize(
    ("text", "number"),
    [("Thông tư số 18/2018/TT-BGDĐT", "18/2018/TT-BGDĐT"),
     ("Quyết định số 2161/QĐ-UBND", "2161/QĐ-UBND"), ("Công văn 719/PGDĐT", "719/PGDĐT"),
     ("Nghị định 30/2020/NĐ-CP", "30/2020/NĐ-CP"), ("Kế hoạch 05/KH-THCSND", "05/KH-THCSND"),
     ("Luật số 43/2019/QH14", "43/2019/QH14")],
)  # fmt: skip
def test_numbers_among_other_signs(wrap: str, text: str, number: str) -> None:
    assert [r.number for r in find_legal_references(wrap.format(text))] == [number]


def test_a_list_shares_date_issuer_and_kind() -> None:
    text = (
        "Căn cứ Văn bản số 5932/BGDĐT-QLCL, 5942/BGDĐT-QLCL ngày 28 tháng 12 năm 2018 của Bộ "
        "Giáo dục và Đào tạo về hướng dẫn tự đánh giá"
    )
    found = find_legal_references(text)
    assert [(r.kind, r.number, r.date, r.issuer) for r in found] == [
        ("Văn bản", "5932/BGDĐT-QLCL", date(2018, 12, 28), MOET),
        ("Văn bản", "5942/BGDĐT-QLCL", date(2018, 12, 28), MOET),
    ]


def test_flags() -> None:
    def flags(text: str) -> tuple[str, ...]:
        return find_legal_references(text)[0].flags

    assert "legal_number_mended" in flags("Thông tư 18/2018/TT-BGDDT")
    assert "legal_year_mismatch" in flags("Thông tư 18/2012/TT-BGDĐT ngày 22/8/2018")
    assert "legal_number_partial" in flags("Thông tư 18/2018 của Bộ")
    assert "impossible_date" in flags("Công văn số 12/SGDĐT-VP ngày 31/02/2022")
    assert flags("Thông tư 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ Giáo dục và Đào tạo về") == ()


NUMBERS = [
    ("Số: 126/KH-THPTHP", "126/KH-THPTHP"), ("Số 130/KH-THPT", "130/KH-THPT"),
    ("S4: 126/KH-THPTHP", "126/KH-THPTHP"), ("S6: 15/KH-MN", "15/KH-MN"),
    ("Sé 15/KH-MN", "15/KH-MN"), ("So: 15/KH-TH", "15/KH-TH"), ("15/KH-TH", "15/KH-TH"),
    ("Số: 05/KH-THCSND", "05/KH-THCSND"), ("Số:12/2023/KH-THPT", "12/2023/KH-THPT"),
    ("Số:     /KH -THLS", "/KH-THLS"), ("Số: ...../KH-MN", "/KH-MN"), ("Số:…/KH-MN", "/KH-MN"),
    ("Số: 15 /KH-PGDDT", "15/KH-PGDĐT"), ("Số: 20 / KH - THCS", "20/KH-THCS"),
    ("Số: 88/QD-THPT", "88/QĐ-THPT"), ("Số: 126/KH–THPTHP", "126/KH-THPTHP"),
    ("Số: 31/PGDĐT", "31/PGDĐT"), ("Số : 9/KH-HĐTĐG", "9/KH-HĐTĐG"),
    ("Số: 9/KH-HDTDG", "9/KH-HĐTĐG"),
    ("Số 45 - CV/ĐU", "45-CV/ĐU"), ("Số: 12-KH/CB", "12-KH/CB"),
    ("", ""), ("Số:", ""), ("Số: 15", ""), ("KẾ HOẠCH", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), NUMBERS)
def test_document_number(text: str, want: str) -> None:
    assert parse_document_number(text).number == want


def test_document_number_flags() -> None:
    assert parse_document_number("Số:     /KH -THLS").flags == ("document_number_blank",)
    assert parse_document_number("Số: 15").flags == ("document_number_unparsed",)
    assert parse_document_number("Số: 126/KH-THPTHP").flags == ()


PLACES = [
    ("Hòa Phú, ngày 31 tháng 10 năm 2022", "Hòa Phú", "2022-10-31"),
    ("Hoà Phú, ngày 31 tháng 10 năm 2022", "Hòa Phú", "2022-10-31"),
    ("Hoa Phu, ngay 31 thang 10 nam 2022", "Hoa Phu", "2022-10-31"),
    ("Quận 1, ngày 05 tháng 9 năm 2023", "Quận 1", "2023-09-05"),
    ("TP. Hồ Chí Minh, ngày 5/9/2023", "TP. Hồ Chí Minh", "2023-09-05"),
    ("Tân An, ngảy 3l thắng 1O năm 2O22", "Tân An", "2022-10-31"),
    ("ngày 31 tháng 10 năm 2022", "", "2022-10-31"),
    ("Tân An,ngày 31 tháng 10 năm 2022", "Tân An", "2022-10-31"),
    ("Tân An ngày 31 tháng 10 năm 2022", "Tân An", "2022-10-31"),
    ("Số: 12/KH-TH Tân An, ngày 31 tháng 10 năm 2022", "Tân An", "2022-10-31"),
    ("Tân An, ngày    tháng 9 năm 2021", "Tân An", ""),
    ("Tân An, ngày ... tháng ... năm 2021", "Tân An", ""),
    ("Tân An, ngày 31 tháng 02 năm 2022", "Tân An", ""),
    ("Tân An", "Tân An", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "place", "day"), PLACES)
def test_place_and_date(text: str, place: str, day: str) -> None:
    value = parse_place_date(text)
    assert (value.place, value.date.isoformat() if value.date else "") == (place, day)


def test_place_date_flags() -> None:
    assert parse_place_date("Tân An, ngày    tháng 9 năm 2021").flags == ("issued_date_partial",)
    assert parse_place_date("Tân An, ngày 31 tháng 02 năm 2022").flags == ("impossible_date",)


CODES = [
    ("TT-BGDDT", "TT-BGDĐT"), ("TT-BGDĐT", "TT-BGDĐT"), ("TT-BGD&ĐT", "TT-BGDĐT"),
    ("BGDD&T-QLCL", "BGDĐT-QLCL"), ("KH -THLS", "KH-THLS"), ("SGDPT-VP", "SGDĐT-VP"),
    ("GD&ĐT-KTKĐCLGD", "GD&ĐT-KTKĐCLGD"), ("ND-CP", "NĐ-CP"), ("QD-TTG", "QĐ-TTg"),
    ("NQ-HDND", "NQ-HĐND"), ("QĐ:UBND", "QĐ-UBND"), ("TF-BGDĐT", "TT-BGDĐT"),
    ("KH-THCSND", "KH-THCSND"), ("KH-GDPT", "KH-GDPT"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "want"), CODES)
def test_codes_are_mended(code: str, want: str) -> None:
    assert mend_code(code)[0] == want


@given(st.integers(1, 9999), st.sampled_from(["KH", "QĐ", "TB", "BC"]),
       st.sampled_from(["THPTHP", "THCS", "UBND", "SGDĐT", "MNHM"]),
       st.dates(date(2000, 1, 1), date(2039, 12, 31)), st.booleans())  # fmt: skip
def test_any_number_and_date_survive(n: int, kind: str, who: str, day: date, words: bool) -> None:
    printed = f"{day.day} tháng {day.month} năm {day.year}" if words else f"{day:%d/%m/%Y}"
    found = find_legal_references(f"Văn bản số {n}/{kind}-{who} ngày {printed} của Sở về việc")
    assert [(r.number, r.date) for r in found] == [(f"{n}/{kind}-{who}", day)]
    assert parse_document_number(f"Số: {n}/{kind}-{who}").number == f"{n}/{kind}-{who}"
    assert parse_place_date(f"Tân An, ngày {printed}").date == day


@given(st.text(max_size=80))
def test_no_text_breaks_them(text: str) -> None:
    find_legal_references(text)
    parse_document_number(text)
    parse_place_date(text)


def test_a_number_of_the_old_form_keeps_the_issuer_behind_its_slash() -> None:
    assert parse_document_number("Số: 144/2002/QĐ/BTC").number == "144/2002/QĐ/BTC"
