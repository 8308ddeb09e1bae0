"""A page picture before anything is read: stamps and lines taken off, tables of lines found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.images.clean import whiten
from extractors.images.prepare import Prepared, prepare
from extractors.images.sheet import Picture, Sheet
from extractors.images.speckle import drop_speckle
from extractors.images.stamps import without_stamps
from extractors.scan.tables.ink import Ink, ink_of
from extractors.scan.tables.line_rests import without_line_rests
from extractors.scan.tables.lost_walls import with_lost_walls
from extractors.scan.tables.ruled import find_grids
from extractors.scan.tables.rulings import Rulings, find_rulings, without_rulings
from extractors.scan.tables.struck import Box, apart_from_struck
from extractors.tables.grid import Grid
from extractors.tables.nested import told_apart
from extractors.types import BBox

__all__ = ["BarePage", "bare_page"]


@dataclass(frozen=True, slots=True)
class BarePage:
    """A prepared picture and what is on it besides text.

    Attributes:
        prepared: the picture, and the way back to the page as displayed.
        rulings: its lines.
        drawn: the tables they form.
        sheet: the picture without stamps, lines and dirt: what is read.
        ink: the words on it, as boxes of ink.
        inner: tables within a cell of one of those drawn.
    """

    prepared: Prepared
    rulings: Rulings
    drawn: tuple[Grid, ...]
    sheet: Sheet
    ink: Ink
    inner: tuple[Grid, ...] = ()

    def without_inner(self) -> BarePage:
        """Return the page without what stands in the tables within cells."""
        if not self.inner:
            return self
        sheet = _without(self.sheet, [_pixels(grid.bbox) for grid in self.inner])
        return replace(self, sheet=sheet, ink=ink_of(sheet), inner=())


def _without(sheet: Sheet, boxes: Sequence[Box]) -> Sheet:
    gray = sheet.gray.copy()
    for x0, y0, x1, y1 in boxes:
        gray[y0 : y1 + 1, x0 : x1 + 1] = 255
    return replace(sheet, gray=gray)


def _pixels(box: BBox) -> Box:
    return round(box.x0), round(box.y0), round(box.x1), round(box.y1)


def bare_page(image: Picture, dpi: float, turn: int | None = None) -> BarePage:
    """Return a page with all that is not text taken off.

    Args:
        image: the picture as displayed, grey or BGR.
        dpi: its resolution.
        turn: degrees clockwise to turn it by; None as ``prepare`` finds.
    """
    prepared = prepare(image, dpi, turn=turn)
    # Stamps first: the flat parts of a ring look like rulings.
    sheet = without_stamps(prepared.sheet)
    rulings, struck = apart_from_struck(sheet, find_rulings(sheet))
    if struck:
        prepared = replace(prepared, flags=(*prepared.flags, "struck_out"))
        sheet = _without(sheet, struck)
    # Specks after rulings: a dot beside a ruling has no letter near it only once that is gone.
    bare = drop_speckle(without_rulings(sheet, rulings))
    ink = ink_of(bare)
    grids = told_apart(find_grids(rulings, sheet.dpi))
    drawn = tuple(with_lost_walls(grid, ink, sheet.dpi) for grid in grids.outer)
    clean = without_line_rests(bare, drawn)
    if clean is not bare:
        ink = ink_of(clean)
    white = replace(clean, gray=whiten(clean.gray))
    return BarePage(prepared, rulings, drawn, white, ink, grids.inner)
