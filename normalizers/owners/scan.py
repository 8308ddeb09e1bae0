"""An owner cell as elements: roles, groups, people, markers, separators, other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from normalizers.owners.elements import Element
from normalizers.owners.synonyms import Synonyms
from normalizers.owners.units import units_of
from normalizers.people import Person, find_people, title_case
from normalizers.text.unicode import UPPER, has_marks, strip_marks

_TOKEN = re.compile(r"\d+/\d+|[^\W_]+|[&/,.;:()\[\]+•*\n-]|[^\s\w]")
_GROUP = re.compile(
    r"(?<!\w)(?P<kind>nhóm|nhom)\s*(?:công tác|cong tac|chuyên trách|chuyen trach|CT)?\s*"
    r"(?:số|so)?\s*(?P<n>[ŠS](?!\w)|\d{1,2}(?:\s*(?:,|và|&)\s*\d{1,2})*)(?!\d|[/.]\d)",
    re.IGNORECASE,
)
# What the group works on is no owner: "Nhóm 1 (TC 1, 2, 3)".
_CRITERIA = re.compile(
    r"\(?(?<!\w)(?:các )?(?:TC|tiêu chí|tiêu chuẩn|tieu chi|tieu chuan)\s*\d[\d.,;\s–-]*"
    r"(?:(?:và|đến)\s*(?:tiêu chí )?[\d.]+)?\)?",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:toán|tin(?: học)?|lí|lý|vật l[íý]|hóa(?: học)?|sinh(?: học)?|ngữ văn"
    r"|văn(?! phòng| thư| nghệ| hóa)|lịch sử|sử(?! dụng)"
    r"|địa(?: l[íý])?(?! phương| bàn)|gdcd|gdktpl|gdqp(?:-?an)?|gdtc|(?:tiếng )?anh"
    r"|ngoại ngữ|thể dục|td|qp"
    r"|công nghệ(?! thông)|cn|khtn|khxh|(?:khoa học )?tự nhiên|(?:khoa học )?xã hội|năng khiếu"
    r"|nghệ thuật"
    r"|âm nhạc"
    r"|m[ĩỹ] thuật|nhà trẻ|mẫu giáo(?: (?:bé|nhỡ|lớn))?|tổng hợp|đặc thù|bộ môn chung)"
)
_TEAM = re.compile(
    r"(?<!\w)(?P<head>(?:tổ trưởng|tổ phó|TT|TP)\s+)?tổ(?: (?:chuyên môn|CM|khối|bộ môn))?\s+"
    rf"(?P<name>{_SUBJECT}"
    rf"(?:(?:\s*[-–,&/+]\s*|\s+và\s+){_SUBJECT}(?!\w))*|\d{{1,2}}(?:\s*[-,+&]\s*\d{{1,2}})*)(?!\w|/\d)",
    re.IGNORECASE,
)
_LEVELS = r"(?:mầm non|mẫu giáo|tiểu học|trung học cơ sở|trung học phổ thông|THCS|THPT|MN|TH)(?!\w)"
_SCHOOLS = re.compile(
    rf"(?<!\w)(?:tất cả )?(?:các )?trường {_LEVELS}(?:\s*(?:,|;|và)\s*(?:trường )?{_LEVELS})+"
    rf"|(?<!\w)(?:tất cả )?các trường {_LEVELS}(?=\s*(?:$|[,;.\n]))",
    re.IGNORECASE,
)
_PLACED = r"(?:,\s*(?:xã|phường|thị trấn|quận|huyện|TP\.?|thành phố)\s+[^,;\n]{2,40})?"
_SCHOOL_KIND = (
    r"(?:mầm non|mẫu giáo|tiểu học(?: (?:và|&) (?:THCS|trung học cơ sở))?|trung học cơ sở"
    r"|trung học phổ thông|THCS(?: ?(?:và|&|-) ?THPT)?|THPT|TH ?& ?THCS|PTDT[NB]T|MN|MG|TH)"
)
_NAMED_SCHOOL = re.compile(
    rf"(?<!\w)(?i:trường)\s+(?P<kind>(?i:{_SCHOOL_KIND}))\s+(?P<name>(?:(?i:chuyên|tư thục|số)\s+)?"
    rf"(?:[{UPPER}][^\W\d_]*|\d{{1,3}}(?:/\d{{1,2}})?)(?:\s+(?:[{UPPER}][^\W\d_]*|\d{{1,3}}))*)"
    + _PLACED
)
_JOINED = re.compile(r"(?:\W|^)(?:và|với)$")
_SCHOOL_WORDS = {
    "mn": "Mầm non", "mg": "Mẫu giáo", "th": "Tiểu học", "trung học cơ sở": "THCS",
    "trung học phổ thông": "THPT", "mầm non": "Mầm non", "mẫu giáo": "Mẫu giáo",
    "tiểu học": "Tiểu học",
}  # fmt: skip
_LEAD = re.compile(
    r"(?<!\w)(?:(?:bộ phận|đơn vị|người)?\s*(?<!được giao )(?<!được phân công )chủ trì"
    r"(?: thực hiện)?|chu tri|chịu trách nhiệm chính"
    r"|phụ trách chính|thực hiện chính)(?!\w)"
    # damaged, where a label's sign follows: "Chỉ trị:", "Cl trì.", "Chủ rì:"
    r"|(?<!\w)(?:ch\S{1,2}|cl) t?r[iìíịĩỉ](?=\s*[:.,])",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"(?<!\w)(?:(?:bộ phận|đơn vị)?\s*phối(?: kết)? hợp(?: thực hiện)?(?: (?:với|cùng))?"
    r"|phoi hop(?: voi)?|hỗ trợ|(?:cùng )?tham gia|cùng(?: với)?)(?!\w)"
    r"|(?<!\w)ph\S{1,3} h\S{0,2}p(?=\s*[:.,])",
    re.IGNORECASE,
)
# Before "hỗ trợ" or "tham gia" these make a name of it: "Tổ Hỗ trợ", "Bộ phận Kỹ thuật và Hỗ trợ".
_NAMING = re.compile(
    r"(?:(?<!\w)(?:tổ|ban|nhóm|đội|phòng|quỹ|bộ phận|tiểu ban|trung tâm|và|&)|\w\s*[-–])\s*$",
    re.IGNORECASE,
)
_LEAST_WORDS_MENDED = 2
_FULL_NAME = 3
_SIGNS = frozenset(",&/-")


def elements_of(text: str, synonyms: Synonyms) -> list[Element]:
    """Return the elements of cleaned text in order.

    Roles are the longest spellings found. Full names come before roles, so that "Lương Văn Thu
    Hạnh" is no "Văn thư", other names only outside of roles. Text without any marks is matched
    without marks, where that is unambiguous.
    """
    bare = not has_marks(text)
    spans = [*_pattern_elements(text)]
    if not bare:
        spans += units_of(text, spans, synonyms)
    spans += _full_names(text, spans, synonyms, bare)
    for run in _runs(text, spans):
        spans += _roles(run, synonyms, bare)
    spans += [_person(p) for p in find_people(_blanked(text, spans), loose=True)]
    rest = [_other(m, text, spans) for run in _runs(text, spans) for m in run]
    return sorted([*spans, *rest], key=lambda e: e.start)


def _person(person: Person) -> Element:
    return Element("person", person.start, person.end, person.name)


def _full_names(text: str, spans: list[Element], synonyms: Synonyms, bare: bool) -> list[Element]:
    """Return names of three words and more that hold no role spelled right."""
    sure = list(spans)
    if not bare:
        for run in _runs(text, spans):
            roles = _roles(run, synonyms, bare)
            sure += [r for r in roles if not r.mended and " " in text[r.start : r.end]]
    people = find_people(_blanked(text, sure), loose=True)
    return [_person(p) for p in people if len(p.name.split()) >= _FULL_NAME]


def _runs(text: str, spans: list[Element]) -> list[list[re.Match[str]]]:
    """Return the tokens outside the spans, cut where a span stands between."""
    runs: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(text):
        if not _covered(match.start(), spans):
            runs[-1].append(match)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _covered(at: int, spans: list[Element]) -> bool:
    return any(e.start <= at < e.end for e in spans)


def _blanked(text: str, spans: list[Element]) -> str:
    for e in spans:
        text = text[: e.start] + "," * (e.end - e.start) + text[e.end :]
    return text


def _pattern_elements(text: str) -> Iterator[Element]:
    taken: list[Element] = []
    for pattern in (_GROUP, _TEAM, _SCHOOLS, _NAMED_SCHOOL, _CRITERIA, _LEAD, _SUPPORT):
        for m in pattern.finditer(text):
            if not _covered(m.start(), taken):
                taken += _pattern_element(pattern, m)
    yield from taken


def _pattern_element(pattern: re.Pattern[str], m: re.Match[str]) -> Iterator[Element]:
    if pattern is _GROUP:
        for n in re.findall(r"\d+", m["n"]) or ["5"]:  # "Š" is a misread 5
            yield Element("role", m.start(), m.end(), f"Nhóm công tác số {int(n)}")
    elif pattern is _TEAM:
        yield Element("role", m.start(), m.end(), _team_name(m))
    elif pattern is _SCHOOLS:
        if _opens(m):
            yield Element("role", m.start(), m.end(), "Các trường")
    elif pattern is _NAMED_SCHOOL:
        if _opens(m):
            yield Element("role", m.start(), m.end(), _school_name(m))
    elif pattern is _CRITERIA:
        yield Element("break", m.start(), m.end(), m.group())
    elif pattern is _LEAD:
        yield Element("lead", m.start(), m.end(), m.group())
    elif "hợp" in m.group().lower() or not _NAMING.search(m.string[: m.start()]):
        yield Element("support", m.start(), m.end(), m.group())


def _opens(m: re.Match[str]) -> bool:
    """Say whether a name stands by itself: "Hiệu trưởng Trường A" names no school as owner."""
    before = m.string[: m.start()].rstrip(" -–+•*")
    return not before or before[-1] in ",;:\n(" or bool(_JOINED.search(before))


def _school_name(m: re.Match[str]) -> str:
    kind = re.sub(r"\s+", " ", m["kind"])
    name = title_case(re.sub(r"\s+", " ", m["name"]))
    return f"Trường {_SCHOOL_WORDS.get(kind.lower(), kind)} {name}"


def _team_name(m: re.Match[str]) -> str:
    if m["head"]:
        deputy = "p" in m["head"].lower().split()[-1]
        return "Tổ phó chuyên môn" if deputy else "Tổ trưởng chuyên môn"
    name = re.sub(r"\s*[-–,&/+]\s*", " - ", m["name"].strip())
    return "Tổ " + (name.replace(" ", "") if name[0].isdigit() else name)


def _roles(tokens: list[re.Match[str]], synonyms: Synonyms, bare: bool) -> Iterator[Element]:
    words = [m.group().lower().replace("–", "-") for m in tokens]
    scan = _Scan(tokens, words, [strip_marks(w) for w in words], synonyms, bare)
    i = 0
    while i < len(tokens):
        element, size = _role_at(scan, i)
        # "Các | tổ trưởng": a spelling as long that begins at the second word wins over "các tổ".
        longer = size == 2 and _role_at(scan, i + 1)[1] >= size
        if element is None or longer:
            i += 1
            continue
        yield element
        i += size


@dataclass(frozen=True, slots=True)
class _Scan:
    """The tokens of a cell with their words, marked and bare, and what to match them with."""

    tokens: list[re.Match[str]]
    words: list[str]
    folded: list[str]
    synonyms: Synonyms
    bare: bool


def _role_at(scan: _Scan, i: int) -> tuple[Element | None, int]:
    longest = scan.synonyms.lengths.get(scan.folded[i], 0)
    for size in range(min(longest, len(scan.words) - i), 0, -1):
        key = tuple(scan.words[i : i + size])
        name, mended = scan.synonyms.exact.get(key, ""), False
        if not name:
            name, mended = _without_marks(scan, i, size)
        tokens = scan.tokens[i : i + size]
        usable = _capitals_kept(key, tokens, scan.synonyms) and not _cuts(scan, i, size)
        if name and usable and not _glued(scan, i, size):
            bound = key in scan.synonyms.bound
            return Element("role", tokens[0].start(), tokens[-1].end(), name, mended, bound), size
    return None, 0


def _glued(scan: _Scan, i: int, size: int) -> bool:
    """Say whether a sign without blanks ties an abbreviation to capitals that are no role.

    The KT of "Trưởng phòng ĐBCL&KT" is no "Kế toán"; in "HT-PHT" both sides are roles.
    """
    if size > 1 or not scan.tokens[i].group().isupper():
        return False
    return _tied(scan, (i - 2, i - 1, i), i - 2) or _tied(scan, (i, i + 1, i + 2), i + 2)


def _tied(scan: _Scan, three: tuple[int, int, int], other: int) -> bool:
    if three[0] < 0 or three[2] >= len(scan.tokens):
        return False
    left, sign, right = (scan.tokens[k] for k in three)
    touching = left.end() == sign.start() and sign.end() == right.start()
    capitals = scan.tokens[other].group()
    known = (scan.words[other],) in scan.synonyms.exact
    return touching and sign.group() in "&-" and capitals.isupper() and not known


def _cuts(scan: _Scan, i: int, size: int) -> bool:
    """Say whether the spelling ends inside a role that begins after a comma of its own.

    "Giáo viên, nhân viên" is one owner, but not in "Giáo viên, nhân viên thư viện".
    """
    return any(
        j + _role_at(scan, j)[1] > i + size
        for j in range(i + 1, i + size)
        if scan.words[j - 1] in _SIGNS
    )


def _without_marks(scan: _Scan, i: int, size: int) -> tuple[str, bool]:
    """Match without marks: plain for unmarked text, mended for longer phrases of marked text."""
    key = tuple(scan.folded[i : i + size])
    long = sum(len(t) > 1 for t in key) >= _LEAST_WORDS_MENDED
    if not scan.bare and not (long and scan.synonyms.loose):
        return "", False
    name = scan.synonyms.folded.get(key, "")
    return name, bool(name) and not scan.bare


def _capitals_kept(key: tuple[str, ...], tokens: list[re.Match[str]], synonyms: Synonyms) -> bool:
    if key not in synonyms.capitals:
        return True
    return all(m.group().isupper() or not m.group().isalpha() for m in tokens)


def _other(m: re.Match[str], text: str, spans: list[Element]) -> Element:
    sign = m.group()
    around = text[max(0, m.start() - 1) : m.start()] + text[m.end() : m.end() + 1]
    joins = sign in "&-" and len(around) == 2 and all(c.isupper() or c.isdigit() for c in around)
    if joins and not (_covered(m.start() - 1, spans) or _covered(m.end(), spans)):
        return Element("word", m.start(), m.end(), sign)  # inside "KH-CN"
    if sign in ("\n", ";", "•", "+", "*", "~"):
        return Element("break", m.start(), m.end(), sign)
    if sign in (",", "/", "&", "-", "–", "—") or sign.lower() in ("và", "va"):
        return Element("comma", m.start(), m.end(), sign)
    if sign in "([":
        return Element("open", m.start(), m.end(), sign)
    if sign in ")]":
        return Element("close", m.start(), m.end(), sign)
    if sign == ":":
        return Element("colon", m.start(), m.end(), sign)
    return Element("word", m.start(), m.end(), sign)
