"""What the words of a row's work say of it where no column does: its parts, who, which day.

A cell with the bullets "Kiểm tra hồ sơ (PHT Quyên)" and "Cân đo (NV y tế)" is two pieces of work;
"Lễ khai giảng (05/9)" beside "Tháng 9" is on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.records.cells import with_value_text
from extractors.records.entries import bulleted
from extractors.records.said_by import named_behind
from extractors.records.time_phrases import find_deadline
from extractors.types import FieldValue, Record
from extractors.wording.periods import MONTH, WEEK, unit_of
from normalizers.text.unicode import fold

__all__ = ["as_said_by_work"]

_DAYS = re.compile(r"(?<!\d)\d{1,2}\s*[/.]\s*(\d{1,2})(?!\d)")
_MONTHS = re.compile(r"thang\s*(\d{1,2})|\d{1,2}\s*[/.]\s*(\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NAMED_SHARE = 0.5
"""Share of the entries of a cell that name someone, from which they are work of their own."""


def as_said_by_work(record: Record, *, who: bool) -> Iterator[Record]:
    """Yield a row as its work says it: parted at bullets, with whom and the day it names.

    Args:
        record: a row of a table.
        who: whether some column of the table says who acts; then the work's words do not.
    """
    action = record.fields.get("action")
    if action is None:
        yield record
        return
    entries = [] if who else bulleted(action.text)
    found = [named_behind(entry) for entry in entries]
    if len(entries) < 2 or sum(map(bool, found)) < _NAMED_SHARE * len(entries):
        yield _on_its_day(record, action)
        return
    for entry, name in zip(entries, found, strict=True):
        value = with_value_text(action, entry)
        fields = {**record.fields, "action": value}
        flags = record.flags
        if name:
            fields["owner"] = with_value_text(action, name)
            flags = (*flags, "owner_from_text")
        yield _on_its_day(replace(record, fields=fields, flags=flags), value)


def _on_its_day(record: Record, action: FieldValue) -> Record:
    """Take the day that the work names within the month or week of its row."""
    period = record.fields.get("deadline")
    if period is None or unit_of(period.text) not in (MONTH, WEEK):
        return record
    phrase = find_deadline(" ".join(action.text.split()))
    if phrase is None or ";" in phrase.text:
        return record
    months = {a or b for a, b in _MONTHS.findall(fold(period.text))}
    days = _DAYS.findall(phrase.text)
    if not days or not {int(m) for m in days} <= {int(m) for m in months}:
        return record
    year = _YEAR.search(period.text)
    plain = year is None or _YEAR.search(phrase.text) is not None
    text = phrase.text if plain or year is None else f"{phrase.text}/{year.group()}"
    fields = {**record.fields, "deadline": with_value_text(action, text)}
    return replace(record, fields=fields, flags=(*record.flags, "deadline_from_text"))
