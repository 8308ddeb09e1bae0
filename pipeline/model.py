"""What the dataset holds: one Document per file, one Item per row that means something.

The order of the fields is the order of the columns in every export.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias, get_args

from extractors.paper.kinds import DocumentKind

ItemKind: TypeAlias = Literal["action", "assignment", "evidence", "schedule", "task"]
Status: TypeAlias = Literal["ok", "partial", "failed", "duplicate"]

DOCUMENT_KINDS: tuple[str, ...] = get_args(DocumentKind)
ITEM_KINDS = ("action", "assignment", "evidence", "schedule", "task")
DEADLINE_KINDS = ("range", "by", "recurring", "relative", "school_year")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the dataset.

    Dates are ISO strings ("" where unknown); a deadline of month precision ends on the last day of
    the month. ``criteria`` and ``owners`` are lists joined by ";". ``raw`` is JSON: per field the
    text as read, its page, box, OCR confidence and what repair changed. ``bbox`` is the JSON list
    ``[x0, y0, x1, y1]`` in PDF points on ``page``, origin top left, "" where the source has none.
    """

    item_id: str
    document_id: str
    source: str
    page: int
    row: int
    kind: ItemKind
    level: str = ""
    standard: str = ""
    criteria: str = ""
    criterion_text: str = ""
    content: str = ""
    action: str = ""
    owner: str = ""
    owners: str = ""
    people: str = ""
    supervisor: str = ""
    deadline: str = ""
    start_date: str = ""
    end_date: str = ""
    deadline_kind: str = ""
    report_deadline: str = ""
    budget: str = ""
    budget_vnd: int | None = None
    notes: str = ""
    confidence: float = 1.0
    flags: str = ""
    raw: str = ""
    bbox: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a run; ``document_id`` is the SHA-256 of its bytes.

    ``status`` is ok, partial (a page failed), failed or duplicate; ``error`` names what failed and
    what to do about it.
    ``legal_bases`` is a JSON list of objects (kind, number, date, issuer, text).
    """

    document_id: str
    source: str
    pages: int = 0
    read_by: str = ""
    kind: str = ""
    title: str = ""
    number: str = ""
    issued_place: str = ""
    issued_date: str = ""
    school: str = ""
    authority: str = ""
    district: str = ""
    province: str = ""
    school_level: str = ""
    school_year: str = ""
    framework: str = ""
    signer: str = ""
    legal_bases: str = "[]"
    status: Status = "ok"
    error: str = ""
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the file is: the SHA-256 of its bytes and its path as given."""

    document_id: str
    source: str


@dataclass(frozen=True, slots=True)
class PageText:
    """The full text of one page, as read and as repaired, with how it was read."""

    document_id: str
    page: int
    read_by: str
    width: float
    height: float
    rotation: int
    skew: float
    dpi: int
    confidence: float
    text: str
    raw_text: str
    flags: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One correction by repair, or one suggestion that was not applied."""

    document_id: str
    page: int
    place: str
    start: int
    end: int
    original: str
    replacement: str
    probability: float
    applied: int


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """Everything one document gave.

    ``seconds`` is the time from its first page to its rows, ``page_seconds`` what reading each page
    took (0 for one kept from an earlier run), ``finish_seconds`` what making the rows took.
    """

    document: Document
    items: tuple[Item, ...] = ()
    pages: tuple[PageText, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    page_seconds: tuple[float, ...] = ()
    finish_seconds: float = 0.0


def failed(identity: Identity, error: str, *, pages: int = 0) -> DocumentResult:
    """Return the row of a document that could not be read."""
    return DocumentResult(
        Document(identity.document_id, identity.source, pages=pages, status="failed", error=error)
    )


def columns(cls: type[Any]) -> list[str]:
    """Return the column names of a row class, in order."""
    return [f.name for f in fields(cls)]


ITEM_COLUMNS = columns(Item)
DOCUMENT_COLUMNS = columns(Document)


def joined(values: Iterable[str]) -> str:
    """Return a list as one cell: its values once each, parted by ";", which no value holds."""
    return ";".join(dict.fromkeys(v.replace(";", ",").strip() for v in values if v.strip()))
