from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.diacritics import (
    RepairContext,
    build_context,
    repair,
    repair_cells,
    repair_lines,
)
from normalizers.text.unicode import strip_marks

GOOD = [
    "Kế hoạch cải tiến chất lượng giáo dục năm học 2022 - 2023",
    "Hiệu trưởng chỉ đạo tổ trưởng chuyên môn rà soát, bổ sung kế hoạch.",
    "Kinh phí: 20.000.000 đồng, lấy từ nguồn chi thường xuyên.",
    "Thông tư số 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ Giáo dục và Đào tạo",
    "Liên hệ: c3abc@tiengiang.edu.vn hoặc https://moet.gov.vn/van-ban?id=12",
    "Nhà trường dùng phần mềm Microsoft Office và Google Classroom trong dạy học.",
]


@pytest.mark.parametrize("line", GOOD)
def test_good_text_is_left_alone(line: str) -> None:
    result = repair(line)
    assert result.text == line
    assert result.changes == ()


@pytest.mark.parametrize("line", GOOD[:4])
def test_stripped_text_gets_its_marks_back(line: str) -> None:
    numbers_kept = strip_marks(line).replace("BGDDT", "BGDĐT")
    assert repair(numbers_kept, mode="stripped").text == line


def test_stripped_text_is_recognised() -> None:
    result = repair("To truong chuyen mon chiu trach nhiem kiem tra ho so cua giao vien")
    assert result.mode == "stripped"
    assert result.text == "Tổ trưởng chuyên môn chịu trách nhiệm kiểm tra hồ sơ của giáo viên"


def test_garbled_text_is_recognised_and_read() -> None:
    line = "Ké hoach cai tién chat lugng gi4o duc phai dugc x4c dinh cu thé, phu hgp thyc tién"
    result = repair(line)
    assert result.mode == "garbled"
    assert result.text == (
        "Kế hoạch cải tiến chất lượng giáo dục phải được xác định cụ thể, phù hợp thực tiễn"
    )


def test_case_punctuation_spacing_and_breaks_survive() -> None:
    text = "KE HOACH\n\n  1.  Muc dich,   yeu cau:\n\tTo truong (chuyen mon)\n"
    repaired = repair(text, mode="stripped").text
    assert strip_marks(repaired) == text
    assert repaired.startswith("KẾ HOẠCH\n\n  1.  Mục đích,   yêu cầu:\n\tTổ trưởng (chuyên môn)\n")


def test_every_change_names_what_it_changed() -> None:
    text = "Phu trach: hieu truong, to truong chuyen mon"
    result = repair(text, mode="stripped")
    assert result.changes
    rebuilt, shift = text, 0
    for change in result.changes:
        assert text[change.start : change.end] == change.original
        assert change.original != change.replacement
        assert 0 <= change.probability <= 1
        if change.applied:
            start, end = change.start + shift, change.end + shift
            rebuilt = rebuilt[:start] + change.replacement + rebuilt[end:]
            shift += len(change.replacement) - len(change.original)
    assert rebuilt == result.text


def test_numbers_codes_and_addresses_are_frozen_in_every_mode() -> None:
    text = "5932/BGDĐT-QLCL 12/2022 2.1 09:30 a.b@c.edu.vn www.moet.gov.vn III XIV 15% 7.500.000"
    for mode in ("stripped", "garbled", "ocr"):
        assert repair(text, mode=mode).text == text


def test_vietnamese_ocr_slips_are_mended_and_the_rest_kept() -> None:
    text = "Phó Hiệu trưởng phụ trách thấm định, bố sung cơ sở vật chất, tố chức thi HSG"
    result = repair(text, mode="ocr")
    assert result.text == (
        "Phó Hiệu trưởng phụ trách thẩm định, bổ sung cơ sở vật chất, tổ chức thi HSG"
    )
    assert [c.original for c in result.changes if c.applied] == ["thấm", "bố", "tố"]


def test_a_word_the_engine_is_sure_of_is_harder_to_change() -> None:
    text = "trẻ em bị tố chức"
    sure = repair(text, mode="ocr", word_confs=[0.99] * 5)
    unsure = repair(text, mode="ocr", word_confs=[0.99, 0.99, 0.99, 0.3, 0.99])
    chance = {c.original: c.probability for c in sure.changes}
    doubt = {c.original: c.probability for c in unsure.changes}
    assert doubt["tố"] > chance.get("tố", 0.0)


def test_lines_keep_their_number_and_context_runs_over_breaks() -> None:
    lines = ["Can cu ket qua tu danh gia cua nha", "truong nam hoc qua,", "", "hieu truong"]
    results = repair_lines(lines, mode="stripped")
    assert len(results) == 4
    assert results[0].text == "Căn cứ kết quả tự đánh giá của nhà"
    assert results[1].text == "trường năm học qua,"
    assert results[2].text == ""


def test_the_document_decides_between_equal_readings() -> None:
    for name in ("Trần Thị Hoàn", "Trần Thị Hoan"):
        context = build_context([f"Phân công bà {name} làm thư ký"])
        assert repair(strip_marks(name), mode="stripped", context=context).text == name


def test_the_column_decides_in_short_cells() -> None:
    cell = "Truong ban lao dong"
    owner = repair(cell, mode="stripped", context=RepairContext(column="owner"))
    assert owner.text == "Trưởng ban lao động"


def test_text_without_marks_teaches_the_context_nothing() -> None:
    assert build_context(["Ke hoach cua truong"]).words == {}


def test_mode_none_changes_nothing() -> None:
    assert repair("Ke hoach cua truong", mode="none").text == "Ke hoach cua truong"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["auto", "stripped", "garbled", "ocr"]))
def test_any_text_survives(text: str, mode: str) -> None:
    result = repair(text, mode=mode)  # type: ignore[arg-type]
    assert result.text.count("\n") == text.count("\n")


@given(st.text(alphabet="abcdeghiklmnopqrstuvxy ", max_size=60))
@settings(max_examples=40, deadline=None)
def test_stripping_undoes_the_repair_of_stripped_text(text: str) -> None:
    assert strip_marks(repair(text, mode="stripped").text) == text


def test_a_misread_word_is_no_evidence_for_itself() -> None:
    lines = ["Phụ trách thấm định hồ sơ của các tổ chuyên môn trong nhà trường"]
    context = build_context(lines)
    assert repair(lines[0], mode="ocr", context=context).text.startswith("Phụ trách thẩm định")


def test_garbled_lines_teach_the_context_nothing() -> None:
    lines = ["Ké hoach cai tién chat lugng gi4o duc cia truong, viéc thyc hién"] * 3
    context = build_context(lines)
    assert context.words == {}
    assert "việc thực hiện" in repair(lines[0], mode="garbled", context=context).text


def test_cells_are_repaired_each_by_itself_and_in_order() -> None:
    cells = ["Hieu truong", "", "Truong ban lao dong\nTo truong chuyen mon", "Thang 9 - 12"]
    columns = ["owner", "action", "owner", "deadline"]
    results = repair_cells(cells, mode="stripped", columns=columns)
    assert [r.text for r in results] == [
        "Hiệu trưởng",
        "",
        "Trưởng ban lao động\nTổ trưởng chuyên môn",
        "Tháng 9 - 12",
    ]
    change = results[2].changes[-1]
    assert cells[2][change.start : change.end] == change.original == "mon"


def test_confidences_of_cells_reach_their_words() -> None:
    cells = ["Phụ trách thấm định", "bị tố chức"]
    sure = repair_cells(cells, mode="ocr", word_confs=[[0.99] * 4, [0.99] * 3])
    doubt = repair_cells(cells, mode="ocr", word_confs=[[0.99] * 4, [0.99, 0.2, 0.99]])
    chance = {c.original: c.probability for c in sure[1].changes}
    assert {c.original: c.probability for c in doubt[1].changes}["tố"] > chance.get("tố", 0)


def test_capitals_stay_capitals_beside_small_letters() -> None:
    """Regression: a two-column header "SỞ Y TẾ Độc lập - Tự do" once became "Sở Y Tế ..."."""
    line = "SỞ Y TẾ Độc lập - Tự do - Hạnh phúc"
    assert repair(line, mode="ocr").text == line
    assert repair("SO Y TE Doc lap - Tu do - Hanh phuc", mode="garbled").text == line


def test_markup_and_abbreviations_in_sound_text_stay() -> None:
    """Regression: "<p>Các" once became "<các" and "HĐ TĐG" "HĐ TÔ"."""
    text = '<p>Các nhóm thực hiện:</p> <ul style="list-style-type: none"> - Báo cáo về HĐ TĐG.'
    for mode in ("auto", "ocr", "garbled"):
        assert repair(text, mode=mode).text == text


FROZEN = st.one_of(
    st.from_regex(r"[1-9][0-9]{0,2}(\.[0-9]{3}){1,3}", fullmatch=True),
    st.dates().map(lambda d: d.strftime("%d/%m/%Y")),
    st.from_regex(r"[1-9]\.[1-9][0-9]?", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{1,3}/(QĐ|KH|TB|BC)-(UBND|SGDĐT|THPT)", fullmatch=True),
    st.from_regex(r"[a-z]{3,8}\.[a-z]{2,6}@[a-z]{3,9}\.edu\.vn", fullmatch=True),
    st.from_regex(r"https://[a-z]{3,9}\.gov\.vn/[a-z0-9\-]{1,12}", fullmatch=True),
    st.sampled_from(["II", "III", "IV", "VII", "XIV", "15%", "7h30", "ke_hoach.docx"]),
)
WORDS = {
    "auto": "nhà trường",
    "stripped": "nha truong",
    "garbled": "nha trudng",
    "ocr": "nhà trưởng",
}


@given(st.lists(FROZEN, min_size=1, max_size=5), st.sampled_from(sorted(WORDS)))
@settings(max_examples=80, deadline=None)
def test_what_is_frozen_stays_among_words_of_any_damage(frozen: list[str], mode: str) -> None:
    text = " ".join(part for item in frozen for part in (WORDS[mode], item))
    result = repair(text, mode=mode)  # type: ignore[arg-type]
    assert result.text.split()[2::3] == frozen


@given(st.permutations(GOOD), st.integers(0, len(GOOD)))
@settings(max_examples=25, deadline=None)
def test_repair_is_the_identity_on_sound_documents(lines: list[str], count: int) -> None:
    text = "\n".join(lines[:count])
    assert repair(text) == repair(text, mode="none")
    assert repair(text).text == text


@given(st.text(max_size=40), st.sampled_from(["stripped", "garbled", "ocr"]))
@settings(max_examples=60, deadline=None)
def test_applied_changes_lead_from_the_text_to_the_result(text: str, mode: str) -> None:
    result = repair(text, mode=mode)  # type: ignore[arg-type]
    parts, at = [], 0
    for change in result.changes:
        assert text[change.start : change.end] == change.original
        if change.applied:
            parts += [text[at : change.start], change.replacement]
            at = change.end
    assert "".join([*parts, text[at:]]) == result.text


def test_a_footnote_sign_before_a_name_is_no_letter() -> None:
    """Regression: "^Nguyễn" became "nguyễn"."""
    text = "ngày 12 tháng 7 năm 2021.^Nguyễn Thị Hiền, ^Lịch triều hiến chương"
    assert repair(text, mode="ocr").text == text


@pytest.mark.parametrize("name", ["Marle Curle", "Mari Quri", "Marle Curie"])
def test_a_foreign_name_is_not_made_vietnamese(name: str) -> None:
    """ "Marle" became "Mai"; the change is still told as a suggestion."""
    text = f"Trường THPT {name}"
    assert repair(text, mode="ocr", word_confs=[0.7] * 4).text == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Sh35 - 8h45", "8h35 - 8h45"),
        ("Tháng 1 1/2024 -", "Tháng 11/2024 -"),
        ("trước ngày 1 5/11/2024", "trước ngày 15/11/2024"),
        ("tháng 1 5/2024", "tháng 1 5/2024"),
        ("từ 10h30 đến I1h00", "từ 10h30 đến 11h00"),
        ("lúc 7hOO, ngày 18/11", "lúc 7h00, ngày 18/11"),
        ("Đại diện Lãnh đạo Sở GD&DT TP.HCM", "Đại diện Lãnh đạo Sở GD&ĐT TP.HCM"),
        ("Phòng GDDT huyện", "Phòng GDĐT huyện"),
        ("Công đoàn, Ban TIND", "Công đoàn, Ban TTND"),
        ("BGH và -GVGŒN", "BGH và -GVCN"),
        ("Thi HSG, KNTT", "Thi HSG, KNTT"),
        ("Sh là chữ viết tắt", "Sh là chữ viết tắt"),
        ("lớp 5h, tổ Ih", "lớp 5h, tổ Ih"),
    ],
)
def test_forms_of_fixed_spelling(read: str, meant: str) -> None:
    result = repair(read, mode="ocr", word_confs=[0.9] * len(read.split()))
    assert result.text == meant
    assert any(change.applied for change in result.changes) == (read != meant)
