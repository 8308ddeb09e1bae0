"""What kind of value does a cell hold? Number, code, time, role, person, money or running text.

Used to name columns that have no header or a ruined one, and to put the cells of a displaced row
under the right columns. Every test is a likelihood 0..1, not a parse: values are normalised later.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from importlib import resources

from extractors.wording.matching import folded_words
from normalizers.people import find_people
from normalizers.text.unicode import clean, fold, has_marks, nfc

__all__ = [
    "affinity",
    "has_action_verb",
    "has_form",
    "is_number",
    "is_row_key",
    "names_organ",
    "opens_with_verb",
    "phrase_list",
    "starts_with_code",
    "word_list",
]

_NUMBER = re.compile(r"^\W*\d{1,3}\W*$")
_ROW_KEY = re.compile(r"^(?:\d{1,3}|[IVX]{1,6}|[a-zđ]|\d{1,2}(?:\.\d{1,2}){1,2})[.)]?$")
_CODE_START = re.compile(
    r"^\W*(?:(?:cac )?t[il1]?eu ch[il1]\w?\W*(?:so )?\W*\d|tc\W*\d|\d{1,2}\s?\.\s?\d{1,2}\b)"
)
_STANDARD = re.compile(r"^\W*t[il1]?eu ch\w{2,3}n\W*(?:so )?\W*\d")
_DATE_FORMS = (
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}",
    r"\d{1,2}\s?/\s?\d{4}",
    r"\b\d{1,2}\s?/\s?\d{1,2}\b",
    r"\bth\wng ?\d{1,2}",
    r"\bt\s?\d{1,2}\b[/.]",
    r"\b(?:tuan|ngay|d\wt) \d{1,2}",
    r"\bnam hoc\b",
    r"\bhoc k[yi]\b",
    r"\bhk ?[i12]",
    r"\bquy [1-4iv]+\b",
    r"\bh[au]ng (?:nam|thang|tuan|ngay|quy)",
    r"\b(?:thuong xuyen|ca nam|dinh ky|lien tuc|truoc ngay)\b",
    r"\b(?:nam|he) 20\d\d",
    r"\b20\d\d\s?[-–]\s?20\d\d",
    r"\bcuoi (?:nam|thang|hoc|ky)",
    r"\bdau (?:nam|thang|hoc)\b",
    r"\btrong (?:nam|thang|he)\b",
    r"\b\d{1,2}\s?(?:h|g|gio)\s?\d{0,2}\b",
)
_DATE = re.compile("|".join(_DATE_FORMS))
_DATE_GLUE = re.compile(
    r"\b(?:tu|den|va|truoc|sau|trong|thang|nam|hoc|ngay|dau|cuoi|giua|het|cho|toi|ky)\b|[\W\d_]"
)
_MONEY = re.compile(
    r"\d{1,3}(?:[., ]\d{3})+(?:\s?(?:d|dong|vnd))?\b"
    r"|\d+(?:[.,]\d+)?\s?(?:trieu|nghin|ty|dong|vnd|d|tr)\b"
    r"|ngan\s?sach|xa hoi hoa|\bxhh\b|kinh phi|nguon (?:chi|von|thu)|khong co\b|hoc phi"
)
_SCHOOL = re.compile(
    r"^\W*(?:truong|tr)\W+\w|^\W*(?:thcs|thpt|th|mn|mam non|tieu hoc|trung tam)\s+\w"
)
_EVIDENCE_CODE = re.compile(r"^\W*h\s?\d{1,2}\s?[-–.]\s?\d", re.IGNORECASE)
_NAME_WORD = re.compile(r"^[^\W\d_]+$")
_LONGEST_PHRASE = 6
_LONGEST_OWNER = 16
_LEADS = {("chu", "tri"), ("phoi", "hop"), ("phu", "trach"), ("nguoi", "thuc")}
_TITLE = re.compile(r"^(?:ông|bà|thầy|cô|đ/c|đồng chí|ths|ts|cn)\.?\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _data() -> dict[str, list[str]]:
    text = resources.files("extractors.wording").joinpath("content_words.json").read_text("utf-8")
    data: dict[str, list[str]] = json.loads(text)
    return data


def phrase_list(name: str) -> list[str]:
    """Return a list of ``content_words.json`` as written."""
    return _data()[name]


@lru_cache(maxsize=8)
def word_list(name: str) -> tuple[tuple[str, ...], ...]:
    """Return a list of ``content_words.json`` as folded words, longest phrases first."""
    phrases = {folded_words(p) for p in _data()[name]}
    return tuple(sorted(phrases, key=lambda p: (-len(p), p)))


def is_number(text: str) -> bool:
    """Say whether the text is one bare running number ("1", "(2)", "3.")."""
    return bool(_NUMBER.match(text))


def is_row_key(text: str) -> bool:
    """Say whether a text is what numbers a row: "1", "IV.", "a)", "1.2"."""
    return _ROW_KEY.match(text) is not None


def starts_with_code(text: str) -> bool:
    """Say whether the text begins with a criterion code ("Tiêu chí 1.5", "TC 2", "1.10")."""
    return bool(_CODE_START.match(fold(text)))


@lru_cache(maxsize=8)
def _single(name: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in word_list(name))


@lru_cache(maxsize=8)
def _phrases(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(word_list(name))


@lru_cache(maxsize=16384)
def _covered(text: str, list_name: str) -> float:
    """Return the share of the words covered by phrases of the list (connectors count half)."""
    words = folded_words(text)
    if not words:
        return 0.0
    taken = [0.0] * len(words)
    phrases = _phrases(list_name)
    for start in range(len(words)):
        for size in range(1, _LONGEST_PHRASE + 1):
            if words[start : start + size] in phrases:
                taken[start : start + size] = [1.0] * len(words[start : start + size])
    connectors = _single("connectors")
    hit = any(taken)
    for i, word in enumerate(words):
        if not taken[i] and (word in connectors or word.isdecimal()):
            taken[i] = 0.7 if hit else 0.0
    return sum(taken) / len(words)


def _number(text: str) -> float:
    return 1.0 if is_number(text) else 0.0


def _criterion(text: str) -> float:
    if starts_with_code(text):
        return 1.0
    return 0.35 if is_number(text) and 1 <= int(re.sub(r"\D", "", text)) <= 10 else 0.0


def _standard(text: str) -> float:
    if _STANDARD.match(fold(text)):
        return 1.0
    return 0.45 if is_number(text) and 1 <= int(re.sub(r"\D", "", text)) <= 6 else 0.0


@lru_cache(maxsize=16384)
def _date(text: str) -> float:
    folded = fold(text)
    matches = list(_DATE.finditer(folded))
    if not matches:
        return 0.0
    rest = _DATE_GLUE.sub("", _DATE.sub("", folded))
    total = len(re.sub(r"\W", "", folded)) or 1
    share = 1 - len(rest) / total
    return max(0.0, min(1.0, 0.15 + share))


def names_organ(text: str) -> bool:
    """Say whether the text begins with a body or office: "Phòng ...", "Các trường ...", "Tổ ...".

    Where the text has marks they count: "Hồ sơ" and "Tổ chức" are no offices, "Sở" and "Tổ" are.
    """
    key = " ".join(re.findall(r"\w+", clean(text).lower())[:5]) + " "
    organs, others = _openings(has_marks(text))
    if not has_marks(text):
        key = fold(key) + " "
    return key.startswith(organs) and not key.startswith(others)


@lru_cache(maxsize=2)
def _openings(marked: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    def keys(name: str) -> tuple[str, ...]:
        lowered = (clean(p).lower() for p in _data()[name])
        return tuple((p if marked else fold(p)) + " " for p in lowered)

    return keys("organs"), keys("not_organs")


def _role(text: str) -> float:
    words = folded_words(text)
    if not words:
        return 0.0
    if words[:2] in _LEADS:
        return 0.9
    share = _covered(text, "roles")
    if share and len(words) <= _LONGEST_OWNER:
        share = max(share, 0.95 * _covered(_without_people(text), "roles"))
    if len(words) <= 7 and names_organ(text.strip(" -+•*.")) and not has_action_verb(text):
        share = max(share, 0.65)
    if opens_with_verb(text):
        share *= 0.4
    elif has_action_verb(text) and share < 0.6:
        share *= 0.6
    return max(share if share >= 0.3 else share / 2, 0.75 * _person(text))


def _without_people(text: str) -> str:
    """Return the text without full names and their titles ("Đ/c Mai Văn Xuân - TTCM")."""
    plain = clean(text)
    for person in reversed(find_people(plain)):
        begin = person.start
        if person.title:
            begin = plain.lower().rfind(person.title.lower(), 0, begin)
        plain = plain[: max(0, begin)] + plain[person.end :]
    return plain


@lru_cache(maxsize=16384)
def _person(text: str) -> float:
    line = _TITLE.sub("", nfc(text).strip().splitlines()[0] if text.strip() else "")
    words = line.split()
    if not 2 <= len(words) <= 6 or not all(_NAME_WORD.match(w) for w in words):
        return 0.0
    capital = sum(w[0].isupper() for w in words) / len(words)
    surname = fold(words[0]) in _single("surnames")
    return capital * (1.0 if surname else 0.45)


def _duty(text: str) -> float:
    share = _covered(text, "duties")
    return share if len(folded_words(text)) <= 10 else 0.0


def _school(text: str) -> float:
    return 0.9 if _SCHOOL.match(fold(text)) and len(text.split()) <= _LONGEST_OWNER else 0.0


def _money(text: str) -> float:
    folded = fold(text)
    match = _MONEY.search(folded)
    if match is None:
        return 0.0
    return 1.0 if len(folded) < 40 else 0.3


@lru_cache(maxsize=1)
def _verbs() -> frozenset[tuple[str, ...]]:
    return frozenset(word_list("verbs") + word_list("more_verbs"))


def opens_with_verb(text: str) -> bool:
    """Say whether the text begins with a verb of work ("Rà soát ...", "- Tổ chức ...")."""
    words = folded_words(text)
    return any(words[:size] in _verbs() for size in (1, 2, 3))


@lru_cache(maxsize=16384)
def has_action_verb(text: str) -> bool:
    """Say whether the text has a verb of work anywhere."""
    words = folded_words(text)
    return any(words[i : i + n] in _verbs() for i in range(len(words)) for n in (1, 2, 3))


def _running_text(text: str) -> float:
    count = len(folded_words(text))
    if is_number(text) or _date(text) > 0.75:
        return 0.0
    length = min(1.0, count / 10)
    others = max(_role(text) if count < 30 else 0.0, _money(text))
    return max(0.0, length * (1.0 - 0.6 * others)) + (0.1 if has_action_verb(text) else 0.0)


def _action(text: str) -> float:
    """Work to be done opens with a verb more often than a state or a goal does."""
    bonus = 0.1 if opens_with_verb(text) else 0.03 if has_action_verb(text) else -0.05
    return min(0.85, _running_text(text)) + bonus


def _content(text: str) -> float:
    return min(0.85, _running_text(text))


_TESTS: dict[str, Callable[[str], float]] = {
    "number": _number,
    "criteria": _criterion,
    "standard": _standard,
    "deadline": _date,
    "start": _date,
    "end": _date,
    "report_deadline": _date,
    "owner": _role,
    "support": _role,
    "supervisor": _role,
    "person": _person,
    "position": _role,
    "role": _duty,
    "budget": _money,
    "unit": _school,
    "action": _action,
    "content": _content,
    "criterion_text": _content,
    "evidence": _content,
    "evidence_code": lambda text: 1.0 if _EVIDENCE_CODE.match(text) else 0.0,
}


def has_form(field: str | None) -> bool:
    """Say whether values of the field have a typical form that can be tested."""
    return field in _TESTS


def affinity(field: str, text: str) -> float:
    """Return how well a cell's text fits a field, 0..1 (0.2 for fields without a typical form).

    Args:
        field: a name of ``extractors.tables.fields.columns.FIELDS``.
        text: the cell's text; an empty text fits everything a little (0.3).
    """
    if not text.strip():
        return 0.3
    test = _TESTS.get(field)
    return 0.2 if test is None else max(0.0, min(1.0, test(text)))
