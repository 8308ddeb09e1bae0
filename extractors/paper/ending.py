"""The end of an official paper: recipients on the left, the signer's office and name right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from extractors.paper.paragraphs import value_of
from extractors.paper.side_by_side import cut_line, word_spans
from extractors.types import Change, FieldValue, Line
from extractors.wording.content import affinity
from extractors.wording.matching import find_phrase, folded_words
from normalizers.unicode import UPPER, clean, fold

__all__ = ["Ending", "is_office", "read_ending"]

_RECIPIENTS = folded_words("nơi nhận")
_OFFICES = tuple(
    folded_words(t)
    for t in (
        "hiệu trưởng", "phó hiệu trưởng", "q hiệu trưởng", "chủ tịch", "phó chủ tịch", "giám đốc",
        "phó giám đốc", "trưởng phòng", "phó trưởng phòng", "trưởng ban", "phụ trách trường",
        "chủ tịch hội đồng", "người lập kế hoạch", "thủ trưởng đơn vị", "chánh văn phòng",
        "tm hội đồng", "kt hiệu trưởng", "kt giám đốc", "kt trưởng phòng", "kt chủ tịch",
        "tl giám đốc", "tm ủy ban nhân dân", "người lập", "tm ban chỉ đạo", "thư ký",
    )
)  # fmt: skip
_PROXY = re.compile(r"\b(?:kt|tm|tl|tuq|q)\s*[.,]\s*\w")
_ANNEX = re.compile(r"^\W*(?:phu luc|danh sach|bieu mau|mau so|bang \d|chuong trinh lam viec)\b")
_DEGREE = re.compile(
    r"^(?:(?:TS|ThS|Th\.S|GS|PGS|CN|BS|DS|NGƯT|NGND|CKI{1,2}|Ông|Bà)\.?\s*)+", re.IGNORECASE
)
_SIGNED = re.compile(r"\(?\s*(?:đã ký|ký tên|ký|da ky)[^)]*\)?", re.IGNORECASE)
# What is left of a stamp or a signature beside a name, or between its words.
# "Đinh'Thị": a speck between two names; "H'Loan" is one name.
_GLUED = re.compile(rf"(?<=\w\w)['’.](?=[{UPPER}])")
_HIGHLAND = re.compile(rf"^[HKRY]['’][{UPPER}]\w+ [{UPPER}]")
_LONE = re.compile(rf"^[^\W\d_{UPPER}] (?=[{UPPER}])")
"""A letter that dirt before a name was taken for."""

_FILED = re.compile(r"^\W*luu\s*:")
_SPECKS = re.compile(r"[^\w\s.'’()-]|[_\u02b0-\u02ff]|(?<!\w)[-.']+|(?<=\s)\d(?=\s)")
# Digits that an engine without Vietnamese puts for marked letters ("Ng6" for "Ngô").
_DIGITS = str.maketrans("4601", "aoôi")
_MIDDLE_NAMES = ("văn", "vân", "vạn", "vấn")
_THROUGH_MIDDLE = re.compile(
    rf"(?!(?:Ban|Bộ|Công|Hội|Nhân|Phòng|Tổ|Trường|Viên)\b)[{UPPER}]\w{{1,6}} (?:Văn|Thị)"
    rf"(?: [{UPPER}]\w{{0,6}}){{1,3}}"
)
"""A name whose family may be a rare one: "Văn" and "Thị" stand between family and own name."""

_REACH = 40


@dataclass(frozen=True, slots=True)
class Ending:
    """Recipients, the signer's office and name; None or empty where not found."""

    recipients: tuple[FieldValue, ...] = ()
    title: FieldValue | None = None
    signer: FieldValue | None = None
    begins: int | None = None


def read_ending(lines: Sequence[Line]) -> Ending:
    """Return what stands at the end of the document.

    Args:
        lines: all lines in order; blank ones are ignored.
    """
    filled = [(i, line) for i, line in enumerate(lines) if line.text.strip()]
    at = next((n for n, (_, line) in enumerate(filled) if _opens_recipients(line.text)), None)
    first = at if at is not None else _last_office(filled)
    if first is None:
        return Ending()
    block = [line for _, line in filled[max(0, first - 4) : first + _REACH]]
    offset = min(4, first)
    recipients, rest = _recipients(block, offset) if at is not None else ((), block)
    title, signer = _signer(rest)
    if title is None and signer is None:
        signer = _unheaded(rest, block)
    return Ending(recipients, title, signer, filled[first][0])


def _opens_recipients(text: str) -> bool:
    words = folded_words(text)[:3]
    hit = find_phrase(_RECIPIENTS, words)
    return hit is not None and hit.start == 0


def _last_office(filled: Sequence[tuple[int, Line]]) -> int | None:
    """Return the last line that is nothing but an office in capitals, with a name after it."""
    for n in range(len(filled) - 1, max(-1, len(filled) - 60), -1):
        text = filled[n][1].text
        if is_office(text) and any(_name_under(line.text) for _, line in filled[n + 1 : n + 10]):
            return n
    return None


def _recipients(block: list[Line], at: int) -> tuple[tuple[FieldValue, ...], list[Line]]:
    """Part the block into recipients and what remains for the signature."""
    found: list[FieldValue] = []
    rest: list[Line] = list(block[:at])
    open_list = True
    for n, line in enumerate(block[at:]):
        left, right = _cut_office(line)
        if right is not None:
            rest.append(right)
        if left is None:
            continue
        text = left.text.strip()
        if n == 0:
            text = _after_colon(text)
            if text:
                found.append(value_of([left], text.lstrip("-–+• ")))
        elif open_list and re.match(r"^\s*[-–—+•*~]", text):
            found.append(value_of([left], text.lstrip("-–—+•*~ ").rstrip(" ;.,")))
            open_list = not fold(found[-1].text).startswith("luu")
        elif _ANNEX.match(fold(text)):
            break
        elif _is_rest(text, found, open_list):
            last = found[-1]
            found[-1] = FieldValue(
                f"{last.text} {text}".rstrip(" ;."), last.raw, last.page, last.bbox
            )
        else:
            rest.append(left)
    return tuple(found), rest


def _after_colon(text: str) -> str:
    return text.split(":", 1)[1].strip() if ":" in text else ""


def _is_rest(text: str, found: list[FieldValue], open_list: bool) -> bool:
    """Say whether a line goes on with the recipient above it."""
    return open_list and bool(found) and text[:1].islower() and len(text) < 60


def _cut_office(line: Line) -> tuple[Line | None, Line | None]:
    """Cut an office glued to the right of a recipient; a line that is only an office is right."""
    if is_office(line.text):
        return None, line
    words = folded_words(line.text)
    spans = word_spans(line.text)
    if len(spans) != len(words):
        return line, None
    for n in range(1, len(words)):
        tail = line.text[spans[n][0] :]
        before = line.text[: spans[n][0]].rstrip()
        if before.endswith((":", ";", ".", ")")) and is_office(tail):
            return cut_line(line, 0, spans[n][0]), cut_line(line, spans[n][0])
    return line, None


def is_office(text: str) -> bool:
    """Say whether a line is an office as it stands over a signature, in capitals."""
    words = folded_words(text)
    if not 1 < len(words) <= 9:
        return False
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) < 0.75 * len(letters):
        return False
    return bool(_PROXY.search(fold(text))) or any(
        (hit := find_phrase(office, words)) is not None and hit.start <= 2 for office in _OFFICES
    )


def _signer(lines: list[Line]) -> tuple[FieldValue | None, FieldValue | None]:
    first = next((n for n, line in enumerate(lines) if is_office(line.text)), None)
    if first is None:
        return None, None
    offices = [lines[first]]
    for line in lines[first + 1 :]:
        if not is_office(line.text):
            break
        offices.append(line)
    for line in lines[first + len(offices) :]:
        if _ANNEX.match(fold(line.text)):
            break
        name = _name_under(line.text)
        if name:
            return value_of(offices), _mended(value_of([line], name))
    return value_of(offices), None


def _name_under(text: str) -> str:
    """Return the name a line under an office consists of, its family known or not; "" for none."""
    name = _name_of(text)
    if name:
        return name
    bare = " ".join(_SPECKS.sub(" ", _SIGNED.sub("", text)).split()).strip(" .-")
    name = _DEGREE.sub("", bare)
    return name if _THROUGH_MIDDLE.fullmatch(name.title() if name.isupper() else name) else ""


def _unheaded(lines: list[Line], block: list[Line]) -> FieldValue | None:
    """Return the name that stands by itself where the office over it was lost under a stamp.

    Only a recognised page loses it, and there the name stands right of the middle of the block.
    """
    boxes = [line.bbox for line in block if line.bbox is not None]
    if not boxes:
        return None
    left, right = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
    for line in lines:
        name = _name_of(line.text) if line.bbox is not None and line.conf < 1.0 else ""
        if name and line.bbox is not None and line.bbox.x0 > (left + right) / 2:
            found = _mended(value_of([line], name))
            return found if fold(found.text).split()[0] in _folded_families() else None
    return None


def _mended(value: FieldValue) -> FieldValue:
    """Put marks of a recognised name right where only one such name exists.

    "Định" and "Đỉnh" are no family names, "Đinh" is; between family and own name "Vẫn" can only be
    "Văn". Text that was not recognised is left alone.
    """
    if value.conf >= 1.0:
        return value
    words = value.text.split(" ")
    wanted = [_family_like(words[0]), *map(_middle_like, words[1:-1]), words[-1]]
    changes, at = [], 0
    for word, name in zip(words, wanted, strict=False):
        if name != word:
            changes.append(Change(at, at + len(word), word, name, 0.9))
        at += len(word) + 1
    if not changes:
        return value
    return replace(value, text=" ".join(wanted), raw=value.text, changes=tuple(changes))


def _family_like(word: str) -> str:
    families = _families()
    alike = [f for f in families if fold(f) == fold(word)]
    return word if word.lower() in families or len(alike) != 1 else _cased(alike[0], word)


def _middle_like(word: str) -> str:
    marked = word.lower()
    wrong = fold(word) == "van" and marked not in _MIDDLE_NAMES and marked != "van"
    return _cased("văn", word) if wrong else word


def _cased(name: str, like: str) -> str:
    return name.upper() if like.isupper() else name.capitalize()


@lru_cache(maxsize=1)
def _folded_families() -> frozenset[str]:
    return frozenset(map(fold, _families()))


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    text = resources.files("normalizers.reference").joinpath("family_names.txt").read_text("utf-8")
    return frozenset(
        clean(line.strip()).lower() for line in text.splitlines() if line and line[0] != "#"
    )


def _name_of(text: str) -> str:
    """Return the person's name a line consists of, without degrees; "" if it is none."""
    if _FILED.match(fold(text)):
        return ""
    bare = _SPECKS.sub(" ", _GLUED.sub(" ", _SIGNED.sub("", text)))
    name = _DEGREE.sub("", " ".join(bare.split()).strip(" .-")).strip(" .-")
    name = _LONE.sub("", name)
    first, blank, rest = name.partition(" ")
    if first.islower() and rest[:1].isupper() and fold(first) in _folded_families():
        name = first.capitalize() + blank + rest  # its capital lay under the stamp
    if not 2 <= len(name.split()) <= 6 or any(w.isdecimal() for w in name.split()):
        return ""
    shown = re.sub(r"\b\w*[^\W\d_]\w*\b", lambda m: m.group().translate(_DIGITS), name)
    shown = shown.title() if name.isupper() else shown
    return name if _HIGHLAND.match(name) or affinity("person", shown) >= 0.74 else ""
