"""Whole pages: the queue, a document, signing in; and what pages load."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from pipeline.flags import sentence
from pipeline.review.web.assets import assets
from pipeline.review.web.entry.guard import session_cookie
from pipeline.review.web.entry.sessions import same
from pipeline.review.web.places import DocumentId, State_
from pipeline.review.web.queue import Asked, choices, next_worst, queue
from pipeline.review.web.showing import measured
from pipeline.review.web.texts import LANGUAGES, texts

router = APIRouter()

_YEAR = 31_536_000
_ENTRY = "review/main.js"
_PRELOADED = [
    f"/static/{name}"
    for name in assets()
    if name in ("api.js", "dom.js", "notes.js", "texts.js")
    or (name.startswith("review/") and name != _ENTRY)
]
"""Scripts the review screen imports: the browser fetches them at once, not one after another."""


def _asked(
    q: str = "",
    marks: bool = False,
    school: str = "",
    status: str = "",
    kind: str = "",
    flag: str = "",
    open: bool = False,
    page: int = 1,
) -> Asked:
    return Asked(q[:200], marks, school, status, kind, flag, open, min(max(1, page), 100_000))


@router.get("/")
def show_queue(
    request: Request, state: State_, asked: Annotated[Asked, Depends(_asked)]
) -> Response:
    """Show the documents with what needs eyes, and where to drop new ones."""
    with state.store.reading() as connection:
        found, offered = queue(connection, asked), choices(connection)
    flags = [(name, sentence(name) or name, count) for name, count in offered.flags]
    return state.screen.page(
        request,
        "queue.html",
        queue=found,
        asked=asked,
        choices=offered,
        quality=measured(state.desk.quality()),
        flags=flags,
        link=_link(asked),
        max_upload=state.settings.max_upload_bytes,
    )


def _link(asked: Asked) -> Any:
    """Return a function that gives the address of another page of the same queue."""
    values = {
        "q": asked.text,
        "marks": "1" if asked.marks else "",
        "school": asked.school,
        "status": asked.status,
        "kind": asked.kind,
        "flag": asked.flag,
        "open": "1" if asked.open_only else "",
    }

    def link(page: int) -> str:
        kept = {k: v for k, v in {**values, "page": str(page)}.items() if v}
        return f"/?{urlencode(kept)}"

    return link


@router.get("/documents/{document_id}")
def show_document(request: Request, state: State_, document_id: DocumentId) -> Response:
    """Show a document: its pages on the left, its rows on the right."""
    document = state.desk.document(document_id)
    name = PurePosixPath(document.source).name
    return state.screen.page(
        request, "review.html", document=document, name=name, preloaded=_PRELOADED
    )


@router.get("/next")
def show_next(state: State_, after: str = "") -> Response:
    """Go to the document with most to see; to the queue if nothing is left."""
    with state.store.reading() as connection:
        found = next_worst(connection, after[:64])
    return RedirectResponse(f"/documents/{found}" if found else "/", status_code=303)


@router.get("/login")
def show_login(request: Request, state: State_) -> Response:
    """Ask for the password."""
    if request.state.session.signed_in:
        return RedirectResponse("/", status_code=303)
    return state.screen.page(request, "login.html", wrong="")


@router.post("/login")
async def sign_in(request: Request, state: State_) -> Response:
    """Let somebody in who knows the password."""
    body = (await request.body()).decode("utf-8", "replace")
    given = {name: values[0] for name, values in parse_qs(body).items()}
    session, address = request.state.session, request.client.host if request.client else ""
    if not session.csrf or not same(given.get("csrf", ""), session.csrf):
        return state.screen.page(request, "login.html", 403, wrong="error.csrf")
    if state.tries.exhausted(address):
        return state.screen.page(request, "login.html", 429, wrong="login.wait")
    if not same(given.get("password", ""), state.settings.password):
        state.tries.note_wrong(address)
        return state.screen.page(request, "login.html", 401, wrong="login.wrong")
    state.sessions.end(session.token)
    fresh = state.sessions.begin(signed_in=True, who=given.get("who", "").strip()[:80])
    answer = RedirectResponse("/", status_code=303)
    secure = request.url.scheme == "https"
    cookie = session_cookie(fresh.token, state.settings.session_seconds, secure)
    answer.headers.append("Set-Cookie", cookie)
    return answer


@router.post("/api/logout")
def sign_out(request: Request, state: State_) -> dict[str, bool]:
    """End the session."""
    state.sessions.end(request.state.session.token)
    return {"ok": True}


@router.get("/static/{name:path}")
def give_asset(request: Request, name: str) -> Response:
    """Give a style sheet or a script from memory."""
    asset = assets().get(name)
    if asset is None:
        raise HTTPException(404)
    headers = {"ETag": asset.tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == asset.tag:
        return Response(status_code=304, headers=headers)
    return Response(asset.data, media_type=asset.media_type, headers=headers)


@router.get("/texts/{language}.json")
def give_texts(request: Request, language: str) -> Response:
    """Give the catalogue to scripts."""
    if language not in LANGUAGES:
        raise HTTPException(404)
    kept = {"Cache-Control": f"private, max-age={_YEAR}, immutable"}
    return JSONResponse(dict(texts(language).sentences), headers=kept)
