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
