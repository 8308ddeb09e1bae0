"""Tables that run over pages become one table; every part keeps its page and box.

A fragment goes on with the table before it when nothing but page furniture stands between them and
either its header repeats that table's (it is then dropped, even if damaged) or it has no header and
the same columns. A row broken at the joint is put together again. Whatever speaks against it -
prose or a heading between, another header, numbers that begin again at 1 right under a header, a
total row - keeps two tables apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import takewhile

from extractors.paper.furniture import Furniture
from extractors.tables.fields.columns import ColumnMap, map_columns
from extractors.tables.stitch.alignment import align_columns, align_contents, columns_by_words
from extractors.tables.stitch.facing import on_facing_pages
from extractors.tables.stitch.joints import is_continued
from extractors.tables.stitch.overlay import overlay
from extractors.tables.stitch.recut import recut
from extractors.tables.stitch.repeated_titles import has_own_titles, repeated_rows
from extractors.tables.stitch.rests import with_rests
from extractors.tables.stitch.text_tables import (
    is_section_line,
    mend_header,
    mend_rows,
    with_sections,
)
from extractors.tables.stitch.titled_start import under_own_titles
from extractors.types import NESTED, OPEN_BOTTOM, TWO_PAGES, Block, Cell, Line, Page, Table
from extractors.wording.matching import folded_words
from extractors.wording.sections import is_section_row

__all__ = ["stitch", "stitch_blocks"]

_SAME_EDGES = 0.8
"""Share of the borders of two fragments that have a partner if their columns are the same,"""

_SAME_EDGES_TITLED = 0.6
"""and where the titles are repeated, which tell as much."""

_TOTALS = ("tong cong", "tong so", "cong")


@dataclass(frozen=True, slots=True)
class _Open:
    """A table that may go on, with what its columns mean."""

    table: Table
    columns: ColumnMap


def stitch(pages: Sequence[Page]) -> list[Table]:
    """Return the tables of the document, each over all its pages, with ``header_rows`` set."""
    return [block for block in stitch_blocks(pages) if isinstance(block, Table)]


def stitch_blocks(pages: Sequence[Page], furniture: Furniture | None = None) -> list[Block]:
    """Return the document's lines and stitched tables in reading order, without page furniture.

    A stitched table stands where its first part stood. ``furniture`` is that of the pages, where
    the caller knows it.
    """
    furniture = furniture or Furniture(pages)
    widths = {page.number: page.width for page in pages}
    spreads = frozenset(page.number for page in pages if TWO_PAGES in page.flags)
    out: list[Block] = []
    held: list[Line] = []
    last: tuple[int, _Open] | None = None
    inner: tuple[int, _Open] | None = None
    for page in pages:
        blocks = [b for b in page.blocks if isinstance(b, Table) or b not in furniture]
        if last is not None and not held:
            table, blocks = _with_rests(last[1].table, blocks, widths)
            last = (last[0], replace(last[1], table=table))
            out[last[0]] = table
        for block in blocks:
            if isinstance(block, Table) and NESTED in block.flags:
                inner = _with_inner(out, inner, _opened(block), widths, spreads)
                continue
            if isinstance(block, Line):
                if last is not None and not page.width and is_section_line(block):
                    held.append(block)
                    continue
                out += [*held, block]
                held, last = [], None
                continue
            if last is not None and not held:
                block = recut(last[1].table, block, widths)
            opened = _opened(block)
            heads = bool(held) and opened.columns.header_rows > 0
            if last is not None and not held:
                started = under_own_titles(last[1].table, opened.table)
                if started is not None:
                    last = (last[0], _Open(started, opened.columns))
                    out[last[0]] = started
                    continue
            joined = None
            if last is not None and not heads:
                joined = _try_join(_under(last[1], held), opened, widths, spreads)
            if joined is not None and last is not None:
                out[last[0]] = joined
                last = (last[0], _Open(joined, last[1].columns))
            else:
                out += [*held, opened.table]
                last = (len(out) - 1, opened)
            held = []
    out += held
    return [mend_rows(b) if isinstance(b, Table) and not widths.get(b.page) else b for b in out]


def _with_inner(
    out: list[Block],
    inner: tuple[int, _Open] | None,
    opened: _Open,
    widths: Mapping[int, float],
    spreads: Set[int],
) -> tuple[int, _Open]:
    """Put a table within a cell into ``out``; it goes on with one before it, past the outer table.

    The outer table may go on as well: nothing that stands in its cells ends it.
    """
    joined = _try_join(inner[1], opened, widths, spreads) if inner else None
    if joined is None or inner is None:
        out.append(opened.table)
        return len(out) - 1, opened
    out[inner[0]] = joined
    return inner[0], _Open(joined, inner[1].columns)


def _with_rests(
    table: Table, blocks: Sequence[Block], widths: Mapping[int, float]
) -> tuple[Table, list[Block]]:
    """Return the open table with the lines at the top of a page that are its, and what is left."""
    lines = list(takewhile(lambda b: isinstance(b, Line), blocks))
    if not lines:
        return table, list(blocks)
    table, left = with_rests(table, [b for b in lines if isinstance(b, Line)], widths)
    return table, [*left, *blocks[len(lines) :]]


def _under(before: _Open, sections: list[Line]) -> _Open:
    """Return the open table with section lines that stood under it as rows of their own."""
    return replace(before, table=with_sections(before.table, sections)) if sections else before


def _opened(table: Table) -> _Open:
    table = mend_header(table)
    columns = map_columns(table)
    return _Open(replace(table, header_rows=columns.header_rows), columns)


def _try_join(
    before: _Open, opened: _Open, widths: Mapping[int, float], spreads: Set[int]
) -> Table | None:
    """Return the joined table, None if the fragment is a table of its own."""
    fragment = opened.table
    if _same_page(before.table, fragment, widths) and not (
        fragment.page in spreads and on_facing_pages(before.table, fragment)
    ):
        return None
    repeated = repeated_rows(before.table, before.columns, fragment, opened.columns)
    if repeated == 0 and has_own_titles(fragment, opened.columns):
        return None
    flat = widths.get(fragment.page, 0.0) <= 0
    if repeated and flat and fragment.n_cols != before.table.n_cols:
        return None
    places = _columns_under(before.table, fragment, widths, header_repeated=repeated > 0)
    if places is None or _ended(before, fragment, repeated):
        return None
    sizes = (widths.get(before.table.page, 0.0), widths.get(fragment.page, 0.0))
    under = columns_by_words(before.table, fragment, *sizes)
    return _join(before, fragment, repeated, places, under)


def _same_page(table: Table, fragment: Table, widths: Mapping[int, float]) -> bool:
    """Say whether both stand on one sheet of paper: there no table breaks."""
    return table.pages[-1] == fragment.page and widths.get(fragment.page, 0.0) > 0


# --- columns ---


def _columns_under(
    table: Table, fragment: Table, widths: Mapping[int, float], *, header_repeated: bool
) -> tuple[tuple[int, int], ...] | None:
    """Return (column, span) in the table for each column of the fragment; None if they differ."""
    aligned = align_columns(
        table, fragment, widths.get(table.page, 0.0), widths.get(fragment.page, 0.0)
    )
    same = tuple((c, 1) for c in range(fragment.n_cols))
    if aligned is None:
        loose = fragment.method == table.method and widths.get(fragment.page, 0.0) <= 0
        fits = fragment.n_cols == table.n_cols or (loose and fragment.n_cols < table.n_cols)
        return same if fits else None
    if fragment.method == "borderless" == table.method and aligned.quality < 1.0:
        aligned = (
            align_contents(
                table, fragment, widths.get(table.page, 0.0), widths.get(fragment.page, 0.0)
            )
            or aligned
        )
    if table.n_cols == fragment.n_cols and (aligned.quality >= _SAME_EDGES or header_repeated):
        return same
    least = _SAME_EDGES_TITLED if header_repeated else _SAME_EDGES
    if aligned.quality >= least:
        return aligned.places
    return None


# --- the joint ---


def _ended(before: _Open, fragment: Table, repeated: int) -> bool:
    """Say whether the table was over: a total row, or the numbers begin again at 1."""
    rows = before.table.text_rows()
    if rows and _is_total(rows[-1]):
        return True
    column = before.columns.column("number")
    if column is None or column >= fragment.n_cols or repeated == 0:
        return False
    after = fragment.text_rows()[repeated:]
    if not after or is_section_row(after[0]) or is_section_row(rows[-1]):
        return False
    last = [int(r[column].strip(" .()")) for r in rows if r[column].strip(" .()").isdecimal()]
    first = after[0][column].strip(" .()")
    return first.isdecimal() and int(first) == 1 and bool(last) and last[-1] >= 1


def _is_total(row: list[str]) -> bool:
    filled = [t for t in row if t.strip()]
    if not filled:
        return False
    words = " ".join(folded_words(filled[0]))
    return words in _TOTALS or any(words.startswith(t + " ") for t in _TOTALS[:2])


def _join(
    before: _Open,
    fragment: Table,
    repeated: int,
    places: tuple[tuple[int, int], ...],
    under: Mapping[tuple[int, int], int],
) -> Table:
    table = before.table
    below = _moved(fragment, repeated, places, under, table.n_cols)
    rests = _rests_in_header(before, fragment, repeated, places)
    if rests:
        below = rests + [replace(c, row=c.row + 1) for c in below]
    if not below:
        return _grown(table, table.cells, fragment, table.n_rows)
    broken = _is_broken(before, below, repeated)
    offset = table.n_rows - (1 if broken else 0)
    cells = overlay(table, before.columns, [replace(c, row=c.row + offset) for c in below])
    n_rows = max(c.row + c.rowspan for c in cells)
    return _grown(table, tuple(cells), fragment, n_rows, broken=broken)


def _rests_in_header(
    before: _Open, fragment: Table, repeated: int, places: tuple[tuple[int, int], ...]
) -> list[Cell]:
    """Return what hangs on to the titles of a repeated header: the rest of the row broken above.

    Where the line under a repeated header is lost, a reader takes the row below into the titles:
    "Người thực hiện" + "chuyên môn".
    """
    titles = {c.col: c.text for c in before.table.cells if c.row < before.columns.header_rows}
    rests = []
    for cell in fragment.cells:
        if cell.row + cell.rowspan != repeated or cell.colspan != 1:
            continue
        column = places[cell.col][0]
        rest = _beyond(titles.get(column, ""), cell.text)
        if rest:
            rests.append(
                replace(
                    cell, row=0, col=column, rowspan=1, text=rest, raw=rest, changes=(), words=()
                )
            )
    return rests


def _beyond(title: str, text: str) -> str:
    """Return the lines of ``text`` after those that spell the title; "" if there are none."""
    lines = text.split("\n")
    wanted = "".join(folded_words(title))
    for n in range(1, len(lines)):
        if wanted and "".join(folded_words(" ".join(lines[:n]))) == wanted:
            return "\n".join(lines[n:])
    return ""


def _moved(
    fragment: Table,
    repeated: int,
    places: tuple[tuple[int, int], ...],
    under: Mapping[tuple[int, int], int],
    n_cols: int,
) -> list[Cell]:
    """Return the fragment's body cells, rows from 0, in the columns of the table.

    ``under`` says of single cells where they stand; an empty cell gives way to one so moved.
    """
    taken = {(row, col) for (row, _), col in under.items()}
    moved = []
    for cell in fragment.cells:
        if cell.row < repeated:
            continue
        first = under.get((cell.row, cell.col), places[cell.col][0])
        placed = (cell.row, cell.col) in under
        if not placed and (cell.row, first) in taken and not cell.text.strip():
            continue
        last_col = min(cell.col + cell.colspan, len(places)) - 1
        end = places[last_col][0] + places[last_col][1]
        span = 1 if placed else max(1, min(end, n_cols) - first)
        moved.append(replace(cell, row=cell.row - repeated, col=first, colspan=span))
    return moved


def _is_broken(before: _Open, below: list[Cell], repeated: int) -> bool:
    """Say whether the first row below is the rest of the last row above."""
    table = before.table
    if table.n_rows <= before.columns.header_rows:
        return False
    last = {c: cell for c, cell in enumerate(table.grid()[-1]) if cell is not None}
    first = {c.col: c for c in below if c.row == 0}
    texts = [first[c].text if c in first else "" for c in range(table.n_cols)]
    above = [last[c].text if c in last and last[c].col == c else "" for c in range(table.n_cols)]
    if is_section_row(texts) or is_section_row(above) or not any(t.strip() for t in above):
        return False
    open_end = OPEN_BOTTOM in table.flags
    return is_continued(last, first, before.columns.fields, open_end=open_end)


def _grown(
    table: Table, cells: tuple[Cell, ...], fragment: Table, n_rows: int, *, broken: bool = False
) -> Table:
    before = (flag for flag in table.flags if flag != OPEN_BOTTOM)
    flags = dict.fromkeys((*before, *fragment.flags, "stitched"))
    if broken:
        flags["joined_row"] = None
    return replace(
        table,
        cells=cells,
        n_rows=n_rows,
        pages=tuple(dict.fromkeys((*table.pages, *fragment.pages))),
        confidence=min(table.confidence, fragment.confidence),
        flags=tuple(flags),
    )
