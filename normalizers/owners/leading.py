"""Who a sentence addresses: the body at its beginning, who helps, where the action begins.

"Sở Nội vụ chủ trì, phối hợp với ... tham mưu ...", "Giao Phòng A ...", "Đề nghị các trường ...",
"Giáo viên Âm nhạc: ...". The name is read by its grammar (``names``), what follows it tells whether
it acts: an order before it, a colon, a marker, a modal or a verb after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from normalizers.owners.names import Name, NameReader
from normalizers.owners.synonyms import Synonyms, default_synonyms
from normalizers.owners.words import longest
from normalizers.text.unicode import clean

__all__ = ["ActorSpan", "LeadingActor", "leading_actor"]

Evidence: TypeAlias = Literal["order", "colon", "marker", "modal", "verb", "name", "heading"]

_LATEST_OPENING = 160
_BULLETS = frozenset("-–—+•*●○▪■")
_AND = frozenset(("và", ",", ";", "&", "cùng", "-", "–"))
_NO_ACTION = frozenset(("là", "đã", "được", "của", "bị", "gồm", "có"))


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """One body, office or person as printed: offsets in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LeadingActor:
    """The addressed bodies of a sentence.

    Attributes:
        leads: those in charge, in order.
        supports: those who help ("phối hợp với ...").
        start: offset where the first of them begins (after "Giao", "Đề nghị").
        end: offset after the last of those in charge.
        action: offset where the action begins, after the supporters; the length of the text if
            nothing follows.
        evidence: what tells that the name acts: an "order" before it, a "colon", a "marker" of
            lead or support, a "modal" ("có trách nhiệm"), a known "verb", only its "name" ended by
            a capital or place, or "heading" where nothing follows.
    """

    leads: tuple[ActorSpan, ...]
    supports: tuple[ActorSpan, ...]
    start: int
    end: int
    action: int
    evidence: Evidence

    @property
    def sure(self) -> bool:
        """Whether more than the shape of the name speaks for it."""
        return self.evidence not in ("name", "heading")


def leading_actor(text: str, *, synonyms: Synonyms | None = None) -> LeadingActor | None:
    """Return who is addressed at the beginning of a sentence, None for no one.

    Args:
        text: the sentence in the project's one way of writing (``clean``); offsets count in it.
        synonyms: spellings of roles and of the document's own abbreviations.

    Opening clauses of time or ground ("Trước ngày 15/5, ...", "Căn cứ ..., ...") are passed over.
    """
    reader = NameReader(clean(text), synonyms or default_synonyms(), prose=True)
    first = _after_bullet(reader)
    found = _addressed(reader, first)
    if found is None and longest(reader.tokens, first, "openings"):
        for at, token in enumerate(reader.tokens):
            if at > first and token.text in ",:;" and token.start < _LATEST_OPENING:
                found = _addressed(reader, at + 1)
                if found is not None and found.evidence != "heading":
                    return found
        return None
    return found


def _after_bullet(reader: NameReader) -> int:
    """Return the index of the first token after a bullet or a number ("1.", "a)", "2.1.")."""
    tokens, at = reader.tokens, 0
    while at < len(tokens) and tokens[at].text in _BULLETS:
        at += 1
    start = at
    while at + 1 < len(tokens) and tokens[at + 1].text in ".)" and len(tokens[at].text) <= 3:
        roman = set(tokens[at].text) <= set("IVX")
        if not (tokens[at].number or len(tokens[at].text) == 1 or roman):
            break
        at += 2
    if at > start and at < len(tokens) and tokens[at].text.isdecimal():
        at += 1  # "2.1 Các trường"
    return at


def _addressed(reader: NameReader, at: int) -> LeadingActor | None:
    tokens = reader.tokens
    order = longest(tokens, at, "directives")
    first = at + order
    if order and first < len(tokens) and tokens[first].text == ":":
        first += 1
    leads = _list(reader, first)
    if not leads:
        return None
    if order:
        leads[-1] = reader.listed(leads[-1])
    last = leads[-1].last
    passed_on = longest(tokens, last, "directives")
    if passed_on and tokens[last].low in ("đề", "yêu", "giao", "phân"):
        named = _list(reader, last + passed_on)  # "Nhà trường đề nghị các bộ phận ..."
        if named:
            leads, order = named, passed_on
            last = leads[-1].last
    last = _after_aside(reader, last)
    supports, action, marked = _helpers(reader, last)
    evidence = _evidence(reader, leads[-1], last, action, bool(order), marked)
    if evidence is None:
        return None
    spans = tuple(_span(reader, name) for name in leads)
    end = tokens[action].start if action < len(tokens) else len(reader.text)
    return LeadingActor(
        spans,
        tuple(_span(reader, name) for name in supports),
        spans[0].start,
        spans[-1].end,
        end,
        evidence,
    )


def _span(reader: NameReader, name: Name) -> ActorSpan:
    start, end = reader.tokens[name.first].start, reader.tokens[name.last - 1].end
    return ActorSpan(reader.text[start:end], start, end)


def _list(reader: NameReader, at: int) -> list[Name]:
    """Return the names joined by "và", commas or "cùng" from here on."""
    names: list[Name] = []
    while (name := reader.name_at(at)) is not None:
        name = _with_office(reader, name)
        names.append(name)
        at = _after_aside(reader, name.last)
        joint = at < len(reader.tokens) and reader.tokens[at].low in _AND
        if not joint:
            break
        at += 1
        while at < len(reader.tokens) and reader.tokens[at].low in ("với", "và", "cùng"):
            at += 1
    return names


def _with_office(reader: NameReader, name: Name) -> Name:
    """Add the office of a person ("ông A, Phó Trưởng phòng", "Cô B - giáo viên")."""
    tokens = reader.tokens
    if name.kind != "person" or name.last + 1 >= len(tokens):
        return name
    if tokens[name.last].low not in (",", "-", "–"):
        return name
    office = longest(tokens, name.last + 1, "offices")
    following = reader.name_at(name.last + 1) if office else None
    if following is None:
        return name
    return Name(name.first, name.head, following.last, "person", inner=True, closed=True)


def _after_aside(reader: NameReader, at: int) -> int:
    """Return the index after a remark in brackets."""
    tokens = reader.tokens
    if at < len(tokens) and tokens[at].text == "(":
        close = next((k for k in range(at, len(tokens)) if tokens[k].text == ")"), at)
        return close + 1 if close > at else at
    return at


def _helpers(reader: NameReader, at: int) -> tuple[list[Name], int, bool]:
    """Return who helps, where the action begins, and whether a marker stood there."""
    tokens = reader.tokens
    action, marked = at, False
    if at < len(tokens) and tokens[at].text == ",":
        at += 1
    if _words(reader, at, 2) == ("chủ", "trì"):
        at, action, marked = at + 2, at + 2, True
        while at < len(tokens) and tokens[at].low in (",", "và"):
            at += 1
    if _words(reader, at, 2) != ("phối", "hợp"):
        return [], at if marked else action, marked
    k = at + 2
    while k < len(tokens) and tokens[k].low in ("chặt", "chẽ", "với", "cùng"):
        k += 1
    helpers = _list(reader, k)
    if not helpers:
        return [], at, True
    action = _after_aside(reader, helpers[-1].last)
    if action < len(tokens) and tokens[action].text == ",":
        action += 1
    return helpers, action, True


def _words(reader: NameReader, at: int, size: int) -> tuple[str, ...]:
    return tuple(t.low for t in reader.tokens[at : at + size])


def _evidence(
    reader: NameReader, name: Name, last: int, action: int, order: bool, marked: bool
) -> Evidence | None:
    tokens = reader.tokens
    if order:
        return "order"
    if marked:
        return "marker"
    if last >= len(tokens) or (last + 1 == len(tokens) and tokens[last].text in ".;"):
        return "heading"
    following = tokens[action] if action < len(tokens) else None
    if following is None:
        return "heading"
    if following.text == ":":
        return "colon"
    k = action + 1 if following.text == "," else action
    if longest(tokens, k, "modals") and tokens[k].low != "là":
        return "modal"
    if longest(tokens, k, "verbs"):
        return "verb"
    if k == action and following.is_word and following.text.islower() and name.closed:
        return None if following.low in _NO_ACTION else "name"
    return None
