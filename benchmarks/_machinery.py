"""``kehoach run`` with a stand-in for reading and for making rows: what is left is the batch.

Opening and hashing files, the page cache, the dataset, exports are as they are; a page is one
line, a document three rows, and all of it happens in this process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from extractors.types import Page
from pipeline import run as making
from pipeline.cli import main
from pipeline.model import Document, DocumentResult, Identity, Item
from pipeline.running import batch


class InThisProcess:
    """A pool that does the work when it is asked for it."""

    def __enter__(self) -> InThisProcess:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def schedule(self, function: Callable[..., Any], args: Any, timeout: float) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(function(*args))
        except Exception as error:  # as a worker hands it on
            done.set_exception(error)
        return done


def rows_of(identity: Identity, pages: Sequence[Page], *_: object) -> DocumentResult:
    """Return three rows for any document."""
    document_id, source = identity.document_id, identity.source
    raw = '{"fields": {"action": {"text": "Rà soát quy mô lớp học", "page": 1}}}'
    items = tuple(
        Item(
            f"{document_id[:12]}-{row:04d}",
            document_id,
            source,
            1,
            row,
            "action",
            criteria=f"1.{row}",
            action="Rà soát quy mô lớp học",
            owner="Hiệu trưởng",
            owners="Hiệu trưởng",
            deadline="30/9/2023",
            start_date="2023-09-30",
            end_date="2023-09-30",
            deadline_kind="by",
            raw=raw,
        )
        for row in range(1, 4)
    )
    document = Document(document_id, source, pages=len(pages), read_by="text", kind="plan")
    texts = tuple(making.page_text(document_id, page) for page in pages)
    return DocumentResult(document, items, texts)


if __name__ == "__main__":
    batch.worker_pool = lambda _: InThisProcess()  # type: ignore[assignment,return-value]
    making.finish = rows_of
    main()
