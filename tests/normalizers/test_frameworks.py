"""The frameworks as data, and which one a plan follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.frameworks import (
    all_frameworks,
    code_key,
    detect_framework,
    framework_codes,
    framework_for_level,
    frameworks_by_id,
)

TT17, TT18, TT19 = "17/2018/TT-BGDĐT", "18/2018/TT-BGDĐT", "19/2018/TT-BGDĐT"
OLD = "42/2012/TT-BGDĐT"

CASES: list[tuple[list[str], str, str]] = [
    (["Thông tư số 18/2018/TT-BGDĐT ngày 22/8/2018"], "", TT18),
    (["Thông tư 17/2018/TT-BGDĐT"], "", TT17),
    (["TT19/2018/TT-BGDĐT"], "", TT19),
    (["theo TT17/2018/TT - BGDĐT ngày 22 tháng 8 năm 2018"], "", TT17),
    (["Thông tư 18/2018 của Bộ giáo dục"], "", TT18),
    (["Thông tư 18/2018/TT-BGD&ĐT"], "", TT18),
    (["Thong tu so 18/2018/TT-BGDDT"], "", TT18),
    (["Thong tu s6 18/2018/TT-BGDDT ngay 22/8/2018"], "", TT18),
    (["Thông tư 42/2012/TT-BGDĐT ngày 23/11/2012"], "", OLD),
    (["Thông tư 42/2012/TT-BGDĐT", "Thông tư 18/2018/TT-BGDĐT"], "", TT18),
    (["Thông tư 18/2012/TT-BGDĐT ngày 22/8/2018 về kiểm định"], "", TT18),
    (["Thong tu s6 18/2012/TT-BGDDT ngay 22/8/2018"], "", TT18),
    (["Thông tư 17/2013/TT-BGDĐT về kiểm định chất lượng giáo dục"], "", TT17),
    (
        ["Thông tư 17/2018/TT-BGDĐT, Thông tư 18/2018/TT-BGDĐT, Thông tư 19/2018/TT-BGDĐT"],
        "",
        f"{TT17};{TT18};{TT19}",
    ),
    (["Thông tư 17/2018/TT-BGDĐT, Thông tư 18/2018/TT-BGDĐT"], "Trường THCS A", TT18),
    (["Thông tư 17/2018/TT-BGDĐT, Thông tư 18/2018/TT-BGDĐT"], "Trường Tiểu học A", TT17),
    ([], "Trường Tiểu học Kim Đồng", TT17),
    ([], "TRƯỜNG MẦM NON HOA SEN", TT19),
    ([], "Trường THPT A", TT18),
    ([], "Trường THCS A", TT18),
    ([], "Trường TH&THCS A", TT18),
    ([], "TRUONG TIEU HOC A", TT17),
    (["Thông tư 13/2020/TT-BGDĐT về cơ sở vật chất"], "Trường Tiểu học A", TT17),
    (["Thông tư 32/2020/TT-BGDĐT Điều lệ"], "", ""),
    (["Thông tư 19/2020/TT-BGDĐT"], "", ""),
    (["Công văn 5932/BGDĐT-QLCL"], "", ""),
    ([], "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "school", "want"), CASES)
def test_detection(texts: list[str], school: str, want: str) -> None:
    assert detect_framework(texts, school).framework == want


# (what is written, the school, the circular): spellings, OCR damage, other papers, kinds of school
TABLE: list[tuple[str, str, str]] = [
    ("Căn cứ Thông tư số 18/2018/TF-BGDĐT ngày 22 tháng 8 năm 2018", "", TT18),
    ("Thông tư số 17/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018 của Bộ trưởng Bộ GDĐT", "", TT17),
    ("Căn cứ Thông tư 19/2018/TT-BGDĐT ngày 22/8/2018 ban hành quy định về KĐCLGD", "", TT19),
    ("THÔNG TƯ SỐ 18/2018/TT-BGDĐT", "", TT18),
    ("thông tư 18/2018/tt-bgdđt", "", TT18),
    ("Thông tư 18/2018/TT-BGD-ĐT", "", TT18),
    ("Thông tư số: 17/2018/TT-BGDĐT", "", TT17),
    ("Thông tư Số 17/2018/TT- BGDĐT", "", TT17),
    ("TT số 18/2018/TT-BGDĐT", "", TT18),
    ("TT.18/2018/TT-BGDĐT", "", TT18),
    ("(TT18/2018/TT-BGDĐT, CV5932/BGDĐT-QLCL)", "", TT18),
    ("TT 19/2018", "", TT19),
    ("Thông tư 17/2018", "", TT17),
    ("theo tiêu chuẩn của Thông tư số 18 /2018/TT-BGDĐT", "", TT18),
    ("Thông tư 18/ 2018/TT-BGDĐT", "", TT18),
    ("Thông tư số 19/2018/TT-BGDĐT.", "", TT19),
    ("Thông tư số 18/2018/TT-BGDĐT;", "", TT18),
    ("Thông tư\xa018/2018/TT-BGDĐT", "", TT18),
    ("Thông tư số 18/2018/TT–BGDĐT", "", TT18),
    ("Thông tư 18/2018/TT-BGDĐT được sửa đổi bởi Thông tư 22/2024/TT-BGDĐT", "", TT18),
    ("Thông tư 17/2018/TT-BGDĐT và Thông tư 28/2020/TT-BGDĐT về Điều lệ trường tiểu học", "", TT17),
    ("Thông tư 52/2020/TT-BGDĐT về Điều lệ trường mầm non; Thông tư 19/2018/TT-BGDĐT", "", TT19),
    ("số 18/2018/TT-BGDĐT ngày 22/8/2018", "", TT18),
    ("42/2012/TT-BGDĐT ngày 23 tháng 11 năm 2012", "", OLD),
    ("Thông tư số 42/2012/TT-BGDĐT", "", OLD),
    ("TT 42/2012", "", OLD),
    ("Thông tư 42/2012/TT-BGDĐT (đã thay bằng Thông tư 17/2018/TT-BGDĐT)", "", TT17),
    ("Thông tư số 18/2018/TT-BGDĐT", "", TT18),
    ("Thông tư 18/2018/TT-\u00adBGDĐT", "", TT18),
    ("Тhông tư 18/2018/TT-BGDĐT", "", TT18),
    ("Thông tư 18/2018/TT-BGDÐT", "", TT18),
    ("Thong tu so 17/2018/TT-BGDDT ngay 22/8/2018", "", TT17),
    ("Thong tu s6 19/2018/TT-BGDDT", "", TT19),
    ("Thong tu sé 18/2018/TT-BGDDT", "", TT18),
    ("Théng tu sd 18/2018/TT-BGDDT", "", TT18),
    ("Thông tư só 18/2018/TT-BGDPT", "", TT18),
    ("Thông tư sô 18/2018/TT-BGDĐT", "", TT18),
    ("Théng tư 17/2018/TT-BGDĐT", "", TT17),
    ("Thông tu 18/2018/TT-BGDĐT", "", TT18),
    ("Thông tư số l8/2018/TT-BGDĐT", "", TT18),
    ("Thông tư số I8/2018/TT-BGDĐT", "", TT18),
    ("Thông tư số 1 8/2018/TT-BGDĐT", "", TT18),
    ("Thông tư số 18/20l8/TT-BGDĐT", "", TT18),
    ("Thông tư số 18/2O18/TT-BGDĐT", "", TT18),
    ("Thông tư số 182018/TT-BGDĐT", "", TT18),
    ("Thông tư số 18/2018/1T-BGDĐT", "", TT18),
    ("Thông tư số 18/2018/TT-BGDĐI", "", TT18),
    ("Thông tư số 18-2018/TT-BGDĐT", "", TT18),
    ("Thông tư 18/2018/TT BGDĐT", "", TT18),
    ("Thông tư số 17/2012/TT-BGDĐT ngày 22 tháng 8 năm 2018", "", TT17),
    ("Thông tư số 19/2028/TT-BGDĐT ngày 22/8/2018", "", TT19),
    ("Thông tư 18/2108/TT-BGDĐT ngày 22/08/2018", "", TT18),
    ("Thông tư 18/2019/TT-BGDĐT về kiểm định chất lượng giáo dục", "", TT18),
    ("Thông tư 19/2013/TT-BGDĐT về công nhận trường đạt chuẩn quốc gia", "", TT19),
    ("Thông tư 18/2014/TT-BGDĐT về dạy thêm, học thêm", "", ""),
    ("Thông tư 19/2021/TT-BGDĐT về mẫu văn bản", "", ""),
    ("Thông tư 17/2012/TT-BGDĐT quy định về dạy thêm, học thêm", "", ""),
    ("Thông tư 28/2020/TT-BGDĐT ban hành Điều lệ trường tiểu học", "", ""),
    ("Thông tư 52/2020/TT-BGDĐT", "", ""),
    ("Thông tư 14/2018/TT-BGDĐT chuẩn hiệu trưởng", "", ""),
    ("Thông tư 20/2018/TT-BGDĐT chuẩn nghề nghiệp giáo viên", "", ""),
    ("Công văn số 5932/BGDĐT-QLCL ngày 28/12/2018", "", ""),
    ("Công văn 5942/BGDĐT-QLCL", "", ""),
    ("Quyết định số 18/2018/QĐ-UBND", "", ""),
    ("Nghị quyết 17/2018/NQ-HĐND", "", ""),
    ("Quyết định số 19/QĐ-THCS ngày 17/9/2018", "", ""),
    ("Kế hoạch số 18/KH-THHT ngày 22/8/2018", "", ""),
    ("ngày 18/2/2018", "", ""),
    ("Nghị định 17/2018/NĐ-CP", "", ""),
    ("lớp 18/2018 học sinh", "", ""),
    ("tỉ lệ 17/42 học sinh", "", ""),
    ("", "", ""),
    ("", "Trường Mầm non Hoa Sen", TT19),
    ("", "Trường MN Hoa Sen", TT19),
    ("", "TRƯỜNG MẪU GIÁO HỌA MI", TT19),
    ("", "Nhà trẻ Ánh Dương", TT19),
    ("", "Trường Mầm non tư thục Sao Mai", TT19),
    ("", "Truong Mam non Hoa Sen", TT19),
    ("", "Trường Tiểu học Lê Văn Tám", TT17),
    ("", "Trường TH Hòa Bình", TT17),
    ("", "TRƯỜNG TIỂU HỌC SỐ 2 AN PHÚ", TT17),
    ("", "Truong tieu hoc Hoa Binh", TT17),
    ("", "Trường PTDTBT Tiểu học Nậm Lành", TT17),
    ("", "Trường PTDTBT TH Nậm Lành", TT17),
    ("", "Trường THCS Hoa Mai", TT18),
    ("", "Trường Trung học cơ sở Hoa Mai", TT18),
    ("", "TRƯỜNG THPT BÌNH AN", TT18),
    ("", "Trường PTTH Bình An", TT18),
    ("", "Trường THPT chuyên Bình An", TT18),
    ("", "Trường THCS và THPT Bình An", TT18),
    ("", "Trường TH&THCS Hoa Mai", TT18),
    ("", "Trường TH & THCS Hoa Mai", TT18),
    ("", "Trường Tiểu học và THCS Hoa Mai", TT18),
    ("", "Trường Tiểu học và Trung học cơ sở Hoa Mai", TT18),
    ("", "Trường PTDTNT tỉnh", TT18),
    ("", "Trường PTDTBT THCS Nậm Lành", TT18),
    ("", "Trường Phổ thông nhiều cấp học Sao Mai", TT18),
    ("", "Trường liên cấp Sao Mai", TT18),
    ("", "Trường TH, THCS và THPT Sao Mai", TT18),
    ("", "Trường Phổ thông Dân tộc nội trú THCS&THPT Mường Chà", TT18),
    ("", "Phòng GD&ĐT Bình An", ""),
    ("", "Trung tâm GDNN-GDTX Bình An", ""),
    ("Thông tư 17/2018/TT-BGDĐT; Thông tư 19/2018/TT-BGDĐT", "Trường Mầm non Hoa Sen", TT19),
    ("Thông tư 17/2018/TT-BGDĐT; Thông tư 18/2018/TT-BGDĐT", "Trường TH&THCS Hoa Mai", TT18),
    (
        "Thông tư 17/2018/TT-BGDĐT; Thông tư 18/2018/TT-BGDĐT",
        "Trường Mầm non Hoa Sen",
        f"{TT17};{TT18}",
    ),
    ("TT 17/2018, TT 18/2018, TT 19/2018", "", f"{TT17};{TT18};{TT19}"),
    ("Thông tư 19/2018/TT-BGDĐT và Thông tư 17/2018/TT-BGDĐT", "", f"{TT17};{TT19}"),
    ("Thông tư số 17, 18, 19/2018/TT-BGDĐT ngày 22/8/2018", "", f"{TT17};{TT18};{TT19}"),
    ("các Thông tư 17, 18/2018/TT-BGDĐT", "Trường Tiểu học A", TT17),
    (
        "Thông tư 17/2018/TT-BGDĐT, 18/2018/TT-BGDĐT và 19/2018/TT-BGDĐT",
        "",
        f"{TT17};{TT18};{TT19}",
    ),
    ("Thông tư 42/2012/TT-BGDĐT", "Trường Tiểu học A", OLD),
    ("Thông tư 18/2018/TT-BGDĐT", "Trường Tiểu học A", TT18),
    ("Thông tư 18/2012/TT-BGDĐT ngày 22/8/2018; Thông tư 18/2018/TT-BGDĐT", "Trường THCS A", TT18),
    ("Thông tư 32/2020/TT-BGDĐT; Thông tư 22/2021/TT-BGDĐT", "Trường THCS A", TT18),
    (
        "Thực hiện Thông tư số 18/2018/TT-BGDĐT và hướng dẫn tại Công văn số 5932/BGDĐT-QLCL",
        "",
        TT18,
    ),
    ("Bộ tiêu chuẩn theo Thông tư 17/2018 của Bộ Giáo dục", "", TT17),
    ("tiêu chí đánh giá (Thông tư số 19/2018/TT-BGDĐT)", "", TT19),
    ("THÔNG TƯ 42/2012/TT-BGDĐT", "", OLD),
    ("Thong tu so 42/2012/TT-BGDDT ngay 23/11/2012", "", OLD),
    ("Thông tư 18/2018 /TT - BGDĐT", "", TT18),
    ("Căn cứ\nThông tư số 18/2018/TT-\nBGDĐT ngày 22/8/2018", "", TT18),
    ("QUY ĐỊNH (Ban hành kèm theo Thông tư số: 19/2018/TT-BGDĐT)", "", TT19),
    ("", "TRƯỜNG TRUNG HỌC PHỔ THÔNG BÌNH AN", TT18),
    ("", "Nhóm trẻ độc lập Ánh Sao", ""),
    ("Thông tư 118/2018/TT-BTC về kinh phí", "", ""),
    ("Thông tư 18/2018/TT-BTC hướng dẫn quyết toán", "", ""),
    ("Thông tư liên tịch số 17/2018/TTLT-BGDĐT-BNV", "", ""),
]


@pytest.mark.parametrize(("text", "school", "want"), TABLE)
def test_table(text: str, school: str, want: str) -> None:
    assert detect_framework([text] if text else [], school).framework == want


def test_flags() -> None:
    def flags(texts: list[str], school: str = "") -> tuple[str, ...]:
        return detect_framework(texts, school).flags

    assert flags(["Thông tư 18/2018/TT-BGDĐT"]) == ()
    assert flags(["Thông tư 18/2012/TT-BGDĐT ngày 22/8/2018"]) == ("framework_mended",)
    assert flags([], "Trường THCS A") == ("framework_from_school",)
    assert flags(["TT 17/2018, TT 18/2018"]) == ("framework_several",)
    both = detect_framework(["TT 18/2018, TT 17/2018"])
    assert both.framework == "17/2018/TT-BGDĐT;18/2018/TT-BGDĐT"
    assert flags([]) == ("framework_unknown",)


@pytest.mark.parametrize(
    ("framework", "counts"),
    [(TT18, [10, 4, 6, 2, 6]), (TT17, [10, 4, 6, 2, 5]), (TT19, [10, 3, 6, 2, 4])],
)
def test_number_of_criteria(framework: str, counts: list[int]) -> None:
    (found,) = frameworks_by_id(framework)
    assert [found.highest(s.code) for s in found.standards] == counts


def test_old_framework_has_two_variants() -> None:
    assert [len(f.criteria) for f in frameworks_by_id(OLD)] == [28, 36]


def test_level_four() -> None:
    assert {"1", "6"} <= framework_codes(TT18)
    assert "1" not in framework_codes(TT19)
    assert framework_codes("unknown") == frozenset()


def test_framework_for_level() -> None:
    assert framework_for_level("tiểu học") == TT17
    assert framework_for_level("nhiều cấp") == TT18
    assert framework_for_level("") == ""


@given(st.lists(st.sampled_from([c for f in all_frameworks() for c in f.codes]), min_size=2))
def test_codes_sort_by_number(codes: list[str]) -> None:
    ordered = sorted(codes, key=code_key)
    pairs = [tuple(map(int, c.split("."))) for c in ordered]
    assert pairs == sorted(pairs)


@given(st.sampled_from([17, 18, 19]), st.sampled_from(
    ["Thông tư số {}/2018/TT-BGDĐT", "Thông tư {}/2018/TT-BGDDT", "TT {}/2018/TT-BGD&ĐT",
     "THÔNG TƯ SỐ {}/2018/TT-BGDĐT", "thông tư {} / 2018 / TT-BGDĐT",
     "Thong tu so {}/2018/TT-BGDDT"]
))  # fmt: skip
def test_every_spelling_of_a_circular(number: int, form: str) -> None:
    assert detect_framework([form.format(number)]).framework == f"{number}/2018/TT-BGDĐT"
