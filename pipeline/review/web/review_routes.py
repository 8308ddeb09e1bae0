"""What the review screen asks and tells: pages, rows, events."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from pipeline.review.web.places import DocumentId, PageNumber, State_, original_of

router = APIRouter()


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
    return {"blocks": state.pictures.blocks(original_of(state, document_id), number)}
