"""Labelled lines: "Người thực hiện: ...", "Thời gian: ...", several of them in one line too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.records.time_phrases import find_deadline
from extractors.records.told.tokens import head_at, tokens_of
from extractors.wording.labels import LABEL, OWNER, SUPPORT, TIME, UNIT, field_of, label_at_start
from normalizers.text.unicode import fold_aligned

__all__ = ["Label", "labels_of", "part_labels"]

_BREAK = re.compile(r"[.;,]\s+")


@dataclass(frozen=True, slots=True)
class Label:
    """A named value of a paragraph: which field, and the value's text as written."""

    name: str
    value: str


def labels_of(text: str) -> list[Label]:
    """Return the labelled values of a paragraph; none unless it begins with a label."""
    plain = fold_aligned(text)
    first = label_at_start(plain)
    if first is None:
        return _without_colon(text, plain)
    marks = [first]
    for cut in _BREAK.finditer(plain, first.end()):
        found = LABEL.match(plain, cut.end())
        if found is not None and found.start() >= marks[-1].end():
            marks.append(found)
    ends = [m.start() for m in marks[1:]] + [len(text)]
    return [
        Label(field_of(mark), text[mark.end() : end].strip().strip(";,").strip())
        for mark, end in zip(marks, ends, strict=True)
    ]


def part_labels(text: str) -> tuple[str, list[Label]]:
    """Part a paragraph from the labelled values at its end ("Rà soát ... . Thời hạn: ...")."""
    plain = fold_aligned(text)
    for cut in _BREAK.finditer(plain):
        found = LABEL.match(plain, cut.end())
        if found is not None and field_of(found) in _OF_A_TASK and plain[cut.start()] in ".;":
            return text[: cut.start() + 1].strip(), labels_of(text[cut.end() :])
    return text, []


_OF_A_TASK = ("owner", "support", "deadline", "budget")


_BARE = re.compile(
    rf"^\W*(?:\w\s*[.)/]\s*)?(?:(?P<lead>{UNIT} chu tri)|(?P<help>{UNIT} phoi hop)"
    rf"|(?:(?P<owner>{OWNER})|(?P<support>{SUPPORT})|(?P<deadline>{TIME}))\s*[-–—])\s+"
)


def _without_colon(text: str, plain: str) -> list[Label]:
    """Read "Đơn vị chủ trì Sở Y tế" whose colon was lost, "Thời gian - tháng 5" with a dash."""
    found = _BARE.match(plain)
    if found is None:
        return []
    value = text[found.end() :].strip()
    if found.group("deadline"):
        phrase = find_deadline(value)
        timed = phrase is not None and phrase.start == 0
        return [Label("deadline", value)] if timed else []
    tokens = tokens_of(value)
    if not tokens or not tokens[0].capital or not head_at(tokens, 0):
        return []
    owner = found.group("owner") or found.group("lead")
    return [Label("owner" if owner else "support", value)]
