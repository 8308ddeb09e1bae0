"""What the tables hold: invented plans, statistics, budgets, rosters; and the prose about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks._adjacency import FlatCell

__all__ = ["CONTENTS", "PROSE", "Content", "prose"]

_TASKS = (
    "Rà soát hồ sơ minh chứng và bổ sung những nội dung còn thiếu theo góp ý của đoàn khảo sát",
    "Tập huấn giáo viên về kiểm tra, đánh giá học sinh",
    "Mua sắm thiết bị phòng học bộ môn, thay máy chiếu đã hỏng",
    "Sửa chữa mái nhà để xe",
    "Tổ chức chuyên đề cấp trường mỗi học kỳ một lần, mời giáo viên trường bạn dự giờ",
    "Trồng cây xanh, bố trí thêm thùng rác và ghế đá ở sân sau",
    "Lập kế hoạch phụ đạo học sinh chưa đạt chuẩn kiến thức",
    "Phối hợp với cha mẹ học sinh",
    "Cập nhật cơ sở dữ liệu ngành, đối chiếu với sổ gốc và báo cáo hằng tháng",
    "Khám sức khỏe định kỳ cho học sinh toàn trường",
)
_OWNERS = (
    "Hiệu trưởng",
    "Phó hiệu trưởng phụ trách chuyên môn",
    "Tổ trưởng",
    "Kế toán, thủ quỹ",
    "Giáo viên chủ nhiệm các lớp",
    "Thư viện",
    "Nhân viên y tế",
)
_SUBJECTS = ("Toán", "Ngữ văn", "Lịch sử", "Địa lý", "Vật lý", "Tiếng Anh", "Tin học", "Mỹ thuật")
_PEOPLE = ("Lê Bá An", "Đỗ Thị Bình", "Vũ Công Chính", "Hồ Diệu", "Trịnh Xuân Đông", "Mai Én")
_REGIONS = ("Northland", "East Riding", "Port Alder", "Lower Vale", "Westmark", "High Fells")
_GOODS = ("Máy tính để bàn", "Bàn ghế hai chỗ", "Sách tham khảo", "Tivi 65 inch", "Quạt trần")
PROSE = (
    "Căn cứ kết quả tự đánh giá và góp ý của các tổ chuyên môn, nhà trường xác định những việc cần "
    "làm trong năm học, phân công người thực hiện và bảo đảm kinh phí.",
    "Các bộ phận báo cáo kết quả vào cuối mỗi học kỳ; việc nào chưa xong phải nêu rõ lý do và thời "
    "hạn mới để hội đồng trường xem xét.",
    "The figures are estimates for the school year and were collected by questionnaire; answers "
    "that came in after the closing date are not included in the totals given here.",
    "Tỷ lệ được tính trên tổng số học sinh có mặt tại thời điểm khảo sát, làm tròn đến một chữ số "
    "thập phân; số liệu năm trước lấy từ báo cáo đã được phê duyệt.",
)


@dataclass(frozen=True, slots=True)
class Content:
    """The cells of a table and how they stand.

    Attributes:
        cells: all cells, spans included.
        header: how many rows are header.
        widths: relative widths of the columns.
        aligns: "left", "right" or "center" for each column of the body.
    """

    cells: tuple[FlatCell, ...]
    header: int
    widths: tuple[float, ...]
    aligns: tuple[str, ...]

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return max(c.row + c.rowspan for c in self.cells)


def prose(random: Random) -> str:
    """Return one paragraph."""
    return random.choice(PROSE)


def _cells(rows: list[list[str]], first: int = 0) -> list[FlatCell]:
    return [
        FlatCell(first + r, c, 1, 1, text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]


def _number(random: Random, decimals: int = 1) -> str:
    value = random.uniform(1, 10 ** random.randint(1, 4))
    return f"{value:.{decimals}f}".replace(".", ",") if decimals else str(round(value))


def plan(random: Random) -> Content:
    """Return actions with owners and deadlines; their texts wrap."""
    rows = [["TT", "Nội dung công việc", "Người thực hiện", "Thời gian hoàn thành"]]
    for n in range(1, random.randint(4, 8)):
        month = f"{random.randint(1, 12)}/2023"
        rows.append([str(n), random.choice(_TASKS), random.choice(_OWNERS), f"Tháng {month}"])
    return Content(
        tuple(_cells(rows)), 1, (1, 7, 4, 3), ("center", "left", "left", random.choice(_SIDES))
    )


_SIDES = ("left", "center")


def unnumbered(random: Random) -> Content:
    """Return wrapped texts in three columns without numbers, some cells blank."""
    rows = [["Mục tiêu", "Giải pháp", "Kết quả mong đợi"]]
    for _ in range(random.randint(4, 6)):
        row = [random.choice(_TASKS), random.choice(_TASKS), random.choice(_OWNERS)]
        if random.random() < 0.25:
            row[2] = ""
        rows.append(row)
    return Content(tuple(_cells(rows)), 1, (4, 4, 2), ("left", "left", "left"))


def statistics(random: Random) -> Content:
    """Return figures below a header of two levels, with a line of totals."""
    groups = random.randint(1, 3)
    years = ("2021", "2022")
    head = [FlatCell(0, 0, 2, 1, "Môn học")]
    for g in range(groups):
        title = ("Khối 6", "Khối 7", "Tỷ lệ đạt (%)")[g]
        head.append(FlatCell(0, 1 + 2 * g, 1, 2, title))
        head += [FlatCell(1, 1 + 2 * g + k, 1, 1, year) for k, year in enumerate(years)]
    names = random.sample(_SUBJECTS, random.randint(4, 8))
    rows = [[name, *(_maybe(random, _number(random)) for _ in range(2 * groups))] for name in names]
    rows.append(["Tổng số", *(_number(random, 0) for _ in range(2 * groups))])
    n = 2 * groups
    aligns = ("left", *([random.choice(("right", "center"))] * n))
    return Content((*head, *_cells(rows, 2)), 2, (3, *([2] * n)), aligns)


def _maybe(random: Random, text: str) -> str:
    return text if random.random() > 0.08 else random.choice(("", "-"))


def indicators(random: Random) -> Content:
    """Return shares and counts of English regions under one line of titles."""
    n = random.randint(2, 5)
    titles = ["Pupils", "Teachers", "Share", "Change since 2019", "Rank"][:n]
    rows = [["Region", *titles]]
    for name in _REGIONS[: random.randint(4, 6)]:
        values = [f"{random.randint(1, 999)},{random.randint(100, 999)}", _number(random, 0)]
        values += [f"{random.uniform(0, 99):.1f}%", f"+{random.uniform(0, 9):.2f}", str(len(rows))]
        rows.append([name, *values[:n]])
    return Content(tuple(_cells(rows)), 1, (3, *([2] * n)), ("left", *(["right"] * n)))


def grouped(random: Random) -> Content:
    """Return items whose first column is merged over each group."""
    cells = _cells([["Lĩnh vực", "Nhiệm vụ", "Phụ trách"]])
    row = 1
    for name in random.sample(("Chuyên môn", "Cơ sở vật chất", "Đoàn thể", "Tài chính"), 3):
        size = random.randint(2, 3)
        cells.append(FlatCell(row, 0, size, 1, name))
        for k in range(size):
            cells.append(FlatCell(row + k, 1, 1, 1, random.choice(_TASKS)))
            cells.append(FlatCell(row + k, 2, 1, 1, random.choice(_OWNERS)))
        row += size
    return Content(tuple(cells), 1, (2, 6, 3), ("left", "left", "left"))


def budget(random: Random) -> Content:
    """Return goods and prices with section rows over all columns."""
    cells = _cells([["TT", "Nội dung chi", "ĐVT", "Số lượng", "Thành tiền (đồng)"]])
    row = 1
    for letter in ("I", "II")[: random.randint(1, 2)]:
        cells.append(FlatCell(row, 0, 1, 5, f"{letter}. Nguồn kinh phí số {len(letter)}"))
        row += 1
        for n, name in enumerate(random.sample(_GOODS, random.randint(2, 4)), 1):
            price = f"{random.randint(1, 99)}.{random.randint(100, 999)}.000"
            line = [str(n), name, random.choice(("cái", "bộ", "cuốn")), _number(random, 0), price]
            cells += _cells([line], row)
            row += 1
    return Content(
        tuple(cells), 1, (1, 5, 1.5, 2, 3), ("center", "left", "center", "right", "right")
    )


def roster(random: Random) -> Content:
    """Return people with their posts and telephone numbers; one column mostly blank."""
    rows = [["STT", "Họ và tên", "Chức vụ", "Điện thoại", "Ghi chú"]]
    for n, name in enumerate(random.sample(_PEOPLE, random.randint(4, 6)), 1):
        note = "Kiêm nhiệm" if n in (2, 3) else ""
        rows.append(
            [str(n), name, random.choice(_OWNERS), f"09{random.randint(10**7, 10**8)}", note]
        )
    return Content(
        tuple(_cells(rows)), 1, (1, 3, 5, 2.5, 2.5), ("center", "left", "left", "left", "left")
    )


def schedule(random: Random) -> Content:
    """Return dates and events, short texts only."""
    rows = [["Ngày", "Buổi", "Nội dung", "Địa điểm"]]
    for day in range(random.randint(5, 9)):
        place = random.choice(("Phòng A1", "Hội trường", "Sân trường", "Nhà đa năng"))
        what = random.choice(("Họp tổ", "Dự giờ", "Chào cờ", "Thi thử", "Sơ kết", "Hội giảng"))
        rows.append([f"{day + 3:02}/10/2022", random.choice(("Sáng", "Chiều")), what, place])
    return Content(tuple(_cells(rows)), 1, (2, 1.5, 3, 2.5), ("center", "center", "left", "left"))


def levels(random: Random) -> Content:
    """Return criteria with a cross in one of three columns, the rest blank."""
    cells = [FlatCell(0, 0, 2, 1, "Tiêu chí"), FlatCell(0, 1, 1, 3, "Tự đánh giá")]
    cells += [FlatCell(1, 1 + k, 1, 1, f"Mức {k + 1}") for k in range(3)]
    rows = []
    for n in range(random.randint(4, 8)):
        marks = ["", "", ""]
        marks[random.randrange(3)] = "x"
        rows.append([f"Tiêu chí {n // 3 + 1}.{n % 3 + 1}", *marks])
    return Content((*cells, *_cells(rows, 2)), 2, (3, 2, 2, 2), ("left", *(["center"] * 3)))


CONTENTS: tuple[Callable[[Random], Content], ...] = (
    plan,
    unnumbered,
    statistics,
    indicators,
    grouped,
    budget,
    roster,
    schedule,
    levels,
)
