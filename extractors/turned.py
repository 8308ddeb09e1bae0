"""Boxes of upright pages taken back to the page as displayed.

A page that lies on its side is read upright; what leaves the program speaks of the page as the
reader of the PDF sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractors.types import BBox, Block, Cell, FieldValue, Line, Page, Record, Table, Word

BoxMap = Callable[[BBox], BBox]


def to_displayed(box: BBox, page: Page) -> BBox:
    """Return a box of the upright page on the page as displayed (points, origin top left)."""
    x0, y0, x1, y1 = box
    if page.rotation == 90:
        return BBox(y0, page.width - x1, y1, page.width - x0)
    if page.rotation == 180:
        return BBox(page.width - x1, page.height - y1, page.width - x0, page.height - y0)
    if page.rotation == 270:
        return BBox(page.height - y1, x0, page.height - y0, x1)
    return box


def displayed_page(page: Page) -> Page:
    """Return the page with its size and every box as displayed; ``rotation`` stays as it was."""
    if page.rotation == 0:
        return page
    width, height = page.width, page.height
    if page.rotation % 180:
        width, height = height, width
    return replace(map_page(page, lambda box: to_displayed(box, page)), width=width, height=height)


def displayed_record(record: Record, pages: dict[int, Page]) -> Record:
    """Return a record with its own box and its fields' boxes as displayed."""
    if all(page.rotation == 0 for page in pages.values()):
        return record
    fields = {name: _field(value, pages) for name, value in record.fields.items()}
    unmapped = tuple((title, _field(value, pages)) for title, value in record.unmapped)
    box = _on_page(record.bbox, record.page, pages)
    return replace(record, fields=fields, unmapped=unmapped, bbox=box)


def _on_page(box: BBox | None, number: int, pages: dict[int, Page]) -> BBox | None:
    page = pages.get(number)
    return to_displayed(box, page) if box is not None and page is not None else box


def _field(value: FieldValue, pages: dict[int, Page]) -> FieldValue:
    parts = tuple((number, _on_page(box, number, pages)) for number, box in value.parts)
    return replace(value, bbox=_on_page(value.bbox, value.page, pages), parts=parts)


def map_page(page: Page, change: BoxMap) -> Page:
    """Return the page with every box of its blocks changed; its size stays."""
    return replace(page, blocks=tuple(_map_block(block, change) for block in page.blocks))


def _map_block(block: Block, change: BoxMap) -> Block:
    if isinstance(block, Line):
        return replace(
            block, bbox=_maybe(block.bbox, change), words=_map_words(block.words, change)
        )
    return _map_table(block, change)


def _map_table(table: Table, change: BoxMap) -> Table:
    edges = tuple(change(BBox(x, 0.0, x, 0.0)).x0 for x in table.col_edges)
    return replace(
        table,
        bbox=_maybe(table.bbox, change),
        cells=tuple(_map_cell(cell, change) for cell in table.cells),
        col_edges=tuple(sorted(edges)),
    )


def _map_cell(cell: Cell, change: BoxMap) -> Cell:
    return replace(
        cell,
        bbox=_maybe(cell.bbox, change),
        words=_map_words(cell.words, change),
        parts=tuple((number, _maybe(box, change)) for number, box in cell.parts),
    )


def _map_words(words: tuple[Word, ...], change: BoxMap) -> tuple[Word, ...]:
    return tuple(replace(word, bbox=_maybe(word.bbox, change)) for word in words)


def _maybe(box: BBox | None, change: BoxMap) -> BBox | None:
    return change(box) if box is not None else None
