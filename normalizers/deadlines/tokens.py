"""The words of a deadline: points in time, connectors and markers, from folded text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from normalizers.deadlines.spans import Part, Point
from normalizers.deadlines.weekdays import Weekday, without_weekdays

__all__ = ["Token", "tokenise"]

_YEAR4 = r"(?:19|20)\d\d"
_NAM = r"(?:\s*(?:[/.\-,]|cua)?\s*(?:nam\s*)?)"
_ROMAN = r"(?:iv|i{1,3}|[il1|]v|l{1,3}|1{2,3}(?!\d)|[1-4])"
_JOIN = r"\s*(?:[-,;&+~]|va|den)\s*"
_LIST = r"(?:\s*(?:[-,;&+~]|va|den)\s*(?:tuan\s*)?\d{1,2}(?!\s*[/.]|\d))*"

_EACH = r"(?:nam|thang|tuan|quy|ngay|(?:hoc\s*)?k[yi])"
# Alternatives in order of precedence; groups are named because one pattern holds them all.
_KINDS = (
    (
        "clock",
        r"(?<![\d/])[\d§$&ol]{1,2}\s*(?:h|g|gio)\s*(?:\d{2}(?:\s*phut)?)?(?![a-z\d])"
        r"|(?<![\d/:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d/:])",
    ),
    # ISO 8601 and its like; the year of a pair ("2022-23") is never a month.
    (
        "ymd",
        rf"\s*(?<![\d/.])(?P<y18>{_YEAR4})(?P<s18>[-/.])(?P<m18>0?[1-9]|1[0-2])"
        r"(?P=s18)(?P<d18>0?[1-9]|[12]\d|3[01])(?![\d/])",
    ),
    (
        "ym",
        r"\s*(?<![\d/.\-])(?P<y19>20(?:1[3-9]|[2-4]\d))(?P<s19>[-/.])(?P<m19>0?[1-9]|1[0-2])"
        r"(?![\d/]|[.\-]\d)",
    ),
    (
        "dmy",
        r"(?<!\d)(?P<d1>\d{1,2})\s*(?:"
        rf"(?P<s>[/.\-])\s*(?P<m1>\d{{1,2}})\s*(?P=s)\s*(?P<y1>{_YEAR4})"
        rf"|/\s*(?P<m2>\d{{1,2}})\s*[-.]\s*(?P<y2>{_YEAR4})"
        rf"|\.\s*(?P<m3>\d{{1,2}})\s*/\s*(?P<y3>{_YEAR4})"
        r"|/\s*(?P<m4>\d{1,2})\s*/\s*(?P<y4>[2-4]\d)"
        rf"|\s*thang\s*\.?\s*(?P<m5>\d{{1,2}})(?!\d)(?:{_NAM}(?P<y5>{_YEAR4}))?)(?!\d)",
    ),
    ("my", rf"(?<!\d)(?P<m6>\d{{1,2}})\s*[/.\-]\s*(?P<y6>{_YEAR4})(?!\d)"),
    (
        "pair",
        r"(?:nam\s*hoc|\bnh|nien\s*khoa)?\s*[:.]?\s*"
        rf"(?<!\d)(?P<y7>{_YEAR4})\s*[-~/]\s*(?P<y8>{_YEAR4}|\d\d)(?![\d/])",
    ),
    (
        "month",
        r"(?:thang\s*\.?|(?<![a-z\d])t\.?)\s*(?P<m9>\d{1,2})(?!\d)"
        rf"(?:{_NAM}(?P<y9>{_YEAR4})(?!\d|\s*[-~]\s*{_YEAR4})"
        r"|\s*/\s*(?P<y10>[2-4]\d)(?![\d/]))?",
    ),
    (
        "quarter",
        rf"(?:quy|(?<![a-z])q)\s*\.?\s*(?P<q>{_ROMAN})"
        rf"(?:{_JOIN}(?:quy\s*)?(?P<q2>{_ROMAN}))?(?![a-z\d])(?:{_NAM}(?P<y11>{_YEAR4})(?!\d))?",
    ),
    (
        "semester",
        r"(?:hoc\s*k[yi]|(?<![a-z])hk|(?<![a-z])k[yi])\s*\.?\s*(?P<hk>ii|ll|li|il|11|h[il1]?|i|l|[12])"
        rf"(?:{_JOIN}(?:hoc\s*k[yi]\s*|hk\s*)?(?P<hk2>ii|ll|2))?(?![a-z\d/])",
    ),
    (
        "summer",
        r"(?<![a-z])(?<!lien\s)he(?![a-z]|\s*thong)"
        rf"(?:{_NAM}(?P<y16>{_YEAR4})(?!\d|\s*[-~]\s*{_YEAR4}))?",
    ),
    ("dm", r"(?<!\d)(?P<d12>\d{1,2})\s*/\s*(?P<m12>\d{1,2})(?!\d)"),
    (
        "ngaydm",
        r"(?:(?<=ngay\s)|(?<=truoc\s)|(?<=den\s)|(?<=tu\s))(?P<d13>\d{1,2})\s?[.\-]\s?"
        r"(?P<m13>0?[1-9]|1[0-2])(?!\d|\s*[-/.]\s*\d|\s*thang)",
    ),
    ("tenday", r"(?P<td>thuong|trung|ha)\s*tuan"),
    (
        "recurring",
        rf"(?:hang|moi)\s*{_EACH}|thuong\s*(?:xuyen|nien)|dinh\s*k[yi]|lien\s*tuc|quanh\s*nam"
        r"|\d+\s*lan\s*/\s*[a-z]+",
    ),
    ("namhoc", rf"nam\s*hoc(?:\s*:?\s*(?P<y14>{_YEAR4})(?!\d))?|(?<![a-z])nh(?![a-z])"),
    ("year", rf"(?:nam\s*)?(?<![\d/])(?P<y15>{_YEAR4})(?!\d)"),
    (
        "week",
        rf"tuan\s*(?:le\s*)?(?:thu\s*)?(?P<weeks>\d{{1,2}}(?!\d){_LIST})"
        rf"(?:\s*/\s*(?P<mw>\d{{1,2}})(?!\d)(?:\s*/\s*(?P<yw>{_YEAR4}))?)?",
    ),
    (
        "weekpart",
        r"tuan\s*(?P<wp>dau|cuoi)(?:\s*tien|\s*cung)?(?:\s*cua)?(?=\s*(?:thang|t\.?\d))",
    ),
    ("ahead", r"truoc\s*khi"),
    ("before", r"truoc(?!\s*khi)"),
    (
        "until",
        r"(?:den\s*)?(?<![a-z])(?:het|xong(?!\s*trong)|han\s*(?:cuoi|chot)?)(?![a-z])"
        r"|hoan\s*(?:thanh|tat)(?=\s*(?:vao\s*)?(?:ngay\s*)?\d{1,2}\s*[/.])"
        r"|(?:cham|muon|tre)\s*nhat|khong\s*qua",
    ),
    (
        "relative",
        r"sau\s*khi|khi\s*(?:co|can|duoc|phat)|theo(?![a-z])|trong\s*vong"
        r"|sau\s*\d+\s*(?:ngay|tuan|thang)|ngay\s*sau|dot\s*xuat"
        r"|trong\s*(?:suot\s*)?(?:qua\s*trinh|thoi\s*gian)",
    ),
    ("from", r"(?<![a-z])(?:tu|bat\s*dau|ke\s*tu|sau(?=\s*ngay\s*\d{1,2}\s*[/.\-]))(?![a-z])"),
    ("to", r"(?<![a-z])(?:den|toi)(?![a-z])|->|→|[-~÷]"),
    ("and", r"(?<![a-z])va(?![a-z])|[,;&+]"),
    ("part", r"(?<![a-z])(?:nua\s*)?(?P<p>dau|giua|cuoi)(?![a-z])"),
    ("num", r"(?<!\d)\d{1,2}(?![\d%])"),
    ("junk", r"\d+%?"),
)
_PATTERN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))
_PARTS: dict[str, Part] = {"dau": "early", "giua": "middle", "cuoi": "late"}
_TEN_DAYS: dict[str, Part] = {"thuong": "early", "trung": "middle", "ha": "late"}
_ROMAN_CHARS = str.maketrans("l1|", "iii")
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a deadline; ``start`` and ``end`` are offsets in the folded text.

    ``kind`` is point, number, clock (a time of day), before, ahead ("trước khi"), until, from, to,
    and, part, recurring, relative or junk.
    """

    kind: str
    start: int
    end: int
    point: Point | None = None
    number: int = 0
    part: Part = ""


def tokenise(folded: str) -> tuple[Token, ...]:
    """Return the tokens of folded, mended text in order; unknown words between them are skipped."""
    blanked, weekdays = without_weekdays(folded)
    tokens = tuple(_token(match) for match in _PATTERN.finditer(blanked))
    return _with_weekdays(tokens, weekdays) if weekdays else tokens


def _with_weekdays(tokens: tuple[Token, ...], weekdays: tuple[Weekday, ...]) -> tuple[Token, ...]:
    """Give each weekday to the day it stands beside."""
    out = list(tokens)
    for weekday in weekdays:
        for i, token in enumerate(tokens):
            ahead = token.start - weekday.at if weekday.date_follows else weekday.at - token.end
            near = 0 <= ahead <= len("ngay ") and token.point and token.point.unit == "day"
            if near and token.point:
                out[i] = replace(token, point=replace(token.point, weekday=weekday.iso))
                break
    return tuple(out)


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup or ""
    start, end = match.span()
    if kind in _POINTS:
        return Token("point", start, end, _POINTS[kind](match))
    if kind in ("part", "tenday"):
        part = _PARTS[match["p"]] if match["p"] else _TEN_DAYS[match["td"]]
        return Token("part", start, end, part=part)
    if kind == "num":
        return Token("number", start, end, number=int(match.group()))
    return Token(kind, start, end)


def _int(text: str | None) -> int:
    return int(text) if text else 0


def _year(text: str | None) -> int:
    value = _int(text)
    return 2000 + value if 0 < value < 100 else value


def _first(match: re.Match[str], *names: str) -> str | None:
    return next((match[n] for n in names if match[n]), None)


def _dmy(m: re.Match[str]) -> Point:
    month = _int(_first(m, "m1", "m2", "m3", "m4", "m5"))
    year = _year(_first(m, "y1", "y2", "y3", "y4", "y5"))
    return Point("day", day=int(m["d1"]), month=month, year=year)


def _dm(m: re.Match[str]) -> Point:
    first, second = int(m["d12"]), int(m["m12"])
    if second > 12 and first <= 12 and 20 <= second <= 49:  # "5/24" is May 2024
        return Point("month", month=first, year=2000 + second)
    return Point("day", day=first, month=second)


def _pair(m: re.Match[str]) -> Point:
    first = int(m["y7"])
    second = int(m["y8"]) if len(m["y8"]) == 4 else first // 100 * 100 + int(m["y8"])
    if second == first + 1:
        return Point("school_year", year=first)
    return Point("year", year=first, last=second)


def _numeral(text: str) -> int:
    if text in ("1", "2", "3", "4"):
        return int(text)
    if text[:1] == "h":  # "II" read as "H"
        return 2
    return _NUMERALS.get(text.translate(_ROMAN_CHARS), 0)


def _week(m: re.Match[str]) -> Point:
    numbers = [int(n) for n in re.findall(r"\d{1,2}", m["weeks"])]
    month = _int(m["mw"])
    return Point("week", number=min(numbers), last=max(numbers), month=month, year=_year(m["yw"]))


_POINTS: dict[str, Callable[[re.Match[str]], Point]] = {
    "dmy": _dmy,
    "my": lambda m: Point("month", month=int(m["m6"]), year=int(m["y6"])),
    "pair": _pair,
    "month": lambda m: Point("month", month=int(m["m9"]), year=_year(m["y9"] or m["y10"])),
    "quarter": lambda m: Point(
        "quarter", number=_numeral(m["q"]), last=_numeral(m["q2"] or ""), year=_year(m["y11"])
    ),
    "semester": lambda m: Point(
        "semester", number=_numeral(m["hk"]), last=_numeral(m["hk2"] or "")
    ),
    "summer": lambda m: Point("month", month=6, last=7, year=_year(m["y16"])),
    "ymd": lambda m: Point("day", day=int(m["d18"]), month=int(m["m18"]), year=int(m["y18"])),
    "ym": lambda m: Point("month", month=int(m["m19"]), year=int(m["y19"])),
    "dm": _dm,
    "ngaydm": lambda m: Point("day", day=int(m["d13"]), month=int(m["m13"])),
    "namhoc": lambda m: Point("school_year", year=_year(m["y14"])),
    "year": lambda m: Point("year", year=int(m["y15"])),
    "week": _week,
    "weekpart": lambda m: Point("week", number=1 if m["wp"] == "dau" else 4),
}
