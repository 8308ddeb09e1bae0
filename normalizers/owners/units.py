"""Bodies of a cell whose names hold a joint or a role: one owner each, as written.

"Sở Khoa học và Công nghệ", "Bộ phận Thi đua và Văn thư" and "Trung tâm Y tế" are one body each;
what the list of roles knows as a whole stays with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalizers.owners.elements import Element
from normalizers.owners.fuzzy import fuzzy_role
from normalizers.owners.names import Name, NameReader
from normalizers.owners.synonyms import Synonyms, tokens_of

__all__ = ["units_of"]

_REPRESENTING = frozenset(
    ("lãnh", "thành", "đại")
)  # "Lãnh đạo", "Thành viên", "Đại diện" of a body
_STRONG = re.compile(r"[;:•+*~()\[\]\n]|\.(?=\s|$)")


def units_of(text: str, taken: Sequence[Element], synonyms: Synonyms) -> Iterator[Element]:
    """Yield the bodies and offices of a cleaned cell that the scan for roles would cut or mistake.

    Args:
        text: the cell.
        taken: elements found by patterns; they cut the text.
        synonyms: spellings of roles.
    """
    for start, end in _stretches(text, taken):
        reader = NameReader(text[start:end], synonyms, prose=False)
        at = 0
        while at < len(reader.tokens):
            name = reader.name_at(at) if _may_begin(reader, at) else None
            if name is None:
                at += 1
                continue
            unit = _unit(reader, name, start, synonyms)
            if unit is not None:
                yield unit
            at = max(name.last, at + 1)


def _stretches(text: str, taken: Sequence[Element]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between strong separators and elements already found."""
    cuts = [(e.start, e.end) for e in taken] + [m.span() for m in _STRONG.finditer(text)]
    at = 0
    for start, end in sorted(cuts):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)


def _may_begin(reader: NameReader, at: int) -> bool:
    """Say whether an owner may begin here: at the start, or after a sign or "và"."""
    before = reader.tokens[at - 1] if at else None
    return before is None or not before.is_word or before.low in ("và", "cùng", "với", "do")


def _unit(reader: NameReader, name: Name, offset: int, synonyms: Synonyms) -> Element | None:
    """Return the element of a name that holds a joint or a role after its head; None for others."""
    start, end = reader.tokens[name.first].start, reader.tokens[name.last - 1].end
    written = reader.text[start:end]
    if name.kind in ("person", "role") or tokens_of(written) in synonyms.exact:
        return None
    if reader.tokens[name.head].low in _REPRESENTING or fuzzy_role(written, synonyms):
        return None
    known = reader.known_size(name)
    other = known > 0 and reader.of_another_body(name, known)
    if known and reader.body_size(name) > known:
        known, other = 0, True  # "Thư viện huyện" is no librarian
    if known and not name.inner and not other:
        return None  # a role with what qualifies it ("Giáo viên Mĩ thuật", "Công an xã A")
    if known and not other and reader.qualified(name, known):
        role = synonyms.exact[reader.key(name, known)]
        return Element("role", offset + start, offset + end, role)
    if not (name.inner or other or reader.holds_role(name)):
        return None
    return Element("unit", offset + start, offset + end, written[:1].upper() + written[1:])
