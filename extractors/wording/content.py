"""What kind of value does a cell hold? Number, code, time, role, person, money or running text.

Used to name columns that have no header or a ruined one, and to put the cells of a displaced row
under the right columns. Every test is a likelihood 0..1, not a parse: values are normalised later.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from extractors.wording.matching import folded_words
from normalizers.people import find_people
from normalizers.text.unicode import clean, fold, has_marks, nfc

__all__ = [
    "EMPTY",
    "FORMLESS",
    "LIKE_OWNER",
    "LIKE_TIME",
    "LONGEST_VERB",
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
_LEADS = {("chu", "tri"), ("phoi", "hop"), ("phu", "trach"), ("nguoi", "thuc")}
_TITLE = re.compile(r"^(?:ông|bà|thầy|cô|đ/c|đồng chí|ths|ts|cn)\.?\s+", re.IGNORECASE)

FORMLESS = 0.2
"""Affinity of any text to a field without a typical form, or to a column without a name."""

EMPTY = 0.3
"""Affinity of an empty text to any field: it fits everything a little."""

LIKE_TIME = 0.7
"""Affinity from which a text is a time and little else."""

LIKE_OWNER = 0.5
"""Affinity from which a text names someone in charge, though no list has it whole."""

LONGEST_VERB = 3
"""Words of a verb of work, at most ("xây dựng kế hoạch" is two)."""

_RECENT = 16384
"""Texts whose scores are kept: the cells of a long document, as many ask for each."""


@dataclass(frozen=True, slots=True)
class ContentSettings:
    """How well a cell's text fits a field: affinities and factors of them, 0..1, unless said.

    Set by hand.

    Attributes:
        phrase: words of a phrase of the lists, at most.
        connector: what a connector or a number between known words counts, as part of a word.
        bare_criterion: of a bare number for a criterion,
        most_criteria: if it is no higher than criteria of a standard go.
        bare_standard: of a bare number for a standard,
        most_standards: if it is no higher than standards go.
        glued_time: added to the share of a text that is a time: words between go with it.
        running_time: affinity to a time above which a text is no running text.
        organ: words with which a body's name begins, at most.
        leads: of "chủ trì ..." for the owner.
        owner: words of an owner or a school's name, at most.
        with_people: factor where full names are taken out first.
        organ_words: words of a text that begins with a body's name and is one, at most,
        like_organ: and its affinity for the owner.
        begins_verb: factor where a verb of work opens the text,
        has_verb: and where one stands in it and less than
        surely_named: is covered by names of roles.
        partly: below which share covered half is counted only.
        own_name: factor of a person's name for the owner.
        names_least: words of a person's name, at least,
        names_most: and at most.
        strange_surname: factor of a name whose family no list has.
        duty: words of a duty in a board, at most.
        school: of what begins as a school's name does.
        sum: characters of a text about a sum, below which it is that,
        long_sum: and the affinity of a longer one.
        running: words from which a text is running text in full.
        roled: words below which roles that a text names speak against that,
        roles_against: and by how much.
        verb_for: added where a text has a verb of work.
        text: of running text for work or contents, at most.
        action_opens: added to that for work where a verb of work opens the text,
        action_has: or stands in it,
        action_none: or where it has none.
    """

    phrase: int = 6
    connector: float = 0.7
    bare_criterion: float = 0.35
    most_criteria: int = 10
    bare_standard: float = 0.45
    most_standards: int = 6
    glued_time: float = 0.15
    running_time: float = 0.75
    organ: int = 5
    leads: float = 0.9
    owner: int = 16
    with_people: float = 0.95
    organ_words: int = 7
    like_organ: float = 0.65
    begins_verb: float = 0.4
    has_verb: float = 0.6
    surely_named: float = 0.6
    partly: float = 0.3
    own_name: float = 0.75
    names_least: int = 2
    names_most: int = 6
    strange_surname: float = 0.45
    duty: int = 10
    school: float = 0.9
    sum: int = 40
    long_sum: float = 0.3
    running: int = 10
    roled: int = 30
    roles_against: float = 0.6
    verb_for: float = 0.1
    text: float = 0.85
    action_opens: float = 0.1
    action_has: float = 0.03
    action_none: float = -0.05


CONTENT = ContentSettings()


@lru_cache(maxsize=1)
def _data() -> dict[str, list[str]]:
    text = resources.files("extractors.wording").joinpath("content_words.json").read_text("utf-8")
    data: dict[str, list[str]] = json.loads(text)
    return data


def phrase_list(name: str) -> list[str]:
    """Return a list of ``content_words.json`` as written."""
    return _data()[name]


@cache
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


@cache
def _single(name: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in word_list(name))


@cache
def _phrases(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(word_list(name))


@lru_cache(maxsize=_RECENT)
def _covered(text: str, list_name: str) -> float:
    """Return the share of the words covered by phrases of the list (connectors count half)."""
    words = folded_words(text)
    if not words:
        return 0.0
    taken = [0.0] * len(words)
    phrases = _phrases(list_name)
    for start in range(len(words)):
        for size in range(1, CONTENT.phrase + 1):
            if words[start : start + size] in phrases:
                taken[start : start + size] = [1.0] * len(words[start : start + size])
    connectors = _single("connectors")
    hit = any(taken)
    for i, word in enumerate(words):
        if not taken[i] and (word in connectors or word.isdecimal()):
            taken[i] = CONTENT.connector if hit else 0.0
    return sum(taken) / len(words)


def _number(text: str) -> float:
    return 1.0 if is_number(text) else 0.0


def _criterion(text: str) -> float:
    if starts_with_code(text):
        return 1.0
    return CONTENT.bare_criterion if _counts_to(text, CONTENT.most_criteria) else 0.0


def _standard(text: str) -> float:
    if _STANDARD.match(fold(text)):
        return 1.0
    return CONTENT.bare_standard if _counts_to(text, CONTENT.most_standards) else 0.0


def _counts_to(text: str, most: int) -> bool:
    return is_number(text) and 1 <= int(re.sub(r"\D", "", text)) <= most


@lru_cache(maxsize=_RECENT)
def _date(text: str) -> float:
    folded = fold(text)
    matches = list(_DATE.finditer(folded))
    if not matches:
        return 0.0
    rest = _DATE_GLUE.sub("", _DATE.sub("", folded))
    total = len(re.sub(r"\W", "", folded)) or 1
    share = 1 - len(rest) / total
    return max(0.0, min(1.0, CONTENT.glued_time + share))


def names_organ(text: str) -> bool:
    """Say whether the text begins with a body or office: "Phòng ...", "Các trường ...", "Tổ ...".

    Where the text has marks they count: "Hồ sơ" and "Tổ chức" are no offices, "Sở" and "Tổ" are.
    """
    key = " ".join(re.findall(r"\w+", clean(text).lower())[: CONTENT.organ]) + " "
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
        return CONTENT.leads
    share = _covered(text, "roles")
    if share and len(words) <= CONTENT.owner:
        share = max(share, CONTENT.with_people * _covered(_without_people(text), "roles"))
    organ = len(words) <= CONTENT.organ_words and names_organ(text.strip(" -+•*."))
    if organ and not has_action_verb(text):
        share = max(share, CONTENT.like_organ)
    if opens_with_verb(text):
        share *= CONTENT.begins_verb
    elif has_action_verb(text) and share < CONTENT.surely_named:
        share *= CONTENT.has_verb
    share = share if share >= CONTENT.partly else share / 2
    return max(share, CONTENT.own_name * _person(text))


def _without_people(text: str) -> str:
    """Return the text without full names and their titles ("Đ/c Mai Văn Xuân - TTCM")."""
    plain = clean(text)
    for person in reversed(find_people(plain)):
        begin = person.start
        if person.title:
            begin = plain.lower().rfind(person.title.lower(), 0, begin)
        plain = plain[: max(0, begin)] + plain[person.end :]
    return plain


@lru_cache(maxsize=_RECENT)
def _person(text: str) -> float:
    line = _TITLE.sub("", nfc(text).strip().splitlines()[0] if text.strip() else "")
    words = line.split()
    named = CONTENT.names_least <= len(words) <= CONTENT.names_most
    if not named or not all(_NAME_WORD.match(w) for w in words):
        return 0.0
    capital = sum(w[0].isupper() for w in words) / len(words)
    surname = fold(words[0]) in _single("surnames")
    return capital * (1.0 if surname else CONTENT.strange_surname)


def _duty(text: str) -> float:
    share = _covered(text, "duties")
    return share if len(folded_words(text)) <= CONTENT.duty else 0.0


def _school(text: str) -> float:
    named = _SCHOOL.match(fold(text)) and len(text.split()) <= CONTENT.owner
    return CONTENT.school if named else 0.0


def _money(text: str) -> float:
    folded = fold(text)
    match = _MONEY.search(folded)
    if match is None:
        return 0.0
    return 1.0 if len(folded) < CONTENT.sum else CONTENT.long_sum


@lru_cache(maxsize=1)
def _verbs() -> frozenset[tuple[str, ...]]:
    return frozenset(word_list("verbs") + word_list("more_verbs"))


def opens_with_verb(text: str) -> bool:
    """Say whether the text begins with a verb of work ("Rà soát ...", "- Tổ chức ...")."""
    words = folded_words(text)
    return any(words[:size] in _verbs() for size in range(1, LONGEST_VERB + 1))


@lru_cache(maxsize=_RECENT)
def has_action_verb(text: str) -> bool:
    """Say whether the text has a verb of work anywhere."""
    words = folded_words(text)
    sizes = range(1, LONGEST_VERB + 1)
    return any(words[i : i + n] in _verbs() for i in range(len(words)) for n in sizes)


def _running_text(text: str) -> float:
    count = len(folded_words(text))
    if is_number(text) or _date(text) > CONTENT.running_time:
        return 0.0
    length = min(1.0, count / CONTENT.running)
    others = max(_role(text) if count < CONTENT.roled else 0.0, _money(text))
    verb = CONTENT.verb_for if has_action_verb(text) else 0.0
    return max(0.0, length * (1.0 - CONTENT.roles_against * others)) + verb


def _action(text: str) -> float:
    """Work to be done opens with a verb more often than a state or a goal does."""
    bonus = CONTENT.action_has if has_action_verb(text) else CONTENT.action_none
    bonus = CONTENT.action_opens if opens_with_verb(text) else bonus
    return min(CONTENT.text, _running_text(text)) + bonus


def _content(text: str) -> float:
    return min(CONTENT.text, _running_text(text))


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
        return EMPTY
    test = _TESTS.get(field)
    return FORMLESS if test is None else max(0.0, min(1.0, test(text)))
