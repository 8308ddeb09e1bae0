"""A single column overleaf, which no table finder takes for a table: lines in the rows' places."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.types import BBox, Cell, Line, Page, Table, union_all

__all__ = ["column_of_lines"]

_FILLED = 0.8
"""Share of the rows that must have a line in the column."""
_SLACK = 3.0
"""Points a line may stick out of its row: the box of a line is higher than its letters."""


def column_of_lines(page: Page, left: Table) -> tuple[Table, tuple[Line, ...]] | None:
    """Return the lines of a page at the height of a table's rows as a table of one column.

    Args:
        page: a page without tables.
        left: the table whose last column may stand there, with boxes.

    Returns:
        The column, rows as in ``left``, and the lines it is made of; None if lines stand side by
        side, across two rows, or in too few rows.
    """
    box = left.bbox
    if box is None or not left.cells:
        return None
    inside = [line for line in page.lines if line.bbox and _within(line.bbox, box)]
    bands = _bands(left)
    rows: dict[int, list[Line]] = {}
    for line in inside:
        row = next(
            (r for r, band in enumerate(bands) if line.bbox and _fits(line.bbox, band)), None
        )
        if row is None:
            return None
        rows.setdefault(row, []).append(line)
    if len(rows) < _FILLED * left.n_rows or 0 not in rows or any(map(_side_by_side, rows.values())):
        return None
    cells = tuple(
        _cell(page.number, row, band, rows.get(row, [])) for row, band in enumerate(bands)
    )
    whole = union_all([c.bbox for c in cells if c.bbox])
    assert whole is not None
    table = Table(
        page.number,
        left.n_rows,
        1,
        cells,
        left.method,
        whole,
        left.confidence,
        (whole.x0, whole.x1),
    )
    return table, tuple(inside)


def _within(line: BBox, table: BBox) -> bool:
    return table.y0 - _SLACK <= line.center[1] <= table.y1 + _SLACK


def _bands(table: Table) -> list[tuple[float, float]]:
    bands = []
    for row in range(table.n_rows):
        boxes = [c.bbox for c in table.cells if c.row == row and c.rowspan == 1 and c.bbox]
        bands.append((boxes[0].y0, boxes[0].y1) if boxes else (0.0, 0.0))
    return bands


def _fits(line: BBox, band: tuple[float, float]) -> bool:
    return band[0] - _SLACK <= line.y0 and line.y1 <= band[1] + _SLACK


def _side_by_side(lines: Sequence[Line]) -> bool:
    boxes = sorted((line.bbox for line in lines if line.bbox), key=lambda b: b.y0)
    return any(b.center[1] < a.y1 for a, b in zip(boxes, boxes[1:], strict=False))


def _cell(page: int, row: int, band: tuple[float, float], lines: Sequence[Line]) -> Cell:
    box = union_all([line.bbox for line in lines if line.bbox])
    return Cell(
        row,
        0,
        "\n".join(line.text for line in lines),
        page,
        bbox=BBox(box.x0, band[0], box.x1, band[1]) if box else None,
        conf=min((line.conf for line in lines), default=1.0),
        raw="\n".join(line.raw for line in lines),
        words=tuple(word for line in lines for word in line.words),
    )
