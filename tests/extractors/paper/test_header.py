from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.paper.ending import read_ending
from extractors.paper.formulas import find_date, find_number
from extractors.paper.header import Header, read_header
from extractors.paper.kinds import kind_of_title
from extractors.types import BBox, Cell, Line, Page, Table, Word

MakePage = Callable[..., Page]

BODY = (
    "Căn cứ Thông tư số 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ Giáo dục và Đào tạo quy định",
    "về kiểm định chất lượng giáo dục;",
    "Căn cứ Công văn số 5932/BGDĐT-QLCL ngày 28/12/2018 về hướng dẫn tự đánh giá;",
    "Trường THCS Hoa Mai xây dựng kế hoạch như sau:",
    "I. MỤC ĐÍCH",
    "Nâng cao chất lượng giáo dục của nhà trường.",
)
ENDING = (
    "Nơi nhận:",
    "- Phòng GDĐT (để b/c);",
    "- Các tổ chuyên môn (để t/h);",
    "- Lưu: VT.",
    "HIỆU TRƯỞNG",
    "Lê Thị Hồng Sen",
)


def texts(header: Header) -> dict[str, str]:
    return {name: " ".join(value.text.split()) for name, value in header.fields.items()}


def check_school(header: Header, *, title: str = "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC") -> None:
    found = texts(header)
    assert found["number"] == "45/KH-THCSHM"
    assert found["issued_place"] == "Bình Minh"
    assert found["issued_date"] == "ngày 12 tháng 9 năm 2023"
    assert found["title"].startswith(title)
    assert found["authority"] == "PHÒNG GDĐT HUYỆN BÌNH MINH"
    assert found["school"] == "TRƯỜNG THCS HOA MAI"
    assert found["signer"] == "Lê Thị Hồng Sen"
    assert found["signer_title"] == "HIỆU TRƯỞNG"
    assert found["school_year"] == "Năm học 2023 - 2024"
    assert header.kind == "improvement_plan"
    assert len(header.legal_bases) == 2
    assert header.legal_bases[0].text.endswith("kiểm định chất lượng giáo dục;")
    assert [r.text for r in header.recipients] == [
        "Phòng GDĐT (để b/c)",
        "Các tổ chuyên môn (để t/h)",
        "Lưu: VT",
    ]


HEAD = (
    "PHÒNG GDĐT HUYỆN BÌNH MINH",
    "TRƯỜNG THCS HOA MAI",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 45/KH-THCSHM",
    "Bình Minh, ngày 12 tháng 9 năm 2023",
)
TITLE = ("KẾ HOẠCH", "CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", "Năm học 2023 - 2024")


def test_left_column_before_right_column(page_of: MakePage) -> None:
    head = (
        "PHÒNG GDĐT HUYỆN BÌNH MINH", "TRƯỜNG THCS HOA MAI", "Số: 45/KH-THCSHM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Bình Minh, ngày 12 tháng 9 năm 2023",
    )  # fmt: skip
    check_school(read_header([page_of(1, *head, *TITLE, *BODY, *ENDING)]))


def test_columns_glued_on_one_line(page_of: MakePage) -> None:
    head = (
        "PHÒNG GDĐT HUYỆN BÌNH MINH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỜNG THCS HOA MAI Độc lập - Tự do - Hạnh phúc",
        "Số: 45/KH-THCSHM Bình Minh, ngày 12 tháng 9 năm 2023",
    )
    check_school(read_header([page_of(1, *head, *TITLE, *BODY, *ENDING)]))


def test_columns_parted_at_the_gap_between_words(page_of: MakePage) -> None:
    def glued(y: float, left: str, right: str) -> Line:
        words, x = [], 60.0
        for text in left.split():
            words.append(Word(text, BBox(x, y, x + 25, y + 12)))
            x += 30
        x = 330.0
        for text in right.split():
            words.append(Word(text, BBox(x, y, x + 20, y + 12)))
            x += 24
        return Line(f"{left} {right}", 1, BBox(60, y, x, y + 12), words=tuple(words))

    head = (
        glued(50, "PHÒNG GDĐT HUYỆN BÌNH MINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        glued(65, "TRƯỜNG THCS HOA MAI", "Độc lập - Tự do - Hạnh phúc"),
        glued(90, "Số: 45/KH-THCSHM", "Bình Minh, ngày 12 tháng 9 năm 2023"),
    )
    end = (
        glued(600, "Nơi nhận:", "HIỆU TRƯỞNG"),
        Line("- Phòng GDĐT (để b/c);", 1),
        Line("- Các tổ chuyên môn (để t/h);", 1),
        glued(660, "- Lưu: VT.", "Lê Thị Hồng Sen"),
    )
    check_school(read_header([page_of(1, *head, *TITLE, *BODY, *end)]))


def test_letterhead_in_a_frame_taken_for_a_table(page_of: MakePage) -> None:
    frame = Table(
        1,
        2,
        2,
        (
            Cell(0, 0, "PHÒNG GDĐT HUYỆN BÌNH MINH\nTRƯỜNG THCS HOA MAI", 1),
            Cell(0, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", 1),
            Cell(1, 0, "Số: 45/KH-THCSHM", 1),
            Cell(1, 1, "Bình Minh, ngày 12 tháng 9 năm 2023", 1),
        ),
        "docx",
    )
    check_school(read_header([page_of(1, frame, *TITLE, *BODY, *ENDING)]))


def test_web_page_chrome_before_the_letterhead(page_of: MakePage) -> None:
    head = (
        "Thứ ba, 12/09/2023", "Trang chủ", "Chào mừng đến với cổng thông tin",
        "KẾ HOẠCH Cải tiến chất lượng của trường THCS Hoa Mai", "",
        "PHÒNG GDĐT HUYỆN BÌNH MINH", "TRƯỜNG THCS HOA MAI", "",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "",
        "Số: 45/KH-THCSHM", "", "Bình Minh, ngày 12 tháng 9 năm 2023", "",
    )  # fmt: skip
    page = page_of(1, *head, *TITLE, "", *BODY, *ENDING, "Tin liên quan", width=0.0, height=0.0)
    check_school(read_header([page]))


def test_marks_stripped_and_letters_damaged(page_of: MakePage) -> None:
    lines = (
        "PHONG GDDT HUYEN BINH MINH CQNG HOA XA HO! CHU NGHIA VT NAM",
        "TRUONG THCS HOA MAI Poc lap - Tu do - Hanh phic",
        "S4: 45/KH-THCSHM Binh Minh, ngay 12 thang 9 nam 2023",
        "KE HOACH CAI TIEN CHAT LUQNG GIAO DUC",
        "Nim hoc: 2023 - 2024",
        "1. Ciin cir phap ly",
        "Thong tu s6 18/2018/TT-BGDDT ngay 22/8/2018 cua Bo Giao duc va Dao tao;",
        "Cong van sé 5932/BGDDT-QLCL ngay 28/12/2018 vé huong dan;",
        "2. Muc dich",
        "Nang cao chat luong.",
    )
    header = read_header([page_of(1, *lines)])
    found = texts(header)
    assert found["number"] == "45/KH-THCSHM"
    assert found["issued_place"] == "Binh Minh"
    assert found["issued_date"] == "ngay 12 thang 9 nam 2023"
    assert found["school"] == "TRUONG THCS HOA MAI"
    assert found["authority"] == "PHONG GDDT HUYEN BINH MINH"
    assert found["title"] == "KE HOACH CAI TIEN CHAT LUQNG GIAO DUC Nim hoc: 2023 - 2024"
    assert len(header.legal_bases) == 2
    assert header.kind == "improvement_plan"


def test_text_without_letterhead_names_its_school(page_of: MakePage) -> None:
    lines = (
        "Số: 7/KH-THPT", "", "Long Hải, ngày 3 tháng 10 năm 2022", "", "KẾ HOẠCH",
        "Tự đánh giá chất lượng giáo dục", "", "I. Mục đích", "",
        "Hội đồng được thành lập theo Quyết định số 3/QĐ-THPT của Trường THPT Sông Xanh.", "",
        "TM. HỘI ĐỒNG", "CHỦ TỊCH", "", "Võ Minh Quang",
    )  # fmt: skip
    header = read_header([page_of(1, *lines, width=0.0, height=0.0)])
    found = texts(header)
    assert found["number"] == "7/KH-THPT"
    assert found["issued_place"] == "Long Hải"
    assert found["title"] == "KẾ HOẠCH Tự đánh giá chất lượng giáo dục"
    assert found["school"] == "Trường THPT Sông Xanh"
    assert "authority" not in found
    assert found["signer"] == "Võ Minh Quang"
    assert header.kind == "self_assessment_plan"
    assert set(header.flags) == {"no_letterhead", "school_from_text"}


def test_names_above_the_title_without_the_national_formula(page_of: MakePage) -> None:
    lines = (
        "UBND HUYỆN SÔNG XANH", "TRƯỜNG TIỂU HỌC AN HÒA", "", "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG",
        "Năm học 2024 - 2025", "", "Căn cứ Thông tư số 17/2018/TT-BGDĐT ngày 22/8/2018;", "",
        "I. MỤC TIÊU", "", "Trường Tiểu học Bình Minh đã đạt chuẩn.",
    )  # fmt: skip
    header = read_header([page_of(1, *lines, width=0.0, height=0.0)])
    found = texts(header)
    assert found["authority"] == "UBND HUYỆN SÔNG XANH"
    assert found["school"] == "TRƯỜNG TIỂU HỌC AN HÒA"
    assert header.flags == ("no_letterhead",)


def test_prose_above_a_late_title_names_no_school(page_of: MakePage) -> None:
    lines = (
        "TRƯỜNG HỌC HẠNH PHÚC",
        *(["Một dòng chữ thường của bài."] * 12),
        "KẾ HOẠCH",
        "Tổ chức",
    )
    header = read_header([page_of(1, *lines, width=0.0, height=0.0)])
    assert "school" not in texts(header)


def test_district_plan(page_of: MakePage) -> None:
    lines = (
        "UBND HUYỆN BẮC SƠN", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "Số: 812/KH-PGDĐT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Bắc Sơn, ngày 05 tháng 9 năm 2022", "KẾ HOẠCH",
        "Công tác kiểm định chất lượng giáo dục năm học 2022-2023",
        "Căn cứ Công văn số 99/SGDĐT-KT ngày 1/9/2022 của Sở GD&ĐT;",
        "I. Mục đích", "Các trường nâng cao chất lượng.",
        "Nơi nhận:", "- Các trường;", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Nông Văn Tùng",
    )  # fmt: skip
    header = read_header([page_of(1, *lines)])
    found = texts(header)
    assert found["authority"] == "UBND HUYỆN BẮC SƠN PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"
    assert "school" not in found
    assert found["school_year"] == "năm học 2022-2023"
    assert found["signer_title"] == "KT. TRƯỞNG PHÒNG PHÓ TRƯỞNG PHÒNG"
    assert found["signer"] == "Nông Văn Tùng"
    assert header.kind == "district_plan"


def test_school_name_over_two_lines_and_authority_over_two(page_of: MakePage) -> None:
    lines = (
        "ỦY BAN NHÂN DÂN", "QUẬN AN HÒA", "TRƯỜNG TIỂU HỌC", "NGUYỄN THỊ LỰU", "Số: 12/KH-NTL",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "An Hòa, ngày 02 tháng 10 năm 2023", "KẾ HOẠCH", "Tự đánh giá",
    )  # fmt: skip
    found = texts(read_header([page_of(1, *lines)]))
    assert found["authority"] == "ỦY BAN NHÂN DÂN QUẬN AN HÒA"
    assert found["school"] == "TRƯỜNG TIỂU HỌC NGUYỄN THỊ LỰU"


def test_nothing_is_invented(page_of: MakePage) -> None:
    header = read_header([page_of(1, "Bài viết về mùa xuân.", "Hoa nở khắp nơi.")])
    assert header.fields == {}
    assert header.legal_bases == ()
    assert header.kind == "other"


def test_no_pages() -> None:
    assert read_header([]).fields == {}


def test_legal_bases_of_a_section_of_their_own(page_of: MakePage) -> None:
    lines = (
        "KẾ HOẠCH", "CẢI TIẾN CHẤT LƯỢNG", "I. MỤC ĐÍCH", "Nâng cao chất lượng giáo dục.",
        "II. CĂN CỨ XÂY DỰNG KẾ HOẠCH", "1. Báo cáo tự đánh giá của Trường.",
        "2. Các văn bản hướng dẫn hiện hành:",
        "- Thông tư số 18/2018/TT-BGDĐT ban hành Quy định về kiểm định.",
        "- Công văn số 5932/BGDĐT-QLCL ngày 28 tháng 12 năm 2018 của Bộ.",
        "III. NỘI DUNG", "- Quyết định số 5/QĐ-THCS thành lập tổ giám sát.",
    )  # fmt: skip
    bases = read_header([page_of(1, *lines, width=0.0, height=0.0)]).legal_bases
    assert [b.text.split()[0] for b in bases] == ["Thông", "Công"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số: 126/KH-THPTBPN", "126/KH-THPTBPN"),
        ("Số: 45 /KH-SGDĐT", "45 /KH-SGDĐT"),
        ("Số:     /KH -THLS", "/KH -THLS"),
        ("S6: 31/QĐ-SYT", "31/QĐ-SYT"),
        ("So: 12/KH-MNHS", "12/KH-MNHS"),
        ("Số 08/KH-TH&THCS", "08/KH-TH&THCS"),
        ("Số : 552/KH-SYT", "552/KH-SYT"),
        ("Số: 1465/KH-PGDĐT-THCS", "1465/KH-PGDĐT-THCS"),
    ],
)
def test_number(text: str, number: str) -> None:
    found = find_number(text)
    assert found is not None
    assert found[0] == number


@pytest.mark.parametrize("text", ["Số lượng học sinh: 300", "Hạnh phúc", "ngày 12/9/2023"])
def test_no_number(text: str) -> None:
    assert find_number(text) is None


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("Tân Phú, ngày 17 tháng 10 năm 2023", "Tân Phú", "ngày 17 tháng 10 năm 2023"),
        ("Thành phố Nam Hải, ngày 4 tháng11 năm 2025", "Thành phố Nam Hải",
         "ngày 4 tháng11 năm 2025"),
        ("Nam Hải, ngày È ` tháng LÌ năm 2018", "Nam Hải", "ngày È ` tháng LÌ năm 2018"),
        ("Cho Gao, ngay 31 thang 10 nam 2022", "Cho Gao", "ngay 31 thang 10 nam 2022"),
        ("Quận 3, ngày 5 tháng 9 năm 2023", "Quận 3", "ngày 5 tháng 9 năm 2023"),
        ("TP. Vinh, ngày     tháng 9 năm 2023", "TP. Vinh", "ngày     tháng 9 năm 2023"),
        ("ngày 5 tháng 9 năm 2023", "", "ngày 5 tháng 9 năm 2023"),
        ("Số: 4/KH-THHM Hòa Bình, ngày 1 tháng 2 năm 2024", "Hòa Bình", "ngày 1 tháng 2 năm 2024"),
    ],
)  # fmt: skip
def test_place_and_date(text: str, place: str, date: str) -> None:
    found = find_date(text)
    assert found is not None
    assert (found.place, found.date) == (place, date)


def test_date_inside_a_sentence_is_not_the_papers() -> None:
    text = (
        "Căn cứ Quyết định ngày 12 tháng 9 năm 2023 của Ủy ban nhân dân huyện về việc giao biên chế"
    )
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("lines", "title", "signer"),
    [
        (("HIỆU TRƯỞNG", "s Đỗ Bích Phượng"), "HIỆU TRƯỞNG", "Đỗ Bích Phượng"),
        (("Nơi nhận: KT. GIÁM ĐỐC", "- Sở Y tế; PHÓ GIÁM ĐỐC", "- Lưu: VT.", "Hà Văn Bưởi"),
         "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "Hà Văn Bưởi"),
        (("Nơi nhận:", "- Lưu.", "TM. HỘI ĐỒNG CHỦ TỊCH", "(Đã ký)", "ThS. Trần Thị Cúc"),
         "TM. HỘI ĐỒNG CHỦ TỊCH", "Trần Thị Cúc"),
        (("Các bộ phận thực hiện kế hoạch này./.", "HIỆU TRƯỞNG", "", "Phạm Văn Ổi"),
         "HIỆU TRƯỞNG", "Phạm Văn Ổi"),
        (("Nơi nhận:", "- Lưu.", "PHỤ TRÁCH TRƯỜNG", "PHAN THỊ NA"),
         "PHỤ TRÁCH TRƯỜNG", "PHAN THỊ NA"),
        (("Nơi nhận:", "- Lưu: Văn thư.", "HIỆU TRƯỞNG", "Phòng Văn Thư", "Ứng Thị Loan"),
         "HIỆU TRƯỞNG", "Ứng Thị Loan"),
        (("Các bộ phận thực hiện kế hoạch này./.", "HIỆU TRƯỞNG", "", "Lộc Văn Tuấn"),
         "HIỆU TRƯỞNG", "Lộc Văn Tuấn"),
    ],
)  # fmt: skip
def test_signature(lines: tuple[str, ...], title: str, signer: str) -> None:
    ending = read_ending([Line(t, 1) for t in lines])
    assert ending.title is not None
    assert " ".join(ending.title.text.split()) == title
    assert ending.signer is not None
    assert ending.signer.text == signer


def test_recipient_over_two_lines() -> None:
    lines = [
        "Nơi nhận:",
        "- Phòng Giáo dục và Đào tạo huyện",
        "để báo cáo;",
        "- Lưu: VT.",
        "HIỆU TRƯỞNG",
    ]
    ending = read_ending([Line(t, 1) for t in lines])
    assert [r.text for r in ending.recipients] == [
        "Phòng Giáo dục và Đào tạo huyện để báo cáo",
        "Lưu: VT",
    ]


def test_values_carry_page_and_box(page_of: MakePage) -> None:
    line = Line("Số: 45/KH-THCSHM", 1, BBox(60, 90, 150, 102), conf=0.8)
    header = read_header([page_of(1, line, "KẾ HOẠCH", "Tự đánh giá")])
    value = header.fields["number"]
    assert (value.page, value.bbox, value.conf) == (1, BBox(60, 90, 150, 102), 0.8)


def test_rules_and_stamp_noise_stay_out_of_the_title(page_of: MakePage) -> None:
    lines = (
        "UBND TỈNH BẮC HÀ _ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ GIÁO DỤC Độc lập - Tự do",
        "- _ KẾ HOẠCH =-", "À QUIA .À bì ˆ* À £ ..", "Theo dõi công tác kiểm định",
    )  # fmt: skip
    found = texts(read_header([page_of(1, *lines)]))
    assert found["title"] == "KẾ HOẠCH Theo dõi công tác kiểm định"
    assert found["authority"].startswith("UBND TỈNH BẮC HÀ")
    assert "_" not in found["authority"]


def test_unreadable_number_is_kept_as_read_and_is_no_authority(page_of: MakePage) -> None:
    lines = (
        "UBND TỈNH BẮC HÀ", "SỞ GIÁO DỤC", "Số:2/%⁄QĐ-SGD", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "KẾ HOẠCH", "Kiểm định",
    )  # fmt: skip
    found = texts(read_header([page_of(1, *lines)]))
    assert found["number"] == "2/%⁄QĐ-SGD"
    assert found["authority"] == "UBND TỈNH BẮC HÀ SỞ GIÁO DỤC"


def test_an_authoritys_plan_takes_no_school_from_its_text(page_of: MakePage) -> None:
    lines = (
        "UBND TỈNH BẮC HÀ", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "KẾ HOẠCH", "Đón đoàn kiểm tra", "I. Địa điểm", "Tại Trường THCS An Lạc, phường Bắc.",
    )  # fmt: skip
    header = read_header([page_of(1, *lines)])
    assert "school" not in header.fields
    assert header.kind == "district_plan"


@pytest.mark.parametrize("word", ["SƠN", "YEN", "HÒA"])
def test_short_last_word_of_the_authority_on_a_line_of_its_own(
    page_of: MakePage, word: str
) -> None:
    lines = (
        "PHÒNG GD&ĐT HUYỆN KHÁNH", word, "TRƯỜNG THCS HOA MAI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "KẾ HOẠCH", "Tự đánh giá",
    )  # fmt: skip
    assert (
        texts(read_header([page_of(1, *lines)]))["authority"] == f"PHÒNG GD&ĐT HUYỆN KHÁNH {word}"
    )


@pytest.mark.parametrize(
    ("read", "conf", "name"),
    [
        ("Định Quang Yến", 0.9, "Đinh Quang Yến"),
        ("ĐỈNH QUANG YẾN", 0.9, "ĐINH QUANG YẾN"),
        ("Đinh Quang Yến", 0.9, "Đinh Quang Yến"),
        ("Định Quang Yến", 1.0, "Định Quang Yến"),
    ],
)
def test_family_name_is_mended_only_where_it_was_recognised(
    read: str, conf: float, name: str
) -> None:
    lines = [Line("Nơi nhận:", 1), Line("HIỆU TRƯỞNG", 1), Line(read, 1, conf=conf)]
    signer = read_ending(lines).signer
    assert signer is not None
    assert signer.text == name
    assert signer.raw == read


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ˆ Lê Thế Văn Trang", "Lê Thế Văn Trang"),
        ("Lê:Ngọc Yến", "Lê Ngọc Yến"),
        ("~ Tạ Hoài Tâm |", "Tạ Hoài Tâm"),
        ("Đinh'Thị Giang", "Đinh Thị Giang"),
        ("hoàng Như Tuyết", "Hoàng Như Tuyết"),
        ("H'Loan Niê", "H'Loan Niê"),
        ("(đã ký) Ngô Thị Bé Ba .", "Ngô Thị Bé Ba"),
    ],
)
def test_specks_of_a_stamp_beside_the_name(page_of: MakePage, line: str, name: str) -> None:
    end = ("Nơi nhận:", "- Lưu: VT.", "HIỆU TRƯỞNG", line)
    assert read_header([page_of(1, *HEAD, *TITLE, *BODY, *end)]).fields["signer"].text == name


def _scanned(text: str, x: float, y: float) -> Line:
    return Line(text, 1, BBox(x, y, x + 120, y + 12), conf=0.9)


def test_name_without_its_office_under_a_stamp(page_of: MakePage) -> None:
    end = (
        _scanned("Nơi nhận:", 60, 600),
        _scanned("- Phòng GDĐT (để b/c);", 60, 615),
        _scanned("- Lưu: VT.", 60, 630),
        _scanned("Định Thế Hiền", 360, 690),
    )
    header = read_header([page_of(1, *HEAD, *TITLE, *BODY, *end)])
    assert header.fields["signer"].text == "Đinh Thế Hiền"
    assert "signer_title" not in header.fields


@pytest.mark.parametrize(
    ("read", "name"),
    [("Hồ Vẫn Oanh", "Hồ Văn Oanh"), ("HỒ VẢN OANH", "HỒ VĂN OANH"), ("Hồ Vân Anh", "Hồ Vân Anh")],
)
def test_a_middle_name_with_a_wrong_mark(page_of: MakePage, read: str, name: str) -> None:
    end = (
        _scanned("Nơi nhận:", 60, 600),
        _scanned("- Lưu: VT.", 60, 630),
        _scanned("HIỆU TRƯỞNG", 360, 600),
        _scanned(read, 360, 690),
    )
    assert read_header([page_of(1, *HEAD, *TITLE, *BODY, *end)]).fields["signer"].text == name


def test_recipients_at_the_left_are_no_signers(page_of: MakePage) -> None:
    end = (
        _scanned("Nơi nhận:", 60, 600),
        _scanned("- Lưu: VT.", 60, 630),
        _scanned("Trần Văn Khang", 60, 650),
        _scanned("4", 400, 700),
    )
    assert "signer" not in read_header([page_of(1, *HEAD, *TITLE, *BODY, *end)]).fields


def test_short_rest_of_an_authority_at_the_edge_of_the_page(page_of: MakePage) -> None:
    head = (
        "ỦY BAN NHÂN DÂN HUYỆN TUY CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "AN",
        "Độc lập - Tự do - Hạnh phúc", "TRƯỜNG THCS HOA MAI",
    )  # fmt: skip
    found = read_header([page_of(1, *head, *TITLE, *BODY, *ENDING)]).fields["authority"].text
    assert " ".join(found.split()) == "ỦY BAN NHÂN DÂN HUYỆN TUY AN"


def test_date_with_a_speck_between_its_words(page_of: MakePage) -> None:
    head = (*HEAD[:-1], "Bình Minh, ngày 06 tháng-9 năm 2023")
    fields = read_header([page_of(1, *head, *TITLE, *BODY, *ENDING)]).fields
    assert fields["issued_date"].text == "ngày 06 tháng-9 năm 2023"


def test_legal_bases_with_signs_for_blanks_and_hyphens(page_of: MakePage) -> None:
    body = (
        "Căn-cứ Thông tư số 18/2018/TT-BGDĐT ngày 22/8/2018 của Bộ Giáo dục và Đào tạo;",
        "Căn cứ Quyết định số 2806/QĐ:UBND ngày 17 tháng 7 năm 2023 của UBND tỉnh;",
        "I. MỤC ĐÍCH",
        "Nâng cao chất lượng giáo dục của nhà trường.",
    )
    header = read_header([page_of(1, *HEAD, *TITLE, *body, *ENDING)])
    assert len(header.legal_bases) == 2
    assert texts(header)["title"].endswith("Năm học 2023 - 2024")


def test_an_office_named_again_over_an_annex_is_no_running_head(page_of: MakePage) -> None:
    first = page_of(1, *HEAD, *TITLE, *BODY, *ENDING)
    annex = page_of(2, "PHÒNG GDĐT HUYỆN BÌNH MINH", "TRƯỜNG THCS HOA MAI", "Phụ lục", "Danh sách.")
    found = texts(read_header([first, annex]))
    assert found["authority"] == "PHÒNG GDĐT HUYỆN BÌNH MINH"
    assert found["school"] == "TRƯỜNG THCS HOA MAI"


def test_a_number_that_could_not_be_read_is_no_part_of_the_office(page_of: MakePage) -> None:
    head = (*HEAD[:3], "Số:£5 + /KH-THCSHM", HEAD[4])
    found = texts(read_header([page_of(1, *head, *TITLE, *BODY, *ENDING)]))
    assert found["school"] == "TRƯỜNG THCS HOA MAI"


@pytest.mark.parametrize(("first", "rest"), [("VIỆT", "NAM"), ("", "VIỆT NAM")])
def test_last_words_of_the_national_name_on_a_line_of_their_own(
    page_of: MakePage, first: str, rest: str
) -> None:
    head = (
        "PHÒNG GDĐT HUYỆN BÌNH MINH", "TRƯỜNG THCS HOA MAI", "Số: 45/KH-THCSHM",
        f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA {first}".strip(), rest, "Độc lập - Tự do - Hạnh phúc",
        "Bình Minh, ngày 12 tháng 9 năm 2023",
    )  # fmt: skip
    check_school(read_header([page_of(1, *head, *TITLE, *BODY, *ENDING)]))


def test_a_title_that_names_no_kind_of_paper_ends_the_letterhead(page_of: MakePage) -> None:
    head = (
        "PHÒNG GDĐT HUYỆN BÌNH MINH", "TRƯỜNG THCS HOA MAI", "Số: 45/KH-THCSHM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Bình Minh, ngày 12 tháng 9 năm 2023", "DỰ KIẾN CÁC MINH CHỨNG CẦN THU THẬP",
    )  # fmt: skip
    found = texts(read_header([page_of(1, *head, *ENDING)]))
    assert found["school"] == "TRƯỜNG THCS HOA MAI"
    assert found["title"] == "DỰ KIẾN CÁC MINH CHỨNG CẦN THU THẬP"


def test_a_title_does_not_go_on_below_a_table(page_of: MakePage) -> None:
    boxes = {
        "KẾ HOẠCH": 90, "Cải tiến chất lượng năm học 2023 - 2024": 106, "Nơi nhận:": 500,
        "- Lưu: VT.": 514, "HIỆU TRƯỞNG": 500, "Lê Thị Hồng Sen": 570,
    }  # fmt: skip
    lines = [Line(text, 1, BBox(80, y, 400, y + 13)) for text, y in boxes.items()]
    found = texts(read_header([page_of(1, *lines)]))
    assert found["title"] == "KẾ HOẠCH Cải tiến chất lượng năm học 2023 - 2024"


def _at(text: str, x0: float, y: float, x1: float, *, conf: float = 1.0) -> Line:
    """One line with a word per token, all as sure as the line."""
    box = BBox(x0, y, x1, y + 12)
    return Line(text, 1, box, conf=conf, words=tuple(Word(t, box, conf) for t in text.split()))


LEFT = (
    _at("UBND TỈNH SÔNG XANH", 80, 56, 243),
    _at("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 75, 72, 247),
    _at("Số: 318/SGDĐT-VP", 98, 100, 225),
    _at("V/v chuẩn bị ngày hội đọc sách theo", 78, 115, 245),
    _at("Công văn số 77/BGDĐT-GDTH", 90, 129, 240),
)
RIGHT = (
    _at("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 264, 57, 535),
    _at("Độc lập - Tự do - Hạnh phúc", 313, 72, 485),
    _at("Sông Xanh, ngày 25 tháng 8 năm 2021", 316, 101, 514),
)
LETTER = (
    _at("Kính gửi:", 121, 167, 175),
    _at("- TRƯỞNG PHÒNG GDĐT các huyện;", 193, 183, 430),
    _at("Căn cứ Công văn số 99/BGDĐT-VP ngày 4/8/2021, Sở yêu cầu như sau:", 85, 242, 538),
    _at("1. Các trường lập kế hoạch.", 85, 270, 300),
)


@pytest.mark.parametrize(
    "lines",
    [(*LEFT, *LETTER[:1], *RIGHT, *LETTER[1:]), (*LEFT, *RIGHT, *LETTER), (*RIGHT, *LEFT, *LETTER)],
)
def test_a_letter_keeps_its_number_subject_and_office_in_any_order_of_its_columns(
    page_of: MakePage, lines: tuple[Line, ...]
) -> None:
    header = read_header([page_of(1, *lines)])
    found = texts(header)
    assert found["number"] == "318/SGDĐT-VP"
    assert found["authority"] == "UBND TỈNH SÔNG XANH SỞ GIÁO DỤC VÀ ĐÀO TẠO"
    assert found["issued_date"] == "ngày 25 tháng 8 năm 2021"
    assert found["title"] == ("V/v chuẩn bị ngày hội đọc sách theo Công văn số 77/BGDĐT-GDTH")
    assert header.kind == "letter"


def test_recipients_of_a_letter_without_places_are_no_authority(page_of: MakePage) -> None:
    lines = (
        "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HUYỆN SÔNG XANH",
        "Độc lập - Tự do - Hạnh phúc", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "Số: 58/PGDĐT-GDPT",
        "Sông Xanh, ngày 31 tháng 01 năm 2023", "V/v tổ chức hội thi", "sáng tạo lần thứ hai",
        "Kính gửi: - Các phòng;", "- Ủy ban nhân dân các xã;", "Để hội thi thành công:",
    )  # fmt: skip
    header = read_header([page_of(1, *lines, width=0.0, height=0.0)])
    found = texts(header)
    assert found["authority"] == ("ỦY BAN NHÂN DÂN HUYỆN SÔNG XANH PHÒNG GIÁO DỤC VÀ ĐÀO TẠO")
    assert found["title"] == "V/v tổ chức hội thi sáng tạo lần thứ hai"
    assert header.kind == "letter"


PLAN = (
    _at("UBND HUYỆN SÔNG XANH", 80, 56, 243),
    _at("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 264, 57, 535),
    _at("Sông Xanh, ngày 05 tháng 4 năm 2021", 316, 101, 514),
)
TEXT = tuple(_at(f"dòng chữ thứ {n} của phần lời văn trong kế hoạch", 90, y, 538)
             for n, y in enumerate(range(197, 400, 18)))  # fmt: skip


@pytest.mark.parametrize(
    "first",
    [
        "Kết quả phổ cập năm trước đã vững, Ủy ban nhân dân huyện giữ các chỉ tiêu",
        "Ngày 12/3/2021, tại trụ sở, Phó Chủ tịch chủ trì cuộc họp về phổ cập",
        "Nhà trường phân công cán bộ trực như",
    ],
)
def test_a_title_does_not_run_into_the_first_paragraph(page_of: MakePage, first: str) -> None:
    title = (
        _at("KẾ HOẠCH", 275, 130, 353),
        _at("Thực hiện phổ cập giáo dục năm 2021", 190, 150, 438),
    )
    header = read_header([page_of(1, *PLAN, *title, _at(first, 124, 180, 538), *TEXT)])
    assert texts(header)["title"] == "KẾ HOẠCH Thực hiện phổ cập giáo dục năm 2021"


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ((("Số:", 0.93), ("45/KH-UBND", 0.9)), ()),
        ((("Số:", 0.93), ("#5", 0.1), ("/KH-UBND", 0.9)), ("number_unreadable",)),
        ((("Số:", 0.93), ("45", 0.6), ("/KH-UBND", 0.9)), ("number_unreadable",)),
        ((("Số:{4.2", 0.6), ("/KH-UBND", 0.9)), ("number_unreadable",)),
        ((("Số:", 0.93), ("/KH-UBND", 0.9)), ("document_number_blank",)),
        ((("Số:", 0.93), ("45/QĐ-UBND", 0.9)), ("number_doubtful",)),
    ],
)
def test_a_number_written_by_hand_is_no_guess(
    page_of: MakePage, words: tuple[tuple[str, float], ...], flags: tuple[str, ...]
) -> None:
    box = BBox(98, 100, 225, 112)
    line = Line(
        " ".join(t for t, _ in words), 1, box, 0.7, tuple(Word(t, box, c) for t, c in words)
    )
    header = read_header([page_of(1, *PLAN[:2], line, _at("KẾ HOẠCH", 275, 130, 353), *TEXT)])
    assert tuple(f for f in header.flags if "number" in f) == flags


@pytest.mark.parametrize(
    ("hand", "code", "flags"),
    [
        (0.99, 0.9, ("number_handwritten",)),
        (0.9, 0.9, ("number_handwritten_unsure",)),
        (0.7, 0.9, ("number_unreadable", "number_perhaps:126/KH-UBND")),
        (0.99, 0.5, ("number_unreadable", "number_perhaps:126/KH-UBND")),
    ],
)
def test_a_number_read_in_handwriting_is_given_only_if_sure(
    page_of: MakePage, hand: float, code: float, flags: tuple[str, ...]
) -> None:
    box = BBox(98, 100, 225, 112)
    words = (
        Word("Số:", box, 0.9),
        Word("126", box, hand, by_hand=True),
        Word("/KH-UBND", box, code),
    )
    line = Line("Số: 126 /KH-UBND", 1, box, 0.7, words)
    header = read_header([page_of(1, *PLAN[:2], line, _at("KẾ HOẠCH", 275, 130, 353), *TEXT)])
    assert tuple(f for f in header.flags if "number" in f) == flags


def test_a_day_read_in_handwriting_is_no_date_without_its_month(page_of: MakePage) -> None:
    box = BBox(316, 101, 514, 113)
    tokens = ["Sông", "Xanh,", "ngày", "14", "tháng", "lÌ", "năm", "2023"]
    words = [Word(t, box, 0.96) for t in tokens]
    words[3] = Word("14", box, 0.99, by_hand=True)
    dated = Line(" ".join(tokens), 1, box, 0.8, tuple(words))
    header = read_header([page_of(1, *PLAN[:2], dated, _at("KẾ HOẠCH", 275, 130, 353), *TEXT)])
    assert [f for f in header.flags if "issued" in f] == ["issued_date_unreadable"]


@pytest.mark.parametrize(
    ("hand", "month", "flags"),
    [
        (0.99, 0.95, ("issued_date_handwritten",)),
        (0.7, 0.95, ("issued_date_unreadable", "issued_date_perhaps:ngày 10 tháng 10 năm 2023")),
        (0.99, 0.5, ("issued_date_unreadable", "issued_date_perhaps:ngày 10 tháng 10 năm 2023")),
    ],
)
def test_a_day_read_in_handwriting_is_given_only_if_sure(
    page_of: MakePage, hand: float, month: float, flags: tuple[str, ...]
) -> None:
    box = BBox(316, 101, 514, 113)
    tokens = ["Sông", "Xanh,", "ngày", "10", "tháng", "10", "năm", "2023"]
    words = [Word(t, box, 0.96) for t in tokens]
    words[3], words[5] = Word("10", box, hand, by_hand=True), Word("10", box, month)
    dated = Line(" ".join(tokens), 1, box, 0.8, tuple(words))
    header = read_header([page_of(1, *PLAN[:2], dated, _at("KẾ HOẠCH", 275, 130, 353), *TEXT)])
    assert tuple(f for f in header.flags if "issued" in f) == flags


def test_a_day_written_by_hand_is_no_guess(page_of: MakePage) -> None:
    sure = {"Sông": 0.9, "17": 0.4}
    box = BBox(316, 101, 514, 113)
    tokens = ["Sông", "Xanh,", "ngày", "17", "tháng", "10", "năm", "2023"]
    words = tuple(Word(t, box, sure.get(t, 0.96)) for t in tokens)
    dated = Line(" ".join(tokens), 1, box, 0.8, words)
    header = read_header([page_of(1, *PLAN[:2], dated, _at("KẾ HOẠCH", 275, 130, 353), *TEXT)])
    assert "issued_date_unreadable" in header.flags


@pytest.mark.parametrize(
    ("kind_line", "about", "kind"),
    [
        ("CHỈ THỊ", "Về an toàn trường học", "directive"),
        ("THÔNG BÁO", "Kết luận cuộc họp", "notice"),
        ("QUYẾT ĐỊNH", "Về việc thành lập tổ", "decision"),
        ("TỜ TRÌNH", "Về việc xin kinh phí", "proposal"),
        ("BÁO CÁO", "Kết quả năm học", "report"),
        ("KẾ HOẠCH", "Kiểm tra nội bộ", "plan"),
        ("LỊCH CÔNG TÁC TUẦN 4", "(Từ ngày 02/02/2026 đến ngày 07/02/2026)", "calendar"),
        ("BIÊN BẢN", "Họp hội đồng", "minutes"),
    ],
)
def test_kind_of_paper(page_of: MakePage, kind_line: str, about: str, kind: str) -> None:
    head = ("UBND XÃ SÔNG XANH", "TRƯỜNG TIỂU HỌC HOA MAI", *HEAD[2:3])
    header = read_header(
        [page_of(1, *head, kind_line, about, "I. MỤC ĐÍCH", "Nâng cao chất lượng.")]
    )
    assert header.kind == kind
    assert texts(header)["title"] == f"{kind_line} {about}"


def test_a_form_to_fill_in_is_no_plan_of_an_office(page_of: MakePage) -> None:
    lines = (
        *PLAN[:1], *PLAN[1:2], "PHIẾU ĐĂNG KÝ", "Họ tên: ..............", "Lớp: ..........",
        "Ngày sinh: ................", "Địa chỉ: ……………………",
    )  # fmt: skip
    assert read_header([page_of(1, *lines)]).kind == "form"


def test_an_annex_is_named_by_its_number_and_what_stands_under_it(page_of: MakePage) -> None:
    lines = (
        "PHÒNG GDĐT HUYỆN SÔNG XANH", "TRƯỜNG MẦM NON HOA MAI", "PHỤ LỤC II",
        "LỊCH TỰ ĐÁNH GIÁ NĂM HỌC 2022-2023", "(Kèm theo Kế hoạch số 57/KH-MNHM)",
    )  # fmt: skip
    found = texts(read_header([page_of(1, *lines, width=0.0, height=0.0)]))
    assert found["title"] == "PHỤ LỤC II LỊCH TỰ ĐÁNH GIÁ NĂM HỌC 2022-2023"
    assert found["school"] == "TRƯỜNG MẦM NON HOA MAI"


def test_signer_beside_recipients_whose_heading_was_not_read() -> None:
    lines = [
        _at("- Văn phòng Ủy ban;", 103, 329, 207),
        _at("- Các phòng, ban;", 102, 342, 216),
        _at("Đặng Văn Khoai", 401, 400, 496, conf=0.93),
        _at("- Công an huyện;", 102, 446, 166),
        _at("- Lưu: VT.", 100, 563, 200),
    ]
    ending = read_ending(lines)
    assert ending.signer is not None
    assert ending.signer.text == "Đặng Văn Khoai"
    assert len(ending.recipients) == 4


def test_of_two_who_sign_the_one_at_the_right_answers_for_the_paper() -> None:
    lines = [
        _at("THƯ KÝ", 110, 600, 160),
        _at("CHỦ TỌA", 390, 600, 450),
        _at("Lê Thị Mận", 100, 680, 170),
        _at("Phạm Văn Đào", 380, 680, 460),
    ]
    signer = read_ending(lines).signer
    assert signer is not None
    assert signer.text == "Phạm Văn Đào"


def test_a_family_of_a_rare_name_signs_under_its_office() -> None:
    lines = [
        _at("Nơi nhận:", 85, 58, 136),
        _at("- Lưu: VT.", 85, 72, 133),
        _at("KT. GIÁM ĐỐC", 372, 58, 467),
        _at("PHÓ GIÁM ĐỐC", 369, 73, 470),
        _at("Ngụy Quốc Bắp", 370, 135, 469),
    ]
    signer = read_ending(lines).signer
    assert signer is not None
    assert signer.text == "Ngụy Quốc Bắp"


def test_an_electronic_signature_beside_the_office_is_no_text() -> None:
    lines = [
        _at("Nơi nhận:", 85, 425, 136),
        _at("- Lưu: VT.", 85, 438, 133),
        _at("PHÓ GIÁM ĐỐC Ký bởi Sở Giáo dục và Đào tạo", 375, 440, 558),
        _at("Giờ ký: 2020-08-25T17:10:57+07:00", 457, 466, 551),
        _at("Phạm Xuân Dừa", 377, 531, 478),
    ]
    ending = read_ending(lines)
    assert ending.title is not None
    assert (ending.title.text, ending.signer and ending.signer.text) == (
        "PHÓ GIÁM ĐỐC",
        "Phạm Xuân Dừa",
    )


def test_a_day_that_repair_made_of_a_letter_is_no_guess(page_of: MakePage) -> None:
    box = BBox(316, 101, 514, 113)
    read = ["Sông", "Xanh,", "ngày", "J2", "tháng", "3", "năm", "2018"]
    words = tuple(Word(t, box, 0.9) for t in read)
    dated = Line("Sông Xanh, ngày 2 tháng 3 năm 2018", 1, box, 0.9, words)
    header = read_header([page_of(1, *PLAN[:2], dated, _at("KẾ HOẠCH", 275, 130, 353), *TEXT)])
    assert "issued_date_unreadable" in header.flags


def test_the_code_that_is_left_of_a_number_is_no_office(page_of: MakePage) -> None:
    code = _at("/KH-UBND", 160, 100, 225, conf=0.91)
    header = read_header([page_of(1, *PLAN[:2], code, _at("KẾ HOẠCH", 275, 130, 353), *TEXT)])
    assert texts(header)["authority"] == "UBND HUYỆN SÔNG XANH"
    assert "number_unreadable" in header.flags


def test_a_letterhead_of_any_scale(page_of: MakePage) -> None:
    def small(line: Line) -> Line:
        assert line.bbox is not None
        return _at(line.text, *(v / 2 for v in line.bbox[:3]))

    lines = [small(line) for line in (*LEFT, *LETTER[:1], *RIGHT, *LETTER[1:])]
    found = texts(read_header([page_of(1, *lines, width=298.0, height=421.0)]))
    assert found["number"] == "318/SGDĐT-VP"
    assert found["title"].endswith("Công văn số 77/BGDĐT-GDTH")


def beside(page_of: MakePage, *left: str, title: str = "KẾ HOẠCH") -> dict[str, str]:
    """Return the fields of a letterhead whose columns have places, with a title below."""
    right = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Mỏ Két, ngày 08 tháng 9 năm 2025",
    )
    lines = [Line(t, 1, BBox(110, 60 + 15 * n, 250, 72 + 15 * n)) for n, t in enumerate(left)]
    lines += [Line(t, 1, BBox(300, 60 + 15 * n, 540, 72 + 15 * n)) for n, t in enumerate(right)]
    below = (title, "Tổ chức hội giảng năm học 2025 - 2026")
    lines += [Line(t, 1, BBox(230, 150 + 16 * n, 410, 162 + 16 * n)) for n, t in enumerate(below)]
    page = page_of(1, "", width=595.0, height=842.0)
    return texts(read_header([replace(page, blocks=tuple(lines))]))


@pytest.mark.parametrize("name", ["PHƯỜNG AN LỘC", "CÔNG AN PHƯỜNG"])
def test_a_ward_or_the_police_was_taken_for_the_title(page_of: MakePage, name: str) -> None:
    found = beside(page_of, "ỦY BAN NHÂN DÂN", name, "Số: 21/KH-UBND")
    assert found["title"] == "KẾ HOẠCH Tổ chức hội giảng năm học 2025 - 2026"
    assert found["number"] == "21/KH-UBND"
    assert found["issued_place"] == "Mỏ Két"
    assert found["authority"] == f"ỦY BAN NHÂN DÂN {name}"


def test_a_centre_that_teaches_is_no_school(page_of: MakePage) -> None:
    found = beside(page_of, "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TRUNG TÂM GDNN-GDTX MỎ KÉT", "Số: 3/KH-TT")
    assert "school" not in found
    assert found["authority"] == "SỞ GIÁO DỤC VÀ ĐÀO TẠO TRUNG TÂM GDNN-GDTX MỎ KÉT"


@pytest.mark.parametrize("below", ["TỔ NGỮ VĂN", "CÔNG AN XÃ MỎ KÉT"])
def test_another_body_below_a_school_became_part_of_its_name(page_of: MakePage, below: str) -> None:
    found = beside(page_of, "PHÒNG GD&ĐT", "TRƯỜNG THCS MỎ KÉT", below, "Số: 9/KH-MK")
    assert found["school"] == "TRƯỜNG THCS MỎ KÉT"


def test_the_name_of_a_school_below_its_kind_stays(page_of: MakePage) -> None:
    found = beside(page_of, "PHÒNG GD&ĐT", "TRƯỜNG TRUNG HỌC CƠ SỞ", "ĐOÀN KẾT", "Số: 9/KH-ĐK")
    assert found["school"] == "TRƯỜNG TRUNG HỌC CƠ SỞ ĐOÀN KẾT"


def test_a_province_named_trung_is_no_school(page_of: MakePage) -> None:
    found = beside(page_of, "SỞ GIÁO DỤC VÀ ĐÀO TẠO LẠC", "TRUNG", "TRƯỜNG THPT MỎ KÉT", "Số: 1/KH")
    assert found["authority"] == "SỞ GIÁO DỤC VÀ ĐÀO TẠO LẠC TRUNG"


@pytest.mark.parametrize(
    "below",
    [
        "Để hội thi diễn ra đúng tiến độ và an toàn, nhà trường yêu cầu các tổ",
        "(Thay thế lịch đã gửi ngày 02/9/2025)",
        "Mẫu số 02. Phiếu chấm",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN MỎ KÉT SƠN",
        "Năm học 2025 - 2026, nhà trường có 12 lớp với 410 học sinh.",
    ],
)
def test_what_stands_below_a_title_ran_into_it(page_of: MakePage, below: str) -> None:
    lines = (*HEAD, "THÔNG BÁO", "Phân công coi thi học kỳ I", below, "I. MỤC ĐÍCH", "Coi thi.")
    found = texts(read_header([page_of(1, *lines, width=0.0, height=0.0)]))
    assert found["title"] == "THÔNG BÁO Phân công coi thi học kỳ I"


def test_the_heading_of_a_sheet_without_letterhead_is_its_title(page_of: MakePage) -> None:
    pages = [page_of(n, f"THEO DÕI CÔNG VIỆC THÁNG {n}", width=0.0, height=0.0) for n in (1, 2)]
    assert texts(read_header(pages))["title"] == "THEO DÕI CÔNG VIỆC THÁNG 1"


def test_of_two_signatures_in_a_text_the_last_leads() -> None:
    lines = ("TM. BAN CHẤP HÀNH", "BÍ THƯ", "Lường Thị Xuân", "HIỆU TRƯỞNG", "Hoàng Văn Páo")
    ending = read_ending([Line(text, 1) for text in lines])
    assert ending.signer is not None
    assert ending.signer.text == "Hoàng Văn Páo"


@pytest.mark.parametrize("office", ["PHÒNG VĂN HÓA - XÃ HỘI", "PHÒNG VĂN HÓA VÀ THÔNG TIN"])
def test_an_office_of_culture_is_no_letter_and_no_title(office: str) -> None:
    """ "PHÒNG VĂN" is near "CÔNG VĂN": number, day and subject were lost below such an office."""
    texts = (
        "UBND PHƯỜNG BÀU SEN                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        f"{office}                         Độc lập - Tự do - Hạnh phúc",
        "Số: 214/VHXH-GD                        Bàu Sen, ngày 03 tháng 11 năm 2025",
        "V/v chuẩn bị đánh giá ngoài",
        "Kính gửi: Hiệu trưởng các trường tiểu học.",
        "Đề nghị các trường rà soát báo cáo tự đánh giá trước ngày 20/11.",
    )
    header = read_header([Page(1, 0, 0, "txt", tuple(Line(text, 1) for text in texts))])
    assert header.kind == "letter"
    assert header.fields["number"].text == "214/VHXH-GD"
    assert header.fields["title"].text == "V/v chuẩn bị đánh giá ngoài"
    assert office in header.fields["authority"].text


def test_a_letter_of_the_party_has_its_number_and_not_in_the_name_of_its_body() -> None:
    texts = (
        "ĐẢNG ỦY XÃ BÀU SEN                        ĐẢNG CỘNG SẢN VIỆT NAM",
        "*                                         Bàu Sen, ngày 10 tháng 01 năm 2026",
        "Số 45-CV/ĐU",
        "V/v phân công chuẩn bị hội nghị",
        "Kính gửi: Các chi bộ trường học.",
        "Chi bộ Trường Tiểu học Bàu Sen chuẩn bị 01 tham luận, gửi trước ngày 16/01/2026.",
    )
    header = read_header([Page(1, 0, 0, "txt", tuple(Line(text, 1) for text in texts))])
    assert header.fields["number"].text == "45-CV/ĐU"
    assert header.fields["authority"].text == "ĐẢNG ỦY XÃ BÀU SEN"
    assert not [flag for flag in header.flags if flag.startswith("number")]


@pytest.mark.parametrize(
    "heading",
    ["Tiêu chuẩn 2: Cán bộ quản lý", "Tuần 1 (từ 04/3 đến 08/3):", "- Thứ hai 04/3: Chào cờ"],
)
def test_a_title_ends_where_standards_and_weeks_begin(heading: str) -> None:
    texts = ("TRƯỜNG THCS BÀU SEN", "LỊCH CÔNG TÁC THÁNG 3/2024", heading, "Thứ tư: Họp tổ")
    header = read_header([Page(1, 0, 0, "txt", tuple(Line(text, 1) for text in texts))])
    assert header.fields["title"].text == "LỊCH CÔNG TÁC THÁNG 3/2024"


def test_two_who_sign_side_by_side_in_bare_text_are_not_one_name() -> None:
    texts = (
        "BIÊN BẢN",
        "Họp Hội đồng tự đánh giá lần 2",
        "Cô Lan bổ sung minh chứng tiêu chí 1.4 trước 25/11.",
        "Biên bản kết thúc lúc 16 giờ cùng ngày.",
        "      THƯ KÝ                              CHỦ TRÌ",
        "     Lê Thu Hoài                         Vi Thị Sáu",
    )
    header = read_header([Page(1, 0, 0, "txt", tuple(Line(text, 1) for text in texts))])
    assert header.fields["signer"].text == "Vi Thị Sáu"
    assert header.fields["signer_title"].text == "CHỦ TRÌ"


def test_a_name_too_long_for_one_person_is_flagged() -> None:
    texts = ("BIÊN BẢN", "Họp tổ", "Cô Lan dự.", "THƯ KÝ CHỦ TRÌ", "Lê Thu Hoài Vi Thị Sáu")
    header = read_header([Page(1, 0, 0, "txt", tuple(Line(text, 1) for text in texts))])
    assert "signer_several" in header.flags


def test_the_day_over_the_signature_of_a_short_paper_was_lost(page_of: MakePage) -> None:
    lines = (
        "TRƯỜNG TIỂU HỌC ĐỒNG KHÊ",
        "KẾ HOẠCH TỰ ĐÁNH GIÁ",
        "Năm học 2025 - 2026",
        "I. Mục đích",
        "Xác định mức độ đạt của trường.",
        "Đồng Khê, ngày 12 tháng 9 năm 2025",
        "HIỆU TRƯỞNG",
        "Trịnh Thị Hồng Vân",
    )
    found = texts(read_header([page_of(1, *lines, width=0.0, height=0.0)]))
    assert found["issued_date"] == "ngày 12 tháng 9 năm 2025"
    assert found["issued_place"] == "Đồng Khê"


def test_minutes_are_of_the_day_people_met(page_of: MakePage) -> None:
    lines = (
        "TRƯỜNG TIỂU HỌC ĐỒNG KHÊ",
        "BIÊN BẢN",
        "Họp hội đồng tự đánh giá lần 2",
        "Thời gian: 14 giờ 00 ngày 06/12/2024",
        "Địa điểm: Phòng họp A",
        "1. Nhóm 1 nộp phiếu trước 13/12.",
    )
    header = read_header([page_of(1, *lines, width=0.0, height=0.0)])
    assert texts(header)["issued_date"] == "ngày 06/12/2024"
    assert "date_from_text" in header.flags


@pytest.mark.parametrize("line", ["Họ và tên: Trương Thị Hiền", "STT. Nội dung - Người thực hiện"])
def test_a_title_ends_where_a_form_begins(page_of: MakePage, line: str) -> None:
    lines = ("KẾ HOẠCH CÁ NHÂN", "Năm học 2024 - 2025", line, "I. Chỉ tiêu", "- 95% đạt yêu cầu.")
    found = texts(read_header([page_of(1, *lines, width=0.0, height=0.0)]))
    assert found["title"] == "KẾ HOẠCH CÁ NHÂN Năm học 2024 - 2025"


def test_guidance_was_taken_for_a_plan() -> None:
    """ "Hướng dẫn" and "phương án" differ in few letters once their marks are off."""
    assert kind_of_title("HƯỚNG DẪN Tổ chức Tết cho đoàn viên") == "guidance"
    assert kind_of_title("PHƯƠNG ÁN sắp xếp lớp") == "plan"
