"""Rows of invented plans."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Document, Item

SHA = "ab" * 32
DOCUMENT = Document(SHA, "ke-hoach.pdf", pages=2, title="Kế hoạch cải tiến", school="Trường A")

_WORK = (
    ("Bổ sung tủ sách lớp 3", "Thư viện", "15/10/2023"),
    ("Sửa mái che sân tập", "Phó Hiệu trưởng", "30/11/2023"),
    ("Tập huấn kỹ năng sơ cứu", "Nhân viên y tế", "05/12/2023"),
    ("Rà soát hồ sơ học sinh khuyết tật", "Giáo viên chủ nhiệm", "10/01/2024"),
    ("Khảo sát ý kiến phụ huynh", "Văn phòng", "20/05/2024"),
)


def item_id(number: int, sha: str = SHA) -> str:
    return f"{sha[:12]}-{number:04d}"


def an_item(number: int, **values: object) -> Item:
    action, owner, deadline = _WORK[(number - 1) % len(_WORK)]
    top = 100.0 + 40 * number
    item = Item(
        item_id(number),
        SHA,
        DOCUMENT.source,
        1 + number // 4,
        number,
        "action",
        action=action,
        owner=owner,
        deadline=deadline,
        confidence=0.97,
        raw='{"fields": {"action": {}}}',
        bbox=f"[50.0, {top}, 500.0, {top + 35}]",
    )
    return replace(item, **values)  # type: ignore[arg-type]


def a_plan(count: int = 5) -> list[Item]:
    return [an_item(n) for n in range(1, count + 1)]
