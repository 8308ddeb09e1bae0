"""The fields of a task in prose: what, who, with whom, until when, for which criterion."""

from __future__ import annotations

import re
from typing import Protocol

from extractors.paper.outline import Entry, is_topic, strip_marker
from extractors.records.actors import (
    Actor,
    clause_actors,
    doer_of,
    helper_of,
    is_imperative,
)
from extractors.records.said_by import who_is_named
from extractors.records.time_phrases import find_deadline
from extractors.records.told.brackets import at_end, behind_colon, without_end
from extractors.records.told.setting import Setting
from extractors.records.told.settings import TOLD
from extractors.types import FieldValue
from extractors.wording.periods import MONTH, unit_of
from normalizers.text.unicode import clean, fold

__all__ = ["action_of", "dated_prefix", "fields_of"]

_TARGET = re.compile(
    r"(?:\b(?:tỉ lệ|tỷ lệ|có|đạt|ít nhất|tối thiểu|trên)\s+)?"
    r"\d{1,3}(?:[.,]\d{1,2})?\s*%[^;.]*",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"<?\s*([\w.+-]+@[\w-]+(?:\.[\w-]+)+)\s*>?")
_DATED = re.compile(
    r"^\W*(?:(?:sang|chieu|toi|truoc|tu|het|den|cuoi|dau|giua|trong|vao|cham nhat)\s+)*"
    r"(?:(?:ngay|thang|tuan|quy|dot|thu|nam hoc|hoc ky|hoc ki)\b|\d{1,2}\s*/\s*\d{1,2}"
    r"|\d{1,2}\s*(?:h|gio)\b)[^:]{0,100}:"
)
_ENDS_ON_DAY = re.compile(
    r":\s*((?:\d{1,2}\s*(?:giờ|h)\s*\d{0,2}\s*(?:phút)?,?\s*)?(?:ngày|tháng|tuần|sáng|chiều|thứ)?[^:]{0,60})$"
)
_CODE = re.compile(r"(?:[Tt]iêu chí|TIÊU CHÍ)\s*\d{1,2}\s*[.]\s*\d{1,2}")


class Known(Protocol):
    """What is known of a task: ``extractors.records.prose.Told``."""

    entry: Entry
    text: str
    actor: Actor | None
    named: dict[str, FieldValue]
    shared: set[str]


def action_of(text: str, actor: Actor | None) -> str:
    """Return what is to be done: without the name before its colon, with all else as written."""
    if actor is not None and actor.how == "colon" and not text[: actor.start].strip(" -–+*•"):
        return strip_marker(text[actor.end :].lstrip(" :"))
    return text


def dated_prefix(text: str) -> str:
    """Return the time with which a line begins ("Ngày 5/9: ..."), or ends after a colon."""
    folded = fold(text)
    if _DATED.match(folded) and any(c.isdigit() for c in text.split(":")[0]):
        return text.split(":")[0].strip(" -–+*•")
    match = _ENDS_ON_DAY.search(text.rstrip(" .;"))
    if match is None:
        return ""
    phrase = find_deadline(match.group(1))
    if phrase is None:
        return ""
    rest = len(match.group(1)) - len(phrase.text)
    return phrase.text if rest <= TOLD.beside_day else ""


def fields_of(told: Known, setting: Setting) -> tuple[dict[str, FieldValue], tuple[str, ...]]:
    """Return the fields of a task and the flags that say which were handed down."""
    paragraph, flags = told.entry.paragraph, []
    owner, support, time = at_end(told.text)
    action = action_of(told.text, told.actor)
    action = without_end(action) if owner or time else action
    fields = {"action": paragraph.value(action)}
    lead, inherited = _owner(told, setting, owner)
    if lead is not None:
        fields["owner"] = lead
        flags += ["owner_inherited"] if inherited else []
    helper = support or ("" if "owner" in told.named else helper_of(told.text))
    if "support" in told.named:
        fields["support"] = told.named["support"]
    elif helper and "owner" in fields:
        fields["support"] = paragraph.value(helper)
    when, handed = _deadline(told, setting, time)
    if when is not None:
        fields["deadline"] = when
        flags += ["deadline_inherited"] if handed else []
    _add_rest(fields, told, setting)
    return fields, tuple(flags)


def _owner(told: Known, setting: Setting, bracketed: str) -> tuple[FieldValue | None, bool]:
    """Return who acts, and whether a heading says so."""
    paragraph = told.entry.paragraph
    if "owner" in told.named:
        return told.named["owner"], "owner" in told.shared
    if bracketed:
        return paragraph.value(bracketed), False
    actor = told.actor
    if actor is not None and _orders_others(told, actor, setting):
        actor = None
    if actor is not None:
        names = [actor.text]
        if actor.how == "subject":
            names += [c.text for c in clause_actors(told.text, actor.end)]
        return paragraph.value("; ".join(_once(names))), False
    last = behind_colon(told.text) or _named_in_calendar(told.text, setting)
    if last:
        return paragraph.value(last), False
    if setting.actor is not None and (
        setting.near or (_reads_as_order(told) and not _DATED.match(fold(told.text)))
    ):
        return setting.actor, True
    others = [c.text for c in clause_actors(told.text)]
    others = others or [name for name in (doer_of(told.text),) if name]
    return (paragraph.value("; ".join(_once(others))), False) if others else (None, False)


def _named_in_calendar(text: str, setting: Setting) -> str:
    """Return who a line of a calendar names, its time left out; "" for any other line."""
    day = dated_prefix(text)
    at = text.find(day) + len(day) if day else 0
    return who_is_named(text[at:].lstrip(" :")) if day or setting.dated else ""


def _reads_as_order(told: Known) -> bool:
    """Say whether a sentence has no subject of its own, so that the list's addressee acts."""
    if is_imperative(told.text) or told.actor is not None:
        return True
    return not fold(told.text).startswith(_NOUNS)


_NOUNS = (
    "le ", "kinh phi", "thoi gian", "dia diem", "cong tac", "viec ", "noi dung", "so ", "ty le",
    "ti le", "hoc sinh", "tre ", "moi ", "cac ", "nhung ", "mot ", "dong phuc", "ket qua", "ho so",
    "hinh thuc", "thanh phan", "phu huynh", "trang phuc", "giai ", "muc ", "doi tuong", "100%",
)  # fmt: skip


def _orders_others(told: Known, actor: Actor, setting: Setting) -> bool:
    """Say whether the one named in the heading is to see to it: "Phân công giáo viên ...".

    "Mỗi lớp làm ..." too says how much, not who answers for it.
    """
    if setting.actor is None:
        return False
    if actor.how == "given":
        return setting.near and not fold(told.text).startswith("giao")
    return actor.how == "subject" and fold(actor.text).startswith(("moi ", "tung "))


def _once(names: list[str]) -> list[str]:
    out: list[str] = []
    for name in names:
        if not any(fold(name) in fold(o) for o in out):
            out.append(name)
    return out


def _deadline(told: Known, setting: Setting, bracketed: str) -> tuple[FieldValue | None, bool]:
    """Return until when, and whether a heading says so."""
    paragraph = told.entry.paragraph
    if "deadline" in told.named:
        return told.named["deadline"], "deadline" in told.shared
    own = bracketed or dated_prefix(told.text)
    phrase = find_deadline(told.text)
    if own and not (bracketed and phrase is not None and _holds(phrase.text, own)):
        whole = _within(own, setting)
        return paragraph.value(whole or own), bool(whole)
    if phrase is not None and not _is_mention(phrase.text, phrase.start, told.text):
        whole = _within(phrase.text, setting)
        return paragraph.value(whole or phrase.text), bool(whole)
    return (setting.time, True) if setting.time is not None else (None, False)


_WEEK = re.compile(r"(?:trong )?tuan (?:thu )?(?:\d|mot|hai|ba|tu|cuoi|dau|nhat)\W*$")


def _within(phrase: str, setting: Setting) -> str:
    """Return a bare week with the month that a heading names: "tuần 2" under "Tháng 10"."""
    month = setting.time.text.strip(" .:") if setting.time is not None else ""
    if unit_of(month) != MONTH or not _WEEK.match(fold(phrase)):
        return ""
    return f"{phrase} {month[:1].lower()}{month[1:]}"


def _holds(phrase: str, bracketed: str) -> bool:
    """Say whether a time in brackets ends one before them, or is the last of several.

    "trước thứ Sáu (11/12)", "đầu năm (14/9), cuối năm (24/5)".
    """
    return phrase != bracketed and phrase.endswith(clean(bracketed))


def _is_mention(phrase: str, start: int, text: str) -> bool:
    """Say whether a school year or term is only spoken of ("kế hoạch năm học 2023-2024")."""
    folded = fold(phrase)
    bare = re.match(r"(?:nam hoc|hoc ky|hoc ki|nam|giai doan)\b", folded) is not None
    return (
        bare and start > TOLD.mention and not text[:start].rstrip().endswith((",", ";", ":", "("))
    )


def _add_rest(fields: dict[str, FieldValue], told: Known, setting: Setting) -> None:
    paragraph = told.entry.paragraph
    for name in ("budget",):
        if name in told.named:
            fields[name] = told.named[name]
    target = _TARGET.search(told.text)
    if "weakness" in told.named:
        fields["content"] = told.named["weakness"]
    elif target is not None:
        fields["content"] = paragraph.value(target.group().strip())
    email = _EMAIL.search(told.text)
    if email is not None:
        fields["notes"] = paragraph.value(email.group(1))
    if setting.topic is not None and (code := _CODE.search(setting.topic.text)) is not None:
        fields["criteria"] = setting.topic.paragraph.value(code.group())
        title = setting.topic.text[code.end() :].strip(" .:;-–")
        if title:
            fields["criterion_text"] = setting.topic.paragraph.value(title)
    elif is_topic(told.text) and (code := _CODE.search(told.text)) is not None:
        fields["criteria"] = paragraph.value(code.group())
