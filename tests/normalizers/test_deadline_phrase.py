"""When the task of a sentence is due, and what in a sentence is no deadline."""

from __future__ import annotations

from datetime import date

import pytest

from normalizers.deadlines import find_deadline

# (sentence, phrase found, first day, last day)
DUE = [
    ("Nộp về Phòng trước ngày 15/5/2023.", "trước ngày 15/5/2023", "", "2023-05-15"),
    ("Chậm nhất là ngày 20 tháng 9 năm 2023 gửi danh sách.",
     "Chậm nhất là ngày 20 tháng 9 năm 2023", "", "2023-09-20"),
    ("Từ ngày 2/11/2022 đến ngày 5/12/2022: Họp góp ý.", "Từ ngày 2/11/2022 đến ngày 5/12/2022",
     "2022-11-02", "2022-12-05"),
    ("Trực cổng trong hai ngày 28 và 29/8/2024 tại cơ sở 2.", "trong hai ngày 28 và 29/8/2024",
     "2024-08-28", "2024-08-29"),
    ("Ký duyệt trước 16h30 ngày 14/7/2024.", "trước 16h30 ngày 14/7/2024", "", "2024-07-14"),
    ("Thư viện mở từ 7h đến 11h, chậm nhất ngày 30/11/2023 kiểm kê xong.",
     "chậm nhất ngày 30/11/2023", "", "2023-11-30"),
    ("Mua bổ sung bàn ghế, xong trong tháng 3/2024.", "trong tháng 3/2024",
     "2024-03-01", "2024-03-31"),
    ("Rà soát phòng học (tổ Văn phòng; tháng 10/2023).", "tháng 10/2023",
     "2023-10-01", "2023-10-31"),
    ("Tiêu chí 2.1 đến 2.3; hoàn thành trước ngày 05/12/2025.", "trước ngày 05/12/2025",
     "", "2025-12-05"),
    ("Công khai mức thu từ ngày 01/9/2023.", "từ ngày 01/9/2023", "2023-09-01", ""),
    ("Điều tra từ ngày 01/6/2023 và nhập xong số liệu chậm nhất đến hết ngày 31/7/2023.",
     "từ ngày 01/6/2023; chậm nhất đến hết ngày 31/7/2023", "2023-06-01", "2023-07-31"),
    ("Thống nhất dự toán trước ngày 15/5/2023; cấp kinh phí trong tháng 6/2023.",
     "trước ngày 15/5/2023; trong tháng 6/2023", "", "2023-06-30"),
    ("Thực hiện Công văn số 71/PGDĐT ngày 3/5/2023, báo cáo trước ngày 15/9/2023.",
     "trước ngày 15/9/2023", "", "2023-09-15"),
    ("Tổng kết công tác năm 2021, khen thưởng trong quý I năm 2022.", "trong quý I năm 2022",
     "2022-01-01", "2022-03-31"),
    ("Nhập danh sách trẻ sinh năm 2017 chậm nhất ngày 8 tháng 8 năm 2023.",
     "chậm nhất ngày 8 tháng 8 năm 2023", "", "2023-08-08"),
    ("Đạt 3-5/10 điểm trước ngày 5/10/2023.", "trước ngày 5/10/2023", "", "2023-10-05"),
    ("Nộp phiếu chậm nhất thứ Tư ngày 15/3/2023.", "chậm nhất thứ Tư ngày 15/3/2023",
     "", "2023-03-15"),
    ("Coi kiểm tra từ thứ Năm, 05/5 đến thứ Ba, 10/5/2022.",
     "từ thứ Năm, 05/5 đến thứ Ba, 10/5/2022", "2022-05-05", "2022-05-10"),
    ("Dán sơ đồ phòng chậm nhất chiều 04/5/2022.", "chậm nhất chiều 04/5/2022", "", "2022-05-04"),
    ("Công khai mức thu từ ngày 05/9/2023.", "từ ngày 05/9/2023", "2023-09-05", ""),
    ("Phát quang sân sau trước khi trẻ tựu trường ngày 28/8/2023.",
     "trước khi trẻ tựu trường ngày 28/8/2023", "", "2023-08-28"),
    ("Trao quà trước ngày Quốc tế Phụ nữ 08/3/2024.", "trước ngày Quốc tế Phụ nữ 08/3/2024",
     "", "2024-03-08"),
    ("Lo phần nghi lễ, hoàn tất ngày 05/12/2025.", "hoàn tất ngày 05/12/2025", "", "2025-12-05"),
    ("Ban hành trước ngày 20/5/2024 để bể bơi mở cửa kịp dịp hè.", "trước ngày 20/5/2024",
     "", "2024-05-20"),
    ("Đến hết năm 2024, các lớp có góc đọc.", "Đến hết năm 2024", "", "2024-12-31"),
]  # fmt: skip

NOT_DUE = [
    "Căn cứ Quyết định số 12/QĐ-PGDĐT ngày 3/4/2020 của Phòng.",
    "Quán triệt Kết luận số 31-KL/TW ngày 17/8/2023 đến đảng viên.",
    "Theo Thông tư 18/2018/TT-BGDĐT.",
    "Theo Thông báo ngày 3/4/2023 của Phòng, các trường rà soát sĩ số.",
    "Trường mầm non 2/9 sửa lại bếp ăn.",
    "Tổ chức văn nghệ chào mừng ngày 20/11.",
    "Rà soát số liệu năm học 2022-2023.",
    "Kế toán nộp báo cáo thu chi tháng 01.",
    "Lập mục lục văn bản đi, đến từ năm 2021 trở lại đây.",
    "Kiểm tra học kỳ I đúng quy định.",
    "Có 3/5 trường đạt chuẩn.",
    "Công khai các khoản thu đầu năm học.",
]


@pytest.mark.parametrize(("text", "phrase", "start", "end"), DUE)
def test_the_deadline_of_a_sentence(text: str, phrase: str, start: str, end: str) -> None:
    found = find_deadline(text)
    assert found is not None
    assert found.text == phrase
    assert "; ".join(text[a:b] for a, b in found.spans) == phrase
    days = (found.value.start, found.value.end)
    assert tuple(d.isoformat() if d else "" for d in days) == (start, end)


@pytest.mark.parametrize("text", NOT_DUE)
def test_no_deadline_is_taken_from_papers_feasts_and_periods(text: str) -> None:
    assert find_deadline(text) is None


def test_a_rhythm_counts_where_no_date_is_given() -> None:
    found = find_deadline("Gửi báo cáo trước ngày 25 hằng tháng.")
    assert found is not None
    assert (found.text, found.value.kind) == ("trước ngày 25 hằng tháng", "recurring")


def test_what_ended_long_before_the_paper_is_no_deadline() -> None:
    text = "Đợt rà soát trong tháng 2/2022 còn thiếu, bổ sung trước ngày 15/10/2022."
    found = find_deadline(text, issued=date(2022, 9, 12))
    assert found is not None and found.text == "trước ngày 15/10/2022"


def test_words_that_lose_their_marks_to_words_of_time_are_none() -> None:
    found = find_deadline("Phấn đấu trong năm học 2022-2023 có 3 lớp đạt chuẩn.")
    assert found is not None and found.text == "trong năm học 2022-2023"
    assert find_deadline("Bồi dưỡng giáo viên thi đấu tháng 3.") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nhóm 2 đã viết xong 4/6 phiếu.", ""),
        ("15/5 nhân viên y tế khám sức khỏe.", "15/5"),
        ("Ngày 22/3 Trưởng đoàn công bố quyết định.", "Ngày 22/3"),
        ("Thao giảng chào mừng 20/11: cô Lụa.", ""),
        ("Ôn tập, kiểm tra cuối kỳ I (từ 23/12 đến 31/12).", "từ 23/12 đến 31/12"),
        ("Kiểm tra việc đóng quỹ quý III, xong trước ngày 20/10.", "xong trước ngày 20/10"),
        ("Quý III, trước ngày 20/9: quyết toán.", "Quý III, trước ngày 20/9"),
        ("Khám sức khỏe, xong trong tháng 10 hằng năm.", "trong tháng 10 hằng năm"),
    ],
)
def test_what_only_looks_like_the_time_of_a_task(text: str, found: str) -> None:
    """A share done, a feast, and the term or quarter of a noun were given as days."""
    phrase = find_deadline(text)
    assert (phrase.text if phrase else "") == found
