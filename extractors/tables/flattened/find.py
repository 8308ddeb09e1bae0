"""Tables that some converter flattened to one cell per line, rebuilt row by row.

Web pages and mail bodies saved as text print every cell of a table on a line of its own, blank
lines between. The header shows itself as a run of column titles; rows are then found by what opens
them - the next running number, the next time - and the cells of a row are put under the columns in
order, by what they hold where cells are missing or run over several lines. Certainty is told by
the table's ``confidence`` and the flag ``uncertain_rows``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.tables.flattened.cells import place
from extractors.tables.flattened.chunks import Chunk, chunks_of
from extractors.tables.flattened.interleaved import find_interleaved
from extractors.tables.flattened.rows import is_opener, is_section, row_spans
from extractors.tables.flattened.settings import RUN
from extractors.types import Block, Cell, Line, Page, Table, union_all
from extractors.wording.sections import is_heading
from extractors.wording.titles import LIKELY_TITLE, title_likeness, title_scores

__all__ = ["absorb", "find_flattened"]


@dataclass(frozen=True, slots=True)
class _Found:
    """A table in a run of chunks: ``chunks[start:end]``."""

    table: Table
    start: int
    end: int


def find_flattened(lines: Sequence[Line]) -> list[Table]:
    """Return the tables hidden in the lines, in order; method "flattened", flag "flattened".

    Args:
        lines: the lines of a page in reading order, blank ones included where the source has them.
    """
    return [block for block in _replace_run(list(lines)) if isinstance(block, Table)]


def absorb(page: Page) -> Page:
    """Return the page with flattened tables in the place of the lines they were read from.

    A page without such tables, or one already absorbed, comes back as it is.
    """
    blocks: list[Block] = []
    run: list[Line] = []
    changed = False
    for block in (*page.blocks, None):
        if isinstance(block, Line):
            run.append(block)
            continue
        replaced = _replace_run(run)
        changed |= len(replaced) != len(run)
        blocks.extend(replaced)
        run = []
        if block is not None:
            blocks.append(block)
    return replace(page, blocks=tuple(blocks)) if changed else page


def _replace_run(run: list[Line]) -> list[Block]:
    for found in find_interleaved(run):
        before, after = run[: found.start], run[found.end :]
        return [*_replace_run(before), found.table, *_replace_run(after)]
    return _replace_listed(run)


def _replace_listed(run: list[Line], *, spaced: bool | None = None) -> list[Block]:
    """Replace tables listed a cell a line; where no cell is parted by blank lines, try again."""
    chunks = chunks_of(run, spaced=spaced)
    blocks: list[Block] = []
    at = 0
    for found in _find(chunks):
        first = chunks[found.start].first
        last = chunks[found.end - 1].last
        blocks.extend(_rest(run[at:first], spaced))
        blocks.append(found.table)
        at = last + 1
    return [*blocks, *_rest(run[at:], spaced)]


def _rest(run: list[Line], spaced: bool | None) -> list[Block]:
    return list(run) if spaced is False else _replace_listed(run, spaced=False)


def _find(chunks: list[Chunk]) -> list[_Found]:
    found: list[_Found] = []
    at = 0
    while at < len(chunks):
        width = _header_width(chunks, at)
        table = _read_table(chunks, at, width) if width else None
        if table is None:
            at += 1
        else:
            found.append(table)
            at = table.end
    return found


# --- header ---


def _header_width(chunks: list[Chunk], at: int) -> int:
    """Return how many chunks from ``at`` are the titles of one header; 0 if none begins here."""
    first = chunks[at]
    if _too_long(first) or title_likeness(first.text) < RUN.first_title:
        return 0
    if is_heading(first.text) and len(first.text.split()) > RUN.heading:
        return 0
    width = 0
    while at + width < len(chunks) and width < RUN.columns:
        chunk = chunks[at + width]
        if title_likeness(chunk.text) < LIKELY_TITLE or _too_long(chunk):
            break
        width += 1
    lead = _lead_field(first.text)
    for size in range(width, 1, -1):
        if _opens_body(chunks, at + size, lead):
            return size
    return 0


def _too_long(chunk: Chunk) -> bool:
    return len(chunk.text.split()) > RUN.title or chunk.text.rstrip().endswith((".", ";", ":"))


def _opens_body(chunks: list[Chunk], at: int, lead: str) -> bool:
    """Say whether the first row can begin here, section rows before it passed over."""
    if lead not in ("number", "standard", "criteria", "level", "deadline", "start"):
        return False
    skipped = 0
    while at < len(chunks) and skipped < RUN.sections and is_section(chunks[at].text):
        at, skipped = at + 1, skipped + 1
    return is_opener(chunks, at, lead, 1 if lead == "number" else None)


def _lead_field(title: str) -> str:
    scores = title_scores(title)
    return max(scores, key=lambda name: scores[name]) if scores else ""


def _columns(header: list[Chunk]) -> list[Chunk]:
    """Return one title per column: the two halves of a time replace the title over them.

    A header of two levels flattens to its first row, then its second: "Thời gian", "Ghi chú",
    "Bắt đầu", "Hoàn thành".
    """
    names = [_lead_field(chunk.text) for chunk in header]
    if len(header) > RUN.two_levels and names[-2] == "start" and names[-1] in ("end", "deadline"):
        over = next((n for n, name in enumerate(names[:-2]) if name == "deadline"), None)
        if over is not None:
            return [*header[:over], *header[-2:], *header[over + 1 : -2]]
    return header


# --- body ---


def _read_table(chunks: list[Chunk], at: int, size: int) -> _Found | None:
    header = _columns(chunks[at : at + size])
    fields = _fields([chunk.text for chunk in header])
    spans = row_spans(chunks, at + size, fields)
    if not spans:
        return None
    rows: list[dict[int, list[Chunk]]] = []
    sections: set[int] = set()
    doubts = 0
    for span in spans:
        if span.section:
            sections.add(len(rows))
            rows.append({0: chunks[span.start : span.end]})
            continue
        for part in _parted(chunks[span.start : span.end], fields):
            row, sure = place(part, fields)
            rows.append(row)
            doubts += not sure
    doubted = RUN.doubted * doubts / (len(rows) - len(sections))
    confidence = round(RUN.confidence - doubted, 3)
    return _Found(_table(header, rows, sections, confidence), at, spans[-1].end)


def _parted(row: list[Chunk], fields: tuple[str | None, ...]) -> list[list[Chunk]]:
    """Part the cells after a code that stood merged over several rows: each row has its time."""
    if fields[0] != "criteria" or "deadline" not in fields or len(row) <= len(fields):
        return [row]
    ends = [n + 1 for n, chunk in enumerate(row) if n and is_opener([chunk], 0, "deadline")]
    if len(ends) < 2 or fields.index("deadline") != len(fields) - 1:
        return [row]
    bounds = [0, *ends[:-1], len(row)]
    return [row[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]


def _fields(titles: list[str]) -> tuple[str | None, ...]:
    """Return a first guess at the field of each column, each field once."""
    fields: list[str | None] = []
    for title in titles:
        scores = title_scores(title)
        ranked = sorted(scores, key=lambda name: -scores[name])
        fields.append(next((name for name in ranked if name not in fields), None))
    if "person" in fields:
        fields = ["role" if f in ("action", "owner") else f for f in fields]
    return tuple(fields)


def _table(
    header: list[Chunk], rows: list[dict[int, list[Chunk]]], sections: set[int], confidence: float
) -> Table:
    cells = [_cell(0, c, [chunk]) for c, chunk in enumerate(header)]
    for r, row in enumerate(rows, start=1):
        made = [_cell(r, c, parts) for c, parts in sorted(row.items())]
        if r - 1 in sections:
            made = [replace(made[0], colspan=len(header))]
        cells.extend(made)
    boxes = [cell.bbox for cell in cells if cell.bbox is not None]
    flags = ("flattened",) if confidence >= RUN.sure else ("flattened", "uncertain_rows")
    return Table(
        page=header[0].lines[0].page,
        n_rows=len(rows) + 1,
        n_cols=len(header),
        cells=tuple(cells),
        method="flattened",
        bbox=union_all(boxes),
        confidence=confidence,
        flags=flags,
    )


def _cell(row: int, col: int, parts: list[Chunk]) -> Cell:
    lines = [line for chunk in parts for line in chunk.lines]
    boxes = [line.bbox for line in lines if line.bbox is not None]
    text = "\n".join(line.text for line in lines)
    changes = []
    offset = 0
    for line in lines:
        changes += [replace(c, start=c.start + offset, end=c.end + offset) for c in line.changes]
        offset += len(line.raw) + 1
    return Cell(
        row,
        col,
        text,
        lines[0].page,
        bbox=union_all(boxes),
        conf=min(line.conf for line in lines),
        raw="\n".join(line.raw for line in lines),
        changes=tuple(changes),
        words=tuple(word for line in lines for word in line.words),
    )
