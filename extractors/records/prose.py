"""Tasks that a plan gives in running text: who, what, until when, with what target.

Only sections that give orders are read: "Tổ chức thực hiện" and "Phân công" of any plan, and the
contents of a plan that has no work table (a district's plan). Purposes, legal bases, letterhead and
closing formulas are no tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.paper.outline import Entry, outline
from extractors.paper.paragraphs import Paragraph, paragraphs_of
from extractors.records.actors import actor_of_heading, actor_of_sentence, verb_at
from extractors.records.time_phrases import find_deadline
from extractors.story import Story
from extractors.types import FieldValue, Record
from extractors.wording.matching import find_phrase, folded_words
from extractors.wording.sections import context_of
from normalizers.unicode import fold

__all__ = ["tasks"]

_ORDERS = ("tổ chức thực hiện", "phân công", "trách nhiệm", "tổ chức triển khai", "chế độ báo cáo")
_CONTENTS = (
    "nội dung", "nhiệm vụ", "giải pháp", "biện pháp", "chỉ tiêu", "kế hoạch thực hiện",
    "tiến độ", "hoạt động", "triển khai", "đối với",
)  # fmt: skip
_NOT_TASKS = (
    "mục đích", "yêu cầu", "căn cứ", "phạm vi", "đối tượng", "công cụ", "đặc điểm", "tình hình",
    "thực trạng", "kinh phí", "thời gian và địa điểm", "mục tiêu", "thành phần", "pháp lý",
    "kết quả", "quan điểm", "đặt vấn đề", "thuận lợi", "khó khăn", "điểm mạnh", "điểm yếu",
)  # fmt: skip
_CLOSING = re.compile(
    r"^\W*(?:tr\wn day la|trong\W* qua trinh|noi nhan|luu\b|ke hoach nay|qua trinh thuc hien"
    r"|neu co vuong|kinh phi|thoi gian\b[^:]{0,30}:|dia diem\b[^:]{0,30}:)"
)
_TIME_LINE = re.compile(r"^\W*thoi (?:gian|han)\b[^:]{0,30}:")
_WHO_LINE = re.compile(
    r"^\W*(?:Thành phần(?: tham (?:gia|dự))?|Người (?:phụ trách|thực hiện)|Chủ trì|Phụ trách"
    r"|Đơn vị (?:chủ trì|thực hiện))\s*:\s*(?P<who>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_EMAIL = re.compile(r"<?\s*([\w.+-]+@[\w-]+(?:\.[\w-]+)+)\s*>?")
_PERSON = re.compile(r"\b((?:Ông|Bà|Thầy|Cô|Đ/c|Đồng chí)\s+(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s?){2,6})")
_TARGET = re.compile(
    r"(?:\b(?:tỉ lệ|tỷ lệ|có|đạt|ít nhất|tối thiểu|trên)\s+)?"
    r"\d{1,3}(?:[.,]\d{1,2})?\s*%[^;.]*",
    re.IGNORECASE,
)
_LIST_HEAD = re.compile(r"danh sach (?:cac )?(?:truong|don vi|co so)")
_PAPER = re.compile(
    r"^\W*(?:can cu\s+)?(?:thong tu|nghi dinh|quyet dinh|cong van|van ban so|luat)\b"
)
_FEWEST_WORDS = 5
_LATEST_VERB = 3


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which sections count: those that give orders, or the contents too."""

    contents: bool


def tasks(story: Story) -> tuple[Record, ...]:
    """Return the tasks written in prose, in reading order, as records of kind "task".

    Fields: ``action`` (the paragraph as written), ``owner``, ``support``, ``deadline``,
    ``content`` (the target, where the text has a number), ``notes`` (an e-mail address).
    ``row`` counts the tasks of the document from 1.
    """
    wanted = _Wanted(contents=_is_prose_plan(story))
    entries = outline(_body(paragraphs_of(story.lines)))
    found = list(_records(entries, wanted))
    return tuple(
        Record(
            kind="task",
            page=fields["action"].page,
            row=n,
            fields=fields,
            section=" / ".join(e.text for e in entry.path),
            level=context_of(entry.path[-1].text).level if entry.path else "",
            standard=context_of(entry.path[-1].text).standard if entry.path else "",
            bbox=fields["action"].bbox,
            confidence=_confidence(fields),
            flags=("from_prose",),
            raw_cells=(entry.paragraph.value().raw,),
        )
        for n, (entry, fields) in enumerate(found, start=1)
    )


def _is_prose_plan(story: Story) -> bool:
    """Say whether the paper's work stands in prose: an office's paper without a work table."""
    columns = [named.columns for named in story.tables]
    work = any(
        c.kind in ("action", "task", "schedule") and {"action", "content"} & set(c.fields)
        for c in columns
    )
    return not work and story.header.of_office


def _body(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Leave out what stands before the first heading and after the closing formula."""
    first = next(
        (
            i
            for i, p in enumerate(paragraphs)
            if re.match(r"^\s*(?:[IVX]{1,4}|[A1])\s*[.)]", p.text)
        ),
        len(paragraphs),
    )
    last = next(
        (i for i in range(first, len(paragraphs)) if _is_end(paragraphs[i].text)), len(paragraphs)
    )
    return paragraphs[first:last]


def _is_end(text: str) -> bool:
    """Say whether a paragraph is the closing formula or opens the list of recipients."""
    words = folded_words(text)
    return any(
        (hit := find_phrase(folded_words(p), words[:4])) is not None and hit.start <= 1
        for p in ("nơi nhận", "trên đây là")
    )


# --- which paragraphs are tasks ---


def _records(
    entries: list[Entry], wanted: _Wanted
) -> Iterator[tuple[Entry, dict[str, FieldValue]]]:
    times = _times(entries)
    for n, entry in enumerate(entries):
        event = _event(entries, entry, wanted) if entry.heading else None
        if event is not None:
            yield entry, event
        if not _in_wanted_section(entry, wanted):
            continue
        if entry.heading and not _orders_itself(entries, n):
            continue
        if _LIST_HEAD.search(fold(_intro(entry))):
            for fields in _school_list(entry):
                yield entry, fields
        else:
            for part in _sentences(entry):
                if _is_task(part):
                    yield part, _timed(part, _fields(part), times)


def _event(entries: list[Entry], head: Entry, wanted: _Wanted) -> dict[str, FieldValue] | None:
    """Read a section that is one piece of work: "V. Tập huấn ..." with its time and people.

    Its heading says what is done, a line "Thời gian: ..." when, "Thành phần: ..." who. A section
    whose sentences are tasks themselves is no such piece.
    """
    verb = verb_at(head.text)
    if verb is None or verb > _LATEST_VERB or _speaks_of(head.text, (*_ORDERS, *_NOT_TASKS)):
        return None
    below = [e for e in entries if e.path and e.path[-1] is head]
    time = next((t for e in below if (t := _times([e]).get(id(head)))), None)
    if time is None or any(_in_wanted_section(e, wanted) and _is_task(e) for e in below):
        return None
    fields = {"action": head.paragraph.value(head.text), "deadline": time}
    who = next((m for e in below if (m := _WHO_LINE.match(e.text))), None)
    if who is not None:
        entry = next(e for e in below if e.text == who.string)
        fields["owner"] = entry.paragraph.value(who["who"].strip(" .;"))
    return fields


def _times(entries: list[Entry]) -> dict[int, FieldValue]:
    """Return the time that a line "Thời gian: ..." gives to the tasks under the same heading."""
    times: dict[int, FieldValue] = {}
    for entry in entries:
        if entry.path and _TIME_LINE.match(fold(entry.text)):
            phrase = find_deadline(entry.text)
            if phrase is not None:
                times.setdefault(id(entry.path[-1]), entry.paragraph.value(phrase.text))
    return times


def _timed(
    entry: Entry, fields: dict[str, FieldValue], times: dict[int, FieldValue]
) -> dict[str, FieldValue]:
    if "deadline" in fields or not entry.path or id(entry.path[-1]) not in times:
        return fields
    return {**fields, "deadline": times[id(entry.path[-1])]}


def _orders_itself(entries: list[Entry], n: int) -> bool:
    """Say whether a sentence that opens a list is itself the order (the list names papers)."""
    entry = entries[n]
    if actor_of_sentence(entry.text) is None or not _is_task(entry):
        return False
    below = [e for e in entries[n + 1 :] if entry in e.path]
    return not any(_is_task(e) for e in below)


def _sentences(entry: Entry) -> list[Entry]:
    """Part a paragraph in which several sentences each name someone else to act."""
    bounds = [m.end() for m in re.finditer(r"\.\s+(?=[A-ZĐÀ-Ỹ])", entry.text)]
    parts = [entry.text[a:b].strip() for a, b in zip([0, *bounds], [*bounds, None], strict=True)]
    named = [actor.text if (actor := actor_of_sentence(p)) else "" for p in parts]
    if len({n for n in named if n}) < 2:
        return [entry]
    joined: list[str] = []
    for part, name in zip(parts, named, strict=True):
        if name or not joined:
            joined.append(part)
        else:
            joined[-1] += " " + part
    return [replace(entry, text=part) for part in joined]


def _intro(entry: Entry) -> str:
    return entry.path[-1].text if entry.path else ""


def _in_wanted_section(entry: Entry, wanted: _Wanted) -> bool:
    headings = [e.text for e in entry.path]
    if any(_speaks_of(h, _ORDERS) and not _is_list_of_members(h) for h in headings):
        return True
    if not wanted.contents or not headings:
        return False
    if _speaks_of(headings[0], _NOT_TASKS):
        return False
    return any(_speaks_of(h, _CONTENTS) for h in headings)


def _is_list_of_members(heading: str) -> bool:
    return bool(re.search(r"thanh phan|danh sach|thanh vien hoi dong", fold(heading)))


def _speaks_of(heading: str, phrases: Sequence[str]) -> bool:
    words = folded_words(heading)[:10]
    return any(
        (hit := find_phrase(folded_words(p), words)) is not None and hit.start <= 3 for p in phrases
    )


def _is_task(entry: Entry) -> bool:
    text = entry.text
    folded = fold(text)
    words = folded_words(text)
    if len(words) < _FEWEST_WORDS or _CLOSING.match(folded) or _PAPER.match(folded):
        return False
    if any(
        _speaks_of(e.text, _NOT_TASKS) for e in entry.path[1:] if not _speaks_of(e.text, _ORDERS)
    ):
        return False
    if _officer(entry) is not None or actor_of_sentence(text) is not None:
        return True
    if text.rstrip().endswith(":"):
        return False
    verb = verb_at(text)
    return bool(_TARGET.search(text)) or (verb is not None and verb <= 8)


# --- the fields of a task ---


def _fields(entry: Entry) -> dict[str, FieldValue]:
    paragraph = entry.paragraph
    officer = _officer(entry)
    if officer is not None:
        return officer
    text = entry.text
    fields = {"action": paragraph.value(text)}
    owner = _owner(entry)
    if owner is not None:
        fields["owner"] = owner
    support = _support(text)
    if support:
        fields["support"] = paragraph.value(support)
    deadline = find_deadline(text) or find_deadline(_intro(entry))
    if deadline is not None:
        inside = deadline.text in text
        fields["deadline"] = (paragraph if inside else entry.path[-1].paragraph).value(
            deadline.text
        )
    target = _TARGET.search(text)
    if target is not None:
        fields["content"] = paragraph.value(target.group().strip())
    email = _EMAIL.search(text)
    if email is not None:
        fields["notes"] = paragraph.value(email.group(1))
    return fields


def _owner(entry: Entry) -> FieldValue | None:
    """Return who acts: named in the sentence, else in the nearest heading that names someone."""
    actor = actor_of_sentence(entry.text)
    if actor is not None:
        return entry.paragraph.value(actor.text.strip(" ,;:"))
    for heading in reversed(entry.path):
        given = actor_of_sentence(heading.text)
        name = given.text if given is not None else actor_of_heading(heading.text)
        if name:
            return heading.paragraph.value(name.strip(" ,;:"))
    return None


def _support(text: str) -> str:
    """Return with whom: the words between "phối hợp (với)" and the verb that follows."""
    match = re.search(
        r"[Pp]hối hợp (?:(?:chặt chẽ )?(?:với|cùng) )?((?:[^,.;:]){4,90}?) "
        r"(?:tham mưu|tổ chức|thực hiện|xây dựng|triển khai|kiểm tra|hướng dẫn|rà soát|trong|để"
        r"|đánh giá|theo)\b",
        text,
    )
    return match.group(1).strip() if match else ""


def _officer(entry: Entry) -> dict[str, FieldValue] | None:
    """Read "Mầm non: Bà Nguyễn Thị Lan <lan@...>" under what the officer is there for."""
    text = entry.text
    person = _PERSON.search(text)
    if person is None or not (_EMAIL.search(text) or len(text.split()) <= 14):
        return None
    matter = text[: person.start()].strip(" :-–,")
    intro = _intro(entry).rstrip(" :;.")
    if not intro or verb_at(intro) is None:
        return None
    paragraph = entry.paragraph
    action = f"{intro}: {matter}" if matter else intro
    fields = {
        "action": paragraph.value(action),
        "owner": paragraph.value(person.group(1).strip()),
    }
    email = _EMAIL.search(text)
    if email is not None:
        fields["notes"] = paragraph.value(email.group(1))
    return fields


def _school_list(entry: Entry) -> Iterator[dict[str, FieldValue]]:
    """Read "- Tiểu học: A, B, C đánh giá ngoài." under "Danh sách các trường ... gồm:"."""
    paragraph = entry.paragraph
    kind, colon, rest = entry.text.partition(":")
    clauses = (rest if colon else entry.text).split(";")
    deadline = find_deadline(_intro(entry))
    for clause in clauses:
        clause = clause.strip(" .")
        if not clause:
            continue
        at = verb_at(clause)
        schools, action = _cut_at_word(clause, at) if at else (clause, "")
        if not action:
            action = _intro(entry).rstrip(" :")
        owner = f"{kind.strip()}: {schools}" if colon else schools
        fields = {"action": paragraph.value(action), "owner": paragraph.value(owner)}
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


def _confidence(fields: dict[str, FieldValue]) -> float:
    return 0.6 + 0.15 * ("owner" in fields) + 0.1 * ("deadline" in fields)
