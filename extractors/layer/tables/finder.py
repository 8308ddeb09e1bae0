"""Tables of born-digital PDF pages, from vector lines and the words of the text layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.formats.pdf.mupdf import PdfPage
from extractors.layer.tables.arbiter import CHART, settled
from extractors.layer.tables.charts import has_traces, idle_lines, is_chart
from extractors.layer.tables.data_grid import open_grid
from extractors.layer.tables.data_regions import believable, open_regions, rule_regions
from extractors.layer.tables.plumber import plumber_grids
from extractors.layer.tables.rulings import Rulings, rulings_of
from extractors.layer.tables.scene import Finder, Found, Scene
from extractors.layer.tables.settings import DRAWING
from extractors.layer.tables.wrapped import is_coarse, wrapped_tables
from extractors.tables.filled import fill_grid
from extractors.tables.grid import Grid, Segment, build_grids
from extractors.tables.nested import told_apart
from extractors.tables.open.settings import WALLING
from extractors.tables.trace import STANDS, keep
from extractors.tables.words import Placed, in_any, place, within
from extractors.types import NESTED, BBox, Table, Word

__all__ = ["digital_tables"]


def digital_tables(page: PdfPage, words: Sequence[Word], number: int) -> list[Table]:
    """Return the tables of a page from top to bottom.

    Args:
        page: a ``pymupdf.Page``, for its drawings.
        words: the words of its text layer, boxes in points of the page as displayed.
        number: 1-based page number, kept in the tables.
    """
    rulings, placed = rulings_of(page), place(words)
    grids = told_apart(build_grids(rulings.horizontal, rulings.vertical, tolerance=DRAWING.joined))
    inner = [grid for grid in grids.inner if _holds_table(grid, placed)]
    boxes = [grid.bbox for grid in inner]
    outside = [w for w in placed if not in_any(w, boxes)] if boxes else placed
    scene = Scene(page, rulings, outside, number, grids.outer)
    found: list[Found] = []
    for finder in FINDERS:
        found += finder(scene, found)
    found = settled(scene, found)
    for finder in FINDERS_OF_THE_REST:
        found += finder(scene, found)
    keep(number, lambda: [one.answer() for one in found])
    tables = [*_tables(found), *(_nested(grid, placed, number) for grid in inner)]
    return sorted(tables, key=lambda t: t.bbox or (0.0, 0.0, 0.0, 0.0))


def _nested(grid: Grid, words: Sequence[Placed], number: int) -> Table:
    """Return a table within a cell of another one."""
    table = fill_grid(grid, words, number, "vector")
    return replace(table, flags=(*table.flags, NESTED))


def _by_lines(scene: Scene, _: Sequence[Found]) -> list[Found]:
    """Return the grids of drawn lines."""
    top = DRAWING.top * scene.page.rect.height
    seen = [_seen("ruled", grid, scene.words) for grid in scene.grids]
    rests = [f.grid is not None and _holds_rest(f.grid, scene.words, top) for f in seen]
    return [replace(f, verdict=STANDS) if r else f for f, r in zip(seen, rests, strict=True)]


def _by_plumber(scene: Scene, before: Sequence[Found]) -> list[Found]:
    """Return what a second reader sees where lines are drawn and no table was found."""
    if any(one.stands for one in before) or not _is_worth_asking(scene.rulings):
        return []
    return [_seen("plumber", grid, scene.words) for grid in plumber_grids(scene.page)]


def _by_backgrounds(scene: Scene, before: Sequence[Found]) -> list[Found]:
    """Return the grids that coloured cells make by touching one another, without lines."""
    grids = _of_backgrounds(scene.rulings, [one.box for one in before])
    return [_seen("backgrounds", grid, scene.words) for grid in grids]


def _by_wrapped_text(scene: Scene, before: Sequence[Found]) -> list[Found]:
    """Return the tables of wrapped text outside the grids whose lines say all."""
    grids = [(one, one.grid) for one in before if one.grid is not None]
    whole = [one.box for one, grid in grids if one.stands and not is_coarse(grid)]
    frames = [one.box for one, grid in grids if is_coarse(grid)]
    tables = wrapped_tables(scene.rulings, scene.words, whole, frames, scene.number)
    return [Found("wrapped", t.bbox or BBox(0, 0, 0, 0), table=t) for t in tables]


def _between_rules(scene: Scene, before: Sequence[Found]) -> list[Found]:
    """Return what stands between rules outside all that was found."""
    boxes = rule_regions(scene.rulings, scene.words, _taken(before))
    return [_guessed("rules", b, scene, scene.words, WALLING.evidence_lines) for b in boxes]


def _by_white(scene: Scene, before: Sequence[Found]) -> list[Found]:
    """Return what stands in columns without any line, outside all that was found."""
    taken = _taken(before)
    free = [w for w in scene.words if not in_any(w, taken)]
    return [_guessed("white", b, scene, free, WALLING.evidence_white) for b in open_regions(free)]


FINDERS: tuple[Finder, ...] = (_by_lines, _by_plumber, _by_backgrounds, _by_wrapped_text)
"""In the order in which they are asked; the arbiter (``settled``) decides between them."""

FINDERS_OF_THE_REST: tuple[Finder, ...] = (_between_rules, _by_white)
"""Asked for what those that stand leave over, so that there is nothing to decide."""


def _seen(finder: str, grid: Grid, words: Sequence[Placed]) -> Found:
    verdict = STANDS if _holds_table(grid, words) else "holds no table"
    return Found(finder, grid.bbox, grid, verdict=verdict)


def _tables(found: Sequence[Found]) -> list[Table]:
    return [one.table for one in found if one.table is not None and one.stands]


def _taken(found: Sequence[Found]) -> list[BBox]:
    """Return the boxes of the tables and charts."""
    boxes = [table.bbox for table in _tables(found) if table.bbox is not None]
    return boxes + [one.box for one in found if one.verdict == CHART]


def _guessed(
    finder: str, box: BBox, scene: Scene, words: Sequence[Placed], confidence: float
) -> Found:
    """Return the table of a region, or why there is none."""
    inside = within(box, words)
    grid = open_grid(box, scene.rulings.horizontal, scene.rulings.vertical, inside)
    if grid is None:
        return Found(finder, box, verdict="no columns")
    verdict = _doubt(box, grid, scene.rulings, inside)
    if verdict != STANDS:
        return Found(finder, box, grid, verdict=verdict)
    table = fill_grid(replace(grid, evidence=confidence), inside, scene.number, "borderless")
    return Found(finder, box, table=table)


def _doubt(box: BBox, grid: Grid, rulings: Rulings, inside: Sequence[Placed]) -> str:
    """Return why a region in columns is no table; ``STANDS`` if it may be."""
    if not believable(grid, inside):
        return "not believable"
    if is_chart(box, rulings, inside) or has_traces(box, rulings):
        return "drawn through"
    return "idle lines" if idle_lines(box, grid.col_edges, rulings) else STANDS


def _of_backgrounds(rulings: Rulings, taken: Sequence[BBox]) -> list[Grid]:
    """Return the grids that coloured cells make by touching one another, without lines."""
    fills = [f for f in rulings.fills if not any(box.contains(*f.center) for box in taken)]
    if not DRAWING.least_fills <= len(fills) <= DRAWING.most_lines:
        return []
    across = [Segment(y, f.x0, f.x1) for f in fills for y in (f.y0, f.y1)]
    down = [Segment(x, f.y0, f.y1) for f in fills for x in (f.x0, f.x1)]
    grids = build_grids(across, down, tolerance=DRAWING.joined)
    return [
        grid
        for grid in grids
        if len(grid.cells) >= DRAWING.least_fills and grid.evidence >= DRAWING.closed
    ]


def _is_worth_asking(rulings: Rulings) -> bool:
    """Say whether a second reader, which takes seconds on a chart, may see a drawn table."""
    lines = (len(rulings.horizontal), len(rulings.vertical))
    plain = not rulings.slanted and not rulings.traces
    return plain and min(lines) >= DRAWING.least_lines and max(lines) <= DRAWING.most_lines


def _holds_rest(grid: Grid, words: Sequence[Placed], top: float) -> bool:
    """Say whether this is the rest of a row that the page before cut: one cell has text left.

    Such a row stands alone above ``top`` (points) and all its walls are drawn.
    """
    if len(grid.col_edges) <= DRAWING.rest_columns or len(grid.row_edges) != 2:
        return False
    if grid.evidence < DRAWING.closed:
        return False
    return grid.bbox.y0 <= top and bool(within(grid.bbox, words))


def _holds_table(grid: Grid, words: Sequence[Placed]) -> bool:
    if len(grid.col_edges) < 3 or len(grid.row_edges) < 2:
        return False
    inside = [w.box.center for w in within(grid.bbox, words)]
    filled = {cell for cell in grid.cells if any(grid.box(cell).contains(x, y) for x, y in inside)}
    return len(filled) >= DRAWING.least_filled and len({cell.col for cell in filled}) >= 2
