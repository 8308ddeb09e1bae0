"""Letterhead, title, legal bases and ending of a plan, still as written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.paper.columns import arranged
from extractors.paper.ending import Ending, read_ending
from extractors.paper.formulas import opens_address
from extractors.paper.furniture import Furniture
from extractors.paper.kinds import (
    DocumentKind,
    is_label,
    kind_of_code,
    kind_of_title,
    without_label,
)
from extractors.paper.letterhead import Letterhead, read_letterhead
from extractors.paper.numbers import date_flags, number_flags
from extractors.paper.paragraphs import Paragraph, paragraphs_of, value_of
from extractors.paper.side_by_side import all_lines
from extractors.paper.title import title_lines
from extractors.types import FieldValue, Line, Page
from extractors.wording.matching import find_phrase, folded_words
from normalizers.text.unicode import fold, fold_aligned, strip_marks

__all__ = ["Header", "read_header"]

_YEARS = re.compile(r"(20\d\d)\s*[-–—/]\s*(20\d\d)")
_SCHOOL_YEAR = re.compile(r"n[a-z]{1,2}m\s*h[a-z]{1,2}c\W*(20\d\d\s*[-–—/]\s*20\d\d)")
_SCHOOL = re.compile(
    r"^\W*(?:(?!trung\s*$|trung tam\b)tr[u\w]{1,4}ng\b|mam non\b|mau giao\b|nha tre\b"
    r"|th(?:cs|pt)?\b)",
    re.IGNORECASE,
)
_ONLY_TYPE = re.compile(
    r"^(?:truong|tieu hoc|trung hoc|co so|pho thong|mam non|mau giao|dan toc|noi tru|ban tru"
    r"|chuyen|cao dang|trung cap|dai hoc|ptdtnt|ptdtbt|th|thcs|thpt|mn|va|[\s&,–-])+$"
)
"""A line that says what kind of school it is and not yet which."""
_OTHER_BODY = re.compile(
    r"\W*(?:TỔ|ĐOÀN|ĐỘI|HỘI ĐỒNG|BAN|CHI BỘ|ĐẢNG BỘ|CÔNG ĐOÀN|CÔNG AN|LIÊN ĐỘI|PHÒNG|KHOA|BỘ PHẬN"
    r"|NHÓM|TIỂU BAN|ỦY BAN|UBND|TRẠM)\b",
    re.IGNORECASE,
)
_CENTRE = re.compile(r"\btrung tam (?:giao duc|gdnn|gdtx|day nghe|ngoai ngu|ky thuat)")
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
_DOTS = re.compile(r"(?:\.{4,}|…{2,}|_{4,}|\.{3}\s*\.{3})")
_BASIS_OPENS = re.compile(r"^\W*c[a-z]{1,3}n[ -]c[\w]{1,3}\b")
_MAJOR = re.compile(r"^\s*(?:[IVX]{1,5}|\d{1,2}|[A-E])\s*[.)]\s*\S")


@dataclass(frozen=True, slots=True)
class HeaderSettings:
    """What the text of a paper tells of its header; words unless said.

    Attributes:
        dotted: paragraphs with dots for words of a form, at least,
        dotted_share: and their share of all.
        addressed: first paragraphs among which a letter says whom it goes to.
        many: times as often "các trường" as "nhà trường" is said in a paper about many.
        basis: of a heading over legal bases, at most,
        basis_begins: before the words that say so, at most.
        cites: first ones of a paragraph in which a citation names its paper,
        cites_kind: and among them those in which the kind of paper stands,
        kind_within: before it where "Căn cứ" opens, at most,
        kind_first: and where nothing does.
        heading: characters of a heading that names the kind of plan, less than.
        meeting: first paragraphs of minutes among which stands when people met.
    """

    dotted: int = 3
    dotted_share: float = 0.4
    addressed: int = 20
    many: int = 3
    basis: int = 24
    basis_begins: int = 2
    cites: int = 14
    cites_kind: int = 8
    kind_within: int = 3
    kind_first: int = 1
    heading: int = 120
    meeting: int = 8


HEADER = HeaderSettings()


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
        kind: what kind of paper it is.
        of_office: whether an office issued it, not a school.
        flags: machine names of what was odd ("no_letterhead", "school_from_text", ...).
    """

    fields: dict[str, FieldValue] = field(default_factory=dict)
    legal_bases: tuple[FieldValue, ...] = ()
    recipients: tuple[FieldValue, ...] = ()
    kind: DocumentKind = "other"
    of_office: bool = False
    flags: tuple[str, ...] = ()


def read_header(pages: Sequence[Page]) -> Header:
    """Return the header of the document with every value as written and where it stands.

    Works on letterheads of two columns (parted, glued or in frames), on texts without one, and on
    damaged text: fixed formulas are matched by likeness, never by exact words.
    """
    furniture = Furniture(pages)
    lines = [line for line in all_lines(pages) if not line.text.strip() or line not in furniture]
    columns = arranged(lines)
    lines = columns.lines
    head = read_letterhead(columns)
    ending = read_ending(lines)
    found: dict[str, FieldValue] = {}
    flags: list[str] = [] if head.formula else ["no_letterhead"]
    if head.dated is None and ending.dated is not None:
        head = replace(head, dated=ending.dated)
    _take_letterhead(found, head)
    title = _title_lines(lines, head, ending)
    if title:
        found["title"] = value_of(title)
    flags += [*_doubts(head, found), *ending.flags]
    body = _body(lines, head, title, ending)
    _take_from_text(found, flags, lines, body, title)
    if ending.title is not None:
        found["signer_title"] = ending.title
    if ending.signer is not None:
        found["signer"] = ending.signer
    kind = _kind(found, body, letter=bool(head.subject) or _is_addressed(body, title))
    if kind == "minutes" and "issued_date" not in found:
        _take_day_of_meeting(found, flags, body)
    return Header(
        fields=found,
        legal_bases=_legal_bases(body),
        recipients=ending.recipients,
        kind=kind,
        of_office=_is_of_office(found, body),
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
        found["school"] = value_of(_own_lines(head.left[at:]))
    if at > 0:
        found["authority"] = value_of(head.left[:at])


def _is_school(text: str) -> bool:
    folded = fold(text)
    return bool(_SCHOOL.match(folded)) and not folded.startswith("truong phong")


def _own_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a school's name, without a body in it or beside it ("TỔ NGỮ VĂN")."""
    own = list(lines[:1])
    for line in lines[1:]:
        named = not _ONLY_TYPE.match(" ".join(fold(part.text).strip(" -–") for part in own))
        beside = own[-1].text.rstrip().endswith(("-", "–"))
        if (named or beside) and _OTHER_BODY.match(line.text):
            break
        own.append(line)
    return own


# --- title ---


def _title_lines(lines: Sequence[Line], head: Letterhead, ending: Ending) -> list[Line]:
    """Return the lines of the title: "KẾ HOẠCH ..." or, of a letter, "V/v ..."."""
    if head.title_at is None:
        return list(head.subject)
    at = head.title_at
    label = next((i for i in range(at - 1, -1, -1) if lines[i].text.strip()), None)
    labelled = label is not None and is_label(lines[label].text)
    found = title_lines(lines[: _stop(lines, ending, at)], at)
    return [lines[label], *found] if label is not None and labelled else found


def _doubts(head: Letterhead, found: dict[str, FieldValue]) -> list[str]:
    """Return the flags of number, date and title."""
    flags: list[str] = []
    title = found["title"].text if "title" in found else ""
    if head.number is not None:
        flags += number_flags(*head.number, title)
    elif head.formula:
        flags.append("number_missing")
    if head.dated is not None:
        flags += date_flags(head.dated[0], head.dated[1].date)
    return flags if title else [*flags, "title_missing"]


# --- what the text tells ---


def _body(
    lines: Sequence[Line], head: Letterhead, title: list[Line], ending: Ending
) -> list[Paragraph]:
    begin = _after(lines, head, title) if title else 0
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
        titled = [Paragraph((line,)) for line in title]
        school = _most_named(_SCHOOL_IN_TEXT, body) or _most_named(_SCHOOL_IN_TEXT, titled)
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


_HELD = re.compile(
    r"^\W*(?:\d\W+)?(?:hom nay|thoi gian|vao (?:luc|hoi)|hoi|luc|bat dau|khai mac)\b[^.]{0,60}?"
    r"(?P<day>ngay\s*\d{1,2}\s*(?:[/.-]|thang)\s*\d{1,2}\s*(?:[/.-]|nam)\s*20\d\d)"
)


def _take_day_of_meeting(
    found: dict[str, FieldValue], flags: list[str], body: list[Paragraph]
) -> None:
    """Take the day of minutes from the line that says when people met."""
    for paragraph in body[: HEADER.meeting]:
        held = _HELD.match(fold_aligned(paragraph.text))
        if held is not None:
            found["issued_date"] = paragraph.value(paragraph.text[slice(*held.span("day"))])
            flags.append("date_from_text")
            return


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
    own = max(1, _speaks(body, "nhà trường"))
    return _speaks(body, "các trường") > HEADER.many * own


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
    return len(words) <= HEADER.basis and any(
        (hit := find_phrase(folded_words(p), words)) is not None
        and hit.start <= HEADER.basis_begins
        for p in phrases
    )


def _stays_open(text: str, found: list[FieldValue]) -> bool:
    """Sub-items of a section on legal bases do not close it; a new Roman heading does."""
    return bool(re.match(r"^\s*\d", text)) and not found


def _names_paper(text: str) -> bool:
    """Say whether the paragraph begins by citing a paper ("Căn cứ Thông tư số ...")."""
    folded = fold(text)
    words = folded_words(text)[: HEADER.cites]
    opens = bool(_BASIS_OPENS.match(folded)) or folded.lstrip("-+* ").startswith("thuc hien")
    first = words[: HEADER.cites_kind]
    hits = [hit for law in _KINDS_OF_LAW if (hit := find_phrase(law, first)) is not None]
    latest = HEADER.kind_within if opens else HEADER.kind_first
    early = [hit for hit in hits if hit.start <= latest]
    numbered = bool(_DOC_NUMBER.search(strip_marks(text)))
    return bool(early) and (numbered or (opens and bool(_BASIS_OPENS.match(folded))))


# --- kind ---


def _kind(found: dict[str, FieldValue], body: list[Paragraph], *, letter: bool) -> DocumentKind:
    """Return what kind of paper it is: by its title, its number's code, then by what it says."""
    title = without_label(found["title"].text) if "title" in found else ""
    words = folded_words(title)
    if _is_form(body):
        return "form"
    named = kind_of_title(title)
    if named is None and letter:
        return "letter"
    if named is None and "number" in found:
        named = kind_of_code(found["number"].text)
    if named not in (None, "plan"):
        return named
    if _has(words, "cải tiến chất lượng") or _has(words, "cải tiến"):
        return "improvement_plan"
    if _is_of_office(found, body):
        return "district_plan" if named else "other"
    if _has(words, "tự đánh giá"):
        return "self_assessment_plan"
    accredits = _has(words, "kiểm định chất lượng") or "kdclgd" in words or "kdcl" in words
    if not title or accredits or _has(words, "chuẩn quốc gia"):
        if _heads(body, "hội đồng tự đánh giá") + _heads(body, "mục đích tự đánh giá"):
            return "self_assessment_plan"
        if _heads(body, "kế hoạch cải tiến chất lượng"):
            return "improvement_plan"
    return named or "other"


def _is_of_office(found: dict[str, FieldValue], body: list[Paragraph]) -> bool:
    """Say whether an office issued the paper; a centre that teaches is none, nor is it a school."""
    if "school" in found:
        return False
    if "authority" in found:
        return not _CENTRE.search(fold(found["authority"].text))
    return _is_about_many(body)


def _is_form(body: list[Paragraph]) -> bool:
    """Say whether the paper is to be filled in: most of its paragraphs have dots for words."""
    dotted = sum(bool(_DOTS.search(p.text)) for p in body)
    return dotted >= max(HEADER.dotted, HEADER.dotted_share * len(body))


def _is_addressed(body: list[Paragraph], title: list[Line]) -> bool:
    return not title and any(opens_address(p.text) for p in body[: HEADER.addressed])


def _has(words: tuple[str, ...], phrase: str) -> bool:
    return find_phrase(folded_words(phrase), words) is not None


def _heads(body: list[Paragraph], phrase: str) -> int:
    """Count the headings that name the phrase."""
    wanted = folded_words(phrase)
    return sum(
        find_phrase(wanted, folded_words(p.text)) is not None
        for p in body
        if _MAJOR.match(p.text) or re.match(r"^\s*[a-zđ]\s*[.)]", p.text)
        if len(p.text) < HEADER.heading
    )
