"""Frozen rows to tables and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import sqlalchemy as sa

from pipeline.model import columns

R = TypeVar("R")


def values_of(row: Any) -> dict[str, Any]:
    """Return a row object's values by column; PostgreSQL keeps no NUL in a text."""
    return {
        f.name: value.replace("\0", "") if isinstance(value, str) and "\0" in value else value
        for f in fields(row)
        for value in (getattr(row, f.name),)
    }


def insert_rows(
    connection: sa.Connection,
    table: sa.Table,
    rows: Iterable[Any],
    more: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Insert row objects; ``more`` gives each further columns, in the same order."""
    values = [values_of(row) for row in rows]
    for value, extra in zip(values, more, strict=False):
        value.update(extra)
    if values:
        connection.execute(sa.insert(table), values)


def rows_of(
    connection: sa.Connection,
    table: sa.Table,
    cls: type[R],
    where: sa.ColumnElement[bool] | None = None,
    order: Sequence[sa.ColumnElement[Any]] = (),
) -> list[R]:
    """Return rows of a table as objects of their class."""
    query = sa.select(*(table.c[name] for name in columns(cls))).order_by(*order)
    if where is not None:
        query = query.where(where)
    return [cls(*row) for row in connection.execute(query)]
