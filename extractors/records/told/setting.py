"""What the headings over a paragraph hand down to it: who, when, which criterion, an order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.paper.outline import Entry, Rank, is_topic, rank_of
from extractors.records.actors import actor_of_heading, actor_of_sentence, addressees
from extractors.records.time_phrases import find_deadline
from extractors.records.told.labels import labels_of
from extractors.records.told.settings import TOLD
from extractors.types import FieldValue
from extractors.wording.matching import folded_words
from extractors.wording.periods import PARTS_OF_DAY, unit_of
from normalizers.text.unicode import fold

__all__ = ["Setting", "actor_of", "setting_of", "speaks_of", "time_of"]

_ORDERS = (
    "tổ chức thực hiện", "phân công", "trách nhiệm", "tổ chức triển khai", "chế độ báo cáo",
    "tiến độ", "lịch", "các bước",
)  # fmt: skip
_CONTENTS = (
    "nội dung", "nhiệm vụ", "giải pháp", "biện pháp", "chỉ tiêu", "kế hoạch thực hiện",
    "hoạt động", "triển khai", "đối với", "lưu ý", "công tác", "phương hướng", "công việc",
    "tổ chức",
)  # fmt: skip
_BACKGROUND = (
    "mục đích", "yêu cầu", "căn cứ", "phạm vi", "đối tượng", "công cụ", "đặc điểm", "tình hình",
    "thực trạng", "kinh phí", "thời gian và địa điểm", "mục tiêu", "thành phần", "pháp lý",
    "kết quả", "quan điểm", "đặt vấn đề", "thuận lợi", "khó khăn", "điểm mạnh", "điểm yếu",
    "nguyên tắc", "đánh giá chung", "tồn tại", "hạn chế", "giải thích từ ngữ", "quy định chung",
    "ưu điểm", "ý nghĩa", "kiến nghị", "đề xuất", "điều kiện", "khen thưởng",
    "giải thưởng", "cơ cấu", "địa điểm", "chỉ tiêu tuyến",
    "ý kiến thảo luận", "ý kiến đóng góp", "thảo luận", "ý kiến",
    "thống kê truy cập", "tin liên quan", "bình luận", "văn bản mới", "phương thức",
)  # fmt: skip
_OF_AN_ACTIVITY = ("yêu cầu", "lưu ý")
"""What is background over a plan, and says how to act under an activity."""
_LEAD = re.compile(r"(?:sau(?: day)?|duoi day)\s*[:.]?$|[:]$")
_ORDERING = re.compile(
    r"\b(?:yeu cau|de nghi|giao|phan cong|chi dao|nhiem vu|cong viec|viec|tien do|noi dung"
    r"|phoi hop)\b"
)
_DATED = re.compile(r"^(?:[^:]{0,60}\d[^:]{0,40})$")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is handed down to a paragraph.

    Attributes:
        actor: who is to act, as the nearest heading that names someone has it.
        near: whether that heading is a numbered one or a name, not the document's first sentence.
        time: the time of a heading that is one ("Từ 7/5 đến 7/7:").
        dated: whether the heading right above is such a time: what it lists is a calendar.
        topic: the standard or criterion it stands under.
        order: whether a heading orders.
        contents: whether a heading promises work.
        background: whether a heading speaks of aims, state, means.
    """

    actor: FieldValue | None = None
    near: bool = False
    time: FieldValue | None = None
    topic: Entry | None = None
    dated: bool = False
    order: bool = False
    contents: bool = False
    background: bool = False


def setting_of(path: Sequence[Entry]) -> Setting:
    """Return what the headings of ``path`` (outermost first) hand down."""
    actor, near = _nearest_actor(path)
    topic = next((e for e in reversed(path) if is_topic(e.paragraph.text)), None)
    nearest = next((e for e in reversed(path) if _kind(e) != ""), None)
    kinds = [_kind(e) for e in path]
    return Setting(
        actor=actor,
        near=near,
        time=next((t for e in reversed(path) if (t := time_of(e)) is not None), None),
        topic=topic,
        dated=_is_of_calendar(path),
        order="order" in kinds or any(_orders(e) for e in path),
        contents="contents" in kinds,
        background=nearest is not None and _kind(nearest) == "background",
    )


def _is_of_calendar(path: Sequence[Entry]) -> bool:
    """Say whether the heading right above is a time; a part of a day is one of the day over it."""
    days = [e for e in path if unit_of(e.text) != PARTS_OF_DAY]
    return bool(days) and time_of(days[-1]) is not None


def _kind(entry: Entry) -> str:
    """Return what a heading is about: order, contents, background, or "" for neither."""
    if is_topic(entry.paragraph.text):
        return ""
    if len(entry.text.split()) > TOLD.heading:
        return ""
    if speaks_of(entry.text, _ORDERS):
        return "order"
    if entry.rank >= Rank.LETTER and speaks_of(entry.text, _OF_AN_ACTIVITY):
        return "contents"
    if speaks_of(entry.text, _BACKGROUND):
        return "background"
    return "contents" if speaks_of(entry.text, _CONTENTS) else ""


def _orders(entry: Entry) -> bool:
    folded = fold(entry.text)
    return bool(_LEAD.search(folded.rstrip())) and bool(_ORDERING.search(folded))


def speaks_of(heading: str, phrases: Sequence[str]) -> bool:
    """Say whether one of the phrases stands near the beginning of a heading."""
    words = folded_words(heading)[: TOLD.early]
    for phrase in phrases:
        wanted = folded_words(phrase)
        if any(words[i : i + len(wanted)] == wanted for i in range(TOLD.latest)):
            return True
    return False


def _nearest_actor(path: Sequence[Entry]) -> tuple[FieldValue | None, bool]:
    for heading in reversed(path):
        name = actor_of(heading)
        if name:
            short = len(heading.text.split()) <= TOLD.heading
            near = short or rank_of(heading.paragraph.text) < Rank.BODY
            return heading.paragraph.value(name.strip(" ,;:")), near
    return None, False


def actor_of(heading: Entry) -> str:
    """Return who a heading names; "" for a matter, a topic, a field's name."""
    text = heading.text
    if is_topic(heading.paragraph.text) or labels_of(text):
        return ""
    if rank_of(heading.paragraph.text) == Rank.BODY and text.isupper():
        return ""  # who issues or signs
    name = actor_of_heading(text)
    if name or len(text.split()) <= TOLD.bare_name:
        return name
    ordered = addressees(text)
    if ordered:
        return ordered
    numbered = Rank.NUMBER <= rank_of(heading.paragraph.text) < Rank.BODY
    subject = actor_of_sentence(text) if numbered else None
    return subject.text if subject is not None else ""


def time_of(heading: Entry) -> FieldValue | None:
    """Return the time that a heading is ("Từ 7/5 đến 7/7:"), None if it is none."""
    text = heading.text.rstrip(" :.;")
    phrase = find_deadline(text)
    if phrase is None or not any(c.isdigit() for c in phrase.text):
        return None
    share = len(phrase.text) / max(1, len(text))
    by = re.match(r"(?:truoc|cham nhat|xong|hoan thanh)", fold(phrase.text)) is not None
    if share >= TOLD.time_share or (by and len(text.split()) <= TOLD.time):
        opened = phrase.text.count("(") > phrase.text.count(")")
        closed = opened and text[phrase.start + len(phrase.text) :].startswith(")")
        return heading.paragraph.value(phrase.text + (")" if closed else ""))
    return None
