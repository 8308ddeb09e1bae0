"""Moving the boxes of a page from one frame of reference to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from extractors.types import BBox, Block, Cell, Line, Page, Table, Word

__all__ = ["Mapping", "moved", "shift", "turn_back", "turned_page"]

Mapping: TypeAlias = Callable[[BBox], BBox]


def moved(blocks: Iterable[Block], move: Mapping, *, edge_factor: float = 1.0) -> list[Block]:
    """Return the blocks with every box moved; column edges are only scaled by ``edge_factor``."""
    return [
        _line(block, move) if isinstance(block, Line) else _table(block, move, edge_factor)
        for block in blocks
    ]


def shift(dx: float, dy: float) -> Mapping:
    """Return the mapping that moves boxes by ``(dx, dy)`` points."""
    return lambda box: BBox(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)


def turn_back(turn: int, width: float, height: float) -> Mapping:
    """Return the mapping from a page that was turned upright to the page as displayed.

    Args:
        turn: degrees clockwise the displayed page was turned by: 90, 180 or 270.
        width: width in points of the page as displayed.
        height: height in points of the page as displayed.
    """

    def back(x: float, y: float) -> tuple[float, float]:
        if turn == 90:
            return y, height - x
        if turn == 180:
            return width - x, height - y
        return width - y, x

    def move(box: BBox) -> BBox:
        (xa, ya), (xb, yb) = back(box.x0, box.y0), back(box.x1, box.y1)
        return BBox(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    return move


def turned_page(page: Page, turn: int, width: float, height: float) -> Page:
    """Return an upright page in the frame of the page as displayed.

    Column edges keep their share of the page's width, for tables are joined over pages by it.
    """
    factor = width / page.width if page.width else 1.0
    blocks = moved(page.blocks, turn_back(turn, width, height), edge_factor=factor)
    return replace(page, width=width, height=height, rotation=turn, blocks=tuple(blocks))


def _box(box: BBox | None, move: Mapping) -> BBox | None:
    return None if box is None else move(box)


def _words(words: tuple[Word, ...], move: Mapping) -> tuple[Word, ...]:
    return tuple(replace(word, bbox=_box(word.bbox, move)) for word in words)


def _line(line: Line, move: Mapping) -> Line:
    return replace(line, bbox=_box(line.bbox, move), words=_words(line.words, move))


def _cell(cell: Cell, move: Mapping) -> Cell:
    return replace(
        cell,
        bbox=_box(cell.bbox, move),
        words=_words(cell.words, move),
        parts=tuple((page, _box(box, move)) for page, box in cell.parts),
    )


def _table(table: Table, move: Mapping, edge_factor: float) -> Table:
    return replace(
        table,
        bbox=_box(table.bbox, move),
        cells=tuple(_cell(cell, move) for cell in table.cells),
        col_edges=tuple(x * edge_factor for x in table.col_edges),
    )
