"""Files in and out: uploads, the run that reads them, exports."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from pipeline.review.web.places import Parts, State_, document_ids
from pipeline.review.web.receiving.inbox import Kept
from pipeline.review.web.receiving.ingest import write_exports

router = APIRouter()

EXPORTS: Final = {
    "items.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "items.csv": "text/csv; charset=utf-8",
    "documents.csv": "text/csv; charset=utf-8",
}
"""What can be fetched: name of the file in the output folder, and its type."""


@router.post("/api/uploads")
async def upload(request: Request, state: State_) -> dict[str, Any]:
    """Keep one file; its bytes are the body, its name a header."""
    waiting = await run_in_threadpool(_unread, state)
    if len(waiting) >= state.settings.max_waiting:
        raise HTTPException(413, "error.too_many")
    name = unquote(request.headers.get("x-file-name", ""))[:500]
    kept = await state.inbox.keep(name, request.stream())
    if not kept.path.stat().st_size:
        state.inbox.discard(kept)
        raise HTTPException(422, "error.empty")
    read = not kept.new and all(kept.key != other.key for other in waiting)
    return {"key": kept.key, "name": kept.name, "new": kept.new, "read": read}


@router.delete("/api/uploads/{key}")
def discard(state: State_, key: str) -> dict[str, bool]:
    """Remove a file that was not read."""
    if state.ingest.busy:
        raise HTTPException(409, "error.busy")
    for kept in _unread(state):
        if kept.key == key:
            state.inbox.discard(kept)
            return {"ok": True}
    raise HTTPException(404)


@router.get("/api/ingest")
def progress(state: State_) -> dict[str, Any]:
    """Say how the run goes, and which files nobody has had read yet."""
    shown = state.ingest.snapshot()
    waiting = [] if shown["busy"] else _unread(state)
    return {**shown, "unread": [{"key": kept.key, "name": kept.name} for kept in waiting]}


@router.post("/api/ingest")
def begin(state: State_) -> dict[str, Any]:
    """Read every file that was not read yet."""
    if not state.ingest.start(_unread(state)):
        raise HTTPException(409, "error.busy" if state.ingest.busy else "error.nothing")
    return state.ingest.snapshot()


@router.post("/api/ingest/cancel")
def cancel(state: State_) -> dict[str, Any]:
    """Stop the run."""
    state.ingest.cancel()
    return state.ingest.snapshot()


@router.post("/api/exports")
def make_exports(state: State_) -> dict[str, Any]:
    """Write the exports anew, with everything people corrected."""
    write_exports(state.settings)
    return {"files": list(EXPORTS)}


@router.get("/exports/{name}")
def give_export(state: State_, name: str) -> Response:
    """Give one of the exports."""
    if name not in EXPORTS:
        raise HTTPException(404)
    path = state.settings.out / next(known for known in EXPORTS if known == name)
    if not path.is_file():
        raise HTTPException(404, "error.no_export")
    return FileResponse(path, media_type=EXPORTS[name], filename=name)


def _unread(state: Parts) -> list[Kept]:
    """Return the files to read; an archive was read if documents came in it."""
    found = state.inbox.unread(document_ids(state.store))
    sources = [document.source for document in state.store.documents()] if found else []
    return [kept for kept in found if not any(f"/{kept.key}/" in source for source in sources)]
