"""Columns of invented tables, titles and contents together: those fitted on, and held out."""

from __future__ import annotations

import pytest

from extractors.tables.fields.columns import map_columns
from tests.extractors.tables.fields.judged_tables import JudgedTable, judged_tables


@pytest.mark.parametrize("table", judged_tables("fitted.txt"), ids=lambda t: t.table.cells[1].text)
def test_every_column_of_a_table_fitted_on(table: JudgedTable) -> None:
    found = map_columns(table.table)
    assert found.fields == table.fields
    assert (found.kind, found.header_rows) == (table.kind, table.header_rows)


def test_nearly_every_column_of_tables_held_out() -> None:
    tables = list(judged_tables("held_out.txt"))
    named = [
        got == want
        for table in tables
        for got, want in zip(map_columns(table.table).fields, table.fields, strict=True)
    ]
    assert sum(named) >= 0.97 * len(named)
    kinds = [map_columns(table.table).kind == table.kind for table in tables]
    assert sum(kinds) >= len(kinds) - 1


def test_a_column_says_what_spoke_for_it() -> None:
    (table, *_) = judged_tables("fitted.txt")
    choice = map_columns(table.table).choices[2]
    assert choice.name == "action"
    assert choice.weight is not None
    assert choice.weight.total == choice.weight.title + choice.weight.content
    assert choice.margin > 0
