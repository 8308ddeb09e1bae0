"""Plain text -> lines and tables: tab-separated rows, pipe tables, HTML tables in between.

Text like this comes out of other people's converters: cells may hold HTML tags, a page break in
the middle of a table leaves a blank line or a rule of dashes, and rows differ in length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from extractors.errors import TooLargeError
from extractors.formats.charset import decode
from extractors.formats.document import FlowDocument
from extractors.formats.kinds import Kind
from extractors.formats.legacy import flag
from extractors.formats.limits import Limits
from extractors.formats.spans import RawCell, build_table
from extractors.formats.text.fixed_width import fixed_table_at
from extractors.formats.text.html import html_blocks
from extractors.formats.text.html_text import fragment_text, has_markup
from extractors.types import Block, Line
from extractors.wording.frames import FrameSplitter, by_columns, has_serial_title, is_layout
from normalizers.text.legacy import convert

__all__ = ["open_text", "text_blocks"]

_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*")
_TABLE_START = re.compile(r"<table[\s>]", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_ASCII_RULE = re.compile(r"\s*\+(?:[-=]+\+)+\s*")
_HEADING = re.compile(r"^#{1,6}\s+")
_FLATTENED_CONFIDENCE = 0.9
"""Confidence of a table set with tabs or blanks: its columns are as typed."""

_FEWEST_CELLS = 3
"""Cells of a single line with tabs that is a table, at least."""

_REACH = 3
"""Blank lines over which a table with tabs may go on."""


def open_text(path: Path, sha256: str, limits: Limits) -> FlowDocument:
    """Read a text file whole; form feeds part its pages.

    Raises:
        TooLargeError: more characters or pages than the limits allow.
    """
    return FlowDocument(path, Kind.TEXT, sha256, limits, *_read(path, sha256, limits))


@lru_cache(maxsize=1)
def _read(
    path: Path, sha256: str, limits: Limits
) -> tuple[tuple[tuple[Block, ...], ...], tuple[str, ...]]:
    """Read once per process and content: a file is opened for each of its pages."""
    decoded = decode(path.read_bytes())
    if len(decoded.text) > limits.max_text_chars:
        raise TooLargeError(path, f"{len(decoded.text)} ký tự")
    flags: tuple[str, ...] = ("undecodable_bytes",) if decoded.lossy else ()
    text, encoding = convert(decoded.text)
    if encoding is not None and encoding != "decomposed":
        flags += (flag(encoding),)
    pages = _pages(text)
    if len(pages) > limits.max_pages:
        raise TooLargeError(path, f"{len(pages)} trang")
    parts = tuple(
        text_blocks(part, page=number, max_places=limits.max_table_cells)
        for number, part in enumerate(pages, start=1)
    )
    return parts, flags


def _pages(text: str) -> list[str]:
    """Part the text at form feeds; empty pages at the end are dropped, at least one is left."""
    pages = text.split("\f")
    while len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return pages


def text_blocks(text: str, *, page: int, max_places: int) -> tuple[Block, ...]:
    """Return the lines (blank ones too) and tables of a plain text in their order."""
    lines = re.split(r"\r\n|[\n\r\v\u2028\u2029\x85]", text)
    blocks: list[Block] = []
    splitter = FrameSplitter()
    at = 0
    while at < len(lines):
        end, found = _table_at(lines, at, page, max_places)
        if end == at:
            blocks += _lines(lines[at], page, splitter)
            end = at + 1
        blocks += found
        at = end
    return tuple(blocks)


def _lines(text: str, page: int, splitter: FrameSplitter) -> list[Line]:
    """Return the line, two where it holds both columns of a letterhead; a blank one as it is."""
    text = text.replace("\u00ad", "")
    lines: list[Line] = []
    for part in fragment_text(text).split("\n") if has_markup(text) else [text]:
        for piece in splitter.split(part):
            bold = bool(_HEADING.match(piece))
            lines.append(Line(_HEADING.sub("", piece), page, bold=bold))
    return lines


def _table_at(
    lines: Sequence[str], at: int, page: int, max_places: int
) -> tuple[int, Sequence[Block]]:
    """Return where a table that begins at line ``at`` ends, and its blocks; ``at`` if none does."""
    line = lines[at]
    if "<" in line and _TABLE_START.search(line):
        return _html_table(lines, at, page, max_places)
    if "\t" in line:
        end, rows = _tab_rows(lines, at)
    elif line.lstrip().startswith("|") or _ASCII_RULE.fullmatch(line):
        end, rows = _pipe_rows(lines, at)
    else:
        end, rows = _blank_set_rows(lines, at)
    if not rows:
        return at, ()
    if is_layout(rows, bordered=None):
        return end, tuple(Line(text, page) for text in by_columns(rows))
    widths = {len(row) for row in rows}
    table = build_table(
        [[RawCell(text) for text in row] for row in rows],
        page=page,
        method="flattened",
        max_places=max_places,
        confidence=_FLATTENED_CONFIDENCE,
        flags=("uneven_rows",) if len(widths) > 1 else (),
    )
    return (at, ()) if table is None else (end, (table,))


def _html_table(
    lines: Sequence[str], at: int, page: int, max_places: int
) -> tuple[int, Sequence[Block]]:
    depth = 0
    for end in range(at, len(lines)):
        depth += len(_TABLE_START.findall(lines[end])) - len(_TABLE_END.findall(lines[end]))
        if depth <= 0:
            source = "\n".join(lines[at : end + 1])
            return end + 1, html_blocks(source, page=page, max_places=max_places)
    return at, ()


def _tab_rows(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    """Gather a run of tab-separated lines; a single one with two cells is no table.

    Blank lines inside a run (page breaks) are passed over only if the next run has rows of the
    same length, so that two tables with different columns stay two.
    """
    rows: list[list[str]] = []
    end = at
    while end < len(lines):
        if "\t" in lines[end]:
            if not _is_rule(lines[end].split("\t")):
                rows.append([_cell(cell) for cell in lines[end].split("\t")])
            end += 1
            continue
        after = _next_filled(lines, end)
        if after is None or not rows or not _continues(rows, lines[after]):
            break
        end = after
    rows = [row for row in rows if any(row)]
    if len(rows) == 1 and sum(1 for cell in rows[0] if cell) < _FEWEST_CELLS:
        return at, []
    return end, rows


def _blank_set_rows(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    found = fixed_table_at(lines, at)
    if found is None:
        return at, []
    return found.end, [list(row) for row in found.rows]


def _next_filled(lines: Sequence[str], at: int, reach: int = _REACH) -> int | None:
    """Return the next line that is not blank, if there is one within ``reach`` blank lines."""
    for index in range(at, min(at + reach + 1, len(lines))):
        if lines[index].strip(" \u00a0") != "":
            return index if index > at else None
    return None


def _continues(rows: list[list[str]], line: str) -> bool:
    """Say whether a tab line after a gap goes on with the table above it."""
    if "\t" not in line:
        return False
    cells = [_cell(cell) for cell in line.split("\t")]
    return len(cells) == len(rows[-1]) and cells != rows[0] and not has_serial_title(cells)


def _is_rule(cells: Sequence[str]) -> bool:
    """Say whether the row is only the dashes below a Markdown header."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(_RULE_CELL.fullmatch(cell) for cell in filled)


def _cell(text: str) -> str:
    lines = fragment_text(text.strip(" \u00a0")).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _pipe_rows(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    """Gather the rows of a Markdown or ASCII-art table."""
    rows: list[list[str]] = []
    end, ruled = at, False
    while end < len(lines):
        line = lines[end].strip()
        if _ASCII_RULE.fullmatch(line):
            ruled = True
        elif line.startswith("|") and line.count("|") >= 2:
            cells = _split_pipes(line)
            if _is_rule(cells):
                ruled = True
            else:
                rows.append([_cell(cell) for cell in cells])
        else:
            break
        end += 1
    same = len({len(row) for row in rows}) == 1
    if len(rows) < 2 or not (ruled or (same and len(rows[0]) >= 2)):
        return at, []
    return end, rows


def _split_pipes(line: str) -> list[str]:
    inner = line[1:-1] if line.endswith("|") and not line.endswith("\\|") else line[1:]
    return [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]
