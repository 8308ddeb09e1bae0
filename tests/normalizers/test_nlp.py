"""The spaCy pipeline of the recognisers."""

from __future__ import annotations

import pytest

from normalizers.nlp import COMPONENTS, SPANS_KEY, nlp

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
