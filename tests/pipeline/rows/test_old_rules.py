"""Tables that list the standards of older rules take their numbers from the running number."""

from __future__ import annotations

from extractors.types import FieldValue, Record
from pipeline.rows.normalising import Setting, criteria_of

SETTING = Setting("ab" * 32, "a.pdf", "17/2018/TT-BGDĐT")


def _rows(*titles: str, kind: str = "assignment") -> list[Record]:
    return [
        Record(
            kind=kind,
            page=1,
            row=n,
            fields={
                "number": FieldValue(str(n), str(n), 1),
                "criteria": FieldValue(title, title, 1),
            },
        )
        for n, title in enumerate(titles, start=1)
    ]


def test_six_old_standards_are_numbered_by_their_rows() -> None:
    rows = _rows(
        "Tổ chức bộ máy và quản lý nhà trường",
        "Cán bộ quản lý, giáo viên, nhân viên và học sinh",
        "Chương trình giáo dục và các hoạt động giáo dục",
        "Tài chính và cơ sở vật chất",
        "Quan hệ giữa nhà trường, gia đình và xã hội",
        "Kết quả giáo dục của học sinh",
    )
    values = criteria_of(rows, SETTING)
    assert [v.standard for v in values] == ["1", "2", "3", "4", "5", "6"]
    assert all(v.flags == ("standard_of_older_rules",) for v in values)


def test_standards_of_today_keep_their_own_numbers() -> None:
    rows = _rows(
        "Quan hệ giữa nhà trường, gia đình và xã hội",
        "Cơ sở vật chất và thiết bị dạy học",
        "Tổ chức và quản lý nhà trường",
    )
    assert [v.standard for v in criteria_of(rows, SETTING)] == ["4", "3", "1"]


def test_one_old_title_among_criteria_changes_nothing() -> None:
    rows = _rows("Tiêu chí 1.5", "Tiêu chí 1.6", "Tài chính và cơ sở vật chất")
    assert [v.codes for v in criteria_of(rows, SETTING)] == [("1.5",), ("1.6",), ()]


def test_a_code_lost_in_a_jumbled_reading_is_told_by_its_neighbours() -> None:
    rows = _rows("1.5", "", "1.7", kind="action")
    jumbled = [
        Record(kind=r.kind, page=1, row=r.row, fields=r.fields, flags=("uncertain_rows",))
        for r in rows
    ]
    assert [v.codes for v in criteria_of(jumbled, SETTING)] == [("1.5",), ("1.6",), ("1.7",)]
    assert criteria_of(jumbled, SETTING)[1].flags == ("criteria_from_sequence",)
    # In a table that was read cell by cell an empty cell is empty: nothing is invented.
    assert criteria_of(rows, SETTING)[1].codes == ()
