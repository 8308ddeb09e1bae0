"""Is a paragraph a task? A logistic score of what stands in it and over it.

Every feature is 0 or 1 and can be printed, so that a decision can be explained.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields
from typing import Final

from extractors.records.told.settings import TOLD
from normalizers.text.unicode import fold

__all__ = ["Signs", "WEIGHTS", "signs_of_wording", "likelihood"]

_PAST = re.compile(
    r"\bda\b(?! (?:duoc|dat|de ra|ban hanh|cong bo|dang ky|phe duyet|thong nhat|tham dinh|neu))"
    r"|trong (?:thoi gian|nam hoc|nam) (?:qua|vua qua)|\btuy nhien\b|\bhien nay\b|\bvan con\b"
    r"|\bcho biet\b|\bduoc cong nhan\b|\bcon (?:cham|thieu|han che|yeu)\b"
    r"|\bchua (?:duoc|co|dat|tot|cao|sach|kip thoi|phong phu)\b"
)
_CLOSING = re.compile(
    r"^\W*(?:tr\wn day la|nhan duoc|trong\W* qua trinh[^,]{0,40}, *(?:neu|moi)"
    r"|qua trinh thuc hien|trong qua trinh thuc hien neu|neu co (?:vuong|kho)|tr\wn trong"
    r"|rat mong|[^,;]{3,60}thong bao (?:de|den)\b.{0,80}\bbiet\b|.{0,300}chiu trach nhiem thi hanh"
    r"|ke hoach nay|noi nhan|luu\b|(?:de nghi|yeu cau)[^:;]{4,160}"
    r"(?:nghiem tuc|trien khai,? va|dung thoi han|thuc hien tot)[^:;]{0,60}/?\.?$)"
)
_WHERE_TO = re.compile(
    r"^\W*(?:bao cao|van ban|ho so|san pham|ket qua|thong tin|noi dung)\b[^:;]{0,60}?"
    r"\b(?:gui|nop)\s+(?:ve|qua|toi|den)\b"
)
"""Where something goes is no work of its own unless a day stands with it."""

_PAPER = re.compile(
    r"^\W*(?:(?:can cu|theo|thuc hien)\s+)?(?:thong tu|nghi dinh|quyet dinh|cong van|van ban|luat"
    r"|chi thi|nghi quyet|huong dan|bao cao)\b[^,;]{0,20}\bso\s*:?\s*\d"
    r"|^\W*(?:can cu|theo)\s[^,]{0,200};\W*$"
    r"|^\W*can cu\b(?!.{0,120}\b(?:xay dung|trien khai|thuc hien|phoi hop|chu dong|hinh thanh))"
)
_DEFINES = re.compile(
    r"^[^,;:]{2,60}\bla (?!dau moi)(?:nhung|mot|cac|viec|co quan|to chuc|su|qua|so)\b"
)
_PASSIVE = re.compile(r"^[^,;:]{4,80}\bduoc (?!giao|phan cong|chi dinh|cu)")
_QUESTION = re.compile(r"[?]\s*$")


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against a task, each 0 or 1.

    Attributes:
        given: "Giao X ...", "Đề nghị X ...".
        colon: "X: ...".
        subject: "X tổ chức ...".
        imperative: begins with a verb of doing.
        near_actor: the heading right above names who.
        lead_actor: the sentence that opens the document's list says who.
        order: a heading above orders ("Tổ chức thực hiện", "các nhiệm vụ sau:").
        contents: a heading above promises work ("Nội dung", "Giải pháp").
        deadline: a time stands in it.
        dated: it begins with a time and a colon, or ends with one after a colon.
        calendar: the heading right above is a time ("Tháng 9"): each line below is work of it.
        asks: someone asks for something in a discussion ("Bà Lan: đề nghị ...").
        labelled: lines under it name who or when, or it is labelled as measure itself.
        target: a share to be reached.
        topic: it stands under, or begins with, a criterion.
        background: a heading above speaks of aims, state, means or terms.
        past: it tells what was or is.
        closing: an exhortation at the end, or where to ask.
        paper: it names a paper as ground.
        defines: it says what something is, or how it is done in general.
        short: fewer than four words.
        nameless: it names no one, is no order, bears no date and no label.
        preamble: it stands before the sentence that opens the list.
        opens: it opens a list itself.
    """

    given: bool = False
    colon: bool = False
    subject: bool = False
    imperative: bool = False
    near_actor: bool = False
    lead_actor: bool = False
    order: bool = False
    contents: bool = False
    deadline: bool = False
    dated: bool = False
    calendar: bool = False
    asks: bool = False
    labelled: bool = False
    target: bool = False
    topic: bool = False
    background: bool = False
    past: bool = False
    closing: bool = False
    paper: bool = False
    defines: bool = False
    short: bool = False
    nameless: bool = False
    preamble: bool = False
    opens: bool = False


BIAS: Final = -2.6
"""Log-odds of a paragraph without any sign: most are no tasks."""

WEIGHTS: Final[dict[str, float]] = {
    "given": 3.4,
    "colon": 3.2,
    "subject": 3.2,
    "imperative": 2.2,
    "near_actor": 2.2,
    "lead_actor": 1.2,
    "order": 1.3,
    "contents": 0.7,
    "deadline": 1.2,
    "dated": 2.6,
    "calendar": 2.6,
    "asks": -3.0,
    "labelled": 4.0,
    "target": 0.4,
    "topic": 0.4,
    "background": -2.4,
    "past": -2.4,
    "closing": -3.8,
    "paper": -5.0,
    "defines": -2.5,
    "short": -1.0,
    "nameless": -1.2,
    "preamble": -4.5,
    "opens": -1.5,
}
"""Log-odds of each sign, set by hand on ten invented outlines written beforehand, before any paper
was looked at (docs/decisions/prose.md); the confidence shown is fitted by the pipeline."""


def signs_of_wording(text: str, *, due: bool) -> dict[str, bool]:
    """Return the signs that the wording of a paragraph gives by itself.

    Args:
        text: the paragraph without its number.
        due: whether it names a time.
    """
    folded = fold(text)
    return {
        "past": bool(_PAST.search(folded)),
        "closing": bool(_CLOSING.match(folded) or (not due and _WHERE_TO.match(folded))),
        "paper": bool(_PAPER.match(folded)),
        "defines": bool(
            _DEFINES.match(folded) or _PASSIVE.match(folded) or _QUESTION.search(folded)
        ),
        "short": len(folded.split()) < TOLD.short,
    }


def likelihood(signs: Signs) -> float:
    """Return how likely a paragraph with these signs is a task, 0..1."""
    odds = BIAS + sum(WEIGHTS[f.name] for f in fields(signs) if getattr(signs, f.name))
    return 1.0 / (1.0 + math.exp(-odds))
