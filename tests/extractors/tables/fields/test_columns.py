from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.tables.fields.columns import FIELDS, is_number_row, map_columns
from extractors.types import Table
from extractors.wording.content import affinity, names_organ
from extractors.wording.titles import is_limit, title_likeness, title_scores

Build = Callable[..., Table]

# title, field it must be read as when it stands among others
TITLES = [
    ("TT", "number"),
    ("STT", "number"),
    ("Số TT", "number"),
    ("S6 TT", "number"),
    ("Tiêu chuẩn", "standard"),
    ("Tiéu chuén", "standard"),
    ("TIEU CHUAN", "standard"),
    ("Tiêu chí", "criteria"),
    ("Tiéu chi", "criteria"),
    ("Tiêu chuẩn, tiêu chí", "criteria"),
    ("Tiêu chuẩn/ Tiêu chí", "criteria"),
    ("Nội hàm của tiêu chí", "criterion_text"),
    ("Kết quả cần đạt (so với hiện trạng)", "content"),
    ("Điểm yếu cần khắc phục", "content"),
    ("Thực trạng", "content"),
    ("Noi dung ké hoach thue hién", "content"),
    ("Giải pháp thực hiện", "action"),
    ("Giai phap thue hién", "action"),
    ("Công việc/giải pháp cần thực hiện", "action"),
    ("Biện pháp cải tiến", "action"),
    ("Nội dung công việc", "action"),
    ("Các hoạt động", "action"),
    ("Người thực hiện", "owner"),
    ("Người phụ trách", "owner"),
    ("Phin cong thue hién", "owner"),
    ("Đơn vị, cá nhân thực hiện", "owner"),
    ("Chủ trì và phối hợp thực hiện", "owner"),
    ("Nhóm công tác, cá nhân chịu trách nhiệm", "owner"),
    ("Đơn vị phối hợp", "support"),
    ("Phối hợp", "support"),
    ("Phân công giám sát", "supervisor"),
    ("Người kiểm tra, giám sát", "supervisor"),
    ("Thời gian thực hiện", "deadline"),
    ("Thoi gian thue hién", "deadline"),
    ("THỜI GIAN HOÀN THÀNH", "deadline"),
    ("Thời điểm cần huy động", "deadline"),
    ("Thời gian thu thập thông tin minh chứng", "deadline"),
    ("Tiến độ", "deadline"),
    ("Thời điểm báo cáo", "report_deadline"),
    ("Thoi diém bdo cdo", "report_deadline"),
    ("Dự kiến kinh phí", "budget"),
    ("Nguồn kinh phí", "budget"),
    ("Kinh phí thu thập (nếu có)", "budget"),
    ("Điều kiện hỗ trợ khác", "conditions"),
    ("Ghi chú", "notes"),
    ("Ghi chi", "notes"),
    ("Dự kiến các thông tin, minh chứng cần thu thập", "evidence"),
    ("Nơi thu thập", "evidence_source"),
    ("Họ và tên", "person"),
    ("Chức danh, chức vụ", "position"),
    ("Địa điểm", "location"),
]


@pytest.mark.parametrize(("title", "field"), TITLES)
def test_title_names_its_field(title: str, field: str) -> None:
    scores = title_scores(title)
    assert max(scores, key=lambda name: scores[name]) == field


@pytest.mark.parametrize(
    "value",
    [
        "Tháng 8/2023",
        "Hiệu trưởng",
        "Tiêu chí 1.5",
        "Rà soát, bổ sung hồ sơ quản lý của nhà trường và lưu trữ theo quy định hiện hành",
        "12",
        "Trần Văn Bình",
        "500.000 đ",
    ],
)
def test_value_is_no_title(value: str) -> None:
    assert title_likeness(value) < 0.55


def test_fields_are_unique_names() -> None:
    assert len(set(FIELDS)) == len(FIELDS)
    assert {"criteria", "action", "owner", "deadline"} <= set(FIELDS)


def test_ten_columns_with_stripped_marks(table_of: Build) -> None:
    header = [
        "TT", "Tiéu chuén", "Tiéu chi", "Noi dung ké hoach thue hién", "Giai phap thue hién",
        "Phin cong thue hién", "Thoi gian thue hién", "Kinh phi", "Phan cong giam sat",
        "Thoi diém bdo cdo",
    ]  # fmt: skip
    columns = map_columns(table_of([header, ["1", "3", "1.3", "", "", "", "", "", "", ""]]))
    assert columns.fields == (
        "number", "standard", "criteria", "content", "action", "owner", "deadline", "budget",
        "supervisor", "report_deadline",
    )  # fmt: skip
    assert columns.kind == "action"
    assert columns.header_rows == 1


def test_two_level_header_with_spans_and_column_numbers(table_of: Build) -> None:
    rows = [
        ["STT", "Tiêu chí", "Giải pháp", "Thời gian", "", "Trách nhiệm", ""],
        ["", "", "", "Bắt đầu", "Hoàn thành", "Chủ trì", "Phối hợp"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        ["1", "1.1", "Rà soát hồ sơ", "9/2023", "5/2024", "Phó HT", "GV"],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2), (0, 5): (1, 2)}
    columns = map_columns(table_of(rows, spans=spans))
    assert columns.header_rows == 3
    assert columns.fields == (
        "number", "criteria", "action", "start", "end", "owner", "support",
    )  # fmt: skip
    assert columns.titles[3] == "Thời gian: Bắt đầu"


def test_header_broken_over_rows_is_put_together(table_of: Build) -> None:
    rows = [
        ["TT", "Tiêu", "Nội dung", "Người", "Thời gian"],
        ["", "chí", "công việc", "thực hiện", "hoàn thành"],
        ["1", "2.1", "Bồi dưỡng cán bộ quản lý", "Hiệu trưởng", "10/2023"],
    ]
    columns = map_columns(table_of(rows))
    assert columns.header_rows == 2
    assert columns.fields == ("number", "criteria", "action", "owner", "deadline")


def test_title_over_the_whole_table_is_part_of_the_header(table_of: Build) -> None:
    rows = [
        ["BẢNG PHÂN CÔNG CÔNG VIỆC", "", "", ""],
        ["STT", "Nội dung công việc", "Người phụ trách", "Thời gian"],
        ["1", "Họp triển khai", "Hiệu trưởng", "9/2023"],
    ]
    columns = map_columns(table_of(rows, spans={(0, 0): (1, 4)}))
    assert columns.header_rows == 2
    assert columns.titles[1] == "Nội dung công việc"


def test_columns_without_header_are_named_by_content(table_of: Build) -> None:
    rows = [
        [
            "1",
            "1.2",
            "Kiện toàn hội đồng trường theo quy định hiện hành",
            "Hiệu trưởng",
            "Tháng 9/2023",
        ],
        ["2", "1.5", "Duy trì sĩ số lớp học dưới 45 học sinh mỗi lớp", "GVCN", "Cả năm"],
        ["3", "2.2", "Bồi dưỡng chuyên môn cho giáo viên các tổ", "Tổ trưởng CM", "Hè 2024"],
    ]
    columns = map_columns(table_of(rows))
    assert columns.header_rows == 0
    assert columns.fields == ("number", "criteria", "action", "owner", "deadline")
    assert columns.score <= 0.6


def test_column_without_title_among_titled_ones_stays_unnamed(table_of: Build) -> None:
    rows = [
        ["TT", "Giải pháp", "Mã vật tư", "Thời gian"],
        ["1", "Mua thiết bị", "QX-7", "9/2023"],
    ]
    assert map_columns(table_of(rows)).fields[2] is None


KINDS = [
    (["TT", "Họ và tên", "Chức vụ", "Nhiệm vụ"], ["1", "Lê Văn Tám", "GV", "Ủy viên"], "members"),
    (["Thời gian", "Nội dung hoạt động"], ["Tuần 1", "Họp hội đồng"], "schedule"),
    (
        ["STT", "Thời gian", "Nội dung công việc", "Người thực hiện"],
        ["1", "9/2023", "Họp", "HT"],
        "schedule",
    ),
    (
        ["Tiêu chuẩn", "Minh chứng cần thu thập", "Nơi thu thập"],
        ["1", "Biên bản", "Văn thư"],
        "evidence",
    ),
    (["TT", "Tiêu chuẩn", "Nhóm công tác phụ trách"], ["1", "2", "Nhóm 2"], "assignment"),
    (
        ["STT", "Nội dung công việc", "Thời gian", "Đơn vị thực hiện"],
        ["1", "Họp", "9/2023", "Tổ 1"],
        "task",
    ),
    (["TT", "Tiêu chí", "Biện pháp", "Thời gian"], ["1", "1.1", "Họp", "9/2023"], "action"),
    (["TT", "Tên đơn vị", "Cấp học"], ["1", "Trường THCS Hoa Mai", "THCS"], "units"),
]


@pytest.mark.parametrize(("header", "row", "kind"), KINDS)
def test_kind_of_table(table_of: Build, header: list[str], row: list[str], kind: str) -> None:
    assert map_columns(table_of([header, row])).kind == kind


def test_resources_that_are_groups_of_people_are_owners(table_of: Build) -> None:
    rows = [
        ["Tiêu chí", "Các nguồn lực cần huy động/cung cấp", "Thời điểm cần huy động"],
        ["Tiêu chí 1.1", "Nhóm công tác số 1", "01/11/2023-31/5/2024"],
    ]
    assert map_columns(table_of(rows)).column("owner") == 1


def test_resources_that_are_things_stay_conditions(table_of: Build) -> None:
    rows = [
        ["Tiêu chí", "Giải pháp", "Các nguồn lực cần huy động"],
        ["1.1", "Sửa phòng học", "Xi măng, sắt thép, máy trộn và xe chở đất"],
    ]
    assert map_columns(table_of(rows)).column("conditions") == 2


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["(1)", "(2)", "(3)", "(4)"], True),
        (["1", "2", "3"], True),
        (["A", "B", "1", "2"], True),
        (["1", "Họp", "3"], False),
        (["2", "5", "9"], False),
    ],
)
def test_number_row(texts: list[str], expected: bool) -> None:
    assert is_number_row(texts) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Giáo dục và Đào tạo", True),
        ("Hồ sơ đăng ký", False),
        ("Tổ chức kiểm tra", False),
        ("Tổ chuyên môn Toán", True),
        ("Các trường mầm non", True),
        ("Phòng học bộ môn", False),
        ("Phong GDDT", True),
        ("Cơ sở vật chất", False),
    ],
)
def test_organ_names_heed_the_marks(text: str, expected: bool) -> None:
    assert names_organ(text) is expected


@pytest.mark.parametrize(
    ("field", "fitting", "other"),
    [
        (
            "owner",
            "Đ/c Mai Văn Xuân Bình - Hội đồng TĐG",
            "Hiệu trưởng phân công Lê Văn An rà soát",
        ),
        ("deadline", "Từ tháng 9/2023 đến tháng 5/2024", "Hiệu trưởng, tổ trưởng chuyên môn"),
        ("owner", "Hiệu trưởng, tổ trưởng chuyên môn", "Từ tháng 9/2023 đến tháng 5/2024"),
        ("person", "Nguyễn Thị Hoa", "Tổ chức họp hội đồng trường"),
        ("budget", "12.500.000 đồng", "Nguyễn Thị Hoa"),
        ("criteria", "Tiêu chí 3.2", "Tháng 3/2024"),
        ("action", "Rà soát quy hoạch cán bộ, xây dựng kế hoạch bồi dưỡng", "12.500.000 đồng"),
    ],
)
def test_affinity_prefers_what_fits(field: str, fitting: str, other: str) -> None:
    assert affinity(field, fitting) > affinity(field, other) + 0.3


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Gidm sdt", "supervisor"),
        ("B6 ph4n ph6i hgp", "support"),
        ("N6i dung c6ng viec", "action"),
        ("Ngu6i thuc hi6n", "owner"),
        ("Th6i gian ho4n thanh", "deadline"),
    ],
)
def test_letters_an_english_engine_puts_for_marked_ones(title: str, field: str) -> None:
    scores = title_scores(title)
    assert max(scores, key=lambda name: scores[name]) == field


def test_damaged_half_of_a_pair_of_times(table_of: Build) -> None:
    rows = [
        ["TT", "Giải pháp", "Người thực hiện", "Thời gian thực hiện", ""],
        ["", "", "", "B4t dqu", "Kết thúc"],
        ["1", "Rà soát hồ sơ", "Hiệu trưởng", "Tháng 9/2023", "Tháng 5/2024"],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2)}
    assert map_columns(table_of(rows, spans=spans)).fields[3:] == ("start", "end")


def test_every_field_is_described_in_the_docs() -> None:
    text = (Path(__file__).parents[4] / "docs" / "records.md").read_text("utf-8")
    assert [f for f in FIELDS if f"`{f}`" not in text] == []


def test_superscripts_are_no_numbers(table_of: Build) -> None:
    assert not is_number_row(["1", "2", "²"])
    assert map_columns(table_of([["1", "\u0301", "²"]])).header_rows == 0


@pytest.mark.parametrize(
    ("row", "header"),
    [
        (["(1)", "(2)", "@®", "(4)", "6)", "(6)"], 2),
        (["1", "2", "3", "4", "ắ 6)", "©"], 2),
        (["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], 2),
        (["1", "1.1", "Họp", "HT", "9/2023", "0"], 1),
        (["1", "2", "3", "Có", "", ""], 1),
    ],
)
def test_column_numbers_that_an_engine_spoilt(table_of: Build, row: list[str], header: int) -> None:
    titles = ["TT", "Tiêu chí", "Giải pháp thực hiện", "Người thực hiện", "Thời gian", "Kinh phí"]
    body = ["1", "1.1", "Rà soát kế hoạch", "Hiệu trưởng", "Tháng 9/2023", "0"]
    assert map_columns(table_of([titles, row, body])).header_rows == header


@pytest.mark.parametrize(
    ("row", "header"), [(["q)", "(2)", "@)", "(4)"], 2), (["q", "2", "@", "4"], 1)]
)
def test_two_column_numbers_are_enough_among_brackets(
    table_of: Build, row: list[str], header: int
) -> None:
    titles = ["Tiêu chí", "Giải pháp thực hiện", "Người thực hiện", "Thời gian"]
    body = ["Tiêu chí 1.1", "Rà soát kế hoạch", "Hiệu trưởng", "Tháng 9/2023"]
    assert map_columns(table_of([titles, row, body])).header_rows == header


def test_the_longest_column_is_the_action_where_its_title_cannot_be_read(table_of: Build) -> None:
    """Thin light titles of a photographed page: "Giải pháp thực hiện" became "Giai áp lực niẹn"."""
    rows = [
        ["Sil", "Iieu chí", "Giai áp lực niẹn", "NGƯỜI thực hiện", "¡nơi gian", "Sản phẩm"],
        ["1", "1.1", "Rà soát phương hướng, chiến lược phát triển nhà trường giai đoạn 2025-2030",
         "Hiệu trưởng", "Tháng 9/2024", "Báo cáo"],
        ["2", "2.3", "Tổ chức 03 buổi tập huấn ứng dụng công nghệ thông tin cho giáo viên",
         "Phó Hiệu trưởng", "Tháng 10/2024", "Báo cáo"],
        ["3", "3.1", "Trồng thêm 20 cây xanh, cải tạo bồn hoa ở sân trường phía đông",
         "Tổ văn phòng", "Tháng 3/2025", "Ảnh chụp"],
    ]  # fmt: skip
    fields = map_columns(table_of(rows)).fields
    assert fields[2] == "action"
    assert fields[5] != "action"
    alone = [row[:5] for row in rows]
    assert map_columns(table_of(alone)).fields[2] == "action"


@pytest.mark.parametrize(
    ("title", "limit"),
    [
        ("Bao giờ xong?", True),
        ("Chậm nhất", True),
        ("Hạn chót", True),
        ("Hạn", True),
        ("Thời hạn hoàn thành", False),
        ("Thời gian thực hiện và kết thúc", False),
        ("Ngày", False),
    ],
)
def test_a_day_under_when_is_it_done_is_a_last_day(title: str, limit: bool) -> None:
    assert is_limit(title) is limit


def test_the_staff_list_of_a_workbook_was_read_as_a_schedule(table_of: Build) -> None:
    table = table_of(
        [
            ["TT", "Họ và tên", "Ngày sinh", "Trình độ"],
            ["1", "Nông Thị Hạnh", "12/4/1980", "ĐHSP"],
            ["2", "Mạc Văn Lợi", "03/9/1977", "THPT"],
        ]
    )
    named = map_columns(table)
    assert named.fields[:3] == ("number", "person", "birth")
    assert named.kind == "other"
