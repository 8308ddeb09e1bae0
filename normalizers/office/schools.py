"""Names and kinds of schools."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.office.places import PlaceValue, parse_place
from normalizers.text.unicode import clean, fold

__all__ = ["PlaceValue", "SchoolValue", "parse_place", "parse_school", "sentence_case"]

_KINDS = (
    ("nhiều cấp", r"nhieu cap|lien cap|\bth\s*(?:&|va|-|–|\+)?\s*thcs\b|tieu hoc\s*(?:&|va|-|–)\s*"
     r"(?:thcs|trung hoc co so)|thcs\s*(?:&|va|-|–|\+)?\s*thpt|trung hoc co so\s*(?:&|va|-|–)\s*"
     r"trung hoc pho thong|dan toc (?:noi|ban) tru (?:thcs|tieu hoc)?\s*(?:&|va|-|–)\s*thpt"),
    ("mầm non", r"mam\s*non|mau\s*giao|nha\s*tre|\btr[^ ]{2,4}ng mn\b|^mn\b|\bmg\b"),
    ("tiểu học", r"ti[eéê]u\s*h[oe]c|\bptdtbt th\b|\bth\b"),
    ("THCS", r"\bthcs\b|trung\s*hoc\s*co\s*s[o0]|ptcs|trung hoe co so"),
    ("THPT", r"\bthpt\b|trung\s*hoc\s*pho\s*thong|\bptth\b|\bptdtnt\b|dan toc noi tru"),
    ("GDTX", r"gdtx|giao duc thuong xuyen|gdnn"),
)  # fmt: skip
_NAME = re.compile(
    r"tr[a-z0-9]{2,5}ng\b|trung tam|mam non|mau giao|nha tre|nhom tre", re.IGNORECASE
)
_KEEP = frozenset(
    ("THPT", "THCS", "TH", "MN", "MG", "PTDTNT", "PTDTBT", "TT", "GDTX", "GDNN", "PTCS", "TP")
    + (
        "PT",
        "TX",
        "UBND",
        "GD&ĐT",
        "GDĐT",
        "GD",
        "ĐT",
        "DTNT",
        "DTBT",
        "PGD",
        "SGD",
        "PGDĐT",
        "SGDĐT",
        "HĐND",
        "II",
        "III",
        "IV",
        "BGH",
    )
)
_LOWER = frozenset(
    (
        "tiểu",
        "học",
        "đại",
        "cao",
        "đẳng",
        "cấp",
        "mầm",
        "non",
        "mẫu",
        "giáo",
        "trung",
        "cơ",
        "sở",
        "phổ",
        "thông",
        "và",
        "dân",
    )
    + ("tộc", "nội", "trú", "bán", "chuyên", "tư", "thục", "nhiều", "cấp", "liên", "xã", "huyện")
    + (
        "tỉnh",
        "phường",
        "quận",
        "thị",
        "thành",
        "phố",
        "trấn",
        "số",
        "năng",
        "khiếu",
        "công",
        "lập",
    )
)
_KIND_WORDS_END = re.compile(
    r"^(?:trường\s+)?(?:(?:tiểu học|mầm non|mẫu giáo|trung học cơ sở|trung học phổ thông"
    r"|đại học|cao đẳng|trung cấp"
    r"|phổ thông(?: dân tộc (?:nội|bán) trú)?(?: nhiều cấp học)?|chuyên|tư thục|công lập|số|và"
    r"|(?:liên|nhiều) cấp|năng khiếu|thpt|thcs|th|mn|mg|ptdtnt|ptdtbt|[-–&])\s*)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SchoolValue:
    """A school: its name in sentence case and its kind.

    ``level`` is mầm non, tiểu học, THCS, THPT, nhiều cấp, GDTX or "" where the name does not say.
    """

    name: str
    level: str = ""
    flags: tuple[str, ...] = ()


def parse_school(text: str) -> SchoolValue:
    """Return the school a letterhead line or sentence names; its name is "" if there is none."""
    cleaned = re.sub(r"\s+", " ", clean(text)).strip(" .,;:*_-–—/\"'“”")
    if not cleaned:
        return SchoolValue("")
    folded = fold(cleaned)
    level = school_level(folded)
    if not level and not _NAME.search(folded):
        return SchoolValue(sentence_case(cleaned), "", ("school_odd",))
    return SchoolValue(sentence_case(cleaned), level)


def school_level(text: str) -> str:
    """Return the kind of school a name tells, "" if it tells none."""
    folded = fold(text)
    return next((kind for kind, pattern in _KINDS if re.search(pattern, folded)), "")


def sentence_case(name: str) -> str:
    """Return a name in capitals as people write it: "TRƯỜNG THPT A" -> "Trường THPT A".

    Names that have small letters already are kept as they are.
    """
    letters = [c for c in name if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.9 * len(letters):
        return name
    end = _KIND_WORDS_END.match(name.lower())
    words_end = end.end() if end else 0
    out: list[str] = []
    at = 0
    for i, word in enumerate(name.split(" ")):
        # "Trường Tiểu học A": the kind's first word keeps its capital.
        opens = i == 0 or (i == 1 and out[0] == "Trường")
        out.append(_cased(word, small=not opens and at < words_end))
        at += len(word) + 1
    return " ".join(out)


def _cased(word: str, *, small: bool) -> str:
    return "".join(
        part if not part.isalpha() or part in _KEEP
        else part.lower() if small and part.lower() in _LOWER
        else part.capitalize()
        for part in re.split(r"([^\W\d_]+)", word)
    )  # fmt: skip
