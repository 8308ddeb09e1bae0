"""What a page picture can show of how its tables came about: rulings, fields, joints.

Everything is in points of the page as displayed, origin top left, so that it can be drawn over the
picture of the page at any resolution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractors.images.prepare import prepare
from extractors.scan.tables.rulings import Ruling, find_rulings
from extractors.story import story_of
from extractors.turned import to_displayed
from extractors.types import BBox, Cell, Page, Table, union_all

__all__ = ["Joint", "Marks", "Segment", "page_marks", "ruling_marks"]

Segment = tuple[float, float, float, float]
"""A line from ``(x0, y0)`` to ``(x1, y1)`` in points of the page as displayed."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Where a table goes on: the box of its part on this page, the neighbour pages (0 for none)."""

    box: BBox
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be drawn on one page besides its own lines and cells.

    Attributes:
        fields: the first cell of each named column on the page, with the field's name.
        joints: the parts of tables that run over several pages.
        joined: cells put together from parts on two pages: the part that stands here.
    """

    fields: tuple[tuple[BBox, str], ...] = ()
    joints: tuple[Joint, ...] = ()
    joined: tuple[BBox, ...] = ()


def page_marks(pages: Sequence[Page]) -> dict[int, Marks]:
    """Return the marks of every page by its number, from its tables stitched and named."""
    tables = [(named.table, named.columns.fields) for named in story_of(pages).tables]
    return {page.number: _marks(page, tables) for page in pages}


def _marks(page: Page, tables: Sequence[tuple[Table, tuple[str | None, ...]]]) -> Marks:
    fields: list[tuple[BBox, str]] = []
    joints: list[Joint] = []
    joined: list[BBox] = []
    for table, names in tables:
        here = [(cell, box) for cell in table.cells for box in _boxes_on(cell, page.number)]
        area = union_all([box for _, box in here])
        if area is None:
            continue
        joined += [box for cell, box in here if len(cell.parts) > 1]
        fields += _first_of_columns(here, names)
        at = table.pages.index(page.number) if page.number in table.pages else 0
        if len(table.pages) > 1:
            before = table.pages[at - 1] if at else 0
            after = table.pages[at + 1] if at + 1 < len(table.pages) else 0
            joints.append(Joint(to_displayed(area, page), before, after))
    return Marks(
        tuple((to_displayed(box, page), name) for box, name in fields),
        tuple(joints),
        tuple(to_displayed(box, page) for box in joined),
    )


def _boxes_on(cell: Cell, number: int) -> list[BBox]:
    return [box for page, box in cell.parts if page == number and box is not None]


def _first_of_columns(
    here: Sequence[tuple[Cell, BBox]], names: Sequence[str | None]
) -> Iterator[tuple[BBox, str]]:
    """Yield the topmost cell of each named column that spans no other column."""
    for column, name in enumerate(names):
        own = [
            (box.y0, box) for cell, box in here if (cell.col, cell.colspan) == (column, 1) and name
        ]
        if own and name:
            yield min(own)[1], name


def ruling_marks(image: npt.NDArray[np.uint8], dpi: float, page: Page) -> list[Segment]:
    """Return the rulings seen on the picture of a page.

    Args:
        image: height x width (grey) or height x width x 3 (BGR), uint8, the page as displayed.
        dpi: resolution of the picture.
        page: the page as it was read; only its turn and size are used.
    """
    prepared = prepare(image, dpi, turn=page.rotation)
    found = find_rulings(prepared.sheet)
    ends = [_ends(line, across=True) for line in found.across]
    ends += [_ends(line, across=False) for line in found.down]
    if not ends:
        return []
    upright = prepared.points(*np.array(ends, float).reshape(-1, 2).T)
    points = [to_displayed(BBox(x, y, x, y), page)[:2] for x, y in upright.T]
    return [(*a, *b) for a, b in zip(points[::2], points[1::2], strict=True)]


def _ends(line: Ruling, *, across: bool) -> Segment:
    if across:
        return (line.start, line.position, line.end, line.position)
    return (line.position, line.start, line.position, line.end)
