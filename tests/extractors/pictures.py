"""Pictures of pages drawn for tests: text, ruled tables, and what scanners do to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Picture = npt.NDArray[np.uint8]

_FONTS = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "C:/Windows/Fonts/times.ttf",
    "/Library/Fonts/Times New Roman.ttf",
)


ROWS = [
    ["TT", "Công việc", "Phụ trách", "Thời gian"],
    ["1", "Rà soát hồ sơ", "Hiệu trưởng", "Tháng 9/2023"],
    ["2", "Tập huấn", "Tổ trưởng", "Quý IV"],
    ["3", "Báo cáo", "Văn thư", "15/5/2024"],
]
WIDTHS = [120, 520, 360, 330]
"""A table of four columns and their widths in pixels at 200 dpi."""


def font(size: int) -> ImageFont.FreeTypeFont:
    """A serif font with Vietnamese letters; size in pixels."""
    path = next(path for path in _FONTS if Path(path).exists())
    return ImageFont.truetype(path, size)


def blank(width: int = 1654, height: int = 2339) -> Picture:
    """White A4 paper at 200 dpi."""
    return np.full((height, width), 255, np.uint8)


def write(image: Picture, text: str, x: int, y: int, size: int = 36) -> Picture:
    """The picture with text whose top left corner is (x, y)."""
    sheet = Image.fromarray(image)
    ImageDraw.Draw(sheet).multiline_text((x, y), text, fill=0, font=font(size), spacing=8)
    return np.asarray(sheet, np.uint8).copy()


def ruled(
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    x: int = 150,
    y: int = 300,
    row_height: int = 80,
    ink: int = 0,
    thickness: int = 2,
    image: Picture | None = None,
) -> Picture:
    """A ruled table; a cell ``"<"`` is merged with its left, ``"^"`` with its upper neighbour."""
    image = blank() if image is None else image.copy()
    xs = [x, *(x + int(v) for v in np.cumsum(widths))]
    ys = [y + row_height * r for r in range(len(rows) + 1)]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text not in ("<", "^"):
                image = write(image, text, xs[c] + 10, ys[r] + 18)
    for r in range(len(ys)):
        for c in range(len(widths)):
            if r in (0, len(rows)) or rows[r][c] != "^":
                cv2.line(image, (xs[c], ys[r]), (xs[c + 1], ys[r]), ink, thickness)
    for c in range(len(xs)):
        for r in range(len(rows)):
            if c in (0, len(widths)) or rows[r][c] != "<":
                cv2.line(image, (xs[c], ys[r]), (xs[c], ys[r + 1]), ink, thickness)
    return image


def rotated(image: Picture, degrees: float) -> Picture:
    """The picture turned clockwise by a small angle, white where nothing was."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), borderValue=255), np.uint8)


def noisy(image: Picture, strength: float = 12.0, seed: int = 1) -> Picture:
    """The picture with Gaussian noise (grey levels) and a slight blur."""
    noise = np.random.default_rng(seed).normal(0, strength, image.shape)
    out = np.clip(image.astype(np.float32) + noise, 0, 255).astype(np.uint8)
    return np.asarray(cv2.GaussianBlur(out, (3, 3), 0), np.uint8)


PROSE = """Căn cứ Thông tư số 18/2018/TT-BGDĐT ngày 22 tháng 8 năm 2018
của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành quy định về
kiểm định chất lượng giáo dục và công nhận đạt chuẩn quốc gia;
Trường xây dựng kế hoạch cải tiến chất lượng như sau:
1. Rà soát toàn bộ hồ sơ, sổ sách của tổ chuyên môn.
2. Bổ sung thiết bị dạy học tối thiểu cho các khối lớp.
3. Tổ chức tập huấn, bồi dưỡng đội ngũ giáo viên hằng tháng.
4. Báo cáo kết quả thực hiện về Phòng Giáo dục và Đào tạo."""
