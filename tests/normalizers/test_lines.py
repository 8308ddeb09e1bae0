from __future__ import annotations

import pytest

from normalizers.lines import one_line, unwrap


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
