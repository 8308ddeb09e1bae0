"""``kehoach explain`` tells where a value came from and what was done to it."""

from __future__ import annotations

import json
from dataclasses import replace

from pipeline.commands.explain import explained
from pipeline.model import Item

RAW = {
    "fields": {
        "owner": {
            "raw": "Phó HT",
            "text": "Phó HT",
            "conf": 0.91,
            "parts": [{"page": 2, "bbox": None}],
            "changes": [{"from": "Phò", "to": "Phó", "p": 0.97, "applied": True}],
            "why": ["Cột “Người làm” gồm tên chức vụ."],
        }
    },
    "why": {"deadline": ["Năm lấy theo thứ tự các dòng."]},
    "section": "II. GIẢI PHÁP",
}
ROW = Item(
    "a1b2c3d4e5",
    "f" * 64,
    "nop/Kế hoạch.pdf",
    2,
    7,
    "action",
    action="Mua sách",
    owner="Phó HT",
    owners="Phó hiệu trưởng",
    deadline="20/9",
    end_date="2023-09-20",
    confidence=0.83,
    flags="year_from_school_year;continued",
    raw=json.dumps(RAW, ensure_ascii=False),
)


def test_row_tells_where_its_owner_and_year_come_from() -> None:
    (text,) = explained([ROW], "Kế hoạch.pdf")
    assert "Phó HT → Phó hiệu trưởng" in text
    assert "nhận dạng chắc 91%" in text and "trang 2" in text
    assert "Cột “Người làm” gồm tên chức vụ." in text
    assert "“Phò” → “Phó” (xác suất 97%)" in text
    assert "Năm lấy theo thứ tự các dòng." in text
    assert "lấy theo năm học của kế hoạch" in text.split("  Thời hạn:")[1]
    assert "[continued]" in text


def test_rows_are_asked_for_by_number_or_id() -> None:
    second = replace(ROW, item_id="z9y8x7w6v5", action="Sửa mái")
    assert "Sửa mái" in next(explained([ROW, second], "Kế hoạch", "2"))
    assert "Sửa mái" in next(explained([ROW, second], "f" * 8, "z9y8x7"))
    assert len(list(explained([ROW, second], "nop/Kế hoạch.pdf"))) == 2
    assert not list(explained([ROW], "khác.pdf"))
