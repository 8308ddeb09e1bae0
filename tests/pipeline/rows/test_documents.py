"""What a document is, from its letterhead, its ending and what else it says."""

from __future__ import annotations

import pytest

from extractors.paper.header import Header
from extractors.types import Cell, FieldValue, Line, Page, Table
from pipeline.model import Identity
from pipeline.rows.documents import document_of

IDENTITY = Identity("ab" * 32, "quet/a.pdf")


def _value(text: str, conf: float = 0.9) -> FieldValue:
    return FieldValue(text, text, 1, conf=conf)


def _page(*lines: str, cells: tuple[str, ...] = (), conf: float = 0.95) -> Page:
    table = Table(
        1, 1, len(cells), tuple(Cell(0, c, t, 1, conf=conf) for c, t in enumerate(cells)), "ruled"
    )
    blocks = [Line(text, 1, conf=conf) for text in lines]
    return Page(1, 595.0, 842.0, "ocr", (*blocks, *((table,) if cells else ())))


@pytest.mark.parametrize(
    ("read", "conf", "listed", "signer", "flagged"),
    [
        ("Bùi Thư Như Nguyệt", 0.7, "Bùi Thu Như Nguyệt", "Bùi Thu Như Nguyệt", True),
        ("Bùi Thu Như Nguyệt", 0.7, "Bùi Thu Như Nguyệt", "Bùi Thu Như Nguyệt", False),
        ("Bùi Thư Như Nguyệt", 0.99, "Bùi Thu Như Nguyệt", "Bùi Thư Như Nguyệt", False),
        ("Bùi Thư Như Nguyệt", 0.7, "Trần Thu Như Nguyệt", "Bùi Thư Như Nguyệt", False),
    ],
)
def test_the_signer_is_spelt_as_in_the_list_of_members(
    read: str, conf: float, listed: str, signer: str, flagged: bool
) -> None:
    header = Header({"signer": _value(read, conf)})
    document, _ = document_of(IDENTITY, header, (_page(cells=("1", listed, "Hiệu trưởng")),))
    assert document.signer == signer
    assert ("signer_mended" in document.flags) == flagged


def test_a_place_is_settled_by_a_web_address() -> None:
    header = Header({"issued_place": _value("Tân Phú"), "issued_date": _value("17/10/2023")})
    page = _page("Xem hệ thống kdtiengiang.vn và kddongnai.edu.vn", "tại kddongnai.edu.vn")
    document, _ = document_of(IDENTITY, header, (page,))
    assert (document.district, document.province) == ("", "")  # two provinces tell nothing
    document, _ = document_of(IDENTITY, header, (_page("tại kddongnai.edu.vn"),))
    assert (document.district, document.province) == ("Huyện Tân Phú", "Đồng Nai")


def test_the_place_of_issue_takes_the_marks_of_the_own_district() -> None:
    fields = {
        "authority": _value("UBND HUYỆN NẬM PỒ"),
        "issued_place": _value("Nam Pồ"),
        "issued_date": _value("ngày 20 tháng 10 năm 2020"),
    }
    document, year = document_of(IDENTITY, Header(fields), (_page("x"),))
    assert document.issued_place == "Nậm Pồ"
    assert document.authority == "UBND huyện Nậm Pồ"
    assert year is not None and year.label == "2020-2021"
