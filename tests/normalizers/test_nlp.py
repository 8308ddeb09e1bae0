"""The spaCy pipeline of the recognisers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.nlp import COMPONENTS, SPANS_KEY, nlp
from normalizers.text.unicode import clean

TEXT = (
    "Giao Phó hiệu trưởng phối hợp với ông Nguyễn Văn An thực hiện tiêu chí 2.1, 2.3 theo Thông tư "
    "số 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ Giáo dục và Đào tạo từ tháng 9/2023 đến tháng "
    "5/2024, kinh phí 5 triệu đồng."
)


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str, str]]:
    return {(e.text, e.label_, e._.value) for e in nlp()(TEXT).ents}


@pytest.mark.parametrize(
    "entity",
    [
        ("Phó hiệu trưởng", "ROLE", "Phó hiệu trưởng"),
        ("Nguyễn Văn An", "PERSON", "Nguyễn Văn An"),
        ("tiêu chí 2.1, 2.3", "CRITERION", "2.1;2.3"),
        ("Thông tư số 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ Giáo dục và Đào tạo",
         "LEGAL", "18/2018/TT-BGDĐT"),
        ("từ tháng 9/2023 đến tháng 5/2024", "DATE", "2023-09-01/2024-05-31"),
        ("5 triệu đồng", "MONEY", "5000000"),
    ],
)  # fmt: skip
def test_entities(found: set[tuple[str, str, str]], entity: tuple[str, str, str]) -> None:
    assert entity in found


def test_words_are_vietnamese_words() -> None:
    words = [token.text for token in nlp()("Hiệu trưởng phân công giáo viên chủ nhiệm.")]
    assert "Hiệu trưởng" in words and "phân công" in words


def test_text_is_kept_but_for_clean_up() -> None:
    text = "Hoa\u0300 b\u00ecnh;  hai  blanks\nvà dòng mới\t."
    assert nlp()(text).text == "Hòa bình;  hai  blanks\nvà dòng mới\t."


@pytest.mark.parametrize("text", ["", " ", "\n\n", "§§ …", "a" * 500])
def test_odd_texts(text: str) -> None:
    assert nlp()(text).text == text


def test_overlapping_spans_are_all_kept() -> None:
    doc = nlp()("Thông tư số 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ Giáo dục và Đào tạo.")
    labels = {s.label_ for s in doc.spans[SPANS_KEY]}
    assert {"LEGAL", "DATE"} <= labels
    assert [e.label_ for e in doc.ents] == ["LEGAL"]


def test_components_can_be_chosen() -> None:
    with nlp().select_pipes(enable=["kehoach_dates"]):
        assert {e.label_ for e in nlp()(TEXT).ents} == {"DATE"}
    assert nlp().pipe_names == list(COMPONENTS)


# (phrase, label, value): people with their titles, damaged codes among them
ENTITIES: list[tuple[str, str, str]] = [
    ("Hiệu trưởng", "ROLE", "Hiệu trưởng"),
    ("Phó HT", "ROLE", "Phó hiệu trưởng"),
    ("TTCM", "ROLE", "Tổ trưởng chuyên môn"),
    ("Tổ trưởng chuyên môn", "ROLE", "Tổ trưởng chuyên môn"),
    ("Công đoàn", "ROLE", "Công đoàn"),
    ("GVCN", "ROLE", "Giáo viên chủ nhiệm"),
    ("Kế toán", "ROLE", "Kế toán"),
    ("Ban đại diện CMHS", "ROLE", "Ban đại diện cha mẹ học sinh"),
    ("Hội đồng TĐG", "ROLE", "Hội đồng tự đánh giá"),
    ("Nhóm công tác số 3", "ROLE", "Nhóm công tác số 3"),
    ("Tổng phụ trách Đội", "ROLE", "Tổng phụ trách Đội"),
    ("Nhân viên y tế", "ROLE", "Nhân viên y tế"),
    ("Phòng GD&ĐT", "ROLE", "Phòng Giáo dục và Đào tạo"),
    ("ông Nguyễn Văn An", "PERSON", "Nguyễn Văn An"),
    ("bà Trần Thị Bích Hạnh", "PERSON", "Trần Thị Bích Hạnh"),
    ("cô Lê Thị Mơ", "PERSON", "Lê Thị Mơ"),
    ("đ/c Phạm Minh Tuấn", "PERSON", "Phạm Minh Tuấn"),
    ("Đỗ Hoàng Yến", "PERSON", "Đỗ Hoàng Yến"),
    ("tiêu chí 1.5", "CRITERION", "1.5"),
    ("tiêu chí 2.1, 2.3", "CRITERION", "2.1;2.3"),
    ("Tiêu chí 1.8 đến 1.10", "CRITERION", "1.8;1.9;1.10"),
    ("TC 3.2", "CRITERION", "3.2"),
    ("tiêu chuẩn 4", "CRITERION", "4"),
    ("ngày 15/5/2024", "DATE", "2024-05-15/2024-05-15"),
    ("trước ngày 20/11/2023", "DATE", "/2023-11-20"),
    ("từ 01-30/11/2023", "DATE", "2023-11-01/2023-11-30"),
    ("tháng 8/2023", "DATE", "2023-08-01/2023-08-31"),
    ("tháng 8/2023 đến tháng 5/2024", "DATE", "2023-08-01/2024-05-31"),
    ("01/11/2023-31/5/2024", "DATE", "2023-11-01/2024-05-31"),
    ("Quý IV năm 2023", "DATE", "2023-10-01/2023-12-31"),
    ("năm học 2023-2024", "DATE", "2023-08-01/2024-07-31"),
    ("trước 15/5/2024", "DATE", "/2024-05-15"),
    ("5 triệu đồng", "MONEY", "5000000"),
    ("12.500.000 đồng", "MONEY", "12500000"),
    ("1,5 tỷ đồng", "MONEY", "1500000000"),
    ("350.000đ", "MONEY", "350000"),
    ("20 triệu", "MONEY", "20000000"),
    ("Thông tư số 18/2018/TT-BGDĐT", "LEGAL", "18/2018/TT-BGDĐT"),
    ("Công văn 5932/BGDĐT-QLCL", "LEGAL", "5932/BGDĐT-QLCL"),
    ("Quyết định số 12/QĐ-UBND", "LEGAL", "12/QĐ-UBND"),
    ("Kế hoạch số 45/KH-SGDĐT", "LEGAL", "45/KH-SGDĐT"),
    ("Nghị định số 30/2020/NĐ-CP", "LEGAL", "30/2020/NĐ-CP"),
    ("Thông tư 18/2018/TT-BGDDT", "LEGAL", "18/2018/TT-BGDĐT"),
    ("tiéu chí 2.4", "CRITERION", "2.4"),
]
FRAMES = ["{}.", "Kế hoạch nêu {}, sau đó báo cáo.", "- Nội dung: {};", "(xem {})"]

NO_ENTITIES = [
    "Trời hôm nay đẹp.",
    "Xem trang 15 và 16.",
    "Hiéu truỏng đi vắng.",  # a damaged word in prose is not guessed at
    "Lớp 5A có 35 em.",
    "Điểm 8,5/10.",
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("phrase", "label", "value"), ENTITIES)
def test_entity_in_a_sentence(phrase: str, label: str, value: str, frame: str) -> None:
    found = [(e.text, e.label_, e._.value) for e in nlp()(frame.format(phrase)).ents]
    shown = value if label == "PERSON" else phrase  # a person's entity is the name without title
    assert (shown, label, value) in found


@pytest.mark.parametrize("text", NO_ENTITIES)
def test_nothing_is_found_where_nothing_is(text: str) -> None:
    assert nlp()(text).ents == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*(p for p, _, _ in ENTITIES), "và", "theo", "\n", ";"]), max_size=6)
)
def test_entities_lie_in_order_without_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces)
    doc = nlp()(text)
    assert doc.text == clean(text)
    ends = 0
    for entity in doc.ents:
        assert entity.start_char >= ends
        assert entity._.value
        ends = entity.end_char
