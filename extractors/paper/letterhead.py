"""The letterhead of Vietnamese official papers (Decree 30/2020/ND-CP), on paper or in text.

Left: the superior authority and the issuing body, under them the number. Right: the national name
and motto, under them place and date. The columns may come as separate lines, glued on one line, or
not at all; letters may be damaged, so the fixed formulas are matched by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.paper.side_by_side import cut_line, word_spans
from extractors.types import Line
from extractors.wording.matching import find_phrase, folded_words
from normalizers.syllables import is_syllable
from normalizers.unicode import fold, fold_aligned

__all__ = [
    "Letterhead",
    "PlaceDate",
    "find_date",
    "find_number",
    "read_letterhead",
    "title_start",
    "without_edges",
]

_NATION = tuple(
    folded_words(t)
    for t in ("cộng hòa xã hội chủ nghĩa việt nam", "cộng hòa xã hội", "chủ nghĩa việt nam")
)
_NATION_BROKEN = range(5, 8)
"""How many words of the national name its first line holds where the last ones wrapped."""

_MOTTO = folded_words("độc lập tự do hạnh phúc")
_PARTY = folded_words("đảng cộng sản việt nam")
_LONGEST_FORMULA = 24
_NUMBER = re.compile(
    r"(?:\bs[^\s\d:/]{0,2}4?\s*[:;.,]+\s*|\bso\s+)(?P<no>[\w.]{0,6}\s*/\s*[A-Z0-9][\w&.]*"
    r"(?:\s*[-–]\s*[A-Z0-9][\w&.]*){0,4})",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(
    r"(?P<no>\b\d{1,5}\s*/\s*(?:KH|QD|CV|BC|TB|HD|TTR|CTR)\w{0,3}(?:\s*[-–]\s*[A-Z0-9][\w&.]*){0,3})"
)
_DATE = re.compile(
    r"ng[a-z]{1,2}y\W{0,3}(?P<d>[\d.…_ ]{0,6}?)\W{0,3}th[a-z4]{1,3}g\W{0,3}(?P<m>[\d.…_ ]{0,6}?)"
    r"\W{0,3}n[a-z]{1,2}m\W{0,3}(?P<y>20\d\d|[\d.…_ ]{0,6})"
)
_SHORT_DATE = re.compile(
    r"ng[a-z]{1,2}y\s*(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>20\d\d)"
)
_WORN_DATE = re.compile(
    r"\bng[a-z]{1,2}y\s*\S{0,3}(?: \S{1,2})?\s*\bth[a-z4]{1,3}g\s*\S{0,3}\s*n[a-z]{1,2}m\s*20\d\d"
)
_UNREAD_NUMBER = re.compile(r"^\W*s[^\s\d:/]{0,2}\s*:\s*(?=[^/]{0,12}/)")
_EDGES = " -–—_.*:|=~"
_PLACE = re.compile(
    r"(?:[^\W\d_][\w.'’]*|\d{1,2})(?:[ -]+(?:[^\W\d_][\w.'’]*|\d{1,2})){0,6}\s*,?\s*$"
)
_TITLE_WORDS = tuple(
    folded_words(t)
    for t in (
        "kế hoạch", "quyết định", "báo cáo", "thông báo", "hướng dẫn", "chương trình", "tờ trình",
        "phương án", "đề án", "công văn",
    )
)  # fmt: skip
_SEARCH_LINES = 60
_LONGEST_HEAD = 14
"""Lines from the national name to the last line of a letterhead without a title."""

_LINES_ABOVE_TITLE = 8
"""Where nothing but the names of school and authority stands above the title."""

_BODY = re.compile(
    r"(?:phong|so|truong|ubnd|uy ban|trung tam|mam non|mau giao|tieu hoc|thcs|thpt)\b"
)


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """Where and when, as written; ``start`` is the offset in the line where the place begins."""

    place: str
    date: str
    start: int


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the title.

    Attributes:
        left: lines naming the authority and the issuing body, top to bottom.
        number: the line that holds the number, and the number as written.
        dated: the line that holds place and date, and what it says.
        title_at: index of the line where the title begins; None without a title.
        formula: whether the national name or motto was found.
    """

    left: tuple[Line, ...]
    number: tuple[Line, str] | None
    dated: tuple[Line, PlaceDate] | None
    title_at: int | None
    formula: bool


def _formula(text: str) -> int | None:
    """Return the offset where the national name or motto begins in a line; None if it does not.

    The line may hold a name to the left of it, but no running text.
    """
    words = folded_words(text)
    if len(words) > _LONGEST_FORMULA:
        return None
    for phrase in (*_NATION, _MOTTO, _PARTY):
        hit = find_phrase(phrase, words, 0.72 if len(phrase) > 4 else 0.8)
        if hit is not None and hit.end >= len(words) - 2:
            spans = word_spans(text)
            return spans[hit.start][0] if hit.start < len(spans) else 0
    return None


def _wrapped_words(text: str) -> tuple[str, ...]:
    """Return the words of the national name that a line leaves to the next one ("VIỆT NAM")."""
    words = folded_words(text)
    whole = _NATION[0]
    held = next((k for k in _NATION_BROKEN if words[-2:] == whole[k - 2 : k]), len(whole))
    return whole[held:]


def read_letterhead(lines: Sequence[Line]) -> Letterhead:
    """Return the letterhead of a document.

    Args:
        lines: all lines of the document in order, glued columns parted where geometry told.
    """
    formula_at = next(
        (i for i, line in enumerate(lines[:_SEARCH_LINES]) if _formula(line.text) is not None), None
    )
    start = _letterhead_start(lines, formula_at) if formula_at is not None else 0
    after = formula_at if formula_at is not None else 0
    title_at = title_start(lines, after)
    if title_at is None and formula_at is not None:
        title_at = _title_below(lines, after)
    stop = title_at if title_at is not None else min(len(lines), after + _LONGEST_HEAD)
    bare = title_at is not None and title_at <= _LINES_ABOVE_TITLE
    left: list[Line] = []
    number: tuple[Line, str] | None = None
    dated: tuple[Line, PlaceDate] | None = None
    wrapped: tuple[str, ...] = ()
    for line in lines[start:stop]:
        rest = line
        at = _formula(rest.text)
        if at is not None:
            wrapped = wrapped or _wrapped_words(rest.text)
            rest = cut_line(rest, 0, at)
        elif wrapped and folded_words(rest.text) == wrapped:
            continue
        date = find_date(rest.text)
        if date is not None and dated is None:
            dated = (line, date)
            rest = cut_line(rest, 0, date.start)
        found = find_number(rest.text)
        if found is not None and number is None:
            number = (line, found[0])
            rest = cut_line(rest, 0, found[1])
        elif number is None and (unread := _UNREAD_NUMBER.match(fold_aligned(rest.text))):
            number = (line, rest.text[unread.end() :].strip())
            rest = cut_line(rest, 0, 0)
        names = _is_left(rest) if formula_at is not None else bare and _names_body(rest)
        if names or (left and _is_rest(rest)):
            left.append(without_edges(rest))
    return Letterhead(tuple(left), number, dated, title_at, formula_at is not None)


def _title_below(lines: Sequence[Line], after: int) -> int | None:
    """Return where a title of other words stands: in capitals right below place and date."""
    window = range(after, min(len(lines), after + _LONGEST_HEAD))
    dated = next((i for i in window if find_date(lines[i].text) is not None), None)
    if dated is None:
        return None
    below = next((i for i in window if i > dated and lines[i].text.strip()), None)
    if below is None or not _is_capital(lines[below].text):
        return None
    words = [w for w in lines[below].text.split() if w.isalpha()]
    named = find_number(lines[below].text) is not None or _names_body(lines[below])
    return below if len(words) >= 2 and all(map(_is_word, words)) and not named else None


def _is_word(word: str) -> bool:
    return is_syllable(word.lower())


def _letterhead_start(lines: Sequence[Line], formula_at: int) -> int:
    """Step back over the lines of authority and school before the national name."""
    start = formula_at
    seen = 0
    for i in range(formula_at - 1, max(-1, formula_at - 14), -1):
        text = lines[i].text.strip()
        if not text:
            continue
        if not _is_capital(text) or _is_title(text) or seen >= 5:
            break
        start, seen = i, seen + 1
    return start


def _is_capital(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.6 * len(letters)


def _is_left(line: Line) -> bool:
    text = line.text.strip(_EDGES)
    if sum(c.isalpha() for c in text) < 4 or len(text) > 120:
        return False
    return _is_capital(text) or bool(re.match(r"(?:phong|so|truong|ubnd|uy ban)\b", fold(text)))


def _names_body(line: Line) -> bool:
    """Say whether a line above a title names a school or an authority by itself, in capitals."""
    text = line.text.strip(_EDGES)
    return _is_capital(text) and len(text) <= 80 and bool(_BODY.match(fold(text)))


def _is_rest(line: Line) -> bool:
    """Say whether a line is the short last word of a name that did not fit ("SƠN")."""
    words = line.text.strip(_EDGES).split()
    return 1 <= len(words) <= 2 and all(
        w.isupper() and w.isalpha() and (is_syllable(w.lower()) or 3 <= len(w) <= 6) for w in words
    )


def without_edges(line: Line) -> Line:
    """Return the line without the rules and specks that OCR reads at its ends."""
    text = line.text
    start = len(text) - len(text.lstrip(_EDGES))
    return cut_line(line, start, len(text.rstrip(_EDGES)))


def find_number(text: str) -> tuple[str, int] | None:
    """Return the document number as written, without "Số:", and where it begins; None if none."""
    plain = fold_aligned(text).upper()
    match = _NUMBER.search(plain) or _BARE_NUMBER.search(plain)
    if match is None or not re.search(r"[A-Za-z]", match.group("no")):
        return None
    return text[match.start("no") : match.end("no")].strip(), match.start()


def find_date(text: str) -> PlaceDate | None:
    """Return place and date of a line "Tân Phú, ngày 17 tháng 10 năm 2023"; None if it has none."""
    plain = fold_aligned(text)
    match = _DATE.search(plain) or _SHORT_DATE.search(plain) or _WORN_DATE.search(plain)
    if match is None or len(text) - match.end() > 25:
        return None
    before = text[: match.start()]
    found = find_number(before)
    skip = 0
    if found is not None:
        skip = before.find(found[0], found[1]) + len(found[0])
    place = _PLACE.search(before[skip:].rstrip(" ,"))
    begin = skip + place.start() if place else match.start()
    name = text[begin : match.start()].strip(" ,.;")
    return PlaceDate(name, text[match.start() : match.end()].strip(), begin)


def title_start(lines: Sequence[Line], after: int) -> int | None:
    """Return the index of the line where the title begins ("KẾ HOẠCH ..."), from ``after`` on."""
    window = range(after, min(len(lines), after + _SEARCH_LINES))
    exact = next((i for i in window if _is_title(lines[i].text, alone=True)), None)
    loose = next((i for i in window if _is_title(lines[i].text)), None)
    if exact is not None and (loose is None or exact <= loose + 3):
        return exact
    return loose


def _is_title(text: str, *, alone: bool = False) -> bool:
    words = folded_words(text)
    if not words or (alone and len(words) > 3):
        return False
    for phrase in _TITLE_WORDS:
        hit = find_phrase(phrase, words[: len(phrase) + 1])
        if hit is not None and hit.start == 0:
            spans = word_spans(text)
            head = text[: spans[hit.end - 1][1]] if len(spans) >= hit.end else text
            return _is_capital(head) and (not alone or len(words) <= hit.end + 1)
    return False
