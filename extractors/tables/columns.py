"""From column titles to fields: what does each column of a table say, and what is the table for?

The header is found first (titles may stand on one to four rows, under a spanning title, above a
row of column numbers), then every column gets the field whose synonyms fit its title best, with
the contents of the column as second evidence; columns without a readable title are named by
content alone. The kind of table follows from the fields it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from extractors.tables.content import affinity, is_number
from extractors.tables.matching import folded_words
from extractors.tables.titles import FIELD_NAMES, title_likeness, title_scores
from extractors.types import Cell, Table

__all__ = ["FIELDS", "ColumnMap", "TableKind", "count_header_rows", "is_number_row", "map_columns"]

TableKind: TypeAlias = Literal[
    "action", "assignment", "evidence", "schedule", "task", "members", "units", "other"
]

FIELDS: tuple[str, ...] = FIELD_NAMES
"""Names of the raw fields a record may have."""

_MAX_HEADER_ROWS = 5
_SAMPLE_ROWS = 40
_FEWEST_COLUMNS = 2
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
    titles = _titles(grid, header, table.n_cols)
    bodies = _bodies(grid, header, table.n_cols)
    scores = _assign(titles, bodies)
    fields = _settle(tuple(name for name, _ in scores), titles, bodies)
    if header == 0:
        fields = _name_texts(fields, bodies)
    named = [score for (_, score), name in zip(scores, fields, strict=True) if name]
    score = sum(named) / len(named) if named else 0.0
    kind = _kind(fields, titles, bodies)
    return ColumnMap(kind, _promote(fields, kind), header, round(score, 3), titles)


# --- header rows ---


def count_header_rows(table: Table) -> int:
    """Return how many rows at the top of the table are titles (0 if there is no header)."""
    grid = table.grid()
    rows, seen = 0, False
    for r in range(min(_MAX_HEADER_ROWS, table.n_rows)):
        starting = _starting(table, r)
        opens = seen or _covers(starting, table.n_cols)
        if (opens and _is_header_row(starting, table.n_cols)) or (
            not seen and _numbers_follow(grid, r)
        ):
            rows, seen = r + 1, True
        elif seen and is_number_row([c.text for c in starting]):
            return r + 1
        elif seen or not _is_caption(starting, table.n_cols):
            break
    if not seen:
        return 0
    rows = max(rows, _span_bottom(table, rows))
    return min(_extend_fragments(grid, rows, table.n_cols), table.n_rows)


def _starting(table: Table, row: int) -> list[Cell]:
    return [c for c in table.cells if c.row == row]


def _covers(cells: list[Cell], n_cols: int) -> bool:
    """Say whether a row can be the first of a header: over most columns, in capital letters.

    The rest of a row broken over the page often holds title words too, but begins mid-sentence.
    """
    filled = [c for c in cells if c.text.strip()]
    small = sum(c.text.strip()[0].islower() for c in filled)
    return sum(c.colspan for c in filled) >= 0.6 * n_cols and 2 * small <= len(filled)


def _is_header_row(cells: list[Cell], n_cols: int) -> bool:
    likeness = [title_likeness(c.text) for c in cells if c.text.strip()]
    if not likeness:
        return False
    matched = sum(score >= 0.62 for score in likeness)
    return matched >= min(2, n_cols) and sum(likeness) / len(likeness) >= 0.55


def _numbers_follow(grid: list[list[Cell | None]], r: int) -> bool:
    """Say whether a row of short words stands over a column that counts 1, 2 ...

    So a header is known whose other titles are not ("TT", "Tên cơ sở", "Diện tích").
    """
    row = [c for c in grid[r] if c is not None]
    texts = [c.text for c in row if c.text.strip()]
    if len(texts) < max(2, len(grid[r]) - 1) or any(len(folded_words(t)) > 10 for t in texts):
        return False
    if any(is_number(t) for t in texts) or any(c.colspan > 1 for c in row):
        return False
    lead = grid[r][0]
    below = [g[0].text for g in grid[r + 1 : r + 4] if g[0] is not None and g[0].text.strip()]
    numbers = ["".join(ch for ch in t if ch.isdecimal()) for t in below if is_number(t)]
    titled = lead is not None and title_scores(lead.text).get("number", 0.0) >= 0.9
    return (titled and bool(numbers)) or numbers[:2] == ["1", "2"]


def _is_caption(cells: list[Cell], n_cols: int) -> bool:
    """Say whether a row above the header is a title over the whole table, or empty."""
    filled = [c for c in cells if c.text.strip()]
    if not filled:
        return True
    return len(filled) == 1 and n_cols > 2 and (filled[0].colspan >= n_cols - 1 or len(cells) > 1)


def is_number_row(texts: list[str]) -> bool:
    """Say whether the texts are column numbers: "(1) (2) (3)", "1 2 3 4", "A B 1 2"."""
    filled = [t.strip(" ().[]") for t in texts if t.strip()]
    if len(filled) < 3 or len(filled) < 0.7 * len(texts):
        return False
    digits = [int(t) for t in filled if t.isdecimal()]
    letters = [t for t in filled if len(t) == 1 and t.isalpha()]
    if len(digits) + len(letters) < len(filled) or len(digits) < 2:
        return False
    return all(b == a + 1 for a, b in zip(digits, digits[1:], strict=False)) and digits[0] <= 2


def _span_bottom(table: Table, rows: int) -> int:
    """Return the row under the deepest title cell (a title may span rows below the last one)."""
    tops = [c.row + c.rowspan for c in table.cells if c.row < rows and c.text.strip()]
    deepest = max(tops, default=rows)
    return deepest if deepest <= min(_MAX_HEADER_ROWS, table.n_rows - 1) else rows


def _extend_fragments(grid: list[list[Cell | None]], rows: int, n_cols: int) -> int:
    """Take in rows that carry on broken titles ("Thời gian" / "thực hiện" on separate rows)."""
    best = _joined_likeness(_titles(grid, rows, n_cols))
    for more in range(rows + 1, min(rows + 3, len(grid), _MAX_HEADER_ROWS + 1)):
        texts = [c.text for c in grid[more - 1] if c is not None and c.text.strip()]
        if not texts or any(is_number(t) or len(folded_words(t)) > 5 for t in texts):
            break
        joined = _joined_likeness(_titles(grid, more, n_cols))
        if joined > best + 0.06:
            rows, best = more, joined
    return rows


def _joined_likeness(titles: tuple[str, ...]) -> float:
    scores = [title_likeness(t.replace(": ", " ")) for t in titles if t]
    return sum(scores) / len(scores) if scores else 0.0


# --- titles and fields ---


def _titles(grid: list[list[Cell | None]], header: int, n_cols: int) -> tuple[str, ...]:
    """Return one title per column: the distinct texts above it, top to bottom."""
    titles = []
    for c in range(n_cols):
        parts: list[str] = []
        for r in range(header):
            cell = grid[r][c]
            text = " ".join(cell.text.split()) if cell is not None else ""
            spans_all = cell is not None and cell.colspan >= n_cols > 1
            if text and not spans_all and text not in parts and not is_number(text):
                parts.append(text)
        titles.append(": ".join(parts))
    return tuple(titles)


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
    """Name the running-text columns of a table without header: the last is what is to be done."""
    free = [
        c
        for c, name in enumerate(fields)
        if name is None and bodies[c] and _fit("action", bodies[c]) >= 0.35
    ]
    if not any(fields) or not free or "action" in fields or "person" in fields:
        return fields
    named = list(fields)
    named[free[-1]] = "action"
    if len(free) > 1:
        named[free[-2]] = "content"
    return tuple(named)


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


def _promote(fields: tuple[str | None, ...], kind: TableKind) -> tuple[str | None, ...]:
    """Call the only text column of a schedule, task or action table its action."""
    if kind in ("schedule", "task", "action") and "action" not in fields and "content" in fields:
        return tuple("action" if f == "content" else f for f in fields)
    return fields
