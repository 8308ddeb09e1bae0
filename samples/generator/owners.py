"""Who is responsible: ways of writing, and the canonical roles they stand for."""

from __future__ import annotations

import random
from dataclasses import dataclass

from samples.generator.facts import person

# Canonical role -> how plans write it. Canonical names are those of normalizers/reference.
ROLES: dict[str, tuple[str, ...]] = {
    "Hiệu trưởng": ("Hiệu trưởng", "HT"),
    "Phó hiệu trưởng": ("Phó hiệu trưởng", "Phó HT", "PHT", "P. Hiệu trưởng"),
    "Ban giám hiệu": ("Ban giám hiệu", "BGH", "Lãnh đạo nhà trường"),
    "Hội đồng trường": ("Hội đồng trường", "HĐ trường"),
    "Tổ trưởng chuyên môn": ("Tổ trưởng chuyên môn", "TTCM", "Tổ trưởng CM"),
    "Tổ chuyên môn": ("Tổ chuyên môn", "Các tổ chuyên môn", "Tổ CM"),
    "Tổ văn phòng": ("Tổ văn phòng", "Tổ VP"),
    "Văn thư": ("Văn thư", "Nhân viên văn thư"),
    "Kế toán": ("Kế toán", "NV kế toán"),
    "Thủ quỹ": ("Thủ quỹ",),
    "Nhân viên thư viện": ("Nhân viên thư viện", "NV thư viện"),
    "Nhân viên thiết bị": ("Nhân viên thiết bị", "Cán bộ thiết bị"),
    "Nhân viên y tế": ("Nhân viên y tế", "NV y tế", "Y tế học đường"),
    "Bảo vệ": ("Bảo vệ", "Nhân viên bảo vệ"),
    "Công đoàn": ("Công đoàn", "BCH Công đoàn"),
    "Chủ tịch Công đoàn": ("Chủ tịch Công đoàn", "CT Công đoàn"),
    "Chi bộ": ("Chi bộ", "Cấp ủy chi bộ"),
    "Bí thư chi bộ": ("Bí thư chi bộ",),
    "Đoàn Thanh niên": ("Đoàn Thanh niên", "Đoàn TN", "Chi đoàn"),
    "Tổng phụ trách Đội": ("Tổng phụ trách Đội", "TPT Đội"),
    "Giáo viên": ("Giáo viên", "GV"),
    "Giáo viên chủ nhiệm": ("Giáo viên chủ nhiệm", "GVCN"),
    "Giáo viên bộ môn": ("Giáo viên bộ môn", "GVBM"),
    "Ban đại diện cha mẹ học sinh": ("Ban đại diện cha mẹ học sinh", "Ban đại diện CMHS"),
    "Ban thanh tra nhân dân": ("Ban thanh tra nhân dân", "Ban TTND"),
    "Hội đồng tự đánh giá": ("Hội đồng tự đánh giá", "Hội đồng TĐG"),
    "Nhóm thư ký": ("Nhóm thư ký",),
}
_NO_PUPILS_LEAGUE = ("Tổng phụ trách Đội", "Giáo viên bộ môn", "Đoàn Thanh niên")
_SUPERVISORS = ("Hiệu trưởng", "Ban giám hiệu", "Công đoàn", "Ban thanh tra nhân dân", "Chi bộ")


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner cell: as written, canonical roles and people."""

    text: str = ""
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def owner(rng: random.Random, style: str, level: str) -> Owner:
    """Return an owner cell. ``style`` is a house style: list, dash, lead, person."""
    pool = [r for r in ROLES if level != "mầm non" or r not in _NO_PUPILS_LEAGUE]
    count = rng.choices((1, 2, 3), (5, 4, 1))[0]
    roles = tuple(rng.sample(pool, count))
    said = [rng.choice(ROLES[r]) for r in roles]
    if style == "lead" and count > 1:
        return Owner(f"Chủ trì: {said[0]}\nPhối hợp: {', '.join(said[1:])}", roles)
    if style == "dash" and count > 1:
        return Owner("\n".join(f"- {s}" for s in said), roles)
    if style == "person" and rng.random() < 0.5:
        name = person(rng)
        shown = rng.choice((f"Đ/c {name} - {said[0]}", f"{said[0]}: {name}"))
        return Owner(shown, roles[:1], (name,))
    return Owner(rng.choice((", ", ", ", "; ")).join(said), roles)


def helpers(rng: random.Random, taken: tuple[str, ...], level: str) -> Owner:
    """Return the owners of a "phối hợp" column, other than those of the lead column."""
    pool = [r for r in ROLES if r not in taken]
    pool = [r for r in pool if level != "mầm non" or r not in _NO_PUPILS_LEAGUE]
    roles = tuple(rng.sample(pool, rng.choice((1, 1, 2))))
    return Owner(", ".join(rng.choice(ROLES[r]) for r in roles), roles)


def supervisor(rng: random.Random) -> str:
    """Return who watches over a row."""
    return rng.choice(ROLES[rng.choice(_SUPERVISORS)])
