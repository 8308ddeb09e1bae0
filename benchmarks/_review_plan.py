"""An invented plan for the review screen: a PDF with a table on each page, and its rows as read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pymupdf

from pipeline.model import Document, DocumentResult, Item, PageText

LEFTS = {"criteria": 40, "action": 90, "owner": 310, "deadline": 440}
RIGHTS = {"criteria": 90, "action": 310, "owner": 440, "deadline": 555}
TITLES = ("Tiêu chí", "Giải pháp cải tiến", "Người thực hiện", "Thời hạn")
SIZE = (595.0, 842.0)  # A4 in points
TOP, HEIGHT, PER_PAGE = 150.0, 60.0, 10

WORK = (
    ("Rà soát kế hoạch chiến lược, lấy ý kiến của hội đồng trường", "Hiệu trưởng"),
    ("Kiện toàn tổ chuyên môn, phân công giáo viên dạy thay", "Phó Hiệu trường"),
    ("Bồi dưỡng giáo viên mới về ứng dụng công nghệ thông tin", "Tổ trưởng chuyên môn"),
    ("Bổ sung 120 đầu sách cho thư viện; mở thư viện vào giờ ra chơi", "Nhân viên thư viện"),
    ("Sửa mái che sân tập, thay bóng đèn ở bốn phòng học", "Phó Hiệu trường"),
    ("Tập huấn kỹ năng sơ cứu cho học sinh khối 4 và khối 5", "Nhân viên y tế"),
    ("Khảo sát ý kiến phụ huynh về bữa ăn bán trú", "Văn phòng"),
    ("Lập hồ sơ theo dõi học sinh có hoàn cảnh khó khăn", "Phó Hiệu trường"),
)
"""Work and owner as read; one title lost a mark the same way in every row that bears it."""

MISREAD = "Phó Hiệu trường"
PRINTED = "Phó Hiệu trưởng"


def write_plan(path: Path, pages: int, *, rows: int = PER_PAGE) -> str:
    """Write the plan's PDF; return the SHA-256 of its bytes.

    Args:
        path: where to.
        pages: how many.
        rows: rows on each page, at most ``PER_PAGE``.
    """
    font = pymupdf.Font("notos").buffer
    pdf = pymupdf.open()
    for number in range(1, pages + 1):
        page = pdf.new_page(width=SIZE[0], height=SIZE[1])
        page.insert_font(fontname="F", fontbuffer=font)
        _line(page, 60, "TRƯỜNG TIỂU HỌC HOA SEN", 11)
        _line(page, 95, "KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG", 14)
        _row(page, TOP - 30, 30, TITLES)
        for place in range(rows):
            _row(page, TOP + HEIGHT * place, HEIGHT, _printed((number - 1) * rows + place))
    pdf.subset_fonts()
    data: bytes = pdf.tobytes(garbage=4, deflate=True, no_new_id=True)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def plan_read(
    sha: str, source: str, pages: int, *, rows: int = PER_PAGE, missed: int = -1
) -> DocumentResult:
    """Return what a run would have read of the plan.

    Args:
        sha: its id.
        source: its name in the dataset.
        pages: how many.
        rows: rows on each page.
        missed: place of a row the program did not find; -1 for none.
    """
    document = Document(
        sha, source, pages=pages, read_by="text", kind="improvement_plan",
        title="Kế hoạch cải tiến chất lượng", school="Trường Tiểu học Hoa Sen",
        school_year="2023-2024", school_level="primary",
    )  # fmt: skip
    texts = tuple(
        PageText(sha, n, "text", *SIZE, 0, 0.0, 0, 1.0, "", "") for n in range(1, pages + 1)
    )
    return DocumentResult(document, tuple(_items(sha, source, pages, rows, missed)), texts)


def _items(sha: str, source: str, pages: int, rows: int, missed: int) -> Iterator[Item]:
    for at in range(pages * rows):
        if at != missed:
            yield _item(sha, source, at, rows)


def _item(sha: str, source: str, at: int, rows: int) -> Item:
    action, owner = WORK[at % len(WORK)]
    page, top = 1 + at // rows, TOP + HEIGHT * (at % rows)
    read = {"criteria": code(at), "action": action, "owner": owner, "deadline": deadline(at)}
    sure = 0.71 if owner == MISREAD else 0.99
    fields = {
        name: {
            "raw": text,
            "conf": sure if name == "owner" else 0.99,
            "parts": [{"page": page, "bbox": [LEFTS[name], top, RIGHTS[name], top + HEIGHT]}],
        }
        for name, text in read.items()
    }
    day, month, year = deadline(at).split("/")
    return Item(
        f"{sha[:12]}-{at + 1:04d}", sha, source, page, at, "action", standard=code(at)[0],
        owners=owner, end_date=f"{year}-{month}-{day}", deadline_kind="by",
        confidence=0.62 if owner == MISREAD else 0.97, raw=json.dumps({"fields": fields}),
        bbox=json.dumps([LEFTS["criteria"], top, RIGHTS["deadline"], top + HEIGHT]), **read,
    )  # fmt: skip


def code(at: int) -> str:
    """Return the criterion of the row at a place."""
    return f"{1 + at // 10 % 5}.{1 + at % 10}"


def deadline(at: int) -> str:
    """Return the deadline of the row at a place."""
    return f"{5 + at % 20:02d}/{9 + at % 4:02d}/2023"


def _printed(at: int) -> tuple[str, ...]:
    action, owner = WORK[at % len(WORK)]
    return code(at), action, owner.replace(MISREAD, PRINTED), deadline(at)


def _line(page: pymupdf.Page, baseline: float, text: str, size: float) -> None:
    page.insert_text((60, baseline), text, fontname="F", fontsize=size)


def _row(page: pymupdf.Page, top: float, height: float, texts: tuple[str, ...]) -> None:
    for left, right, text in zip(LEFTS.values(), RIGHTS.values(), texts, strict=True):
        cell = pymupdf.Rect(left, top, right, top + height)
        page.draw_rect(cell, width=0.6)
        page.insert_textbox(cell + (4, 4, -4, -2), text, fontname="F", fontsize=10)
