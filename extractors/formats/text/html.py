"""HTML pages (and MHTML, and HTML in the clothes of .doc or .xls) -> lines and tables."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from functools import lru_cache
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, NavigableString, PageElement, Tag

from extractors.errors import TooLargeError
from extractors.formats.charset import Decoded, decode
from extractors.formats.document import FlowDocument
from extractors.formats.kinds import Kind
from extractors.formats.legacy import struck_flag, unify
from extractors.formats.limits import Limits
from extractors.formats.spans import RawCell, build_table
from extractors.formats.text.css import apply_sheets
from extractors.formats.text.html_text import (
    BLOCKS,
    TextLine,
    cell_text,
    is_bold,
    is_hidden,
    is_struck,
    marker,
)
from extractors.types import Block, Line
from extractors.wording.frames import has_serial_title, is_layout

__all__ = ["decode_html", "html_blocks", "open_html"]

_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=\s]{200,}")
"""A picture, font or the like within the page."""

_FURNITURE = frozenset(["nav", "aside", "footer"])
_FURNITURE_ROLES = frozenset(["navigation", "search", "banner", "contentinfo", "menu", "menubar"])
_DEEPEST = 150
"""Elements inside each other that are read: pages nest dozens, broken ones thousands."""

_LINKS, _LINKED, _LINK_LETTERS = 5, 0.9, 60
"""A menu: links at least, the share of its letters in them, and letters a link, less than."""

_SPAN = re.compile(r"\d{1,4}")


def open_html(path: Path, sha256: str, limits: Limits) -> FlowDocument:
    """Read an HTML or MHTML file whole.

    Raises:
        TooLargeError: more characters than the limits allow.
    """
    return FlowDocument(path, Kind.HTML, sha256, limits, *_read(path, sha256, limits))


@lru_cache(maxsize=1)
def _read(
    path: Path, sha256: str, limits: Limits
) -> tuple[tuple[tuple[Block, ...], ...], tuple[str, ...]]:
    """Read once per process and content: a file is probed before it is read."""
    decoded = decode_html(path.read_bytes())
    text = _EMBEDDED.sub("", decoded.text)
    if len(text) > limits.max_html_chars:
        raise TooLargeError(path, f"{len(text)} ký tự")
    blocks, flags = unify(html_blocks(text, page=1, max_places=limits.max_table_cells))
    flags += struck_flag(blocks)
    if decoded.lossy:
        flags += ("undecodable_bytes",)
    return (blocks,), flags


def decode_html(data: bytes) -> Decoded:
    """Decode the bytes of an HTML file by BOM, UTF-8, meta charset or guess; unwrap MHTML."""
    head = data[:2048].lower()
    if b"mime-version:" in head and not head.lstrip().startswith(b"<"):
        data, declared = _unwrap_mhtml(data)
        return decode(data, declared or _declared(data))
    return decode(data, _declared(data))


def _declared(data: bytes) -> str | None:
    match = _META.search(data[:16_384]) or _XML.search(data[:200])
    return match.group(1).decode("ascii", "ignore") if match else None


def _unwrap_mhtml(data: bytes) -> tuple[bytes, str | None]:
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload, part.get_content_charset()
    return data, None


def html_blocks(text: str, *, page: int, max_places: int) -> tuple[Block, ...]:
    """Return the lines and tables of an HTML text in document order, blank lines included."""
    soup = BeautifulSoup(text, "html5lib")
    apply_sheets(soup)
    for tag in soup.find_all(_is_furniture):
        tag.decompose()
    reader = _Reader(page, max_places)
    root = soup.body or soup
    _flatten(root)
    reader.walk(root, bold=False)
    reader.flush()
    return tuple(_squeeze_blanks(reader.blocks))


def _flatten(root: Tag) -> None:
    """Take out wrappers nested deeper than any honest page, so that recursion stays shallow."""
    stack: list[tuple[Tag, int]] = [(root, 0)]
    while stack:
        tag, depth = stack.pop()
        inner = [child for child in tag.children if isinstance(child, Tag)]
        if depth > _DEEPEST:
            tag.unwrap()
            depth -= 1
        stack += [(child, depth + 1) for child in inner]


def _is_furniture(tag: Tag) -> bool:
    """Find menus, side columns and page feet: they are no part of the document."""
    if tag.name in _FURNITURE or tag.get("role") in _FURNITURE_ROLES:
        return True
    if tag.name == "div" and tag.get("title") in ("header", "footer"):
        return True  # LibreOffice's running heads
    if tag.name == "header":
        return tag.find_parent(["article", "main"]) is None and tag.find("table") is None
    return tag.name in ("ul", "ol", "div") and _is_menu(tag)


def _is_menu(tag: Tag) -> bool:
    """A menu is five links or more and hardly anything else."""
    links = tag.find_all("a")
    if len(links) < _LINKS or tag.find("table") is not None:
        return False
    total = len("".join(tag.get_text().split()))
    linked = sum(len("".join(a.get_text().split())) for a in links)
    return total > 0 and linked >= _LINKED * total and total / len(links) < _LINK_LETTERS


class _Reader:
    """Walks the tree and gathers blocks; holds the line that is being filled."""

    def __init__(self, page: int, max_places: int) -> None:
        self.page = page
        self.max_places = max_places
        self.blocks: list[Block] = []
        self._line = TextLine()

    def flush(self, *, keep_blank: bool = False) -> None:
        """End the current line; an empty one is kept only as a wanted blank."""
        text, raw = self._line.text, self._line.raw
        if text or raw or keep_blank:
            self.blocks.append(Line(text, self.page, bold=self._line.bold, raw=raw))
        self._line = TextLine()

    def walk(self, node: PageElement, *, bold: bool, struck: bool = False) -> None:
        """Add a node and all below it."""
        if isinstance(node, (Comment, Declaration, Doctype)):
            return
        if isinstance(node, NavigableString):
            self._line.add(str(node), bold, struck)
            return
        if not isinstance(node, Tag) or is_hidden(node):
            return
        if node.name == "br":
            self.flush(keep_blank=True)
        elif node.name == "table":
            self.flush()
            self._table(node, bold)
        elif node.name == "pre":
            self._pre(node, bold)
        else:
            self._element(node, bold, struck or is_struck(node))

    def _element(self, node: Tag, bold: bool, struck: bool) -> None:
        block = node.name in BLOCKS
        if block:
            self.flush()
        if node.name == "li":
            self._line.add(marker(node), False, struck)
        for child in list(node.children):
            self.walk(child, bold=bold or is_bold(node), struck=struck)
        if block:
            self.flush(keep_blank=node.name in ("p", "h1", "h2", "h3", "h4", "hr"))

    def _pre(self, node: Tag, bold: bool) -> None:
        self.flush()
        for line in node.get_text().split("\n"):
            self._line.add(line, bold)
            self.flush(keep_blank=True)

    def _table(self, node: Tag, bold: bool) -> None:
        rows = list(_rows(node))
        first = [cell.get_text() for cell in rows[0]] if rows else []
        if not has_serial_title(first) and _wraps_tables(node, rows):
            for row in rows:
                for cell in row:
                    self.walk_cell(cell, bold)
            return
        left = _rows_left(rows)
        raw = [[_raw_cell(cell, left[r]) for cell in row] for r, row in enumerate(rows)]
        texts = [[cell.text for cell in row] for row in raw]
        if is_layout(texts, bordered=_bordered(node)):
            self._layout(rows, bold)
            return
        caption = node.find("caption", recursive=False)
        if isinstance(caption, Tag):
            self.walk(caption, bold=bold)
        table = build_table(raw, page=self.page, method="html", max_places=self.max_places)
        if table is not None:
            self.blocks.append(table)

    def walk_cell(self, cell: Tag, bold: bool) -> None:
        """Add the content of a cell of a layout table as running text, but no menu."""
        self.flush()
        if _is_menu(cell):
            return
        for child in list(cell.children):
            self.walk(child, bold=bold)
        self.flush()

    def _layout(self, rows: list[list[Tag]], bold: bool) -> None:
        """Read a letterhead or signature table column by column."""
        for col in range(max((len(row) for row in rows), default=0)):
            for row in rows:
                if col < len(row):
                    self.walk_cell(row[col], bold)


def _rows(table: Tag) -> Iterator[list[Tag]]:
    """Yield the cells of each row of this table itself, not of tables inside it."""
    for row in table.find_all("tr"):
        if isinstance(row, Tag) and row.find_parent("table") is table and not is_hidden(row):
            cells = row.find_all(["td", "th"], recursive=False)
            yield [cell for cell in cells if isinstance(cell, Tag) and not is_hidden(cell)]


def _wraps_tables(table: Tag, rows: list[list[Tag]]) -> bool:
    """Say whether the table mainly holds other tables: most of its text lies inside those."""
    inner = [t for t in table.find_all("table") if t.find_parent("table") is table]
    if not inner:
        return table.get("role") == "presentation" and len(rows) <= 1
    nested = sum(len(t.get_text(strip=True)) for t in inner)
    total = len(table.get_text(strip=True))
    return nested * 2 > total or len(rows) <= 2


def _rows_left(rows: list[list[Tag]]) -> list[int]:
    """Return how far a cell of each row may reach down: to the end of its row group (tbody)."""
    groups = [
        id(row[0].find_parent(["tbody", "thead", "tfoot", "table"])) if row else 0 for row in rows
    ]
    left = [1] * len(rows)
    for at in range(len(rows) - 2, -1, -1):
        if groups[at] == groups[at + 1] or 0 in (groups[at], groups[at + 1]):
            left[at] = left[at + 1] + 1
    return left


def _raw_cell(cell: Tag, rows_left: int) -> RawCell:
    down = _span(cell.get("rowspan"))
    text = cell_text(cell)
    struck = (
        is_struck(cell) or any(is_struck(tag) for tag in cell.find_all(True)) or _in_struck(cell)
    )
    raw = cell_text(cell, with_struck=True) if struck else ""
    if _in_struck(cell):
        text = ""
    height = min(down or rows_left, rows_left)
    return RawCell(text, height, _span(cell.get("colspan")) or 1, raw)


def _in_struck(cell: Tag) -> bool:
    """Say whether the whole row is struck out (a line through the row's text)."""
    row = cell.parent
    return isinstance(row, Tag) and row.name == "tr" and is_struck(row)


def _span(value: object) -> int:
    """Read a span attribute; 0 means "to the end" for rows, as HTML says."""
    match = _SPAN.match(str(value).strip()) if value is not None else None
    return int(match.group()) if match else 1


def _bordered(table: Tag) -> bool | None:
    border = table.get("border")
    if border is not None:
        return str(border).strip() not in ("0", "0px")
    style = str(table.get("style") or "")
    cells = [str(c.get("style") or "") for c in table.find_all(["td", "th"], limit=4)]
    if any(
        re.search(r"border[\w-]*\s*:[^;]*(?:solid|windowtext|double)", s) for s in [style, *cells]
    ):
        return True
    return None


def _squeeze_blanks(blocks: list[Block]) -> Iterator[Block]:
    """Keep one blank line where several follow each other, none at the start."""
    blank = True
    for block in blocks:
        empty = isinstance(block, Line) and not block.text
        if not (empty and blank):
            yield block
        blank = empty
