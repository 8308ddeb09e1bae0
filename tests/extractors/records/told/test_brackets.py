"""Who and when in brackets."""

from __future__ import annotations

import pytest

from extractors.records.told.brackets import in_brackets


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Báo cáo khi có sự cố (SĐT 0911 222 333).", ""),
        ("Nhận hồ sơ tại văn phòng (cô Diễm, điện thoại 0911 222 333).", "cô Diễm"),
        ("Nộp minh chứng (Email: minhchung@truong.vn).", ""),
    ],
)
def test_a_telephone_number_in_brackets_owns_nothing(text: str, owner: str) -> None:
    assert in_brackets(text)[0] == owner
