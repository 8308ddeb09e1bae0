"""Legal references, document numbers and the place-and-date line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from normalizers.office.legal_codes import mend_code
from normalizers.text.unicode import UPPER, clean, fold, fold_aligned

__all__ = [
    "DocumentNumber",
    "LegalReference",
    "PlaceDate",
    "find_legal_references",
    "parse_document_number",
    "parse_place_date",
]

_KINDS = {
    "thong tu lien tich": "Thông tư liên tịch", "thong tu": "Thông tư", "nghi dinh": "Nghị định",
    "nghi quyet": "Nghị quyết", "quyet dinh": "Quyết định", "chi thi": "Chỉ thị",
    "ke hoach": "Kế hoạch", "cong van": "Công văn", "van ban": "Văn bản",
    "huong dan": "Hướng dẫn", "bao cao": "Báo cáo", "thong bao": "Thông báo",
    "to trinh": "Tờ trình", "bo luat": "Bộ luật", "luat": "Luật", "tt": "Thông tư",
    "cv": "Công văn", "qd": "Quyết định", "nd": "Nghị định", "nq": "Nghị quyết",
    "kh": "Kế hoạch", "ct": "Chỉ thị", "tb": "Thông báo", "bc": "Báo cáo",
}  # fmt: skip
_FROM_CODE = {
    "TTLT": "Thông tư liên tịch", "TT": "Thông tư", "NĐ": "Nghị định", "NQ": "Nghị quyết",
    "QĐ": "Quyết định", "CT": "Chỉ thị", "KH": "Kế hoạch", "HD": "Hướng dẫn", "BC": "Báo cáo",
    "TB": "Thông báo", "TTr": "Tờ trình",
}  # fmt: skip
_LETTERS = f"[{UPPER}]"
_CODE = rf"{_LETTERS}[\w&.]*(?:(?:\s*[-–]\s*|:){_LETTERS}[\w&]*)*"
_NUMBER = re.compile(
    rf"(?<![\d/])(?P<n>\d{{1,5}})\s*/\s*(?:(?P<y>(?:19|20)\d\d)\s*/\s*)?(?P<code>{_CODE}"
    rf"(?:/(?:{_LETTERS}{{2,6}}|TTg)(?!\w))?)"
)
_KIND_BEFORE = re.compile(
    r"(?P<kind>thong tu lien tich|thong tu|nghi dinh|nghi quyet|quyet dinh|chi thi|ke hoach"
    r"|cong van|van ban|huong dan|bao cao|thong bao|to trinh|(?:bo )?luat(?: [^\d;,.]{1,40}?)?"
    r"|(?<!\w)(?:tt|cv|qd|nd|nq|kh|ct))\s*[:.]?\s*(?:(?:s[o0-9a-z]{1,2}|so)\s*[.:]?\s*)?$"
)
_LAW = re.compile(
    r"(?<!\w)(?:Bộ l|L)uật(?:\s+(?!số|ngày|năm)[^\W\d_]+){1,6}?(?=\s+(?:năm\s+|ngày\s+)?\d)"
)
_LAW_YEAR = re.compile(r"\s+(?:năm\s+)?(?P<y>(?:19|20)\d\d)(?![\d/])")
_SHORT = re.compile(r"(?<![\d/])(?P<n>\d{1,3})\s*/\s*(?P<y>(?:19|20)\d\d)(?![\d/]|\s*/)")
_DATE = re.compile(
    r"(?P<d>[0-9ol]{1,2})\s*(?:/|-|\.|\W?t[a-z]{2,3}g\W?)\s*(?P<m>[0-9ol]{1,2})\s*"
    r"(?:/|-|\.|\W?n[a-z]{1,2}m\W?)\s*(?P<y>(?:19|2[0o])[0-9o]{2})(?!\d)"
)
_DATE_AFTER = re.compile(r"[\s,.;:]*(?:ng[a-z]{1,2}y)\s*(?=[0-9ol])")
_ISSUER = re.compile(
    r"[\s,]*c[uúủù]a\s+(?P<issuer>.+?)(?=\s+(?:về|ban hành|quy định|hướng dẫn|v/v|phê duyệt|sửa đổi"
    r"|từ (?:ngày|tháng|năm)|trong|theo|thực hiện|được|đã|là|và (?=[^\W\d_]+ (?:số )?\d)|tu thang"
    r"|ve|ban hanh|quy dinh|huong dan|vé|vê|triển khai)(?!\w)|[;.\n,(]|$)"
)
_CHAIR = re.compile(r"^(?:Bộ trưởng|Giám đốc|Chủ tịch|Thủ trưởng|Trưởng phòng)\s+(?=\S)")
_LIST_GAP = re.compile(r"^[\s,;và]*(?:(?:thông tư|văn bản|công văn)\s*(?:số)?\s*)?$", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"\n(?=[ \t]*(?!căn cứ|can cu|[-+•*]|\d+[.)])\S)", re.IGNORECASE)
_MINISTRY = "Bộ Giáo dục và Đào tạo"
_BY_MINISTRY = re.compile(r"^(?!TTLT).*(?<!-)BGDĐT|^(?!TTLT)[A-ZĐ]{2}-BGDĐT$")
_DIGITS = str.maketrans("ol", "01")
_BLANK_NUMBER = re.compile(rf"(?:^|\s)s\S{{0,2}}\s*[:.]?[\s._…]*/\s*(?P<code>{_CODE})", re.I)


@dataclass(frozen=True, slots=True)
class LegalReference:
    """One paper a text refers to; ``start`` and ``end`` are offsets in the cleaned text.

    ``number`` is mended where OCR broke it ("BGDDT" is BGDĐT, flag ``legal_number_mended``);
    ``issuer`` is as written, without "Bộ trưởng" and the like.
    """

    kind: str
    number: str
    date: date | None
    issuer: str
    start: int
    end: int
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's own number, "126/KH-THPTBPN"; "/KH-THLS" where the number was left blank."""

    number: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """Place and date of issue; ``date`` is None where a part of it was left blank."""

    place: str
    date: date | None
    flags: tuple[str, ...] = ()


def find_legal_references(text: str) -> tuple[LegalReference, ...]:
    """Return every paper the text cites by number, in order.

    In a list ("Thông tư 17/2018/..., Thông tư 18/2018/... ngày 22/8/2018 của ...") the date and
    issuer of the last hold for those before it. "Thông tư 18/2018" without its code is kept with
    the flag ``legal_number_partial``.
    """
    cleaned = _SOFT_BREAK.sub(" ", clean(text))
    folded = fold_aligned(cleaned)
    found = [_reference(m, cleaned, folded) for m in _NUMBER.finditer(cleaned)]
    found += [r for r in _short_references(cleaned, folded) if not _inside(r, found)]
    found += [r for r in _laws(cleaned, folded) if not _inside(r, found)]
    found.sort(key=lambda r: r.start)
    return tuple(_shared(found, cleaned))


def _inside(reference: LegalReference, found: list[LegalReference]) -> bool:
    return any(r.start < reference.end and reference.start < r.end for r in found)


def _reference(m: re.Match[str], cleaned: str, folded: str) -> LegalReference:
    code, mended = mend_code(m["code"])
    number = f"{m['n']}/" + (f"{m['y']}/" if m["y"] else "") + code
    start, named = _kind_before(cleaned, folded, m.start())
    day, end, odd = _date_after(folded, m.end())
    issuer, end = _issuer_after(cleaned, end)
    if _BY_MINISTRY.search(code) and fold(issuer) != fold(_MINISTRY):
        odd += ("issuer_mended",) if issuer else ("issuer_from_number",)
        issuer = _MINISTRY
    if m["y"] and day and str(day.year) != m["y"]:
        odd += ("legal_year_mismatch",)
    flags = ("legal_number_mended",) if mended else ()
    return LegalReference(_kind(named, code), number, day, issuer, start, end, flags + odd)


def _short_references(cleaned: str, folded: str) -> Iterator[LegalReference]:
    for m in _SHORT.finditer(cleaned):
        start, named = _kind_before(cleaned, folded, m.start())
        if not named:
            continue
        day, end, odd = _date_after(folded, m.end())
        issuer, end = _issuer_after(cleaned, end)
        flags = ("legal_number_partial", *odd)
        yield LegalReference(named, f"{m['n']}/{m['y']}", day, issuer, start, end, flags)


def _kind_before(cleaned: str, folded: str, at: int) -> tuple[int, str]:
    """Return where the words before a number begin and the kind of paper they name ("" if none)."""
    since = max(0, at - 70)
    match = _KIND_BEFORE.search(folded[since:at])
    if match is None:
        return at, ""
    start = since + match.start()
    if "luat" in match["kind"]:
        name = re.sub(r"\s+", " ", cleaned[start : start + len(match["kind"])]).strip()
        return start, name[:1].upper() + name[1:]
    return start, next((v for k, v in _KINDS.items() if match["kind"].startswith(k)), "")


def _kind(named: str, code: str) -> str:
    """Return the kind of paper: named, else as its code says; "" for a bare letter number."""
    own = _FROM_CODE.get(code.split("-")[0], "")
    return own if named in ("", "Văn bản") and own else named


def _date_after(folded: str, at: int) -> tuple[date | None, int, tuple[str, ...]]:
    lead = _DATE_AFTER.match(folded, at)
    match = _DATE.match(folded, lead.end()) if lead else None
    if match is None:
        return None, at, ()
    day = _date_of(match)
    return day, match.end(), () if day else ("impossible_date",)


def _date_of(match: re.Match[str]) -> date | None:
    d, m, y = (int(match[g].translate(_DIGITS)) for g in ("d", "m", "y"))
    try:
        return date(y, m, d)
    except ValueError:
        return None


def _issuer_after(cleaned: str, at: int) -> tuple[str, int]:
    match = _ISSUER.match(cleaned, at)
    if match is None:
        return "", at
    return _CHAIR.sub("", re.sub(r"\s+", " ", match["issuer"]).strip()), match.end()


def _laws(cleaned: str, folded: str) -> Iterator[LegalReference]:
    """Yield laws cited by name and year or date only ("Luật Giáo dục 2019")."""
    for m in _LAW.finditer(cleaned):
        year = _LAW_YEAR.match(cleaned, m.end())
        day, end, odd = _date_after(folded, year.end() if year else m.end())
        if year is None and day is None:
            continue
        name = re.sub(r"\s+", " ", m.group())
        number = year["y"] if year else ""
        yield LegalReference(name, number, day, "Quốc hội", m.start(), end, odd)


def _shared(found: list[LegalReference], cleaned: str) -> list[LegalReference]:
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        here, after = out[i], out[i + 1]
        gap = cleaned[here.end : after.start]
        if here.date is None and _LIST_GAP.match(gap):
            out[i] = replace(here, date=after.date, issuer=here.issuer or after.issuer)
    for i, here in enumerate(out):  # a bare number in a list is of the kind named first
        if not here.kind:
            listed = i and _LIST_GAP.match(cleaned[out[i - 1].end : here.start])
            out[i] = replace(here, kind=out[i - 1].kind if listed else "Công văn")
    return out


_PARTY_NUMBER = re.compile(
    r"(?:số\W*)?(?P<n>\d{1,5})\s*[-–]\s*(?P<kind>[A-ZĐ]{2,5})\s*/\s*(?P<by>[A-ZĐ][\w&.-]*)",
    re.IGNORECASE,
)
"""The Party's form of a number: "45-CV/ĐU"."""


def parse_document_number(text: str) -> DocumentNumber:
    """Return the document's own number from its letterhead line ("Số: 126/KH-THPTBPN")."""
    cleaned = re.sub(r"\s+", " ", clean(text)).strip()
    match = _NUMBER.search(cleaned)
    if match:
        code, mended = mend_code(match["code"])
        year = f"{match['y']}/" if match["y"] else ""
        flags = ("document_number_mended",) if mended else ()
        return DocumentNumber(f"{match['n']}/{year}{code}", flags)
    party = _PARTY_NUMBER.fullmatch(cleaned)
    if party:
        return DocumentNumber(f"{party['n']}-{party['kind'].upper()}/{party['by'].upper()}")
    blank = _BLANK_NUMBER.search(cleaned) or re.match(rf"\s*/\s*(?P<code>{_CODE})", cleaned)
    if blank:
        return DocumentNumber(f"/{mend_code(blank['code'])[0]}", ("document_number_blank",))
    if re.search(r"\d", cleaned):
        return DocumentNumber("", ("document_number_unparsed",))
    return DocumentNumber("")


def parse_place_date(text: str) -> PlaceDate:
    """Return the place and date of "Chợ Gạo, ngày 31 tháng 10 năm 2022"."""
    cleaned = re.sub(r"\s+", " ", clean(text)).strip()
    folded = fold_aligned(cleaned)
    match = _DATE.search(folded)
    day_word = re.search(r"(?<!\w)ng[a-z]{1,2}y(?!\w)", folded)
    head_end = day_word.start() if day_word else match.start() if match else len(cleaned)
    place = _place(cleaned[:head_end])
    if match:
        day = _date_of(match)
        return PlaceDate(place, day, () if day else ("impossible_date",))
    partial = day_word is not None and re.search(r"n[a-z]m\s*[\d.…_]", folded) is not None
    return PlaceDate(place, None, ("issued_date_partial",) if partial else ())


def _place(head: str) -> str:
    number = _NUMBER.search(head) or _BLANK_NUMBER.search(head)
    if number:
        head = head[number.end() :]
    return head.strip(" ,.;:-–—_*/")
