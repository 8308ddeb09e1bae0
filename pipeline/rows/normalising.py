"""Records (named fields as written) to Items (values that can be filtered, joined, counted).

Nothing is invented: a value that cannot be read stays empty, its text stays in the row, and a
flag says why.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from extractors.types import BBox, Change, FieldValue, Record
from normalizers.criteria import (
    CriteriaValue,
    evidence_criteria,
    normalise_sequence,
    parse_criteria,
    parse_level,
    parse_standard,
    title_to_code,
)
from normalizers.deadlines import (
    Calendar,
    DocumentTime,
    InferredTime,
    RowTime,
    infer_times,
)
from normalizers.money import parse_money
from normalizers.owners import OwnersValue, Synonyms, parse_owners
from normalizers.school_year import SchoolYear
from normalizers.text.lines import one_line, unwrap
from normalizers.text.unicode import tone_placement
from pipeline.model import ITEM_KINDS, Item, ItemKind, joined
from pipeline.rows.confidence import evidence_of, row_confidence
from pipeline.rows.old_rules import with_older_standards
from pipeline.rows.prose_values import Told, told_in_prose

LOW_CONFIDENCE = 0.6
"""Below this a row is flagged for people to look at."""

_TITLE = 12
"""Letters a title must have before it can stand for a code."""

_DASH = re.compile(r"^[ \t]*[~=][ \t]+(?=\S)", re.MULTILINE)
_SPECK_AT_START = re.compile(
    r"^\s*(?:(?:[^\w\s(\[\"“‘'+•●○▪■\-–—]|[_\u02b0-\u02ff]){1,3}\s+)+(?=\S)"
)
_SPECK_AT_END = re.compile(r"(?:\s+(?:[^\w\s%]|_){1,2})+$")
_LEVELS = re.compile(r"^[1-4](;[1-4])*$")
_MATTER = frozenset(("criteria", "owner", "person", "deadline", "start", "end"))
"""Fields in which one letter is another value; in the text of the work it seldom is."""

_ACTION_FIELDS = ("action", "evidence", "role", "content")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document as a whole tells about the reading of its rows."""

    document_id: str
    source: str
    framework: str = ""
    school_year: SchoolYear | None = None
    week_one: date | None = None
    synonyms: Synonyms | None = None
    time: DocumentTime | None = None

    def times(self, rows: Sequence[RowTime]) -> tuple[InferredTime, ...]:
        """Return the days of all rows together, by this document's calendar."""
        time = self.time or DocumentTime(school_year=self.school_year)
        return infer_times(rows, time, Calendar(self.school_year, self.week_one))


def items_of(records: Sequence[Record], setting: Setting) -> tuple[Item, ...]:
    """Return one item per record, in order, with ids that are stable for the same document."""
    criteria = criteria_of(records, setting)
    times = times_of(records, setting)
    return tuple(
        item_of(record, setting, index, codes, time)
        for index, (record, codes, time) in enumerate(
            zip(records, criteria, times, strict=True), start=1
        )
    )


@dataclass(frozen=True, slots=True)
class RowTimes:
    """When the task of a row is due, and when it is reported."""

    due: InferredTime
    report: InferredTime


def times_of(records: Sequence[Record], setting: Setting) -> list[RowTimes]:
    """Return the times of all records, missing years inferred over the whole document."""
    runs = _runs(records)
    due = [_row_time(record, run) for record, run in zip(records, runs, strict=True)]
    reports = [
        RowTime(_report_text(record), run=-run) for record, run in zip(records, runs, strict=True)
    ]
    found = setting.times([*due, *reports])
    return [RowTimes(a, b) for a, b in zip(found[: len(due)], found[len(due) :], strict=True)]


def _runs(records: Sequence[Record]) -> list[int]:
    """Number the tables and lists that records stand in: rows count up within one."""
    runs: list[int] = []
    for i, record in enumerate(records):
        before = records[i - 1] if i else record
        same = before.kind == record.kind and before.row <= record.row
        same = same and ("from_prose" in before.flags) == ("from_prose" in record.flags)
        runs.append(runs[-1] + (not same) if runs else 1)
    return runs


def _row_time(record: Record, run: int) -> RowTime:
    return RowTime(
        one_line(_text(record, "deadline")),
        one_line(_text(record, "start")),
        one_line(_text(record, "end")),
        record.section,
        run,
        record.limit,
    )


def criteria_of(records: Sequence[Record], setting: Setting) -> list[CriteriaValue]:
    """Return the criteria of each record; the numbering of a table mends what its cells leave open.

    Rows of the same kind that follow each other are one run of numbers.
    """
    values: list[CriteriaValue] = []
    previous: list[str] = []
    for record in records:
        value = _criteria(record, setting, tuple(previous))
        previous.extend(value.codes)
        values.append(value)
    values = with_older_standards(records, _lost_codes(records, values))
    out: list[CriteriaValue] = []
    for _, group in groupby(range(len(records)), key=lambda i: records[i].kind):
        out += normalise_sequence([values[i] for i in group])
    return out


def _lost_codes(records: Sequence[Record], values: Sequence[CriteriaValue]) -> list[CriteriaValue]:
    """Flag rows of a jumbled reading that lost their code, so that the numbering may mend it."""
    return [
        replace(value, flags=(*value.flags, "criteria_unparsed"))
        if "uncertain_rows" in record.flags and not value.codes and not value.standard
        else value
        for record, value in zip(records, values, strict=True)
    ]


def item_of(
    record: Record,
    setting: Setting,
    index: int,
    criteria: CriteriaValue | None = None,
    times: RowTimes | None = None,
) -> Item:
    """Return the item of one record; ``index`` counts the records of the document from 1.

    ``criteria`` and ``times`` are what ``criteria_of`` and ``times_of`` found for it; None reads
    the record by itself.
    """
    criteria = criteria or _criteria(record, setting, ())
    times = times or times_of((record,), setting)[0]
    deadline, report = times.due.value, times.report.value
    owners, owner_text = _owners(record, setting.synonyms)
    told = told_in_prose(record)
    criteria = _with_codes(criteria, told, setting)
    money = parse_money(_text(record, "budget") or told.money)
    action_field = _action_field(record)
    flags = (
        *record.flags,
        *told.flags,
        *criteria.flags,
        *deadline.flags,
        *owners.flags,
        *money.flags,
        *(f"report_{flag}" for flag in report.flags),
        *(("readers_differ",) if _disputed(record) else ()),
    )
    confidence = _confidence(record, flags)
    return Item(
        item_id=f"{setting.document_id[:12]}-{index:04d}",
        document_id=setting.document_id,
        source=setting.source,
        page=record.page,
        row=record.row,
        kind=_kind(record.kind),
        level=_level(record, criteria),
        standard=_standard(record, criteria),
        criteria=";".join(criteria.codes),
        criterion_text=_criterion_text(record, criteria),
        content=_text(record, "content") if action_field != "content" else "",
        action=_text(record, action_field),
        owner=owner_text,
        owners=joined(owners.owners),
        people=joined((*_people(record), *owners.people, *told.people)),
        supervisor=one_line(_text(record, "supervisor")),
        deadline=_row_time(record, 0).text,
        start_date=deadline.start.isoformat() if deadline.start else "",
        end_date=deadline.end.isoformat() if deadline.end else "",
        deadline_kind=deadline.kind,
        report_deadline=_report_text(record),
        budget=one_line(_text(record, "budget") or told.money),
        budget_vnd=money.vnd,
        notes=_notes(record, owners),
        confidence=confidence,
        flags=joined(
            (
                *flags,
                *(("low_confidence",) if confidence < LOW_CONFIDENCE else ()),
                *(("unmapped_columns",) if record.unmapped else ()),
            )
        ),
        raw=raw_json(record, [reason.sentence for reason in times.due.reasons]),
        bbox=box_json(record.bbox),
    )


def _disputed(record: Record) -> bool:
    """Say whether two readers differ in a field that says who does what by when."""
    return any(value.disputed for name, value in record.fields.items() if name in _MATTER)


def _confidence(record: Record, flags: Sequence[str]) -> float:
    """Return how likely the row is right."""
    return row_confidence(evidence_of(record.fields, record.confidence, flags))


def _kind(kind: str) -> ItemKind:
    return kind if kind in ITEM_KINDS else "task"  # type: ignore[return-value]


def _text(record: Record, name: str) -> str:
    value = record.fields.get(name)
    if value is None:
        return ""
    if value.conf >= 1.0:
        return unwrap(value.text)
    # Dirt on a scan is read as a sign that stands by itself before the first word or after the
    # last one; a dash before an item as a tilde.
    text = _SPECK_AT_START.sub("", _DASH.sub("- ", value.text))
    return _SPECK_AT_END.sub("", unwrap(text))


def _criteria(record: Record, setting: Setting, previous: tuple[str, ...]) -> CriteriaValue:
    value = parse_criteria(
        one_line(_text(record, "criteria")),
        framework=setting.framework or None,
        standard_hint=_text(record, "standard") or record.standard,
        previous=previous,
        level=record.level,
    )
    if value.codes and "criterion_not_in_framework" not in value.flags:
        return value
    found = _by_title(value, _text(record, "criterion_text") or value.title, setting)
    return found if found.codes else _by_evidence_code(found, record, setting)


def _by_evidence_code(value: CriteriaValue, record: Record, setting: Setting) -> CriteriaValue:
    """Take the criterion that the code of an evidence bears ("H1-1.1-01") where nothing else says.

    Evidence that serves several criteria bears the code of the first.
    """
    codes = evidence_criteria(one_line(_text(record, "evidence_code")), setting.framework)
    if not codes or value.standard not in ("", codes[0].split(".")[0]):
        return value
    flags = tuple(flag for flag in value.flags if not flag.startswith("criteri"))
    return replace(
        value,
        codes=codes,
        standard=codes[0].split(".")[0],
        flags=(*flags, "criterion_from_evidence_code"),
    )


def _with_codes(criteria: CriteriaValue, told: Told, setting: Setting) -> CriteriaValue:
    """Give a task the criteria its sentence names where it has no cell for them."""
    if criteria.codes or not told.codes:
        return criteria
    return parse_criteria(", ".join(told.codes), framework=setting.framework or None)


def _by_title(value: CriteriaValue, title: str, setting: Setting) -> CriteriaValue:
    """Take the code of an official title where the cell's own code is missing or impossible."""
    found = title_to_code(one_line(title), setting.framework) if len(title) >= _TITLE else ""
    if "." not in found:
        return value
    flags = tuple(flag for flag in value.flags if not flag.startswith("criteri"))
    return replace(
        value,
        codes=(found,),
        standard=found.split(".")[0],
        flags=(*flags, "criterion_from_title"),
    )


def _level(record: Record, criteria: CriteriaValue) -> str:
    context = record.level if _LEVELS.match(record.level) else parse_level(record.level)
    return criteria.level or parse_level(_text(record, "level")) or context


def _standard(record: Record, criteria: CriteriaValue) -> str:
    if criteria.standard:
        return criteria.standard
    written = one_line(_text(record, "standard"))
    return parse_standard(written) or parse_standard(record.standard)


def _criterion_text(record: Record, criteria: CriteriaValue) -> str:
    return _text(record, "criterion_text") or criteria.title


def _action_field(record: Record) -> str:
    return next((name for name in _ACTION_FIELDS if _text(record, name)), "action")


def _owners(record: Record, synonyms: Synonyms | None) -> tuple[OwnersValue, str]:
    lead, support = _text(record, "owner"), _text(record, "support")
    text = lead or (_text(record, "position") if record.kind == "assignment" else "")
    value = parse_owners(text, synonyms=synonyms, misread=_misread(record, "owner", "position"))
    if not support:
        return value, value.lead_text or one_line(text)
    helpers = parse_owners(support, synonyms=synonyms, misread=_misread(record, "support"))
    merged = OwnersValue(
        owners=tuple(dict.fromkeys(value.owners + helpers.owners)),
        lead=value.lead or value.owners,
        support=tuple(dict.fromkeys(value.support + helpers.owners)),
        people=tuple(dict.fromkeys(value.people + helpers.people)),
        flags=tuple(dict.fromkeys(value.flags + helpers.flags)),
        support_text="; ".join(filter(None, (value.support_text, one_line(support)))),
    )
    return merged, value.lead_text or one_line(text)


def _misread(record: Record, *names: str) -> bool:
    """Say whether an engine or a repair had its hand in one of the fields."""
    values = (record.fields[name] for name in names if name in record.fields)
    return any(value.conf < 1.0 or any(c.applied for c in value.changes) for value in values)


def _people(record: Record) -> tuple[str, ...]:
    name = tone_placement(one_line(_text(record, "person")))
    return (name,) if name else ()


def _report_text(record: Record) -> str:
    return one_line(_text(record, "report_deadline"))


def _notes(record: Record, owners: OwnersValue) -> str:
    helpers = f"Phối hợp: {owners.support_text}" if owners.support_text else ""
    parts = [_text(record, "notes"), _text(record, "conditions"), helpers]
    return "\n".join(part for part in parts if part)


def box_json(box: BBox | None) -> str:
    """Return the box as a JSON list rounded to tenths of a point; "" for None."""
    return json.dumps([round(v, 1) for v in box]) if box else ""


def raw_json(record: Record, why_year: Sequence[str] = ()) -> str:
    """Return the row as read: every field with page, box, confidence and repairs.

    ``why_year`` says in sentences what the year of the deadline was inferred from.
    """
    return json.dumps(
        {
            "fields": {name: provenance(value) for name, value in record.fields.items()},
            "unmapped": [{"title": title, **provenance(value)} for title, value in record.unmapped],
            "cells": list(record.raw_cells),
            "section": record.section,
            "table": record.confidence,
            **({"why": {"deadline": list(why_year)}} if why_year else {}),
        },
        ensure_ascii=False,
    )


def provenance(value: FieldValue) -> dict[str, object]:
    """Return a field as read, for the column ``raw``: text, places, confidence, repairs, why."""
    parts = value.parts or ((value.page, value.bbox),)
    return {
        "raw": value.raw,
        "text": value.text,
        "conf": round(value.conf, 3),
        "parts": [
            {"page": page, "bbox": [round(v, 1) for v in box] if box else None}
            for page, box in parts
        ],
        "changes": [_change(change) for change in value.changes],
        **({"why": list(value.why)} if value.why else {}),
        **({"cell": value.where} if value.where else {}),
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "start": change.start,
        "end": change.end,
        "from": change.original,
        "to": change.replacement,
        "p": round(change.probability, 4),
        "applied": change.applied,
    }
