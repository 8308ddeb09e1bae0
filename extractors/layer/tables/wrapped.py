"""Tables of digital pages whose cells hold wrapped prose and whose rulings part too little of it.

Plans are set so: upright lines only, a frame, rules above and below the header, or no line at all.
Regions, rows and columns are found as on a scan (``scan_regions``, ``scan_rows``), with the boxes
of the layer's words in the place of ink. What is found counts only if it reads as such a table: it
has titles this project knows, or numbers its rows, or most of its rows are wrapped prose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.layer.tables.data_grid import is_data_band
from extractors.layer.tables.data_regions import is_number
from extractors.layer.tables.rulings import Rulings
from extractors.layer.tables.settings import DRAWING, WRAPPED
from extractors.tables.fields.columns import map_columns
from extractors.tables.fields.header_rows import has_known_titles
from extractors.tables.fields.table_like import is_table
from extractors.tables.filled import fill_grid
from extractors.tables.grid import Grid, Segment, are_coarse, merge_collinear
from extractors.tables.gutters import chunks, columns_filled, line_height
from extractors.tables.open.regions import open_regions
from extractors.tables.open.walled import region_grid
from extractors.tables.words import Placed, TextRow, in_any, text_rows
from extractors.types import BBox, Table
from extractors.wording.frames import has_frame_text
from extractors.wording.sections import is_heading
from extractors.wording.titles import title_likeness

__all__ = ["is_coarse", "wrapped_tables"]


def is_coarse(grid: Grid) -> bool:
    """Say whether drawn lines may leave rows or columns to white space."""
    return are_coarse(grid.row_edges, grid.col_edges, WRAPPED.tall)


def wrapped_tables(
    rulings: Rulings,
    words: Sequence[Placed],
    taken: Sequence[BBox],
    frames: Sequence[BBox],
    number: int,
) -> list[Table]:
    """Return the tables of wrapped text outside the boxes of other tables.

    Args:
        rulings: the lines of the page.
        words: the words of the page.
        taken: boxes of tables whose lines say all (points).
        frames: boxes drawn around text, whose lines do not say all.
        number: 1-based page number.
    """
    free = [w for w in words if not in_any(w, taken)]
    across = _outside(rulings.horizontal, taken, across=True)
    down = _outside(rulings.vertical, taken, across=False)
    kept: list[Table] = []
    for stretch in _between_prose(free):
        tables = _found(stretch, across, down, WRAPPED.sure_columns - 1, number)
        kept += [t for t in tables if _is_plan(t) and not _has_row_a_line(t, stretch)]
    boxes = [t.bbox for t in kept if t.bbox is not None]
    for stretch in _under_titles([w for w in free if not in_any(w, boxes)], frames):
        first = _found(stretch, across, down, 2, number)[:1]
        kept += [t for t in first if _is_timetable(t) and not _has_row_a_line(t, stretch)]
    return kept


def _found(
    words: Sequence[Placed],
    across: Sequence[Segment],
    down: Sequence[Segment],
    least: int,
    number: int,
) -> list[Table]:
    """Return what stands in ``least`` columns or more, whatever it says."""
    tables: list[Table] = []
    for region in open_regions([_inked(w) for w in words], across, down, least=least):
        found = region_grid(region, across, down, None, DRAWING.rounding)
        if found is not None:
            tables.append(fill_grid(found, words, number, "borderless"))
    return tables


def _between_prose(words: Sequence[Placed]) -> list[list[Placed]]:
    """Return the words between lines of prose; a heading above such a line goes with it."""
    rows = text_rows(words)
    height = line_height(rows)
    left = min((row.box.x0 for row in rows), default=0.0)
    right = max((row.box.x1 for row in rows), default=0.0)
    prose = [_is_prose_line(row, left, right, height) for row in rows]
    stretches: list[list[Placed]] = [[]]
    for i, row in enumerate(rows):
        before_prose = i + 1 < len(rows) and prose[i + 1] and is_heading(row.text)
        if not prose[i] and not before_prose:
            stretches[-1] += row.items
        elif stretches[-1]:
            stretches.append([])
    return [stretch for stretch in stretches if stretch]


def _is_prose_line(row: TextRow, left: float, right: float, height: float) -> bool:
    """Say whether a line from the left margin holds a sentence, as no row of a table does."""
    parts = chunks(row, height)
    if len(parts) > 1 or row.box.x0 > left + WRAPPED.indent * height:
        return False
    ends = row.text.rstrip().endswith((".", ":", ";"))
    wide = row.box.width > WRAPPED.prose_width * (right - left)
    return ends and wide and len(row.items) >= WRAPPED.sentence


def _under_titles(words: Sequence[Placed], frames: Sequence[BBox]) -> list[list[Placed]]:
    """Return the words from each line of two titles to the next, and those above the first.

    Two columns are little evidence, so a table of two begins at its titles or with the page; it
    ends with the frame around it, or where a signature block begins.
    """
    rows = text_rows(words)
    starts = [i for i, row in enumerate(rows) if _is_title_line(row)]
    stretches: list[list[Placed]] = []
    edges = [0, *starts, len(rows)]
    for first, last in zip(edges, edges[1:], strict=False):
        lines = rows[first:last]
        frame = next((f for f in frames if lines and f.contains(*lines[0].box.center)), None)
        end = next((i for i, row in enumerate(lines) if has_frame_text(row.text)), len(lines))
        inside = [item for row in lines[:end] for item in row.items]
        stretches.append([i for i in inside if frame is None or frame.contains(*i.box.center)])
    return [stretch for stretch in stretches if stretch]


def _is_title_line(row: TextRow) -> bool:
    parts = chunks(row, line_height([row]))
    return len(parts) == 2 and all(
        title_likeness(part.text) >= WRAPPED.sure_title for part in parts
    )


def _inked(word: Placed) -> Placed:
    """Return the word with a box that ends at its base line."""
    box = word.box
    return Placed(word.word, box._replace(y1=box.y1 - WRAPPED.descent * box.height))


def _outside(lines: Sequence[Segment], taken: Sequence[BBox], *, across: bool) -> list[Segment]:
    found = []
    slack = DRAWING.slack
    for line in merge_collinear(lines, DRAWING.same_line):
        middle = (line.start + line.end) / 2
        x, y = (middle, line.at) if across else (line.at, middle)
        near = any(
            b.x0 - slack <= x <= b.x1 + slack and b.y0 - slack <= y <= b.y1 + slack for b in taken
        )
        if line.length >= WRAPPED.least_rule and not near:
            found.append(line)
    return found


def _is_timetable(table: Table) -> bool:
    """Say whether a table of two columns has known titles or tells when what is done."""
    text = "\n".join(cell.text for cell in table.cells)
    if table.n_cols != 2 or table.n_rows < 2 or has_frame_text(text):
        return False
    return has_known_titles(table) or map_columns(table).kind == "schedule"


def _is_plan(table: Table) -> bool:
    """Say whether a table has known titles, numbered rows, or mostly wrapped rows."""
    if not is_table(table):
        return False
    if has_known_titles(table) or _is_numbered(table):
        return True
    rows = _full_rows(table)
    wrapped = sum(any(_is_prose(text) for text in row) for row in rows)
    mostly = wrapped >= WRAPPED.least_wrapped * max(1, len(rows))
    return mostly and table.n_cols >= WRAPPED.sure_columns


def _full_rows(table: Table) -> list[list[str]]:
    """Return the rows with more than one text: no section rows, no rest of a broken row."""
    return [row for row in table.text_rows() if sum(bool(t.strip()) for t in row) > 1]


def _is_numbered(table: Table) -> bool:
    """Say whether the first column counts on from row to row."""
    keys = [row[0].strip(" .)") for row in _full_rows(table)]
    numbers = [int(key) for key in keys if key.isdecimal()]
    counts = all(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return counts and len(numbers) >= max(WRAPPED.least_numbered, WRAPPED.numbered * len(keys))


def _is_prose(text: str) -> bool:
    """Say whether a cell holds several lines of several words."""
    lines = text.strip().count("\n") + 1
    return lines >= 2 and len(text.split()) >= WRAPPED.least_words * lines


def _has_row_a_line(table: Table, words: Sequence[Placed]) -> bool:
    """Say whether lines that fill all columns were taken for one row: they are rows, set close."""
    if table.bbox is None:
        return True
    walls = table.col_edges[1:-1]
    edges = sorted({c.bbox.y0 for c in table.cells if c.bbox} | {table.bbox.y1})
    for top, bottom in zip(edges, edges[1:], strict=False):
        inside = BBox(table.bbox.x0, top, table.bbox.x1, bottom)
        lines = text_rows(w for w in words if inside.contains(*w.box.center))
        if len(lines) < 2 or not is_data_band(lines, walls):
            continue
        columns = _by_column(lines, walls)
        if any(len(c) == len(lines) and all(map(_is_value, c)) for c in columns.values()):
            return True
        if len(lines) >= WRAPPED.close_rows and not _runs_on(columns):
            return True
    return False


def _by_column(lines: Sequence[TextRow], walls: Sequence[float]) -> dict[int, list[str]]:
    """Return for each column the texts of its lines, from top to bottom."""
    columns: dict[int, list[str]] = {}
    for line in lines:
        texts: dict[int, list[str]] = {}
        for item in line.items:
            texts.setdefault(min(columns_filled([item], walls)), []).append(item.word.text)
        for col, parts in texts.items():
            columns.setdefault(col, []).append(" ".join(parts))
    return columns


def _is_value(text: str) -> bool:
    """Say whether a line is a number by itself and no half of a span ("23/10/2020 -")."""
    return is_number(text) and not text.rstrip().endswith(("-", "–"))


def _runs_on(columns: Mapping[int, Sequence[str]]) -> bool:
    """Say whether lines go on in the middle of a sentence, as those of a wrapped cell do."""
    starts = [text[:1] for texts in columns.values() for text in texts[1:]]
    return sum(letter.islower() for letter in starts) >= WRAPPED.running_on * len(starts)
