"""Names of bodies by their grammar: where one ends, who a sentence addresses, short names."""

from __future__ import annotations

import pytest

from normalizers.owners import default_synonyms, glossary_of, leading_actor, parse_owners

WHOLE = [
    "Sở Khoa học và Công nghệ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Phòng Văn hóa và Thông tin",
    "Phòng Lao động - Thương binh và Xã hội",
    "Công ty Cổ phần Sách và Thiết bị trường học",
    "Trung tâm Văn hóa, Thông tin và Thể thao",
    "Tổ Công nghệ thông tin và Hỗ trợ kỹ thuật",
    "Bộ phận Thi đua và Văn thư",
    "Tổ Hành chính - Quản trị - Y tế",
    "Tổ Hỗ trợ tuyển sinh",
    "Văn phòng HĐND và UBND huyện",
    "Đội Cảnh sát PCCC và CNCH",
    "Câu lạc bộ Sách và Hành động",
    "Thư ký Ban Tổ chức",
    "Hội đồng TS",
    "Phòng CNTT",
    "Tổ TVTS",
    "CTHĐTS",
    "Thư viện huyện",
]


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("misread", [False, True])
def test_a_body_is_never_cut_nor_made_another(name: str, misread: bool) -> None:
    value = parse_owners(name, misread=misread)
    assert value.owners == (name,)
    assert "owner_unknown" in value.flags


PARTED = [
    ("Công an và Ủy ban nhân dân xã", ["Công an", "Ủy ban nhân dân xã"]),
    ("Sở Xây dựng và Sở Khoa học và Công nghệ", ["Sở Xây dựng", "Sở Khoa học và Công nghệ"]),
    (
        "Hội Khuyến học và Hội Cựu giáo chức; BGH",
        ["Hội khuyến học", "Hội Cựu giáo chức", "Ban giám hiệu"],
    ),
    ("Ban Lễ tân và Khánh tiết / Đội Cờ đỏ", ["Ban Lễ tân và Khánh tiết", "Đội Cờ đỏ"]),
    ("Kế toán - ĐT: 0987 654 321", ["Kế toán"]),
    ("Giáo viên Lí, Hóa, Sinh", ["Giáo viên"]),
    ("Hiệu trưởng các trường mầm non, tiểu học", ["Hiệu trưởng"]),
    ("Các tổ trưởng", ["Tổ trưởng chuyên môn"]),
]


@pytest.mark.parametrize(("text", "want"), PARTED)
def test_owners_part_where_a_new_one_begins(text: str, want: list[str]) -> None:
    assert list(parse_owners(text, misread=False).owners) == want


def test_typed_text_is_not_mended() -> None:
    assert parse_owners("Hiệu trường").owners == ("Hiệu trưởng",)
    assert "owner_ocr_mended" not in parse_owners("Phó hiệu trường", misread=False).flags


@pytest.mark.parametrize("text", ["Tạ Văn Bảo, Lèng Thị Thu", "1. Tạ Văn Bảo 2. Lèng Thị Thu"])
def test_two_people_with_rare_family_names(text: str) -> None:
    value = parse_owners(text)
    assert (value.owners, value.people) == ((), ("Tạ Văn Bảo", "Lèng Thị Thu"))


# (sentence, who leads, who helps, how the action begins)
ADDRESSED = [
    (
        "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và Ủy ban nhân dân các huyện, thành phố "
        "tham mưu bố trí biên chế.",
        ["Sở Nội vụ"],
        ["Sở Tài chính", "Ủy ban nhân dân các huyện, thành phố"],
        "tham mưu",
    ),
    ("Giao Phòng Tài chính - Kế hoạch thẩm định.", ["Phòng Tài chính - Kế hoạch"], [], "thẩm định"),
    (
        "Đề nghị Ủy ban nhân dân các xã, phường rà soát danh sách.",
        ["Ủy ban nhân dân các xã, phường"],
        [],
        "rà soát",
    ),
    (
        "Yêu cầu hiệu trưởng các trường mầm non, tiểu học triển khai.",
        ["hiệu trưởng các trường mầm non, tiểu học"],
        [],
        "triển khai",
    ),
    ("Các trường THCS: tổ chức ôn tập.", ["Các trường THCS"], [], ": tổ chức"),
    ("Giáo viên Âm nhạc: tập hát.", ["Giáo viên Âm nhạc"], [], ": tập"),
    (
        "Đồng chí Phó Hiệu trưởng phụ trách chuyên môn xây dựng kế hoạch.",
        ["Đồng chí Phó Hiệu trưởng phụ trách chuyên môn"],
        [],
        "xây dựng",
    ),
    (
        "Đề nghị đồng chí Bí thư Đoàn trường phân công trực.",
        ["đồng chí Bí thư Đoàn trường"],
        [],
        "phân công",
    ),
    ("Tổ thẩm định của huyện thông báo kết quả.", ["Tổ thẩm định của huyện"], [], "thông báo"),
    ("Giáo viên dạy lớp 1 đến thăm nhà.", ["Giáo viên dạy lớp 1"], [], "đến"),
    (
        "Trung tâm Văn hóa, Thể thao và Truyền thông đưa tin.",
        ["Trung tâm Văn hóa, Thể thao và Truyền thông"],
        [],
        "đưa tin",
    ),
    (
        "Công an huyện phối hợp với Chi cục Thống kê cung cấp dữ liệu.",
        ["Công an huyện"],
        ["Chi cục Thống kê"],
        "cung cấp",
    ),
    ("Kế toán cùng thủ quỹ lập sổ.", ["Kế toán", "thủ quỹ"], [], "lập sổ"),
    (
        "Giao bà Đặng Thị Xuyến, Phó Trưởng phòng, theo dõi đường dây nóng.",
        ["bà Đặng Thị Xuyến, Phó Trưởng phòng"],
        [],
        ", theo dõi",
    ),
    ("Cô Vừ Thị Mai và thầy Páo dạy phụ đạo.", ["Cô Vừ Thị Mai", "thầy Páo"], [], "dạy"),
    ("4. Ủy ban nhân dân các xã, thị trấn", ["Ủy ban nhân dân các xã, thị trấn"], [], ""),
    ("GVCN khối 4, 5: nộp kịch bản.", ["GVCN khối 4, 5"], [], ": nộp"),
    ("Trước 25/8: Thư viện nhập sách mới.", ["Thư viện"], [], "nhập"),
    (
        "Đề nghị các phòng: Tài chính - Kế hoạch, Nội vụ cử 01 lãnh đạo tham gia.",
        ["các phòng: Tài chính - Kế hoạch, Nội vụ"],
        [],
        "cử 01",
    ),
    ("Nhà trường đề nghị các bộ phận thực hiện.", ["các bộ phận"], [], "thực hiện"),
    (
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện công khai.",
        ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện"],
        [],
        "công khai",
    ),
    ("Các tổ kiểm tra hồ sơ, báo cáo.", ["Các tổ"], [], "kiểm tra"),
    ("Đối với giáo viên chủ nhiệm: nhận xét.", ["giáo viên chủ nhiệm"], [], ": nhận xét"),
    (
        "Phó Hiệu trưởng Lê Thị Hoa và Tổ Văn phòng chuẩn bị hội trường.",
        ["Phó Hiệu trưởng Lê Thị Hoa", "Tổ Văn phòng"],
        [],
        "chuẩn bị",
    ),
]


@pytest.mark.parametrize(("text", "leads", "supports", "action"), ADDRESSED)
def test_who_a_sentence_addresses(
    text: str, leads: list[str], supports: list[str], action: str
) -> None:
    found = leading_actor(text)
    assert found is not None
    assert [span.text for span in found.leads] == leads
    assert [span.text for span in found.supports] == supports
    assert text[found.action :].startswith(action)
    assert all(text[s.start : s.end] == s.text for s in (*found.leads, *found.supports))


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức hội nghị viên chức",
        "Phòng chống dịch bệnh trong trường học",
        "Bảo vệ môi trường là trách nhiệm chung",
        "Xây dựng kế hoạch năm học",
        "Nâng cao chất lượng giáo dục toàn diện",
        "Phòng học được sửa xong",
        "Hội nghị thông qua nghị quyết",
        "Ban hành quy chế làm việc",
        "Cơ sở vật chất được tăng cường",
        "",
    ],
)
def test_no_one_is_addressed(text: str) -> None:
    assert leading_actor(text) is None


def test_short_names_of_the_document_bind_in_it() -> None:
    texts = [
        "Thành lập Hội đồng thi sáng kiến (HĐTS) và Tổ hỗ trợ kỹ thuật số (Tổ HTKTS).",
        "Ủy ban nhân dân xã Tân An (sau đây gọi tắt là Ủy ban) chỉ đạo chung.",
        "CTHĐ: Chủ tịch Hội đồng; PTNS: Phụ trách nhân sự",
    ]
    assert glossary_of(texts) == {
        "HĐTS": "Hội đồng thi sáng kiến",
        "Tổ HTKTS": "Tổ hỗ trợ kỹ thuật số",
        "Ủy ban": "Ủy ban nhân dân xã Tân An",
        "CTHĐ": "Chủ tịch Hội đồng",
        "PTNS": "Phụ trách nhân sự",
    }


@pytest.mark.parametrize("text", ["Thời hạn (THPT): ngày 5", "Ghi chú: xem (PL)", "8h00: Họp"])
def test_other_brackets_and_colons_define_nothing(text: str) -> None:
    assert glossary_of([text]) == {}


def test_a_defined_short_name_is_written_out() -> None:
    own = default_synonyms().binding([("HĐTS", "Hội đồng thi sáng kiến")])
    value = parse_owners("HĐTS; Kế toán", synonyms=own, misread=False)
    assert value.owners == ("Hội đồng thi sáng kiến", "Kế toán")
    assert value.flags == ("owner_expanded",)
