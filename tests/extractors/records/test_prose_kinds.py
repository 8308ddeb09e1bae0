"""Kinds of running text that lost a task or named the wrong one, as a reader of the rows saw it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.paper.headings import Headings
from extractors.paper.paragraphs import paragraphs_of
from extractors.records.actors import actor_of_heading, actor_of_sentence
from extractors.records.named_people import person_lines
from extractors.records.said_by import who_is_named
from extractors.types import BBox, Line, Page
from tests.extractors.told import tasks

MakePage = Callable[..., Page]


@pytest.fixture
def told(page_of: MakePage) -> Callable[..., list[tuple[str, str, str]]]:
    """Return action, owner and time of the tasks in lines below a sentence that opens them."""

    def build(*texts: str) -> list[tuple[str, str, str]]:
        opening = "Nhà trường xây dựng kế hoạch hoạt động ngoại khóa năm học 2022-2023 như sau:"
        lines = [t for text in (opening, *texts) for t in (text, "")]
        names = ("action", "owner", "deadline")
        found = [
            {name: value.text for name, value in r.fields.items()}
            for r in tasks([page_of(1, *lines, width=0.0, height=0.0)])
        ]
        rows = [[texts.get(name, "").strip(" .") for name in names] for texts in found]
        return [(a, b, c) for a, b, c in rows]

    return build


def test_lines_below_a_month_were_lost(told: Callable[..., list[tuple[str, str, str]]]) -> None:
    """A list under "Tháng 9" is a calendar: a line that names no one is work too."""
    found = told(
        "II. LỊCH TỪNG THÁNG",
        "1. Tháng 10:",
        "- Liên hoan các câu lạc bộ, xong trước 15/10.",
        "- Đội văn nghệ thăm trại dưỡng lão.",
        "- Chủ điểm: Chăm ngoan, học giỏi.",
        "2. Tháng 11:",
        "- Lớp 7A1 làm điểm tiết sinh hoạt.",
        "- Hội trại mừng thầy cô: ngày 19/11.",
    )
    assert [(owner, time) for _, owner, time in found] == [
        ("", "xong trước 15/10"),
        ("Đội văn nghệ", "Tháng 10"),
        ("Lớp 7A1", "Tháng 11"),
        ("", "ngày 19/11"),
    ]


def test_the_body_of_a_heading_on_duties_acts_below_it(
    told: Callable[..., list[tuple[str, str, str]]],
) -> None:
    found = told(
        "I. TRÁCH NHIỆM CỦA HỘI CHỮ THẬP ĐỎ",
        "1. Tập huấn sơ cứu cho 20 giáo viên, xong trong tháng 10/2022.",
        "II. NHIỆM VỤ CỦA CÁC CƠ QUAN, ĐƠN VỊ",
        "1. Đề nghị Trạm Y tế phường khám mắt cho học sinh khối 1.",
    )
    assert [owner for _, owner, _ in found] == ["HỘI CHỮ THẬP ĐỎ", "Trạm Y tế phường"]


def test_what_people_ask_for_in_a_meeting_is_no_task(
    told: Callable[..., list[tuple[str, str, str]]],
) -> None:
    found = told(
        "I. Ý kiến thảo luận",
        "- Cô Mai Lan (Tổ Văn): đề nghị thay bảng phòng 12.",
        "II. Kết luận",
        "1. Bảo vệ thay bảng phòng 12 trước ngày 5/10/2022.",
    )
    assert [owner for _, owner, _ in found] == ["Bảo vệ"]


def test_work_with_its_month_behind_a_colon_headed_the_next_paragraph(
    told: Callable[..., list[tuple[str, str, str]]],
) -> None:
    found = told(
        "III. Thực hiện chung",
        "1. Sơ kết, khen thưởng: tháng 4/2023.",
        "Hai trường thống nhất giao Tổ Ngoại ngữ làm đầu mối.",
    )
    assert [(owner, time) for _, owner, time in found] == [
        ("", "tháng 4/2023"),
        ("Tổ Ngoại ngữ", ""),
    ]


def test_a_limit_before_a_weekday_and_its_day_in_brackets(
    told: Callable[..., list[tuple[str, str, str]]],
) -> None:
    ((_, owner, time),) = told("1. Văn thư gửi giấy mời trước thứ Hai (17/10).")
    assert (owner, time) == ("Văn thư", "trước thứ Hai (17/10")


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Thanh tra huyện trả lời đơn của phụ huynh.", "Thanh tra huyện"),
        ("Phó Giám đốc phụ trách đào tạo nghề ký hợp đồng.", "Phó Giám đốc phụ trách đào tạo nghề"),
        ("Phó Hiệu trưởng phụ trách phong trào thi đua.", "Phó Hiệu trưởng"),
        ("Về việc dời cổng Trường THCS Hạ Lý, giao Tổ Bảo vệ dựng rào tạm.", "Tổ Bảo vệ"),
        ("Các đơn vị có công trình đang thi công phải rào chắn.",
         "Các đơn vị có công trình đang thi công"),
        ("Các ủy viên dự đầy đủ các buổi giao ban.", "Các ủy viên"),
        ("GVCN khối 6 gặp phụ huynh học sinh nghỉ nhiều.", "GVCN khối 6"),
        ("Đội Cảnh sát giao thông - Trật tự tuần tra trước cổng.",
         "Đội Cảnh sát giao thông - Trật tự"),
        ("Bảo mẫu: khử khuẩn đồ chơi cuối tuần.", "Bảo mẫu"),
        ("ông Thái (Phó Hiệu trưởng) tổ chức coi thi.", "ông Thái (Phó Hiệu trưởng)"),
    ],
)  # fmt: skip
def test_the_one_who_acts_was_cut_or_taken_for_a_verb(sentence: str, who: str) -> None:
    actor = actor_of_sentence(sentence)
    assert actor is not None
    assert actor.text == who


def test_a_heading_that_names_a_body_by_its_purpose() -> None:
    assert actor_of_heading("3. Tổ nuôi dưỡng:".removeprefix("3. ")) == "Tổ nuôi dưỡng"
    assert actor_of_heading("Tổ chức thực hiện:") == ""


def test_a_council_in_brackets_behind_an_entry_of_a_calendar() -> None:
    assert who_is_named("8h00: Họp xét thôi học (Hội đồng kỷ luật)") == "Hội đồng kỷ luật"
    assert who_is_named("Nộp bài thu hoạch (qua hộp thư)") == ""


def test_a_line_that_begins_with_the_number_of_a_month_or_paper_goes_on() -> None:
    texts = (
        ("- Tổng hợp phiếu khảo sát, trình Hội đồng thi tốt nghiệp xem xét trong tháng", 520.0),
        ("10 năm 2023.", 160.0),
        ("Kinh phí chi theo quy chế chi tiêu nội bộ ban hành kèm theo Quyết định số", 520.0),
        ("12/QĐ-THCSLT ngày 10/01/2023.", 260.0),
    )
    lines = [
        Line(text, 1, BBox(80, 40 + 16 * n, right, 54 + 16 * n))
        for n, (text, right) in enumerate(texts)
    ]
    assert [len(p.lines) for p in paragraphs_of(lines)] == [2, 2]


def test_the_signature_of_one_sheet_headed_the_list_on_the_next() -> None:
    headings = Headings()
    for text in ("Nơi nhận:", "HIỆU TRƯỞNG", "- Lưu: VT.", "Lò Văn Én"):
        headings.add(Line(text, 1))
    assert headings.context().section == ""
    headings.add(Line("PHỤ LỤC 1", 2))
    assert headings.context().section == "PHỤ LỤC 1"


@pytest.mark.parametrize("between", ["\n", " "])
def test_names_with_telephones_on_a_scan_were_one_owner(between: str) -> None:
    """No list of families is asked: each stands before a number of its own."""
    cell = between.join(("Danh Sóc Kha (0911 222 333)", "Thạch Ni (0933 444 555)"))
    assert person_lines(cell) == "Danh Sóc Kha; Thạch Ni"
    assert person_lines("Tổ bảo vệ 0911 222 333") == "Tổ bảo vệ 0911 222 333"
