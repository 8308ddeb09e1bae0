"""Phrases of time inside a sentence: until when something is to be done.

Dates of cited papers ("Quyết định số 12/QĐ-BGDĐT ngày 3/4/2020 của ...") are no deadlines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.unicode import fold_aligned

__all__ = ["TimePhrase", "find_deadline"]

_DAY = r"(?:[0-3]?\d|[il]\d|\d[il])"
_YEAR = r"(?:nam\s*)?20\d\d"
_ATOMS = (
    rf"(?:ngay\s*)?{_DAY}\s*[/.]\s*\d{{1,2}}\s*[/.]\s*20\d\d",
    rf"ngay\s*{_DAY}\s*thang\s*\d{{1,2}}(?:\s*nam\s*20\d\d)?",
    rf"(?:ngay\s*){_DAY}\s*/\s*\d{{1,2}}(?![/\d])",
    rf"ngay\s*{_DAY}\s*(?:hang|hằng)\s*thang",
    r"thang\s*\d{1,2}\s*[/.-]\s*20\d\d",
    r"thang\s*\d{1,2}\s*nam\s*20\d\d",
    r"thang\s*\d{1,2}(?!\s*[/.]?\d)",
    r"(?:quy|hoc\s*ky|hk)\s*(?:[1-4]|i{1,3}|iv)\b(?:\s*[/,]?\s*(?:nam(?:\s*hoc)?)?\s*20\d\d(?:\s*[-–]\s*20\d\d)?)?",
    r"tuan\s*(?:thu\s*)?\d{1,2}(?:\s*[-–]\s*\d{1,2})?",
    r"nam\s*hoc\s*20\d\d\s*[-–]\s*20\d\d",
    r"he\s*20\d\d",
)
_YEARS = r"(?:nam|giai doan|cac nam)\s*20\d\d(?:\s*[-–]\s*20\d\d)?"
_SHORT = rf"{_DAY}\s*/\s*\d{{1,2}}(?![/\d%])"
# "01-30/11/2023": the days share their month.
_SHARED_MONTH = rf"{_DAY}\s*[-–—]\s*{_DAY}\s*/\s*\d{{1,2}}(?:\s*/\s*20\d\d)?(?![/\d%])"
_ATOM = "(?:" + "|".join(_ATOMS) + ")"
_TURN = r"(?:cuoi|dau|giua|het|ket thuc|sau)"
_EDGE = (
    rf"(?:(?:{_TURN}\s*(?:nam hoc|hoc ky|nam|thang|quy|dot)?\s*)?{_ATOM}"
    rf"|{_TURN}\s*(?:nam hoc|hoc ky|nam|thang|quy|dot)\b)"
)
_BY = (
    r"(?:cham nhat(?: la)?|muon nhat(?: la)?|han cuoi(?: la)?|truoc"
    r"|den het|het)"
)
_FORMS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (5.0, re.compile(rf"\b{_BY}\s*(?:ngay\s*)?(?:{_EDGE}|{_SHORT})")),
    (4.0, re.compile(rf"\b(?:tu\s*)?{_EDGE}\s*(?:den(?: het)?|toi|[-–—])\s*{_EDGE}")),
    (4.0, re.compile(rf"\b{_SHORT}\s*(?:den|[-–—])\s*(?:{_EDGE}|{_SHORT})")),
    (4.0, re.compile(rf"\b(?:tu\s*)?(?:ngay\s*)?{_SHARED_MONTH}")),
    (4.0, re.compile(rf"\btu\s*ngay\s*{_DAY}\s*(?:den|[-–—])\s*{_EDGE}")),
    (3.0, re.compile(rf"\b(?:trong|cuoi|het|den(?: het)?|vao|dau)\s*{_YEARS}")),
    (3.0, re.compile(rf"\b(?:trong|vao|tu|den)\s*{_EDGE}")),
    (2.0, re.compile(rf"\b{_EDGE}")),
    (1.0, re.compile(r"\b(?:h[au]ng (?:nam|thang|quy|tuan|ngay)|dinh ky(?: h[au]ng \w+)?)\b")),
    (0.8, re.compile(r"\b(?:truoc khi|sau khi) (?:ket thuc|bat dau|het) [\w ]{3,20}")),
)
_CITED = re.compile(
    r"(?:\d{1,5}\s*/[\w&/.-]+|thong tu|nghi dinh|quyet dinh|cong van|van ban)[^;.]{0,30}$"
)


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A phrase of time: its text and its place in the sentence."""

    text: str
    start: int
    end: int


def find_deadline(text: str) -> TimePhrase | None:
    """Return the phrase that says until when or in what time, None if there is none.

    "Trước ..." and "chậm nhất ..." win over spans, spans over single times, those over
    "hằng năm"; the date of a cited paper never counts.
    """
    plain = fold_aligned(text)
    best: tuple[float, int, int] | None = None
    for weight, form in _FORMS:
        for match in form.finditer(plain):
            if _is_cited(plain, match.start(), match.end()):
                continue
            if best is None or weight > best[0]:
                best = (weight, match.start(), match.end())
        if best is not None and best[0] >= weight:
            break
    if best is None:
        return None
    return TimePhrase(text[best[1] : best[2]].strip(), best[1], best[2])


def _is_cited(plain: str, start: int, end: int) -> bool:
    """Say whether the date belongs to a paper named before it, or is part of its number."""
    if re.match(r"\s*/\s*[a-z]", plain[end:]):
        return True
    return bool(_CITED.search(plain[max(0, start - 60) : start])) and not re.search(
        r"\btruoc\b", plain[start:end]
    )
