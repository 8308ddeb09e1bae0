"""Who a short entry names: in brackets at its end, after a colon or dash, or as its subject.

"Họp liên tịch (HT chủ trì)", "Trực trường: Đ/c Viên, đ/c Páo", "Chào cờ - toàn trường", "GVCN
hoàn thành đánh giá".
"""

from __future__ import annotations

import re

from extractors.records.actors import actor_of_sentence
from extractors.records.told.brackets import is_name
from extractors.wording.cell_kinds import cell_kind
from extractors.wording.content import LIKE_OWNER, affinity

__all__ = ["all_named", "named_behind", "who_is_named"]

_AT_END = re.compile(r"\(([^()]{2,80})\)\W*$")
_BEHIND_SIGN = re.compile(r"(?<!mời)(?<!gửi)(?::|\s[-–—])\s*((?:(?!\s[-–—]\s)[^:]){2,120})$", re.I)
_PART_OF_DAY = re.compile(r"^\W*(?:buổi\s+)?(?:sáng|trưa|chiều|tối|cả ngày)\s*:\s*", re.I)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_PARTS = re.compile(r"\s*(?:[;,+]|\bvà\b)\s*")
_TITLED = re.compile(r"^(?:đ/c|đồng chí|thầy|cô|ông|bà)\.?\s+\S", re.IGNORECASE)
_TITLED_SUBJECT = re.compile(
    r"^\W*((?:Đ/c|Đồng chí|Thầy|Cô|Ông|Bà)\.?(?:\s+[A-ZĐÀ-Ỹ][^\W\d_]*){1,5})\s+(?=[^\W\d_A-ZĐÀ-Ỹ])"
)
_DOES = re.compile(r"\s+(?:chủ trì|phụ trách|thực hiện|chủ nhiệm|dự|tham dự)\s*$", re.IGNORECASE)
_SHORT_FORM = re.compile(r"^[A-ZĐ]{2,6}(?:\s[^\W\d_]{1,8}){0,2}$")
_NAMED = ("person", "office", "duty", "school")


def who_is_named(text: str) -> str:
    """Return who an entry of a calendar names as written; "" if it names no one."""
    flat = _PART_OF_DAY.sub("", " ".join(text.split()).rstrip(" .;"))
    if who := named_behind(flat):
        return who
    subject = _TITLED_SUBJECT.match(flat)
    if subject is not None:
        return subject.group(1)
    actor = actor_of_sentence(flat.lstrip(" -–+•*"))
    return actor.text if actor is not None else ""


def named_behind(text: str) -> str:
    """Return who stands behind the work, in brackets, behind a colon or a dash; "" for no one."""
    flat = " ".join(text.split()).rstrip(" .;")
    for pattern in (_AT_END, _BEHIND_SIGN):
        found = pattern.search(flat)
        if found is not None and all_named(who := _DOES.sub("", found.group(1))):
            return who
    return ""


def all_named(text: str) -> bool:
    """Say whether a text is a list of persons, bodies or posts and nothing beside it."""
    parts = [part for part in _PARTS.split(_ASIDE.sub("", text)) if part]
    return bool(parts) and all(_names_someone(part) for part in parts)


def _names_someone(text: str) -> bool:
    if _TITLED.match(text) or cell_kind(text) in _NAMED:
        return True
    known = bool(_SHORT_FORM.match(text)) or affinity("owner", text) >= LIKE_OWNER
    return known or is_name(text)
