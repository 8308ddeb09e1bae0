"""The fixed formulas of official papers, matched by likeness: letters may be damaged.

The national name and motto, place and date, the number, "V/v ...", "Kính gửi", the block of an
electronic signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.paper.side_by_side import cut_line, word_spans
from extractors.types import Line
from extractors.wording.matching import find_phrase, folded_words
from normalizers.text.unicode import fold, fold_aligned

__all__ = [
    "PlaceDate",
    "find_date",
    "find_number",
    "formula_start",
    "is_electronic",
    "opens_address",
    "opens_subject",
    "unread_number",
    "without_edges",
    "without_signature",
    "wrapped_words",
]

_NATION = tuple(
    folded_words(t)
    for t in ("cộng hòa xã hội chủ nghĩa việt nam", "cộng hòa xã hội", "chủ nghĩa việt nam")
)
_NATION_BROKEN = range(5, 8)
"""How many words of the national name its first line holds where the last ones wrapped."""

_MOTTO = folded_words("độc lập tự do hạnh phúc")
_PARTY = folded_words("đảng cộng sản việt nam")
_NUMBER = re.compile(
    r"(?:\bs[^\s\d:/]{0,2}4?\s*[:;.,]+\s*|\bso\s+)"
    r"(?P<no>(?:[\w.]{0,6}\s*|\d{1,5}\s*[-–]\s*[A-Z]{2,5}\s*)/\s*[A-Z0-9][\w&.]*"
    r"(?:\s*/\s*[A-Z][\w&.]*){0,2}(?:\s*[-–]\s*[A-Z0-9][\w&.]*){0,4})",
    re.IGNORECASE,
)
"""The Party writes the kind of paper before the slash: "Số 45-CV/ĐU"."""

_BARE_NUMBER = re.compile(
    r"(?P<no>\b\d{1,5}\s*/\s*(?:KH|QD|CV|BC|TB|HD|TTR|CTR|CT|NQ|GM)\w{0,3}"
    r"(?:\s*[-–]\s*[A-Z0-9][\w&.]*){0,3})"
)
_DATE = re.compile(
    r"ng[a-z]{1,2}y\W{0,3}(?P<d>[\d.…_ ]{0,6}?)\W{0,3}th[a-z4]{1,3}g\W{0,3}(?P<m>[\d.…_ ]{0,6}?)"
    r"\W{0,3}n[a-z]{1,2}m\W{0,3}(?P<y>20\d\d|[\d.…_ ]{0,6})"
)
_SHORT_DATE = re.compile(
    r"ng[a-z]{1,2}y\s*(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>20\d\d)"
)
_WORN_DATE = re.compile(
    r"\bng[a-z]{1,2}y ?\S{0,4}(?: \S{1,3})?\s*th[a-z4]{1,3}g\s*\S{0,3}\s*n[a-z]{1,2}m\s*2\S{3,4}"
)
_UNREAD_NUMBER = re.compile(r"^\W*s[^\s\d:/]{0,2}\s*:\s*(?=[^/]{0,12}/)")
_CODE_ALONE = re.compile(r"^\W*\S{0,8} ?/ ?[A-Z]{2,5} ?[-–] ?[A-Z&]{2,}[\w&.-]*\W*$")
_EDGES = " -–—_.*:|=~"
_PLACE = re.compile(
    r"(?:[^\W\d_][\w.'’]*|\d{1,2})(?:[ -]+(?:[^\W\d_][\w.'’]*|\d{1,2})){0,6}\s*,?\s*$"
)
_SUBJECT = re.compile(r"^\W*v\s*[/\\]\s*v\b")
_ADDRESS = re.compile(r"^\W*k[i1l]nh g[a-z]{1,2}[i1l]\b")
_SIGNED_BY = re.compile(
    r"\b(?:(?:nguoi )?ky boi|ky ngay|(?:ngay|gio|thoi gian) ky|digitally signed)\b"
)
_ELECTRONIC = re.compile(
    r"^\W*(?:(?:nguoi )?ky boi|(?:ngay|gio|thoi gian) ky|co quan|email|chuc vu"
    r"|digitally signed(?: by)?)\s*:"
    r"|\+0?7:?00\b|^\S+@\S+$|^\d\d[./-]\d\d[./-]\d{4} \d\d:\d\d"
)


@dataclass(frozen=True, slots=True)
class FormulaSettings:
    """How like a fixed formula a line must be.

    Attributes:
        longest: words of a line with a formula and a name to its left, at most.
        alike: least likeness, 0..1, of a damaged formula of more words than ``short``,
        short: words of a formula that others come near to by chance,
        alike_short: and the least likeness of those.
        trailing: words, at most, that dirt makes behind the formula.
        after_date: characters behind a date, at most: more are running text that names a day.
    """

    longest: int = 24
    alike: float = 0.72
    short: int = 4
    alike_short: float = 0.8
    trailing: int = 2
    after_date: int = 25


FORMULA = FormulaSettings()


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """Where and when, as written; ``start`` is the offset in the line where the place begins."""

    place: str
    date: str
    start: int


def formula_start(text: str) -> int | None:
    """Return the offset where the national name or motto begins in a line; None if it does not.

    The line may hold a name to the left of it, but no running text.
    """
    words = folded_words(text)
    if len(words) > FORMULA.longest:
        return None
    for phrase in (*_NATION, _MOTTO, _PARTY):
        alike = FORMULA.alike if len(phrase) > FORMULA.short else FORMULA.alike_short
        hit = find_phrase(phrase, words, alike)
        if hit is not None and hit.end >= len(words) - FORMULA.trailing:
            spans = word_spans(text)
            return spans[hit.start][0] if hit.start < len(spans) else 0
    return None


def wrapped_words(text: str) -> tuple[str, ...]:
    """Return the words of the national name that a line leaves to the next one ("VIỆT NAM")."""
    words = folded_words(text)
    whole = _NATION[0]
    held = next((k for k in _NATION_BROKEN if words[-2:] == whole[k - 2 : k]), len(whole))
    return whole[held:]


def find_number(text: str) -> tuple[str, int] | None:
    """Return the document number as written, without "Số:", and where it begins; None if none."""
    plain = fold_aligned(text).upper()
    match = _NUMBER.search(plain) or _BARE_NUMBER.search(plain)
    if match is None or not re.search(r"[A-Za-z]", match.group("no")):
        return None
    return text[match.start("no") : match.end("no")].strip(), match.start()


def unread_number(text: str) -> str | None:
    """Return what stands after "Số:" where no number can be read before its slash; None if none.

    Under a pen "Số:" is lost as well: a code alone ("/KH-SGD") is what is left of a number.
    """
    plain = fold_aligned(text)
    match = _UNREAD_NUMBER.match(plain)
    if match is None and _CODE_ALONE.match(plain.upper()):
        return text.strip()
    return text[match.end() :].strip() if match else None


_HOUR = re.compile(
    r"[,\s]*(?:(?:vào )?(?:hồi|lúc))?\s*\d{1,2}\s*(?:giờ|h)\s*(?:\d{1,2}\s*(?:phút)?)?[,\s]*$",
    re.IGNORECASE,
)
"""The hour before the day of an urgent telegram: "Kỳ Hải, hồi 14 giờ 30 phút ngày ..."."""


def find_date(text: str) -> PlaceDate | None:
    """Return place and date of a line "Tân Phú, ngày 17 tháng 10 năm 2023"; None if it has none."""
    plain = fold_aligned(text)
    match = _DATE.search(plain) or _SHORT_DATE.search(plain) or _WORN_DATE.search(plain)
    if match is None or len(text) - match.end() > FORMULA.after_date:
        return None
    before = text[: match.start()]
    found = find_number(before)
    skip = 0
    if found is not None:
        skip = before.find(found[0], found[1]) + len(found[0])
    place = _PLACE.search(_HOUR.sub("", before[skip:]).rstrip(" ,"))
    begin = skip + place.start() if place else match.start()
    name = place.group().strip(" ,.;") if place else ""
    return PlaceDate(name, text[match.start() : match.end()].strip(), begin)


def opens_subject(text: str) -> bool:
    """Say whether a line opens the subject of a letter ("V/v ...")."""
    return bool(_SUBJECT.match(fold(text)))


def opens_address(text: str) -> bool:
    """Say whether a line opens the list of those a paper is addressed to ("Kính gửi: ...")."""
    return bool(_ADDRESS.match(fold(text)))


def is_electronic(text: str) -> bool:
    """Say whether a line is one of an electronic signature's ("Ký bởi: ...", "Giờ ký: ...")."""
    return bool(_ELECTRONIC.search(fold(text)))


def without_signature(line: Line) -> Line:
    """Return the line without an electronic signature glued to its right."""
    found = _SIGNED_BY.search(fold_aligned(line.text))
    return cut_line(line, 0, found.start()) if found else line


def without_edges(line: Line) -> Line:
    """Return the line without the rules and specks that OCR reads at its ends."""
    text = line.text
    start = len(text) - len(text.lstrip(_EDGES))
    return cut_line(line, start, len(text.rstrip(_EDGES)))
