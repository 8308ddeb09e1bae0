"""School names and kinds, provinces and districts from letterheads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.office.places import _places as reference  # the data itself is under test
from normalizers.office.places import (
    parse_place,
    province_of_domains,
    province_since_2025,
    with_place_marks,
)
from normalizers.office.schools import parse_school, school_level
from normalizers.text.unicode import strip_marks

SCHOOLS = [
    ("TRƯỜNG THPT HÒA PHÚ", "Trường THPT Hòa Phú", "THPT"),
    ("TRƯỜNG TIỂU HỌC NGUYỄN DU", "Trường Tiểu học Nguyễn Du", "tiểu học"),
    ("TRƯỜNG MẦM NON HOA SEN", "Trường Mầm non Hoa Sen", "mầm non"),
    ("TRƯỜNG MẦM NON TƯ THỤC ÁNH SAO", "Trường Mầm non tư thục Ánh Sao", "mầm non"),
    ("TRƯỜNG TRUNG HỌC CƠ SỞ LÊ LỢI", "Trường Trung học cơ sở Lê Lợi", "THCS"),
    ("TRƯỜNG TRUNG HỌC PHỔ THÔNG LÊ LỢI", "Trường Trung học phổ thông Lê Lợi", "THPT"),
    ("TRƯỜNG THCS&THPT TÂN TIẾN", "Trường THCS&THPT Tân Tiến", "nhiều cấp"),
    ("TRƯỜNG THCS VÀ THPT TÂN TIẾN", "Trường THCS và THPT Tân Tiến", "nhiều cấp"),
    ("TRƯỜNG THCS-THPT SỐ 2", "Trường THCS-THPT số 2", "nhiều cấp"),
    ("TRƯỜNG TH VÀ THCS KIM ĐỒNG", "Trường TH và THCS Kim Đồng", "nhiều cấp"),
    ("TRƯỜNG TH&THCS KIM ĐỒNG", "Trường TH&THCS Kim Đồng", "nhiều cấp"),
    ("TRƯỜNG PTDTNT THCS VÀ THPT BẢN MAI", "Trường PTDTNT THCS và THPT Bản Mai", "nhiều cấp"),
    ("TRƯỜNG PTDTNT BẢN MAI", "Trường PTDTNT Bản Mai", "THPT"),
    ("TRƯỜNG PTDTBT THCS BẢN MAI", "Trường PTDTBT THCS Bản Mai", "THCS"),
    ("TRƯỜNG TH KIM ĐỒNG", "Trường TH Kim Đồng", "tiểu học"),
    ("TRƯỜNG MN HOA SEN", "Trường MN Hoa Sen", "mầm non"),
    ("TRƯỜNG MẪU GIÁO MĂNG NON", "Trường Mẫu giáo Măng Non", "mầm non"),
    ("Trường Tiểu học Kim Đồng", "Trường Tiểu học Kim Đồng", "tiểu học"),
    ("Trường THCS Trần Phú", "Trường THCS Trần Phú", "THCS"),
    ("trường tiểu học Kim Đồng", "trường tiểu học Kim Đồng", "tiểu học"),
    ("Mầm non 2/9", "Mầm non 2/9", "mầm non"),
    ("TRUNG TÂM GDNN-GDTX HUYỆN", "Trung Tâm GDNN-GDTX Huyện", "GDTX"),
    ("TRUONG THPT HOA PHU", "Truong THPT Hoa Phu", "THPT"),
    ("TRUONG TIEU HOC KIM DONG", "Truong Tieu Hoc Kim Dong", "tiểu học"),
    ("  TRƯỜNG  THPT   HOÀ PHÚ ", "Trường THPT Hòa Phú", "THPT"),
    ("*TRƯỜNG THPT HÒA PHÚ*", "Trường THPT Hòa Phú", "THPT"),
    ("TRƯỜNG THPT HÒA PHÚ.", "Trường THPT Hòa Phú", "THPT"),
    ("", "", ""),
    ("---", "", ""),
]


@pytest.mark.parametrize(("text", "name", "level"), SCHOOLS)
def test_school(text: str, name: str, level: str) -> None:
    value = parse_school(text)
    assert (value.name, value.level) == (name, level)


KIND_WORDS = [
    ("MẦM NON", "mầm non"), ("MẪU GIÁO", "mầm non"), ("TIỂU HỌC", "tiểu học"), ("TH", "tiểu học"),
    ("THCS", "THCS"), ("TRUNG HỌC CƠ SỞ", "THCS"), ("THPT", "THPT"),
    ("TRUNG HỌC PHỔ THÔNG", "THPT"), ("TH VÀ THCS", "nhiều cấp"), ("THCS VÀ THPT", "nhiều cấp"),
    ("THCS & THPT", "nhiều cấp"), ("TIỂU HỌC VÀ THCS", "nhiều cấp"),
]  # fmt: skip
NAMES = ["NGUYỄN DU", "HÒA BÌNH", "LÊ THỊ HỒNG GẤM", "SỐ 1 TÂN AN", "KIM ĐỒNG"]


@pytest.mark.parametrize(("kind", "level"), KIND_WORDS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("damage", [str, str.title, strip_marks])
def test_level_of_every_kind(kind: str, level: str, name: str, damage) -> None:  # type: ignore[no-untyped-def]
    assert school_level(damage(f"TRƯỜNG {kind} {name}")) == level


# (letterhead lines, province, district)
PLACES = [
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO TIỀN GIANG; TRƯỜNG THPT X; Chợ Gạo", "Tiền Giang", "Huyện Chợ Gạo"),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTIỀN GIANG", "Tiền Giang", ""),
    ("SỞ GDĐT TỈNH TIỀN GIANG", "Tiền Giang", ""),
    ("SỞ GD&ĐT TP. HỒ CHÍ MINH", "Hồ Chí Minh", ""),
    ("SỞ GDĐT TP HCM", "Hồ Chí Minh", ""),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO HÀ NỘI", "Hà Nội", ""),
    ("SỞ GDĐT BÀ RỊA - VŨNG TÀU", "Bà Rịa - Vũng Tàu", ""),
    ("SO GIAO DUC VA DAO TAO TIEN GIANG", "Tiền Giang", ""),
    ("UBND TỈNH ĐẮK LẮK", "Đắk Lắk", ""),
    ("UBND tỉnh Thừa Thiên Huế", "Huế", ""),
    ("PHÒNG GDĐT SÔNG CÔNG; TRƯỜNG TIỂU HỌC LƯƠNG SƠN; Lương Sơn", "Thái Nguyên",
     "Thành phố Sông Công"),
    ("Phòng GD&ĐT Hóc Môn", "Hồ Chí Minh", "Huyện Hóc Môn"),
    ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO QUẬN TÂN BÌNH", "Hồ Chí Minh", "Quận Tân Bình"),
    ("PHÒNG GD&ĐT HUYỆN MỸ ĐỨC", "Hà Nội", "Huyện Mỹ Đức"),
    ("PHÒNG GD-ĐT QUẬN 9", "Hồ Chí Minh", "Quận 9"),
    ("UBND QUẬN 1", "Hồ Chí Minh", "Quận 1"),
    ("UBND HUYỆN HÓC MÔN", "Hồ Chí Minh", "Huyện Hóc Môn"),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ THỦ ĐỨC", "Hồ Chí Minh", "Thành phố Thủ Đức"),
    ("UBND HUYỆN CHÂU THÀNH", "", "Huyện Châu Thành"),
    ("UBND HUYỆN CHÂU THÀNH; tỉnh Bến Tre", "Bến Tre", "Huyện Châu Thành"),
    ("UBND HUYỆN THỦY NGUYÊN", "Hải Phòng", "Huyện Thủy Nguyên"),
    ("Chợ Gạo", "Tiền Giang", "Huyện Chợ Gạo"),
    ("Chợ Gạo, ngày 31 tháng 10 năm 2022", "Tiền Giang", "Huyện Chợ Gạo"),
    ("Tân Phú", "", ""),
    ("TRƯỜNG TIỂU HỌC CHỢ GẠO", "", ""),
    ("TRƯỜNG THPT HÒA PHÚ, HUYỆN CHỢ GẠO", "Tiền Giang", "Huyện Chợ Gạo"),
    ("PHÒNG GD&ĐT THÀNH PHỐ HẢI DƯƠNG", "Hải Dương", "Thành phố Hải Dương"),
    ("TP Đà Nẵng; Quận Hải Châu", "Đà Nẵng", "Quận Hải Châu"),
    ("UBND PHƯỜNG TÂN SƠN NHẤT", "", ""),
    ("Trường THCS A", "", ""),
    ("", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "province", "district"), PLACES)
def test_place(text: str, province: str, district: str) -> None:
    value = parse_place(text)
    assert (value.province, value.district) == (province, district)


def test_place_flags() -> None:
    assert parse_place("Tân Phú").flags == ("place_ambiguous",)
    assert parse_place("Phòng GD&ĐT Hóc Môn").flags == ("province_from_district",)
    assert parse_place("Sở GDĐT Tiền Giang; Chợ Gạo").flags == ("district_from_place",)


def test_commune_since_districts_ended() -> None:
    value = parse_place("UBND PHƯỜNG TÂN SƠN NHẤT; SỞ GDĐT TP. HỒ CHÍ MINH")
    assert (value.commune, value.province) == ("Phường Tân Sơn Nhất", "Hồ Chí Minh")


def test_province_since_2025() -> None:
    assert province_since_2025("Tiền Giang") == "Đồng Tháp"
    assert province_since_2025("Hà Nội") == "Hà Nội"
    assert province_since_2025("Atlantis") == ""
    assert parse_place("SỞ GDĐT BÌNH DƯƠNG").province_2025 == "Hồ Chí Minh"


def test_the_reference_data_is_whole() -> None:
    since = reference().since_2025
    assert len(since) == 63
    assert len(set(since.values())) == 34
    assert set(since.values()) <= set(since)
    assert sum(len(d) for d in reference().districts.values()) > 650


def test_province_of_web_addresses() -> None:
    assert province_of_domains("xem kddongnai.esoft.edu.vn") == "Đồng Nai"
    assert province_of_domains("a@tiengiang.edu.vn và thcs@tiengiang.edu.vn") == "Tiền Giang"
    assert province_of_domains("dongnai.edu.vn, tiengiang.edu.vn") == ""
    assert province_of_domains("moet.edu.vn") == ""


@given(st.sampled_from(sorted(reference().since_2025)), st.booleans(), st.booleans())
def test_every_province_is_read_from_its_office(name: str, capitals: bool, bare: bool) -> None:
    text = f"Sở Giáo dục và Đào tạo {name}"
    text = text.upper() if capitals else text
    text = strip_marks(text) if bare else text
    assert parse_place(text).province == name


@given(st.data())
def test_every_district_is_read_with_its_province(data: st.DataObject) -> None:
    known = [d for ds in reference().districts.values() for d in ds]
    kind, name, province = data.draw(st.sampled_from(known))
    value = parse_place(f"UBND {kind.upper()} {name.upper()}; tỉnh {province}")
    assert value.province == province
    assert value.district == f"{kind} {name}"


@given(st.text(max_size=60))
def test_no_text_breaks_them(text: str) -> None:
    parse_place(text)
    parse_school(text)


@pytest.mark.parametrize(
    ("text", "province", "district"),
    [
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM ĐÔNG", "Lâm Đồng", ""),
        ("UBND TỈNH PHÚ YẾN", "Phú Yên", ""),
        ("UBND HUYỆN CHẦU ĐỨC", "Bà Rịa - Vũng Tàu", "Huyện Châu Đức"),
    ],
)
def test_one_wrong_mark_in_a_place_is_mended_with_a_flag(
    text: str, province: str, district: str
) -> None:
    value = parse_place(text)
    assert (value.province, value.district) == (province, district)
    assert "place_ocr_mended" in value.flags


def test_a_place_spelled_right_is_not_flagged() -> None:
    assert "place_ocr_mended" not in parse_place("SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM ĐỒNG").flags


def test_other_evidence_settles_a_district_of_several_provinces() -> None:
    assert parse_place("Tân Phú").district == ""  # Đồng Nai and Hồ Chí Minh have one
    value = parse_place("Tân Phú", ("Đồng Nai",))
    assert (value.district, value.province) == ("Huyện Tân Phú", "Đồng Nai")
    assert value.flags == ("district_from_place", "province_inferred")


def test_evidence_without_such_a_district_gives_the_province_only_if_none_fits() -> None:
    value = parse_place("Tân Phú", ("An Giang", "Hồ Chí Minh"))
    assert (value.district, value.province) == ("Quận Tân Phú", "Hồ Chí Minh")


def test_a_named_province_is_never_overruled_by_other_evidence() -> None:
    value = parse_place("SỞ GD&ĐT TIỀN GIANG", ("Đồng Nai",))
    assert (value.province, value.flags) == ("Tiền Giang", ())


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("ỦY BAN NHÂN DÂN HUYỆN CAO LANH", "ỦY BAN NHÂN DÂN HUYỆN CAO LÃNH"),
        ("Phòng Giáo dục và Đào tạo Huyện An Thi", "Phòng Giáo dục và Đào tạo Huyện Ân Thi"),
        ("UBND Huyện Bắc Mẹ", "UBND Huyện Bắc Mê"),
        ("Phòng GD&ĐT Huyện Thuận Chau", "Phòng GD&ĐT Huyện Thuận Châu"),
        ("UBND huyện Đức Hòa", "UBND huyện Đức Hòa"),
        ("Sở GD&ĐT TIEN GIANG", "Sở GD&ĐT TIỀN GIANG"),
        ("Trường THCS Tân Phú", "Trường THCS Tân Phú"),
    ],
)
def test_names_of_places_get_their_marks_back(text: str, want: str) -> None:
    assert with_place_marks(text, parse_place(text)) == want
