"""Word documents (DOCX) -> lines and tables in the order of the body.

Text boxes come after the paragraph they are anchored in; the words of headers and footers come once
each at the end, page numbers left out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx

from extractors.errors import (
    EncryptedFileError,
    NoPagesError,
    TooLargeError,
    TruncatedFileError,
    damage,
)
from extractors.formats.kinds import Kind
from extractors.formats.legacy import struck_flag, unify
from extractors.formats.limits import Limits
from extractors.formats.spans import RawCell, build_table
from extractors.formats.word.controls import chunk_blocks, notes, settle_controls
from extractors.formats.word.document import WordContent, WordDocument, page_pictures
from extractors.formats.word.numbering import Numbering
from extractors.formats.word.runs import Fonts, inline
from extractors.formats.word.variants import usual_docx
from extractors.formats.word.xml import attr, child, local, through
from extractors.paper.furniture import is_page_number
from extractors.types import Block, Line, Table
from extractors.wording.frames import FrameSplitter, data_rows, has_serial_title, is_layout

__all__ = ["docx_content", "open_docx"]

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMBED = _RELATION + "embed"
_ID = _RELATION + "id"


def open_docx(path: Path, sha256: str, limits: Limits) -> WordDocument:
    """Read a DOCX file whole.

    Raises:
        TruncatedFileError: the zip or its XML is damaged.
        TooLargeError: its members unpack to more than the limits allow.
        NoPagesError: it has no body.
    """
    return WordDocument(path, Kind.DOCX, sha256, limits, _read(path, sha256, limits))


@lru_cache(maxsize=1)
def _read(path: Path, sha256: str, limits: Limits) -> WordContent:
    """Read once per process and content: a file is opened for each of its pictures of pages."""
    return docx_content(path, limits)


def docx_content(path: Path, limits: Limits) -> WordContent:
    """Return what a DOCX file holds; raises as ``open_docx``."""
    _check_unpacked(path, limits)
    try:
        document = docx.Document(usual_docx(path))
        part = document.part
        numbering = _part(part, "numbering")
        fonts = Fonts(_part(part, "styles"))
    except Exception as error:  # python-docx passes on whatever zip and XML readers raise
        raise damage(path, error) from error
    body = document.element.body
    if body is None:
        raise NoPagesError(path)
    settle_controls(body)
    reader = _Reader(Numbering(numbering), fonts, part, limits)
    below = (block for note in notes(part) for block in reader.blocks(note))
    blocks, more = unify((*reader.blocks(body), *below, *_margins(part, reader)))
    more += struck_flag(blocks)
    blobs, missing = _blobs(body, part)
    pictures, unread = page_pictures(blobs, path, limits)
    more += ("part_unread",) if missing or unread else ()
    return WordContent(blocks, tuple(dict.fromkeys((*reader.flags, *more))), pictures)


def _margins(part: Any, reader: _Reader) -> Iterator[Line]:
    """Yield the lines of the document's headers and footers, each once."""
    known: set[str] = set()
    for relation in part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/header", "/footer")):
            continue
        for block in reader.blocks(relation.target_part.element):
            for line in [block] if isinstance(block, Line) else _cell_lines(block):
                if _says_something(line.text) and line.text not in known:
                    known.add(line.text)
                    yield line


def _cell_lines(table: Table) -> list[Line]:
    return [Line(text, cell.page) for cell in table.cells for text in cell.text.splitlines()]


def _says_something(text: str) -> bool:
    return any(c.isalpha() for c in text) and not is_page_number(text)


def _blobs(body: Any, part: Any) -> tuple[list[bytes], bool]:
    """Return the encoded pictures of the body in order, each once; whether some are not there."""
    keys = [
        str(node.get(_EMBED if local(node) == "blip" else _ID) or "")
        for node in body.iter()
        if local(node) in ("blip", "imagedata")
    ]
    related = part.related_parts
    wanted = [key for key in dict.fromkeys(keys) if key]
    return [related[key].blob for key in wanted if key in related], not related.keys() >= set(
        wanted
    )


def _check_unpacked(path: Path, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise TruncatedFileError(path, "ZIP") from error
    if any(member.flag_bits & 1 for member in members):
        raise EncryptedFileError(path)
    total = sum(member.file_size for member in members)
    if total > limits.max_unpacked_bytes:
        raise TooLargeError(path, f"{total / 1e6:.0f} MB sau khi giải nén")
    xml = sum(m.file_size for m in members if m.filename.lower().endswith((".xml", ".rels")))
    if xml > limits.max_xml_bytes:
        raise TooLargeError(path, f"{xml / 1e6:.0f} MB XML sau khi giải nén")


def _part(part: Any, name: str) -> Any | None:
    """Return the root of a related XML part (``styles`` or ``numbering``), None if missing."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/" + name):
            return relation.target_part.element
    return None


@dataclass(slots=True)
class _TableCell:
    """A cell as stored: its place in the grid row, and whether it goes on from above."""

    col: int
    span: int
    lines: tuple[Line, ...]
    goes_on: bool

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines if line.text)

    @property
    def raw(self) -> str:
        """The same with what was struck out."""
        return "\n".join(dict.fromkeys(line.raw for line in self.lines))


class _Reader:
    """Walks a body in order; numbering makes the order matter."""

    def __init__(self, numbering: Numbering, fonts: Fonts, part: Any, limits: Limits) -> None:
        self._numbering = numbering
        self._fonts = fonts
        self._part = part
        self._limits = limits
        self._splitter = FrameSplitter()
        self.flags: dict[str, None] = {}

    def blocks(self, node: Any) -> Iterator[Block]:
        """Yield the blocks of a body, a text box or a cell."""
        for item in through(node):
            name = local(item)
            if name == "p":
                yield from self._paragraph(item)
            elif name == "tbl":
                yield from self._table(item)
            elif name == "altChunk":
                found, whole = chunk_blocks(item, self._part, self._limits)
                self.flags |= {} if whole else {"part_unread": None}
                yield from found

    def _paragraph(self, node: Any) -> Iterator[Block]:
        text, raw, bold, boxes = self._text(node)
        whole = "" if raw == text else " ".join(raw.split())
        for part in text.split("\n"):
            for piece in self._splitter.split(part):
                if piece:
                    yield Line(piece, 1, bold=bold, raw=whole)
        if whole and not text.strip():
            yield Line("", 1, raw=whole)
        for box in boxes:
            yield from self.blocks(box)

    def _text(self, node: Any) -> tuple[str, str, bool, tuple[Any, ...]]:
        """Return the paragraph's text with its printed number, its weight, its text boxes.

        The second text is the whole with what was struck out; then the number is of no task.
        """
        properties = child(node, "pPr")
        style_node = child(properties, "pStyle") if properties is not None else None
        style = attr(style_node, "val") if style_node is not None else ""
        content = inline(node, self._fonts, style)
        self.flags |= dict.fromkeys(content.flags)
        if _is_deleted(properties) and not content.text.strip():
            return "", "", False, content.boxes
        label = self._label(properties, style)
        raw = f"{label} {content.raw}" if label else content.raw
        gone = content.raw.strip() and not content.text.strip()
        text = f"{label} {content.text}" if label and not gone else content.text
        return text, raw, content.bold, content.boxes

    def _label(self, properties: Any | None, style: str) -> str:
        number = child(properties, "numPr") if properties is not None else None
        if number is not None:
            num = child(number, "numId")
            level = child(number, "ilvl")
            if num is not None:
                depth = _int(attr(level, "val")) if level is not None else None
                return self._numbering.label(attr(num, "val"), depth, style)
        for ancestor in self._fonts.chain(style):
            inner = child(ancestor, "pPr")
            number = child(inner, "numPr") if inner is not None else None
            num = child(number, "numId") if number is not None else None
            if num is not None:
                level = child(number, "ilvl")
                depth = _int(attr(level, "val")) if level is not None else None
                return self._numbering.label(attr(num, "val"), depth, attr(ancestor, "styleId"))
        return ""

    def _table(self, node: Any) -> Iterator[Block]:
        rows = list(_rows(node))
        first = [_plain(cell) for cell in _cells(rows[0])] if rows else []
        if not has_serial_title(first) and _wraps_tables(node, len(rows)):
            for row in rows:
                for cell in _cells(row):
                    yield from self.blocks(cell)
            return
        whole = [self._row(row) for row in rows]
        kept = data_rows([[cell.text for cell in row] for row in whole])
        yield from self._grid(whole[:kept], node)
        if kept < len(whole):
            yield from _frame_lines(whole[kept:])

    def _grid(self, grid: list[list[_TableCell]], node: Any) -> Iterator[Block]:
        raw = [
            [_raw(grid, r, cell) for cell in row if not cell.goes_on] for r, row in enumerate(grid)
        ]
        texts = [[cell.text for cell in row] for row in grid]
        if is_layout(texts, bordered=self._bordered(node)):
            yield from _frame_lines(grid)
            return
        table = build_table(raw, page=1, method="docx", max_places=self._limits.max_table_cells)
        if isinstance(table, Table):
            yield table

    def _row(self, row: Any) -> list[_TableCell]:
        properties = child(row, "trPr")
        before = child(properties, "gridBefore") if properties is not None else None
        col = _int(attr(before, "val")) if before is not None else 0
        cells = [_TableCell(0, col, (), False)] if col else []
        for node in _cells(row):
            inner = child(node, "tcPr")
            span_node = child(inner, "gridSpan") if inner is not None else None
            span = max(1, _int(attr(span_node, "val"))) if span_node is not None else 1
            across = child(inner, "hMerge") if inner is not None else None
            if across is not None and attr(across, "val") != "restart" and cells:
                cells[-1].span += span
            else:
                down = child(inner, "vMerge") if inner is not None else None
                goes_on = down is not None and attr(down, "val") != "restart"
                lines = () if goes_on else tuple(self._cell_lines(node))
                cells.append(_TableCell(col, span, lines, goes_on))
            col += span
        return cells

    def _cell_lines(self, cell: Any) -> Iterator[Line]:
        """Yield the lines of a cell that have text; a table inside gives a line a row."""
        for item in through(cell):
            name = local(item)
            if name == "p":
                text, raw, bold, boxes = self._text(item)
                whole = "" if raw == text else " ".join(raw.split())
                plain = (" ".join(part.split()) for part in text.split("\n"))
                parts = [part for part in plain if part] or [""] * bool(whole)
                yield from (Line(part, 1, bold=bold, raw=whole) for part in parts)
                for box in boxes:
                    yield from self._cell_lines(box)
            elif name == "tbl":
                yield from (Line(row, 1) for row in self._inner_rows(item) if row)

    def _inner_rows(self, table: Any) -> list[str]:
        """Return the rows of a table inside a data cell, one line each."""
        rows = (self._row(row) for row in _rows(table))
        return [" | ".join(c.text.replace("\n", " ") for c in row if not c.goes_on) for row in rows]

    def _bordered(self, table: Any) -> bool:
        properties = child(table, "tblPr")
        own = child(properties, "tblBorders") if properties is not None else None
        if own is not None:
            return _has_lines(own)
        if any(_has_lines(node) for node in table.iter() if local(node) == "tcBorders"):
            return True
        style = child(properties, "tblStyle") if properties is not None else None
        for ancestor in self._fonts.chain(attr(style, "val")) if style is not None else ():
            if any(_has_lines(n) for n in ancestor.iter() if local(n) == "tblBorders"):
                return True
        return False


def _frame_lines(grid: Sequence[Sequence[_TableCell]]) -> Iterator[Line]:
    """Yield the lines of a layout table column by column."""
    for col in range(max((len(row) for row in grid), default=0)):
        for row in grid:
            yield from row[col].lines if col < len(row) else ()


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, those deleted under change tracking left out."""
    for item in through(table):
        if local(item) != "tr":
            continue
        properties = child(item, "trPr")
        if properties is None or child(properties, "del") is None:
            yield item


def _cells(row: Any) -> Iterator[Any]:
    return (item for item in through(row) if local(item) == "tc")


def _raw(grid: list[list[_TableCell]], row: int, cell: _TableCell) -> RawCell:
    """Count how many rows below go on from this cell."""
    height = 1
    for below in grid[row + 1 :]:
        if not any(c.goes_on and c.col == cell.col for c in below):
            break
        height += 1
    raw = cell.raw if any(line.raw != line.text for line in cell.lines) else ""
    return RawCell(cell.text, height, cell.span, raw)


def _wraps_tables(table: Any, n_rows: int) -> bool:
    """Say whether the table mainly frames other tables: most of its text lies inside those."""
    inner = [t for t in table.iter() if local(t) == "tbl" and t is not table]
    outermost = [t for t in inner if not any(t is not o and t in list(o.iter()) for o in inner)]
    if not outermost:
        return False
    nested = sum(len(_plain(t)) for t in outermost)
    return nested * 2 > len(_plain(table)) or n_rows <= 1


def _plain(node: Any) -> str:
    return re.sub(r"\s+", "", "".join(t.text or "" for t in node.iter() if local(t) == "t"))


def _has_lines(borders: Any) -> bool:
    return any(attr(side, "val") not in ("", "none", "nil") for side in borders)


def _is_deleted(properties: Any | None) -> bool:
    """Say whether the paragraph mark itself is a tracked deletion."""
    mark = child(properties, "rPr") if properties is not None else None
    return mark is not None and child(mark, "del") is not None


def _int(text: str) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else 0
