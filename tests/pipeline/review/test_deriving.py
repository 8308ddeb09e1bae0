"""What follows from what a person typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.review.deriving import ValueRefusedError, derived_header, derived_item, setting_of
from tests.pipeline.edits.rows import DOCUMENT, an_item

SETTING = setting_of(replace(DOCUMENT, issued_date="2023-09-20", school_year="2023-2024"))


def test_another_owner_is_another_role() -> None:
    patch = derived_item(an_item(1), {"owner": "PHT; GVCN"}, SETTING)
    assert patch == {"owner": "PHT; GVCN", "owners": "Phó hiệu trưởng;Giáo viên chủ nhiệm"}


def test_who_helps_stays_when_the_owner_is_corrected() -> None:
    item = an_item(1, owner="Văn thu", owners="Văn thu;Kế toán")
    assert derived_item(item, {"owner": "Văn thư"}, SETTING)["owners"] == "Văn thư;Kế toán"


def test_another_deadline_has_other_dates_in_the_documents_year() -> None:
    patch = derived_item(an_item(1), {"deadline": "Trước 15/01"}, SETTING)
    assert (patch["start_date"], patch["end_date"]) == ("", "2024-01-15")


def test_a_date_typed_too_is_not_overruled() -> None:
    typed = {"deadline": "Trước 15/01", "end_date": "16/01/2024"}
    assert derived_item(an_item(1), typed, SETTING)["end_date"] == "2024-01-16"


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("criteria", "1.1-1.3", "1.1;1.2;1.3"),
        ("criteria", "", ""),
        ("budget_vnd", "1.500.000 đ", 1_500_000),
        ("budget_vnd", "", None),
        ("end_date", "5/9/2023", "2023-09-05"),
        ("owners", "Hiệu trưởng ; Kế toán", "Hiệu trưởng;Kế toán"),
        ("level", "Mức 2", "2"),
    ],
)
def test_values(field: str, text: str, value: object) -> None:
    assert derived_item(an_item(1), {field: text}, SETTING)[field] == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("end_date", "31/02/2023"),
        ("end_date", "hôm qua"),
        ("criteria", "abc"),
        ("kind", "meal"),
        ("budget_vnd", "nhiều"),
        ("item_id", "x"),
    ],
)
def test_what_cannot_stand_in_its_field_is_refused_in_words(field: str, text: str) -> None:
    with pytest.raises(ValueRefusedError) as refused:
        derived_item(an_item(1), {field: text}, SETTING)
    assert refused.value.field == field and len(str(refused.value)) > 10


def test_header() -> None:
    typed = {"issued_date": "20/9/2023", "school_year": "năm học 2023 - 2024", "signer": "Trần A"}
    assert derived_header(typed) == {
        "issued_date": "2023-09-20",
        "school_year": "2023-2024",
        "signer": "Trần A",
    }
    with pytest.raises(ValueRefusedError):
        derived_header({"kind": "novel"})
    with pytest.raises(ValueRefusedError):
        derived_header({"status": "ok"})
