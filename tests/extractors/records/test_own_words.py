"""What the work of a row says of it where no column does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractors.paper.formulas import find_date
from extractors.records.actors import actor_of_sentence
from extractors.types import Page, Record, Table
from tests.extractors.told import records

Grid = Callable[..., Table]
MakePage = Callable[..., Page]


@pytest.fixture
def told(page_of: MakePage, table_of: Grid) -> Callable[..., list[tuple[str, str, str, str]]]:
    """Return action, owner, deadline and flags of the rows of a table."""

    def build(*grid: Sequence[str], title: str = "KẾ HOẠCH") -> list[tuple[str, str, str, str]]:
        table = table_of(grid, method="docx")
        return [_told(record) for record in records([page_of(1, title, table)])]

    return build


def _told(record: Record) -> tuple[str, str, str, str]:
    names = ("action", "owner", "deadline")
    a, b, c = (record.fields[n].text if n in record.fields else "" for n in names)
    return a, b, c, ";".join(record.flags)


def test_bullets_of_a_week_were_one_row_without_an_owner(told: Grid) -> None:
    found = told(
        ("Tuần", "Nội dung công việc"),
        ("Tuần 1\n(từ 02/3 đến 06/3)",
         "- Kiểm tra sổ bán trú (PHT Quế)\n- Cân đo trẻ ngày 05/3 (NV y tế)"),
        ("Tuần 2\n(từ 09/3 đến 13/3)",
         "- Dự giờ lớp Chồi (BGH, Tổ trưởng)\n- Trang trí góc chơi (GV khối Lá)"),
    )  # fmt: skip
    assert [(action, owner) for action, owner, _, _ in found] == [
        ("Kiểm tra sổ bán trú (PHT Quế)", "PHT Quế"),
        ("Cân đo trẻ ngày 05/3 (NV y tế)", "NV y tế"),
        ("Dự giờ lớp Chồi (BGH, Tổ trưởng)", "BGH, Tổ trưởng"),
        ("Trang trí góc chơi (GV khối Lá)", "GV khối Lá"),
    ]
    assert all("owner_from_text" in flags for *_, flags in found)
    assert found[1][2] == "ngày 05/3" and "deadline_from_text" in found[1][3]


def test_the_day_of_a_feast_was_the_whole_month(told: Grid) -> None:
    found = told(
        ("Tháng", "Nội dung công việc", "Người thực hiện"),
        ("Tháng 9/2025", "Tổ chức lễ khai giảng (05/9)", "Hiệu trưởng"),
        ("Tháng 11/2025", "Kiểm tra giữa kỳ từ 03/11 đến 07/11", "Phó Hiệu trưởng"),
        ("Tháng 12/2025", "Phát động thi đua chào mừng 26/3", "Công đoàn"),
    )
    assert [deadline for _, _, deadline, _ in found] == [
        "05/9/2025",
        "từ 03/11 đến 07/11/2025",
        "Tháng 12/2025",
    ]


def test_who_is_on_duty_in_summer_had_no_owner_and_nt_was_work(told: Grid) -> None:
    found = told(
        ("TT", "Thời gian", "Nhiệm vụ", "Người trực", "Ghi chú"),
        ("1", "01/6 - 07/6", "Trực cơ quan, nhận công văn", "Thầy Khang Minh Đạt", "7h30"),
        ("2", "08/6 - 14/6", "nt", "Cô Nình Thị Hạ", ""),
        title="LỊCH TRỰC HÈ",
    )
    assert [(action, owner) for action, owner, _, _ in found] == [
        ("Trực cơ quan, nhận công văn", "Thầy Khang Minh Đạt"),
        ("Trực cơ quan, nhận công văn", "Cô Nình Thị Hạ"),
    ]
    assert "action_from_above" in found[1][3]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Hiệu trưởng yêu cầu các tổ chuyên môn lồng ghép nội dung.", "các tổ chuyên môn"),
        ("Hiệu trưởng đề nghị Ủy ban nhân dân phường cấp kinh phí.", "Hiệu trưởng"),
        ("Hiệu trưởng các trường cho học sinh nghỉ học.", "Hiệu trưởng các trường"),
        ("Tổ nuôi dưỡng lưu mẫu thức ăn đủ 24 giờ.", "Tổ nuôi dưỡng"),
    ],
)
def test_another_was_named_than_who_is_to_act(text: str, who: str) -> None:
    actor = actor_of_sentence(text)
    assert actor is not None and actor.text == who


def test_the_hour_of_a_telegram_was_its_place() -> None:
    found = find_date("Kỳ Hà, hồi 14 giờ 30 phút ngày 27 tháng 9 năm 2025")
    assert found is not None and found.place == "Kỳ Hà"
