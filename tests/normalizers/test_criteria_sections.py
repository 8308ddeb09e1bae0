"""Section rows, levels, standards, titles, and mending by sequence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.criteria import (
    CriteriaValue,
    Section,
    normalise_sequence,
    parse_criteria,
    parse_level,
    parse_standard,
    section_of,
    title_to_code,
)
from normalizers.frameworks import all_frameworks

TT18 = "18/2018/TT-BGDĐT"

LEVELS = [
    ("Mức 1", "1"), ("MỨC 2", "2"), ("mức 3.", "3"), ("Mức 4:", "4"), ("Mức độ 2", "2"),
    ("mức độ II", "2"), ("Mức độ III", "3"), ("Mức IV", "4"), ("cấp độ 3", "3"), ("Cấp độ I", "1"),
    ("2", "2"), ("II", "2"), ("Đạt mức 2", "2"), ("Đạt 3", "3"), ("MÚC 2", "2"), ("Mực 3", "3"),
    ("MUC 2", "2"), ("Mức l", "1"), ("Mức Il", "2"), ("Mức: 2", "2"), ("Mức 2 ", "2"),
    ("Mức 1, 2 và 3", ""), ("Mức 2, mức 3", ""), ("Mức 5", ""), ("7", ""), ("", ""), ("Mức", ""),
    ("Đối với các tiêu chí Mức 4", "4"), ("1.5 (Mức 2)", "2"), ("mức\u00a03", "3"),
    ("Hiệu trưởng", ""), ("Mức đạt: 3", ""), ("Cấp độ 2 (Mức 2)", "2"), ("mức độ 2 - 3", ""),
]  # fmt: skip

STANDARDS = [
    ("Tiêu chuẩn 1", "1"), ("Tiêu chuẩn 2: Cán bộ quản lý, giáo viên", "2"), ("TIÊU CHUẨN 3", "3"),
    ("Tiêu chuẩn IV", "4"), ("Tiêu chuẩn số 5", "5"), ("Tiêu chuẩn: 2", "2"), ("3", "3"),
    ("IV", "4"), ("2.", "2"), ("Tiéu chuén 2", "2"), ("Tiêu chuân 1", "1"), ("Tieu chuan 4", "4"),
    ("Tiêu chuẩn Il", "2"), ("Tiêu chuẩn l", "1"), ("T/chuẩn 2", "2"), ("", ""),
    ("Hiệu trưởng", ""), ("Tiêu chí 1.5", ""), ("1.5", ""), ("Tổ chức và quản lý nhà trường", "1"),
    ("2. Cán bộ quản lý, giáo viên, nhân viên và học sinh", "2"), ("Tiêu chuẩn 6", "6"),
    ("Quan hệ giữa nhà trường, gia đình và xã hội", "4"),
    ("Cơ sở vật chất và thiết bị dạy học", "3"),
]  # fmt: skip

SECTIONS = [
    ("MỨC 2", Section("2", "", "")),
    ("Mức 1", Section("1", "", "")),
    ("Mức độ II", Section("2", "", "")),
    ("I. MỨC 2", Section("2", "", "")),
    ("A. Mức 3", Section("3", "", "")),
    ("2. Đối với các tiêu chí Mức 4", Section("4", "", "")),
    ("1. Đối với các tiêu chí Mức 1, 2 và 3", Section("", "", "")),
    ("Các tiêu chí Mức 4:", Section("4", "", "")),
    ("Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
     Section("", "1", "Tổ chức và quản lý nhà trường")),
    ("1 Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
     Section("", "1", "Tổ chức và quản lý nhà trường")),
    ("TIÊU CHUẨN 2. CÁN BỘ QUẢN LÝ", Section("", "2", "CÁN BỘ QUẢN LÝ")),
    ("II. Tiêu chuẩn 2 - Cán bộ quản lý", Section("", "2", "Cán bộ quản lý")),
    ("Tiêu chuẩn III", Section("", "3", "")),
    ("Mức 2 - Tiêu chuẩn 3", Section("2", "3", "")),
    ("Tiêu chuẩn 4 (Mức 3)", Section("3", "4", "")),
    ("Tiéu chuén 5: Hoạt động giáo dục", Section("", "5", "Hoạt động giáo dục")),
    ("Tổ chức và quản lý nhà trường", Section("", "1", "Tổ chức và quản lý nhà trường")),
    ("Tiêu chí 1.5: Lớp học", None),
    ("Hiệu trưởng", None),
    ("", None),
    ("1.5", None),
    ("Nhà trường đạt chuẩn quốc gia mức độ 1", None),
    ("Mức 2 nhà trường tiếp tục phấn đấu", None),
    ("Tháng 9/2023", None),
    ("Tiêu chuẩn 1, tiêu chí 1.5", None),
]  # fmt: skip

TITLES = [
    ("Phương hướng, chiến lược xây dựng và phát triển nhà trường", TT18, "1.1"),
    ("PHƯƠNG HƯỚNG, CHIẾN LƯỢC XÂY DỰNG VÀ PHÁT TRIỂN NHÀ TRƯỜNG", TT18, "1.1"),
    ("Phuong huong, chien luoc xay dung va phat trien nha truong", TT18, "1.1"),
    ("Thiết bị", TT18, "3.5"),
    ("Thư viện", TT18, "3.6"),
    ("Thư viện", "17/2018/TT-BGDĐT", "3.6"),
    ("Khối hành chính - quản trị", TT18, "3.3"),
    ("Kết quả giáo dục", TT18, "5.6"),
    ("Kết quả giáo dục", "17/2018/TT-BGDĐT", "5.5"),
    ("Kết quả giáo dục", "19/2018/TT-BGDĐT", "5.4"),
    ("Kết quả giáo dục", None, ""),  # the circulars disagree
    ("Khu vệ sinh, hệ thống cấp thóat nước", TT18, "3.4"),
    ("Đối với giáo viên", TT18, "2.2"),
    ("Đối với nhân viên", TT18, "2.3"),
    ("Tổ chức họp phụ huynh", TT18, ""),
    ("", TT18, ""),
    ("Lớp", TT18, ""),
]


@pytest.mark.parametrize(("text", "want"), LEVELS)
def test_parse_level(text: str, want: str) -> None:
    assert parse_level(text) == want


@pytest.mark.parametrize(("text", "want"), STANDARDS)
def test_parse_standard(text: str, want: str) -> None:
    assert parse_standard(text) == want


@pytest.mark.parametrize(("text", "want"), SECTIONS)
def test_section_of(text: str, want: Section | None) -> None:
    assert section_of(text) == want


@pytest.mark.parametrize(("title", "framework", "want"), TITLES)
def test_title_to_code(title: str, framework: str | None, want: str) -> None:
    assert title_to_code(title, framework) == want


@given(st.sampled_from([f for f in all_frameworks() if "2018" in f.id]), st.data())
def test_every_official_title_finds_its_code(framework, data) -> None:  # type: ignore[no-untyped-def]
    criterion = data.draw(st.sampled_from(framework.criteria))
    assert title_to_code(criterion.title, framework.id) in (criterion.code, "")
    titles = [c.title for c in framework.criteria]
    if titles.count(criterion.title) == 1:
        assert title_to_code(criterion.title, framework.id) == criterion.code


def _values(*cells: str) -> list[CriteriaValue]:
    return [parse_criteria(cell, framework=TT18) for cell in cells]


def _codes(values: tuple[CriteriaValue, ...]) -> list[str]:
    return [";".join(v.codes) for v in values]


def test_sequence_mends_an_impossible_code() -> None:
    mended = normalise_sequence(_values("3.4", "8.5", "3.6"))
    assert _codes(mended) == ["3.4", "3.5", "3.6"]
    assert mended[1].flags == ("criteria_from_sequence",)


def test_sequence_fills_an_unreadable_code() -> None:
    assert _codes(normalise_sequence(_values("1.8", "lhÈ", "1.10"))) == ["1.8", "1.9", "1.10"]


def test_sequence_never_changes_a_good_code() -> None:
    values = _values("1.1", "2.4", "1.3")
    assert _codes(normalise_sequence(values)) == ["1.1", "2.4", "1.3"]


def test_sequence_leaves_doubt_without_neighbours() -> None:
    assert _codes(normalise_sequence(_values("8.5", "3.6"))) == ["8.5", "3.6"]
    assert _codes(normalise_sequence(_values("3.1", "8.5", "3.6"))) == ["3.1", "8.5", "3.6"]


def test_sequence_flags_a_step_back() -> None:
    flags = normalise_sequence(_values("1.4", "1.2"))[1].flags
    assert "criteria_out_of_order" in flags
    assert normalise_sequence(_values("5.6", "1.1"))[1].flags == ()


MORE_LEVELS: list[tuple[str, str]] = [
    ("Mức 1", "1"),
    ("MỨC 2", "2"),
    ("mức 3", "3"),
    ("Mức 4", "4"),
    ("Mức độ 1", "1"),
    ("mức độ II", "2"),
    ("Mức độ III", "3"),
    ("cấp độ 3", "3"),
    ("Cấp độ 2", "2"),
    ("Mức I", "1"),
    ("MỨC IV", "4"),
    ("Muc 2", "2"),
    ("MUC 3", "3"),
    ("Mức: 2", "2"),
    ("2", "2"),
    ("II", "2"),
    ("Đạt mức 3", "3"),
    ("5", ""),
    ("Mức 5", ""),
    ("", ""),
    ("Mức 1, 2", ""),
    ("Mức 1 và 2", ""),
    ("đạt", ""),
    ("Chưa đạt", ""),
    ("Mức l", "1"),
]
MORE_STANDARDS: list[tuple[str, str]] = [
    ("Tiêu chuẩn 1", "1"),
    ("TIÊU CHUẨN 2", "2"),
    ("Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học", "3"),
    ("Tiêu chuẩn số 4", "4"),
    ("Tiêu chuẩn V", "5"),
    ("Tieu chuan 2", "2"),
    ("Tiéu chuan 3", "3"),
    ("TC 4", ""),
    ("2", "2"),
    ("IV", "4"),
    ("1. Tổ chức và quản lý nhà trường", "1"),
    ("Tổ chức và quản lý nhà trường", "1"),
    ("TỔ CHỨC VÀ QUẢN LÝ NHÀ TRƯỜNG", "1"),
    ("Hoạt động giáo dục và kết quả giáo dục", "5"),
    ("To chuc va quan ly nha truong", "1"),
    ("Tố chức và quán lý nhà trường", "1"),
    ("Quan hệ giữa nhà trường, gia đình và xã hội", "4"),
    ("Tiêu chí 1.5", ""),
    ("1.5", ""),
    ("Họp hội đồng", ""),
    ("", ""),
]
MORE_SECTIONS: list[tuple[str, Section | None]] = [
    ("MỨC 1", Section("1", "", "")),
    ("Mức 2", Section("2", "", "")),
    ("MỨC 3:", Section("3", "", "")),
    ("A. MỨC 2", Section("2", "", "")),
    ("I. Mức 1", Section("1", "", "")),
    ("Tiêu chí đạt mức 3", Section("3", "", "")),
    ("Các tiêu chí Mức 4", Section("4", "", "")),
    ("Mức 1, 2 và 3", Section("", "", "")),
    ("1. Đối với các tiêu chí Mức 1, 2 và 3", Section("", "", "")),
    ("2. Đối với các tiêu chí Mức 4", Section("4", "", "")),
    (
        "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
        Section("", "1", "Tổ chức và quản lý nhà trường"),
    ),
    (
        "TIÊU CHUẨN 5. HOẠT ĐỘNG GIÁO DỤC VÀ KẾT QUẢ GIÁO DỤC",
        Section("", "5", "HOẠT ĐỘNG GIÁO DỤC VÀ KẾT QUẢ GIÁO DỤC"),
    ),
    ("Tiêu chuẩn II", Section("", "2", "")),
    ("Tiêu chuẩn II - Mức 3", Section("3", "2", "")),
    ("Mức 2 - Tiêu chuẩn 1", Section("2", "1", "")),
    ("Tieu chuan 3", Section("", "3", "")),
    ("MUC 2", Section("2", "", "")),
    ("Tiêu chuẩn 4", Section("", "4", "")),
    (
        "4. Quan hệ giữa nhà trường, gia đình và xã hội",
        Section("", "4", "Quan hệ giữa nhà trường, gia đình và xã hội"),
    ),
    ("Tiêu chí 1.5", None),
    ("Tiêu chí 1.5: Lớp học", None),
    ("Họp hội đồng trường", None),
    ("Tiêu chuẩn 1: - Rà soát hồ sơ\n- Báo cáo", None),
    ("", None),
    ("1", None),
    ("Hiệu trưởng", None),
    ("Tháng 9/2023", None),
    ("1.5 Mức 2", None),
]


@pytest.mark.parametrize(("text", "want"), MORE_LEVELS)
def test_more_levels(text: str, want: str) -> None:
    assert parse_level(text) == want


@pytest.mark.parametrize(("text", "want"), MORE_STANDARDS)
def test_more_standards(text: str, want: str) -> None:
    assert parse_standard(text) == want


@pytest.mark.parametrize(("text", "want"), MORE_SECTIONS)
def test_more_sections(text: str, want: Section | None) -> None:
    assert section_of(text) == want
