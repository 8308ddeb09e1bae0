"""The reviewer's desk: everything a screen asks of the dataset, and every change it makes.

Reading goes through ``Desk.view``, ``Desk.search`` and ``Desk.quality``; every change is an
event (``pipeline.edits.events``) through ``Desk.say`` or one of the named acts, with the number of
the last event the person has seen, so that nobody overwrites what he has not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from normalizers.owners import Synonyms
from pipeline.dataset import reviewing
from pipeline.dataset.quality import quality_of
from pipeline.dataset.rows import rows_of
from pipeline.dataset.store import Store
from pipeline.dataset.tables import items
from pipeline.edits.attention import Quality
from pipeline.edits.boxes import box_of
from pipeline.edits.events import SEEN_FIELDS, SEEN_HEADER, Event, Op, redoable, undoable
from pipeline.model import Document, Item
from pipeline.review.alike import Offer, known_mistakes, offers_after
from pipeline.review.deriving import (
    Setting,
    derived_header,
    derived_item,
    setting_of,
)
from pipeline.review.looking import (
    NotThereError,
    View,
    document_of,
    view_of,
)
from pipeline.review.mending import mend, undo_batch
from pipeline.review.places import row_above
from pipeline.review.reshaping import merged_rows, split_row
from pipeline.review.searching import found_items

if TYPE_CHECKING:
    from extractors.ocr.engines import OcrEngine

__all__ = ["Desk"]


class Desk:
    """The desk of one dataset. Methods may be called from several threads."""

    def __init__(self, store: Store, synonyms: Synonyms | None = None) -> None:
        """Take a store that stays open.

        Args:
            store: the dataset.
            synonyms: spellings of roles of the office; None for those of the package.
        """
        self.store = store
        self.synonyms = synonyms

    # ------------------------------------------------------------------ what is there

    def document(self, document_id: str) -> Document:
        """Return a document's row.

        Raises:
            NotThereError: there is none.
        """
        with self.store.reading() as connection:
            return document_of(connection, document_id)

    def view(self, document_id: str) -> View:
        """Return a document with all its rows.

        Raises:
            NotThereError: there is none.
        """
        with self.store.reading() as connection:
            return view_of(connection, document_id)

    def search(self, text: str, *, with_marks: bool = False, limit: int = 200) -> list[Item]:
        """Return rows whose work, owner, content or criteria hold a text.

        Args:
            text: what is looked for, capitals ignored.
            with_marks: whether "hoc" is another word than "học".
            limit: at most so many rows.
        """
        with self.store.reading() as connection:
            return found_items(connection, text, with_marks=with_marks, limit=limit)

    def history(self, document_id: str, item_id: str = "") -> list[Event]:
        """Return what was said of a document, or of one of its rows, in order."""
        with self.store.reading() as connection:
            said = reviewing.events_of(connection, document_id)
        return [event for event in said if not item_id or item_id in event.touches()]

    def quality(self) -> Quality:
        """Return how right the rows are that nobody doubts, as the sample shows."""
        return quality_of(self.store)

    # ------------------------------------------------------------------ what is said

    def say(self, events: Sequence[Event], expect: int | None = None) -> View:
        """Keep events of one document; return it as it counts now.

        Raises:
            RowChangedError: somebody else touched one of the rows since event ``expect``.
            BadEventError: an event names what does not exist.
        """
        with self.store.writing() as connection:
            reviewing.append(connection, events, expect)
            return view_of(connection, events[0].document_id)

    def edit(
        self, item_id: str, typed: Mapping[str, str], who: str, expect: int | None = None
    ) -> View:
        """Set fields of a row as typed; what follows from them (roles, dates) is set too.

        Raises:
            NotThereError, RowChangedError.
            ValueRefusedError: a text cannot stand in its field.
        """
        item, document = self._row(item_id)
        patch = derived_item(item, typed, self._setting(document))
        return self._said(item, "edit", who, expect, patch)

    def accept(self, item_id: str, who: str, expect: int | None = None) -> View:
        """Say that a row is right as seen.

        Raises:
            NotThereError, RowChangedError.
        """
        item, _ = self._row(item_id)
        return self._said(item, "accept", who, expect, {f: getattr(item, f) for f in SEEN_FIELDS})

    def reject(self, item_id: str, who: str, expect: int | None = None) -> View:
        """Say that a row is no item.

        Raises:
            NotThereError, RowChangedError.
        """
        return self._said(self._row(item_id)[0], "reject", who, expect, {})

    def split(
        self,
        item_id: str,
        first: Mapping[str, str],
        second: Mapping[str, str],
        who: str,
        expect: int | None = None,
    ) -> View:
        """Make two rows of one.

        Args:
            item_id: the row.
            first: what it keeps, as typed.
            second: what differs in the new row behind it; the rest is copied.
            who: the person.
            expect: the last event the person has seen.

        Raises:
            NotThereError, RowChangedError, ValueRefusedError.
        """
        item, document = self._row(item_id)
        after = split_row(item, first, second, self._setting(document))
        return self._said(item, "split", who, expect, after)

    def merge(self, item_ids: Sequence[str], who: str, expect: int | None = None) -> View:
        """Make one row of several: texts are joined line by line, empty fields filled.

        Raises:
            NotThereError, RowChangedError.
        """
        rows = [self._row(item_id)[0] for item_id in item_ids]
        return self._said(rows[0], "merge", who, expect, merged_rows(rows))

    def add(
        self,
        document_id: str,
        typed: Mapping[str, str],
        who: str,
        *,
        page: int = 1,
        bbox: str = "",
        raw: str = "",
        after: str = "",
    ) -> View:
        """Add a row the program missed.

        Args:
            document_id: the document.
            typed: its fields as typed or read.
            who: the person.
            page: where it stands.
            bbox: its box in points of the page as displayed, JSON; "" if it has none.
            raw: what was read in it, as in the dataset's column; "" if it was typed.
            after: the row it stands behind; "" for the place its box has among the others.

        Raises:
            NotThereError, ValueRefusedError.
        """
        view = self.view(document_id)
        above = after or row_above([row.item for row in view.rows if not row.rejected], page, bbox)
        blank = Item("", document_id, view.document.source, page, 0, "task")
        patch = derived_item(blank, typed, self._setting(view.document))
        values = {**patch, "page": page, "bbox": bbox, "after": above}
        values |= {"raw": raw} if raw else {}
        return self.say([Event(document_id, "add", "", {}, values, who)])

    def add_drawn(
        self,
        document_id: str,
        page: int,
        bbox: str,
        who: str,
        engine: OcrEngine | None,
        original: Path | None = None,
    ) -> View:
        """Add a row a person drew on a page; its box is read at once.

        Args:
            document_id: the document; its original must still be where it was.
            page: page number from 1.
            bbox: the box in points of the page as displayed, JSON.
            who: the person.
            engine: recognises pictures; None where none is installed.
            original: where the file lies; None for where its source says.

        Raises:
            NotThereError: no such document, or an empty box.
            DocumentError: the original or the page cannot be read.
        """
        view, box = self.view(document_id), box_of(bbox)
        if box is None or box[2] <= box[0] or box[3] <= box[1]:
            raise NotThereError("khung nào có chiều rộng, chiều cao")
        others = [row.item for row in view.rows if not row.rejected]
        from pipeline.review.drawn import read_drawn, typed_of  # 120 MB, only where people draw

        path = original or Path(view.document.source)
        drawn = read_drawn(path, page, box, others, engine)
        blank = Item("", document_id, view.document.source, page, 0, "task")
        typed = typed_of(drawn, blank, self._setting(view.document))
        return self.add(document_id, typed, who, page=page, bbox=bbox, raw=drawn.raw)

    def edit_header(
        self, document_id: str, typed: Mapping[str, str], who: str, expect: int | None = None
    ) -> View:
        """Set fields of a document's header.

        Raises:
            NotThereError, RowChangedError, ValueRefusedError.
        """
        document = self.document(document_id)
        patch = derived_header(typed)
        before = {name: getattr(document, name) for name in patch}
        return self.say([Event(document_id, "header", "", before, patch, who)], expect)

    def accept_header(self, document_id: str, who: str, expect: int | None = None) -> View:
        """Say that a document's header is right as seen.

        Raises:
            NotThereError, RowChangedError.
        """
        document = self.document(document_id)
        seen = {name: getattr(document, name) for name in SEEN_HEADER}
        return self.say([Event(document_id, "accept_header", "", seen, seen, who)], expect)

    def offers(self, document_id: str, seq: int) -> list[Offer]:
        """Return where else the mistake that event ``seq`` corrected stands."""
        event = next((e for e in self.history(document_id) if e.seq == seq), None)
        if event is None:
            return []
        with self.store.reading() as connection:
            return offers_after(connection, event, self.synonyms)

    def known_mistakes(
        self, document_id: str, words: Iterable[tuple[str, str, str]]
    ) -> list[Offer]:
        """Return offers for words of a document that reviewers have corrected elsewhere.

        Args:
            document_id: the document.
            words: column, wrong, right, as in ``corrections.Corrections.words``.
        """
        with self.store.reading() as connection:
            return known_mistakes(connection, document_id, words, self.synonyms)

    def mend(self, offer: Offer, item_ids: Iterable[str], who: str) -> str:
        """Mend those rows of an offer that a person chose; return the name of the batch.

        One transaction: either all of them are mended or none.
        """
        return mend(self.store, offer, item_ids, who)

    def undo_batch(self, batch: str, who: str) -> int:
        """Take back a whole batch; return how many rows it was."""
        return undo_batch(self.store, batch, who)

    def undo(self, document_id: str, who: str) -> View:
        """Take back the last thing a person said of a document.

        Raises:
            NotThereError: there is nothing to take back.
        """
        return self._take_back(document_id, who, undoable)

    def redo(self, document_id: str, who: str) -> View:
        """Give back what the last undo took.

        Raises:
            NotThereError: there is nothing to give back.
        """
        return self._take_back(document_id, who, redoable)

    # ------------------------------------------------------------------ inside

    def _take_back(self, document_id: str, who: str, choose: Any) -> View:
        said = self.history(document_id)
        last = choose(said, who)
        if last is None:
            raise NotThereError("việc nào để hoàn tác")
        return self.say([Event(document_id, "undo", last.item_id, who=who, undoes=last.seq)])

    def _said(
        self, item: Item, op: Op, who: str, expect: int | None, after: Mapping[str, Any]
    ) -> View:
        patch = after.get("row", after)
        before = {name: getattr(item, name) for name in patch if name in _ITEM_NAMES}
        return self.say([Event(item.document_id, op, item.item_id, before, after, who)], expect)

    def _row(self, item_id: str) -> tuple[Item, Document]:
        with self.store.reading() as connection:
            found = rows_of(connection, items, Item, items.c.item_id == item_id)
            if not found:
                raise NotThereError("dòng này")
            return found[0], document_of(connection, found[0].document_id)

    def _setting(self, document: Document) -> Setting:
        return setting_of(document, self.synonyms)


_ITEM_NAMES: Final = frozenset(f.name for f in fields(Item))
