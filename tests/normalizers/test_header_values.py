"""Signer, recipients, title and authority from the lines found for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.header_values import (
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
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO TIỀN GIANG", "Sở Giáo dục và Đào tạo Tiền Giang"),
    ("PHÒNG GDĐT SÔNG CÔNG", "Phòng GDĐT Sông Công"),
    ("Phòng GD&ĐT Hóc Môn", "Phòng GD&ĐT Hóc Môn"),
    ("ỦY BAN NHÂN DÂN QUẬN TÂN BÌNH", "Ủy ban nhân dân Quận Tân Bình"),
    ("S GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
    ("UBND QUẬN 12 PHÓNG GIAO DUC VÀ ĐẢO TẠO", "UBND Quận 12 Phòng Giáo dục và Đào tạo"),
    ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo"),
    ("UỶ BAN NHÂN DÂN HUYỆN A", "Ủy ban nhân dân Huyện A"),
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


@given(st.lists(st.text(max_size=30), max_size=5))
def test_no_lines_break_them(lines: list[str]) -> None:
    parse_signer(lines)
    parse_recipients(lines)
    parse_authority(lines)
