from __future__ import annotations

from collections.abc import Callable

from extractors.tables.boxed import is_running_text, unboxed
from extractors.types import Line, Page, Table

Build = Callable[..., Table]


def test_white_boxes_behind_a_paragraph_are_no_table(table_of: Build) -> None:
    rows = [
        ["a) Khẩn trương rà soát các điểm trường lẻ, lập danh mục phòng học", "", ""],
        ["phải", "sửa chữa ngay, gửi về Phòng Giáo dục và Đào tạo trước khi", ""],
        ["bắt đầu năm học mới để tổng hợp.", "", ""],
    ]
    table = table_of(rows, method="vector")
    assert is_running_text(table)
    (page,) = [unboxed(Page(1, 595.0, 842.0, "text", (table,)))]
    assert [type(block) for block in page.blocks] == [Line, Line, Line]
    assert page.lines[1].text.startswith("phải sửa chữa ngay")


def test_rows_that_are_records_stay_a_table(table_of: Build) -> None:
    rows = [
        ["Nội dung", "Người thực hiện"],
        ["Rà soát hồ sơ", "Tổ Văn phòng"],
        ["Mua sách", "Thư viện"],
    ]
    assert not is_running_text(table_of(rows, method="vector"))
    one = [["Rà soát hồ sơ."], ["Mua sách tham khảo."], ["Kiểm kê tài sản cuối năm."]]
    assert not is_running_text(table_of(one, method="docx"))
