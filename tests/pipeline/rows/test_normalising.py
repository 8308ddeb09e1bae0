from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from extractors.types import BBox, Change, FieldValue, Record
from normalizers.deadlines import document_time
from normalizers.school_year import SchoolYear
from pipeline.rows.normalising import Setting, item_of, items_of

SETTING = Setting("ab" * 32, "a.pdf", "18/2018/TT-BGDĐT", SchoolYear(2023))


def value(text: str, raw: str = "", conf: float = 1.0) -> FieldValue:
    return FieldValue(text, raw or text, 2, BBox(1, 2, 3, 4), conf)


def record(kind: str = "action", confidence: float = 1.0, **fields: str) -> Record:
    return Record(
        kind=kind,
        page=2,
        row=3,
        fields={name: value(text) for name, text in fields.items()},
        level="MỨC 2",
        standard="Tiêu chuẩn 1: Tổ chức và quản lý nhà trường",
        bbox=BBox(10, 20, 30, 40),
        confidence=confidence,
    )


def test_the_row_of_an_action() -> None:
    item = item_of(
        record(
            number="1",
            criteria="Tiêu chí 1.5.",
            content="Lớp học đủ",
            action="- Tuyên truyền\ntới cha mẹ học sinh",
            owner="Hiệu trưởng",
            deadline="Tháng 8/2023 đến tháng 5/2024",
            budget="2.500.000đ",
        ),
        SETTING,
        1,
    )
    assert item.item_id == "abababababab-0001"
    assert (item.level, item.standard, item.criteria) == ("2", "1", "1.5")
    assert item.action == "- Tuyên truyền tới cha mẹ học sinh"
    assert item.owners == "Hiệu trưởng"
    assert (item.start_date, item.end_date) == ("2023-08-01", "2024-05-31")
    assert item.deadline_kind == "range"
    assert item.budget_vnd == 2_500_000
    assert item.bbox == "[10, 20, 30, 40]"
    assert item.confidence >= 0.95


def test_ranges_of_criteria_are_expanded_in_order() -> None:
    item = item_of(record(criteria="Tiêu chí 1.1 đến tiêu chí 1.10", action="x"), SETTING, 1)
    assert item.criteria.split(";")[-2:] == ["1.9", "1.10"]


def test_evidence_takes_its_criterion_from_its_code() -> None:
    row = record(kind="evidence", evidence_code="H1-1.3-02", evidence="Biên bản họp")
    item = item_of(row, SETTING, 1)
    assert (item.criteria, item.standard) == ("1.3", "1")
    assert "criterion_from_evidence_code" in item.flags.split(";")


def test_the_cell_of_the_criterion_goes_before_the_code_of_evidence() -> None:
    row = record(kind="evidence", criteria="1.5", evidence_code="H1-1.3-02", evidence="Sổ điểm")
    assert item_of(row, SETTING, 1).criteria == "1.5"


def test_two_columns_of_time_make_one_span() -> None:
    item = item_of(record(action="x", start="01/9/2023", end="15/10/2023"), SETTING, 1)
    assert (item.start_date, item.end_date) == ("2023-09-01", "2023-10-15")
    assert item.deadline == "01/9/2023 - 15/10/2023"


def test_two_columns_in_the_wrong_order_are_flagged() -> None:
    item = item_of(record(action="x", start="01/11/2023", end="15/10/2023"), SETTING, 1)
    assert "end_before_start" in item.flags.split(";")


def test_only_an_end_column() -> None:
    item = item_of(record(action="x", start="", end="15/10/2023"), SETTING, 1)
    assert (item.start_date, item.end_date) == ("", "2023-10-15")
    assert item.deadline_kind == "by"


def test_a_month_in_the_column_of_ends_keeps_its_first_day() -> None:
    item = item_of(record(action="x", start="", end="Tháng 10/2023"), SETTING, 1)
    assert (item.start_date, item.end_date) == ("2023-10-01", "2023-10-31")


def test_empty_cells_stay_empty() -> None:
    item = item_of(record(criteria="1.2", action="Họp", owner="", deadline=""), SETTING, 1)
    assert (item.owner, item.owners, item.deadline, item.end_date) == ("", "", "", "")


def test_support_column_joins_the_owners_but_not_who_is_in_charge() -> None:
    item = item_of(record(action="x", owner="Hiệu trưởng", support="Công đoàn"), SETTING, 1)
    assert item.owners == "Hiệu trưởng;Công đoàn"
    assert item.owner == "Hiệu trưởng"


@pytest.mark.parametrize("name", ["evidence", "role", "content"])
def test_other_tables_give_their_main_column_as_action(name: str) -> None:
    item = item_of(record(kind="evidence", **{name: "Biên bản họp"}), SETTING, 1)
    assert item.action == "Biên bản họp"
    assert item.content == ""


def test_a_field_hardly_read_makes_a_row_of_low_confidence() -> None:
    sure = item_of(record(action="x", owner="Hiệu trưởng"), SETTING, 1)
    row = record(action="x", owner="Hiệu trưởng")
    row.fields["owner"] = value("Hiệu trưởng", conf=0.1)
    item = item_of(row, SETTING, 1)
    assert item.confidence < 0.6 < sure.confidence
    assert "low_confidence" in item.flags.split(";")
    assert "low_confidence" not in sure.flags.split(";")


def test_raw_keeps_what_was_read_and_what_repair_changed() -> None:
    row = record(action="x")
    row.fields["owner"] = FieldValue(
        "Hiệu trưởng", "Hieu trudng", 2, BBox(1, 2, 3, 4), 0.8,
        (Change(0, 4, "Hieu", "Hiệu", 0.97),), ((2, BBox(1, 2, 3, 4)), (3, None)),
    )  # fmt: skip
    raw = json.loads(item_of(row, SETTING, 1).raw)["fields"]["owner"]
    assert raw["raw"] == "Hieu trudng"
    assert [part["page"] for part in raw["parts"]] == [2, 3]
    assert raw["changes"][0] == {
        "start": 0, "end": 4, "from": "Hieu", "to": "Hiệu", "p": 0.97, "applied": True,
    }  # fmt: skip


def test_ids_count_from_one() -> None:
    items = items_of([record(action="x"), record(action="y")], SETTING)
    assert [item.item_id[-4:] for item in items] == ["0001", "0002"]


@pytest.mark.parametrize(
    ("read", "conf", "action"),
    [
        ("Ủy viên „", 0.8, "Ủy viên"),
        ("Thư ký Hội đồng :", 0.8, "Thư ký Hội đồng"),
        ("Ủy viên _.", 0.8, "Ủy viên"),
        ("Đạt trên 85 %", 0.8, "Đạt trên 85 %"),
        ("Lớp 5 (1)", 0.8, "Lớp 5 (1)"),
        ("Rà soát hồ sơ.", 0.8, "Rà soát hồ sơ."),
        ("Rà soát hồ sơ :", 1.0, "Rà soát hồ sơ :"),
    ],
)
def test_specks_at_the_end_of_recognised_text(read: str, conf: float, action: str) -> None:
    fields = {"action": FieldValue(read, read, 1, conf=conf)}
    assert item_of(Record("task", 1, 1, fields), SETTING, 1).action == action


@pytest.mark.parametrize(
    ("read", "conf", "action"),
    [
        ("~ Trồng cây.\n~ Phân công trực nhật.", 0.9, "- Trồng cây.\n- Phân công trực nhật."),
        ("ˆ_~ Tổ chức tập huấn", 0.9, "Tổ chức tập huấn"),
        (", Biên bản họp", 0.9, "Biên bản họp"),
        ("- Họp tổ", 0.9, "- Họp tổ"),
        ("“Ngày sách” ở thư viện", 0.9, "“Ngày sách” ở thư viện"),
        ("(1) Họp tổ", 0.9, "(1) Họp tổ"),
        ("~ Trồng cây.", 1.0, "~ Trồng cây."),
    ],
)
def test_specks_before_recognised_text_and_dashes_read_as_tildes(
    read: str, conf: float, action: str
) -> None:
    fields = {"action": FieldValue(read, read, 1, conf=conf)}
    assert item_of(Record("task", 1, 1, fields), SETTING, 1).action == action


def test_a_year_inferred_over_the_rows_says_why() -> None:
    time = document_time("KẾ HOẠCH", issued=date(2023, 11, 20))
    setting = Setting("ab" * 32, "a.pdf", time=time)
    rows = [record(action="Họp", deadline=text) for text in ("25/11", "20/12", "10/01")]
    items = items_of(rows, setting)
    assert [item.end_date for item in items] == ["2023-11-25", "2023-12-20", "2024-01-10"]
    assert all("year_inferred" in item.flags for item in items)
    assert any(
        "Các dòng xếp theo thời gian" in why for why in json.loads(items[2].raw)["why"]["deadline"]
    )


def test_the_cell_tells_who_leads_and_who_helps() -> None:
    item = item_of(
        record(action="x", owner="Phòng Nội vụ chủ trì, phối hợp với Hội Nông dân, UBND xã"),
        SETTING,
        1,
    )
    assert item.owner == "Phòng Nội vụ"
    assert item.notes == "Phối hợp: Hội Nông dân, UBND xã"
    assert item.owners == "Phòng Nội vụ;Hội Nông dân;Ủy ban nhân dân xã"


def test_typed_owners_are_not_mended_and_read_ones_are() -> None:
    typed = item_of(record(action="x", owner="Hội đồng trườmg"), SETTING, 1)
    assert typed.owners == "Hội đồng trườmg"
    assert "owner_ocr_mended" not in typed.flags


def test_a_deadline_read_in_two_ways_is_flagged_and_believed_less() -> None:
    plain = record(criteria="1.5", action="Sửa mái", owner="Hiệu trưởng", deadline="05/12/2023")
    told = {**plain.fields, "deadline": replace(plain.fields["deadline"], disputed=True)}
    other = {**plain.fields, "action": replace(plain.fields["action"], disputed=True)}
    sure, differ, same = (
        item_of(replace(plain, fields=of), SETTING, 1) for of in (plain.fields, told, other)
    )
    assert "readers_differ" in differ.flags.split(";")
    assert differ.confidence < sure.confidence
    assert same == sure
