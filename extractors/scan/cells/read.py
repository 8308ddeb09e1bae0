"""Reading the cells of a grid: one engine call for all, then short cells settled by their column.

A cell without ink is not read. A cell whose ink gave no word is read once more as one line, and so
is a line of running text that was read badly (``extractors.scan.cells.second_look``). Short
cells of columns of numbers, codes and labels are read by a recogniser of their own as well; see
``extractors.short``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.images.sheet import INK, Sheet, inches
from extractors.ocr.belief import FAINT, is_print
from extractors.ocr.engines import (
    PSM_BLOCK,
    PSM_LINE,
    PSM_WORD,
    OcrEngine,
    OcrWord,
    PixelBox,
    by_line,
)
from extractors.ocr.ink import around_ink
from extractors.scan.cells.dotted import dotted_told
from extractors.scan.cells.end_signs import end_signs_told
from extractors.scan.cells.read_cell import ReadCell
from extractors.scan.cells.second_look import look_again
from extractors.scan.cells.short_columns import settle
from extractors.scan.cells.strokes import strokes_told
from extractors.scan.cells.upended import read_upended
from extractors.tables.grid import Grid
from extractors.types import BBox

__all__ = ["ReadCell", "read_cells"]


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Which cells of a grid are read, and what of them; lengths in inches.

    Attributes:
        inset: of a cell's box from its edges: remains of the rulings stand there.
        inset_part: of a cell's width and height, one in so many is the inset at most: a narrow
            cell has ink too.
        rim: within the box that does not count when ink is looked for.
        least_ink: share of a cell that is ink, if there is print in it; less is dirt.
        enough_ink: side of a square of ink that is enough for print in a cell of any size.
        fewest_ink: pixels of ink, at least, at any resolution.
        tight: of paper left around the ink of a cell that is read.
        believed: confidence (0..1) from which signs without a letter or digit are no dirt.
    """

    inset: float = 0.012
    inset_part: int = 4
    rim: float = 0.02
    least_ink: float = 0.0009
    enough_ink: float = 0.03
    fewest_ink: int = 8
    tight: float = 0.06
    believed: float = 0.5


READ = ReadSettings()


def read_cells(sheet: Sheet, grid: Grid, engine: OcrEngine) -> list[ReadCell]:
    """Read every cell of a grid on a picture whose rulings are painted out."""
    boxes = [_inner(grid.box(cell), sheet.dpi) for cell in grid.cells]
    inked = [index for index, box in enumerate(boxes) if _has_ink(sheet, box)]
    margin = sheet.inches(READ.tight)
    tight = [around_ink(sheet.gray, boxes[i], margin) for i in inked]
    read = engine.read(sheet, boxes=tight, psm=PSM_BLOCK)
    words: dict[int, tuple[OcrWord, ...]] = {
        index: tuple(_printed(_plausible(found), sheet.dpi))
        for index, found in zip(inked, read, strict=True)
    }
    cells = [ReadCell(cell, words.get(i, ())) for i, cell in enumerate(grid.cells)]
    cells = _again(sheet, cells, boxes, [i for i in inked if not words[i]], engine)
    held = {i: boxes[i] for i in inked}
    cells = settle(sheet, look_again(sheet, cells, held, engine), held, engine)
    cells = read_upended(sheet, cells, held, engine)
    return [replace(read, words=_signs_told(sheet, read.words)) for read in cells]


def _signs_told(sheet: Sheet, words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """Return the words with what their ink tells better than the engine: strokes, i, end signs."""
    told = dotted_told(sheet, strokes_told(sheet, words))
    return end_signs_told(sheet, told)


def _inner(box: BBox, dpi: float) -> PixelBox:
    x0, y0, x1, y1 = map(round, box)
    inset = min(inches(READ.inset, dpi), (x1 - x0) // READ.inset_part, (y1 - y0) // READ.inset_part)
    return PixelBox(x0 + inset, y0 + inset, x1 - inset, y1 - inset)


def _has_ink(sheet: Sheet, box: PixelBox) -> bool:
    margin = sheet.inches(READ.rim)
    crop = sheet.gray[box.y0 + margin : box.y1 - margin, box.x0 + margin : box.x1 - margin]
    if not crop.size:
        return False
    dark = int((crop < INK).sum())
    return dark >= max(
        READ.fewest_ink, min(READ.least_ink * crop.size, (READ.enough_ink * sheet.dpi) ** 2)
    )


def _plausible(words: Sequence[OcrWord]) -> list[OcrWord]:
    """Drop words that are remains of rulings or dirt: no letter or digit, and hardly believed."""
    return [
        word
        for word in words
        if any(c.isalnum() for c in word.text) or word.conf > READ.believed or word.text in "-–+•"
    ]


def _printed(words: Sequence[OcrWord], dpi: float) -> list[OcrWord]:
    """Drop the lines of a cell that are dirt; a cell with one line keeps it, however faint."""
    lines = by_line(words)
    if len(lines) < 2:
        return list(words)
    return [word for line in lines if is_print(line, dpi, FAINT) for word in line]


def _again(
    sheet: Sheet,
    cells: list[ReadCell],
    boxes: list[PixelBox],
    empty: list[int],
    engine: OcrEngine,
) -> list[ReadCell]:
    """Read cells with ink but no words once more: as one line, then as one word."""
    out = list(cells)
    for psm in (PSM_LINE, PSM_WORD):
        todo = [i for i in empty if not out[i].words]
        tight = [around_ink(sheet.gray, boxes[i], sheet.inches(READ.tight)) for i in todo]
        read = engine.read(sheet, boxes=tight, psm=psm)
        for i, found in zip(todo, read, strict=True):
            out[i] = ReadCell(out[i].cell, tuple(_plausible(found)))
    return out
