"""The grid of a table, and from rulings to grids: straight segments in, rows, columns, spans out.

The unit is the caller's (points for vector drawings, pixels for a scan); y grows downwards. Lines
that touch form one grid; a cell spans what no inner line divides. The outer border may be missing
where lines of the other direction end on it together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractors.types import BBox

__all__ = [
    "Grid",
    "GridCell",
    "Segment",
    "are_coarse",
    "build_grids",
    "cluster",
    "merge_collinear",
    "without_idle_edges",
]


@dataclass(frozen=True, slots=True)
class GridSettings:
    """When lines make a grid; distances in times the caller's tolerance unless said.

    Attributes:
        drawn: share of a stretch that lines must cover to divide two cells.
        open_ends: lines that end together where the border across them is not drawn, at least.
        shortest: length of a line that counts, more than.
        group: width of a group of edges that are one, at most.
        ends: within which lines end together.
        beyond: by which they reach beyond the last line across, at least, if one is missing.
        on_edge: within which a line stands on an edge.
        coarse_edges: edges of rows and of columns, below which most are left to white space.
        coarse_row: share of the table's height above which one row may hold several.
    """

    drawn: float = 0.5
    open_ends: int = 2
    shortest: float = 2.0
    group: float = 2.0
    ends: float = 2.0
    beyond: float = 3.0
    on_edge: float = 1.5
    coarse_edges: int = 4
    coarse_row: float = 0.4


GRID = GridSettings()
_TINY = 1e-6
"""Length below which a stretch is none: it only keeps a division from failing."""


class Segment(NamedTuple):
    """A straight ruling: a horizontal one at ``y == at`` from ``x == start`` to ``x == end``.

    A vertical one stands at ``x == at`` and runs from ``y == start`` to ``y == end``.
    """

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """Length in the caller's unit."""
        return self.end - self.start


class GridCell(NamedTuple):
    """A cell: its first row and column and how many it spans."""

    row: int
    col: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without its text, in pixels of a picture or in points of a page.

    Attributes:
        row_edges: ``n_rows + 1`` ascending y coordinates.
        col_edges: ``n_cols + 1`` ascending x coordinates.
        cells: sorted by (row, col); they tile the grid without overlap.
        evidence: how sure the grid is, 0..1; of a ruled one the share of its borders that is drawn.
        open_bottom: the lines run down to a last border that is not drawn.
    """

    row_edges: tuple[float, ...]
    col_edges: tuple[float, ...]
    cells: tuple[GridCell, ...]
    evidence: float
    open_bottom: bool = False

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.row_edges) - 1

    @property
    def n_cols(self) -> int:
        """Number of columns."""
        return len(self.col_edges) - 1

    @property
    def bbox(self) -> BBox:
        """The outer border."""
        return BBox(self.col_edges[0], self.row_edges[0], self.col_edges[-1], self.row_edges[-1])

    def box(self, cell: GridCell) -> BBox:
        """Return the box of a cell in the caller's unit."""
        return BBox(
            self.col_edges[cell.col],
            self.row_edges[cell.row],
            self.col_edges[cell.col + cell.colspan],
            self.row_edges[cell.row + cell.rowspan],
        )

    def rounded(self) -> Grid:
        """Return the grid with its edges on whole numbers, as pixels are."""
        rows, cols = (tuple(map(round, e)) for e in (self.row_edges, self.col_edges))
        return replace(self, row_edges=rows, col_edges=cols)


def build_grids(
    horizontal: Sequence[Segment], vertical: Sequence[Segment], *, tolerance: float
) -> list[Grid]:
    """Return the grids the rulings form, from top to bottom.

    Args:
        horizontal: horizontal rulings; pieces of one line may come apart or overlap.
        vertical: vertical rulings.
        tolerance: lines nearer than this are one line; ends nearer than this touch.

    Returns:
        Grids of two or more cells. Page frames and boxes around text have one cell and are left
        out, and so are lines that touch no line of the other direction.
    """
    across = [
        s for s in merge_collinear(horizontal, tolerance) if s.length > GRID.shortest * tolerance
    ]
    down = [s for s in merge_collinear(vertical, tolerance) if s.length > GRID.shortest * tolerance]
    grids = [_grid(h, v, tolerance) for h, v in _components(across, down, tolerance)]
    found = [g for g in grids if g is not None and len(g.cells) > 1]
    return sorted(found, key=lambda g: (g.bbox.y0, g.bbox.x0))


def merge_collinear(segments: Iterable[Segment], tolerance: float) -> list[Segment]:
    """Join segments that lie on one line and touch or overlap (dashes, doubled lines)."""
    merged: list[Segment] = []
    for segment in sorted(segments, key=lambda s: (s.start, s.at)):
        for index in range(len(merged) - 1, -1, -1):
            other = merged[index]
            if abs(other.at - segment.at) <= tolerance and segment.start <= other.end + tolerance:
                merged[index] = _join(other, segment)
                break
        else:
            merged.append(segment)
    return merged


def _join(first: Segment, second: Segment) -> Segment:
    weight = max(first.length, _TINY)
    total = weight + max(second.length, _TINY)
    at = (first.at * weight + second.at * (total - weight)) / total
    return Segment(at, min(first.start, second.start), max(first.end, second.end))


def cluster(values: Iterable[float], tolerance: float) -> list[float]:
    """Return the means of values that lie within ``tolerance`` of their neighbours, ascending."""
    groups: list[list[float]] = []
    for value in sorted(values):
        near = groups and value - groups[-1][-1] <= tolerance
        if near and value - groups[-1][0] <= GRID.group * tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _components(
    across: list[Segment], down: list[Segment], tolerance: float
) -> list[tuple[list[Segment], list[Segment]]]:
    """Return the sets of lines that hang together by touching."""
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if _touch(h, v, tolerance):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(v)
    return [(h, v) for h, v in groups.values() if h and v]


def _touch(h: Segment, v: Segment, tolerance: float) -> bool:
    return (
        h.start - tolerance <= v.at <= h.end + tolerance
        and v.start - tolerance <= h.at <= v.end + tolerance
    )


def _grid(across: list[Segment], down: list[Segment], tolerance: float) -> Grid | None:
    rows = _edges(across, down, tolerance)
    cols = _edges(down, across, tolerance)
    if len(rows) < 2 or len(cols) < 2:
        return None
    # below[r][c]: a line between (r, c) and (r + 1, c); right_of[r][c]: between c and c + 1.
    below = [[_covered(across, y, a, b, tolerance) for a, b in _pairs(cols)] for y in rows[1:-1]]
    right_of = [[_covered(down, x, a, b, tolerance) for x in cols[1:-1]] for a, b in _pairs(rows)]
    cells = _cells(below, right_of, len(rows) - 1, len(cols) - 1)
    cells, rows, cols = without_idle_edges(cells, rows, cols)
    if len(rows) < 2 or len(cols) < 2:
        return None
    is_open = max(s.at for s in across) < rows[-1] - GRID.beyond * tolerance
    grid = Grid(tuple(rows), tuple(cols), tuple(cells), 0.0, is_open)
    return replace(grid, evidence=_drawn(grid, across, down, tolerance))


def _edges(lines: list[Segment], crossing: list[Segment], tolerance: float) -> list[float]:
    """Return where the lines stand, with an outer edge where crossing lines end together."""
    edges = cluster((s.at for s in lines), tolerance)
    first, last = min(s.start for s in crossing), max(s.end for s in crossing)
    starts = sum(1 for s in crossing if s.start <= first + GRID.ends * tolerance)
    ends = sum(1 for s in crossing if s.end >= last - GRID.ends * tolerance)
    if first < edges[0] - GRID.beyond * tolerance and starts >= GRID.open_ends:
        edges.insert(0, first)
    if last > edges[-1] + GRID.beyond * tolerance and ends >= GRID.open_ends:
        edges.append(last)
    return edges


def _pairs(edges: Sequence[float]) -> list[tuple[float, float]]:
    return list(zip(edges, edges[1:], strict=False))


def _covered(lines: list[Segment], at: float, start: float, end: float, tolerance: float) -> bool:
    """Say whether lines at ``at`` cover most of the stretch from start to end."""
    return _cover(lines, at, start, end, tolerance) >= GRID.drawn


def _cover(lines: list[Segment], at: float, start: float, end: float, tolerance: float) -> float:
    length = max(end - start, _TINY)
    total = sum(
        max(0.0, min(s.end, end) - max(s.start, start))
        for s in lines
        if abs(s.at - at) <= GRID.on_edge * tolerance
    )
    return min(1.0, total / length)


def _cells(
    below: list[list[bool]], right_of: list[list[bool]], n_rows: int, n_cols: int
) -> list[GridCell]:
    """Tile the slots with rectangles: each grows right, then down, as far as no line divides."""
    taken = [[False] * n_cols for _ in range(n_rows)]
    cells: list[GridCell] = []
    for r in range(n_rows):
        for c in range(n_cols):
            if taken[r][c]:
                continue
            width = 1
            while c + width < n_cols and not right_of[r][c + width - 1] and not taken[r][c + width]:
                width += 1
            height = 1
            while r + height < n_rows and _grows(below, right_of, r + height, c, width, n_cols):
                height += 1
            for rr in range(r, r + height):
                taken[rr][c : c + width] = [True] * width
            cells.append(GridCell(r, c, height, width))
    return cells


def _grows(
    below: list[list[bool]],
    right_of: list[list[bool]],
    row: int,
    col: int,
    width: int,
    n_cols: int,
) -> bool:
    """Say whether a cell may take in the slots ``col .. col + width`` of the next row."""
    if any(below[row - 1][col : col + width]) or any(right_of[row][col : col + width - 1]):
        return False
    closed_left = col == 0 or right_of[row][col - 1]
    closed_right = col + width == n_cols or right_of[row][col + width - 1]
    return closed_left and closed_right


def without_idle_edges(
    cells: list[GridCell], rows: list[float], cols: list[float]
) -> tuple[list[GridCell], list[float], list[float]]:
    """Drop edges on which no cell begins or ends, and renumber the cells."""
    used_rows = sorted({c.row for c in cells} | {c.row + c.rowspan for c in cells})
    used_cols = sorted({c.col for c in cells} | {c.col + c.colspan for c in cells})
    row_at = {old: new for new, old in enumerate(used_rows)}
    col_at = {old: new for new, old in enumerate(used_cols)}
    renumbered = [
        GridCell(
            row_at[c.row],
            col_at[c.col],
            row_at[c.row + c.rowspan] - row_at[c.row],
            col_at[c.col + c.colspan] - col_at[c.col],
        )
        for c in cells
    ]
    return renumbered, [rows[r] for r in used_rows], [cols[c] for c in used_cols]


def _drawn(grid: Grid, across: list[Segment], down: list[Segment], tolerance: float) -> float:
    total = drawn = 0.0
    for cell in grid.cells:
        box = grid.box(cell)
        for y in (box.y0, box.y1):
            total += box.width
            drawn += box.width * _cover(across, y, box.x0, box.x1, tolerance)
        for x in (box.x0, box.x1):
            total += box.height
            drawn += box.height * _cover(down, x, box.y0, box.y1, tolerance)
    return drawn / total if total else 0.0


def are_coarse(rows: Sequence[float], cols: Sequence[float], tall: float) -> bool:
    """Say whether edges of rows and columns leave some to white space: few, or one row very tall.

    Args:
        rows: ascending y of the edges.
        cols: ascending x of the edges.
        tall: height above which a row that is most of the table may hold several.
    """
    if min(len(cols), len(rows)) < GRID.coarse_edges:
        return True
    tallest = max(b - a for a, b in zip(rows, rows[1:], strict=False))
    return tallest > tall and tallest > GRID.coarse_row * (rows[-1] - rows[0])
