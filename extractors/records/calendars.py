"""Calendars: every filled cell below a day, or beside one, is work of that day.

Days lead the rows and parts of the day the columns ("Thứ Hai 02/02 | Sáng | Chiều"), or the other
way round. A cell over several days runs from the first to the last of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.records.cells import box_on, is_unfilled, joined_value, value_of, with_value_text
from extractors.records.entries import entries_of
from extractors.records.said_by import who_is_named
from extractors.story import NamedTable
from extractors.types import Cell, FieldValue, Record, Table
from extractors.wording.cell_kinds import cell_kind
from extractors.wording.sections import Context

__all__ = ["calendar_records"]

_WHEN = ("deadline", "start")
_ON_DUTY = ("owner", "supervisor", "support")


def calendar_records(named: NamedTable, context: Context) -> Iterator[Record]:
    """Yield one record per entry of a calendar's cells, and who is on duty each day."""
    table, columns = named.table, named.columns
    grid = table.grid()
    seen: set[int] = set()
    for r in range(columns.header_rows, table.n_rows):
        for c, name in enumerate(columns.fields):
            cell = grid[r][c]
            if cell is None or id(cell) in seen or not cell.text.strip():
                continue
            seen.add(id(cell))
            if name not in ("agenda", *_ON_DUTY) or is_unfilled(cell.text) or cell.row < r:
                continue
            days = _days(named, grid, cell)
            if name == "agenda":
                texts = entries_of(cell.text, table.method)
                yield from (_entry(named, cell, text, days, context) for text in texts)
            elif days:
                yield _duty(named, cell, c, days, context)


def _days(named: NamedTable, grid: list[list[Cell | None]], cell: Cell) -> list[FieldValue]:
    """Return the day of the first row (column) a cell covers, and that of the last."""
    columns = named.columns
    lead = next((c for c, name in enumerate(columns.fields) if name in _WHEN), None)
    if lead is not None:
        rows = range(cell.row, min(cell.row + cell.rowspan, named.table.n_rows))
        found = [c for r in rows if (c := grid[r][lead]) is not None and c.text.strip()]
    else:
        heads = range(cell.col, cell.col + cell.colspan)
        found = [c for k in heads if (c := _head(grid, columns.header_rows, k)) is not None]
    distinct = list({id(c): c for c in found}.values())
    return [value_of(c) for c in (distinct[:1] + distinct[-1:])]


def _head(grid: list[list[Cell | None]], header: int, column: int) -> Cell | None:
    """Return the title of a column that names a day."""
    titles = [grid[r][column] for r in range(header)]
    return next(
        (c for c in reversed(titles) if c is not None and cell_kind(c.text) == "time"), None
    )


def _entry(
    named: NamedTable, cell: Cell, text: str, days: Sequence[FieldValue], context: Context
) -> Record:
    value = with_value_text(value_of(cell), text)
    fields = {"action": value, **_when(days)}
    who = who_is_named(text)
    if who:
        fields["owner"] = with_value_text(value, who)
    flags = ("owner_from_text",) if who else ()
    return _record(named, cell, fields, flags, context)


def _duty(
    named: NamedTable, cell: Cell, column: int, days: Sequence[FieldValue], context: Context
) -> Record:
    title = named.columns.titles[column].rsplit(": ", 1)[-1]
    value = value_of(cell)
    fields = {"action": joined_value([value], title), "owner": value, **_when(days)}
    return _record(named, cell, fields, ("action_from_heading",), context)


def _when(days: Sequence[FieldValue]) -> dict[str, FieldValue]:
    if len(days) == 2 and days[0] != days[1]:
        return {"start": days[0], "end": days[1]}
    return {"deadline": days[0]} if days else {}


def _record(
    named: NamedTable,
    cell: Cell,
    fields: dict[str, FieldValue],
    flags: tuple[str, ...],
    context: Context,
) -> Record:
    table: Table = named.table
    return Record(
        kind="schedule",
        page=cell.page,
        row=cell.row,
        fields=fields,
        section=context.section,
        bbox=box_on([cell], cell.page),
        confidence=round(table.confidence * named.columns.trust, 3),
        flags=flags,
        raw_cells=(cell.raw,),
    )
