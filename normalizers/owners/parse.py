"""One owner cell: the roles, who leads, who helps, and the people named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from normalizers.owners.elements import Element
from normalizers.owners.fuzzy import fuzzy_role
from normalizers.owners.scan import elements_of
from normalizers.owners.schools import schools_of
from normalizers.owners.synonyms import Synonyms, default_synonyms
from normalizers.text.unicode import UPPER, clean, fold, strip_marks

__all__ = ["OwnersValue", "parse_owners"]

_MODIFIER_LIST = (
    "các những toàn thể đội ngũ đc đ c đồng chí tất cả tập một số đại diện lãnh đạo thành viên mỗi "
    "từng cả cho giao do bởi là của trong nhà trường người thực hiện chịu trách nhiệm vụ và quý "
    "ban anh chị em"
)
_MODIFIERS = frozenset(_MODIFIER_LIST.split())
_BARE_MODIFIERS = frozenset(strip_marks(w) for w in _MODIFIERS)
_QUALIFIER_LIST = (
    "phụ lớp khối dạy môn bộ trường toàn nhà trong của các liên có được theo giảng phân cùng "
    "chuyên thuộc hệ ở tại phu lop khoi day mon bo truong toan nha cua cac lien co duoc tổ to "
    "quận huyện xã phường tỉnh thành thị tp cấp số"
)
_QUALIFIERS = frozenset(_QUALIFIER_LIST.split())
# Nouns that make another office out of the one that follows: "Chủ tịch UBND xã" is not UBND xã.
_HEAD_LIST = "chủ tịch phó trưởng chuyên viên cán bộ bí thư ủy ct pct tp"
_HEADS = frozenset(_HEAD_LIST.split())
_LONGEST_UNKNOWN = 12
# "Các thành viên trong nhóm X của Phòng Y" is the group X.
_MEMBERS = re.compile(
    r"^(?:(?:các|toàn thể|tất cả(?: các)?) )?thành viên (?:trong |của |thuộc )?(?=\w)",
    re.IGNORECASE,
)
_OF_OFFICE = re.compile(
    r"(?<=\w) (?:của|thuộc) (?:Phòng|Sở|UBND|Ủy ban|[Tt]rường|nhà trường|đơn vị)(?!\w).*$"
)
_SOFT_BREAK = re.compile(
    rf"(?<![;:.\s])[ \t]*\n[ \t]*(?=[^\W\d_])(?![{UPPER}])|(?<=\bP\.)[ \t]*\n[ \t]*(?=\S)"
)
# A dash that is dirt: inside a role ("Công-đoàn"), or before the wrapped rest of one.
_SPECK_DASH = re.compile(
    r"(?<=[^\W\dA-Z_])-(?=(?:đoàn|trưởng|hiệu|thư|toán|viên|đồng|trì|hợp)\b)"
    r"|[ \t]-[ \t]*\n(?=[a-zà-ỹ])"
)
_STRAY = re.compile(r"""(?<=[^\W\d_])\s*[-.,;:*+'"„“”‘’`´°~^|<>\n]{1,3}\s*(?=[^\W\d_])""")
# "TổVP": small letters and capitals run together.
_GLUED = re.compile(rf"(?<=[^\W\d_{UPPER}])(?=[{UPPER}]{{2}})")
# A telephone number with or without its label; who is called is no owner more.
_TELEPHONE = re.compile(
    r"[(\[]?(?:[-–,;]\s*)?(?<!\w)(?:(?:số\s+)?(?:điện thoại|đt|sđt|dđ|đtdđ|tel|hotline)"
    r"\s*[:.]?\s*)?"
    r"(?<![\d/])\+?(?:84|0)[\d][\d .\-]{6,12}\d(?![\d/])[)\]]?",
    re.IGNORECASE,
)
_LISTING = re.compile(r"\s*(?:[,;&+–(-]|và)?\s*")
_END = Element("break", -1, -1)
_EDGE = " \t\n.,;:-–—+*•~/&()[]\"'“”‘’"


@dataclass(frozen=True, slots=True)
class OwnersValue:
    """Who is responsible.

    Attributes:
        owners: canonical role names in the order written, without repeats; a phrase no role is
            known for stays as cleaned text (flag ``owner_unknown``).
        lead: the owners said to lead ("chủ trì"); empty where the cell does not say.
        support: the owners said to help ("phối hợp").
        people: names of people, without titles.
        lead_text: those said to lead, as written; "" where the cell tells no sides.
        support_text: those said to help, as written.
        flags: owner_unknown, owner_ocr_mended, owner_extra_text, owner_expanded.
    """

    owners: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    lead_text: str = ""
    support_text: str = ""


@dataclass(slots=True)
class _Found:
    """What has been gathered so far; ``sides`` gives each owner "lead", "support" or "".

    ``places`` holds start, end and side of each stretch that names someone.
    """

    sides: dict[str, str] = field(default_factory=dict)
    places: list[tuple[int, int, str]] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    flags: dict[str, None] = field(default_factory=dict)

    def add(self, owner: str, side: str) -> None:
        if owner and not self.sides.get(owner):
            self.sides[owner] = side


def parse_owners(
    text: str, *, synonyms: Synonyms | None = None, misread: bool = True
) -> OwnersValue:
    """Return the roles and people an owner cell names.

    Matching respects marks ("Hội" is never "Hồi"); only text without any marks is matched without
    them.

    Args:
        text: the cell.
        synonyms: spellings of roles; None for those of the package.
        misread: whether an engine or a repair had its hand in the text. Then damaged phrases of
            two words or more are matched loosely and flagged ``owner_ocr_mended``; text that was
            typed is never mended, since what looks like a slip is another body's name.
    """
    if synonyms is None:
        return _parse_default(text, misread)
    return _parse(text, synonyms, misread)


@lru_cache(maxsize=4096)
def _parse_default(text: str, misread: bool) -> OwnersValue:
    return _parse(text, default_synonyms(), misread)


def _parse(text: str, synonyms: Synonyms, misread: bool) -> OwnersValue:
    synonyms = synonyms if misread else synonyms.strict()
    cleaned = _TELEPHONE.sub(" ", clean(text))
    if misread:
        cleaned = _SPECK_DASH.sub(" ", cleaned)
    cleaned = _GLUED.sub(" ", _SOFT_BREAK.sub(" ", cleaned))
    value = _as_written(cleaned, synonyms)
    if not misread:
        return value
    return _rejoined(cleaned, value, synonyms) or value if "owner_unknown" in value.flags else value


def _rejoined(cleaned: str, written: OwnersValue, synonyms: Synonyms) -> OwnersValue | None:
    """Return the owners without a sign that dirt put into one name; None for none.

    "Phòng-Giáo dục và Đào tạo" is one office, "Lương Xuân.An" one person and "Côr.g đoàn" a
    damaged role, if without the sign a single role or person reaches over it and nothing unknown
    is left. ``written`` is what the text says as it stands.
    """
    mended_before = "owner_ocr_mended" in written.flags
    for stray in _STRAY.finditer(cleaned):
        for filler in (" ", "") if stray.group().strip() else (" ",):
            joined = f"{cleaned[: stray.start()]}{filler}{cleaned[stray.end() :]}"
            value = _as_written(joined, synonyms)
            if {"owner_unknown", "owner_extra_text"} & set(value.flags):
                continue
            mended = "owner_ocr_mended" in value.flags and not mended_before
            if mended or _reaches_over(joined, stray.start(), synonyms):
                flags = dict.fromkeys((*value.flags, "owner_ocr_mended"))
                return replace(value, flags=tuple(flags))
    return None


def _reaches_over(text: str, at: int, synonyms: Synonyms) -> bool:
    """Say whether one role, person or marker stands on both sides of a place in the text."""
    kinds = ("role", "person", "lead", "support")
    return bool(fuzzy_role(text, synonyms)) or any(
        e.kind in kinds and e.start < at < e.end for e in elements_of(text, synonyms)
    )


def _as_written(cleaned: str, synonyms: Synonyms) -> OwnersValue:
    if not any(c.isalpha() for c in cleaned):
        return OwnersValue()
    schools = schools_of(cleaned)
    if schools and not any(e.kind in ("role", "unit") for e in elements_of(cleaned, synonyms)):
        return OwnersValue(owners=schools)
    found = _Found()
    side = ""
    for segment in _segments(elements_of(cleaned, synonyms)):
        side = _take(segment, side, cleaned, synonyms, found)
    sides = found.sides
    return OwnersValue(
        owners=tuple(sides),
        lead=tuple(owner for owner, s in sides.items() if s == "lead"),
        support=tuple(owner for owner, s in sides.items() if s == "support"),
        people=tuple(dict.fromkeys(found.people)),
        flags=tuple(found.flags),
        lead_text=_written(cleaned, found.places, "lead"),
        support_text=_written(cleaned, found.places, "support"),
    )


def _written(text: str, places: Sequence[tuple[int, int, str]], side: str) -> str:
    """Return the stretches of one side as written; only signs of a list stay between them."""
    out = ""
    last: int | None = None
    for start, end, its in places:
        if its != side:
            last = None
            continue
        gap = text[last:start] if last is not None else ""
        listed = last is not None and _LISTING.fullmatch(gap) is not None
        out += (gap if listed else "; " if out else "") + text[start:end]
        if out.count("(") > out.count(")") and text[end : end + 1] == ")":
            out, end = f"{out})", end + 1
        last = end
    return re.sub(r"\s+", " ", out).strip(_EDGE.replace(")", "").replace("(", ""))


def _segments(elements: Sequence[Element]) -> list[list[Element]]:
    """Split at breaks, commas and markers; a marker stands alone in its segment."""
    segments: list[list[Element]] = [[]]
    for element in elements:
        if element.kind in ("break", "comma", "open", "close", "colon", "lead", "support"):
            segments += [[element], []]
        else:
            segments[-1].append(element)
    return _sides_resolved([s for s in segments if s])


def _sides_resolved(segments: list[list[Element]]) -> list[list[Element]]:
    """Move a marker that follows its owner ("TTCM phối hợp") in front of it, as a one-off."""
    out: list[list[Element]] = []
    for i, segment in enumerate(segments):
        marker = segment[0].kind in ("lead", "support")
        follower = segments[i + 1][0] if i + 1 < len(segments) else _END
        postfix = follower.kind in ("break", "comma", "close")
        if (
            follower.name == "\n"
            and segment[0].kind == "support"
            and not _marked_later(segments, i)
        ):
            postfix = False  # "Văn thư phối hợp" / "Hiệu trưởng": the line was only wrapped
        if marker and postfix and _has_owner(out):
            start = _owner_start(out)
            once = Element("word", -1, -1, segment[0].kind)
            out[start:start] = [[once]]
            out.append([Element("word", -1, -1, "reset")])
        else:
            out.append(segment)
    return out


def _marked_later(segments: list[list[Element]], i: int) -> bool:
    return any(s[0].kind in ("lead", "support") for s in (*segments[:i], *segments[i + 1 :]))


def _has_owner(segments: list[list[Element]]) -> bool:
    return any(e.kind in ("role", "unit", "person", "word") for s in segments[-2:] for e in s)


def _owner_start(segments: list[list[Element]]) -> int:
    """Return the index of the first segment of the owners joined by "và" before the end."""
    i = len(segments) - 1
    while i > 0:
        first = segments[i - 1][0]
        joined = first.kind == "comma" and first.name.lower() in ("và", "va", "&")
        if first.kind == "open" or joined or segments[i][0].kind in ("comma", "open"):
            i -= 1
        else:
            break
    return max(i, 0)


def _take(segment: list[Element], side: str, text: str, synonyms: Synonyms, found: _Found) -> str:
    """Add one segment's owners and return the side that holds for the next segment."""
    first = segment[0]
    if first.start < 0:
        return "" if first.name == "reset" else first.name
    if first.kind in ("lead", "support"):
        if first.kind == "support":
            for owner, known in found.sides.items():
                found.sides[owner] = known or "lead"
            found.places = [(a, b, known or "lead") for a, b, known in found.places]
        return first.kind
    if first.kind in ("break", "comma", "open", "close", "colon"):
        return side
    found.places.append((first.start, segment[-1].end, side))
    roles = [e for e in segment if e.kind == "role"]
    people = [e for e in segment if e.kind == "person"]
    units = [e for e in segment if e.kind == "unit"]
    found.people += [e.name for e in people]
    for unit in units:
        found.flags["owner_unknown"] = None
        found.add(unit.name, side)
    if units and not roles:
        return side
    if roles:
        _take_roles(segment, roles, side, text, synonyms, found)
    elif not people or _words_of(segment):
        _take_unknown(segment, side, text, synonyms, found, bool(people))
    return side


def _take_roles(
    segment: list[Element],
    roles: list[Element],
    side: str,
    text: str,
    synonyms: Synonyms,
    found: _Found,
) -> None:
    before = [e.name.lower() for e in segment if e.kind == "word" and e.start < roles[0].start]
    whole = _damaged_whole(segment, roles, text, synonyms)
    if whole and len(roles) == 1:
        found.flags["owner_ocr_mended"] = None
        found.add(whole, side)
        return
    if any(w in _HEADS for w in before) and not roles[0].mended:
        name = _phrase(segment, text)
        found.add(name, side)
        found.flags["owner_unknown"] = None
        return
    if any(w not in _MODIFIERS for w in before if w.isalpha()):
        found.flags["owner_extra_text"] = None
    for i, role in enumerate(roles):
        between = [e for e in segment if i and roles[i - 1].end <= e.start < role.start]
        if any(e.kind == "word" and e.name.lower() in _QUALIFIERS for e in between):
            break
        if i and fold(text[role.start : role.end]).startswith("phu trach"):
            break  # "Phó hiệu trưởng phụ trách cơ sở vật chất" names one office
        found.add(role.name, side)
        if role.mended:
            found.flags["owner_ocr_mended"] = None
        if role.expanded:
            found.flags["owner_expanded"] = None
    after = [e for e in segment if e.kind == "word" and e.start >= roles[-1].end]
    words = [e.name for e in after if e.name[0].isalpha()]
    if words and words[0].lower() not in _QUALIFIERS and words[0].islower():
        found.flags["owner_extra_text"] = None


def _damaged_whole(
    segment: list[Element], roles: list[Element], text: str, synonyms: Synonyms
) -> str:
    """Return the role of a phrase that is damaged beside the role found in it, else "".

    "Higu truong" is "Hiệu trưởng", not a "Trường"; "Nhân viên thiết bỏ" is "Nhân viên thiết
    bị", not any "Nhân viên".
    """
    role = roles[0]
    before = [e for e in segment if e.kind == "word" and e.start < role.start]
    after = [e for e in segment if e.kind == "word" and e.start >= role.end]
    while before and before[0].name.lower() in _MODIFIERS | _BARE_MODIFIERS:
        before.pop(0)
    if len(roles) > 1 or (after and after[0].name.lower() in _QUALIFIERS):
        after = []
    start = before[0].start if before else role.start
    end = after[-1].end if after else role.end
    for first, last in ((start, end), (start, role.end), (role.start, end)):
        if (first, last) != (role.start, role.end):
            name = fuzzy_role(text[first:last], synonyms)
            if name and name != role.name:
                return name
    return ""


def _words_of(segment: list[Element]) -> list[str]:
    return [
        e.name for e in segment
        if e.kind == "word" and e.name[0].isalpha() and e.name.lower() not in _MODIFIERS
    ]  # fmt: skip


def _take_unknown(
    segment: list[Element],
    side: str,
    text: str,
    synonyms: Synonyms,
    found: _Found,
    has_person: bool,
) -> None:
    words = [e for e in segment if e.kind == "word"]
    phrase = _phrase(words, text)
    if not any(c.isalpha() for c in phrase) or (has_person and len(words) < 2):
        return
    name = fuzzy_role(phrase, synonyms)
    if name:
        found.flags["owner_ocr_mended"] = None
        found.add(name, side)
    elif has_person or len(phrase.split()) > _LONGEST_UNKNOWN:
        found.flags["owner_extra_text"] = None
    elif not _only_modifiers(phrase):
        found.flags["owner_unknown"] = None
        found.add(phrase, side)


def _only_modifiers(phrase: str) -> bool:
    if phrase.lower() in ("lãnh đạo", "thành viên", "các thành viên"):
        return False
    words = re.findall(r"[^\W\d_]+", phrase.lower())
    return not words or all(w in _MODIFIERS for w in words) or len(fold(phrase)) < 2


def _phrase(elements: list[Element], text: str) -> str:
    raw = text[elements[0].start : elements[-1].end] if elements else ""
    phrase = re.sub(r"\s+", " ", raw).strip(_EDGE)
    phrase = _OF_OFFICE.sub("", _MEMBERS.sub("", phrase)) or phrase
    return phrase[:1].upper() + phrase[1:]
