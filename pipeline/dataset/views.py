"""Views of the dataset for SQL: one row per item and criterion, per item and owner, per week.

The same four views for SQLite, PostgreSQL and DuckDB (over the Parquet files): same names, same
columns, same rows. ``docs/analysts.md`` describes them.

* ``plan_items``: items beside what their document says; dates as dates.
* ``item_criteria``: one row per item and criterion.
* ``item_owners``: one row per item and role; place 1 leads.
* ``deadlines_by_week``: rows that end in each week, by school; weeks begin on Monday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeAlias

Dialect: TypeAlias = Literal["sqlite", "postgresql", "duckdb"]

VIEWS: Final = ("plan_items", "item_criteria", "item_owners", "deadlines_by_week")


class Executes(Protocol):
    """A connection of DB-API kind (sqlite3, DuckDB), which runs one statement."""

    def execute(self, statement: str, /) -> Any:
        """Run a statement."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What one database calls what the views need.

    ``parts`` is a table ``part`` over a list joined by ";" with a ``value`` each, ``place`` the
    place of one from 1. ``day`` makes a date of an ISO text or a date, NULL of ""; ``monday`` the
    Monday of its week.
    """

    parts: str
    day: str
    monday: str
    place: str = "part.place"


_WORDS: Final[Mapping[Dialect, _Words]] = {
    "sqlite": _Words(
        # JSON quotes whatever stands in the text; ";" then parts the elements.
        parts="""json_each('[' || replace(json_quote({0}), ';', '","') || ']') AS part""",
        place="part.key + 1",
        day="nullif({0}, '')",
        monday="date({0}, 'weekday 0', '-6 days')",
    ),
    "postgresql": _Words(
        parts="""(SELECT value, place FROM unnest(string_to_array({0}, ';'))
                  WITH ORDINALITY AS each_one(value, place)) AS part""",
        day="CAST(nullif(CAST({0} AS text), '') AS date)",
        monday="CAST(date_trunc('week', {0}) AS date)",
    ),
    "duckdb": _Words(
        parts="""(SELECT unnest(string_split({0}, ';')) AS value,
                  generate_subscripts(string_split({0}, ';'), 1) AS place) AS part""",
        day="CAST(nullif(CAST({0} AS VARCHAR), '') AS DATE)",
        monday="CAST(date_trunc('week', {0}) AS DATE)",
    ),
}


def view_statements(dialect: Dialect) -> list[str]:
    """Return the statements that make the views anew, in order."""
    words = _WORDS[dialect]
    bodies = {
        "plan_items": _PLAN_ITEMS.format(
            start=words.day.format("i.start_date"), end=words.day.format("i.end_date")
        ),
        "item_criteria": _PARTS.format(
            name="criterion",
            parts=_lateral(dialect, words.parts.format("i.criteria")),
            place=words.place,
        ),
        "item_owners": _PARTS.format(
            name="role", parts=_lateral(dialect, words.parts.format("i.owners")), place=words.place
        ),
        "deadlines_by_week": _WEEKS.format(monday=words.monday.format("end_date")),
    }
    drops = [f"DROP VIEW IF EXISTS {name}" for name in reversed(VIEWS)]
    return [*drops, *(f"CREATE VIEW {name} AS {bodies[name]}" for name in VIEWS)]


def _lateral(dialect: Dialect, parts: str) -> str:
    """Return the join to the parts of a row's own list; SQLite needs no word for it."""
    return parts if dialect == "sqlite" else f"LATERAL {parts}"


_PLAN_ITEMS = """
SELECT i.item_id, i.document_id, i.source, i.page, i.kind, i.level, i.standard, i.criteria,
       i.criterion_text, i.content, i.action, i.owner, i.owners, i.deadline,
       {start} AS start_date, {end} AS end_date, i.deadline_kind, i.budget_vnd,
       i.confidence, i.flags,
       d.kind AS document_kind, d.school, d.school_year, d.school_level, d.district, d.province
FROM items i
JOIN documents d ON d.document_id = i.document_id AND d.source = i.source
"""

_PARTS = """
SELECT i.*, part.value AS {name}, {place} AS place
FROM plan_items i CROSS JOIN {parts}
WHERE part.value <> ''
"""

_WEEKS = """
SELECT {monday} AS week_start, school, school_year, count(*) AS due,
       count(DISTINCT document_id) AS documents
FROM plan_items
WHERE end_date IS NOT NULL
GROUP BY {monday}, school, school_year
"""


def create_views(connection: Executes, dialect: Dialect) -> None:
    """Make the views in a database that holds the tables; those there before are replaced.

    Args:
        connection: of DB-API kind; of SQLAlchemy pass ``connection.exec_driver_sql`` wrapped by
            ``Statements``.
        dialect: the database.
    """
    for statement in view_statements(dialect):
        connection.execute(statement)


def drop_views(connection: Executes) -> None:
    """Take the views away, the last made first."""
    for name in reversed(VIEWS):
        connection.execute(f"DROP VIEW IF EXISTS {name}")


@dataclass(frozen=True, slots=True)
class Statements:
    """A SQLAlchemy connection as one that runs plain statements."""

    connection: Any

    def execute(self, statement: str, /) -> Any:
        """Run a statement by the driver itself."""
        return self.connection.exec_driver_sql(statement)


def duckdb_views(connection: Executes, out: Path) -> None:
    """Make tables and views over the Parquet exports of a folder in a DuckDB connection."""
    for name in ("items", "documents"):
        path = (out / f"{name}.parquet").as_posix().replace("'", "''")
        connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
    create_views(connection, "duckdb")
