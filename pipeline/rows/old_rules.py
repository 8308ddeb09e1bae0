"""Tables that name the standards of older rules: their numbers are the table's own.

Plans go on using lists of six or seven standards from before 2012. Such a list is known by its
titles; which number a standard has in it only the running number of the row tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.types import Record
from normalizers.criteria import CriteriaValue, is_old_standard, is_standard_title
from normalizers.text.lines import one_line

_FEWEST = 3
_MOST = 9
_FLAG = "standard_of_older_rules"


def with_older_standards(
    records: Sequence[Record], values: Sequence[CriteriaValue]
) -> list[CriteriaValue]:
    """Return the criteria, with the row's number as standard in tables that list old standards.

    Args:
        records: the rows of a document, in order.
        values: what each row's own cell gave.
    """
    out = list(values)
    for run in _runs(records):
        titles = [_title(records[i], values[i]) for i in run]
        if not _FEWEST <= len(run) <= _MOST or not all(map(is_standard_title, titles)):
            continue
        old = [is_old_standard(t) and not values[i].codes for i, t in zip(run, titles, strict=True)]
        if any(old):
            for i in run:
                out[i] = _numbered(records[i], values[i])
    return out


def _runs(records: Sequence[Record]) -> Iterator[list[int]]:
    """Yield the indices of the rows of each table."""
    run: list[int] = []
    for i, record in enumerate(records):
        if run and (record.kind != records[i - 1].kind or record.row <= records[i - 1].row):
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _title(record: Record, value: CriteriaValue) -> str:
    written = record.fields.get("criteria") or record.fields.get("criterion_text")
    return value.title or (one_line(written.text) if written else "")


def _numbered(record: Record, value: CriteriaValue) -> CriteriaValue:
    field = record.fields.get("number")
    number = field.text.strip(" .") if field else ""
    flags = tuple(f for f in value.flags if not f.startswith("criteria_"))
    return replace(
        value,
        codes=(),
        standard=str(int(number)) if number.isdecimal() else "",
        flags=(*flags, _FLAG),
    )
