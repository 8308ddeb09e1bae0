"""Where the name of one body, office or person ends: head noun, complement, joints inside it.

"Và", a dash or a comma joins two owners only where a new head noun, role or person follows; else
it stands inside one name ("Sở Khoa học và Công nghệ", "Trung tâm Văn hóa, Thể thao và Truyền
thông"). In running text a name ends before the first word in small letters that no complement is
made of; in a cell everything up to the next joint belongs to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from normalizers.owners.synonyms import Synonyms, default_synonyms
from normalizers.owners.words import Tokens, longest, tokens_in, words_of
from normalizers.people import find_people

__all__ = ["Name", "NameReader", "compounds"]

Kind: TypeAlias = Literal["body", "office", "person", "role"]

_JOINTS = frozenset(("và", "-", "–", "—", "&", ",", "+", "/", "cùng"))
_FIRM = frozenset(("và", "-", "–", "—", "&"))
_DASHES = frozenset(("-", "–", "—"))
_COUNCILS = frozenset(("hội", "hđnd", "ubnd", "ủy", "đoàn"))
_COUNTED = frozenset(("lớp", "khối", "tổ", "nhóm", "số", "quý", "ca", "đội", "cụm", "khu", "thôn"))
# "Thư ký", "Chủ tịch", "Phó ...", "Trưởng ...", "Bí thư", "Ủy viên": whose, the body tells.
_GENERAL_OFFICES = frozenset(("thư", "chủ", "phó", "trưởng", "bí", "ủy", "thủ", "chánh"))
_NAMED_SMALL = ("ban", "tổ", "đoàn", "đội", "nhóm", "hội đồng", "bộ phận", "tiểu ban", "quỹ")
_GENERIC = words_of("places", "levels") | frozenset(
    tuple(p.split())
    for p in ("đơn vị", "cơ quan", "ban", "ngành", "đoàn thể", "tổ chức", "cá nhân", "tập thể",
              "địa phương", "cơ sở", "nhóm")
)  # fmt: skip
# Roles that are named after a field of work: in "Bộ phận Thi đua và Văn thư" no one's office.
_FIELDS = words_of("complements", "subjects")


@lru_cache(maxsize=1)
def compounds() -> frozenset[tuple[str, str]]:
    """Return neighbouring syllables of the names of bodies, roles and their fields."""
    phrases = set(words_of("bodies", "offices", "places", "levels", "subjects", "complements"))
    phrases |= set(words_of("naming", "duties")) | set(default_synonyms().exact)
    return frozenset(
        (a, b)
        for phrase in phrases
        for a, b in zip(phrase, phrase[1:], strict=False)
        if a.isalpha() and b.isalpha()
    )


@dataclass(frozen=True, slots=True)
class Name:
    """A name from token ``first`` to before token ``last``; ``closed`` if it can take no more.

    ``head`` is where its head noun begins, after determiners and titles; ``inner`` tells that a
    joint stands inside it.
    """

    first: int
    head: int
    last: int
    kind: Kind
    inner: bool = False
    closed: bool = False


class NameReader:
    """Reads the names of one text; ``prose`` for sentences, False for owner cells."""

    def __init__(self, text: str, synonyms: Synonyms, *, prose: bool) -> None:
        self.text = text
        self.tokens: Tokens = tokens_in(text)
        self._synonyms = synonyms
        self._prose = prose
        self._people = {p.start: p.end for p in find_people(text)}

    def name_at(self, at: int) -> Name | None:
        """Return the name that begins at this token, determiners included; None for none."""
        first = at
        at, plural = self._after_determiners(at)
        person = self._person_at(at)
        if person:
            return Name(first, at, person, "person", closed=True)
        size, kind = self._head_at(at)
        if not size:
            return None
        title = longest(self.tokens, at, "titles")
        if title and size > title:
            at, size = at + title, size - title  # "Đồng chí Phó Hiệu trưởng"
        role = self._role_at(at)
        end = max(at + size, at + role)
        name = self._complement(first, at, end, kind, plural, known=role > 0)
        bare = name.last == at + 1 and not plural and not role and kind == "body"
        return None if bare and self._prose else name

    def listed(self, name: Name) -> Name:
        """Return the name with the list that a colon opens, if a verb follows the list.

        "các phòng: Tài chính - Kế hoạch, Nội vụ cử ..." names two offices.
        """
        tokens, at = self.tokens, name.last
        if name.kind == "person" or at + 1 >= len(tokens) or tokens[at].text != ":":
            return name
        at += 1
        if not tokens[at].capital:
            return name
        while at < len(tokens):
            item = self.name_at(at)
            if item is not None:
                at = item.last
            elif tokens[at].low in _JOINTS and tokens[at].text != "/":
                at += 1
            elif size := self._step(name.first, name.last, at):
                at += size
            else:
                break
        verb = longest(tokens, at, "verbs", "modals") > 0
        return replace(name, last=at, inner=True, closed=True) if verb else name

    def known_size(self, name: Name) -> int:
        """Return how many tokens from its head on are a known role, 0 for none."""
        return self._role_at(name.head)

    def body_size(self, name: Name) -> int:
        """Return how many tokens its head noun has as a body, 0 for none."""
        return longest(self.tokens, name.head, "bodies")

    def key(self, name: Name, size: int) -> tuple[str, ...]:
        """Return the spelling of the known role of this size that begins at the name's head."""
        tokens = self.tokens[name.head : name.head + size]
        return tuple(part for t in tokens for part in _split(t.low))

    def qualified(self, name: Name, size: int) -> bool:
        """Say whether what follows a known role only qualifies it: places, levels, classes.

        "Hiệu trưởng các trường mầm non, tiểu học" are principals; "Tổ Công nghệ thông tin và Hỗ
        trợ người dùng" is no longer the known team.
        """
        at = name.head
        rest = self.tokens[at + size : name.last]
        if longest(self.tokens, at, "offices") > 0 or longest(self.tokens, at, "bodies") == 0:
            return True
        joint = next((t for t in rest if t.low in _JOINTS), None)
        if joint is None:
            return True
        k = self.tokens.index(joint) + 1
        return self._in(_GENERIC, k) > 0 or self.tokens[k].number

    def of_another_body(self, name: Name, size: int) -> bool:
        """Say whether a general office is one of a body that is named ("Thư ký Ban Kiểm tra")."""
        if self.tokens[name.head].low not in _GENERAL_OFFICES:
            return False
        at = name.head + size
        return at < name.last and self._head_at(at)[1] == "body" and self._head_at(at)[0] > 0

    def holds_role(self, name: Name) -> bool:
        """Say whether a known role stands inside the name, after its head."""
        inside = range(name.head + 1, name.last)
        return any(self._role_at(at) for at in inside)

    def starts_at(self, at: int) -> bool:
        """Say whether a new owner begins at this token: person, head noun or role."""
        at, _ = self._after_determiners(at)
        return bool(self._person_at(at) or self._head_at(at)[0]) or self._school_at(at)

    def _after_determiners(self, at: int) -> tuple[int, bool]:
        first = at
        while size := longest(self.tokens, at, "determiners"):
            at += size
        if at == first and at < len(self.tokens) and self.tokens[at].number:
            here = self.tokens[at].text
            if here.isdecimal() and self._head_at(at + 1)[0]:
                return at + 1, True
        return at, at > first

    def _person_at(self, at: int) -> int:
        """Return the index after a person's name with its title; 0 if there is none."""
        tokens = self.tokens
        title = longest(tokens, at, "titles")
        while size := longest(tokens, at + title, "titles"):
            title += size
        at += title
        if title and max(self._role_at(at), longest(tokens, at, "bodies", "offices")) > 1:
            return 0  # "đồng chí Bí thư"
        while title and at < len(tokens) and tokens[at].text in ".:":
            at += 1
        if at >= len(tokens):
            return 0
        end = self._people.get(tokens[at].start, 0)
        if not end:
            return 0
        while at < len(tokens) and tokens[at].start < end:
            at += 1
        if at < len(tokens) and tokens[at].text == "." and len(tokens[at - 1].text) == 1:
            at += 1  # "Huỳnh Thị Mỹ L."
        return at

    def _head_at(self, at: int) -> tuple[int, Kind]:
        tokens = self.tokens
        if at >= len(tokens) or not tokens[at].is_word:
            return 0, "body"
        title = longest(tokens, at, "titles")
        if title and self._head_at(at + title)[0]:
            size, kind = self._head_at(at + title)  # "Đồng chí Phó Hiệu trưởng"
            return title + size, kind
        body, office = longest(tokens, at, "bodies"), longest(tokens, at, "offices")
        other = longest(tokens, at, "not_heads")
        role = self._role_at(at)
        if role and role >= max(body, office):
            return role, "office" if office else "body" if body else "role"
        if other and other >= max(body, office):
            return 0, "body"
        return (office, "office") if office >= body and office else (body, "body")

    def _role_at(self, at: int) -> int:
        """Return how many tokens the longest known spelling has that begins here, or 0."""
        tokens = self.tokens
        longest_known = 0
        key: tuple[str, ...] = ()
        for n, token in enumerate(tokens[at : at + 12], start=1):
            key += _split(token.low)
            if key in self._synonyms.exact and self._capitals_kept(key, at, n):
                longest_known = n
        return longest_known

    def _capitals_kept(self, key: tuple[str, ...], at: int, size: int) -> bool:
        words = [t.text for t in self.tokens[at : at + size] if t.is_word]
        return key not in self._synonyms.capitals or all(w.isupper() for w in words)

    # --- the complement ---

    def _complement(
        self, first: int, head: int, end: int, kind: Kind, plural: bool, *, known: bool
    ) -> Name:
        tokens, at, inner = self.tokens, end, False
        while at < len(tokens):
            token = tokens[at]
            if token.low in _JOINTS:
                after = self._joined(head, at, kind, plural, known=known and at == end)
                if not after:
                    break
                at, inner = after, True
                continue
            size = self._step(head, end, at)
            if not size:
                break
            at += size
        while at > end and tokens[at - 1].low in ("của", "thuộc", "và", "tại", "ở", "theo"):
            if tokens[at - 2].low == "trực":
                break  # "các đơn vị trực thuộc"
            at -= 1
        placed = bool(longest(tokens, at - 1, "places", "levels"))
        closed = at > end and (placed or not tokens[at - 1].text.islower())
        return Name(first, head, at, kind, inner, closed)

    def _step(self, head: int, end: int, at: int) -> int:
        """Return how many tokens the complement takes here; 0 where the name ends.

        The head noun stands from ``head`` to before ``end``.
        """
        tokens = self.tokens
        token = tokens[at]
        if token.text in ";:.()\n[]" or not (token.is_word or token.text in "\"“”'’"):
            return 0
        if longest(tokens, at, "titles") and self._person_at(at):
            return 0
        if not self._prose:
            return 0 if self._ends_cell_name(at) else 1
        if token.number:
            return int(tokens[at - 1].low in _COUNTED)
        own = longest(tokens, at, "places", "levels")
        fields = longest(tokens, at, "complements", "subjects")
        if token.capital:
            return max(own, fields, 1)
        if own:
            return own
        size = self._naming(head, at) or self._second_syllable(end, at)
        if not size and fields and not self._is_verb_here(at, fields):
            size = fields
        return size or self._counted(at) or self._relative(at)

    def _second_syllable(self, end: int, at: int) -> int:
        """Return 1 for the small second syllable of a word that a lone capital begins."""
        tokens = self.tokens
        before = tokens[at - 1]
        if not before.capital or before.text.isupper() and len(before.text) > 1:
            return 0
        alone = at - 2 < end or not tokens[at - 2].capital
        pair = (before.low, tokens[at].low)
        if pair in compounds():
            return 1
        return int(alone and not longest(tokens, at, "verbs", "modals"))

    def _counted(self, at: int) -> int:
        """Return the size of "các xã", "các trường": a determiner with what it counts."""
        after, _ = self._after_determiners(at)
        if after == at or after >= len(self.tokens):
            return 0
        size = max(self._head_at(after)[0], longest(self.tokens, after, "places", "levels"))
        return after + size - at if size else 0

    def _ends_cell_name(self, at: int) -> bool:
        low = self.tokens[at].low
        return low in ("chủ", "phối") and longest(self.tokens, at, "verbs") == 2

    def _is_verb_here(self, at: int, size: int) -> bool:
        """Say whether a word that may be complement or verb ("bảo vệ") governs what follows."""
        if longest(self.tokens, at, "verbs") < size:
            return False
        return not self._name_may_end(at + size)

    def _naming(self, head: int, at: int) -> int:
        """Return the size of a verb that names the body before it ("Tổ thẩm định của huyện")."""
        lead = " ".join(t.low for t in self.tokens[head:at])
        size = longest(self.tokens, at, "naming")
        if not size or lead not in _NAMED_SMALL or self.tokens[at].capital:
            return 0
        while more := longest(self.tokens, at + size, "naming"):
            size += more
        return size if self._name_may_end(at + size) else 0

    def _name_may_end(self, at: int) -> bool:
        tokens = self.tokens
        if at >= len(tokens) or not tokens[at].is_word or tokens[at].low in _JOINTS:
            return True
        return bool(
            longest(tokens, at, "verbs", "modals", "places", "levels")
            or tokens[at].low in ("của", "thuộc")
            or tokens[at].capital
        )

    def _relative(self, at: int) -> int:
        """Return the size of "của huyện", "phụ trách chuyên môn", "dạy lớp 1", or 0."""
        tokens = self.tokens
        lead = longest(tokens, at, "relatives")
        if not lead:
            return 0
        after, _ = self._after_determiners(at + lead)
        if after >= len(tokens):
            return 0
        word = tokens[at].low
        if word in ("phụ", "dạy", "giảng", "chủ"):
            object_size = longest(tokens, after, "duties", "subjects", "levels")
            return after + object_size - at if object_size else 0
        if word in ("theo", "trong", "trên", "tại", "ở"):
            return 0
        size, _ = self._head_at(after)
        size = size or longest(tokens, after, "places", "levels") or int(tokens[after].capital)
        return after + size - at if size else 0

    # --- joints ---

    def _joined(self, head: int, at: int, kind: Kind, plural: bool, *, known: bool) -> int:
        """Return the index after the first word behind a joint that stands inside the name, or 0.

        Args:
            head: index of the head noun.
            at: index of the joint.
            kind: of the head.
            plural: whether a plural word stands before the head ("các xã, phường").
            known: whether the name up to here is one of a known role.
        """
        tokens = self.tokens
        sign, k = tokens[at].low, at + 1
        if sign == "cùng" or k >= len(tokens):
            return 0
        if not self._prose and k < len(tokens) and tokens[k].text == "\n":
            k += 1
        if k >= len(tokens) or not tokens[k].is_word:
            return 0
        if sign == "/" and tokens[at - 1].end < tokens[at].start:
            return 0
        if tokens[k].number:
            counted = any(t.low in _COUNTED for t in tokens[head:at])
            return k + 1 if tokens[at - 1].number and counted else 0
        if self._is_office_of_councils(head, k):
            return k + 1
        size = self._same_kind(head, at, k)
        if size:
            return k + size
        if self.starts_at(k) and not self._is_field(head, at, k, known):
            return 0
        if kind == "office":
            size = longest(tokens, k, "subjects")
            return k + size if size and _has_subject(tokens[head:at]) else 0
        if kind == "role" or (known and not self._may_go_on(head, at)):
            return 0
        if tokens[k].capital:
            return k + 1
        return k + 1 if sign in _FIRM and not self._prose and not known else 0

    def _same_kind(self, head: int, at: int, k: int) -> int:
        """Return the size of a place, level or general noun that goes on with its like."""
        size = self._in(_GENERIC, k)
        if not size:
            return 0
        before = any(b + self._in(_GENERIC, b) == at for b in range(max(head, at - 4), at))
        inherits = not self.tokens[k].capital or longest(self.tokens, k, "levels") > 0
        bound = longest(self.tokens, k, "bodies", "offices") > size
        return size if before and inherits and not bound and not self._school_at(k) else 0

    def _school_at(self, at: int) -> bool:
        """Say whether a school is named by its kind alone ("MN Hoa Mai")."""
        size = longest(self.tokens, at, "levels")
        after = self.tokens[at + size : at + size + 1]
        return bool(size and self.tokens[at].capital and after and after[0].capital)

    def _in(self, phrases: frozenset[tuple[str, ...]], at: int) -> int:
        """Return the size of the longest of the phrases that begins here, or 0."""
        low = self._low(at, 4)
        return next((n for n in range(len(low), 0, -1) if low[:n] in phrases), 0)

    def _low(self, at: int, size: int) -> tuple[str, ...]:
        return tuple(t.low for t in self.tokens[at : at + size])

    def _is_office_of_councils(self, head: int, k: int) -> bool:
        """Say whether the body after a joint shares one office with the one before.

        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân" is one office.
        """
        tokens = self.tokens
        if self._low(head, 2) != ("văn", "phòng") or head + 2 >= len(tokens):
            return False
        return tokens[head + 2].low in _COUNCILS and tokens[k].low in _COUNCILS

    def _may_go_on(self, head: int, at: int) -> bool:
        """Say whether a known name up to a joint may be the beginning of a longer one.

        "Tổ Công nghệ thông tin và Hỗ trợ ..." goes on; after a comma a known name has ended.
        """
        sign = self.tokens[at].low
        if sign == "," or at - head < 2:
            return False
        return longest(self.tokens, head, "bodies") > 0

    def _is_field(self, head: int, at: int, k: int, known: bool) -> bool:
        """Say whether a role after a joint is a field of the body before ("Thi đua và Văn thư")."""
        tokens = self.tokens
        if tokens[at].low not in _FIRM or at - head < 2 or not longest(tokens, head, "bodies"):
            return False
        role = self._role_at(k)
        field = self._in(_FIELDS, k)
        chain = tokens[at].low in _DASHES and any(t.low in _DASHES for t in tokens[head:at])
        return 0 < role <= field and (not known or chain)


def _split(low: str) -> tuple[str, ...]:
    """Return a token as the synonyms count them: "kh-tc" is three."""
    pieces = filter(None, re.split(r"([-–/&])", low))
    return tuple("-" if piece in _DASHES else piece for piece in pieces)


def _has_subject(tokens: Tokens) -> bool:
    return any(longest(tokens, i, "subjects") for i in range(len(tokens)))
