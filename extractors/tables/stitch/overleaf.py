"""Wide sheets printed on pages side by side: the columns on the right stand on a later page.

A spreadsheet wider than its paper is printed in parts, over then down or down then over. Both parts
of a row have the same height at the same place of their pages, which two tables of their own never
have by chance, and the right part has no work of its own: it names who, when, what for. The parts
become one table before columns are named; every cell keeps its page and box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from rapidfuzz import fuzz

from extractors.tables.fields.columns import map_columns
from extractors.tables.stitch.column_of_lines import column_of_lines
from extractors.types import BBox, Block, Line, Page, Table
from normalizers.text.unicode import fold

__all__ = ["COLUMNS_JOINED", "with_overleaf_columns"]

COLUMNS_JOINED = "columns_joined"
"""Flag of a table whose columns stood on two pages or more."""

_MOST_SHIFT = 20.0
"""Points one page may lie higher than the other: a feeder places no sheet exactly."""
_SLACK = 4.0
"""Points an edge of a row may be off, a third of the lowest row of print."""
_STRETCH = 0.01
"""Share of the distance from the first row that two scans of one sheet differ by."""
_SAME_LINE = 3.0
"""Points between the upper edges of a line of print whose right half runs over to the next page."""
_MARGIN = 0.07
"""Share of a page's height at its edges where running heads and page numbers stand."""
_SAME_PAPER = 0.03
"""Share by which the pages of one sheet differ in size."""
_FEWEST_ROWS = 3
_SAME_TEXTS = 0.8
"""Share of the rows in which a column printed again reads as before."""
_LIKE = 85.0
"""Likeness (0..100) from which two texts of a scan are the same one."""
_WORK = frozenset(("action", "content"))
_OWN_MATTER = frozenset((*_WORK, "number", "person", "unit", "subject", "agenda"))
"""Fields that tell of a table of its own when they stand in the right part only."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A table on one page (counted from 0), and the blocks of the page it was made of."""

    at: int
    table: Table
    blocks: tuple[Block, ...]


def with_overleaf_columns(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages with tables whose columns go on overleaf joined on their first page.

    Args:
        pages: the pages of a document in order.

    Returns:
        The same pages; a joined table has the flag ``columns_joined`` and all its pages, the parts
        on the right are gone from theirs.
    """
    sheets = list(_sheets(pages))
    if not sheets:
        return tuple(pages)
    whole = {id(parts[0].table): _joined([part.table for part in parts]) for parts in sheets}
    gone = {id(block) for parts in sheets for part in parts[1:] for block in part.blocks}
    return tuple(_page(page, whole, gone) for page in pages)


def _page(page: Page, whole: dict[int, Table], gone: set[int]) -> Page:
    kept = [block for block in page.blocks if id(block) not in gone]
    blocks = (whole.get(id(b), b) if isinstance(b, Table) else b for b in kept)
    return replace(page, blocks=tuple(blocks))


# --- which parts make a sheet ---


def _sheets(pages: Sequence[Page]) -> Iterator[list[_Part]]:
    """Yield the parts of each wide sheet from left to right, in the order of the pages."""
    taken: set[int] = set()
    for at, page in enumerate(pages):
        for table in page.tables:
            if id(table) in taken or page.width <= 0:
                continue
            for parts in _run(pages, _Part(at, table, (table,))):
                taken |= {id(block) for part in parts for block in part.blocks}
                yield parts


def _run(pages: Sequence[Page], first: _Part) -> list[list[_Part]]:
    """Return the sheets that begin with one part: its own, then those of the rows below."""
    parts = _first_sheet(pages, first)
    if len(parts) < 2:
        return []
    step = parts[1].at - first.at
    down = [first.at + n for n in range(1, step)]
    if not down:
        return [parts, *_below(pages, parts, range(parts[-1].at + 1, len(pages), len(parts)))]
    below = _below(pages, parts, down)
    # Pages between the parts that are no parts themselves: printed in no order there is.
    return [parts, *below] if len(below) == len(down) else []


def _first_sheet(pages: Sequence[Page], first: _Part) -> list[_Part]:
    """Return the part with the titles of the work and those on its right, as far as there are."""
    columns = map_columns(first.table)
    if not columns.header_rows or not _WORK & set(columns.fields):
        return [first]
    parts = [first]
    if first.table.n_rows < _FEWEST_ROWS:
        return parts
    for at in range(first.at + 1, len(pages)):
        if len(parts) > 1 and at - parts[-1].at != parts[1].at - first.at:
            continue
        right = next(_right_parts(pages, parts, at), None)
        if right is not None:
            parts.append(right)
        elif at == first.at + len(parts) and len(parts) > 1:
            break
    return parts


def _right_parts(pages: Sequence[Page], parts: Sequence[_Part], at: int) -> Iterator[_Part]:
    first = parts[0]
    left, page = pages[first.at], pages[at]
    if not _same_paper(left, page):
        return
    known = _joined([part.table for part in parts])
    for part in _candidates(page, at, first.table):
        above = [b for b in page.lines if _is_above(b, part.table)]
        if same_rows(first.table, part.table) and _runs_over(above, left, page):
            own = _own_columns(known, part)
            if own is not None and _goes_with(known, own.table):
                yield own


def _below(
    pages: Sequence[Page], model: Sequence[_Part], starts: Iterable[int]
) -> list[list[_Part]]:
    """Return the sheets with the next rows whose left parts stand on the pages ``starts``."""
    sheets: list[list[_Part]] = []
    for start in starts:
        parts = _like_model(pages, model, start)
        if parts is None:
            break
        sheets.append(parts)
    return sheets


def _like_model(pages: Sequence[Page], model: Sequence[_Part], start: int) -> list[_Part] | None:
    first = model[0]
    for table in pages[start].tables if start < len(pages) else ():
        if table.n_cols != first.table.n_cols:
            continue
        parts = [_Part(start, table, (table,))]
        for part in model[1:]:
            at = start + part.at - first.at
            found = _follower(pages, part, at, table) if at < len(pages) else None
            if found is None:
                break
            parts.append(found)
        if len(parts) == len(model):
            return parts
    return None


def _follower(pages: Sequence[Page], model: _Part, at: int, left: Table) -> _Part | None:
    for part in _candidates(pages[at], at, left):
        own = _own_columns(left, part)
        if (
            own is not None
            and own.table.n_cols == model.table.n_cols
            and same_rows(left, part.table)
        ):
            return own
    return None


def _candidates(page: Page, at: int, left: Table) -> Iterator[_Part]:
    """Yield what may be the right part of a table: a table, or lines that stand in one column."""
    for table in page.tables:
        yield _Part(at, table, (table,))
    if not page.tables:
        column = column_of_lines(page, left)
        if column is not None:
            yield _Part(at, column[0], column[1])


# --- evidence ---


def _same_paper(left: Page, right: Page) -> bool:
    pairs = ((left.width, right.width), (left.height, right.height))
    return all(b > 0 and abs(a - b) <= _SAME_PAPER * b for a, b in pairs)


def same_rows(left: Table, right: Table) -> bool:
    """Say whether two tables have as many rows, of the same heights, at the same place."""
    ours, theirs = row_bands(left), row_bands(right)
    if left.n_rows != right.n_rows or not ours or not theirs:
        return False
    shift = median(b[0] - a[0] for a, b in zip(ours, theirs, strict=True))
    top = ours[0][0]
    return abs(shift) <= _MOST_SHIFT and all(
        abs(y - x - shift) <= _SLACK + _STRETCH * (x - top)
        for a, b in zip(ours, theirs, strict=True)
        for x, y in zip(a, b, strict=True)
    )


def row_bands(table: Table) -> list[tuple[float, float]]:
    """Return upper and lower edge of each row in points; empty where a row has none of its own."""
    bands = []
    for row in range(table.n_rows):
        boxes = [c.bbox for c in table.cells if c.row == row and c.rowspan == 1 and c.bbox]
        if not boxes:
            return []
        bands.append((median(b.y0 for b in boxes), median(b.y1 for b in boxes)))
    return bands


def _is_above(line: Line, table: Table) -> bool:
    return line.bbox is not None and table.bbox is not None and line.bbox.y1 <= table.bbox.y0


def _runs_over(above: Sequence[Line], left: Page, page: Page) -> bool:
    """Say whether what stands above the right part is the rest of lines on the left, or a head."""
    tops = [line.bbox.y0 for line in left.lines if line.bbox is not None]
    return all(
        line.bbox.y1 < _MARGIN * page.height
        or any(abs(line.bbox.y0 - y) <= _SAME_LINE for y in tops)
        for line in above
        if line.bbox is not None
    )


def _goes_with(left: Table, right: Table) -> bool:
    """Say whether titles on the right name other matters of the same rows: who, when, notes."""
    ours, theirs = map_columns(left), map_columns(right)
    fields = {field for field in theirs.fields if field}
    return bool(theirs.header_rows and fields) and not fields & (_OWN_MATTER | set(ours.fields))


def _own_columns(left: Table, part: _Part) -> _Part | None:
    """Return the part without leading columns that repeat some of the left; None if none is left.

    "Columns to repeat at left" of a spreadsheet are printed on every page.
    """
    table = part.table
    ours, theirs = list(_columns(left)), list(_columns(table))
    repeated = 0
    while repeated < len(theirs) and any(_reads_alike(theirs[repeated], own) for own in ours):
        repeated += 1
    if repeated == len(theirs):
        return None
    return replace(part, table=_without(table, repeated)) if repeated else part


def _columns(table: Table) -> Iterator[list[str]]:
    return (list(column) for column in zip(*table.text_rows(), strict=True))


def _reads_alike(column: Sequence[str], other: Sequence[str]) -> bool:
    pairs = [(fold(a), fold(b)) for a, b in zip(column, other, strict=False) if a.strip()]
    same = sum(fuzz.ratio(" ".join(a.split()), " ".join(b.split())) >= _LIKE for a, b in pairs)
    return len(pairs) >= _FEWEST_ROWS and same >= _SAME_TEXTS * len(pairs)


# --- one table of all parts ---


def _without(table: Table, n_cols: int) -> Table:
    """Return a table without its first columns; a cell that spans more begins after them."""
    cells = []
    for cell in table.cells:
        lost = max(0, n_cols - cell.col)
        if cell.colspan > lost:
            col = max(0, cell.col - n_cols)
            cells.append(replace(cell, col=col, colspan=cell.colspan - lost))
    box = table.bbox
    edges = table.col_edges[n_cols:]
    if box is not None and edges:
        box = BBox(edges[0], box.y0, box.x1, box.y1)
    return replace(
        table, cells=tuple(cells), n_cols=table.n_cols - n_cols, col_edges=edges, bbox=box
    )


def _joined(tables: Sequence[Table]) -> Table:
    """Return one table of parts side by side; its box and the unit of its edges are the first's."""
    whole = tables[0]
    for right in tables[1:]:
        moved = (replace(cell, col=cell.col + whole.n_cols) for cell in right.cells)
        edges: tuple[float, ...] = ()
        if whole.col_edges and right.col_edges:
            by = whole.col_edges[-1] - right.col_edges[0]
            edges = (*whole.col_edges, *(x + by for x in right.col_edges[1:]))
        whole = replace(
            whole,
            n_cols=whole.n_cols + right.n_cols,
            cells=tuple(sorted((*whole.cells, *moved), key=lambda c: (c.row, c.col))),
            col_edges=edges,
            confidence=min(whole.confidence, right.confidence),
            pages=tuple(dict.fromkeys((*whole.pages, *right.pages))),
            flags=tuple(dict.fromkeys((*whole.flags, *right.flags, COLUMNS_JOINED))),
        )
    return whole
