"""From column titles to fields: what does each column of a table say, and what is the table for?

The header is found first, then every column gets the field whose synonyms fit its title best, with
the contents of the column as second evidence; columns without a readable title are named by
content alone. The kind of table follows from the fields it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeAlias

from extractors.tables.fields.header_rows import column_titles, count_header_rows, is_number_row
from extractors.types import Cell, Table
from extractors.wording.content import affinity, is_number
from extractors.wording.matching import folded_words
from extractors.wording.titles import FIELD_NAMES, title_scores

__all__ = ["FIELDS", "ColumnMap", "TableKind", "count_header_rows", "is_number_row", "map_columns"]

TableKind: TypeAlias = Literal[
    "action", "assignment", "evidence", "schedule", "task", "members", "units", "other"
]

FIELDS: tuple[str, ...] = FIELD_NAMES
"""Names of the raw fields a record may have."""

_SAMPLE_ROWS = 40
_FEWEST_COLUMNS = 2
_ACTION_LEAST, _LONG_TEXT = 0.5, 40
_SURE_TITLE = 0.75
_TITLE_LEAST = 0.5
_STRONG_CONTENT = ("number", "criteria", "deadline", "person", "budget", "owner", "evidence_code")
_MEMBER_FIELDS = ("position", "role")
_ACTION_WORDS = tuple(
    folded_words(w) for w in ("giải pháp", "biện pháp", "cải tiến", "khắc phục", "tiêu chí")
)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What the columns of a table mean.

    Attributes:
        kind: what the table is for; ``other`` where nothing is known of it.
        fields: one field name of ``FIELDS`` per column, None for a column that names none.
        header_rows: how many rows at the top hold titles.
        score: mean certainty of the named columns, 0..1; content alone gives at most 0.6.
        titles: the title of each column, levels joined with ": ".
    """

    kind: TableKind
    fields: tuple[str | None, ...]
    header_rows: int
    score: float
    titles: tuple[str, ...]

    def column(self, field: str) -> int | None:
        """Return the index of the column of a field, None if there is none."""
        return self.fields.index(field) if field in self.fields else None


def map_columns(table: Table) -> ColumnMap:
    """Return the fields of the table's columns, its header rows and its kind."""
    grid = table.grid()
    header = count_header_rows(table)
    titles = column_titles(grid, header, table.n_cols)
    bodies = _bodies(grid, header, table.n_cols)
    scores = _assign(titles, bodies)
    fields = _settle(tuple(name for name, _ in scores), titles, bodies)
    fields = _name_unread(fields, titles, bodies) if header else _name_texts(fields, bodies)
    named = [score for (_, score), name in zip(scores, fields, strict=True) if name]
    score = sum(named) / len(named) if named else 0.0
    kind = _kind(fields, titles, bodies)
    return ColumnMap(kind, _promote(fields, titles, kind), header, round(score, 3), titles)


# --- titles and fields ---


def _bodies(grid: list[list[Cell | None]], header: int, n_cols: int) -> list[list[str]]:
    """Return up to 40 non-empty texts per column below the header, full-width rows left out."""
    bodies: list[list[str]] = [[] for _ in range(n_cols)]
    for row in grid[header:]:
        filled = [cell for cell in row if cell is not None and cell.text.strip()]
        if len({id(cell) for cell in filled}) <= 1 and n_cols > 2:
            continue
        for c, cell in enumerate(row):
            if cell is not None and cell.text.strip() and len(bodies[c]) < _SAMPLE_ROWS:
                bodies[c].append(cell.text)
    return bodies


def _column_scores(title: str, body: list[str]) -> dict[str, float]:
    """Return field scores of one column from its title and, more weakly, its contents."""
    last = title.rsplit(": ", 1)[-1]
    by_title = dict(title_scores(title)) if title else {}
    if last != title:
        for name, score in title_scores(last).items():
            by_title[name] = max(by_title.get(name, 0.0), 0.97 * score)
    scores = {n: 0.85 * s + 0.15 * _fit(n, body) for n, s in by_title.items() if s >= _TITLE_LEAST}
    if scores:
        return scores
    return {n: 0.6 * f for n in _STRONG_CONTENT if (f := _fit(n, body)) >= 0.6}


def _fit(field: str, body: list[str]) -> float:
    if not body:
        return 0.3
    fit = sum(affinity(field, text) for text in body) / len(body)
    return fit * _rising(body) if field == "number" else fit


def _rising(body: list[str]) -> float:
    """Return 1 for running numbers (1, 2, 3 ...), less for numbers without order."""
    numbers = [int("".join(ch for ch in t if ch.isdecimal())) for t in body if is_number(t)]
    if len(numbers) < 2:
        return 0.8 if numbers[:1] == [1] else 0.5
    steps = sum(b == a + 1 or b == 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return 0.4 + 0.6 * steps / (len(numbers) - 1)


def _assign(titles: tuple[str, ...], bodies: list[list[str]]) -> list[tuple[str | None, float]]:
    """Give each column at most one field and each field at most one column, best scores first."""
    members = _is_member_table(titles)
    table = []
    for c, (title, body) in enumerate(zip(titles, bodies, strict=True)):
        for name, score in _column_scores(title, body).items():
            if name in _MEMBER_FIELDS:
                score = score + 0.1 if members else score * 0.6
            elif name in ("action", "owner", "content") and members:
                score *= 0.8
            table.append((score, -c, name))
    chosen: list[tuple[str | None, float]] = [(None, 0.0)] * len(titles)
    taken: set[str] = set()
    for score, minus_c, name in sorted(table, reverse=True):
        if score >= 0.36 and chosen[-minus_c][0] is None and name not in taken:
            chosen[-minus_c] = (name, min(1.0, score))
            taken.add(name)
    return chosen


def _is_member_table(titles: tuple[str, ...]) -> bool:
    scores = [title_scores(t) for t in titles]
    person = any(s.get("person", 0.0) >= 0.8 for s in scores)
    other = any(max(s.get("position", 0), s.get("role", 0)) >= 0.8 for s in scores)
    return person and (other or len(titles) <= 3)


def _settle(
    fields: tuple[str | None, ...], titles: tuple[str, ...], bodies: list[list[str]]
) -> tuple[str | None, ...]:
    """Mend fields that only make sense together: start and end, resources that are people."""
    named = list(fields)
    for c, name in enumerate(named):
        if name in ("content", "result") and bodies[c] and _fit("deadline", bodies[c]) >= 0.75:
            named[c] = None
    if "person" in named and "owner" in named and "position" not in named:
        c = named.index("owner")
        if title_scores(titles[c]).get("owner", 0.0) < _TITLE_LEAST:
            named[c] = "position"
    if "unit" in named:
        named[named.index("unit")] = _unit_as(named)
    if "deadline" in named and ("start" in named) != ("end" in named):
        _complete_pair(named, titles)
    if "end" in named and "start" not in named and "deadline" not in named:
        named[named.index("end")] = "deadline"
    if "owner" not in named and "conditions" in named:
        c = named.index("conditions")
        if bodies[c] and _fit("owner", bodies[c]) >= 0.55:
            named[c] = "owner"
    return tuple(named)


def _complete_pair(named: list[str | None], titles: tuple[str, ...]) -> None:
    """Call a time column beside a start (an end) the end (the start) of the pair, in place.

    It is so if both stand under one title, or if its own words say so.
    """
    known, wanted = ("start", "end") if "start" in named else ("end", "start")
    c, other = named.index("deadline"), named.index(known)
    parent = titles[c].split(": ")[0]
    shared = ": " in titles[c] and titles[other].split(": ")[0] == parent
    words = folded_words(titles[c])
    ends = wanted == "end" and any(w in words for w in ("thanh", "thuc", "den"))
    if (shared and abs(c - other) == 1) or (ends and c > other):
        named[c] = wanted


def _unit_as(named: list[str | None]) -> str:
    """Return what a column of schools or offices says: whom the schedule is about, or who acts."""
    if "action" in named or "content" in named:
        return "location" if "owner" in named else "owner"
    return "content" if {"deadline", "start"} & set(named) else "unit"


def _name_texts(fields: tuple[str | None, ...], bodies: list[list[str]]) -> tuple[str | None, ...]:
    """Name the text columns of a table without header: the last is what is to be done.

    Beside persons it is their duty in the council.
    """
    free = [
        c
        for c, name in enumerate(fields)
        if name is None and bodies[c] and _fit("action", bodies[c]) >= 0.35
    ]
    named = list(fields)
    if "person" in fields and "role" not in fields:
        duties = [c for c, f in enumerate(fields) if f is None and _fit("role", bodies[c]) >= 0.75]
        if duties:
            named[duties[0]] = "role"
        return tuple(named)
    if not any(fields) or not free or "action" in fields or "person" in fields:
        return fields
    named[free[-1]] = "action"
    if len(free) > 1:
        named[free[-2]] = "content"
    return tuple(named)


def _name_unread(
    fields: tuple[str | None, ...], titles: tuple[str, ...], bodies: list[list[str]]
) -> tuple[str | None, ...]:
    """Name a column whose title cannot be read, but whose texts tell what is to be done.

    Beside criteria they are by far the longest: a column of contents with a readable title else
    is the action.
    """
    if "action" in fields or "criteria" not in fields:
        return fields
    known = [_usual_length(bodies[c]) for c, name in enumerate(fields) if name == "content"]
    unread = [
        c
        for c, name in enumerate(fields)
        if name is None
        and max(title_scores(titles[c]).values(), default=0.0) < _TITLE_LEAST
        and _fit("action", bodies[c]) >= _ACTION_LEAST
        and _usual_length(bodies[c]) >= max([_LONG_TEXT, *(2 * n for n in known)])
    ]
    if not unread:
        return fields
    longest = max(unread, key=lambda c: _usual_length(bodies[c]))
    return tuple("action" if c == longest else name for c, name in enumerate(fields))


def _usual_length(body: list[str]) -> float:
    return median(map(len, body)) if body else 0.0


# --- kind ---


def _kind(
    fields: tuple[str | None, ...], titles: tuple[str, ...], bodies: list[list[str]]
) -> TableKind:
    has = set(fields) - {None}
    when = has & {"deadline", "start", "end"}
    coded = has & {"criteria", "standard", "criterion_text"}
    what = has & {"action", "content"}
    if "person" in has and (has & set(_MEMBER_FIELDS) or not what):
        return "members"
    if "evidence" in has and "action" not in has:
        return "evidence"
    if coded and not what:
        return "assignment" if has & {"owner", "person", "deadline"} else "other"
    if when and what and not coded and (_time_first(fields) or _lists_units(titles)):
        return "schedule"
    if what and (coded or _speaks_of_actions(titles, bodies)):
        return "action"
    if what and (when or has & {"owner", "support"}):
        return "task"
    titled = any(
        f in when and title_scores(t).get(f, 0.0) >= _SURE_TITLE
        for t, f in zip(titles, fields, strict=True)
        if t and f
    )
    if titled and sum(map(bool, bodies)) >= _FEWEST_COLUMNS:
        return "schedule"
    return "units" if "unit" in has else "other"


def _lists_units(titles: tuple[str, ...]) -> bool:
    """Say whether a column lists schools or offices: the table tells when each has its turn."""
    return any(
        scores.get("unit", 0.0) >= 0.9 and max(scores.values()) == scores["unit"]
        for scores in map(title_scores, titles)
    )


def _time_first(fields: tuple[str | None, ...]) -> bool:
    """Say whether the table is led by its time column (a number column may stand before it)."""
    leading = [f for f in fields if f != "number"]
    return bool(leading) and leading[0] in ("deadline", "start")


def _speaks_of_actions(titles: tuple[str, ...], bodies: list[list[str]]) -> bool:
    texts = [*titles, *(t for body in bodies for t in body[:10] if len(t) < 120)]
    words = [folded_words(t) for t in texts]
    return any(
        ws[i : i + 2] == phrase for ws in words for phrase in _ACTION_WORDS for i in range(len(ws))
    )


def _promote(
    fields: tuple[str | None, ...], titles: tuple[str, ...], kind: TableKind
) -> tuple[str | None, ...]:
    """Call the text column of a schedule, task or action table its action.

    Another column whose title speaks of contents ("Nội dung", "Sản phẩm") then is the content.
    """
    if kind not in ("schedule", "task", "action") or "action" in fields or "content" not in fields:
        return fields
    named: list[str | None] = ["action" if f == "content" else f for f in fields]
    for c, title in enumerate(titles):
        if named[c] is None and title and title_scores(title).get("content", 0.0) >= _SURE_TITLE:
            named[c] = "content"
            break
    return tuple(named)
