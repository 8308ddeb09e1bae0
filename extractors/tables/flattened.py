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

from extractors.tables.chunks import Chunk, chunks_of
from extractors.tables.content import affinity, has_form, is_number, starts_with_code
from extractors.tables.interleaved import find_interleaved
from extractors.tables.matching import folded_words
from extractors.tables.sections import is_heading
from extractors.tables.titles import title_likeness, title_scores
from extractors.types import Block, Cell, Line, Page, Table, union_all

__all__ = ["absorb", "find_flattened"]

_MAX_COLUMNS = 12
_LONG_ROW = 60
_SURE = 0.75
_PLAIN = ("number", "deadline", "budget")
_TYPICAL = (*_PLAIN, "owner", "person")
_ENDINGS = ("noi nhan", "tren day la", "hieu truong", "tm hoi dong", "kt hieu truong", "nguoi lap")


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


def _replace_listed(run: list[Line]) -> list[Block]:
    chunks = chunks_of(run)
    blocks: list[Block] = []
    at = 0
    for found in _find(chunks):
        first = chunks[found.start].first
        last = chunks[found.end - 1].last
        blocks.extend(run[at:first])
        blocks.append(found.table)
        at = last + 1
    return [*blocks, *run[at:]]


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
    if _too_long(first) or title_likeness(first.text) < 0.8:
        return 0
    if is_heading(first.text) and len(first.text.split()) > 4:
        return 0
    width = 0
    while at + width < len(chunks) and width < _MAX_COLUMNS:
        chunk = chunks[at + width]
        if title_likeness(chunk.text) < 0.55 or _too_long(chunk):
            break
        width += 1
    for size in range(width, 1, -1):
        if at + size < len(chunks) and _opens_body(chunks, at, size):
            return size
    return 0


def _too_long(chunk: Chunk) -> bool:
    return len(chunk.text.split()) > 14 or chunk.text.rstrip().endswith((".", ";", ":"))


def _opens_body(chunks: list[Chunk], at: int, size: int) -> bool:
    """Say whether the chunk after the header can be the first cell of the first row."""
    lead = _lead_field(chunks[at].text)
    first = chunks[at + size].text
    if lead in ("number", "standard", "criteria", "level"):
        return (is_number(first) and int(_digits(first)) <= 2) or starts_with_code(first)
    if lead in ("deadline", "start"):
        second = chunks[at + size + 1].text if at + size + 1 < len(chunks) else ""
        return _is_time(first) or (_is_time_word(first) and _is_time(f"{first} {second}"))
    return False


def _lead_field(title: str) -> str:
    scores = title_scores(title)
    return max(scores, key=lambda name: scores[name]) if scores else ""


def _digits(text: str) -> str:
    return "".join(ch for ch in text if ch.isdigit())


def _is_time(text: str) -> bool:
    return affinity("deadline", text) >= 0.7 and len(text.split()) <= 10


def _is_time_word(text: str) -> bool:
    return folded_words(text) in (("tuan",), ("thang",), ("ngay",), ("tu",), ("quy",), ("dot",))


# --- body ---


def _read_table(chunks: list[Chunk], at: int, width: int) -> _Found | None:
    titles = [chunks[at + c].text for c in range(width)]
    fields = _fields(titles)
    starts = _row_starts(chunks, at + width, fields, width)
    if not starts:
        return None
    end = _last_row_end(chunks, starts, width, fields)
    bounds = [*starts, end]
    rows: list[dict[int, list[Chunk]]] = []
    doubts = 0
    for first, stop in zip(bounds, bounds[1:], strict=False):
        row, sure = _place(chunks[first:stop], fields)
        rows.append(row)
        doubts += not sure
    confidence = round(0.9 - 0.5 * doubts / len(rows), 3)
    table = _table(chunks[at : at + width], rows, confidence)
    return _Found(table, at, end)


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


def _row_starts(
    chunks: list[Chunk], at: int, fields: tuple[str | None, ...], width: int
) -> list[int]:
    if fields[0] in ("deadline", "start"):
        return _time_starts(chunks, at)
    return _numbered_starts(chunks, at, width)


def _numbered_starts(chunks: list[Chunk], at: int, width: int) -> list[int]:
    """Return where the numbers 1, 2, 3 ... open rows.

    A row has at least two cells; between rows at most one heading's worth of chunks too many.
    """
    starts: list[int] = []
    expected = int(_digits(chunks[at].text)) if is_number(chunks[at].text) else 0
    if expected == 0:
        return _coded_starts(chunks, at, width)
    i = at
    while i < len(chunks):
        text = chunks[i].text
        if is_number(text) and int(_digits(text)) == expected and _room(starts, i, width):
            starts.append(i)
            expected += 1
        elif starts and _is_over(chunks, i, starts[-1], expected, width):
            break
        i += 1
    return starts


def _is_over(chunks: list[Chunk], at: int, last: int, expected: int, width: int) -> bool:
    """Say whether the table has ended before ``at``: too far, another header, a heading."""
    if at - last > max(3 * width, _LONG_ROW // 2) or _is_header_run(chunks, at):
        return True
    return _ends_table(chunks[at].text) and not _is_number_near(chunks, at, expected, 2 * width)


def _is_header_run(chunks: list[Chunk], at: int) -> bool:
    """Say whether the titles of another table begin here."""
    if title_scores(chunks[at].text).get("number", 0.0) >= 0.9 and at + 1 < len(chunks):
        return title_likeness(chunks[at + 1].text) >= 0.55
    run = chunks[at : at + 3]
    return len(run) == 3 and all(title_likeness(c.text) >= 0.75 for c in run)


def _is_number_near(chunks: list[Chunk], at: int, expected: int, reach: int) -> bool:
    """Say whether the running number comes soon: what looked like a heading is then a cell."""
    near = chunks[at + 1 : at + 1 + reach]
    return any(is_number(c.text) and int(_digits(c.text)) == expected for c in near)


def _room(starts: list[int], i: int, width: int) -> bool:
    """A running number must leave its forerunner two cells, all but empty ones of its row."""
    return not starts or i - starts[-1] >= max(2, width // 2)


def _coded_starts(chunks: list[Chunk], at: int, width: int) -> list[int]:
    """Return where criterion codes open rows."""
    starts: list[int] = []
    for i in range(at, len(chunks)):
        if starts and (i - starts[-1] > 3 * width or _ends_table(chunks[i].text)):
            break
        if starts_with_code(chunks[i].text) and (not starts or i - starts[-1] >= 2):
            starts.append(i)
    return starts


def _time_starts(chunks: list[Chunk], at: int) -> list[int]:
    starts: list[int] = []
    i = at
    while i < len(chunks):
        text = chunks[i].text
        following = chunks[i + 1].text if i + 1 < len(chunks) else ""
        if _is_time(text) and not text.lstrip().startswith(("-", "+", "•")):
            starts.append(i)
        elif _is_time_word(text) and _is_time(f"{text} {following}"):
            starts.append(i)
            i += 1
        elif starts and (_ends_table(text) or i - starts[-1] > _LONG_ROW):
            break
        i += 1
    return [s for n, s in enumerate(starts) if n == 0 or s - starts[n - 1] >= 2]


def _ends_table(text: str) -> bool:
    """Say whether a chunk cannot stand inside a table: a heading, a closing formula."""
    words = " ".join(folded_words(text))
    if any(words.startswith(e) and len(words) <= len(e) + 40 for e in _ENDINGS[:2]):
        return True
    return is_heading(text) and not starts_with_code(text) and not is_number(text)


def _last_row_end(
    chunks: list[Chunk], starts: list[int], width: int, fields: tuple[str | None, ...]
) -> int:
    """Return where the last row ends: at a heading, or when its columns are full."""
    begin = starts[-1]
    several = fields[0] in ("deadline", "start") and width <= 3
    taken = 1
    i = begin + 1
    while i < len(chunks):
        text = chunks[i].text
        taken += 1 + chunks[i].gaps
        if not several and taken > width:
            break
        if _ends_table(text) or _closes(text) or _is_header_run(chunks, i):
            break
        if several and i - begin > _LONG_ROW:
            break
        i += 1
    return i


def _closes(text: str) -> bool:
    words = " ".join(folded_words(text))
    return any(words == e or words.startswith(e + " ") for e in _ENDINGS[:2])


# --- cells of one row ---


def _place(row: list[Chunk], fields: tuple[str | None, ...]) -> tuple[dict[int, list[Chunk]], bool]:
    """Return column -> chunks of one row, and whether the placing is sure."""
    counted = _by_count(row, len(fields))
    if counted is not None:
        full = max(counted) >= len(fields) - 2 and len(counted) >= len(fields) - 1
        if _fits(counted, fields, strict=not full):
            return counted, True
    placed = _by_content(row, fields)
    return placed, _fits(placed, fields)


def _by_count(row: list[Chunk], width: int) -> dict[int, list[Chunk]] | None:
    """Place cells in order, empty cells by the blank lines they left; None if they are too many."""
    placed: dict[int, list[Chunk]] = {}
    column = 0
    for n, chunk in enumerate(row):
        column += chunk.gaps if n else 0
        if column >= width:
            return None
        placed[column] = [chunk]
        column += 1
    return placed


def _fits(
    placed: dict[int, list[Chunk]], fields: tuple[str | None, ...], *, strict: bool = True
) -> bool:
    """Say whether no cell holds what plainly belongs to another column.

    Of a row with all its cells (not ``strict``) only numbers, times and sums are doubted.
    """
    return not any(
        _is_elsewhere(fields[c], " ".join(chunk.text for chunk in parts), fields, strict)
        for c, parts in placed.items()
    )


def _is_elsewhere(
    field: str | None, text: str, fields: tuple[str | None, ...], strict: bool
) -> bool:
    own = 0.3 if field is None else affinity(field, text)
    if field in ("number", "deadline", "budget") and own < 0.3:
        return True
    rivals = _TYPICAL if strict and has_form(field) else _PLAIN
    others = [affinity(f, text) for f in rivals if f in fields and f != field]
    return own < 0.3 and max(others, default=0.0) >= 0.7


def _by_content(row: list[Chunk], fields: tuple[str | None, ...]) -> dict[int, list[Chunk]]:
    """Place chunks under columns in order so that contents fit best; neighbours may share one."""
    states: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for previous, chunk in zip(row, row[1:], strict=False):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (score, path) in states.items():
            for c in range(last, len(fields)):
                gain = _gain(previous, chunk, last, c, fields)
                if c not in following or score + gain > following[c][0]:
                    following[c] = (score + gain, (*path, c))
        states = following
    path = max(states.values(), key=lambda state: state[0])[1]
    placed: dict[int, list[Chunk]] = {}
    for chunk, c in zip(row, path, strict=True):
        placed.setdefault(c, []).append(chunk)
    return placed


def _gain(
    previous: Chunk, chunk: Chunk, last: int, c: int, fields: tuple[str | None, ...]
) -> float:
    field = fields[c]
    fit = 0.2 if field is None else affinity(field, chunk.text)
    if c == last:
        if _is_time_word(previous.text) and field in ("deadline", "start"):
            return affinity(field, f"{previous.text} {chunk.text}") + 0.3
        return fit - 0.25
    skipped = c - last - 1
    return fit + 0.1 - 0.12 * abs(skipped - chunk.gaps)


def _table(header: list[Chunk], rows: list[dict[int, list[Chunk]]], confidence: float) -> Table:
    cells = [_cell(0, c, [chunk]) for c, chunk in enumerate(header)]
    for r, row in enumerate(rows, start=1):
        cells.extend(_cell(r, c, parts) for c, parts in sorted(row.items()))
    boxes = [cell.bbox for cell in cells if cell.bbox is not None]
    flags = ("flattened",) if confidence >= _SURE else ("flattened", "uncertain_rows")
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
