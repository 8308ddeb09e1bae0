"""Cross-checks of a document's rows: each finding is a flag with a Vietnamese sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from normalizers.flags import FLAG_SENTENCES
from normalizers.school_year import SchoolYear
from normalizers.unicode import fold
from pipeline.model import Item

SCHOOL_YEAR_SLACK = timedelta(days=62)
"""A plan may begin before August (summer works) or report after July by this much."""

_DUTIES = ("action", "evidence", "task")
"""Kinds whose rows say something of their own; "Ủy viên" stands many times in a list of members."""

SENTENCES: dict[str, str] = {
    "from_prose": "Việc lấy từ đoạn văn, không phải từ bảng.",
    "flattened": "Bảng dựng lại từ văn bản đã mất khung.",
    "columns_by_content": "Cột không có tiêu đề, được nhận ra theo nội dung.",
    "columns_displaced": "Ô bị lệch cột trong văn bản nguồn, đã xếp lại theo nội dung.",
    "bad_text_layer": "Lớp chữ có sẵn của trang bị hỏng nên không dùng.",
    "colour_marks": "Trang có dấu đỏ hoặc chữ ký màu, đã tách ra trước khi đọc.",
    "turned_90": "Trang nằm ngang, đã xoay lại để đọc.",
    "turned_180": "Trang bị ngược, đã xoay lại để đọc.",
    "turned_270": "Trang nằm ngang, đã xoay lại để đọc.",
    "standard_of_older_rules": "Tiêu chuẩn theo quy định cũ; số lấy theo thứ tự ghi trong bảng.",
    "criterion_from_title": "Mã tiêu chí được suy ra từ tên tiêu chí ghi trong kế hoạch.",
    "school_year_from_date": "Năm học được suy ra từ ngày ký văn bản.",
    "end_before_start": "Ngày kết thúc sớm hơn ngày bắt đầu.",
    "deadline_outside_school_year": "Thời hạn nằm ngoài năm học của kế hoạch.",
    "criterion_not_in_framework": "Mã tiêu chí không có trong thông tư mà kế hoạch áp dụng.",
    "owner_empty": "Chưa ghi người (bộ phận) chịu trách nhiệm.",
    "deadline_empty": "Chưa ghi thời hạn.",
    "action_empty": "Chưa ghi công việc (giải pháp).",
    "duplicate_action": "Công việc giống hệt một dòng khác trong cùng tài liệu.",
    "low_confidence": "Chữ đọc chưa chắc chắn, cần người xem lại.",
    "unmapped_columns": "Có cột chưa rõ nghĩa; nội dung còn giữ trong cột raw.",
    "row_number_gap": "Số thứ tự bị nhảy: có thể thiếu dòng.",
}
"""What the flags set here mean, for people."""


def sentence(flag: str) -> str:
    """Return what a flag of any stage means, in Vietnamese; "" for one without a sentence."""
    name = flag.removeprefix("report_") if flag not in SENTENCES else flag
    known = SENTENCES.get(name) or FLAG_SENTENCES.get(name, "")
    return f"Thời điểm báo cáo: {known}" if known and name != flag else known


def check_items(items: Sequence[Item], *, school_year: SchoolYear | None) -> tuple[Item, ...]:
    """Return the items with the flags that only the whole document can tell."""
    actions = Counter(_key(item) for item in items if item.kind in _DUTIES and item.action)
    return tuple(_checked(item, school_year, actions) for item in items)


def _key(item: Item) -> tuple[str, str, str]:
    return (item.kind, item.criteria, fold(item.action))


def _checked(
    item: Item, school_year: SchoolYear | None, actions: Counter[tuple[str, str, str]]
) -> Item:
    found = list(filter(None, item.flags.split(";")))
    found += _dates(item, school_year)
    if item.kind in ("action", "evidence") and not item.owner:
        found.append("owner_empty")
    if item.kind == "action" and not item.deadline:
        found.append("deadline_empty")
    if item.kind == "action" and not item.action:
        found.append("action_empty")
    if actions[_key(item)] > 1:
        found.append("duplicate_action")
    return replace(item, flags=";".join(dict.fromkeys(found)))


def _dates(item: Item, school_year: SchoolYear | None) -> list[str]:
    start = date.fromisoformat(item.start_date) if item.start_date else None
    end = date.fromisoformat(item.end_date) if item.end_date else None
    found = []
    if start and end and end < start:
        found.append("end_before_start")
    if school_year and any(
        not school_year.first_day - SCHOOL_YEAR_SLACK
        <= day
        <= school_year.last_day + SCHOOL_YEAR_SLACK
        for day in (start, end)
        if day
    ):
        found.append("deadline_outside_school_year")
    return found
