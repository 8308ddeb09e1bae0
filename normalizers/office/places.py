"""Provinces and districts, in the schemes of 63 provinces and, since 1 July 2025, of 34."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from normalizers.text.unicode import clean, fold, fold_aligned, has_marks, strip_marks, tone_key

__all__ = [
    "PlaceValue",
    "parse_place",
    "province_of_domains",
    "province_since_2025",
    "with_place_marks",
]

_SEGMENTS = re.compile(r"[;\n|]+")
_SCHOOL = re.compile(r"^\W*(?:truong|mam non|mau giao|nha tre|trung tam|thpt|thcs|th)\b")
_PROVINCE_WORD = re.compile(
    r"(?:tinh|thanh\s*pho|t\s?p\.?|(?:so|s[a-z0-9])\s*(?:gd|giao|gido|gi[a-z]{1,2}o)[^;,\n]{0,30}?"
    r"(?:dt|d&t|dao\s*tao|da[a-z]\s*t[a-z]o))\s*(?:tinh\s*|thanh\s*pho\s*|tp\.?\s*)?$"
)
_DISTRICT_WORD = re.compile(r"(?P<kind>quan|huyen|thi\s*xa|thanh\s*pho|tp\.?|tx\.?|h\.|q\.)\s*$")
_OFFICE_WORD = re.compile(
    r"(?:p(?:hong)?\s*(?:gd|giao)[^;,\n]{0,24}?(?:dt|d&t|dao\s*tao)|pgd(?:&?dt)?|phong\s*giao\s*duc"
    r"|phong\s*gd)\s*(?:(?P<kind>quan|huyen|thi\s*xa|thanh\s*pho|tp\.?|tx\.?)\s*)?$"
)
_COMMUNE = re.compile(
    r"(?:ubnd|uy ban nhan dan|dang uy)\s+(?P<kind>xa|phuong|thi\s*tran|dac\s*khu)\s+"
)
_REACH = 60
_SHORTEST_MENDED = 4
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+vn(?![a-z])")
_NAME_WORDS = re.compile(r"[^\W_][^\s,;.()]*(?:\s+[^\s,;.()]+){0,5}")
_KIND_NAMES = {"quan": "Quận", "huyen": "Huyện", "thixa": "Thị xã", "thanhpho": "Thành phố"}
_SHORT_KINDS = {"tp": "thanhpho", "tp.": "thanhpho", "tx": "thixa", "tx.": "thixa"}
_SHORT_KINDS |= {"h.": "huyen", "q.": "quan"}
_CITY_ALIASES = {
    "tphcm": "Hồ Chí Minh", "tp.hcm": "Hồ Chí Minh", "tp hcm": "Hồ Chí Minh",
    "tp. hcm": "Hồ Chí Minh", "hcm": "Hồ Chí Minh", "sai gon": "Hồ Chí Minh",
    "thua thien hue": "Huế", "br-vt": "Bà Rịa - Vũng Tàu", "dac lac": "Đắk Lắk",
    "dak lak": "Đắk Lắk", "daklak": "Đắk Lắk", "dak nong": "Đắk Nông", "kontum": "Kon Tum",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """Where a plan comes from.

    Attributes:
        province: the province as the text means it, without "Tỉnh" or "Thành phố"; of the scheme
            the text uses ("Tiền Giang" in 2022, "Đồng Tháp" since July 2025).
        district: with its kind ("Huyện Chợ Gạo"); "" since July 2025, when districts ended.
        commune: the commune of "UBND xã ..." with its kind.
        province_2025: the province that place belongs to since 1 July 2025.
        flags: province_from_district, district_from_place, place_ambiguous, province_inferred.
    """

    province: str = ""
    district: str = ""
    commune: str = ""
    province_2025: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Places:
    """Folded names: provinces to their names, districts to all (kind, name, province) of them."""

    provinces: dict[str, str]
    since_2025: dict[str, str]
    districts: dict[str, tuple[tuple[str, str, str], ...]]


@lru_cache(maxsize=1)
def _places() -> _Places:
    text = resources.files("normalizers.reference").joinpath("places.tsv").read_text("utf-8")
    provinces: dict[str, str] = {_key(a): name for a, name in _CITY_ALIASES.items()}
    since: dict[str, str] = {}
    districts: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        province, new, names = line.split("\t")
        provinces[_key(province)] = province
        since[province] = new
        for full in names.split(";"):
            kind, name = _split_kind(full)
            districts[_key(name)] = (*districts.get(_key(name), ()), (kind, name, province))
    return _Places(provinces, since, districts)


def _key(name: str) -> str:
    """Return the comparison key of a place: folded, hyphens as blanks."""
    return " ".join(re.split(r"[\s\-–—]+", fold(name))).strip()


@lru_cache(maxsize=1)
def _alias_keys() -> frozenset[str]:
    return frozenset(map(_key, _CITY_ALIASES))


def _split_kind(full: str) -> tuple[str, str]:
    for kind in _KIND_NAMES.values():
        if full.startswith(kind + " "):
            return kind, full[len(kind) + 1 :]
    return "", full


def province_since_2025(province: str) -> str:
    """Return the province that a province of the old scheme is part of now; "" if unknown."""
    return _places().since_2025.get(province, "")


def province_of_domains(text: str) -> str:
    """Return the province whose name stands in web or mail addresses of the text, else "".

    "kddongnai.esoft.edu.vn" tells Đồng Nai. Two different provinces tell nothing.
    """
    found: set[str] = set()
    for match in _DOMAIN.finditer(text.lower()):
        labels = [label.strip("-") for label in match.group().split(".")]
        for province in _places().since_2025:
            name = fold(province).replace(" ", "").replace("-", "")
            if any(label.endswith(name) for label in labels):
                found.add(province)
    return found.pop() if len(found) == 1 else ""


def parse_place(text: str, hints: tuple[str, ...] = ()) -> PlaceValue:
    """Return the province and district a letterhead names.

    Args:
        text: authority, school and place joined by ";" or line breaks. A name after "Sở ...",
            "tỉnh", "Phòng ...", "huyện" counts wherever it stands; a bare name only outside of
            the school's own line, and only if no more than one district is called so.
        hints: provinces that other evidence names (the text, a web address), best first. They
            count only where ``text`` leaves the province open; the first one that has a district
            of that name settles which of several it is, flagged ``province_inferred``.
    """
    value = _parse_place(text, "")
    if value.province or not hints:
        return value
    guesses = [_parse_place(text, hint) for hint in dict.fromkeys(hints)]
    best = next((guess for guess in guesses if guess.district), guesses[0])
    return replace(best, flags=(*best.flags, "province_inferred"))


@lru_cache(maxsize=1024)
def _parse_place(text: str, hint: str) -> PlaceValue:
    """Parse the text; ``hint`` is the province where the text names none."""
    provinces: list[str] = []
    districts: list[tuple[str, str]] = []
    bare: list[str] = []
    commune = ""
    for segment in _SEGMENTS.split(clean(text)):
        folded = fold_aligned(segment)
        provinces += _named_provinces(segment, folded)
        districts += _named_districts(segment, folded)
        commune = commune or _commune(segment, folded)
        if not _SCHOOL.match(folded):
            bare.append(segment)
    flags: list[str] = []
    if not provinces and not districts:
        provinces, districts = _damaged(text)
        flags += ["place_ocr_mended"] if provinces or districts else []
    province = provinces[0] if provinces else _bare_province(bare) or hint
    district, own = _chosen_district(districts, province, flags)
    if not district and not commune:
        district, own = _bare_district(bare, province, flags)
    if not province and own:
        province = own
        flags.append("province_from_district")
    return PlaceValue(province, district, commune, province_since_2025(province), tuple(flags))


def with_place_marks(text: str, place: PlaceValue) -> str:
    """Return an office's or place's name with the marks its district or province has.

    "UBND HUYỆN CAO LANH" is Cao Lãnh's once ``place`` says so; letters and their case stay, and a
    name spelt right stays as it is.
    """
    cleaned = clean(text)
    for name in (_split_kind(place.district)[1], place.province):
        if len(name) < _SHORTEST_MENDED:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold_aligned(cleaned)):
            written = cleaned[match.start() : match.end()]
            right = name.upper() if written.isupper() else name
            if tone_key(written) != tone_key(right) and len(written) == len(right):
                cleaned = cleaned[: match.start()] + right + cleaned[match.end() :]
    return cleaned


def _damaged(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return places named with a wrong mark ("tỉnh LÂM ĐÔNG"), where letters leave one choice."""
    provinces: list[str] = []
    districts: list[tuple[str, str]] = []
    for segment in _SEGMENTS.split(clean(text)):
        bare = strip_marks(segment)
        folded = fold_aligned(bare)
        provinces += _named_provinces(bare, folded)
        districts += [
            (kind, name)
            for kind, name in _named_districts(bare, folded)
            if len({d[1] for d in _places().districts[_key(name)]}) == 1
        ]
    return provinces, districts


def _following(segment: str, at: int) -> Iterator[str]:
    """Yield the one to four words after ``at``, the longest first."""
    match = _NAME_WORDS.match(segment, at)
    if match:
        words = match.group().split()
        for count in range(len(words), 0, -1):
            yield " ".join(words[:count])


def _same(written: str, name: str) -> bool:
    return not has_marks(written) or tone_key(written) == tone_key(name)


def _named_provinces(segment: str, folded: str) -> list[str]:
    found: list[str] = []
    for start in _starts(folded):
        if not _PROVINCE_WORD.search(folded[max(0, start - _REACH) : start]):
            continue
        name = _province_at(segment, start)
        if name:
            found.append(name)
    return found


def _province_at(segment: str, start: int) -> str:
    for words in _following(segment, start):
        name = _places().provinces.get(_key(words), "")
        if name and (_same(words, name) or _key(words) in _alias_keys()):
            return name
    return ""


def _starts(folded: str) -> list[int]:
    return [m.start() for m in re.finditer(r"(?<![^\W_])[^\W_]", folded)]


def _named_districts(segment: str, folded: str) -> list[tuple[str, str]]:
    """Return ``(kind, name as written)`` of every district named by a word for it."""
    found: list[tuple[str, str]] = []
    for start in _starts(folded):
        before = folded[max(0, start - _REACH) : start]
        match = _OFFICE_WORD.search(before) or _DISTRICT_WORD.search(before)
        if match is None:
            continue
        kind = re.sub(r"\s", "", match["kind"] or "")
        kind = _SHORT_KINDS.get(kind, kind)
        name = _district_at(segment, start, _KIND_NAMES.get(kind, ""))
        if name:
            found.append((_KIND_NAMES.get(kind, ""), name))
    return found


def _district_at(segment: str, start: int, kind: str) -> str:
    """Return the name, preferring a district of that kind (towns become cities over the years)."""
    for words in _following(segment, start):
        known = [d for d in _places().districts.get(_key(words), ()) if _same(words, d[1])]
        known.sort(key=lambda d: d[0] != kind)
        if known:
            return known[0][1]
    return ""


def _chosen_district(
    named: list[tuple[str, str]], province: str, flags: list[str]
) -> tuple[str, str]:
    """Return the district's full name and its province, "" where several provinces have it."""
    for kind, name in named:
        known = [
            d for d in _places().districts[_key(name)]
            if d[1] == name and (not province or d[2] == province)
        ]  # fmt: skip
        known = [d for d in known if d[0] == kind] or known
        if len(known) == 1:
            return f"{kind or known[0][0]} {name}", known[0][2]
        if known:
            kinds = {d[0] for d in known}
            flags.append("place_ambiguous")
            return (f"{kinds.pop()} {name}" if len(kinds) == 1 else name), ""
    return "", ""


def _bare_province(segments: list[str]) -> str:
    for segment in segments:
        name = _places().provinces.get(_key(segment.strip(" .,")), "")
        if name and _same(segment.strip(" .,"), name):
            return name
    return ""


def _bare_district(segments: list[str], province: str, flags: list[str]) -> tuple[str, str]:
    """Read "Chợ Gạo, ngày ..." as the district of that name if there is only one."""
    for segment in segments:
        words = re.split(r",|\bngày\b|\bngay\b", segment)[0].strip(" .,")
        known = [
            d for d in _places().districts.get(_key(words), ())
            if _same(words, d[1]) and (not province or d[2] == province)
        ]  # fmt: skip
        if len(known) == 1:
            flags.append("district_from_place")
            return f"{known[0][0]} {known[0][1]}", known[0][2]
        if known:
            flags.append("place_ambiguous")
            return "", ""
    return "", ""


def _commune(segment: str, folded: str) -> str:
    match = _COMMUNE.search(folded)
    if match is None:
        return ""
    words = _NAME_WORDS.match(segment, match.end())
    kind = {"xa": "Xã", "phuong": "Phường", "dackhu": "Đặc khu"}.get(
        re.sub(r"\s", "", match["kind"]), "Thị trấn"
    )
    name = words.group().strip() if words else ""
    return f"{kind} {name.title() if name.isupper() else name}" if name else ""
