"""Labels that open a line or a value in it: "Người thực hiện: ...", "Thời gian: ..."."""

from __future__ import annotations

import re

from normalizers.text.unicode import fold_aligned

__all__ = [
    "LABEL",
    "OWNER",
    "SUPPORT",
    "TIME",
    "UNIT",
    "field_of",
    "label_at_start",
    "names_label",
    "opens_label",
]

_DO = r"(?:thuc hien|phu trach|chiu trach nhiem(?: chinh)?|chu tri|dam nhiem|dam nhan)"
UNIT = r"(?:don vi|co quan|bo phan|ca nhan|nguoi|can bo|luc luong)"
_WHAT = r"(?:bien phap|giai phap|hanh dong|cong viec|noi dung|nhiem vu|viec lam|cach lam|hoat dong)"
_OF = (
    r"(?:\s+(?:cu the|chinh|can|thuc hien|cai tien|khac phuc|chat luong|cong viec|trien khai"
    r"|hoan thanh|du kien|to chuc|hoat dong|tien hanh|de xuat|bao cao))*"
)
"""Words for those who act in general, and what may follow the name of a label, folded."""

_COUNTED = r"(?:\s+(?:thu\s+)?\d{1,2})?"
SUPPORT = rf"(?:{UNIT}\s+)?(?:cung\s+)?phoi hop(?: thuc hien)?"
OWNER = rf"{UNIT}(?:\s*[,/]\s*{UNIT})?\s+{_DO}"
TIME = rf"(?:thoi (?:gian|han|diem)|han (?:cuoi|nop|hoan thanh)|tien do|moc thoi gian){_OF}"
"""Labels of who helps, who acts and when, folded and without their colon."""

_NAMES: tuple[tuple[str, str], ...] = (
    ("support", SUPPORT),
    (
        "owner",
        rf"(?:{OWNER}|{_DO}(?= *:)|trach nhiem|(?:phan cong|nguoi lam|dau moi)(?= *:))",
    ),
    ("deadline", rf"(?:{TIME}|(?:du kien\s+)?(?:hoan thanh|hoan tat|xong)(?= *:))"),
    ("budget", rf"(?:(?:nguon|du kien)\s+)?(?:kinh phi|du toan|nguon luc){_OF}"),
    ("place", rf"(?:dia diem|dia chi|noi to chuc|hinh thuc){_OF}"),
    ("people", r"thanh phan(?: tham (?:gia|du))?|doi tuong(?: tham gia)?"),
    (
        "weakness",
        r"(?:diem yeu|han che|ton tai|kho khan|nguyen nhan|thuc trang|hien trang|bat cap"
        r"|thieu sot|khuyet diem|noi dung chua dat)",
    ),
    (
        "strength",
        r"(?:diem manh|uu diem|thuan loi|muc tieu|muc dich|yeu cau|san pham|chi tieu|minh chung"
        r"|ket qua(?: dat duoc| mong doi| du kien)?|chi bao|chu diem|chu de"
        r"|(?:tu )?danh gia|muc do|ghi chu)",
    ),
    (
        "action",
        rf"(?:{_WHAT}|huong(?= khac phuc| cai tien)|ke hoach(?= cai tien| khac phuc)){_OF}"
        rf"{_COUNTED}",
    ),
)
_NAME = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _NAMES)
LABEL = re.compile(rf"(?:{_NAME})(?:\s*\([^)]*\))?(?P<more>(?:\s*[,;]\s*[^:;.]{{3,25}})*?)\s*:")
"""A label with its colon, in folded text; the group that matched names the field."""

_MARKER = re.compile(r"^\W*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-z])\s*[.)/]\s*)?")


def field_of(mark: re.Match[str]) -> str:
    """Return the field that a match of ``LABEL`` names."""
    return next(name for name, _ in _NAMES if mark.group(name))


def label_at_start(plain: str) -> re.Match[str] | None:
    """Return the label with which folded text begins, behind its number or bullet."""
    begin = _MARKER.match(plain)
    return LABEL.match(plain, begin.end() if begin else 0)


def opens_label(line: str) -> bool:
    """Say whether a printed line begins with a label: a new paragraph, however full the last."""
    first = label_at_start(fold_aligned(line))
    return first is not None and line[first.start() : first.start() + 1].isupper()


def names_label(heading: str) -> bool:
    """Say whether a heading is the name of a label and nothing more: "Kế hoạch cải tiến"."""
    plain = fold_aligned(heading).rstrip(" :.") + ":"
    first = label_at_start(plain)
    return first is not None and first.end() == len(plain)
