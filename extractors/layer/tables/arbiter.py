"""Which of the grids and tables that finders saw in a text layer are tables, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.layer.tables.charts import has_traces, is_chart
from extractors.layer.tables.data_grid import open_grid
from extractors.layer.tables.data_regions import believable
from extractors.layer.tables.keys import parted_grid
from extractors.layer.tables.refine import refined
from extractors.layer.tables.rulings import Rulings
from extractors.layer.tables.scene import Found, Scene
from extractors.layer.tables.settings import CHARTS, DRAWING
from extractors.layer.tables.wrapped import is_coarse
from extractors.tables.fields.header_rows import count_header_rows
from extractors.tables.filled import fill_grid
from extractors.tables.grid import Grid
from extractors.tables.gutters import columns_filled, find_gutters, line_height
from extractors.tables.words import Placed, in_any, text_rows, within
from extractors.types import BBox, Table

__all__ = ["CHART", "replaces", "settled"]

CHART = "chart"
"""Verdict of lines that draw something else than a table."""


def settled(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """Return what was found with its verdicts; drawn grids that stand have become tables.

    A grid gives way to a table read by white space that parts what its lines leave together; such
    a table that touches a grid which does not give way is none.
    """
    tables = [f.table for f in found if f.table is not None]
    grids = [f for f in found if f.grid is not None and f.stands]
    kept = [f for f in grids if f.grid and not replaces(f.grid, tables, scene.words)]
    out: list[Found] = []
    for one in found:
        if not one.stands:
            out.append(one)
        elif one.grid is None:
            touched = any(_touch(one.box, f.box) for f in kept)
            out.append(replace(one, verdict="overlaps ruled") if touched else one)
        elif one not in kept:
            out.append(replace(one, verdict="parted by another"))
        elif _is_drawing(one.grid, scene.rulings, scene.words):
            out.append(replace(one, verdict=CHART))
        else:
            table = _filled(one.grid, scene)
            out.append(replace(one, table=table, box=table.bbox or one.box))
    return out


def _filled(grid: Grid, scene: Scene) -> Table:
    """Return a drawn grid with its text, parted where its lines leave cells together."""
    better = _opened(grid, scene.rulings, scene.words) or refined(grid, scene.words)
    return fill_grid(parted_grid(better, scene.words), scene.words, scene.number, "vector")


def replaces(grid: Grid, tables: Sequence[Table], words: Sequence[Placed]) -> bool:
    """Say whether a table read by white space parts what the drawn lines leave together.

    One that knows fewer columns than are drawn and hold text only parts the lines of a cell; so
    does one whose rows, those too many, have nothing in their first two columns.
    """
    walls = grid.col_edges[1:-1]
    filled = columns_filled((w for w in words if in_any(w, [grid.bbox])), walls)
    return is_coarse(grid) and any(
        _touch(t.bbox, grid.bbox)
        and t.n_cols >= len(filled)
        and (_begun(t) >= len(grid.row_edges) or t.n_cols >= len(grid.col_edges))
        for t in tables
    )


def _begun(table: Table) -> int:
    """Return how many rows are titles or have a text in one of the first two columns.

    The first row under the titles may be the rest of one on the page before.
    """
    header = count_header_rows(table)
    body = [any(text.strip() for text in row[:2]) for row in table.text_rows()[header:]]
    is_rest = len(body) > 1 and not body[0]
    return header + sum(body) + is_rest


def _touch(box: BBox | None, other: BBox) -> bool:
    return (
        box is not None
        and min(box.x1, other.x1) > max(box.x0, other.x0)
        and min(box.y1, other.y1) > max(box.y0, other.y0) + DRAWING.slack
    )


def _is_drawing(grid: Grid, rulings: Rulings, words: Sequence[Placed]) -> bool:
    """Say whether a grid of lines is a chart, its legend, or a frame around charts."""
    if is_chart(grid.bbox, rulings, words):
        return True
    inside = [w.box.center for w in within(grid.bbox, words)]
    filled = [c for c in grid.cells if any(grid.box(c).contains(x, y) for x, y in inside)]
    n_rows = len(grid.row_edges) - 1
    used = {row for c in filled for row in range(c.row, c.row + c.rowspan)}
    if n_rows >= CHARTS.least_rows and len(used) <= min(CHARTS.used * n_rows, CHARTS.most_used):
        return True
    mostly = n_rows >= CHARTS.least_filled_rows and 2 * len(filled) >= len(grid.cells)
    return not mostly and has_traces(grid.bbox, rulings)


def _opened(grid: Grid, rulings: Rulings, words: Sequence[Placed]) -> Grid | None:
    """Return the grid by white space where a few drawn lines divide too little of the text."""
    box = _with_open_ends(grid.bbox, rulings)
    inside = within(box, words)
    rows = text_rows(inside)
    gutters = find_gutters(rows, line_height(rows))
    known = grid.col_edges[1:-1]
    few = len(gutters) < len(known) + DRAWING.open_columns
    if (
        len(known) > DRAWING.open_walls
        or few
        or len(grid.row_edges) > DRAWING.open_rows + len(rows) // 2
    ):
        return None
    found = open_grid(box, rulings.horizontal, rulings.vertical, inside)
    return found if found is not None and believable(found, words) else None


def _with_open_ends(box: BBox, rulings: Rulings) -> BBox:
    """Return the box with what its inner vertical lines reach beyond the last rule."""
    inner = [
        s
        for s in rulings.vertical
        if box.x0 + DRAWING.joined < s.at < box.x1 - DRAWING.joined
        and s.start <= box.y1 + 2 * DRAWING.joined
        and s.end >= box.y0 - 2 * DRAWING.joined
    ]
    top = min((s.start for s in inner), default=box.y0)
    bottom = max((s.end for s in inner), default=box.y1)
    return BBox(box.x0, min(box.y0, top), box.x1, max(box.y1, bottom))
