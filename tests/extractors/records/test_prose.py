from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.paper.outline import outline
from extractors.paper.paragraphs import paragraphs_of
from extractors.records.actors import actor_of_heading, actor_of_sentence, verb_at
from extractors.records.time_phrases import find_deadline
from extractors.records.told.brackets import behind_colon
from extractors.types import BBox, Line, Page, Record, Table
from tests.extractors.told import tasks

Build = Callable[..., Table]
MakePage = Callable[..., Page]

DISTRICT = (
    "UBND HUYỆN BẮC SƠN", "", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "KẾ HOẠCH", "",
    "Công tác kiểm định chất lượng năm học 2022-2023", "",
    "Căn cứ Công văn số 99/SGDĐT-KT ngày 1/9/2022 của Sở GD&ĐT về kiểm định;", "",
    "I. MỤC ĐÍCH", "", "1. Tăng cường chỉ đạo công tác tự đánh giá ở các trường trong huyện.", "",
    "II. NỘI DUNG THỰC HIỆN", "", "1. Đối với các trường mầm non, tiểu học", "",
    "- Hoàn thành báo cáo tự đánh giá và nộp về Phòng GD&ĐT trước ngày 15/5/2023.", "",
    "- Định kỳ rà soát các tiêu chí chưa đạt.", "",
    "2. Đối với Phòng GD&ĐT", "",
    "Phấn đấu trong năm học 2022-2023 có 40% các trường tiểu học đạt chuẩn quốc gia.", "",
    "Danh sách các trường đăng ký đánh giá ngoài năm học 2022-2023 gồm:", "",
    "- Mầm non: Hoa Sen đánh giá ngoài và công nhận chuẩn; Hướng Dương đánh giá ngoài.", "",
    "- Tiểu học: Lê Lợi, Phan Công Tích đánh giá ngoài.", "",
    "III. TỔ CHỨC THỰC HIỆN", "",
    "Giao chuyên viên của Phòng GD&ĐT phối hợp nhóm mạng lưới tham mưu văn bản chỉ đạo.", "",
    "Hỗ trợ các trường trong hoạt động đánh giá ngoài:", "",
    "+ Mầm non: Bà Triệu Thị Lê <cvmn@bacson.edu.vn>;", "",
    "+ Tiểu học: Ông Lương Văn Mơ <cvth@bacson.edu.vn>.", "",
    "Trên đây là Kế hoạch công tác kiểm định, đề nghị các trường thực hiện nghiêm túc./.", "",
    "Nơi nhận:", "", "- Các trường;", "", "- Lưu: VT.",
)  # fmt: skip


def texts(record: Record) -> dict[str, str]:
    return {name: value.text for name, value in record.fields.items()}


@pytest.fixture
def district(page_of: MakePage) -> list[dict[str, str]]:
    return [texts(r) for r in tasks([page_of(1, *DISTRICT, width=0.0, height=0.0)])]


def test_district_plan_in_full(district: list[dict[str, str]]) -> None:
    assert [t.get("owner") for t in district] == [
        "Các trường mầm non, tiểu học",
        "Các trường mầm non, tiểu học",
        "Phòng GD&ĐT",
        "Mầm non: Hoa Sen",
        "Mầm non: Hướng Dương",
        "Tiểu học: Lê Lợi, Phan Công Tích",
        "chuyên viên của Phòng GD&ĐT",
        "Bà Triệu Thị Lê",
        "Ông Lương Văn Mơ",
    ]


def test_deadlines_and_targets(district: list[dict[str, str]]) -> None:
    assert district[0]["deadline"] == "trước ngày 15/5/2023"
    assert district[1]["deadline"] == "Định kỳ"
    assert district[2]["deadline"] == "trong năm học 2022-2023"
    assert district[2]["content"] == "có 40% các trường tiểu học đạt chuẩn quốc gia"


def test_list_of_schools_by_activity(district: list[dict[str, str]]) -> None:
    assert district[3]["action"] == "đánh giá ngoài và công nhận chuẩn"
    assert district[4]["action"] == "đánh giá ngoài"
    assert district[5]["deadline"] == "năm học 2022-2023"


def test_officer_with_address(district: list[dict[str, str]]) -> None:
    assert district[7]["action"] == "Hỗ trợ các trường trong hoạt động đánh giá ngoài: Mầm non"
    assert district[7]["notes"] == "cvmn@bacson.edu.vn"


def test_support_of_a_given_task(district: list[dict[str, str]]) -> None:
    assert district[6]["support"] == "nhóm mạng lưới"


def test_purposes_bases_and_closing_are_no_tasks(district: list[dict[str, str]]) -> None:
    actions = " ".join(t["action"] for t in district)
    for foreign in ("Tăng cường chỉ đạo", "Công văn số 99", "Trên đây", "Lưu: VT"):
        assert foreign not in actions


SCHOOL_END = (
    "III. KẾ HOẠCH CẢI TIẾN", "",
    "IV. TỔ CHỨC THỰC HIỆN", "", "1. Hiệu trưởng - Chủ tịch hội đồng", "",
    "- Phân công nhiệm vụ cụ thể cho từng cán bộ, giáo viên.", "",
    "2. Tổ giám sát kế hoạch cải tiến", "",
    "- Báo cáo kết quả giám sát với hiệu trưởng vào ngày 25 hằng tháng.", "",
    "3. Tổ trưởng chuyên môn: Xây dựng kế hoạch bồi dưỡng giáo viên trong tháng 9/2023.", "",
    "Nơi nhận:", "", "- Lưu.",
)  # fmt: skip


def test_school_plan_gives_only_its_organisation(table_of: Build, page_of: MakePage) -> None:
    header = ["TT", "Tiêu chí", "Giải pháp", "Người thực hiện", "Thời gian"]
    table = table_of([header, ["1", "1.1", "Rà soát", "HT", "9/2023"]], method="html")
    intro = ("I. MỤC TIÊU", "", "- Xây dựng trường học thân thiện, nâng cao chất lượng.", "")
    found = tasks([page_of(1, *intro, table, *SCHOOL_END, width=0.0, height=0.0)])
    assert [texts(r)["owner"] for r in found] == [
        "Hiệu trưởng - Chủ tịch hội đồng",
        "Tổ giám sát kế hoạch cải tiến",
        "Tổ trưởng chuyên môn",
    ]
    assert texts(found[2])["deadline"] == "trong tháng 9/2023"
    assert {r.kind for r in found} == {"task"}
    assert [r.row for r in found] == [1, 2, 3]


def test_time_line_under_a_heading_counts_for_its_tasks(page_of: MakePage) -> None:
    lines = (
        "I. TỔ CHỨC THỰC HIỆN", "", "1. Văn phòng Sở", "",
        "- Tổ chức kiểm tra các trường theo lịch đã công bố.", "",
        "Thời gian thực hiện: Quý II/2023.",
    )  # fmt: skip
    (record,) = tasks([page_of(1, *lines, width=0.0, height=0.0)])
    assert texts(record)["deadline"] == "Quý II/2023"


def test_sentences_with_actors_of_their_own_are_parted(page_of: MakePage) -> None:
    lines = (
        "I. TỔ CHỨC THỰC HIỆN", "",
        "Các trường chủ động đăng ký đánh giá ngoài. Phòng GD&ĐT xây dựng kế hoạch kiểm tra.",
    )  # fmt: skip
    found = tasks([page_of(1, *lines, width=0.0, height=0.0)])
    assert [texts(r)["owner"] for r in found] == ["Các trường", "Phòng GD&ĐT"]


def test_no_text_no_tasks(page_of: MakePage) -> None:
    assert tasks([]) == ()
    assert tasks([page_of(1, "Bài thơ mùa thu", "Lá vàng rơi đầy sân.")]) == ()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Đối với Phòng GD&ĐT", "Phòng GD&ĐT"),
        ("Hiệu trưởng - Chủ tịch Hội đồng", "Hiệu trưởng - Chủ tịch Hội đồng"),
        ("Tổ chức thực hiện", ""),
        ("TỎ CHỨC THỰC HIỆN:", ""),
        ("Chỉ tiêu phấn đấu", ""),
        ("Hồ sơ minh chứng", ""),
        ("Văn phòng Sở Y tế có trách nhiệm:", "Văn phòng Sở Y tế"),
        ("Các tổ chuyên môn", "Các tổ chuyên môn"),
        ("Nhóm thư ký:", "Nhóm thư ký"),
        ("Cơ sở vật chất", ""),
    ],
)  # fmt: skip
def test_actor_of_heading(text: str, actor: str) -> None:
    assert actor_of_heading(text) == actor


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Giao kế toán lập dự toán kinh phí.", "kế toán"),
        ("Các trường phải thực hiện công khai kết quả.", "Các trường"),
        ("Hiệu trưởng các trường phân công thành viên.", "Hiệu trưởng các trường"),
        ("Đề nghị các đơn vị gửi báo cáo đúng hạn.", "các đơn vị"),
        ("Văn phòng Sở: Đảm bảo hậu cần cho Đoàn.", "Văn phòng Sở"),
        ("Năm học 2022-2023, các trường tiếp tục tự đánh giá.", "các trường"),
        ("Căn cứ kế hoạch này, các đơn vị chủ động triển khai.", "các đơn vị"),
        ("Tổ chức rà soát các tiêu chí chưa đạt.", None),
        ("Hồ sơ đăng ký gửi về Phòng GD&ĐT.", None),
        ("Rà soát hồ sơ.", None),
    ],
)
def test_actor_of_sentence(text: str, actor: str | None) -> None:
    found = actor_of_sentence(text)
    assert (found.text.strip(" ,") if found else None) == actor


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Nộp về Phòng trước ngày 15/5/2023.", "trước ngày 15/5/2023"),
        ("Hoàn thành trước 30/6.", "trước 30/6"),
        ("Chậm nhất ngày 20 tháng 9 năm 2023 gửi báo cáo", "Chậm nhất ngày 20 tháng 9 năm 2023"),
        ("Từ ngày 2/11/2017 đến ngày 5/12/2017: Họp", "Từ ngày 2/11/2017 đến ngày 5/12/2017"),
        ("Kiểm tra trong tháng 10/2023 tại trường", "trong tháng 10/2023"),
        ("Báo cáo hằng tháng", "hằng tháng"),
        ("Họp vào cuối học kỳ I năm học 2023-2024", "vào cuối học kỳ I năm học 2023-2024"),
        ("Thời gian: Quý IV/2023", "Quý IV/2023"),
        ("Thời gian: Từ 01-30/11/2023.", "Từ 01-30/11/2023"),
        ("họp ngày 5 - 7/9/2023 tại trường", "ngày 5 - 7/9/2023"),
        ("đạt 3-5/10 điểm trước ngày 5/10/2023", "trước ngày 5/10/2023"),
        ("Căn cứ Quyết định số 12/QĐ-BGD ngày 3/4/2020 của Bộ", None),
        ("Thông tư 18/2018/TT-BGDĐT", None),
        ("Trường mầm non 2/9 đánh giá ngoài", None),
        ("Pháp luật về y tế năm 2018", None),
        ("Đạt 35% kế hoạch", None),
    ],
)  # fmt: skip
def test_deadline_phrase(text: str, phrase: str | None) -> None:
    found = find_deadline(text)
    assert (found.text if found else None) == phrase
    if found:
        assert text[found.start : found.end].strip() == found.text


def test_verbs_heed_the_marks_of_names() -> None:
    assert verb_at("Tân Xuân, Phan Công Tích đánh giá ngoài") == 5
    assert verb_at("ra soat ho so") == 0


def test_outline_nests_bullets_under_what_opens_them() -> None:
    lines = [
        "I. NỘI DUNG", "", "1. Đối với các trường", "", "a) Chỉ tiêu", "", "- Tự đánh giá", "",
        "+ Tất cả các trường hoàn thành báo cáo.", "", "2. Đối với Phòng", "",
        "Triển khai văn bản.",
    ]  # fmt: skip
    entries = outline(paragraphs_of([Line(t, 1) for t in lines]))
    deepest = next(e for e in entries if e.text.startswith("Tất cả"))
    assert [e.text for e in deepest.path] == [
        "NỘI DUNG", "Đối với các trường", "Chỉ tiêu", "Tự đánh giá",
    ]  # fmt: skip
    assert [e.text for e in entries[-1].path] == ["NỘI DUNG", "Đối với Phòng"]


def test_paragraphs_follow_the_margins() -> None:
    def line(text: str, x0: float, x1: float, y: float) -> Line:
        return Line(text, 1, BBox(x0, y, x1, y + 12))

    lines = [
        line("Nhà trường xây dựng kế hoạch và báo cáo Phòng Giáo dục.", 90, 530, 100),
        line("Các tổ thực hiện theo phân công của hiệu trưởng.", 60, 300, 115),
        line("Giáo viên chủ nhiệm phối hợp với cha mẹ học sinh để quản lý", 90, 530, 130),
        line("học sinh.", 60, 110, 145),
    ]
    found = [p.text for p in paragraphs_of(lines)]
    assert found[-1] == "Giáo viên chủ nhiệm phối hợp với cha mẹ học sinh để quản lý học sinh."


def test_paragraph_goes_on_over_the_page() -> None:
    lines = [Line("- Viết báo", 1), Line("", 1), Line("cáo tự đánh giá của trường.", 2)]
    (paragraph,) = paragraphs_of(lines)
    assert paragraph.text == "- Viết báo cáo tự đánh giá của trường."
    assert [page for page, _ in paragraph.value().parts] == [1, 2]


def test_a_section_that_is_one_piece_of_work(page_of: MakePage) -> None:
    lines = (
        "KẾ HOẠCH", "", "Tự đánh giá", "", "IV. Công cụ tự đánh giá", "",
        "1. Thời gian: tháng 9/2023.", "",
        "V. Tập huấn nghiệp vụ tự đánh giá", "", "1. Thời gian: Từ 01-30/11/2023.", "",
        "2. Thành phần: Hội đồng TĐG và các nhóm công tác.", "", "3. Nội dung tập huấn:", "",
        "- Các nhóm tự nghiên cứu văn bản.", "", "VI. Danh mục", "", "Không có.",
    )  # fmt: skip
    found = tasks([page_of(1, *lines, width=0.0, height=0.0)])
    assert [texts(r) for r in found] == [
        {
            "action": "Tập huấn nghiệp vụ tự đánh giá",
            "deadline": "Từ 01-30/11/2023",
            "owner": "Hội đồng TĐG và các nhóm công tác",
        }
    ]


@pytest.mark.parametrize("bullet", ["'_-", ". =", ".-", "~", "_-"])
def test_a_speck_before_a_bullet_does_not_join_it_to_its_heading(
    page_of: MakePage, bullet: str
) -> None:
    lines = [
        line.replace("- Hoàn thành", f"{bullet} Hoàn thành") if line.startswith("- Hoàn") else line
        for line in DISTRICT
    ]
    first = texts(tasks([page_of(1, *lines, width=0.0, height=0.0)])[0])
    assert first["action"].startswith("Hoàn thành báo cáo")
    assert first["owner"] == "Các trường mầm non, tiểu học"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Kiểm tra sổ quỹ học kỳ I: cô Hạnh (Kế toán)", "cô Hạnh (Kế toán)"),
        ("Tháng 9: Kiểm tra bếp ăn: cô Lụa", "cô Lụa"),
        ("Rà soát hồ sơ bán trú: ông Trần Văn Tám, Tổ trưởng tổ nuôi dưỡng", None),
        ("Họp hội đồng, thành phần: Hiệu trưởng, kế toán", ""),
        ("Gửi báo cáo về: Phòng Giáo dục và Đào tạo", ""),
        ("Thực hiện tốt hai việc: rà soát hồ sơ, lập sổ", ""),
        ("Tổ chức tập huấn cho các trường sau: Trường A, Trường B", ""),
    ],
)
def test_who_stands_behind_the_work(text: str, who: str | None) -> None:
    assert behind_colon(text) == (text.split(": ")[-1] if who is None else who)
