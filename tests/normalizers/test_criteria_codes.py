"""Codes of criteria from cells, spelled and damaged in many ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.criteria import evidence_criteria, find_criteria, parse_criteria
from normalizers.frameworks import all_frameworks, code_key, framework_codes

TT18 = "18/2018/TT-BGDĐT"

# (cell, standard of the section above, level above, codes joined by blanks)
CASES: list[tuple[str, str, str, str]] = [
    # one code, plain
    ("1.5", "", "", "1.5"),
    ("1.10", "", "", "1.10"),
    ("5.6", "", "", "5.6"),
    ("3.2.", "", "", "3.2"),
    (" 2.4 ", "", "", "2.4"),
    ("1.5:", "", "", "1.5"),
    ("(2.1)", "", "", "2.1"),
    ("[4.2]", "", "", "4.2"),
    ("- 3.6", "", "", "3.6"),
    ("1. 5", "", "", "1.5"),
    ("1 .5", "", "", "1.5"),
    # with the word
    ("Tiêu chí 1.5", "", "", "1.5"),
    ("Tiêu chí 1.5.", "", "", "1.5"),
    ("tiêu chí 2.3", "", "", "2.3"),
    ("TIÊU CHÍ 1.2", "", "", "1.2"),
    ("Tiêu chí: 1.3", "", "", "1.3"),
    ("Tiêu chí:1.3", "", "", "1.3"),
    ("Tiêu chí số 1.2", "", "", "1.2"),
    ("TC 1.5", "", "", "1.5"),
    ("TC1.5", "", "", "1.5"),
    ("TC.1.5", "", "", "1.5"),
    ("TC: 4.1", "", "", "4.1"),
    ("tc 3.5", "", "", "3.5"),
    ("T.C 1.4", "", "", "1.4"),
    ("T/chí 2.2", "", "", "2.2"),
    ("- Tiêu chí 1.7", "", "", "1.7"),
    ("+ Tiêu chí 5.3;", "", "", "5.3"),
    ("1. Tiêu chí 1.5", "", "", "1.5"),
    ("3) Tiêu chí 2.1", "", "", "2.1"),
    ("a) Tiêu chí 3.3", "", "", "3.3"),
    ("* Tiêu chí 5.1:", "", "", "5.1"),
    # with a title
    ("Tiêu chí 1.5: Lớp học", "", "", "1.5"),
    ("Tiêu chí 3.5. Thiết bị", "", "", "3.5"),
    ("3.5 Thiết bị", "", "", "3.5"),
    ("1.4 Họp tổ chuyên môn thực hiện dự thảo", "", "", "1.4"),
    ("Tiêu chí 2.2. - Số lượng giáo viên đảm bảo; 100% đạt chuẩn", "", "", "2.2"),
    ("1.6. Quản lý hành chính, tài chính và tài sản", "", "", "1.6"),
    ("Tiêu chí 5.6 Kết quả giáo dục năm học 2022-2023", "", "", "5.6"),
    ("2.4 - Đối với học sinh", "", "", "2.4"),
    ("Tiêu chí 3.1 – Khuôn viên, khu sân chơi, bãi tập rộng 2.5 ha", "", "", "3.1"),
    ("1.10. Đảm bảo an ninh trật tự, an toàn trường học", "", "", "1.10"),
    ("4.1 Ban đại diện CMHS họp 3 lần/năm", "", "", "4.1"),
    ("Tiêu chí 1.5\n- Nhà trường tiếp tục duy trì", "", "", "1.5"),
    ("1.8 Kinh phí 1.5 triệu", "", "", "1.8"),
    # standard and number apart
    ("Tiêu chuẩn 2, tiêu chí 3", "", "", "2.3"),
    ("Tiêu chuẩn 1 - Tiêu chí 10", "", "", "1.10"),
    ("Tiêu chí 3 - Tiêu chuẩn 1", "", "", "1.3"),
    ("Tiêu chí 4 (Tiêu chuẩn 2)", "", "", "2.4"),
    ("Tiêu chuẩn 3: Tiêu chí 3.2", "", "", "3.2"),
    ("Tiêu chuẩn II, tiêu chí 1", "", "", "2.1"),
    ("Tiêu chí 5", "1", "", "1.5"),
    ("5", "1", "", "1.5"),
    ("10", "1", "", "1.10"),
    ("Tiêu chí 2", "Tiêu chuẩn 4: Quan hệ giữa nhà trường, gia đình và xã hội", "", "4.2"),
    ("3", "Tiêu chuẩn 2", "", "2.3"),
    ("TC 6", "3", "", "3.6"),
    ("Tiêu chí 5.4", "5", "", "5.4"),
    # level 4
    ("Tiêu chí 1", "", "", "1"),
    ("Tiêu chí 6", "", "4", "6"),
    ("4", "", "", "4"),
    ("Tiêu chí 3", "2", "4", "3"),
    ("Tiêu chí 2: Đảm bảo 100% học sinh có hoàn cảnh khó khăn", "", "4", "2"),
    ("Tiêu chí 1 đến tiêu chí 6", "", "4", "1 2 3 4 5 6"),
    ("1, 2, 3", "", "4", "1 2 3"),
    ("Tiêu chí 1 và 4", "", "4", "1 4"),
    ("1-3", "", "4", "1 2 3"),
    # lists
    ("các tiêu chí 2.1, 2.3", "", "", "2.1 2.3"),
    ("2.1; 2.3", "", "", "2.1 2.3"),
    ("1.1, 1.2 và 1.3", "", "", "1.1 1.2 1.3"),
    ("Tiêu chí 1.5;1.6;1.7", "", "", "1.5 1.6 1.7"),
    ("Tiêu chí 2.3, tiêu chí 2.4", "", "", "2.3 2.4"),
    ("TC 1.1, TC 1.2", "", "", "1.1 1.2"),
    ("TC1.1;TC1.2", "", "", "1.1 1.2"),
    ("1.5 và 2.4, 3.6", "", "", "1.5 2.4 3.6"),
    ("1.10, 1.9", "", "", "1.9 1.10"),
    ("1.2\n1.3\n1.4", "", "", "1.2 1.3 1.4"),
    ("1.1 1.2 1.3", "", "", "1.1 1.2 1.3"),
    ("Tiêu chí 1.4 + 1.7", "", "", "1.4 1.7"),
    ("Tiêu chí 3.1 & 3.2", "", "", "3.1 3.2"),
    ("5.1; 5.1; 5.2", "", "", "5.1 5.2"),
    ("Tiêu chí 1.1: Phương hướng Tiêu chí 1.2: Hội đồng trường", "", "", "1.1 1.2"),
    ("Tiêu chí 2.1. Đối với hiệu trưởng\nTiêu chí 2.2. Đối với giáo viên", "", "", "2.1 2.2"),
    ("Tiêu chí 1.3 theo tiêu chí 2.1 của tỉnh", "", "", "1.3"),
    ("Các tiêu chí: 4.1, 4.2.", "", "", "4.1 4.2"),
    ("1, 2", "5", "", "5.1 5.2"),
    # ranges
    ("Tiêu chí 1.1 đến tiêu chí 1.10", "", "", "1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 1.10"),
    ("Tiêu chí 2.1 đến tiêu chí 2.4", "", "", "2.1 2.2 2.3 2.4"),
    ("Từ tiêu chí 1.1 đến 1.3", "", "", "1.1 1.2 1.3"),
    ("1.1-1.4", "", "", "1.1 1.2 1.3 1.4"),
    ("1.1 – 1.4", "", "", "1.1 1.2 1.3 1.4"),
    ("TC 3.1 — 3.6", "", "", "3.1 3.2 3.3 3.4 3.5 3.6"),
    ("1.1 ÷ 1.4", "", "", "1.1 1.2 1.3 1.4"),
    ("1.1 ~ 1.3", "", "", "1.1 1.2 1.3"),
    ("1.8 -> 1.10", "", "", "1.8 1.9 1.10"),
    ("Tiêu chí 1.7-10", "", "", "1.7 1.8 1.9 1.10"),
    ("các tiêu chí từ 5.1 đến 5.6", "", "", "5.1 5.2 5.3 5.4 5.5 5.6"),
    ("Tiêu chí 5.1 tới 5.3", "", "", "5.1 5.2 5.3"),
    ("1.9 - 2.2", "", "", "1.9 1.10 2.1 2.2"),
    ("3.5 đến 5.1", "", "", "3.5 3.6 4.1 4.2 5.1"),
    ("1.1-1.3, 1.5", "", "", "1.1 1.2 1.3 1.5"),
    ("2.1, 2.3-2.4", "", "", "2.1 2.3 2.4"),
    ("Tiêu chí 1-4", "2", "", "2.1 2.2 2.3 2.4"),
    ("Tiêu chí 4.1 đến tiêu chí 4.2", "4", "", "4.1 4.2"),
    # a dot lost in the second code
    ("Tiêu chí 2.1 đến\n24", "", "", "2.1 2.2 2.3 2.4"),
    ("Tiêu chí 4.1,42", "", "", "4.1 4.2"),
    ("1.8; 110", "", "", "1.8 1.10"),
    ("1.8; 10", "", "", "1.8 1.10"),
    # levels inside
    ("Tiêu chí 1.5 (Mức 3)", "", "", "1.5"),
    ("Mức 2 - Tiêu chí 1.5", "", "", "1.5"),
    ("Tiêu chí 2.2 - mức độ II", "", "", "2.2"),
    ("Tiêu chí 5.1 Thực hiện chương trình. Mức 2", "", "", "5.1"),
    # evidence codes
    ("[H1-1.5-01]", "", "", "1.5"),
    ("H2-2.1-03", "", "", "2.1"),
    ("(H5.5.6.02)", "", "", "5.6"),
    ("[H1-1.10-04]", "", "", "1.10"),
    # OCR: dot lost, letters for digits, odd dots
    ("31", "", "", "3.1"),
    ("Tiêu chí 31", "", "", "3.1"),
    ("15", "", "", "1.5"),
    ("110", "", "", "1.10"),
    ("Tiêu chí 110", "", "", "1.10"),
    ("11", "1", "", "1.1"),
    ("22", "2", "", "2.2"),
    ("1.l0", "", "", "1.10"),
    ("1.1O", "", "", "1.10"),
    ("l.5", "", "", "1.5"),
    ("I.5", "", "", "1.5"),
    ("|.5", "", "", "1.5"),
    ("2i]", "", "", "2.1"),
    ("21]", "", "", "2.1"),
    ("1,5", "", "", "1.5"),
    ("5,6", "", "", "5.6"),
    ("1:5", "", "", "1.5"),
    ("3·2", "", "", "3.2"),
    ("3•2", "", "", "3.2"),
    ("2..3", "", "", "2.3"),
    ("S.1", "", "", "5.1"),
    ("Z.1", "", "", "2.1"),
    ("II.3", "", "", "2.3"),
    ("V.2", "", "", "5.2"),
    ("Tiéu chi 1.5", "", "", "1.5"),
    ("Tiêu chỉ 1.5", "", "", "1.5"),
    ("Tieu chi 2.3", "", "", "2.3"),
    ("Tiêu chi l.7", "", "", "1.7"),
    ("Tlêu chí 1.2", "", "", "1.2"),
    ("TIEU CHÍ 3.4", "", "", "3.4"),
    ("Tiêu chí\u00a01.5", "", "", "1.5"),
    ("Тiêu chí 1.5", "", "", "1.5"),  # a Cyrillic letter
    ("Tie\u0302u chi\u0301 1.5", "", "", "1.5"),  # decomposed
    ("“Tiêu chí 3.2", "", "", "3.2"),
    ("Tiên chí 3.4", "", "", "3.4"),
    ("Liêu chỉ 3.3: Nội dung", "", "", "3.3"),
    ("Hiển chí 52 Nội dung", "", "", "5.2"),
    ("343", "", "", "3.3"),
    ("14, Lập kế hoạch", "", "", "1.4"),
    ("143. Lập kế hoạch", "", "", "1.3"),
    ("15. Thư viện", "", "", "3.6"),
    ("1⁄3", "", "", "1.3"),
    ("1/2", "", "", "1.2"),
    ("Tiêu chí I.I", "", "", "1.1"),
    # unknown or impossible: kept
    ("Tiêu chí 1.11", "", "", "1.11"),
    ("8.2", "", "", "8.2"),
    ("Tiêu chí 7", "", "4", "7"),
    ("Tiêu chí 6.1", "", "", "6.1"),
    # no code at all
    ("", "", "", ""),
    ("-", "", "", ""),
    ("MỨC 2", "", "", ""),
    ("Tiêu chuẩn 1: Tổ chức và quản lý nhà trường", "", "", ""),
    ("Họp tổ chuyên môn", "", "", ""),
    ("12.5%", "", "", ""),
    ("10.5 triệu", "", "", ""),
    ("Công văn 5932/BGDĐT-QLCL", "", "", ""),
    # by title
    ("Phương hướng, chiến lược xây dựng và phát triển nhà trường", "", "", "1.1"),
    ("Thư viện", "", "", "3.6"),
    ("Lớp học", "", "", "1.5"),
    ("Quản lý hành chính, tài chính và tài sàn", "", "", "1.6"),
    ("Thuc hien quy che dan chu co so", "", "", "1.9"),
    ("Ban đại diện cha mẹ học sinh", "", "", "4.1"),
]


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(("text", "standard", "level", "want"), CASES)
def test_codes(text: str, standard: str, level: str, want: str) -> None:
    value = parse_criteria(text, framework=TT18, standard_hint=standard, level=level)
    assert " ".join(value.codes) == want


FLAGS = [
    ("31", "criteria_dot_restored"),
    ("1.l0", "criteria_ocr_mended"),
    ("1,5", "criteria_ocr_mended"),
    ("8.2", "criterion_not_in_framework"),
    ("1.9 - 2.2", "criteria_range_across_standards"),
    ("2.4 - 2.1", "criteria_range_odd"),
    ("Thư viện", "criteria_from_title"),
    ("Họp tổ chuyên môn", "criteria_unparsed"),
    ("Tiêu chuẩn 2, tiêu chí 3.1", "standard_mismatch"),
    ("Tiêu chí 1.5 mức 2, mức 3", "level_several"),
]


@pytest.mark.parametrize(("text", "flag"), FLAGS)
def test_flags(text: str, flag: str) -> None:
    assert flag in parse_criteria(text, framework=TT18).flags


@pytest.mark.parametrize("text", ["Tiêu chí 1.5. Lớp học", "1.10", "1.1-1.10", "Tiêu chí 4.2:"])
def test_clean_codes_have_no_flags(text: str) -> None:
    assert parse_criteria(text, framework=TT18).flags == ()


def test_title_is_kept_as_written() -> None:
    assert parse_criteria("Tiêu chí 1.5: Lớp học, số học sinh/lớp").title == (
        "Lớp học, số học sinh/lớp"
    )


def test_level_and_standard_of_the_cell() -> None:
    value = parse_criteria("Tiêu chí 2.2 (Mức 3)", framework=TT18)
    assert (value.standard, value.level, value.title) == ("2", "3", "")


def test_framework_decides_what_is_unknown() -> None:
    assert "criterion_not_in_framework" in parse_criteria("2.4", framework="19/2018/TT-BGDĐT").flags
    assert parse_criteria("2.4", framework=TT18).flags == ()


def test_old_framework_keeps_its_codes() -> None:
    value = parse_criteria("Tiêu chí 12", framework="42/2012/TT-BGDĐT", standard_hint="5")
    assert value.codes == ("5.12",)


@given(st.sampled_from([c for f in all_frameworks() for c in f.codes]), st.integers(0, 6))
def test_every_code_survives_every_clean_spelling(code: str, spelling: int) -> None:
    s, n = code.split(".")
    texts = (
        code, f"{code}.", f"Tiêu chí {code}", f"TC {code}: Nội dung", f"TIÊU CHÍ {code}",
        f"Tiêu chuẩn {s}, tiêu chí {n}", f"- Tiêu chí {code} - Nội dung",
    )  # fmt: skip
    assert parse_criteria(texts[spelling]).codes == (code,)


@given(st.data())
def test_ranges_expand_in_numeric_order(data: st.DataObject) -> None:
    codes = data.draw(st.sampled_from(all_frameworks())).codes
    first = data.draw(st.sampled_from(codes))
    same = [c for c in codes if c.split(".")[0] == first.split(".")[0]]
    rest = same[same.index(first) :]
    last = data.draw(st.sampled_from(rest))
    found = parse_criteria(f"Tiêu chí {first} đến tiêu chí {last}").codes
    assert found == tuple(rest[: rest.index(last) + 1]) == tuple(sorted(found, key=code_key))


@given(st.text(max_size=60))
def test_nothing_is_invented(text: str) -> None:
    """Every code comes from digits of the text, unless a title was recognised or mended."""
    value = parse_criteria(text, framework=TT18)
    if value.codes and not value.flags:
        assert any(c.isdigit() for c in text)
        assert set(value.codes) <= framework_codes(TT18)


@pytest.mark.parametrize(
    "text", ["Tiêu chí 3.1,3.2", "Tiêu chí\n3.1;3.2", "3.1,3.2", "TC 3.1, 3.2"]
)
def test_lists_without_blanks_after_the_comma(text: str) -> None:
    """ "3.1,3.2" came out as 3.3."""
    assert parse_criteria(text, standard_hint="3").codes == ("3.1", "3.2")


@pytest.mark.parametrize(
    ("text", "codes"),
    [("3.2.3.3", ("3.2", "3.3")), ("41,4:2", ("4.1", "4.2")), ("1.2.2.3", ()), ("3.2.3.4", ())],
)
def test_two_codes_that_follow_each_other_under_misread_signs(
    text: str, codes: tuple[str, ...]
) -> None:
    value = parse_criteria(text)
    assert value.codes == codes
    assert value.flags == (("criteria_ocr_mended",) if codes else ("criteria_unparsed",))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("H1-1.1-01", ("1.1",)),
        ("[H5-5.2-03]; [H5-5.3-01]", ("5.2", "5.3")),
        ("Hl-1.10-O1", ("1.10",)),
        ("H1-1-02-03", ("1.2",)),
        ("H1-7.1-01", ()),
        ("Hộp 1", ()),
    ],
)
def test_codes_of_evidence_bear_a_criterion(text: str, codes: tuple[str, ...]) -> None:
    assert evidence_criteria(text, TT18) == codes


@pytest.mark.parametrize("text", ["Tiêu chuẩn 2, 3", "Tiêu chuẩn 1 và 2", "Tiêu chuẩn 4; 5"])
def test_standards_counted_up_were_one_criterion(text: str) -> None:
    """ "Nhóm 2: Tiêu chuẩn 2, 3" was filed under criterion 2.3."""
    assert parse_criteria(text).codes == ()
    assert find_criteria(f"Nhóm 2: {text} - cô Lý phụ trách") == ()
