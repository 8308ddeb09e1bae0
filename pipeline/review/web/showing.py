"""A document on the desk as JSON for the screen: all of it, or what changed since it was seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from pipeline.commands.explain import evidence, flags_about
from pipeline.edits.attention import Quality
from pipeline.edits.boxes import box_of
from pipeline.edits.events import SEEN_FIELDS, SEEN_HEADER, Event
from pipeline.edits.replay import CORRECTED
from pipeline.flags import sentence, to_check
from pipeline.model import Document, Item, PageText
from pipeline.review.alike import Offer, Target
from pipeline.review.looking import Row, View

RAW_OF: Final = {
    "owners": ("owner",),
    "people": ("owner", "person"),
    "start_date": ("start", "deadline"),
    "end_date": ("end", "deadline"),
    "deadline_kind": ("deadline",),
    "deadline": ("deadline", "start", "end"),
    "budget_vnd": ("budget",),
    "notes": ("notes", "support"),
    "action": ("action", "role"),
}
"""Fields of ``raw`` that a column was made of, where they are not called as the column is."""


def whole(view: View) -> dict[str, Any]:
    """Return everything the review screen needs of a document."""
    return {
        **_state(view),
        "document_id": view.document.document_id,
        "pages": [_page(page) for page in view.pages],
        "rows": [_row(row) for row in view.rows],
    }


def changed(view: View, said: Sequence[Event], seen: int) -> dict[str, Any]:
    """Return what changed since event ``seen``: rows touched, and the order of all rows."""
    touched = set(touched_since(said, seen))
    return {
        **_state(view),
        "rows": [_row(row) for row in view.rows if row.item.item_id in touched],
    }


def touched_since(said: Iterable[Event], seen: int) -> Iterator[str]:
    """Yield the ids of the rows that events after ``seen`` touched; "" stands for the header."""
    by_seq = {event.seq: event for event in said}
    for event in by_seq.values():
        if event.seq > seen:
            yield from _reached(event, by_seq)


def _reached(event: Event, by_seq: Mapping[int, Event]) -> Iterator[str]:
    """Yield what an event touches; an undo touches what it takes back."""
    yield from event.touches()
    if event.op == "undo" and event.undoes in by_seq:
        yield from _reached(by_seq[event.undoes], by_seq)


def _state(view: View) -> dict[str, Any]:
    return {
        "seq": view.seq,
        "can_undo": view.can_undo,
        "can_redo": view.can_redo,
        "order": [row.item.item_id for row in view.rows],
        "header": _header(view.document, view.header_state),
        "conflicts": [asdict(conflict) for conflict in view.conflicts],
    }


def _header(document: Document, state: str) -> dict[str, Any]:
    return {
        "state": state,
        "values": {name: _text(getattr(document, name)) for name in SEEN_HEADER},
        "flags": _flags(document.flags),
    }


def _page(page: PageText) -> dict[str, Any]:
    """Return a page with its size as displayed and how far it is turned to stand upright."""
    lies = page.rotation in (90, 270)
    return {
        "number": page.page,
        "width": page.height if lies else page.width,
        "height": page.width if lies else page.height,
        "rotation": page.rotation,
        "flags": _flags(page.flags),
    }


def _row(row: Row) -> dict[str, Any]:
    item, review = row.item, row.review
    raw: dict[str, Any] = json.loads(item.raw) if item.raw else {}
    fields = raw.get("fields", {})
    return {
        "id": item.item_id,
        "page": item.page,
        "box": box_of(item.bbox),
        "values": {name: _text(getattr(item, name)) for name in SEEN_FIELDS},
        "confidence": item.confidence,
        "flags": _flags(item.flags),
        "section": raw.get("section", ""),
        "fields": {name: shown for name in SEEN_FIELDS if (shown := _field(item, name, fields))},
        "state": review.state,
        "reasons": [reason for reason in review.reasons.split(";") if reason],
        "urgency": review.urgency,
        "corrected": [name for name in review.corrected.split(";") if name],
        "rejected": row.rejected,
        "merged_into": row.merged_into,
    }


def _field(item: Item, column: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Return what was read for a column: text, places, changes of repair, and why."""
    read = [fields[name] for name in RAW_OF.get(column, (column,)) if name in fields]
    why, notes = evidence(item, column), _notes(_told_of(flags_about(item, column)))
    if not read:
        return {"why": why, "notes": notes} if why or notes else {}
    return {
        "raw": "\n".join(value.get("raw", "") for value in read),
        "conf": min(value.get("conf", 1.0) for value in read),
        "parts": [
            [part["page"], part["bbox"]] for value in read for part in value.get("parts", ())
        ],
        "where": next((v["where"] for v in read if v.get("where")), ""),
        "changes": [change for value in read for change in value.get("changes", ())],
        "why": why,
        "notes": notes,
    }


def _told_of(flags: Iterable[str]) -> list[str]:
    """Leave out that people corrected the value: its edge and the history of the row tell it."""
    return [flag for flag in flags if flag.split(":", 1)[0] != CORRECTED]


def _notes(flags: Sequence[str]) -> list[dict[str, Any]]:
    asks = set(to_check(flags))
    return [{"name": f, "text": sentence(f) or f, "check": f in asks} for f in flags]


def _flags(flags: str) -> list[dict[str, Any]]:
    return _notes([flag for flag in flags.split(";") if flag])


def _text(value: object) -> str:
    return "" if value is None else str(value)


def offered(offers: Sequence[Offer], seq: int) -> list[dict[str, Any]]:
    """Return what one correction offers to mend elsewhere, for a list with boxes to tick."""
    return [
        {
            "kind": offer.kind,
            "field": offer.field,
            "wrong": offer.wrong,
            "right": offer.right,
            "number": number,
            "seq": seq,
            "targets": [_target(target) for target in offer.targets],
        }
        for number, offer in enumerate(offers)
    ]


def _target(target: Target) -> dict[str, Any]:
    item = target.item
    return {
        "id": item.item_id,
        "document_id": item.document_id,
        "source": item.source,
        "page": item.page,
        "action": item.action[:160],
        "before": {name: _text(value) for name, value in target.before.items()},
        "after": {name: _text(value) for name, value in target.after.items()},
    }


def measured(quality: Quality) -> dict[str, Any]:
    """Return the measured quality for a template or as JSON; shares in percent."""
    rate = quality.error_rate
    return {
        "looked_at": quality.looked_at,
        "wrong": quality.wrong,
        "waiting": quality.waiting,
        "confident": quality.confident,
        "rate": None if rate is None else round(100 * rate, 1),
        "low": round(100 * quality.low, 1),
        "high": round(100 * quality.high, 1),
    }
