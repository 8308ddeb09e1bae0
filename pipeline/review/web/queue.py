"""The queue: documents with what needs eyes, filtered, searched, page by page; all in SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import sqlalchemy as sa

from pipeline.dataset.tables import documents, items, review
from pipeline.flags import bare_flag, to_check
from pipeline.review.searching import SEARCHED, holding

PER_PAGE: Final = 50
_SEARCHED_HEADER: Final = (
    documents.c.source,
    documents.c.title,
    documents.c.school,
    documents.c.number,
    documents.c.signer,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the queue is filtered by; "" means any."""

    text: str = ""
    marks: bool = False
    school: str = ""
    status: str = ""
    kind: str = ""
    flag: str = ""
    open_only: bool = False
    page: int = 1

    @property
    def filters(self) -> bool:
        """Whether anything is left out."""
        return self != Asked(marks=self.marks, page=self.page)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the queue.

    Attributes:
        to_see: rows that need eyes and had none.
        rows: all rows that count.
        seen: rows people accepted, corrected, added or left out.
        conflicts: rows where people and a later reading disagree.
        urgency: sum over the rows; the queue's order.
    """

    document_id: str
    source: str
    school: str
    title: str
    kind: str
    status: str
    error: str
    pages: int
    rows: int
    to_see: int
    seen: int
    conflicts: int
    urgency: float

    @property
    def name(self) -> str:
        """File name without its folders."""
        return PurePosixPath(self.source).name


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, with totals over everything that fits what was asked."""

    entries: tuple[Entry, ...]
    total: int
    to_see: int
    pages: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to filter by; flags with their number of rows, most frequent first."""

    schools: tuple[str, ...]
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    flags: tuple[tuple[str, int], ...]


def _counted() -> sa.Subquery:
    """Return per document how many rows it has and how many need eyes."""
    waits = sa.case((review.c.urgency > 0, 1), else_=0)
    said = sa.case((review.c.state != "", 1), else_=0)
    counts = sa.case((review.c.state != "rejected", 1), else_=0)
    disputed = sa.case((review.c.reasons.startswith("conflict"), 1), else_=0)
    return (
        sa.select(
            review.c.document_id,
            sa.func.sum(counts).label("rows"),
            sa.func.sum(waits).label("to_see"),
            sa.func.sum(said).label("seen"),
            sa.func.sum(disputed).label("conflicts"),
            sa.func.sum(review.c.urgency).label("urgency"),
        )
        .group_by(review.c.document_id)
        .subquery()
    )


def queue(connection: sa.Connection, asked: Asked) -> Queue:
    """Return the documents that fit, worst first."""
    counted = _counted()
    own = documents.c.status != "duplicate"  # the rows are those of the first file
    of_document = counted.c.document_id == documents.c.document_id
    joined = documents.outerjoin(counted, of_document & own)
    where = _condition(asked, counted, connection.dialect.name)
    sums = sa.select(
        sa.func.count(), sa.func.coalesce(sa.func.sum(counted.c.to_see), 0)
    ).select_from(joined)
    total, to_see = connection.execute(sums.where(*where)).one()
    shown = sa.select(
        *(documents.c[name] for name in ("document_id", "source", "school", "title", "kind")),
        *(documents.c[name] for name in ("status", "error", "pages")),
        *(
            sa.func.coalesce(counted.c[name], 0).label(name)
            for name in ("rows", "to_see", "seen", "conflicts", "urgency")
        ),
    ).select_from(joined)
    order: tuple[Any, ...] = (sa.desc("conflicts"), sa.desc("urgency"), documents.c.source)
    page = max(1, asked.page)
    query = shown.where(*where).order_by(*order).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    entries = tuple(Entry(**row._mapping) for row in connection.execute(query))
    return Queue(entries, int(total), int(to_see), max(1, -(-int(total) // PER_PAGE)))


def next_worst(connection: sa.Connection, but: str = "") -> str:
    """Return the id of the document with most to see, another than ``but``; "" if none is left."""
    counted = _counted()
    query = (
        sa.select(counted.c.document_id)
        .where(counted.c.to_see > 0, counted.c.document_id != but)
        .order_by(counted.c.conflicts.desc(), counted.c.urgency.desc(), counted.c.document_id)
        .limit(1)
    )
    return str(connection.scalar(query) or "")


def _condition(asked: Asked, counted: sa.Subquery, dialect: str) -> list[sa.ColumnElement[bool]]:
    same = {"school": asked.school, "status": asked.status, "kind": asked.kind}
    found = [documents.c[name] == value for name, value in same.items() if value]
    if asked.open_only:
        found.append(counted.c.to_see > 0)
    if asked.flag:
        of_rows = sa.select(items.c.document_id).where(_bears(items.c.flags, asked.flag))
        found.append(_bears(documents.c.flags, asked.flag) | documents.c.document_id.in_(of_rows))
    if asked.text.strip():
        how: Mapping[str, Any] = {"marks": asked.marks, "dialect": dialect}
        in_rows = sa.select(items.c.document_id).where(holding(SEARCHED, asked.text, **how))
        in_header = holding(_SEARCHED_HEADER, asked.text, **how)
        found.append(in_header | documents.c.document_id.in_(in_rows))
    return found


def _bears(flags: sa.Column[Any], flag: str) -> sa.ColumnElement[bool]:
    """Say in SQL whether a list of flags holds one, as it is or with a page or detail."""
    listed = sa.literal(";") + flags + ";"
    return sa.or_(
        *(
            listed.contains(f"{before}{flag}{after}", autoescape=True)
            for before in (";", ":")
            for after in (";", ":")
        )
    )


def choices(connection: sa.Connection) -> Choices:
    """Return what there is to filter by."""
    return Choices(
        _distinct(connection, documents.c.school),
        _distinct(connection, documents.c.kind),
        _distinct(connection, documents.c.status),
        _flags(connection),
    )


def _distinct(connection: sa.Connection, column: sa.Column[Any]) -> tuple[str, ...]:
    query = sa.select(column).where(column != "").distinct().order_by(column)
    return tuple(connection.execute(query).scalars())


def _flags(connection: sa.Connection) -> tuple[tuple[str, int], ...]:
    count: Counter[str] = Counter()
    for column in (items.c.flags, documents.c.flags):
        query = sa.select(column, sa.func.count()).where(column != "").group_by(column)
        for flags, times in connection.execute(query):
            for flag in {bare_flag(f).split(":", 1)[0] for f in to_check(flags.split(";"))}:
                count[flag] += times
    return tuple(count.most_common())
