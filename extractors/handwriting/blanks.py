"""Where the blanks of a letterhead are: between the printed words of its two lines.

"Số:      /KH-UBND" and "ngày    tháng    năm 2023": the words beside a blank are print and are
read, glued to what the engine made of the pen or apart from it. Their place tells where the blank
begins and ends; where a word is glued, the widths of its letters do, in the height of print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractors.ocr.engines import OcrWord, PixelBox
from normalizers.text.unicode import fold, fold_aligned

__all__ = ["Blank", "blanks_of"]

Kind = Literal["number", "day", "month"]

_SURE = 0.8
"""Typed digits are recognised at 0.85 and more, what is written by hand below 0.7."""

_SURE_APART = 0.93
"""The same of digits that stand apart from their code: they were put there later."""

_CODE = re.compile(r"/\s*(?P<code>(?:20\d\d/)?[A-ZĐ]{2,}[\w&,.]*(?:[-–][\w&,.]+)*)\W*$")
_LABEL = re.compile(r"^\W?s(?:[^\s\d:/]{0,2}[:;.z]|[^\s\d:/]{0,2}$)")
_DAY, _MONTH, _YEAR = re.compile(r"ng[a-z]y"), re.compile(r"th[a-z]ng"), re.compile(r"n[a-z]m$")
_EM = {
    **dict.fromkeys("SPF", 0.556), **dict.fromkeys("BCLRT", 0.65),
    **dict.fromkeys("AĐDGHKNOQUVXY", 0.72), "M": 0.889, "&": 0.778,
    "-": 0.333, "–": 0.5, ",": 0.25, "I": 0.333, "/": 0.278,
}  # fmt: skip
"""Widths of letters in ems of the usual serif typeface; what is not here is ``_LETTER``."""

_LETTER = 0.5
_LABEL_EMS = 1.33
"""Width of "Số:"."""

_DAY_EMS, _MONTH_EMS, _YEAR_EMS = 1.94, 2.28, 1.78
"""Widths of "ngày", "tháng", "năm"."""

_COLUMN_EMS = 1.5
"""Heights of the line to the right of a number that are blank: the other column stands beyond."""

_CAPITAL = 0.66
"""Height of a capital in ems."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank that someone wrote in.

    Attributes:
        kind: what goes there.
        box: the blank, in pixels; what is written may reach over its edges.
        em: size of the print beside it, in pixels.
        words: indices of the line's words that lie in it or are glued to it, first to last.
        before: text of the first of these words that is print, to stand before what is written.
        after: text of the last of them that is print.
        glued: ems of print right of the blank that its end was reckoned from; 0 where it was seen.
        reckoned: whether an edge was reckoned from the widths of letters.
    """

    kind: Kind
    box: PixelBox
    em: float
    words: tuple[int, ...]
    before: str
    after: str
    glued: float = 0.0
    reckoned: bool = False


def blanks_of(words: Sequence[OcrWord], capital: Callable[[PixelBox], float]) -> list[Blank]:
    """Return the blanks of one printed line that hold no surely typed digits.

    Args:
        words: the words of the line, left to right.
        capital: returns the height in pixels of the capitals in a box of the page.
    """
    number = _number_blank(words, capital)
    return [*([number] if number is not None else []), *_date_blanks(words)]


# --- "Số: ... /KH-UBND" ---


def _number_blank(words: Sequence[OcrWord], capital: Callable[[PixelBox], float]) -> Blank | None:
    label = next((n for n, w in enumerate(words[:2]) if _LABEL.match(fold(w.text))), None)
    last = _code_word(words)
    if label is None or last is None or last < label:
        return None
    tall = words[label].box.y1 - words[label].box.y0
    word = words[last]
    if last + 1 < len(words) and words[last + 1].box.x0 - word.box.x1 < _COLUMN_EMS * tall:
        return None  # running text goes on
    match = _CODE.search(_plain(word.text))
    assert match is not None
    typed = match.start() > 0 and word.conf >= _SURE
    if typed or any(_is_typed(w) for w in words[label:last]):
        return None
    x0, *rest = word.box
    em = capital(PixelBox((x0 + word.box.x1) // 2, *rest)) / _CAPITAL
    wide = _width(match["code"]) + _EM["/"] if match.start() > 0 else 0.0
    end = round(word.box.x1 - em * wide) if wide else word.box.x0
    first = words[label].box
    start = (
        min(first.x1, round(first.x0 + _LABEL_EMS * em))
        if last != label
        else round(first.x0 + _LABEL_EMS * em)
    )
    inside = tuple(range(label, last + 1))
    box = PixelBox(start, word.box.y0, max(start + 1, end), word.box.y1)
    return Blank("number", box, em, inside, "Số:", word.text[match.start() :], wide, wide > 0)


def _is_typed(word: OcrWord) -> bool:
    """Say whether a word beside the code, or "Số:" itself, ends in surely typed digits."""
    alone = re.fullmatch(r"\d{1,5}", word.text)
    glued = re.fullmatch(r"\W*s\S{0,2}[:.]\d{1,5}", fold(word.text))
    return bool(alone and word.conf >= _SURE_APART) or bool(glued and word.conf >= _SURE)


def _plain(text: str) -> str:
    """Return the text with letters that an engine may have seen as Đ kept, one for one."""
    return text.replace("Ð", "Đ")


def _code_word(words: Sequence[OcrWord]) -> int | None:
    found = [n for n, w in enumerate(words) if _CODE.search(_plain(w.text))]
    return found[0] if found else None


def _width(text: str) -> float:
    return sum(_EM.get(c, _LETTER) for c in text)


# --- "ngày ... tháng ... năm 2023" ---


def _date_blanks(words: Sequence[OcrWord]) -> list[Blank]:
    places = _places(words)
    if places is None:
        return []
    day, month, year = places
    em = _date_em(words, places)
    found: list[Blank] = []
    pairs: tuple[tuple[Kind, _Place, _Place], ...] = (("day", day, month), ("month", month, year))
    for kind, left, right in pairs:
        inside = range(left.word + 1, right.word)
        parts = [(words[n].text, words[n].conf) for n in inside]
        parts += [(left.tail, words[left.word].conf), (right.head, words[right.word].conf)]
        said = [(text, conf) for text, conf in parts if text]
        if len(said) == 1 and re.fullmatch(r"\d{1,2}", said[0][0]) and said[0][1] >= _SURE:
            continue
        x0, x1 = _edges(words, left, right, em, kind)
        box = PixelBox(x0, words[left.word].box.y0, max(x0 + 1, x1), words[left.word].box.y1)
        first = left.word if left.tail else left.word + 1
        last = right.word if right.head else right.word - 1
        before = words[left.word].text[: -len(left.tail)] if left.tail else ""
        after = words[right.word].text[len(right.head) :] if right.head else ""
        found.append(Blank(kind, box, em, tuple(range(first, last + 1)), before, after))
        glued = bool(left.tail or right.head)
        found[-1] = replace(found[-1], reckoned=glued)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a date: its index, and what is glued before and behind it."""

    word: int
    head: str
    tail: str


def _places(words: Sequence[OcrWord]) -> tuple[_Place, _Place, _Place] | None:
    """Return where "ngày", "tháng" and "năm" stand, if a year follows and the line ends there."""
    found: list[_Place] = []
    start = 0
    for pattern in (_DAY, _MONTH, _YEAR):
        for n in range(start, len(words)):
            text = fold_aligned(words[n].text).lower()
            match = pattern.search(text)
            if match is not None and (match.start() <= 3 or len(text) - match.end() <= 3):
                said = words[n].text
                found.append(_Place(n, said[: match.start()], said[match.end() :].strip(",")))
                start = n + 1
                break
        else:
            return None
    rest = "".join(w.text for w in words[found[2].word + 1 :])
    return (found[0], found[1], found[2]) if re.fullmatch(r"2\S{2,5}", rest) else None


def _date_em(words: Sequence[OcrWord], places: tuple[_Place, _Place, _Place]) -> float:
    """Return the size of print, by the widths of the words that nothing is glued to."""
    ems = [
        (words[p.word].box.x1 - words[p.word].box.x0) / wide
        for p, wide in zip(places, (_DAY_EMS, _MONTH_EMS, _YEAR_EMS), strict=True)
        if not p.head and not p.tail
    ]
    year = words[places[2].word + 1].box
    return sorted([*ems, (year.x1 - year.x0) / 2.0])[(len(ems) + 1) // 2]


def _edges(
    words: Sequence[OcrWord], left: _Place, right: _Place, em: float, kind: Kind
) -> tuple[int, int]:
    before, after = words[left.word].box, words[right.word].box
    wide, next_wide = (_DAY_EMS, _MONTH_EMS) if kind == "day" else (_MONTH_EMS, _YEAR_EMS)
    x0 = round(before.x0 + wide * em) if left.tail else before.x1
    x1 = round(after.x1 - next_wide * em) if right.head else after.x0
    return x0, x1
