"""Events: what a person said of a row or of a document's header, in the order it was said.

An event is never changed or deleted; undo is an event that names another. ``before`` and ``after``
are patches (field to value), so that what was seen, and what was said instead, stay on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from pipeline.model import DOCUMENT_COLUMNS, ITEM_COLUMNS

Op: TypeAlias = Literal[
    "edit", "accept", "reject", "add", "split", "merge", "header", "accept_header", "undo"
]
OPS: tuple[str, ...] = get_args(Op)

Values: TypeAlias = Mapping[str, Any]
"""Field to value, as in the dataset's columns."""

KEPT_FIELDS = frozenset(("item_id", "document_id", "source"))
"""Columns nobody edits: they say which row it is and where it comes from."""

ITEM_FIELDS = frozenset(ITEM_COLUMNS) - KEPT_FIELDS
HEADER_FIELDS = frozenset(DOCUMENT_COLUMNS) - KEPT_FIELDS - {"status", "error", "pages", "read_by"}

SEEN_FIELDS = (
    "kind",
    "level",
    "standard",
    "criteria",
    "criterion_text",
    "content",
    "action",
    "owner",
    "owners",
    "people",
    "supervisor",
    "deadline",
    "start_date",
    "end_date",
    "deadline_kind",
    "report_deadline",
    "budget",
    "budget_vnd",
    "notes",
)
"""What a person confirms who accepts a row."""

SEEN_HEADER = (
    "kind",
    "title",
    "number",
    "issued_place",
    "issued_date",
    "school",
    "authority",
    "district",
    "province",
    "school_level",
    "school_year",
    "framework",
    "signer",
)
"""What a person confirms who accepts a document's header."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a person said.

    Attributes:
        document_id: the document it is about.
        op: what was done; see ``pipeline.edits.replay`` for what each means.
        item_id: the row; "" for the header and for undo of the header.
        before: the values the person saw.
        after: the values said instead. ``add``: the new row; ``split``: ``{"row": patch, "new":
            values}``; ``merge``: ``{"row": patch, "absorbed": [item_id, ...]}``.
        who: name of the person, as they gave it.
        at: time in UTC, ISO 8601.
        batch: same for all events of one "mend everywhere"; "" for a single one.
        undoes: ``seq`` of the event that an undo takes back.
        seq: place in the order of all events; 0 before it is written.
    """

    document_id: str
    op: Op
    item_id: str = ""
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)
    who: str = ""
    at: str = ""
    batch: str = ""
    undoes: int = 0
    seq: int = 0

    def touches(self) -> tuple[str, ...]:
        """Return the ids of all rows the event changes; "" stands for the header."""
        absorbed = self.after.get("absorbed", ()) if self.op == "merge" else ()
        new = self.after["new"].get("item_id", "") if self.op == "split" else ""
        return (self.item_id, *absorbed, *((new,) if new else ()))


class BadEventError(ValueError):
    """An event names an operation or a field that does not exist."""


def checked(event: Event) -> Event:
    """Return the event if it can be applied.

    Raises:
        BadEventError: unknown operation, field, or a missing row.
    """
    if event.op not in OPS:
        raise BadEventError(f"no such operation: {event.op}")
    if event.op == "undo":
        if event.undoes <= 0:
            raise BadEventError("undo names no event")
        return event
    on_header = event.op in ("header", "accept_header")
    if on_header == bool(event.item_id):
        raise BadEventError(f"{event.op} and item {event.item_id!r} do not go together")
    for patch, allowed in _patches(event, on_header):
        if unknown := sorted(set(patch) - allowed):
            raise BadEventError(f"no such field: {', '.join(unknown)}")
    return event


def _patches(event: Event, on_header: bool) -> list[tuple[Values, frozenset[str]]]:
    if on_header:
        return [(event.after, HEADER_FIELDS)]
    whole = ITEM_FIELDS | {"item_id"}
    match event.op:
        case "add":
            return [(event.after, whole | {"after"})]
        case "split":
            return [(event.after["row"], ITEM_FIELDS), (event.after["new"], whole)]
        case "merge":
            return [(event.after["row"], ITEM_FIELDS)]
        case _:
            return [(event.after, ITEM_FIELDS)]


def in_force(events: Iterable[Event]) -> list[Event]:
    """Return the events that count, in order: what was undone is left out, and undo itself.

    An undo may itself be undone (redo).
    """
    ordered = sorted(events, key=lambda event: event.seq)
    undone: set[int] = set()
    for event in reversed(ordered):
        if event.op == "undo" and event.seq not in undone:
            undone.add(event.undoes)
    return [event for event in ordered if event.op != "undo" and event.seq not in undone]


def undoable(events: Sequence[Event], who: str | None = None) -> Event | None:
    """Return the last event in force (of one person), which undo would take back; None if none."""
    counting = [event for event in in_force(events) if who is None or event.who == who]
    return counting[-1] if counting else None


def redoable(events: Sequence[Event], who: str | None = None) -> Event | None:
    """Return the undo that redo would take back: the last one with nothing said after it.

    None if something was said since the last undo, or nothing was undone.
    """
    ordered = sorted(events, key=lambda event: event.seq)
    if who is not None:
        ordered = [event for event in ordered if event.who == who]
    taken_back = {event.undoes for event in ordered if event.op == "undo"}
    by_seq = {event.seq: event for event in ordered}
    for event in reversed(ordered):
        if event.op != "undo":
            return None
        redo = event.undoes in by_seq and by_seq[event.undoes].op == "undo"
        if not redo and event.seq not in taken_back:
            return event
    return None
