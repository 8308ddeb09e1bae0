"""A document told once: its tables whole and named, its lines without furniture, its letterhead.

Everything that makes rows (``extractors.records``), draws (``extractors.drawing``) or says what was
left out takes a ``Story``, so that no table is stitched and no column named a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.paper.furniture import Furniture
from extractors.paper.header import Header, read_header
from extractors.tables.boxed import unboxed
from extractors.tables.fields.columns import ColumnMap, map_columns
from extractors.tables.flattened.find import absorb
from extractors.tables.stitch.overleaf import with_overleaf_columns
from extractors.tables.stitch.stitch import stitch_blocks
from extractors.types import Line, Page, Table

__all__ = ["NamedTable", "Story", "story_of"]


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table over all its pages, and what its columns hold."""

    table: Table
    columns: ColumnMap


@dataclass(frozen=True, slots=True)
class Story:
    """What a document says, in reading order.

    Attributes:
        pages: the pages, tables that a converter flattened into lines put together again, framed
            running text as lines.
        blocks: lines that are no furniture, and tables; a table stands where its first part stood.
        header: letterhead and ending, as written.
        furniture: tells page numbers, running heads and specks among the lines of ``pages``.
    """

    pages: tuple[Page, ...]
    blocks: tuple[Line | NamedTable, ...]
    header: Header
    furniture: Furniture

    @property
    def tables(self) -> Iterator[NamedTable]:
        """The tables in reading order."""
        return (block for block in self.blocks if isinstance(block, NamedTable))

    @property
    def lines(self) -> list[Line]:
        """The lines of all pages; a table leaves a blank one so that nothing runs across it."""
        lines = [
            block if isinstance(block, Line) else Line("", page.number)
            for page in self.pages
            for block in page.blocks
        ]
        return [line for line in lines if not line.text.strip() or line not in self.furniture]


def story_of(pages: Sequence[Page]) -> Story:
    """Return the story of a document's pages, given in order, repaired or not."""
    whole = with_overleaf_columns([unboxed(absorb(page)) for page in pages])
    furniture = Furniture(whole)
    blocks = tuple(
        block if isinstance(block, Line) else NamedTable(block, map_columns(block))
        for block in stitch_blocks(whole, furniture)
    )
    return Story(whole, blocks, read_header(pages), furniture)
