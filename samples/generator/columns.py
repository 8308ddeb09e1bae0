"""Column sets of improvement plans: which fields, how they are titled, how wide they are."""

from __future__ import annotations

import random

TITLES: dict[str, tuple[str, ...]] = {
    "number": ("TT", "STT"),
    "standard": ("Tiêu chuẩn", "Tiêu chuẩn"),
    "criteria": ("Tiêu chí", "Tiêu chuẩn, tiêu chí", "Tiêu chí"),
    "content": (
        "Nội dung kế hoạch",
        "Hiện trạng",
        "Kết quả cần đạt (so với hiện trạng)",
        "Điểm yếu cần khắc phục",
    ),
    "action": (
        "Giải pháp thực hiện",
        "Công việc/giải pháp cần thực hiện",
        "Biện pháp cải tiến chất lượng",
        "Nội dung công việc",
    ),
    "owner": (
        "Người thực hiện",
        "Phân công thực hiện",
        "Chủ trì và phối hợp thực hiện",
        "Người chịu trách nhiệm",
    ),
    "lead": ("Chủ trì", "Người phụ trách"),
    "support": ("Phối hợp", "Bộ phận phối hợp"),
    "deadline": ("Thời gian thực hiện", "Thời gian thực hiện và hoàn thành", "Thời hạn hoàn thành"),
    "start": ("Bắt đầu", "Thời gian bắt đầu"),
    "end": ("Hoàn thành", "Kết thúc"),
    "budget": ("Dự kiến kinh phí", "Kinh phí thực hiện", "Kinh phí"),
    "supervisor": ("Phân công giám sát", "Người giám sát", "Giám sát"),
    "report_deadline": ("Thời điểm báo cáo", "Thời gian báo cáo"),
    "conditions": ("Điều kiện hỗ trợ khác", "Điều kiện thực hiện"),
    "notes": ("Ghi chú",),
}
WIDTHS: dict[str, float] = {
    "number": 4, "standard": 6.5, "criteria": 8, "content": 18, "action": 24, "owner": 13,
    "lead": 11, "support": 12, "deadline": 11.5, "start": 9.5, "end": 9.5, "budget": 9,
    "supervisor": 9.5, "report_deadline": 9.5, "conditions": 10, "notes": 9,
}  # fmt: skip
SETS: dict[int, tuple[str, ...]] = {
    4: ("criteria action owner deadline",),
    5: ("number criteria action owner deadline", "criteria content action owner deadline"),
    6: ("number criteria content action owner deadline", "number criteria action lead support deadline"),
    7: (
        "number criteria content action owner deadline notes",
        "number criteria content action owner start end",
    ),
    8: (
        "number standard criteria content action owner deadline notes",
        "number criteria content action owner start end notes",
    ),
    9: (
        "number criteria content action owner deadline budget conditions notes",
        "number criteria content action owner start end budget notes",
    ),
    10: (
        "number standard criteria content action owner deadline budget supervisor report_deadline",
    ),
    11: (
        "number standard criteria content action lead support deadline budget supervisor "
        "report_deadline",
    ),
    12: (
        "number standard criteria content action lead support start end budget supervisor "
        "report_deadline",
    ),
}  # fmt: skip


def choose(rng: random.Random, count: int) -> tuple[str, ...]:
    """Return the fields of a table of ``count`` columns (4 to 12), left to right."""
    return tuple(rng.choice(SETS[count]).split())


def widths(fields: tuple[str, ...], **other: float) -> tuple[float, ...]:
    """Return the share of the text width each column takes; ``other`` widths go before the usual."""
    wanted = {**WIDTHS, **other}
    total = sum(wanted[f] for f in fields)
    return tuple(wanted[f] / total for f in fields)
