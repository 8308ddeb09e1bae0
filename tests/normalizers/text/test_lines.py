from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.lines import one_line, unwrap


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rà soát đội\nngũ giáo viên", "Rà soát đội ngũ giáo viên"),
        ("- Rà soát đội\nngũ.\n- Bổ sung", "- Rà soát đội ngũ.\n- Bổ sung"),
        ("Công văn 5932/BGDĐT-\nQLCL", "Công văn 5932/BGDĐT-QLCL"),
        ("Họp tổ.\nBáo cáo", "Họp tổ.\nBáo cáo"),
        ("tháng 9/2023 -\ntháng 5/2024", "tháng 9/2023 - tháng 5/2024"),
        ("1. Họp\n2. Báo cáo", "1. Họp\n2. Báo cáo"),
        ("a\r\nb \u00a0 c", "a b c"),
        ("", ""),
    ],
)
def test_unwrap(text: str, expected: str) -> None:
    assert unwrap(text) == expected
    assert unwrap(expected) == expected


def test_one_line() -> None:
    assert one_line("  Tháng\n 8/2023\t đến  ") == "Tháng 8/2023 đến"


ITEMS = [
    "- Rà soát hồ sơ",
    "– Rà soát",
    "— Rà soát",
    "• Rà soát",
    "● Rà soát",
    "○ Rà soát",
    "▪ Rà soát",
    "■ Rà soát",
    "+ Rà soát",
    "* Rà soát",
    "\uf0b7 Rà soát",
    "\uf02d Rà soát",
    "-Rà soát",
    "+Rà soát",
    "1. Rà soát",
    "12. Rà soát",
    "1) Rà soát",
    "(1) Rà soát",
    "a) Rà soát",
    "b. Rà soát",
    "đ) Rà soát",
    "(a) Rà soát",
    "I. Rà soát",
    "IV. Rà soát",
    "II) Rà soát",
    "Tiêu chí 1.2",
    "Bước 2",
    "Nhóm 3",
    "Mức 4",
    "Tuần 12",
    "TIÊU CHÍ 3",
]
WRAPPED: list[tuple[str, str]] = [
    ("Kiện toàn Hội đồng\ntự đánh giá", "Kiện toàn Hội đồng tự đánh giá"),
    ("Phó hiệu\ntrưởng", "Phó hiệu trưởng"),
    ("Tổ\ntrưởng\nchuyên\nmôn", "Tổ trưởng chuyên môn"),
    ("Ban đại diện\ncha mẹ\nhọc sinh", "Ban đại diện cha mẹ học sinh"),
    ("Tháng\n11/2022", "Tháng 11/2022"),
    ("01/11/2023-\n31/5/2024", "01/11/2023- 31/5/2024"),
    ("Từ ngày\n05/9/2023 đến\n15/10/2023", "Từ ngày 05/9/2023 đến 15/10/2023"),
    ("Công văn số 5932/BGDĐT-\nQLCL", "Công văn số 5932/BGDĐT-QLCL"),
    ("Thông tư 18/2018/TT-\nBGDĐT", "Thông tư 18/2018/TT-BGDĐT"),
    ("Kế hoạch số 12/KH-\nTHCSHM", "Kế hoạch số 12/KH-THCSHM"),
    ("2021-\n2025", "2021- 2025"),
    ("Phòng GD&\nĐT", "Phòng GD& ĐT"),
    ("Hiệu trưởng,\nphó hiệu trưởng", "Hiệu trưởng, phó hiệu trưởng"),
    ("Giáo viên và\nNhân viên", "Giáo viên và Nhân viên"),
    ("Ban giám hiệu\nCông đoàn", "Ban giám hiệu Công đoàn"),
    ("năm học 2022 -\n2023", "năm học 2022 - 2023"),
    ("(mức\n3)", "(mức 3)"),
    ("Nguyễn Thị\nHoa", "Nguyễn Thị Hoa"),
    ("đạt 95 %\nhọc sinh", "đạt 95 % học sinh"),
    ("trên 85\n%", "trên 85 %"),
    ("Rà soát hồ sơ.\nBáo cáo kết quả.", "Rà soát hồ sơ.\nBáo cáo kết quả."),
    ("Rà soát hồ sơ;\nBáo cáo", "Rà soát hồ sơ;\nBáo cáo"),
    ("Nội dung:\nRà soát", "Nội dung:\nRà soát"),
    ("Đã xong chưa?\nChưa", "Đã xong chưa?\nChưa"),
    ("Tốt!\nKhá", "Tốt!\nKhá"),
    ("Vân vân…\nSau đó", "Vân vân…\nSau đó"),
    ("Rà soát.\nvà báo cáo", "Rà soát. và báo cáo"),
    ("Rà soát;\nbáo cáo", "Rà soát; báo cáo"),
    ("ngày 05.\n9.2023", "ngày 05. 9.2023"),
    ("P.\nHiệu trưởng", "P.\nHiệu trưởng"),
    ("đạt chuẩn\n- quốc gia", "đạt chuẩn\n- quốc gia"),
    ("từ 20\n-30/11", "từ 20 -30/11"),
    ("từ 20/10/2023\n– 30/11/2023", "từ 20/10/2023 – 30/11/2023"),
    ("Mua máy tính:\n- 5 bộ", "Mua máy tính:\n- 5 bộ"),
    ("tiêu chí\n1.2 và 1.3", "tiêu chí 1.2 và 1.3"),
    ("các lớp\n1A, 1B", "các lớp 1A, 1B"),
    ("tháng\n9.2023", "tháng 9.2023"),
    ("học sinh\nlớp 5", "học sinh lớp 5"),
    ("có\n12 phòng", "có 12 phòng"),
    ("và\na, b, c", "và a, b, c"),
    ("a  b", "a b"),
    ("a \n b", "a b"),
    ("a\tb", "a b"),
    ("a\xa0b", "a b"),
    ("\n\na\n\n", "a"),
    ("a\n\nb", "a b"),
    ("a\r\nb", "a b"),
    ("a\rb", "a b"),
    ("tự\xad đánh giá", "tự đánh giá"),
    ("  ", ""),
    ("", ""),
    ("\n", ""),
    ("a", "a"),
    (" - a", "- a"),
    ("- a\n- b\n- c", "- a\n- b\n- c"),
    ("- a\nb\n- c", "- a b\n- c"),
    ("- Rà soát\nhồ sơ;\n- Báo cáo\nkết quả.", "- Rà soát hồ sơ;\n- Báo cáo kết quả."),
    ("1. Rà soát\n2. Báo cáo", "1. Rà soát\n2. Báo cáo"),
    ("a) Một\nb) Hai", "a) Một\nb) Hai"),
    ("Ra soat\nho so", "Ra soat ho so"),
    ("Rà soát hồ sơ .\nBáo cáo", "Rà soát hồ sơ .\nBáo cáo"),
    ("_ Rà soát\n_ Báo cáo", "_ Rà soát _ Báo cáo"),
    ("~ Rà soát\n- Báo cáo", "~ Rà soát\n- Báo cáo"),
    ("Rà soát |\nhồ sơ", "Rà soát | hồ sơ"),
    ("Tiéu chi 1.5\nLop hoc", "Tiéu chi 1.5 Lop hoc"),
    ("Tiêu chí\n1.5", "Tiêu chí 1.5"),
    ("1172022\nThang", "1172022 Thang"),
]
FLAT: list[tuple[str, str]] = [
    ("a\nb", "a b"),
    (" a ", "a"),
    ("a\t\tb", "a b"),
    ("", ""),
    ("\n\n", ""),
    ("Phó\nhiệu  trưởng", "Phó hiệu trưởng"),
    ("a\xa0b", "a b"),
    ("a\r\nb", "a b"),
    ("- a\n- b", "- a - b"),
    ("Tháng 8/2023\nđến tháng 5/2024", "Tháng 8/2023 đến tháng 5/2024"),
    ("a\u3000b", "a b"),
    ("x\x0by", "x y"),
    ("một", "một"),
]


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("before", ["Hoàn thiện báo cáo", "Hoàn thiện báo cáo:", "Đã xong;"])
def test_an_item_of_a_list_begins_a_line(before: str, item: str) -> None:
    assert unwrap(f"{before}\n{item}\nvà báo cáo") == f"{before}\n{item} và báo cáo"


@pytest.mark.parametrize(("text", "want"), WRAPPED)
def test_wrapped_cells(text: str, want: str) -> None:
    assert unwrap(text) == want


@pytest.mark.parametrize(("text", "want"), FLAT)
def test_on_one_line(text: str, want: str) -> None:
    assert one_line(text) == want


PIECES = ["a", "Rà", "soát;", "hồ", "sơ.", "-", "1.", "Tiêu", "KH-", "BGDĐT,", "\u00ad"]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_unwrapping_loses_no_letter_and_twice_is_once(words: list[str]) -> None:
    text = "\n".join(words)
    once = unwrap(text)
    assert unwrap(once) == once
    letters = [c for c in text if not c.isspace() and c != "\u00ad"]
    assert [c for c in once if not c.isspace()] == letters
