"""Documents are known by their bytes: one that was moved or renamed keeps its row and its edits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractors.errors import FileAccessError
from extractors.formats.document import file_sha256
from pipeline.dataset.originals import container_path, original_path
from pipeline.dataset.store import Store
from pipeline.model import Document, Identity
from pipeline.running.work import NO_BYTES


def settle_places(
    store: Store, out: Path, found: Iterable[tuple[Path, Identity]]
) -> dict[str, str]:
    """Bring the places of documents up to date; return the ``source`` that counts for each.

    A document whose file is no longer where it was takes the place where it was found now. Where
    both files exist the one of the dataset counts, and the other is a duplicate of it.

    Args:
        store: the dataset; places change in it.
        out: the output folder.
        found: the files of the run and their bytes.
    """
    here = {identity.source: (path, identity.document_id) for path, identity in found}
    first: dict[str, str] = {}
    for source, (_, document_id) in here.items():
        first.setdefault(document_id, source)
    rows: dict[str, list[Document]] = {}
    for row in store.documents():
        rows.setdefault(row.document_id, []).append(row)
    for row in rows.pop(NO_BYTES, ()):
        gone = original_path(row.source, out) is None
        if row.source not in here and gone and container_path(Path(row.source)) is None:
            store.drop_place(NO_BYTES, row.source)
    first.pop(NO_BYTES, None)
    return {
        document_id: _settled(store, out, rows.get(document_id, ()), here, source)
        for document_id, source in first.items()
    }


def _settled(
    store: Store,
    out: Path,
    rows: Iterable[Document],
    here: dict[str, tuple[Path, str]],
    first: str,
) -> str:
    """Return the place that counts for one document, whose rows in the dataset are given."""
    counting = first
    for row in rows:
        state = _state(row, out, here, first)
        if row.status != "duplicate":
            counting = row.source if state == "there" else first
            if counting != row.source:
                store.move(row.document_id, row.source, first, stays=state == "changed")
        elif state == "gone":
            store.drop_place(row.document_id, row.source)
    return counting


def _state(row: Document, out: Path, here: dict[str, tuple[Path, str]], first: str) -> str:
    """Say of a row's file: it is "there", it was "changed", or it is "gone"."""
    if row.source in here:
        return "there" if here[row.source][1] == row.document_id else "changed"
    path = original_path(row.source, out)
    if path is None or path == here[first][0].resolve():
        return "gone"
    try:
        return "there" if file_sha256(path) == row.document_id else "changed"
    except FileAccessError:
        return "gone"
