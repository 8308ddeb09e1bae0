"""Header wordings of many hands: synonyms, short forms, two levels, OCR damage, no header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from extractors.tables.fields.columns import map_columns
from extractors.types import Table

Build = Callable[..., Table]

# Three invented values for each field, as a column of that field holds them.
VALUES: dict[str, tuple[str, str, str]] = {
    "number": ("1", "2", "3"),
    "level": ("Mức 1", "Mức 2", "Mức 3"),
    "standard": ("1", "2", "3"),
    "criteria": ("1.2", "2.4", "3.1"),
    "criterion_text": (
        "Hội đồng trường và các hội đồng khác",
        "Giáo viên đạt trình độ chuẩn được đào tạo",
        "Khuôn viên, khu sân chơi, sân tập",
    ),
    "content": (
        "Sổ theo dõi tài sản chưa ghi đủ các cột mục",
        "Còn hai giáo viên chưa đạt chuẩn trình độ đào tạo",
        "Sân tập còn hẹp, thiếu bóng mát và ghế ngồi",
    ),
    "action": (
        "Rà soát, bổ sung hồ sơ của hội đồng trường theo quy định",
        "Cử giáo viên tham gia lớp bồi dưỡng thường xuyên trong hè",
        "Trồng thêm cây xanh và lắp đặt ghế đá quanh sân trường",
    ),
    "owner": ("Hiệu trưởng", "Tổ trưởng chuyên môn", "Phó hiệu trưởng"),
    "support": ("Công đoàn", "Giáo viên chủ nhiệm", "Đoàn thanh niên"),
    "supervisor": ("Ban thanh tra nhân dân", "Hiệu trưởng", "Phó hiệu trưởng"),
    "deadline": ("Tháng 9/2023", "Học kỳ I", "Trước ngày 15/5/2024"),
    "start": ("01/9/2023", "15/10/2023", "02/01/2024"),
    "end": ("30/9/2023", "20/12/2023", "25/5/2024"),
    "report_deadline": ("30/12/2023", "30/12/2023", "31/5/2024"),
    "budget": ("2.500.000 đ", "Ngân sách nhà trường", "15.000.000 đ"),
    "conditions": ("Máy tính, phần mềm", "Tài liệu tập huấn", "Cây giống, ghế đá"),
    "notes": ("Đã báo cáo", "", "Làm tiếp năm sau"),
    "person": ("Nguyễn Thị Lan", "Trần Văn Bình", "Lê Thị Hoa"),
    "position": ("Hiệu trưởng", "Phó hiệu trưởng", "Giáo viên"),
    "role": ("Chủ tịch HĐ", "Phó chủ tịch HĐ", "Ủy viên"),
    "evidence": (
        "Quyết định thành lập hội đồng trường",
        "Danh sách giáo viên các năm học",
        "Sơ đồ khuôn viên nhà trường",
    ),
    "evidence_code": ("H1-1.2-01", "H2-2.4-03", "H3-3.1-02"),
    "evidence_issued": ("Số 15/QĐ-UBND ngày 05/9/2021", "Số 22, ngày 10/10/2022", "Tháng 9/2023"),
    "evidence_source": ("Văn thư", "Phòng Phó hiệu trưởng", "Kế toán"),
    "location": ("Phòng họp", "Hội trường", "Sân trường"),
    "unit": ("Trường THCS Hoa Mai", "Trường Tiểu học Bình An", "Trường Mầm non Sao Sáng"),
    "signature": ("", "", ""),
}


def _cases() -> list[tuple[str, list[str], list[str]]]:
    """Return (kind, titles, fields) of every line of ``column_headers.txt``."""
    text = Path(__file__).with_name("column_headers.txt").read_text(encoding="utf-8")
    cases = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        kind, columns = line.split(": ", 1)
        pairs = [column.split("=", 1) for column in columns.split(" | ")]
        cases.append((kind, [t.replace("\\n", "\n") for _, t in pairs], [f for f, _ in pairs]))
    return cases


CASES = _cases()


def _rows(fields: Sequence[str]) -> list[list[str]]:
    return [[VALUES[field][n] for field in fields] for n in range(3)]


def test_there_are_many_headers() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(("kind", "titles", "fields"), CASES, ids=[" ".join(c[1]) for c in CASES])
def test_header_gives_fields_and_kind(
    table_of: Build, kind: str, titles: list[str], fields: list[str]
) -> None:
    found = map_columns(table_of([titles, *_rows(fields)]))
    assert list(found.fields) == fields
    assert found.kind == kind
    assert found.header_rows == 1


# Titles of the upper and the lower row; "<" goes on with the title to its left, "^" with that above
TWO_LEVELS = [
    (
        ["TT", "Tiêu chí", "Giải pháp", "Thời gian", "<"],
        ["^", "^", "^", "Bắt đầu", "Hoàn thành"],
        ["number", "criteria", "action", "start", "end"],
    ),
    (
        ["STT", "Nội dung công việc", "Thời gian thực hiện", "<", "Người thực hiện"],
        ["^", "^", "Từ ngày", "Đến ngày", "^"],
        ["number", "action", "start", "end", "owner"],
    ),
    (
        ["TT", "Tiêu chí", "Biện pháp", "Phân công", "<", "Thời gian"],
        ["^", "^", "^", "Chủ trì", "Phối hợp", "^"],
        ["number", "criteria", "action", "owner", "support", "deadline"],
    ),
    (
        ["TT", "Tiêu chí", "Biện pháp", "Trách nhiệm", "<", "Tiến độ", "<"],
        ["^", "^", "^", "Thực hiện", "Giám sát", "Bắt đầu", "Kết thúc"],
        ["number", "criteria", "action", "owner", "supervisor", "start", "end"],
    ),
    (
        ["STT", "TIÊU CHÍ", "GIẢI PHÁP", "THỜI GIAN", "<", "KINH PHÍ"],
        ["^", "^", "^", "BẮT ĐẦU", "KẾT THÚC", "^"],
        ["number", "criteria", "action", "start", "end", "budget"],
    ),
    (
        ["TT", "Tiéu chi", "Gidi phap", "Thdi gian", "<"],
        ["^", "^", "^", "Bat dau", "Két thuc"],
        ["number", "criteria", "action", "start", "end"],
    ),
    (
        ["TT", "Tiêu chí", "Nội dung", "<", "Người thực hiện", "Thời gian"],
        ["^", "^", "Hiện trạng", "Giải pháp", "^", "^"],
        ["number", "criteria", "content", "action", "owner", "deadline"],
    ),
    (
        ["Tiêu chuẩn", "Tiêu chí", "Minh chứng", "<", "Thời gian thu thập"],
        ["^", "^", "Tên minh chứng", "Nơi thu thập", "^"],
        ["standard", "criteria", "evidence", "evidence_source", "deadline"],
    ),
]


@pytest.mark.parametrize("numbers", [False, True], ids=["plain", "with column numbers"])
@pytest.mark.parametrize(("upper", "lower", "fields"), TWO_LEVELS)
def test_header_of_two_levels(
    table_of: Build, upper: list[str], lower: list[str], fields: list[str], *, numbers: bool
) -> None:
    spans = {(0, c): (2, 1) for c, text in enumerate(lower) if text == "^"}
    for c, text in enumerate(upper):
        if text == "<":
            spans[0, c - 1] = (1, 2)
    rows = [[t.strip("<^") for t in upper], [t.strip("<^") for t in lower]]
    rows += [[f"({c})" for c in range(1, len(fields) + 1)]] if numbers else []
    found = map_columns(table_of([*rows, *_rows(fields)], spans=spans))
    assert list(found.fields) == fields
    assert found.header_rows == len(rows)


HEADLESS = [
    ("action", ["number", "criteria", "action", "owner", "deadline"]),
    ("action", ["criteria", "content", "action", "owner", "deadline"]),
    ("action", ["number", "criteria", "content", "action", "owner", "deadline", "budget"]),
    ("members", ["number", "person", "position", "role"]),
    ("members", ["person", "position"]),
    ("schedule", ["deadline", "action", "owner"]),
    ("task", ["number", "action", "owner", "deadline"]),
]


@pytest.mark.parametrize(("kind", "fields"), HEADLESS)
def test_table_without_header_is_read_by_its_contents(
    table_of: Build, kind: str, fields: list[str]
) -> None:
    found = map_columns(table_of(_rows(fields)))
    assert list(found.fields) == fields
    assert found.kind == kind
    assert found.header_rows == 0


def test_rows_of_short_forms_are_no_titles(table_of: Build) -> None:
    rows = [["1", "HT", "9/2023"], ["2", "PHT", "10/2023"], ["3", "KT", "TH"]]
    assert map_columns(table_of(rows)).header_rows == 0


def test_row_with_a_number_is_no_second_level(table_of: Build) -> None:
    rows = [
        ["STT", "Họ và tên", "Chức vụ", "Ghi chú"],
        ["1", "Nguyễn Thị Lan", "Thành viên", "Đã báo cáo"],
        ["2", "Trần Văn Bình", "Thư ký", ""],
    ]
    assert map_columns(table_of(rows)).header_rows == 1


def test_product_beside_the_work_is_its_content(table_of: Build) -> None:
    rows = [["TT", "Nội dung", "Chủ trì", "Sản phẩm"], ["1", "Họp rà soát", "HT", "Biên bản"]]
    assert map_columns(table_of(rows)).fields == ("number", "action", "owner", "content")
