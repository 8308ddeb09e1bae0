"""What a task's sentence names besides who and when."""

from __future__ import annotations

import pytest

from extractors.types import FieldValue, Record
from normalizers.nlp import COMPONENTS, nlp, recognise
from pipeline.rows.normalising import Setting, item_of
from pipeline.rows.prose_values import told_in_prose

SETTING = Setting("ab" * 32, "a.pdf", "18/2018/TT-BGDĐT")


def _task(text: str, *flags: str) -> Record:
    return Record("task", 1, 1, {"action": FieldValue(text, text, 1)}, flags=flags)


def test_a_sentence_names_criteria_a_sum_and_people() -> None:
    text = "Rà soát tiêu chí 2.1, 2.3; chi 5 triệu đồng, giao ông Nguyễn Văn An theo dõi."
    item = item_of(_task(text, "from_prose"), SETTING, 1)
    assert item.criteria == "2.1;2.3"
    assert (item.budget, item.budget_vnd) == ("5 triệu đồng", 5_000_000)
    assert item.people == "Nguyễn Văn An"
    assert {"criteria_from_text", "budget_from_text"} <= set(item.flags.split(";"))


def test_rows_of_tables_have_cells_for_that() -> None:
    item = item_of(_task("Rà soát tiêu chí 2.1, 2.3; chi 5 triệu đồng."), SETTING, 1)
    assert (item.criteria, item.budget, item.flags) == ("", "", "")


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Công văn số 5932/BGDĐT-QLCL ngày 28/12/2018.",
        "Đánh giá theo bộ tiêu chí của Thông tư 18/2018/TT-BGDĐT.",
        "Kiểm tra tiêu chuẩn 2 vào tháng 11/2023.",
        "Họp 3 lần, mỗi lần 2 giờ.",
    ],
)
def test_numbers_of_other_things_are_no_values(text: str) -> None:
    told = told_in_prose(_task(text, "from_prose"))
    assert (told.codes, told.money, told.people) == ((), "", ())


def test_two_sums_are_not_one_budget() -> None:
    told = told_in_prose(_task("Chi 5 triệu đồng và 7 triệu đồng.", "from_prose"))
    assert told.money == ""


def test_the_recognisers_are_those_of_the_pipeline() -> None:
    text = (
        "Giao Phó hiệu trưởng và ông Nguyễn Văn An rà soát tiêu chí 2.1 trước ngày 15/5/2024, chi "
        "5 triệu đồng theo Thông tư số 18/2018/TT-BGDĐT ngày 22/8/2018."
    )
    mine = {(e.label, e.value) for e in recognise(text)}
    assert mine == {(e.label_, e._.value) for e in nlp()(text).ents}
    assert len(mine) == 6
    dates = recognise(text, ["kehoach_dates"])
    assert {e.label for e in dates} == {"DATE"}
    assert len(COMPONENTS) == 6
