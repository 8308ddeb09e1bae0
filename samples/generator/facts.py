"""Invented schools, people and offices; places and criteria are public facts."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

_REFERENCE = Path(__file__).resolve().parents[2] / "normalizers" / "reference"
_FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Phan Võ Đinh Trịnh Mai Lương Tạ"
).split()
_MIDDLES = "Thị Văn Đức Hữu Thanh Minh Ngọc Kim Quang Xuân Thu Bích Hoài Đình Như Gia Thế".split()
_GIVEN = (
    "An Bình Chi Dũng Giang Hạnh Hiền Hòa Hường Khánh Lan Linh Loan Long Mẫn Nga Nhàn Oanh Phúc "
    "Quyên Sơn Tâm Thảo Thủy Toàn Trang Tuyết Uyên Vinh Yến Diệp Đạt Huệ Liễu Nguyệt Phượng Thịnh"
).split()
_FIRST = "Ngọc Khê Bạch Đông Mỹ Thanh Xuân Long Tân Phú Vạn Hương Cẩm Lộc Yên Kim Hải Trà".split()
_SECOND = (
    "Lạc Thượng Điền Sơn Khánh Lâm Trạch Quang Mai Hòa Giang Vĩnh Tiến Thắng Minh Lĩnh".split()
)
KINDS = {
    "mầm non": ("Trường Mầm non", "MN", "19/2018/TT-BGDĐT", "tt19-2018.json"),
    "tiểu học": ("Trường Tiểu học", "TH", "17/2018/TT-BGDĐT", "tt17-2018.json"),
    "THCS": ("Trường THCS", "THCS", "18/2018/TT-BGDĐT", "tt18-2018.json"),
    "THPT": ("Trường THPT", "THPT", "18/2018/TT-BGDĐT", "tt18-2018.json"),
}


@dataclass(frozen=True, slots=True)
class School:
    """An invented school in a real district; ``start`` is the year its school year begins."""

    name: str
    code: str
    level: str
    commune: str
    district: str
    province: str
    framework: str
    start: int
    principal: str
    issued: date
    serial: int

    @property
    def year(self) -> str:
        """The school year, "2023-2024"."""
        return f"{self.start}-{self.start + 1}"

    @property
    def words(self) -> dict[str, str]:
        """Words of the grammar that depend on the school level."""
        if self.level == "mầm non":
            return {"pupil": "trẻ", "class": "nhóm lớp"}
        return {"pupil": "học sinh", "class": "lớp"}


def person(rng: random.Random) -> str:
    """Return an invented name of three or four words."""
    parts = [rng.choice(_FAMILIES), rng.choice(_MIDDLES)]
    if rng.random() < 0.3:
        parts.append(rng.choice([m for m in _MIDDLES if m not in parts]))
    return " ".join([*parts, rng.choice(_GIVEN)])


@lru_cache(maxsize=1)
def _places() -> tuple[tuple[str, str], ...]:
    lines = (_REFERENCE / "places.tsv").read_text("utf-8").splitlines()
    pairs = []
    for line in lines:
        if line.startswith("#") or line.count("\t") != 2:
            continue
        province, _, districts = line.split("\t")
        pairs += [(d, province) for d in districts.split(";") if d.startswith("Huyện ")]
    counts: dict[str, int] = {}
    for district, _ in pairs:
        counts[district] = counts.get(district, 0) + 1
    return tuple(p for p in pairs if counts[p[0]] == 1)


def school(rng: random.Random, level: str = "") -> School:
    """Return an invented school; ``level`` is a key of ``KINDS``, any if empty."""
    level = level or rng.choice(tuple(KINDS))
    kind, code, framework, _ = KINDS[level]
    name = [rng.choice(_FIRST), rng.choice(_SECOND)]
    district, province = rng.choice(_places())
    start = rng.randint(2019, 2024)
    return School(
        name=f"{kind} {' '.join(name)}",
        code=f"{code}{''.join(w[0] for w in name)}",
        level=level,
        commune=f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}",
        district=district,
        province=province,
        framework=framework,
        start=start,
        principal=person(rng),
        issued=date(start, 8, 20) + timedelta(days=rng.randint(0, 110)),
        serial=rng.randint(12, 240),
    )


@lru_cache(maxsize=8)
def standards(level: str) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """Return (code, title, ((criterion, title), ...)) of the framework for a school level."""
    path = _REFERENCE / "frameworks" / KINDS[level][3]
    data = json.loads(path.read_text("utf-8"))
    return tuple(
        (s["code"], s["title"], tuple((c["code"], c["title"]) for c in s["criteria"]))
        for s in data["standards"]
    )
