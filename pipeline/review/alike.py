"""Fix once: after a correction, the other rows that have the same thing wrong, as one offer.

Four kinds are looked for, each with its own proof that it is the same mistake:

* ``value``: the same column holds the very same text as was corrected.
* ``role``: the same owner as written was given another role.
* ``word``: one word was replaced, and it stands in the same column of other rows.
* ``year``: a date kept day and month and moved by whole years; other dates of the same document
  lie in the wrong year too.

Nothing is changed here: an offer lists rows with what they would become, and a person takes all
of it, some of it, or nothing. Rows people have already settled are never offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Final

import sqlalchemy as sa

from normalizers.owners import Synonyms
from pipeline.dataset.rows import rows_of
from pipeline.dataset.tables import items, review
from pipeline.edits.events import Event
from pipeline.model import Item
from pipeline.review.deriving import Setting, derived_item, setting_of
from pipeline.review.looking import document_of

__all__ = ["TEXT_FIELDS", "Offer", "Target", "known_mistakes", "offers_after", "replaced_word"]

MOST_TARGETS: Final = 500
"""Rows in one offer: more than a person looks through is no preview."""

LEAST_LETTERS: Final = 2
"""Letters a replaced word must have: one letter alone ("a") stands in too many rows."""

TEXT_FIELDS: Final = (
    "action",
    "owner",
    "content",
    "criterion_text",
    "supervisor",
    "notes",
    "deadline",
)
_DATE_FIELDS: Final = ("start_date", "end_date")


@dataclass(frozen=True, slots=True)
class Target:
    """A row of an offer: what it holds, and the patch it would get."""

    item: Item
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """The same mistake elsewhere.

    Attributes:
        kind: value, role, word or year.
        field: the column it is about.
        wrong, right: what was replaced by what.
        targets: the rows, those of the same document first.
    """

    kind: str
    field: str
    wrong: str
    right: str
    targets: tuple[Target, ...]


def offers_after(
    connection: sa.Connection, event: Event, synonyms: Synonyms | None = None
) -> list[Offer]:
    """Return what an edit offers to mend elsewhere; an empty list for other events."""
    if event.op != "edit":
        return []
    search = _Search(connection, event, synonyms, {})
    found = [
        *_same_values(search),
        *_same_roles(search),
        *_same_words(search),
        *_same_years(search),
    ]
    return _without_repeats(found)


@dataclass(frozen=True, slots=True)
class _Search:
    connection: sa.Connection
    event: Event
    synonyms: Synonyms | None
    settings: dict[str, Setting]

    def changed(self, names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Yield field, wrong and right for each of these fields the event changed."""
        for name in names:
            wrong, right = self.event.before.get(name), self.event.after.get(name)
            if wrong and right and wrong != right:
                yield name, str(wrong), str(right)

    def rows(self, where: sa.ColumnElement[bool], name: str) -> list[Item]:
        """Return rows nobody has settled that fulfil a condition, the same document's first."""
        open_ = review.c.state.in_(("", "edited"))
        untouched = sa.not_((";" + review.c.corrected + ";").contains(f";{name};", autoescape=True))
        ids = sa.select(review.c.item_id).where(open_ & untouched)
        here = items.c.document_id == self.event.document_id
        condition = where & items.c.item_id.in_(ids) & (items.c.item_id != self.event.item_id)
        order = [sa.case((here, 0), else_=1), items.c.source, items.c.position]
        return rows_of(self.connection, items, Item, condition, order)[:MOST_TARGETS]

    def target(self, item: Item, typed: Mapping[str, str]) -> Target:
        """Return the row with the patch that typing this into it would make."""
        if item.document_id not in self.settings:
            document = document_of(self.connection, item.document_id)
            self.settings[item.document_id] = setting_of(document, self.synonyms)
        patch = derived_item(item, typed, self.settings[item.document_id])
        changed = {k: v for k, v in patch.items() if getattr(item, k) != v}
        return Target(item, {k: getattr(item, k) for k in changed}, changed)


def _offer(
    search: _Search, kind: str, field: str, pair: tuple[str, str], found: Sequence[Target]
) -> Iterator[Offer]:
    targets = tuple(target for target in found if target.after)
    if targets:
        yield Offer(kind, field, *pair, targets)


def _same_values(search: _Search) -> Iterator[Offer]:
    for name, wrong, right in search.changed(TEXT_FIELDS):
        if name == "deadline":
            continue  # the same day is right in one row and wrong in another
        rows = search.rows(items.c[name] == wrong, name)
        found = [search.target(item, {name: right}) for item in rows]
        yield from _offer(search, "value", name, (wrong, right), found)


def _same_roles(search: _Search) -> Iterator[Offer]:
    """Offer the role given to an owner whose text stayed as it is."""
    event = search.event
    if "owner" in event.after or "owners" not in event.after:
        return
    corrected = rows_of(search.connection, items, Item, items.c.item_id == event.item_id)
    for name, wrong, right in search.changed(("owners",)):
        for item in corrected:
            same = (items.c.owner == item.owner) & (items.c.owners == wrong)
            rows = search.rows(same, name) if item.owner else []
            found = [search.target(other, {name: right}) for other in rows]
            yield from _offer(search, "role", name, (item.owner, right), found)


def _same_words(search: _Search) -> Iterator[Offer]:
    for name, wrong, right in search.changed(TEXT_FIELDS):
        if (pair := replaced_word(wrong, right)) is not None:
            yield from _word_offers(search, name, pair, items.c[name] != wrong)


def _word_offers(
    search: _Search, name: str, pair: tuple[str, str], where: sa.ColumnElement[bool]
) -> Iterator[Offer]:
    old, new = pair
    whole = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    plain = new.replace("\\", r"\\")
    found = [
        search.target(item, {name: whole.sub(plain, getattr(item, name))})
        for item in search.rows(where & items.c[name].contains(old, autoescape=True), name)
        if whole.search(getattr(item, name))
    ]
    yield from _offer(search, "word", name, pair, found)


def known_mistakes(
    connection: sa.Connection,
    document_id: str,
    words: Iterable[tuple[str, str, str]],
    synonyms: Synonyms | None = None,
) -> list[Offer]:
    """Return offers for words of a document that reviewers have corrected before.

    Args:
        connection: of the dataset.
        document_id: the document.
        words: column, wrong word, right word.
        synonyms: spellings of roles of the office.
    """
    nobody = Event(document_id, "edit", "")
    search = _Search(connection, nobody, synonyms, {})
    here = items.c.document_id == document_id
    texts = list(connection.execute(sa.select(*(items.c[n] for n in TEXT_FIELDS)).where(here)))
    held = {name: "\n".join(getattr(row, name) or "" for row in texts) for name in TEXT_FIELDS}
    return _without_repeats(
        [
            offer
            for name, wrong, right in words
            if wrong in held.get(name, "")  # an office's file may hold thousands of words
            for offer in _word_offers(search, name, (wrong, right), here)
        ]
    )


def replaced_word(wrong: str, right: str) -> tuple[str, str] | None:
    """Return the one word that was replaced by another; None if more or less was changed."""
    before, after = wrong.split(), right.split()
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changes = [block for block in blocks if block[0] != "equal"]
    if len(changes) != 1 or changes[0][0] != "replace":
        return None
    _, i, j, k, m = changes[0]
    if j - i != 1 or m - k != 1 or len(before) == 1:
        return None
    old, new = (word.strip(".,;:()“”\"'") for word in (before[i], after[k]))
    if old == new or sum(map(str.isalpha, old)) < LEAST_LETTERS or not new:
        return None
    return old, new


def _same_years(search: _Search) -> Iterator[Offer]:
    shifts = {
        int(right[:4]) - int(wrong[:4])
        for _, wrong, right in search.changed(_DATE_FIELDS)
        if wrong[4:] == right[4:]
    }
    moved = list(search.changed(_DATE_FIELDS))
    if len(shifts) != 1 or any(wrong[4:] != right[4:] for _, wrong, right in moved):
        return
    (shift,) = shifts
    name, wrong, right = moved[-1]
    same = items.c.document_id == search.event.document_id
    same &= items.c[name].startswith(wrong[:4], autoescape=True)
    found = [search.target(item, _shifted(item, shift)) for item in search.rows(same, name)]
    yield from _offer(search, "year", name, (wrong[:4], right[:4]), found)


def _shifted(item: Item, years: int) -> dict[str, str]:
    return {
        name: _moved(getattr(item, name), years) for name in _DATE_FIELDS if getattr(item, name)
    }


def _moved(day: str, years: int) -> str:
    found = date.fromisoformat(day)
    try:
        return found.replace(year=found.year + years).isoformat()
    except ValueError:  # 29 February
        return found.replace(year=found.year + years, day=28).isoformat()


def _without_repeats(offers: Sequence[Offer]) -> list[Offer]:
    """Leave out a row that an earlier, stronger offer already holds."""
    seen: set[str] = set()
    out = []
    for offer in offers:
        targets = tuple(t for t in offer.targets if t.item.item_id not in seen)
        seen.update(target.item.item_id for target in targets)
        if targets:
            out.append(Offer(offer.kind, offer.field, offer.wrong, offer.right, targets))
    return out
