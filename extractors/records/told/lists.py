"""Lists that are tasks by their heading: schools to be assessed, officers in charge, one event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.paper.outline import Entry
from extractors.records.actors import verb_at
from extractors.records.time_phrases import find_deadline
from extractors.records.told.labels import labels_of
from extractors.records.told.setting import speaks_of
from extractors.types import FieldValue
from extractors.wording.matching import folded_words

__all__ = ["event", "officer", "school_list"]

_EMAIL = re.compile(r"<?\s*([\w.+-]+@[\w-]+(?:\.[\w-]+)+)\s*>?")
_PERSON = re.compile(r"\b((?:Ông|Bà|Thầy|Cô|Đ/c|Đồng chí)\s+(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s?){2,6})")
_NO_EVENT = (
    "tổ chức thực hiện", "phân công", "trách nhiệm", "tổ chức triển khai", "chế độ báo cáo",
    "mục đích", "yêu cầu", "căn cứ", "phạm vi", "đối tượng", "công cụ", "tình hình", "kinh phí",
    "thời gian", "mục tiêu", "thành phần", "kết quả",
)  # fmt: skip
_LATEST_VERB = 3


def officer(entry: Entry, intro: str) -> dict[str, FieldValue] | None:
    """Read "Mầm non: Bà Nguyễn Thị Lan <lan@...>" under what the officer is there for."""
    text = entry.text
    person = _PERSON.search(text)
    if person is None or _EMAIL.search(text) is None:
        return None
    matter = text[: person.start()].strip(" :-–,")
    intro = intro.rstrip(" :;.")
    if not intro or verb_at(intro) is None:
        return None
    paragraph = entry.paragraph
    fields = {
        "action": paragraph.value(f"{intro}: {matter}" if matter else intro),
        "owner": paragraph.value(person.group(1).strip()),
    }
    email = _EMAIL.search(text)
    if email is not None:
        fields["notes"] = paragraph.value(email.group(1))
    return fields


def school_list(entry: Entry, intro: str) -> Iterator[dict[str, FieldValue]]:
    """Read "- Tiểu học: A, B, C đánh giá ngoài." under "Danh sách các trường ... gồm:"."""
    paragraph = entry.paragraph
    kind, colon, rest = entry.text.partition(":")
    deadline = find_deadline(intro)
    for clause in (rest if colon else entry.text).split(";"):
        clause = clause.strip(" .")
        if not clause:
            continue
        at = verb_at(clause)
        schools, action = _cut_at_word(clause, at) if at else (clause, "")
        owner = f"{kind.strip()}: {schools}" if colon else schools
        fields = {
            "action": paragraph.value(action or intro.rstrip(" :")),
            "owner": paragraph.value(owner),
        }
        if deadline is not None:
            fields["deadline"] = entry.path[-1].paragraph.value(deadline.text)
        yield fields


def _cut_at_word(text: str, at: int) -> tuple[str, str]:
    words = list(re.finditer(r"[\w&/.-]+", text))
    folded = [w for m in words for w in folded_words(m.group())]
    if len(folded) != len(words) and at >= len(words):
        return text, ""
    count = 0
    for match in words:
        if count >= at:
            return text[: match.start()].strip(" ,"), text[match.start() :].strip()
        count += len(folded_words(match.group()))
    return text, ""


def event(entries: Sequence[Entry], head: Entry) -> dict[str, FieldValue] | None:
    """Read a section that is one piece of work: "V. Tập huấn ..." with its time and people.

    Its heading says what is done, a line "Thời gian: ..." when, "Thành phần: ..." who.
    """
    verb = verb_at(head.text)
    if verb is None or verb > _LATEST_VERB or speaks_of(head.text, _NO_EVENT):
        return None
    fields = {"action": head.paragraph.value(head.text)}
    for entry in entries:
        if not entry.path or entry.path[-1] is not head:
            continue
        for label in labels_of(entry.text):
            value = label.value.strip(" .;")
            if label.name == "deadline" and (phrase := find_deadline(value)) is not None:
                fields.setdefault("deadline", entry.paragraph.value(phrase.text))
            elif label.name in ("people", "owner") and value:
                fields.setdefault("owner", entry.paragraph.value(value))
    return fields if "deadline" in fields else None
