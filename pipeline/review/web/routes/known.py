"""Mistakes reviewers have corrected before: offered in a new document, given to other offices."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from pipeline.errors import UsageError
from pipeline.review.alike import Offer
from pipeline.review.corrections import (
    CORRECTIONS_FILE,
    corrections_of,
    known,
    parsed,
    take_in,
    told,
)
from pipeline.review.web.places import DocumentId, Parts, State_
from pipeline.review.web.routes.review import ItemId, Text, since
from pipeline.review.web.showing import offered

router = APIRouter()


class Known(BaseModel):
    """Rows of a known mistake that people chose."""

    model_config = ConfigDict(extra="forbid")
    seen: Annotated[int, Field(ge=0)] = 0
    field: Annotated[str, Field(max_length=40)]
    wrong: Text
    right: Text
    items: Annotated[list[ItemId], Field(min_length=1, max_length=500)]


@router.get("/api/documents/{document_id}/known")
def give_known(state: State_, document_id: DocumentId) -> dict[str, Any]:
    """Give words of a document that people have corrected elsewhere."""
    return {"offers": offered(_offers(state, document_id), 0)}


@router.post("/api/documents/{document_id}/known/take")
def take_known(
    request: Request, state: State_, document_id: DocumentId, body: Known
) -> dict[str, Any]:
    """Mend the rows of a known mistake that people chose."""
    wanted = (body.field, body.wrong, body.right)
    here = (o for o in _offers(state, document_id) if (o.field, o.wrong, o.right) == wanted)
    offer = next(here, None)
    if offer is None:
        raise HTTPException(409, "error.offer_gone")
    batch = state.desk.mend(offer, body.items, request.state.session.who)
    return {**since(state, state.desk.view(document_id), body.seen), "batch": batch}


def _offers(state: Parts, document_id: str) -> list[Offer]:
    return state.desk.known_mistakes(document_id, known(state.store, state.settings.out).words)


@router.get(f"/exports/{CORRECTIONS_FILE}")
def give_corrections(state: State_) -> Response:
    """Give what reviewers here taught, as a file for another office."""
    text = told(corrections_of(state.store))
    named = {"Content-Disposition": f'attachment; filename="{CORRECTIONS_FILE}"'}
    return Response(text, media_type="text/tab-separated-values; charset=utf-8", headers=named)


@router.post("/api/corrections")
async def take_corrections(request: Request, state: State_) -> dict[str, int]:
    """Take in a file of another office; where the two differ on a role, one's own stays."""
    text = (await request.body()).decode("utf-8-sig", "replace")
    try:
        both = await run_in_threadpool(take_in, parsed(text), state.settings.out)
    except UsageError as error:
        raise HTTPException(422, "error.corrections") from error
    return {"roles": len(both.roles), "words": len(both.words)}
