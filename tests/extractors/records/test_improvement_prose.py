"""Improvement plans per criterion in running text: labels in lines of their own, below measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.types import BBox, Line, Page
from tests.extractors.told import tasks

MakePage = Callable[..., Page]
Row = tuple[str, str, str, str, str]

OPENING = ("KẾ HOẠCH", "Khắc phục tồn tại", "Nhà trường khắc phục các tồn tại như sau:")


def read(page: Page) -> list[Row]:
    """Return criterion, measure, owner, time and weak point of every task."""
    names = ("criteria", "action", "owner", "deadline", "content")
    found = []
    for record in tasks([page]):
        texts = {name: value.text for name, value in record.fields.items()}
        found.append(tuple(texts.get(name, "").strip(" .") for name in names))
    return [(a, b, c, d, e) for a, b, c, d, e in found]


@pytest.fixture
def plain(page_of: MakePage) -> Callable[..., list[Row]]:
    def build(*texts: str) -> list[Row]:
        lines = [t for text in (*OPENING, *texts) for t in (text, "")]
        return read(page_of(1, *lines, width=0.0, height=0.0))

    return build


def test_labels_below_full_lines_of_a_scan_were_taken_for_the_measure(page_of: MakePage) -> None:
    """A measure that fills its line is not gone on with by "Người thực hiện: ..."."""
    texts = (
        "KẾ HOẠCH", "Khắc phục các tiêu chí chưa đạt năm học 2022-2023",
        "Sau đợt tự đánh giá, trường lập kế hoạch khắc phục từng tiêu chí như sau:",
        "TIÊU CHUẨN 3: CƠ SỞ VẬT CHẤT VÀ THIẾT BỊ DẠY HỌC CỦA TRƯỜNG TIỂU HỌC",
        "Tiêu chí 3.3: Khối phòng phục vụ học tập và khối phòng hành chính, quản trị",
        "1. Điểm mạnh: Phòng thư viện rộng, thoáng mát, sạch sẽ và đủ ánh sáng cả ngày.",
        ". Điểm yếu: Phòng y tế chật.",
        ". Kế hoạch cải tiến:",
        "- Biện pháp: Dời phòng y tế sang dãy nhà C, kê thêm giường và tủ đựng thuốc",
        "Người thực hiện: Nhân viên y tế.",
        "Thời gian: trước ngày 12/12/2022.",
    )  # fmt: skip
    full = 520.0
    page = page_of(1, *texts, width=595.0, height=842.0)
    lines = [
        replace(line, bbox=BBox(80, 40 + 18 * n, full if len(line.text) > 60 else 300, 54 + 18 * n))
        for n, line in enumerate(b for b in page.blocks if isinstance(b, Line))
    ]
    assert read(replace(page, blocks=tuple(lines))) == [
        (
            "Tiêu chí 3.3",
            "Dời phòng y tế sang dãy nhà C, kê thêm giường và tủ đựng thuốc",
            "Nhân viên y tế",
            "trước ngày 12/12/2022",
            "Phòng y tế chật",
        )
    ]


def test_a_criterion_with_numbers_below_it_ended_at_the_next_number(
    plain: Callable[..., list[Row]],
) -> None:
    """The second criterion is no part of "3. Kế hoạch cải tiến" of the first."""
    found = plain(
        "Tiêu chí 2.1: Đối với hiệu trưởng",
        "1. Điểm mạnh", "Có bằng đại học.", "2. Điểm yếu", "Chưa học lý luận chính trị.",
        "3. Kế hoạch cải tiến chất lượng",
        "Hiệu trưởng đăng ký lớp trung cấp lý luận chính trị trước ngày 10/10/2022.",
        "Tiêu chí 2.3: Đối với nhân viên",
        "1. Điểm mạnh", "Đủ người.", "2. Điểm yếu", "Chưa thạo phần mềm.",
        "3. Kế hoạch cải tiến chất lượng",
        "Kế toán kèm nhân viên văn thư dùng phần mềm, xong trước 20/12/2022.",
    )  # fmt: skip
    assert [(code, owner, time) for code, _, owner, time, _ in found] == [
        ("Tiêu chí 2.1", "Hiệu trưởng", "trước ngày 10/10/2022"),
        ("Tiêu chí 2.3", "Kế toán", "xong trước 20/12/2022"),
    ]


def test_the_next_measure_gave_its_time_to_the_one_before(
    plain: Callable[..., list[Row]],
) -> None:
    """A measure whose time is missing does not take that of its neighbour."""
    found = plain(
        "Tiêu chí 1.6: Quản lý tài chính, tài sản",
        "a) Tồn tại: Sổ tài sản chưa đủ.",
        "b) Hướng khắc phục:",
        "- Việc làm: Kiểm kê thiết bị các phòng.",
        "- Phụ trách: Kế toán.",
        "- Việc làm: Mua phần mềm quản lý tài sản.",
        "- Phụ trách: Phó Hiệu trưởng.",
        "- Hoàn thành: tháng 11/2022.",
    )
    assert found == [
        ("Tiêu chí 1.6", "Kiểm kê thiết bị các phòng", "Kế toán", "", "Sổ tài sản chưa đủ"),
        (
            "Tiêu chí 1.6",
            "Mua phần mềm quản lý tài sản",
            "Phó Hiệu trưởng",
            "tháng 11/2022",
            "Sổ tài sản chưa đủ",
        ),
    ]


def test_numbered_measures_with_labels_behind_a_dash(plain: Callable[..., list[Row]]) -> None:
    found = plain(
        "Tiêu chí 5.1 - Kế hoạch giáo dục",
        "* Hạn chế: Ít hoạt động trải nghiệm.",
        "* Giải pháp 1: Đưa khối 4 đi tham quan làng gốm.",
        "Người phụ trách – Tổng phụ trách Đội",
        "Thời gian – 20/11/2022",
        "* Giải pháp 2: Lập vườn rau sau dãy nhà B.",
        "Người phụ trách – Tổ 4",
        "Thời gian – quý I năm 2023",
    )
    assert [row[1:4] for row in found] == [
        ("Đưa khối 4 đi tham quan làng gốm", "Tổng phụ trách Đội", "20/11/2022"),
        ("Lập vườn rau sau dãy nhà B", "Tổ 4", "quý I năm 2023"),
    ]


def test_one_owner_below_two_measures_is_that_of_both(plain: Callable[..., list[Row]]) -> None:
    found = plain(
        "Tiêu chí 5.3: Phổ cập giáo dục",
        "- Giải pháp: Vận động gia đình đưa trẻ tới lớp.",
        "- Giải pháp: Mua đồ dùng đặc thù.",
        "+ Người chịu trách nhiệm: Phó Hiệu trưởng",
        "+ Thời điểm hoàn thành: 10/10/2022",
    )
    assert [row[2:4] for row in found] == [("Phó Hiệu trưởng", "10/10/2022")] * 2
