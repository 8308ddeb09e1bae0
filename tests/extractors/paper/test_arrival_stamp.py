"""The stamp of the office that received a paper is no part of the paper's letterhead."""

from __future__ import annotations

import pytest

from extractors.paper.arrival_stamp import arrival_stamp
from extractors.paper.header import read_header
from extractors.types import BBox, Line, Page


def _at(text: str, x: float, y: float, width: float) -> Line:
    return Line(text, 1, BBox(x, y, x + width, y + 12), 0.95)


LETTERHEAD = (
    _at("PHÒNG GDĐT HUYỆN SƠN KHÊ", 60, 60, 180),
    _at("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 60, 240),
    _at("TRƯỜNG THCS SUỐI BÀNG", 60, 75, 180),
    _at("Độc lập - Tự do - Hạnh phúc", 330, 75, 180),
    _at("Số: 45/KH-THCS", 80, 100, 120),
    _at("Suối Bàng, ngày 12 tháng 10 năm 2023", 310, 100, 220),
    _at("KẾ HOẠCH", 260, 170, 80),
    _at("Cải tiến chất lượng năm học 2023 - 2024", 180, 185, 260),
    _at("1. Tổ văn phòng sửa mái hiên trước ngày 30/11/2023.", 80, 230, 400),
)
STAMPS = {
    "under each other": ("CÔNG VĂN ĐẾN", "Số: 1234", "Ngày 16 tháng 10 năm 2023"),
    "in one line": ("ĐẾN Số: 567", "Ngày: 16/10/2023", "Chuyển: Đ/c Hoa"),
    "blank": ("ĐẾN", "Số: ............", "Ngày: ..../..../....", "Chuyển: ......"),
}


def _page(*stamp: Line) -> Page:
    lines = sorted((*LETTERHEAD, *stamp), key=lambda x: x.bbox.y0 if x.bbox else 0.0)
    return Page(1, 595.0, 842.0, "ocr", tuple(lines))


@pytest.mark.parametrize("stamp", STAMPS.values(), ids=STAMPS)
def test_the_receivers_number_and_day_are_not_in_title_or_school(stamp: tuple[str, ...]) -> None:
    placed = [_at(text, 80, 114 + 12 * n, 110) for n, text in enumerate(stamp)]
    assert set(arrival_stamp(_page(*placed).lines, 842.0)) == set(placed)
    fields = read_header([_page(*placed)]).fields
    assert fields["title"].text.split("\n") == read_header([_page()]).fields["title"].text.split(
        "\n"
    )
    assert fields["number"].text == "45/KH-THCS"
    assert "12 tháng 10" in fields["issued_date"].text
    assert fields["school"].text == "TRƯỜNG THCS SUỐI BÀNG"


@pytest.mark.parametrize(
    "texts",
    [
        ("CÔNG VĂN ĐẾN",),
        ("Đến ngày 30/11/2023 hoàn thành", "Chuyển: Tổ văn phòng"),
        ("ĐẾN NĂM 2030", "Số: 45/KH-THCS"),
        ("CÔNG VĂN ĐẾN", "Số: 45/KH-THCS"),
    ],
)
def test_what_only_sounds_like_a_stamp_stays(texts: tuple[str, ...]) -> None:
    lines = [_at(text, 80, 114 + 12 * n, 110) for n, text in enumerate(texts)]
    assert arrival_stamp(lines, 842.0) == ()
