"""Find rows by words, with Vietnamese marks or without, in SQLite and PostgreSQL alike.

Neither database folds Vietnamese letters by itself, but both match classes of letters: "ke" becomes
``[eEéÉ...]`` letter by letter. Nothing is kept twice, nothing can go stale.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final

import sqlalchemy as sa

from normalizers.text.unicode import nfc, strip_marks
from pipeline.dataset.rows import rows_of
from pipeline.dataset.tables import items
from pipeline.model import Item

SEARCHED: Final = (
    items.c.action,
    items.c.owner,
    items.c.owners,
    items.c.people,
    items.c.deadline,
    items.c.content,
    items.c.criterion_text,
    items.c.criteria,
    items.c.notes,
)
"""What of a row is searched."""

MOST_LETTERS = 100  # of a search; SQLite refuses patterns of 50,000 bytes


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    """Return for each plain lower-case letter every letter that is it with marks, in both cases."""
    members: dict[str, set[str]] = defaultdict(set)
    blocks = (range(0x41, 0x5B), range(0x61, 0x7B), range(0xC0, 0x250), range(0x1E00, 0x1F00))
    for code in chain(*blocks):
        letter = chr(code)
        bare = strip_marks(letter).lower()
        if letter.isalpha() and len(bare) == 1 and bare.isascii():
            members[bare].add(letter)
    return {bare: "".join(sorted(letters)) for bare, letters in members.items()}


def _classes(text: str, marks: bool) -> list[str]:
    """Return for each letter of the text the letters that count as it."""
    wanted = " ".join(nfc(text).split())[:MOST_LETTERS]
    if marks:
        return ["".join(dict.fromkeys(_cases(c))) for c in wanted]
    return [_families().get(c, c) for c in strip_marks(wanted).lower()]


def _cases(letter: str) -> tuple[str, ...]:
    return tuple(c for c in (letter.lower(), letter.upper()) if len(c) == 1) or (letter,)


def glob_pattern(text: str, *, marks: bool) -> str:
    """Return the pattern of SQLite's GLOB that finds the text anywhere, in either case."""
    parts = (
        f"[{letters}]" if len(letters) > 1 or letters in "*?[" else letters
        for letters in _classes(text, marks)
    )
    return f"*{''.join(parts)}*"


def regex_pattern(text: str, *, marks: bool) -> str:
    """Return the same as a regular expression (PostgreSQL's ``~``)."""
    parts = (
        f"[{letters}]" if len(letters) > 1 else re.escape(letters)
        for letters in _classes(text, marks)
    )
    return "".join(parts)


def holding(
    columns: Sequence[sa.Column[Any]], text: str, *, marks: bool, dialect: str
) -> sa.ColumnElement[bool]:
    """Return the condition that one of the columns holds the text."""
    if dialect == "sqlite":
        pattern = glob_pattern(text, marks=marks)
        return sa.or_(*(column.op("GLOB", is_comparison=True)(pattern) for column in columns))
    pattern = regex_pattern(text, marks=marks)
    return sa.or_(*(column.regexp_match(pattern) for column in columns))


def found_items(
    connection: sa.Connection, text: str, *, with_marks: bool = False, limit: int = 200
) -> list[Item]:
    """Return rows that hold a text, in the order of files; see ``Desk.search``."""
    if not text.strip():
        return []
    where = holding(SEARCHED, text, marks=with_marks, dialect=connection.dialect.name)
    ids = sa.select(items.c.item_id).where(where).limit(limit)
    order = [items.c.source, items.c.position]
    return rows_of(connection, items, Item, items.c.item_id.in_(ids), order)
