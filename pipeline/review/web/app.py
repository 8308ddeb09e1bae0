"""The app: its parts put together, errors told in sentences."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from extractors.errors import DocumentError
from pipeline.dataset.originals import pictures_folder
from pipeline.dataset.store import open_store
from pipeline.edits.events import BadEventError
from pipeline.errors import RowChangedError, RunError
from pipeline.review.deriving import ValueRefusedError
from pipeline.review.desk import Desk
from pipeline.review.looking import NotThereError
from pipeline.review.web.entry.guard import LOGIN_PATH, Guard
from pipeline.review.web.entry.sessions import Sessions, Tries
from pipeline.review.web.pictures import Pictures
from pipeline.review.web.places import Parts
from pipeline.review.web.receiving.inbox import Inbox
from pipeline.review.web.receiving.ingest import Ingest
from pipeline.review.web.routes import files as files_routes
from pipeline.review.web.routes import known as known_routes
from pipeline.review.web.routes import pages as page_routes
from pipeline.review.web.routes import review as review_routes
from pipeline.review.web.screen import Screen, language_of
from pipeline.review.web.settings import WebSettings, checked_settings
from pipeline.review.web.texts import texts
from pipeline.running.run_log import log


def create_app(settings: WebSettings) -> FastAPI:
    """Return the app around the dataset of the settings; the dataset is made if there is none.

    Raises:
        UsageError: others could come in without a password.
        RunError: the dataset cannot be opened.
    """
    settings = checked_settings(settings)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    parts = app.state.parts = _parts(settings)
    for routes in (page_routes, known_routes, files_routes, review_routes):
        app.include_router(routes.router)
    for kind in (RunError, DocumentError, BadEventError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _told)
    app.add_middleware(Guard, settings=settings, sessions=parts.sessions, refusal=_refusal)
    return app


def _parts(settings: WebSettings) -> Parts:
    inbox = Inbox(settings.out / "files")
    inbox.sweep()
    store = open_store(settings.out, settings.db, create=True)
    return Parts(
        settings=settings,
        store=store,
        desk=Desk(store),
        sessions=Sessions(settings.session_seconds, settings.who),
        tries=Tries(),
        inbox=inbox,
        ingest=Ingest(settings, inbox),
        pictures=Pictures(pictures_folder(settings.out)),
        screen=Screen(settings),
    )


def _refusal(scope: Any, status: int, key: str) -> Response:
    request = Request(scope)
    if status == 401 and request.method == "GET" and not request.url.path.startswith("/api/"):
        return RedirectResponse(LOGIN_PATH, status_code=303)
    return _answer(request, status, key)


def _answer(request: Request, status: int, key: str, text: str = "", **more: str) -> Response:
    """Return an error for a script (JSON) or for people (a page)."""
    say = texts(language_of(request))
    sentence = text or say(key)
    if request.url.path.startswith("/api/"):
        body = {"error": key, "text": sentence, **more}
        return JSONResponse(body, status_code=status)
    return Screen.error(request, status, sentence, signed_out=status == 401)


async def _told(request: Request, error: Exception) -> Response:
    """Return the answer to an error: a sentence with what to do, never a traceback."""
    if isinstance(error, RowChangedError):
        return _answer(request, 409, "error.changed", str(error), who=error.who, at=error.at)
    if isinstance(error, NotThereError):
        return _answer(request, 404, "error.missing", str(error))
    if isinstance(error, ValueRefusedError):
        return _answer(request, 422, "error.value", str(error), field=error.field)
    if isinstance(error, DocumentError):
        return _answer(request, 422, "error.document", str(error))
    if isinstance(error, RunError):
        return _answer(request, 503, "error.run", str(error))
    if isinstance(error, HTTPException):
        return _answer(request, error.status_code, _key(error))
    if isinstance(error, BadEventError | RequestValidationError):
        log.warning("refused: %s", error)
        return _answer(request, 422, "error.request")
    raise error


def _key(error: HTTPException) -> str:
    """Return the catalogue's key of an HTTP error: its own where it names one."""
    detail = str(error.detail)
    if detail.startswith("error."):
        return detail
    return "error.missing" if error.status_code == 404 else "error.request"
