"""Letterhead, title, legal bases and ending of a plan, still as written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from extractors.paper.ending import Ending, is_office, read_ending
from extractors.paper.furniture import Furniture
from extractors.paper.letterhead import (
    Letterhead,
    find_date,
    find_number,
    read_letterhead,
    without_edges,
)
from extractors.paper.paragraphs import Paragraph, paragraphs_of, value_of
from extractors.paper.side_by_side import all_lines
from extractors.types import FieldValue, Line, Page
from extractors.wording.matching import find_phrase, folded_words
from normalizers.unicode import fold, fold_aligned, strip_marks

__all__ = ["Header", "PlanKind", "read_header"]

PlanKind: TypeAlias = Literal["improvement_plan", "self_assessment_plan", "district_plan", "other"]

_YEARS = re.compile(r"(20\d\d)\s*[-–—/]\s*(20\d\d)")
_SCHOOL_YEAR = re.compile(r"n[a-z]{1,2}m\s*h[a-z]{1,2}c\W*(20\d\d\s*[-–—/]\s*20\d\d)")
_STOP = re.compile(
    r"^\W*(?:can[ -]c\wr?\b|c[a-z]n[ -]c\w{1,2}\b"
    r"|thuc hien (?:cong van|ke hoach|quyet dinh|thong tu|chi thi)|kinh gui|nham\b"
    r"|de (?:thuc hien|trien khai)|tren co so"
    r"|theo (?:ke hoach|cong van|quyet dinh|chi dao|tinh than|su)"
    r"|xet (?:de nghi|to trinh|thay)|trong nam hoc|phan thu|phan [i1]\b"
    r"|(?:[ivx]{1,4}|[a-e]|\d{1,2})\s*[.)/]\s*\S|dat van de|co quan ban hanh)"
)
_ATTACHED = re.compile(r"^\W*\(?\s*(?:kem theo|dinh kem|ban hanh kem|du thao)")
_SCHOOL = re.compile(
    r"^\W*(?:tr[u\w]{1,4}ng\b|trung tam\b|mam non\b|mau giao\b|nha tre\b|th(?:cs|pt)?\b)",
    re.IGNORECASE,
)
_SCHOOL_IN_TEXT = re.compile(
    r"\bTr(?:ường|ƯỜNG) (?:THPT|THCS|TH|MN|MG|PTDTNT|PTDTBT|Tiểu học|Mầm non|Mẫu giáo"
    r"|Trung học cơ sở|Trung học phổ thông|Phổ thông)(?: (?:THPT|THCS|và|&|-|–))*"
    r"(?: (?:[A-ZĐÀ-Ỹ][^\W\d_]*|[A-Z]?\d{1,3}|số|chuyên|dân tộc|nội trú|bán trú|tư thục)"
    r"(?:[/-]\d{1,2})?)+"
)
_DISTRICT_IN_TEXT = re.compile(
    r"\b(?:quận|huyện|thị xã|thành phố|Quận|Huyện|Thị xã|Thành phố|TP\.?) "
    r"(?:\d{1,2}|[A-ZĐÀ-Ỹ][^\W\d_]*(?: [A-ZĐÀ-Ỹ][^\W\d_]*){0,3})"
)
_OFFICE_IN_TEXT = re.compile(
    r"\bPhòng (?:GD\s?&\s?ĐT|GDĐT|GD-ĐT|Giáo dục và Đào tạo|GD và ĐT)"
    r"(?: (?:quận|huyện|thị xã|thành phố|TP\.?))?"
    r" (?:\d{1,2}|[A-ZĐÀ-Ỹ][^\W\d_]*(?: [A-ZĐÀ-Ỹ][^\W\d_]*){0,3})"
)
_PROVINCE_IN_TEXT = re.compile(
    r"\b(?:tỉnh|Tỉnh|Sở (?:GD\s?&\s?ĐT|GDĐT|Giáo dục và Đào tạo)(?: tỉnh| thành phố| TP\.?)?)"
    r" [A-ZĐÀ-Ỹ][^\W\d_]*(?: [A-ZĐÀ-Ỹ][^\W\d_]*){0,3}"
)
_KINDS_OF_LAW = tuple(
    folded_words(t)
    for t in (
        "thông tư", "nghị định", "quyết định", "công văn", "kế hoạch", "chỉ thị", "nghị quyết",
        "văn bản", "hướng dẫn", "luật", "báo cáo", "thông báo",
    )
)  # fmt: skip
_DOC_NUMBER = re.compile(
    r"\d{1,5}\s*/\s*(?:20\d\d\s*/\s*)?[A-Z]{2,}[\w&]*(?:\s*[-–:]\s*[A-Z][\w&]*)*"
)
_BASIS_OPENS = re.compile(r"^\W*c[a-z]{1,3}n[ -]c[\w]{1,3}\b")
_MAJOR = re.compile(r"^\s*(?:[IVX]{1,5}|\d{1,2}|[A-E])\s*[.)]\s*\S")
_TITLE_LINES = 8
_TITLE_GAP = 5.0
"""Heights of a line that no title has between two of its lines."""

_TITLE_CHARS = 420


@dataclass(frozen=True, slots=True)
class Header:
    """What a plan says of itself.

    Attributes:
        fields: field name -> value as written. Names: ``number``, ``issued_place``,
            ``issued_date``, ``title``, ``authority``, ``school``, ``signer``, ``signer_title``,
            ``school_year``, ``district``, ``province`` (the last two as the running text names
            them). A field not found is absent.
        legal_bases: the paragraphs that name the papers the plan rests on.
        recipients: the lines under "Nơi nhận".
        kind: what kind of plan it is.
        flags: machine names of what was odd ("no_letterhead", "school_from_text", ...).
    """

    fields: dict[str, FieldValue] = field(default_factory=dict)
    legal_bases: tuple[FieldValue, ...] = ()
    recipients: tuple[FieldValue, ...] = ()
    kind: PlanKind = "other"
    flags: tuple[str, ...] = ()


def read_header(pages: Sequence[Page]) -> Header:
    """Return the header of the document with every value as written and where it stands.

    Works on letterheads of two columns (parted, glued or in frames), on texts without one, and on
    damaged text: fixed formulas are matched by likeness, never by exact words.
    """
    furniture = Furniture(pages)
    lines = [line for line in all_lines(pages) if not line.text.strip() or line not in furniture]
    head = read_letterhead(lines)
    ending = read_ending(lines)
    found: dict[str, FieldValue] = {}
    flags: list[str] = [] if head.formula else ["no_letterhead"]
    _take_letterhead(found, head)
    title = _title_lines(lines, head, ending)
    if title:
        found["title"] = value_of(title)
    body = _body(lines, head, title, ending)
    _take_from_text(found, flags, lines, body, title)
    if ending.title is not None:
        found["signer_title"] = ending.title
    if ending.signer is not None:
        found["signer"] = ending.signer
    return Header(
        fields=found,
        legal_bases=_legal_bases(body),
        recipients=ending.recipients,
        kind=_kind(found, body),
        flags=tuple(flags),
    )


# --- letterhead ---


def _take_letterhead(found: dict[str, FieldValue], head: Letterhead) -> None:
    if head.number is not None:
        line, number = head.number
        found["number"] = value_of([line], number)
    if head.dated is not None:
        line, dated = head.dated
        found["issued_date"] = value_of([line], dated.date)
        if dated.place:
            found["issued_place"] = value_of([line], dated.place)
    at = next((i for i, line in enumerate(head.left) if _is_school(line.text)), len(head.left))
    if at < len(head.left):
        found["school"] = value_of(head.left[at:])
    if at > 0:
        found["authority"] = value_of(head.left[:at])


def _is_school(text: str) -> bool:
    folded = fold(text)
    return bool(_SCHOOL.match(folded)) and not folded.startswith("truong phong")


# --- title ---


def _title_lines(lines: Sequence[Line], head: Letterhead, ending: Ending) -> list[Line]:
    """Return the lines of the title, from the word "KẾ HOẠCH" to where the text begins."""
    if head.title_at is None:
        return []
    lines = lines[: _stop(lines, ending, head.title_at)]
    taken = [without_edges(lines[head.title_at])]
    for line in lines[head.title_at + 1 :]:
        text = line.text.strip()
        if not text:
            continue
        if len(taken) >= _TITLE_LINES or _ends_title(text, taken) or _stands_apart(line, taken[-1]):
            break
        if not _is_junk(text):
            taken.append(line)
    return taken


def _stands_apart(line: Line, above: Line) -> bool:
    """Say whether a line is overleaf or has room for a table between it and the one above."""
    if line.page != above.page:
        return True
    if line.bbox is None or above.bbox is None:
        return False
    return line.bbox.y0 - above.bbox.y1 > _TITLE_GAP * above.bbox.height


def _is_junk(text: str) -> bool:
    """Say whether a line is what OCR made of a stamp or a rule: hardly a word in it."""
    tokens = text.split()
    words = [t for t in tokens if re.match(r"^\W*[^\W_]{2,}", t)]
    return not words or (len(tokens) >= 3 and len(words) < 0.5 * len(tokens))


def _ends_title(text: str, taken: list[Line]) -> bool:
    folded = fold(text)
    if _STOP.match(folded) or _ATTACHED.match(folded) or (len(taken) > 1 and is_office(text)):
        return True
    if find_date(text) is not None or (len(text) < 40 and find_number(text) is not None):
        return True
    if sum(len(line.text) for line in taken) + len(text) > _TITLE_CHARS:
        return True
    return len(text) > 200 or (text.endswith((".", ":")) and len(text) > 100)


# --- what the text tells ---


def _body(
    lines: Sequence[Line], head: Letterhead, title: list[Line], ending: Ending
) -> list[Paragraph]:
    begin = 0
    if title:
        begin = _after(lines, head, title)
    return paragraphs_of(lines[begin : _stop(lines, ending, begin)])


def _stop(lines: Sequence[Line], ending: Ending, after: int) -> int:
    """Return the index of the line where the ending begins, if it stands below ``after``."""
    begins = ending.begins
    return begins if begins is not None and begins > after else len(lines)


def _after(lines: Sequence[Line], head: Letterhead, title: list[Line]) -> int:
    """Return the index of the line after the title."""
    at = next((i for i, line in enumerate(lines) if line is title[-1]), head.title_at)
    return (at or 0) + 1


def _take_from_text(
    found: dict[str, FieldValue],
    flags: list[str],
    lines: Sequence[Line],
    body: list[Paragraph],
    title: list[Line],
) -> None:
    year = _school_year(title, body)
    if year is not None:
        found["school_year"] = year
    if "school" not in found and "authority" not in found:
        school = _most_named(_SCHOOL_IN_TEXT, body)
        if school is not None and not _is_about_many(body):
            found["school"] = school
            flags.append("school_from_text")
    if "authority" not in found and "school" not in found:
        office = _most_named(_OFFICE_IN_TEXT, body)
        if office is not None and not _speaks_as_school(body):
            found["authority"] = office
            flags.append("authority_from_text")
    if "authority" not in found:
        district = _most_named(_OFFICE_IN_TEXT, body) or _most_named(_DISTRICT_IN_TEXT, body)
        if district is not None:
            found["district"] = district
    province = _most_named(_PROVINCE_IN_TEXT, body)
    if province is not None:
        found["province"] = province


def _most_named(pattern: re.Pattern[str], body: list[Paragraph]) -> FieldValue | None:
    """Return the name that the text has most often (the first of equals), where it stands first."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[Paragraph, str]] = {}
    for paragraph in body:
        for match in pattern.finditer(paragraph.text):
            name = match.group().strip()
            counts[fold(name)] += 1
            first.setdefault(fold(name), (paragraph, name))
    if not counts:
        return None
    key = max(counts, key=lambda k: (counts[k], -list(first).index(k)))
    paragraph, name = first[key]
    return paragraph.value(name)


def _is_about_many(body: list[Paragraph]) -> bool:
    """Say whether the text addresses schools in the plural rather than being one school's."""
    return _speaks(body, "các trường") > 3 * max(1, _speaks(body, "nhà trường"))


def _speaks_as_school(body: list[Paragraph]) -> bool:
    return _speaks(body, "nhà trường") > _speaks(body, "các trường")


def _speaks(body: list[Paragraph], phrase: str) -> int:
    wanted = " ".join(folded_words(phrase))
    return sum(" ".join(folded_words(p.text)).count(wanted) for p in body)


def _school_year(title: list[Line], body: list[Paragraph]) -> FieldValue | None:
    """Return the school year of the title, else the one the text names most."""
    for line in title:
        span = _year_span(line.text, need_word=False)
        if span is not None:
            return value_of([line], line.text[span[0] : span[1]])
    counts: Counter[str] = Counter()
    first: dict[str, FieldValue] = {}
    for paragraph in body:
        span = _year_span(paragraph.text, need_word=True)
        if span is not None:
            text = paragraph.text[span[0] : span[1]]
            key = "".join(ch for ch in text if ch.isdecimal())
            counts[key] += 1
            first.setdefault(key, paragraph.value(text))
    return first[counts.most_common(1)[0][0]] if counts else None


def _year_span(text: str, *, need_word: bool) -> tuple[int, int] | None:
    plain = fold_aligned(text)
    match = _SCHOOL_YEAR.search(plain)
    if match is None and not need_word:
        match = _YEARS.search(plain)
        if match is not None and int(match.group(2)) != int(match.group(1)) + 1:
            match = None
    return match.span() if match else None


# --- legal bases ---


def _legal_bases(body: list[Paragraph]) -> tuple[FieldValue, ...]:
    """Return the paragraphs that name papers the plan rests on.

    They stand between title and first heading, or under a heading "Căn cứ ..." / "Các văn bản ...".
    """
    found: list[FieldValue] = []
    numbers: set[str] = set()
    open_section = True
    for paragraph in body:
        text = paragraph.text
        if _MAJOR.match(text) and not _names_paper(text):
            open_section = _is_basis_heading(text) or (open_section and _stays_open(text, found))
            continue
        if not open_section:
            continue
        cited = {fold(n).replace(" ", "") for n in _DOC_NUMBER.findall(strip_marks(text))}
        if _names_paper(text) and not (cited and cited <= numbers):
            numbers |= cited
            found.append(paragraph.value(text.strip().lstrip("-–+•* ").strip()))
    return tuple(found)


def _is_basis_heading(text: str) -> bool:
    words = folded_words(text)[1:]
    phrases = ("căn cứ", "pháp lý", "các văn bản", "văn bản chỉ đạo", "văn bản quy phạm")
    return len(words) <= 24 and any(
        (hit := find_phrase(folded_words(p), words)) is not None and hit.start <= 2 for p in phrases
    )


def _stays_open(text: str, found: list[FieldValue]) -> bool:
    """Sub-items of a section on legal bases do not close it; a new Roman heading does."""
    return bool(re.match(r"^\s*\d", text)) and not found


def _names_paper(text: str) -> bool:
    """Say whether the paragraph begins by citing a paper ("Căn cứ Thông tư số ...")."""
    folded = fold(text)
    words = folded_words(text)[:14]
    opens = bool(_BASIS_OPENS.match(folded)) or folded.lstrip("-+* ").startswith("thuc hien")
    hits = [hit for law in _KINDS_OF_LAW if (hit := find_phrase(law, words[:8])) is not None]
    early = [hit for hit in hits if hit.start <= (3 if opens else 1)]
    numbered = bool(_DOC_NUMBER.search(strip_marks(text)))
    return bool(early) and (numbered or (opens and bool(_BASIS_OPENS.match(folded))))


# --- kind ---


def _kind(found: dict[str, FieldValue], body: list[Paragraph]) -> PlanKind:
    title = fold(found["title"].text) if "title" in found else ""
    words = folded_words(title)
    if _has(words, "cải tiến chất lượng") or _has(words, "cải tiến"):
        return "improvement_plan"
    if "school" not in found and ("authority" in found or _is_about_many(body)):
        return "district_plan"
    if _has(words, "tự đánh giá"):
        return "self_assessment_plan"
    accredits = _has(words, "kiểm định chất lượng") or "kdclgd" in words or "kdcl" in words
    if not title or accredits or _has(words, "chuẩn quốc gia"):
        if _heads(body, "hội đồng tự đánh giá") + _heads(body, "mục đích tự đánh giá"):
            return "self_assessment_plan"
        if _heads(body, "kế hoạch cải tiến chất lượng"):
            return "improvement_plan"
    return "other"


def _has(words: tuple[str, ...], phrase: str) -> bool:
    return find_phrase(folded_words(phrase), words) is not None


def _heads(body: list[Paragraph], phrase: str) -> int:
    """Count the headings that name the phrase."""
    wanted = folded_words(phrase)
    return sum(
        find_phrase(wanted, folded_words(p.text)) is not None
        for p in body
        if _MAJOR.match(p.text) or re.match(r"^\s*[a-zđ]\s*[.)]", p.text)
        if len(p.text) < 120
    )
