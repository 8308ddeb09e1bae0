"""Calendars set as lines: a day or week stands alone, what is on stands below it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.records.actors import actor_of_sentence
from extractors.records.said_by import who_is_named
from extractors.records.told.brackets import in_brackets
from extractors.types import Page
from extractors.wording.periods import periods_of, unit_of
from tests.extractors.told import tasks

MakePage = Callable[..., Page]
Rows = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture
def rows(page_of: MakePage) -> Rows:
    """Return action, owner and time of the tasks in the lines of a paper."""

    def build(*lines: str) -> list[tuple[str, str, str]]:
        names = ("action", "owner", "deadline")
        found = tasks([page_of(1, *lines, width=0.0, height=0.0)])
        values = [{n: v.text for n, v in r.fields.items()} for r in found]
        a, b, c = ([v.get(name, "").strip(" .") for v in values] for name in names)
        return list(zip(a, b, c, strict=True))

    return build


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Tháng 9/2024", 0),
        ("Tuần 2 (từ 11/11 đến 16/11)", 1),
        ("TUẦN 14:", 1),
        ("Thứ Ba (03/12)", 2),
        ("Ngày 05/12", 2),
        ("Chủ nhật, 08/12/2024", 2),
        ("Buổi chiều", 3),
        ("05/12/2024", None),
        ("Tuần 2 kiểm tra hồ sơ", None),
        ("Tháng hành động vì trẻ em", None),
        ("12", None),
    ],
)
def test_a_line_that_is_but_a_time(text: str, unit: int | None) -> None:
    assert unit_of(text) == unit


def test_the_day_of_a_letter_is_no_calendar() -> None:
    assert periods_of(["TRƯỜNG TIỂU HỌC ĐỒNG KHÊ", "Ngày 05/12", "Kính gửi: phụ huynh"]) == {}


def test_a_week_in_lines_gave_no_rows(rows: Rows) -> None:
    found = rows(
        "TRƯỜNG MẦM NON HOA GẠO",
        "LỊCH CÔNG TÁC TUẦN 9 (Từ 28/10/2024 đến 02/11/2024)",
        "Thứ Hai (28/10)",
        "Sáng: 7h15 chào cờ - toàn trường. 8h30 hội ý - Ban giám hiệu. Mời: Công an phường.",
        "Chiều: Không họp.",
        "Thứ Tư (30/10)",
        "Cả ngày: Đo chiều cao, cân nặng của trẻ: Y tế, cô Hằng (lớp Mầm).",
        "Hiệu trưởng",
        "Lưu Thị Tươi",
    )
    assert found == [
        ("Sáng: 7h15 chào cờ - toàn trường", "toàn trường", "Thứ Hai (28/10)"),
        ("8h30 hội ý - Ban giám hiệu", "Ban giám hiệu", "Thứ Hai (28/10)"),
        (
            "Cả ngày: Đo chiều cao, cân nặng của trẻ: Y tế, cô Hằng (lớp Mầm)",
            "Y tế, cô Hằng (lớp Mầm)",
            "Thứ Tư (30/10)",
        ),
    ]


def test_weeks_of_a_month_in_plain_lines_gave_no_time(rows: Rows) -> None:
    found = rows(
        "TỔ NGỮ VĂN",
        "KẾ HOẠCH THÁNG 10/2024",
        "Tuần 1 (từ 30/9 đến 05/10)",
        "- Kiểm tra giáo án (Tổ trưởng, tổ phó).",
        "- Nộp đề cương: GV dạy khối 8, hạn 03/10.",
        "Tuần 2 (07-12/10)",
        "- Thao giảng chào mừng 20/10: cô Lụa, thầy Sáng.",
        "Tổ trưởng",
        "Đàm Thị Lụa",
    )
    assert [(owner, time) for _, owner, time in found] == [
        ("Tổ trưởng; tổ phó", "Tuần 1 (từ 30/9 đến 05/10)"),
        ("GV dạy khối 8", "hạn 03/10"),
        ("cô Lụa, thầy Sáng", "Tuần 2 (07-12/10)"),
    ]


def test_who_is_invited_does_not_do_it() -> None:
    assert who_is_named("Tập huấn sơ cứu. Mời: Công an phường") == ""
    assert who_is_named("Sáng: Kiểm tra bếp ăn - Y tế, cô Hằng") == "Y tế, cô Hằng"


def test_who_watches_took_the_place_of_who_does_it(rows: Rows) -> None:
    """The second name behind a semicolon was taken for the subject of the sentence."""
    text = "Từ 07/10 đến 12/10: kiểm kê sách; cô Ngát làm, thầy Trụ giám sát."
    assert actor_of_sentence(text) is None
    assert rows("II. LỊCH", f"- {text}")[0][1] == "cô Ngát"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thi công (Đơn vị trúng thầu, từ tháng 01 đến tháng 3/2025)",
         ("Đơn vị trúng thầu", "", "từ tháng 01 đến tháng 3/2025")),
        ("Mua kính lúp (Phó Hiệu trưởng phụ trách CSVC, học kỳ I)",
         ("Phó Hiệu trưởng phụ trách CSVC", "", "học kỳ I")),
        ("Mua kính lúp (phối hợp với Công an; Kế toán chủ trì)", ("Kế toán", "Công an", "")),
        ("Nộp về phòng (ông Cao Văn Bình, ĐT 0900.111.222)", ("", "", "")),
        ("Tập huấn: ngày 17/12 (cụm 1), 19/12 (cụm 2)", ("", "", "")),
    ],
)  # fmt: skip
def test_brackets_named_the_wrong_one(text: str, found: tuple[str, str, str]) -> None:
    """A leader lost his field, who is to be asked did the work, a turn was somebody."""
    assert in_brackets(text) == found


def test_work_of_two_words_with_who_and_when_was_lost(rows: Rows) -> None:
    found = rows("III. VIỆC CẦN LÀM", "- Thi công (Đơn vị trúng thầu, tháng 3/2025)")
    assert [(owner, time) for _, owner, time in found] == [("Đơn vị trúng thầu", "tháng 3/2025")]


def test_where_a_report_goes_was_a_task(rows: Rows) -> None:
    opening = "Sở đề nghị các phòng thực hiện một số nội dung sau đây:"
    found = rows(opening, "1. Cập nhật dữ liệu trước 5/1.", "Báo cáo gửi về Phòng Quản lý.")
    assert [action for action, _, _ in found] == ["Cập nhật dữ liệu trước 5/1"]


def test_who_is_on_duty_at_a_feast_was_lost(rows: Rows) -> None:
    found = rows(
        "TRƯỜNG MẦM NON HOA GẠO",
        "LỊCH TRỰC TẾT NGUYÊN ĐÁN 2025",
        "- 27 tháng Chạp (26/01): cô Bế Thị Na, bác Tư (bảo vệ) - ĐT 0900 111 222",
        "- Mùng 1 (29/01): Hiệu trưởng",
    )
    assert [(owner, time) for _, owner, time in found] == [
        ("cô Bế Thị Na, bác Tư (bảo vệ)", "27 tháng Chạp (26/01)"),
        ("Hiệu trưởng", "Mùng 1 (29/01)"),
    ]
    assert {action for action, _, _ in found} == {"LỊCH TRỰC TẾT NGUYÊN ĐÁN 2025"}


def test_work_who_and_when_between_dashes_lost_their_owner(rows: Rows) -> None:
    found = rows(
        "II. NỘI DUNG",
        "1. Chuyên đề Toán 6 - THCS Đồng Khê - 15/11/2023",
        "2. Giao lưu học sinh giỏi - Cụm trưởng - tháng 3/2024",
    )
    assert found == [
        ("Chuyên đề Toán 6", "THCS Đồng Khê", "15/11/2023"),
        ("Giao lưu học sinh giỏi", "Cụm trưởng", "tháng 3/2024"),
    ]


def test_the_second_week_of_october_was_that_of_the_school_year(rows: Rows) -> None:
    found = rows("II. KẾ HOẠCH", "Tháng 9", "- Họp lớp.", "Tháng 10", "- Dạy thao giảng (tuần 2).")
    assert found[-1][2] == "tuần 2 tháng 10"


def test_two_duties_of_two_bodies_with_two_days_were_one_row(rows: Rows) -> None:
    found = rows(
        "II. KẾT LUẬN",
        "1. Tổ nghiệp vụ rà soát hồ sơ trước 05/01; Trường THCS Hồng Khê nộp cam kết trước 10/01.",
        "2. Tổ Toán rà soát đề; Tổ Văn chấm bài trước 15/01.",
    )
    assert [(owner, time) for _, owner, time in found] == [
        ("Tổ nghiệp vụ", "trước 05/01"),
        ("Trường THCS Hồng Khê", "trước 10/01"),
        ("Tổ Toán; Tổ Văn", "trước 15/01"),
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Các nhóm thu thập, phân tích minh chứng.", "Các nhóm"),
        ("Các nhóm viết phiếu đánh giá tiêu chí, nộp cho thư ký.", "Các nhóm"),
        ("Các tổ giám sát báo cáo hằng tuần.", "Các tổ giám sát"),
        ("Đoàn thể: Chi đoàn tổ chức văn nghệ.", "Chi đoàn"),
        ("Nhiệm vụ: bảo vệ tài sản, treo cờ.", ""),
        ("Bộ trưởng Bộ Y tế hướng dẫn khử khuẩn trường học.", "Bộ trưởng Bộ Y tế"),
    ],
)
def test_what_they_do_was_in_the_name_of_who_does_it(text: str, who: str) -> None:
    actor = actor_of_sentence(text)
    assert (actor.text if actor else "") == who


def test_a_step_without_a_name_is_work_too(rows: Rows) -> None:
    found = rows("3. Quy trình:", "- Bước 2: Trao quà tại các trường, từ 15/01 đến 20/01.")
    assert [time for _, _, time in found] == ["từ 15/01 đến 20/01"]
