"""What kind of paper a document is (Decree 30/2020/ND-CP): by the words of its title and its code.

The kind line ("KẾ HOẠCH", "CHỈ THỊ") opens the title in capitals; a letter (công văn) has none but
"V/v ..." under its number. The number's code says the same once more ("KH", "CT", "TB").
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from extractors.paper.side_by_side import word_spans
from extractors.wording.matching import find_phrase, folded_words
from normalizers.text.unicode import fold, strip_marks

__all__ = [
    "DocumentKind",
    "is_capital",
    "is_label",
    "kind_of_code",
    "kind_of_title",
    "opens_form",
    "opens_title",
    "without_label",
]

DocumentKind: TypeAlias = Literal[
    "improvement_plan",
    "self_assessment_plan",
    "district_plan",
    "plan",
    "directive",
    "letter",
    "decision",
    "notice",
    "report",
    "proposal",
    "annex",
    "form",
    "calendar",
    "regulation",
    "minutes",
    "guidance",
    "invitation",
    "resolution",
    "other",
]

_OF_WORDS: Final[dict[str, DocumentKind]] = {
    "kế hoạch": "plan",
    "chương trình": "plan",
    "phương án": "plan",
    "đề án": "plan",
    "chỉ thị": "directive",
    "công điện": "directive",
    "công văn": "letter",
    "quyết định": "decision",
    "thông báo": "notice",
    "báo cáo": "report",
    "tờ trình": "proposal",
    "phụ lục": "annex",
    "biểu mẫu": "form",
    "phiếu đăng ký": "form",
    "bản đăng ký": "form",
    "giấy đăng ký": "form",
    "đơn đăng ký": "form",
    "lịch công tác": "calendar",
    "lịch làm việc": "calendar",
    "lịch trực": "calendar",
    "quy chế": "regulation",
    "quy định": "regulation",
    "nội quy": "regulation",
    "biên bản": "minutes",
    "hướng dẫn": "guidance",
    "giấy mời": "invitation",
    "thư mời": "invitation",
    "nghị quyết": "resolution",
}
_PHRASES = tuple((folded_words(words), kind) for words, kind in _OF_WORDS.items())
_CALENDAR = re.compile(r"^lich\b")
_OF_CODE: Final[dict[str, DocumentKind]] = {
    "KH": "plan",
    "CTR": "plan",
    "CTRHD": "plan",
    "PA": "plan",
    "DA": "plan",
    "CT": "directive",
    "CD": "directive",
    "CV": "letter",
    "QD": "decision",
    "TB": "notice",
    "BC": "report",
    "TTR": "proposal",
    "QC": "regulation",
    "QYD": "regulation",
    "BB": "minutes",
    "HD": "guidance",
    "GM": "invitation",
    "NQ": "resolution",
}
_LABEL = re.compile(
    r"^phu luc(?: (?:so )?[0-9ivxa-h]{1,4})?\W*$|^(?:bieu )?mau(?: so)? ?\d{1,2}\W*$"
)
_NO_KIND = re.compile(r"\W*(?:phường|ph[oòóỏ]ng|công an)\b", re.IGNORECASE)
"""Offices that read like a kind of paper without their marks: "PHƯỜNG AN ..." (phương án), or with
one letter other: "PHÒNG VĂN HÓA - XÃ HỘI" (công văn)."""

_FORM = re.compile(r"^\W*(?:mau|bieu mau|bieu|phieu)(?: so)? ?\d{1,2}\b")

_CAPITAL = 0.6
"""Share of a line's letters that are capitals, if it is one in capitals: OCR loses some, and a
name among small letters has fewer."""

_LONGEST_ALONE = 3
"""Words of a line that holds nothing but a kind of paper, at most ("KẾ HOẠCH", "GIẤY MỜI HỌP")."""


def is_capital(text: str) -> bool:
    """Say whether most letters of a text are capitals (OCR loses some)."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= _CAPITAL * len(letters)


def is_label(text: str) -> bool:
    """Say whether a line is but the number of an annex or a form ("PHỤ LỤC II", "Mẫu số 3")."""
    return bool(_LABEL.match(" ".join(folded_words(text))))


def without_label(title: str) -> str:
    """Return a title without the number of the annex before it ("PHỤ LỤC II LỊCH TRỰC")."""
    found = re.match(r"\W*phụ lục(?: (?:số )?(?:\d{1,2}|[ivx]{1,4}|[a-h]))?\s+(?=\S)", title, re.I)
    return title[found.end() :] if found else title


def opens_form(text: str) -> bool:
    """Say whether a line is the heading of one form of several ("Mẫu số 01. Phiếu dự giờ")."""
    return bool(_FORM.match(fold(text)))


def opens_title(text: str, *, alone: bool = False) -> bool:
    """Say whether a line opens a title: words of a kind of paper, in capitals, at its start.

    Args:
        text: the line.
        alone: nothing else may stand on the line.
    """
    words = folded_words(text)
    if not words or (alone and len(words) > _LONGEST_ALONE) or _NO_KIND.match(text):
        return False
    for phrase, _ in _PHRASES:
        hit = find_phrase(phrase, words[: len(phrase) + 1])
        if hit is not None and hit.start == 0:
            spans = word_spans(text)
            head = text[: spans[hit.end - 1][1]] if len(spans) >= hit.end else text
            return is_capital(head) and (not alone or len(words) <= hit.end + 1)
    return False


def kind_of_title(title: str) -> DocumentKind | None:
    """Return the kind of paper a title names at its start; None if it names none."""
    words = folded_words(title)
    if _NO_KIND.match(title):
        return None
    for phrase, kind in _PHRASES:  # "hướng dẫn" is like "phương án": first what is printed so
        if words[: len(phrase)] == phrase:
            return kind
    for phrase, kind in _PHRASES:
        hit = find_phrase(phrase, words[: len(phrase) + 1])
        if hit is not None and hit.start == 0:
            return kind
    return "calendar" if _CALENDAR.match(fold(title)) else None


def kind_of_code(number: str) -> DocumentKind | None:
    """Return the kind of paper the code of a number names ("45/KH-THCSHM"); None if none."""
    code = number.rpartition("/")[2]
    head = re.split(r"\s*[-–]", code)[0]
    return _OF_CODE.get(strip_marks(head).upper().strip())
