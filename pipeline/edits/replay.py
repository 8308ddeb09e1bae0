"""Lay what people said over what the program read: a fold of events over rows.

What each operation means:

* ``edit``: the fields of ``after`` take its values.
* ``accept``: the row is right as seen; ``after`` are the values confirmed.
* ``reject``: the row is no item; it is left out.
* ``add``: a row the program missed; it stands behind the row ``after["after"]`` ("" first).
* ``split``: the row keeps ``after["row"]``, a new row ``after["new"]`` stands behind it.
* ``merge``: the row takes ``after["row"]``, the rows ``after["absorbed"]`` are left out.
* ``header``, ``accept_header``: the same as edit and accept for the document's own fields.

A value a person set always counts. Where the program has since read something else under it, or
lost the row, that is a conflict for people to settle, never a reason to drop the edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pipeline.edits.events import Event, Values, in_force
from pipeline.model import Document, Item

RowState = Literal["", "edited", "accepted", "added", "rejected"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where a person's word and a later reading differ.

    Attributes:
        seq: the event.
        item_id: the row; "" for the header.
        field: the column; "" if it is about the row as a whole.
        kind: ``changed`` (the program now reads another value under the edit) or ``row_gone``
            (the program no longer gives the row; it is kept because somebody touched it).
        machine: what the program reads now.
        human: what the person said.
    """

    seq: int
    item_id: str
    field: str
    kind: Literal["changed", "row_gone"]
    machine: str = ""
    human: str = ""


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """A row that counts, and what people made of it.

    ``read`` is the row as the program read it; None for a row people added.
    """

    item: Item
    read: Item | None = None
    state: RowState = ""
    seq: int = 0
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """A document as it counts: header, rows in reading order, rows left out, conflicts."""

    document: Document
    rows: tuple[ReviewedRow, ...]
    rejected: tuple[ReviewedRow, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    header_state: RowState = ""
    header_seq: int = 0


@dataclass(slots=True)
class _Fold:
    """The state while events are applied; lives only inside ``replay``."""

    document: Document
    rows: dict[str, ReviewedRow]
    order: list[str]
    gone: frozenset[str]
    conflicts: list[Conflict] = field(default_factory=list)
    header_state: RowState = ""
    header_seq: int = 0
    header_corrected: tuple[str, ...] = ()


def replay(
    document: Document,
    items: Sequence[Item],
    events: Iterable[Event],
    gone: Iterable[Item] = (),
) -> Replayed:
    """Return the document as it counts.

    Args:
        document: header as the program read it.
        items: rows as the program read them, in reading order.
        events: everything people said of this document.
        gone: rows an earlier reading gave and this one does not; those nobody touched are dropped.
    """
    counting = in_force(events)
    touched = {item_id for event in counting for item_id in event.touches()}
    kept = [item for item in gone if item.item_id in touched]
    rows = {item.item_id: ReviewedRow(item, item) for item in (*items, *kept)}
    order = _in_place([item.item_id for item in items], items, kept)
    fold = _Fold(document, rows, order, frozenset(item.item_id for item in kept))
    for event in counting:
        _apply(fold, event)
    fold.conflicts += _gone_conflicts(fold, counting)
    shown = [fold.rows[item_id] for item_id in fold.order]
    return Replayed(
        _finished_header(fold),
        tuple(_finished(row) for row in shown if row.state != "rejected"),
        tuple(row for row in shown if row.state == "rejected"),
        tuple(fold.conflicts),
        fold.header_state,
        fold.header_seq,
    )


def _in_place(order: list[str], items: Sequence[Item], kept: Sequence[Item]) -> list[str]:
    """Put each row that is gone behind the last row that stood above it."""
    places = {item.item_id: (item.page, item.row) for item in (*items, *kept)}
    for item in kept:
        before = [i for i, other in enumerate(order) if places[other] <= places[item.item_id]]
        order.insert(before[-1] + 1 if before else 0, item.item_id)
    return order


def _apply(fold: _Fold, event: Event) -> None:
    match event.op:
        case "header" | "accept_header":
            _apply_header(fold, event)
        case "add":
            _insert(fold, event, event.after, str(event.after.get("after", "")))
        case _ if event.item_id not in fold.rows:
            text = _told(event.after)
            fold.conflicts.append(Conflict(event.seq, event.item_id, "", "row_gone", human=text))
        case "edit":
            _patch(fold, event, event.after, "edited")
        case "accept":
            _patch(fold, event, event.after, "accepted")
        case "reject":
            _mark(fold, event.item_id, event, "rejected")
        case "split":
            _patch(fold, event, event.after["row"], "edited")
            _insert(fold, event, event.after["new"], event.item_id)
        case "merge":
            _patch(fold, event, event.after["row"], "edited")
            for absorbed in event.after["absorbed"]:
                if absorbed in fold.rows:
                    _mark(fold, absorbed, event, "rejected")


def _told(patch: Values) -> str:
    return "; ".join(f"{name}: {value}" for name, value in patch.items() if value not in ("", None))


def _mark(fold: _Fold, item_id: str, event: Event, state: RowState) -> None:
    fold.rows[item_id] = replace(fold.rows[item_id], state=state, seq=event.seq)


def _patch(fold: _Fold, event: Event, patch: Values, state: RowState) -> None:
    row = fold.rows[event.item_id]
    changed = _differing(row.item, patch)
    _settle(fold, event, patch if state == "edited" else None)
    for name in changed:
        _note_conflict(fold, event, name, getattr(row.item, name), patch[name])
    kept_state = "added" if row.state == "added" and state == "edited" else state
    fold.rows[event.item_id] = ReviewedRow(
        replace(row.item, **{name: patch[name] for name in changed}),
        row.read,
        kept_state,
        event.seq,
        tuple(dict.fromkeys((*row.corrected, *changed))),
    )


def _settle(fold: _Fold, event: Event, names: Values | None) -> None:
    """Drop older conflicts about what the event speaks of: a person has seen them and decided."""
    fold.conflicts = [
        c
        for c in fold.conflicts
        if c.item_id != event.item_id or not (names is None or c.field in names)
    ]


def _note_conflict(fold: _Fold, event: Event, name: str, now: object, human: object) -> None:
    """Note that the program now reads another value than the person saw."""
    if name in event.before and event.before[name] != now:
        fold.conflicts.append(
            Conflict(event.seq, event.item_id, name, "changed", _text(now), _text(human))
        )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _differing(row: Item | Document, patch: Values) -> list[str]:
    return [name for name, value in patch.items() if getattr(row, name) != value]


def _insert(fold: _Fold, event: Event, values: Values, behind: str) -> None:
    """Add a row behind another one; if that is not there, behind the last row of its page."""
    named: Mapping[str, Any] = {k: v for k, v in values.items() if k != "after"}
    item = Item(**{**_BLANK, **_of(fold.document), **named})
    where = fold.order.index(behind) + 1 if behind in fold.order else _place(fold, item, behind)
    fold.order.insert(where, item.item_id)
    fold.rows[item.item_id] = ReviewedRow(item, None, "added", event.seq)


_BLANK: Mapping[str, Any] = {"page": 1, "row": 0, "kind": "task", "raw": '{"fields": {}}'}


def _of(document: Document) -> dict[str, str]:
    return {"document_id": document.document_id, "source": document.source}


def _place(fold: _Fold, item: Item, behind: str) -> int:
    if not behind and item.page <= 1:
        return 0
    before = [i for i, other in enumerate(fold.order) if fold.rows[other].item.page <= item.page]
    return before[-1] + 1 if before else 0


def _apply_header(fold: _Fold, event: Event) -> None:
    changed = _differing(fold.document, event.after)
    _settle(fold, event, event.after if event.op == "header" else None)
    for name in changed:
        _note_conflict(fold, event, name, getattr(fold.document, name), event.after[name])
    fold.document = replace(fold.document, **{name: event.after[name] for name in changed})
    fold.header_state = "accepted" if event.op == "accept_header" else "edited"
    fold.header_seq = event.seq
    said = changed if event.op == "header" else ()
    fold.header_corrected = tuple(dict.fromkeys((*fold.header_corrected, *said)))


def _gone_conflicts(fold: _Fold, events: Sequence[Event]) -> list[Conflict]:
    last = {item_id: event.seq for event in events for item_id in event.touches()}
    return [
        Conflict(last[item_id], item_id, "", "row_gone", human=fold.rows[item_id].item.action)
        for item_id in fold.order
        if item_id in fold.gone and fold.rows[item_id].state not in ("accepted", "rejected")
    ]


REVIEWED = "reviewed"
"""Flag of a row or header that a person confirmed; its doubts are settled and leave."""

CORRECTED = "corrected"
"""Flag ``corrected:<column>`` of a value a person set."""


def _finished(row: ReviewedRow) -> ReviewedRow:
    """Return the row with flags and confidence as people left it."""
    if row.state == "":
        return row
    corrected = [f"{CORRECTED}:{name}" for name in row.corrected]
    if row.state == "accepted":
        flags, confidence = [REVIEWED, *corrected], 1.0
    else:
        flags, confidence = [*filter(None, row.item.flags.split(";")), *corrected], None
    item = replace(row.item, flags=";".join(dict.fromkeys(flags)))
    return replace(row, item=item if confidence is None else replace(item, confidence=confidence))


def _finished_header(fold: _Fold) -> Document:
    if not fold.header_state:
        return fold.document
    kept = [flag for flag in fold.document.flags.split(";") if flag]
    if fold.header_state == "accepted":
        kept = [REVIEWED, *(flag for flag in kept if not about_header(flag))]
    said = [f"{CORRECTED}:{name}" for name in fold.header_corrected]
    return replace(fold.document, flags=";".join(dict.fromkeys((*kept, *said))))


def about_header(flag: str) -> bool:
    """Say whether a document's flag is about a field of its header, not about pages or tables."""
    return flag.split("_")[0].split(":")[0] in _HEADER_WORDS


_HEADER_WORDS = frozenset(
    ("number", "date", "issued", "school", "authority", "title", "signer", "kind", "year", "place")
)
