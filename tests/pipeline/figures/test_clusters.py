from __future__ import annotations

from pathlib import Path

import pytest

from normalizers.owners import load_synonyms, parse_owners
from pipeline.figures.clusters import clusters_of, mapping_file


def groups(*names: str, **counted: int) -> list[set[str]]:
    return [set(c.spellings) for c in clusters_of(dict.fromkeys(names, 1) | counted)]


@pytest.mark.parametrize(
    "names",
    [
        {"Ban Hòa giải học đường", "BAN HOÀ GIẢI HỌC ĐƯỜNG"},
        {"Ban Quản lý vườn", "ban quản lí vườn."},
        {"Ban CSVC", "Ban Cơ sở vật chất"},
        {"Nhóm STKH trẻ", "Nhóm Sáng tạo khoa học trẻ"},
        {"To tu van hoc duong", "Tổ Tư vấn học đường"},
    ],
)
def test_spellings_of_one_name_are_offered_together(names: set[str]) -> None:
    assert groups(*names) == [names]


@pytest.mark.parametrize(
    "names",
    [
        ("Ban Hòa giải", "Ban Hoa giải"),
        ("Tổ Toán", "Tổ Toán - Tin"),
        ("Tổ 1", "Tổ 2"),
        ("Nhóm công tác số 1", "Nhóm công tác số 2"),
        ("Ban CSVC", "Ban Cải cách thủ tục"),
        ("Hoi", "Hội", "Hồi"),  # two names have these letters: which is meant is not known
        ("Ban QLV", "Ban Quản lý vườn", "Ban Quỹ lớp vui"),
    ],
)
def test_different_names_stay_apart(names: tuple[str, ...]) -> None:
    assert groups(*names) == []


def test_a_rare_slip_in_a_long_name_is_a_guess_that_people_accept(tmp_path: Path) -> None:
    names = {"Hội đồng tự đánh giá nhà trường": 30, "Hội đồng tự đánh gia nhà trường": 1}
    names |= {"Hội đồng tự đánh giá nhá trường": 1}
    (cluster,) = clusters_of(names)
    assert not cluster.sure and cluster.count == 32
    lines = mapping_file([cluster]).splitlines()
    assert [line[:3] for line in lines if "\t" in line and "Cách viết<" not in line] == ["#? "] * 2


def test_run_reads_the_file_as_roles(tmp_path: Path) -> None:
    names = {"Ban QL vườn sinh thái": 2, "Ban Quản lý vườn sinh thái": 9}
    path = tmp_path / "names.tsv"
    path.write_text(mapping_file(clusters_of(names)), "utf-8")
    synonyms = load_synonyms(path)
    found = parse_owners("Ban QL vườn sinh thái", synonyms=synonyms)
    assert found.owners == ("Ban Quản lý vườn sinh thái",)


def test_actions_of_nearly_the_same_words_are_guesses() -> None:
    text = "Rà soát, bổ sung nội quy phòng bộ môn và niêm yết tại cửa phòng trước ngày khai giảng"
    names = {text: 3, text.replace("Rà soát, bổ", "Bổ") + ".": 1, "Trồng cây": 1}
    (cluster,) = clusters_of(names, "actions")
    assert cluster.name == text and not cluster.sure
