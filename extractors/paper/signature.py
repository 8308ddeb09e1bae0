"""Who signed: the office over a signature and the name under it, the main one of several.

The one who answers for the paper signs at the right, for an office that leads; who wrote it down
(a secretary, an accountant, "người lập") may sign beside, at the left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from extractors.paper.paragraphs import value_of
from extractors.types import Change, FieldValue, Line
from extractors.wording.content import affinity
from extractors.wording.matching import find_phrase, folded_words
from normalizers.text.syllables import is_syllable
from normalizers.text.unicode import UPPER, clean, fold

__all__ = [
    "ANNEX",
    "FILED",
    "is_office",
    "main_signature",
    "name_under",
    "shaped_name",
    "unheaded_name",
]

_OFFICES = tuple(
    folded_words(t)
    for t in (
        "hiệu trưởng", "phó hiệu trưởng", "q hiệu trưởng", "chủ tịch", "phó chủ tịch", "giám đốc",
        "phó giám đốc", "trưởng phòng", "phó trưởng phòng", "trưởng ban", "phụ trách trường",
        "chủ tịch hội đồng", "người lập kế hoạch", "thủ trưởng đơn vị", "chánh văn phòng",
        "tm hội đồng", "kt hiệu trưởng", "kt giám đốc", "kt trưởng phòng", "kt chủ tịch",
        "tl giám đốc", "tm ủy ban nhân dân", "người lập", "tm ban chỉ đạo", "thư ký",
        "chủ tọa", "chủ trì", "kế toán", "tổ trưởng", "cục trưởng", "bí thư", "chi cục trưởng",
        "tm đoàn kiểm tra", "trưởng đoàn", "viện trưởng",
    )
)  # fmt: skip
_PROXY = re.compile(r"\b(?:kt|tm|tl|tuq|q)\s*[.,]\s*\w")
ANNEX = re.compile(r"^\W*(?:phu luc|danh sach|bieu mau|mau so|bang \d|chuong trinh lam viec)\b")
_DEGREE = re.compile(
    r"^(?:(?:TS|ThS|Th\.S|GS|PGS|CN|BS|DS|NGƯT|NGND|CKI{1,2}|Ông|Bà)\.?\s*)+", re.IGNORECASE
)
_SIGNED = re.compile(r"\(?\s*(?:đã ký|ký tên|ký|da ky)[^)]*\)?", re.IGNORECASE)
# What is left of a stamp or a signature beside a name, or between its words.
# "Đinh'Thị": a speck between two names; "H'Loan" is one name.
_GLUED = re.compile(rf"(?<=\w\w)['’.](?=[{UPPER}])")
_HIGHLAND = re.compile(rf"^[HKRY]['’][{UPPER}]\w+ [{UPPER}]")
_LONE = re.compile(rf"^[^\W\d_{UPPER}] (?=[{UPPER}])")
"""A letter that dirt before a name was taken for."""

FILED = re.compile(r"^\W*luu\s*:")
_SPECKS = re.compile(r"[^\w\s.'’()-]|[_\u02b0-\u02ff]|(?<!\w)[-.']+|(?<=\s)\d(?=\s)")
# Digits that an engine without Vietnamese puts for marked letters ("Ng6" for "Ngô").
_DIGITS = str.maketrans("4601", "aoôi")
_MIDDLE_NAMES = ("văn", "vân", "vạn", "vấn")
_THROUGH_MIDDLE = re.compile(
    rf"(?!(?:Ban|Bộ|Công|Hội|Nhân|Phòng|Tổ|Trường|Viên)\b)[{UPPER}]\w{{1,6}} (?:Văn|Thị)"
    rf"(?: [{UPPER}]\w{{0,6}}){{1,3}}"
)
"""A name whose family may be a rare one: "Văn" and "Thị" stand between family and own name."""

_WROTE = re.compile(r"\b(?:nguoi lap|nguoi viet|thu ky|ke toan|van thu|nguoi tong hop|thu quy)\b")
"""Who wrote a paper down; where another signs too, it is the other's paper."""

_NO_FAMILY = frozenset(
    ("ban", "bo", "cac", "cong", "hoi", "kinh", "nhan", "nhu", "phong", "so", "to", "tong", "trung",
     "truong", "uy", "van", "vien")
)  # fmt: skip
"""First words of offices, which are no family names of anyone who signs alone."""


@dataclass(frozen=True, slots=True)
class SignatureSettings:
    """What an office over a signature and the name under it look like, in words unless said.

    Attributes:
        column: heights of a line between the middles of an office and of the name under it, at
            most.
        office: words of an office, at most ("PHÓ CHỦ TỊCH ỦY BAN NHÂN DÂN" and a place).
        capitals: share of an office's letters in capitals: OCR loses some.
        proxy: words before the office, at most ("KT.", "TM.").
        fewest_shaped: words of a name whose family is unknown,
        most_shaped: and so many at most: more are an office or a sentence.
        fewest: words of a name whose family is known,
        most: and so many at most.
        person: how much more like a person's name than other wording a text is, 0..1.
        mended: how sure a name is whose marks were put right by the list of families, 0..1.
    """

    column: float = 8.5
    office: int = 9
    capitals: float = 0.75
    proxy: int = 2
    fewest_shaped: int = 3
    most_shaped: int = 5
    fewest: int = 2
    most: int = 6
    person: float = 0.74
    mended: float = 0.9


SIGNATURE = SignatureSettings()


def is_office(text: str) -> bool:
    """Say whether a line is an office as it stands over a signature, in capitals."""
    words = folded_words(text)
    if not 1 < len(words) <= SIGNATURE.office:
        return False
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) < SIGNATURE.capitals * len(letters):
        return False
    return bool(_PROXY.search(fold(text))) or any(
        (hit := find_phrase(office, words)) is not None and hit.start <= SIGNATURE.proxy
        for office in _OFFICES
    )


@dataclass(frozen=True, slots=True)
class _Signature:
    """Office lines over each other, and the name under them if one was read."""

    offices: tuple[Line, ...]
    name: tuple[Line, str] | None

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """What makes it the main one: a name, an office that leads, the place at the right."""
        text = " ".join(line.text for line in self.offices)
        box = self.offices[0].bbox
        return self.name is not None, not _WROTE.search(fold(text)), box.center[0] if box else 0.0


def main_signature(lines: Sequence[Line]) -> tuple[FieldValue | None, FieldValue | None]:
    """Return office and name of the main one who signed; None for what was not found."""
    end = next((n for n, line in enumerate(lines) if _ends(lines, n)), len(lines))
    found = list(_signatures(lines[:end]))
    if not found:
        return None, None
    # Text without places has the right column behind the left one.
    order = found if found[0].offices[0].bbox is not None else found[::-1]
    main = max(order, key=lambda signature: signature.rank)
    if main.name is None:
        return value_of(main.offices), None
    line, name = main.name
    return value_of(main.offices), _mended(value_of([line], name))


def shaped_name(text: str) -> str:
    """Return the name a line has the shape of, its family unknown; "" for none.

    Under an office, in its column, three or four syllables with capitals are a name.
    """
    bare = _DEGREE.sub("", " ".join(_SPECKS.sub(" ", _SIGNED.sub("", text)).split())).strip(" .-")
    words = bare.split()
    long = SIGNATURE.fewest_shaped <= len(words) <= SIGNATURE.most_shaped
    shaped = long and all(w.isalpha() and w[:1].isupper() for w in words)
    spelled = shaped and all(is_syllable(w.lower()) for w in words)
    return bare if spelled and fold(words[0]) not in _NO_FAMILY else ""


def _ends(lines: Sequence[Line], n: int) -> bool:
    """Say whether an annex begins at a line below an office."""
    below = any(is_office(line.text) for line in lines[:n])
    return below and bool(ANNEX.match(fold(lines[n].text)))


def _signatures(lines: Sequence[Line]) -> Iterator[_Signature]:
    """Yield the signatures, each office with the first name under it in its own column."""
    rest = list(lines)
    while (
        first := next((n for n, line in enumerate(rest) if is_office(line.text)), None)
    ) is not None:
        column = [n for n in range(first, len(rest)) if _in_column(rest[n], rest[first])]
        offices = _stacked([rest[n] for n in column])
        below = column[len(offices) :]
        stop = next((n for n in below if is_office(rest[n].text)), len(rest))
        below = [n for n in below if n < stop]
        names = [(n, name) for n in below if (name := name_under(rest[n].text))]
        if not names and rest[first].bbox is not None:
            names = [(n, name) for n in below if (name := shaped_name(rest[n].text))][:1]
        at = _whose(offices, names)
        own = offices[at:] if at else offices
        yield _Signature(tuple(own), (rest[names[at][0]], names[at][1]) if names else None)
        used = {*column[: len(offices)], *(n for n, _ in names[: at + 1])}
        rest = [line for n, line in enumerate(rest) if n not in used]


def _in_column(line: Line, office: Line) -> bool:
    if line.bbox is None or office.bbox is None:
        return True
    reach = SIGNATURE.column * max(line.bbox.height, office.bbox.height)
    return line.page != office.page or abs(line.bbox.center[0] - office.bbox.center[0]) < reach


def _stacked(column: Sequence[Line]) -> list[Line]:
    """Return the office lines that stand over each other, from the first line of a column."""
    end = next((n for n, line in enumerate(column) if not is_office(line.text)), len(column))
    return list(column[:end])


def _whose(offices: Sequence[Line], names: Sequence[tuple[int, str]]) -> int:
    """Return which of several names is the main one's.

    Text without places gives a row of two signatures as office, office, name, name.
    """
    beside = len(offices) > 1 and offices[0].bbox is None and _WROTE.search(fold(offices[0].text))
    return 1 if beside and len(names) > 1 and names[1][0] == names[0][0] + 1 else 0


def name_under(text: str) -> str:
    """Return the name a line under an office consists of, its family known or not; "" for none."""
    name = _name_of(text)
    if name:
        return name
    bare = " ".join(_SPECKS.sub(" ", _SIGNED.sub("", text)).split()).strip(" .-")
    name = _DEGREE.sub("", bare)
    return name if _THROUGH_MIDDLE.fullmatch(name.title() if name.isupper() else name) else ""


def unheaded_name(lines: Sequence[Line], block: Sequence[Line]) -> FieldValue | None:
    """Return the name that stands by itself where the office over it was lost under a stamp.

    Only a recognised page loses it, and there the name stands right of the middle of the block.
    """
    boxes = [line.bbox for line in block if line.bbox is not None]
    if not boxes:
        return None
    left, right = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
    for line in lines:
        name = _name_of(line.text) if line.bbox is not None and line.conf < 1.0 else ""
        if name and line.bbox is not None and line.bbox.x0 > (left + right) / 2:
            found = _mended(value_of([line], name))
            return found if fold(found.text).split()[0] in _folded_families() else None
    return None


def _mended(value: FieldValue) -> FieldValue:
    """Put marks of a recognised name right where only one such name exists.

    "Định" and "Đỉnh" are no family names, "Đinh" is; between family and own name "Vẫn" can only be
    "Văn". Text that was not recognised is left alone.
    """
    if value.conf >= 1.0:
        return value
    words = value.text.split(" ")
    wanted = [_family_like(words[0]), *map(_middle_like, words[1:-1]), words[-1]]
    changes, at = [], 0
    for word, name in zip(words, wanted, strict=False):
        if name != word:
            changes.append(Change(at, at + len(word), word, name, SIGNATURE.mended))
        at += len(word) + 1
    if not changes:
        return value
    return replace(value, text=" ".join(wanted), raw=value.text, changes=tuple(changes))


def _family_like(word: str) -> str:
    families = _families()
    alike = [f for f in families if fold(f) == fold(word)]
    return word if word.lower() in families or len(alike) != 1 else _cased(alike[0], word)


def _middle_like(word: str) -> str:
    marked = word.lower()
    wrong = fold(word) == "van" and marked not in _MIDDLE_NAMES and marked != "van"
    return _cased("văn", word) if wrong else word


def _cased(name: str, like: str) -> str:
    return name.upper() if like.isupper() else name.capitalize()


@lru_cache(maxsize=1)
def _folded_families() -> frozenset[str]:
    return frozenset(map(fold, _families()))


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    text = resources.files("normalizers.reference").joinpath("family_names.txt").read_text("utf-8")
    return frozenset(
        clean(line.strip()).lower() for line in text.splitlines() if line and line[0] != "#"
    )


def _name_of(text: str) -> str:
    """Return the person's name a line consists of, without degrees; "" if it is none."""
    if FILED.match(fold(text)):
        return ""
    bare = _SPECKS.sub(" ", _GLUED.sub(" ", _SIGNED.sub("", text)))
    name = _DEGREE.sub("", " ".join(bare.split()).strip(" .-")).strip(" .-")
    name = _LONE.sub("", name)
    first, blank, rest = name.partition(" ")
    if first.islower() and rest[:1].isupper() and fold(first) in _folded_families():
        name = first.capitalize() + blank + rest  # its capital lay under the stamp
    words = name.split()
    if not SIGNATURE.fewest <= len(words) <= SIGNATURE.most or any(w.isdecimal() for w in words):
        return ""
    shown = re.sub(r"\b\w*[^\W\d_]\w*\b", lambda m: m.group().translate(_DIGITS), name)
    shown = shown.title() if name.isupper() else shown
    known = _HIGHLAND.match(name) or affinity("person", shown) >= SIGNATURE.person
    return name if known else ""
