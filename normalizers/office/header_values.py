"""Values of the letterhead and the ending, from the lines found for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from normalizers.office.schools import sentence_case
from normalizers.people import find_people, title_case
from normalizers.text.unicode import clean, fold, fold_aligned

__all__ = [
    "Recipient",
    "SignerValue",
    "clean_title",
    "parse_authority",
    "parse_recipients",
    "parse_signer",
]

_OFFICE = re.compile(
    r"^(?P<behalf>(?:tm|kt|tl|tuq|q)\s*[.:,])|(?P<office>hieu truong|pho hieu truong|chu tich"
    r"|pho chu tich|giam doc|pho giam doc|truong phong|pho truong phong|hoi dong|truong ban"
    r"|phu trach|chanh van phong|thu truong|nguoi lap|thu ky)"
)
_BEHALF = re.compile(r"(?i)(?<!\w)(TM|KT|TL|TUQ|Q)\s*[.:,]\s*")
_NOISE = re.compile(r"\((?:[^()]*(?:ký|đóng dấu|dấu)[^()]*)\)|\b(?:đã ký)\b", re.IGNORECASE)
_SHORT = frozenset(("UBND", "TĐG", "HĐ", "HĐND", "BCĐ", "BCH", "GDĐT", "GD&ĐT", "KĐCLGD"))
_PURPOSE = re.compile(r"\(\s*(?P<purpose>(?:để\s*)?[^()]{1,40})\)?\s*$")
_BULLET = re.compile(r"^[\s\-–—•+*.]+")
_SPECIMEN = re.compile(r"(?:[*_=~\-–—] ?){3,}(?![^\W_])|[*_=~\-–—]{3,}")


# Dirt and rests of rules that stand among printed words: "HUYỆN ĐIỆN ˆ BIÊN", "ĐẮK_".
_SPECK = re.compile(r"[\u02b0-\u02ff]|(?<!\S)[`´~|¦°¬*_'.:](?!\S)|_+(?=\s|$)")


@dataclass(frozen=True, slots=True)
class SignerValue:
    """Who signed: the name, the office, and for whom ("TM. HỘI ĐỒNG" -> "Hội đồng")."""

    name: str
    title: str = ""
    on_behalf: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of "Nơi nhận": who and what for ("để b/c")."""

    name: str
    purpose: str = ""


def clean_title(lines: Sequence[str] | str) -> str:
    """Return a title of several lines on one, without rules and doubled blanks."""
    text = lines if isinstance(lines, str) else " ".join(lines)
    text = _SPECK.sub(" ", _SPECIMEN.sub(" ", clean(text)))
    return re.sub(r"\s+", " ", text).strip(" .:;,")


def parse_authority(lines: Sequence[str] | str) -> str:
    """Return the superior office in sentence case ("Sở Giáo dục và Đào tạo Tiền Giang").

    The office's own name is printed with capitals where custom puts them; the place keeps its
    capitals. Nothing is expanded: "PHÒNG GDĐT" stays "Phòng GDĐT".
    """
    printed = _mend_office(clean_title(lines))
    name = sentence_case(printed)
    for pattern, written in _CUSTOM:
        name = pattern.sub(written, name)
    return _UNIT.sub(_unit_case, name) if name != printed else name


def _unit_case(match: re.Match[str]) -> str:
    """Write the kind of a unit small before a name, with a capital before a number.

    So Decree 30/2020 has it: "huyện Chợ Gạo", "Quận 3"; "Thành phố Hồ Chí Minh" keeps its own.
    """
    return match.group().lower()


def _mend_office(name: str) -> str:
    """Put right the words every such office has where letters of them were lost or misread.

    "S GIÁO DỤC VÀ ĐÀO TẠO" is a Sở, "PHÓNG GIAO DUC VÀ ĐÀO TẠO" a Phòng. A name with "Giáo dục và
    Đào tạo" only in part ("Phòng GDĐT") has nothing to compare with and stays.
    """
    words = name.split()
    for at in range(min(6, len(words))):
        tail = " ".join(words[at + 1 : at + 6])
        signed = "&" in tail or "-" in tail.split()
        if not signed and fuzz.ratio(fold(tail), "giao duc va dao tao") >= _LIKE_EDUCATION:
            kind = _office_kind(words[at])
            if kind:
                mended = f"{kind} Giáo dục và Đào tạo"
                mended = mended.upper() if name.isupper() else mended
                return " ".join([*words[:at], mended, *words[at + 6 :]])
    return name


def _office_kind(word: str) -> str:
    """Return the kind of office a damaged first word stands for, "" if that is open."""
    folded = re.sub(r"[^a-z]", "", fold(word))
    if folded in ("s", "so", "se", "sd"):
        return "Sở"
    return "Phòng" if fuzz.ratio(folded, "phong") >= _LIKE_ROOM else ""


_UNIT = re.compile(
    r"(?<=\w )(?:Tỉnh|Thành Phố(?! Hồ Chí Minh)|Quận|Huyện|Thị Xã|Thị Trấn|Phường|Xã)(?= [^\W\d])"
)
_LIKE_EDUCATION = 84.0
_LIKE_ROOM = 66.0
_CUSTOM = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"\bgiáo dục và đào tạo\b", "Giáo dục và Đào tạo"),
        (r"\bgiáo dục\s*&\s*đào tạo\b", "Giáo dục & Đào tạo"),
        (r"\bgiáo dục\s*-\s*đào tạo\b", "Giáo dục - Đào tạo"),
        (r"\btrung tâm\b", "Trung tâm"),
        (r"\bgiáo dục thường xuyên\b", "Giáo dục thường xuyên"),
        (r"\bgiáo dục nghề nghiệp\b", "Giáo dục nghề nghiệp"),
        (r"\bhọc tập cộng đồng\b", "Học tập cộng đồng"),
        (r"\bthành phố hồ chí minh\b", "Thành phố Hồ Chí Minh"),
        (r"(?<=Sở )y tế\b", "Y tế"),
        (r"(?<=Sở )(?:lao động)\b", "Lao động"),
        (r"(?<=Sở )(?:nội vụ)\b", "Nội vụ"),
        (r"(?<=Sở )(?:tài chính)\b", "Tài chính"),
        (r"\bGD và ĐT\b", "GD và ĐT"),
        (r"\bđảng [uủ]y?(?!\w)", "Đảng ủy"),
        (r"\b[uủ]y? ban nhân dân\b", "Ủy ban nhân dân"),
    )
)


def parse_signer(lines: Sequence[str] | str) -> SignerValue:
    """Return who signed from the lines of the signature block.

    Args:
        lines: office lines, then the name ("TM. HỘI ĐỒNG", "CHỦ TỊCH", "Trần Văn A"); one string
            with line breaks will do. Notes such as "(đã ký)" are dropped.
    """
    block = lines.split("\n") if isinstance(lines, str) else list(lines)
    kept = [re.sub(r"\s+", " ", _NOISE.sub(" ", clean(line))).strip(" .,;:") for line in block]
    kept = [line for line in kept if line]
    offices = [line for line in kept if _OFFICE.search(fold(line))]
    names = [line for line in kept if line not in offices]
    if not names and offices:
        offices, names = _split_glued(offices)
    name = _signer_name(names)
    title, behalf = _title_of(offices)
    flags = () if name else ("signer_unknown",)
    return SignerValue(name, title, behalf, flags)


def _split_glued(offices: list[str]) -> tuple[list[str], list[str]]:
    """Part "HIỆU TRƯỞNG Lưu Thị A" on one line into office and name."""
    people = find_people(offices[-1])
    if not people:
        return offices, []
    person = people[-1]
    return [*offices[:-1], offices[-1][: person.start].strip(" ,.-")], [person.name]


def _signer_name(names: list[str]) -> str:
    for line in reversed(names):
        people = find_people(line)
        if people:
            return people[-1].name
    words = [n for n in names if 2 <= len(n.split()) <= 6 and not any(c.isdigit() for c in n)]
    return title_case(words[-1]) if words else ""


def _title_of(offices: list[str]) -> tuple[str, str]:
    behalf, title = "", ""
    for line in offices:
        mark = _BEHALF.match(line)
        rest = line[mark.end() :] if mark else line
        if mark and mark[1].upper() != "Q":
            behalf, title = _parted(rest)
        else:
            title = line
    return _office_case(title), _office_case(behalf)


def _parted(rest: str) -> tuple[str, str]:
    """Part "HỘI ĐỒNG CHỦ TỊCH" into whom one signs for and as what."""
    posts = "chu tich|hieu truong|giam doc|truong phong|truong ban"
    match = re.search(rf"(?<=\w)\s+((?:pho )?(?:{posts}))$", (
        fold_aligned(rest)
    ))  # fmt: skip
    return (rest[: match.start(1)].strip(), rest[match.start(1) :]) if match else (rest, "")


def _office_case(office: str) -> str:
    """Return an office in capitals as it is written in a sentence; abbreviations stay."""
    office = office.strip(" .,:;")
    if not office.isupper():
        return office
    words = [w if w in _SHORT else w.lower() for w in office.split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def parse_recipients(lines: Sequence[str]) -> tuple[Recipient, ...]:
    """Return the recipients line by line ("- Phòng GDĐT (để b/c);")."""
    found: list[Recipient] = []
    for line in lines:
        text = _BULLET.sub("", re.sub(r"\s+", " ", clean(line))).strip(" ;,.")
        if not text or fold(text).startswith("noi nhan"):
            continue
        match = _PURPOSE.search(text)
        purpose = match["purpose"].strip() if match else ""
        name = text[: match.start()].strip(" ;,.") if match else text
        if name:
            found.append(Recipient(name, purpose))
    return tuple(found)
