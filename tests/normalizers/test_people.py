"""Names of people in cells and prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.people import find_people, find_people_in_prose, people_names, title_case
from normalizers.text.unicode import strip_marks

FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Hoàng", "Đặng", "Mai", "Đoàn", "Lý", "Tô", "Cao"]
MIDDLES = ["Văn", "Thị", "Hữu", "Minh", "Thị Ngọc", "Công", "Xuân", ""]
GIVEN = ["An", "Bình", "Hương", "Trường", "Phước", "Yến", "Êm"]

TEXTS = [
    ("Ông Nguyễn Văn An", ["Nguyễn Văn An"]),
    ("Bà: Lý Mỹ Hạnh <a@edu.vn>", ["Lý Mỹ Hạnh"]),
    ("ông Nguyễn Văn An, bà Trần Thị Bé", ["Nguyễn Văn An", "Trần Thị Bé"]),
    ("Nhóm trưởng Phan Hồng Yến", ["Phan Hồng Yến"]),
    ("Thầy Hùng và cô Lan", ["Hùng", "Lan"]),
    ("Thầy giáo Hùng", ["Hùng"]),
    ("Đ/c Hoa, đ/c Nguyễn Thị Mai", ["Hoa", "Nguyễn Thị Mai"]),
    ("đồng chí Lê Minh Tâm", ["Lê Minh Tâm"]),
    ("NGUYỄN THỊ HOA", ["Nguyễn Thị Hoa"]),
    ("Nguyen Van An", ["Nguyen Van An"]),
    ("Nguyễn An", ["Nguyễn An"]),
    ("Hiệu trưởng Trần Thị Thanh Bình - Chủ tịch", ["Trần Thị Thanh Bình"]),
    ("Lưu Thị Kim Thoa\nHiệu trưởng", ["Lưu Thị Kim Thoa"]),
    ("ThS. Võ Minh Đức", ["Võ Minh Đức"]),
    ("Hiệu trưởng", []), ("Công đoàn", []), ("CÔNG ĐOÀN", []), ("Đoàn Thanh niên", []),
    ("ĐOÀN THANH NIÊN", []), ("Tổ Văn phòng", []), ("Trường THPT Đoàn Kết", []),
    ("Cao Bằng", []), ("Hồ Chí Minh", []), ("TP. Hồ Chí Minh", []), ("Thái Nguyên", []),
    ("các đồng chí trong Hội đồng TĐG", []), ("Tiến độ thực hiện", []), ("", []),
    ("minh chứng đã thu thập", []), ("Ủy ban nhân dân", []), ("Mức 2", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), TEXTS)
def test_people(text: str, want: list[str]) -> None:
    assert list(people_names(text)) == want


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("middle", [m for m in MIDDLES if m])
@pytest.mark.parametrize("form", ["{}", "Ông {}", "- {} (HT)", "Nhóm trưởng: {}"])
def test_names_of_three_and_more_words(family: str, middle: str, form: str) -> None:
    name = f"{family} {middle} Bình"
    assert people_names(form.format(name)) == (name,)


def test_offsets_and_title() -> None:
    text = "Giao bà Trần Thị Bé thực hiện"
    (person,) = find_people(text)
    assert text[person.start : person.end] == person.name == "Trần Thị Bé"
    assert person.title == "Bà"


def test_title_case() -> None:
    assert title_case("LÊ VĂN TÁM") == "Lê Văn Tám"
    assert title_case("Lê văn Tám") == "Lê văn Tám"


def test_prose_with_underthesea_keeps_what_rules_found() -> None:
    text = "Hiệu trưởng giao ông Nguyễn Văn An và bà Trần Thị Bé kiểm tra hồ sơ của tổ."
    names = [p.name for p in find_people_in_prose(text)]
    assert names == ["Nguyễn Văn An", "Trần Thị Bé"]


@given(st.sampled_from(FAMILIES), st.sampled_from(MIDDLES), st.sampled_from(GIVEN),
       st.booleans(), st.booleans())  # fmt: skip
def test_a_titled_name_survives(
    family: str, middle: str, given_name: str, capitals: bool, bare: bool
) -> None:
    name = " ".join(w for w in (family, middle, given_name) if w)
    written = strip_marks(name) if bare else name
    text = f"Ông {written.upper() if capitals else written}, Phó hiệu trưởng"
    assert people_names(text) == (written,)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for person in find_people(text):
        assert person.name and person.name[0].isupper()
