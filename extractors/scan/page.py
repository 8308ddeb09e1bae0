"""A picture of a page to a ``Page``: cells first, then the prose around the tables.

Boxes are in points of the *upright* page; ``Page.rotation`` says how far the displayed page was
turned, ``extractors.turned`` takes boxes back to the page as displayed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from extractors.handwriting.pen import Original
from extractors.images.prepare import Prepared, turned
from extractors.images.sheet import INK, Sheet
from extractors.images.spread import gutter_of
from extractors.ocr.belief import belief
from extractors.ocr.engines import PSM_BLOCK, OcrEngine, PixelBox
from extractors.scan.cells.read import ReadCell, read_cells
from extractors.scan.keys import parted_pixels
from extractors.scan.printed_lines import placed_word, printed_lines
from extractors.scan.sheet import BarePage, bare_page
from extractors.scan.signatures import READ_AGAIN, with_lost_names
from extractors.scan.spreads import one_sheet, shifted
from extractors.scan.tables.headings import headings_above, lower_rows
from extractors.scan.tables.open import RULED, Found, open_grids
from extractors.tables.fields.table_like import is_table
from extractors.tables.grid import Grid
from extractors.tables.trace import STANDS, Answer, keep, listening, moved
from extractors.turned import map_page
from extractors.types import (
    NESTED,
    OPEN_BOTTOM,
    POINTS_PER_INCH,
    BBox,
    Block,
    Cell,
    Line,
    Page,
    Table,
    TableMethod,
    Word,
)


@dataclass(frozen=True, slots=True)
class PageSettings:
    """When a page is tried the other way up, and how often its tables are parted.

    Attributes:
        upright: belief in what was read, 0..1, from which a page stands upright.
        margin: by which the other way up must be believed more.
        trial: inches of the band that is tried: a few lines.
        trial_ink: pixels of ink in it, at least; fewer tell nothing.
        partings: of a table: rows that hold several keys, then merged cells beside them.
        same_size: share by which two sizes of a page may differ and are one: rounding.
    """

    upright: float = 0.4
    margin: float = 0.15
    trial: float = 1.0
    trial_ink: int = 400
    partings: int = 2
    same_size: float = 0.002


PAGE = PageSettings()


def read_image_page(
    image: npt.NDArray[np.uint8],
    *,
    dpi: float,
    number: int,
    engine: OcrEngine,
    page_size: tuple[float, float] | None = None,
    turn: int | None = None,
) -> Page:
    """Read the picture of a page.

    Args:
        image: height x width (grey) or height x width x 3 (BGR), uint8, as displayed.
        dpi: resolution of the picture in pixels per inch.
        number: page number to give.
        engine: what reads the words.
        page_size: width and height in points of the page as displayed; None takes the picture's.
        turn: degrees clockwise (0, 90, 180, 270) a person said the picture is to be turned by;
            None finds out.

    Returns:
        The page, ``read_by`` "ocr", its size and boxes upright.
    """
    if turn is not None:
        read = _read(bare_page(image, dpi, turn), (image, dpi), engine, number)
        return (
            _scaled_to(_as_read(read, number), page_size) if page_size else _as_read(read, number)
        )
    gutter = gutter_of(image, dpi)
    page = _two_pages(image, gutter, dpi, number, engine) if gutter is not None else None
    page = page or _one_page(image, dpi, number, engine)
    return _scaled_to(page, page_size) if page_size else page


def _two_pages(
    image: npt.NDArray[np.uint8], gutter: int, dpi: float, number: int, engine: OcrEngine
) -> Page | None:
    """Read the pages left and right of a gutter as one sheet; None if they do not stand alike."""
    read: list[tuple[Page, list[Answer]]] = []
    for half in (image[:, :gutter], image[:, gutter:]):
        with listening() as trace:
            page = _one_page(np.ascontiguousarray(half), dpi, number, engine)
        read.append((page, trace.pages.get(number, [])))
    (left, _), (right, _) = read
    sheet = one_sheet(left, right)
    if sheet is not None:
        (first, answers), (_, beside) = reversed(read) if sheet.rotation else read
        keep(number, lambda: (*answers, *moved(beside, lambda box: shifted(box, first.width))))
    return sheet


def _one_page(image: npt.NDArray[np.uint8], dpi: float, number: int, engine: OcrEngine) -> Page:
    read = _read(bare_page(image, dpi), (image, dpi), engine, number)
    if _upside_down(read, engine):
        turn = (read.page.prepared.rotation + 180) % 360
        read = _read(bare_page(image, dpi, turn), (image, dpi), engine, number)
    return _as_read(read, number)


def _as_read(read: _Reading, number: int) -> Page:
    prepared = read.page.prepared
    keep(number, lambda: _answers(read))
    return Page(
        number=number,
        width=prepared.size[0],
        height=prepared.size[1],
        read_by="ocr",
        blocks=tuple(_in_order(read.lines, read.tables)),
        rotation=prepared.rotation,
        skew=prepared.skew,
        dpi=prepared.dpi,
        flags=(*prepared.flags, *read.flags),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one way up of the page gave; ``verdicts`` say of what was found why it is no table.

    ``flags`` say what was odd in reading it.
    """

    page: BarePage
    lines: list[Line]
    tables: list[Table]
    verdicts: list[tuple[Found, str]]
    flags: tuple[str, ...] = ()

    @property
    def words(self) -> list[Word]:
        in_cells = [w for table in self.tables for cell in table.cells for w in cell.words]
        return in_cells + [w for line in self.lines for w in line.words]


def _read(
    whole: BarePage, source: tuple[npt.NDArray[np.uint8], float], engine: OcrEngine, number: int
) -> _Reading:
    page = whole.without_inner()
    ruled, opened, lost = open_grids(page.sheet, page.ink, page.rulings, page.drawn)
    found = [(f.grid, _read_table(page, f.grid, "ruled", engine, number)) for f in ruled]
    verdicts = [(f, STANDS) for f in ruled]
    for one in opened:
        below, table = _read_open(page, one.found.grid, engine, number)
        if one.is_drawn or is_table(table):
            found.append((below, table))
            verdicts.append((one.found, STANDS))
        else:
            grids = [f.grid for f in one.coarse]
            found += [(g, _read_table(page, g, "ruled", engine, number)) for g in grids]
            verdicts.append((one.found, "reads as no table"))
            lost = [(f, STANDS if f in one.coarse else why) for f, why in lost]
    found.sort(key=lambda pair: (pair[0].bbox.y0, pair[0].bbox.x0))
    boxes = [PixelBox(*map(round, grid.bbox)) for grid, _ in found]
    original = Original(*source, page.prepared)
    printed = printed_lines(page.sheet, boxes, original, engine, number)
    lines, named = with_lost_names(printed, page.sheet, page.prepared, engine, number)
    inner = [_read_table(whole, grid, "ruled", engine, number) for grid in whole.inner]
    verdicts += [(Found(RULED, grid), STANDS) for grid in whole.inner]
    tables = [*(table for _, table in found), *(_nested(table) for table in inner)]
    flags = (READ_AGAIN,) if named else ()
    return _Reading(whole, lines, tables, [*verdicts, *lost], flags)


def _nested(table: Table) -> Table:
    return replace(table, flags=(*table.flags, NESTED))


def _answers(read: _Reading) -> Iterator[Answer]:
    """Yield what the finders saw, boxes in points of the upright page."""
    box = read.page.prepared.box
    for (name, grid, _), verdict in read.verdicts:
        yield Answer(name, box(*grid.bbox), grid.n_rows, grid.n_cols, verdict)


def _read_open(page: BarePage, grid: Grid, engine: OcrEngine, number: int) -> tuple[Grid, Table]:
    """Read what may be a table; headings that stand over it in its first column are left out."""
    table = _read_table(page, grid, "borderless", engine, number)
    above = headings_above(table)
    if not above:
        return grid, table
    lower = lower_rows(grid, above)
    return lower, _read_table(page, lower, "borderless", engine, number)


def _upside_down(read: _Reading, engine: OcrEngine) -> bool:
    """Say whether the page makes more sense turned by 180 degrees.

    Only a page that reads badly is tried the other way up, and only the band with the most ink.
    """
    here = belief([(w.text, w.conf) for w in read.words])
    sheet = read.page.sheet
    trial = _trial_box(sheet)
    if here >= PAGE.upright or trial is None:
        return False
    height, width = sheet.gray.shape
    flipped = PixelBox(width - trial.x1, height - trial.y1, width - trial.x0, height - trial.y0)
    other = replace(sheet, gray=turned(sheet.gray, 180))
    words = engine.read(other, boxes=[flipped], psm=PSM_BLOCK)[0]
    return belief([(w.text, w.conf) for w in words]) > here + PAGE.margin


def _trial_box(sheet: Sheet) -> PixelBox | None:
    """Return the band of the page, a few lines high, that holds the most ink."""
    ink = (sheet.gray < INK).sum(axis=1).astype(np.float64)
    height, width = sheet.gray.shape
    band = min(height, sheet.inches(PAGE.trial))
    sums = np.convolve(ink, np.ones(band), mode="valid")
    if not sums.size or sums.max() < PAGE.trial_ink:
        return None
    top = int(sums.argmax())
    return PixelBox(0, top, width, top + band)


def _read_table(
    page: BarePage, grid: Grid, method: TableMethod, engine: OcrEngine, number: int
) -> Table:
    prepared = page.prepared
    cells = read_cells(page.sheet, grid, engine)
    for _ in range(PAGE.partings):
        finer = parted_pixels(grid, cells, is_open=method == "borderless")
        if finer is None:
            break
        grid, cells = finer, read_cells(page.sheet, finer, engine)
    boxes = {cell: prepared.box(*grid.box(cell)) for cell in grid.cells}
    # In the straightened page: taken back to a skewed page, an edge's x would depend on the height
    # the table stands at, and the columns of two pages would not agree.
    edges = tuple(x * POINTS_PER_INCH / prepared.dpi for x in grid.col_edges)
    return Table(
        page=number,
        n_rows=grid.n_rows,
        n_cols=grid.n_cols,
        cells=tuple(_cell(read, boxes[read.cell], prepared, number) for read in cells),
        method=method,
        bbox=prepared.box(*grid.bbox),
        confidence=round(grid.evidence, 3),
        col_edges=edges,
        flags=(OPEN_BOTTOM,) if grid.open_bottom else (),
    )


def _cell(read: ReadCell, box: BBox, prepared: Prepared, number: int) -> Cell:
    cell = read.cell
    return Cell(
        row=cell.row,
        col=cell.col,
        text=read.text,
        page=number,
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        bbox=box,
        conf=round(read.conf, 4),
        words=tuple(placed_word(word, prepared) for word in read.words),
    )


def _in_order(lines: Sequence[Line], tables: Sequence[Table]) -> list[Block]:
    """Put the tables among the lines: before the first line that starts below their middle."""
    blocks: list[Block] = list(lines)
    for table in tables:
        assert table.bbox is not None
        middle = table.bbox.center[1]
        place = next(
            (
                index
                for index, block in enumerate(blocks)
                if block.bbox is not None and block.bbox.y0 > middle
            ),
            len(blocks),
        )
        blocks.insert(place, table)
    return blocks


def _scaled_to(page: Page, page_size: tuple[float, float]) -> Page:
    """Bring the boxes to the page's own size in points where the picture's dpi was a guess."""
    width, height = page_size if page.rotation % 180 == 0 else page_size[::-1]
    fx, fy = width / page.width, height / page.height
    if max(abs(fx - 1), abs(fy - 1)) < PAGE.same_size:
        return replace(page, width=width, height=height)

    def scaled(box: BBox) -> BBox:
        return BBox(box.x0 * fx, box.y0 * fy, box.x1 * fx, box.y1 * fy)

    return replace(map_page(page, scaled), width=width, height=height)
