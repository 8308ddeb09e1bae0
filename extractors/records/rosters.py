"""Duty rosters: who is on duty on which day and shift. The table itself does not say for what.

What the duty is stands over the table, in the document's title or in the title of the persons'
column ("Người trực"); nothing else is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.records.cells import (
    box_on,
    is_unfilled,
    joined_value,
    row_cells,
    value_of,
    with_value_text,
)
from extractors.records.named_people import person_lines
from extractors.story import NamedTable
from extractors.types import Cell, FieldValue, Record
from extractors.wording.content import names_organ
from extractors.wording.sections import Context

__all__ = ["duty_of", "roster_records"]

_DUTY = re.compile(r"\btrực\b(?!\s+(?:tuyến|thuộc|tiếp|quan))", re.IGNORECASE)
_LONGEST_DUTY, _LEAST_DUTY = 20, 4
"""Words of a title beyond which text below it may have been taken in; words kept at least."""
_PARTS = re.compile(r"\s*[\n;]\s*")
_TIMES = ("deadline", "start", "end", "notes", "location", "phone", "session", "number")


def roster_records(named: NamedTable, context: Context, title: str) -> Iterator[Record]:
    """Yield one record per row with someone on duty.

    Args:
        named: the table.
        context: the headings above it.
        title: the document's title, which says what the duty is where no heading does.
    """
    table, columns = named.table, named.columns
    places = [c for c, name in enumerate(columns.fields) if name == "person"]
    duty = duty_of(context.section, title, [columns.titles[c] for c in places])
    for r in range(columns.header_rows, table.n_rows):
        row = row_cells(table, r)
        who = [row[c] for c in places if c in row and not is_unfilled(row[c].text)]
        times = {
            name: value_of(row[c])
            for c, name in enumerate(columns.fields)
            if name in _TIMES and c in row and not is_unfilled(row[c].text)
        }
        if who and {"deadline", "start"} & set(times):
            yield _record(named, r, row, who, times, duty, context)


def duty_of(section: str, title: str, columns: Sequence[str]) -> str:
    """Return what the duty is: the words from "trực" on, or the heading as it is."""
    for text in (section, title, *columns):
        found = _DUTY.search(text)
        if found is not None:
            duty = _without_text(" ".join(text[found.start() :].split())).strip(" .:;-–")
            return duty[:1].upper() + duty[1:]
    return " ".join((section or title or " / ".join(columns)).split())


def _without_text(duty: str) -> str:
    """Cut what a title took in of the text below it: it begins with who acts ("Nhà trường ...")."""
    words = duty.split()
    if len(words) <= _LONGEST_DUTY:
        return duty
    for n in range(_LEAST_DUTY, len(words)):
        whole = not words[n - 1][-1].isalpha() or not words[n - 1].islower()
        if whole and words[n][0].isupper() and names_organ(" ".join(words[n : n + 4])):
            return " ".join(words[:n])
    return duty


def _record(
    named: NamedTable,
    r: int,
    row: dict[int, Cell],
    who: Sequence[Cell],
    times: dict[str, FieldValue],
    duty: str,
    context: Context,
) -> Record:
    values = [value_of(cell) for cell in who]
    names = [p for v in values for p in _PARTS.split(person_lines(v.text)) if p]
    session = times.get("session")
    action = f"{duty}, {_shift(session.text)}" if session is not None else duty
    own = [cell for cell in row.values() if cell.row == r] or list(row.values())
    fields = {
        "action": joined_value([session or values[0]], action),
        "owner": joined_value(values, "; ".join(names)),
        **{name: value for name, value in times.items() if name != "session"},
    }
    page = min(cell.page for cell in own)
    return Record(
        kind="schedule",
        page=page,
        row=r,
        fields={name: with_value_text(v, v.text) for name, v in fields.items()},
        section=context.section,
        bbox=box_on(own, page),
        confidence=round(named.table.confidence * named.columns.trust, 3),
        flags=("action_from_heading",),
        raw_cells=tuple(row[c].raw if c in row else "" for c in range(named.table.n_cols)),
    )


def _shift(text: str) -> str:
    """Return the shift as part of a sentence: "ca đêm", "buổi sáng"."""
    flat = " ".join(text.split()).lower()
    if flat.split()[0] in ("ca", "buổi", "kíp", "cả"):
        return flat
    return f"ca {flat}"
