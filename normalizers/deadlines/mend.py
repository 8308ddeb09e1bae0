"""Mending what OCR does to times: lost slashes, letters for digits, a garbled "Tháng"."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from normalizers.text.syllables import is_syllable

_DIGIT_LETTERS = str.maketrans("oil|!sz", "0111152")
_SLASH_TWICE = re.compile(r"(?:/\s?[/⁄∕]|[⁄∕]\s?/?)(?=\s?\d)")  # a fraction slash beside its twin
_MIXED_NUMBER = re.compile(
    r"(?<![a-z0-9])(?=[oil|!sz]*\d)(?=\d*[oil|!sz])[0-9oil|!sz]{2,}(?![a-z])"
)
_LETTER_MONTH = re.compile(r"(?<![a-z0-9])(?<!quy )(?<!ky )[oil|]{1,2}(?=\s*/\s*20\d\d)")
_COLON = re.compile(r"(?<=\d)\s*:\s*(?=20\d\d(?!\d))")
_THIRTY = re.compile(r"(?:(?<=[/.\-])|(?<=nam ))30(?=[0-3]\d(?!\d))")
_ROMAN_MONTH = re.compile(r"(?<=thang )(?:[il1]{2})(?=\s*(?:/|nam|$|-))")
_SLASH_LOST = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[|\\!l]|/[/.,]+)\s*(?=\d{1,2}\s*/|20\d\d(?!\d))")
# "03/09/20 21": a year that a narrow column broke over two lines.
_BROKEN_YEAR = re.compile(r"(?<=\d[/.-])\s?(?=\d{1,3}\s)2\s?0\s?([0-3])\s?(\d)(?!\d|\s*[/.]\s*\d)")
# "25/52 022": the last slash was lost where the year was broken.
_BROKEN_LOST = re.compile(r"(?<=\d/)([2-9]|1[0-2])2\s(0[1-4]\d)(?!\d)")
_RUN = re.compile(r"(?<![\d/])\d{5,10}(?!\d)")
_SHORT_YEAR = re.compile(r"(?:thang\s*)?(?<!\d)(\d{1,2}/)?(\d{1,2})/20\d(?!\d)")
_TO_MONTH = re.compile(r"(?<![a-z\d])t\d\s+(?:thang\s+)?(?=\d{1,2}\s*/\s*20\d\d)")
_WORD_BEFORE_NUMBER = re.compile(r"(?<![a-z])([a-z]{3,6})(?=\s*\d)")
_KNOWN = frozenset(
    ("tuan", "thang", "ngay", "quy", "truoc", "den", "toi", "trong", "vao", "nam", "hang", "het")
    + ("hoc", "thu", "tiet", "khoang", "sau", "cuoi", "dau", "giua", "nhat", "xong", "chi", "qua")
    + ("lan", "lop", "khoi", "muc", "nhom", "chuan", "dot", "buoc", "han")
)
_DAY_AND_MONTH = re.compile(r"\s*\d{1,2}\s*[/.-]\s*\d{1,2}(?!\d)")
_TARGETS = (("thang", 2, "tnhkl"), ("ngay", 1, "n"), ("tuan", 1, "t"))
_DASH_LOST = re.compile(r"(?<=/20\d\d)(?=\d{1,2}/)")
_LAST_SLASH_LOST = re.compile(r"(?<!\d)(\d{1,2})/(0?[1-9]|1[0-2])(20\d\d)(?!\d)")
_FIRST_SLASH_LOST = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])/(20\d\d)(?!\d)")
_FIRST_DIGIT = re.compile(r"(?<!\d)[3-9]0(\d\d)(?=\s*-\s*20(\d\d)(?!\d))")
_SEMESTER = re.compile(r"(?<![a-z])(hk|hoc\s*k[yi])\s*([il1|hnu]{1,3})(?![a-z\d])")
_WIDE = re.compile("[hnu]")
_BEFORE_DATE = r"(?=\s+(?:ngay\s+)?(?:thang\s+)?\d)"
_PHRASES = (
    (re.compile(r"(?<![a-z])tr(?!ong|en|uong|ien|ach|ung)[a-z]{1,4}" + _BEFORE_DATE), "truoc"),
    (re.compile(r"(?<![a-z])(?!duoc|thuoc|nuoc|buoc)[a-z]?r?uoc" + _BEFORE_DATE), "truoc"),
    (re.compile(r"(?<![a-z])[a-z]{2,4}m\s+nh[a-z]t(?=\s+(?:ngay|thang|\d))"), "cham nhat"),
    (re.compile(r"(?<![a-z])h[a-z]{1,3}t(?=\s+(?:thang|nam|hoc ky|ngay|quy)(?![a-z]))"), "het"),
    (re.compile(r"(?<![a-z])h[a-z]?\s?ng(?=\s*(?:nam|thang|tuan|quy)(?![a-z]|\s*\d))"), "hang"),
    (re.compile(r"(?<=\d)\s*d[a-z]?\s?[nu](?=\s+(?:thang|ngay|\d))"), " den"),
)
_RUN_SHAPES = (
    re.compile(r"(?P<d>\d{1,2})7(?P<m>\d{1,2})7(?P<y>20\d\d)"),
    re.compile(r"(?P<d>0[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>20\d\d)"),
    re.compile(r"(?P<m>\d{1,2})7(?P<y>20\d\d)"),
    re.compile(r"(?P<m>0?[1-9]|1[0-2])(?P<y>20\d\d)"),
)


def mend_numbers(folded: str) -> tuple[str, bool]:
    """Return folded text with OCR damage to times undone, and whether anything was changed.

    "1172022" becomes "11/2022" (the slash was read as 7), "l1/2O22" "11/2022", "theng 11" "thang
    11". A run of digits that could be read two ways is left alone.
    """
    text = _TO_MONTH.sub("thang ", _SLASH_TWICE.sub("/", folded))
    text = _THIRTY.sub("20", _COLON.sub("/", text))
    text = _ROMAN_MONTH.sub("11", text)
    text = _BROKEN_LOST.sub(r"\1/2\2", text)
    text = _BROKEN_YEAR.sub(r"20\1\2", text)
    text = _SLASH_LOST.sub(r"\1/", text)
    text = _LETTER_MONTH.sub(lambda m: m.group().translate(_DIGIT_LETTERS), text)
    text = _MIXED_NUMBER.sub(lambda m: m.group().translate(_DIGIT_LETTERS), text)
    text = _DASH_LOST.sub("-", text)
    text = _RUN.sub(lambda m: _mend_run(m.group(), text[: m.start()]), text)
    text = _LAST_SLASH_LOST.sub(r"\1/\2/\3", text)
    text = _FIRST_SLASH_LOST.sub(r"\1/\2/\3", text)
    text = _FIRST_DIGIT.sub(_mend_first_digit, text)
    text = _SHORT_YEAR.sub(lambda m: f"{m[1]}{m[2]}" if m[1] else f"thang {m[2]}", text)
    text = _SEMESTER.sub(_mend_semester, text)
    text = _WORD_BEFORE_NUMBER.sub(_mend_word, text)
    for pattern, phrase in _PHRASES:
        text = pattern.sub(phrase, text)
    return text, text != folded


def _mend_first_digit(match: re.Match[str]) -> str:
    """Read "3022-2023" as 2022-2023, since the years follow one another."""
    following = int(match[2]) == int(match[1]) + 1
    return f"20{match[1]}" if following else match.group()


def _mend_semester(match: re.Match[str]) -> str:
    """Read "HKN" and "HKNI" as semester II: more than one upright stroke, and there is no third.

    A T may be one more stroke or the serifs of the one beside it: "HKIT" stays unread.
    """
    strokes = match[2]
    several = len(strokes) > 1 or _WIDE.match(strokes)
    return f"{match[1]} ii" if several and not re.fullmatch("[il1|]+", strokes) else match.group()


def _mend_run(run: str, before: str) -> str:
    if len(run) == 8 and re.fullmatch(r"(?:20\d\d){2}", run):
        return f"{run[:4]}-{run[4:]}"
    for shape in _RUN_SHAPES:
        match = shape.fullmatch(run)
        if match and 1 <= int(match["m"]) <= 12:
            parts = [match.groupdict().get("d"), match["m"], match["y"]]
            return "/".join(p for p in parts if p)
    if before.rstrip().endswith("thang"):
        match = re.fullmatch(r"(\d{1,2})[1l](20\d\d)", run)
        if match and 1 <= int(match[1]) <= 12:
            return f"{match[1]}/{match[2]}"
    return run


def _mend_word(match: re.Match[str]) -> str:
    word = match[1]
    if word == "hang":  # "hằng" is never followed by a number; a T was lost
        return "thang"
    if word in _KNOWN:
        return word
    if is_syllable(word) and _DAY_AND_MONTH.match(match.string, match.end()):
        return word  # "nhận 20/11": a word of its own before a day, no damaged "tháng"
    for target, distance, first in _TARGETS:
        if word[0] in first and Levenshtein.distance(word, target, score_cutoff=distance) <= (
            distance
        ):
            return target
    return word
