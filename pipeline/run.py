"""One document from its pages to its rows: repair -> header, records -> normalise -> check.

``finish`` is a pure function of the pages as read, so it can be repeated, saved and tested without
any file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.records.prose import tasks, tells_work
from extractors.records.rows import left_out, records
from extractors.story import story_of
from extractors.turned import displayed_record
from extractors.types import Change, Line, Page
from pipeline.model import ChangeRow, Document, DocumentResult, Identity, PageText
from pipeline.rows.checks import check_items
from pipeline.rows.documents import document_of, time_of
from pipeline.rows.normalising import Setting, items_of
from pipeline.rows.repairing import page_texts, repair_pages
from pipeline.running.conventions import DEFAULT, Conventions


def finish(
    identity: Identity, pages: Sequence[Page], conventions: Conventions = DEFAULT
) -> DocumentResult:
    """Return everything the document gives, from its pages as read."""
    repaired = repair_pages(pages)
    story = story_of(repaired)
    document, year = document_of(identity, story.header, repaired)
    by_number = {page.number: page for page in repaired}
    found = [displayed_record(record, by_number) for record in (*records(story), *tasks(story))]
    setting = Setting(
        identity.document_id,
        identity.source,
        _only(document.framework),
        year,
        conventions.week_one(year),
        conventions.synonyms_in(text for page in repaired for text in page_texts(page)),
        time_of(document, story.header),
    )
    items = check_items(items_of(found, setting), school_year=year)
    doubts = [f"p{n}:table_without_rows" for n in left_out(story)]
    if not items and tells_work(story):
        doubts.append("no_rows_though_work")
    return DocumentResult(
        document=_flagged(document, doubts),
        items=items,
        pages=tuple(page_text(identity.document_id, page) for page in repaired),
        changes=tuple(change_rows(identity.document_id, repaired)),
    )


def _flagged(document: Document, flags: list[str]) -> Document:
    """Return the document with further flags."""
    return replace(document, flags=";".join(filter(None, (document.flags, *flags))))


def _only(framework: str) -> str:
    """Return the circular by which codes are read: none where a plan follows several."""
    return "" if ";" in framework else framework


def page_text(document_id: str, page: Page) -> PageText:
    """Return the page's full text as repaired and as read, blocks in reading order."""
    confs = [line.conf for line in page.lines]
    confs += [cell.conf for table in page.tables for cell in table.cells if cell.text.strip()]
    return PageText(
        document_id=document_id,
        page=page.number,
        read_by=page.read_by,
        width=round(page.width, 2),
        height=round(page.height, 2),
        rotation=page.rotation,
        skew=round(page.skew, 3),
        dpi=page.dpi,
        confidence=round(sum(confs) / len(confs), 4) if confs else 0.0,
        text="\n".join(page_texts(page)),
        raw_text="\n".join(_raw_texts(page)),
        flags=";".join(page.flags),
    )


def _raw_texts(page: Page) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Line):
            yield block.raw
        else:
            yield from (cell.raw for cell in block.cells)


def change_rows(document_id: str, pages: Sequence[Page]) -> Iterator[ChangeRow]:
    """Yield every correction, and every suggestion not applied, with its place on the page."""
    for page in pages:
        for number, block in enumerate(page.blocks):
            if isinstance(block, Line):
                yield from _rows(document_id, page.number, f"line {number}", block.changes)
            else:
                for cell in block.cells:
                    place = f"table {number} r{cell.row} c{cell.col}"
                    yield from _rows(document_id, page.number, place, cell.changes)


def _rows(
    document_id: str, page: int, place: str, changes: Sequence[Change]
) -> Iterator[ChangeRow]:
    for change in changes:
        yield ChangeRow(
            document_id,
            page,
            place,
            change.start,
            change.end,
            change.original,
            change.replacement,
            round(change.probability, 4),
            int(change.applied),
        )
