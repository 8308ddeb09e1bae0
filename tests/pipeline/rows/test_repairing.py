from __future__ import annotations

from extractors.types import Cell, Line, Page, Table, Word
from normalizers.text.alternative import Alternative
from pipeline.rows.repairing import repair_pages, word_alternatives, word_confidences

GOOD = "Hiệu trưởng phân công giáo viên thực hiện kế hoạch cải tiến chất lượng giáo dục."


def page(*blocks: Line | Table, read_by: str = "text") -> Page:
    return Page(1, 595, 842, read_by, blocks)  # type: ignore[arg-type]


def test_good_text_is_left_alone() -> None:
    given = page(Line(GOOD, 1))
    assert repair_pages([given]) == (given,)


def test_stripped_lines_and_cells_keep_what_was_read() -> None:
    cells = [
        Cell(0, 0, "TT", 1),
        Cell(0, 1, "Cong viec can thuc hien", 1),
        Cell(0, 2, "Nguoi chiu trach nhiem", 1),
        Cell(1, 0, "1", 1),
        Cell(1, 1, "Ra soat ho so, so sach cua to chuyen mon", 1),
        Cell(1, 2, "Hieu truong", 1),
    ]
    table = Table(1, 2, 3, tuple(cells), "ruled")
    (repaired,) = repair_pages([page(Line("Ke hoach cai tien chat luong giao duc", 1), table)])
    (line,) = repaired.lines
    assert line.text == "Kế hoạch cải tiến chất lượng giáo dục"
    assert line.raw == "Ke hoach cai tien chat luong giao duc"
    found = repaired.tables[0].text_rows()
    assert found[1] == ["1", "Rà soát hồ sơ, sổ sách của tổ chuyên môn", "Hiệu trưởng"]
    owner = repaired.tables[0].cells[-1]
    assert owner.raw == "Hieu truong"
    assert {(c.original, c.replacement) for c in owner.changes if c.applied} == {
        ("Hieu", "Hiệu"),
        ("truong", "trưởng"),
    }


def test_numbers_and_codes_are_frozen() -> None:
    text = "So 5932/BGDDT-QLCL ngay 28/12/2018, lien he a.b@moet.edu.vn"
    (repaired,) = repair_pages([page(Line(text, 1))])
    for frozen in ("28/12/2018", "a.b@moet.edu.vn", "5932/"):
        assert frozen in repaired.lines[0].text


def test_confidences_match_words_or_are_not_used() -> None:
    words = (Word("Hiệu", conf=0.9), Word("trưởng", conf=0.4))
    assert word_confidences("Hiệu\ntrưởng", words) == [0.9, 0.4]
    assert word_confidences("Hiệu trưởng ký", words) is None
    assert word_confidences("Hiệu trưởng", ()) is None


def test_alternatives_of_the_engine_decide_what_the_words_around_do_not() -> None:
    def name(letter: str) -> str:
        nearly = (Alternative(2, 3, letter, 1.0),)
        read = [Word("Em", conf=0.97), Word("Tiển", conf=0.3, alternatives=nearly)]
        read += [Word(w, conf=0.97) for w in ("làm", "lớp", "trưởng")]
        line = Line("Em Tiển làm lớp trưởng", 1, words=tuple(read))
        cell = Cell(0, 0, line.text, 1, words=line.words)
        table = Table(1, 1, 1, (cell,), "ruled")
        (repaired,) = repair_pages([page(line, table, read_by="ocr")])
        (mended,) = repaired.lines
        assert repaired.tables[0].cells[0].text == mended.text
        (change,) = mended.changes
        return change.replacement

    assert name("ế") == "Tiến"
    assert name("ê") == "Tiên"


def test_alternatives_match_words_or_are_not_used() -> None:
    nearly = (Alternative(0, 1, "B", 0.5),)
    words = (Word("Hiệu", alternatives=nearly), Word("trưởng"))
    assert word_alternatives("Hiệu\ntrưởng", words) == [nearly, ()]
    assert word_alternatives("Hiệu trưởng ký", words) is None
    assert word_alternatives("Hiệu", (Word("Hiệu"),)) is None


def test_a_rare_name_in_a_sound_typed_document_is_left_alone() -> None:
    given = page(Line(GOOD, 1), Table(1, 1, 1, (Cell(0, 0, "Chẩu Văn Lâm", 1),), "ruled"))
    (repaired,) = repair_pages([given])
    assert repaired.tables[0].cells[0].text == "Chẩu Văn Lâm"


def test_characters_that_nobody_sees_go() -> None:
    (repaired,) = repair_pages([page(Line("Hiệu\u200b trưởng phân\u00ad công giáo viên", 1))])
    assert repaired.lines[0].text == "Hiệu trưởng phân công giáo viên"


def _read(text: str, conf: float) -> Line:
    return Line(text, 1, words=tuple(Word(w, conf=conf) for w in text.split()))


def test_a_name_read_well_elsewhere_is_not_made_a_more_frequent_one() -> None:
    lines = [_read("Ủy ban nhân dân xã Lũng Cẩm tổ chức hội nghị", c) for c in (0.97, 0.97, 0.95)]
    (repaired,) = repair_pages([page(*lines, read_by="ocr")])
    assert all("Lũng Cẩm" in line.text for line in repaired.lines)


def test_syllables_of_a_person_and_known_abbreviations_are_kept() -> None:
    lines = [
        _read("Bài trắc nghiệm do thầy Trương Công", 0.8),
        _read("Đĩnh chấm", 0.8),
        _read("Phó Hiệu trưởng Lã Thị Nguyệt phân tích kết quả", 0.8),
        _read("Tổ chức hoạt động TDTT và thi đua", 0.8),
    ]
    (repaired,) = repair_pages([page(*lines, read_by="ocr")])
    text = " ".join(line.text for line in repaired.lines)
    assert "Trương Công Đĩnh chấm" in text
    assert "Lã Thị Nguyệt" in text
    assert "TDTT" in text
