"""Who and when without a label: in brackets, in a line of their own, in a sentence about the task.

"(Kế toán chủ trì; Bảo vệ phối hợp; xong trước 5/6)", "Tổ Tin học; trước ngày 7/3/2025.",
"... Kế toán chịu trách nhiệm, xong trong tháng 10."
"""

from __future__ import annotations

import re

from extractors.records.actors import (
    actor_of_heading,
    actor_of_sentence,
    is_imperative,
    verb_at,
)
from extractors.records.time_phrases import find_deadline
from extractors.records.told.labels import Label
from extractors.records.told.settings import TOLD
from extractors.records.told.tokens import head_at, tokens_of, verb_at_token
from extractors.wording.content import affinity

__all__ = [
    "at_end",
    "behind_colon",
    "in_brackets",
    "is_name",
    "part_duty",
    "who_and_when",
    "without_end",
]

_BRACKETS = re.compile(r"\s*\(([^()]{2,160})\)\s*[.;]?\s*$")
_DOES = r"(?:chủ trì|thực hiện|phụ trách|chịu trách nhiệm|phối hợp|đảm nhận|làm|hỗ trợ)"
_DUTY = re.compile(
    rf"^\s*{_DOES}\b\s*(?:với\b|:)?\s*|\s*\b{_DOES}\s*$"
    r"|^\s*(?:do|giao|cùng(?: với)?|có sự giúp đỡ của|với sự hỗ trợ của)\s+",
    re.IGNORECASE,
)
_HELPS = re.compile(r"\b(?:phối hợp|hỗ trợ|giúp|cùng)\b", re.IGNORECASE)
_HELPS_FIRST = re.compile(r"\s*phối hợp\b", re.IGNORECASE)
_FIELD = re.compile(r"^(?P<who>[^,;:]{3,40}?)\s+phụ trách\s+\S+(?:\s+\S+){0,4}$", re.IGNORECASE)
"""A leader told by his field: "Phó Hiệu trưởng phụ trách CSVC"."""

_DONE = re.compile(
    r"^\s*(?:xong|hoàn thành|hoàn tất|thời hạn|hạn|thời gian)\s*:?\s*", re.IGNORECASE
)
_DAYS = re.compile(r"\d{1,2}\s*/\s*\d{1,2}")
_DUTY_END = re.compile(
    r"[.;]\s+(?P<who>[A-ZĐÀ-Ỹ][^.;:]{2,90}?)\s+(?:chịu trách nhiệm|phụ trách|thực hiện|chủ trì)"
    r"(?:\s*,\s*(?P<when>(?:xong|hoàn thành|hoàn tất)?[^.;:]{0,60}))?\s*\.?\s*$"
)
_LISTED = re.compile(
    r"\b(?:gồm|gồm có|thành phần|gửi|về|mời|tham dự|dự|cho|với|sau|là|theo|tại|địa chỉ)\s*$",
    re.IGNORECASE,
)
_WHEN_FIRST = re.compile(r"^\s*(?:tháng|tuần|ngày|thứ|từ|sáng|chiều|\d)[^:]{0,40}:\s*", re.I)


def in_brackets(text: str) -> tuple[str, str, str]:
    """Return owner, helper and time in brackets at the end of a task; "" for what is not there."""
    match = _BRACKETS.search(text)
    if match is None or _is_address(text[: match.start()], match.group(1)):
        return "", "", ""
    return _parts(match.group(1))


_DASHES = re.compile(r"\s+[-–—]\s+")


def _behind_dashes(text: str) -> tuple[str, str, str]:
    """Return owner, helper and time of "work - who - when" (or when - who); "" where it is none."""
    pieces = [piece.strip(" .;") for piece in _DASHES.split(text)]
    if len(pieces) < 3 or not all(pieces):
        return "", "", ""
    *_, last_but_one, last = pieces
    for who, when in ((last_but_one, last), (last, last_but_one)):
        owner, support, time = _parts(who)
        if owner and not time and not _parts(when)[0] and _is_time(when):
            return owner, support, when
    return "", "", ""


def at_end(text: str) -> tuple[str, str, str]:
    """Return owner, helper and time that stand behind the work, in brackets or behind dashes."""
    bracketed = in_brackets(text)
    return bracketed if any(bracketed) else _behind_dashes(text)


def without_end(text: str) -> str:
    """Return a task without what ``at_end`` tells: long brackets, or who and when behind dashes."""
    dashes = [match.start() for match in _DASHES.finditer(text)]
    if any(in_brackets(text)) or not any(_behind_dashes(text)):
        return _without_brackets(text)
    return text[: dashes[-2]]


_SENT = re.compile(r"\b(?:gửi|nộp|chuyển|liên hệ|liên lạc|đăng ký)\b[^,;:]*$", re.IGNORECASE)


def _is_address(before: str, inside: str) -> bool:
    """Say whether brackets tell whom to reach: "Gửi về phòng (ông Bình, ĐT 0900 111 222)"."""
    pieces = [piece for part in re.split(r"\s*;\s*", inside) for piece in _pieces(part)]
    called = any(map(_CALLED.match, pieces)) and not any(map(_DUTY.search, pieces))
    return called and _SENT.search(before) is not None


def behind_colon(text: str) -> str:
    """Return who stands behind the colon that ends a task: "Kiểm tra sổ quỹ: cô Hạnh (kế toán)".

    Only names count, and only behind work: who is invited, written to or counted up does nothing.
    """
    head, colon, rest = _WHEN_FIRST.sub("", text).rpartition(":")
    name = rest.strip(" .;")
    if not colon or not name or ":" in head or _LISTED.search(head):
        return ""
    if (verb_at(head) or 0) > TOLD.first or verb_at(head) is None:
        return ""
    named = re.sub(r"\s*\([^()]*\)", "", name)
    first = re.split(r"\s*[,;]\s*", named)[0]
    sure = is_name(first) and len(name.split()) <= TOLD.names
    return name if sure and not is_imperative(name) else ""


def _without_brackets(text: str) -> str:
    """Return a task without the brackets that say who and when, where they are long beside it."""
    match = _BRACKETS.search(text)
    if match is None:
        return text
    most = TOLD.brackets_share * match.start() + TOLD.brackets
    if match.end() - match.start() <= most:
        return text
    return text[: match.start()].rstrip()


def who_and_when(text: str) -> list[Label]:
    """Return the labels of a line of names and a time alone: "Tổ Tin học; trước 7/3."."""
    if ";" not in text or len(text.split()) > TOLD.line:
        return []
    pieces = [piece for part in text.split(";") for piece in _pieces(part)]
    if not all(_is_bare(piece) for piece in pieces):
        return []
    owner, support, time = _parts(text.strip().rstrip("."))
    if not owner or not time:
        return []
    values = (("owner", owner), ("support", support), ("deadline", time))
    return [Label(name, value) for name, value in values if value]


def _is_bare(piece: str) -> bool:
    """Say whether a piece is a name or a time and nothing beside it."""
    tokens = tokens_of(piece)
    phrase = find_deadline(piece)
    if phrase is not None:
        return len(phrase.text) >= TOLD.time_of_piece * len(piece)
    if not tokens or len(tokens) > TOLD.piece:
        return False
    joined = "phối hợp" in piece.lower()
    doing = any(verb_at_token(tokens, i) and not tokens[i].capital for i in range(1, len(tokens)))
    named = bool(head_at(tokens, 0) and (joined or not doing))
    return affinity("deadline", piece) >= TOLD.like_time or named


def part_duty(text: str) -> tuple[str, dict[str, str]]:
    """Part a task from the sentence that says who answers for it."""
    match = _DUTY_END.search(text)
    if match is None or not is_name(match.group("who")):
        return text, {}
    found = {"owner": match.group("who").strip()}
    when = _DONE.sub("", match.group("when") or "").strip()
    if when and find_deadline(when) is not None:
        found["deadline"] = when
    elif when:
        return text, {}
    return text[: match.start() + 1].strip(), found


_CALLED = re.compile(
    r"\W*(?:(?:số )?điện thoại|sđt|đtdđ|đt|tel|hotline|fax|e-?mail|zalo)\b|[\d\s.+()-]{8,}$",
    re.IGNORECASE,
)
"""How someone is reached is nobody: "(SĐT 0911 222 333)"."""


def _parts(text: str) -> tuple[str, str, str]:
    owners: list[str] = []
    helpers: list[str] = []
    time = ""
    for part in re.split(r"\s*;\s*", text):
        for piece in _pieces(part):
            if _CALLED.match(piece):
                continue
            when = _DONE.sub("", piece)
            name = _name_in(piece)
            if name:
                helps = _HELPS.search(piece) if owners else _HELPS_FIRST.match(piece)
                (helpers if helps else owners).append(name)
            elif _is_time(when):
                time = _time_in(when)
            elif owners and _goes_with_name(piece, time):
                owners[-1] += f", {piece}"
            elif not (owners or helpers) or len(piece.split()) > TOLD.aside:
                return "", "", ""
    if not owners:
        owners, helpers = helpers, []
    return "; ".join(owners), "; ".join(helpers), time


def _goes_with_name(piece: str, time: str) -> bool:
    """Say whether a piece behind a comma belongs to the name before it: its post, its class."""
    return len(piece.split()) <= TOLD.post and (piece[:1].isupper() or not time)


def _pieces(part: str) -> list[str]:
    """Part names from a time behind a comma; a list of names stays together by its pieces."""
    return [piece.strip(" .") for piece in re.split(r"\s*,\s*", part) if piece.strip(" .")]


def _name_in(piece: str) -> str:
    """Return the name a piece is or begins with: "văn thư giúp in thư" gives "văn thư"."""
    bare = _DUTY.sub(" ", piece).strip(" .")
    field = _FIELD.match(bare)
    if is_name(bare) or (field is not None and is_name(field.group("who"))):
        return bare
    actor = actor_of_sentence(piece)
    return actor.text if actor is not None and actor.start == 0 and actor.how == "subject" else ""


def _is_time(text: str) -> bool:
    return (
        affinity("deadline", text) >= TOLD.like_time
        or find_deadline(text) is not None
        or bool(_DAYS.search(text) and len(text.split()) <= TOLD.days)
    )


def _time_in(text: str) -> str:
    """Return the time of a piece without the work before it: "ký hợp đồng chậm nhất 31/10"."""
    phrase = find_deadline(text)
    if phrase is not None and verb_at_token(tokens_of(text), 0):
        return phrase.text
    return text.strip(" .")


_TURN = re.compile(r"\W*(?:cụm|đợt|ca|lượt|lần|vòng|kỳ)\s*(?:số\s*)?[\dIVX]+\W*$", re.IGNORECASE)
"""A turn of something held in several: "ngày 17/12 (cụm 1), 19/12 (cụm 2)"."""


def is_name(text: str) -> bool:
    """Say whether a text is the name of someone and nothing beside it."""
    if _TURN.match(text):
        return False
    tokens = tokens_of(text)
    if not tokens or len(tokens) > TOLD.name or find_deadline(text) is not None:
        return False
    if any(verb_at_token(tokens, i) and not tokens[i].capital for i in range(1, len(tokens))):
        short = len(tokens) <= TOLD.named_verb
        own = short and head_at(tokens, 0) == 1 and bool(verb_at_token(tokens, 1))
        return own or bool(actor_of_heading(text))
    return bool(head_at(tokens, 0) or actor_of_heading(text))
