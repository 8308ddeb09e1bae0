"""What the review screen asks and tells: pages, rows, what people say of them.

A writer sends ``seen``, the number of the last event its screen shows; what comes back is what
changed since, by whomever.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from pipeline.dataset import reviewing
from pipeline.edits.events import Event
from pipeline.review.looking import View
from pipeline.review.web.places import (
    DocumentId,
    PageNumber,
    Parts,
    State_,
    base_of,
    document_of,
    original_of,
)
from pipeline.review.web.receiving.inbox import KEY_DIGITS, Kept
from pipeline.review.web.showing import changed, offered, whole
from pipeline.running.page_wish import PageWish
from pipeline.running.wishes import keep_wish

router = APIRouter()

MOST_TEXT = 20_000  # characters of one field; the longest real cell had 6,000

Text = Annotated[str, Field(max_length=MOST_TEXT)]
ItemId = Annotated[str, Field(pattern="^[0-9a-f]{12}-[0-9]{1,9}$")]
Typed = Annotated[dict[str, Text], Field(max_length=40)]


class _Said(BaseModel):
    """What every change brings along."""

    model_config = ConfigDict(extra="forbid")
    seen: Annotated[int, Field(ge=0)] = 0


class Edit(_Said):
    """Fields as typed; without a row they are the header's."""

    item: ItemId | None = None
    typed: Typed


class Accept(_Said):
    """A row is right as seen; without a row the header is."""

    item: ItemId | None = None


class OneRow(_Said):
    """A row is meant."""

    item: ItemId


class Split(OneRow):
    """What the row keeps, and what differs in the one behind it."""

    first: Typed
    second: Typed


class Merge(_Said):
    """Rows that are one, in reading order."""

    items: Annotated[list[ItemId], Field(min_length=2, max_length=20)]


class NewRow(_Said):
    """A row that was missed: where it stands, what people typed of it."""

    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    box: Annotated[list[float], Field(min_length=4, max_length=4)] | None = None
    after: ItemId | None = None
    typed: Typed = Field(default_factory=dict)


class Mend(_Said):
    """Rows of an offer that people chose."""

    of: Annotated[int, Field(ge=1)]
    number: Annotated[int, Field(ge=0, le=50)]
    items: Annotated[list[ItemId], Field(min_length=1, max_length=500)]


class Batch(_Said):
    """A batch that is taken back."""

    batch: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]


class Wish(BaseModel):
    """How a page shall be read again."""

    model_config = ConfigDict(extra="forbid")
    turn: Literal[0, 90, 180, 270] | None = None
    engine: Literal["", "tesserocr", "pytesseract", "trueocr", "pair"] = ""
    picture: bool = False


@router.get("/documents/{document_id}/pages/{number}.jpg")
def give_picture(
    request: Request, state: State_, document_id: DocumentId, number: PageNumber
) -> Response:
    """Give the picture of a page, drawn from the original; the id names its bytes."""
    tag = f'"{document_id[:20]}-{number}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=86400"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    data = state.pictures.page(original_of(state, document_id), document_id, number)
    return Response(data, media_type="image/jpeg", headers=headers)


@router.get("/api/documents/{document_id}/pages/{number}")
def give_blocks(state: State_, document_id: DocumentId, number: PageNumber) -> dict[str, Any]:
    """Give the text and tables of a page that has no picture."""
    original = original_of(state, document_id)
    return {"blocks": state.pictures.blocks(original, document_id, number)}


@router.get("/api/documents/{document_id}")
def give_document(state: State_, document_id: DocumentId) -> dict[str, Any]:
    """Give a document with all its rows."""
    return whole(state.desk.view(document_id))


@router.get("/api/documents/{document_id}/since/{seen}")
def give_changes(state: State_, document_id: DocumentId, seen: int) -> dict[str, Any]:
    """Give what others changed; nothing but the number of the last event if nobody did."""
    with state.store.reading() as connection:
        said = reviewing.events_of(connection, document_id)
    if not said or said[-1].seq <= seen:
        return {"seq": seen}
    return changed(state.desk.view(document_id), said, seen)


@router.post("/api/documents/{document_id}/edit")
def edit(request: Request, state: State_, document_id: DocumentId, body: Edit) -> dict[str, Any]:
    """Set fields as typed."""
    who = request.state.session.who
    if body.item is None:
        view = state.desk.edit_header(document_id, body.typed, who, body.seen)
    else:
        view = state.desk.edit(_own(body.item, document_id), body.typed, who, body.seen)
    return since(state, view, body.seen)


@router.post("/api/documents/{document_id}/accept")
def accept(
    request: Request, state: State_, document_id: DocumentId, body: Accept
) -> dict[str, Any]:
    """Say that a row, or the header, is right."""
    who = request.state.session.who
    if body.item is None:
        view = state.desk.accept_header(document_id, who, body.seen)
    else:
        view = state.desk.accept(_own(body.item, document_id), who, body.seen)
    return since(state, view, body.seen)


@router.post("/api/documents/{document_id}/reject")
def reject(
    request: Request, state: State_, document_id: DocumentId, body: OneRow
) -> dict[str, Any]:
    """Say that a row is no item."""
    item = _own(body.item, document_id)
    view = state.desk.reject(item, request.state.session.who, body.seen)
    return since(state, view, body.seen)


@router.post("/api/documents/{document_id}/restore")
def restore(
    request: Request, state: State_, document_id: DocumentId, body: OneRow
) -> dict[str, Any]:
    """Take back that a row is no item."""
    rows = state.desk.view(document_id).rows
    out = next((row for row in rows if row.rejected and row.item.item_id == body.item), None)
    if out is None:
        raise HTTPException(404)
    who = request.state.session.who
    undo = Event(document_id, "undo", body.item, who=who, undoes=out.review.seq)
    return since(state, state.desk.say([undo], body.seen), body.seen)


@router.post("/api/documents/{document_id}/split")
def split(request: Request, state: State_, document_id: DocumentId, body: Split) -> dict[str, Any]:
    """Make two rows of one."""
    item, who = _own(body.item, document_id), request.state.session.who
    return since(state, state.desk.split(item, body.first, body.second, who, body.seen), body.seen)


@router.post("/api/documents/{document_id}/merge")
def merge(request: Request, state: State_, document_id: DocumentId, body: Merge) -> dict[str, Any]:
    """Make one row of several."""
    items = [_own(item, document_id) for item in body.items]
    return since(state, state.desk.merge(items, request.state.session.who, body.seen), body.seen)


@router.post("/api/documents/{document_id}/rows")
def add(request: Request, state: State_, document_id: DocumentId, body: NewRow) -> dict[str, Any]:
    """Add a row that was missed; what stands in its box is read."""
    who = request.state.session.who
    if body.box is None:
        view = state.desk.add(document_id, body.typed, who, page=body.page, after=body.after or "")
    else:
        from extractors.ocr.choose import engine_if_any  # 50 MB, only where people draw

        original, box = original_of(state, document_id), str([round(v, 1) for v in body.box])
        view = state.desk.add_drawn(document_id, body.page, box, who, engine_if_any(), original)
    return since(state, view, body.seen)


@router.post("/api/documents/{document_id}/pages/{number}/read")
def read_again(
    state: State_, document_id: DocumentId, number: PageNumber, body: Wish
) -> dict[str, Any]:
    """Read a page in another way, now and on every later run; what people said stays."""
    document, path = document_of(state.store, document_id), original_of(state, document_id)
    if number > document.pages:
        raise HTTPException(404, "error.original")
    base = base_of(state, path, document.source)
    if state.ingest.busy:
        raise HTTPException(409, "error.busy")
    wish = PageWish(engine=body.engine, force_ocr=body.picture, turn=body.turn)
    keep_wish(state.store, document_id, number, wish)
    state.ingest.start([Kept(document_id[:KEY_DIGITS], path)], base)
    return state.ingest.snapshot()


@router.post("/api/documents/{document_id}/{way}")
def take_back(
    request: Request,
    state: State_,
    document_id: DocumentId,
    way: Literal["undo", "redo"],
    body: _Said,
) -> dict[str, Any]:
    """Take back the last thing this person said of the document, or give it back."""
    act = state.desk.undo if way == "undo" else state.desk.redo
    return since(state, act(document_id, request.state.session.who), body.seen)


@router.get("/api/documents/{document_id}/offers/{seq}")
def give_offers(state: State_, document_id: DocumentId, seq: int) -> dict[str, Any]:
    """Give where else the mistake stands that an edit corrected."""
    return {"offers": offered(state.desk.offers(document_id, seq), seq)}


@router.post("/api/documents/{document_id}/offers/take")
def take_offer(
    request: Request, state: State_, document_id: DocumentId, body: Mend
) -> dict[str, Any]:
    """Mend the rows of an offer that people chose."""
    offers = state.desk.offers(document_id, body.of)
    if body.number >= len(offers):
        raise HTTPException(409, "error.offer_gone")
    batch = state.desk.mend(offers[body.number], body.items, request.state.session.who)
    return {**since(state, state.desk.view(document_id), body.seen), "batch": batch}


@router.post("/api/documents/{document_id}/offers/undo")
def undo_offer(
    request: Request, state: State_, document_id: DocumentId, body: Batch
) -> dict[str, Any]:
    """Take back a whole batch."""
    count = state.desk.undo_batch(body.batch, request.state.session.who)
    return {**since(state, state.desk.view(document_id), body.seen), "count": count}


@router.get("/api/documents/{document_id}/history/{item}")
def give_history(state: State_, document_id: DocumentId, item: str) -> dict[str, Any]:
    """Give what was said of a row, newest first; of the header for "header"."""
    wanted = "" if item == "header" else item
    said = state.desk.history(document_id)
    about = [event for event in said if wanted in event.touches()]
    return {"events": [_told(event) for event in reversed(about)]}


def _told(event: Event) -> dict[str, Any]:
    plain = event.after.get("row", event.after)
    return {
        "seq": event.seq,
        "at": event.at,
        "who": event.who,
        "op": event.op,
        "before": {k: "" if v is None else str(v) for k, v in event.before.items()},
        "after": {k: "" if v is None else str(v) for k, v in plain.items()},
        "undoes": event.undoes,
    }


def _own(item: str, document_id: str) -> str:
    """Return the row's id if it can be one of the document's.

    Raises:
        HTTPException: it belongs to another document (404).
    """
    if not item.startswith(document_id[:12]):
        raise HTTPException(404)
    return item


def since(state: Parts, view: View, seen: int) -> dict[str, Any]:
    """Return what changed in a document since an event, by whomever."""
    with state.store.reading() as connection:
        said = reviewing.events_of(connection, view.document.document_id)
    return changed(view, said, seen)
