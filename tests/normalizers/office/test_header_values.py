"""Signer, recipients, title and authority from the lines found for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.office.header_values import (
    Recipient,
    clean_title,
    parse_authority,
    parse_recipients,
    parse_signer,
)

SIGNERS = [
    (["HIỆU TRƯỞNG", "Lưu Thị Kim Thoa"], "Lưu Thị Kim Thoa", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "", "(Đã ký)", "Lưu Thị Kim Thoa"], "Lưu Thị Kim Thoa", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "(ký tên, đóng dấu)", "Lê Văn Tám"], "Lê Văn Tám", "Hiệu trưởng", ""),
    (
        ["TM. HỘI ĐỒNG", "CHỦ TỊCH", "Trần Anh Khôi"],
        "Trần Anh Khôi",
        "CHỦ TỊCH".capitalize(),
        "Hội đồng",
    ),
    (["TM. HỘI ĐỒNG CHỦ TỊCH", "Trần Anh Khôi"], "Trần Anh Khôi", "Chủ tịch", "Hội đồng"),
    (
        ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "Nguyễn Văn An"],
        "Nguyễn Văn An",
        "Phó hiệu trưởng",
        "Hiệu trưởng",
    ),
    (
        ["KT.HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "NGUYỄN VĂN AN"],
        "Nguyễn Văn An",
        "Phó hiệu trưởng",
        "Hiệu trưởng",
    ),
    (["HIỆU TRƯỞNG Nguyễn Văn Bình"], "Nguyễn Văn Bình", "Hiệu trưởng", ""),
    (["TRƯỞNG PHÒNG", "Đỗ Thị Hà"], "Đỗ Thị Hà", "Trưởng phòng", ""),
    (["HIEU TRUONG", "Tran Thi Be"], "Tran Thi Be", "Hieu truong", ""),
    (["Trần Thị Thanh Bình"], "Trần Thị Thanh Bình", "", ""),
    (["HIỆU TRƯỞNG"], "", "Hiệu trưởng", ""),
    ([], "", "", ""),
]


@pytest.mark.parametrize(("lines", "name", "title", "behalf"), SIGNERS)
def test_signer(lines: list[str], name: str, title: str, behalf: str) -> None:
    value = parse_signer(lines)
    assert (value.name, value.title, value.on_behalf) == (name, title, behalf)
    assert ("signer_unknown" in value.flags) == (not name)


def test_signer_of_one_string() -> None:
    assert parse_signer("HIỆU TRƯỞNG\n\nLê Văn Tám").name == "Lê Văn Tám"


AUTHORITIES = [
    ("UBND TỈNH KIÊN GIANG SỞ Y TẾ", "UBND tỉnh Kiên Giang Sở Y tế"),
    ("ỦY BAN NHÂN DÂN HUYỆN ĐIỆN ˆ BIÊN", "Ủy ban nhân dân huyện Điện Biên"),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐẮK_ LẮK", "Sở Giáo dục và Đào tạo Đắk Lắk"),
    ("PHÒNG GD&ĐT HUYỆN HIỆP ĐỨC ˆ", "Phòng GD&ĐT huyện Hiệp Đức"),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO TIỀN GIANG", "Sở Giáo dục và Đào tạo Tiền Giang"),
    ("PHÒNG GDĐT SÔNG CÔNG", "Phòng GDĐT Sông Công"),
    ("Phòng GD&ĐT Hóc Môn", "Phòng GD&ĐT Hóc Môn"),
    ("ỦY BAN NHÂN DÂN QUẬN TÂN BÌNH", "Ủy ban nhân dân quận Tân Bình"),
    ("S GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
    ("UBND QUẬN 12 PHÓNG GIAO DUC VÀ ĐẢO TẠO", "UBND Quận 12 Phòng Giáo dục và Đào tạo"),
    ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo"),
    ("UỶ BAN NHÂN DÂN HUYỆN A", "Ủy ban nhân dân huyện A"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "want"), AUTHORITIES)
def test_authority(text: str, want: str) -> None:
    assert parse_authority(text) == want


def test_title_of_several_lines() -> None:
    lines = ["KẾ HOẠCH", "CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC", "-------", "Năm học 2023 – 2024"]
    assert clean_title(lines) == "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG GIÁO DỤC Năm học 2023 – 2024"


def test_recipients() -> None:
    lines = [
        "Nơi nhận:",
        "- Phòng GDĐT (để b/c);",
        "- UBND phường (để báo cáo;",
        "- Lưu: VT, CM.",
        "",
    ]
    assert parse_recipients(lines) == (
        Recipient("Phòng GDĐT", "để b/c"),
        Recipient("UBND phường", "để báo cáo"),
        Recipient("Lưu: VT, CM", ""),
    )


# printed blocks and lines as they come from paper: notes, rules, capitals, damage
MORE_SIGNERS: list[tuple[list[str], str, str, str]] = [
    (["HIỆU TRƯỞNG", "Nguyễn Thị Hoa"], "Nguyễn Thị Hoa", "Hiệu trưởng", ""),
    (["Hiệu trưởng", "Nguyễn Thị Hoa"], "Nguyễn Thị Hoa", "Hiệu trưởng", ""),
    (["PHÓ HIỆU TRƯỞNG", "Trần Văn Bình"], "Trần Văn Bình", "Phó hiệu trưởng", ""),
    (["Q. HIỆU TRƯỞNG", "Lê Thị Mai"], "Lê Thị Mai", "Q. hiệu trưởng", ""),
    (["PHỤ TRÁCH TRƯỜNG", "Lê Thị Mai"], "Lê Thị Mai", "Phụ trách trường", ""),
    (
        ["TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ", "CHỦ TỊCH", "Phạm Văn Đông"],
        "Phạm Văn Đông",
        "Chủ tịch",
        "Hội đồng tự đánh giá",
    ),
    (
        ["TM.HỘI ĐỒNG TĐG", "CHỦ TỊCH", "HIỆU TRƯỞNG", "Phạm Văn Đông"],
        "Phạm Văn Đông",
        "Hiệu trưởng",
        "Hội đồng TĐG",
    ),
    (["TM. UBND HUYỆN", "CHỦ TỊCH", "Đỗ Minh Tâm"], "Đỗ Minh Tâm", "Chủ tịch", "UBND huyện"),
    (
        ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Võ Thị Sáu"],
        "Võ Thị Sáu",
        "Phó trưởng phòng",
        "Trưởng phòng",
    ),
    (
        ["KT.GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Huỳnh Văn Nghệ"],
        "Huỳnh Văn Nghệ",
        "Phó giám đốc",
        "Giám đốc",
    ),
    (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Bùi Thị Xuân"], "Bùi Thị Xuân", "Phó chủ tịch", "Chủ tịch"),
    (
        ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Hoàng Văn Thụ"],
        "Hoàng Văn Thụ",
        "Chánh văn phòng",
        "Giám đốc",
    ),
    (["GIÁM ĐỐC", "Hoàng Văn Thụ"], "Hoàng Văn Thụ", "Giám đốc", ""),
    (["TRƯỞNG BAN", "Đặng Văn Lâm"], "Đặng Văn Lâm", "Trưởng ban", ""),
    (["HIỆU TRƯỞNG", "(Đã ký)", "", "Trịnh Thị Lan"], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "Đã ký", "Trịnh Thị Lan"], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "(Ký, ghi rõ họ tên)", "Trịnh Thị Lan"], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "(ký tên và đóng dấu)", "Trịnh Thị Lan"], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "[đã ký]", "Trịnh Thị Lan"], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG.", "Trịnh Thị Lan."], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU  TRƯỞNG", "Trịnh   Thị  Lan"], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "TRỊNH THỊ LAN"], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "ThS. Trịnh Thị Lan"], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "TS. Trịnh Thị Lan"], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "Ông Trịnh Văn Lan"], "Trịnh Văn Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "Bà Trịnh Thị Lan"], "Trịnh Thị Lan", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "Lò Thị Pâng"], "Lò Thị Pâng", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "Y Blơm Niê"], "Y Blơm Niê", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "H'Loan Êban"], "H'Loan Êban", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "Tôn Nữ Thị Hương Giang"], "Tôn Nữ Thị Hương Giang", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "Nguyễn Hoà"], "Nguyễn Hòa", "Hiệu trưởng", ""),
    (["HIEU TRUONG", "Nguyen Thi Hoa"], "Nguyen Thi Hoa", "Hieu truong", ""),
    (["HIỆU TRƯỞNG Nguyễn Thị Hoa"], "Nguyễn Thị Hoa", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG: Nguyễn Thị Hoa"], "Nguyễn Thị Hoa", "Hiệu trưởng", ""),
    (
        ["KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG", "Lê Văn Hưu"],
        "Lê Văn Hưu",
        "Phó hiệu trưởng",
        "Hiệu trưởng",
    ),
    (["TM. BAN CHỈ ĐẠO TRƯỞNG BAN", "Lê Văn Hưu"], "Lê Văn Hưu", "Trưởng ban", "Ban chỉ đạo"),
    (["HIỆU TRƯỞNG", "4"], "", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", "..............."], "", "Hiệu trưởng", ""),
    (["HIỆU TRƯỞNG", ""], "", "Hiệu trưởng", ""),
    (["", "", ""], "", "", ""),
    (["Nguyễn Thị Hoa"], "Nguyễn Thị Hoa", "", ""),
    (["CHỦ TỊCH HỘI ĐỒNG", "Nguyễn Thị Hoa"], "Nguyễn Thị Hoa", "Chủ tịch hội đồng", ""),
    (["HIỆU TRƯỞNG", "Nguyễn Thị Hoa", "Nơi nhận"], "Nguyễn Thị Hoa", "Hiệu trưởng", ""),
    (["HIEU TRUONG", "Trân Van Minh"], "Trân Van Minh", "Hieu truong", ""),
    (["HIỆU TRƯỚNG", "Lê Thị Mai"], "Lê Thị Mai", "Hiệu trướng", ""),
    (["KT HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "Lê Thị Mai"], "Lê Thị Mai", "Phó hiệu trưởng", ""),
    (
        ["TM. HỘI ĐỒNG TRƯỜNG", "CHỦ TỊCH", "Lê Thị Mai"],
        "Lê Thị Mai",
        "Chủ tịch",
        "Hội đồng trường",
    ),
    (["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG", "Lê Thị Mai"], "Lê Thị Mai", "Trưởng phòng", "Giám đốc"),
    (["TRƯỞNG PHÒNG", "(đóng dấu)", "Lê Thị Mai"], "Lê Thị Mai", "Trưởng phòng", ""),
    (["THỦ TRƯỞNG ĐƠN VỊ", "Lê Thị Mai"], "Lê Thị Mai", "Thủ trưởng đơn vị", ""),
    (["NGƯỜI LẬP", "Lê Thị Mai"], "Lê Thị Mai", "Người lập", ""),
    (["THƯ KÝ", "Lê Thị Mai"], "Lê Thị Mai", "Thư ký", ""),
]

MORE_AUTHORITIES: list[tuple[list[str] | str, str]] = [
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
    ("SỞ GD&ĐT ĐỒNG NAI", "Sở GD&ĐT Đồng Nai"),
    ("SỞ GDĐT TIỀN GIANG", "Sở GDĐT Tiền Giang"),
    ("SỞ GD-ĐT HÀ NỘI", "Sở GD-ĐT Hà Nội"),
    ("SỞ GIÁO DỤC - ĐÀO TẠO LÀO CAI", "Sở Giáo dục - Đào tạo Lào Cai"),
    ("SỞ GIÁO DỤC & ĐÀO TẠO LÀO CAI", "Sở Giáo dục & Đào tạo Lào Cai"),
    (
        "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ SÔNG CÔNG",
        "Phòng Giáo dục và Đào tạo thành phố Sông Công",
    ),
    ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN CHỢ GẠO", "Phòng Giáo dục và Đào tạo huyện Chợ Gạo"),
    ("PHÒNG GD VÀ ĐT QUẬN 3", "Phòng GD và ĐT Quận 3"),
    ("PHÒNG GDĐT TX. DUY TIÊN", "Phòng GDĐT TX. Duy Tiên"),
    ("PHÒNG GD&ĐT TP. VINH", "Phòng GD&ĐT TP. Vinh"),
    ("UBND XÃ AN PHÚ", "UBND xã An Phú"),
    ("UBND PHƯỜNG 10", "UBND Phường 10"),
    ("UBND QUẬN TÂN BÌNH", "UBND quận Tân Bình"),
    ("UBND TỈNH ĐỒNG THÁP", "UBND tỉnh Đồng Tháp"),
    ("ỦY BAN NHÂN DÂN THỊ XÃ DUY TIÊN", "Ủy ban nhân dân thị xã Duy Tiên"),
    ("UỶ BAN NHÂN DÂN THỊ TRẤN CHỢ GẠO", "Ủy ban nhân dân thị trấn Chợ Gạo"),
    ("Ủy ban nhân dân huyện Chợ Gạo", "Ủy ban nhân dân huyện Chợ Gạo"),
    ("Sở Giáo dục và Đào tạo Tiền Giang", "Sở Giáo dục và Đào tạo Tiền Giang"),
    (["SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TIỀN GIANG"], "Sở Giáo dục và Đào tạo Tiền Giang"),
    (
        ["UBND HUYỆN CHỢ GẠO", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"],
        "UBND huyện Chợ Gạo Phòng Giáo dục và Đào tạo",
    ),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO -------", "Sở Giáo dục và Đào tạo"),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO.", "Sở Giáo dục và Đào tạo"),
    ("  SỞ  GIÁO DỤC   VÀ ĐÀO TẠO ", "Sở Giáo dục và Đào tạo"),
    ("S0 GIAO DUC VA DAO TAO TIEN GIANG", "Sở Giáo dục và Đào tạo Tien Giang"),
    ("SO GIAO DUC VA PAO TAO", "Sở Giáo dục và Đào tạo"),
    ("SỚ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
    ("SƠ GIÁO DỤC VÀ ĐÀO TẠO LÀO CAI", "Sở Giáo dục và Đào tạo Lào Cai"),
    ("SỜ GIÁO DỤC VÀ ĐẢO TẠO", "Sở Giáo dục và Đào tạo"),
    ("PHỎNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN ÂN THI", "Phòng Giáo dục và Đào tạo huyện Ân Thi"),
    ("PHONG GIAO DUC VA DAO TAO", "Phòng Giáo dục và Đào tạo"),
    ("PHÒNG GIÁO DUC VÀ ĐÀO TAO", "Phòng Giáo dục và Đào tạo"),
    ("PHÒNG GIÁO DỤC VÀ DÀO TẠO", "Phòng Giáo dục và Đào tạo"),
    ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo"),
    ("ĐẢNG ỦY XÃ AN PHÚ", "Đảng ủy xã An Phú"),
    ("", ""),
    ("PHÒNG GDĐT", "Phòng GDĐT"),
    ("PGD&ĐT HUYỆN A LƯỚI", "PGD&ĐT huyện A Lưới"),
    ("UBND THÀNH PHỐ HỒ CHÍ MINH", "UBND Thành phố Hồ Chí Minh"),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ ĐÀ NẴNG", "Sở Giáo dục và Đào tạo thành phố Đà Nẵng"),
    ("UBND HUYỆN CƯ M'GAR", "UBND huyện Cư M'Gar"),
]

TITLES: list[tuple[list[str] | str, str]] = [
    (["KẾ HOẠCH", "Tự đánh giá"], "KẾ HOẠCH Tự đánh giá"),
    ("KẾ HOẠCH", "KẾ HOẠCH"),
    (["KẾ HOẠCH ", "  CẢI TIẾN  CHẤT LƯỢNG"], "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG"),
    (["KẾ HOẠCH", "______", "Năm học 2022 - 2023"], "KẾ HOẠCH Năm học 2022 - 2023"),
    (["KẾ HOẠCH", "*****"], "KẾ HOẠCH"),
    (["KẾ HOẠCH", "- - -"], "KẾ HOẠCH"),
    (["KẾ HOẠCH", "-------", "V/v kiểm định"], "KẾ HOẠCH V/v kiểm định"),
    ("KẾ HOẠCH:", "KẾ HOẠCH"),
    ("KẾ HOẠCH.", "KẾ HOẠCH"),
    (["KẾ HOẠCH", "Năm học 2023 – 2024."], "KẾ HOẠCH Năm học 2023 – 2024"),
    ("KÊ\u0301 HOẠCH", "KẾ HOẠCH"),
    ("KẾ\xa0HOẠCH", "KẾ HOẠCH"),
    ([], ""),
    ("", ""),
    (["", "KẾ HOẠCH", ""], "KẾ HOẠCH"),
    ("KẾ HOẠCH cải tiến (giai đoạn 2021-2025)", "KẾ HOẠCH cải tiến (giai đoạn 2021-2025)"),
    ("KẾ HOẠCH ~~~~ Duy trì", "KẾ HOẠCH Duy trì"),
    ("KẾ HOẠCH ===", "KẾ HOẠCH"),
    (
        ["KẾ HOẠCH", "Cải tiến chất lượng trường THCS Hoa Mai", "năm học 2023-2024"],
        "KẾ HOẠCH Cải tiến chất lượng trường THCS Hoa Mai năm học 2023-2024",
    ),
    ("KE HOACH", "KE HOACH"),
]

RECIPIENTS: list[tuple[str, str, str]] = [
    ("- Phòng GD&ĐT (để b/c);", "Phòng GD&ĐT", "để b/c"),
    ("- Sở GDĐT (b/c);", "Sở GDĐT", "b/c"),
    ("- Các tổ CM (để t/h);", "Các tổ CM", "để t/h"),
    ("- Như trên;", "Như trên", ""),
    ("+ Ban giám hiệu (để chỉ đạo)", "Ban giám hiệu", "để chỉ đạo"),
    ("• Công đoàn;", "Công đoàn", ""),
    ("* Lưu VT.", "Lưu VT", ""),
    ("– Lưu: VT, CM.", "Lưu: VT, CM", ""),
    ("— UBND xã (để báo cáo);", "UBND xã", "để báo cáo"),
    ("- UBND phường (để báo cáo;", "UBND phường", "để báo cáo"),
    ("-  Các bộ phận  (để phối hợp thực hiện);", "Các bộ phận", "để phối hợp thực hiện"),
    ("- Hội đồng TĐG (để th/h);", "Hội đồng TĐG", "để th/h"),
    ("- Cán bộ, giáo viên, nhân viên (để th);", "Cán bộ, giáo viên, nhân viên", "để th"),
    ("- Website trường;", "Website trường", ""),
    ("-Lưu: VT, (02).", "Lưu: VT", "02"),
    ("- Phòng KT&KĐCLGD (Sở GD&ĐT);", "Phòng KT&KĐCLGD", "Sở GD&ĐT"),
    ("- Cơ quan chủ quản (để b/c)", "Cơ quan chủ quản", "để b/c"),
    ("_ Công đoàn", "_ Công đoàn", ""),
    ("Phòng GDĐT", "Phòng GDĐT", ""),
    ("- LĐP/GD&ĐT;", "LĐP/GD&ĐT", ""),
    ("- Các trường MN, TH, THCS;", "Các trường MN, TH, THCS", ""),
    ("- Tổ GD;", "Tổ GD", ""),
    ("- Phòng GD&DT (dé b/c);", "Phòng GD&DT", "dé b/c"),
    ("~ Lưu: VT.", "~ Lưu: VT", ""),
    ("- HT, các PHT (để chỉ đạo thực hiện);", "HT, các PHT", "để chỉ đạo thực hiện"),
]


@pytest.mark.parametrize(("lines", "name", "title", "behalf"), MORE_SIGNERS)
def test_more_signers(lines: list[str], name: str, title: str, behalf: str) -> None:
    value = parse_signer(lines)
    assert (value.name, value.title, value.on_behalf) == (name, title, behalf)


@pytest.mark.parametrize(("text", "want"), MORE_AUTHORITIES)
def test_more_authorities(text: list[str] | str, want: str) -> None:
    assert parse_authority(text) == want


@pytest.mark.parametrize(("lines", "want"), TITLES)
def test_titles(lines: list[str] | str, want: str) -> None:
    assert clean_title(lines) == want


@pytest.mark.parametrize(("line", "name", "purpose"), RECIPIENTS)
def test_every_recipient(line: str, name: str, purpose: str) -> None:
    assert parse_recipients([line]) == (Recipient(name, purpose),)


@given(st.sampled_from([a for _, a in MORE_AUTHORITIES if a.startswith(("Sở", "Phòng"))]))
def test_an_office_in_sentence_case_is_the_same_in_capitals(name: str) -> None:
    again = parse_authority(name.upper())
    assert again.lower() == name.lower()
    assert parse_authority(again) == again


@given(st.lists(st.text(max_size=30), max_size=5))
def test_no_lines_break_them(lines: list[str]) -> None:
    parse_signer(lines)
    parse_recipients(lines)
    parse_authority(lines)
