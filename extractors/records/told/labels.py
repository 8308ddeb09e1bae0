"""Labelled lines: "Người thực hiện: ...", "Thời gian: ...", several of them in one line too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.records.told.tokens import head_at, tokens_of
from normalizers.text.unicode import fold_aligned

__all__ = ["Label", "labels_of", "part_labels"]

_DO = r"(?:thuc hien|phu trach|chiu trach nhiem(?: chinh)?|chu tri|dam nhiem)"
_BODY = r"(?:don vi|co quan|bo phan|ca nhan|nguoi|can bo|luc luong)"
_WHAT = r"(?:bien phap|giai phap|hanh dong|cong viec|noi dung|nhiem vu|viec lam|cach lam|hoat dong)"
_OF = (
    r"(?:\s+(?:cu the|chinh|can|thuc hien|cai tien|khac phuc|chat luong|cong viec|trien khai"
    r"|hoan thanh|du kien|to chuc|hoat dong|tien hanh|de xuat|bao cao))*"
)
_NAMES: tuple[tuple[str, str], ...] = (
    ("support", rf"(?:{_BODY}\s+)?(?:cung\s+)?phoi hop(?: thuc hien)?"),
    (
        "owner",
        rf"(?:{_BODY}(?:\s*[,/]\s*{_BODY})?\s+{_DO}|{_DO}(?= *:)|trach nhiem|phan cong(?= *:))",
    ),
    (
        "deadline",
        rf"(?:thoi (?:gian|han|diem)|han (?:cuoi|nop|hoan thanh)|tien do|moc thoi gian){_OF}",
    ),
    ("budget", rf"(?:nguon\s+)?(?:kinh phi|du toan|nguon luc){_OF}"),
    ("place", rf"(?:dia diem|dia chi|noi to chuc|hinh thuc){_OF}"),
    ("people", r"thanh phan(?: tham (?:gia|du))?|doi tuong(?: tham gia)?"),
    (
        "weakness",
        r"(?:diem yeu|han che|ton tai|kho khan|nguyen nhan|thuc trang|hien trang"
        r"|noi dung chua dat)",
    ),
    (
        "strength",
        r"(?:diem manh|uu diem|thuan loi|muc tieu|muc dich|yeu cau|san pham|chi tieu|minh chung"
        r"|ket qua(?: dat duoc| mong doi| du kien)?|chi bao|danh gia|muc do|ghi chu)",
    ),
    ("action", rf"(?:{_WHAT}|ke hoach(?= cai tien| khac phuc)){_OF}"),
)
_NAME = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _NAMES)
_LABEL = re.compile(rf"(?:{_NAME})(?:\s*\([^)]*\))?(?P<more>(?:\s*[,;]\s*[^:;.]{{3,25}})*?)\s*:")
_MARKER = re.compile(r"^\W*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-z])\s*[.)/]\s*)?")
_BREAK = re.compile(r"[.;,]\s+")


@dataclass(frozen=True, slots=True)
class Label:
    """A named value of a paragraph: which field, and the value's text as written."""

    name: str
    value: str


def labels_of(text: str) -> list[Label]:
    """Return the labelled values of a paragraph; none unless it begins with a label."""
    plain = fold_aligned(text)
    begin = _MARKER.match(plain)
    first = _LABEL.match(plain, begin.end() if begin else 0)
    if first is None:
        return _without_colon(text, plain)
    marks = [first]
    for cut in _BREAK.finditer(plain, first.end()):
        found = _LABEL.match(plain, cut.end())
        if found is not None and found.start() >= marks[-1].end():
            marks.append(found)
    ends = [m.start() for m in marks[1:]] + [len(text)]
    return [
        Label(_field(mark), text[mark.end() : end].strip().strip(";,").strip())
        for mark, end in zip(marks, ends, strict=True)
    ]


def part_labels(text: str) -> tuple[str, list[Label]]:
    """Part a paragraph from the labelled values at its end ("Rà soát ... . Thời hạn: ...")."""
    plain = fold_aligned(text)
    for cut in _BREAK.finditer(plain):
        found = _LABEL.match(plain, cut.end())
        if found is not None and _field(found) in _OF_A_TASK and plain[cut.start()] in ".;":
            return text[: cut.start() + 1].strip(), labels_of(text[cut.end() :])
    return text, []


_OF_A_TASK = ("owner", "support", "deadline", "budget")


def _field(mark: re.Match[str]) -> str:
    return next(name for name, _ in _NAMES if mark.group(name))


_BARE = re.compile(
    rf"^\W*(?:\w\s*[.)/]\s*)?(?:(?P<owner>{_BODY} chu tri)|(?P<support>{_BODY} phoi hop))\s+"
)


def _without_colon(text: str, plain: str) -> list[Label]:
    """Read "Đơn vị chủ trì Sở Y tế" whose colon was lost."""
    found = _BARE.match(plain)
    if found is None:
        return []
    value = text[found.end() :].strip()
    tokens = tokens_of(value)
    if not tokens or not tokens[0].capital or not head_at(tokens, 0):
        return []
    return [Label("owner" if found.group("owner") else "support", value)]
