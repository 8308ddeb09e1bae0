"""What routes need of the app, and documents found by their ids: the only way to a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias

import sqlalchemy as sa
from fastapi import Depends, Request
from fastapi import Path as UrlPath
from starlette.exceptions import HTTPException

from pipeline.dataset.originals import original_path
from pipeline.dataset.rows import rows_of
from pipeline.dataset.store import Store
from pipeline.dataset.tables import documents
from pipeline.model import Document
from pipeline.review.desk import Desk
from pipeline.review.web.entry.sessions import Sessions, Tries
from pipeline.review.web.pictures import Pictures
from pipeline.review.web.receiving.inbox import Inbox
from pipeline.review.web.receiving.ingest import Ingest
from pipeline.review.web.screen import Screen
from pipeline.review.web.settings import WebSettings
from pipeline.running.sources import display_name


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a running app is made of."""

    settings: WebSettings
    store: Store
    sessions: Sessions
    tries: Tries
    inbox: Inbox
    ingest: Ingest
    pictures: Pictures
    screen: Screen
    desk: Desk


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


State_: TypeAlias = Annotated[Parts, Depends(_parts)]
DocumentId: TypeAlias = Annotated[str, UrlPath(pattern="^[0-9a-f]{64}$")]
PageNumber: TypeAlias = Annotated[int, UrlPath(ge=1, le=100_000)]


def document_ids(store: Store) -> list[str]:
    """Return the ids of all documents."""
    with store.reading() as connection:
        return list(connection.execute(sa.select(documents.c.document_id).distinct()).scalars())


def document_of(store: Store, document_id: str) -> Document:
    """Return a document by its id.

    Raises:
        HTTPException: there is none (404).
    """
    with store.reading() as connection:
        found = rows_of(connection, documents, Document, documents.c.document_id == document_id)
    if not found:
        raise HTTPException(404)
    return next((d for d in found if d.status != "duplicate"), found[0])


def base_of(parts: Parts, path: Path, source: str) -> Path:
    """Return the folder from which a run names the file as the dataset does.

    The run that read it may have been started in another folder than this app.

    Raises:
        HTTPException: no such folder is known: the file came out of an archive (404).
    """
    out = parts.settings.out.resolve()
    nowhere = out / ".cache" / "nowhere"  # from there every name is the whole path
    for base in (Path.cwd(), out.parent, nowhere):
        if display_name(path, base) == source:
            return base
    raise HTTPException(404, "error.original")


def original_of(parts: Parts, document_id: str) -> Path:
    """Return where a document's file lies, by the dataset alone.

    Raises:
        HTTPException: there is no such document, or its file is not where it was (404).
    """
    document = document_of(parts.store, document_id)
    path = original_path(document.source, parts.settings.out)
    if path is None:
        raise HTTPException(404, "error.original")
    return path
