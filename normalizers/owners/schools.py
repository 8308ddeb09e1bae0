"""Lists of schools by kind, as district plans write them ("Tiểu học: Tân Hiệp, Kim Đồng")."""

from __future__ import annotations

import re

from normalizers.people import find_people

__all__ = ["schools_of"]

_KINDS = {
    "mầm non": "Mầm non", "mn": "Mầm non", "mẫu giáo": "Mẫu giáo", "tiểu học": "Tiểu học",
    "th": "Tiểu học", "trung học cơ sở": "THCS", "thcs": "THCS", "thpt": "THPT",
    "trung học phổ thông": "THPT",
}  # fmt: skip
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_LIST = re.compile(rf"^\W*(?:(?:các )?trường )?(?P<kind>{_KIND})\s*:\s*(?P<names>.+)$", re.I | re.S)
_OWN_KIND = re.compile(rf"^(?:trường )?(?:{_KIND})\s+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[,;\n]\s*|\s+và\s+")
_LONGEST = 6


def schools_of(text: str) -> tuple[str, ...]:
    """Return the schools of a list under the name of their kind; () if the text is no such list.

    Every part must look like a name: it has a capital or a number, few words, and no title of a
    person ("Tiểu học: bà Lý Thị Hoa" names an officer, not a school).
    """
    match = _LIST.match(text)
    if match is None:
        return ()
    kind = _KINDS[match["kind"].lower()]
    parts = [part.strip(" .-–") for part in _SPLIT.split(match["names"])]
    names = [_OWN_KIND.sub("", part) for part in parts if part]
    if not names or not all(map(_is_name, names)):
        return ()
    return tuple(f"Trường {kind} {name}" for name in names)


def _is_name(name: str) -> bool:
    titled = any(person.title for person in find_people(name))
    marked = any(c.isupper() or c.isdigit() for c in name)
    return marked and not titled and len(name.split()) <= _LONGEST and "@" not in name
