"""From column titles to fields: what does each column of a table say, and what is the table for?

The header is found first (``header_rows``); then every column is weighed for every field by its
title and by what its cells hold (``weights``), and all columns are named at once (``joint``). What
only makes sense in pairs is settled last. The kind of table follows from the fields it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.tables.fields.header_rows import column_titles, count_header_rows, is_number_row
from extractors.tables.fields.joint import Choice, assign
from extractors.tables.fields.kinds import TableKind, kind_of
from extractors.tables.fields.weights import Weight, column_weights, profile_of
from extractors.types import Cell, Table
from extractors.wording.content import EMPTY, affinity
from extractors.wording.matching import folded_words
from extractors.wording.titles import FIELD_NAMES, SURE_TITLE, title_scores

__all__ = ["FIELDS", "ColumnMap", "TableKind", "count_header_rows", "is_number_row", "map_columns"]

FIELDS: tuple[str, ...] = FIELD_NAMES
"""Names of the raw fields a record may have."""

_MATTERS = frozenset(("criteria", "action", "owner", "support", "deadline", "start", "end"))


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """How sure the names of columns are; certainties, scores and fits 0..1 unless said.

    Attributes:
        sample: cells of a column that are looked at; more tell nothing new.
        titled: score of a title from which it is the title that names a column.
        of_title: what the title adds to the certainty of a column it names,
        of_contents: and what its contents add.
        content_alone: certainty of a column whose contents are all that names it, where they fit
            in full,
        least_fit: and the fit it is counted with, at least.
        trusted: mean certainty of the columns from which a row is not doubted for their sake.
        doubtful: margin (log-odds) below which another reading of a column is nearly as likely.
        bodies: log-odds of contents from which a column without a name is one of people or
            offices.
        owners: fit of a column of means from which it lists people and no means.
    """

    sample: int = 40
    titled: float = 0.5
    of_title: float = 0.85
    of_contents: float = 0.15
    content_alone: float = 0.6
    least_fit: float = 0.5
    trusted: float = 0.85
    doubtful: float = 0.8
    bodies: float = 0.6
    owners: float = 0.55


COLUMN = ColumnSettings()


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What the columns of a table mean.

    Attributes:
        kind: what the table is for; ``other`` where nothing is known of it.
        fields: one field name of ``FIELDS`` per column, None for a column that names none.
        header_rows: how many rows at the top hold titles.
        score: mean certainty of the named columns, 0..1; content alone gives at most 0.6.
        titles: the title of each column, levels joined with ": ".
        choices: what spoke for the field of each column, and by what margin.
        doubtful: columns that another field fits nearly as well.
    """

    kind: TableKind
    fields: tuple[str | None, ...]
    header_rows: int
    score: float
    titles: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    doubtful: tuple[int, ...] = ()

    @property
    def trust(self) -> float:
        """What a row's confidence is multiplied by for the sake of its columns, 0..1."""
        return min(1.0, self.score / COLUMN.trusted)

    def column(self, field: str) -> int | None:
        """Return the index of the column of a field, None if there is none."""
        return self.fields.index(field) if field in self.fields else None


def map_columns(table: Table) -> ColumnMap:
    """Return the fields of the table's columns, its header rows and its kind."""
    grid = table.grid()
    header = count_header_rows(table)
    titles = column_titles(grid, header, table.n_cols)
    bodies = _bodies(grid, header, table.n_cols)
    profiles = [profile_of(body) for body in bodies]
    weights = [
        column_weights(title, profile, headed=header > 0)
        for title, profile in zip(titles, profiles, strict=True)
    ]
    found = assign(weights, profiles)
    fields = _settle(found.fields, titles, bodies)
    sure = [
        _certainty(name, choice, body)
        for name, choice, body in zip(fields, found.choices, bodies, strict=True)
        if name
    ]
    kind = kind_of(found.reading, fields, titles, bodies, headed=header > 0)
    if kind == "members" and _gives_duties(fields):
        kind, fields = "task", tuple(_DUTIES.get(name or "", name) for name in fields)
    return ColumnMap(
        kind=kind,
        fields=_promote(fields, titles, kind),
        header_rows=header,
        score=round(sum(sure) / len(sure), 3) if sure else 0.0,
        titles=titles,
        choices=found.choices,
        doubtful=tuple(_doubtful(fields, found.choices, weights)),
    )


def _doubtful(
    fields: Sequence[str | None],
    choices: Sequence[Choice],
    weights: Sequence[Mapping[str, Weight]],
) -> Iterator[int]:
    """Yield columns that matter and might be another, and unnamed ones as good as a named one."""
    for c, (name, choice) in enumerate(zip(fields, choices, strict=True)):
        rivals = (
            weights[c][f].title > 0 and weights[c][f].total > weights[k][f].total - COLUMN.doubtful
            for k, f in enumerate(fields)
            if f is not None and f in _MATTERS
        )
        if any(rivals) if name is None else (name in _MATTERS and choice.margin < COLUMN.doubtful):
            yield c
        elif name is None and "owner" in fields and weights[c]["owner"].content >= COLUMN.bodies:
            # People or offices under a title that says nothing: they may be the ones in charge.
            yield fields.index("owner")


def _certainty(name: str, choice: Choice, body: Sequence[str]) -> float:
    """Return how sure the field of one column is, 0..1, by its title or else by its contents."""
    fit = _fit(name, body)
    score = choice.weight.title_score if choice.weight is not None else 0.0
    if score < COLUMN.titled:
        return COLUMN.content_alone * max(fit, COLUMN.least_fit)
    return min(1.0, COLUMN.of_title * score + COLUMN.of_contents * fit)


def _bodies(grid: list[list[Cell | None]], header: int, n_cols: int) -> list[list[str]]:
    """Return the first non-empty texts per column below the header, full-width rows left out."""
    bodies: list[list[str]] = [[] for _ in range(n_cols)]
    for row in grid[header:]:
        filled = [cell for cell in row if cell is not None and cell.text.strip()]
        if len({id(cell) for cell in filled}) <= 1 and n_cols > 2:
            continue
        for c, cell in enumerate(row):
            if cell is not None and cell.text.strip() and len(bodies[c]) < COLUMN.sample:
                bodies[c].append(cell.text)
    return bodies


def _fit(field: str, body: Sequence[str]) -> float:
    fits = [affinity(field, text) for text in body]
    return sum(fits) / len(fits) if fits else EMPTY


# --- what only makes sense together ---


def _settle(
    fields: tuple[str | None, ...], titles: tuple[str, ...], bodies: list[list[str]]
) -> tuple[str | None, ...]:
    """Mend fields that only make sense together: start and end, resources that are people."""
    named = list(fields)
    if "unit" in named:
        named[named.index("unit")] = _unit_as(named)
    if "deadline" in named and ("start" in named) != ("end" in named):
        _complete_pair(named, titles)
    if "end" in named and "start" not in named and "deadline" not in named:
        named[named.index("end")] = "deadline"
    if "owner" not in named and "conditions" in named:
        c = named.index("conditions")
        if bodies[c] and _fit("owner", bodies[c]) >= COLUMN.owners:
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
    ends = any(w in words for w in ("thanh", "thuc", "den"))
    follows = wanted == "end" and (c == other + 1 or (ends and c > other))
    if (shared and abs(c - other) == 1) or follows:
        named[c] = wanted


def _unit_as(named: list[str | None]) -> str:
    """Return what a column of schools or offices says: whom the schedule is about, or who acts."""
    if "action" in named or "content" in named:
        return "subject" if "owner" in named else "owner"
    return "content" if {"deadline", "start"} & set(named) else "unit"


_DUTIES = {"role": "action", "person": "owner"}


def _gives_duties(fields: tuple[str | None, ...]) -> bool:
    """Say whether people with duties and times are listed: tasks, who does them, when."""
    has = set(fields)
    return {"deadline", "role", "person"} <= has and not {"owner", "action"} & has


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
        if named[c] is None and title and title_scores(title).get("content", 0.0) >= SURE_TITLE:
            named[c] = "content"
            break
    return tuple(named)
