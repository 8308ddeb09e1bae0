"""The figures of benchmarks.meaning, on rows small enough to judge by eye."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks._runs import RunDocument, Truth, load_truth
from benchmarks._tasks import Tally, judge, judge_header, likeness, same_header, same_owner
from benchmarks.meaning import CASES, judge_document, missed_floors

TASK = {
    "must": "True",
    "action": "Kiểm kê hóa chất, dán nhãn lọ trong phòng thí nghiệm",
    "owner": "Cô Lan; Tổ Hóa - Sinh",
    "support": "bảo vệ",
    "end_date": "2023-10-14",
}
ROW = {
    "action": "- Kiểm kê hóa chất, dán nhãn lọ trong phòng thí nghiệm.",
    "owner": "Cô Lan, Tổ Hóa - Sinh",
    "start_date": "",
    "end_date": "2023-10-14",
    "confidence": "0.95",
    "flags": "",
}
OTHER = {"must": "False", "action": "Ban Giám hiệu mong các bộ phận thực hiện tốt kế hoạch này"}


def test_a_right_row() -> None:
    tally = judge([TASK, OTHER], [ROW]).tally
    assert (tally.must, tally.found, tally.right, tally.silent) == (1, 1, 1, 0)
    assert tally.metrics()["row_f1"] == 1.0


def test_a_wrong_date_is_silent_unless_a_flag_or_the_confidence_tells() -> None:
    late = ROW | {"end_date": "2024-10-14"}
    assert judge([TASK], [late]).tally.silent == 1
    assert judge([TASK], [late | {"flags": "year_from_order"}]).tally.silent == 0
    assert judge([TASK], [late | {"flags": "owner_unknown"}]).tally.silent == 1
    assert judge([TASK], [late | {"confidence": "0.89"}]).tally.silent == 0
    (note,) = judge([TASK], [late]).notes
    assert note.startswith("wrong dates (0.95, no flag)")


def test_lost_and_invented_rows_lower_row_f1() -> None:
    nothing = ROW | {"action": "Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019"}
    result = judge([TASK, TASK | {"action": "Họp phụ huynh khối lớp một"}], [ROW, nothing])
    assert (result.tally.found, result.tally.invented) == (1, 1)
    assert result.tally.metrics()["row_f1"] == pytest.approx(2 / (2 + 2))
    assert result.tally.metrics()["found"] == 0.5


def test_a_free_task_and_a_piece_of_a_task_are_no_inventions() -> None:
    piece = ROW | {"action": "dán nhãn lọ trong phòng thí nghiệm"}
    closing = ROW | {"action": OTHER["action"]}
    tally = judge([TASK, OTHER], [ROW, piece, closing]).tally
    assert (tally.invented, tally.pieces, tally.right) == (0, 1, 1)


def test_an_exact_task_suffers_nothing_beside_it() -> None:
    longer = ROW | {"action": f"{ROW['action']} Người làm: cô Lan"}
    assert judge([TASK], [longer]).tally.found == 1
    assert judge([TASK | {"exact": "True"}], [longer]).tally.found == 0
    assert judge([TASK | {"exact": "True"}], [ROW]).tally.found == 1


def test_criteria_count_where_the_truth_tells_them() -> None:
    coded = ROW | {"criteria": "1.3;1.4"}
    assert judge([TASK], [coded]).tally.right == 1
    assert judge([TASK | {"criteria": "1.4; 1.3"}], [coded]).tally.right == 1
    assert judge([TASK | {"criteria": "1.3"}], [coded]).tally.right == 0


@pytest.mark.parametrize(
    ("owner", "support", "text", "same"),
    [
        ("Kế toán", "", "Kế toán", True),
        ("Kế toán", "", "", False),
        ("", "", "Kế toán", False),
        ("", "", "", True),
        ("Kế toán", "Thủ quỹ; văn thư", "Kế toán; Thủ quỹ", True),
        ("Kế toán", "Thủ quỹ", "Kế toán Hoàng Thị Xuyến", False),
    ],
)
def test_owners(owner: str, support: str, text: str, same: bool) -> None:
    assert same_owner(owner, support, text) is same


def test_headers() -> None:
    assert same_header("number", "12/KH-THCS", "12 /KH-THCS")
    assert not same_header("number", "12/KH-THCS", "12/KH-TH")
    assert same_header("authority", "Phòng Nội vụ", "Ủy ban nhân dân xã Lai - Phòng Nội vụ")
    assert not same_header("title", "KẾ HOẠCH Năm học", "")
    truth = {"school": "Trường A", "authority": "Trường A", "number_handwritten": True}
    tally = judge_header(truth, {"school": "Trường A", "authority": "Sở B"}).tally
    assert (tally.header, tally.headers) == (1, 1)


def test_likeness_of_texts_with_more_and_with_much_more() -> None:
    assert likeness("Mua 12 bộ bàn ghế", "2. Mua 12 bộ bàn ghế (kế toán)") > 0.9
    assert likeness("Mua 12 bộ bàn ghế", "Mua 12 bộ bàn ghế" + " và sửa chữa" * 20) < 0.75
    assert likeness("", "Mua") == 0.0


def test_a_document_that_was_not_read_has_lost_everything() -> None:
    truth = Truth("a", "other", {"number": "1/KH", "school": "Trường A"}, (TASK,))
    tally = judge_document(truth, None).tally
    assert (tally.must, tally.found, tally.header, tally.headers) == (1, 0, 0, 2)
    read = RunDocument({"number": "1/KH", "school": ""}, (ROW,))
    tally = judge_document(truth, read).tally
    assert (tally.found, tally.header, tally.headers) == (1, 1, 2)


def test_floors(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    total = Tally(must=4, found=4, right=2, silent=1, header=1, headers=2)
    kept = {"row_f1": 0.5, "silent": 0.25, "header": 0.5, "found": 1.0}
    floors.write_text(json.dumps({"meaning": kept, "docx": {"row_f1": 1}}), encoding="utf-8")
    assert missed_floors(total, floors) == []
    floors.write_text('{"meaning": {"row_f1": 0.51, "silent": 0.2}}', encoding="utf-8")
    assert len(missed_floors(total, floors)) == 2


def test_every_case_has_a_document_and_sound_truth() -> None:
    truths = load_truth(CASES / "truth")
    assert {path.stem for path in (CASES / "docs").iterdir()} == set(truths)
    for truth in truths.values():
        for item in truth.items:
            named = [item.get(name) for name in ("owner", "start_date", "end_date")]
            assert item["must"] == "False" or any(named), (truth.stem, item["action"])
            assert item.get("start_date", "") <= item.get("end_date", "9")
